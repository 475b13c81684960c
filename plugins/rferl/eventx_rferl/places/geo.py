"""Asks the gazetteer for the place a name means in an article.

Knows other ways to write a name, and that places in the countries of an article come first. Doesn't know sentences.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from attrs import evolve

from eventx_rferl import gazetteer
from eventx_rferl.language.lexicons import countries, country_words
from eventx_rferl.language.wording import one_of
from eventx_rferl.model import Place

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


# So many characters up, some two paragraphs, a capital that was named is still "the capital".
CAPITAL_REACH = 700


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
