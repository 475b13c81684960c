"""Points apart from their places: a table has far more points than named places.

Knows how the bytes of a place with a stand-in point become those of any point, and how a point is judged with its place. Doesn't
know rows (:mod:`eventx.bulk.joining.joiner`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from math import inf
from operator import attrgetter, not_
from typing import Any, NamedTuple, cast

from attrs import define, field

from eventx.bulk.joining.groups import Extras, Group, Known
from eventx.bulk.joining.placeholders import POINT, Parts, Signs, apart_at
from eventx.bulk.pieces import Piece, packed
from eventx.earth.borders import cells_of
from eventx.report import Record
from eventx.rules import Rule
from eventx.rules.places import OF_COUNTRIES, Codes, codes_of, lies_in_cell
from eventx.tabular.cells import decimal
from eventx.tabular.derived import Work, work_of
from eventx.tabular.header_fit import Fit
from eventx.tabular.layout import Decimal, Spot
from eventx.tabular.parts import ready
from eventx.validator import Validator

# Two to eight decimals, of which not only the first says something: the rules of digits have nothing against such a point, as
# they have nothing against the one that stands in. Every other point is judged itself, and all are once a rule asks for more.
_LEAST, _MOST_DECIMALS = 2, 8
_OTHER = ("33.57912468", "-44.68135792")  # stands in like the first, and tells what else follows from a point
_OF_DIGITS = frozenset(("EVX201", "EVX202", "EVX203", "EVX204", "EVX206", "EVX207"))
_MOST = 1 << 13
_NOTHING = (inf, inf, -inf, -inf)  # a box
_Spot = tuple[float, float]
_land = attrgetter("land")


class Point(NamedTuple):
    """Latitude and longitude, what is written for them, and which of their cells travel."""

    lat: float
    lon: float
    texts: Sequence[bytes]
    extras: Extras


@define
class Spots:
    """The points of many rows; None if the reference has to look at one.

    ``texts``: what is written for latitudes, for longitudes, and for the cells that follow from them. By the number of the row,
    ``extras`` are cells that travel, and ``astray`` which points lie outside of their country, which is to be told.
    """

    spots: list[_Spot | None]
    texts: list[list[bytes]]
    extras: dict[int, Extras] = field(factory=dict)
    astray: set[int] = field(factory=set)

    def insert(self, at: int, point: Point | None) -> None:
        """Put one more between them."""
        self.spots.insert(at, None if point is None else (point.lat, point.lon))
        for column, text in zip(self.texts, (b"", b"") if point is None else point.texts, strict=True):
            column.insert(at, text)
        self.astray = {one + (one >= at) for one in self.astray}
        if point is not None and point.extras:
            self.extras[at] = point.extras

    def only(self, good: Sequence[bool]) -> Spots:
        """Those of some rows."""
        numbers = {at: number for number, at in enumerate(compress(range(len(good)), good))}
        return Spots(
            [*compress(self.spots, good)],
            [[*compress(column, good)] for column in self.texts],
            {numbers[at]: extras for at, extras in self.extras.items() if at in numbers},
            {numbers[at] for at in self.astray if at in numbers},
        )


class Points:
    """Reads, judges and writes the points of a table, each with the place that it belongs to.

    A point on the globe whose cells have the ``form``, but not what ``but`` finds in them, need only be asked whether it can lie
    in its country (:meth:`lies`). What is written for such a cell is the cell, without the zeros at its end if it ``strips``, and
    with zeros up to as many decimals as it ``pads``, if any.

    ``at``: the columns of its latitude and longitude. ``cells``: these, and those that follow from it alone; ``stand_in``: what
    stands in for all of them. ``decimals``: as :class:`eventx.bulk.pieces.Sink` has them. ``carries``: whether a cell that is not
    written as the layout has it, such as one without the zeros at its end, goes beside the point and changes nothing else.
    ``tells``: whether a point outside of its country is good, and told to be astray.
    """

    def __init__(
        self,
        part: Spot,
        rules: Sequence[Rule],
        found: Fit,
        validator: Validator,
        *,
        works: Sequence[Work],
        decimals: int | None,
        carries: bool,
        tells: bool,
    ) -> None:
        self.at = (found.at[part.latitude], found.at[part.longitude])
        self._follows = [(work.derive, [(part.latitude, part.longitude).index(name) for name in work.names]) for work in works]
        self.cells = (*self.at, *(found.at[work.column] for work in works))
        self.stand_in = self.all_of(POINT)
        # A layout without decimals has as many as a number needs, so that the last says something.
        free = f"{_LEAST},{_MOST_DECIMALS}", "[0-9]*0"
        some, end = (part.decimals, f"[0-9]0{{{part.decimals - 1}}}") if part.decimals else free
        self.form = rf"-?(?:0|[1-9][0-9]{{0,2}})\.[0-9]{{{some}}}"
        # A number whose first four decimals are 0 may be written with an exponent.
        self.but = rf"\.(?:{end}$|0000)"
        self.strips = part.decimals > 0 and decimals != part.decimals
        self.pads = decimals if decimals and decimals != part.decimals else 0
        made = ready(part, found.layout.missing)
        self._parse, self._render = made.parse, made.render
        self._written = packed if decimals is None else _as_cell(decimals)
        # The schema's limits are those of the part; what is left are rules that hold a point against its place.
        self._good = validator.judge(rules, schema=False)
        self._is_usual = re.compile(f"(?!.*(?:{self.but})){self.form}").fullmatch
        # The same for many cells, one a line.
        self._are_usual = re.compile(f"(?:{self.form}(?:\n|$))*").fullmatch
        self._have_odd = re.compile(self.but, re.MULTILINE).finditer
        self._carried = _raw_names(part, found) if carries else ()
        self._known: dict[tuple[str, str, Known], Point] = {}
        self._lands: dict[Codes, _Land] = {}
        self._tells = tells

    def all_of(self, point: tuple[str, str]) -> tuple[str, ...]:
        """All cells of a point whose two are written as the layout has them."""
        return (*point, *(derive(*[point[place] for place in places]) for derive, places in self._follows))

    def following(self, *points: Sequence[str]) -> list[list[str]]:
        """The cells that follow from many points, whose latitudes and longitudes are given: a column for each."""
        return [[*map(derive, *(points[place] for place in places))] for derive, places in self._follows]

    def text(self, cell: str) -> str:
        """What is written for a latitude or a longitude of the usual form, or for one that has decimals and is written alike."""
        if self.strips:
            cell = cell.rstrip("0")
        return cell.ljust(cell.find(".") + 1 + self.pads, "0") if self.pads and "." in cell else cell

    def each(self, cells: Sequence[Sequence[str]], places: Sequence[Known | None]) -> Spots:
        """The points of many rows, whose ``cells`` are given in columns, each with what is known of its place."""
        lats, lons, *follow = cells
        odd = self._odd_among(lats, lons)
        if None in places:
            odd.update(at for at, place in enumerate(places) if place is None)
        if not odd:
            found = self._together(lats, lons, cast("Sequence[Known]", places))
        else:
            plain = [at not in odd for at in range(len(lats))]
            some: list[Any] = [list(compress(column, plain)) for column in (lats, lons, places)]
            found = self._together(*some)
            for at in sorted(odd):
                place = places[at]
                found.insert(at, None if place is None else self.odd(lats[at], lons[at], place))
        if follow:
            found.texts += [list(map(str.encode, column)) for column in follow]
            for at, (north, east, *more) in enumerate(zip(*cells, strict=True)):
                if found.spots[at] is not None and self.all_of((north, east))[2:] != (*more,):
                    found.spots[at] = None
        return found

    def _odd_among(self, latitudes: Sequence[str], longitudes: Sequence[str]) -> set[int]:
        """The numbers of the rows whose point is not beyond doubt, whatever its place is."""
        both, count = [*latitudes, *longitudes], len(latitudes)
        text = "\n".join(both)
        if self._are_usual(text) and text.count("\n") == len(both) - 1:
            lats, lons = list(map(float, latitudes)), list(map(float, longitudes))
            if min(lats) > -90 and max(lats) <= 90 and min(lons) >= -180 and max(lons) < 180:
                return {text.count("\n", 0, found.start()) % count for found in self._have_odd(text)}
        return {at for at in range(count) if not self._is_plain(latitudes[at], longitudes[at])}

    def _together(self, latitudes: Sequence[str], longitudes: Sequence[str], places: Sequence[Known]) -> Spots:
        """Points that are beyond doubt, but for that each has to lie where its place is."""
        both, count = [*latitudes, *longitudes], len(latitudes)
        points = list(zip(map(float, latitudes), map(float, longitudes), strict=True))
        lands: Sequence[Any] = list(map(_land, places))
        if None in lands:
            lands = list(map(self._land_of, places))
        inside = [land[cell] for land, cell in zip(lands, cells_of(points), strict=True)]
        written = self._written_of(both)
        found = Spots([*points], [written[:count], written[count:]])
        if not all(inside):
            for at in compress(range(count), map(not_, inside)):
                if self._tells:
                    found.astray.add(at)
                else:
                    found.spots[at] = None
        return found

    def _written_of(self, cells: Sequence[str]) -> list[bytes]:
        """What is written for latitudes and longitudes of the usual form."""
        if self.pads or not cells:
            return [self.text(cell).encode() for cell in cells]
        data = "\n".join((*cells, "")).encode()
        while self.strips and b"0\n" in data:
            data = data.replace(b"0\n", b"\n")
        return data.split(b"\n")[:-1]

    def _is_plain(self, latitude: str, longitude: str) -> bool:
        """Whether a point has the usual form, and is on the globe but not at its edges."""
        if not (self._is_usual(latitude) and self._is_usual(longitude)):
            return False
        return -90 < float(latitude) <= 90 and -180 <= float(longitude) < 180

    def odd(self, latitude: str, longitude: str, place: Known) -> Point | None:
        """A point of any form; None if the reference has to look at its row."""
        key = (latitude, longitude, place)
        found = self._known.get(key)
        if found is None:
            value, troubles = self._parse(latitude, longitude)
            if value is None or troubles:
                return None
            cells = zip(self._render(value), (latitude, longitude), strict=True)
            travel = [at for at, (written, cell) in enumerate(cells) if written != cell]
            if travel and not self._carried:
                return None
            if not self._good({"place": {**place.members["place"], "point": {"lat": value[0], "lon": value[1]}}}):
                return None
            if "e" in f"{value[0]}{value[1]}":
                return None  # which is written in several ways
            north, east = map(self._written, value)
            if len(self._known) >= _MOST:
                self._known.clear()
            extras = tuple((self.at[at], self._carried[at], (latitude, longitude)[at]) for at in travel)
            found = self._known[key] = Point(value[0], value[1], (north, east), extras)
        return found

    def lies(self, place: Known, cell: int) -> bool:
        """Whether the points of a cell of the globe can lie in the country that a place names."""
        return self._land_of(place)[cell]

    def _land_of(self, known: Known) -> dict[int, bool]:
        """Which cells of the globe points of a place can lie in; many places name one country."""
        if known.land is None:
            place = known.members["place"]
            if len(self._lands) >= _MOST:
                self._lands.clear()
            known.land = self._lands.setdefault(codes_of(place), _Land(place))
        return known.land


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
    group: Group,
    found: Fit,
    validator: Validator,
    pieces: Sequence[Piece],
    subject: Record,
    *,
    decimals: int | None,
    tells: bool,
) -> Points | None:
    """The points of a group, if they can be taken apart from their places: what follows from their cells follows from nothing
    else, and nothing else than these cells is written for them in the ``pieces``."""
    spots = [part for part in group.parts if isinstance(part, Spot) and part.field == "place.point"]
    if len(spots) != 1 or len(group.parts) == 1:
        return None
    (spot,) = spots
    columns = {spot.latitude, spot.longitude}
    works = [work for work in work_of(found.layout) if columns & set(work.names) and work.column in found.at]
    if not columns <= found.at.keys() or not all(columns.issuperset(work.names) for work in works):
        return None
    rules = [rule for rule in group.rules if rule.needs == "place"]
    if not (spot.decimals == 0 or _LEAST <= spot.decimals <= _MOST_DECIMALS):
        return None
    if not {rule.id for rule in rules} <= _OF_DIGITS | OF_COUNTRIES:
        return None
    raws = _raw_names(spot, found)
    carries = decimals is None and not works and not any(name in raws for piece in pieces for name in piece.members)
    points = Points(spot, rules, found, validator, works=works, decimals=decimals, carries=carries, tells=tells)
    one, other = (_around(points.all_of(point), pieces, subject) for point in (POINT, _OTHER))
    return points if one == other else None


def _raw_names(part: Spot, found: Fit) -> tuple[str, ...]:
    """The members under which a point's two cells travel."""
    return tuple(f"{found.layout.prefix}:{name}" for name in (part.latitude, part.longitude))


def _around(cells: Sequence[str], pieces: Sequence[Piece], subject: Record) -> tuple[Parts, Signs]:
    """What stands in pieces around the cells of a point that stands in."""
    record = {**subject, "place": {"name": "A", "point": {"lat": float(cells[0]), "lon": float(cells[1])}}}
    return apart_at(cells, worded=False)([piece.make(record) for piece in pieces])


def _as_cell(decimals: int) -> Callable[[float], bytes]:
    render = decimal(Decimal("", "", -180, 180, decimals)).render

    def written(number: float) -> bytes:
        return render(number)[0].encode()

    return written
