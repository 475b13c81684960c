"""Finds those who turn on their own: "a soldier shot dead four of his comrades", "two officers were shot by a colleague".

Knows the words by which somebody's own people are named, and where they stand around the deed. Doesn't know who acts: whoever was
found for one side stands for the other one too.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.language.actor_classes import IRREGULARS, STATE_FORCES
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Toll, Trigger

RULE = "ACTOR-FELLOW"
OWN = (
    r"(?:(?:his|her|their) (?:own )?(?:[\w-]+ )?(?:colleagues?|comrades?(?:[- ]in[- ]arms)?|squad-?mates?|platoon-?mates?|"
    r"superiors?|commanders?|commanding officers?)"
    r"|(?:(?:an?|the|some|\w+) )?fellow (?:[\w-]+ )?(?:soldiers?|officers?|policem[ae]n|police|troops|servicem[ae]n|guards?|"
    r"conscripts?|recruits?|cadets?|militants?|fighters?|rebels?|insurgents?|militiam[ae]n|gendarmes?|troopers?|marines?|sailors?|"
    r"airmen|guardsmen|peacekeepers?|members|jihadists?|paratroopers?|rangers?)|(?:colleagues|comrades))\b"
)
NUMBER = r"(?:at least |about |some )?(?:an?|the|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\d+|several|dozens)"
HITS = wording(
    rf"(?: to death| dead)?(?:,? and (?:killed|wounded|injured))?(?: on| at| against)?(?: {NUMBER})?(?: other)?(?: of)?"
    rf" (?P<who>{OWN})"
)
HIT_BY = wording(rf"(?: to death| dead| down)? by (?:(?:{NUMBER}) of )?(?P<who>{OWN}|an? (?:colleague|comrade)\b)")
FORCES = STATE_FORCES | IRREGULARS - {"armed"}
# The classes of victims by those of actors.
VICTIMS = {"military": "military", "police": "police", "border": "police", "guard": "police", "security": "military"}
UNTOLD = frozenset({"any", "civilian"})

Side = tuple[Actor, ...]


def against_their_own(text: str, head: Trigger, end: int, doers: Side, targets: Side) -> tuple[Side, Side]:
    """Both sides where one turns on its own."""
    hits = HITS.match(text, head.end, end)
    if hits and doers and doers[0].group in FORCES:
        span = hits.span("who")
        return doers, (evolve(doers[0], role="target", text=hits["who"], start=span[0], end=span[1], rule=RULE),)
    by = HIT_BY.match(text, head.end, end)
    if by and targets and targets[0].group in FORCES:
        span = by.span("who")
        return (evolve(targets[0], role="initiator", text=by["who"], start=span[0], end=span[1], rule=RULE),), targets
    return doers, targets


def turned(one: Actor, other: Actor) -> bool:
    """Whether one side is the other one's own people."""
    return RULE in (one.rule, other.rule)


def of_their_kind(tolls: tuple[Toll, ...], targets: Side) -> tuple[Toll, ...]:
    """The tolls, comrades counted as what those are whose comrades they are."""
    fellow = next((t for t in targets if t.rule == RULE), None)
    if fellow is None:
        return tolls
    kind = VICTIMS.get(fellow.group, "rebel")
    return tuple(evolve(t, group=kind) if t.group in UNTOLD and re.search(OWN, t.victims) else t for t in tolls)
