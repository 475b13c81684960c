"""Finding a cell in the text of a delimited table.

Knows quotes and separators as the table reader does, and where the header stands. Claims nothing that doesn't hold: a cell whose
text isn't the one the finding names isn't pointed at.
"""

from __future__ import annotations

import re
from functools import cached_property

from eventx.errors import InputError
from eventx.report import Finding
from eventx.reports.lines import Lines
from eventx.reports.place import Cell, Place
from eventx.tabular.dialect import Dialect, detect

_BREAKS = re.compile("\r\n|\r")
_MOST_LINES = 200  # of one row
_NARROW = "windows-1252"
_MOST_ABOVE = 50  # rows above the first row of data


class TableText:
    """The text of one table, for the places of its cells."""

    def __init__(self, lines: Lines, name: str, encoding: str | None = None, delimiter: str | None = None) -> None:
        self._lines = lines
        self._name = name
        self._encoding = encoding
        self._delimiter = delimiter
        self._header_of: tuple[str, ...] | None = None

    @cached_property
    def dialect(self) -> Dialect | None:
        """How the table is written, or None if that can't be told."""
        for encoding in (self._encoding, _NARROW):  # the second for looking only, its letters are not claimed to be right
            try:
                return detect(self._lines.head, name=self._name, encoding=encoding, delimiter=self._delimiter)
            except InputError:
                continue
        return None

    def place(self, finding: Finding) -> Place:
        """Where a finding of this table stands; its position has the line on which its row begins."""
        position = finding.position
        line, number = position.line, position.column
        if line is None or self.dialect is None:
            return Place(line=line, cell=None if number is None else Cell(number), pointer=position.pointer)
        row = self._row(line)
        if number is None:
            return Place(line, text=row.split("\n", 1)[0])
        cell = Cell(number, self._name_of(number, line, position.row))
        span = self._span(row, number)
        if span is None:
            return Place(line, cell=cell, text=row.split("\n", 1)[0])
        start, end, found = span
        if finding.value is not None and not _same(found, finding.value) and finding.pointer is None:
            return Place(line, cell=cell, text=row.split("\n", 1)[0])
        before = row.rfind("\n", 0, start) + 1
        after = row.find("\n", start)
        here = row[before : after if after >= 0 else len(row)]
        column = start - before + 1
        return Place(line + row.count("\n", 0, start), column, max(min(end - before, len(here)) + 1, column), cell, text=here)

    def _row(self, line: int) -> str:
        """The physical lines of the row that begins on this one."""
        assert self.dialect is not None
        parts: list[str] = []
        quotes = 0
        for number in range(line, line + _MOST_LINES):
            text = self._text(number)
            parts.append(text)
            quotes += text.count(self.dialect.quotechar) if self.dialect.quotechar else 0
            if quotes % 2 == 0:
                break
        else:
            parts = parts[:1]  # a quote that is never closed
        return "\n".join(parts)

    def _text(self, number: int) -> str:
        assert self.dialect is not None
        line = self._lines[number]
        if number == 1 and self.dialect.mark and line.startswith(b"\xef\xbb\xbf"):
            line = line[3:]
        if self._encoding is not None and not self._encoding.lower().startswith("utf"):
            return line.decode(self._encoding, errors="replace")
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            return line.decode(_NARROW, errors="replace")

    def _span(self, row: str, number: int) -> tuple[int, int, str] | None:
        """Begin and end of the nth cell of a row, without its quotes, and its text; None if there are fewer."""
        assert self.dialect is not None
        quote = self.dialect.quotechar
        separator = self.dialect.delimiter
        quoted = (
            re.compile(f"{re.escape(quote)}((?:[^{re.escape(quote)}]|{re.escape(quote * 2)})*){re.escape(quote)}")
            if quote
            else None
        )
        at = 0
        for count in range(1, number + 1):
            match = quoted.match(row, at) if quoted is not None and row.startswith(quote, at) else None
            start, end = match.span(1) if match else (at, at)
            after = match.end() if match else at
            following = row.find(separator, after)
            following = len(row) if following < 0 else following
            if match is None:
                end = following
            if count == number:
                text = row[start:end]
                return start, end, text.replace(quote * 2, quote) if match else text
            if following >= len(row):
                return None
            at = following + 1
        return None

    def _name_of(self, number: int, line: int, row: int | None) -> str | None:
        if row is None:
            return None
        if self._header_of is None:
            self._header_of = self._header(line, row)
        return self._header_of[number - 1].strip() or None if number <= len(self._header_of) else None

    def _header(self, line: int, row: int) -> tuple[str, ...]:
        """The names of the columns: the row before the first row of data; none if that isn't to be found."""
        assert self.dialect is not None
        quote = self.dialect.quotechar.encode()
        begins: list[int] = []
        before = quotes = 0
        for number, text in enumerate(self._lines.until(line), start=1):
            if quotes % 2 == 0:
                before += 1
                if len(begins) < _MOST_ABOVE:
                    begins.append(number)
            quotes += text.count(quote) if quote else 0
        above = before - (row - 1)
        if not 1 <= above <= len(begins):
            return ()
        text_of = self._row(begins[above - 1])
        names: list[str] = []
        while (span := self._span(text_of, len(names) + 1)) is not None:
            names.append(span[2])
        return tuple(names)


def _same(found: str, value: str) -> bool:
    return found.strip() == _BREAKS.sub("\n", value).strip() or "\N{REPLACEMENT CHARACTER}" in found
