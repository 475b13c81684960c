"""Where countries lie, to a quarter of a degree: whether a point can be in a country, across a border or off its coast included.

Knows the grid that ``schemas/shapes`` describes. Doesn't know whose an area is: where states disagree it accepts each of them.
Takes 1 MB of memory when it is first asked.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from attrs import frozen

from eventx.schema import schemas_dir
from eventx.vocabulary import country

PER_DEGREE = 4
COLUMNS = 360 * PER_DEGREE
_WIDE = 60
"""How many cells stand together; a third of such pieces are like another one, far out at sea above all."""
_LAST_ROW, _LAST_COLUMN = 180 * PER_DEGREE - 1, COLUMNS - 1


@frozen
class _Grid:
    """The number of a set for each cell, from the north-west, in two bytes and in pieces; the sets; the middle of each country as
    latitude and longitude."""

    pieces: tuple[bytes, ...]
    sets: tuple[tuple[str, ...], ...]
    middles: dict[str, tuple[float, float]]
    shaped: frozenset[str]


@cache
def _grid() -> _Grid:
    head, _, packed = (schemas_dir() / "shapes" / "countries.grid").read_bytes().partition(b"\n")
    said: dict[str, Any] = json.loads(head)
    # Each row is written as its difference to the one above; as one large number, a row is undone in one step. Unpacked a few
    # rows at a time, the grid takes no more memory on its way than in the end.
    width, before, inflate = 2 * COLUMNS, 0, zlib.decompressobj()
    pieces: list[bytes] = []
    alike: dict[bytes, bytes] = {}
    while rows := inflate.decompress(packed, 16 * width):
        for at in range(0, len(rows), width):
            before ^= int.from_bytes(rows[at : at + width], "little")
            row = before.to_bytes(width, "little")
            some = (row[first : first + 2 * _WIDE] for first in range(0, width, 2 * _WIDE))
            pieces += [alike.setdefault(one, one) for one in some]
        packed = inflate.unconsumed_tail
    sets = tuple(tuple(map(sys.intern, one.split())) for one in said["sets"])
    middles = {code: (lat, lon) for code, (lat, lon) in said["centroids"].items()}
    return _Grid(tuple(pieces), sets, middles, frozenset().union(*sets))


def cell_of(lat: float, lon: float) -> int:
    """The number of the cell that a point of legal latitude and longitude lies in."""
    row, column = int((90 - lat) * PER_DEGREE), int((lon + 180) * PER_DEGREE)
    return (row if row < _LAST_ROW else _LAST_ROW) * COLUMNS + (column if column < _LAST_COLUMN else _LAST_COLUMN)


def cells_of(points: Iterable[tuple[float, float]]) -> list[int]:
    """The same for many points north of the south pole and west of the 180th meridian."""
    return [int((90 - lat) * PER_DEGREE) * COLUMNS + int((lon + 180) * PER_DEGREE) for lat, lon in points]


def countries_in(cell: int) -> tuple[str, ...]:
    """The ISO 3166-1 alpha-3 codes of the countries that a point of a cell can be said to lie in; none far out at sea."""
    grid, (number, at) = _grid(), divmod(cell, _WIDE)
    return grid.sets[int.from_bytes(grid.pieces[number][2 * at : 2 * at + 2], "little")]


def countries_at(lat: float, lon: float) -> tuple[str, ...]:
    """The same for a point."""
    return countries_in(cell_of(lat, lon))


def middle(code: str) -> tuple[float, float] | None:
    """Latitude and longitude of a country's centroid, as programs compute it; None if its shape isn't known."""
    return _grid().middles.get(code)


@lru_cache(maxsize=4096)
def shaped(system: str, code: str) -> str | None:
    """The ISO 3166-1 alpha-3 code of the country with a code of a system, if it is known where that lies."""
    if system not in _SYSTEMS:
        return None
    found = country(system, code)
    return found.alpha3 if found is not None and found.alpha3 in _grid().shaped else None


_SYSTEMS = frozenset(("iso3166-1-alpha2", "iso3166-1-alpha3", "iso3166-1-numeric", "gwno", "fips10-4"))
