"""Finds armed organisations that no list holds, by how such names are built.

Knows "the Gran Grif gang", "the Mamozai and Mullakhel tribes", "the People's Front for Freedom", and abbreviations that an
article explains ("(ABC)"). Doesn't know whether they exist: the name stands in the text and acts in it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from attrs import frozen

from eventx_rferl.language.calendar_names import MONTH, WEEKDAY
from eventx_rferl.language.lexicons import Group, country_words, forces, groups, settings, territories
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Token

INNER = frozenset({"of", "for", "the", "and", "de", "del", "la", "al", "ul", "in", "e"})
DAY_OR_MONTH = re.compile(rf"{MONTH}|{WEEKDAY}")
BRACKETED = re.compile(r" \([A-Z][A-Za-z0-9-]{1,8}\)")
SHORT = wording(r"(?P<name>(?:[A-Z][\w'’-]+ (?:(?:of|for|the|and|de|del|la|in) )*){1,7})\((?P<short>[A-Z][A-Za-z0-9-]{1,8})\)")


@frozen
class Organisation:
    """A name with its actor type; ``size`` tokens are the name's words."""

    name: str
    type: str
    size: int


@cache
def _words(name: str) -> frozenset[str]:
    """A word list of organisations.toml."""
    return frozenset(settings("organisations.toml")["words"][name])


@lru_cache(maxsize=20_000)
def _opens(word: str) -> bool:
    """Whether a capitalised word is no part of a name: a day, a month, a word that sentences begin with."""
    return word in _words("openings") or DAY_OR_MONTH.fullmatch(word) is not None


@cache
def _numbers() -> frozenset[str]:
    return frozenset(settings("numbers.toml")["words"])


OWNER = re.compile(r"['’]s?$")


def unowned(word: str) -> str:
    """A word without the ending that makes it an owner: "Iran's"."""
    return OWNER.sub("", word) if "'" in word or "’" in word else word


def _no_name(word: str) -> bool:
    """A word that a sentence may begin with: "Forty rebels", "Fleeing rebels"."""
    return word.lower() in _numbers() or (word.endswith(("ing", "ed")) and len(word) > 5)


@lru_cache(maxsize=20_000)
def _proper(text: str) -> bool:
    """Whether a word can be part of a name and isn't a country's, a nationality or a day."""
    word = unowned(text)
    return (
        text[:1].isupper()
        and not _no_name(word)
        and not _opens(word)
        and word not in country_words()
        and word not in territories()
    )


def _lower(tokens: tuple[Token, ...], at: int) -> tuple[Organisation, ...] | None:
    lower, peaceful = settings("organisations.toml")["lower"], _words("peaceful")
    if not _proper(tokens[at].text) or (
        at == 0 and at + 1 < len(tokens) and not tokens[1].text[:1].isupper() and tokens[1].lower not in lower
    ):
        return None
    if at and tokens[at - 1].lower in _words("beside"):
        return None  # "in neighboring Uruzgan insurgents ambushed"
    stop = at
    names: list[str] = []
    begin = at
    while stop < len(tokens) and (_proper(tokens[stop].text) or tokens[stop].lower in ("al", "del", "de")):
        stop += 1
    names.append(" ".join(t.text for t in tokens[begin:stop]))
    if any(t.text in groups() for t in tokens[begin:stop]):
        return None
    if stop + 1 < len(tokens) and tokens[stop].lower == "and" and _proper(tokens[stop + 1].text):
        begin = stop + 1
        stop = begin
        while stop < len(tokens) and _proper(tokens[stop].text):
            stop += 1
        names.append(" ".join(t.text for t in tokens[begin:stop]))
    noun = stop
    while noun < min(stop + 2, len(tokens)) and tokens[noun].lower not in lower:
        if tokens[noun].lower in peaceful or not tokens[noun].text.isalpha() or tokens[noun].lower in INNER:
            return None
        noun += 1
    if noun >= len(tokens) or tokens[noun].lower not in lower or tokens[noun].text[:1].isupper():
        return None
    if noun > stop and tokens[stop].lower not in _words("adjectives"):
        return None
    if tokens[noun].lower == "group" and noun == stop and len(names) == 1 and (at == 0 or tokens[at - 1].lower != "the"):
        return None
    if " ".join(t.lower for t in tokens[at : noun + 1]) in forces() or any(t.text in _words("offices") for t in tokens[at:noun]):
        return None  # "Security forces" at the head of a sentence, "Interior Ministry troops"
    type_, added = lower[tokens[noun].lower]
    return tuple(Organisation(name + added, type_, noun + 1 - at) for name in names)


