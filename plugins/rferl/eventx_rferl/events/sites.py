"""Tells two attacks in one town on one day apart by what they hit and by their victims, or because one is called the second.

Knows the sites named in the tellings, and figures. Doesn't know days, places or who acts: whatever else says that it is one
event is asked elsewhere.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import NamedTuple

from eventx_rferl.model import Mention, Toll
from eventx_rferl.triggers.candidates import CASUALTY


class _Range(NamedTuple):
    """From how many to how many."""

    low: int
    high: int


# What an attack on a market may hit as well, or what lies around it.
AROUND = frozenset(
    "home house homes houses apartment residence area quarter neighborhood village street yard garden courtyard car taxi bus "
    "vehicle minibus block building farm camp shelter shop store garage kiosk park tractor livestock party tanker convoy "
    "ambulance".split()
)


# "The second exploded at a mosque" of two that were told together.
DETAILS = frozenset({"elaboration", "first", "second"})


def another_site(text: str, mention: Mention, told: tuple[Mention, ...]) -> bool:
    """ "A bomb at a mosque killed four", behind the one at the market that killed three."""
    if mention.definite or mention.link != "main" or mention.head.type in CASUALTY or mention.flags & DETAILS:
        return False
    here, there = _sites(text, (mention,)), _sites(text, told)
    return bool(here and there) and here.isdisjoint(there) and other_figures(mention.tolls, [t for m in told for t in m.tolls])


def another_count(mention: Mention, told: tuple[Mention, ...]) -> bool:
    """ "460 patients were killed in a clinic on Tuesday", behind dozens who were killed in the town on no day that is told.

    Only of deeds told below the lead, which may name the day in a later paragraph.
    """
    own = mention.when is not None and mention.places and mention.head.type in CASUALTY and not mention.definite
    if not own or 0 in (told[0].paragraph, mention.paragraph - told[-1].paragraph) or any(m.when for m in told):
        return False
    here, there = _dead(mention.tolls), _dead(tuple(t for m in told for t in m.tolls))
    return bool(here and there) and all(a.high < b.low or b.high < a.low for a in here for b in there)


def _dead(tolls: tuple[Toll, ...]) -> list[_Range]:
    """The counts of the dead, from the least to the most there can be."""
    return [
        _Range(t.number.low or 0, sys.maxsize if t.number.high is None else t.number.high)
        for t in tolls
        if t.measure == "killed" and t.number.high != 0
    ]


def one_after_the_other(mention: Mention, told: tuple[Mention, ...]) -> bool:
    """ "The second strike hit a school", behind "the first strike"; but both are in "two strikes hit the town"."""
    return "second" in mention.flags and "first" in told[0].flags


def _sites(text: str, told: tuple[Mention, ...]) -> set[str]:
    """What the tellings say was hit, in a word each."""
    words = {text[start:end].lower().split()[-1] for mention in told for start, end in mention.objects}
    return words - AROUND


def counted(tolls: Iterable[Toll]) -> set[tuple[str, int]]:
    """What is counted, and how many, where that is known."""
    return {(t.measure, t.number.some) for t in tolls if t.number.some}


def other_figures(some: tuple[Toll, ...], others: list[Toll]) -> bool:
    """Whether both count the same thing, and not once alike."""
    counts, known = counted(some), counted(others)
    return bool({measure for measure, _ in counts} & {measure for measure, _ in known}) and counts.isdisjoint(known)
