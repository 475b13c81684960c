"""When an everyday verb tells violence: "hit", "fired", "fell", "went off", "rammed".

Each function takes what stands around a trigger and gives the trigger with its definite kind, or None if it tells nothing.
"""

from __future__ import annotations

import re

from eventx_rferl.language.actor_classes import BEARING_ARMS, CROWDS, IRREGULARS, STATE_FORCES
from eventx_rferl.language.lexicons import around
from eventx_rferl.language.surroundings import BLASTS, EVERYDAY_HITS, REMOTE_ARMS, Setting, names_people
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Trigger
from eventx_rferl.triggers.open_territory import entered

IT = wording(r"\b(?:[Ii]t|[Oo]ne(?: of them)?|[Tt]hey)(?: \w+ly| suddenly| then)? $")  # "when it went off"
# "A bomb went off at the market. Another went off outside the court": a bomb told of in the sentence before.
ANOTHER = wording(
    r"\b(?:[Aa]nother|[Tt]he (?:second|third|other)|[Aa] (?:second|third|fourth))(?: one)?(?: \w+ly| then| also)? $"
)
SENTENCE_BEFORE = 200


THING = wording(
    r"\b(?:bombs?|devices?|explosives?|mines?|IEDs?|charges?|grenades?|cars?|trucks?|motorcycles?|packages?|parcels?)\b"
)


def everyday_verb(at: Setting) -> Trigger | None:
    """Things that explode, people who clash: not exports, not ministers."""
    if at.trigger.type == "explosion":
        if at.word == "detonated" and re.match(r"\s*(?:[,.]|$|among|amid|in the middle|near|inside|outside)", at.after):
            if THING.search(at.subject):
                return at.trigger  # "a charge was planted under a bridge and went off below a truck"
            return at.to("suicide-bombing")  # a person who detonates
        if at.passive and (at.armed or names_people(at.subject)):
            return at.to("explosive-device")  # "a colonel was blown up near the town"
        other = ANOTHER.search(at.subject) is not None
        since = max(0, at.sentence.start - SENTENCE_BEFORE) if other else at.sentence.start
        it = (other or IT.search(at.subject)) and around("arms").search(at.text, since, at.trigger.start)
        return at.trigger if at.arms or at.has("blown-up") or it else None
    if at.armed:
        return at.trigger
    return at.trigger if around("crowd").search(at.words) else None


# "29 officers fell", "twelve policemen fell when ...".
FELLED = wording(r"\s*(?:[.,;]|$|(?:on|when|as|in|at|near|before|during)\b)")
MEN_IN_ARMS = wording(
    r"\b(?:officers|soldiers|policem[ae]n|troops|men|guards|fighters|rebels|militants|defenders|marines|commandos|recruits|"
    r"gendarmes|paratroopers|rangers)(?: of (?:[\w’'-]+ ){1,3}?)? $"
)
FOUGHT = wording(
    r"\b(?:ambush\w*|attack\w*|assault\w*|push|storm\w*|swarm\w*|battle|fighting|fought|clash\w*|gun ?battle|firefight|raid\w*|"
    r"overr[au]n|"
    r"bullets|gunfire)\b"
)


