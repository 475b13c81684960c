"""Points of the globe in columns: which of them there are, the cell that each lies in, and which places can have points there.

Doesn't know borders (:mod:`eventx.earth.borders`). Needs the extra ``bulk``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

import polars as pl

from eventx.bulk.columns.queries import asked
from eventx.bulk.columns.results import good_among
from eventx.earth.borders import COLUMNS, PER_DEGREE

Place = TypeVar("Place")
_LAT, _LON = pl.col("lat"), pl.col("lon")
ON_EARTH = _LAT.is_between(-90, 90) & _LON.is_between(-180, 180)
GLOBE_CELL = (
    ((90 - _LAT) * PER_DEGREE).cast(pl.Int32, strict=False).clip(upper_bound=180 * PER_DEGREE - 1) * COLUMNS
    + ((_LON + 180) * PER_DEGREE).cast(pl.Int32, strict=False).clip(upper_bound=COLUMNS - 1)
).alias("cell")
"""As eventx.earth.borders.cell_of has it; null where a number is far from the globe."""
ASTRAY = pl.col("astray")
"""Whether a row's point lies outside of its country."""
_CELL = (1 << 32) - 1
_MOST = 1 << 18  # pairs that are remembered; then all are forgotten, which keeps memory flat


class Astray(Generic[Place]):
    """Which points don't lie in the country of their place. ``lies``: whether those of a cell can."""

    def __init__(self, lies: Callable[[Place, int], bool]) -> None:
        self._lies = lies
        self._places: Sequence[Place] = ()
        self._forget()

    def _forget(self) -> None:
        self._fine = pl.Series(dtype=pl.Int64)

    def among(self, rows: pl.LazyFrame, k: str, places: Sequence[Place]) -> pl.Expr:
        """Whether the points of some rows lie astray: those of their ``cell``, of the place whose number in ``places`` is k."""
        if self._places is not places:  # the numbers stand for others now
            self._places = places
            self._forget()
        pair = pl.col(k).cast(pl.Int64) * (1 << 32) + pl.col("cell")
        new = rows.select(pair=pair).drop_nulls().unique()
        if self._fine.len():
            # A join would look through all that is remembered.
            there = pl.lit(self._fine).search_sorted(pl.col("pair")).clip(upper_bound=self._fine.len() - 1)
            new = new.filter(pl.lit(self._fine).gather(there) != pl.col("pair"))
        found = asked(new).to_series()
        lie = pl.Series([self._lies(places[one >> 32], one & _CELL) for one in found.to_list()], dtype=pl.Boolean)
        if lie.any():
            if self._fine.len() > _MOST:
                self._forget()
            self._fine = pl.concat([self._fine, found.filter(lie)], rechunk=True).sort()
        return pair.is_in(found.filter(~lie).implode()).fill_null(False) if not lie.all() else pl.lit(False)


def boxes_of(rows: pl.DataFrame, without: Sequence[int] = ()) -> pl.DataFrame:
    """The boxes around the points of the good rows but for some, in each tenth of a degree of longitude."""
    ends = (_LON.min().alias("west"), _LON.max().alias("east"), _LAT.min().alias("south"), _LAT.max().alias("north"))
    some = good_among(rows, without).filter(_LAT.is_not_null())
    return asked(some.group_by((_LON * 10).floor().alias("tenth")).agg(ends))


def bounds_of(boxes: pl.DataFrame) -> pl.DataFrame:
    """One box around all of those in each tenth of a degree of longitude."""
    ends = (pl.col("west", "south").min(), pl.col("east", "north").max())
    return asked(boxes.lazy().group_by("tenth").agg(*ends).select(boxes.columns))


def corners_of(boxes: pl.DataFrame) -> Iterator[tuple[float, float]]:
    """Latitude and longitude of two corners of each box, which bound all its points."""
    for _, west, east, south, north in boxes.iter_rows():
        yield south, west
        yield north, east
