"""Where a telling happened: which of its sentence's places are its own, and the areas named around them.

Knows towns named only by an office or a distance, quarters of towns, and lists. Doesn't find places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import evolve

from eventx_rferl.actors.agency import Found
from eventx_rferl.gazetteer.precisions import SETTLEMENTS
from eventx_rferl.language.titles import LEADERS, titles
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Claim, Clause, Place
from eventx_rferl.places.areas import contains
from eventx_rferl.places.sites import CITY_PART
from eventx_rferl.tellings.ownership import nearest, within

APART = wording(
    r"\bbetween (?:the )?(?:[\w-]+ )?(?:\w+ of )?$|"
    r"\b(?:kilometers|kilometres|km|miles)(?: [\w-]+){0,3} (?:from|of)"
    r"(?: the)?(?: \w+ of| (?:[\w’'-]+ )?(?:capital|city|town|seat),?(?: of)?)? $|"
    r"\b(?:city|town|village|hamlet|camp|place) (?:just |far )?(?:to the )?(?:north|south)?-?(?:east|west|north|south) of "
    r"(?:the )?(?:\w+ of )?$"
)
APPOSED = wording(r", (?:an?|the) [^,;]{3,80}(?:, [^,;]{3,40})?,? \w+ ?")
OFFICE = wording(rf"\b(?:{'|'.join(titles(*LEADERS, 'of_places'))}) of (?:the )?$")
CAME_FROM = wording(
    r"\b(?:flown|came|come|coming|arriv\w+|sent|brought|deployed|flew|travel\w+|rushed|reinforcements|fled|bused|airlifted|crossed)"
    r"(?: in| over)? from (?:the |nearby |neighboring )?$"
)


# "Intend to hold rallies in X": where nothing has happened yet.
PLANNED = wording(
    r"\b(?:intend|plan|vow|pledge|hope|prepare|promise|want|threaten)(?:s|d|ed|ing|ning|ned)? to (?:[\w’'-]+[, ]+){1,12}$"
)


def spots(
    text: str, found: Found, owned: tuple[int, ...], number: int, arms: frozenset[str]
) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """Where a telling happened, and the areas named around it."""
    # "X, the mayor of the town of Y, said": Y says who speaks.
    sayers = [(c.start, _speaks_until(text, found, c)) for c in found.claims]
    own = found.sentence.clauses[found.groups[number].clause]
    mine = [
        p for p in found.places if within(found, owned, number, p.start) and not (p.end <= own.start and _came(text, found, own))
    ]
    spoken = [p for p in mine if any(s <= p.start < e for s, e in sayers)]
    taken = any(t.type in ("abduction", "nonviolent-transfer", "territory-overtaken") for t in found.groups[number].triggers)
    named = [
        p
        for p in mine
        if (p.role == "location" or (taken and p.role == "origin" and not _whence(text, p)))
        and p not in spoken
        and nearest(found, number, p.start)
        and not planned_there(text, found.sentence.start, p, found.groups[number].head.start)
    ]
    named = _where(text, found, mine, own) or named
    if not named and arms & {"debris", "drone", "missile", "rocket", "shell", "air"}:
        named = [p for p in mine if p.role == "direction" and nearest(found, number, p.start)]
    if all(p.precision in ("country", "region") for p in named):
        named = _apart(text, found, mine) or named
    named = named or _seat(text, found, mine)
    homes = [p for p in mine if p.role == "home" and nearest(found, number, p.start)]
    if homes and all(p.precision in ("country", "region") for p in named):
        named = homes
    towns = [p for p in named if p.precision == "settlement" and p.gazetteer_id]
    if towns:  # a quarter of a town that is named: the town is the place
        named = [p for p in named if p in towns or not _quarter(text, p, towns)]
    if named and all(not p.gazetteer_id and part_of_town(text, p) for p in named):
        city = [p for p in mine if p.precision == "settlement" and p.gazetteer_id and p.role != "reference"]
        named = [evolve(city[0], role="location", basis="inferred")] if city else named
    inner = [p for p in named if not any(contains(p, q) for q in named)]
    roads = [p for p in named if p.rule == "PLACE-ROAD"]
    if roads and all(p.precision in ("country", "region", "line-or-area") for p in inner):
        inner = roads[:1]
    if any(p.precision != "line-or-area" for p in inner):
        inner = [p for p in inner if p.precision != "line-or-area"]
    unique = tuple({p.key: p for p in reversed(inner)}.values())[::-1]
    context = tuple(p for p in mine if p not in inner and p.role in ("context", "location", "agent", "reference")) + tuple(
        p for p in spoken if p.role in ("location", "context")
    )
    return tuple(_with_context(p, context) for p in unique), context


# "A 57-year-old doctor from X who was abducted": where somebody is from, not from where they were taken.
AGED = re.compile(r"\b\d+-year-old (?:[\w-]+ ){1,4}from (?:the )?$")
WHO_WAS = re.compile(r",? (?:who|whose)\b")


def _whence(text: str, place: Place) -> bool:
    """Whether people came from a place, rather than were driven or carried off from it."""
    before = text[max(0, place.start - 60) : place.start]
    return (
        CAME_FROM.search(before[-40:]) is not None
        or AGED.search(before) is not None
        or WHO_WAS.match(text, place.end) is not None
    )


def _speaks_until(text: str, found: Found, claim: Claim) -> int:
    """Where the words for a speaker end: "officials who had come from X", behind what they say, are told of no further."""
    if APPOSED.fullmatch(text, claim.end, claim.content_start):
        return claim.content_start
    told_of = claim.content_end <= claim.start and text.startswith((" who ", ", who "), claim.end)
    return found.sentence.end if told_of else claim.end


def planned_there(text: str, start: int, place: Place, head: int) -> bool:
    """Whether a place is one where somebody means to do something, and the telling's ``head`` stands before that."""
    plan = PLANNED.search(text, start, place.start)
    return plan is not None and head < plan.start()


