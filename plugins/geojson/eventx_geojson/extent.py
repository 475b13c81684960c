"""The smallest box around points on the globe, without keeping the points.

Knows RFC 7946, section 5: west may be greater than east, and then the box crosses the antimeridian.
"""

from __future__ import annotations

from itertools import pairwise

_CELLS = 3600  # a tenth of a degree each


class Extent:
    """Grows with every point; memory stays the same.

    Longitudes are kept as the least and the greatest value of each tenth of a degree, so the box is exact unless the largest
    empty stretch is narrower than that.
    """

    def __init__(self) -> None:
        self._south = self._north = 0.0
        self._cells: dict[int, tuple[float, float]] = {}

    def add(self, lon: float, lat: float) -> None:
        """Take in one point, in degrees."""
        if not self._cells:
            self._south = self._north = lat
        elif lat < self._south:
            self._south = lat
        elif lat > self._north:
            self._north = lat
        cell = min(int((lon + 180) * 10), _CELLS - 1)
        seen = self._cells.get(cell)
        if seen is None:
            self._cells[cell] = (lon, lon)
        elif lon < seen[0]:
            self._cells[cell] = (lon, seen[1])
        elif lon > seen[1]:
            self._cells[cell] = (seen[0], lon)

    def box(self) -> tuple[float, float, float, float] | None:
        """``(west, south, east, north)``, or None if there was no point."""
        if not self._cells:
            return None
        spans = [self._cells[cell] for cell in sorted(self._cells)]
        west, east = spans[0][0], spans[-1][1]
        # Leave out the widest empty stretch; the one over the antimeridian gives the ordinary box.
        widest = west + 360 - east
        for left, right in pairwise(spans):
            if right[0] - left[1] > widest:
                widest = right[0] - left[1]
                west, east = right[0], left[1]
        return west, self._south, east, self._north
