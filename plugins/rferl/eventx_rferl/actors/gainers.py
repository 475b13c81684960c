"""Puts who gains a place before who leaves it: "the rebels gave up the town, and police moved in", "handed it to the army".

Knows verbs of leaving and of coming in behind, and in whose hands a place is, within one sentence. Doesn't know whose a place
was or is where only one side is named.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.language.actor_classes import BEARING_ARMS
from eventx_rferl.language.roles import Sides
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Trigger

LEFT = re.compile(
    r"(?:left|leav|withdr|pull|quit|g[ia]v|abandon|mov|vacat|desert|evacuat|drew|driv|drove|retreat)", re.IGNORECASE
)
CAME_IN = wording(
    r"(?: \w+ly| (?:of the |of )?[\w-]+){0,3}? (?:(?:to )?(?:move|moved|drive|drove|march|marched|walk|walked|roll|rolled|pour|"
    r"poured|came|come|went|ride|rode|follow|followed) (?:back )?in\b|took (?:it )?over\b|took (?:control|their places?|up)\b|"
    r"occupied\b|replaced\b)"
)
HANDS_IT = wording(r"\b(?:handing|hands) [^.;]{1,60}? to $")
# "Is now under army control after the rebels withdrew"; but not "rebels control X; troops left Y".
UNDER = wording(r"\b(?:in|under) (?:[\w’'-]+ ){0,2}$")
HAS_IT = wording(r"(?:['’]s?)? (?:hands|control)\b")
STATE_HAS_IT = wording(r" (?:the )?(?:government|state|regime|official)(?:['’]s)? (?:hands|control)\b")


def gained(text: str, head: Trigger, actors: tuple[Actor, ...], end: int, sides: Sides) -> Sides:
    """Both sides of a place that is left, who has it now first, if the sentence names both."""
    if head.type != "nonviolent-transfer" or not sides[0]:
        return sides
    if STATE_HAS_IT.match(text, head.end) and sides[0][0].start > head.end:
        return (), (evolve(sides[0][0], role="target"),)
    if not LEFT.match(head.text):
        return sides
    armed = [a for a in actors if a.start < end and a.group in BEARING_ARMS | {"government"}]
    heir = next((a for a in armed if _has_it_now(text, head, a)), None)
    if heir is None or heir.name == sides[0][0].name:
        return sides
    return (evolve(heir, role="initiator"),), (evolve(sides[0][0], role="target"),)


def _has_it_now(text: str, head: Trigger, actor: Actor) -> bool:
    """Whether somebody holds the place before the leaving is told, or comes in behind it."""
    if actor.end <= head.start:
        return bool(HAS_IT.match(text, actor.end) and UNDER.search(text, max(0, actor.start - 30), actor.start))
    return bool(CAME_IN.match(text, actor.end) or HANDS_IT.search(text, head.start, _noun(text, actor)))


def _noun(text: str, actor: Actor) -> int:
    """Where an actor's words begin, its article with them."""
    return actor.start - len("the ") if text.endswith(" the ", 0, actor.start) else actor.start
