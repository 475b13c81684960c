"""Reads a noun phrase for one person, or for several that a word like "couple" or "both" counts, and names of persons.

Knows "a shopkeeper", "another", "the couple", "both men", "a fourth", "Ahmed Sakin, a local journalist". Doesn't know what
happened to anybody.
"""

from __future__ import annotations

import re
from functools import cache

from eventx_rferl.language.lexicons import country_words, groups, persons, settings
from eventx_rferl.language.numbers import value_of
from eventx_rferl.language.titles import titles
from eventx_rferl.language.voice import person_class
from eventx_rferl.model import Number, Token
from eventx_rferl.tolls.people_counted import is_number
from eventx_rferl.tolls.people_phrases import END, STOP, People, Step, phrase_end, plural_peoples, reach_of
from eventx_rferl.tolls.people_words import (
    COMPOUNDS,
    FINITE,
    ONE_WEAPON,
    ORGANISATION,
    PREPOSITIONS,
    SORTS,
    STATES,
    STRUCK,
    TITLES,
)

NOT_PEOPLE = frozenset("day week month year few hour number total dozen couple pair group series".split())
ORDINAL = re.compile(r"second|third|\d+(?:th|st|nd|rd)|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf)th")
# The second name of "Abdelghani al-Kikli".
ARTICLED = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|ul)-[A-Z]")
# Whom somebody tells it: "told Reuters Ivan Petrov had died".
AGENCIES = frozenset("Reuters AFP AP BBC CNN VOA Interfax TASS Xinhua Anadolu Pajhwok Tolo Ukrinform UNIAN Trend Azattyq".split())
PARTICLES = frozenset({"al", "bin", "ibn", "de", "la", "van", "von", "ul", "al-", "da", "dos", "el"})


def _word(tokens: tuple[Token, ...], at: int) -> str:
    return tokens[at].lower if at < len(tokens) else ""


def _so_many(start: int, end: int, size: int, group: str, *, plain: bool = False) -> People:
    return People(start, end, end, Number(size, size, size, start, end), group, plain=plain)


# "Another lost an eye": what somebody did whom no more words name.
BEFALLS = frozenset({"lost", "broke", "suffered", "sustained", "died", "needed"})


def single(text: str, tokens: tuple[Token, ...], at: int) -> Step | None:
    """The phrase that begins with "a", "the", "another", "both" at this token, and the index behind it."""
    first, following, third = (_word(tokens, n) for n in (at, at + 1, at + 2))
    if first == "both":
        return _both(text, tokens, at)
    several = _several(tokens, at)
    if several is not None:
        return several
    if following in NOT_PEOPLE or (third == "of" and following in settings("numbers.toml")["collectives"]):
        return None  # "a couple of", "a pair of": read as numbers
    if first == "another" and (following in STOP or following in BEFALLS or not following):
        return _another(text, tokens, at)
    if first == "a" and third != "of" and ORDINAL.fullmatch(following):
        stop = max(phrase_end(tokens, at + 2), at + 2)
        start, end = tokens[at].start, tokens[stop - 1].end
        return _so_many(start, end, 1, person_class(text[start:end]), plain=stop == at + 2), stop
    return _person(text, tokens, at)


def _both(text: str, tokens: tuple[Token, ...], at: int) -> Step | None:
    """ "Both men", "both were killed"."""
    stop = phrase_end(tokens, at + 1)
    if stop == at + 1 and _word(tokens, at + 1) not in FINITE | STATES:
        return None
    start, end = tokens[at].start, tokens[stop - 1].end
    return _so_many(start, end, 2, person_class(text[start:end]), plain=stop == at + 1), stop


def _several(tokens: tuple[Token, ...], at: int) -> Step | None:
    """ "A family of five", "the couple", "an elderly couple"."""
    sizes = settings("numbers.toml")["collectives"]
    first, following, third = (_word(tokens, n) for n in (at, at + 1, at + 2))
    start = tokens[at].start
    if following == "family" and third == "of" and at + 3 < len(tokens) and is_number(tokens[at + 3]):
        return _so_many(start, tokens[at + 3].end, value_of(tokens[at + 3].lower) or 1, "civilian"), at + 4
    if third in sizes and third != "pair" and following not in END and first in ("a", "an", "the"):
        return _so_many(start, tokens[at + 2].end, 2, "civilian"), at + 3
    if following in sizes and third != "of" and first in ("a", "an", "the", "another"):
        return _so_many(start, tokens[at + 1].end, sizes[following], "civilian"), at + 2
    return None


def _another(text: str, tokens: tuple[Token, ...], at: int) -> Step | None:
    """ "Another was wounded"; but "one bomb went off in Kabul, killing six, and another in Herat"."""
    start = tokens[at].start
    if _word(tokens, at + 1) in PREPOSITIONS and ONE_WEAPON.search(text, tokens[0].start, start):
        return None
    return _so_many(start, tokens[at].end, 1, "any", plain=True), at + 1


