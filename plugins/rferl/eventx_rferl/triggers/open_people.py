"""When a verb tells of people, arms or goods: crowds, arrests, abductions, deals, fires, looting, arms found.

Each function takes what stands around a trigger and gives the trigger with its definite kind, or None if it tells nothing.
"""

from __future__ import annotations

import re

from eventx_rferl.language.actor_classes import BEARING_ARMS, CROWDS, IRREGULARS, STATE_FORCES
from eventx_rferl.language.calendar_names import MONTH, WEEKDAY
from eventx_rferl.language.lexicons import around
from eventx_rferl.language.surroundings import REMOTE_ARMS, Setting, names_people
from eventx_rferl.language.voice import is_passive
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Trigger
from eventx_rferl.triggers.open_territory import DAY_NAME, taken_territory
from eventx_rferl.triggers.open_violence import found_dead
from eventx_rferl.triggers.type_words import POLICE_CAR

DAY_NEXT = wording(rf"\s+(?:on|in|near|at|by|when|late|early|last|{WEEKDAY}|{MONTH})\b")
DATED = wording(rf"\b(?:{WEEKDAY}|{MONTH} \d{{1,2}}|today|yesterday|overnight|during the)\b")
NAMED_GROUND = wording(
    r"\s+(?:the |a |an |two |several )?(?:[\w’'-]+ ){0,4}?(?:city|town|village|villages|towns|base|airport|district|province|"
    r"camp|port|hills?|ridge|heights|outposts?|garrison|stronghold|crossing|airfield|island|hamlets?)\b"
)


# "Officers seized Alena Sidar outside her home"
AT_HOME = wording(
    r"\s+[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2},?(?: [^.;]{0,60}?,)? (?:outside|at|in|near|from) (?:his|her|their) "
    r"(?:[\w-]+ )?(?:home|house|apartment|office|car|bed|flat|village)\b"
)
# "Rebels seized Kanpaiti on Monday": one name and a time or place behind it, a town that no gazetteer need hold.
NAMED_TOWN = wording(r"\s+[A-Z][\w’'-]+(?=,? (?:on|in|near|after|before|late|early|overnight|last|from|and then)\b)")


def crowd_acts(at: Setting) -> Trigger | None:
    """A crowd gathers, walks, blocks a road: a demonstration if the clause says what for."""
    word = at.trigger.text.lower()
    if not around("crowd").search(at.subject) and not at.doers & CROWDS:
        return None
    if word.startswith("line") and is_passive(at.sentence.tokens, at.trigger):
        return None  # "were lined up and shot"
    block = word.startswith(("block", "barricad", "barr", "blockad"))
    if block and not re.search(
        r"\b(?:roads?|streets?|highways?|bridges?|entrances?|tracks|railway|traffic|crossings?|access|"
        r"avenues?|lanes?|port|airport|intersections?|motorways?)\b",
        at.after,
        re.IGNORECASE,
    ):
        return None
    if not (at.has("purpose") or block) or (around("no-protest").search(at.words) and not block):
        return None
    return at.to("crowd-strong")


def force_on_crowd(at: Setting) -> Trigger | None:
    """Police dragging, drenching, chasing somebody: force against a crowd only if a crowd is named."""
    crowd = re.search(r"\b(?:protesters?|demonstrators?|crowds?|marchers|rally|protest|activists|demonstration)\b", at.whole)
    crowd = crowd or (re.search(r"\briot police\b", at.whole) and around("crowd").search(at.subject))
    state = at.groups & STATE_FORCES or around("crowd-verbs").search(at.words)
    return at.to("disperse") if crowd and state else None


PROTEST = wording(
    r"\b(?:protest\w*|demonstrat\w+|crowds?|assembl\w+|gathered|chant\w+|rall(?:ied|ying)|march(?:ers|ing|ed)?|rall(?:y|ies|ied|ying)|sit-in|picket\w*|gathering|vigil|"
    r"activists|sitting in|sit-ins|"
    r"strikers|procession)\b",
    re.IGNORECASE,
)


