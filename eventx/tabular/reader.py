"""Rows of a delimited table, each with where it stands in the file.

Knows encodings, separators, quotes and line breaks inside cells. Doesn't know what columns mean. Streams: one row at a time is in
memory. Cells are text exactly as in the file.
"""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, BinaryIO, NamedTuple, cast

from eventx.errors import InputError
from eventx.report import Finding, counted, is_of_sheet
from eventx.tabular.broken_utf8 import Mended
from eventx.tabular.dialect import Dialect, detect, is_blank

_HEAD = 1 << 16
_LINES = 16  # are looked at together; few enough to be small
CELL_LIMIT = 16 << 20
"""Characters; a larger cell is most often a quote that was never closed."""


class Row(NamedTuple):
    """One row: its number among the data rows from 1, the physical line on which it starts (a sheet's row), its cells.

    ``damage`` says in words why the row can't be split into cells, which are then none. Rows of a JSON document have a
    ``pointer`` into it and the line 0.
    """

    number: int
    line: int
    cells: tuple[str, ...]
    damage: str = ""
    pointer: str = ""


def unnamed_at_the_end(header: Sequence[str]) -> int:
    """How many columns at the end of a header have no name; a row may lack their cells."""
    return next((count for count, name in enumerate(reversed(header)) if name.strip()), 0)


def looked_ahead(rows: Iterator[Row], most: int) -> tuple[list[Row], Iterator[Row]]:
    """The next rows, and all from the first of them. What ends the reading is raised behind the rows that come before it."""
    ahead: list[Row] = []
    try:
        ahead.extend(islice(rows, most))  # those before an error stay
    except InputError as error:
        rows = _raising(error)
    return ahead, chain(ahead, rows)


def _raising(error: InputError) -> Iterator[Row]:
    raise error
    yield  # which makes it an iterator


class _Strict:
    """Lines of text, strictly decoded: an undecodable byte ends the reading with its place, not with a wrong letter."""

    def __init__(self, stream: BinaryIO, source: Rejoined, dialect: Dialect, name: str, before: int) -> None:
        self._text = io.TextIOWrapper(cast("io.BufferedReader", stream), encoding=dialect.encoding, newline=source.line_end)
        self._source = source
        self._name = name
        self._encoding = dialect.encoding
        self.lines = before
        self.characters = 0
        self.last = ""

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self._some())

    def _some(self) -> Iterator[Sequence[str]]:
        """The lines, several at a time: what is asked of each is asked of all of them."""
        error: UnicodeDecodeError | None = None
        while error is None:
            lines: list[str] = []
            try:
                lines.extend(islice(self._text, _LINES))  # those before an error stay
            except UnicodeDecodeError as raised:
                error = raised
            text = "".join(lines)
            if "\r" in text:
                lines = [line for one in lines for line in ((one,) if "\r" not in one else _apart(one))]
            if self._source.has_nul and "\x00" in text:
                yield from self._before_nul(lines)
            if lines:
                self.lines += len(lines)
                self.characters += len(text)
                self.last = lines[-1]
                yield lines
            elif error is None:
                return
        found = error.object[error.start : error.start + 1].hex()
        raise InputError(
            f"{self._name}:{self.lines + 1} or later: a byte 0x{found} is not {self._encoding}; part of the file is in "
            "another encoding. Save it anew in one, or name it with -O encoding=…"
        ) from None

    def _before_nul(self, lines: Sequence[str]) -> Iterator[Sequence[str]]:
        """The lines before one with a NUL character, which is then raised."""
        at = next(number for number, line in enumerate(lines) if "\x00" in line)
        yield lines[:at]
        where = self.lines + at + 1
        raise InputError(f"{self._name}:{where}: there is a NUL character in this line; the file is damaged or not text")

    def __del__(self) -> None:
        """Let go of the stream without closing it: it isn't ours, and the wrapper would close it with itself."""
        with contextlib.suppress(ValueError):
            self._text.detach()


def _apart(text: str) -> Iterable[str]:
    """The lines of a text with their ends as they are, for the csv reader to judge: LF, CR LF or, seldom, CR alone."""
    return io.StringIO(text, newline="") if "\r" in text.removesuffix("\r\n") else (text,)


