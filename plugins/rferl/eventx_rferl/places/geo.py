"""Asks the gazetteer for the place a name means in an article.

Knows other ways to write a name, which countries an article is about, and that places there come first. Doesn't know sentences.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from operator import attrgetter

from attrs import evolve

from eventx_rferl import gazetteer
from eventx_rferl.language.country_letters import whose
from eventx_rferl.language.lexicons import countries, country_words, group_names, groups, homonyms, opening, settings
from eventx_rferl.language.wording import one_of, wording
from eventx_rferl.model import Place
from eventx_rferl.reader.text import ABOUT
from eventx_rferl.values import frozen

PRECISION = {
    "city": "settlement",
    "admin2": "admin2",
    "admin1": "admin1",
    "country": "country",
    "region": "region",
    "border": "line-or-area",
}
KINDS = {"settlement": ("city",), "admin2": ("admin2", "city"), "admin1": ("admin1", "region"), "region": ("region", "admin1")}


@lru_cache(maxsize=4096)
def lookup(name: str, near: tuple[str, ...] = (), kinds: tuple[str, ...] = ()) -> gazetteer.Candidate | None:
    """The gazetteer's best candidate for a name, the article's countries first; None if it has none."""
    for form in (*_forms(name), *(_arabic(name) if not ARAB.isdisjoint(near) else ())):
        found = gazetteer.lookup(form, countries=near, kinds=kinds)
        if found:
            own = _own_city(form, found, near)
            if own is not None:
                return own
            # "Talas" is also written for Dallas: a place of that very name in the article's own countries is meant.
            # "Jalal-Abad", the unit around Manas, was that town's name, too, and the town outranks it.
            same = [c for c in found if c.country in near and c.name.lower() == form.lower() and not _around(c, found[0])]
            return same[0] if same and found[0].name.lower() != form.lower() else found[0]
    return None


def _around(unit: gazetteer.Candidate, town: gazetteer.Candidate) -> bool:
    """Whether the one is the unit that the other lies in."""
    return town.kind == "city" and unit.kind == "admin1" and (town.country, town.admin1) == (unit.country, unit.admin1)


def standing_at(place: Place, found: gazetteer.Candidate) -> Place:
    """The place as this candidate of the gazetteer."""
    return evolve(
        place,
        lat=found.lat,
        lon=found.lon,
        radius_m=found.radius_m,
        country=found.country,
        admin1=found.admin1 or None,
        gazetteer_id=found.id,
        gazetteer_source=found.source,
    )


def without_point(place: Place, country: str | None, admin1: str | None = None) -> Place:
    """The place as a name in a country, which the gazetteer doesn't hold there."""
    return evolve(
        place,
        lat=None,
        lon=None,
        radius_m=None,
        country=country,
        admin1=admin1,
        gazetteer_id=None,
        gazetteer_source=None,
        basis="inferred",
    )


def _own_city(name: str, found: tuple[gazetteer.Candidate, ...], near: tuple[str, ...]) -> gazetteer.Candidate | None:
    """ "Tripoli" in the news of Lebanon: a large city of the article's first country, not another country's capital."""
    capital = country_words().get(name)
    if capital is None or capital[1] != "capital" or not near or near[0] == capital[0]:
        return None
    return next((c for c in found if (c.country, c.kind, c.name) == (near[0], "city", name) and c.population >= LARGE), None)


LARGE = 100_000
ARAB = frozenset("DZA EGY IRQ JOR LBN LBY PSE SAU SDN SYR YEM".split())
ARTICLE = re.compile(r"(?:al|el|as|ash|ad|ar|an|at|az)[- ](?=\w{3})", re.IGNORECASE)


def _arabic(name: str) -> tuple[str, ...]:
    """An Arabic name with its article or without it: "Zabadani" is written "Az Zabadani", too, and "al-Qayyarah" "Qayyarah"."""
    bare = ARTICLE.sub("", name, count=1) if ARTICLE.match(name) else name
    first = bare[:2].lower() if bare[:2].lower() == "sh" else bare[:1].lower()
    sun = ("A" + first + " ",) if first in ("s", "sh", "d", "r", "n", "t", "z") else ()
    return tuple(form for form in (bare, *(article + bare for article in ("Al ", *sun))) if form != name)


