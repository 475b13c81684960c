"""Reads a noun phrase for people that begins with a number: "three officers", "17 of them", "nine of the 14 miners".

Knows what may stand between the number and the word for people, and what makes a number count no people. Doesn't know what
happened to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from attrs import evolve, frozen

from eventx_rferl.language.lexicons import groups, persons, settings, verb_forms
from eventx_rferl.language.voice import person_class
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Number, Token
from eventx_rferl.tolls.people_phrases import END, STOP, People, Step, phrase_end, reach_of
from eventx_rferl.tolls.people_words import LEADS, OF_WHAT, OWNED, ROUGHLY, THERE, THINGS, WHOLE

FOLLOWERS = wording(
    r"(?!.*(?:homes|houses|cars|vehicles|tanks|ships|boats|planes|jets|drones|cattle|cows|goats|trucks)$)(?:[a-z-]{3,}s|number|"
    r"own)"
)
# "Five percent", "10-year-old", "six hours": measures.
UNITS = re.compile(
    r"-|%|percent\b|per\b|years?\b|kilomet|meters?\b|miles?\b|hours?\b|days?\b|weeks?\b|months?\b",
)
# What befell them, or how: the number stands for people.
BEFALLEN = re.compile(r"\w+(?:ed|ly)|suffered|received|lost|left|were|seriously")
VICTIMS = re.compile(r"\bof the (?:\w+ )?(?:dead|victims|wounded|injured|killed|slain)$")
PLURAL = re.compile(r"s$|children$|kin$")
OF_THEIRS = frozenset("families wives husbands kin carers caregivers attendants escorts hosts dependents visitors".split())
MEMBERS = re.compile(r"\b(?:members?|men|people|recruits|volunteers)$")


@frozen
class _Counted:
    """A number and the tokens behind it: ``at`` is the first of them, ``index`` the first behind "other", "of the"..."""

    text: str
    tokens: tuple[Token, ...]
    number: Number
    start: int
    at: int
    index: int

    def word(self, index: int) -> str:
        """The token's word in lower case; nothing behind the last one."""
        return self.tokens[index].lower if index < len(self.tokens) else ""

    @property
    def lead(self) -> str:
        """The last of the words such as "other" behind the number; nothing if there is none."""
        return self.tokens[self.index - 1].lower if self.index > self.at else ""

    def up_to(self, stop: int, group: str = "any", *, part: bool = False) -> Step:
        """The phrase that ends before this token."""
        end = self.tokens[stop - 1].end
        return People(self.start, end, end, self.number, group, part=part), stop

    def alone(self) -> Step:
        """The number by itself."""
        return People(self.start, self.number.end, self.number.end, self.number, "any", plain=True), self.at


def is_number(token: Token) -> bool:
    """Whether a word is a number's."""
    return token.text.isdigit() or token.lower in settings("numbers.toml")["words"]


def counted(text: str, tokens: tuple[Token, ...], at: int, number: Number, start: int) -> Step | None:
    """The phrase that begins with a number at ``start``, and the index behind it; ``at`` is the first token behind the number."""
    phrase = _Counted(text, tokens, number, start, at, at)
    if phrase.word(at + 1) and tokens[at].text in '“"' and text[tokens[at].start - 1] == " ":
        phrase = evolve(phrase, index=at + 1)  # 'about 20 "terrorists"'
    if (phrase.word(phrase.index), phrase.word(phrase.index + 1)) == ("out", "of"):
        phrase = evolve(phrase, index=phrase.index + 1)  # "twelve out of 40 soldiers"
    while phrase.word(phrase.index) in LEADS:
        if phrase.word(phrase.index) == "of" and phrase.word(phrase.index + 1) in WHOLE:
            return _of_them(phrase)
        phrase = evolve(phrase, index=_behind_lead(phrase))
    return next((step for shape in SHAPES if (step := shape(phrase)) is not None), None) or _bare(phrase)


def _of_them(phrase: _Counted) -> Step:
    """ "17 of them", "three of these officers": a part of those who were told before; "two of those aboard" are counted here."""
    behind = phrase.index + 2
    here = 1 if phrase.word(behind) in THERE else 2 if (phrase.word(behind), phrase.word(behind + 1)) == ("on", "board") else 0
    if here and phrase.word(phrase.index + 1) == "those":
        return phrase.up_to(behind + here)
    stop = max(phrase.index + 2, phrase_end(phrase.tokens, phrase.index + 2))
    whole = phrase.text[phrase.tokens[phrase.index + 1].start : phrase.tokens[stop - 1].end]
    return phrase.up_to(stop, person_class(whole), part=True)


