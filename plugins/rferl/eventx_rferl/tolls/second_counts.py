"""Reads a second count of the same victims: a later figure, a total, another speaker's, or a bare number that somebody gives.

Knows the words between the two counts. Doesn't read the first.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Toll
from eventx_rferl.tolls.people_phrases import People
from eventx_rferl.tolls.reader import Reader
from eventx_rferl.tolls.words import RAISED, RIVAL, SPOKE, THE_NUMBER, TOLL

# "Three more died, bringing the toll to eight", "the toll rose to eight after three died": the three are among the eight.
TOTALLED = wording(
    r"\b(?:bring|brought|rais|tak|took|push|lift|ris(?:e|es|en|ing)\b|rose|climb|increas|grew|grown)\w*(?: [\w’'-]+){0,8} to "
    r"(?:at least |more than |about )?$"
)

PAUSE = re.compile(r"[,;]|$")
# What a running total is counted over, where it isn't one event's: "to 40 the number of people killed this month".
OF_MANY = wording(
    r"\b(?:this (?:year|month|week|season|summer|winter|spring|autumn)|so far|to date|"
    r"(?:in|over|during|within) (?:the |a |an |less than |just |only )*(?:(?:past|last|previous|recent|\w+|\d+) )?"
    r"(?:days?|weeks?|months?|years?)|since (?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December|the (?:start|beginning)|\d{4}|last)|in (?:the )?(?:conflict|war|insurgency|uprising))\b"
)


def recounted(reader: Reader) -> None:
    """A bare number that somebody gives in a sentence of its own: "The army, which confirmed the raid, counted five"."""
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    for match in SPOKE.finditer(text, start, end):
        first = reader.after(match.end())
        if first >= 0 and reader.people[first].plain and re.match(r"[.,;]|$", text[reader.people[first].end : end]):
            measure = reader.found[0].measure if reader.found else "killed"
            reader.add(measure, reader.people[first], match.start())


def raised(reader: Reader) -> None:
    """ "Put the toll at 35, later raised to 44": the later figure counts, the one before is superseded."""
    text = reader.text
    for number in reader.numbers:
        before = max((t for t in reader.found if t.end <= number.start), key=_start, default=None)
        if before is None or not RAISED.fullmatch(text[before.end : number.start]):
            continue
        reader.found = [evolve(t, superseded=True) if t is before else t for t in reader.found]
        reader.add(before.measure, People(number.start, number.end, number.end, number, before.group), before.start)


# "Seven died at the scene and two later in hospital".
DIED_AND = wording(
    r"\b(?:died|dead|killed|perished)\b(?:(?!\b(?:wounded|injured|hurt)\b)[^.;]){0,50}?,? and (?:another |at least )?$"
)
AFTERWARDS = wording(
    r"(?: more| others?| people)?(?: (?:had )?(?:died|succumbed))? "
    r"(?:later\b|(?:(?:later|afterwards?) )?(?:in|at) (?:the |an? )?(?:\w+ )?hospitals?|on the way to|en route|"
    r"of (?:their|his|her) (?:wounds|injuries))"
)


def died_later(reader: Reader) -> None:
    """ "Seven died at the scene and two later in hospital": the two add to the seven."""
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    for number in reader.numbers:
        told = any(t.start <= number.start < t.end for t in reader.found)
        before = max((t for t in reader.found if t.measure == "killed" and t.end <= number.start), key=_start, default=None)
        if (
            told
            or before is None
            or not AFTERWARDS.match(text, number.end, end)
            or not DIED_AND.search(text, start, number.start)
        ):
            continue
        reader.add("killed", People(number.start, number.end, number.end, number, before.group), number.start)


def rival(reader: Reader) -> None:
    """ "31 people were killed; a rights group spoke of at least 90": another speaker's figure, no word for what it counts."""
    text, end = reader.text, reader.sentence.end
    for number in reader.numbers:
        before = max((t for t in reader.found if t.end <= number.start), key=_start, default=None)
        if (
            before is None
            or before.number.high == 0
            or not re.match(r"(?: dead| deaths| victims)?(?:[.,;]|$)", text[number.end : end])
        ):
            continue
        match = RIVAL.fullmatch(text, before.end, number.start)
        if match is None or any(t.start <= number.start < t.end for t in reader.found):
            continue
        at, stop = match.span("who")
        people = People(number.start, number.end, number.end, number, before.group)
        reader.add(before.measure, people, number.start)
        reader.found = [
            evolve(t, claimant=match["who"], claimant_start=at, claimant_end=stop) if t.start == number.start else t
            for t in reader.found
        ]


def totalled(reader: Reader) -> None:
    """Leave out the counts that a total of the sentence holds already."""
    text, start = reader.text, reader.sentence.start
    total = next(
        (t for t in reader.found if t.measure == "killed" and not t.superseded and TOTALLED.search(text, start, t.start)), None
    )
    if total is None:
        return
    brought = TOTALLED.search(text, start, total.start)
    ends = PAUSE.search(text, total.end, reader.sentence.end)  # ", making it one of the worst attacks this year"
    if brought is not None and ends is not None and OF_MANY.search(text, brought.start(), ends.start()):
        reader.found = [t for t in reader.found if t is not total]  # the dead of a month, not of this attack
        return
    if not TOLL.search(text, start, total.start) and not THE_NUMBER.match(text, total.end, reader.sentence.end):
        return
    most = total.number.best or total.number.low or 0
    reader.found = [
        t for t in reader.found if t is total or t.measure != "killed" or t.superseded or (t.number.best or most + 1) > most
    ]


def _start(toll: Toll) -> int:
    return toll.start


# "Police detained dozens; rights groups put the number at 90": of whom the words before tell.
COUNTS_OF = wording(
    r"\b(?:(?P<killed>kill\w*|d[ei]ad|died|deaths?|slain|toll)|(?P<arrested>arrest\w*|detain\w*|detention\w*)|"
    r"(?P<abducted>abduct\w*|kidnap\w*)|(?P<injured>wounded|injured|hurt))\b",
    re.IGNORECASE,
)


def counted_before(text: str, start: int, match: re.Match[str]) -> str:
    """The measure of "the number", "the figure" by the words before; empty if none says it, or the words themselves do."""
    if not match["put"] or match["put"].lower() not in ("number", "figure", "count"):
        return ""
    told = [found.lastgroup for found in COUNTS_OF.finditer(text, start, match.start())]
    return told[-1] or "" if told else ""
