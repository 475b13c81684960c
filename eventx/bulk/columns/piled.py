"""Points in columns: which of them a screen is told, and what is only counted of the others.

Knows how :class:`eventx.rules.piles.Points` remembers points, for many rows at once. Needs the extra ``bulk``.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from eventx.bulk.columns.learned import Learned, OfScreen, Says, Teller
from eventx.bulk.columns.marks import Marks
from eventx.rules import piles
from eventx.rules.piles import CELL, NEAR, PER_DEGREE, SCATTER, Points, number_of_name

_PLACE = {"narrow": pl.Boolean, "name": pl.UInt32, "north": pl.Float64, "east": pl.Float64}
_OFF = 0.1  # which is no degree of a grid
_LAT, _LON, _MARK, _NAME = pl.col("lat"), pl.col("lon"), pl.col("mark"), pl.col("name")


class OfPoints(OfScreen):
    """Tells rows whose point has had another name, one row for each of its names; and of the points on a grid or in the middle of
    a country one row each. Other points are no more than remembered."""

    def __init__(self, points: Points, teller: Teller) -> None:
        super().__init__(points, teller)
        self._points = points
        points.called = self._called = Marks(self._also, numbered=True)
        self.marks = (self._called,)
        self._known: Sequence[Sequence[Says]] = ()
        self._of: Sequence[Says] = ()
        self._places = pl.DataFrame(schema=_PLACE)
        self._held = pl.DataFrame()
        self._told = Learned([], [], [])

    @staticmethod
    def able(points: Points, teller: Teller) -> bool:
        """Whether places are told by a group of cells, and nothing was learned of another table before."""
        return any("place" in group for group in teller.groups) and not len(points.called)

    def learned(self, rows: pl.DataFrame, known: Sequence[Sequence[Says]], count: int) -> Learned:
        """What is learned of the good ``rows`` of a chunk of ``count``."""
        self._called.end()  # for rows that were read alone since the last chunk
        self._known = known
        if len(self._called) + count > piles.MOST_POINTS:
            return self.learned_of(rows, known)  # points may be forgotten between these rows
        spots = self._spots(rows, known)
        name = self._called.numbers(spots["mark"])
        new = pl.col("first name").is_null()
        renamed = pl.col("first of pair") & pl.when(new).then(~pl.col("first")).otherwise(pl.col("first name") != _NAME)
        fresh = (_NAME > 0) & pl.col("first") & new & ~pl.col("apart")
        judged = spots.lazy().with_columns(name.alias("first name"))
        judged = judged.with_columns(((_NAME > 0) & renamed).alias("renamed"), fresh.alias("fresh"))
        spots = judged.collect(engine="in-memory")
        shown = spots.filter(pl.col("renamed") | pl.col("apart"))
        apart = shown.filter(~pl.col("renamed"))
        told, held = shown.clear(), spots.filter("fresh")
        if shown.height:
            # All of a point that are told come after the first row of it, which is told too.
            also = _MARK.is_in(shown["mark"].unique().implode())
            told, held = spots.filter(pl.col("renamed") | (pl.col("fresh") & also)), held.filter(~also)
        self._called.hold(held.select("mark", pl.col("at").alias("row"), _NAME.alias("number")))
        self._held = held.select("at", *self.keys)
        self._told = self._told_of(told, apart, known)
        if (others := spots.height - told.height - apart.height) > 0:
            self._told.more.append((((_OFF, _OFF), None, None), others))
        return self._told

    def _told_of(self, told: pl.DataFrame, apart: pl.DataFrame, known: Sequence[Sequence[Says]]) -> Learned:
        """What is learned of rows, of which those ``apart`` become one where they say the same."""
        if not told.height and not apart.height:
            return Learned([], [], [])
        some = told.select("at", *self.keys, pl.lit(1, dtype=pl.UInt32).alias("len"))
        if apart.height:
            some = pl.concat([some, self.merged(apart).select(some.columns)]).sort("at")
        return self.learned_of(some, known)

    def _spots(self, rows: pl.DataFrame, known: Sequence[Sequence[Says]]) -> pl.DataFrame:
        """The rows that have a point and a place that is narrow enough.

        ``mark`` is the number for the point; ``first`` whether it is the first of the point, and ``first of pair`` of point and
        name; ``apart`` whether it is on a grid or in the middle of a country.
        """
        at = self.groups["place"]
        places = self._of_places(known[at])
        of_place = [pl.lit(one).gather(pl.col(f"k{at}")).alias(one.name) for one in places]
        grid = (_LAT % CELL == 0) & (_LON % CELL == 0)
        near = ((pl.col("north") - _LAT).abs() <= NEAR) & ((pl.col("east") - _LON).abs() <= NEAR)
        north, east = (((one + half) * PER_DEGREE + 0.5).cast(pl.UInt64) for one, half in ((_LAT, 90), (_LON, 180)))
        scattered = (north * (1 << 32) + east) * pl.lit(SCATTER, dtype=pl.UInt64)
        return (
            rows.lazy()
            .select("at", *self.keys, *of_place)
            .filter("narrow", _LAT.is_not_null(), _LON.is_not_null())
            .with_columns((scattered ^ (scattered // (1 << 32))).alias("mark"), (grid | near.fill_null(False)).alias("apart"))
            .with_columns(
                _MARK.is_first_distinct().alias("first"),
                (_MARK + _NAME.cast(pl.UInt64) * pl.lit(SCATTER, dtype=pl.UInt64)).is_first_distinct().alias("first of pair"),
            )
            .collect(engine="in-memory")
        )

    def _of_places(self, known: Sequence[Says]) -> pl.DataFrame:
        """What there is to know of each place that is known."""
        if known is not self._of:  # it has forgotten all, and begun anew
            self._of, self._places = known, self._places.clear()
        new = [
            (False, 0, None, None)
            if part is None
            else (True, number_of_name(part[0]) if part[0] is not None else 0, *(part[2] or (None, None)))
            for part in self.parts["place"].of(known)[self._places.height :]
        ]
        self._places = pl.concat([self._places, pl.DataFrame(new, schema=_PLACE, orient="row")], rechunk=True)
        return self._places

    def _also(self, row: int) -> None:
        """Tell a row too, whose point a row that was read alone had before."""
        if row not in self._told.places:
            (part,) = self.learned_of(self._held.filter(pl.col("at") == row), self._known).parts
            self._told.insert(row, part)
            self._told.more.append((part, -1))  # it is counted with the others
