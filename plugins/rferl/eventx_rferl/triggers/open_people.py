"""When a verb tells that people, or ground, are taken: arrests, abductions, captures.

Each function takes what stands around a trigger and gives the trigger with its definite kind, or None if it tells nothing.
"""

from __future__ import annotations

import re

from eventx_rferl.language.actor_classes import BEARING_ARMS, CROWDS, IRREGULARS, STATE_FORCES
from eventx_rferl.language.by_force import pulled_by_force, taken_in_a_raid
from eventx_rferl.language.calendar_names import MONTH, WEEKDAY
from eventx_rferl.language.lexicons import around
from eventx_rferl.language.surroundings import Setting, names_people
from eventx_rferl.language.towns import ARTICLE, is_town
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Trigger
from eventx_rferl.triggers.open_goods import stolen
from eventx_rferl.triggers.open_territory import DAY_NAME, taken_territory, town_of
from eventx_rferl.triggers.type_words import POLICE_CAR

DAY_NEXT = wording(rf"\s+(?:on|in|near|at|by|when|late|early|last|{WEEKDAY}|{MONTH})\b")
NAMED_GROUND = wording(
    r"\s+(?:the |a |an |two |several )?(?:(?!(?:in|near|at|on|from|during)\b)[\w’'-]+ ){0,4}?"
    r"(?:city|town|village|villages|towns|base|airport|district|province|capital|"
    r"camp|port|hills?|ridge|heights|outposts?|garrison|stronghold|crossing|airfield|island|hamlets?)\b"
)

# "Captured Kotkai, the home village of the militants' leader"
GROUND_APPOSED = wording(
    r"\s+(?:[A-Z][\w’'-]+ ?){1,3}, (?:an?|the|its|their|another|one) (?:[\w’'-]+ ){0,6}?(?:city|town|village|hamlet|base|"
    r"stronghold|bastion|port|district|settlement|suburb|crossing|capital|hometown|birthplace|outpost|junction|heights?|hub)\b"
)


# "Officers seized Alena Sidar outside her home"
AT_HOME = wording(
    r"\s+[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2},?(?: [^.;]{0,60}?,)? (?:outside|at|in|near|from) (?:his|her|their) "
    r"(?:[\w-]+ )?(?:home|house|apartment|office|car|bed|flat|village)\b"
)
# "Rebels seized Kanpaiti on Monday": one name and a time or place behind it, a town that no gazetteer need hold.
NAMED_TOWN = wording(
    rf"\s+(?:{ARTICLE})?[A-Z][\w’'-]+(?=,? (?:on|in|near|after|before|late|early|overnight|last|from|and then)\b)"
)


# "Seized Spin Boldak on Monday": a town with two names, if the gazetteer has it.
LONG_NAME = wording(
    r"\s+(?P<name>[A-Z][\w’'-]+ [A-Z][\w’'-]+)(?=,? (?:on|in|near|after|before|late|early|overnight|last|from|and then)\b|[.;]|$)"
)
# "A cache of nine mortars and 14 grenades was seized": whoever seized it.
# "Caches of rifles were seized", "guns and grenades that he said were seized".
_ARMS = (
    r"(?:arms|weapons|rifles|guns|pistols|mortars?|grenades|rockets|explosives|ammunition|bombs|cocktails|missiles|shells|"
    r"mines)"
)
HAUL = wording(
    rf"\b{_ARMS} (?:(?:that|which) )?(?:(?:he|she|it|they|police|officials) (?:said|says|say) )?(?:were|had been) (?:\w+ )?$|"
    r"\b(?:caches?|hauls?|consignments?|stockpiles?|shipments?|loads?|quantit(?:y|ies)|arsenals?) of (?:[\w,-]+ ){0,6}?"
    rf"{_ARMS}\b"
)


# "Soldiers seized three relatives in a late-night search".
SEARCHED = wording(
    r"\b(?:in|during) (?:an?|the|several|house-to-house) (?:[\w-]+ ){0,3}?(?:search(?:es)?|sweeps?|round-?ups?|raids?)\b"
)