def _upper(text: str, tokens: tuple[Token, ...], at: int) -> Organisation | None:
    upper = settings("organisations.toml")["upper"]
    if (not _proper(tokens[at].text) and tokens[at].text not in upper) or tokens[at].lower in forces():
        return None
    if _words("peaceful") & {t.lower for t in tokens[max(0, at - 3) : at]}:
        return None  # "the youth group Malady Front", "the opposition movement X Front"
    stop = at
    while stop < len(tokens) and (
        (tokens[stop].text[:1].isupper() and not _opens(tokens[stop].text))
        or (
            tokens[stop].lower in INNER
            and stop + 1 < len(tokens)
            and (tokens[stop + 1].text[:1].isupper() or tokens[stop + 1].lower == "the")
        )
    ):
        stop += 1
    while stop > at and not tokens[stop - 1].text[:1].isupper():
        stop -= 1
    plain = [unowned(t.text) for t in tokens[at:stop]]
    ends = [n for n, word in enumerate(plain) if word in upper]
    if not ends:
        return None
    behind = plain[ends[-1] + 1] if ends[-1] + 1 < len(plain) else ""
    last = len(plain) if ends[0] == 0 or behind in ("for", "of") else ends[-1] + 1
    while last < len(plain) and country_words().get(plain[last], ("", ""))[1] == "name":
        last += 1  # "Tehrik-e Jihad Pakistan"
    words = re.sub(r"['’]s$", "", text[tokens[at].start : tokens[at + last - 1].end])
    if last < 2 or words in forces() or words.lower() in forces() or any(c in words for c in _words("civil")):
        return None
    said = any(word in words.replace("’", "'") for word in _words("armed"))
    if not said and plain[ends[-1]] not in _words("alone"):
        return None
    return Organisation(words, upper[plain[ends[0]] if ends[0] == 0 else plain[ends[-1]]], last)


def organisations_at(text: str, tokens: tuple[Token, ...], at: int) -> tuple[Organisation, ...]:
    """The organisations that a name beginning at this token names: mostly none or one, two for "the A and B tribes"."""
    if not tokens[at].text[:1].isupper():
        return ()
    one = _upper(text, tokens, at)
    return (one,) if one else _lower(tokens, at) or ()


def peoples() -> frozenset[str]:
    """The words for peoples and faiths that may stand between a country's name and its fighters."""
    return _words("peoples")


def kind_of_men(tokens: tuple[Token, ...], at: int) -> tuple[str, str, int] | None:
    """What a plural for armed men at this token adds to a people's name, their type, and the index behind it.

    "Gunmen" are nobody's in particular, and soldiers of a people are their country's.
    """
    lower = settings("organisations.toml")["lower"]
    for noun in (at, at + 1):
        word = tokens[noun].lower if noun < len(tokens) else ""
        if word in MEN and (noun == at or tokens[at].lower in _words("adjectives")):
            return lower[word][1], "identity-militia" if word in LOOSE else lower[word][0], noun + 1
    return None


LOOSE = frozenset({"fighters", "militia", "militias", "militiamen", "forces", "troops"})
MEN = LOOSE | {"rebels", "insurgents", "guerrillas", "militants", "separatists"}


def abbreviations(text: str) -> dict[str, Group]:
    """Short names that a text explains in brackets behind an armed organisation's name."""
    from eventx_rferl.actors.listed import meant
    from eventx_rferl.language.sentences import tokenize

    found: dict[str, Group] = {}
    for match in SHORT.finditer(text) if BRACKETED.search(text) else ():
        if match["short"] in groups() or match["short"] in country_words():
            continue
        tokens = tokenize(text, match.start("name"), match.end("name"))
        for at in range(len(tokens)):
            words = text[tokens[at].start : tokens[-1].end]
            listed = meant(text, words) if words in groups() else None
            made = () if listed else organisations_at(text, tokens, at)
            if listed:
                found[match["short"]] = listed
                break
            if made and at + made[0].size == len(tokens):
                found[match["short"]] = Group(made[0].name, made[0].type, None, None, "")
                break
    return found
