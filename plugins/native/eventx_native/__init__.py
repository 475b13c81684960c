"""eventx' own JSON: NDJSON, a record, an array, a dataset document.

Knows how records are laid out in a file and where each one stands. Doesn't judge them: what is a JSON object is handed on, and
the validator says the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar

from attrs import evolve

from eventx.errors import InputError, UsageError
from eventx.plugins import Sniff
from eventx.report import End, Finding, Kind, Losses, Outcome, Position, Record, Severity
from eventx.schema import CURRENT

if TYPE_CHECKING:
    from eventx.bulk.restating.queue import LineOutcomes, LineQueue
    from eventx_native.sink import NativeSink

_BOM = b"\xef\xbb\xbf"
_CUT = "EVX025"
_BROKEN = ("EVX013", "EVX020", "EVX022", "EVX024", _CUT)  # what a line is no JSON for
_GEOJSON = re.compile(rb'\{\s*"type"\s*:\s*"Feature(?:Collection)?"')
_SIGNS = (b'"schema_version"', b'"kind"')


class NativeImporter:
    """eventx records: NDJSON, one record, an array, or a dataset document."""

    name = "eventx"
    codes: ClassVar[Mapping[str, str]] = {
        "JSON-HEADER": "A dataset's title, coverage and the like belong to the document. Its rights go with each record.",
        "blank": "A line without anything on it.",
    }

    def sniff(self, head: bytes, filename: str) -> Sniff | None:  # noqa: ARG002 (the content decides)
        """Claims JSON that names a schema version, and JSON objects in general with less certainty."""
        start = head.removeprefix(_BOM).lstrip()
        if not start.startswith((b"{", b"[")) or _GEOJSON.match(start):  # whose properties may be a record's members
            return None
        if all(sign in start for sign in _SIGNS) or b'"schema_version"' in start[:4096]:
            return Sniff(1.0, "JSON with a schema_version")
        if start.startswith((b'{"', b"[{", b"{\n", b"{}", b"[]", b"{ ", b"[\n")) and b'"FeatureCollection"' not in start[:4096]:
            return Sniff(0.2, "JSON")
        return None

    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        """Records in the order of the file. NDJSON is streamed; a document is read whole."""
        first = stream.readline()
        while first and not first.removeprefix(_BOM).strip():
            first += (line := stream.readline())
            if not line:
                break
        if not first.removeprefix(_BOM).strip():
            if name.lower().endswith(".json"):
                raise InputError(f"{name}: the file is empty; a JSON document without records is []")
            return self._blank(first.removeprefix(_BOM), name)
        if first.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise InputError(f"{name}: the file is UTF-16; JSON must be UTF-8, save it so")
        from eventx.validator.files import is_record_of_a_line

        content = first.removeprefix(_BOM)
        if is_record_of_a_line(content):
            return self._lines(content, stream, name)
        return self._document(content + stream.read(), name)

    def cuts(self, head: bytes) -> bool:
        """Whether a file that begins so is NDJSON, whose lines :meth:`read_lines` reads from anywhere on."""
        from eventx.validator.files import is_record_of_a_line

        first, end, _ = head.removeprefix(_BOM).lstrip().partition(b"\n")
        return bool(end) and is_record_of_a_line(first)

    def read_lines(self, stream: BinaryIO, *, name: str, before: int) -> Iterator[Outcome | End]:
        """Some lines of NDJSON, before which there are others, as the whole file is read."""
        from eventx.bulk.restating.queue import BLOCK, LineOutcomes, LineQueue

        lines = LineQueue(stream.read(BLOCK), stream, before=before)
        return LineOutcomes(self._following(lines, name, before), lines)

    def _lines(self, first: bytes, stream: BinaryIO, name: str) -> LineOutcomes:
        from eventx.bulk.restating.queue import LineOutcomes, LineQueue

        lines = LineQueue(first, stream)
        return LineOutcomes(self._following(lines, name, 0), lines)

    def _blank(self, content: bytes, name: str) -> Iterator[Outcome | End]:
        """NDJSON without a record, as writing no records gives it."""
        count = len(content.splitlines())
        for number in range(1, count + 1):
            yield Outcome(Kind.WITHHELD, Position(name, line=number), reason="blank")
        yield End(count, "record")

    def _following(self, lines: LineQueue, name: str, uncounted: int) -> Iterator[Outcome | End]:
        from eventx_native.parse import broken_line, parse_line

        broken = 0
        is_first = not uncounted
        while line := lines.take():
            count = lines.count
            if not line.strip():
                yield Outcome(Kind.WITHHELD, Position(name, line=count), reason="blank")
                continue
            outcome = parse_line(line, name, count)
            if is_first and outcome.records:
                _not_an_answer(outcome.records[0], name)
            is_first = False
            if outcome.reason in _BROKEN:
                broken = count
            if outcome.reason == _CUT and (lines.ahead() or (uncounted and line.endswith(b"\n"))):
                outcome = broken_line(outcome)  # it is only cut off where nothing comes behind it
            yield outcome
        cut = 0 < broken == lines.count and not lines.is_whole
        words = f"line {lines.count} ends in the middle of a record; the file is cut off" if cut else ""
        yield End(lines.count - uncounted, "record", not cut, words)

    def _document(self, content: bytes, name: str) -> Iterator[Outcome | End]:
        from eventx.validator.explain import misnamed_records
        from eventx_native.parse import parse_document

        document = parse_document(content, name)
        if isinstance(document, list):
            yield from _records(document, "", name)
        elif "events" in document and "kind" not in document:
            if not isinstance(document["events"], list):
                raise InputError(f"{name}: `events` of a dataset must be an array of records")
            yield from self._dataset(document, name)
        elif (other := misnamed_records(document)) is not None:
            raise InputError(f"{name}: the records of a dataset stand under 'events', not under {other!r}; nothing was read")
        else:
            _not_an_answer(document, name)
            yield Outcome.kept(Position(name, line=1, pointer=""), document)
            yield End(1, "record")

    def _dataset(self, document: Mapping[str, Any], name: str) -> Iterator[Outcome | End]:
        from eventx.validator.files import header_findings

        header = Position(name, line=1)
        findings = header_findings(document, header)
        if findings:
            words = "; ".join(f"{one.message}{one.advice and f' ({one.advice})'}" for one in findings)
            raise InputError(f"{name}: the dataset's header is wrong: {words}")
        yield from _with_header(document, header, _records(document["events"], "/events", name))


def _not_an_answer(document: Mapping[str, Any], name: str) -> None:
    """Raises :class:`InputError` if an object is what an API answers when it gives nothing, or a table of pandas'."""
    if document.keys() & {"schema_version", "kind", "id"}:
        return
    if all(isinstance(document.get(one), list) for one in ("columns", "data")):
        words = "this is no record but a table, its columns apart from its rows"
        raise InputError(f"{name}: {words}; write a list with an object for each row")
    from eventx.tabular.envelope import complaint

    if words := complaint(document):
        raise InputError(f"{name}: this is no record but the answer of an API that gave none: {words}")


