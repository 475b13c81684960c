"""Checking a file of eventx JSON: every finding with the line and column of the exact value.

Knows NDJSON, a record, an array of records, and a dataset document. A fast parser reads; the text is scanned for positions only
where there is something to say. Files in other formats come through importers.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, BinaryIO

from attrs import evolve

from eventx.errors import SchemaError
from eventx.located import Scan, Trouble, is_plain, scan
from eventx.report import Finding, Position
from eventx.rules import rule
from eventx.schema import CURRENT, schema
from eventx.validator import Validator
from eventx.validator.engines import Engines

_BOM = b"\xef\xbb\xbf"


class FileCheck:
    """The findings of one file, as an iterator, in the order of the file; what shows only at its end comes last.

    ``read`` counts the records met, ``checked`` those that could be parsed and were checked; they differ if there was no JSON.
    """

    def __init__(self, stream: BinaryIO, *, name: str, validator: Validator | None = None) -> None:
        self.read = 0
        self.checked = 0
        self._stream = stream
        self._name = name
        self._validator = validator or Validator()

    def __iter__(self) -> Iterator[Finding]:
        first = self._stream.readline()
        if first.startswith(_BOM):
            first = first.removeprefix(_BOM)
            yield self._told("EVX023", "the file starts with a byte order mark", Position(self._name, line=1, column=1, byte=0))
        number = 1
        while first and not first.strip():
            first = self._stream.readline()
            number += 1
        if not first:
            yield self._told("EVX025", "the file is empty", Position(self._name, line=1))
            return
        if _is_whole_record(first):
            yield from self._lines(first, number)
            yield from self._validator.finish()
        else:
            yield from self._document(b"\n" * (number - 1) + first + self._stream.read())

    def _lines(self, line: bytes, number: int) -> Iterator[Finding]:
        while line:
            following = self._stream.readline()
            if line.strip():
                self.read += 1
                yield from self._line(line, number, last=not following)
            line, number = following, number + 1

    def _line(self, line: bytes, number: int, *, last: bool) -> Iterator[Finding]:
        found, record = self._parsed(line, number - 1)
        for finding in found:
            # A record that ends too early is cut off only on the last line; before it, that line was broken.
            yield self._told("EVX020", finding.message, finding.position) if finding.rule == "EVX025" and not last else finding
        if record is _NOTHING:
            return
        self.checked += 1
        here = Position(self._name, line=number, pointer="")
        told = self._validator.check(record, here)
        if told:
            text = line.decode("utf-8")
            yield from self._placed(told, scan(text, [each.pointer or "" for each in told]), number - 1)

    def _document(self, content: bytes) -> Iterator[Finding]:
        found, document = self._parsed(content, 0)
        yield from found
        if document is _NOTHING:
            self.read += 1
            return
        told: list[Finding] = []
        for pointer, record in self._records(document, told):
            self.read += 1
            self.checked += 1
            told += self._validator.check(record, Position(self._name, pointer=pointer))
        told += self._validator.finish()
        if told:
            text = content.decode("utf-8")
            places = scan(text, [(each.position.pointer or "") + (each.pointer or "") for each in told])
            yield from self._placed(told, places, 0)

    def _records(self, document: Any, told: list[Finding]) -> Iterator[tuple[str, Any]]:
        """The records of a document, each with its pointer; what is wrong with a dataset's header is told."""
        if isinstance(document, list):
            yield from ((f"/{index}", record) for index, record in enumerate(document))
        elif isinstance(document, dict) and "events" in document and "kind" not in document:
            told += header_findings(document, Position(self._name, pointer=""))
            if isinstance(coverage := document.get("coverage"), dict):
                self._validator.covers(coverage)
            events = document["events"]
            yield from ((f"/events/{index}", record) for index, record in enumerate(events if isinstance(events, list) else ()))
        else:
            yield "", document

    def _parsed(self, content: bytes, lines_before: int) -> tuple[list[Finding], Any]:
        """What is wrong with the text as JSON, and the value, if there is one."""
        import orjson

        try:
            value = orjson.loads(content)
        except orjson.JSONDecodeError:
            return self._why_no_json(content, lines_before), _NOTHING
        if is_plain(content, value):
            return [], value
        looked = scan(content.decode("utf-8"))
        found = [self._trouble("EVX021", each, lines_before) for each in looked.repeated]
        if looked.unkept:
            return [*found, *(self._trouble("EVX020", each, lines_before) for each in looked.unkept)], _NOTHING
        return found, value

    def _why_no_json(self, content: bytes, lines_before: int) -> list[Finding]:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return [self._told("EVX024", "the file is UTF-16", Position(self._name, line=1, byte=0))]
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = lines_before + content.count(b"\n", 0, error.start) + 1
            column = len(content[: error.start].rpartition(b"\n")[2].decode("utf-8")) + 1
            words = f"byte 0x{content[error.start]:02x} is not UTF-8"
            return [self._told("EVX024", words, Position(self._name, line=line, column=column))]
        looked = scan(text)
        found = [self._trouble("EVX022", each, lines_before) for each in looked.constants]
        found += [self._trouble("EVX013", each, lines_before) for each in looked.surrogates]
        found += [self._trouble("EVX021", each, lines_before) for each in looked.repeated]
        if looked.broken is not None:
            found.append(self._trouble("EVX025" if looked.cut else "EVX020", looked.broken, lines_before))
        if not found:
            found.append(
                self._told("EVX020", "nested too deep, or a number too large", Position(self._name, line=lines_before + 1))
            )
        return found

    def _trouble(self, name: str, trouble: Trouble, lines_before: int) -> Finding:
        spot = trouble.spot
        position = Position(self._name, line=lines_before + spot.line, column=spot.column, pointer=trouble.pointer)
        return self._told(name, trouble.message, position)

    def _told(self, name: str, words: str, position: Position) -> Finding:
        each = rule(name)
        return Finding(each.id, each.severity, words, position, advice=each.advice)

    def _placed(self, found: Sequence[Finding], looked: Scan, lines_before: int) -> Iterator[Finding]:
        for finding in found:
            pointer = (finding.position.pointer or "") + (finding.pointer or "")
            spot = looked.nearest(pointer)
            if spot is None:
                yield finding
                continue
            position = Position(self._name, line=lines_before + spot.line, column=spot.column, pointer=pointer)
            yield evolve(finding, position=position)


