"""Points in columns: which of them a screen is told, and what is only counted of the others.

Knows how :class:`eventx.rules.point_piles.Points` remembers points, for many rows at once. Needs the extra ``bulk``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from eventx.bulk.columns.cell_hashes import of_rows
from eventx.bulk.columns.screens.told import Keyed, Learned, OfScreen, Says, Teller
from eventx.bulk.columns.seen_numbers import Marks
from eventx.rules import point_piles
from eventx.rules.point_piles import CELL, NEAR, PER_DEGREE, SCATTER, Points
from eventx.rules.rule import POINT

_PLACE = {"narrow": pl.Boolean, "name": pl.String, "north": pl.Float64, "east": pl.Float64}
_FEW = 1 << 14  # names whose numbers are remembered
_OFF = 0.1  # which is no degree of a grid
_LAT, _LON, _MARK, _NAME = pl.col("lat"), pl.col("lon"), pl.col("mark"), pl.col("number")
_SPOT, _CALLED, _APART = "spot", "called", "apart"
_NUMBER = pl.col(_CALLED).hash().mod(1 << 32).clip(lower_bound=1).cast(pl.UInt32)
_NUMBER = pl.when(pl.col(_CALLED).is_null()).then(pl.lit(0, dtype=pl.UInt32)).otherwise(_NUMBER)


class OfPoints(OfScreen):
    """Tells rows whose point has had another name, one row for each of its names; and of the points on a grid or in the middle of
    a country one row each. Other points are no more than remembered. Numbers of names are Polars' own in this run."""

    fills = frozenset(("place",))

    def __init__(self, points: Points, teller: Teller, lookups: Sequence[Keyed]) -> None:
        super().__init__(points, teller, lookups)
        self._lookup = lookups[self.groups["place"]]
        self.keys.append(_CALLED)
        points.number_of_name = self._number_of_name
        self._numbers: dict[str, int] = {}
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
        if len(self._called) + count > point_piles.MOST_POINTS:
            return self.learned_of(rows, known)  # points may be forgotten between these rows
        spots = self._spots(rows)
        new = pl.col("first name").is_null()
        renamed = pl.col("first of pair") & pl.when(new).then(~pl.col("first")).otherwise(pl.col("first name") != _NAME)
        fresh = (_NAME > 0) & pl.col("first") & new & ~pl.col(_APART)
        judged = spots.lazy().with_columns(self._called.numbers(spots["mark"]).alias("first name"))
        judged = judged.with_columns(((_NAME > 0) & renamed).alias("renamed"), fresh.alias("fresh"))
        spots = judged.collect(engine="in-memory")
        held = spots if spots["fresh"].all() else spots.filter("fresh")
        told = apart = spots.clear()
        if spots["renamed"].any() or spots[_APART].any():
            shown = spots.filter(pl.col("renamed") | pl.col(_APART))
            apart = shown.filter(~pl.col("renamed"))
            # All of a point that are told come after the first row of it, which is told too.
            also = _MARK.is_in(shown["mark"].unique().implode())
            told, held = spots.filter(pl.col("renamed") | (pl.col("fresh") & also)), held.filter(~also)
        self._called.hold(held)
        self._held = held
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

    def columns(self) -> Iterator[pl.Expr]:
        """The number for the point of each row, if its place is narrow enough, and the name; and whether the point is on a grid
        or in the middle of a country."""
        places = self._of_places(self._lookup.known)
        narrow, _, middle_north, middle_east = (of_rows(one, self._lookup.k) for one in places)
        grid = (_LAT % CELL == 0) & (_LON % CELL == 0)
        near = ((middle_north - _LAT).abs() <= NEAR) & ((middle_east - _LON).abs() <= NEAR)
        # Rows that aren't good may have any numbers.
        north, east = (((one + half) * PER_DEGREE + 0.5).cast(pl.UInt64, strict=False) for one, half in ((_LAT, 90), (_LON, 180)))
        scattered = (north * (1 << 32) + east) * pl.lit(SCATTER, dtype=pl.UInt64)
        yield pl.when(narrow).then(scattered ^ (scattered // (1 << 32))).alias(_SPOT)
        yield self._lookup.filled(places["name"]).alias(_CALLED)
        yield (grid | near.fill_null(False)).alias(_APART)

    def _spots(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows that have a point and a place that is narrow enough.

        ``mark`` is the number for the point, ``number`` that for its name; ``first`` whether it is the first of the point, and
        ``first of pair`` of point and name.
        """
        mark, number = pl.col(_SPOT).alias("mark"), _NUMBER.alias("number")
        pair = mark + _NUMBER.cast(pl.UInt64) * pl.lit(SCATTER, dtype=pl.UInt64)
        first = mark.is_first_distinct().alias("first"), pair.is_first_distinct().alias("first of pair")
        spots = rows.lazy().filter(pl.col(_SPOT).is_not_null())
        return spots.select("at", *self.keys, _APART, mark, number, pl.col("at").alias("row"), *first).collect(engine="in-memory")

    def _of_places(self, known: Sequence[Says]) -> pl.DataFrame:
        """What there is to know of each place that is known."""
        if known is not self._of:  # it has forgotten all, and begun anew
            self._of, self._places = known, self._places.clear()
        if new := self.parts["place"].of(known)[self._places.height :]:
            rows = [(False, None, None, None) if part is None else (True, part[0], *(part[2] or (None, None))) for part in new]
            self._places = pl.concat([self._places, pl.DataFrame(rows, schema=_PLACE, orient="row")], rechunk=True)
        return self._places

    def _column(self, name: str, rows: pl.DataFrame, known: Sequence[Sequence[Says]]) -> Sequence[Any]:
        """What there is to know of a member of each row; of a place with the row's own name."""
        parts = super()._column(name, rows, known)
        if name == POINT:
            return parts
        # Because to ask Polars for one number takes long.
        self._numbers = dict(rows.select(_CALLED, _NUMBER.alias("number")).unique().iter_rows())
        return [None if part is None else (called, *part[1:]) for part, called in zip(parts, rows[_CALLED], strict=True)]

    def _number_of_name(self, name: str) -> int:
        """The number for a name of this chunk, or of a row that was read alone."""
        if name not in self._numbers:
            if len(self._numbers) >= _FEW:
                self._numbers.clear()
            self._numbers[name] = int(pl.DataFrame({_CALLED: [name]}).select(_NUMBER).item())
        return self._numbers[name]

    def _also(self, row: int) -> None:
        """Tell a row too, whose point a row that was read alone had before."""
        if row not in self._told.places:
            (part,) = self.learned_of(self._held.filter(pl.col("at") == row), self._known).parts
            self._told.insert(row, part)
            self._told.more.append((part, -1))  # it is counted with the others
