"""A noun phrase for people, and how far it goes: to its last word for people, and on to what hangs on it.

Knows the words that a noun phrase can't go on at. Doesn't find any, nor know what happened to them.
"""

from __future__ import annotations

from functools import cache

from eventx_rferl.language.lexicons import country_words, opening, persons, settings, verb_forms
from eventx_rferl.model import Number, Token
from eventx_rferl.tolls.people_words import COMPOUNDS, FINITE, MARKS, PREPOSITIONS, STATES
from eventx_rferl.values import frozen


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


Step = tuple[People, int]
"""A phrase that was read, and the index of the token behind it."""

END = MARKS | FINITE | PREPOSITIONS
STOP = END | STATES


@cache
def plural_peoples() -> frozenset[str]:
    """Peoples in the plural: "Serbs", "Afghans"."""
    return frozenset(
        word for word, (_, kind) in country_words().items() if kind == "adjective" and word.endswith("s") and word[-2:] != "ss"
    )


@cache
def _stops() -> frozenset[str]:
    """Words at which a noun phrase can't go on: numbers and verbs in the past."""
    data = settings("numbers.toml")
    return frozenset(
        {*data["words"], *verb_forms(), "several", "dozens", "scores", "hundreds", "thousands", "left", "lost", "shot"}
    )


def _abbreviated(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the short form of the name before stands here in brackets."""
    if tokens[at].text != "(" or at + 2 >= len(tokens) or tokens[at + 2].text != ")":
        return False
    return tokens[at + 1].text.isupper() and tokens[at - 1].text[:1].isupper()


def phrase_end(tokens: tuple[Token, ...], at: int) -> int:
    """The index after the last word for people of the noun phrase whose adjectives begin at ``at``; ``at`` if there is none."""
    known = persons()
    best = at
    index = at
    while index < min(at + 9, len(tokens)):
        word = tokens[index].lower
        if _abbreviated(tokens, index):
            index += 3  # "three Civil Order Force (COF) soldiers"
            continue
        people = word in known and (index == at or tokens[index - 1].text[:1].isupper())
        stops = word in _stops() and not people  # "a conscript", "two Armenian conscripts": a verb's word, too
        stops = stops and not _is_adjective(tokens, index, at)
        if word in MARKS or word in FINITE or word in PREPOSITIONS or stops or _is_a_count(tokens, index, at):
            break
        if word in STATES and (best > at or index > at or index + 1 >= len(tokens) or tokens[index + 1].lower not in known):
            break
        for size in (3, 2, 1) if word in opening(persons) or tokens[index].text in opening(persons) else (1,):
            if index + size <= len(tokens):
                words = " ".join(t.lower for t in tokens[index : index + size])
                if words in known or (size == 1 and (tokens[index].text in known or tokens[index].text in plural_peoples())):
                    best = index + size
                    break
        if tokens[index].text in country_words() and country_words()[tokens[index].text][1] == "adjective":
            after = tokens[index + 1].lower if index + 1 < len(tokens) else "."
            if best == at and after in END:
                best = index + 1  # "a Belgian was killed"
        if best > at and index >= best and not tokens[index].text[:1].isupper() and "-" not in word:
            after = tokens[index + 1].lower if index + 1 < len(tokens) else ""
            if not (tokens[best - 1].text[:1].isupper() and after in known and word not in STATES):
                break  # but "two Muslim cattle traders"
        index = max(index + 1, best)
    if best > at and best < len(tokens) and COMPOUNDS.match(tokens[best].lower):
        return at
    return _behind_owner(tokens, at, best) if at < best < len(tokens) - 1 and tokens[best].text in OWNS else best


def _is_a_count(tokens: tuple[Token, ...], index: int, at: int) -> bool:
    """Whether a figure counts others ("cost the Russians 40 men"), and isn't the end of a name: "two Barrio 18 members"."""
    word = tokens[index].text
    if not word[0].isdigit() or "-" in word:
        return False
    before = tokens[index - 1]
    return index == at or not before.text[:1].isupper() or tokens[at - 1].lower == "the" or before.text in plural_peoples()


def _is_adjective(tokens: tuple[Token, ...], index: int, at: int) -> bool:
    """Whether a verb's word behind an article or a number stands before people: "a disabled man", "two wounded soldiers"."""
    hurt = tokens[at].lower in STATES
    article = index == at and at and (hurt or tokens[at - 1].lower in ("a", "an"))
    return bool(article and tokens[at].lower.endswith("ed") and at + 1 < len(tokens) and tokens[at + 1].lower in persons())


OWNS = frozenset("'’")


def _behind_owner(tokens: tuple[Token, ...], at: int, best: int) -> int:
    """ "Several workers' rights activists": people behind what belongs to others; none if what does is a thing."""
    if not tokens[best - 1].lower.endswith("s") or tokens[best + 1].lower in STOP or not tokens[best + 1].text.isalpha():
        return best
    further = phrase_end(tokens, best + 1)
    return further if further > best + 1 else at


HANGING = frozenset({"of", "from", "with", "in", "at", "on", "aboard", "belonging", "working"})


def reach_of(tokens: tuple[Token, ...], at: int) -> int:
    """The offset where what hangs on a noun phrase ends: "of the same unit", "aides to the mayor"."""
    index = at
    hanging = HANGING | {"to"} if at and tokens[at - 1].lower in settings("numbers.toml")["somebodys"] else HANGING
    while index < len(tokens) - 1 and tokens[index].lower in hanging:
        stop = index + 1
        while stop < len(tokens) and tokens[stop].lower not in STOP:
            stop += 1
        if stop == index + 1:
            break
        index = stop
    return tokens[index - 1].end if index > at else tokens[at - 1].end
