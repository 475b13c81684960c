"""Rules 21x: points that stand in for others. Looks at the points of all events that claim a spot or a settlement.

Keeps how many names a point has, for the points that have several; and counts. Doesn't know which events of a pile are right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field

from eventx.borders import middle, shaped
from eventx.report import Position, Severity
from eventx.rules.rule import POINT, Breach, Parameter, Rule, Sighting

MOST_POINTS = 50_000
"""Points that are remembered; beyond that, those with one name are forgotten, and counted anew when they come again; all, if most
have several."""
_NAMES, _GRID, _MIDDLE = "EVX211", "EVX212", "EVX213"
_NARROW = frozenset(("exact", "settlement"))
_CELL = 0.25  # of the coarse grids in use: half and quarter degrees
_NEAR = 0.02  # degrees from the middle of a country as we compute it

_Seen = tuple[Position, str, str]
_Point = tuple[float, float]
_Spot = tuple[_Point, str | None, str | None]


@define
class Points:
    """The names of each point, the points on a coarse grid, and those in the middle of a country."""

    rules: Mapping[str, Rule]
    names: dict[_Point, set[int] | int] = field(factory=dict)
    first: dict[str, _Seen] = field(factory=dict)
    count: int = 0
    gridded: int = 0
    middles: dict[tuple[str, float, float], int] = field(factory=dict)
    told: set[_Point] = field(factory=set)

    @property
    def learns(self) -> tuple[str, ...]:
        """The place and its point."""
        return ("place", POINT)

    def part(self, member: str, value: Any) -> Any:
        """Of the place of a spot or settlement its name, the code of its country's shape and its middle; a point as it is."""
        if member == POINT:
            return value
        if value is None or value.get("precision") not in _NARROW:
            return None
        codes = value["country"].get("codes", ())[:1] if "country" in value else ()
        code = shaped(codes[0]["system"], codes[0]["code"]) if codes else None
        return value.get("name"), code, middle(code) if code is not None else None

    def learned(self, *parts: Any) -> _Spot | None:
        """The point of a spot or settlement, its name, and the country in whose middle it is."""
        place, point = parts
        if place is None or point is None:
            return None
        called, code, spot = place
        if spot is None or abs(spot[0] - point[0]) > _NEAR or abs(spot[1] - point[1]) > _NEAR:
            code = None
        return point, called, code

    def take(
        self, learned: Sequence[_Spot | None], names: Sequence[str], at: Callable[[int], Position]
    ) -> Iterator[tuple[int, str, Breach]]:
        """Remember points; one that has had too many names is told at once, and once."""
        rule, known, told = self.rules.get(_NAMES), self.names, self.told
        most = rule.value("names") if rule is not None else 0
        self.count += len(learned) - learned.count(None)
        for number, spot in enumerate(learned):
            if spot is None:
                continue
            key, called, code = spot
            if not key[0] % _CELL and not key[1] % _CELL:
                self.gridded += 1
                if _GRID not in self.first:
                    self.first[_GRID] = (at(number), names[number], f"{key[0]}, {key[1]}")
            if code is not None:
                self._middle(code, key, names[number], at, number)
            before = known.get(key)
            if before is None and len(known) >= MOST_POINTS:
                several: dict[_Point, set[int] | int] = {
                    point: some for point, some in known.items() if isinstance(some, set) and len(some) > 1
                }
                # Else it would be full again at once.
                self.names = known = several if len(several) <= MOST_POINTS // 2 else {}
            if called is None or (told and key in told):
                if before is None:
                    known[key] = set()
                continue
            mark = hash(called)
            if before is None:
                known[key] = mark
            if before is None or before == mark:  # nearly all points have one name only, and need no set
                if most != 1:
                    continue
                before = {mark}
            if not isinstance(before, set):
                before = {before}
                known[key] = before
            before.add(mark)
            if rule is None or len(before) < most:
                continue
            told.add(key)
            known[key] = set()
            lat, lon = key
            words = f"the point {lat:g}, {lon:g} has had {most} different names, the last {called!r}"
            yield number, _NAMES, Breach("/place/point", words, f"{lat}, {lon}")

    def _middle(self, code: str, point: _Point, name: str, at: Callable[[int], Position], number: int) -> None:
        lat, lon = point
        key = (code, lat, lon)
        if key not in self.middles:
            self.first[f"{code} {lat} {lon}"] = (at(number), name, f"{lat}, {lon}")
        self.middles[key] = self.middles.get(key, 0) + 1

    def merges(self, count: int) -> bool:
        """As long as no point is forgotten: one that comes again under its name is counted."""
        return len(self.names) + count <= MOST_POINTS

    def more(self, learned: _Spot, count: int) -> None:
        """Count more events of a point."""
        key, _, code = learned
        self.count += count
        if not key[0] % _CELL and not key[1] % _CELL:
            self.gridded += count
        if code is not None:
            self.middles[(code, *key)] += count

    def finish(self) -> Iterator[tuple[str, Sighting]]:
        """A grid, and the middles of countries, each at the first event on it."""
        rule = self.rules.get(_GRID)
        if rule is not None and self.gridded >= rule.value("least") and self.gridded > rule.value("share") * self.count:
            words = f"{self.gridded:,} of {self.count:,} points of settlements or spots lie on a grid of {_CELL:g}°"
            yield self._at(_GRID, rule, words)
        rule = self.rules.get(_MIDDLE)
        for (code, lat, lon), count in self.middles.items() if rule is not None else ():
            if rule is not None and count >= rule.value("least"):
                words = f"{count:,} events with a precise place are at {lat:g}, {lon:g}, the middle of {code}"
                yield self._at(f"{code} {lat} {lon}", rule, words)

    def _at(self, key: str, rule: Rule, words: str) -> tuple[str, Sighting]:
        position, name, value = self.first[key]
        return rule.id, Sighting(Breach("/place/point", words, value), position, name)


RULES = (
    Rule(
        _NAMES, Severity.WARNING, "A point is not many places",
        "A capital or a centroid stands in for places whose points nobody looked up; the map shows one hot spot.",
        "Look the places up, or use the precision that is true: 'admin1', 'region', 'country'.",
        screen=Points, parameters=(Parameter("names", 6, "different names from which on a point is many places"),),
    ),
    Rule(
        _GRID, Severity.WARNING, "Points do not lie on a coarse grid",
        "Corners or middles of grid cells are called settlements; they are up to 28 km off.",
        "Use the precision 'admin2' or 'region', or the points as the source has them.",
        screen=Points,
        parameters=(
            Parameter("least", 20, "points on the grid at least"), Parameter("share", 0.2, "more than this share of all points"),
        ),
    ),
    Rule(
        _MIDDLE, Severity.WARNING, "The middle of a country is no spot in it",
        "A geocoder that finds no place gives the country's, with six decimals; nothing happened there.",
        "Use the precision 'country', or leave the point away.",
        screen=Points, parameters=(Parameter("least", 5, "events at one point in the middle of a country at least"),),
    ),
)  # fmt: skip
