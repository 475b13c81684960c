"""Rules for explosions and remote violence: air strikes, shelling, missiles, devices, grenades, bombers, what is shot down.

Knows which weapon names the type where several are told. A rule's place among the others is said in ``types``.
"""

from __future__ import annotations

from eventx_rferl.language.actor_classes import IRREGULARS, STATE_GROUPS
from eventx_rferl.language.surroundings import CASUALTY
from eventx_rferl.language.wording import wording
from eventx_rferl.triggers.type_facts import (
    ARMED_VICTIMS,
    FLYING_ARMIES,
    INSURGENTS,
    SHOOTING,
    Case,
    Decision,
    Rule,
    first_to_decide,
)
from eventx_rferl.triggers.type_words import (
    AIMED_AT_AIRCRAFT,
    AIRCRAFT_FIRED,
    CIVIL_PLANE,
    DROPPED,
    REST_HIT,
    WORN,
)

SHOT_AT = frozenset({"under-fire", "shooting"})


# Crews of guns sit on the ground.
CREWED = wording(r"helicopter|jet|plane|aircraft|(?<!defense )(?<!defence )(?<!artillery )(?<!gun )crew")


def chemical_weapon(case: Case) -> Decision | None:
    """Poison, but not the gas that police use on a crowd: "A chlorine bomb fell on the town"."""
    if ("chemical" in case.weapons and "demo" not in case.families) or "chemical-weapon" in case.kinds:
        return "chemical-weapon", "explicit"
    return None


def aircraft_shot_at(case: Case) -> Decision | None:
    """Guns fire at an aircraft and don't bring it down: "Gunmen fired at a helicopter that brought supplies"."""
    guns = (
        ("firearm" in case.weapons or case.kinds & SHOT_AT)
        and not case.weapons & {"missile", "rocket"}
        and "shoot-down" not in case.kinds
    )
    if guns and AIMED_AT_AIRCRAFT.search(case.words):
        crewed = case.victims & {"military", "police"} and not case.victims & {"civilian"}
        civil = (case.facts.objects or CIVIL_PLANE.search(case.words)) and not crewed
        return ("attack-on-civilians" if civil else "armed-clash"), "inferred"
    return None


def shot_down(case: Case) -> Decision | None:
    """What flies is shot down, with men in it or without, and nothing else got through: "Two drones were downed"."""
    if "shoot-down" not in case.kinds:
        return None
    hit = case.kinds & {"hit", "killed", "injured"} or case.families & {"air", "shell"}
    if hit and REST_HIT.search(case.words):
        return None
    crewed = CREWED.search(case.words) is not None
    return ("missile-attack" if crewed else "weapons-use-disrupted"), "inferred"


# "A sapper was killed as they worked to defuse mines": it went off.
KILLED_BY_IT = wording(
    r"\b(?:killed|died|wounded|injured|hurt|lost)\b[^.;]{0,60}\b(?:as|while|when|trying to|attempting to)\b[^.;]{0,60}?"
    r"\b(?:defus|disarm|deactivat|clear|dismantl|neutrali[sz])"
)


def weapons_use_disrupted(case: Case) -> Decision | None:
    """A device is found or defused; not where men are shot dead over it: "Sappers defused a roadside bomb"."""
    slain = case.first in ("killed", "shooting-kill") and case.facts.killed and case.victims & ARMED_VICTIMS
    if slain and case.doers & STATE_GROUPS:
        return None  # "troops killed six rebels and seized rifles"
    if "weapons-use-disrupted" in case.kinds and KILLED_BY_IT.search(case.words) and (case.facts.killed or case.facts.injured):
        return "explosive-device", "inferred"
    if "weapons-use-disrupted" in case.kinds and not (case.facts.killed and case.kinds & SHOOTING):
        return "weapons-use-disrupted", "explicit"
    return None


def stormed_with_bombs(case: Case) -> Decision | None:
    """Fighters storm a place, their bombs are part of it: "Rebels stormed the barracks after a car bomb"."""
    if case.doers & IRREGULARS and "bomb" in case.weapons and "stormed" in case.words:
        return "armed-clash", "inferred"
    return None


# "Shot a man in a suicide belt before he could set it off".
IN_TIME = wording(
    r"\bbefore (?:he|she|they|the (?:bombers?|attackers?|m[ae]n|wom[ae]n)|it) (?:could|was able to|were able to|managed to) "
    r"(?:\w+ )?(?:detonate|set|blow|explode|trigger|reach|be)\b"
)
WOULD_BE = wording(r"\bwould-be (?:[a-z]+ )?(?:bombers?|attackers?)\b")
WENT_OFF = wording(r"\b(?:blew|detonated|exploded)\b")


def would_be_bomber(case: Case) -> Decision | None:
    """The bomb didn't go off: "Guards seized a would-be bomber"."""
    stopped = "suicide" in case.weapons and IN_TIME.search(case.words) is not None
    if (WOULD_BE.search(case.words) or stopped) and not WENT_OFF.search(case.words):
        return "weapons-use-disrupted", "inferred"
    return None


