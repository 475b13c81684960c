"""When a verb tells that territory changes hands: "took", "entered", "pulled out of", "fell to", "set up".

Each function takes what stands around a trigger and gives the trigger with its definite kind, or None if it tells nothing.
"""

from __future__ import annotations

import re

from eventx_rferl.language.actor_classes import BEARING_ARMS, CROWDS, IRREGULARS, STATE_FORCES
from eventx_rferl.language.calendar_names import MONTH, SHORT_MONTH, WEEKDAY
from eventx_rferl.language.lexicons import around, country_words
from eventx_rferl.language.surroundings import Setting, caught, names_people
from eventx_rferl.language.towns import ARTICLE, is_town
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Trigger

# How a town may be called before its name.
TOWNS = (
    r"(?:cit(?:y|ies)|towns?|villages?|districts?|township|province|base|airport|port|camp|garrison|stronghold|island|"
    r"crossing|capital)"
)
NAME = rf"(?:{ARTICLE})?[A-Z][\w’'-]+(?: (?:{ARTICLE}|de |del |la )?[A-Z][\w’'-]+){{0,3}}"
# "X, a town on the highway, was": not "X, a town councilor".
APPOSED = (
    rf"(?P<apposed>, (?:an?|the|another) (?:(?!of )[\w-]+ ){{0,3}}{TOWNS}"
    r"(?=,| (?:in|on|of|near|at|along|some|about|close|north|south|east|west|that|which|where)\b)[^,;:]{0,50},)"
)
A_TOWN = wording(
    rf"(?:^|[,;:] |\b(?:that|said) )\W*(?:[Cc]ontrol (?:of|over) )?(?:[Tt]he )?"
    rf"(?:(?:[\w’'-]+ ){{0,4}}?(?P<town>{TOWNS})(?: of)? ?)?"
    rf"(?P<name>{NAME})?(?:{APPOSED}|, [^,;:]{{3,60}},)? "
    r"(?:(?:was|were|has|had|been|is|are|also|now|again|finally|once|back|itself) )*$"
)


def town_of(at: Setting) -> bool:
    """Whether the subject is a town: "Goma has been captured by the rebels"."""
    subject = A_TOWN.search(at.subject)
    if subject is None or not subject["name"]:
        return False
    return bool(subject["town"] or subject["apposed"]) or is_town(subject["name"])


def control_taken(at: Setting) -> Trigger | None:
    """ "Took control of Goma": by force, if nothing else is said; but no mayor "now in control of the council"."""
    if at.trigger.pos == "n" and not at.armed:
        return None
    return at.to("nonviolent-transfer" if around("unopposed").search(at.whole) else "territory-overtaken")


# Whose leaving or driving out changes the hands of a place.
MEN = BEARING_ARMS - {"state"}
DAY_NAME = wording(rf"\s+(?:{WEEKDAY}|(?!May\b){MONTH}|May \d)\b")


# "Took Junik, a village near the border", "took Kladusa from fighters loyal to him": a town that no gazetteer need hold.
APPOSED_TOWN = wording(
    rf"\s+(?:{ARTICLE})?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?, (?:an?|the) (?:[\w-]+ ){{0,4}}?(?:city|town|village|hamlet|port|"
    r"capital|stronghold|crossing|base)\b"
)
FROM_HOLDERS = wording(
    r"\s+(?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2} from (?:[\w’'-]+ ){0,4}?(?:fighters|rebels|forces|troops|army|militants|"
    r"insurgents|guerrillas|militia\w*|separatists|soldiers|police)\b"
)
# "Took Kyauktaw on Saturday": one name and a day behind it.
TOWN_AND_DAY = wording(
    rf"\s+(?:the )?(?:{ARTICLE})?[A-Z][\w’'-]+ (?:on|late on|early on|overnight|last) "
    rf"(?:{WEEKDAY}|{SHORT_MONTH}\.? \d|\d|week|month)"
)
# "Had taken Bilohorivka, in the Luhansk region".
TOWN_IN = wording(
    r"\s+[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?, (?:in|near|north|south|east|west|northeast|northwest|southeast|southwest|just|"
    r"some|about|"
    r"on the|outside|close to) (?![^.;]*\bas (?:its|their|his|her|an?) )"
)
PUBLIC = wording(r"\b(?:square|building|parliament|campus|university|office|offices|headquarters|bridge|highway|road)\b")


