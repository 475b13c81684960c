"""When a named town changes hands: "took Goma", "lost Goma to the rebels", "cleared Goma of them", "Goma was in rebel hands".

Each function takes what stands around a trigger and gives the trigger with its definite kind, or None if it tells nothing.
Knows a town by the gazetteer, or by a class word before its name. Doesn't know verbs whose object a class word must tell
(:mod:`eventx_rferl.triggers.open_territory`).
"""

from __future__ import annotations

import re

from eventx_rferl import gazetteer
from eventx_rferl.language.actor_classes import BEARING_ARMS, IRREGULARS
from eventx_rferl.language.calendar_names import MONTH, WEEKDAY
from eventx_rferl.language.lexicons import around
from eventx_rferl.language.surroundings import Setting
from eventx_rferl.language.towns import ARTICLE
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Trigger

# Fewer people than this and a name is as likely somebody's.
KNOWN = 3_000
GROUND = (
    r"(?:cit(?:y|ies)|towns?|villages?|districts?|township|province|base|airport|port|camp|garrison|stronghold|island|"
    r"crossing|capital)"
)
NAME = rf"(?:{ARTICLE})?[A-Z][\w’'-]+(?: (?:{ARTICLE}|de |del |la )?[A-Z][\w’'-]+){{0,3}}"
# "Goma", "the town of Goma", "control of Goma", "most of Goma", "their takeover of Goma"
OBJECT = wording(
    r"\s+(?:(?:(?:full|complete|total|firm|its|their) )*(?:control|possession) (?:of|over) |(?:most|all|much|parts|half) of |"
    r"(?:its|their|the) (?:\w+ )?(?:takeover|capture|conquest|seizure|occupation) of )?(?:the )?"
    rf"(?:(?:[\w’'-]+ ){{0,4}}?(?P<ground>{GROUND})(?: of)? )?(?P<name>{NAME})(?P<rest>[^.;]*)"
)
# What may stand behind a town's name: no noun that it belongs to ("took Goma residents hostage").
GOES_ON = wording(
    r"^(?:$|[,:)]| (?:on|in|at|from|of|to|by|after|before|when|as|and|late|early|overnight|last|this|back|with|without|over|"
    rf"during|within|again|today|yesterday|for the|was|were|has|had|is|{WEEKDAY}|{MONTH})\b)"
)
BY_SURPRISE = wording(r"^ (?:by surprise|for granted|hostage|to (?:court|task|war)\b)|\bas (?:its|their|his|an?) ")


def is_town(name: str) -> bool:
    """Whether the gazetteer holds a name as a town of some size, or as a district or province."""
    found = gazetteer.lookup(name.removesuffix("'s").removesuffix("’s"), kinds=("city", "admin1", "admin2"))
    return any(place.kind != "city" or (place.population or 0) >= KNOWN for place in found)


def town_behind(after: str) -> re.Match[str] | None:
    """The town that a verb's object is: the match with what follows it as ``rest``."""
    found = OBJECT.match(after.rstrip(" .;"))
    if found is None or BY_SURPRISE.search(found["rest"]) or not GOES_ON.match(found["rest"]):
        return None
    return found if found["ground"] or is_town(found["name"]) else None


def town_of(at: Setting) -> bool:
    """Whether the subject is a town: "Goma has been captured by the rebels"."""
    subject = SUBJECT.search(at.subject)
    return subject is not None and bool(subject["name"]) and is_town(subject["name"])


def town_taken(at: Setting) -> Trigger | None:
    """ "Conquered Goma", "completed their takeover of Goma": by somebody armed."""
    if not at.armed or at.trigger.form == "base" or not town_behind(at.after):
        return None
    return at.to("nonviolent-transfer" if around("unopposed").search(at.whole) else "territory-overtaken")


OF_THEM = wording(r" (?:of|from) (?:the |all |its |their )*(?:[\w’'-]+ ){0,6}?")
TO_THEM = wording(r"(?:^|,)(?: back| over)? to (?:the |a |an )?(?:[\w’'-]+ ){0,5}?")


def control_taken(at: Setting) -> Trigger | None:
    """ "Took control of Goma": by force, if nothing else is said."""
    return at.to("nonviolent-transfer" if around("unopposed").search(at.whole) else "territory-overtaken")


def town_freed(at: Setting) -> Trigger | None:
    """ "Cleared Goma of rebels", "freed Goma from the jihadists": a town, of fighters; hostages are freed from them, too."""
    town = town_behind(at.after)
    if town is not None and not town["ground"] and _in_another(town["rest"]):
        return None
    told = town is not None and OF_THEM.match(town["rest"]) and at.forces(after=120) & BEARING_ARMS
    return at.to("territory-regained") if told and at.doers & BEARING_ARMS else None


