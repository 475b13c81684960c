"""Finding a row, and a cell of it, in the JSON answer of a service: an array of objects somewhere in a document.

Knows where each row begins once it was passed. Doesn't build the document twice: the text is held while a report needs it.
"""

from __future__ import annotations

import json
from array import array
from typing import Any, BinaryIO

from eventx.json_pointers import step
from eventx.json_positions import find
from eventx.report import Finding
from eventx.reports.place import Cell, Place

_SPACE = " \t\r\n,"
_LARGEST = 256 << 20
WINDOW = 200
"""How much of a line is looked at on each side; JSON on one line can be very long."""


class JsonRows:
    """The rows of a JSON document, by their pointers."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._text: str | None = None
        self._starts: dict[str, array[int]] = {}
        self._decoder = json.JSONDecoder()
        self._counted = (0, 0)  # an offset, and the line breaks before it

    def place(self, finding: Finding) -> Place | None:
        """Where a finding of a row stands, or None if that can't be told."""
        position = finding.position
        array_pointer, _, index = (position.pointer or "").rpartition("/")
        if not index.isdecimal() or self._loaded() is None:
            return None
        found = self._row(array_pointer, int(index))
        if found is None:
            return None
        start, end, row = found
        name = _member(row, position.column, finding)
        pointer = position.pointer or ""
        offset, length = start, 1
        if name is not None:
            inside = step(name)
            pointer += inside
            spot = find(self._loaded_text[start:end], [inside]).places.get(inside)
            if spot is not None:
                offset = start + spot.offset
                length = self._decoder.raw_decode(self._loaded_text, offset)[1] - offset
        return self._at(offset, length, pointer, None if name is None or position.column is None else Cell(position.column, name))

    @property
    def _loaded_text(self) -> str:
        assert self._text is not None
        return self._text

    def _loaded(self) -> str | None:
        if self._text is None:
            self._stream.seek(0)
            content = self._stream.read(_LARGEST + 1)
            self._text = content.decode("utf-8", errors="replace") if len(content) <= _LARGEST else ""
        return self._text or None

    def _row(self, pointer: str, index: int) -> tuple[int, int, Any] | None:
        """Where a row begins and ends, and what it says."""
        text = self._loaded_text
        if pointer not in self._starts:
            spot = find(text, [pointer]).places.get(pointer)
            if spot is None or not text.startswith("[", spot.offset):
                return None
            self._starts[pointer] = array("Q", [spot.offset + 1])
        starts = self._starts[pointer]
        try:
            while len(starts) <= index:
                starts.append(self._decoder.raw_decode(text, self._skipped(starts[-1]))[1])
            start = self._skipped(starts[index])
            row, end = self._decoder.raw_decode(text, start)
        except ValueError:
            return None
        return start, end, row

    def _skipped(self, at: int) -> int:
        text = self._loaded_text
        while at < len(text) and text[at] in _SPACE:
            at += 1
        return at

    def _at(self, offset: int, length: int, pointer: str, cell: Cell | None) -> Place:
        text = self._loaded_text
        counted, lines = self._counted if self._counted[0] <= offset else (0, 0)
        lines += text.count("\n", counted, offset)
        self._counted = (offset, lines)
        begin = text.rfind("\n", 0, offset) + 1
        end = text.find("\n", offset)
        last = min(offset + length, end if end >= 0 else len(text))
        first = max(begin, offset - WINDOW)
        shown = text[first : min(end if end >= 0 else len(text), offset + WINDOW)]
        return Place(lines + 1, offset - begin + 1, last - begin + 1, cell, pointer, shown, first - begin + 1)


def _member(row: Any, column: int | None, finding: Finding) -> str | None:
    """The member of a row that a column stands for: the one in that place, if its value is the one the finding names."""
    if column is None or not isinstance(row, dict) or finding.value is None:
        return None
    names: list[str] = list(row)
    if column <= len(names) and _written(row[names[column - 1]]) == finding.value:
        return names[column - 1]
    same = [name for name in names if _written(row[name]) == finding.value]
    return same[0] if len(same) == 1 else None


def _written(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)
