"""Finds the noun phrases of a sentence that name people, and how many each names.

Knows "three officers", "17 of them", "a shop assistant and her brother", "the couple", "both men", "Ahmed Sakin, a journalist",
"another", and which phrases only count a part ("including two children", "three of them women"). Doesn't know what
happened to anybody.
"""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

from eventx_rferl.language.lexicons import country_words, groups, persons, settings, verb_forms
from eventx_rferl.language.numbers import value_of
from eventx_rferl.language.voice import person_class
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Number, Sentence, Token
from eventx_rferl.tolls.people_parts import parts
from eventx_rferl.tolls.people_phrases import END, STOP, phrase_end, plural_peoples, reach_of
from eventx_rferl.tolls.people_words import (
    FINITE,
    LEADS,
    OF_WHAT,
    ONE,
    ONE_WEAPON,
    ORGANISATION,
    OWNED,
    PREPOSITIONS,
    ROUGHLY,
    STATES,
    STRUCK,
    THINGS,
    TITLES,
    WHOLE,
)


@frozen
class People:
    """People in the words of a text: how many (``number`` None: not said), their class, and whether only a part is counted.

    ``reach`` is where the phrase ends with what hangs on it ("of the same unit").
    """

    start: int
    end: int
    reach: int
    number: Number | None
    group: str
    part: bool = False
    plain: bool = False
    name: bool = False


def _counted(text: str, tokens: tuple[Token, ...], at: int, number: Number, start: int) -> tuple[People, int] | None:
    """A phrase that begins with a number at token ``at`` (the first token behind it)."""
    index = at
    if index + 1 < len(tokens) and tokens[index].text in '“"' and (text[tokens[index].start - 1] == " "):
        index += 1  # 'about 20 "terrorists"'
    if index + 1 < len(tokens) and (tokens[index].lower, tokens[index + 1].lower) == ("out", "of"):
        index += 1  # "twelve out of 40 soldiers"
    while index < len(tokens) and tokens[index].lower in LEADS:
        if tokens[index].lower == "of":
            following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
            if following in WHOLE:
                stop = max(index + 2, phrase_end(tokens, index + 2))
                group = person_class(text[tokens[index + 1].start : tokens[stop - 1].end])
                return People(start, tokens[stop - 1].end, tokens[stop - 1].end, number, group, part=True), stop
            whole = index + 1
            while whole < len(tokens) and tokens[whole].lower in ROUGHLY:
                whole += 1
            if _is_number_at(tokens, whole):
                index = whole  # "twelve of 40 soldiers", "five of some 200 soldiers"
            if following in ("the", *OWNED):
                index += 1
                if _is_number_at(tokens, index + 1):
                    index += 1  # "nine of the 14 miners"
        index += 1
    if index < len(tokens) and tokens[index].lower in ("wounded", "injured") and index > at and tokens[index - 1].lower == "the":
        return People(start, tokens[index].end, tokens[index].end, number, "any", part=True), index + 1
    stop = phrase_end(tokens, index)
    if stop > index:
        end, reach = tokens[stop - 1].end, reach_of(tokens, stop)
        words = text[start:end]
        victims = re.search(r"\bof the (?:\w+ )?(?:dead|victims|wounded|injured|killed|slain)$", words)
        return (
            People(start, end, reach, number, _members(words, text[end:reach]), part=bool(victims)),
            stop,
        )
    grouped = _group_end(text, tokens, index)
    if grouped > index:  # "27 Taliban"
        end = tokens[grouped - 1].end
        return People(start, end, reach_of(tokens, grouped), number, "rebel"), grouped
    lead = tokens[index - 1].lower if index > at else ""
    if index > at + 1 and lead in OWNED and tokens[index - 2].lower == "of" and FOLLOWERS.fullmatch(tokens[index].lower):
        end = tokens[index].end  # "six of his disciples", "three of their number"
        return People(start, end, end, number, "any"), index + 1
    if index >= len(tokens):
        return People(start, number.end, number.end, number, "any", plain=True), at
    after = tokens[index].lower
    if lead == "others" or (lead in ("more", "other", "another") and re.fullmatch(r"\w+ed|\w+ly", after)):
        return People(start, tokens[index - 1].end, tokens[index - 1].end, number, "any"), index
    if lead in ("more", "other", "another") and (after in STOP or index == len(tokens)):
        return People(start, tokens[index - 1].end, tokens[index - 1].end, number, "any"), index
    if lead:
        return None
    if re.match(r"-|%|percent\b|per\b|years?\b|kilomet|meters?\b|miles?\b|hours?\b|days?\b|weeks?\b|months?\b", after):
        return None
    if index + 1 < len(tokens) and re.fullmatch(r"\w+ed", after) and THINGS.fullmatch(tokens[index + 1].lower):
        return None  # "five armored vehicles"
    if after in STOP or re.fullmatch(r"\w+(?:ed|ly)|suffered|received|lost|were|seriously", after):
        return People(start, number.end, number.end, number, "any", plain=True), at
    return None


