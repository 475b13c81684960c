"""Tells what is told as an event from what only frames it: a war that began once, what goes on since, deaths counted over years.

Knows "since", the words for wars, and the spans of ``lexicon/aggregates.toml``.
What is only compared ("the deadliest raid since the war began") frames nothing.
"""

from __future__ import annotations

import re
from functools import cache

from eventx_rferl.language.calendar_names import MONTH, WEEKDAY
from eventx_rferl.language.lexicons import settings
from eventx_rferl.language.superlatives import THE_WORST_SINCE, WORST_SINCE
from eventx_rferl.language.wording import Wording, wording
from eventx_rferl.triggers.cues import DAY_DATE, MARKED, SINCE
from eventx_rferl.triggers.standing import Standing

AGGREGATE = "ART-AGGREGATE"
FRAME = "ART-FRAME"
OPENED = wording(
    r"\b(?:launch|began|begun|start|open|mount)(?:ed|ing)? (?:an?|its|their|the) (?:[\w-]+ ){0,2}(?:offensive|campaign|"
    r"operations?|"
    r"crackdown|war|invasion)\b"
)
BEGAN = re.compile(r" (?:began|begun|started|broke out|erupted)\b")
# "The first deaths that it has acknowledged since March", "has since acknowledged": counts nothing.
FIRST_SINCE = wording(rf"{THE_WORST_SINCE}|\b(?:has|have|had) since\b")
# A time that began and goes on, not one when something happened: "since March, when the bridge fell".
SINCE_THEN = re.compile(r"\bsince\b(?![^.]{0,30}?, when)")
HAVE_BEEN = re.compile(r"\b(?:has|have) (?:\w+ ){0,2}been\b")
PERFECT = re.compile(r"\b(?:has|have) (?:\w+ )?(?:been )?(?:\w+ly )?$")
SINCE_BEHIND = re.compile(r"[^.;]{0,60}\bsince\b(?![^.;]{0,40}, when\b)")
SINCE_OPENING = re.compile(r"\W*Since\b")
YEAR = r"(?:19|20)\d\d\b"
SPAN_WORDS = {
    "{year}": YEAR,
    "{moment}": rf"(?:(?:early|late|mid|the (?:start|end|beginning) of)[- ])?(?:{MONTH} )?{YEAR}",
    "{many}": r"(?:[a-z]+(?:ty)?(?:-[a-z]+)?|\d+|a few|half a)",
}
# What may stand before a span at the front: "He said that between 2012 and 2014 ...".
FRONT = r"(?:^|[,;] |\b(?:and|but|that|while|said|says) )\W*"
# Between what is counted and the span behind it: no other verb (but "rebels armed by X"), and no word that ranks it ("the
# deadliest in two years").
RANKS_OR_GOES_ON = wording(
    r"[,;:]|\b(?:first|second|third|fourth|fifth|latest|\w+est|worst|time|most|who|which|that|where|when|"
    r"after|before|(?<!-)\w+ed(?! by\b))\b"
)


@cache
def _spans(front: bool) -> Wording:
    """The spans at the front of a clause, or those that may stand behind what is counted."""
    rows = settings("aggregates.toml")["spans"]
    pattern = "|".join((*rows["anywhere"], *(rows["front"] if front else ())))
    for name, words in SPAN_WORDS.items():
        pattern = pattern.replace(name, words)
    return wording(rf"{FRONT}(?:{pattern})" if front else rf"\b(?:{pattern})", re.IGNORECASE)


def over_a_span(at: Standing) -> str:
    """ "Between 2012 and 2014, militants killed 40 teachers", "10,000 were killed over 12 years": no event's figure."""
    if DAY_DATE.search(at.text, at.clause.start, at.clause.end):
        return ""
    sentence = (at.text, at.sentence.start, at.sentence.end)
    begins = at.sentence.start if at.clause.link == "main" else at.clause.start
    if _spans(True).may_match(*sentence) and _spans(True).search(at.text[begins : at.trigger.start]):
        return AGGREGATE
    behind = _spans(False).search(at.behind) if _spans(False).may_match(*sentence) else None
    if behind is None or behind.start() >= 60:
        return ""
    return AGGREGATE if not RANKS_OR_GOES_ON.search(at.behind, 0, behind.start()) else ""


# "In Yala, one of the provinces that have been plagued by violence since 2004": of the province.
KNOWN_SINCE = wording(r"\b(?:that|which|who|where) (?:[\w’'-]+ ){0,2}?(?:has|have) [^,;.]*?\bsince\b[^,;.]*")


