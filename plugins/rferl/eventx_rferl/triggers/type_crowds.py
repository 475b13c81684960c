"""Rules for events in which a crowd has its part: demonstrations, force against them, riots and mobs.

Knows what turns a protest into a riot and an intervention into excessive force. A rule's place among the others is said in
``types``, and in ``DEMONSTRATIONS`` for what is told of a demonstration.
"""

from __future__ import annotations

import re

from eventx_rferl.language.actor_classes import CROWDS, FIGHTERS, STATE_GROUPS
from eventx_rferl.language.wording import wording
from eventx_rferl.triggers.type_facts import (
    EXPLOSIONS,
    INSURGENTS,
    SHOOTING,
    Case,
    Decision,
    Rule,
    first_to_decide,
)
from eventx_rferl.triggers.type_words import (
    BULLETS,
    ETHNIC_RIOTS,
    FORCED,
    GUNS,
    MOB,
    POLICE_CAR,
    SERIOUS,
)

# Force that hurts so many is excessive, whatever it was done with.
MANY_INJURED = 50


# "A van drove into a crowd of protesters".
RUN_DOWN = wording(
    r"\b(?<!police )(?<!army )(?<!patrol )(?:cars?|vans?|trucks?|lorry|vehicle|suv|pickup|bus|motorist|driver)\b[^.;]{0,50} "
    r"(?:rammed|drove|driven|plowed|ploughed|crashed|slammed|smashed|sped|careened|ran) (?:[a-z]+ ){0,2}?(?:into|through) "
    r"(?:(?:an?|the|several|two) )?(?:[\w-]+ ){0,3}?"
    r"(?:protesters|demonstrators|marchers|crowd|rally|demonstration|march|protest|strikers|procession)\b",
    re.IGNORECASE,
)


def run_down(case: Case) -> Decision | None:
    """Somebody drives into those who demonstrate: no police, whoever arrests him."""
    hurt = case.facts.killed or case.facts.injured
    return ("attack-on-civilians", "inferred") if hurt and not case.doers and RUN_DOWN.search(case.words) else None


def protester_killed(case: Case) -> Decision | None:
    """A protester dies by a state's men, and nobody rioted: "Police beat a demonstrator to death"."""
    if (
        case.facts.killed
        and "violent-demonstration" not in case.kinds
        and "protester" in case.victims
        and case.doers & STATE_GROUPS
        and not case.doers & INSURGENTS
    ):
        return "excessive-force", "inferred"
    return None


# "A crowd fell on two traders and beat them until policemen led them away": whoever came in the end.
SET_UPON = wording(
    r"\b(?:crowds?|mobs?|villagers|residents|onlookers|bystanders|neighbors|passers-by|locals)\b[^.;]{0,60}"
    r"\b(?:fell on|set upon|turned on|pounced on|surrounded|seized|caught|cornered|grabbed)\b[^.;]{0,70}"
    r"\b(?:beat|beaten|lynched|kicked|stoned|stabbed|thrashed|clubbed)\b"
)


def stormed_by_crowd(case: Case) -> Decision | None:
    """A crowd without arms attacks: "Demonstrators stormed the governor's office"."""
    hunted = "shooting-kill" in case.kinds and not GUNS.search(case.words)  # "hunted down foreigners"
    if "sexual-violence" in case.kinds:
        return None
    if case.kinds & {"mob-violence"} and case.doers & {"protesters", "rioters", "crowd"} and SET_UPON.search(case.words):
        return "mob-violence", "inferred"
    stormed = (hunted or case.kinds & {"attack", "raid", "hit"}) and not case.families & EXPLOSIONS
    if case.kinds & {"looting-destruction"} and "protesters" in case.doers and not case.doers & FIGHTERS:
        return "violent-demonstration", "inferred"
    if stormed and case.doers & {"protesters", "rioters", "crowd"} and not case.doers & FIGHTERS:
        return ("mob-violence" if MOB.search(case.words) else "violent-demonstration"), "inferred"
    return None


