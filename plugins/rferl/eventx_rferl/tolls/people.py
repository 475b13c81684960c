"""Finds the noun phrases of a sentence that name people, and how many each names.

Knows "three officers", "17 of them", "a shop assistant and her brother", "the couple", "both men", "Ahmed Sakin, a journalist",
"another", and which phrases only count a part ("including two children", "three of them women"). Doesn't know what
happened to anybody.
"""

from __future__ import annotations

from functools import cache

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Number, Sentence, Token
from eventx_rferl.tolls.people_counted import counted
from eventx_rferl.tolls.people_parts import parts
from eventx_rferl.tolls.people_phrases import END, People, Step
from eventx_rferl.tolls.people_single import named, single, singulars, titled
from eventx_rferl.tolls.people_words import ONE, TITLES


def _of(text: str, named: People) -> bool:
    """Whether a name stands behind "of", and nothing that hangs on it makes a person of it: "100 inhabitants of Kafr Zita"."""
    return (
        text.endswith((" of ", " from "), 0, named.start)
        and named.group in ("any", "civilian")
        and "," not in text[named.start : named.end]
    )


KIN = frozenset({"family", "household", "clan", "crew", "unit", "single", "same"})
OF_AN_AGE = frozenset("boy girl child man woman baby infant toddler son daughter youth".split())
AGE = wording(r", (?:aged )?\d{1,2},?\)?")
LISTED = frozenset({"and", ","})
NEARBY = frozenset({"nearby", "neighboring", "adjacent"})
SPOT = frozenset("in at near from outside on into across around over".split())


LEADING = frozenset("the all another its his her their these those some".split())
OWNED = frozenset({"his", "her", "its", "their"})
RELATIVES = frozenset(
    "wife husband mother father brother sister son daughter grandmother grandfather aunt uncle nephew niece".split()
)
PERSONAL = frozenset({"he", "she", "him"})
ROUGH = frozenset({"estimated", "reported", "additional", "further"})


@cache
def _first_words() -> frozenset[str]:
    """The words that people can begin with if no number and no capital letter does."""
    return ONE | LEADING | PERSONAL | {"both"} | singulars()


def people_in(text: str, sentence: Sentence, numbers: tuple[Number, ...]) -> tuple[People, ...]:
    """The people that a sentence names, left to right, none inside another."""
    tokens, first = sentence.tokens, _first_words()
    begins = {n.start: n for n in numbers}
    found: list[People] = []
    behind = 0
    for at, token in enumerate(tokens):
        if at >= behind and token.lower in RELATIVES and found and _his_too(text, found[-1], token.start):
            found.append(People(token.start, token.end, token.end, Number(1, 1, 1, token.start, token.end), "civilian"))
            continue
        if at < behind or (token.lower not in first and token.start not in begins and not token.text[:1].isupper()):
            continue
        step = _people_at(text, tokens, at, begins)
        if step is None:
            continue
        people, behind = step
        if not found or not _inside(text, people, found[-1]):
            found.append(people)
    return parts(text, sentence, tuple(found))


def _his_too(text: str, before: People, start: int) -> bool:
    """Whether a bare word for a relative goes on with those of somebody: "his two children, wife, and brother"."""
    first, _, _ = text[before.start : before.end].lower().partition(" ")
    return (first in OWNED or first in RELATIVES) and text[before.end : start] in (", ", " and ", ", and ")


def _people_at(text: str, tokens: tuple[Token, ...], at: int, begins: dict[int, Number]) -> Step | None:
    """The people named from this token on, and the index behind them."""
    token = tokens[at]
    before = tokens[at - 1].lower if at else ""
    if before == "no" and token.lower == "one":
        return None  # "no one was hurt, but a shop was damaged"
    if before in ("of", "from") and at + 1 < len(tokens) and tokens[at + 1].lower in KIN:
        return None  # "six of them from one family": what they belong to is no count
    number = _number_at(text, tokens, at, begins)
    step = _with_number(text, tokens, at, number) if number is not None else None
    if step is None and (token.lower in ONE or token.lower == "both"):
        step = single(text, tokens, at)
    if (
        step is None
        and token.text[:1].isupper()
        and token.text not in TITLES
        and before not in SPOT
        and token.start not in begins
        and (person := named(text, tokens, at)) is not None
        and not (person[0].group == "any" and _in_a_list_of_places(tokens, at, person[1]))
    ):
        step = person
    return step or titled(tokens, at) or _pronoun(tokens, at)


