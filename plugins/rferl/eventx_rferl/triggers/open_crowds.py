"""When a verb, or words for squares, barricades and stones, tell of a crowd: a protest, a riot, force against it.

Each function takes what stands around a trigger and gives the trigger with its definite kind, or None if it tells nothing.
"""

from __future__ import annotations

import re

from eventx_rferl.language.actor_classes import BEARING_ARMS, CROWDS, IRREGULARS, STATE, STATE_FORCES
from eventx_rferl.language.lexicons import around
from eventx_rferl.language.surroundings import Setting
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Trigger

# Sitting, camping or holding hands there is no protest.
AT_EASE = wording(
    r"\b(?:concert|match|fans|celebrat\w*|funeral|lessons?|class(?:es)?|floods?|earthquake|quake|homeless|tourists?|picnic|wedding|"
    r"festival|fled|flee(?:ing)?|displaced|refugees|shelter\w*|hiding|hid|ambush\w*|bodies|corpses?|"
    r"to (?:greet|welcome|cheer|meet|see off))\b",
    re.IGNORECASE,
)


def posture(at: Setting) -> Trigger | None:
    """A crowd sits on a road, camps before an office, links hands: a demonstration whatever it says."""
    fits = at.trigger.form not in ("base", "third") and at.crowd and not AT_EASE.search(at.words)
    if re.match(r"(?:held|holding) up\b", at.text[at.trigger.start :][:12], re.IGNORECASE):
        fits = fits and MEANT.search(at.whole) is not None
    return at.to("crowd-strong") if fits else None


# What signs that are held up ask for; those of drivers at an airport have names.
MEANT = wording(
    r"\b(?:against|no to|protest\w*|demand\w*|call(?:ing|ed) (?:for|on|him|her|them|it)|reading|read|saying|said|slogans?|"
    r"chant\w*|denounc\w+|condemn\w*|releas\w*|resign\w*|justice|freedom|support|solidarity|missing|jailed|slain|killed|"
    r"disappeared|detained|murdered|peace|war)\b|[“\"]",
    re.IGNORECASE,
)
# Whoever stands guard protests against nothing.
ON_DUTY = wording(r"\b(?:guards?|sentry|sentries|soldiers?|ushers?|scouts?|stewards?)\b", re.IGNORECASE)
ONE_STANDS = wording(r"\b(?:before|outside|in front of|opposite|at the (?:gates?|doors?|entrance) of)\b")


def stood_alone(at: Setting) -> Trigger | None:
    """ "A teacher stood before the headquarters with a sign": a protest of one, if where is told."""
    fits = at.trigger.form not in ("base", "third") and not at.arms
    fits = fits and not at.doers & BEARING_ARMS and not ON_DUTY.search(at.subject)
    return at.to("crowd-strong") if fits and ONE_STANDS.search(at.after[:80]) else None


# Who turns out or gathers is out to protest, whatever the clause leaves unsaid.
DEMONSTRATORS = wording(
    r"\b(?:[Pp]rotesters|[Dd]emonstrators|[Mm]archers|[Pp]icketers|[Ss]trikers|(?:[Oo]pposition|[Aa]nti-?government) "
    r"(?:supporters|activists)|[Ss]upporters of (?:the )?(?:opposition|jailed|detained|imprisoned|arrested|ousted|former|"
    r"impeached|deposed) (?:[\w’'-]+ ){0,4}?[\w’'-]+) (?:had |have |also |again |later |then )*$"
)


# "Turkomans carrying blue flags turned out": whoever they are.
BEARING_FLAGS = wording(
    r"\b(?:carrying|waving|holding|bearing|with) (?:[\w-]+ ){0,2}?(?:flags|banners|placards|posters|candles|portraits|torches)"
    r"\b[^,;]*$"
)


