"""A table's file read in columns, from its first row to its last.

Knows how the file is opened anew in chunks, when other processes are worth their start, and how a chunk that is no good in
columns is read row by row. Doesn't know how chunks are made (:mod:`eventx.bulk.columns.stages`) or taken
(:mod:`eventx.bulk.columns.in_order`). Needs the extra ``bulk``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from time import process_time
from typing import Any, BinaryIO, Literal, Protocol, cast

from attrs import evolve, frozen

from eventx.bulk.abreast import abreast
from eventx.bulk.blocks.rows import Blocks, Joined
from eventx.bulk.columns.between_processes import plan_of
from eventx.bulk.columns.cells import Cutter, Damaged
from eventx.bulk.columns.in_order import Columns
from eventx.bulk.columns.results import Block, Made, Makes
from eventx.bulk.joining.joiner import Joiner
from eventx.bulk.pieces import TextSink
from eventx.bulk.row_ends import SIZE, SMALL, chunks, first_row_end, lines_in
from eventx.errors import InputError
from eventx.report import Position
from eventx.tabular.reader import CELL_LIMIT, Rejoined, Row, TableReader

LARGE = 32 << 20
"""Bytes from which on it is asked whether other processes are worth their start."""
_PROBED = 6
"""Chunks, of the small size, after which it is decided; the second half of them shows how long a row takes."""
_Piece = tuple[int, bytes]
"""Some rows, and the byte of the file that they begin at."""
_Chunk = tuple[int, Made | None]
"""How many bytes of the file it has, and its rows."""


class MakesApart(Makes, Protocol):
    """What makes chunks in other processes, which end when it is closed."""

    def close(self) -> None:
        """End them."""


class Apart(Protocol):
    """Starts to make the chunks of a table elsewhere, if that can be done and is sure to be quicker."""

    def __call__(self, *, left: float, width: int, plan: str, cutter: Cutter) -> MakesApart | None:
        """``left``: the processor's seconds that it would take here. ``width`` and ``plan`` are those of its rows, and the
        ``cutter`` is this process's."""


@frozen
class Begin:
    """Where the first row of a table begins and ends, the line it stands in, and how many cells it has."""

    row: bytes
    at: int
    line: int
    width: int


def begin_of(table: TableReader, path: Path, *, has_header: bool) -> Begin | None:
    """The first row of a table; None if its header isn't what it is known to be, or is not the file's first row."""
    if any(one.rule == "TAB-ENCODING" for one in table.remarks):  # what is told of that once is told already
        return None
    at, line = len(table.dialect.mark), 1
    with path.open("rb") as file:
        file.seek(at)
        first = next(chunks(file, SIZE), b"")
    if has_header:
        end = _row_end(first, table)
        if _cells(first[:end], table) != table.header:
            return None
        at, line, first = at + end, line + lines_in(first[:end]), first[end:]
    row = first[: _row_end(first, table)]
    return Begin(row, at, line, len(_cells(row, table)))


