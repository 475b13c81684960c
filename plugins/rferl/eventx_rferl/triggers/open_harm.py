"""When a verb tells what is done to people's bodies: "beaten", "executed", "hands were chopped off", "found dead".

Each function takes what stands around a trigger and gives the trigger with its definite kind, or None if it tells nothing.
"""

from __future__ import annotations

import re

from eventx_rferl.language.actor_classes import IRREGULARS, STATE_FORCES
from eventx_rferl.language.lexicons import around
from eventx_rferl.language.surroundings import Setting, names_people
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Trigger


def beaten(at: Setting) -> Trigger | None:
    """People are beaten by somebody named; by a mob it is mob violence."""
    if at.trigger.form not in ("past", "participle", "ing") or "record" in at.words:
        return None
    doers = re.search(
        r"\b(?:police|men|attackers?|guards?|villagers|residents|neighbors|locals|traders|vigilantes|onlookers|soldiers|"
        r"activists|members|students|hooligans|workers|relatives|settlers|prisoners|inmates|migrants|masked|unknown|"
        r"assailants|officers|youths|mob|crowd|villagers|residents|"
        r"supporters|thugs|gang)\b",
        at.whole if at.words.lstrip().startswith("and") else at.words,
    )
    people = names_people(at.whole if re.match(r"\s+(?:them|him|her)\b", at.after) else at.words)
    if re.search(r"\b(?:each other|one another)\b", at.after[:40]) and not at.armed:
        return at.to("mob-violence")
    if not people or not doers:
        return None
    mob = r"\b(?:mobs?|crowds?|villagers|residents|neighbors|locals|onlookers|bystanders|traders|vigilantes|passers-by)\b"
    by = at.whole if at.passive else at.subject
    by_mob = re.search(mob, by) and not at.doers & STATE_FORCES
    return at.to("mob-violence" if by_mob else "attack-on-civilians")


LIMBS = wording(r"\b(?:hands?|arms?|legs?|limbs?|feet|foot|ears?|lips|noses?|fingers?|heads?)\b(?: [\w’'-]+){0,3} $")


def severed(at: Setting) -> Trigger | None:
    """ "Whose hands were chopped off by rebels", "had their ears cut off": a limb, not a town that is cut off."""
    return at.to("attack-on-civilians") if LIMBS.search(at.subject) else None


def firing_squad(at: Setting) -> Trigger | None:
    """An armed group's, not that of a court's sentence."""
    judged = re.search(r"\b(?:courts?|sentenced?|convicted|penalty|judges?|judiciary|appeals?)\b", at.whole)
    return at.to("attack-on-civilians") if at.groups & IRREGULARS and names_people(at.whole) and not judged else None


def burned_to_death(at: Setting) -> Trigger | None:
    """Somebody burns people to death; or they only die so: "Ten students burned to death"; oneself is nobody else."""
    if re.match(r" (?:him|her|them)sel(?:f|ves)\b", at.after):
        return None
    died = not at.passive and at.after.startswith(" to death")
    return at.to("killed" if died else "attack-on-civilians")


SOMEBODY = wording(r"\b(?:he|she|they|who) (?:was|were|had been|has been)(?: \w+ly)? $", re.IGNORECASE)


def executed(at: Setting) -> Trigger | None:
    """By somebody armed, not by sentence of a court."""
    judged = re.search(r"\b(?:court|sentence|warrant|plan|order|prison|convicted)\b", at.words) is not None
    judged = judged or (at.word == "hanged" and at.groups.isdisjoint(IRREGULARS))  # as courts have it done
    passive = (names_people(at.subject) or SOMEBODY.search(at.subject)) and re.search(r"\b(?:was|were|been)\b", at.subject)
    return at.to("attack-on-civilians") if (at.armed or passive) and at.has_people() and not judged else None


def found_dead(at: Setting) -> Trigger | None:
    """Bodies that show violence."""
    bodies = re.search(
        r"\b(?:bod(?:y|ies)|corpses?|remains|dead|heads?|throats?|hands|wrists|bullets?|(?:bullet|gunshot|stab|knife) wounds?)\b",
        at.words,
    )
    return at.to("attack-on-civilians") if bodies and around("found-dead").search(at.whole) else None


def cut_down(at: Setting) -> Trigger | None:
    """People are what is cut down, by somebody armed."""
    named = names_people(at.subject) if at.passive else at.has_people(after=50)
    return at.to("shooting-kill") if named and ("firearm" in at.arms or at.armed) else None


# What sends gas on purpose.
SENT = wording(
    r"\b(?:lobbed|fired|thrown|hurled|dropped|launched|tossed|shells?|rockets?|bombs?|bombardment|shelling|attack(?:ed)?)\b"
)


def gas_spread(at: Setting) -> Trigger | None:
    """ "Gas seeped from canisters that had been lobbed at their posts": not from a plant's barrels, nor tear gas."""
    gas = re.search(r"\b(?:gas(?:es)?|fumes|chlorine|sarin|vapou?rs?)\b", at.subject)
    if gas is None or re.search(r"\btear[- ]gas|\bnatural gas|\bgas (?:leak|main|pipe)", at.whole):
        return None
    return at.to("chemical-weapon") if SENT.search(at.whole) else None
