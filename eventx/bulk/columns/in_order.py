"""Chunks of a table's rows taken in their order, joined where that is sure.

Knows what depends on the rows before: ids, examples of what is lost, the row above. Only accepts: every other row is handed back
as a row. Doesn't know how a chunk is made (:mod:`eventx.bulk.columns.stages`). Needs the extra ``bulk``; imported only when it is
there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import cast

import polars as pl
from attrs import evolve

from eventx.bulk.columns.cells import Damaged
from eventx.bulk.columns.globe import bounds_of, boxes_of, corners_of
from eventx.bulk.columns.results import GOOD, Block, Made, kinds_of
from eventx.bulk.columns.screens.checking import Screening
from eventx.bulk.columns.seen_ids import ids_of
from eventx.bulk.columns.stages import Making, RowsMade
from eventx.bulk.joining.joiner import Joiner
from eventx.report import Position
from eventx.tabular.dialect import Dialect
from eventx.tabular.reader import Row

__all__ = ["Block", "Columns", "Damaged"]
Expect = Callable[[Sequence[Row]], None]
_MOST = 1 << 15  # boxes that are kept before they are made one in each place


class Columns:
    """Takes the chunks of one table; ``able`` is false for a dialect, header or output that it can't be sure of.

    ``making`` makes them; others like it may do so beside it.
    """

    def __init__(self, joiner: Joiner, dialect: Dialect, *, low_memory: bool = False) -> None:
        self._joiner = joiner
        self.making = Making(joiner, dialect, low_memory=low_memory)
        self.able = self.making.able
        self._screening = self.making.screening
        self._ids = ids_of(joiner.seen)
        self._boxes: pl.DataFrame | None = None

    def rows(self, made: Made, row: int, line: int, expect: Expect) -> Iterator[Block | Sequence[Row]]:
        """The rows of a chunk: joined, several at a time, or as they are. Raises :class:`Damaged` before the first is given.

        Of the others as many as are known ahead are told to ``expect``, in their order.
        """
        examples, good = self._examples(made), made.rows["good"]
        # If ids may be remembered before it is their turn, they are in one go: but for those that another row has, too.
        ahead = not examples and not self._joiner.in_order
        if ahead:
            good &= made.rows["single"]
            if made.rows["name"].first() == self._joiner.outcomes.before:
                good = good.scatter(0, False)
        as_rows = {} if good.all() else made.as_rows(good.not_().arg_true().to_list(), row, line)
        if not ahead:
            expect([as_rows[at] for at in sorted(as_rows)])
            return self._in_turn(made, as_rows, examples, row, line)
        alone = list(map(self._joiner.name_of, as_rows.values()))
        if alone:
            shared = good & made.rows["name"].is_in(alone)
            good &= ~shared
            as_rows = {**as_rows, **made.as_rows(shared.arg_true().to_list(), row, line)}
        again = self._ids.add_all(made.rows["name"].filter(good), alone)
        if again:
            as_rows = {**as_rows, **made.as_rows(good.arg_true().gather(again).to_list(), row, line)}
        return self._in_blocks(made, as_rows, row, line, expect)

    def _in_blocks(
        self, made: Made, as_rows: Mapping[int, Row], row: int, line: int, expect: Expect
    ) -> Iterator[Block | Sequence[Row]]:
        """All rows of a chunk, of whose joined rows the ids are remembered; adjacent ones that aren't joined in one go."""
        outcomes, first, end = self._joiner.outcomes, 0, made.rows.height
        tells = made.rows["tells"].arg_true().to_list()
        if self._screening is not None:
            made = self._told(self._screening, cast("RowsMade", made), list(as_rows), row, line)
        expect([as_rows[at] for at in sorted(as_rows)])
        left: list[Row] = []
        for at in (*sorted(as_rows), end):
            if at > first:
                if left:
                    yield left
                left = []
                yield self._block(made, first, at, tells, row, line)
                outcomes.before, outcomes.last = made.rows["name"][at - 1], made.row(at - 1, row, line)
            if at < end:
                left.append(as_rows[at])
            first = at + 1
        if left:
            yield left
        self._enter(made, list(as_rows))

    def _block(self, made: Made, first: int, stop: int, tells: Sequence[int], row: int, line: int) -> Block:
        """Some joined rows, with what is the matter with them; ``tells`` are the rows of the chunk that have to be asked."""
        block, mine = made.block(first, stop), tells[bisect_left(tells, first) : bisect_left(tells, stop)]
        told = [(at - first, one) for at in mine for one in self._joiner.told_of(made.row(at, row, line))]
        return evolve(block, found=told) if told else block

    def _told(self, screening: Screening, made: RowsMade, without: Sequence[int], row: int, line: int) -> RowsMade:
        """The same with what screens are told of the good rows but for some."""
        name, starts = self._joiner.outcomes.table.name, made.cut.starts
        rows = made.rows.hstack(cast("pl.DataFrame", made.written)).with_row_index("at")
        if without:  # among which are all that aren't good
            screening.alone(pl.concat([rows, made.cut.cells], how="horizontal")[without])
            rows = rows.filter(~pl.col("at").is_in(without))

        def at(number: int) -> Position:
            return Position(name, row=row + number, line=line + starts[number])

        return evolve(made, written=screening.told(rows, made.known, made.rows["name"], at))

    def _examples(self, made: Made) -> dict[str, Iterator[int]]:
        """The joined rows with a loss of which there are not enough examples yet, by its code."""
        if self._screening is not None:
            return {}  # nothing is lost of what isn't written
        kinds: dict[str, list[int]] = {}
        for kind, at, _ in made.kinds.iter_rows():
            for code in made.codes(kind, at):
                if self._joiner.wanting(code):
                    kinds.setdefault(code, []).append(kind)
        rows = made.rows.with_row_index("at").filter(GOOD) if kinds else made.rows
        return {code: iter(rows.filter(pl.col("kind").is_in(some))["at"].to_list()) for code, some in kinds.items()}

    def _in_turn(
        self, made: Made, as_rows: Mapping[int, Row], examples: dict[str, Iterator[int]], row: int, line: int
    ) -> Iterator[Block | Sequence[Row]]:
        """All rows of a chunk. Those that could be joined go on as they are if they are an example of what is lost."""
        joiner, names, first = self._joiner, made.rows["name"].to_list(), 0
        tells = made.rows["tells"].arg_true().to_list()
        shown: list[int] = []  # and those that have the id of another
        ahead = _Stops(sorted(as_rows), examples, len(names), joiner.wanting)
        while first < len(names):
            told_again = names[first] == joiner.outcomes.before
            at = first if told_again else first + joiner.remember(names[first : ahead.after(first)])
            if at > first:
                yield self._block(made, first, at, tells, row, line)
                joiner.outcomes.before, joiner.outcomes.last = names[at - 1], made.row(at - 1, row, line)
            if at in as_rows:
                yield (as_rows[at],)
            elif at < len(names):
                shown.append(at)
                yield (made.row(at, row, line),)
            first = at + 1
        self._enter(made, shown)

    def _enter(self, made: Made, shown: Sequence[int]) -> None:
        """Enter what the joined rows lose, and the boxes around their points."""
        made.done()
        if self._screening is not None:
            return
        kinds, boxes = made.kinds, made.boxes
        if shown and made.rows["good"].gather(shown).any():
            kinds, boxes = kinds_of(made.rows, shown), boxes_of(made.rows, shown)
        for kind, at, count in kinds.iter_rows():
            self._joiner.lose(made.codes(kind, at), count)
        self._boxes = boxes if self._boxes is None else self._boxes.vstack(boxes)
        if self._boxes.height > _MOST:
            self._boxes = bounds_of(self._boxes)

    def end(self) -> None:
        """Let the output know the outermost points of the joined rows."""
        if self._boxes is not None:
            self._joiner.touch(corners_of(bounds_of(self._boxes)))
            self._boxes = None


class _Stops:
    """Where a run of joined rows ends: at a row that couldn't be joined, or at one that is to be an example of a loss."""

    def __init__(self, slow: Sequence[int], examples: dict[str, Iterator[int]], end: int, wanting: Callable[[str], int]) -> None:
        self._slow = iter((*slow, end))
        self._next = -1
        self._examples = examples
        self._at = dict.fromkeys(examples, -1)
        self._end = end
        self._wanting = wanting

    def after(self, first: int) -> int:
        """The first stop that isn't before a row."""
        while self._next < first:
            self._next = next(self._slow)
        stop = self._next
        for code in list(self._at):
            if not self._wanting(code):
                del self._at[code]
                continue
            while self._at[code] < first:
                self._at[code] = next(self._examples[code], self._end)
            stop = min(stop, self._at[code])
        return stop