def riot_arms(at: Setting) -> Trigger | None:
    """Tear gas, water cannons, batons: force against a crowd wherever one is named beside them."""
    clearing = re.search(r" to (?:clear|disperse|break up|drive|push|stop|scatter|turn back|keep)\b", at.whole)
    return at.to("disperse") if PROTEST.search(at.whole) or at.groups & CROWDS or clearing else None


def dispersed(at: Setting) -> Trigger | None:
    """By police; a crowd that disperses by itself tells nothing."""
    state = at.groups & STATE_FORCES or around("crowd-verbs").search(at.whole) or is_passive(at.sentence.tokens, at.trigger)
    return at.to("disperse") if state else None


def came_to_blows(at: Setting) -> Trigger | None:
    """Two groups of people fight with their hands; with police it is a violent demonstration."""
    if re.search(r"\b(?:lawmakers|deputies|members of parliament|players|legislators)\b", at.words):
        return None
    return at.to("violent-demonstration" if at.groups & STATE_FORCES else "mob-violence")


def violent_crowd(at: Setting) -> Trigger | None:
    """Stones, bottles, overturned cars: by a crowd, or by "they" when police are named."""
    if re.search(r"\b(?:they|some|others)(?: \w+){0,3} $", at.subject[-30:], re.IGNORECASE) and around("crowd-verbs").search(
        at.whole
    ):
        return at.to("violent-demonstration")
    at_police = around("crowd-verbs").search(at.after) and not at.doers & BEARING_ARMS
    fits = at.crowd or at.groups & CROWDS or around("communal").search(at.subject) or at_police
    return at.to("violent-demonstration") if fits else None


# "Sent home", "went free": a swap only if one is named.
HOMEWARD = frozenset("send sent sending fly flew flown flying bring brought bringing go went gone walk walked walking".split())


def swapped(at: Setting) -> Trigger | None:
    """Prisoners, captives or bodies change hands between two sides."""
    if (
        at.trigger.form == "ing"
        and at.trigger.text.lower() in ("freeing", "releasing")
        and not re.search(r"\b(?:exchange|swap|mutual|return|deal)\w*", at.whole)
    ):
        return None  # "stormed the jail, freeing detainees"
    if at.trigger.form == "base" and re.search(r"\b(?:to|not) $", at.text[at.trigger.start - 4 : at.trigger.start]):
        return None  # "stormed a camp to free the hostages": what for
    named = around("prisoners").search(at.whole)
    traded = re.search(r"\b(?:swap|exchange|in return for)\b", at.whole)
    if named and traded and at.trigger.form in ("past", "participle"):
        return at.to("agreement")  # "servicemen held by Azerbaijan were flown home in return for maps"
    if at.trigger.text.lower().split()[0] in HOMEWARD:
        return None
    noun = at.trigger.type == "swap-noun"
    if named and (noun or around("prisoners").search(at.after)) and not re.search(r"\bprisoners? (?:from|escaped)\b", at.words):
        return at.to("agreement")
    return at.to("agreement") if re.search(r"^ (?:\w+ )?\d+ (?:\w+ )?each\b", at.after) and at.armed else None


def agreed(at: Setting) -> Trigger | None:
    """A deal that ends or limits fighting; other deals are no events."""
    paper = around("papers").search(at.after[:60])
    if paper and at.trigger.form in ("past", "participle") and around("terms").search(at.whole):
        return at.to("agreement")
    if not at.has("peace") and not (around("peace").search(at.whole) and at.trigger.form == "past"):
        return None
    return at.to("agreement")


