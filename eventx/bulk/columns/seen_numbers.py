"""Numbers that were met before, many at a time. Needs the extra ``bulk``.

Knows how they are kept in 8 bytes each, or 12 with where each was first, and whose turn it is in a chunk. Doesn't know what the
numbers stand for.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence

import polars as pl

from eventx.bulk.columns.queries import asked
from eventx.rules.earlier import NOWHERE

_FEW = 8  # numbers that are sooner looked up one by one
_SLOT_BITS = 25  # of a number say which slot it has
_LONGEST = 1 << 21  # numbers of a run, because two are there twice while they become one
_NO = pl.Series([False])
_SLOT = (pl.col("mark") // (1 << 64 - _SLOT_BITS)).cast(pl.UInt32)


class Marks:
    """A set of numbers of 64 bits. Those of a chunk's rows are put into it together, before their turn.

    ``on_later`` is called with a row of the chunk whose turn has not come when its number is met alone. ``numbered``: it is kept
    which record had each first.
    """

    def __init__(self, on_later: Callable[[int], None] | None = None, *, numbered: bool = False) -> None:
        self._on_later = on_later
        self._runs = Runs(numbered=numbered)
        self._held = pl.DataFrame(schema={"mark": pl.UInt64, "row": pl.UInt32} | ({"number": pl.UInt32} if numbered else {}))
        self._rows: dict[int, int] = {}
        self._asked = 0
        self._alone: dict[int, int] = {}
        self._expected: dict[int, bool] = {}
        self.turn: int | None = 0
        """The row whose turn it is; None while those that the chunk's own rows may have are looked up."""

    def among(self, marks: pl.Series) -> pl.Series:
        """Which of some numbers were in the set at the last :meth:`end`."""
        return self._runs.among(marks)

    def expect(self, marks: Sequence[int]) -> None:
        """Look up together the numbers of a chunk that will be met alone."""
        self._expected = dict(zip(marks, self.among(pl.Series(marks, dtype=pl.UInt64)), strict=True)) if marks else {}

    def hold(self, held: pl.DataFrame) -> None:
        """Put the numbers of some rows of a chunk into it, each there once and not before.

        They are in the columns ``mark`` and ``row``, and in ``number`` what stands beside them; other columns don't matter.
        """
        self._rows, self._asked, self._held = {}, 0, held

    def end(self) -> None:
        """Let the turn of all rows have come, and be ready for those of the next chunk."""
        if self._held.height or self._alone:
            self._runs.add(self._kept())
        self.hold(self._held.clear())
        self.turn = 0
        self._alone.clear()
        self._expected.clear()

    def _kept(self) -> pl.DataFrame:
        """What is held and what was met alone."""
        if not self._alone:
            return self._held
        alone = pl.DataFrame(
            {"mark": list(self._alone), "number": list(self._alone.values())}, {"mark": pl.UInt64, "number": pl.UInt32}
        )
        # A row whose turn was still to come may have had one of them too.
        held = self._held.select(self._runs.names)
        return pl.concat([held.join(alone, on="mark", how="anti"), alone.select(held.columns)])

    def clear(self) -> None:
        """Forget all, while none of a chunk's rows are held."""
        self._runs.clear()
        self._alone.clear()
        self._expected.clear()

    def __len__(self) -> int:
        return len(self._runs) + len(self._alone)

    def numbers(self, marks: pl.Series) -> pl.Series:
        """What stands beside each of some numbers; null where it was not in the set at the last :meth:`end`."""
        return self._runs.numbers(marks)

    def number(self, mark: int) -> int:
        """Which record had a number of this set first."""
        if (alone := self._alone.get(mark)) is not None:
            return alone
        if (number := self._runs.number(mark)) is not None:
            return number
        row = self._row(mark)
        return NOWHERE if row is None else int(self._held.row(by_predicate=pl.col("row") == row, named=True)["number"])

    def met(self, marks: Sequence[int], numbers: Sequence[int] | None = None) -> list[int]:
        """The places of those that are in the set or stand at an earlier place; then all are in it.

        ``numbers``: of the records that have them.
        """
        found = []
        few = len(marks) <= _FEW
        old = map(self._is_in_runs, marks) if few else self.among(pl.Series(marks, dtype=pl.UInt64))
        for place, (mark, known) in enumerate(zip(marks, old, strict=True)):
            if known or mark in self._alone or self._is_held(mark):
                found.append(place)
            else:
                self._alone[mark] = NOWHERE if numbers is None else numbers[place]
        return found

    def _is_in_runs(self, mark: int) -> bool:
        if (expected := self._expected.get(mark)) is not None:
            return expected
        return mark in self._runs

    def _is_held(self, mark: int) -> bool:
        if self.turn is None:
            return False
        row = self._row(mark)
        if row is not None and row >= self.turn and self._on_later is not None:
            self._on_later(row)
        return row is not None and row < self.turn

    def _row(self, mark: int) -> int | None:
        """The row of the chunk that has a number."""
        self._asked += 1
        if self._asked > _FEW and not self._rows:
            self._rows = dict(zip(self._held["mark"].to_list(), self._held["row"].to_list(), strict=True))
        if self._asked > _FEW:
            return self._rows.get(mark)
        place = self._held["mark"].index_of(mark)
        return None if place is None else int(self._held["row"][place])


