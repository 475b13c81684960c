"""Which countries a text names, where, and which of them it is about.

Knows names, adjectives, capitals, armed groups and provinces, datelines, and that a capital named where another country's
police speak can be that country's own city. Doesn't know sentences.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from operator import attrgetter

from eventx_rferl import gazetteer
from eventx_rferl.language.country_letters import whose
from eventx_rferl.language.lexicons import country_name, country_words, group_names, groups, homonyms, opening, settings
from eventx_rferl.language.wording import wording
from eventx_rferl.places import geo
from eventx_rferl.reader.text import ABOUT
from eventx_rferl.values import evolve, frozen


# What stands above an article of the seed form, and a newsroom's own city, which heads dispatches about anywhere.
@cache
def _own() -> re.Pattern[str]:
    cities = "|".join(settings("places.toml")["newsrooms"]["cities"])
    line = rf"date \d{{4}}-\d\d-\d\d\b[ \t]*(?:(?:{ABOUT.pattern})[^\n]*\n)?\s*"
    return re.compile(rf"\s*(?:{line})?(?:(?:{cities}), (?=\d))?")


# A headline, and lines such as those for the day and who wrote it.
_ABOVE = r"\s*(?:[^\n]{3,160}[^.\n]\n\s*){0,4}?"
# The city from which somebody wrote: mostly in the country that the dispatch is about.
_DAY = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
WRITTEN_IN = re.compile(
    rf"{_ABOVE}(?P<city>[A-Z][A-Z'’-]+(?: [A-Z][A-Z'’-]+){{0,2}})"
    rf"(?:, (?:{_DAY}\.? \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_DAY}(?: \d{{4}})?))?(?: \([\w/ .]{{2,30}}\))?"
    r"[ \xa0]?(?:--|[-–—]|:)[ \xa0]"
)
# "BAMAKO, MALI — ": a country in capitals, too.
WRITTEN_STATE = re.compile(
    rf"{_ABOVE}[A-Z][A-Z'’. -]+, (?P<state>[A-Z][A-Z'’. -]{{2,40}}?)"
    rf"(?:, (?:{_DAY}\.? \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_DAY}(?: \d{{4}})?))?(?: \([\w/ .]{{2,30}}\))?[ \xa0]?(?:--|[—–])"
)
PARTS = re.compile(r"\S+")
CAPITALISED = re.compile(r"\b[A-Z][\w.]*(?: (?:of the |of |and )?[A-Z][\w.]*){0,3}")


@cache
def _names_of_countries() -> re.Pattern[str]:
    """Capitalised words, and the names of countries and capitals that hold a hyphen or apostrophe as one: "Port-au-Prince"."""
    joined = "|".join(re.escape(name) for name in country_words() if re.search(r"\w[-'’]\w", name))
    return re.compile(rf"(?=[A-Z])(?:\b(?:{joined})\b|{CAPITALISED.pattern})")  # nothing is tried where no capital stands


# "In Chad, soldiers ...", "Neighboring Niger ...": of another country than what was told before.
ELSEWHERE = re.compile(
    r"(?:^|[.!?][”\"]? |\n)(?:In|Elsewhere in|Meanwhile,? in|Neighbou?ring|Nearby)\b[^.\n]*$"
    r"|\b(?:neighbou?ring|border(?:s|ing| with)?) $"
)


def _begin(text: str) -> int:
    own = _own().match(text)
    return own.end() if own else 0


@lru_cache(maxsize=4)
def groups_named(text: str) -> tuple[tuple[int, int], ...]:
    """Where an article names armed groups."""
    return tuple(group_names().finditer(text))


@frozen
class Naming:
    """A country named in a text; ``kind``: by its name, adjective, capital, a group or a unit of it."""

    start: int
    end: int
    country: str
    kind: str


WATERS = re.compile(r"\b(?:Lake|New|(?:Gulf|Sea|Bay|Straits?) of) $")
ITS_WATERS = re.compile(r" (?:River|Delta|State)\b")


def named_for_it(text: str, start: int, end: int) -> bool:
    """ "Lake Chad", "the Gulf of Guinea", "Niger State": what only bears a country's name, and lies in others, too."""
    return WATERS.search(text, max(0, start - 12), start) is not None or ITS_WATERS.match(text, end) is not None


@lru_cache(maxsize=4)
def countries_named(text: str) -> tuple[Naming, ...]:
    """Where a text names countries, from left to right."""
    words, begins = country_words(), opening(country_words)
    first = _begin(text)
    named: list[Naming] = []
    written = WRITTEN_IN.match(text, first)
    city = geo.lookup(written["city"].title(), (), ("city",)) if written else None
    if written and city is not None and city.population >= geo.LARGE:
        named.append(Naming(*written.span("city"), city.country, "capital"))
    state = WRITTEN_STATE.match(text, first)
    if state and (country := geo.country_in_capitals(state["state"])) is not None:
        named.append(Naming(*state.span("state"), country, "name"))
    for match in _names_of_countries().finditer(text, first):
        parts = match[0].split()
        if begins.isdisjoint(parts) and ("." not in match[0] or begins.isdisjoint([part.removesuffix(".") for part in parts])):
            continue
        starts = [match.start() + found.start() for found in PARTS.finditer(match[0])]
        taken: set[int] = set()
        for size in range(len(parts), 0, -1):
            for at in range(len(parts) - size + 1):
                word = " ".join(parts[at : at + size])
                word = word if word in words else word.removesuffix(".")
                # "Democratic Republic of the Congo" names no Republic of the Congo.
                if word in words and not taken & set(range(at, at + size)):
                    taken.update(range(at, at + size))
                    code, kind = words[word]
                    end = starts[at] + len(word)
                    if named_for_it(text, starts[at], end):
                        continue
                    if whose(match.string, starts[at], end):
                        kind = "adjective"
                    northern = word == "Ireland" and parts[at - 1 : at] == ["Northern"]
                    named.append(Naming(starts[at], end, "GBR" if northern else code, kind))
    for start, end in groups_named(text):
        if start < first:
            continue
        group = groups()[text[start:end]]
        # Other countries have their own Taliban and Maoists, and a coalition fights elsewhere than its leader lives.
        several = text[start:end] in homonyms() or group.governs or group.type in ("external-forces", "peacekeepers")
        if group.country is not None and not several:
            named.append(Naming(start, end, group.country, "group"))
    named.extend(
        Naming(*match.span(), country, "unit")
        for match in UNIT.finditer(text, first)
        for country in _of_unit(match[1] or match[2])
    )
    return tuple(sorted(_where_they_speak(text, named), key=attrgetter("start", "country", "kind")))