def uncompared(at: Standing) -> str:
    """The sentence without what it is only measured by, or said of a place: "the first deaths since the earthquake"."""
    if not SINCE.may_match(*at.where):
        return at.told
    known = KNOWN_SINCE.search(at.text, at.sentence.start, at.sentence.end)
    aside = known is not None and not known.start() <= at.trigger.start < known.end()
    return FIRST_SINCE.sub("", at.told.replace(known[0], "") if known is not None and aside else at.told)


def since_it_began(at: Standing) -> str:
    """ "Since the army launched an offensive in X on October 17", "since the war began"."""
    if at.clause.link != "since":
        return ""
    opened = OPENED.search(at.text, at.clause.start, at.clause.end)
    return FRAME if opened or (at.noun and BEGAN.match(at.text, at.trigger.end)) else ""


# "The worst unrest since protests in 2005": another year's, which this one is only measured by.
MEASURED_BY = rf"\b{WORST_SINCE} (?:[\w’'-]+ ){{0,3}}"
MEASURE = wording(rf"{MEASURED_BY}$")
IN_A_YEAR = wording(rf"^[^.;]{{0,60}}?\b(?:in|of) {YEAR}")
WHEN_THEN = wording(rf"{MEASURED_BY}[^.;]{{3,60}} in {YEAR}, when [^.;]*$")


def measured_by(at: Standing) -> str:
    """ "Mark the worst violence since protests in Andijon in 2005, when hundreds were killed"."""
    if not SINCE.may_match(at.text, at.sentence.start, at.sentence.end):
        return ""
    before = at.text[at.sentence.start : at.trigger.start]
    if at.noun and IN_A_YEAR.search(at.behind) and MEASURE.search(before):
        return FRAME
    return FRAME if WHEN_THEN.search(before) else ""


# "Have been camping outside the court since Monday".
SINCE_DAY = wording(
    rf"[^.;,]{{0,80}}?\bsince (?:last |early |late )?(?:{WEEKDAY}|yesterday|{MONTH} \d{{1,2}}\b|\d{{1,2}} {MONTH}\b)"
)


def ever_since(at: Standing) -> str:
    """ "Have been detained since the election", "Since 2012, thousands have been killed": what goes on and on.

    "Has been in the hands of the rebels since Monday" tells on which day it was taken.
    """
    held = (at.noun and at.trigger.type.startswith("territory")) or at.trigger.type == "base-established"
    held = held or (at.trigger.type == "crowd-strong" and at.trigger.form == "ing" and SINCE_DAY.match(at.behind) is not None)
    if held or not SINCE.may_match(*at.where) or not PERFECT.search(at.before):
        return ""
    opening = at.text[at.sentence.start : at.clause.start]
    return AGGREGATE if SINCE_BEHIND.match(at.behind) or SINCE_OPENING.match(opening) else ""


# "Some 300 villagers have died in renewed fighting since May": what has no end is counted.
KILLED_IN = wording(
    r"\b(?:has|have) (?:also |now |already |so far )?(?:been (?:killed|wounded|injured|abducted|arrested)|died|perished) (?:in|"
    r"by|during) "
    r"(?:an?|the) (?:[\w-]+ )?(?:upsurge|surge|wave|spate|spiral|flare-?up|eruption|escalation|rash|resurgence|uptick|rise|"
    r"cycle) "
    r"(?:of|in) (?:[\w-]+ ){0,2}$"
)


def counted_since(at: Standing) -> str:
    """ "At least 40 have been killed there since May": deaths, or acts in the plural, counted from a time on."""
    if not SINCE.may_match(*at.where):
        return ""
    sentence = uncompared(at)
    if MARKED.search(sentence):
        return ""
    counted = SINCE.search(FIRST_SINCE.sub("", KNOWN_SINCE.sub("", at.behind))) is not None
    if at.casualty or (at.noun and KILLED_IN.search(at.before)):
        undated = SINCE_THEN.search(sentence) and not DAY_DATE.search(at.words)
        if undated or (counted and at.clause.link in ("main", "and")):
            return AGGREGATE
    acts = counted and at.noun and at.trigger.plural
    return AGGREGATE if acts and HAVE_BEEN.search(at.before) else ""


HAS_BEEN = wording(r"\b(?:has|have|had)(?: [a-z]+)? been (?:\w+ly )?$")
FOR_YEARS = wording(r"[^.;,]{0,120}?\bfor (?:[\w-]+ ){0,4}?(?:years|decades|months|weeks|a (?:decade|year|generation))\b")


