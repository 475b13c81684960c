"""Points apart from their places: a table has far more points than named places.

Knows how the bytes of a place with a stand-in point become those of any point, and how a point is judged with its place. Doesn't
know rows (:mod:`eventx.bulk.joining`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import orjson
from attrs import define

from eventx.bulk.groups import REMEMBERED, STAND_IN, Group, Known
from eventx.report import Record
from eventx.rules.places import OF_COUNTRIES, lies_in_country
from eventx.tabular.derived import work_of
from eventx.tabular.fit import Fit
from eventx.tabular.layout import Spot
from eventx.tabular.parts import ready
from eventx.validator import Validator

# Four decimals, of which not only the first says something: the rules of digits have nothing against such a point, as they have
# nothing against the one that stands in. Every other point is judged itself, and all are once a rule asks for more than digits.
_DECIMALS = 4
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]{0,2})\.[0-9](?!000)[0-9]{3}")
_OF_DIGITS = frozenset(("EVX201", "EVX202", "EVX203", "EVX204", "EVX206", "EVX207"))


@define(eq=False)
class Point:
    """A point as members of a record, and the bytes of its numbers. ``fresh`` until a row with it was written."""

    members: Record
    lat: bytes
    lon: bytes
    fresh: bool = True


class Points:
    """Reads, judges and writes the points of a table, each with the place that it belongs to."""

    def __init__(self, part: Spot, group: Group, found: Fit, validator: Validator) -> None:
        self.at = (found.at[part.latitude], found.at[part.longitude])
        made = ready(part, found.layout.missing)
        self._parse, self._render = made.parse, made.render
        # The schema's limits are those of the part; what is left are rules that hold a point against its place.
        self._good = validator.judge([rule for rule in group.rules if rule.needs == "place"], schema=False)
        asked = {rule.id for rule in group.rules if rule.needs == "place"}
        self._plain = part.decimals == _DECIMALS and asked <= _OF_DIGITS | OF_COUNTRIES
        self._known: dict[tuple[str, str, Known], Point] = {}

    def point(self, cells: Sequence[str], place: Known) -> Point | None:
        """The point of a row; None if the reference has to look at it. ``fresh`` in ``place`` says nothing of points."""
        latitude, longitude = cells[self.at[0]], cells[self.at[1]]
        key = (latitude, longitude, place)
        found = self._known.get(key)
        if found is not None:
            return found
        if self._plain and _PLAIN.fullmatch(latitude) and _PLAIN.fullmatch(longitude):
            lat, lon = float(latitude), float(longitude)
            if -90 <= lat <= 90 and -180 <= lon <= 180 and lies_in_country(place.members["place"], lat, lon):
                return self._remembered(key, lat, lon, (latitude.rstrip("0").encode(), longitude.rstrip("0").encode()))
        value, troubles = self._parse(latitude, longitude)
        if value is None or troubles or self._render(value) != (latitude, longitude):
            return None
        point = {"lat": value[0], "lon": value[1]}
        members = {"place": {**place.members["place"], "point": point}}
        if not self._good(members):
            return None
        return self._remembered(key, value[0], value[1], (orjson.dumps(value[0]), orjson.dumps(value[1])))

    def _remembered(self, key: tuple[str, str, Known], lat: float, lon: float, written: tuple[bytes, bytes]) -> Point:
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        made = self._known[key] = Point({"place": {"point": {"lat": lat, "lon": lon}}}, *written)
        return made


def set_in(data: bytes, point: Point) -> bytes:
    """The bytes of a place with its own point instead of the one that stood in."""
    return data.replace(_LAT, point.lat).replace(_LON, point.lon)


_LAT, _LON = (cell.encode() for cell in STAND_IN)


def spot_of(group: Group, found: Fit) -> Spot | None:
    """The part that reads a group's point, if the point can be taken apart: nothing else follows from its cells."""
    spots = [part for part in group.parts if isinstance(part, Spot) and part.field == "place.point"]
    if len(spots) != 1 or len(group.parts) == 1:
        return None
    (spot,) = spots
    columns = {spot.latitude, spot.longitude}
    if not columns <= found.at.keys() or any(columns & set(work.names) for work in work_of(found.layout)):
        return None
    return spot
