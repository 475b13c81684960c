"""Days in columns: a screen is told the first row of each, and of the others how many there were, once all are read.

Needs the extra ``bulk``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import polars as pl

from eventx.bulk.columns.screens.told import Keyed, Learned, OfScreen, Says, Teller
from eventx.rules.date_heaps import Dates


class OfDates(OfScreen):
    """The days that one group of cells tells."""

    def __init__(self, dates: Dates, teller: Teller, lookups: Sequence[Keyed]) -> None:
        super().__init__(dates, teller, lookups)
        dates.counted.append(self._counted)
        self._known: Sequence[Says] = ()
        self._counts = pl.Series(dtype=pl.UInt32)  # of rows that weren't told, by what is known of their cells
        self._told = pl.Series(dtype=pl.Boolean)
        self._before: Counter[str] = Counter()  # of such rows whose cells are forgotten, by the day

    @staticmethod
    def able(teller: Teller) -> bool:
        """Whether days are told by a group of cells."""
        return any("date" in group for group in teller.groups)

    def learned(self, rows: pl.DataFrame, known: Sequence[Sequence[Says]], count: int) -> Learned:  # noqa: ARG002
        """What is learned of the good ``rows`` of a chunk."""
        (key,) = self.keys
        mine = known[self.groups["date"]]
        if mine is not self._known:  # it has forgotten all, and begun anew
            for day, rows_of_day in self._of_known() if self._known else ():
                self._before[day] += rows_of_day
            self._known, self._counts, self._told = mine, self._counts.clear(), self._told.clear()
        if more := len(mine) - self._counts.len():
            self._counts.extend(pl.repeat(0, more, dtype=pl.UInt32, eager=True))
            self._told.extend(pl.repeat(False, more, eager=True))
        days = rows.lazy().group_by(key).agg(pl.col("at").first(), pl.len().alias("rows"))
        told, counts = (pl.lit(one).gather(pl.col(key)) for one in (self._told, self._counts))
        found = days.with_columns(told.alias("told"), pl.col("rows") + counts).collect(engine="in-memory")
        self._counts.scatter(found[key], found["rows"])
        if found["told"].all():
            return Learned([], [], [])
        new = found.filter(~found["told"]).sort("at")
        self._told.scatter(new[key], True)
        self._counts.scatter(new[key], self._counts.gather(new[key]) - 1)
        return self.learned_of(new, known)

    def _counted(self) -> Iterator[tuple[str, int]]:
        """The days of rows that weren't told, and how many these are."""
        yield from self._before.items()
        yield from self._of_known()

    def _of_known(self) -> Iterator[tuple[str, int]]:
        days = zip(self.parts["date"].of(self._known), self._counts.to_list(), strict=False)  # more may be known since then
        return ((day, count) for day, count in days if count)