IN_A_TOWN = wording(rf" (?:in|near|at|outside) (?P<name>{NAME})")


def _in_another(rest: str) -> bool:
    """ "Freed Maria from the rebels in Goma": no town lies in another, so the name is somebody's."""
    found = IN_A_TOWN.search(rest)
    return found is not None and is_town(found["name"]) and not gazetteer.lookup(found["name"], kinds=("admin1",))


KNOWN_FOR = wording(r"\b(?:who|which|that)(?: had| have| has)? $")


def town_lost(at: Setting) -> Trigger | None:
    """ "The army lost Goma to the rebels": to whom says that it was taken."""
    town = town_behind(at.after)
    if KNOWN_FOR.search(at.subject):
        return None  # "militants, who lost the town two weeks ago, drove a car bomb into ...": background
    if town is None or not TO_THEM.match(town["rest"]) or not at.groups & BEARING_ARMS:
        return None
    return at.to("nonviolent-transfer" if around("unopposed").search(at.whole) else "territory-overtaken")


def town_left(at: Setting) -> Trigger | None:
    """ "The rebels quit Goma under the deal", "handed Goma back": by somebody armed, and nobody fights."""
    if at.passive:
        subject = SUBJECT.search(at.subject)
        a_town = subject is not None and bool(subject["ground"] or (subject["name"] and is_town(subject["name"])))
        return at.to("nonviolent-transfer") if a_town and (at.armed or HEIR.search(at.after)) else None
    return at.to("nonviolent-transfer") if at.armed and at.trigger.form != "base" and town_behind(at.after) else None


HEIR = wording(r"\b(?:government|authorities|administration|army|police|control)\b")
SUBJECT = wording(
    rf"(?:^|[,;:] |\bthat )\W*(?:[Cc]ontrol (?:of|over) )?(?:[Tt]he )?(?:(?:[\w’'-]+ ){{0,4}}?(?P<ground>{GROUND})(?: of)? ?)?"
    rf"(?P<name>{NAME})?(?:, [^,;:]{{3,60}},)? (?:(?:was|were|has|had|been|is|are|also|now|again|finally|once|back|itself) )*$"
)
DAY = wording(rf"\b(?:{WEEKDAY}|{MONTH} \d{{1,2}}|\d {MONTH}|overnight|yesterday|today|dawn|nightfall|midday|noon)\b")
# Why it is held now: somebody has just fought for it or fled.
JUST = wording(
    r"\b(?:after|following|when|as)\b[^.;]*?\b(?:battles?|fighting|fight|siege|offensive|assault|attack|clash(?:es)?|fled|flee|"
    r"retreat(?:ed)?|withdrew|abandon(?:ed|ing)|rout(?:ed|ing)?|overr[ua]n(?:ning)?|driv(?:en|ing)|expell(?:ed|ing)|oust(?:ed|ing))\b"
)


def town_held(at: Setting) -> Trigger | None:
    """ "Goma was in rebel hands on Monday after a fierce battle": taken on that day."""
    if not (DAY.search(at.whole) and JUST.search(at.whole)):
        return None
    if at.word.endswith("control of"):
        told = at.doers & BEARING_ARMS and town_behind(at.after)
        return at.to("territory-overtaken") if told else None
    subject = SUBJECT.search(at.subject)
    if subject is None:
        return None
    named = subject["ground"] or (subject["name"] and is_town(subject["name"]))
    return at.to("territory-overtaken") if named else None


def town_passed(at: Setting) -> Trigger | None:
    """ "Control of Goma passed to the authorities": quietly, unless a fight is told."""
    if not re.search(r"\b[Cc]ontrol (?:of|over)\b", at.subject) or at.trigger.form not in ("past", "participle"):
        return None
    fought = at.groups & IRREGULARS and JUST.search(at.whole)
    return at.to("territory-overtaken" if fought else "nonviolent-transfer")


FELL_OF = wording(rf"\s+of (?:the )?(?:[\w’'-]+ ){{0,4}}?(?:{GROUND}\b|{NAME})[^.;]*")


def fall_of_town(at: Setting) -> Trigger | None:
    """ "The fall of Goma to the rebels came after a siege"."""
    told = FELL_OF.match(at.after)
    if told is None or not re.search(r"\bto (?:the )?", told[0]) or not at.forces(after=len(told[0])) & BEARING_ARMS:
        return None
    return at.to("territory-overtaken")
