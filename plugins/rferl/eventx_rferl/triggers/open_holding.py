"""When words that name no taking tell that a place has another master: it fell, passed to somebody, has been held since a day.

Each function takes what stands around a trigger and gives the trigger with its definite kind, or None if it tells nothing.
Knows a place by a class word or by the gazetteer. Doesn't know verbs of taking (:mod:`eventx_rferl.triggers.open_territory`).
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.language.actor_classes import BEARING_ARMS, IRREGULARS
from eventx_rferl.language.calendar_names import MONTH, WEEKDAY
from eventx_rferl.language.lexicons import around
from eventx_rferl.language.surroundings import Setting, names_people
from eventx_rferl.language.towns import ARTICLE, is_town
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Trigger
from eventx_rferl.triggers.open_violence import hits

# What a sentence is about: a name at its front, with an aside behind it: "Paletwa, in the hills of Chin State, has fallen".
TOPIC = wording(
    r"(?:^\W*|[,;:] (?:and |but )?(?:(?:[Bb]y|[Oo]n|[Ii]n) [^,;:]{2,30}, )?)(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})"
    r"(?:, (?P<aside>[^,;:]{3,60}),)? (?:(?:has|have|had|also|then|too|itself|now|finally|at last) )*$"
)
# "the town of X", "the district", "its last post"
GROUND = wording(
    r"\b(?:cit(?:y|ies)|towns?|villages?|districts?|provinces?|bases?|airport|townships?|enclave|stronghold|garrison|capital|port|"
    r"camps?|outposts?|posts?|island|hamlets?|crossing|fortress|airfield|barracks|hills?|heights)"
    r"(?: (?:of|at|in|on) (?:[\w’'-]+ ?){1,4})?(?:, [^,;:]{3,60},)? "
    r"(?:(?:has|have|had|also|then|too|itself|now|finally|at last) )*$"
)
# Nothing more is said of a place that "fell", but when and to whom.
FELL = wording(
    r"\s*(?:[.,;]|$|(?:on|late|early|last|this|at|in the|within|without|after|before|by|yesterday|today|overnight|"
    rf"{WEEKDAY}|{MONTH})\b)"
)
# "The village fell after a week of shelling": the one that was told of.
AGAIN = wording(
    r"\b[Tt]he (?:city|town|village|district|base|garrison|stronghold|camp|hamlet)(?:, [^,;:]{3,60},)? "
    r"(?:(?:had|also|finally|itself) )*$"
)
SINCE = wording(
    r"\bsince (?:late |early |the (?:morning|night|evening) |dawn |on )?(?:of |on )?"
    rf"(?:{WEEKDAY}|{MONTH} \d|\d+ {MONTH}|yesterday)"
)
AS_HELD = wording(r"\b(?:has|have) been (?:back |again |firmly |now |entirely )?$|\b(?:is|are|was|were) (?:back |again |now )$")
# "Is now in the hands of the rebels after the police fled": that is how they got it.
AFTER = wording(r"\bnow (?:firmly )?(?:in|under) [^.;]{5,80}? after\b")

# "Contact with the village": that is no place; to lose control of one is to lose it.
OF_A_PLACE = wording(
    r"\b(?!(?:control|possession|hold|grip)\b)[\w’'-]+ (?:with|in|to|of|at|for|from|on|into|over|around|near|inside) "
    r"(?:the |an? |its |their )?(?:(?!the\b)[\w’'-]+ ){0,3}$",
    re.IGNORECASE,
)


def _is_place(subject: str) -> bool:
    """Whether the subject is a place: "the town of X", X that the gazetteer holds, "X, a town in the hills"; no person."""
    ground = GROUND.search(subject)
    if ground:
        return not OF_A_PLACE.search(subject, 0, ground.start())
    topic = TOPIC.search(subject)
    if topic is None or around("territory").search(topic["aside"] or ""):
        return topic is not None
    return is_town(topic["name"])


def fell(at: Setting) -> Trigger | None:
    """A place falls: "Kunduz fell on Monday", "Paletwa has fallen"; soldiers and shells fall, too."""
    if at.word in ("fell", "fallen") and FELL.match(at.after) and not at.arms and _is_place(at.subject):
        told = AGAIN.search(at.subject) is not None
        return evolve(at.to("territory-overtaken"), definite=told)
    return hits(evolve(at, trigger=at.to("hit")))


# "Rebels paraded through the town after it came into their hands".
ITS_MASTERS = wording(r" (?:their|its) (?:hands|possession|control)\b")
IT = wording(r"\bit (?:had |has )?$")


def passed(at: Setting) -> Trigger | None:
    """A place passes to somebody armed: "the township passed to the Arakan Army"; letters come into their hands, too."""
    it = IT.search(at.subject) and ITS_MASTERS.search(at.after)
    if at.trigger.form not in ("past", "participle") or not (it or (at.armed and _is_place(at.subject))):
        return None
    return at.to("nonviolent-transfer" if at.uncontested else "territory-overtaken")


MISSING = wording(r"\b(?:missing|vanished|disappeared|lost contact|not been seen|not been heard (?:of|from)|taken|seized) ")


def held_since(at: Setting) -> Trigger | None:
    """ "X has been in the hands of the rebels since Monday": it was taken on that day; a missing man "in the hands of gunmen"."""
    told = at.text[at.sentence.start : at.trigger.start]
    if at.groups & IRREGULARS and names_people(told) and MISSING.search(told):
        return at.to("abduction")
    since = SINCE.search(at.whole) or AFTER.search(at.whole) or _only_now(at)
    fits = at.armed and AS_HELD.search(at.subject) and since
    if not fits or not _is_place(AS_HELD.sub("", at.subject)):
        return None
    if around("unopposed").search(at.whole):
        return at.to("nonviolent-transfer")
    again = at.groups & IRREGULARS == frozenset() and " back" in at.subject[-12:]
    return at.to("territory-regained" if again else "territory-overtaken")


# What says that a place is held only now: "now controls", "were in control by Monday"; most of it is held for long.
ONLY_NOW = wording(r"\b(?:now|fully?|complete(?:ly)?|total(?:ly)?|entire(?:ly)?|whole|all)\b")
BY_THEN = wording(
    rf"\b[Bb]y (?:the (?:morning|evening|night|end) of |late |early )?(?:{WEEKDAY}|{MONTH} \d+|\d+ {MONTH}|nightfall|dawn|noon|"
    r"midday|midnight|evening|dusk|sunset|morning)\b"
)
ON_ITS_DAY = wording(rf"\b(?:{WEEKDAY}|{MONTH} \d+|\d+ {MONTH}|yesterday|today|overnight|nightfall|dawn|midnight|sunset)\b")
ASIDE = wording(r"\b(?:who|which|that|where|already|still|mostly|largely|long|partly)(?: \w+ly| now)? $")
THEY = wording(r"\b(?:[Ii]t|[Tt]hey)(?: (?:was|were|is|are|now|fully|also|\w+ly))* $")
A_PLACE = wording(
    r"\s+(?:(?:the|all|most|whole|entire|of|strategic|key|northern|southern|eastern|western|central|nearby|neighboring|last) )*"
    r"(?:(?P<ground>(?:[a-z-]+ ){0,2}?(?:cit(?:y|ies)|towns?|villages?|districts?|provinces?|bases?|airport|airfield|camps?|port|"
    r"capital|garrison|stronghold|crossing|island|township|dam|compound)\b)|"
    rf"(?P<name>(?:{ARTICLE})?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*))"
)


def _only_now(at: Setting) -> bool:
    """Whether a place is told to be held since a day that the sentence names."""
    near = at.subject[-40:] + at.trigger.text + at.after[:60]
    return bool((ONLY_NOW.search(near) and ON_ITS_DAY.search(at.whole)) or BY_THEN.search(at.whole))


def in_control(at: Setting) -> Trigger | None:
    """ "The army now controls X", "said on Monday that it fully controlled the town": by whoever holds it, since then."""
    near = at.subject[-40:]
    if at.trigger.form in ("base", "ing") or at.passive or ASIDE.search(near) or not (at.armed or THEY.search(near)):
        return None
    place = A_PLACE.match(at.after) if _only_now(at) else None
    if place is None or not (place["ground"] or is_town(place["name"])):
        return None
    form = "ing" if at.trigger.pos == "n" else "past"  # "were in control": no passive
    told = evolve(at.trigger, pos="v", form=form)
    return evolve(told, type="nonviolent-transfer" if at.uncontested else "territory-overtaken")


SOLDIERS = (BEARING_ARMS - {"state", "police", "guard"}) | IRREGULARS
TOLD_BEFORE = 250


def got_back(at: Setting) -> Trigger | None:
    """ "Marines got it back": a place told of before, by somebody armed; police get back what was stolen."""
    told = around("territory").search(at.text, max(0, at.trigger.start - TOLD_BEFORE), at.trigger.start)
    named = around("territory").search(at.after[:30])
    return at.to("territory-regained") if at.doers & SOLDIERS and (told or named) else None


FOUGHT_FOR = wording(r"\b(?:combat|fighting|gun ?battles?|street battles?|firefights?|shelling|siege|without a shot)\b")


def hands_changed(at: Setting) -> Trigger | None:
    """A place changes hands: with or without a fight."""
    fits = around("territory").search(at.whole) or at.armed or FOUGHT_FOR.search(at.whole) or _is_place(at.subject)
    if not fits or re.search(r"\b(?:money|cash|dollars|euros|ransoms?|sums?|payments?|bribes?)\b", at.words):
        return None
    return at.to("nonviolent-transfer" if around("unopposed").search(at.whole) else "territory-overtaken")