# What was seized stands before where it was: "seized counterfeit goods in the province".
WHERE = re.compile(r" (?:in|near|at|on|during|from|across) ")


# "Seized the day's editions of two newspapers": no people and no ground.
PAPERS = wording(
    r"\s+(?:[\w’'-]+ ){0,5}?(?:editions?|copies|newspapers|print runs?|computers|laptops|servers|documents|files|passports|"
    r"cameras|"
    r"equipment|assets|phones|recordings|footage|leaflets|books)\b"
)


# "The attack was beaten off, but the rebels seized some weapons": part of it.
THE_ATTACK = wording(r"\b[Tt]he (?:attack|raid|assault|ambush|clash|battle)\b")
LANDS = wording(r"\b(?:areas|territor(?:y|ies)|lands?|regions|districts) $")


# "Soldiers carrying guns were seized": not the guns.
BEARING = wording(r" (?:carrying|bearing|wielding|armed with|holding) ")


# "Protesters seized the main government building": no ground is taken by those without arms.
GOVERNMENT_HOUSE = wording(
    r"\s+(?:the |a |an |several )?(?:[\w’'-]+ ){0,3}?(?:government|parliament|presidential|president['’]s|prime minister['’]s|"
    r"administration|state television|interior ministry|city hall|town hall|governor['’]s)"
    r"(?: (?:building|buildings|compound|headquarters|palace|office|offices|residence|complex))?\b"
    r"(?! (?:troops|soldiers|officials?|forces|positions?|workers?|arms|weapons|vehicles?|property))"
)


PUBLIC_GROUND = wording(
    r"\s+(?:the|a|an|several|two) (?:[\w’'-]+ ){0,3}?(?:compounds?|buildings?|offices?|headquarters|palace|square)\b"
)


def seized(at: Setting) -> Trigger | None:
    """Arms, people or territory, by what follows; power and opportunities are none."""
    if re.match(r"\s+(?:power|upon|the opportunity|the chance|on (?:the|a|his|her|its|their) \w+ (?:to|of|as|by))\b", at.after):
        return None
    if at.trigger.form != "base" and LANDS.search(at.subject):
        return None  # "withdraw from the areas seized by the Armenians": what is held since a war
    them = re.match(r"\s+(?:them|it)\b", at.after) and around("arms").search(at.text[at.sentence.start : at.trigger.start])
    if (at.has("arms", after=90) or them) and at.armed:
        return None if at.doers & IRREGULARS and THE_ATTACK.search(at.whole) else at.to("weapons-use-disrupted")
    bearers = BEARING.search(at.subject)
    if at.passive and HAUL.search(at.subject) and not (bearers and names_people(at.subject[: bearers.start()])):
        return at.to("weapons-use-disrupted")
    if PAPERS.match(at.after):
        return None
    if GOVERNMENT_HOUSE.match(at.after) and not at.groups & BEARING_ARMS - {"state", "government", "police"}:
        return at.to("violent-demonstration")
    named = at.armed and at.trigger.form in ("past", "participle") and NAMED_TOWN.match(at.after)
    long = LONG_NAME.match(at.after) if at.armed and at.trigger.form in ("past", "participle") else None
    named = named or (long if long is not None and is_town(long["name"]) else None)
    if AT_HOME.match(at.after) and at.armed:
        return at.to("arrest" if at.doers & {"police", "security", "intelligence"} else "abduction")
    if NAMED_GROUND.match(at.after) or (named and not DAY_NAME.match(at.after)) or (at.passive and town_of(at)):
        return at.to("territory-overtaken")
    if people_taken(at):
        by = at.groups if at.passive else at.doers
        unofficial = at.passive and by & IRREGULARS  # "seized by armed men, police said"
        searched = by & STATE_FORCES and not by & IRREGULARS and SEARCHED.search(at.words)
        official = by & {"police", "intelligence", "border"} and not unofficial
        foe = by & STATE_FORCES and not at.passive and at.forces(after=60) & IRREGULARS
        return at.to("arrest" if official or searched or foe else "abduction")
    if at.doers & CROWDS and not at.doers & IRREGULARS and PUBLIC_GROUND.match(at.after):
        return at.to("violent-demonstration")
    ground = at.passive and around("territory").search(at.subject)
    if not at.armed and at.passive and not ground:
        return None
    if ground and around("unopposed").search(at.whole) is None and FIGHTING.search(at.after):
        return at.to("territory-overtaken")
    held = WHERE.split(at.after[:70], maxsplit=1)[0]
    return at.to("territory-overtaken") if around("territory").search(held) and not at.has("crime", after=120) else None


