"""Make ``countries.grid`` from Natural Earth's countries: in which countries a point can be said to lie.

Knows how shapes become cells, how far beyond a border or a coast a point may lie, and which areas several states claim. What it
makes is read by :mod:`eventx.earth.borders`; README.md says how to run it. Needs numpy, and the package ``world-atlas`` of npm.
"""

from __future__ import annotations

import csv
import json
import math
import sys
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

PER_DEGREE = 4  # cells
ROWS, COLUMNS = 180 * PER_DEGREE, 360 * PER_DEGREE
HEIGHT_KM = 111.195 / PER_DEGREE
SCANS = 8  # lines through each row of cells, along which it is asked where land begins and ends
BORDER_KM = 40.0  # between the middles of cells: at least 27 km beyond a border
COAST_KM = 370.0  # 200 nautical miles, as far as a state's economic zone reaches
HERE = Path(__file__).parent

# Pieces of Natural Earth without a code of ISO 3166-1, and whom their events are coded with.
UNCODED = {
    "Somaliland": "SOM", "Kosovo": "XKX", "N. Cyprus": "CYP", "Cyprus U.N. Buffer Zone": "CYP", "Dhekelia": "CYP",
    "Akrotiri": "CYP",
    "USNB Guantanamo Bay": "CUB", "Siachen Glacier": "IND", "Baikonur": "KAZ", "Indian Ocean Ter.": "AUS", "Coral Sea Is.": "AUS",
    "Spratly Is.": "VNM", "Scarborough Reef": "PHL", "Clipperton I.": "FRA", "Bajo Nuevo Bank": "COL", "Serranilla Bank": "COL",
}  # fmt: skip

# Who else's code is met for a place: the state a territory belongs to or is claimed by, and the states that are no more.
_SOVIET = "ARM AZE BLR EST GEO KAZ KGZ LTU LVA MDA RUS TJK TKM UKR UZB"
ALSO = {
    "USA": "PRI GUM VIR ASM MNP UMI", "DNK": "GRL FRO", "CHN": "HKG MAC TWN", "NLD": "ABW CUW SXM", "FIN": "ALA",
    "GBR": "AIA BMU VGB CYM FLK GIB MSR PCN SHN TCA GGY JEY IMN IOT SGS", "FRA": "NCL PYF SPM WLF BLM MAF ATF", "AUS": "NFK HMD",
    "NZL": "COK NIU", "ZAF": "NAM",
    "ISR": "PSE", "MAR": "ESH", "ARG": "FLK SGS", "ESP": "GIB", "SRB": "XKX", "SDN": "SSD", "ETH": "ERI", "IDN": "TLS",
    "SUN": _SOVIET, "YUG": "SRB MNE BIH HRV SVN MKD XKX", "SCG": "SRB MNE XKX", "CSK": "CZE SVK", "DDR": "DEU", "YMD": "YEM",
    "ANT": "CUW SXM ABW",
}  # fmt: skip

