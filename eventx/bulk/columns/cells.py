"""Chunks of a delimited file as cells.

Knows which chunks can be cut in columns as surely as row by row, and in which line each row begins. Doesn't know what cells mean.
Needs the extra ``bulk``.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Literal

import polars as pl
from attrs import frozen

from eventx.bulk.row_ends import count_in
from eventx.tabular.dialect import Dialect
from eventx.tabular.reader import Row

_MARK = b"\x1f"


@frozen
class Cut:
    """The rows of a chunk as cells, the lines they begin in, counted from the chunk's first, and how many lines there are.

    ``whole``: whether rows have as many cells as they should. ``again``: the chunk, if some may have to be read again.
    """

    again: bytes
    cells: pl.DataFrame
    starts: pl.Series
    whole: pl.Series
    lines: int

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self.cells.height


class Damaged(Exception):
    """A chunk whose rows can't be told apart in columns as surely as row by row."""


class Cutter:
    """Cuts chunks into rows of ``width`` cells, and one more that stays blank. ``prose``: the columns of long texts.

    ``able`` is false for a dialect of which it can't be sure.
    """

    def __init__(self, dialect: Dialect, width: int, prose: Sequence[int]) -> None:
        self.able = dialect.quotechar in ('"', "") and len(dialect.delimiter) == 1
        self._separator, self._quotes = dialect.delimiter, dialect.quotechar
        self._width = width
        self._schema = {f"c{number}": pl.String for number in range(width + 1)}
        self._prose = [f"c{number}" for number in prose]

    def cut(self, chunk: bytes) -> Cut | None:
        """A chunk cut into cells; None for one that has to be read row by row."""
        try:
            return self._cut(chunk)
        except Damaged:
            return None

    def _cut(self, chunk: bytes) -> Cut:
        plain = chunk.replace(b"\r\n", b"\n") if b"\r" in chunk else chunk
        if b"\r" in plain or b"\x00" in chunk or not plain.endswith(b"\n"):
            raise Damaged
        if plain.startswith(codecs.BOM_UTF8):
            raise Damaged  # Polars leaves it out, where the reference has it in the cell
        lines = count_in(plain, b"\n")
        frame = self._read(plain)
        whole = self._whole(frame, plain)
        again = chunk if (frame[f"c{self._width - 1}"] == "").any() or not whole.all(ignore_nulls=False) else b""
        if lines == frame.height:
            return Cut(again, frame, pl.int_range(lines, eager=True), whole, lines)
        for names in (self._prose, frame.columns):  # prose is where line breaks are, and soon looked through
            count = pl.sum_horizontal(pl.lit(0), *(pl.col(name).str.count_matches("\n", literal=True) for name in names))
            ends = frame.select(pl.int_range(pl.len()) + count.cum_sum()).to_series()  # the lines that rows end with
            if frame.height and ends[-1] + 1 == lines:
                cells = frame if plain is chunk else self._as_they_were(frame, chunk, ends.to_list())
                return Cut(again, cells, pl.concat([pl.Series([0]), ends[:-1] + 1]), whole, lines)
        raise Damaged

    def _as_they_were(self, frame: pl.DataFrame, chunk: bytes, ends: Sequence[int]) -> pl.DataFrame:
        """Cells with the line breaks of a chunk in which some are CR LF. ``ends``: the lines that rows end with."""
        lines = chunk.split(b"\n")
        returns = sum(line.endswith(b"\r") for line in lines)
        if returns == len(lines) - 1:  # all, in cells too
            return frame.with_columns(pl.all().str.replace_all("\n", "\r\n", literal=True))
        if returns == len(ends) and all(lines[end].endswith(b"\r") for end in ends):
            return frame  # those of rows, as spreadsheets write a table
        raise Damaged

    def _read(self, plain: bytes, *, last: bool = False) -> pl.DataFrame:
        """The cells of rows, one more than there should be, blank where they are not there; or only the ``last`` of them."""
        try:
            return pl.read_csv(
                plain,
                has_header=False,
                separator=self._separator,
                quote_char=self._quotes or None,
                schema=self._schema,
                columns=[self._width] if last else None,
                infer_schema=False,
                missing_columns="insert",
                truncate_ragged_lines=last,
                empty_string_is_null=False,
            ).rechunk()
        except (pl.exceptions.PolarsError, ValueError):
            raise Damaged from None

    def _whole(self, frame: pl.DataFrame, plain: bytes) -> pl.Series:
        """Whether rows have as many cells as they should; of a blank one at the end that shows only with another behind it."""
        blank, more = (frame[f"c{number}"] for number in (self._width - 1, self._width))
        if not (blank == "").any():
            return more == ""
        if _MARK in plain:
            raise Damaged
        marked = self._read(plain.replace(b"\n", self._separator.encode() + _MARK + b"\n"), last=True).to_series()
        if marked.len() != frame.height:
            raise Damaged
        return marked == _MARK.decode()

    def as_rows(self, cut: Cut, some: Sequence[int], row: int, line: int) -> Mapping[int, Row]:
        """Some rows of a chunk, those that may have more or fewer cells read again as the reference reads them."""
        found, again = {}, []
        for at in some:
            cells = cut.cells.row(at)
            if None in cells[: self._width] or cells[self._width] != "" or cells[self._width - 1] == "":
                again.append(at)
            else:
                found[at] = Row(row + at, line + cut.starts[at], cells[: self._width])
        return found | (self._read_again(cut, again, row, line) if again else {})

    def _read_again(self, cut: Cut, some: Sequence[int], row: int, line: int) -> dict[int, Row]:
        lines, passed, begins = io.BytesIO(cut.again), 0, [*cut.starts.to_list(), cut.lines]
        quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if self._quotes else csv.QUOTE_NONE
        found = {}
        for at in sorted(some):
            data = b"".join(islice(lines, begins[at] - passed, begins[at + 1] - passed))
            text, passed = io.StringIO(data.decode(), newline=""), begins[at + 1]
            try:
                (cells,) = csv.reader(text, delimiter=self._separator, quoting=quoting, strict=True)
            except (ValueError, csv.Error):
                raise Damaged from None
            found[at] = Row(row + at, line + begins[at], tuple(cells))
        return found