FIGHTING = wording(r"\b(?:fighting|battles?|combat|clashes|gunfight|firefight|siege|assault|offensive)\b")
# "Took away Shilan Moradi, a union leader": a person by name.
TAKEN = wording(
    r"\s+(?:(?:away|off|out) )?(?:(?:them|him|her)\b|"
    r"(?!(?:Mr|Mrs)\b)(?:[a-z][\w-]* ){0,4}?[A-Z][\w’'-]+ (?:al-|bin )?[A-Z][\w’'-]+"
    r"(?:,| (?:from|on|in|at|outside|near|as|late|early|after)\b))"
)


AGENTS = wording(
    r"\b(?:agents|operatives|officers|members|men) (?:of|from) (?:the |an? )?(?:[A-Z][\w’'-]+ ){0,4}?"
    r"(?:Intelligence|Security|Ministry|Police|Interior|Counterterrorism)\b|"
    r"\b(?:security|intelligence|plainclothes|police) (?:agents|officers|operatives|men)\b|\bplainclothesm[ae]n\b"
)
THEY = wording(r"\b[Tt]hey(?: then| also| later)? $")


# "Six nuns snatched from their bus", "churchgoers led off by the militia": no object behind, so who stands before was taken.
REDUCED = wording(r"\s+(?:away |off )?(?:from|off|out of|into|by)\b")


# "Had dragged the three from a truck".
COUNTED = wording(
    r"\s+(?:all |the )*(?:two|three|four|five|six|\d+)(?: of them)? (?:from|out|off|away|into|at|on|in)\b|"
    r"\s+(?:about |some |around |at least |nearly |more than )?(?:an? )?(?:dozen|dozens|hundreds|scores|many|several|most|some|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|\d+) of (?:them|those|whom)\b"
)


def people_taken(at: Setting) -> bool:
    """Whether people are what is taken: behind an active verb, before a passive one."""
    relative = re.search(
        r"(\w+) (?:that |whom |who )?(?:they|he|it|she|gunmen|militants|rebels|bandits) (?:had |have )?$", at.subject
    )
    if relative and names_people(relative[1]):
        return True
    if re.match(r"\s+(?:him|her|them)\b", at.after) and re.search(
        r"\b(?:masked|armed|camouflage|uniforms?|gunm[ae]n|balaclavas|police|officers)\b", at.whole
    ):
        return True
    if not at.passive and re.search(r"\bwhom\b", at.subject):
        return True  # "whom fighters surrounded and led off"
    if REDUCED.match(at.after) and at.trigger.form in ("past", "participle") and names_people(at.subject[-50:]):
        return True
    if at.passive:
        if re.search(r"\b(?:[Hh]e|[Ss]he) (?:was|had been|has been) (?:\w+ )?$", at.subject):
            return True
        return names_people(at.subject)
    return at.has_people(after=60) or TAKEN.match(at.after) is not None or COUNTED.match(at.after) is not None


# "Captured Vozuca from the Serbs", "captured Goma back from the M23": ground, by whom it was held.
GROUND_FROM = wording(
    r"\s+[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2} (?:back )?"
    r"from (?:(?:the |its |their )"
    r"(?!(?:[\w-]+ )?(?:village|town|city|area|region|district|province|border|north|south|east|west)\b)|"
    r"[a-z-]+ (?:forces|troops|rebels|militants)\b)"
)


