"""Takes back a figure that counts a crowd or the displaced, not victims: "thousands marched; police put the number at 800".

Knows the bare figures that somebody gives and what was counted before them. Reads no toll itself.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Toll
from eventx_rferl.tolls.compared import COUNTED, sentence_before
from eventx_rferl.tolls.reader import Reader

# A figure of which only what stands before says what it counts.
BARE = wording(
    r"\b(?:(?:put|puts|putting|estimate[sd]?|estimating|placed|gave|gives|giving) (?:it|them|"
    r"(?:the|its|their|that|this) (?:[\w-]+ )?(?:number|figure|count|total|crowd|turnout|attendance|size))"
    r"(?: (?:at|as))?|(?:spoke|speaks?|speaking|talked) of|counted|"
    r"counts?|reported|(?:said|says) (?:that )?(?:the )?(?:number|figure|count|total|crowd|turnout) (?:was|stood at)) "
    r"(?:(?:only|just|some|about|around|fewer|no|more|than|at|least|most|nearly|over|up|to|closer) )*$"
)
CROWD = wording(
    r"\b(?:march\w*|rall(?:y|ied|ies)|protest\w*|demonstrat\w*|gathered|gathering|turned out|took to the streets|crowds?|"
    r"turnout|mourners|displaced|fled|flee\w*|refugees|evacuat\w*|uprooted|picket\w*|sit-in|strikers)\b",
    re.IGNORECASE,
)
NAMED = wording(r"\b(?:bod(?:y|ies)|corpses?|dead|killed|deaths?|wounded|injured|victims|casualties|fatalities)\b")
VICTIMS = frozenset({"killed", "injured", "casualties"})


def of_a_crowd(reader: Reader) -> None:
    """Leave out each bare figure of a crowd; one that follows a count of arrests counts these."""
    kept: list[Toll] = []
    for toll in sorted(reader.found, key=_start):
        if toll.measure not in VICTIMS or not _bare(reader, toll):
            kept.append(toll)
            continue
        before = kept[-1].measure if kept else _told_before(reader, toll)
        if before in VICTIMS:
            kept.append(toll)
        elif before != "crowd":
            kept.append(evolve(toll, measure=before) if before else toll)
    reader.found = kept


def _bare(reader: Reader, toll: Toll) -> bool:
    """Whether nothing at the figure says what it counts: "eight bodies" does."""
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    if NAMED.search(toll.victims):
        return False
    return BARE.search(text, start, toll.start) is not None and re.match(r"[.,;]|$", text[toll.end : end]) is not None


def _told_before(reader: Reader, toll: Toll) -> str:
    """What the words before a figure count, from the sentence before on: victims, arrests, or only a crowd."""
    text, start = reader.text, reader.sentence.start
    for since in (start, sentence_before(text, start)):
        told = {match.lastgroup for match in COUNTED.finditer(text, since, toll.start)}
        if told & VICTIMS:
            return next(measure for measure in ("killed", "injured") if measure in told)
        if CROWD.search(text, since, toll.start):
            return next((measure for measure in ("arrested", "abducted") if measure in told), "crowd")
    return ""


def _start(toll: Toll) -> int:
    return toll.start