# What a state or an armed group strikes, no weapon named: "Russia struck Kharkiv", "hit the port of Odesa".
STRUCK_PLACE = wording(
    r"\s+(?:(?:near|outside|inside|in|into|deep|around|across|parts of|central|(?:north|south|east|west)(?:ern)?(?:east(?:ern)?|"
    r"west(?:ern)?)?) )*(?:[A-Z][\w’'-]+|the (?:[\w’'-]+ ){0,4}?(?:cit(?:y|ies)|towns?|villages?|capital|port|region|district|"
    r"province|border|outskirts|suburbs?|airport|airfield|island|peninsula|coast|camp|enclave)\b|(?:an?|the|two|three|"
    r"several) (?:[\w’'-]+ ){0,3}?(?:buildings?|houses?|homes?|apartments?|hospitals?|clinics?|"
    r"schools?|markets?|mosques?|church(?:es)?|plants?|refiner(?:y|ies)|warehouses?|factor(?:y|ies)|bridges?|stations?|convoys?|"
    r"dams?|hotels?|facilit(?:y|ies)|villages?|neighborhoods?|dormitor(?:y|ies)|compounds?|(?:mini)?bus(?:es)?|cars?|vehicles?|trucks?|"
    r"vans?|ambulances?|boats?|ships?|tankers?|tents?|shelters?|cafes?|shops?|restaurants?)\b)"
)
STRUCK_BY = wording(r"\s+by (?:the )?[A-Z]")
# "Hit China with tariffs", "struck Ukraine from the list", "an earthquake struck Damascus".
UNARMED = wording(
    r"\b(?:sanctions?|tariffs?|dut(?:y|ies)|fines?|bans?|penalt\w+|lawsuits?|embargo\w*|visas?|criticism|cyber\w*|hackers?|"
    r"deal|agreement|accord|pact|lists?|goals?|prices?|economy|exports?|imports?|currency|earthquakes?|quakes?|tremors?|storms?|"
    r"cyclone|"
    r"hurricane|typhoon|"
    r"floods?|flooding|tornado|inflation|cholera|virus|outbreak|epidemic|pandemic|crisis|drought|heat|lightning|blackouts?|"
    r"recession|"
    r"shortages?|scandal|disaster|sandstorm|blizzard|landslides?|avalanche|tsunami)\b"
)
# "A truck that had come from Quetta hit the gate", "an army convoy hit a car".
VEHICLES = wording(r"\b(?:cars?|truck|bus|train|vehicles?|convoys?|jeeps?|lorry|van|ambulance|bulldozer|motorcycle)\b")
TARGETS = wording(
    r"\s+(?:[\w’'-]+ ){0,4}?(?:targets?|positions?|bases?|camps?|hideouts?|depots?|posts?|strongholds?|headquarters|compounds?|"
    r"launchers?|commanders?|bunkers?|installations?|"
    r"(?:weapons?|arms|ammunition|munitions?|missiles?|rockets?|drones?|radar|air[ -]defen[sc]e|command|storage|launch(?:ing)?|"
    r"training|military) (?:storage )?(?:facilit(?:y|ies)|sites?|centers?|centres?|factor(?:y|ies)|warehouses?|stores?|dumps?))\b"
)
FIGHTING_STATE = BEARING_ARMS - {"security", "police"}


# "Russia's overnight attack hit Sumy".
THEIR_ATTACK = wording(r"\b(?:attacks?|barrages?|bombardments?|strikes?|raids?|assaults?)(?: (?!and\b)[\w’'-]+){0,6} $")


def strikes_place(at: Setting) -> bool:
    """ "Russia struck Kharkiv", "Kharkiv was hit by Russia": a state or an armed group strikes a place."""
    if UNARMED.search(at.whole) or VEHICLES.search(at.after if at.passive else at.subject):
        return False
    if at.passive:
        return STRUCK_BY.match(at.after) is not None and bool(at.groups & FIGHTING_STATE)
    striking = at.doers & FIGHTING_STATE or ("adjective" in at.doers and THEIR_ATTACK.search(at.subject))
    return STRUCK_PLACE.match(at.after) is not None and bool(striking)


# What men with rifles come to: "rebels struck a garrison", "gunmen targeted a police patrol".
ON_THE_GROUND = wording(
    r"\s+(?:[\w’'-]+ ){0,5}?(?:garrisons?|checkpoints?|checkposts?|patrols?|posts?|outposts?|barracks|"
    r"(?:police|army|military|border|guard|security) (?:stations?|bases?|camps?|units?|vehicles?)|"
    r"convoys?|soldiers|troops|policemen|(?:police )?officers|guards|worshipp?ers|passengers|travelers)\b"
)


