"""Tells what a country's name means where other places bear it too: Congo, Georgia, Niger.

Knows which words make it the other place, and that a bare "Congo" is at best inferred. Doesn't know where events happen.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from attrs import frozen

from eventx_rferl.language.lexicons import settings

AROUND = 40


@frozen
class Meaning:
    """What a shared name means: the country it lies in (alpha-3), the gazetteer's kind, and whether the words say so."""

    country: str
    kind: str
    told: bool


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words)


@lru_cache(maxsize=16)  # asked for each time that an article names it
def _in_article(text: str, words: str) -> bool:
    return bool(words) and _pattern(words).search(text) is not None


def meaning(text: str, start: int, end: int, country: str) -> Meaning | None:
    """What a country's name at these offsets means, by the words around it and the article's; None for a name of one place."""
    shared = settings("places.toml")["shared"].get(text[start:end])
    if shared is None:
        return None
    before, behind = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    told = any(_pattern(shared[side]).search(words) for side, words in (("before", before), ("behind", behind)) if shared[side])
    if told or _in_article(text, shared["article"]):
        return Meaning(shared["country"], shared["kind"], told)
    return Meaning(country, "country", bool(shared["mostly_own"]) or _in_article(text, shared["own"]))
