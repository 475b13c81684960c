"""Checking a file of eventx JSON: every finding with the line and column of the exact value.

Knows NDJSON, a record, an array of records, and a dataset document. A fast parser reads; the text is scanned for positions only
where there is something to say. Lines are judged in :mod:`eventx.validator.lines`. Other formats come through importers.
"""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from attrs import evolve

from eventx.errors import SchemaError
from eventx.json_pointers import step
from eventx.report import Finding, Position
from eventx.rules import Rule, catalogue, rule
from eventx.rules.seen import FirstPlace
from eventx.schema import CURRENT, schema
from eventx.validator import Validator, told_of
from eventx.validator.engines import Engines
from eventx.validator.explain import misnamed_records
from eventx.validator.lines import (
    LARGER,
    Judged,
    LineJudge,
    Lines,
    Setting,
    pieces_of_file,
    pieces_of_stream,
    placed,
)
from eventx.validator.merging import Merger
from eventx.validator.texts import NOTHING

Run = Callable[[Callable[[Lines], Judged], Iterable[Lines]], Iterator[Judged]]
"""Something that calls a function on each item, perhaps in other processes, and gives what it returns in the same order."""

Pieces = Callable[[Iterable[Lines]], Iterator[Finding]]
"""What finds all that is to be told of the pieces of a file, in order."""
Columns = Callable[[Validator, LineJudge, Merger, Lines], Pieces | None]
"""What judges pieces of NDJSON in columns, if the first of them shows that it can."""

_BOM = b"\xef\xbb\xbf"


class FileCheck:
    """The findings of one file, as an iterator, in the order of the file; what shows only at its end comes last.

    ``read`` counts the records met, ``checked`` those that came to a judgement; they differ if there was no JSON. Both count the
    ``blank`` lines of NDJSON among them, which are records left out, as :mod:`eventx_native` has them.
    ``run`` judges pieces of NDJSON, wherever it does that, and gives them back in order. ``path`` is the plain file that the
    stream reads, if it is one: pieces are then read by who judges them. With ``screening`` the rules about a whole dataset are
    asked too. ``columns`` judge NDJSON in columns, where they can; else ``run`` does. ``first`` says where an id stood first, as
    :class:`~eventx.rules.seen.Seen` has it.
    """

    def __init__(
        self,
        stream: BinaryIO,
        *,
        name: str,
        rules: tuple[Rule, ...] | None = None,
        run: Run | None = None,
        path: Path | None = None,
        screening: bool = False,
        columns: Columns | None = None,
        first: FirstPlace | None = None,
    ) -> None:
        self.read = 0
        self.checked = 0
        self.blank = 0
        self._stream = stream
        self._name = name
        self._rules = rules
        self._validator = Validator(rules=rules, screening=screening)
        if first is not None:
            self._validator.seen.first = first
        self._judge = LineJudge(self._validator, name)
        self._run = run
        self._columns = columns
        self._path = path

    def __iter__(self) -> Iterator[Finding]:
        first = self._stream.readline()
        at = 0
        if first.startswith(_BOM):
            at = len(_BOM)
            first = first.removeprefix(_BOM)
            words = "the file starts with a byte order mark"
            yield self._judge.told("EVX023", words, Position(self._name, line=1, column=1, byte=0))
        number = 1
        while first and not first.strip():
            at += len(first)
            first = self._stream.readline()
            number += 1
        if not first:
            self.read = self.checked = self.blank = number - 1
            if not self._name.lower().endswith(".json"):
                return  # NDJSON of no records, as writing none gives it
            yield self._judge.told("EVX025", "the file is empty", Position(self._name, line=1))
            return
        if is_record_of_a_line(first):
            yield from self._lines(first, number, at)
            yield from self._validator.finish()
        else:
            yield from self._document(b"\n" * (number - 1) + first + self._stream.read())

    def _lines(self, first: bytes, number: int, at: int) -> Iterator[Finding]:
        merger = Merger(self._validator, self._name)
        merger.go_on(number - 1, blank=number - 1)
        given: deque[Lines] = deque()
        size = LARGER if self._columns is not None else None
        pieces = pieces_of_stream(first, self._stream) if self._path is None else pieces_of_file(self._path, at, size=size)
        if self._columns is not None and (piece := next(pieces, None)) is not None:
            pieces = chain((piece,), pieces)
            if (in_columns := self._columns(self._validator, self._judge, merger, piece)) is not None:
                try:
                    yield from in_columns(pieces)
                finally:
                    self._count(merger)
                return
        judged: Iterator[Judged]
        if self._run is None:
            judged = map(self._judge.piece, _noted(pieces, given))
        else:
            setting = Setting(self._name, catalogue() if self._rules is None else self._rules, bool(self._validator.screens))
            judged = self._run(setting, _noted(pieces, given))
        for each in judged:
            yield from merger.findings(given.popleft(), each)
            self._count(merger)

    def _count(self, merger: Merger) -> None:
        self.read, self.checked, self.blank = merger.read, merger.read - merger.broken, merger.blank

    def _document(self, content: bytes) -> Iterator[Finding]:
        found, document = self._judge.parsed(content, 0)
        yield from found
        if document is NOTHING:
            self.read += 1
            return
        told: list[Finding] = []
        for pointer, record in self._records(document, told):
            self.read += 1
            self.checked += 1
            told += self._validator.check(record, Position(self._name, pointer=pointer))
        told += self._validator.finish()
        yield from placed(told, content, self._name, 0)

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
        elif (name := misnamed_records(document)) is not None:
            self.read += 1
            words = f"the records of a dataset stand under 'events', not under '{name}'"
            advice = f"call '{name}' 'events'"
            told.append(rule("EVX005").finding(words, Position(self._name, pointer=""), step(name), advice=advice))
        else:
            yield "", document


def _noted(pieces: Iterable[Lines], given: deque[Lines]) -> Iterator[Lines]:
    for piece in pieces:
        given.append(piece)
        yield piece


def is_record_of_a_line(line: bytes) -> bool:
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
    return not ("events" in value and "kind" not in value) and misnamed_records(value) is None


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
    found = (told_of(objection, position) for objection in engines.objections(header))
    return tuple(evolve(one, message=one.message.replace("the record", "the dataset's header", 1)) for one in found)


__all__ = ["FileCheck", "header_findings", "is_record_of_a_line"]