class Runs:
    """A set of numbers of 64 bits, of which none is likelier than another, in sorted runs.

    ``numbered``: beside each stands another number.
    """

    def __init__(self, *, numbered: bool = False) -> None:
        self.names = ("mark", "number") if numbered else ("mark",)
        self.clear()

    def clear(self) -> None:
        """Forget all."""
        self._all: list[_Run] = []
        # Few numbers that aren't in the set have a slot with one that is, so that few have to be looked for.
        self._slots = pl.repeat(False, 1 << _SLOT_BITS, eager=True)

    def __len__(self) -> int:
        return sum(run.marks.len() for run in self._all)

    def __contains__(self, mark: int) -> bool:
        return any(mark in run for run in self._all)

    def among(self, marks: pl.Series) -> pl.Series:
        """Which of some numbers are in the set."""
        found = _NO.new_from_index(0, marks.len())
        if self._all:
            there = pl.any_horizontal(run.there() for run in self._all)
            found.scatter(asked(self._likely(marks).filter(there))["at"], True)
        return found

    def numbers(self, marks: pl.Series) -> pl.Series:
        """What stands beside each of some numbers; null where it isn't in the set."""
        numbers = pl.Series([None], dtype=pl.UInt32).new_from_index(0, marks.len())
        if self._all:
            number = pl.coalesce(run.numbers() for run in self._all).alias("number")
            there = asked(self._likely(marks).select("at", number).drop_nulls())
            numbers.scatter(there["at"], there["number"])
        return numbers

    def _likely(self, marks: pl.Series) -> pl.LazyFrame:
        """Those of some numbers that have a slot with one that is in the set, and their places as ``at``."""
        # Which are the only ones that are looked for, because what is asked for is not put in another order.
        return marks.to_frame("mark").lazy().with_row_index("at").filter(pl.lit(self._slots).gather(_SLOT))

    def number(self, mark: int) -> int | None:
        """What stands beside a number; None if it isn't in the set."""
        return next((number for run in self._all if (number := run.number(mark)) is not None), None)

    def add(self, more: pl.DataFrame) -> None:
        """Put in numbers that are not there, in columns ``mark`` and ``number``."""
        # Of numbers alone, what is sorted is these; else it is their places first.
        kept = more.select(self.names).sort("mark") if len(self.names) > 1 else more["mark"].sort().to_frame()
        self._slots.scatter(kept.select(_SLOT).to_series(), True)
        # Few runs, and a number is moved again only as often as their length is three times as much.
        while self._all and self._all[-1].kept.height <= min(2 * kept.height, _LONGEST - kept.height):
            kept = self._all.pop().kept.merge_sorted(kept, "mark")
        if kept.height:
            self._all.append(_Run(kept))


class _Run:
    """Sorted numbers, and beside each which record had it first."""

    def __init__(self, kept: pl.DataFrame) -> None:
        self.kept = kept
        self.marks = kept["mark"]
        self._numbers: array[int] | None = None

    def __contains__(self, mark: int) -> bool:
        if self._numbers is None:  # asked for one number, Polars takes a hundred times as long
            self._numbers = array("Q")
            for some in self.kept.select("mark").iter_slices(1 << 16):  # because Python's numbers take five times the room
                self._numbers.extend(some.to_series().to_list())
        place = bisect_left(self._numbers, mark)
        return place < len(self._numbers) and self._numbers[place] == mark

    def there(self) -> pl.Expr:
        """Whether a number is here that stands in a column ``mark``; null or false if it isn't."""
        return pl.lit(self.marks).gather(self._place(), null_on_oob=True) == pl.col("mark")

    def numbers(self) -> pl.Expr:
        """What stands beside such a number; null if it isn't here."""
        return pl.when(self.there()).then(pl.lit(self.kept["number"]).gather(self._place(), null_on_oob=True))

    def _place(self) -> pl.Expr:
        return pl.lit(self.marks).search_sorted(pl.col("mark"))

    def number(self, mark: int) -> int | None:
        """Which record had a number first, if it is one of these."""
        place = self.marks.search_sorted(pl.Series([mark], dtype=pl.UInt64))[0]  # of a bare int it makes a float
        found = place < self.marks.len() and self.marks[place] == mark
        return int(self.kept["number"][place]) if found else None
