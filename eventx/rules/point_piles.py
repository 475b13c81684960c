"""Rules 21x: points that stand in for others. Looks at the points of all events that claim a spot or a settlement.

Keeps 13 to 16 bytes for each point, and all names of those that have several; and counts. Doesn't know which events of a pile are
right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from attrs import define, field

from eventx.earth.borders import middle, shaped
from eventx.report import Position, Severity
from eventx.rules.copies import MetFirst
from eventx.rules.earlier import Numbered
from eventx.rules.rule import POINT, Breach, Parameter, Rule, Screen, Sighting

MOST_POINTS = 1 << 18
"""Points that are remembered; once they are as many, those with one name are forgotten, and counted anew when they come again; or
all, if most have several."""
_NAMES, _GRID, _MIDDLE = "EVX211", "EVX212", "EVX213"
_NARROW = frozenset(("exact", "settlement"))
CELL = 0.25
"""Degrees of the coarse grids in use: they have halves and quarters."""
NEAR = 0.02
"""Degrees from the middle of a country as we compute it."""
PER_DEGREE = 10_000_000
"""Points that are less than a centimetre apart are one."""
SCATTER = 0x9E3779B97F4A7C15
"""An odd number of 64 bits. What is multiplied by it differs in the upper bits as well as in the lower."""
_BITS = 0xFFFFFFFFFFFFFFFF

_Seen = tuple[Position, str, str]
_Point = tuple[float, float]
_Spot = tuple[_Point, str | None, str | None]


class Called(MetFirst, Protocol):
    """A set of numbers that stand for points, and beside each the number for the name that it had first."""

    def clear(self) -> None:
        """Forget all."""
        ...

    def __len__(self) -> int: ...


@define
class Points(Screen):
    """The names of each point, the points on a coarse grid, and those in the middle of a country.

    ``called`` can be another set for a run, ``number_of_name`` another function. ``names`` are all that a point has had, if they
    are several; ``told`` are the points that had too many.
    """

    rules: Mapping[str, Rule]
    called: Called = field(factory=Numbered)
    names: dict[int, set[int]] = field(factory=dict)
    first: dict[str, _Seen] = field(factory=dict)
    count: int = 0
    gridded: int = 0
    middles: dict[tuple[str, float, float], int] = field(factory=dict)
    told: set[int] = field(factory=set)
    number_of_name: Callable[[str], int] = field(default=lambda name: hash(name) & 0xFFFFFFFF or 1)

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
        if spot is None or abs(spot[0] - point[0]) > NEAR or abs(spot[1] - point[1]) > NEAR:
            code = None
        return point, called, code

    def take(
        self, learned: Sequence[_Spot | None], names: Sequence[str], at: Callable[[int], Position]
    ) -> Iterator[tuple[int, str, Breach]]:
        """Remember points; one that has had too many names is told at once, and once."""
        spots = [(number, spot) for number, spot in enumerate(learned) if spot is not None]
        self.count += len(spots)
        for number, (point, _, code) in spots:
            if not point[0] % CELL and not point[1] % CELL:
                self.gridded += 1
                if _GRID not in self.first:
                    self.first[_GRID] = (at(number), names[number], f"{point[0]}, {point[1]}")
            if code is not None:
                self._middle(code, point, names[number], at, number)
        rule = self.rules.get(_NAMES)
        if rule is None:
            return
        most = rule.value("names")
        for number, (point, called, _) in self._of_many_names(spots, most):
            lat, lon = point
            words = f"the point {lat:g}, {lon:g} has had {most} different names, the last {called!r}"
            yield number, _NAMES, Breach("/place/point", words, f"{lat}, {lon}")

    def _of_many_names(self, spots: Sequence[tuple[int, _Spot]], most: int) -> Iterator[tuple[int, _Spot]]:
        """The spots with whose name their point has had too many."""
        left = [one for one in spots if one[1][1] is not None]
        while left:
            if len(self.called) >= MOST_POINTS:
                self._forget()
            room = MOST_POINTS - len(self.called)
            some, left = left[:room], left[room:]
            marks, names = [mark_of(spot[0]) for _, spot in some], [self.number_of_name(str(spot[1])) for _, spot in some]
            for place in self.called.met(marks, names):
                mark, name = marks[place], names[place]
                first = self.called.number(mark)
                if name == first or mark in self.told:
                    continue
                several = self.names.setdefault(mark, {first})
                several.add(name)
                if len(several) >= most:
                    self.told.add(mark)
                    del self.names[mark]
                    yield some[place]

    def _forget(self) -> None:
        if len(self.names) > MOST_POINTS // 2:  # else it would be full again at once
            self.names.clear()
        self.called.clear()
        self.called.met([*self.names], [next(iter(several)) for several in self.names.values()])

    def _middle(self, code: str, point: _Point, name: str, at: Callable[[int], Position], number: int) -> None:
        lat, lon = point
        key = (code, lat, lon)
        if key not in self.middles:
            self.first[f"{code} {lat} {lon}"] = (at(number), name, f"{lat}, {lon}")
        self.middles[key] = self.middles.get(key, 0) + 1

    def merges(self, count: int) -> bool:
        """As long as no point is forgotten: one that comes again under its name is counted."""
        return len(self.called) + count <= MOST_POINTS

    def more(self, learned: _Spot, count: int) -> None:
        """Count more events of a point."""
        key, _, code = learned
        self.count += count
        if not key[0] % CELL and not key[1] % CELL:
            self.gridded += count
        if code is not None:
            self.middles[(code, *key)] += count

    def finish(self) -> Iterator[tuple[str, Sighting]]:
        """A grid, and the middles of countries, each at the first event on it."""
        rule = self.rules.get(_GRID)
        if rule is not None and self.gridded >= rule.value("least") and self.gridded > rule.value("share") * self.count:
            words = f"{self.gridded:,} of {self.count:,} points of settlements or spots lie on a grid of {CELL:g}°"
            yield self._at(_GRID, rule, words)
        rule = self.rules.get(_MIDDLE)
        for (code, lat, lon), count in self.middles.items() if rule is not None else ():
            if rule is not None and count >= rule.value("least"):
                words = f"{count:,} events with a precise place are at {lat:g}, {lon:g}, the middle of {code}"
                yield self._at(f"{code} {lat} {lon}", rule, words)

    def _at(self, key: str, rule: Rule, words: str) -> tuple[str, Sighting]:
        position, name, value = self.first[key]
        return rule.id, Sighting(Breach("/place/point", words, value), position, name)


def mark_of(point: _Point) -> int:
    """The number of 64 bits that stands for a point."""
    north, east = int((point[0] + 90) * PER_DEGREE + 0.5), int((point[1] + 180) * PER_DEGREE + 0.5)
    mark = (north << 32 | east) * SCATTER & _BITS
    return mark ^ mark >> 32


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
            Parameter("least", 20, "points on the grid at least"),
            Parameter("share", 0.2, "more than this share of all points", lowest=0, highest=1),
        ),
    ),
    Rule(
        _MIDDLE, Severity.WARNING, "The middle of a country is no spot in it",
        "A geocoder that finds no place gives the country's, with six decimals; nothing happened there.",
        "Use the precision 'country', or leave the point away.",
        screen=Points, parameters=(Parameter("least", 5, "events at one point in the middle of a country at least"),),
    ),
)  # fmt: skip