# "Stormed Macomia on Monday and took it within hours".
IT_SOON = wording(r"\s+it (?:within|in|on|after|by|before|late|early|overnight|a|the|\w+ (?:hours|days) later)\b")
STORMED = wording(
    rf"\b(?:stormed|attacked|assaulted|entered|reached|surrounded|besieged|encircled) "
    rf"(?:the (?:town|city|village) of )?(?P<name>{NAME})"
)
# "Have taken Goma, the mayor said".
NAME_AND_COMMA = wording(rf"\s+(?P<name>{NAME})(?:,(?![^.;]*\bas (?:its|their|his|her|an?) )|$)")
# "Took them to a recruitment camp": people are taken there.
THEM = wording(r"\s+(?:them|him|her) (?:to|into|away|off|out|back to)\b")


PROPER = wording(rf"\s+(?:the )?(?:{ARTICLE})?[A-Z]")
# "Seized several hilltop positions", "captured the dam".
CLASS_OF_GROUND = wording(
    r"\s+(?:the |a |an |all of |several |two |three |four |five |six |most of |parts of |nearby )*(?:[\w’'-]+ ){0,5}?"
    r"(?:city|towns?|villages?|hamlets?|district|province|base|airport|airfield|region|territory|positions?|outposts?|posts?|"
    r"settlements?|center|capital|headquarters|camp|crossing|garrison|barracks|hill|heights|port|island|neighborhoods?|"
    r"stronghold|bridge|dam)\b"
)


def taken_territory(at: Setting) -> Trigger | None:
    """Territory taken by somebody armed: the noun follows, or the place stands before a passive."""
    named = CLASS_OF_GROUND.match(at.after)
    proper = at.trigger.type == "territory-or-arrest" and PROPER.match(at.after) and not DAY_NAME.match(at.after)
    passive = at.passive and (around("territory").search(at.subject) or town_of(at))
    if THEM.match(at.after):
        return None
    if at.armed and at.trigger.type == "territory-take" and not DAY_NAME.match(at.after):
        named = named or TOWN_AND_DAY.match(at.after) or (TOWN_IN.match(at.after) if at.doers & MEN else None)
    named = named or APPOSED_TOWN.match(at.after) or FROM_HOLDERS.match(at.after)
    town = NAME_AND_COMMA.match(at.after) if at.armed and at.trigger.type == "territory-take" else None
    named = named or (town if town is not None and is_town(town["name"]) else None)
    stormed = STORMED.search(at.subject) if IT_SOON.match(at.after) else None
    named = named or (stormed if stormed is not None and is_town(stormed["name"]) else None)
    it = re.match(r"\s+(?:it|them)\b(?! \w+ (?:hours|days|weeks|years))", at.after) and around("territory").search(at.whole)
    it = it or (
        re.match(r"\s+it (?:back|on|a|two|three|the|late|early|over|by)\b", at.after) and around("territory").search(at.whole)
    )
    armed = at.armed or re.search(r"\b(?:[Ii]t|[Tt]hey)(?: (?:had|has|have|also|then|later))* $", at.subject)
    if not (armed or (passive and town_of(at))) or not (named or proper or passive or it):
        return None
    if re.search(
        r"\b(?:power|company|as (?:president|minister|chief)|post of|role|presidency|place|part|office)\b", at.after[:40]
    ):
        return None
    if re.match(r"\s+(?:[\w’'-]+ ){0,4}?(?:blocks|positions?|trenches|streets|checkpoints?|houses|buildings)\b", at.after):
        return at.to("armed-clash")  # ground won in a battle, no place that changes hands
    if around("unopposed").search(at.whole):
        return at.to("nonviolent-transfer")
    return at.to("territory-overtaken")


def taken_over(at: Setting) -> Trigger | None:
    """Occupied: territory by somebody armed, a square or building by a crowd; an office is none."""
    politics = re.search(r"\b(?:power|company|as (?:president|minister|chief)|post of|role|presidency|office)\b", at.after[:60])
    crowd = at.doers & CROWDS or (around("crowd").search(at.subject) and not at.armed)
    if at.word.startswith("wrest") and at.passive:
        return at.to("territory-overtaken") if at.armed else None  # nothing but ground is wrested from somebody armed
    if crowd and at.word.startswith("occup") and (at.has("territory", after=70) or PUBLIC.search(at.after[:70])):
        return at.to("crowd-strong")
    it = at.doers & BEARING_ARMS and re.match(r"\s+it over\b", at.after)
    named = (
        it or at.has("territory", after=70) or re.match(r"\s+[A-Z]\w+ (?:on|in|from|after|late|early|overnight|last)\b", at.after)
    )
    kind = "nonviolent-transfer" if around("unopposed").search(at.whole) else "territory-overtaken"
    return at.to(kind) if at.armed and named and not politics else None


