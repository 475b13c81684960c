"""When words of battle tell a fight: "fought", "engaged", "repelled", "battle", "encounter".

Each function takes what stands around a trigger and gives the trigger with its definite kind, or None if it tells nothing. Shots,
hits and blasts are those of :mod:`.open_violence`.
"""

from __future__ import annotations

import re

from eventx_rferl.language.actor_classes import BEARING_ARMS
from eventx_rferl.language.lexicons import around
from eventx_rferl.language.surroundings import Setting
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Trigger

GROUND = wording(
    r"\s+(?:the |a |an )?(?:[\w’'-]+ ){0,3}?(?:city|town|village|district|base|airport|camp|garrison|stronghold|positions?|port|"
    r"outposts?|suburb)\b"
)
PRESSED = wording(
    r"\b(?:assaults?|attacks?|attackers|advance|patrol|convoy|offensive|"
    r"(?:attempts?|bid|effort|push|drive) (?:by|into|toward|across|to (?:break|storm|take|retake|seize|capture|enter|"
    r"cross|advance|"
    r"land|push|overrun|encircle|cut|reach|recapture|infiltrate|raid|attack|breach)))\b",
    re.IGNORECASE,
)


# "Which is engaged in peace talks with the government".
IN_TALKS = wording(
    r" (?:[\w-]+ )?in (?:(?!(?:a|an|the|heavy|fierce)\b)[\w-]+ ){0,3}(?:talks|negotiations|dialogue|discussions|consultations|"
    r"diplomacy|contacts|politics|trade|activities)\b"
)


def fought_off(at: Setting) -> Trigger | None:
    """An assault or armed people are thrown back by somebody armed; ground that is overwhelmed is taken."""
    if at.word.startswith("engag") and IN_TALKS.match(at.after):
        return None
    if at.word.startswith("overwhelm") and at.armed and GROUND.match(at.after):
        return at.to("territory-overtaken")
    fighters = at.forces(before=90) if at.passive else at.forces(after=70)
    pressed = PRESSED.search(at.subject[-90:] if at.passive else at.after[:70])
    repelled = at.passive and ASSAULT.search(at.subject)
    return at.to("armed-clash") if (fighters & BEARING_ARMS or pressed) and (at.armed or repelled) else None


ASSAULT = wording(r"\b(?:assaults?|attacks?|offensive|raids?|advance|incursions?)\b")
TWO_GROUPS = wording(
    r"\b(?:two|three|rival|warring|opposing|armed) (?:[\w-]+ )?"
    r"(?:groups|factions|sides|militias|gangs|clans|armies|forces|movements)"
    r"(?: (?:also|again|then))? $"
)
# "After three hours of combat": however it went, it was fought.
LASTING = wording(r"\b(?:hours?|minutes|days|nights?)(?: and (?:\w+ )?(?:nights|days))? of (?:[\w-]+ ){0,2}$")
# "The three-day battle in X district ended after the rebels fled".
RAGED = wording(r" (?:(?:has|had|have) )?raged\b(?! (?:for|over) (?:an?|the|its|his|her|their)\b)")
LONG = wording(r"\b[\w-]+-(?:hour|day|week|minute)(?:-long|-old)? (?:gun )?$")
ITS_END = wording(
    r" (?:(?:in|near|at|outside|around|inside) [^.;]{3,60} )?(?:ended|ends|was over|came to an end|raged|broke out)\b"
)
SIDES = wording(r"^ between the (?:two )?(?:[\w-]+ ){0,3}(?:states|countries|armies|sides|neighbors|factions|rivals|groups)\b")


def fought(at: Setting) -> Trigger | None:
    """Somebody armed fights, or two communities do; nobody fights fires, prices or elections here."""
    if at.trigger.form in ("base", "third") or re.search(
        r"\b(?:fires?|blazes?|flames|courts?|legal|cancer|influence|inflation|corruption|election)\b", at.words
    ):
        return None
    if at.trigger.type == "battle-noun" and re.search(r"\bin $", at.subject):
        return None  # "killed in battle"
    if at.trigger.type == "battle-noun" and RAGED.match(at.after):
        return at.to("armed-clash")
    if at.trigger.type == "battle-noun" and (LASTING.search(at.subject) or (LONG.search(at.subject) and ITS_END.match(at.after))):
        return at.to("armed-clash")
    armed = at.trigger.type == "battle-noun" and at.arms & {"firearm", "shell", "rocket"}
    if at.armed or armed or SIDES.search(at.after[:60]) or TWO_GROUPS.search(at.subject):
        return at.to("armed-clash")
    two = re.search(
        r"\b\w+ and (?:\w+ )?\w+ (?:villagers|residents|tribesmen|herders|farmers|fans|youths|communities|clans)\b", at.words
    )
    return at.to("mob-violence") if two and around("communal").search(at.words) else None


# "Killed in an encounter", "the encounter broke out": newsrooms of South and Southeast Asia call a gunfight so.
SHOTS_IN_IT = wording(
    r"\b(?:kill(?:ed|ing|s)?|gunned|died|dead|slain|injur(?:ed|ies|ing)|wounded|shot|bodies|body|neutrali[sz]ed|martyred|gun|"
    r"police|fierce|"
    r"armed|heavy|broke out|ensued|erupted|raged|underway|took place|started|lasted|fled)\b"
)


def encountered(at: Setting) -> Trigger | None:
    """An encounter of armed people that costs somebody, or breaks out; not one with a bear or a stranger."""
    armed = at.armed and (SHOTS_IN_IT.search(at.words) or re.match(r" (?:with|between)\b", at.after))
    return at.to("armed-clash") if armed else None