def crowd_acts(at: Setting) -> Trigger | None:
    """A crowd gathers, walks, blocks a road: a demonstration if the clause says what for."""
    word = at.word
    if not around("crowd").search(at.subject) and not at.doers & CROWDS and not BEARING_FLAGS.search(at.subject):
        return None
    if word.startswith("line") and at.passive:
        return None  # "were lined up and shot"
    block = word.startswith(("block", "barricad", "barr", "blockad"))
    if block and not re.search(
        r"\b(?:roads?|streets?|highways?|bridges?|entrances?|tracks|railway|traffic|crossings?|access|"
        r"avenues?|lanes?|bypass|overpass|port|airport|intersections?|motorways?)\b",
        at.after,
        re.IGNORECASE,
    ):
        return None
    if not (at.has("purpose") or block or DEMONSTRATORS.search(at.subject)) or (
        around("no-protest").search(at.words) and not block
    ):
        return None
    return at.to("crowd-strong")


def force_on_crowd(at: Setting) -> Trigger | None:
    """Police dragging, drenching, chasing somebody: force only on a crowd that is named; live rounds hit anybody."""
    crowd = re.search(
        r"\b(?:protesters?|demonstrators?|crowds?|marchers|rally|protest|activists|demonstration|opposition supporters|"
        r"supporters of (?:[\w-]+ ){0,3}opposition)\b",
        at.whole,
    )
    crowd = crowd or (re.search(r"\briot police\b", at.whole) and around("crowd").search(at.subject))
    if crowd is None and re.match(r"\s+(?:into |through )?(?:it|them)\b", at.after):
        crowd = STANDING.search(at.text, at.sentence.start, at.trigger.start)
    state = at.groups & STATE_FORCES or around("crowd-verbs").search(at.words) or at.word.startswith("live")
    if not crowd and LIVE.search(at.whole):
        return at.to("shooting")
    return at.to("disperse") if crowd and state else None


# "He stood in a peaceful line of people when riot police charged it".
STANDING = wording(
    r"\b(?:protesters?|demonstrators?|demonstration|protest|rally|marchers|sit-in|picket|(?:line|chain|crowd|row|column) of "
    r"(?:[\w-]+ ){0,2}(?:people|students|women|men|workers|pensioners|residents|youths|teachers|villagers|supporters))\b"
)
LIVE = wording(r"\blive (?:rounds|ammunition|fire|bullets)\b")
PROTEST = wording(
    r"\b(?:protest\w*|demonstrat\w+|crowds?|assembl\w+|gathered|chant\w+|rall(?:ied|ying)|march(?:ers|ing|ed)?|rall(?:y|ies|ied|ying)|sit-in|picket\w*|gathering|vigil|"
    r"activists|sitting in|sit-ins|"
    r"strikers|striking (?:\w+ )?(?:workers|miners|teachers|nurses|doctors|students|drivers|laborers)|procession)\b",
    re.IGNORECASE,
)


IT = wording(r"(?:^|[.!?]\W+|\b(?:and|but) )(?:[Ii]t|[Tt]hey|[Tt]hings|[Ss]ome)(?: \w+)? $")


def turned_violent(at: Setting) -> Trigger | None:
    """A rally turns violent; resentment and weather turn, too."""
    fits = PROTEST.search(at.whole) or at.groups & CROWDS or IT.search(at.subject)
    return at.to("violent-demonstration") if fits else None


def riot_arms(at: Setting) -> Trigger | None:
    """Tear gas, water cannons, batons: force against a crowd wherever one is named beside them."""
    clearing = re.search(r" to (?:clear|disperse|break up|drive|push|stop|scatter|turn back|keep)\b", at.whole)
    return at.to("disperse") if PROTEST.search(at.whole) or at.groups & CROWDS or clearing else None


def dispersed(at: Setting) -> Trigger | None:
    """By police; a crowd that disperses by itself tells nothing."""
    if BY_ITSELF.match(at.after) and not at.passive:
        return None
    state = at.groups & STATE_FORCES or around("crowd-verbs").search(at.whole) or at.passive
    return at.to("disperse") if state else None


