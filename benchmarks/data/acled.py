"""An invented table in ACLED's layout of 31 columns, about 740 bytes a row.

Knows the columns and which values go together, so that every clean row is consistent. One row in a hundred is bad on demand: an
impossible day, a latitude of 99, no id, a cell too many, in turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from benchmarks.data.places import corner, name_of_a_town, places
from benchmarks.data.words import COUNTRIES, GROUPS, PAPERS, TOWNS, ending, opening

HEADER = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,"
    "assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,"
    "geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)
BAD_EVERY = 100
_BAD_AT = 57
_FIRST_DAY = date(2016, 1, 1)
_DAYS = 3650
_BATTLE, _REMOTE, _CIVILIANS = "Battles", "Explosions/Remote violence", "Violence against civilians"
_POLITICAL, _DEMONSTRATIONS, _DEVELOPMENTS = "Political violence", "Demonstrations", "Strategic developments"
_TARGETED = "Civilian targeting"
_TAGS = ("", "", "", "crowd size=no report", "", "women targeted: girls; local administrators", "", "sexual violence")
# Disorder, type, sub-type, the types of the two actors, their pair, whether civilians are the target.
_SCENES = (
    (_POLITICAL, _BATTLE, "Armed clash", "State forces", "Rebel group", "State forces-Rebel group", ""),
    (_POLITICAL, _BATTLE, "Armed clash", "Identity militia", "Identity militia", "Identity militia-Identity militia", ""),
    (_POLITICAL, _BATTLE, "Government regains territory", "State forces", "Rebel group", "State forces-Rebel group", ""),
    (_POLITICAL, _BATTLE, "Non-state actor overtakes territory", "Rebel group", "State forces", "State forces-Rebel group", ""),
    (_POLITICAL, _REMOTE, "Air/drone strike", "State forces", "Rebel group", "State forces-Rebel group", ""),
    (_POLITICAL, _REMOTE, "Shelling/artillery/missile attack", "State forces", "Civilians", "State forces-Civilians", _TARGETED),
    (_POLITICAL, _REMOTE, "Remote explosive/landmine/IED", "Rebel group", "State forces", "State forces-Rebel group", ""),
    (_POLITICAL, _REMOTE, "Grenade", "Political militia", "Civilians", "Political militia-Civilians", _TARGETED),
    (_POLITICAL, _CIVILIANS, "Attack", "Political militia", "Civilians", "Political militia-Civilians", _TARGETED),
    (_POLITICAL, _CIVILIANS, "Attack", "Rebel group", "Civilians", "Rebel group-Civilians", _TARGETED),
    (_POLITICAL, _CIVILIANS, "Abduction/forced disappearance", "Rebel group", "Civilians", "Rebel group-Civilians", _TARGETED),
    (_DEMONSTRATIONS, "Protests", "Peaceful protest", "Protesters", "", "Protesters only", ""),
    (_DEMONSTRATIONS, "Protests", "Protest with intervention", "Protesters", "State forces", "State forces-Protesters", ""),
    (_DEMONSTRATIONS, "Riots", "Violent demonstration", "Rioters", "State forces", "State forces-Rioters", ""),
    (_POLITICAL, "Riots", "Mob violence", "Rioters", "Civilians", "Rioters-Civilians", _TARGETED),
    (_DEVELOPMENTS, _DEVELOPMENTS, "Looting/property destruction", "Political militia", "", "Political militia only", ""),
)


def table(rows: int, seed: int, *, bad: bool = False) -> Iterator[bytes]:
    """The table in pieces; with ``bad``, one row in a hundred can't be read."""
    random = Random(f"acled {seed}")
    spots, scenes = places(lambda: _place(random), random), [_scenes(country, random) for country in COUNTRIES]
    papers, openings, endings = _papers(random), [opening(one) for one in range(64)], [ending(one) for one in range(1024)]
    days = [_FIRST_DAY + timedelta(days=one) for one in range(_DAYS)]
    dates = [(one.isoformat(), str(one.year), f'"On {one.day} {one:%B %Y}, ') for one in days]
    bits, lines = random.getrandbits, [HEADER]
    for number in range(1, rows + 1):
        chosen = bits(96)
        country, admins, town, south, west = next(spots)
        day, year, when = dates[(chosen >> 11 & 0xFFFFF) % _DAYS]
        latitude, longitude = south + (chosen >> 31 & 511), west + (chosen >> 40 & 511)
        deaths = (chosen >> 49 & 15) * (chosen >> 53 & 3) >> 2
        ident, point, surplus = f"{COUNTRIES[country][1]}{number}", f"{latitude / 10000:.4f},{longitude / 10000:.4f}", ""
        if bad and number % BAD_EVERY == _BAD_AT:
            match number // BAD_EVERY & 3:
                case 0:
                    day = f"{year}-02-30"
                case 1:
                    point = f"99.0000,{longitude / 10000:.4f}"
                case 2:
                    ident = ""
                case _:
                    surplus = ",surplus"
        lines.append(
            f"{ident},{day},{year},{1 + (chosen >> 55 & 7 == 7)},{scenes[country][chosen >> 58 & 255]},{admins},{town},{point},"
            f"{1 + (chosen >> 66 & 3 == 3)},{papers[chosen >> 68 & 255]},{when}{openings[chosen >> 76 & 63]} "
            f'In {town}: {endings[chosen >> 82 & 1023]}",{deaths},{_TAGS[chosen >> 92 & 7]},{1600000000 + number}{surplus}'
        )
        if not number & 4095:
            lines.append("")
            yield "\n".join(lines).encode()
            lines.clear()
    lines.append("")
    yield "\n".join(lines).encode()


def _place(random: Random) -> tuple[int, str, str, int, int]:
    """A town: the country's number, its units as cells, the name, and the south-west corner of a square to lie in."""
    number = random.randrange(len(COUNTRIES))
    first, second, third = random.choices(TOWNS, k=3)
    admins = f"{first},{second},{third if random.random() < 0.5 else ''}"
    point = corner(COUNTRIES[number], random)
    return (number, admins, name_of_a_town(random), *point)


def _scenes(country: tuple[str | int, ...], random: Random) -> list[str]:
    """256 scenes of a country: its cells from ``disorder_type`` to ``country``."""
    name, _, iso, _, _, region = country[:6]
    found = []
    for disorder, event, sub_event, one, other, pair, targeted in _SCENES * 16:
        first, second = _actor(one, str(name), random), _actor(other, str(name), random) if other else ""
        ally = random.choice(GROUPS) if random.random() < 0.25 else ""
        foes = "Labour Group; Women" if second and random.random() < 0.25 else ""
        found.append(
            f"{disorder},{event},{sub_event},{first},{ally},{one},{second},{foes},{other},{pair},{targeted},{iso},{region},{name}"
        )
    return found


def _actor(kind: str, country: str, random: Random) -> str:
    if kind == "State forces":
        return f"{random.choice(('Military', 'Police'))} Forces of {country} (2019-)"
    return f"{kind} ({country})" if kind in ("Civilians", "Protesters", "Rioters") else random.choice(GROUPS)


def _papers(random: Random) -> list[str]:
    """``source`` and ``source_scale``, 256 times."""
    scales = ("National", "Subnational", "International", "Other")
    return [f"{'; '.join(random.sample(PAPERS, random.choice((1, 1, 1, 2))))},{random.choice(scales)}" for _ in range(256)]


def bad_rows(rows: int) -> int:
    """How many of so many rows are bad on demand."""
    return (rows + BAD_EVERY - _BAD_AT) // BAD_EVERY