_NOTHING: Any = object()


def check_file(stream: BinaryIO, *, name: str, validator: Validator | None = None) -> FileCheck:
    """Check a file of eventx JSON; iterate over the result for its findings."""
    return FileCheck(stream, name=name, validator=validator)


def _is_whole_record(line: bytes) -> bool:
    """Whether the first line is a record by itself, so that more may follow line by line."""
    import orjson

    text = line.strip()
    if not text.startswith(b"{"):
        return False
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        # A broken first line of NDJSON, or the first of a document's several lines, which is short.
        return text.count(b'":') > 1 and text.endswith(b"}")
    return not ("events" in value and "kind" not in value)


@cache
def _header_engines(version: str) -> Engines:
    """The dataset schema without its records, which are checked one by one."""
    header = copy.deepcopy(schema("dataset", version))
    header["properties"]["events"] = {"type": "array"}
    event = schema("event", version)
    return Engines(header, others={event["$id"]: event})


def header_findings(document: Mapping[str, Any], position: Position) -> tuple[Finding, ...]:
    """What is wrong with a dataset's members beside ``events``."""
    header = dict(document)
    if isinstance(header.get("events"), list):
        header["events"] = []
    stated = document.get("schema_version")
    try:
        engines = _header_engines(stated if isinstance(stated, str) else CURRENT)
    except SchemaError:
        # The version is unknown or newer: the current schema says what it can, and its records are judged by their own version.
        engines = _header_engines(CURRENT)
    if engines.accepts(header):
        return ()
    return tuple(
        Finding(
            objection.rule,
            rule(objection.rule).severity,
            objection.message,
            position,
            objection.pointer,
            objection.value,
            objection.advice or rule(objection.rule).advice,
        )
        for objection in engines.objections(header)
    )


__all__ = ["FileCheck", "check_file", "header_findings"]
