"""Lines of records written to an output many at a time, in their order, those that can't be so by the reference.

Knows when a line is good for sure and that it is the reference's if not, and when all that isn't worth its time. Doesn't know how
lines are put together (:mod:`eventx.bulk.restating.classes`).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import compress
from math import inf
from time import thread_time
from typing import Any, cast

import orjson
from attrs import frozen

from eventx.bulk.joining.points import Extremes
from eventx.bulk.pieces import ColumnSink, Sink, TextSink
from eventx.bulk.restating.classes import SHARED, Class, Loses, Part, Spot
from eventx.bulk.restating.queue import LineQueue
from eventx.report import Record
from eventx.tabular.flat import Cells
from eventx.validator import Validator
from eventx.validator.fast.known import Shape
from eventx.validator.fast.members import Found, Members

_ENOUGH = 50  # good lines, after which it pays to know their members
_SIZE = 1000
"""Lines of a block, at most."""
_MOST = 64  # classes; a run with more has members that differ in each record where nearly all share them
_REMEMBERED = 24 << 20
"""Bytes that all takes that is known of texts; then all is forgotten, which keeps memory flat."""
_TRIAL = 2000  # lines, after which it is asked whether all this is worth its time
_LONGEST = 64  # blocks that are left to the reference in one go, at most


@frozen
class _Ready:
    """A line that is good: its id, and its bytes with what it loses and its point; without these it is put."""

    name: str
    text: bytes = b""
    loses: Loses | None = None
    spot: Spot | None = None
    cells: tuple[Cells, ...] = ()


class Restated:
    """Writes lines to a sink, as far as that can be done without the reference."""

    def __init__(self, validator: Validator, sink: Sink) -> None:
        self._validator, self._sink = validator, sink
        self._joins = isinstance(sink, TextSink | ColumnSink) and sink.losses.heed is None
        self._members: Members | None = None
        self._good = 0
        self._classes: dict[tuple[Shape, tuple[bytes, ...]], Class] = {}
        self._parts: dict[Hashable, Part] = {}
        self._extremes = Extremes()
        self._size = _ENOUGH
        self._tried = self._poor = self._untried = 0
        self._usual = inf  # seconds that the reference takes for a line

    def steps(self, queue: LineQueue) -> Iterator[int]:
        """How many lines were written, step by step; 0 where the next line is the reference's. Ends where there are no more.

        Who reads a line by the reference tells it to :meth:`learn`.
        """
        # Points of other lines count for nothing: some of them may have been taken back, for their ids came before elsewhere.
        self._extremes = Extremes()
        while lines := queue.ahead()[: self._size]:
            begun, spent, read = thread_time(), 0.0, 0
            ready = self._ready(lines)
            at = 0
            while at < len(lines):
                if ready[at] is None:
                    before = thread_time()
                    yield 0
                    spent += thread_time() - before
                    read += 1
                    at += 1
                    continue
                end = next((number for number in range(at, len(lines)) if ready[number] is None), len(lines))
                for count in self._run(queue, lines[at:end], cast("Sequence[_Ready]", ready[at:end])):
                    yield count
                    at += count or 1
            if read >= _ENOUGH:
                self._usual = min(self._usual, spent / read)
            self._weigh(len(lines), thread_time() - begun)
            self._size = min(2 * self._size, _SIZE)
        self._flush()

    def _weigh(self, lines: int, took: float) -> None:
        """Leave the next blocks to the reference if that is faster: where each line says something new, or few are good."""
        if self._members is None:
            return
        if self._untried:
            self._untried -= 1
            return
        self._tried += lines
        self._poor = self._poor + 1 if self._tried > _TRIAL and took > lines * self._usual else 0
        if self._poor > 1:
            self._untried = min(1 << self._poor, _LONGEST)
            self._forget()  # what didn't help for so long would only fill memory

    def _forget(self) -> None:
        """Know nothing of any text any more."""
        self._flush()
        self._classes.clear()
        self._parts.clear()

    def learn(self, line: bytes, record: Record) -> None:
        """Know a line in which the reference found nothing."""
        if self._untried or not self._validator.plain(record):
            return
        self._good += 1
        if self._good == _ENOUGH:
            self._members = self._validator.members()
        if self._members is not None:
            self._members.learn(line, record)

    def _ready(self, lines: Sequence[bytes]) -> list[_Ready | None]:
        """The lines that are good for sure; None for others."""
        ready: list[_Ready | None] = [None] * len(lines)
        if self._members is None or self._untried:
            return ready
        if len(self._classes) > _MOST:
            self._forget()
        for found in self._members.good(lines):
            self._enter(found, lines, ready)
        if sum(part.size for part in self._parts.values()) > _REMEMBERED:
            for part in self._parts.values():
                part.forget()
        return ready

    def _enter(self, found: Found, lines: Sequence[bytes], ready: list[_Ready | None]) -> None:
        judging = found.judging
        for number, name in zip(found.at, found.names, strict=True):
            ready[number] = _Ready(name)
        if not self._joins or not found.at:
            return
        shape, left = judging.shape, judging.left
        columns = judging.cut.columns
        if len(left) < len(judging.cut.at):
            columns = [[column[number] for number in left] for column in columns]
        shared = [number for number, slot in enumerate(shape.slots) if not SHARED.isdisjoint(slot.names)]
        prefixes = [name.partition(":")[0].encode() for name in found.names]
        keys = list(zip(prefixes, *[columns[number] for number in shared], strict=True))
        said = judging.said or [None] * len(keys)
        for key in set(keys):
            one = self._class_of(shape, shared, key)
            if one is None:
                continue
            mine = [key == other for other in keys]
            at, names = list(compress(found.at, mine)), list(compress(found.names, mine))
            some = [list(compress(column, mine)) for column in columns]
            made = one.joined(some, list(compress(said, mine)))
            for place, text, kinds, spot, cells in zip(made.at, made.texts, made.kinds, made.spots, made.rows, strict=True):
                ready[at[place]] = _Ready(names[place], text, one.loses(kinds, lines[at[place]]), spot, cells)

    def _class_of(self, shape: Shape, shared: Sequence[int], key: tuple[bytes, ...]) -> Class | None:
        """What joins lines of a shape that share the prefix of their ids and these texts; None if they have to be put, as far as
        can be said now."""
        if (shape, key) in self._classes:
            return self._classes[shape, key]
        if len(self._classes) > 2 * _MOST:
            return None
        prefix, *texts = key
        one = Class(shape, prefix.decode(), dict(zip(shared, texts, strict=True)), self._sink, self._parts)
        if one.able:
            self._classes[shape, key] = one
        return one if one.able else None

    def _run(self, queue: LineQueue, lines: Sequence[bytes], ready: Sequence[_Ready]) -> Iterator[int]:
        """Write adjacent good lines, up to one whose id another record has."""
        first = 0
        while first < len(ready):
            if (one := ready[first]).loses is None or self._is_example(one.loses):
                if self._validator.remember_each((one.name,)):
                    self._sink.put(orjson.loads(lines[first]))
                    queue.skip(1)
                    yield 1
                else:
                    yield 0
                first += 1
                continue
            end = first + 1
            while end < len(ready) and (loses := ready[end].loses) is not None and loses.shown:
                end += 1
            count = self._validator.remember_each([each.name for each in ready[first:end]])
            if count:
                self._write(ready[first : first + count])
                queue.skip(count)
                yield count
            if count < end - first:
                yield 0
                count += 1
            first += count

    def _write(self, ready: Sequence[_Ready]) -> None:
        sink = self._sink
        if isinstance(sink, TextSink):
            sink.put_block(sink.between.encode().join([one.text for one in ready]), len(ready))
        elif isinstance(sink, ColumnSink):
            sink.put_columns(batch_of(sink, [(one.cells, one.text) for one in ready]))
        for one in ready:
            if one.loses is not None:
                one.loses.count += 1
        for lat, lon in self._extremes.among(one.spot for one in ready if one.spot is not None):
            sink.touch(lat, lon)

    def _is_example(self, loses: Loses) -> bool:
        """Whether a line has to be put, because an example of what it loses is wanting."""
        if not loses.shown:
            losses = self._sink.losses
            loses.shown = all(len(losses.examples.get(code, ())) >= losses.keep for code in loses.codes)
        return not loses.shown

    def _flush(self) -> None:
        for one in self._classes.values():
            one.flush()


def batch_of(sink: ColumnSink, rows: Sequence[tuple[Sequence[Cells], bytes]]) -> Any:
    """Some records, each the cells of an output's columns and its JSON, as a batch of it."""
    import pyarrow

    made: dict[str, Any] = {}
    for number, part in enumerate(sink.columns):
        cells = zip(*[some[number] for some, _ in rows], strict=True)
        made |= {name: sink.array(name, column) for name, column in zip(part.names, cells, strict=True)}
    texts = pyarrow.array([text.decode() for _, text in rows], pyarrow.string())
    return sink.ready(pyarrow.table(made | {"record": texts}))