def _person(text: str, tokens: tuple[Token, ...], at: int) -> Step | None:
    """ "A shopkeeper", "his wife Amina", "a 12-year-old"; people in the plural without a number are named, not counted."""
    start, stop = tokens[at].start, phrase_end(tokens, at + 1)
    if stop == at + 1:
        aged = re.fullmatch(r"\d{1,2}-year-old", _word(tokens, at + 1))
        return (_so_many(start, tokens[at + 1].end, 1, "civilian"), at + 2) if aged else None
    last, end = tokens[stop - 1], tokens[stop - 1].end
    group = person_class(text[start:end])
    people = country_words().get(last.text, ("", ""))[1] == "adjective" and last.text not in plural_peoples()
    if _word(tokens, stop) in STOP or stop == len(tokens):  # not "a Christian village", "a local paper"
        people = people or last.text in singulars() or last.lower == "local"
    if last.lower not in singulars() and not (people and tokens[at].lower in ("a", "an", "another")):
        return People(start, end, reach_of(tokens, stop), None, group), stop
    if stop + 1 < len(tokens) and tokens[stop].lower == "of" and is_number(tokens[stop + 1]):
        return _so_many(start, tokens[stop + 1].end, 1, group), stop + 2  # "a father of three", "a woman of 57"
    if stop + 1 < len(tokens) and tokens[stop].text[:1].isupper() and not tokens[stop].text.isupper():
        stop = name_end(tokens, stop)
        end = tokens[stop - 1].end
    return People(start, end, reach_of(tokens, stop), Number(1, 1, 1, start, end), group), stop


@cache
def singulars() -> frozenset[str]:
    """The words for one person (last words of the list's phrases)."""
    known = persons()
    plural = {"people", "men", "women", "children", "troops", "police", "personnel", "others", "crew", "dead", "schoolchildren"}
    plural |= {"other", "local", "victim", "police chief", "faithful"}
    last = {word.split()[-1] for word in known}
    return frozenset(
        word
        for word in last
        if word not in plural and not word.endswith("men") and (not word.endswith("s") or word.endswith("ss"))
    )


def name_end(tokens: tuple[Token, ...], at: int) -> int:
    """The index after a person's name that begins at ``at``."""
    index = at
    while index < len(tokens) and (
        (tokens[index].text[:1].isupper() and tokens[index].lower not in FINITE)
        or (tokens[index].lower in PARTICLES and index + 1 < len(tokens) and tokens[index + 1].text[:1].isupper())
        or (index > at and ARTICLED.match(tokens[index].text))
    ):
        index += 1
    return index


def named(text: str, tokens: tuple[Token, ...], at: int) -> Step | None:
    """A person's name, with what follows it in commas: "Ahmed Sakin, a local journalist", "Colonel Hasan, 45"."""
    stop = name_end(tokens, at)
    start = tokens[at].start
    if (
        not 2 <= stop - at <= 5
        or not _a_persons(text[start : tokens[stop - 1].end], tokens[at:stop])
        or _a_things(tokens, at, stop)
    ):
        return None
    end, group = tokens[stop - 1].end, "civilian"
    index = stop
    if _word(tokens, index) == "," and _word(tokens, index + 1).isdigit() and _word(tokens, index + 2) == ",":
        index += 2
    if _word(tokens, index) == "," and _word(tokens, index + 1) in ("a", "an", "the", "who"):
        head = phrase_end(tokens, index + 2)
        if head > index + 2:
            group = person_class(text[tokens[index + 1].start : tokens[head - 1].end])
            end, stop = tokens[head - 1].end, head
        elif tokens[index + 1].lower != "who" and not _struck(text, start):
            return None
    elif not any(t.lower in persons() or t.text in TITLES for t in tokens[at:stop]):
        group = "any"
    return People(start, end, reach_of(tokens, stop), Number(1, 1, 1, start, end), group, name=True), stop


def _a_persons(name: str, words: tuple[Token, ...]) -> bool:
    """Whether a name can be a person's: no group's, country's or organisation's."""
    return not (
        words[0].text in AGENCIES
        or words[0].text in ("The", "In", "On", "A", "An", "Prophet")
        or name in groups()
        or name in country_words()
        or any(word.text in country_words() for word in words)
        or name.rsplit(maxsplit=1)[-1] in ORGANISATION
    )


def _a_things(tokens: tuple[Token, ...], at: int, stop: int) -> bool:
    """Whether a thing bears the name: "the Stability Support Apparatus", "the Zamzam and Abu Shouk camps"."""
    titled_ = any(t.text in TITLES or t.lower in persons() or t.lower in titles("clergy") for t in tokens[at:stop])
    if at and tokens[at - 1].lower == "the" and not titled_:
        return True
    return COMPOUNDS.match(_word(tokens, stop + (_word(tokens, stop) in SORTS))) is not None


def _struck(text: str, start: int) -> bool:
    """Whether a name is the object of a verb that only people are objects of: "killed Farah Warsame, an exporter of tea"."""
    return STRUCK.search(text[max(0, start - 16) : start]) is not None


def titled(tokens: tuple[Token, ...], at: int) -> Step | None:
    """ "Colonel Hasan", "journalist Ahmed Sakin"."""
    if at + 2 >= len(tokens) or (tokens[at].lower not in singulars() and tokens[at].text not in TITLES):
        return None
    stop = name_end(tokens, at + 1)
    if stop == at + 1 or tokens[at + 1].text in country_words() or tokens[stop - 1].text in ORGANISATION:
        return None  # "journalist Ali Noor", not "the National Party"
    start, end = tokens[at].start, tokens[stop - 1].end
    return People(start, end, end, Number(1, 1, 1, start, end), person_class(tokens[at].lower), name=True), stop