def _with_header(document: Mapping[str, Any], position: Position, items: Iterable[Outcome | End]) -> Iterator[Outcome | End]:
    """The records of a dataset, each with the rights that the header gives it; the rest of the header is told as not carried."""
    rest = [name for name in document if name not in ("schema_version", "rights", "events")]
    words = f"the dataset's header ({', '.join(rest)}) is not part of single records"
    advice = "give a document that is written of them its title with -O title=…"
    told: tuple[Finding, ...] = (Finding("JSON-HEADER", Severity.NOTE, words, position, advice=advice),)
    for item in items:
        if isinstance(item, Outcome):
            records = tuple({"rights": document["rights"], **one} if "rights" in document else one for one in item.records)
            item = evolve(item, records=records, findings=(*told, *item.findings))  # noqa: PLW2901 (the same item, told more)
            told = ()
        yield item


def _records(records: list[Any], pointer: str, name: str) -> Iterator[Outcome | End]:
    from eventx_native.parse import not_an_object

    for index, record in enumerate(records):
        position = Position(name, pointer=f"{pointer}/{index}")
        if isinstance(record, dict):
            yield Outcome.kept(position, record)
        else:
            yield Outcome.rejected(not_an_object(record, position))
    yield End(len(records), "record")


class NativeExporter:
    """eventx records: NDJSON, or a dataset document."""

    name = "eventx"
    suffixes = (".ndjson", ".jsonl", ".json")
    suffix_options: ClassVar[Mapping[str, Mapping[str, Any]]] = {".json": {"document": True}}

    def write(
        self, records: Iterable[Record], out: BinaryIO, losses: Losses, *, document: bool = False, title: str | None = None
    ) -> int:
        """One record a line, members in the order given; or, with ``document``, one dataset document with its ``title``."""
        sink = self.sink(out, losses, document=document, title=title)
        for record in records:
            sink.put(record)
        return sink.close()

    def sink(self, out: BinaryIO, losses: Losses, *, document: bool = False, title: str | None = None) -> NativeSink:
        """The output as a :class:`~eventx.bulk.pieces.Sink`."""
        from eventx_native.sink import NativeSink

        if title is not None and not document:
            raise UsageError("only a dataset document has a title; write to .json or give document=yes")
        return NativeSink(out, losses, {"schema_version": CURRENT, "title": title or "untitled"} if document else None)