def captured(at: Setting) -> Trigger | None:
    """Fighters or suspects are arrested; territory is taken."""
    if at.passive and town_of(at):
        return taken_territory(at)
    if NAMED_GROUND.match(at.after) or GROUND_APPOSED.match(at.after) or GROUND_FROM.match(at.after):
        return taken_territory(at)
    reduced = DAY_NEXT.match(at.after) and names_people(at.subject[-40:])
    if at.has_people(after=40) or at.forces(after=60) & IRREGULARS or reduced:
        doers = at.forces(after=120) if at.passive else at.doers  # "a rebel commander was captured": by whoever
        official = not doers & IRREGULARS or doers & STATE_FORCES  # "French troops of Operation X captured an aide"
        return at.to("arrest" if official else "abduction")
    if at.passive and names_people(at.subject[-60:]):
        return at.to("arrest")
    return taken_territory(at)


# "A doctor dragged from his car is still missing", "is holding two engineers who vanished": somebody holds them.
CAPTORS = wording(
    r"\b(?:(?:still|remains?|remained|been|reported|gone|went) missing|not been (?:seen|heard)|captors|kidnapp\w+|abduct\w+|"
    r"ransom|"
    r"(?:is|are|was|were|admitted|acknowledged) (?:now |still )?(?:holding|being held)|in (?:its|their|the) (?:hands|captivity|"
    r"custody) of)\b"
)
# ... and this alone says that it was by force.
HELD = wording(
    r"\b(?:captors|kidnapp\w+|abduct\w+|ransom|(?:is|are|was|were|admitted|acknowledged|admits) (?:now |still )?holding|"
    r"in (?:the hands|captivity))\b"
)


def disappeared(at: Setting) -> Trigger | None:
    """Only a forced disappearance counts: one that is called so, or of people whom somebody is said to hold."""
    return at.to("abduction") if HELD.search(at.whole) else None


# The dead and the hurt are carried away by anybody.
CARRIED = wording(r"\s+(?:[\w’',-]+ ){0,3}?(?:dead|wounded|injured|bod(?:y|ies)|corpses?|coffins?|remains|casualties)\b")

BEING_CARRIED = wording(
    r"\b(?:dead|wounded|injured|victims?|bod(?:y|ies)|corpses?|coffins?|casualties|(?:wounded|injured|bloodied|bleeding|dead) "
    r"[\w-]+) (?:was |were |are |is |being |been |had been |have been )+$"
)


# "The 29 dead pulled from the rubble": by rescuers.
RUBBLE = wording(
    r"\s+(?:[\w’'-]+ ){0,5}?(?:from|out of|from under|from beneath) (?:the |a |an |its |their |her |his )?(?:[\w-]+ ){0,2}?"
    r"(?:rubble|wreckage|debris|ruins|wreck|flames|blaze|river|lake|sea|well|mud|water|burning \w+)\b"
)


BODIES = wording(r"\b(?:bod(?:y|ies)|corpses?|remains|coffins?|dead)\b[^,;]{0,40}$")


OFF_THEY_WENT = wording(
    r"\s*(?:[.,;]|$|(?:in|into|to|toward|towards|on|at|before|after|as|when|south|north|east|west|unharmed|unhindered|again)\b)"
)


