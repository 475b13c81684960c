"""Asks the gazetteer for the place a name means in an article.

Knows how a candidate of the gazetteer becomes a place with a precision, and that the countries the article talks about come
first. Without a gazetteer names stay unresolved: a name is never given a point that nobody looked up.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from eventx_rferl.lexicons import countries, country_words

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
def lookup(name: str, near: tuple[str, ...] = (), kinds: tuple[str, ...] = ()) -> Any | None:
    """The gazetteer's best candidate for a name, the article's countries first; None if it has none."""
    try:
        from eventx_rferl import gazetteer
    except ImportError:
        return None
    for form in _forms(name):
        found = gazetteer.lookup(form, countries=near, kinds=kinds)
        if found:
            # "Talas" is also written for Dallas: a place of that very name in the article's own countries is meant.
            same = [c for c in found if c.country in near and c.name.lower() == form.lower()]
            return same[0] if same and found[0].name.lower() != form.lower() else found[0]
    return None


def _forms(name: str) -> tuple[str, ...]:
    """The name and other ways to write it in Latin letters (RFE/RL writes -ya where GeoNames has -ia)."""
    forms = [name]
    plain = name.replace("’", "'")
    if plain != name:
        forms.append(plain)
    if plain.endswith("ya"):
        forms.append(plain[:-2] + "ia")
    if "-" in plain:
        forms.append(plain.replace("-", " "))
    if plain.startswith("Qara"):
        forms.append("Kara" + plain[4:])
    if plain.startswith("Da") and "gh" in plain:
        forms.append(plain.replace("gh", "g"))
    return tuple(dict.fromkeys(forms))


def country_of(name: str) -> str | None:
    """The alpha-3 code if the name is a country's."""
    found = country_words().get(name)
    return found[0] if found and found[1] == "name" else None


def article_countries(text: str) -> tuple[str, ...]:
    """The countries a text names, most often named first."""
    import re

    words = country_words()
    counts: dict[str, int] = {}
    # A newsroom's own city heads the dispatches that it writes about anywhere.
    seed = re.match(r"\s?date \d{4}-\d\d-\d\d[^\n]*\n|\s*(?:Prague|Washington|Munich), (?=\d)", text)
    first = seed.end() if seed else 0
    for match in re.finditer(r"\b[A-Z][\w.]*(?: (?:of the |of |and )?[A-Z][\w.]*){0,3}", text):
        if match.start() < first:
            continue
        parts = match[0].split()
        taken: set[int] = set()
        for size in range(len(parts), 0, -1):
            for at in range(len(parts) - size + 1):
                word = " ".join(parts[at : at + size])
                # "Democratic Republic of the Congo" names no Republic of the Congo.
                if word in words and not taken & set(range(at, at + size)):
                    taken.update(range(at, at + size))
                    # What an article is about stands in its first lines; a capital mostly speaks for a government from afar.
                    weight = (5 if match.start() < first + 400 else 0) + (3 if words[word][1] == "name" else 1)
                    counts[words[word][0]] = counts.get(words[word][0], 0) + weight
    order = sorted(counts, key=list(counts).index)
    return tuple(sorted(order, key=counts.__getitem__, reverse=True))


def capital_of(alpha3: str) -> str | None:
    """The capital, for "the Afghan capital"."""
    found = countries().get(alpha3)
    return found.capitals[0] if found and found.capitals else None
