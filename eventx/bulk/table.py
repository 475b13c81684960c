"""The rows of a table for an output: in columns where a file is large and Polars is there, else in blocks of rows.

Knows which of the two, how a file is opened anew in chunks, and how a chunk that is no good in columns is read row by row.
Doesn't know what is done with rows that aren't joined.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, cast

from attrs import evolve, frozen

from eventx.bulk.blocks import Blocks, Joined
from eventx.bulk.chunks import SIZE, SMALL, chunks, first_row_end, lines_in
from eventx.bulk.joining.joiner import Joiner
from eventx.errors import InputError
from eventx.report import Position
from eventx.tabular.outcomes import TableOutcomes
from eventx.tabular.reader import Rejoined, Row, TableReader

if TYPE_CHECKING:
    from eventx.bulk.columns.made import Block, Made, Makes
    from eventx.bulk.columns.rows import Columns

    _Chunk = tuple[bytes, Made | None]

_Piece = tuple[int, bytes]
"""Some rows, and the byte of the file that they begin at."""
LARGE = 4 << 20
"""Bytes from which on a file is worth the start of Polars."""


def lacks_extra(outcomes: TableOutcomes, by_width: Mapping[int, Joiner], path: Path | None) -> bool:
    """Whether a table would be read in columns if the extra ``bulk`` were there."""
    return find_spec("polars") is None and _is_worth_it(outcomes, by_width, path)


def rows_of(
    outcomes: TableOutcomes, by_width: Mapping[int, Joiner], path: Path | None, *, low_memory: bool = False
) -> Iterator[Row | Block | Joined]:
    """The rows of a table, adjacent ones joined where that can be done. ``path``: the plain file it is read from.

    With ``low_memory`` in smaller chunks, of which fewer are held at a time.
    """
    table, blocks = outcomes.table, Blocks(by_width, outcomes)
    if path is not None and isinstance(table, TableReader) and find_spec("polars") and _is_worth_it(outcomes, by_width, path):
        from eventx.bulk.columns.rows import Columns

        begin = _begin(outcomes, table, path)
        joiner = by_width.get(begin.width) if begin is not None else None
        if begin is not None and joiner is not None and (columns := Columns(joiner, table.dialect)).able:
            yield from _in_columns(columns, blocks, begin, table, path, low_memory=low_memory)
            return
    yield from blocks.all(outcomes.rows)


@frozen
class _Begin:
    """Where the first row of a table begins and ends, the line it stands in, and how many cells it has."""

    row: bytes
    at: int
    line: int
    width: int


def _begin(outcomes: TableOutcomes, table: TableReader, path: Path) -> _Begin | None:
    """The first row of a table; None if its header isn't what it is known to be, or is not the file's first row."""
    if any(one.rule == "TAB-ENCODING" for one in table.remarks):  # what is told of that once is told already
        return None
    at, line = len(table.dialect.mark), 1
    with path.open("rb") as file:
        file.seek(at)
        first = next(chunks(file, SIZE), b"")
    if outcomes.fits[0].has_header:
        end = _row_end(first, table)
        if _cells(first[:end], table) != table.header:
            return None
        at, line, first = at + end, line + lines_in(first[:end]), first[end:]
    row = first[: _row_end(first, table)]
    return _Begin(row, at, line, len(_cells(row, table)))


def _is_worth_it(outcomes: TableOutcomes, by_width: Mapping[int, Joiner], path: Path | None) -> bool:
    """Whether a table is a large file whose rows can be joined many at a time."""
    table = outcomes.table
    if path is None or not isinstance(table, TableReader) or path.stat().st_size < LARGE or table.dialect.encoding != "utf-8":
        return False
    return any(joiner.in_columns for joiner in by_width.values())


def _in_columns(
    columns: Columns, blocks: Blocks, begin: _Begin, table: TableReader, path: Path, *, low_memory: bool
) -> Iterator[Row | Block | Joined]:
    from eventx.bulk.columns.rows import Damaged

    # What is written in columns is there twice as long, in two forms.
    size = min(SMALL, SIZE) if low_memory else SIZE // 2 if columns.making.gathers else SIZE

    row, line = 1, begin.line
    # The first row shows what is told once, such as remarks on the table.
    for shown in _one_by_one(begin.row, table, row, line):
        yield from blocks.one(shown)
        row += 1
    line += lines_in(begin.row)
    at = begin.at + len(begin.row)
    with path.open("rb") as file:
        while True:
            left: bytes | None = None
            file.seek(at)
            pieces = _placed(chunks(file, size, quoted=bool(table.dialect.quotechar)), at)
            with closing(_made(columns.making, pieces, row, line, threads=2, ready=0 if low_memory else 1)) as all_made:
                for chunk, made in all_made:
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
                        # What is sure of a row alone is more than what is sure of a chunk.
                        yield from blocks.one(each) if isinstance(each, Row) else (each,)
                    line += made.lines if made is not None else 0
                    table.count = max(table.count, row - 1)
            if left is None:
                break
            rows, longer = _left(_at(file, at), left, table, row, line)
            if rows is None:
                # From here on the file is read as the reference does, which knows older encodings.
                yield from blocks.all(_one_by_one(left, table, row, line, rest=_at(file, at)))
                return
            row += len(rows)
            yield from blocks.all(rows)
            at += len(longer) - len(left)
            line += lines_in(longer)
    table.count = row - 1


def _made(
    makes: Makes, pieces: Iterable[_Piece], row: int, line: int, *, threads: int, ready: int
) -> Generator[_Chunk, None, None]:
    """Chunks in columns, up to the first that has to be read row by row, which comes with None, as all after it do."""
    from eventx.bulk.abreast import abreast

    begins: tuple[int, int] | None = (row, line)

    def cut(piece: _Piece) -> tuple[bytes, Any]:
        at, chunk = piece
        return chunk, makes.cut(at, chunk)

    def looked_up(found: tuple[bytes, Any]) -> tuple[bytes, Any]:
        nonlocal begins
        chunk, cut = found
        if cut is None or begins is None:
            begins = None
            return chunk, None
        row, line = begins
        begins = row + cut.rows, line + cut.lines
        return chunk, makes.looked_up(cut, row, line)

    def made(found: tuple[bytes, Any]) -> _Chunk:
        chunk, looked = found
        return chunk, None if looked is None else makes.made(looked)

    return abreast(pieces, cut, looked_up, made, threads=threads, ready=ready)


def _placed(pieces: Iterable[bytes], at: int) -> Iterator[_Piece]:
    """Pieces with the byte of the file that they begin at."""
    for piece in pieces:
        yield at, piece
        at += len(piece)


def _left(file: BinaryIO, chunk: bytes, table: TableReader, row: int, line: int) -> tuple[list[Row] | None, bytes]:
    """The rows of a chunk as the reference reads them, and the chunk, made longer where a quote that doesn't match has cut it.

    ``file`` stands behind the chunk. There are no rows if some of the bytes are in an older encoding, or can't be read.
    """
    more = 1 << 16
    while _is_utf8(chunk):
        try:
            rows = list(_one_by_one(chunk, table, row, line))
        except InputError:
            break  # which is raised behind the rows that come before it
        if table.complete or not (added := file.read(more)):
            return rows, chunk
        chunk += added + file.readline()
        more *= 4
    return None, chunk


def _at(file: BinaryIO, offset: int) -> BinaryIO:
    file.seek(offset)
    return file


def _row_end(block: bytes, table: TableReader) -> int:
    return first_row_end(block) if table.dialect.quotechar else block.find(b"\n") + 1


def _cells(data: bytes, table: TableReader) -> tuple[str, ...]:
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if table.dialect.quotechar else csv.QUOTE_NONE
    try:
        text = io.StringIO(data.decode(), newline="")
        return tuple(next(csv.reader(text, delimiter=table.dialect.delimiter, quoting=quoting), ()))
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
    reader = TableReader(
        stream,
        name=table.name,
        dialect=dialect,
        header=False,
        older=table.older if rest is not None else None,
        before=line - 1,
    )
    reader.header = table.header
    for found in reader:
        if reader.remarks:
            table.remarks += [evolve(one, position=_moved(one.position, line)) for one in reader.remarks]
            reader.remarks.clear()
        yield found._replace(number=found.number + row - 1)
        table.count = found.number + row - 1
    table.complete, table.message = reader.complete, reader.message
