"""Rules for battles and violence against civilians: abductions, ambushes, clashes, attacks, and what is told outright.

Knows who must stand on which side for a fight to be a battle, an attack or a mob's deed. A rule's place among the others is said
in ``types``.
"""

from __future__ import annotations

from eventx_rferl.language.actor_classes import CROWDS, FIGHTERS, STATE_GROUPS
from eventx_rferl.language.lexicons import around
from eventx_rferl.language.wording import wording
from eventx_rferl.triggers.type_facts import (
    ARMED_VICTIMS,
    CIVIL,
    EXPLOSIONS,
    SHOOTING,
    Case,
    Decision,
    Rule,
    first_to_decide,
)
from eventx_rferl.triggers.type_words import (
    AT_EACH_OTHER,
    BY_AIR_FORCE,
    COMMUNAL,
    CROWD_CLASH,
    EACH_OTHER,
    GUNS,
    INTO_AMBUSH,
    MOB,
    NO_PARTY,
    PROTESTING,
    SLAIN,
    STOLEN,
    TRIBES,
    UNARMED_FOUGHT,
    VIGILANTES,
)

# Tribes that lose so many men have fought with guns.
FEUD = 5
CROWD_ONLY = frozenset({"rioters", "crowd"})
ATTACKS = frozenset({"attack", "shooting-kill", "attack-on-civilians", "shooting", "killed"})


def taken_and_killed(case: Case) -> Decision | None:
    """The killing decides over the abduction: "Gunmen dragged him from his car and shot him"."""
    if "abduction" not in case.facts.kinds or not SLAIN.search(case.words):
        return None
    if case.doers and case.doers <= CROWD_ONLY:
        return "mob-violence", "inferred"
    armed = case.victims & ARMED_VICTIMS and not case.victims & CIVIL
    return ("armed-clash" if armed else "attack-on-civilians"), "inferred"


def abduction(case: Case) -> Decision | None:
    """Somebody is taken, unless an attack that kills or wounds is told first: "Two nurses were kidnapped"."""
    driven_away = "riot" in case.weapons and "demo" in case.families  # "were driven away with tear gas"
    raped = "sexual-violence" in case.kinds and not PROTESTING.search(case.words)
    if "abduction" not in case.kinds or driven_away or raped:
        return None
    kinds = case.facts.kinds
    attacked_first = any(kind in ATTACKS for kind in kinds[: kinds.index("abduction")])
    if attacked_first and (case.facts.killed or case.facts.injured):
        return None
    return "abduction", "explicit"


def sexual_violence(case: Case) -> Decision | None:
    """Told beside other things: "Raiders burned huts and raped three women"."""
    return ("sexual-violence", "explicit") if "sexual-violence" in case.kinds else None


def each_other(case: Case) -> Decision | None:
    """Armed men on both sides, whatever they fire: "The two armies pounded each other with mortars"."""
    if case.doers & FIGHTERS and not case.doers & CROWDS and AT_EACH_OTHER.search(case.words):
        return "armed-clash", "inferred"
    return None


# What an air force does from the air, whatever the word.
FLOWN = frozenset({"raid", "attack", "hit", "strike-noun", "shelling", "bombardment"})


def raid_by_air_force(case: Case) -> Decision | None:
    """ "The Iraqi Air Force answered with a raid on a column of vehicles"."""
    flown = case.kinds & FLOWN and not case.kinds & {"armed-clash", "clash-noun", "arrest"}
    return ("air-strike", "inferred") if flown and BY_AIR_FORCE.search(case.words) else None


# Whose comrades fell bear arms.
COMRADES = wording(r"\bcomrades\b")


def ambush(case: Case) -> Decision | None:
    """On armed men it is a clash, on others an attack: "Bandits ambushed a bus"."""
    if "ambush" not in case.kinds or case.kinds & {"armed-clash", "clash-noun"} or case.families & EXPLOSIONS:
        return None
    if case.doers and case.doers <= CROWD_ONLY:
        return "mob-violence", "inferred"
    fighting = case.victims & ARMED_VICTIMS or case.targets & FIGHTERS or COMRADES.search(case.words)
    if fighting or (case.doers & STATE_GROUPS and INTO_AMBUSH.search(case.words)) or around("armed-target").search(case.words):
        return "armed-clash", "inferred"
    return ("attack-on-civilians" if case.victims or case.facts.objects else "armed-clash"), "inferred"


def mutiny(case: Case) -> Decision | None:
    """Soldiers who turn their guns on their own: "mutinied, shooting at their commander's car"."""
    fired = case.kinds & {"shooting", "shooting-kill", "attack", "killed", "under-fire"}
    return ("armed-clash", "inferred") if fired and case.doers & STATE_GROUPS and MUTINY.search(case.words) else None


MUTINY = wording(r"\b(?:mutin(?:y|ied|ies|eers?|ous|ying))\b")


def clash(case: Case) -> Decision | None:
    """A word for a clash or a fight, from fans to armies."""
    return first_to_decide(CLASHES, case) if case.kinds & {"armed-clash", "clash-noun"} else None


def _clash_said(case: Case) -> bool:
    return "clash" in case.words or "scuffl" in case.words


def _crowd_clashes(case: Case) -> Decision | None:
    """One side is a crowd: "Miners battled police at the gates"."""
    if (
        (case.doers | case.targets) & CROWDS
        or (UNARMED_FOUGHT.search(case.words) and not GUNS.search(case.words))
        or (_clash_said(case) and CROWD_CLASH.search(case.words))
    ):
        return "violent-demonstration", "inferred"
    return None