def seized(at: Setting) -> Trigger | None:
    """Arms, people or territory, by what follows; power and opportunities are none."""
    if re.match(r"\s+(?:power|upon|the opportunity|the chance|on (?:the|a|his|her|its|their) \w+ (?:to|of|as|by))\b", at.after):
        return None
    them = re.match(r"\s+(?:them|it)\b", at.after) and around("arms").search(at.text[at.sentence.start : at.trigger.start])
    if (at.has("arms", after=90) or them) and at.armed:
        return at.to("weapons-use-disrupted")
    named = at.armed and at.trigger.form in ("past", "participle") and NAMED_TOWN.match(at.after)
    if AT_HOME.match(at.after) and at.armed:
        return at.to("arrest" if at.doers & {"police", "security", "intelligence"} else "abduction")
    if NAMED_GROUND.match(at.after) or (named and not DAY_NAME.match(at.after)):
        return at.to("territory-overtaken")
    if people_taken(at):
        by = at.groups if is_passive(at.sentence.tokens, at.trigger) else at.doers
        return at.to("arrest" if by & {"police", "intelligence", "border"} else "abduction")
    if not at.armed and is_passive(at.sentence.tokens, at.trigger) and not around("territory").search(at.subject):
        return None
    return at.to("territory-overtaken") if at.has("territory", after=70) and not at.has("crime", after=120) else None


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
THEY = re.compile(r"\b[Tt]hey(?: then| also| later)? $")


# "Six nuns snatched from their bus", "churchgoers led off by the militia": no object behind, so who stands before was taken.
REDUCED = re.compile(r"\s+(?:away |off )?(?:from|off|out of|into|by)\b")


# "Had dragged the three from a truck".
COUNTED = wording(r"\s+(?:all |the )*(?:two|three|four|five|six|\d+)(?: of them)? (?:from|out|off|away|into|at|on|in)\b")


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
    if REDUCED.match(at.after) and at.trigger.form in ("past", "participle") and names_people(at.subject[-50:]):
        return True
    if is_passive(at.sentence.tokens, at.trigger):
        if re.search(r"\b(?:[Hh]e|[Ss]he) (?:was|had been|has been) (?:\w+ )?$", at.subject):
            return True
        return names_people(at.subject)
    return at.has_people(after=60) or TAKEN.match(at.after) is not None or COUNTED.match(at.after) is not None


def captured(at: Setting) -> Trigger | None:
    """Fighters or suspects are arrested; territory is taken."""
    fighters = r"\b(?:militants?|rebels?|fighters?|leaders?|commanders?|suspects?|gunm[ae]n)\b"
    if NAMED_GROUND.match(at.after):
        return taken_territory(at)
    reduced = DAY_NEXT.match(at.after) and names_people(at.subject[-40:])
    if at.has_people(after=40) or re.search(fighters, at.after[:60]) or reduced:
        official = not at.doers & IRREGULARS or at.doers & STATE_FORCES  # "French troops of Operation X captured an aide"
        return at.to("arrest" if official else "abduction")
    if is_passive(at.sentence.tokens, at.trigger) and names_people(at.subject[-60:]):
        return at.to("arrest")
    return taken_territory(at)


def disappeared(at: Setting) -> Trigger | None:
    """Only a forced disappearance counts."""
    return at.to("abduction") if re.search(r"\bforcibly\b", at.words) else None


# The dead and the hurt are carried away by anybody.
CARRIED = wording(r"\s+(?:[\w’',-]+ ){0,3}?(?:dead|wounded|injured|bod(?:y|ies)|corpses?|coffins?|remains|casualties)\b")


def taken_away(at: Setting) -> Trigger | None:
    """People led, carried, dragged off by somebody armed: an arrest by police, an abduction by others."""
    if CARRIED.match(at.after):
        return None  # "loaded 49 dead tribesmen onto a truck"
    word = at.trigger.text.lower()
    goods = around("animals-and-goods").search(re.split(r" (?:from|out of) ", at.after[:80], maxsplit=1)[0])
    if goods and (word.startswith("dr") or (word.startswith(("car", "load", "haul")) and not at.has_people(after=40))):
        return stolen(at)
    if re.match(r"\s+(?:them|him|her) into (?:the )?(?:bush|forest|jungle|hills|mountains|woods)\b", at.after):
        return None  # who was taken is told before
    them = re.match(r"\s+(?:them|him|her) (?:away|off)\b", at.after) and at.doers & BEARING_ARMS
    if not them and not people_taken(at) and not re.search(r"\bgunpoint\b", at.words):
        return None
    agents = AGENTS.search(at.words) is not None or POLICE_CAR.search(at.words) is not None
    doers = at.armed or agents or at.groups & {"intelligence"} or THEY.search(at.subject)
    doers = doers or re.search(
        r"\b(?:gunpoint|[Aa]rmed|[Mm]asked|men in|[Uu]niformed|[Uu]nknown|gunmen|attackers|kidnappers|bandits)\b", at.words
    )
    if not doers:
        return None
    by = at.groups if is_passive(at.sentence.tokens, at.trigger) or not at.doers else at.doers
    official = (agents or by & {"police", "security", "intelligence", "border"}) and not by & IRREGULARS
    return at.to("arrest" if official else "abduction")


