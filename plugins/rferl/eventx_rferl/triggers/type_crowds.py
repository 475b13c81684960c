"""Rules for events in which a crowd has its part: demonstrations, force against them, riots and mobs.

Knows what turns a protest into a riot and an intervention into excessive force. A rule's place among the others is said in
``types``, and in ``DEMONSTRATIONS`` for what is told of a demonstration.
"""

from __future__ import annotations

from eventx_rferl.language.actor_classes import CROWDS, FIGHTERS, IRREGULARS, STATE_GROUPS
from eventx_rferl.language.wording import wording
from eventx_rferl.triggers.type_facts import (
    ARMED_VICTIMS,
    EXPLOSIONS,
    INSURGENTS,
    SHOOTING,
    Case,
    Decision,
    Rule,
    first_to_decide,
)
from eventx_rferl.triggers.type_words import (
    APART,
    AT_A_PROTEST,
    BULLETS,
    CHANTING,
    CROWDED,
    EACH_OTHER,
    ETHNIC_RIOTS,
    FORCED,
    GATHERED,
    GUNS,
    MOB,
    NEIGHBORS_OWN,
    POLICE_CAR,
    POLICED,
    PROTESTING,
    RAMPAGE,
    SERIOUS,
    STONED,
)

# Force that hurts so many is excessive, whatever it was done with.
MANY_INJURED = 50


def _crowd_faced(case: Case) -> bool:
    """Whether those on the other side are a crowd, though no trigger says "protest"."""
    words, targets = case.words, case.targets
    if targets & {"protesters", "rioters"} or (targets & CROWDS and PROTESTING.search(words)):
        return True
    if CHANTING.search(words) and not targets & IRREGULARS and not case.victims & ARMED_VICTIMS:
        return True
    return not targets & (FIGHTERS - {"police"}) and GATHERED.search(words) is not None


def crowd_shot_at(case: Case) -> Decision | None:
    """Men of a state shoot at a crowd: "Soldiers opened fire on people who had gathered near the station"."""
    gassed = "riot" in case.weapons and not case.facts.killed and not case.facts.injured
    shot = case.doers & STATE_GROUPS and case.kinds & SHOOTING and not gassed
    if shot and not case.kinds & {"violent-demonstration", "armed-clash"} and _crowd_faced(case):
        return "excessive-force", "inferred"
    return None


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


def live_fire_at_protest(case: Case) -> Decision | None:
    """Live rounds, a state's men and a protest: "Troops used live ammunition to break up the march"."""
    live = "live" in case.weapons and "looting-destruction" not in case.facts.kinds
    if live and case.doers & STATE_GROUPS and AT_A_PROTEST.search(case.words):
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


def _against_each_other(case: Case) -> Decision | None:
    """Two crowds and no police: "Supporters of the two parties pelted each other with stones"."""
    if (not case.state_there or APART.search(case.words)) and EACH_OTHER.search(case.words):
        return "mob-violence", "inferred"
    return None


def _set_upon(case: Case) -> Decision | None:
    """Those at a rally are attacked by others than police: "Men with clubs beat participants of the vigil"."""
    beaten = case.kinds & {"attack-on-civilians", *SHOOTING} and not case.kinds & {"disperse", "clash-noun"}
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


def _rampage(case: Case) -> Decision | None:
    """A crowd that demands nothing and meets no police: "Settlers ran amok, torching houses"."""
    if not case.state_there and RAMPAGE.search(case.words) and not PROTESTING.search(case.words):
        return "mob-violence", "inferred"
    return None


def _armed_men_run_amok(case: Case) -> Decision | None:
    """Men in uniform, or bandits, are no crowd: "Retreating soldiers went on a rampage, shooting those who gave no money"."""
    outlaws = case.doers & INSURGENTS and not CROWDED.search(case.words)
    if not RAMPAGE.search(case.words) or not (case.doers & STATE_GROUPS or outlaws) or case.doers & CROWDS:
        return None
    hurt = case.facts.killed or case.facts.injured or case.kinds & {*SHOOTING, "attack-on-civilians"}
    return ("attack-on-civilians" if hurt else "looting-destruction"), "inferred"


def _crowd_destroys(case: Case) -> Decision | None:
    """A crowd wrecks things: a mob if they are its neighbors' ("wrecked 30 shops and set a mosque on fire"), else a riot."""
    wrecked = case.kinds & {"looting-destruction", "violent-demonstration"} and not case.facts.killed
    if not wrecked or (case.doers and not case.doers & CROWDS):
        return None
    neighbors = not case.state_there and NEIGHBORS_OWN.search(case.words) and not POLICED.search(case.words)
    return ("mob-violence" if neighbors else "violent-demonstration"), "inferred"


def _neighbors_stoned(case: Case) -> Decision | None:
    """A crowd and what others own, no police and no demands: "Youths pelted cars from across the border with stones"."""
    stoned = STONED.search(case.words) and not case.state_there and not POLICED.search(case.words)
    return ("mob-violence", "inferred") if stoned else None


def _rioted(case: Case) -> Decision | None:
    """The demonstrators are violent themselves: "Protesters threw stones and clashed with police"."""
    if case.kinds & {"violent-demonstration", "clash-noun", "armed-clash"} or "stones" in case.weapons:
        return "violent-demonstration", "explicit"
    return None


def _demonstrators_shot(case: Case) -> Decision | None:
    """A state's men shoot at a demonstration: "Police shot two demonstrators"."""
    if case.kinds & SHOOTING and case.doers & STATE_GROUPS and not case.doers & INSURGENTS:
        return "excessive-force", "inferred"
    return None


# "Twenty supporters detained at the rally": by the police, whoever tells it.
HELD_THERE = wording(
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


def _deadly(case: Case) -> Decision | None:
    """Somebody died at a demonstration where a state's men were: "Three people died when soldiers sealed off the square"."""
    return ("excessive-force", "inferred") if case.facts.killed and case.state_there else None


DEMONSTRATIONS: tuple[Rule, ...] = (
    _against_each_other,
    _set_upon,
    _mob,
    _armed_men_run_amok,
    _rampage,
    _neighbors_stoned,
    _crowd_destroys,
    _rioted,
    _demonstrators_shot,
    _broken_up,
    _deadly,
)
