"""The chunks of one large table made by several processes, and taken in order by this one.

Knows how a process comes to make the chunks of a table as this one would: it opens the same file with the same importer, exporter
and profile, and is trusted only if its plan of a row is the same. Whatever fails there is left to this process, which explains.
Texts are handed over in memory that both see, which so far only Linux has; elsewhere nothing is shared out. Needs the extra
``bulk``.
"""

from __future__ import annotations

import io
import mmap
import os
from collections.abc import Mapping
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from eventx.engine.processes import Worker, cores
from eventx.files.inputs import open_input
from eventx.plugins import exporter, importer
from eventx.report import Losses
from eventx.rules.profile import Profile
from eventx.validator import Validator

if TYPE_CHECKING:
    from eventx.bulk.columns.between_processes import RowsSent, Sent
    from eventx.bulk.columns.cells import Cutter
    from eventx.bulk.columns.stages import RowsCut

_MOST = 4  # processes; this one has no time for what more would make
_POLARS_THREADS = {"POLARS_MAX_THREADS": "1"}  # each process has a core


@frozen(eq=False)
class Table:
    """A table and what is made of it. ``width``: how many cells its rows have. ``plan``: what is written of a row."""

    path: str
    source_format: str
    read_options: Mapping[str, Any]
    target_format: str
    write_options: Mapping[str, Any]
    profile: Profile | None
    width: int = 0
    plan: str = ""


def shared(table: Table, *, left: float, width: int, plan: str, cutter: Cutter) -> Chunks | None:
    """What makes the chunks of a table in several processes, if this machine has the cores and the memory that is shared, and the
    work that is ``left``, in seconds of one processor, is worth it."""
    workers = min(cores(), _MOST)
    if not hasattr(os, "memfd_create") or not is_worth(left, workers):
        return None
    return Chunks(evolve(table, width=width, plan=plan), cutter, workers)


def is_worth(left: float, workers: int) -> bool:
    """Whether so many processes are sure to be quicker with what is left than the threads of this one, which are two.

    Measured: two threads use at most 1.5 processors; a process takes 4 seconds of its own, for its start and to learn what is
    known here, and what it does costs 15 % more, for handing it over and for memory that others use too. One second is to spare.
    Two processes, beside which this one has its part to do, are quicker by a tenth at most, and take half as much memory more.
    """
    return workers > 2 and left / 1.5 > left * 1.15 / workers + 4 + 1


@frozen
class _Piece:
    """Some bytes of a file that are whole rows; and, if they are known, the row and the line that they begin with."""

    at: int
    size: int
    row: int = 0
    line: int = 0


@frozen
class _Cutting:
    """A chunk on its way through a process."""

    worker: Worker
    chunk: bytes
    piece: _Piece
    rows: int
    lines: int