# "The crowd dispersed by nightfall", "... on its own".
BY_ITSELF = wording(
    r"\s+(?:by (?:night(?:fall)?|midnight|noon|midday|dusk|dark|dawn|evening|morning|sunset|\d|the (?:evening|afternoon|time|"
    r"end))|(?:peacefully|quietly|calmly|voluntarily)|on (?:its|their) own|without (?:incident|trouble|violence)|"
    r"(?:an? |some |two |three |several )(?:few )?(?:hours?|minutes) later)\b"
)


def march_stopped(at: Setting) -> Trigger | None:
    """By police, as it goes on: "Police stopped a march by lawyers"; who plans one is only told not to hold it."""
    state = at.doers & STATE_FORCES or around("crowd-verbs").search(at.subject)
    return at.to("disperse") if state and at.trigger.form in ("past", "participle") and not at.passive else None


def came_to_blows(at: Setting) -> Trigger | None:
    """Two groups of people fight with their hands; with police it is a violent demonstration."""
    if re.search(r"\b(?:lawmakers|deputies|members of parliament|players|legislators)\b", at.words):
        return None
    if "firearm" in at.arms and not at.groups & STATE_FORCES:
        return at.to("armed-clash")
    if at.word.startswith(("trad", "exchang")) and at.groups & (STATE | IRREGULARS) and not at.groups & (CROWDS | {"police"}):
        return at.to("armed-clash")  # "Israel and Hizballah traded blows"
    return at.to("violent-demonstration" if at.groups & STATE_FORCES else "mob-violence")


# "Was stoned by neighbors".
BY_LOCALS = wording(
    r" (?:to death )?by (?:an? |the |her |his |their |some |angry |enraged |fellow |local |\w+ of )*"
    r"(?:mobs?|crowds?|villagers|residents|neighbou?rs|locals|onlookers|relatives|townspeople|youths|parents|men|"
    r"worshipp?ers|believers|clansmen|kinsmen)\b"
)


FIREBOMBS = wording(r"\b(?:(?:petrol|gasoline|fire|gas) ?bombs?|firebombs?|[Mm]olotov cocktails?)\b")
# Who throws them by night, and no crowd does.
SOME_MEN = wording(
    r"\b(?:[Aa]rsonists?|[Aa]ttackers?|[Aa]ssailants?|[Uu]nknown|[Uu]nidentified|[Mm]asked|[Vv]andals?|[Pp]erpetrators?|"
    r"[Ss]uspects?|[Ss]omebody|[Ss]omeone|[Mm]en|[Mm]an|[Pp]eople)\b"
)
BUILDING = wording(
    r"\b(?:at|into|against|on) (?:(?:an?|the|two|three|his|her|their) )?(?:[\w’'-]+ ){0,3}?"
    r"(?:mosques?|synagogues?|church(?:es)?|temples?|"
    r"offices?|homes?|houses?|shops?|schools?|consulates?|embass(?:y|ies)|shelters?|hostels?|centers?|centres?|headquarters|"
    r"buildings?|restaurants?|banks?|cars?|clubs?|hotels?|newspapers?)\b"
)


def violent_crowd(at: Setting) -> Trigger | None:
    """Stones, bottles, overturned cars: by a crowd, or by "they" when police are named."""
    if re.search(r"\b(?:they|some|others)(?: \w+){0,3} $", at.subject[-30:], re.IGNORECASE) and around("crowd-verbs").search(
        at.whole
    ):
        return at.to("violent-demonstration")
    if at.word.startswith("ram") and at.doers & IRREGULARS and not at.doers & CROWDS:
        # "gang members rammed the gate of the police station"; a car bomb rams a gate, too
        return at.to("attack") if around("armed-target").search(at.words) and not at.arms else None
    if at.word == "stoned" and at.passive and BY_LOCALS.match(at.after):
        return at.to("mob-violence")
    if FIREBOMBS.search(at.words) and SOME_MEN.search(at.subject) and not at.crowd and BUILDING.search(at.after):
        return at.to("looting-destruction")
    at_police = around("crowd-verbs").search(at.after) and not at.doers & BEARING_ARMS
    fits = at.crowd or at.groups & CROWDS or around("communal").search(at.subject) or at_police
    return at.to("violent-demonstration") if fits else None
