"""UCDP's columns that follow from others: the point as text, and the cell of the PRIO-GRID.

Knows the two formulas. PRIO-GRID: cells of half a degree, numbered from the south-west corner eastwards, 720 to a row.
"""

from __future__ import annotations

import math
import re

from attrs import frozen

_POINT = re.compile(r"POINT ?\((-?[0-9.]+) (-?[0-9.]+)\)")


@frozen
class WellKnownText:
    """``geom_wkt``, which has the longitude first."""

    column: str = "geom_wkt"
    given: tuple[str, ...] = ("latitude", "longitude")

    def derive(self, *cells: str) -> str:
        """The point; blank if there is none."""
        latitude, longitude = cells
        return f"POINT ({longitude} {latitude})" if latitude and longitude else ""

    def same(self, cell: str, expected: str) -> bool:
        """Whether it is the same point with other digits."""
        one, other = _POINT.fullmatch(cell), _POINT.fullmatch(expected)
        return bool(one and other) and [float(each) for each in one.groups()] == [float(each) for each in other.groups()]  # type: ignore[union-attr]


@frozen
class GridCell:
    """``priogrid_gid``."""

    column: str = "priogrid_gid"
    given: tuple[str, ...] = ("latitude", "longitude")

    def derive(self, *cells: str) -> str:
        """The number of the cell; blank if there is no point."""
        latitude, longitude = cells
        if not latitude or not longitude:
            return ""
        row, column = math.floor((float(latitude) + 90) * 2), math.floor((float(longitude) + 180) * 2)
        return str(min(row, 359) * 720 + min(column, 719) + 1)

    def same(self, cell: str, expected: str) -> bool:
        """Whether it is the same number."""
        return cell.split(".", maxsplit=1)[0] == expected
