"""Says whether a telling counts over weeks or years: "99 attacks in September", "the war has killed", "detained since May".

Knows what such counts have in common: no day, no town, large numbers, the perfect tense, "since". The words and bounds stand in
``lexicon/aggregates.toml``. Phrases that mark a count wherever they stand ("so far this year") are in ``triggers.polarity``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from eventx_rferl.gazetteer.precisions import TOWNS
from eventx_rferl.language.calendar_names import MONTH
from eventx_rferl.language.lexicons import settings
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Mention

LONG = frozenset({"month", "year"})
# What befalls people one by one and is summed up later.
COUNTED = frozenset(
    {"killed", "injured", "arrest", "abduction", "attack-on-civilians", "shooting-kill", "mob-violence", "sexual-violence"}
)
THROUGHOUT = wording(r"\b(?:across|throughout|around|all over|elsewhere in|the rest of|all of)(?: the)? $", re.IGNORECASE)
# "In the bloodiest fighting since independence, 50 people were killed along the border in April": one event, however long.
RANKED = wording(
    r"\b(?:[Ii]n (?:what was )?|(?:scene|site) of |was |became )(?:the|one of the|its|their|his) (?:\w+ )?"
    r"(?:deadliest|worst|bloodiest|heaviest|fiercest|biggest|"
    r"largest|first|most (?:deadly|serious|violent)) (?:[\w-]+ )?(?:fighting|attacks?|clash(?:es)?|battles?|violence|bombings?|"
    r"raids?|massacres?|shootings?|strikes?|bloodshed|incidents?|unrest|riots?|episodes?|assaults?|ambush(?:es)?)\b"
)
# "The ministry has reported 31 dead", "the number of wounded has risen to 37": when it was told, not over how long they died.
REPORTED = wording(
    r"\b(?:has|have) (?:\w+ )?(?:(?:reported|confirmed|counted|announced|acknowledged|admitted|listed|put|identified)|"
    r"(?:risen|climbed|grown|jumped|increased|fallen) to) $"
)
# "The bloodshed, which has left 30 dead, came as ...": so far; but "the violence has left six dead" tells its toll.
HAVE_DIED = wording(r"\b(?:has|have) (?:\w+ )?(?:died|perished|been (?:killed|wounded|hurt)|lost (?:their )?lives)\b")
HAS_COST = wording(r"(?:,? (?:which|that)) (?:has|have) (?:so far |already |now )?(?:left|killed|claimed|cost|taken|wounded)\b")
IN_THE_WAR = wording(
    r" (?:as a result of|in|during|because of) (?:the|this|its) (?:[\w-]+ )?(?:war|conflict|insurgency|rebellion)\b"
)
PERFECT = wording(r"(?<!\bto )\b(?:has|have) (?:\w+ )?(?:been )?(?:\w+ )?$")

# "The fighting has killed 300 people since January": from no day that belongs to one event.
SINCE_LONG_AGO = wording(
    r"\b[Ss]ince (?:(?:early|late|mid)[- ]|the (?:start|beginning|middle|end) of )?"
    rf"(?:(?:last |this )?{MONTH}\b(?! \d{{1,2}}\b)|(?:19|20)\d\d\b|"
    r"(?:last|this|the) (?:spring|summer|autumn|fall|winter|year)\b)"
    r"(?!,? when\b)"
)
HAVE = re.compile(r"\b(?:has|have)\b")
# "Two bombings", "coordinated attacks": counted out or told as one blow, in a month too; those "at churches" share a scene.
AT_ONE_BLOW = wording(
    r"\b(?:(?:two|three|four|five|both|pair of|coordinated|co-ordinated|simultaneous|near-simultaneous|back-to-back|twin|triple|"
    r"double) (?:[\w-]+ ){0,2}|one of (?:[\w’'-]+ ){1,4})$|^(?:twin|triple|double)\b",
    re.IGNORECASE,
)
SHARED_SCENE = re.compile(r" (?:at|outside|near) ")
# "A car bomb", "an explosion", "a gunman": one of them, however long the time that is named.
ONE = wording(r"\b(?:[Aa]n?|[Oo]ne|[Tt]he same) (?:(?!(?:and|or)\b)[\w’'-]+ ){0,3}$")
LONG_ONES = re.compile(
    r"\b(?:war|conflict|insurgency|violence|rebellion|uprising|crackdown|feud|campaign|offensive|operation|siege|wave)$",
    re.IGNORECASE,
)
ONE_OF_THEM = wording(
    r"\b(?:an?|one) (?:(?!(?:and|or)\b)[\w’'-]+ ){0,3}?(?:(?:[a-z]+-)?bomb|bomber|gunman|shooter|attacker|assailant|missile|"
    r"rocket|shell|mine|land mine|landmine|grenade|device|drone)\b",
    re.IGNORECASE,
)


# "77 soldiers were killed by roadside bombs last year": one after the other.
BY_MANY = wording(
    r"\b(?:killed|wounded|injured|maimed|shot dead|slain|murdered|assassinated|abducted|kidnapped|arrested|detained) "
    r"by (?:(?!the\b|two\b|three\b|four\b|five\b|six\b)[a-z-]+ ){0,3}?(?:bombs|mines|landmines|IEDs|devices|explosives|rockets|"
    r"shells|missiles|drones|attacks|strikes|ambushes|gunmen|hitmen|militants|rebels|guerrillas|insurgents|jihadists|snipers|"
    r"police|soldiers|mobs|bandits|gangs|assassins)\b"
)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    words: Any = settings("aggregates.toml")["words"]
    return re.compile(rf"\b(?:{'|'.join(words[name])})\b", re.IGNORECASE)


@cache
def _bound(name: str) -> int:
    return int(settings("aggregates.toml")["bounds"][name])


@cache
def _many() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<n>\d+(?:,\d{{3}})*|dozens|scores|hundreds|thousands)(?: of)? "
        rf"(?:(?!in\b|at\b|by\b|from\b|after\b)[a-z-]+ ){{0,2}}?"
        rf"{_pattern('incidents').pattern}",
        re.IGNORECASE,
    )


@cache
def _long_war() -> re.Pattern[str]:
    return re.compile(
        rf"{_pattern('wars').pattern}[^.;]{{0,50}}?\b(?:has|have|had|killed|cost|claimed|left)\b[^.;]{{0,20}}$", re.IGNORECASE
    )


def countrywide(text: str, mention: Mention) -> bool:
    """Whether the victims of a sentence are those of a whole country or province: "37 people were killed across the country"."""
    if not mention.tolls or any(p.precision in TOWNS for p in mention.places):
        return False
    if _pattern("wide").search(text, mention.start, mention.end):
        return True
    areas = [p for p in mention.places if p.precision in ("country", "admin1", "region")]
    return any(THROUGHOUT.search(text[mention.start : p.start]) for p in areas)


def counts(text: str, mention: Mention) -> bool:
    """Whether a telling is a count over a span of time, not an event."""
    if mention.link not in ("main", "and", "part", "which", "since"):
        return False
    day = mention.when is not None and mention.when.precision not in LONG
    town = any(p.precision in TOWNS for p in mention.places)
    before = text[mention.start : mention.head.start]
    behind = text[mention.head.end : mention.end]
    perfect = PERFECT.search(before[-40:]) is not None and REPORTED.search(before[-40:]) is None
    victims = max((t.number.some for t in mention.tolls), default=0)
    long = mention.when is not None and mention.when.precision in LONG
    if victims > 1 and not day and _over_months(text, mention):
        return True
    if not day and _incidents(text, mention) >= _bound("incidents"):
        return True
    if mention.head.type == "anaphor" and not day and (HAS_COST.match(behind) or (mention.tolls and HAVE_DIED.search(before))):
        return True
    if not day and victims >= _bound("victims_of_years") and HAVE.search(text, mention.start, mention.end):
        return True  # "the violence has killed more than 4,500 people in the three provinces"
    vague = any(t.number.best is None and t.number.some >= _bound("victims_in_perfect") for t in mention.tolls)
    if perfect and vague and not (day or town) and mention.sentence:
        return True  # "its fighters have killed hundreds of civilians in the province"
    if perfect and not town and mention.head.pos == "v" and _since(text, mention, victims > 1 or mention.plural):
        return True
    if victims > 1 and long and (_deeds(text, mention) or _one_by_one(text, mention)):
        return True
    if not COUNTED & {mention.head.type} or day or (long and _one_deed(text, mention)):
        return False
    if not town and IN_THE_WAR.match(behind):
        return True
    ranked = RANKED.search(text, mention.start, mention.end) is not None
    named = [p for p in mention.places if p.rule != "PLACE-ANAPHOR"]
    if victims > 1 and not named and mention.when is not None and mention.when.precision == "year":
        return True  # "in 2023, militants killed 40 teachers in the region"
    if (
        victims >= _bound("victims")
        and not (town or ranked)
        and (_long_war().search(before + mention.head.text) or (long and not mention.initiators))
    ):
        return True
    whole = re.search(r"\b(?:period|occasions|state of emergency|crackdown|cases)\b", behind)
    lead = mention.sentence == 0  # "Troops have killed 31 rebels", for the first time
    return bool(
        perfect
        and not lead
        and victims >= _bound("victims_in_perfect")
        and (not mention.places or whole)
        and mention.when is None
    )


def _deeds(text: str, mention: Mention) -> bool:
    """Whether its victims are those of deeds that nothing holds together: "militant attacks killed 1,612 in Pakistan in 2024"."""
    if mention.when is None or mention.when.basis == "inferred" or any(p.precision != "country" for p in mention.places):
        return False
    several = [t for t in mention.triggers if t.pos == "n" and t.plural and not t.definite]
    apart = [t for t in several if not AT_ONE_BLOW.search(text[mention.start : t.start]) and not AT_ONE_BLOW.match(t.text)]
    return bool(several) and apart == several and not any(SHARED_SCENE.match(text, t.end) for t in several)


def _one_by_one(text: str, mention: Mention) -> bool:
    """Whether people of a whole country fell in a year, by the hands of many: "31 judges were shot dead by hitmen in 2023"."""
    when = mention.when
    if when is None or when.precision != "year" or when.basis == "inferred" or RANKED.search(text, mention.start, mention.end):
        return False
    wide = all(p.precision == "country" for p in mention.places)
    return wide and BY_MANY.search(text, mention.start, mention.end) is not None


def _one_deed(text: str, mention: Mention) -> bool:
    """Whether they are those of one deed: "in October 2009, a car bomb at the Meena Bazaar killed 118 people"."""
    nouns = [t for t in mention.triggers if t.pos == "n" and not t.plural and not LONG_ONES.search(t.text)]
    one = any(ONE.search(text[mention.start : t.start]) for t in nouns)
    return one or ONE_OF_THEM.search(text, mention.start, mention.end) is not None


def _over_months(text: str, mention: Mention) -> bool:
    """Whether what goes on ("the fighting", "clashes in the area") is told with all it has cost in months."""
    if mention.head.pos != "n" or RANKED.search(text, mention.start, mention.end):
        return False
    so_long = mention.when is not None and mention.when.rule == "DATE-THIS-YEAR" and mention.plural
    so_long = so_long or SINCE_LONG_AGO.search(text, mention.start, mention.end) is not None
    return so_long and HAVE.search(text, mention.start, mention.end) is not None


def _since(text: str, mention: Mention, several: bool) -> bool:
    """Whether the sentence counts from a day long ago; one that names no victims must begin with it: "Since then, ..."."""
    # "Have since died" counts from nothing.
    found = re.search(
        r"\b(?<!has )(?<!have )since\b " if several else r"^Since (?=then|\d{4})",
        text[mention.start : mention.end],
        re.IGNORECASE,
    )
    return found is not None and _pattern("lately").match(text, mention.start + found.end()) is None


def _incidents(text: str, mention: Mention) -> int:
    """How many incidents its clause counts."""
    found = (match["n"].replace(",", "") for match in _many().finditer(text, mention.start, mention.end))
    return max((int(n) if n.isdigit() else _bound("incidents") for n in found), default=0)
