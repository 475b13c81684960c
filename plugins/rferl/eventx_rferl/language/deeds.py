"""Words around an actor's name that say of a deed whose it is: its fire, at whose hands, whose ground it came from.

Knows single turns of phrase. Doesn't know where agents and patients stand in a clause (:mod:`eventx_rferl.language.roles`).
"""

from __future__ import annotations

import re

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Clause, Trigger

# "Came under Afghan fire", "died in police fire", "killed in Turkish tank fire": whose it was.
IN_ITS_FIRE = re.compile(
    r"[\w.’'-]+(?: [\w.’'-]+){0,3}? (?:fire|gunfire|bullets|shells)\b"
    r"(?! (?:brigade|service|department|crew|official|engine|truck)s?\b)"
)
# "Died at the hands of rebels".
AT_THE_HANDS = wording(r"\bat the hands of (?:[\w’'-]+ ){0,4}$")
# "Their car hit a mine": who suffered it, not who had laid it.
OVER_A_MINE = wording(
    r"\b(?:drove|ran|rolled|rode|passed) (?:over|onto|on|into) (?:an?|two|three|several|some) (?:[\w-]+ ){0,2}"
    r"(?:mine|bomb|device|IED)s?\b"
    r"|\b(?:hit|struck|drove (?:over|into)|ran (?:over|into)) (?:[\w-]+ ){0,2}mines\b"
    r"|\b(?:hit|struck|trod on|stepped on) (?:the|another) (?:[\w-]+ ){0,2}(?:land ?mine|roadside bomb|IED|booby trap)\b"
    r"|\b(?:hit|struck|triggered|trod on|stepped on|detonated|set off) an? (?:[\w-]+ ){0,2}(?:land ?mine|mine|roadside bomb|IED|"
    r"booby trap|explosive device|improvised \w+ device)\b(?! (?:under|beneath|beside|next to|alongside|as|by remote|by radio)\b)"
)


def in_its_fire(text: str, actor: Actor) -> bool:
    """ "Came under Afghan fire", "died in police fire": whether it is this one's fire that the words mean."""
    return IN_ITS_FIRE.match(text, actor.start, actor.end + 40) is not None


def at_their_hands(text: str, trigger: Trigger, actor: Actor) -> bool:
    """ "Died at the hands of rebels": whether an actor behind the trigger is who killed."""
    return AT_THE_HANDS.search(text, trigger.start, actor.start) is not None


SHOT_FROM = wording(
    r"\b(?:fired|launched|shot|fire|shelling|barrage|flew|flown|flying|came|coming|come) (?:\w+ ){0,2}from "
    r"(?:(?:across|over|beyond) (?:the )?(?:(?:border|frontier|line|river) (?:in|with|of) (?:the )?)?|a |the |inside |within )?$"
)


def fired_from(text: str, actor: Actor, mine: list[Clause]) -> bool:
    """ "Rockets fired from Russian territory", "artillery fire from a Russian base": whose ground or guns it came from."""
    if actor.group not in ("adjective", "military", "state") or not any(c.start <= actor.start < c.end for c in mine):
        return False
    own = actor.group != "adjective" or re.match(
        r" (?:territory|soil|side|bases?|positions?|guns|batter(?:y|ies)|posts?|border|frontier)\b", text[actor.end :]
    )
    return bool(own) and SHOT_FROM.search(text[max(0, actor.start - 80) : actor.start]) is not None


# "Were still searching for students kidnapped by rebels", "a hunt for the killers of two men shot dead in X".
SOUGHT = wording(
    r"(?<!who )(?<!that )(?<!which )\b(?:(?:is|are|was|were|been|continued|began|kept|started)(?: \w+)? "
    r"(?:searching|hunting|looking|combing|scouring)|"
    r"searched|hunted|combed|scoured|looked|(?:an?|the|its|their|launched|joined|began) (?:[a-z]+ )?(?:search|hunt|manhunt)) "
    r"(?:(?!(?:after|when|as|and|but|while|where)\b)[\w’'-]+ ){0,6}?(?:for|to find|to free|to rescue|to locate) "
    r"(?:(?!(?:after|when|as|and|but|while|where|then)\b)[\w’'-]+ ){1,9}$"
)


def sought(text: str, start: int, head: int) -> int:
    """Where the words stand by which somebody looks for those whom a deed befell: it is neither theirs nor of that day; or -1."""
    found = SOUGHT.search(text, start, head)
    return found.start() if found else -1