def picked_up(at: Setting) -> Trigger | None:
    """By police or authorities."""
    official = at.groups & (STATE_FORCES | {"intelligence", "state", "government"}) or re.search(r"\bauthorities\b", at.words)
    return at.to("arrest") if official and people_taken(at) else None


def weapons_taken(at: Setting) -> Trigger | None:
    """Arms are what is confiscated."""
    return (
        at.to("weapons-use-disrupted")
        if at.has("arms", after=90) or (is_passive(at.sentence.tokens, at.trigger) and around("arms").search(at.subject))
        else None
    )


def weapons_found(at: Setting) -> Trigger | None:
    """Found or recovered by somebody who is armed or disposes of bombs; passive: what was found stands in front."""
    if is_passive(at.sentence.tokens, at.trigger) and re.search(r"\b(?:body|bodies|corpses?|remains)\b", at.subject[-80:]):
        told = re.search(
            r"\b(?:his|her|their|its|the|whose) (?:[\w-]+ ){0,2}(?:body|bodies|corpses?|remains)\b", at.subject, re.IGNORECASE
        )
        return None if told else found_dead(at)  # whose body it is was told before
    named = around("arms").search(at.after[:60]) or (
        is_passive(at.sentence.tokens, at.trigger) and around("arms").search(at.subject)
    )
    found = is_passive(at.sentence.tokens, at.trigger) and re.match(r"\W*(?:An?|The|Two|Several) ", at.subject)
    official = (
        found
        or at.armed
        or re.search(r"\b(?:sappers|bomb disposal|deminers|experts|customs|authorities|officials|agents)\b", at.words)
    )
    return at.to("weapons-use-disrupted") if named and official and not around("found-dead").search(at.words) else None


def disarmed(at: Setting) -> Trigger | None:
    """A bomb or a bomber is overpowered, disarmed, made harmless; guards overpowered by attackers are another thing."""
    if at.doers & IRREGULARS and not is_passive(at.sentence.tokens, at.trigger):
        return None
    behind = around("arms").search(at.text[at.trigger.end : at.sentence.end])
    before = is_passive(at.sentence.tokens, at.trigger) and around("arms").search(at.subject)
    bomber = re.search(r"\b(?:bombers?|attackers?)\b", at.subject) and is_passive(at.sentence.tokens, at.trigger)
    return at.to("weapons-use-disrupted") if behind or before or bomber or "suicide" in at.arms else None


def set_on_fire(at: Setting) -> Trigger | None:
    """A flag: a protest; by a crowd: a riot; by shells: an attack; people: an attack; else property."""
    if re.search(r"\b(?:flags?|effig(?:y|ies)|portraits?|posters?)\b", at.after[:60]):
        return at.to("crowd-strong") if at.crowd else None
    passive = is_passive(at.sentence.tokens, at.trigger)
    crowd = at.doers & {"protesters", "rioters", "crowd"} or (
        at.doers & {"crowd-civilian"} and not at.doers & (BEARING_ARMS | {"civilians"})
    )
    passive = passive or re.search(r"\b(?:been|were|was)\b[^,;]{0,30}\band $", at.subject) is not None
    official = re.search(
        r"\b(?:office|offices|police station|administration|ministry|parliament|town hall|headquarters|court)\b", at.after
    )
    if not passive and (crowd or (official and at.crowd and not at.armed)):
        return at.to("violent-demonstration")
    if at.arms & REMOTE_ARMS:
        return at.to("hit")
    if re.search(r"\balive\b", at.after[:80]):
        return at.to("attack-on-civilians")
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
    doers = at.armed or at.crowd or around("unarmed-doers").search(at.subject)
    passive = is_passive(at.sentence.tokens, at.trigger)
    return at.to("looting-destruction") if harmed and (doers or passive) else None


