"""Points of the globe in columns: which of them there are, the cell that each lies in, and which places can have points there.

Doesn't know borders (:mod:`eventx.borders`). Needs the extra ``bulk``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

import polars as pl

from eventx.borders import COLUMNS, PER_DEGREE

Place = TypeVar("Place")
_LAT, _LON = pl.col("lat"), pl.col("lon")
ON_EARTH = _LAT.is_between(-90, 90) & _LON.is_between(-180, 180)
GLOBE_CELL = (
    ((90 - _LAT) * PER_DEGREE).cast(pl.Int32, strict=False).clip(upper_bound=180 * PER_DEGREE - 1) * COLUMNS
    + ((_LON + 180) * PER_DEGREE).cast(pl.Int32, strict=False).clip(upper_bound=COLUMNS - 1)
).alias("cell")
"""As eventx.borders.cell_of has it; null where a number is far from the globe."""
_PAIR = ("place", "cell")
_MOST = 1 << 18  # pairs that are remembered; then all are forgotten, which keeps memory flat


class Astray(Generic[Place]):
    """Which points don't lie in the country of their place. ``lies``: whether those of a cell can."""

    def __init__(self, lies: Callable[[Place, int], bool]) -> None:
        self._lies = lies
        self._places: Sequence[Place] = ()
        self._forget()

    def _forget(self) -> None:
        self._fine = pl.DataFrame(schema=dict.fromkeys(_PAIR, pl.Int32))

    def among(self, rows: pl.LazyFrame, places: Sequence[Place]) -> pl.DataFrame:
        """The different pairs of ``place``, a number in ``places``, and ``cell`` of some rows that have astray points."""
        if self._places is not places:  # the numbers stand for others now
            self._places = places
            self._forget()
        new = rows.select(_PAIR).unique().join(self._fine.lazy(), on=_PAIR, how="anti").collect(engine="in-memory")
        if not new.height:
            return new
        lie = pl.Series([self._lies(places[number], cell) for number, cell in new.iter_rows()], dtype=pl.Boolean)
        if self._fine.height > _MOST:
            self._forget()
        self._fine = self._fine.extend(new.filter(lie))
        return new.filter(~lie)


class Edges:
    """The outermost points in each tenth of a degree of longitude, which are enough for any box around all."""

    def __init__(self) -> None:
        ends = ("west", "east", "south", "north")
        self._boxes = pl.DataFrame(schema=dict.fromkeys(("tenth", *ends), pl.Float64))
        self._widest = (pl.col("west", "south").min(), pl.col("east", "north").max())

    def beyond(self, points: pl.LazyFrame) -> Iterator[tuple[float, float]]:
        """Points, with ``lat`` and ``lon``, are taken in; latitude and longitude of the corners of what they add."""
        ends = (_LON.min().alias("west"), _LON.max().alias("east"), _LAT.min().alias("south"), _LAT.max().alias("north"))
        boxes = points.filter(_LAT.is_not_null()).group_by((_LON * 10).floor().alias("tenth")).agg(ends)
        inside = [pl.col(f"{name}_before") <= pl.col(name) for name in ("west", "south")]
        inside += [pl.col(f"{name}_before") >= pl.col(name) for name in ("east", "north")]
        both = boxes.join(self._boxes.lazy(), on="tenth", how="left", suffix="_before")
        new = both.filter(~pl.all_horizontal(inside).fill_null(False)).select(self._boxes.columns).collect(engine="in-memory")
        if new.height:
            self._boxes = pl.concat([self._boxes, new]).group_by("tenth").agg(self._widest).select(new.columns)
        for _, west, east, south, north in new.iter_rows():
            yield south, west
            yield north, east