def taken_away(at: Setting) -> Trigger | None:
    """People led, carried, dragged off by somebody armed: an arrest by police, an abduction by others."""
    bodies = at.passive and BODIES.search(at.subject)
    if bodies or CARRIED.match(at.after) or RUBBLE.match(at.after) or BEING_CARRIED.search(at.subject):
        return None  # "loaded 49 dead tribesmen onto a truck", "bloodied men being carried away"
    word = at.word
    if word.startswith("drive") and at.subject.endswith("to "):
        return None  # "fired into the air to drive off the crews"
    if OFF_THEY_WENT.match(at.after) and word.startswith("dr"):
        return None  # "drove off in the direction of the border"
    goods = around("animals-and-goods").search(re.split(r" (?:from|out of) ", at.after[:80], maxsplit=1)[0])
    if goods and (word.startswith("dr") or (word.startswith(("car", "load", "haul")) and not at.has_people(after=40))):
        return stolen(at)
    if re.match(r"\s+(?:them|him|her) into (?:the )?(?:bush|forest|jungle|hills|mountains|woods)\b", at.after):
        return None  # who was taken is told before
    if word.startswith("pull") and not pulled_by_force(at.text, at.sentence, at.trigger.start):
        return None
    them = re.match(r"\s+(?:them|him|her) (?:away|off)\b", at.after) and at.doers & BEARING_ARMS
    if not them and not people_taken(at) and not re.search(r"\bgunpoint\b", at.words):
        return None
    agents = AGENTS.search(at.words) is not None or POLICE_CAR.search(at.words) is not None
    agents = agents and not at.doers & CROWDS  # "a mob dragged a man out of a police station"
    doers = at.armed or agents or at.groups & {"intelligence"} or THEY.search(at.subject)
    doers = doers or CAPTORS.search(at.whole)
    doers = doers or re.search(r"\b(?:gunpoint|[Aa]rmed|[Mm]asked|m[ae]n (?:in|with)|[Uu]niformed|[Uu]nknown)\b", at.words)
    if not doers:
        return at.to("abduction") if at.passive and _in_a_raid(at) else None
    by = at.groups if at.passive or not at.doers else at.doers
    if at.passive and not re.search(r"\bby\b", at.after):
        by = by - at.forces(before=50)  # "three policemen were dragged from their station"
    official = (agents or by & {"police", "security", "intelligence", "border"}) and not by & IRREGULARS
    if official and MISSING.search(at.whole):
        return at.to("abduction")  # whoever took them doesn't say so
    return at.to("arrest" if official else "abduction")


AWAY = re.compile(r" (?:away|off)\b")


def _in_a_raid(at: Setting) -> bool:
    """Whether they were taken in the raid that the sentence before tells: "Four women were taken away"."""
    away = AWAY.match(at.text, at.trigger.end)
    return taken_in_a_raid(at.text, at.sentence, at.trigger.start, away.end() if away else at.trigger.end)


MISSING = wording(
    r"\b(?:(?:still|remains?|remained|been|went|gone) missing|not been (?:seen|heard)|whereabouts|(?:no|without a) trace|"
    r"den(?:y|ies|ied) (?:holding|having|any knowledge))\b"
)


FOES = wording(
    r"\b(?:fighters?|militants?|rebels?|insurgents?|gunm[ae]n|guerrillas?|commanders?|militiam[ae]n|jihadists?|terrorists?|"
    r"members? of)\b"
)


def taken_captive(at: Setting) -> Trigger | None:
    """By soldiers or police, of fighters, it is an arrest: "British soldiers took captive a local commander of the group"."""
    official = at.doers & STATE_FORCES and not at.doers & IRREGULARS and not at.passive
    return at.to("arrest" if official and FOES.search(at.after[:80]) else "abduction")


def picked_up(at: Setting) -> Trigger | None:
    """By police or authorities."""
    official = (
        AGENTS.search(at.subject)
        or at.groups & (STATE_FORCES | {"intelligence", "state", "government"})
        or re.search(r"\bauthorities\b", at.words)
    )
    return at.to("arrest") if official and people_taken(at) else None


def made_off(at: Setting) -> Trigger | None:
    """With goods: looting; with people: an abduction."""
    goods = at.has("animals-and-goods", after=60) or at.has("arms", after=60)
    merchant = re.match(r"\s+(?:[\w-]+ ){0,3}?(?:trader|boatman|merchant|guide)", at.after)
    taken = not goods and (at.has_people(after=50) or merchant)
    doers = at.armed or THEY.search(at.subject) or re.search(r"\b(?:armed|masked)\b", at.words)
    return at.to("abduction") if taken and doers else stolen(at)


LADEN = wording(
    r"\b(?:trucks?|lorr(?:y|ies)|vehicles?|cars?|vans?|pickups?|convoys?|ambulances?|jeeps?|motorcycles?|shipments?)\b"
)


def hijacked(at: Setting) -> Trigger | None:
    """A plane or a bus with those aboard, or a truck for what it carries."""
    what = at.subject if at.passive else at.after[:90]
    if LADEN.search(what):
        return at.to("looting-destruction")
    return at.to("abduction")
