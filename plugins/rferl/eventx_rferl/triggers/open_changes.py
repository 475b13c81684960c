"""When a verb tells that power or allegiances change: coups, mass graves, troops on the move, recruits, groups that split.

Each function takes what stands around a trigger and gives the trigger with its definite kind, or None if it tells nothing.
Doesn't know fighting, nor how a place is taken by force (:mod:`eventx_rferl.triggers.open_territory`).
"""

from __future__ import annotations

import re

from eventx_rferl.language.actor_classes import BEARING_ARMS
from eventx_rferl.language.calendar_names import MONTH, WEEKDAY
from eventx_rferl.language.surroundings import Setting
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Trigger

RULERS = (
    r"(?:presidents?|governments?|prime ministers?|juntas?|rulers?|regimes?|leaders?|kings?|emirs?|sultans?|monarchs?|cabinets?|"
    r"premiers?|heads? of state|chancellors?|administration|council|power|coup)"
)
# A day without its year: what is told, not a change of power of years ago.
THIS_DAY = wording(
    rf"\b(?:{WEEKDAY}|{MONTH} \d{{1,2}}(?!\d|,? \d{{4}})|\d{{1,2}} {MONTH}(?! \d{{4}})|today|yesterday|overnight|"
    r"(?:last|this) (?:night|morning|week)|before (?:dawn|daybreak))\b"
)


KNOWN_FOR = wording(
    r"\b(?:officers|soldiers|troops|generals?|men|colonels?|commanders?|junta|guards?) (?:who|that)(?: had| have)? $"
)


def power_taken(at: Setting) -> Trigger | None:
    """Soldiers who topple a ruler on a day that is told; whose coup was years ago is background."""
    if at.trigger.form not in ("past", "participle") or not THIS_DAY.search(at.whole):
        return None
    if KNOWN_FOR.search(at.subject):
        return None  # "supporters of the officers who toppled X on Monday stormed a party's headquarters"
    passive = at.passive
    whom = at.subject if passive else at.text[at.trigger.start : at.trigger.end] + at.after[:90]
    ruler = re.search(rf"\b{RULERS}\b", whom, re.IGNORECASE) or re.match(r"\S+\s+(?:him|her)\b", whom)
    return at.to("other") if ruler and at.groups & BEARING_ARMS else None


def graves_found(at: Setting) -> Trigger | None:
    """A mass grave that is found: ACLED's "Other", whoever lies in it."""
    return at.to("other") if re.search(r"\b(?:mass|communal|common) graves?\b", at.words) else None


def authority_back(at: Setting) -> Trigger | None:
    """A government's authority over a place that others held, by agreement and not by arms."""
    return at.to("nonviolent-transfer") if re.match(r"[^.;]{0,40}\b[A-Z]", at.after) else None


def stood_down(at: Setting) -> Trigger | None:
    """An armed group's leader who orders it to suspend its operations, or the group that does so."""
    group = re.search(
        r"\b(?:army|militia\w*|fighters|rebels|guerrillas|wing|insurgents|group|movement|brigades?)\b", at.words, re.IGNORECASE
    )
    told = at.trigger.form in ("past", "participle") and THIS_DAY.search(at.whole)
    idle = re.search(r"\b(?:operations|activities|armed (?:actions?|struggle)|attacks|stand down|fighting)\b", at.after)
    return at.to("group-change") if group and told and idle and at.groups & (BEARING_ARMS - {"state"}) else None


# "The streets were all but deserted": nobody there.
EMPTY_STREETS = wording(
    r"\b(?:was|were|is|are|lay|stood|looked|remained|appeared|seemed|left|became) (?:(?:nearly|largely|almost|mostly|virtually|"
    r"all but|quickly) )?$"
)


def surrendered(at: Setting) -> Trigger | None:
    """Fighters give themselves up."""
    ranks = r"\b(?:colonels?|generals?|captains?|majors?|lieutenants?|officers|policemen|conscripts|garrison|battalion|crew)\b"
    fighters = (
        r"\b(?:militants?|fighters?|rebels?|soldiers|insurgents|members|commanders?|gunmen|guerrillas|combatants|"
        r"partisans|holdouts|deserters)\b"
    )
    if at.word.startswith("emerg") or (at.word == "deserted" and EMPTY_STREETS.search(at.subject)):
        return None
    named = re.search(fighters, at.words, re.IGNORECASE) or re.search(ranks, at.subject, re.IGNORECASE)
    return at.to("group-change") if named or at.doers & {"group", "rebels"} else None


def merged_groups(at: Setting) -> Trigger | None:
    """Armed groups join, split or disband."""
    bodies = (
        r"\b(?:factions?|rebel|armed groups?|insurgent|battalions?|brigades?|guerrilla|wing|militant|movements|fronts|armies)\b"
    )
    named = re.search(bodies, at.words, re.IGNORECASE) or at.groups & {"group", "rebels", "militia"}
    return at.to("group-change") if named else None


BY_THE_WAY = wording(r"\b(?:who|that|which)(?: (?:had|has|have|once|earlier|recently|already))* $")


def sworn(at: Setting) -> Trigger | None:
    """Allegiance is sworn; not "gunmen who have sworn allegiance to X rushed a post", which only says whose they are."""
    return None if BY_THE_WAY.search(at.subject) else at.to("group-change")


DATED = wording(rf"\b(?:{WEEKDAY}|{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH}|today|yesterday|overnight|during the)\b")


LOCKED_UP = wording(
    r"\b(?:jails?|prisons?|prisoners?|inmates|convicts?|detainees|cells?|custody|detention|penitentiary|captors|captivity|"
    r"labor camp|penal|fugitives?|police stations?|lockups?)\b",
    re.IGNORECASE,
)


def bounded_measure(at: Setting) -> Trigger | None:
    """A curfew, a state of emergency, a jailbreak, a closed border: only with its day, else it is background."""
    if at.word.startswith("escap") and not LOCKED_UP.search(at.whole):
        return None  # gunmen escape across a border
    return at.to("other") if DATED.search(at.whole) else None
