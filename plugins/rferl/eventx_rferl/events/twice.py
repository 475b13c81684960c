"""Says which events of an article are one that it tells twice in other words, once all that is known of each is put together.

Knows what speaks against two events being one (kind, day, place, sides, tolls, a word such as "separately"), and how much has to
speak for it: a lead often names neither the town nor the day that the body tells. Doesn't know the order of tellings, nor phrases
that point back (:mod:`eventx_rferl.events.belonging`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from attrs import evolve

from eventx_rferl.events.again import LINKS
from eventx_rferl.events.matching import another_day, kind_family, places_agree, same_side, sides_agree
from eventx_rferl.events.merged import Fate, Merged
from eventx_rferl.events.sites import another_count, another_site, counted, one_after_the_other
from eventx_rferl.gazetteer.precisions import AREAS, TOWNS
from eventx_rferl.model import Actor, Article, Event, Place
from eventx_rferl.places.areas import contains
from eventx_rferl.tellings.aggregates import countrywide
from eventx_rferl.triggers.families import compatible, family

# Points that make two events one; one more if the second has no place and tells no toll of the first.
ENOUGH = 4
# So many victims are hardly counted twice by chance.
TELLING_TOLL = 3
# An undated event may be one of the last days before publication, not one long ago.
LATELY = timedelta(days=3)
# What a village or a road can lie in.
WIDE = AREAS | {"admin2"}
# So many dead are not counted twice on one day.
MANY = 10
# Rules that take a place from another sentence than those that tell the event.
ELSEWHERE = frozenset({"PLACE-CONTEXT", "PLACE-CONTINUED"})
THEN = re.compile(r"\b(?:(?:then|later|afterward|afterwards|next) (?:\w+ )?|also )$")
# A day or a night, which is of two.
SHORT = 2


def told_twice(article: Article, events: Sequence[Event]) -> dict[int, int]:
    """For each event that is another one told again, the number of that one: the likest, and of those the latest."""
    home: dict[int, int] = {}
    for number, again in enumerate(events):
        likest = (0, False, -1)
        for first, event in enumerate(events[:number]):
            whole = (event, *(events[n] for n, other in home.items() if other == first))
            if first in home or _goes_on(article, again) or _summed_up(article, event, again):
                continue
            if any(_against(e, again, article.published) for e in whole):
                continue
            opening = again.mentions[0]
            apart = another_site(article.text, opening, event.mentions) or another_count(opening, event.mentions)
            if apart or one_after_the_other(opening, event.mentions):
                continue
            points = _points(event, again)
            if points >= ENOUGH + (not _told(again) and not _same_victims(event, again)):
                likest = max(likest, (points, event.mentions[0].link == "main", first))
        if likest[-1] >= 0:
            home[number] = likest[-1]
    return home


def joined(merged: Merged, home: dict[int, int]) -> Merged:
    """The tellings of each event put to those of the event that it tells again."""
    told = {n: found for n, found in enumerate(merged.events) if n not in home}
    for number, first in home.items():
        told[first] = tuple(sorted((*told[first], *merged.events[number]), key=lambda mention: mention.number))
    place = {old: new for new, old in enumerate(told)}
    fates = tuple(
        Fate(fate.mention, "merged", "ART-TOLD-AGAIN", place[home[fate.event]])
        if fate.event in home
        else evolve(fate, event=place.get(fate.event, -1))
        for fate in merged.fates
    )
    return Merged(tuple(told.values()), fates, merged.sums)


def _against(first: Event, again: Event, published: date | None) -> bool:
    """Whether anything speaks against two events being one."""
    opening = again.mentions[0]
    another = "answered" in opening.flags or ("other" in opening.flags and not _claimed_again(first, again))
    if another or _hangs_on(first, again) or _hangs_on(again, first):
        return True
    if another_day(opening, first.mentions) or not _same_days(first, again, published):
        return True
    places, others = _told(first), _told(again)
    apart = not places_agree(places, others) or (places and others and not _same_places(first, again))
    if apart and not _same_disaster(first, again):
        return True
    if _elsewhere_in_it(first, again):
        return True
    if not sides_agree(opening, first.mentions) or not _same_doers(first, again):
        return True
    return not _same_kinds(first, again) or not _same_tolls(first, again)


def _goes_on(article: Article, again: Event) -> bool:
    """ "Troops then torched ten houses in a second village": what came next."""
    opening = again.mentions[0]
    return (
        bool(_told(again)) and not opening.definite and THEN.search(article.text, opening.start, opening.head.start) is not None
    )


def _summed_up(article: Article, wide: Event, again: Event) -> bool:
    """ "Sixteen were killed across Nigeria", and who was killed in one of its states."""
    inside = bool(_told(again)) and not _shared_places(wide, again) and not _same_victims(wide, again)
    return inside and {p.precision for p in wide.places} == {"country"} and countrywide(article.text, wide.mentions[0])


def _elsewhere_in_it(first: Event, again: Event) -> bool:
    """Whether a town lies in the area that was told, but nothing says more: a roundup tells of the area, and of the town besides.

    A lead may tell only the area of what happened in the town, unless it counts other victims; and a truce holds in all of it.
    """
    if "agreement" in _families(first):
        return False
    if not _told(first) or not _told(again) or _shared_places(first, again) or _same_victims(first, again):
        return False
    if first.mentions[0].paragraph > 0:
        return True
    others = bool(first.targets and again.targets) and not _names(first.targets) & _names(again.targets)
    return others and bool(first.tolls and again.tolls)


def _same_disaster(first: Event, again: Event) -> bool:
    """Whether so many were killed on one day near a town that a village told for as many must be the place meant."""
    dead = {n for measure, n in _counts(first) & _counts(again) if measure == "killed"}
    day = first.when and again.when and first.when.days == again.when.days == 1
    near = {all(p.precision == "near-settlement" for p in _told(event)) for event in (first, again)}
    return bool(day) and len(near) > 1 and max(dead, default=0) >= MANY and bool(_families(first) & _families(again))


def _points(first: Event, again: Event) -> int:
    """How much speaks for two events being one."""
    same = _shared_places(first, again)
    dated = again.when is None or again.when.basis != "inferred"  # else "a bomb hit a bus in X" is one of several there
    where = (2 if any(p.precision in TOWNS for p in same) else 1) if same and dated else 0
    toll = _same_victims(first, again)
    days = [e.when for e in (first, again) if e.when and e.when.days <= SHORT and e.when.basis != "inferred"]
    if first.when and again.when and first.when.precision == "month" and first.when.days >= again.when.days:
        days.append(first.when)  # "in May", and below it "on May 30"
    named = _names(first.initiators) & _names(again.initiators), _names(first.targets) & _names(again.targets)
    families = _families(first) & _families(again)
    lead = first.mentions[0].paragraph == 0
    around = bool(_told(first) and _told(again)) and not same and _same_places(first, again)
    bombers = first.type == again.type == "suicide-bombing"  # of whom few come on one day
    return where + toll + around + bombers + (len(days) > 1) + bool(named[0]) + bool(named[1]) + bool(families) + lead


def _hangs_on(governing: Event, event: Event) -> bool:
    """Whether a telling of an event hangs on one of the other: "after", "in response to"."""
    numbers = {m.number for m in governing.mentions}
    return any(m.governor in numbers and m.link in LINKS for m in event.mentions)


def _same_days(first: Event, again: Event, published: date | None) -> bool:
    if first.when and again.when:
        return first.when.overlaps(again.when)
    dated = first.when or again.when
    if first.when is None and "abduction" in _families(first) & _families(again):
        return True  # "the students whom gunmen had kidnapped are free", and below it when they were
    return dated is None or published is None or published - dated.end_day <= LATELY


def _same_places(first: Event, again: Event) -> bool:
    """Whether a place is common to both, or all that one tells lies in what the other does."""
    return bool(_shared_places(first, again)) or _around(first, again) or _around(again, first)


def _told(event: Event) -> tuple[Place, ...]:
    """Its places, but for those that other sentences name."""
    return tuple(p for p in event.places if p.rule not in ELSEWHERE)


def _shared_places(first: Event, again: Event) -> list[Place]:
    keys = {p.key for p in _told(again)}
    return [p for p in _told(first) if p.key in keys and p.precision != "country"]


def _around(wide: Event, inner: Event) -> bool:
    """Whether the places of one lie in an area that the other tells; a country beside another place says nothing."""
    alone = len({p.key for p in _told(wide)}) == 1 and "demo" not in _families(wide)  # people march in many towns
    areas = [p for p in _told(wide) if p.precision in WIDE and (alone or p.precision != "country")]
    return any(contains(area, place) or (alone and _road_in(area, place)) for area in areas for place in _told(inner))


def _road_in(area: Place, place: Place) -> bool:
    """Whether a road can lie in an area: nobody says that it is elsewhere."""
    return place.rule == "PLACE-ROAD" and (not place.country or place.country == area.country)


def _same_doers(first: Event, again: Event) -> bool:
    """Whether who acts, as far as the words tell it, can be the same; in a fight both sides act."""
    doers, others = ([a for a in event.initiators if a.basis == "explicit"] for event in (first, again))
    if not doers or not others or _any_same(doers, others):
        return True
    fight = "ground" in _families(first) & _families(again)
    return fight and (_any_same(doers, again.targets) or _any_same(first.targets, others))


def _any_same(some: Sequence[Actor], others: Sequence[Actor]) -> bool:
    return any(same_side(one, other) for one in some for other in others)


def _same_kinds(first: Event, again: Event) -> bool:
    """Whether the kinds are the same, or one of them is open; the same victims make up for kinds that only go together."""
    families, others = _families(first), _families(again)
    alike = bool(families & others) or "open" in families | others or bool(_counts(first) & _counts(again))
    destroyed = {"disrupted", "downed"} & (families | others)  # what was shot down is no part of what hit
    return alike and not destroyed and any(compatible(a, b) for a in families for b in others)


def _same_tolls(first: Event, again: Event) -> bool:
    """Whether the figures can be of the same victims; those of a protest that tells no day are of any."""
    if any(t.victims.lower().startswith("another") for t in again.tolls):
        return False
    counts, others = _counts(first), _counts(again)
    shared = counts & others
    if not shared:
        undated = "demo" in _families(first) and first.when is not None and again.when is None
        both = _measures(first) & _measures(again)
        return not undated and (not both or _by_others(first, again, both))
    dead, again_dead = (max((n for measure, n in some if measure == "killed"), default=0) for some in (counts, others))
    return not dead or again_dead <= dead  # "one was killed", and four elsewhere


def _claimed_again(first: Event, again: Event) -> bool:
    """ "The rebels, meanwhile, said they had killed 25 soldiers", behind those whom they had killed "in a separate battle"."""
    same = _same_victims(first, again) > 1 and bool(_names(first.initiators) & _names(again.initiators))
    return same and "other" in first.mentions[0].flags


def _measures(event: Event) -> set[str]:
    """What is counted, by figures: "several children" can be of any."""
    return {t.measure for t in event.tolls if t.number.best}


def _by_others(first: Event, again: Event, measures: set[str]) -> bool:
    """Whether other figures are those of others: one source counts six dead, another seven."""
    some, others = ([t.claimant for t in event.tolls if t.measure in measures] for event in (first, again))
    return all(some) and all(others) and not set(some) & set(others)


def _same_victims(first: Event, again: Event) -> int:
    """How much the figures say that the victims are the same: one or two are often counted, so only if no other figure is."""
    shared = _counts(first) & _counts(again)
    if len(shared) > 1 or any(count >= TELLING_TOLL for _, count in shared):
        return 2
    return sum(count == max(n for other, n in _counts(first) if other == measure) for measure, count in shared)


def _families(event: Event) -> set[str]:
    found = {kind_family(m) for m in event.mentions}
    if any(t.type == "abduction" for m in event.mentions for t in m.triggers):
        found.add("abduction")  # "raided the school and kidnapped 136 students"
    if "arrest" in found and family(event.type) == "demo":
        found.add("demo")  # "180 people were detained as they blocked a street", behind "thousands marched"
    return found - {"open"} or found


def _counts(event: Event) -> set[tuple[str, int]]:
    return counted(event.tolls)


def _names(actors: Sequence[Actor]) -> set[str]:
    """Who they are, whether or not their country is told: "Civilians (Mali)", "Civilians"."""
    return {actor.name.partition(" (")[0] for actor in actors}