class Chunks:
    """Makes chunks in so many processes; see :class:`eventx.bulk.columns.results.Makes`. Ends them when it is closed."""

    def __init__(self, table: Table, cutter: Cutter, workers: int) -> None:
        self.threads = workers
        self.failed = False
        self._table, self._cutter = table, cutter
        self._all = [Worker(_POLARS_THREADS) for _ in range(workers)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._all:
            self._idle.put(worker)
        self._rooms: list[_Room] = []
        self._free: list[_Room] = []

    def cut(self, at: int, chunk: bytes) -> _Cutting | None:
        """A chunk cut by a process, which waits for :meth:`made` or :meth:`drop`; None if it has to be read row by row."""
        worker, piece = self._idle.get(), _Piece(at, len(chunk))
        found: tuple[int, int] | None = self._asked(worker, _cut, (self._table, piece))
        if found is None:
            self._idle.put(worker)
            return None
        return _Cutting(worker, chunk, piece, *found)

    def looked_up(self, cut: _Cutting, row: int, line: int) -> _Cutting:
        """The same; it begins with the given row and line."""
        return evolve(cut, piece=evolve(cut.piece, row=row, line=line))

    def drop(self, cut: _Cutting) -> None:
        """Nothing is made of a chunk."""
        self._idle.put(cut.worker)

    def made(self, cut: _Cutting) -> RowsSent | None:
        """The rows as they are written; None if they have to be read row by row."""
        from eventx.bulk.columns.between_processes import RowsSent

        try:
            room = self._free.pop()
        except IndexError:  # several threads may ask at once
            room = _Room()
            self._rooms.append(room)
        try:
            found: tuple[Sent, int] | None = self._asked(cut.worker, _made, (self._table, cut.piece, room.path))
        finally:
            self._idle.put(cut.worker)
        if found is None:
            self._free.append(room)
            return None
        sent, size = found
        return RowsSent(sent, room.view(size), cut.chunk, self._cutter, self._table.width, lambda: self._free.append(room))

    def _asked(self, worker: Worker, function: Any, item: Any) -> Any:
        """What a process answers; None once one has failed."""
        if self.failed:
            return None
        try:
            return worker.ask(function, item)
        except Exception:
            self.failed = True  # this process does it again, and meets what is wrong, unless that was the other
            return None

    def close(self) -> None:
        """End the processes."""
        for worker in self._all:
            worker.retire()
            worker.end()
        for room in self._rooms:
            room.close()


class _Room:
    """Memory that other processes write to, under ``path``."""

    def __init__(self) -> None:
        self._fd = os.memfd_create("eventx")
        self.path = f"/proc/{os.getpid()}/fd/{self._fd}"
        self._map: mmap.mmap | None = None

    def view(self, size: int) -> memoryview:
        """The first bytes of it; released before it is used again."""
        if self._map is None or len(self._map) < size:
            if self._map is not None:
                self._map.close()
            self._map = mmap.mmap(self._fd, 0)
        return memoryview(self._map)[:size]

    def close(self) -> None:
        """Give the memory back, as soon as nobody looks at it."""
        os.close(self._fd)


class _Bench:
    """What a process has at hand for the chunks of a table."""

    def __init__(self, table: Table) -> None:
        from eventx.bulk.columns.between_processes import plan_of
        from eventx.bulk.columns.stages import Making
        from eventx.bulk.joining.joiner import joiners

        self.table = table
        self.file = open(table.path, "rb")  # noqa: SIM115 (as long as the process works on it)
        self.last: tuple[_Piece, RowsCut | None] | None = None
        self._rooms: dict[str, mmap.mmap] = {}
        validator = Validator(rules=None if table.profile is None else table.profile.rules())
        plugin: Any = exporter(table.target_format)
        sink = plugin.sink(io.BytesIO(), Losses(), **table.write_options)
        with open_input(table.path) as opened:
            items: Any = importer(table.source_format).read(opened.stream, name=opened.name, **table.read_options)
            joiner = joiners(items, validator, sink, tells=table.profile is None)[table.width]
            if plan_of(joiner) != table.plan:
                raise ValueError("rows would be written in another way")
            self.making = Making(joiner, items.table.dialect)

    def cut(self, piece: _Piece) -> RowsCut | None:
        """A piece of the file cut into rows; it is remembered until the next is."""
        if self.last is None or (self.last[0].at, self.last[0].size) != (piece.at, piece.size):
            self.file.seek(piece.at)
            self.last = piece, self.making.cut(piece.at, self.file.read(piece.size))
        return self.last[1]

    def room(self, path: str, size: int) -> mmap.mmap:
        """The memory under a path, large enough."""
        found = self._rooms.get(path)
        if found is None or len(found) < size:
            with open(path, "r+b") as file:
                if os.fstat(file.fileno()).st_size < size:
                    os.truncate(file.fileno(), size + size // 8)  # the next text may be a little longer
                found = self._rooms[path] = mmap.mmap(file.fileno(), 0)
        return found


_benches: list[_Bench] = []


def _bench_of(table: Table) -> _Bench:
    if not _benches:
        _benches.append(_Bench(table))
    return _benches[0]


def _cut(item: tuple[Table, _Piece]) -> tuple[int, int] | None:
    """How many rows and lines a piece has; done by a process that works on this table alone."""
    table, piece = item
    cut = _bench_of(table).cut(piece)
    return None if cut is None else (cut.rows, cut.lines)


def _made(item: tuple[Table, _Piece, str]) -> tuple[Sent, int] | None:
    """What comes of a piece, and how many bytes of text it has, which are written into a room."""
    from eventx.bulk.columns.between_processes import sent
    from eventx.bulk.columns.cells import Damaged

    table, piece, path = item
    bench = _bench_of(table)
    cut = bench.cut(piece)
    if cut is None:
        return None
    bench.last = None
    made = bench.making.made(bench.making.looked_up(cut, piece.row, piece.line))
    try:
        found, text = sent(made)
    except Damaged:
        return None
    with text:
        bench.room(path, len(text))[: len(text)] = text
    made.done()
    return found, found.ends[-1]