def _behind_lead(phrase: _Counted) -> int:
    """The index behind a word such as "other"; behind "of the 14" and "of some 200", too."""
    index = phrase.index
    if phrase.word(index) != "of":
        return index + 1
    whole = index + 1
    while phrase.word(whole) in ROUGHLY:
        whole += 1
    if whole < len(phrase.tokens) and is_number(phrase.tokens[whole]):
        return whole + 1
    return index + 2 if phrase.word(index + 1) in ("the", *OWNED) else index + 1


def _of_the_wounded(phrase: _Counted) -> Step | None:
    """ "Two of the wounded": a part of them."""
    hurt = phrase.word(phrase.index) in ("wounded", "injured") and phrase.lead == "the"
    return phrase.up_to(phrase.index + 1, part=True) if hurt else None


def _in_a_word(phrase: _Counted) -> Step | None:
    """ "Three officers", "two members of the Basij militia"."""
    stop = phrase_end(phrase.tokens, phrase.index)
    if stop == phrase.index:
        return None
    stop = _behind_theirs(phrase, stop)
    end, reach = phrase.tokens[stop - 1].end, reach_of(phrase.tokens, stop)
    words, hanging = phrase.text[phrase.start : end], phrase.text[end:reach]
    part = VICTIMS.search(words) is not None
    return People(phrase.start, end, reach, phrase.number, _members(words, hanging), part=part), stop


def _behind_theirs(phrase: _Counted, stop: int) -> int:
    """The index behind "and their companions", whom the one number counts, too."""
    theirs = phrase.number.best != 1 and (phrase.word(stop), phrase.word(stop + 1)) == ("and", "their")
    who = phrase.word(stop + 2)
    return stop + 3 if theirs and PLURAL.search(who) and (who in persons() or who in OF_THEIRS) else stop


def _members(words: str, hanging: str) -> str:
    """The class of a counted phrase; of "two members of the Basij militia" what hangs on it decides."""
    found = person_class(words)
    if found != "any" or not MEMBERS.search(words):
        return found
    return next((group for group, pattern in OF_WHAT if pattern.match(hanging)), found)


def _of_a_group(phrase: _Counted) -> Step | None:
    """ "27 Taliban": an armed group's name that stands for its men."""
    stop = _group_end(phrase.text, phrase.tokens, phrase.index)
    if stop == phrase.index:
        return None
    end = phrase.tokens[stop - 1].end
    return People(phrase.start, end, reach_of(phrase.tokens, stop), phrase.number, "rebel"), stop


def _group_end(text: str, tokens: tuple[Token, ...], at: int) -> int:
    """The index after an armed group's name that stands for its men; ``at`` if none begins there."""
    for size in range(min(4, len(tokens) - at), 0, -1):
        name = text[tokens[at].start : tokens[at + size - 1].end]
        if name in groups() and name[:1].isupper():
            after = tokens[at + size].lower if at + size < len(tokens) else "."
            return at + size if after in END or after in verb_forms() or after in ("died", "killed") else at
    return at


def _of_his(phrase: _Counted) -> Step | None:
    """ "Six of his disciples", "three of their number": a word that no list holds."""
    index = phrase.index
    owned = index > phrase.at + 1 and phrase.lead in OWNED and phrase.word(index - 2) == "of"
    return phrase.up_to(index + 1) if owned and FOLLOWERS.fullmatch(phrase.word(index)) else None


def _others(phrase: _Counted) -> Step | None:
    """ "Five others", "three more were killed"."""
    if phrase.index == len(phrase.tokens):
        return phrase.alone()
    after = phrase.word(phrase.index)
    others = phrase.lead == "others"
    more = phrase.lead in ("more", "other", "another") and (after in STOP or re.fullmatch(r"\w+ed|\w+ly", after))
    return phrase.up_to(phrase.index) if others or more else None


SHAPES: tuple[Callable[[_Counted], Step | None], ...] = (_of_the_wounded, _in_a_word, _of_a_group, _of_his, _others)


def _bare(phrase: _Counted) -> Step | None:
    """ "Three were killed": a number that isn't a thing's or a measure's."""
    after = phrase.word(phrase.index)
    if phrase.lead or UNITS.match(after):
        return None
    if re.fullmatch(r"\w+ed", after) and THINGS.fullmatch(phrase.word(phrase.index + 1)):
        return None  # "five armored vehicles"
    return phrase.alone() if after in STOP or BEFALLEN.fullmatch(after) else None