class TableReader:
    """The rows of a delimited table.

    ``header`` is the first row as it stands (empty if ``header=False``); ``count`` the rows read so far, blank lines included;
    ``complete`` becomes false when the file ends inside a quoted cell, or in a last row short of cells and of a line break. A
    blank line is a row without cells. ``older`` is an encoding that this kind of table has had; bytes that aren't UTF-8 are read
    so, and ``remarks`` then holds a finding that says it. A dialect without a quote character has no quoting at all. ``before``:
    how many lines of the file were read before the stream begins.
    """

    def __init__(
        self,
        stream: BinaryIO,
        *,
        name: str,
        dialect: Dialect | None = None,
        encoding: str | None = None,
        delimiter: str | None = None,
        header: bool = True,
        older: str | None = None,
        before: int = 0,
    ) -> None:
        self.remarks: list[Finding] = []
        if older is not None and encoding is None:
            stream = cast("BinaryIO", io.BufferedReader(Mended(stream, older, name, self.remarks), _HEAD))
        head = _read_head(stream)
        rejoined = Rejoined(head, stream)
        buffered = io.BufferedReader(rejoined, _HEAD)
        complete = len(head) < _HEAD
        self.dialect = dialect or detect(head, name=name, complete=complete, encoding=encoding, delimiter=delimiter)
        if self.dialect.mark:
            buffered.read(len(self.dialect.mark))
        self.name = name
        self.older = older
        self.count = 0
        self.complete = True
        self.message = ""
        self._before = before
        self._read = 0
        self._is_sheet = is_of_sheet(name)
        self._lines = _Strict(cast("BinaryIO", buffered), rejoined, self.dialect, name, before)
        csv.field_size_limit(CELL_LIMIT)
        quotes = self.dialect.quotechar
        self._rows = csv.reader(
            iter(self._lines),
            delimiter=self.dialect.delimiter,
            quotechar=quotes or None,
            quoting=csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE,
            strict=True,
        )
        self.header: tuple[str, ...] = ()
        if header:
            first = next((row for row in self if row.damage or not is_blank(row.cells)), None)
            if first is None or first.damage:
                raise InputError(f"{name}: the header can't be read: {first.damage if first else 'there is none'}")
            self.header = first.cells
            self.count = 0

    @property
    def characters(self) -> int:
        """How many were read so far, about."""
        return self._lines.characters

    def __iter__(self) -> Iterator[Row]:
        rows = self._rows
        cells: list[str] = []
        while True:
            line = self._read + 1 if self._is_sheet else rows.line_num + 1 + self._before
            self._read += 1
            try:
                cells = next(rows)
            except StopIteration:
                # A last row that lacks both cells and its line break was most likely cut off while being written or sent.
                named = len(self.header) - unnamed_at_the_end(self.header)
                if 0 < len(cells) < named and not self._lines.last.endswith(("\n", "\r")):
                    self.complete = False
                    self.message = f"the last row has {len(cells)} of {counted(named, 'cell')} and no line break; it is cut off"
                return
            except csv.Error as error:
                damage = self._damage(str(error), line)
                self.count += 1
                cells = []
                yield Row(self.count, line, (), damage)
                continue
            self.count += 1
            yield tuple.__new__(Row, (self.count, line, tuple(cells), "", ""))  # in half the time that the class takes

    def _damage(self, words: str, line: int) -> str:
        if "unexpected end of data" in words:
            self.complete = False
            self.message = f"the file ends inside a quoted cell of the row that begins in line {line}; it is cut off"
            return self.message
        if "field larger" in words:
            lines = self._rows.line_num + self._before - line
            why = (
                f"it goes on over {counted(lines, 'line')}, so its quote is most likely not closed"
                if lines
                else "it stands in one line, so no quote is open; shorten it, or take the row out"
            )
            raise InputError(f"{self.name}:{line}: a cell of this row is larger than {CELL_LIMIT:,} characters; {why}")
        # The csv module starts afresh with the next line, so what follows is read again.
        return f"the quotes of this row don't match ({words})"


class Rejoined(io.RawIOBase):
    """A stream with the bytes that were read ahead put back in front. Closing it leaves the stream open.

    ``has_nul``: whether there was a NUL byte in what was read. ``line_end``: what the stream's lines can be told apart by, in
    the words of :mod:`io`: LF, with or without a CR before it, or whatever ends a line if there is no LF in the head.
    """

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self.has_nul = False
        self.line_end = "\n" if b"\n" in head else ""
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer, first from the head."""
        view = memoryview(buffer)
        chunk = self._head[: len(view)] or self._stream.read(len(view)) or b""
        self._head = self._head[len(chunk) :]
        self.has_nul = self.has_nul or b"\x00" in chunk
        view[: len(chunk)] = chunk
        return len(chunk)


def _read_head(stream: BinaryIO) -> bytes:
    """The first bytes, as many as there are up to the bound: pipes and small buffers give fewer at a time."""
    parts: list[bytes] = []
    left = _HEAD
    while left and (part := stream.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