def raids(at: Setting) -> bool:
    """ "Rebels struck a garrison": armed men, with no weapon named that reaches far."""
    struck = at.word in ("hit", "struck", "targeted") and not at.passive and at.doers & IRREGULARS
    return bool(struck) and not at.strong and ON_THE_GROUND.match(at.after) is not None


TEAR_GAS = wording(r"\btear ?-?gas (?:shells?|canisters?|grenades?|bombs?|rounds?)\b")
WERE_FIRED_ON = re.compile(r" (?:up)?on\b(?! (?:[A-Z]|the (?:[a-z]+ ){0,2}(?:village|town|city|base|camp)))")
FIRED_AT = wording(
    r"\s+(?:\w+ |(?:[a-z-]+ ){1,4}(?:weapons|arms|guns|rifles|shots|rounds|bullets|bursts|volleys) )?"
    r"(?:from (?:[\w’'-]+ ){1,8}?)?(?:at|on|indiscriminately|into|toward)\b"
)


def hits(at: Setting) -> Trigger | None:
    """A weapon hits, somebody armed hits targets, a crowd throws stones; soldiers fall in battle."""
    if FELLED.match(at.after) and at.word == "fell" and MEN_IN_ARMS.search(at.subject):
        return at.to("killed") if FOUGHT.search(at.whole) else None
    arms, word = at.arms, at.word.split(" ")[0]
    if (at.crowd or at.groups & (CROWDS | STATE_FORCES)) and TEAR_GAS.search(at.words) and not arms - {"shell", "riot"}:
        return at.to("disperse")
    if "stones" in arms and not arms - {"stones", "device"}:
        at_police = at.groups & {"police", "security", "peacekeepers", "military"} and not at.doers & BEARING_ARMS
        at_police = at_police or (at.passive and at.doers & {"police", "security", "peacekeepers"})
        return at.to("violent-demonstration") if at.crowd or at.groups & CROWDS or at_police else None
    if (
        word == "struck"
        and re.search(r"\b(?:agreement|deal|accord|truce|pact|bargain)\b", at.subject)
        and around("terms").search(at.whole)
    ):
        return at.to("agreement")
    if word in EVERYDAY_HITS:
        shot_at = at.passive and word == "fired" and WERE_FIRED_ON.match(at.after)
        if shot_at or (word in ("fired", "fire", "firing") and at.armed and FIRED_AT.match(at.after)):
            return at.to("shooting")
        if not arms and raids(at):
            return at.to("attack")
        if word in ("hit", "struck") and at.armed and TARGETS.match(at.after):
            return at.trigger
        if word in ("hit", "struck", "hitting", "striking") and not arms and strikes_place(at):
            return at.trigger
        flown = arms & (REMOTE_ARMS | BLASTS) and (
            arms - {"air"} or not re.search(r"\bplane\b|airliner|helicopter crash", at.words)
        )
        return at.trigger if flown else None
    if arms:
        return at.trigger
    ruined = word.startswith(("destroy", "wreck", "level", "flatten", "smash", "shatter"))
    if ruined and at.armed and around("property").search(at.after[:70]):
        return at.to("looting-destruction")
    if word == "targeted" and raids(at):
        return at.to("attack")
    if word in ("targeted", "pounded", "battered", "hammered") and not at.strong and strikes_place(at):
        return at.trigger
    fits = (
        at.armed
        and not at.strong
        and re.search(
            r"\b(?:military|militant|positions?|bases?|camps?|hideouts?|depots?|infrastructure|installations?|cities|"
            r"homes?|targets|villages?|fighters|leadership)\b",
            at.after,
        )
    )
    return at.trigger if fits else None


BOMBS = wording(r"\b(?:bombs?|blasts?|explosions?|detonations?|grenades?)(?: [\w-]+)? $", re.IGNORECASE)


def rang_out(at: Setting) -> Trigger | None:
    """ "Bombs rang out outside five churches"; shots, sirens and bells ring out, too."""
    return at.to("explosion") if BOMBS.search(at.subject) else None


