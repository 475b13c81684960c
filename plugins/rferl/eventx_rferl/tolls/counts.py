"""Which counts of an event stand in its record: told again ones once, claim and counter-claim on the same victims as one group.

Knows that another speaker's figure for people of the same side is another claim about them, unless each speaks of men of its own;
and that a denial of any death, or "nobody died", stands beside what others say. Doesn't choose between claims.
"""

from __future__ import annotations

import re
from functools import lru_cache

from eventx_rferl.language.lexicons import country_words
from eventx_rferl.language.numbers import numbers_in
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Mention, Toll
from eventx_rferl.values import evolve

ARMED = frozenset({"military", "police", "rebel", "any-armed", "protester"})
OWN = wording(r"\b(?:its|their|his|our)\b", re.IGNORECASE)
LEADS = wording(r"(?:(?:\d{1,2}-year-old|of|the|its|their|his|our|an?|another|other|more|own|all|some|both)\b ?)+", re.IGNORECASE)
# Whom a count of nobody is about: "denied that any of its soldiers were killed".
NONE_OF = wording(
    r"\b(?:any|no|none|not one|single)(?: of)? (?P<who>(?:[\w’'-]+ ){0,4}?[a-z]+) (?:was|were|had|has|have|died|killed|hurt)\b",
    re.IGNORECASE,
)
# "Three of the ten soldiers", "twelve out of 40 soldiers": the whole is no word for them.
WHOLE = wording(r"(?: out)?(?: of)?(?: the| its| their| his)? $")
# What a figure alone is told with: no people of another kind.
BARE = wording(r"(?:dead|deaths?|killed|fatalities|casualties|wounded|injured|lives)?", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:the|a|an) ")
FURTHER = wording(r"\b(?:further|else|more|other|others|immediate)\b", re.IGNORECASE)


def current(mentions: tuple[Mention, ...]) -> tuple[Toll, ...]:
    """The tolls of an event, told again ones left out, those of one group of victims under one name."""
    found: list[Toll] = []
    for mention in mentions:
        before = len(found)
        for toll in mention.tolls:
            if not any(
                t.measure == toll.measure and _same_count(t, toll) and not (n >= before and _of_others(t, toll))
                for n, t in enumerate(found)
            ):
                found.append(toll)
    found = [evolve(t, superseded=True) if any(_replaces(o, t) for o in found[n + 1 :]) else t for n, t in enumerate(found)]
    newest = {t.measure for t in found if not t.superseded}
    found = [t if t.measure in newest else evolve(t, superseded=False) for t in found]  # nothing that could supersede it
    told = [t for t in found if t.number.high != 0]
    kept = [t for t in found if t.number.high != 0 or _stands(t, [o for o in told if o.measure == t.measure])]
    return _named(tuple(kept))


def _replaces(later: Toll, toll: Toll) -> bool:
    """ "The toll rose to eight", behind five: of the same victims, whoever says it."""
    same = later.raised and later.measure == toll.measure and later.where == toll.where and not toll.raised
    return same and 0 < toll.number.some < later.number.some and not _of_others(later, toll)


def _of_others(a: Toll, b: Toll) -> bool:
    """ "A constable and a lottery seller were killed": as many, and not the same."""
    return a.group != b.group and "any" not in (a.group, b.group)


def _same_count(a: Toll, b: Toll) -> bool:
    same = (a.number.low, a.number.best, a.number.high) == (b.number.low, b.number.best, b.number.high)
    same = same and (a.where == b.where or not a.where or not b.where)
    return same and not a.superseded and not b.superseded and (a.claimant == b.claimant or not a.claimant or not b.claimant)


def _stands(none: Toll, told: list[Toll]) -> bool:
    """Whether a count of nobody stands beside others: it is somebody else's word, or about other people."""
    if not told or (none.group == "any" and none.people):
        return True
    if none.basis != "explicit" or FURTHER.search(none.victims):
        return False
    others = {_speaker(toll) for toll in told if not toll.superseded}
    return bool(none.claimant) and _speaker(none) not in others


def _speaker(toll: Toll) -> str:
    return ARTICLE.sub("", (toll.claimant or "").lower())


def _people(toll: Toll) -> str:
    """Who is counted, without how many: "soldiers" for "at least 12 of its soldiers"."""
    return _counted(toll.victims, toll.number.high == 0)


@lru_cache(maxsize=64)  # asked for the kind of an event, and for its record
def _counted(victims: str, nobody: bool) -> str:
    none = NONE_OF.search(victims) if nobody else None
    words = none["who"] if none else victims
    at = 0
    for number in numbers_in(words, 0, len(words)):
        if at and not WHOLE.fullmatch(words, at, number.start):
            break
        at = number.end
    words = words[at:].strip()
    lead = LEADS.match(words)
    return words[lead.end() :] if lead else words


def _nation(toll: Toll) -> str | None:
    """The country of the people counted, if the words say it or call them the speaker's own."""
    known = country_words()
    words = re.findall(r"[A-Z][\w-]+", toll.victims)
    words += re.findall(r"[A-Z][\w-]+", toll.claimant or "") if OWN.search(toll.victims) else []
    return next((known[word][0] for word in words if word in known), None)


def _rivals(a: Toll, b: Toll) -> bool:
    """Whether two counts are claims of two speakers about the same people."""
    if a.measure != b.measure or a.where != b.where or _speaker(a) == _speaker(b):
        return False
    if a.group != b.group or (OWN.search(a.victims) and OWN.search(b.victims)):
        return False
    one, other = _nation(a), _nation(b)
    return one is None or other is None or one == other


def _named(tolls: tuple[Toll, ...]) -> tuple[Toll, ...]:
    """The tolls with the words for each group, the first's for all claims about it."""
    found: list[Toll] = []
    for told in tolls:
        bare = told.group == "any" and not told.people and (told.number.high == 0 or BARE.fullmatch(_people(told)))
        toll = _about_the_same(told, found) if bare else told
        if toll.group not in ARMED:
            found.append(toll)
            continue
        same = next((t for t in found if t.people and t.number.high != 0 and _rivals(t, toll)), None)
        people = toll.people or (same.people if same else _people(toll))
        if any((t.measure, t.people, t.claimant, t.where) == (toll.measure, people, toll.claimant, toll.where) for t in found):
            people = toll.victims  # a second count of one speaker: of others
        found.append(evolve(toll, people=people))
    return tuple(found)


def _about_the_same(toll: Toll, before: list[Toll]) -> Toll:
    """ "The rebels put the number at 40": of the one group that another speaker has counted."""
    counted = [t for t in before if t.measure == toll.measure and t.where == toll.where and t.number.high != 0]
    if len({(t.group, t.people) for t in counted}) != 1 or counted[0].group == "any" or not toll.claimant:
        return toll
    if any(_speaker(t) == _speaker(toll) or not t.claimant for t in counted):
        return toll
    return evolve(toll, group=counted[0].group, people=counted[0].people)