def _neighbors_clash(case: Case) -> Decision | None:
    """Villages or communities come to blows; tribes that lose many have fought a battle: "Farmers and herders clashed"."""
    if (
        not (case.doers | case.targets) & (FIGHTERS - {"military"})
        and COMMUNAL.search(NO_PARTY.sub("", case.words))
        and not GUNS.search(case.words)
        and not (case.facts.killed >= FEUD and TRIBES.search(case.words))
    ):
        return "mob-violence", "inferred"
    return None


def _armies_clash(case: Case) -> Decision | None:
    """A clash like any other; a strike from the air that is only near one is left to its own rule."""
    return ("armed-clash", "explicit") if "air" not in case.families or "armed-clash" in case.kinds else None


CLASHES: tuple[Rule, ...] = (_crowd_clashes, _neighbors_clash, _armies_clash)

# Kinds that name their type, the most telling first.
OUTRIGHT = (
    "mob-violence",
    "looting-destruction",
    "burned",
    "group-change",
    "base-established",
    "nonviolent-transfer",
    "attack-on-civilians",
)


def _is_by_the_way(kind: str, case: Case) -> bool:
    """Whether a kind is told only beside what matters: "beat a cameraman and smashed his equipment"."""
    if kind == "burned":
        return bool(case.kinds - {"burned", "killed", "injured", "anaphor"} or case.facts.killed)
    if kind == "looting-destruction":
        killing = case.facts.killed and case.kinds & {*SHOOTING, "killed", "attack", "raid", "execution", "attack-on-civilians"}
        return case.first == "attack-on-civilians" or bool(killing)
    return False


def told_outright(case: Case) -> Decision | None:
    """A word names the type: "Rebels looted the clinic"; who did it to whom may make it a mob's deed or a clash."""
    kind = next((kind for kind in OUTRIGHT if kind in case.kinds and not _is_by_the_way(kind, case)), None)
    if kind is None:
        return None
    if not (kind == "looting-destruction" and STOLEN.search(case.words)) and _by_a_mob(kind, case):
        return "mob-violence", "inferred"
    if kind == "attack-on-civilians":
        # Where a state's men are the doers, the other side is who suffers: "beat him to death at a police station".
        harmed = case.victims | (case.targets - case.doers if case.doers <= STATE_GROUPS else case.targets)
        return ("armed-clash" if harmed & (ARMED_VICTIMS | STATE_GROUPS) else kind), "explicit"
    return ("looting-destruction" if kind == "burned" else kind), "explicit"


def _by_a_mob(kind: str, case: Case) -> bool:
    """Whether those who do it are a mob: "angry villagers", "crowds of vigilantes", and no man in uniform."""
    if kind in ("attack-on-civilians", "looting-destruction") and case.doers and case.doers <= CROWD_ONLY:
        return True
    return MOB.search(case.words) is not None and (
        not case.doers & (FIGHTERS - {"militia"}) or VIGILANTES.search(case.words) is not None
    )


def violence(case: Case) -> Decision:
    """Violence of any other kind, by who did it to whom."""
    return first_to_decide(BY_SIDES, case) or ("political-violence", "inferred")


def _rioters(case: Case) -> Decision | None:
    """ "Rioters killed a shopkeeper"."""
    crowd = "crowd" in case.doers and not case.doers & FIGHTERS and case.facts.killed
    return ("mob-violence", "inferred") if "rioters" in case.doers or crowd else None


# "Accused each other of opening fire": both had.
FIRE_OPENED = wording(
    r"\b(?:accus|blam)(?:e|ed|ing) (?:each other|one another) (?:of|for) (?:first )?(?:opening|starting|firing|shooting)\b"
)


def _fire_exchanged(case: Case) -> Decision | None:
    """ "The two units had fired on one another all day"."""
    if (case.doers & FIGHTERS or "shooting" in case.kinds) and EACH_OTHER.search(case.words):
        return "armed-clash", "inferred"
    if "shooting" in case.kinds and not case.facts.killed and FIRE_OPENED.search(case.words):
        return "armed-clash", "inferred"
    return None


# Who is beaten back has met men with arms.
BEATEN_BACK = wording(
    r"\b(?:was|were|been|being) (?:quickly |eventually |finally )?"
    r"(?:(?:beaten|driven|thrown|fought|pushed) (?:back|off)|repell?ed|repulsed)\b"
)


def _armed_men_hit(case: Case) -> Decision | None:
    """Armed men are attacked or die: "Gunmen attacked an army post", "Four soldiers were killed"."""
    own = case.targets <= case.doers and case.victims and case.victims <= CIVIL  # "a mayor's killing was blamed on rebels"
    armed = case.victims & ARMED_VICTIMS or (case.targets & FIGHTERS and not own)
    if case.kinds & {"attack", "raid"} and BEATEN_BACK.search(case.words) and not case.doers & CROWDS:
        return "armed-clash", "inferred"
    raided = case.kinds & {"attack", "raid"} and not case.doers & STATE_GROUPS and not case.victims & CIVIL
    if armed or (raided and around("armed-target").search(case.words)):
        return "armed-clash", "inferred"
    raided = case.kinds & {"raid", "attack"} and case.doers & STATE_GROUPS and not case.victims & CIVIL
    return ("armed-clash", "inferred") if raided and HIDEOUT.search(case.words) else None


# Whoever hides there bears arms.
HIDEOUT = wording(r"\b(?:hideouts?|hide-outs?|lairs?|dens?|strongholds?)\b")


def _civilians_hit(case: Case) -> Decision | None:
    """Victims none of whom is said to bear arms, a crowd, what civilians own, or a killing: "Gunmen killed six people"."""
    if case.victims or case.targets & CROWDS or case.facts.objects or "killing-noun" in case.kinds:
        return "attack-on-civilians", "inferred"
    return None


BY_SIDES: tuple[Rule, ...] = (
    _rioters,
    _fire_exchanged,
    _armed_men_hit,
    _civilians_hit,
)