def sunk(at: Setting) -> Trigger | None:
    """ "Rebels sank a navy boat": whoever bears arms, or a weapon; a storm does it too."""
    return at.to("hit") if at.doers & BEARING_ARMS or at.arms & (REMOTE_ARMS | BLASTS) else None


def burst_in(at: Setting) -> Trigger | None:
    """Somebody armed bursts into a place."""
    burst = at.word.startswith("burst")
    return at.to("attack") if at.groups & (IRREGULARS if burst else BEARING_ARMS - {"state"}) else None


def stumbled_on(at: Setting) -> Trigger | None:
    """Somebody armed stumbles upon fighters and fights them; a journalist or a hiker doesn't."""
    return at.to("armed-clash") if at.doers & (BEARING_ARMS - {"state"}) else None


def opened_up(at: Setting) -> Trigger | None:
    """ "Snipers opened up", "howitzers opened up on the hills": somebody armed or what shoots, without an object."""
    guns = "shell" in at.arms and GUNS.search(at.subject) is not None
    fits = (at.doers & BEARING_ARMS or guns) and re.match(r"\s*(?:on|from|with|at|,|\.)", at.after)
    return at.to("shelling" if guns else "shooting") if fits else None


GUNS = wording(
    r"\b(?:howitzers?|mortars?|artillery|batter(?:y|ies)|cannons?|(?:heavy|big|field|naval|tank) guns)(?: (?:then|also|had))? $"
)


SLAUGHTERED = wording(
    r"\b(?:shot|killed|killing|shooting|massacred|slaughtered|hacked|beheaded|butchered|executed|burned) (?:dead )?"
    r"(?:[\w-]+ ){0,3}?(?:villagers|residents|farmers|people|civilians|men|women|children|herders|worshipp?ers|"
    r"students|families|inhabitants)\b"
)


def overran(at: Setting) -> Trigger | None:
    """Territory is overrun; a checkpoint, convoy or ship is attacked; a crowd that tries riots."""
    if at.doers & (CROWDS - {"crowd-civilian"}):
        return at.to("violent-demonstration")
    if re.search(
        r"\b(?:vessel|ship|boat|tanker|trawler|bus|convoy|patrol|prison|jail|penitentiary|police (?:sub-?)?(?:station|post)|"
        r"courthouse|customs post|toll station)\b",
        at.words,
        re.I,
    ):
        return at.to("attack")
    if re.search(r"\b(?:village|hamlet|settlement)\b", at.whole) and SLAUGHTERED.search(at.whole):
        return at.to("attack")  # raiders who kill villagers don't stay
    if re.search(r"\bcheckpoints?\b", at.after[:60]):
        return at.to("armed-clash")
    return at.to("territory-overtaken")


def launched(at: Setting) -> Trigger | None:
    """Missiles and drones are launched at something; else the verb carries a noun."""
    if (
        at.arms & REMOTE_ARMS
        and re.search(r"\b(?:at|on|against|toward|towards|into|over)\b|^\s+from (?:the|inside|within)\b", at.after)
        and not at.strong
    ):
        return at.to("hit")
    return None


def broke_out(at: Setting) -> Trigger | None:
    """Violence or protests break out."""
    near = at.subject + at.text[at.trigger.start : at.trigger.end + 20]
    if at.strong or re.search(r"\b(?:violence|fighting|clashes|protests?|riots?|unrest)\b", near):
        return at.trigger
    return None


def shot_down(at: Setting) -> Trigger | None:
    """Something that flies is what is downed."""
    if around("aircraft").search(at.after[:60] + " " + at.subject):
        return at.to("shoot-down")
    felled = at.word.startswith("br") and at.arms & BLASTS and at.has("blown-up")
    return at.to("hit") if felled else None  # "brought down two pylons with dynamite"


