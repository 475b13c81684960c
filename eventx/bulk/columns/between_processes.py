"""Chunks of rows that another process made, on their way to the one that takes them in order.

Knows what of a chunk has to travel: ids, points, what is lost, the cells of rows that aren't joined; and what can be cut from the
chunk again should it be asked for. The texts stand in a room that both processes see. Doesn't know processes. Needs the extra
``bulk``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

import polars as pl
from attrs import define, field, frozen

from eventx.bulk.columns.cells import Cut, Cutter
from eventx.bulk.columns.results import GOOD, Block
from eventx.bulk.columns.row_texts import Written
from eventx.bulk.columns.stages import RowsMade
from eventx.bulk.joining.joiner import Joiner
from eventx.tabular.reader import Row


@frozen
class Sent:
    """What of a chunk's rows travels, beside their texts; see :class:`eventx.bulk.columns.results.Made`.

    ``losses``: codes by kind. ``ends``: where each text ends with what follows it, which is ``between`` bytes long. ``good``:
    some rows that have all their cells, ``bad``: those that aren't joined, as the reference reads them; their numbers and lines
    are counted from the chunk's first.
    """

    rows: pl.DataFrame
    kinds: pl.DataFrame
    boxes: pl.DataFrame
    losses: Mapping[int, tuple[str, ...]]
    lines: int
    ends: pl.Series
    between: int
    good: Mapping[int, Row]
    bad: Mapping[int, Row]


def sent(made: RowsMade) -> tuple[Sent, memoryview]:
    """What came of a chunk, to be sent; and its texts. Raises :class:`Damaged`."""
    assert isinstance(made.written, Written)
    bad = made.rows["good"].not_().arg_true().to_list()
    tells = made.rows.select((pl.col("tells") & GOOD).arg_true()).to_series()
    # The row before one that isn't joined is the last of a block, of which the next row has to know.
    ends = {*tells} | {at - 1 for at in (*bad, made.rows.height) if at} - set(bad)
    parts = Sent(
        made.rows.select("name", "single", "good", "lat", "lon", "kind", "tells"),
        made.kinds,
        made.boxes,
        {kind: made.codes(kind, at) for kind, at, _ in made.kinds.iter_rows()},
        made.lines,
        made.written.ends,
        made.written.between,
        {at: made.row(at, 0, 0) for at in sorted(ends)},
        made.as_rows(bad, 0, 0),
    )
    return parts, made.written.out.getbuffer()[: made.written.ends[-1]]


@define
class RowsSent:
    """A chunk that was made elsewhere; ``text``: what is written of it, and ``free`` what is called when that was read."""

    _sent: Sent
    _text: memoryview
    _chunk: bytes
    _cutter: Cutter
    _width: int
    _free: Callable[[], None]
    _again: Cut | None = field(default=None, init=False)

    @property
    def rows(self) -> pl.DataFrame:
        """As many as the chunk has."""
        return self._sent.rows

    @property
    def kinds(self) -> pl.DataFrame:
        """In no order."""
        return self._sent.kinds

    @property
    def boxes(self) -> pl.DataFrame:
        """In no order."""
        return self._sent.boxes

    @property
    def lines(self) -> int:
        """How many lines the chunk has."""
        return self._sent.lines

    def block(self, first: int, stop: int) -> Block:
        """Some rows, all of them good."""
        begin = self._sent.ends[first - 1] if first else 0
        text = self._text[begin : self._sent.ends[stop - 1] - self._sent.between]
        return Block(stop - first, text, lambda: self._cut.cells[first:stop, : self._width])

    def row(self, at: int, row: int, line: int) -> Row:
        """A row that has all its cells."""
        found = self._sent.good.get(at)
        if found is None:
            found = Row(at, self._cut.starts[at], self._cut.cells.row(at)[: self._width])
        return _in_file(found, row, line)

    def as_rows(self, some: Sequence[int], row: int, line: int) -> Mapping[int, Row]:
        """Some rows, as the reference reads them. Raises :class:`Damaged`."""
        bad = self._sent.bad
        found = {at: _in_file(bad[at], row, line) for at in some if at in bad}
        more = [at for at in some if at not in bad]
        return {**found, **self._cutter.as_rows(self._cut, more, row, line)} if more else found

    def codes(self, kind: int, _at: int) -> tuple[str, ...]:
        """What the rows of a kind lose."""
        return self._sent.losses[kind]

    def done(self) -> None:
        """Let the room of the texts be used again."""
        self._text.release()
        self._free()

    @property
    def _cut(self) -> Cut:
        """The chunk cut again, if more is asked for than was sent."""
        if self._again is None:
            found = self._cutter.cut(self._chunk)
            assert found is not None  # it was cut there
            self._again = found
        return self._again


def _in_file(one: Row, row: int, line: int) -> Row:
    """A row that is counted from the first of a chunk, which begins with the given row and line."""
    return one._replace(number=row + one.number, line=line + one.line)


def plan_of(joiner: Joiner) -> str:
    """What two processes have to have in common to join and write the same rows."""
    parts = (
        joiner.tells,
        joiner.segments,
        joiner.constant,
        [one.columns for one in joiner.looked],
        [one.at for one in joiner.owned],
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()
