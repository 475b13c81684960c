"""Points apart from their places: a table has far more points than named places.

Knows how the bytes of a place with a stand-in point become those of any point, and how a point is judged with its place. Doesn't
know rows (:mod:`eventx.bulk.joining.joiner`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import Any

from eventx.borders import cell_of
from eventx.bulk.joining.groups import Group, Known
from eventx.bulk.joining.signs import POINT
from eventx.bulk.pieces import Piece, packed
from eventx.report import Record
from eventx.rules import Rule
from eventx.rules.places import OF_COUNTRIES, Codes, codes_of, lies_in_cell
from eventx.tabular.derived import Work, work_of
from eventx.tabular.fit import Fit
from eventx.tabular.layout import Spot
from eventx.tabular.parts import ready
from eventx.validator import Validator

# Two to eight decimals, of which not only the first says something: the rules of digits have nothing against such a point, as
# they have nothing against the one that stands in. Every other point is judged itself, and all are once a rule asks for more.
_LEAST, _MOST_DECIMALS = 2, 8
_OTHER = ("33.57912468", "-44.68135792")  # stands in like the first, and tells what else follows from a point
_OF_DIGITS = frozenset(("EVX201", "EVX202", "EVX203", "EVX204", "EVX206", "EVX207"))
_MOST = 1 << 13
_NOTHING = (inf, inf, -inf, -inf)  # a box


Point = tuple[float, float, bytes, bytes]
"""Latitude and longitude, and how they are written."""


class Points:
    """Reads, judges and writes the points of a table, each with the place that it belongs to.

    A point on the globe whose cells have the ``form``, but not what ``but`` finds in them, need only be asked whether it can lie
    in its country (:meth:`lies`). It is written as JSON's numbers are, or ``as_cells``, which then stand as they are.

    ``at``: the columns of its latitude and longitude. ``cells``: these, and those that follow from it alone; ``stand_in``: what
    stands in for all of them.
    """

    def __init__(
        self, part: Spot, rules: Sequence[Rule], found: Fit, validator: Validator, *, works: Sequence[Work], as_cells: bool
    ) -> None:
        self.as_cells = as_cells
        self.at = (found.at[part.latitude], found.at[part.longitude])
        self._follows = [(work.derive, [(part.latitude, part.longitude).index(name) for name in work.names]) for work in works]
        self.cells = (*self.at, *(found.at[work.column] for work in works))
        self.stand_in = (*POINT, *self.following(*POINT))
        # A layout without decimals has as many as a number needs, so that the last says something.
        some, end = (
            (part.decimals, f"[0-9]0{{{part.decimals - 1}}}") if part.decimals else (f"{_LEAST},{_MOST_DECIMALS}", "[0-9]*0")
        )
        self.form = rf"-?(?:0|[1-9][0-9]{{0,2}})\.[0-9]{{{some}}}"
        # A number whose first four decimals are 0 may be written with an exponent.
        self.but = rf"\.(?:{end}$|0000)"
        made = ready(part, found.layout.missing)
        self._parse, self._render = made.parse, made.render
        # The schema's limits are those of the part; what is left are rules that hold a point against its place.
        self._good = validator.judge(rules, schema=False)
        self._is_usual = re.compile(f"(?!.*(?:{self.but})){self.form}").fullmatch
        self._known: dict[tuple[str, str, Known], Point] = {}
        self._lands = _Lands()

    def following(self, latitude: str, longitude: str) -> list[str]:
        """The cells that follow from a point, which is written as the layout has it."""
        point = latitude, longitude
        return [derive(*[point[place] for place in places]) for derive, places in self._follows]

    def each(self, cells: Sequence[Sequence[str]], places: Sequence[Known | None]) -> list[Point | None]:
        """The points of many rows, whose ``cells`` are given in columns; None if the reference has to look at one."""
        latitudes, longitudes, *others = cells
        found: list[Point | None] = []
        usual, lands, zeros = self._is_usual, self._lands, "" if self.as_cells else "0"
        for latitude, longitude, place in zip(latitudes, longitudes, places, strict=True):
            point: Point | None = None
            if place is not None and usual(latitude) and usual(longitude):
                lat, lon = float(latitude), float(longitude)
                if -90 <= lat <= 90 and -180 <= lon <= 180 and lands[place][cell_of(lat, lon)]:
                    point = lat, lon, latitude.rstrip(zeros).encode(), longitude.rstrip(zeros).encode()
            if point is None and place is not None:
                point = self.odd(latitude, longitude, place)
            found.append(point)
        if not others:
            return found
        follow = zip(found, latitudes, longitudes, zip(*others, strict=True), strict=True)
        return [point if point and (*self.following(north, east),) == rest else None for point, north, east, rest in follow]

    def odd(self, latitude: str, longitude: str, place: Known) -> Point | None:
        """A point of any form; None if the reference has to look at its row."""
        key = (latitude, longitude, place)
        found = self._known.get(key)
        if found is None:
            value, troubles = self._parse(latitude, longitude)
            if value is None or troubles or self._render(value) != (latitude, longitude):
                return None
            if not self._good({"place": {**place.members["place"], "point": {"lat": value[0], "lon": value[1]}}}):
                return None
            north, east = map(packed, value)
            if b"e" in north + east:
                return None  # which is written in several ways
            if len(self._known) >= _MOST:
                self._known.clear()
            if self.as_cells:
                north, east = latitude.encode(), longitude.encode()
            found = self._known[key] = (*value, north, east)
        return found

    def lies(self, place: Known, cell: int) -> bool:
        """Whether the points of a cell of the globe can lie in the country that a place names."""
        return self._lands[place][cell]


class _Land(dict[int, bool]):
    """Whether points of a cell of the globe can lie in the country that a place names."""

    def __init__(self, place: Mapping[str, Any]) -> None:
        super().__init__()
        self._place = place

    def __missing__(self, cell: int) -> bool:
        if len(self) >= _MOST:
            self.clear()
        found = self[cell] = lies_in_cell(self._place, cell)
        return found


class _Lands(dict[Known, _Land]):
    """The same for what is known of places, of which many name one country."""

    def __init__(self) -> None:
        super().__init__()
        self._by_codes: dict[Codes, _Land] = {}

    def __missing__(self, known: Known) -> _Land:
        if len(self) >= _MOST:
            self.clear()
            self._by_codes.clear()
        place = known.members["place"]
        found = self[known] = self._by_codes.setdefault(codes_of(place), _Land(place))
        return found


class Extremes:
    """The outermost points in each tenth of a degree of longitude, which are enough for a box around all."""

    def __init__(self) -> None:
        self._boxes: dict[int, tuple[float, float, float, float]] = {}

    def among(self, points: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
        """Take in points; those that are among the outermost so far."""
        boxes = self._boxes
        for lat, lon in points:
            tenth = int((lon + 180) * 10)
            south, west, north, east = boxes.get(tenth, _NOTHING)
            if not (south <= lat <= north and west <= lon <= east):
                boxes[tenth] = min(south, lat), min(west, lon), max(north, lat), max(east, lon)
                yield lat, lon


def points_of(
    group: Group, found: Fit, validator: Validator, pieces: Sequence[Piece], subject: Record, decimals: int | None
) -> Points | None:
    """The points of a group, if they can be taken apart from their places: what follows from their cells follows from nothing
    else, and is no part of the ``pieces``, and an output with ``decimals`` has as many as the table."""
    spots = [part for part in group.parts if isinstance(part, Spot) and part.field == "place.point"]
    if len(spots) != 1 or len(group.parts) == 1:
        return None
    (spot,) = spots
    columns = {spot.latitude, spot.longitude}
    works = [work for work in work_of(found.layout) if columns & set(work.names) and work.column in found.at]
    if not columns <= found.at.keys() or not all(columns.issuperset(work.names) for work in works):
        return None
    rules = [rule for rule in group.rules if rule.needs == "place"]
    if not (spot.decimals == 0 or _LEAST <= spot.decimals <= _MOST_DECIMALS) or decimals not in (None, spot.decimals):
        return None
    if not {rule.id for rule in rules} <= _OF_DIGITS | OF_COUNTRIES or any(_is_worked_out(piece, subject) for piece in pieces):
        return None
    return Points(spot, rules, found, validator, works=works, as_cells=decimals is not None)


def _is_worked_out(piece: Piece, subject: Record) -> bool:
    """Whether something else than its numbers stands in a piece for a point."""
    if "place" not in piece.members:
        return False
    made = []
    for point in (POINT, _OTHER):
        data = piece.make({**subject, "place": {"name": "A", "point": {"lat": float(point[0]), "lon": float(point[1])}}})
        made.append(re.split("|".join(map(re.escape, point)).encode(), data))
    return made[0] != made[1]
