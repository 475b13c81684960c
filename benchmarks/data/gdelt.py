"""An invented file in the layout of GDELT 2.0's event files: 61 columns, tabs, no header, about 400 bytes a row.

Knows the columns and which follow from others. Doesn't make bad rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from benchmarks.data.places import name_of_a_town, places
from benchmarks.data.words import COUNTRIES, TOWNS

_FIRST_DAY = date(2018, 1, 1)
_DAYS = 2900
# The code, its quad class, the Goldstein score.
_EVENTS = (
    ("190", 4, "-10.0"), ("193", 4, "-10.0"), ("194", 4, "-10.0"), ("195", 4, "-10.0"), ("180", 4, "-9.0"), ("181", 4, "-9.0"),
    ("183", 4, "-9.0"), ("141", 3, "-6.5"), ("145", 3, "-7.5"), ("173", 4, "-5.0"), ("043", 1, "2.8"), ("036", 1, "4.0"),
    ("051", 1, "3.4"), ("112", 3, "-2.0"), ("010", 1, "0.0"), ("130", 3, "-4.4"),
)  # fmt: skip
# The code, the name, and the code of the type.
_ACTORS = (
    ("GOV", "GOVERNMENT", "GOV"), ("MIL", "ARMY", "MIL"), ("COP", "POLICE", "COP"), ("REB", "REBEL FORCE", "REB"),
    ("CVL", "VILLAGER", "CVL"), ("OPP", "OPPOSITION", "OPP"), ("EDU", "STUDENT", "EDU"), ("MED", "NEWSPAPER", "MED"),
)  # fmt: skip


def table(rows: int, seed: int) -> Iterator[bytes]:
    """The file in pieces."""
    random = Random(f"gdelt {seed}")
    actors = ["\t" * 9, *(_actor(actor, country) for actor in _ACTORS for country in COUNTRIES[:8])][:64]
    spots = places(lambda: _place(random), random)
    days = [_FIRST_DAY + timedelta(days=one) for one in range(_DAYS)]
    dates = [(f"{one:%Y%m%d}", f"{one:%Y%m}", f"{one.year}", f"{_fraction(one):.4f}") for one in days]
    bits = random.getrandbits
    lines: list[str] = []
    for number in range(1, rows + 1):
        chosen = bits(96)
        day, month, year, fraction = dates[(chosen & 0xFFFFF) % _DAYS]
        code, quad, goldstein = _EVENTS[chosen >> 20 & 15]
        mentions, place = 1 + (chosen >> 24 & 15), next(spots)
        second = place if chosen >> 39 & 1 else next(spots)
        lines.append(
            f"{800000000 + number}\t{day}\t{month}\t{year}\t{fraction}\t{actors[chosen >> 51 & 63]}\t"
            f"{actors[chosen >> 57 & 63]}\t{chosen >> 63 & 1}\t{code}\t{code[:3]}\t{code[:2]}\t{quad}\t{goldstein}\t"
            f"{mentions}\t{1 + (chosen >> 64 & 1)}\t{mentions}\t"
            f"{(chosen >> 65 & 8191) / 1000 - 5:.12g}\t{place}\t{second}\t{place}\t{day}143000\t"
            f"https://news.example/{year}/{month}/{chosen >> 78 & 0xFFFF}/report-{number}"
        )
        if not number & 4095:
            lines.append("")
            yield "\n".join(lines).encode()
            lines.clear()
    lines.append("")
    yield "\n".join(lines).encode()


def _fraction(day: date) -> float:
    """GDELT's date as a number, in which a month has 30 days."""
    return day.year + ((day.month - 1) * 30 + day.day) / 365


def _actor(actor: tuple[str, str, str], country: tuple[str | int, ...]) -> str:
    """The ten cells of an actor, of a country."""
    code, name, kind = actor
    return "\t".join((f"{country[1]}{code}", name, str(country[1]), "", "", "", "", kind, "", ""))


def _place(random: Random) -> str:
    """The eight cells of a place."""
    name, _, _, _, fips, _, _, south, west, north, east = random.choice(COUNTRIES)
    first, code = random.choice(TOWNS), random.randint(1, 30)
    # Whole degrees would be no point of a town's.
    latitude, longitude = (random.randrange(*ends) + random.randint(1, 99) / 100 for ends in ((south, north), (west, east)))
    feature = -random.randint(1000000, 9999999)
    unit = f"{fips}{code:02}\t{random.randint(1000, 99999)}"
    return f"4\t{name_of_a_town(random)}, {first}, {name}\t{fips}\t{unit}\t{latitude:g}\t{longitude:g}\t{feature}"