# "Rolled into the village, whose defenders withdrew after six hours".
HELD_OUT = wording(
    r"\b(?:defenders|garrison)\b[^.;]{0,30}\b(?:withdrew|pulled (?:out|back)|retreated|left|gave up|abandoned)\b[^.;,]{0,40}? "
    r"(?:after|following) (?:[\w-]+ ){0,4}?(?:hours?|days?|nights?|fight|battle|fighting|resistance|siege)\b"
)


# "Entered Aini, the last town still held by mutineers".
HELD_BY = wording(
    r"[^.;]{0,50}\b(?:town|city|village|district|stronghold|place|quarter|suburb|enclave|pocket|island)\b "
    r"(?:(?!where\b)[\w’'-]+ ){0,5}?(?:(?:still|long) held by|(?:rebels|insurgents|militants) (?:still|long|had) held)\b"
)


def entered(at: Setting) -> Trigger | None:
    """Troops entering a place tell a change of hands only if others held or left it, or nobody fought."""
    if "grenade" in at.arms or "bomb" in at.arms:
        return at.to("hit")  # a grenade rolls into a teahouse
    if not at.armed or not re.match(r"\s+(?:the |central |downtown )*(?:[\w’'-]+ ){0,4}?[A-Z]", at.after):
        return None
    swept = at.word.startswith(("swept", "sweep"))
    if at.doers & IRREGULARS and swept:
        return at.to("territory-overtaken")
    if around("unopposed").search(at.whole):
        return at.to("nonviolent-transfer")
    if around("fled").search(at.whole) or HELD_OUT.search(at.whole):
        return at.to("territory-overtaken")
    if around("departed").search(at.whole):
        return at.to("nonviolent-transfer")
    return at.to("territory-overtaken") if at.doers & BEARING_ARMS and HELD_BY.match(at.after) else None


def marched_in(at: Setting) -> Trigger | None:
    """ "Only a day after rebels marched in": into the place that is told of; a crowd marches in a street."""
    if at.groups & CROWDS or around("crowd").search(at.subject) or not at.doers & BEARING_ARMS:
        return at.to("crowd-strong")
    return at.to("territory-overtaken")


IN_A_CAR = wording(r" (?:\w+ ){0,3}?(?:in|aboard|on) (?:an?|his|her|their|two|three|the) [^,.;]*?(?:\b(?:was|were|had)\b|$)")


ONE_MAN = wording(
    r"\b(?:[Aa]n?|[Tt]he|[Oo]ne) (?:[\w-]+ ){0,2}?(?:assailant|attacker|gunman|suspect|bomber|shooter|man|militant|fighter) "
    r"(?:was|had been|is|has been) (?:\w+ )?$"
)


FROM_HOME = wording(
    r"(?:(?: [\w,’'-]+){0,4}? (?:people|residents|villagers|civilians|families|inhabitants|others|persons|women|children))?"
    r" (?:out of|from|to flee|to leave) (?:their|his|her|the) (?:[\w-]+ )?(?:homes?|houses?|villages?|lands?|farms?|shelters?)\b"
)


def driven_out(at: Setting) -> Trigger | None:
    """Fighters are driven out of a place by others."""
    if FROM_HOME.match(at.after):
        return None  # "hundreds were forced from their houses", "drove 3,000 people from their homes": no ground was taken
    if at.passive and ONE_MAN.search(at.subject):
        return None  # "the assailant was chased from the hotel"
    if IN_A_CAR.match(at.after):
        return None  # "four people driving in a car were shot at from a helicopter"
    fighters = at.forces(after=70) & MEN
    if not fighters and re.search(r"\b(?:tear ?gas|water cannons?|batons|truncheons|whips)\b", at.words):
        return at.to("disperse")  # "used tear gas to drive market women away"
    return (
        at.to("territory-overtaken")
        if at.armed and (fighters or len(at.groups & BEARING_ARMS) > 1 or at.has("territory"))
        else None
    )