def _group_end(text: str, tokens: tuple[Token, ...], at: int) -> int:
    """The index after an armed group's name that stands for its men; ``at`` if none begins there."""
    for size in range(min(4, len(tokens) - at), 0, -1):
        name = text[tokens[at].start : tokens[at + size - 1].end]
        if name in groups() and name[:1].isupper():
            after = tokens[at + size].lower if at + size < len(tokens) else "."
            return at + size if after in END or after in verb_forms() or after in ("died", "killed") else at
    return at


def _members(words: str, hanging: str) -> str:
    """The class of a counted phrase; of "two members of the Basij militia" what hangs on it decides."""
    found = person_class(words)
    if found != "any" or not re.search(r"\b(?:members?|men|people|recruits|volunteers)$", words):
        return found
    return next((group for group, pattern in OF_WHAT if pattern.match(hanging)), found)


FOLLOWERS = wording(
    r"(?!.*(?:homes|houses|cars|vehicles|tanks|ships|boats|planes|jets|drones|cattle|cows|goats|trucks)$)(?:[a-z-]{3,}s|number|"
    r"own)"
)
NOT_PEOPLE = frozenset("day week month year few hour number total dozen couple pair group series".split())


def _is_number_at(tokens: tuple[Token, ...], at: int) -> bool:
    return at < len(tokens) and _is_number(tokens[at])


def _is_number(token: Token) -> bool:
    return token.text.isdigit() or token.lower in settings("numbers.toml")["words"]


def _single(text: str, tokens: tuple[Token, ...], at: int) -> tuple[People, int] | None:
    """One person, or several that a word like "couple" or "both" counts: "a shopkeeper", "the couple", "both men", "a fourth"."""
    first = tokens[at].lower
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    start = tokens[at].start
    data = settings("numbers.toml")["collectives"]
    if first == "both":
        stop = phrase_end(tokens, at + 1)
        if stop == at + 1 and following not in FINITE | STATES:
            return None
        end = tokens[stop - 1].end
        return People(start, end, end, Number(2, 2, 2, start, end), person_class(text[start:end]), plain=stop == at + 1), stop
    if following == "family" and at + 3 < len(tokens) and tokens[at + 2].lower == "of" and _is_number(tokens[at + 3]):
        size = value_of(tokens[at + 3].lower) or 1
        end = tokens[at + 3].end
        return People(start, end, end, Number(size, size, size, start, end), "civilian"), at + 4
    third = tokens[at + 2].lower if at + 2 < len(tokens) else ""
    if third in data and following not in END and first in ("a", "an", "the") and third != "pair":
        end = tokens[at + 2].end
        return People(start, end, end, Number(2, 2, 2, start, end), "civilian"), at + 3
    if following in data and first in ("a", "an", "the", "another"):
        size = data[following]
        end = tokens[at + 1].end
        if at + 2 < len(tokens) and tokens[at + 2].lower == "of":
            return None  # "a couple of", "a pair of": read as numbers
        return People(start, end, end, Number(size, size, size, start, end), "civilian"), at + 2
    if first == "another" and (following in STOP or not following):
        if following in PREPOSITIONS and ONE_WEAPON.search(text, tokens[0].start, start):
            return None  # "one bomb went off in Kabul, killing six, and another in Herat"
        end = tokens[at].end
        return People(start, end, end, Number(1, 1, 1, start, end), "any", plain=True), at + 1
    if (
        first == "a"
        and third != "of"
        and re.fullmatch(r"second|third|\d+(?:th|st|nd|rd)|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf)th", following)
    ):
        stop = max(phrase_end(tokens, at + 2), at + 2)
        end = tokens[stop - 1].end
        return People(start, end, end, Number(1, 1, 1, start, end), person_class(text[start:end]), plain=stop == at + 2), stop
    if following in NOT_PEOPLE:
        return None
    stop = phrase_end(tokens, at + 1)
    if stop == at + 1 and re.fullmatch(r"\d{1,2}-year-old", following):
        end = tokens[at + 1].end
        return People(start, end, end, Number(1, 1, 1, start, end), "civilian"), at + 2
    if stop == at + 1:
        return None
    end = tokens[stop - 1].end
    group = person_class(text[start:end])
    people = (
        country_words().get(tokens[stop - 1].text, ("", ""))[1] == "adjective" and tokens[stop - 1].text not in plural_peoples()
    )
    if tokens[stop - 1].lower in _singulars() or (people and first in ("a", "an", "another")):
        if stop + 1 < len(tokens) and tokens[stop].lower == "of" and _is_number(tokens[stop + 1]):
            stop += 2  # "a father of three", "a woman of 57"
            end = tokens[stop - 1].end
            return People(start, end, end, Number(1, 1, 1, start, end), group), stop
        if stop + 1 < len(tokens) and tokens[stop].text[:1].isupper() and not tokens[stop].text.isupper():
            stop = _name_end(tokens, stop)
            end = tokens[stop - 1].end
        return People(start, end, reach_of(tokens, stop), Number(1, 1, 1, start, end), group), stop
    return People(start, end, reach_of(tokens, stop), None, group), stop


