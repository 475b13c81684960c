"""The names that an actor can begin with: of listed groups, of countries and their capitals, of heads of states.

Knows the longest name at a token, and from which words none can begin. Doesn't know what follows a name.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from types import MappingProxyType

from eventx_rferl.actors.organisations import unowned
from eventx_rferl.language.lexicons import country_words, forces, groups, opening, table, territories
from eventx_rferl.model import Token


@cache
def _group_starts() -> MappingProxyType[str, int]:
    """The first words of the names of groups, each with how many tokens the longest name has."""
    return _starts(groups())


def _starts(names: Iterable[str]) -> MappingProxyType[str, int]:
    from eventx_rferl.language.sentences import WORD

    found: dict[str, int] = {}
    for words in filter(None, map(WORD.findall, names)):
        found[words[0]] = max(found.get(words[0], 0), len(words))
    return MappingProxyType(found)


def group_at(text: str, tokens: tuple[Token, ...], at: int) -> tuple[str, int] | None:
    """The longest group name that begins at this token: its alias and the number of tokens."""
    word, starts = tokens[at].text, _group_starts()
    longest = max(starts.get(word, 0), starts.get(unowned(word), 0))
    if not longest:
        return None
    listed = groups()
    for size in range(min(longest, len(tokens) - at), 0, -1):
        words = text[tokens[at].start : tokens[at + size - 1].end]
        if words in listed:
            return words, size
        if (form := unowned(words)) in listed:
            return form, size
    return None


@cache
def _country_starts() -> MappingProxyType[str, int]:
    """The first words of the names of countries and territories, each with how many tokens the longest name has."""
    return _starts((*territories(), *country_words()))


@cache
def leaders() -> MappingProxyType[str, str]:
    """The names of heads of states whose armies are called theirs, with the country's alpha-3 code."""
    return MappingProxyType({name: row["alpha3"] for row in table("leaders.tsv") for name in row["names"].split(";")})


@cache
def _leader_starts() -> frozenset[str]:
    """The first words of the names of heads of states."""
    from eventx_rferl.language.sentences import WORD

    return frozenset([first[0] for first in map(WORD.match, leaders()) if first])


OWNING = ("'s", "’s", "s'", "s’")


def country_at(text: str, tokens: tuple[Token, ...], at: int) -> tuple[str | None, str, str, int] | None:
    """Country, kind (name, adjective, capital, territory), the word, number of tokens."""
    word, starts = tokens[at].text, _country_starts()
    plain = unowned(word)
    if word not in starts and plain not in starts and plain not in _leader_starts():
        return None
    if (not word[:1].isupper() and tokens[at].lower != "ethnic") or text.startswith("-", tokens[at].end):
        return None  # "U.S.-backed" fighters are others
    longest = max(starts.get(word, 0), starts.get(plain, 0))
    for size in range(min(longest, len(tokens) - at), 0, -1):
        words = unowned(text[tokens[at].start : tokens[at + size - 1].end])
        if words in territories():
            return territories()[words].country, "territory", words, size
        if words in country_words():
            alpha3, kind = country_words()[words]
            return alpha3, kind, words, size
    for size in range(1, min(4, len(tokens) - at + 1)) if plain in _leader_starts() else ():
        words = text[tokens[at].start : tokens[at + size - 1].end]
        if words.endswith(OWNING) and unowned(words) in leaders():
            return leaders()[unowned(words)], "leader", unowned(words), size  # "Assad's warplanes"
    return None


@lru_cache(maxsize=20_000)
def may_begin(word: str) -> bool:
    """A quick look whether an actor can begin with this word: a name, a listed group's first word, a force's first word."""
    lower = unowned(word.lower())
    named = word[:1].isupper() or lower == "ethnic" or lower in opening(forces)
    return named or unowned(word) in _group_starts()
