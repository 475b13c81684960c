"""The rows of a table for an output: in columns where a file is large and Polars is there, else one by one.

Knows which of the two, how a file is opened anew in chunks, and how a chunk that is no good in columns is read row by row.
Doesn't know what is done with rows that aren't joined.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from attrs import evolve

from eventx.bulk.ahead import ahead
from eventx.bulk.chunks import SIZE, chunks, first_row_end, lines_in
from eventx.bulk.joining import Joiner
from eventx.report import Position
from eventx.tabular.outcomes import TableOutcomes
from eventx.tabular.reader import Rejoined, Row, TableReader

if TYPE_CHECKING:
    from eventx.bulk.columns import Block, Columns, Made

LARGE = 4 << 20
"""Bytes from which on a file is worth the start of Polars."""


def lacks_extra(outcomes: TableOutcomes, by_width: Mapping[int, Joiner], path: Path | None) -> bool:
    """Whether a table would be read in columns if the extra ``bulk`` were there."""
    return find_spec("polars") is None and _is_worth_it(outcomes, by_width, path)


def rows_of(outcomes: TableOutcomes, by_width: Mapping[int, Joiner], path: Path | None) -> Iterator[Row | Block]:
    """The rows of a table, adjacent ones joined where that can be done in columns. ``path``: the plain file it is read from."""
    table = outcomes.table
    if path is not None and isinstance(table, TableReader) and find_spec("polars") and _is_worth_it(outcomes, by_width, path):
        from eventx.bulk.columns import Columns

        columns = Columns(next(iter(by_width.values())), table.dialect)
        if columns.able:
            yield from _in_columns(columns, outcomes, table, path)
            return
    yield from outcomes.rows


def _is_worth_it(outcomes: TableOutcomes, by_width: Mapping[int, Joiner], path: Path | None) -> bool:
    """Whether a table is a large file of one layout whose rows can be joined many at a time."""
    table = outcomes.table
    if path is None or not isinstance(table, TableReader) or path.stat().st_size < LARGE or table.dialect.encoding != "utf-8":
        return False
    return len(outcomes.fits) == len(by_width) == 1 and next(iter(by_width.values())).in_columns


def _in_columns(columns: Columns, outcomes: TableOutcomes, table: TableReader, path: Path) -> Iterator[Row | Block]:
    from eventx.bulk.columns import Damaged

    with path.open("rb") as file:
        file.seek(len(table.dialect.mark))
        first = next(chunks(file, SIZE), b"")
        end = first_row_end(first)
        mended = any(one.rule == "TAB-ENCODING" for one in table.remarks)  # what is told of that once is told already
        if mended or _cells(first[:end], table) != table.header:
            yield from outcomes.rows
            return
        row, line = 1, 1 + lines_in(first[:end])
        # The first row shows what is told once, such as remarks on the table.
        begins = end + first_row_end(first[end:])
        for shown in _one_by_one(first[end:begins], table, row, line):
            yield shown
            row += 1
        line += lines_in(first[end:begins])
        at = len(table.dialect.mark) + begins
        while True:
            left: bytes | None = None
            file.seek(at)
            for chunk, made in ahead(_made(columns, chunks(file, SIZE), row, line)):
                at += len(chunk)
                try:
                    found = columns.rows(made, row, line) if made is not None else None
                except Damaged:
                    found = None
                if found is None:
                    left = chunk
                    break
                for each in found:
                    row += 1 if isinstance(each, Row) else len(each)
                    yield each
                line += made.cut.lines if made is not None else 0
                table.count = max(table.count, row - 1)
            if left is None:
                break
            if not _is_utf8(left):
                # From here on the file is read as the reference does, which knows older encodings.
                yield from _one_by_one(left, table, row, line, rest=_at(file, at))
                return
            for each in _one_by_one(left, table, row, line):
                row += 1
                yield each
            line += lines_in(left)
    table.count = row - 1


def _made(columns: Columns, pieces: Iterable[bytes], row: int, line: int) -> Iterator[tuple[bytes, Made | None]]:
    """Chunks in columns, up to the first that has to be read row by row, which is the last given, with None."""
    for chunk, cut in ahead((chunk, columns.cut(chunk)) for chunk in pieces):
        if cut is None:
            yield chunk, None
            return
        yield chunk, columns.made(cut, row, line)
        row += cut.cells.height
        line += cut.lines


def _at(file: BinaryIO, offset: int) -> BinaryIO:
    file.seek(offset)
    return file


def _cells(data: bytes, table: TableReader) -> tuple[str, ...]:
    try:
        return tuple(next(csv.reader(io.StringIO(data.decode(), newline=""), delimiter=table.dialect.delimiter), ()))
    except (UnicodeDecodeError, csv.Error):
        return ()


def _is_utf8(chunk: bytes) -> bool:
    try:
        chunk.decode()
    except UnicodeDecodeError:
        return False
    return True


def _moved(position: Position, line: int) -> Position:
    return evolve(position, line=(position.line or 1) + line - 1)


def _one_by_one(chunk: bytes, table: TableReader, row: int, line: int, rest: BinaryIO | None = None) -> Iterator[Row]:
    """The rows of a chunk, or of all that comes from there on, as the reference reads them."""
    stream: BinaryIO = io.BytesIO(chunk)
    if rest is not None:
        stream = cast("BinaryIO", io.BufferedReader(Rejoined(chunk, rest)))
    dialect = evolve(table.dialect, mark=b"")
    reader = TableReader(stream, name=table.name, dialect=dialect, header=False, older=table.older if rest is not None else None)
    reader.header = table.header
    for found in reader:
        if reader.remarks:
            table.remarks += [evolve(one, position=_moved(one.position, line)) for one in reader.remarks]
            reader.remarks.clear()
        yield evolve(found, number=found.number + row - 1, line=found.line + line - 1)
        table.count = found.number + row - 1
    table.complete, table.message = reader.complete, reader.message