class Chunked:
    """The rows of a table's file, the first of which ``begin`` is.

    With ``low_memory`` in smaller chunks, of which fewer are held at a time. ``apart``: what has them made in other processes.
    """

    def __init__(
        self,
        columns: Columns,
        joiner: Joiner,
        blocks: Blocks,
        begin: Begin,
        table: TableReader,
        path: Path,
        *,
        low_memory: bool,
        apart: Apart | None,
    ) -> None:
        self._columns, self._joiner, self._blocks, self._table, self._path = columns, joiner, blocks, table, path
        self._bytes = path.stat().st_size
        self._apart = apart if self._bytes >= LARGE and isinstance(joiner.sink, TextSink) and not low_memory else None
        self._sparing = low_memory or self._apart is not None
        self._makes: Makes = columns.making
        self._elsewhere: MakesApart | None = None
        self._probed: list[float] = []  # processor time at the end of each chunk
        self._begin = begin
        self._row, self._line, self._at = 1, begin.line, begin.at

    def rows(self) -> Iterator[Row | Block | Joined]:
        """All of them."""
        try:
            yield from self._first()
            with self._path.open("rb") as file:
                while (left := (yield from self._taken(file))) is not None:
                    if self._makes.failed:
                        self._makes = self._columns.making
                    elif left and not (yield from self._one_by_one(left, file)):
                        return
        finally:
            self._columns.end()
            if self._elsewhere is not None:
                self._elsewhere.close()
        self._table.count = self._row - 1

    def _first(self) -> Iterator[Row | Joined]:
        """The first row, which shows what is told once, such as remarks on the table."""
        for shown in one_by_one(self._begin.row, self._table, self._row, self._line):
            yield from self._blocks.all((shown,))
            self._row += 1
        self._line += lines_in(self._begin.row)
        self._at += len(self._begin.row)

    def _taken(self, file: BinaryIO) -> Generator[Row | Block | Joined, None, bytes | None]:
        """The rows of chunks up to one that isn't taken, which is returned; it is blank where all that follow are to be made in
        another way. None at the end."""
        file.seek(self._at)
        pieces = _placed(chunks(file, self._size, quoted=bool(self._table.dialect.quotechar)), self._at)
        with closing(_made(self._makes, pieces, self._row, self._line, ready=0 if self._sparing else 1)) as all_made:
            for size, made in all_made:
                try:
                    found = self._columns.rows(made, self._row, self._line, self._blocks.expect) if made is not None else None
                except Damaged:
                    found = None
                if made is None or found is None:
                    break
                self._at += size
                for each in found:
                    self._row += len(each)
                    # What is sure of rows by themselves is more than what is sure of a chunk.
                    yield from (each,) if isinstance(each, Block) else self._blocks.all(each)
                self._line += made.lines
                self._table.count = max(self._table.count, self._row - 1)
                if self._apart is not None and self._decides(self._apart):
                    return b""
            else:
                return None
        return _at(file, self._at).read(size)

    @property
    def _size(self) -> int:
        if self._sparing:
            return min(SMALL, SIZE)
        if self._elsewhere is not None:  # each process has its own
            return SIZE // 2
        # What is written in columns is there longer, in two forms.
        return SIZE * 2 // 3 if self._columns.making.gathers else SIZE

    def _decides(self, apart: Apart) -> bool:
        """Whether it is decided now if other processes make what is left of the file."""
        self._probed.append(process_time())
        if len(self._probed) < _PROBED:
            return False
        half = _PROBED // 2
        left = (self._bytes - self._at) / (half * self._size) * (self._probed[-1] - self._probed[-1 - half])
        self._apart, self._sparing = None, False
        making = self._columns.making
        self._elsewhere = apart(left=left, width=self._joiner.width, plan=plan_of(self._joiner), cutter=making.cutter)
        self._makes = self._elsewhere or making
        return True

    def _one_by_one(self, chunk: bytes, file: BinaryIO) -> Generator[Row | Joined, None, bool]:
        """The rows of a chunk as the reference reads them, or of all that follow; whether there are more."""
        self._at += len(chunk)
        rows, longer = _left(_at(file, self._at), chunk, self._table, self._row, self._line)
        if rows is None:
            # From here on the file is read as the reference does, which knows older encodings.
            rest = _at(file, self._at)
            yield from self._blocks.all(one_by_one(chunk, self._table, self._row, self._line, rest=rest))
            return False
        self._row += len(rows)
        yield from self._blocks.all(rows)
        self._at += len(longer) - len(chunk)
        self._line += lines_in(longer)
        return True


def _made(makes: Makes, pieces: Iterable[_Piece], row: int, line: int, *, ready: int) -> Generator[_Chunk, None, None]:
    """Chunks in columns, up to the first that has to be read row by row, which comes with None, as all after it do."""

    begins: tuple[int, int] | None = (row, line)

    def cut(piece: _Piece) -> tuple[int, Any]:
        at, chunk = piece
        # In a chunk that has grown so long there may be a cell that the reference refuses.
        return len(chunk), None if len(chunk) > CELL_LIMIT else makes.cut(at, chunk)

    def looked_up(found: tuple[int, Any]) -> tuple[int, Any]:
        nonlocal begins
        size, cut = found
        if cut is None or begins is None:
            if cut is not None:
                makes.drop(cut)
            begins = None
            return size, None
        row, line = begins
        begins = row + cut.rows, line + cut.lines
        return size, makes.looked_up(cut, row, line)

    def made(found: tuple[int, Any]) -> _Chunk:
        size, looked = found
        return size, None if looked is None else makes.made(looked)

    return abreast(pieces, cut, looked_up, made, threads=makes.threads, ready=ready)


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
            rows = list(one_by_one(chunk, table, row, line))
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


def one_by_one(chunk: bytes, table: TableReader, row: int, line: int, rest: BinaryIO | None = None) -> Iterator[Row]:
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