IN_TOWN = wording(r" (?:the |control of (?:the )?)?(?:city|town|village|district|camp|stronghold|[A-Z][\w’'-]+)\b")
IN_HANDS = wording(
    r" (?:the )?(?:government|army|military|state|regime|official)(?:['’]s)? (?:hands|control)\b|"
    r" (?:the )?(?:hands|care|control|possession) of (?:the )?(?:[\w’'-]+ ){0,2}?"
    r"(?:army|government|military|state|police|authorities|troops|soldiers)\b"
)
ON_A_DAY = wording(rf"\b(?:{WEEKDAY}|(?:{MONTH}) \d+|\d (?:{MONTH})|today|yesterday|dawn|nightfall|night|evening|morning|noon)\b")


def back_in(at: Setting) -> Trigger | None:
    """ "Troops were back in the town on Tuesday": they took it again; soldiers are back in barracks, too."""
    if IN_HANDS.match(at.after) and (town_of(at) or around("territory").search(at.subject)):
        # "The hamlet was back in government hands".
        return at.to("nonviolent-transfer" if at.uncontested else "territory-regained")
    told = at.doers & MEN and IN_TOWN.match(at.after) and ON_A_DAY.search(at.words)
    return at.to("territory-overtaken") if told else None


# "Stormed the camp and withdrew at noon": raiders go home.
RAIDED = wording(
    r"\b(?:stormed|attacked|raided|assaulted|ambushed|overran|looted|burned|torched|killed|shot|abducted|kidnapped)\b[^;]*? "
    r"(?:and|before|then)(?: then| later)? $"
)


LEAVERS = wording(
    r"\b(?:troops|forces|fighters|army|rebels|soldiers|peacekeepers|units|garrison|contingent|militia\w*|police)\b",
    re.IGNORECASE,
)


# "Pulled out an M16 rifle".
DRAWN = wording(
    r"\s+(?:an?|his|her|their|two|another) (?:[\w-]+ ){0,3}?(?:rifles?|pistols?|guns?|knife|knives|weapons?|grenades?|revolvers?|"
    r"handguns?|machetes?)\b"
)


def left_territory(at: Setting) -> Trigger | None:
    """Forces pull out of a place."""
    if (
        DRAWN.match(at.after)
        or at.trigger.pos != "v"
        or not at.armed
        or not (LEAVERS.search(at.words) or at.doers & {"group", "rebels", "militia"})
    ):
        return None
    raided = at.word.startswith(("withdr", "pull")) and RAIDED.search(at.subject)
    return None if raided else at.trigger


def troops_out(at: Setting) -> Trigger | None:
    """An army that leaves a country is a change of activity; one that leaves a place gives it up."""
    name = re.search(r"\b(?:from|out of) (?:the )?((?:[A-Z][\w’'-]+ ?)+)", at.after)
    if name and country_words().get(name[1].strip(), ("", ""))[1] == "name":
        return at.to("group-change")
    return at.to("nonviolent-transfer") if at.has("territory") or name else None


def handed_over(at: Setting) -> Trigger | None:
    """Territory, not people."""
    if caught(at.subject):
        return None  # "were captured in X district and handed over to the authorities"
    town = at.passive and town_of(at)
    if at.has("prisoners") or not (town or at.has("territory")):
        return None
    return at.to("nonviolent-transfer") if town or at.armed or (at.word.startswith("hand") and SIDE.search(at.subject)) else None


# "The Tajik side handed the village back".
SIDE = wording(r"\b(?:(?:[Tt]he )?(?:[A-Z]\w+|other|government|rebel) side|[Tt]hey)(?: (?:also|then|later|had|have|has))* $")


def fell_to(at: Setting) -> Trigger | None:
    """A place falls to somebody armed; aid workers fall into the hands of gunmen, too."""
    if at.word.startswith("f") and names_people(at.subject) and not around("territory").search(at.subject):
        return at.to("abduction") if at.groups & IRREGULARS and at.trigger.form in ("past", "participle") else None
    if at.word.startswith("los") and re.search(r"\b(?:who|which|that)(?: had| have| has)? $", at.subject):
        return None  # "militants, who lost the town two weeks ago, drove a car bomb into ...": background
    if not at.armed:
        return None
    return at.to("nonviolent-transfer" if around("unopposed").search(at.whole) else "territory-overtaken")