def stolen(at: Setting) -> Trigger | None:
    """Cattle, aid, vehicles: by somebody armed."""
    doers = at.armed or re.search(r"\b(?:armed|gunmen|bandits|raiders|rustlers|looters|fighters)\b", at.words)
    return at.to("looting-destruction") if doers and at.has("animals-and-goods", after=80) else None


def made_off(at: Setting) -> Trigger | None:
    """With goods: looting; with people: an abduction."""
    goods = at.has("animals-and-goods", after=60) or at.has("arms", after=60)
    merchant = re.match(r"\s+(?:[\w-]+ ){0,3}?(?:trader|boatman|merchant|guide)", at.after)
    taken = not goods and (at.has_people(after=50) or merchant)
    doers = at.armed or THEY.search(at.subject) or re.search(r"\b(?:armed|gunmen|bandits|raiders|fighters|masked)\b", at.words)
    return at.to("abduction") if taken and doers else stolen(at)


def surrendered(at: Setting) -> Trigger | None:
    """Fighters give themselves up."""
    fighters = (
        r"\b(?:militants?|fighters?|rebels?|soldiers|insurgents|members|commanders?|gunmen|guerrillas|combatants|"
        r"partisans|holdouts|deserters)\b"
    )
    ranks = r"\b(?:colonels?|generals?|captains?|majors?|lieutenants?|officers|policemen|conscripts|garrison|battalion|crew)\b"
    named = re.search(fighters, at.words, re.IGNORECASE) or re.search(ranks, at.subject, re.IGNORECASE)
    return at.to("group-change") if named else None


def merged_groups(at: Setting) -> Trigger | None:
    """Armed groups join, split or disband."""
    bodies = (
        r"\b(?:factions?|militias?|rebel|armed groups?|insurgent|battalions?|brigades?|guerrilla|wing|militant|movements|fronts|"
        r"armies)\b"
    )
    named = re.search(bodies, at.words, re.IGNORECASE) or at.groups & {"group", "rebels", "militia"}
    return at.to("group-change") if named or re.search(r"\b(?:groups|gangs)\b", at.subject) else None


def joined(at: Setting) -> Trigger | None:
    """A faction, commander or unit goes over to an armed group that is named."""
    bodies = (
        r"\b(?:factions?|splinter groups?|wing|commanders?|warlords?|battalions?|brigades?|militias?|deserters|defectors|"
        r"fighters|units?|generals?|colonels?|officers|soldiers|pilots?)\b"
    )
    to_arms = re.match(
        r"\s+(?:forces with |ranks with )?(?:the )?(?:group|rebels|insurgents|militants|army|guerrillas|insurgency|"
        r"resistance|alliance)\b|"
        r"\s+(?:forces with |ranks with )?(?:the )?[A-Z]",
        at.after,
    )
    return (
        at.to("group-change") if to_arms and at.groups & BEARING_ARMS and re.search(bodies, at.subject, re.IGNORECASE) else None
    )


def truce(at: Setting) -> Trigger | None:
    """A cease-fire of two sides; one that a single side declares, calls for, breaks or lives under is no deal."""
    before = at.subject[-60:]
    alone = re.search(
        r"\b(?:unilateral\w*|declar\w+|despite|violat\w+|broke\w*|breach\w*|during|under|since|ended|end of|collapse)\b"
        r"[^,;]{0,30}$",
        before,
    )
    return None if alone else at.trigger


def bounded_measure(at: Setting) -> Trigger | None:
    """A curfew, a state of emergency, a jailbreak, a closed border: only with its day, else it is background."""
    dated = DATED.search(at.whole)
    return at.to("other") if dated and at.trigger.form in ("past", "participle") else None


def never(_at: Setting) -> None:
    """Tells no event, whatever stands around it."""
    return