# West, south, east, north: areas that several states claim or hold, and territories that Natural Earth has as part of a state.
AREAS: tuple[tuple[str, float, float, float, float], ...] = (
    ("UKR RUS", 32.3, 44.3, 36.7, 46.3), ("UKR RUS", 32.5, 45.9, 40.3, 50.1), ("XKX SRB", 20.0, 41.8, 21.8, 43.3),
    ("ESH MAR", -17.3, 20.7, -8.6, 27.7), ("SYR ISR", 35.5, 32.6, 36.0, 33.5), ("PSE ISR", 34.1, 31.2, 35.7, 32.6),
    ("CYP TUR", 32.2, 34.9, 34.7, 35.8), ("IND PAK CHN", 72.5, 32.0, 80.5, 37.2), ("IND CHN", 91.5, 26.5, 97.5, 29.6),
    ("GEO RUS", 39.9, 42.3, 42.3, 43.7), ("GEO RUS", 43.4, 41.9, 44.6, 42.8), ("AZE ARM", 45.7, 38.7, 48.0, 40.6),
    ("MDA UKR", 28.7, 46.3, 30.2, 48.3), ("SDN SSD", 27.6, 9.2, 29.2, 10.4), ("EGY SDN", 33.0, 21.8, 37.2, 23.3),
    ("SDN SSD CAF", 22.8, 8.4, 24.9, 10.1), ("KEN SSD ETH", 34.0, 4.2, 36.2, 5.7), ("RUS JPN", 145.2, 43.2, 150.7, 50.0),
    ("CHN VNM PHL MYS TWN BRN", 109.0, 4.0, 118.5, 18.0), ("CHN JPN TWN", 123.0, 25.3, 125.0, 26.3),
    ("JPN KOR", 131.5, 37.0, 132.2, 37.5), ("GUY VEN", -61.6, 1.0, -56.4, 8.7), ("BLZ GTM", -89.3, 15.8, -87.4, 18.6),
    ("ESP MAR", -5.6, 35.0, -2.8, 36.0), ("IOT MUS", 70.9, -7.7, 72.6, -5.1), ("CUB USA", -75.4, 19.8, -74.9, 20.2),
    ("KAZ RUS", 62.5, 45.3, 64.5, 46.8), ("CYP GBR", 32.6, 34.5, 34.0, 35.1), ("FRA GUF", -54.8, 2.0, -51.4, 6.0),
    ("FRA GLP", -62.0, 15.7, -60.9, 16.6), ("FRA MTQ", -61.4, 14.2, -60.7, 15.0), ("FRA MYT COM", 44.9, -13.2, 45.4, -12.5),
    ("FRA REU", 55.1, -21.6, 56.0, -20.7), ("NOR SJM", -9.4, 70.6, -7.6, 71.4), ("NOR SJM", 8.0, 73.8, 34.5, 81.3),
    ("NLD BES ANT", -68.6, 11.9, -68.0, 12.5), ("NLD BES ANT", -63.4, 17.3, -62.8, 17.8), ("AUS CCK", 96.6, -12.4, 97.1, -11.7),
    ("AUS CXR", 105.3, -10.8, 105.9, -10.2), ("NOR BVT", 3.0, -54.6, 3.6, -54.2), ("NZL TKL", -172.7, -9.6, -171.0, -8.3),
)  # fmt: skip


def rings(topology: dict[str, Any], geometry: dict[str, Any]) -> Iterator[list[Any]]:
    """The polygons of a geometry, each a list of rings of (lon, lat)."""
    scale, shift = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])

    def arc(number: int) -> Any:
        points = np.cumsum(np.array(topology["arcs"][number if number >= 0 else ~number]), axis=0) * scale + shift
        return points if number >= 0 else points[::-1]

    polygons = {"Polygon": [geometry.get("arcs")], "MultiPolygon": geometry.get("arcs")}.get(geometry["type"]) or []
    for polygon in polygons:
        yield [np.concatenate([arc(number) for number in ring]) for ring in polygon]


def touched(polygons: Iterable[list[Any]]) -> Any:
    """The cells that some part of the polygons lies in."""
    cells = np.zeros((ROWS, COLUMNS), dtype=bool)
    for polygon in polygons:
        lines: dict[int, list[float]] = {}
        for ring in polygon:
            cells[_rows(ring[:, 1]), _columns(ring[:, 0])] = True
            for (x, y), (x2, y2) in pairwise(ring):
                if y == y2:
                    continue
                low, high = sorted((_scan(y), _scan(y2)))
                for line in range(math.ceil(low), math.ceil(high)):
                    lines.setdefault(line, []).append(x + (line - _scan(y)) / (_scan(y2) - _scan(y)) * (x2 - x))
        for line, crossings in lines.items():
            row = min(int(line / SCANS), ROWS - 1)
            ends = sorted(crossings)
            for west, east in zip(ends[::2], ends[1::2], strict=True):
                cells[row, int(_columns(west)) : int(_columns(east)) + 1] = True
    return cells


def _scan(lat: float) -> float:
    """Counted from the north; a little off the middle, so that no vertex lies on a line."""
    return (90 - lat) * PER_DEGREE * SCANS - 0.4937


def _rows(lat: Any) -> Any:
    return np.clip(np.floor((90 - lat) * PER_DEGREE), 0, ROWS - 1).astype(int)


def _columns(lon: Any) -> Any:
    return np.clip(np.floor((lon + 180) * PER_DEGREE), 0, COLUMNS - 1).astype(int)


