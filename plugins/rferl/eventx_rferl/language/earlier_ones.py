"""Finds what is told of a row of incidents that an incident belongs to: "the third in a series of ambushes that killed eleven".

The counts in it are theirs. Knows the words for a row and for the newest of it. Doesn't know events.
"""

from __future__ import annotations

import re
from functools import lru_cache

from eventx_rferl.language.calendar_names import MONTH
from eventx_rferl.language.wording import wording

NEWEST_OF = wording(
    r"\b(?:latest|newest|most recent|second|third|fourth|fifth|worst|deadliest|last)(?: [\w-]+){0,3}? (?:in|of) (?:an?|the) "
    r"(?:[\w-]+ ){0,2}?(?:spate|series|string|wave|spree|surge|rash|flurry|run|row|spiral) of\b"
)
# "A war that has cost thousands of lives since then": what a war has cost, not this strike.
SINCE_THEN = wording(
    r"\b(?:offensive|war|conflict|insurgency|campaign|fighting|violence|uprising|rebellion|invasion)s?\b[^.;]{0,60}?,? "
    r"(?:that|which) (?:has|have) "
    r"(?:killed|claimed|left|cost|wounded|injured|displaced)\b[^.;]*"
)
# "The group, which has killed 50 this year": what it has done over a time; but "the blast, which has killed nine so far".
OVER_A_TIME = wording(
    r",? (?:that|which|who) (?:has|have) (?:\w+ly |also )?(?:killed|claimed|left|cost|wounded|injured|displaced)\b[^.;,]*? "
    r"(?:this (?:year|month|decade)|(?:in|over|during|within) (?:recent|the (?:past|last))|"
    rf"since (?:then|{MONTH}|(?:early |late |mid-)?(?:19|20)\d\d))\b[^.;,]*"
)
# An aside ends with its comma: "the blast, the latest in a row of attacks, killed 14".
ENDS = re.compile(
    r"[.;]|, (?:(?:has |have |had )?(?:killed|wounded|injured|left|claimed|hit|struck|destroyed|damaged|took|came|happened|was|"
    r"were)|killing|wounding|injuring|leaving)\b"
)


@lru_cache(maxsize=16)
def earlier_ones(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The stretches of a sentence that tell of a row of incidents, as offsets of the text."""
    found = []
    for match in NEWEST_OF.finditer(text, start, end):
        stop = ENDS.search(text, match.end(), end)
        found.append((match.start(), stop.start() if stop else end))
    for match in (*SINCE_THEN.finditer(text, start, end), *OVER_A_TIME.finditer(text, start, end)):
        found.append(match.span())
    return tuple(found)


# "The group, which has been fighting the army for years, killed nine": what it has been doing is no part of that.
ALL_ALONG = wording(
    r", (?:which|who) (?:has|have) (?:(?:long|also|so far|already) )?(?:been [a-z]+ing\b(?:(?! since\b)[^,;.“”]){0,100}|"
    r"[a-z]+\b(?:(?! since\b)[^,;.“”]){0,100}\b(?:years?|months|decades?|repeatedly|often|regularly)),(?= (?!\w+ing\b))"
)


def all_along(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where commas enclose what somebody has been doing for long, in front of what is told; None if nothing is."""
    found = ALL_ALONG.search(text, start, end)
    return found.span() if found is not None else None
