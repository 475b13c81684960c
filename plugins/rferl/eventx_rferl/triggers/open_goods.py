"""When a verb tells of things: arms that are found or taken, what is burned, looted, stolen.

Each function takes what stands around a trigger and gives the trigger with its definite kind, or None if it tells nothing.
"""

from __future__ import annotations

import re

from eventx_rferl.language.actor_classes import BEARING_ARMS, CROWDS, IRREGULARS, STATE_FORCES
from eventx_rferl.language.lexicons import around
from eventx_rferl.language.surroundings import REMOTE_ARMS, Setting
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Trigger
from eventx_rferl.triggers.open_harm import found_dead


def weapons_taken(at: Setting) -> Trigger | None:
    """Arms are what is confiscated; who takes them "from" somebody has to be police or soldiers."""
    if at.word.startswith(("took", "tak")) and not at.doers & STATE_FORCES:
        return None
    return (
        at.to("weapons-use-disrupted") if at.has("arms", after=90) or (at.passive and around("arms").search(at.subject)) else None
    )


AT_THE_SCENE = wording(
    r"\s+(?:(?:also|later) )?(?:from|at|on) (?:the (?:spot|scene|site)|(?:his|her|their) (?:person|possession|bod(?:y|ies)))\b"
)


WENT_OFF = wording(r",? (?:but|when) (?:it|the (?:bomb|device|mine|charge)) (?:\w+ )?(?:exploded|went off|detonated|blew up)\b")


def weapons_found(at: Setting) -> Trigger | None:
    """Found or recovered by somebody who is armed or disposes of bombs; passive: what was found stands in front."""
    if at.passive and re.search(r"\b(?:body|bodies|corpses?|remains)\b", at.subject[-80:]):
        told = re.search(
            r"\b(?:his|her|their|its|the|whose) (?:[\w-]+ ){0,2}(?:body|bodies|corpses?|remains)\b", at.subject, re.IGNORECASE
        )
        return None if told else found_dead(at)  # whose body it is was told before
    if at.passive and AT_THE_SCENE.match(at.after):
        return None  # what a fight left behind
    if WENT_OFF.search(at.text, at.trigger.end, at.sentence.end):
        return None  # "found a bomb and tried to defuse it, but it exploded"
    named = around("arms").search(at.after[:60]) or (at.passive and around("arms").search(at.subject))
    found = at.passive and re.match(r"\W*(?:An?|The|Two|Several) ", at.subject)
    official = (
        found
        or at.armed
        or re.search(r"\b(?:sappers|bomb disposal|deminers|experts|customs|authorities|officials|agents)\b", at.words)
    )
    return at.to("weapons-use-disrupted") if named and official and not around("found-dead").search(at.words) else None


# Nothing but a plan, unless somebody or something was found with it.
PLOT = wording(
    r"^(?![^.;]*\b(?:arrest\w*|detain\w*|seiz\w*|defus\w*|found|discovered|carrying|intercept\w*|caught|shot|killed)\b)"
    r"[^.;]*\b(?:plots?|conspiracy)\b"
)
# "A bomb failed to go off".
DUD = wording(r"fail(?:ed|s|ing)? to (?:explode|detonate|go off)\b")


def defused(at: Setting) -> Trigger | None:
    """What is defused is a bomb, unless it went off all the same."""
    return None if WENT_OFF.search(at.text, at.trigger.end, at.sentence.end) else at.to("weapons-use-disrupted")


def disarmed(at: Setting) -> Trigger | None:
    """A bomb or a bomber is overpowered, disarmed, made harmless; guards overpowered by attackers are another thing."""
    if at.doers & IRREGULARS and not at.passive:
        return None
    if at.word.startswith(("foil", "thwart")) and PLOT.search(at.whole):
        return None  # what was only planned is no event
    if DUD.match(at.text, at.trigger.start):
        return at.to("weapons-use-disrupted") if around("arms").search(at.subject) or at.arms else None
    left = at.text[at.trigger.end : at.sentence.end]
    behind = around("arms").search(left) or (at.word.startswith("ma") and re.search(r"\bdevices?\b", left))
    before = at.passive and around("arms").search(at.subject)
    bomber = re.search(r"\b(?:bombers?|attackers?)\b", at.subject) and at.passive
    return at.to("weapons-use-disrupted") if behind or before or bomber or "suicide" in at.arms else None


BURNED_PLANE = wording(r"\s+(?:[\w,’'-]+ ){0,6}?(?:planes?|helicopters?|aircraft)\b")