# "Lebanese police", "the Dominican authorities": of where they speak or act; an embassy, or an air force, is of somewhere else.
AT_HOME = wording(
    r" (?:(?:local|national|federal|anti-[a-z]+|security|health|judicial) )?"
    r"(?:police|army|soldiers|troops|authorities|officials?|prosecutors?|government|forces|media|officers?|ministry)\b"
)
IN_IT = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]t|[Oo]f|[Aa]round|[Tt]hrough|[Aa]cross) (?:[a-z]+ )?$")
# Of so many people of a country, one lives in a city that is known there by its name alone.
KNOWN_AMONG = 500


def _where_they_speak(text: str, named: list[Naming]) -> list[Naming]:
    """The countries named, "Tripoli" as Lebanon's where Lebanese police speak and nothing else tells of Libya."""
    told = {one.country for one in named if one.kind != "capital"}
    capitals = {text[one.start : one.end] for one in named if one.kind == "capital" and one.country not in told}
    if not capitals or not told:
        return named
    speak = dict.fromkeys(one.country for one in named if one.kind == "adjective" and AT_HOME.match(text, one.end))
    own = {name: land for name in capitals for land in speak if _known_there(name, land)}
    return [
        evolve(one, country=own[name])
        if (name := text[one.start : one.end]) in own
        and one.kind == "capital"
        and IN_IT.search(text, max(0, one.start - 24), one.start)
        else one
        for one in named
    ]


@lru_cache(maxsize=256)
def _known_there(name: str, country: str) -> bool:
    """Whether a country has a city of that name that nobody there has to be told more of."""
    found = (one for one in gazetteer.lookup(name, countries=(country,), kinds=("city",)) if one.country == country)
    city = next(found, None)
    land = next(iter(gazetteer.lookup(country_name(country) or "", countries=(country,), kinds=("country",))), None)
    return city is not None and land is not None and city.population >= max(geo.LARGE, land.population / KNOWN_AMONG)


# A province or the like, which tells the country as its name does: "Helmand province", "the region of Tillaberi".
UNIT = wording(
    r"\b([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?) (?:[Pp]rovince|[Oo]blast|[Gg]overnorate|[Ss]tate|[Rr]egion|[Dd]epartment)\b"
    r"|\b(?:province|governorate|state|region|oblast|department) of ([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
)


@lru_cache(maxsize=512)
def _of_unit(name: str) -> tuple[str, ...]:
    """The country of the first-order units of this name, if all lie in one."""
    found = gazetteer.lookup(name, countries=(), kinds=("admin1",))
    told = {candidate.country for candidate in found}
    return tuple(told) if len(told) == 1 else ()


@lru_cache(maxsize=4)
def article_countries(text: str) -> tuple[str, ...]:
    """The countries a text names, most often named first."""
    counts: dict[str, int] = {}
    first = _begin(text)
    for named in countries_named(text):
        # What an article is about stands in its first lines; a capital mostly speaks for a government from afar.
        weight = (5 if named.start < first + 400 else 0) + (3 if named.kind in ("name", "unit") else 1)
        counts[named.country] = counts.get(named.country, 0) + weight
    order = sorted(counts, key=list(counts).index)
    return tuple(sorted(order, key=counts.__getitem__, reverse=True))


def naming_of(text: str, country: str, end: int, beside: tuple[tuple[int, int], ...] = ()) -> tuple[int, int] | None:
    """The words that name a country last before this offset, else first behind it; none that stand within these stretches."""
    named = [one for one in countries_named(text) if one.country == country and not any(s <= one.start < e for s, e in beside)]
    told = next((one for one in reversed(named) if one.start < end), next(iter(named), None))
    return (told.start, told.end) if told else None


def told_before(text: str, end: int) -> frozenset[str]:
    """The countries that a text names before this offset."""
    return frozenset(named.country for named in countries_named(text) if named.start < end)


def named_until(text: str, countries: tuple[str, ...], end: int, paragraph: int) -> tuple[str, ...]:
    """Those of the countries that a text names up to the end of a sentence, or the only one it names in all.

    What comes later is another country's background, not where the text has been all along; but where none is named so far,
    the only one that the rest of the ``paragraph`` (its end) names is meant.
    """
    told = told_before(text, end)
    if not told and len(rest := told_before(text, paragraph)) == 1:
        told = rest
    first = next((named.start for named in countries_named(text)), 0)
    if not told and len(countries) == 1 and not ELSEWHERE.search(text, 0, first):
        return countries
    return tuple(country for country in countries if country in told)