def demonstration(case: Case) -> Decision | None:
    """What is told of a demonstration; peaceful, if nothing else is: "Hundreds rallied for his release"."""
    if "demo" not in case.families:
        return None
    return first_to_decide(DEMONSTRATIONS, case) or ("peaceful-protest", "explicit")


def _set_upon(case: Case) -> Decision | None:
    """Those at a rally are attacked by others than police: "Men with clubs beat participants of the vigil"."""
    slain = case.facts.killed and case.doers & INSURGENTS and not case.doers & CROWDS  # "gunmen killed three during a march"
    beaten = (slain or case.kinds & {"attack-on-civilians", *SHOOTING}) and not case.kinds & {"disperse", "clash-noun"}
    if not beaten or case.state_there:
        return None
    armed = case.doers & FIGHTERS or "firearm" in case.weapons or case.kinds & SHOOTING
    return ("attack-on-civilians" if armed else "mob-violence"), "inferred"


def _mob(case: Case) -> Decision | None:
    """A word says that it was a mob: "A mob attacked the shrine"."""
    if (
        "mob-violence" in case.kinds
        or ETHNIC_RIOTS.search(case.words)
        or ("mob" in case.words and case.kinds & {"attack", "hit"})
    ):
        return "mob-violence", "explicit"
    return None


# "Police used stun grenades as protesters tried to storm the palace": whatever police did.
CROWD_STORMS = wording(
    r"\b(?:protesters|protestors|demonstrators|marchers|crowds?|rioters|students|supporters|activists|strikers|workers)\b[^.;]{0,40}"
    r"\b(?:storm(?:ed|ing)?|(?:break|broke|broken|breaking) (?:into|through)|forc(?:e|ed|ing) their way)\b"
)


def _rioted(case: Case) -> Decision | None:
    """The demonstrators are violent themselves: "Protesters threw stones and clashed with police"."""
    stormed = "attack" in case.kinds and CROWD_STORMS.search(case.words)
    if case.kinds & {"violent-demonstration", "clash-noun", "armed-clash"} or "stones" in case.weapons or stormed:
        return "violent-demonstration", "explicit"
    return None


def _demonstrators_shot(case: Case) -> Decision | None:
    """A state's men shoot at a demonstration: "Police shot two demonstrators"."""
    if case.kinds & SHOOTING and case.doers & STATE_GROUPS and not case.doers & INSURGENTS:
        return "excessive-force", "inferred"
    return None


# "Twenty supporters detained at the rally", "sixty were detained": by the police, whoever tells it.
HELD_THERE = wording(
    r"(?<!who )\bwere (?:detained|arrested)\b|"
    r"\b(?:detained|arrested)(?: by [^,.;]{2,30})? (?:during|at|for taking part in) (?:an?|the|that|this) (?:[\w-]+ ){0,4}"
    r"(?:rally|protest|demonstration|march|picket|gathering)\b"
)


def _broken_up(case: Case) -> Decision | None:
    """Police intervene: excessively if they kill, shoot or maim ("lost an eye to a rubber bullet"), else not."""
    state, dispersed, arrested = case.state_there, "disperse" in case.kinds, "arrest" in case.kinds
    forced = dispersed or case.weapons & {"riot", "live"} or arrested or (state and FORCED.search(case.words))
    held = arrested and (POLICE_CAR.search(case.words) or HELD_THERE.search(case.words))
    if not forced or not (state or dispersed or held):
        return None
    killed, injured = case.facts.killed, case.facts.injured
    shot = injured and BULLETS.search(case.words)
    if killed or "live" in case.weapons or injured >= MANY_INJURED or shot or SERIOUS.search(case.words):
        return "excessive-force", "inferred"
    return "protest-intervention", "explicit"


DEMONSTRATIONS: tuple[Rule, ...] = (
    _set_upon,
    _mob,
    _rioted,
    _demonstrators_shot,
    _broken_up,
)
