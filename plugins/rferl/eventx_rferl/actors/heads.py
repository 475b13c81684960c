"""The noun that ends an actor's phrase, and the conventional name that it gives: "Military Forces of X" for "X's border troops".

Knows the heads of ``lexicon/forces.tsv``, where a noun phrase ends, and who rules a state. Doesn't find actors.
"""

from __future__ import annotations

from functools import lru_cache

from eventx_rferl.language.lexicons import (
    country_name,
    forces,
    phrase_at,
    rulers,
    verb_forms,
    weapons,
    with_article,
)
from eventx_rferl.language.voice import STOPPERS
from eventx_rferl.model import Actor, Token

ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "then", "also", "later"})
LIGHT_VERBS = frozenset(
    "traded exchanged lost suffered sustained took left gave made accused accuse accuses blamed blame blames".split()
)
ENDS = STOPPERS | ARTICLES | LIGHT_VERBS | {"and"}


Head = tuple[int, str, str]
"""The noun that ends an actor's phrase: the index behind it, its class, and the pattern of its name."""

Found = tuple[list[Actor], int]
"""The actors of a phrase, and the index of the token behind it."""


def head_of(tokens: tuple[Token, ...], at: int) -> Head | None:
    """The actor noun that a noun phrase starting at ``at`` ends in, of the kind that the first of several says."""
    best: Head | None = None
    for index in range(at, min(at + 6, len(tokens))):
        if tokens[index].lower in ENDS or tokens[index].lower in verb_forms():
            break
        if best and index < best[0]:
            continue
        words, size = phrase_at(tokens, index, forces)
        if size and best and best[1] != "government":
            best = (index + size, *best[1:])  # "navy officer": of the navy, not of the police
        elif size:
            best = (index + size, *forces()[words])
        elif best:
            break
    return best


def name_of(pattern: str, country: str | None, text: str) -> str:
    """The conventional name of a phrase by its head's pattern; without a country the plain one."""
    name = country_name(country)
    if "{country}" not in pattern:
        return pattern.replace("{text}", text)
    if name is None:
        return pattern.replace(" ({country})", "").replace(" of {country}", "")
    return pattern.replace(" of {country}", f" of {with_article(name)}").replace("{country}", name)


@lru_cache(maxsize=1024)
def state_name(alpha3: str | None, day: int | None) -> str:
    """The conventional name of a state's forces, with the group that rules it in brackets if the list has one."""
    for ruler in rulers(alpha3):
        if day is None or day >= int(ruler.governs_since.replace("-", "")):
            return f"Military Forces of {with_article(country_name(alpha3) or '')} ({ruler.name})"
    return f"Military Forces of {with_article(country_name(alpha3) or '')}"


HEAVY = frozenset({"air", "drone", "missile", "rocket", "shell", "bomb"})


def weapon_end(tokens: tuple[Token, ...], at: int) -> int:
    """The index after an army's weapon that a noun phrase beginning at ``at`` names, 0 if it names none."""
    for index in range(at, min(at + 3, len(tokens))):
        for size in (2, 1):
            words = " ".join(t.lower for t in tokens[index : index + size])
            if weapons().get(words) in HEAVY and words.endswith("s"):
                return min(index + size, len(tokens))
        if tokens[index].lower in ENDS:
            break
    return 0