def for_years(at: Standing) -> str:
    """ "The army has been fighting the X in the north for years": what has gone on so long is no event."""
    goes_on = at.trigger.form == "ing" and HAS_BEEN.search(at.before) is not None
    return FRAME if goes_on and FOR_YEARS.match(at.behind) and not DAY_DATE.search(at.words) else ""


# "The October 7 attack, which triggered the war".
BEGAN_A_WAR = wording(
    r"^[^.;]{0,110}?\b(?:which|that) (?:\w+ )?(?:triggered|sparked|started|ignited|unleashed|touched off|set off|precipitated|"
    r"launched|began) "
    r"(?:(?:the|an?|its|their|this) )?(?:[\w’'-]+ ){0,4}?(?:war|conflict|insurgency|rebellion)\b"
)


# "Troops arrived a week after the rebel offensive began".
OFFENSIVE = re.compile(r"(?:offensive|campaign|assault|siege|uprising|insurgency|operation)", re.IGNORECASE)
BEGINS = re.compile(r" (?:had )?(?:began|begun|started|was launched)\b")


def began_a_war(at: Standing) -> str:
    """What is only named as what a war began with, and neither this week nor in a sentence of its own."""
    if at.noun and at.trigger.definite and OFFENSIVE.match(at.trigger.text) and BEGINS.match(at.behind) and " after " in at.whole:
        return FRAME
    return FRAME if at.noun and BEGAN_A_WAR.search(at.behind) else ""


# "All in all, 30 guards and 12 farmers are dead, the ministry counts": what somebody keeps count of.
TALLY = wording(
    r"\baccording to (?:(?:the|an?|its|their|latest|official|[A-Z][\w’'-]+) ){0,4}(?:[a-z]+ )?(?:figures|tally|tallies|count|"
    r"data|records|statistics)\b|"
    r"\b(?:figures|data|records|statistics|tally) (?:show|shows|showed|indicate|suggest)\b"
)
# "A total of 12 rebels have been killed, as soldiers try to free the captives": over a campaign.
IN_TOTAL = wording(
    r"^\W*(?:[Aa] total of|[Ii]n (?:all|total),|[Aa]ltogether,?|[Oo]verall,?|[Ss]o far,?) [^.;]{0,60}?"
    r"\b(?:members|militants|rebels|fighters|insurgents|guerrillas|terrorists|bandits) (?:has|have) (?:\w+ )?been $"
)
AT_ONCE = re.compile(r"\b(?:by|during|after|when|following)\b|\bin (?:the|an?|that|this|[a-z]+) [a-z]")


def in_a_tally(at: Standing) -> str:
    """Victims so far, by somebody's tally, where the sentence names nothing in which they died."""
    if at.casualty and IN_TOTAL.search(at.text[at.sentence.start : at.trigger.start]) and not AT_ONCE.search(at.words):
        return AGGREGATE
    if not (at.casualty and TALLY.search(at.text, at.sentence.start, at.sentence.end) and PERFECT.search(at.before)):
        return ""
    return AGGREGATE if not AT_ONCE.search(at.whole) and not DAY_DATE.search(at.whole) else ""


BEING = wording(r"\b(?:is|are) (?:(?:now|still|also|gradually|slowly|increasingly|steadily) )?being $")


def under_way(at: Standing) -> str:
    """ "Rebels are being driven out of some areas": what goes on, and happened on no day; but who "is being held" was taken."""
    return FRAME if not at.casualty and at.trigger.type not in ("abduction", "arrest") and BEING.search(at.before) else ""


# "A coalition fighting jihadists", "the rebels occupying the town": who they are.
AT_WAR = wording(
    r"\b(?:alliances?|countr(?:y|ies)|coalitions?|nations|states?|governments?|groups?|militias?|rebels|forces)"
    r"(?: (?:of|in) (?:the )?(?:[\w-]+ ){1,3}?)?(?: (?:that|which) (?:is|are|has been|have been))? $"
)


AT_IT = ("battling", "fighting", "combating", "combatting")
HOLDING = ("occupying", "controlling", "holding")
WHO_HOLD = wording(
    r"\b(?:alliances?|coalitions?|groups?|movements?|factions?|militias?|rebels|insurgents|separatists|militants|fighters|troops|"
    r"soldiers|forces)(?: (?:that|which|who) (?:is|are))?(?: now| still)? $",
    re.IGNORECASE,
)


def at_war(at: Standing) -> str:
    """ "A group battling the army": what somebody is known for."""
    trigger = at.trigger
    if trigger.form != "ing":
        return ""
    word = trigger.text.lower()
    known_for = (word in AT_IT and AT_WAR.search(at.before)) or (word in HOLDING and WHO_HOLD.search(at.before))
    return FRAME if known_for else ""