def _in_a_list_of_places(tokens: tuple[Token, ...], at: int, behind: int) -> bool:
    """Whether a name goes on with the places behind "in": "in Kandahar and Lashkar Gah", not "in Kabul and Omar Khan in Gaya"."""
    lead = at - 1 - (tokens[at - 1].lower in NEARBY)
    if lead < 2 or tokens[lead].lower not in LISTED or not tokens[lead - 1].text[:1].isupper():
        return False
    after = [token.lower for token in tokens[behind : behind + 2]]
    if tokens[lead].text == "," and (not after or after[0] not in LISTED):
        return False  # "in Kabul, Omar Khan said"
    if len(after) == 2 and after[0] in SPOT - {"on"} and tokens[behind + 1].text[:1].isupper():
        return False
    while lead and (tokens[lead].lower in LISTED or tokens[lead].lower in NEARBY or tokens[lead].text[:1].isupper()):
        lead -= 1
    return tokens[lead].lower in SPOT


def _number_at(text: str, tokens: tuple[Token, ...], at: int, begins: dict[int, Number]) -> Number | None:
    """The number that a phrase begins with, behind "the", "the other", "an estimated"; None if it is an age or there is none."""
    token = tokens[at]
    lead = 1 if token.lower in LEADING else 0
    ahead = tokens[at + lead] if at + lead < len(tokens) else token
    if token.lower == "all" and ahead.lower == "the" and at + 2 < len(tokens):
        lead, ahead = 2, tokens[at + 2]
    if lead == 1 and ahead.lower in ("other", "remaining", "last", "first", "next") and at + 2 < len(tokens):
        ahead = tokens[at + 2]
    number = begins.get(token.start) or (begins.get(ahead.start) if lead else None)
    if token.lower in ("an", "a") and at + 2 < len(tokens) and tokens[at + 1].lower in ROUGH:
        number = begins.get(tokens[at + 2].start)
    if number is None:
        return None
    aged = at > 0 and (tokens[at - 1].lower in ("aged", "age") or AGE.fullmatch(text, tokens[at - 1].start, token.end + 1))
    aged = aged or (at > 1 and tokens[at - 1].lower == "of" and tokens[at - 2].lower in OF_AN_AGE)
    return None if aged else number  # "Ahmed Sakin, 45,", "a girl of six"


def _with_number(text: str, tokens: tuple[Token, ...], at: int, number: Number) -> Step | None:
    behind = at
    while behind < len(tokens) and tokens[behind].start < number.end:
        behind += 1
    return counted(text, tokens, behind, number, tokens[at].start)


def _pronoun(tokens: tuple[Token, ...], at: int) -> Step | None:
    """ "He", "him"; "her", if nothing is hers."""
    token = tokens[at]
    alone = at + 1 >= len(tokens) or tokens[at + 1].lower in END
    if token.lower not in PERSONAL and not (token.lower == "her" and alone):
        return None
    return People(token.start, token.end, token.end, Number(1, 1, 1, token.start, token.end), "any", plain=True), at + 1


def _inside(text: str, people: People, before: People) -> bool:
    """Whether a phrase hangs on the one before it: "100 inhabitants of Kafr Zita", "the wife and two daughters of the mayor"."""
    hanging = people.number is None or (people.name and _of(text, people))
    hanging = hanging or text.startswith(" to ", before.end)  # "two aides to the mayor"
    return (people.start < before.reach and hanging) or text[before.end : people.start + 4] == " of the "