def grown(cells: Any, km: float) -> Any:
    """The cells whose middle is within some distance of a cell's."""
    found = np.zeros_like(cells)
    reach = int(km / HEIGHT_KM)
    filled = np.flatnonzero(cells.any(axis=1))
    for row in range(max(filled[0] - reach, 0), min(filled[-1] + reach, ROWS - 1) + 1):
        width_km = HEIGHT_KM * math.cos(math.radians(90 - (row + 0.5) / PER_DEGREE))
        for other in range(max(row - reach, 0), min(row + reach, ROWS - 1) + 1):
            if cells[other].any():
                aside = math.sqrt(max(km**2 - ((other - row) * HEIGHT_KM) ** 2, 0)) / max(width_km, 0.1)
                found[row] |= _near(cells[other], min(int(aside), COLUMNS // 2 - 1))
    return found


def _near(row: Any, aside: int) -> Any:
    """Around the globe, the cells with a filled one at most so many beside them."""
    sums = np.concatenate([[0], np.cumsum(np.concatenate([row[COLUMNS - aside :], row, row[:aside]]))])
    return sums[2 * aside + 1 :] > sums[:COLUMNS]


def centroid(polygons: Iterable[list[Any]]) -> tuple[float, float] | None:
    """Latitude and longitude of the middle of all polygons, as programs compute it that take degrees for a plane."""
    area = x = y = 0.0
    for polygon in polygons:
        for ring in polygon:
            cross = ring[:-1, 0] * ring[1:, 1] - ring[1:, 0] * ring[:-1, 1]
            area += cross.sum() / 2
            x += ((ring[:-1, 0] + ring[1:, 0]) * cross).sum() / 6
            y += ((ring[:-1, 1] + ring[1:, 1]) * cross).sum() / 6
    return (round(float(y / area), 4), round(float(x / area), 4)) if area else None


def main(source: str) -> None:
    """Write ``countries.grid`` from the TopoJSON file of ``world-atlas``."""
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    with (HERE.parent / "vocabularies" / "countries.tsv").open(encoding="utf-8") as file:
        codes = {row["numeric"]: row["alpha3"] for row in csv.DictReader(file, delimiter="\t") if row["numeric"]}
    shapes: dict[str, list[Any]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = codes.get(geometry.get("id", "")) or UNCODED[geometry["properties"]["name"]]
        shapes.setdefault(code, []).extend(rings(topology, geometry))
    land = {code: touched(polygons) for code, polygons in shapes.items()}
    sea = ~np.logical_or.reduce(list(land.values()))
    lies = {code: grown(cells, BORDER_KM) | (grown(cells, COAST_KM) & sea) for code, cells in land.items()}
    for code, others in ALSO.items():
        for other in others.split():
            lies[code] = lies.get(code, False) | lies[other]
    for claimants, west, south, east, north in AREAS:
        area = np.s_[_rows(north) : _rows(south) + 1, _columns(west) : _columns(east) + 1]
        for code in claimants.split():
            lies.setdefault(code, np.zeros((ROWS, COLUMNS), dtype=bool))[area] = True
    sets: dict[tuple[str, ...], int] = {(): 0}
    order = sorted(lies)
    stacked = np.packbits(np.stack([lies[code] for code in order]).reshape(len(order), -1), axis=0)
    different, at = np.unique(stacked.T, axis=0, return_inverse=True)
    numbers = []
    for bits in different:
        members = tuple(code for code, there in zip(order, np.unpackbits(bits), strict=False) if there)
        numbers.append(sets.setdefault(members, len(sets)))
    grid = np.array(numbers, dtype="<u2")[at.reshape(-1)]
    head = {
        "source": "Natural Earth 1:10m countries (public domain), version 4.1.0, as packed by world-atlas 2.0.2",
        "per_degree": PER_DEGREE, "border_km": BORDER_KM, "coast_km": COAST_KM, "sets": [" ".join(one) for one in sets],
        "centroids": {code: middle for code in sorted(shapes) if (middle := centroid(shapes[code]))},
    }  # fmt: skip
    # Each row as its difference to the row above: most are the same, and pack well.
    rows = grid.reshape(ROWS, COLUMNS)
    rows = rows ^ np.concatenate([np.zeros((1, COLUMNS), dtype="<u2"), rows[:-1]])
    packed = zlib.compress(rows.tobytes(), 9)
    (HERE / "countries.grid").write_bytes(json.dumps(head, separators=(",", ":")).encode() + b"\n" + packed)


if __name__ == "__main__":
    main(sys.argv[1])
