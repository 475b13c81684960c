"""Rules 21x: points that stand in for others. Looks at the points of all events that claim a spot or a settlement.

Keeps how many names a point has, for the points that have several; and counts. Doesn't know which events of a pile are right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import define, field

from eventx.borders import middle, shaped
from eventx.report import Position, Record, Severity
from eventx.rules.rule import Breach, Parameter, Rule, Sighting

MOST_POINTS = 50_000
"""Points that are remembered; beyond that, those with one name are forgotten, and counted anew when they come again; all, if most
have several."""
_NAMES, _GRID, _MIDDLE = "EVX211", "EVX212", "EVX213"
_NARROW = frozenset(("exact", "settlement"))
_CELL = 0.25  # of the coarse grids in use: half and quarter degrees
_NEAR = 0.02  # degrees from the middle of a country as we compute it

_Seen = tuple[Position, str, str]
_Spot = tuple[float, float, str | None, tuple[str, str] | None]


@define
class Points:
    """The names of each point, the points on a coarse grid, and those in the middle of a country."""

    rules: Mapping[str, Rule]
    names: dict[tuple[float, float], set[int]] = field(factory=dict)
    first: dict[str, _Seen] = field(factory=dict)
    count: int = 0
    gridded: int = 0
    middles: dict[tuple[str, float, float], int] = field(factory=dict)
    told: set[tuple[float, float]] = field(factory=set)

    def learn(self, record: Record) -> _Spot | None:
        """The point of a spot or settlement, its name, and the first code of its country."""
        place = record.get("place")
        if place is None or place.get("precision") not in _NARROW or (point := place.get("point")) is None:
            return None
        codes = place["country"].get("codes", ())[:1] if "country" in place else ()
        code = (codes[0]["system"], codes[0]["code"]) if codes else None
        return point["lat"], point["lon"], place.get("name"), code

    def take(self, learned: _Spot, name: str, position: Position) -> Iterable[tuple[str, Breach]]:
        """Remember a point; one that has had too many names is told at once, and once."""
        lat, lon, called, code = learned
        key = lat, lon
        self.count += 1
        if not lat % _CELL and not lon % _CELL:
            self.gridded += 1
            self.first.setdefault(_GRID, (position, name, f"{lat}, {lon}"))
        known = self.names.get(key)
        if known is None:
            if len(self.names) >= MOST_POINTS:
                several = {point: names for point, names in self.names.items() if len(names) > 1}
                self.names = several if len(several) <= MOST_POINTS // 2 else {}  # else it would be full again at once
            known = self.names[key] = set()
        if code is not None:
            self._middle(code, lat, lon, name, position)
        if called is None or key in self.told:
            return ()
        known.add(hash(called))
        if (rule := self.rules.get(_NAMES)) is None or len(known) < rule.value("names"):
            return ()
        self.told.add(key)
        self.names[key] = set()
        words = f"the point {lat:g}, {lon:g} has had {rule.value('names')} different names, the last {called!r}"
        return ((_NAMES, Breach("/place/point", words, f"{lat}, {lon}")),)

    def _middle(self, coded: tuple[str, str], lat: float, lon: float, name: str, position: Position) -> None:
        code = shaped(*coded)
        spot = middle(code) if code is not None else None
        if spot is not None and abs(spot[0] - lat) <= _NEAR and abs(spot[1] - lon) <= _NEAR and code is not None:
            key = (code, lat, lon)
            self.middles[key] = self.middles.get(key, 0) + 1
            self.first.setdefault(f"{code} {lat} {lon}", (position, name, f"{lat}, {lon}"))

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