def way_shot(at: Setting) -> Trigger:
    """ "Shot their way into the plant": a fight with its guards, unless they came to blow themselves up."""
    if THROUGH_VILLAGES.search(at.after):
        return at.to("attack")
    return at.to("shooting" if "suicide" in at.arms or BLEW_UP.search(at.whole) else "armed-clash")


# "Shot their way through three hamlets": at whoever lives there.
THROUGH_VILLAGES = wording(
    r"\bway (?:through|across|from) (?:[\w’'-]+ ){0,4}?(?:villages?|hamlets?|markets?|homes?|houses?|streets?|neighborhoods?|"
    r"classrooms?|wards?|settlements?|camps?)\b"
)
BLEW_UP = wording(r"\b(?:blew|blowing|blown) (?:him|her|them)sel(?:f|ves) up\b|\bsuicide\b")


CHARGES = wording(
    r"\b(?:bombs?|mines?|devices?|charges?|explosives|IEDs?|booby traps?|munitions|dynamite)\b(?: [\w’',-]+){0,9}? "
    r"(?:was|were|had been|been) (?:\w+ly )?$"
)


def triggered(at: Setting) -> Trigger | None:
    """ "When a device in a plastic bag was triggered": a bomb, not a crisis."""
    return at.to("explosive-device") if CHARGES.search(at.subject) else None


MINES = wording(r"\b(?:mines?|landmines?|booby traps?|bombs?|explosives|munitions)\b")


def one_set_off(at: Setting) -> Trigger | None:
    """ "The mines lie in the road, where a truck set one off": one of what its sentence names."""
    return at.to("explosive-device") if MINES.search(at.text, at.sentence.start, at.trigger.start) else None


TANKS = wording(r"\s+(?:[\w-]+ ){0,2}(?:tanks|armor|armored vehicles|armored columns?|a column)\b")


# "Drove a truck into a crowd"; a bus whose brakes fail ran into one.
INTO_A_CROWD = wording(
    r"\s+(?:(?:an?|his|her|the) (?:[\w-]+ ){0,3}(?:truck|van|lorry|car|vehicle|SUV|pickup|tractor|minivan) )?into (?:an?|the) "
    r"(?:[\w-]+ ){0,2}(?:crowds?|parade|procession|(?:Christmas )?market)\b"
)


def rammed(at: Setting) -> Trigger | None:
    """A vehicle is driven into people, on purpose; tanks are driven into a town."""
    if TANKS.match(at.after):
        return entered(at)
    people = re.search(
        r"\b(?:crowds?|pedestrians|people|bus stop|passers-by|soldiers|worshipp?ers|market|group of|shoppers|"
        r"revelers|police(?:men)?|officers|checkpoint|gate|base|barracks|marchers|protesters|demonstrators|"
        r"ship|vessel|vehicle|motorcade|car|jeep|transport|boat|convoy|gates?|building|hotel|embassy|station|post|wall|camp)\b",
        at.after[:100],
    )
    if not people:
        return None
    return (
        at.to("hit")
        if at.arms & {"bomb", "suicide", "device"}
        else at.to("attack-on-civilians")
        if re.search(
            r"\b(?:attacker|assailant|militant|deliberate\w*|Palestinian|stabb\w+|knife|driver|extremist|terror\w*|armed)\b",
            at.whole,
        )
        or INTO_A_CROWD.match(at.after)
        else None
    )


def under_fire(at: Setting) -> Trigger | None:
    """ "Came under fire", "came under attack": somebody armed, or a place; the rest is figurative and stands in metaphors.tsv."""
    if "shell" in at.arms:
        return at.to("shelling")
    return at.trigger if at.armed or at.arms or FIRED_ON.search(at.subject) else None


# "Died when their vehicle came under fire".
FIRED_ON = wording(
    r"\b(?:vehicles?|convoys?|patrols?|cars?|trucks?|bus(?:es)?|motorcades?|boats?|helicopters?|positions?|posts?|camps?|houses?|"
    r"homes?|villages?|buildings?|checkpoints?) (?:had |also |then |again )*$"
)