def _forms(name: str) -> tuple[str, ...]:
    """The name and other ways to write it in Latin letters (RFE/RL writes -ya where GeoNames has -ia)."""
    forms = [name]
    plain = name.replace("’", "'")
    if plain != name:
        forms.append(plain)
    if plain.endswith(("ai", "ei", "oi")):
        forms.append(plain[:-1] + "y")
    if "dj" in plain.lower():  # "Medvedja" for Medveđa
        forms.append(re.sub("dj", "d", plain, flags=re.IGNORECASE).capitalize())
    if plain.endswith("ya"):
        forms.append(plain[:-2] + "ia")
    if "-" in plain:
        forms.append(plain.replace("-", " "))
    # Letters of Turkic and Caucasian languages: "Qaraghandy", "Daghestan".
    forms += [plain.replace("Q", "K").replace("q", "k"), plain.replace("gh", "g")]
    return tuple(dict.fromkeys(forms))


def country_of(name: str) -> str | None:
    """The alpha-3 code if the name is a country's."""
    found = country_words().get(name)
    return found[0] if found and found[1] == "name" else None


@cache
def _in_capitals() -> dict[str, str]:
    return {name.upper(): code for name, (code, kind) in country_words().items() if kind == "name"}


def country_in_capitals(name: str) -> str | None:
    """The alpha-3 code if the name is a country's, in whatever letters: "MALI", "Mali"."""
    return _in_capitals().get(name.upper())


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
LARGE = 100_000
# So many characters up, some two paragraphs, a capital that was named is still "the capital".
CAPITAL_REACH = 700
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


@lru_cache(maxsize=4)
def _countries_named(text: str) -> tuple[Naming, ...]:
    """Where a text names countries, from left to right."""
    words, begins = country_words(), opening(country_words)
    first = _begin(text)
    named: list[Naming] = []
    written = WRITTEN_IN.match(text, first)
    city = lookup(written["city"].title(), (), ("city",)) if written else None
    if written and city is not None and city.population >= LARGE:
        named.append(Naming(*written.span("city"), city.country, "capital"))
    state = WRITTEN_STATE.match(text, first)
    if state and (country := country_in_capitals(state["state"])) is not None:
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
    return tuple(sorted(named, key=attrgetter("start", "country", "kind")))


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
    for named in _countries_named(text):
        # What an article is about stands in its first lines; a capital mostly speaks for a government from afar.
        weight = (5 if named.start < first + 400 else 0) + (3 if named.kind in ("name", "unit") else 1)
        counts[named.country] = counts.get(named.country, 0) + weight
    order = sorted(counts, key=list(counts).index)
    return tuple(sorted(order, key=counts.__getitem__, reverse=True))


def naming_of(text: str, country: str, end: int, beside: tuple[tuple[int, int], ...] = ()) -> tuple[int, int] | None:
    """The words that name a country last before this offset, else first behind it; none that stand within these stretches."""
    named = [one for one in _countries_named(text) if one.country == country and not any(s <= one.start < e for s, e in beside)]
    told = next((one for one in reversed(named) if one.start < end), next(iter(named), None))
    return (told.start, told.end) if told else None


def told_before(text: str, end: int) -> frozenset[str]:
    """The countries that a text names before this offset."""
    return frozenset(named.country for named in _countries_named(text) if named.start < end)


def named_until(text: str, countries: tuple[str, ...], end: int, paragraph: int) -> tuple[str, ...]:
    """Those of the countries that a text names up to the end of a sentence, or the only one it names in all.

    What comes later is another country's background, not where the text has been all along; but where none is named so far,
    the only one that the rest of the ``paragraph`` (its end) names is meant.
    """
    told = told_before(text, end)
    if not told and len(rest := told_before(text, paragraph)) == 1:
        told = rest
    first = next((named.start for named in _countries_named(text)), 0)
    if not told and len(countries) == 1 and not ELSEWHERE.search(text, 0, first):
        return countries
    return tuple(country for country in countries if country in told)


@cache
def _in_a_capital() -> re.Pattern[str]:
    names = one_of(name for name, (_, kind) in country_words().items() if kind == "capital")
    return re.compile(rf"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Tt]hrough|[Aa]cross) (?:central |downtown )?({names})\b")


def capital_told(text: str, end: int) -> str | None:
    """The country of the capital that was told last as the place of something, in the two paragraphs before or so."""
    named = [match[1] for match in _in_a_capital().finditer(text, max(0, end - CAPITAL_REACH), end)]
    return country_words()[named[-1]][0] if named else None


def capital_next(text: str, start: int) -> str | None:
    """The country of the one capital that the rest of a paragraph tells as the place of something."""
    stop = text.find("\n", start)
    named = {country_words()[m[1]][0] for m in _in_a_capital().finditer(text, start, stop if stop >= 0 else len(text))}
    return named.pop() if len(named) == 1 else None


def capital_of(alpha3: str) -> str | None:
    """The capital, for "the Afghan capital"."""
    found = countries().get(alpha3)
    return found.capitals[0] if found and found.capitals else None
