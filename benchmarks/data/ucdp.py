"""An invented table in the layout of UCDP GED, 49 columns, about 1 kB a row.

Knows the columns and how the figures add up. Doesn't make bad rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from benchmarks.data.places import corner, name_of_a_town, places
from benchmarks.data.words import COUNTRIES, GROUPS, PAPERS, TOWNS, opening

HEADER = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,"
    "dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,"
    "source_office,source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,"
    "longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,"
    "deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
)
_FIRST_DAY = date(2016, 1, 1)
_DAYS = 3650
_MIDNIGHT = "00:00:00.000"
_HEADLINES = ("Clash in the hills", "Several dead, say villagers", "Army retakes town", "Bomb hits a market; many hurt")
_SAID = ("police", "police\nand a spokesman", "an official, by phone", "", "eyewitnesses", "the group itself", "a hospital", "")


def table(rows: int, seed: int) -> Iterator[bytes]:
    """The table in pieces."""
    random = Random(f"ucdp {seed}")
    dyads, spots, reports = _dyads(random), places(lambda: _place(random), random), _reports(random)
    days = [(_FIRST_DAY + timedelta(days=one)).isoformat() for one in range(_DAYS + 3)]
    descriptions = [f'"on the road north of the town, where {opening(one)[:-1]}"' for one in range(64)]
    bits, lines = random.getrandbits, [HEADER]
    for number in range(1, rows + 1):
        chosen = bits(96)
        country, admins, town, south, west = next(spots)
        kind, dyad = dyads[country][chosen >> 11 & 63]
        first = (chosen >> 17 & 0xFFFFF) % _DAYS
        start, end = days[first], days[first + (2 if chosen >> 37 & 7 == 7 else 0)]
        row, column = south + (chosen >> 40 & 511), west + (chosen >> 49 & 511)
        latitude, longitude = f"{row / 10000:.4f}".rstrip("0").rstrip("."), f"{column / 10000:.4f}".rstrip("0").rstrip(".")
        cell = (row + 900000) // 5000 * 720 + (column + 1800000) // 5000 + 1
        count, report = reports[chosen >> 58 & 255]
        side_a, side_b, civilians, unknown = (chosen >> place & 3 for place in (66, 68, 70, 72))
        if kind == 3:
            side_a, side_b, civilians = 0, 0, side_a + side_b + civilians
        best = side_a + side_b + civilians + unknown
        name, _, _, gwno, _, _, region = COUNTRIES[country][:7]
        lines.append(
            f"{number},{COUNTRIES[country][1]}-{start[:4]}-{kind}-{number},{start[:4]},1,Clear,{kind},{dyad},{count},"
            f'{report.replace("DAY", start)},"{_SAID[chosen >> 74 & 7]}",{1 + (chosen >> 77 & 1)},'
            f"{town},{descriptions[chosen >> 78 & 63]},{admins},{latitude},{longitude},POINT ({longitude} {latitude}),{cell},"
            f"{name},{gwno},{region},1,{1 if start == end else 2},{start} {_MIDNIGHT},{end} {_MIDNIGHT},{side_a},{side_b},"
            f"{civilians},{unknown},{best},{best + (chosen >> 84 & 3)},{best},{gwno if dyad.count('Government of') else ''},"
        )
        if not number & 4095:
            lines.append("")
            yield "\n".join(lines).encode()
            lines.clear()
    lines.append("")
    yield "\n".join(lines).encode()


def _place(random: Random) -> tuple[int, str, str, int, int]:
    number = random.randrange(len(COUNTRIES))
    first, second = random.choices(TOWNS, k=2)
    point = corner(COUNTRIES[number], random)
    return (number, f"{first} province,{second} district", name_of_a_town(random), *point)


def _dyads(random: Random) -> list[list[tuple[int, str]]]:
    """For each country 64 conflicts: the type of violence, and the cells from ``conflict_dset_id`` to ``side_b``."""
    found = []
    for name, _, _, gwno, *_ in COUNTRIES:
        own = []
        for number in range(64):
            kind = random.choice((1, 1, 2, 3))
            one, other = random.sample(GROUPS, 2)
            side_a = f"Government of {name}" if kind == 1 else one
            side_b = "Civilians" if kind == 3 else other
            conflict = f"{name}: Government" if kind == 1 else f"{side_a} - {side_b}"
            code = gwno * 100 + number
            first, second = f"{code},{code},{conflict}", f"{code + 7},{code + 7},{side_a} - {side_b}"
            own.append((kind, f"{first},{second},{gwno},{gwno},{side_a},{code},{code},{side_b}"))
        found.append(own)
    return found


def _reports(random: Random) -> list[tuple[int, str]]:
    """256 times: how many reports, and the cells from ``source_article`` to ``source_headline``."""
    found = []
    for _ in range(256):
        papers = random.sample(PAPERS, random.choice((1, 2)))
        titles = random.sample(_HEADLINES[:3], len(papers))
        articles = ";".join(f'""{paper},DAY,{title}""' for paper, title in zip(papers, titles, strict=True))
        found.append((len(papers), f'"{articles}",{";".join(papers)},{";".join(["DAY"] * len(papers))},"{";".join(titles)}"'))
    return found