# "Set fire to himself", "set herself ablaze": whoever does so hits nobody else.
ONESELF = re.compile(r" (?:to )?(?:him|her|my|one)sel(?:f|ves)\b| (?:to )?themselves\b")


def set_on_fire(at: Setting) -> Trigger | None:
    """A flag: a protest; by a crowd: a riot; by shells: an attack; people: an attack; else property; oneself: nothing."""
    if ONESELF.match(at.after):
        return None
    if re.search(r"\b(?:flags?|effig(?:y|ies)|portraits?|posters?)\b", at.after[:60]):
        return at.to("crowd-strong") if at.crowd else None
    if at.word == "burning" and re.search(r"\b(?:the|an?|his|her|their|its|that|this) $", at.subject, re.IGNORECASE):
        return None  # "from the burning house"
    passive = at.passive
    crowd = at.doers & {"protesters", "rioters", "crowd"} or (
        at.doers & {"crowd-civilian"} and not at.doers & (BEARING_ARMS | {"civilians"})
    )
    passive = passive or re.search(r"\b(?:been|were|was)\b[^,;]{0,30}\band $", at.subject) is not None
    official = re.search(
        r"\b(?:office|offices|police station|administration|ministry|parliament|town hall|headquarters|court)\b", at.after
    )
    if not passive and (crowd or (official and at.crowd and not at.armed)):
        return at.to("violent-demonstration")
    grounded = at.arms == {"air"} and BURNED_PLANE.match(at.after)  # what is burned is no weapon
    if at.arms & REMOTE_ARMS and not grounded:
        return at.to("hit")
    harmed = around("property").search(at.words)
    doers = at.armed or at.crowd or around("unarmed-doers").search(at.subject)
    if (
        passive
        and harmed
        and not at.armed
        and not re.match(r"\s*(?:down |to the ground )?by (?:an?|the|two|three|several) ", at.after)
    ):
        return at.to("burned")  # by whom isn't told: often part of what is told before
    return at.to("looting-destruction") if ((doers or passive) and harmed) or at.armed else None


def looted(at: Setting) -> Trigger | None:
    """Property is what is smashed or taken, by somebody, or in the passive."""
    harmed = around("property").search(at.words)
    armed = at.groups & (BEARING_ARMS - {"state"}) or at.doers & BEARING_ARMS  # "in Vienna" names no doer
    doers = armed or at.crowd or around("unarmed-doers").search(at.subject)
    passive = at.passive
    return at.to("looting-destruction") if harmed and (doers or passive) else None


# "Sacked the office of a newspaper"; who is sacked from an office only loses it.
SACKED = wording(
    r"\s+(?:the |an? |its |their |his |her |two |three |four |several |some |many |dozens of )+"
    r"(?:(?!(?:of|at|in|from)\b)[\w’'-]+ ){0,3}?(?:offices?|homes?|houses?|shops?|stores?|church(?:es)?|mosques?|temples?|"
    r"villages?|towns?|embassy|consulate|clinics?|schools?|library|palace|warehouses?|monastery|police station|"
    r"headquarters|market|city)\b"
    r"(?=\W*$|[.,;:]|\s+(?:and|or|of|in|at|on|near|outside|for|after|before|during|while|as|where|that|which|belonging|"
    r"overnight|late|early|last|yesterday|today|housing)\b)"
)
SACKED_WAS = wording(r"(?: (?:of|in|at|near|for) [^,;]{2,50})?(?:, [^,;]{3,60},)? (?:(?:was|were|been|had|has|have|also) )*$")


def sacked(at: Setting) -> Trigger | None:
    """Buildings are what is sacked, by somebody armed or a mob; people are sacked by whom they work for."""
    if at.passive:
        fits = any(SACKED_WAS.match(at.subject, one.end()) for one in around("property").finditer(at.subject))
    else:
        doers = at.doers & ((BEARING_ARMS - {"state"}) | CROWDS) or around("unarmed-doers").search(at.subject)
        fits = bool(doers) and SACKED.match(at.after) is not None
    return at.to("looting-destruction") if fits and at.trigger.form in ("past", "participle", "ing") else None


def stolen(at: Setting) -> Trigger | None:
    """Cattle, aid, vehicles: by somebody armed."""
    doers = at.armed or re.search(r"\b(?:armed|looters)\b", at.words)
    return at.to("looting-destruction") if doers and at.has("animals-and-goods", after=80) else None