@cache
def _singulars() -> frozenset[str]:
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


PARTICLES = frozenset({"al", "bin", "ibn", "de", "la", "van", "von", "ul", "al-", "da", "dos", "el"})


def _name_end(tokens: tuple[Token, ...], at: int) -> int:
    """The index after a person's name that begins at ``at``."""
    index = at
    while index < len(tokens) and (
        (tokens[index].text[:1].isupper() and tokens[index].lower not in FINITE)
        or (tokens[index].lower in PARTICLES and index + 1 < len(tokens) and tokens[index + 1].text[:1].isupper())
    ):
        index += 1
    return index


def _named(text: str, tokens: tuple[Token, ...], at: int) -> tuple[People, int] | None:
    """A person's name, with what follows it in commas: "Ahmed Sakin, a local journalist", "Colonel Hasan, 45"."""
    stop = _name_end(tokens, at)
    start = tokens[at].start
    words = text[start : tokens[stop - 1].end]
    if stop - at < 2 or stop - at > 5 or tokens[at].text in ("The", "In", "On", "A", "An", "Prophet"):
        return None
    if (
        words in groups()
        or any(t.text in country_words() for t in tokens[at:stop])
        or words in country_words()
        or words.split()[-1] in ORGANISATION
    ):
        return None
    end, group = tokens[stop - 1].end, "civilian"
    index = stop
    if (
        index + 2 < len(tokens)
        and tokens[index].text == ","
        and tokens[index + 1].text.isdigit()
        and tokens[index + 2].text == ","
    ):
        index += 2
    if index + 1 < len(tokens) and tokens[index].text == "," and tokens[index + 1].lower in ("a", "an", "the", "who"):
        head = phrase_end(tokens, index + 2)
        if head > index + 2:
            group = person_class(text[tokens[index + 1].start : tokens[head - 1].end])
            end, stop = tokens[head - 1].end, head
        elif tokens[index + 1].lower != "who" and not _struck(text, start):
            return None
    elif not any(t.lower in persons() or t.text in TITLES for t in tokens[at:stop]):
        group = "any"
    return People(start, end, reach_of(tokens, stop), Number(1, 1, 1, start, end), group, name=True), stop


