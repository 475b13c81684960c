"""Where findings stand in the files that were read, in characters, with the text there.

Knows how to look again into a file, or into the copy of what can be read once only; keeps no file in memory, and of a few files
the places of their lines. Doesn't judge. What can't be found is left out: a report never points at a wrong place.
"""

from __future__ import annotations

import re
import weakref
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from attrs import evolve

from eventx.report import Finding, is_of_sheet
from eventx.reports.json_rows import JsonRows
from eventx.reports.lines import Lines, one_line_each
from eventx.reports.place import Cell, Place
from eventx.reports.table_text import TableText

_VALUE = re.compile(r'"(?:[^"\\]|\\.)*+"|-?[0-9][0-9.eE+-]*|true|false|null|[A-Za-z]+|\S')
_LONGEST = 60  # characters that are marked
_AROUND = 50  # characters shown on each side of what is marked
_MOST_OPEN = 8


class _Original:
    def __init__(self, stream: BinaryIO, name: str, written: Mapping[str, str]) -> None:
        self.stream = stream
        self._name = name
        self._written = written
        self.rows = JsonRows(stream)
        self._last = (0, "")

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.stream)

    @cached_property
    def table(self) -> TableText:
        stream = self.stream
        if is_of_sheet(self._name):
            stream = one_line_each(stream)
            weakref.finalize(self, stream.close)
        lines = Lines(stream, returns=True)
        return TableText(lines, self._name, self._written.get("encoding"), self._written.get("delimiter"))

    def text(self, number: int) -> str:
        """A line of the file; the last one is kept, since many findings may stand in it."""
        if self._last[0] != number:
            text = self.lines[number].decode("utf-8", errors="replace")
            self._last = number, text.removeprefix("\ufeff") if number == 1 else text
        return self._last[1]


class Originals:
    """The files of a run, looked into when a finding is to be shown. Close it when the run is over.

    A file is found by its name; :meth:`lend` gives the stream for a name that can't be opened, or is not what was read.
    """

    def __init__(self) -> None:
        self._lent: dict[str, BinaryIO] = {}
        self._open: dict[str, _Original | None] = {}
        self._written: dict[str, Mapping[str, str]] = {}

    def written(self, name: str, options: Mapping[str, str]) -> None:
        """Look into this table as it was read: with the ``encoding`` and ``delimiter`` of the importer's options."""
        self._written[name] = options

    def lend(self, name: str, stream: BinaryIO) -> None:
        """Look into this stream, which can go back, when a finding names the file ``name``."""
        self._lent[name] = stream
        self._open.pop(name, None)

    def place(self, finding: Finding) -> Place:
        """Where a finding stands, in as much detail as the file gives."""
        position = finding.position
        cell = position.row is not None and position.column is not None
        bare = Place(
            position.line,
            None if cell else position.column,
            None,
            Cell(position.column) if cell and position.column is not None else None,
            position.pointer,
        )
        original = self._original(position.file) if position.line is not None or position.pointer is not None else None
        if original is None:
            return bare
        if position.line is None:
            return _cut(original.rows.place(finding) or bare)
        if position.row is not None:
            return _cut(original.table.place(finding))
        return _cut(_in_line(finding, original.text(position.line)))

    def close(self) -> None:
        """Close what was opened or lent."""
        for original in self._open.values():
            if original is not None:
                original.stream.close()
        for stream in self._lent.values():
            stream.close()
        self._open.clear()
        self._lent.clear()

    def _original(self, name: str) -> _Original | None:
        if name not in self._open:
            if len(self._open) >= _MOST_OPEN:
                first = next(iter(self._open))
                closing = self._open.pop(first)
                if closing is not None and first not in self._lent:
                    closing.stream.close()
            self._open[name] = self._opened(name)
        return self._open[name]

    def _opened(self, name: str) -> _Original | None:
        stream = self._lent.get(name)
        if stream is None:
            try:
                path = Path(name)
                if not path.is_file():
                    return None
                stream = path.open("rb")
            except (OSError, ValueError):
                return None
        return _Original(stream, name, self._written.get(name, {}))


def _in_line(finding: Finding, text: str) -> Place:
    """The value that begins at the line and column of a position in JSON or another text."""
    position = finding.position
    column = position.column
    if column is None or not 1 <= column <= len(text) + 1:
        return Place(position.line, column, pointer=position.pointer, text=text)
    match = _VALUE.match(text, column - 1)
    end = match.end() + 1 if match else column
    return Place(position.line, column, end, None, position.pointer, text)


def _cut(place: Place) -> Place:
    """A place with no more of its line than is to be shown."""
    text, skipped = place.text, place.begin - 1
    if place.column is None:
        return evolve(place, text=text[: 2 * _AROUND + _LONGEST])
    end = place.end if place.end is not None else place.column
    first = max(place.column - 1 - _AROUND, skipped)
    last = min(end, place.column + _LONGEST) - 1 + _AROUND
    return evolve(place, end=end, text=text[first - skipped : max(last - skipped, 0)], begin=first + 1)