CAME = re.compile(r"(?:The|This|That|Their|Its|It) [^.;,]{0,60}?\b(?:came|comes|happened|took place|followed) (?:[\w-]+ ){0,3}?$")


def _came(text: str, found: Found, clause: Clause) -> bool:
    """ "The hit on X came | two days after a missile left 11 dead in Y": X is where the other thing happened."""
    return clause.link in ("after", "before") and CAME.match(text[found.sentence.start : clause.start]) is not None


WHERE = re.compile(r"(?:, )?(?:where|which (?P<fell>(?:(?:has |had |have )?(?:fell|fallen)) (?:to|into))) ")
A_TOWN_BY = re.compile(r", an? (?:[\w-]+ ){0,3}(?:town|village|city|hamlet|suburb|settlement|place)\b[^,;.]{0,60}")


def _where(text: str, found: Found, mine: list[Place], own: Clause) -> list[Place]:
    """ "With X, where attackers fell upon families", "X, which fell to them": where a clause begins by saying it is."""
    begins = WHERE.match(text, own.start) if own.link == "which" else None
    fell = begins is not None and begins["fell"] is not None
    if begins is None or (not fell and any(own.start <= p.start < own.end for p in mine)):
        return []
    before = [
        p
        for p in found.places
        if 0 < own.start - p.end <= len(", ") and p.precision in SETTLEMENTS and (fell or p.role != "context")
    ]
    if before and before[-1].role == "reference" and not fell:  # "X, a town near Y, where": in X
        beside = [p for p in found.places if p.role == "location" and p.precision in SETTLEMENTS and p.end < before[-1].start]
        before = [p for p in beside[-1:] if A_TOWN_BY.fullmatch(text, p.end, before[-1].start)] or before
    return [evolve(p, role="location") for p in before]


def _apart(text: str, found: Found, mine: list[Place]) -> list[Place]:
    """ "On the road between A and B", "20 kilometers from A": near the first of them, if nothing more precise is told."""
    start = found.sentence.start
    near = [
        p
        for p in mine
        if p.role == "reference" and p.precision in SETTLEMENTS and APART.search(text[max(start, p.start - 60) : p.start])
    ]
    return [evolve(near[0], role="location", precision="near-settlement", basis="inferred")] if near else []


def _seat(text: str, found: Found, mine: list[Place]) -> list[Place]:
    """ "The mayor of Melitopol", "the Herat police chief": a town named only by its office, if no other place is told."""
    start = found.sentence.start
    return [
        evolve(p, role="location", basis="inferred")
        for p in mine
        if p.role in ("context", "agent")
        and p.precision == "settlement"
        and p.gazetteer_id
        and OFFICE.search(text[max(start, p.start - 40) : p.start])
    ][:1]


def _quarter(text: str, place: Place, towns: list[Place]) -> bool:
    """Whether a place is a part of one of these towns: "the Karrada district" told with "in Baghdad"."""
    return part_of_town(text, place) and any(place.country is None or place.country == town.country for town in towns)


def part_of_town(text: str, place: Place) -> bool:
    """Whether a name is a quarter's, by its own words or those around it."""
    part = (
        place.precision == "admin2" and re.search(r"\b(?:district|quarter|neighborhood|ward|township)\b", place.name) is not None
    )
    part = part or CITY_PART.search(text[max(0, place.start - 30) : place.start]) is not None
    return part or re.match(r" (?:neighborhood|quarter|suburb|district)\b", text[place.end : place.end + 14]) is not None


def _is_country(place: Place) -> bool:
    return place.precision == "country"


def _with_context(place: Place, context: Iterable[Place]) -> Place:
    """A place the gazetteer doesn't hold takes country and first-level area from what is named around it."""
    if place.gazetteer_id:
        return place
    country = place.country
    admin1 = place.admin1
    for around in sorted(context, key=_is_country):  # "Iran's army hit the village of X in Anbar Province"
        country = country or (around.country if around.role != "agent" else None)
        if around.precision == "admin1" and not admin1:
            admin1 = around.admin1 or around.name
    return evolve(place, country=country, admin1=admin1, basis="inferred" if country and not place.country else place.basis)