OF_GROUND = wording(
    r"(?: by (?:[\w’'-]+ ){1,5}?)?\s?\bof (?:the |a |an )?(?:[\w’'-]+ ){0,5}?(?:city|town|village|villages|towns|base|airport|"
    r"district|province|camp|port|hills?|heights|garrison|stronghold|crossing|airfield|island|capital)\b"
)


def noun_of_capture(at: Setting) -> Trigger | None:
    """ "Announced the seizure by his army of the town of X": territory, by whoever is named; a person is arrested or taken."""
    if OF_GROUND.match(at.after):
        if at.word == "takeover" and not at.armed:
            return None
        again = at.word.startswith(("rec", "ret", "lib"))
        return at.to("territory-regained" if again else "territory-overtaken")
    people = re.match(r"(?: by [^,;]{3,40})? of (?:[\w’'-]+ ){0,4}", at.after)
    if people is None or not names_people(at.after[:60]) or not at.word.startswith(("cap", "sei")):
        return None
    state = at.groups & STATE_FORCES and not at.groups & IRREGULARS
    return at.to("arrest" if state and "by" not in people[0].split()[:1] else "abduction")


NEW_BASE = wording(r"\bover (?:an?|its|their|his) (?:[\w-]+ ){0,3}(?:bases?|camp|outpost|headquarters|post|compound)\b")


def flag_raised(at: Setting) -> Trigger | None:
    """By somebody armed: over a place that they took, or over a base of their own that they open."""
    own = NEW_BASE.search(at.after) is not None
    return at.to("base-established" if own else "territory-overtaken") if at.armed else None


OCCUPIERS = wording(r"\b(?:troops|soldiers|forces|army|marines|paratroopers|fighters|rebels|militants|contingent|battalion)\b")


# A day of open doors, not a new base.
TO_VISITORS = wording(
    r" (?:its doors )?(?:up )?to (?:the )?(?:visitors|tourists|public|journalists|reporters|families|inspectors)\b"
)


# Where cars are searched for a while.
ROADBLOCKS = wording(r" (?:[\w’'-]+ ){0,4}?(?:checkpoints|roadblocks|check posts|checkposts)\b")


# Somebody builds; else it is a house.
AT_BUILDING = wording(
    r"(?:\b(?:is|are|was|were|be|been|start(?:ed|s)?|began|begun|finish(?:ed|es)?|complet(?:ed|es)|stopp?(?:ed|s)?|busy|by|of|after|"
    r"before|and|while|for)|,) (?:\w+ly |now |also |already |still |currently )?$"
)


def base_set_up(at: Setting) -> Trigger | None:
    """A base, camp or post is what is set up, by somebody armed."""
    if TO_VISITORS.match(at.after) or (ROADBLOCKS.match(at.after) and not at.passive):
        return None
    if at.word == "building" and not AT_BUILDING.search(at.text, at.sentence.start, at.trigger.start):
        return None  # "the villa in which the rebels once had their headquarters"
    military = re.search(
        r"\b(?:(?:military|operating|training|army|naval|air|forward|peacekeeping) "
        r"(?:base|camp|post|outpost|garrison|cent(?:er|re))|(?:UN|NATO|Russian|U\.S\.|French) (?:base|camp|outpost|garrison))\b",
        at.subject if at.passive else at.after[:90],
    )
    that = re.search(r"\b(?:which|that)\b", at.subject) and around("base").search(at.subject[-80:])  # "a post that they set up"
    armed = at.armed or OCCUPIERS.search(at.text, at.sentence.start, at.trigger.start)  # "troops flown in since May 8 have ..."
    return (
        at.to("base-established")
        if (armed or military) and (at.has("base", after=80) or that or (at.passive and military))
        else None
    )


def cleared(at: Setting) -> Trigger | None:
    """A crowd is cleared off a square by police; territory is cleared of fighters."""
    crowd = re.search(
        r"\b(?:protesters?|demonstrators?|crowds?|rally|protest|demonstration|sit-in|camp|square|streets?|march|picket|gathering|"
        r"vigil|procession|blockade)\b",
        at.whole,
    )
    if crowd and (at.word.startswith("br") or re.search(r"\b(?:police\w*|security|guards)\b", at.subject)):
        return at.to("disperse")
    broken = at.word.startswith("br")
    if crowd and (broken or at.groups & STATE_FORCES):
        return at.to("disperse")
    if broken:
        return None
    return at.to("territory-overtaken") if at.armed and at.has("territory", after=60) else None