def suicide_bombing(case: Case) -> Decision | None:
    """A word for it, or a bomb worn on the body: "with explosives strapped to her waist"; a fight if one is told with it."""
    bombed = case.weapons & {"bomb", "device"} or "blast" in case.families or "explosion" in case.kinds
    if "suicide" in case.weapons or "suicide-bombing" in case.kinds or (bombed and WORN.search(case.words)):
        return ("armed-clash" if case.kinds & {"armed-clash", "fight"} else "suicide-bombing"), "explicit"
    return None


def remote_violence(case: Case) -> Decision | None:
    """A grenade, what is fired from afar, or what goes off by itself."""
    thrown = "grenade" in case.weapons and not {"firearm", "shell", "drone"} & case.weapons
    if "grenade" in case.kinds or (thrown and case.families & {"open", "blast"}):
        return "grenade", "explicit"
    if case.families & {"air", "shell"} or case.weapons & {"air", "drone", "missile", "rocket", "shell"}:
        return _from_afar(case)
    return first_to_decide(EXPLOSIONS_ON_SITE, case)


def _from_afar(case: Case) -> Decision | None:
    """What is fired or dropped from afar; None if men fight on the ground and an aircraft is only named."""
    aircraft = "air" in case.weapons
    if aircraft and DROPPED.search(case.words) and not case.doers & INSURGENTS:
        return "air-strike", "inferred"  # "burned to death when a jet dropped two bombs"
    fired = case.families & {"air", "shell"} or case.weapons & {"drone", "missile", "rocket", "shell"}
    flew = aircraft and AIRCRAFT_FIRED.search(case.words) is not None
    if "ground" in case.families and not fired and not flew:
        return None
    if aircraft or "drone" in case.weapons or "air" in case.families or "from the air" in case.words:
        return _from_the_air(case)
    if case.weapons & {"missile", "rocket"} or "missile-attack" in case.kinds:
        return ("bombardment" if "shell" in case.weapons else "missile-attack"), "explicit"
    return "shelling", "explicit"


def _from_the_air(case: Case) -> Decision:
    """Drones, aircraft or both; shelling and bombardment keep their name if it isn't the aircraft that fire."""
    above = "from the air" in case.words
    mixed = bool(case.weapons & {"missile", "rocket"}) or "aerial-strike" in case.kinds
    drone = "drone" in case.weapons or "drone-strike" in case.kinds
    plane = "air" in case.weapons or "air-strike" in case.kinds
    if (
        "shelling" in case.kinds
        and not above
        and not (drone and mixed)
        and not {"air-strike", "drone-strike", "aerial-strike"} & case.kinds
        and not AIRCRAFT_FIRED.search(case.words)
    ):
        return "shelling", "explicit"
    if above and "drone" not in case.weapons:
        return "air-strike", "explicit"
    if "bombardment" in case.kinds and not plane:
        return "bombardment", "explicit"
    return ("aerial-strike" if mixed or (drone and plane) else "drone-strike" if drone else "air-strike"), "explicit"


# What falls was dropped from above: "Bombs fell on a crowded market".
BOMBS_FELL = wording(
    r"\bbombs (?:also |later )?(?:fell|rained(?: down)?|were falling|dropped) (?:on|onto|in|near|around|over|across)\b"
)


def _exploded(case: Case) -> Decision | None:
    """A device; but a state that "bombed" did so from the air: "The army bombed the hideout"."""
    if not case.families & {"blast", "bombed"} and not case.weapons & {"bomb", "device"}:
        return None
    if case.first == "hit" and BOMBS_FELL.search(case.words) and not case.weapons & {"device", "grenade"}:
        return "air-strike", "inferred"
    if "attack-air-or-bomb" in case.kinds and case.doers & FLYING_ARMIES and "device" not in case.weapons:
        return "air-strike", "inferred"
    return "explosive-device", "inferred"


def _strike_by_state(case: Case) -> Decision | None:
    """A "strike" is from the air, by a state or where nobody is named: "An Ethiopian strike hit a school", "died in a strike"."""
    fought = case.families & {"ground", "raid"} or case.weapons & {"firearm"}
    unnamed = not case.doers and not fought and (case.facts.killed or case.facts.injured)
    return ("air-strike", "inferred") if "strike-noun" in case.kinds and (case.doers & FLYING_ARMIES or unnamed) else None


def _struck_from_afar(case: Case) -> Decision | None:
    """What a country, its army or a coalition "struck", no weapon told: "Russia struck Kharkiv", "died when it hit a market"."""
    abroad = {"attack"} if case.facts.foreign or "adjective" in case.doers else set()  # "Russia's overnight attack hit Sumy"
    alone = case.kinds - CASUALTY - abroad == {"hit"} and case.doers & ARMIES
    struck = (alone or (case.first == "hit" and case.doers & {"state", "allied"})) and not case.weapons
    return ("air-strike", "inferred") if struck and not case.families & {"ground", "raid"} else None


# Who has what reaches a place from afar: not the police.
ARMIES = frozenset({"state", "adjective", "allied", "military"})


EXPLOSIONS_ON_SITE: tuple[Rule, ...] = (_exploded, _strike_by_state, _struck_from_afar)