def _of(text: str, named: People) -> bool:
    """Whether a name stands behind "of", and nothing that hangs on it makes a person of it: "100 inhabitants of Kafr Zita"."""
    return (
        text.endswith((" of ", " from "), 0, named.start)
        and named.group in ("any", "civilian")
        and "," not in text[named.start : named.end]
    )


def _struck(text: str, start: int) -> bool:
    """Whether a name is the object of a verb that only people are objects of: "killed Farah Warsame, an exporter of tea"."""
    return STRUCK.search(text[max(0, start - 16) : start]) is not None


KIN = frozenset({"family", "household", "clan", "crew", "unit", "single", "same"})
AGE = wording(r", (?:aged )?\d{1,2},?\)?")
SPOT = frozenset("in at near from outside on into across around over".split())


LEADING = frozenset("the all another its his her their these those some".split())
PERSONAL = frozenset({"he", "she", "him"})


@cache
def _first_words() -> frozenset[str]:
    """The words that people can begin with if no number and no capital letter does."""
    return ONE | LEADING | PERSONAL | {"both"} | _singulars()


def people_in(text: str, sentence: Sentence, numbers: tuple[Number, ...]) -> tuple[People, ...]:
    """The people that a sentence names, left to right, none inside another."""
    tokens = sentence.tokens
    begins = {n.start: n for n in numbers}
    found: list[People] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.lower not in _first_words() and token.start not in begins and not token.text[:1].isupper():
            at += 1
            continue
        step: tuple[People, int] | None = None
        if at and at + 1 < len(tokens) and tokens[at - 1].lower == "of" and tokens[at + 1].lower in KIN:
            at += 1  # "six members of one family": what they belong to is no count
            continue
        lead = 1 if token.lower in LEADING else 0
        ahead = tokens[at + lead] if at + lead < len(tokens) else token
        if token.lower == "all" and ahead.lower in ("the",) and at + 2 < len(tokens):
            lead, ahead = 2, tokens[at + 2]
        if lead == 1 and ahead.lower in ("other", "remaining", "last", "first", "next") and at + 2 < len(tokens):
            ahead = tokens[at + 2]
        number = begins.get(token.start) or (begins.get(ahead.start) if lead else None)
        if (
            token.lower in ("an", "a")
            and at + 2 < len(tokens)
            and tokens[at + 1].lower in ("estimated", "reported", "additional", "further")
        ):
            number = begins.get(tokens[at + 2].start)
        if number is not None and at and tokens[at - 1].lower in ("aged", "age"):
            number = None
        if number is not None and at and AGE.fullmatch(text, tokens[at - 1].start, token.end + 1):
            number = None  # an age: "Ahmed Sakin, 45,"
        if number is not None:
            behind = at
            while behind < len(tokens) and tokens[behind].start < number.end:
                behind += 1
            step = _counted(text, tokens, behind, number, token.start)
        if step is None and (token.lower in ONE or token.lower == "both"):
            step = _single(text, tokens, at)
        spot = at > 0 and tokens[at - 1].lower in SPOT
        if step is None and token.text[:1].isupper() and token.text not in TITLES and not spot and token.start not in begins:
            step = _named(text, tokens, at)
        if step is None and (token.lower in _singulars() or token.text in TITLES) and at + 2 < len(tokens):
            stop = _name_end(tokens, at + 1)
            if stop > at + 1 and tokens[at + 1].text not in country_words():
                end = tokens[stop - 1].end
                step = (
                    People(token.start, end, end, Number(1, 1, 1, token.start, end), person_class(token.lower), name=True),
                    stop,
                )
        alone = at + 1 >= len(tokens) or tokens[at + 1].lower in END
        if step is None and (token.lower in PERSONAL or (token.lower == "her" and alone)):
            step = (
                People(token.start, token.end, token.end, Number(1, 1, 1, token.start, token.end), "any", plain=True),
                at + 1,
            )
        if step is None:
            at += 1
            continue
        inside = bool(found) and (
            (step[0].start < found[-1].reach and (step[0].number is None or (step[0].name and _of(text, step[0]))))
            or text[found[-1].end : step[0].start + 4] == " of the "  # "the wife and two daughters of the mayor"
        )
        if not inside:
            found.append(step[0])
        at = max(step[1], at + 1)
    return parts(text, sentence, tuple(found))
