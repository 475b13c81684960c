"""Looks for a place inside the region or district named beside it: "Arkhangelskoye in the Donetsk region", "Moscow, Idaho".

Knows the ways to say that one place lies in another, and the units that are states of the United States. Where the gazetteer
holds no place of that name in the unit, the name keeps no point. Doesn't find places.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx.earth import kilometres
from eventx_rferl import gazetteer
from eventx_rferl.gazetteer import Candidate
from eventx_rferl.gazetteer.names import folded
from eventx_rferl.gazetteer.precisions import SETTLEMENTS
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Place
from eventx_rferl.places.geo import standing_at, without_point

UNITS = frozenset({"admin1", "admin2"})
CLASS = r"(?:states?|provinces?|regions?|districts?|oblasts?|counties|county|governorates?|departments?|prefectures?)"
# Between a place and the unit it lies in: "in the", ", in Russia's", ", ", "in the Indian state of".
INSIDE = wording(
    r"(?: (?:village|town|city|area|community|camp|hamlet|settlement))?"
    rf",? in (?:the )?(?:[A-Z][\w’'-]+ )?(?:[a-z-]+ )*?(?:(?:[A-Z]\w+|the country)['’]s )?(?:[a-z-]+ )*?(?:{CLASS} of )?"
    r"|, (?:the )?(?:[A-Z]\w+['’]s )?"
)
# Behind a district, before the province it is of; " district" may be a part of its name: "the Barmal district of Paktika".
DISTRICT_OF = wording(r"(?: (?:district|county|municipality))? of (?:the )?")
# Between a unit and a place in it: "the Belgorod region village of", "Akhalgori district's village of".
OF_IT = wording(
    rf"(?: {CLASS})?(?:['’]s)? (?:[a-z-]+ )?(?:village|town|city|hamlet|settlement|township|municipality) of (?:the )?"
)
# "Chhattisgarh's Narayanpur district", "Chhattisgarh's restive Sukma district".
ITS = wording(r"['’]s (?:[a-z-]+ ){0,2}")
LISTED = wording(r", and |, | and ")
# What is told behind the unit of ", Idaho": the sentence goes on, it isn't one more town of a list.
ENDED = re.compile(r"(?:[,.;]|\s+(?:on|when|where|after|in|at|during|late|early|overnight|and (?!in\b))\b|$)")
CALLED = re.compile(rf" {CLASS}\b", re.IGNORECASE)
# "On Lower and Upper Beyla villages in Sirnan district": both of them.
VILLAGES = re.compile(r"\b(?:villages|towns|hamlets|townships|settlements|communities)\b")
CLOSE = 80.0
REACH = {"admin1": 160.0, "admin2": 60.0}


def in_their_units(text: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places of a sentence in order; one that is told to lie in a unit has the point of its namesake there, or none."""
    found = list(places)
    if len(found) > 1 and found[0].precision in UNITS and _opens(text, found[0]):
        found[1:] = [_inside(p, found[0], sure=False) if _smaller(p, found[0]) else p for p in found[1:]]
    for at in range(len(found) - 1, -1, -1):
        told = _unit_behind(text, found, at) or _unit_before(text, found, at)
        if told is not None:
            found[told[0]] = told[1]
            found[at] = _inside(found[at], told[1], sure=True)
        elif at + 1 < len(found) and LISTED.fullmatch(text[found[at].end : found[at + 1].start]):
            unit = _unit_behind(text, found, at + 1)
            if unit is not None and found[at + 1].precision in SETTLEMENTS:
                both = VILLAGES.search(text, found[at + 1].start, unit[1].start) is not None
                found[at] = _inside(found[at], unit[1], sure=both)
    return tuple(found)


# "In the Hiran region, troops retook the village of ...": all that follows lies in it.
OPENS_IN = wording(
    r"(?:^|\n|[.!?:][”\"]? |(?:--|—|–) )(?:\w+,? ){0,3}?(?:[Ii]n|[Aa]cross|[Ii]nside) (?:the )?(?:[\w’'-]+ ){0,3}(?:of )?$"
)
OPENED = re.compile(rf"(?: {CLASS})?,", re.IGNORECASE)


def _opens(text: str, unit: Place) -> bool:
    """Whether a sentence opens with the unit in which it happened."""
    before = text[max(0, unit.start - 60) : unit.start]
    return OPENED.match(text, unit.end) is not None and OPENS_IN.search(before) is not None


def _smaller(place: Place, unit: Place) -> bool:
    """Whether a place may lie in a unit, by what it is."""
    inside = SETTLEMENTS if unit.precision == "admin2" else SETTLEMENTS | {"admin2"}
    return place.role == "location" and place.precision in inside


def _unit_behind(text: str, places: list[Place], at: int) -> tuple[int, Place] | None:
    """The unit named behind a place as what it lies in, and its number."""
    for number in range(at + 1, min(at + 3, len(places))):
        between = text[places[at].end : places[number].start]
        match = INSIDE.fullmatch(between) or (places[at].precision == "admin2" and DISTRICT_OF.fullmatch(between))
        if not match or ";" in between:
            continue
        unit = places[number]
        if between == ", " and not CALLED.match(text, unit.end):
            apart = unit.country in ("USA", None) or unit.country != places[at].country
            state = _state(unit) if apart and ENDED.match(text, unit.end) else None
            return (number, state) if state is not None and _listed_once(text, places, at, number) else None
        if unit.precision in UNITS and unit.country:
            return number, unit
    return None


def _listed_once(text: str, places: list[Place], at: int, number: int) -> bool:
    """Whether a place and a state's name stand alone, not in a list of towns."""
    before = at > 0 and LISTED.fullmatch(text[places[at - 1].end : places[at].start]) is not None
    return not before or _state(places[at - 1]) is not None or number + 1 >= len(places)


def _unit_before(text: str, places: list[Place], at: int) -> tuple[int, Place] | None:
    """The unit named before a place: "the Belgorod region village of Ivanovka"."""
    if at == 0 or places[at - 1].precision not in UNITS or not places[at - 1].country:
        return None
    between = text[places[at - 1].end : places[at].start]
    return (at - 1, places[at - 1]) if OF_IT.fullmatch(between) or ITS.fullmatch(between) else None


def _state(place: Place) -> Place | None:
    """The American state of that name, which stands behind a town's and a comma."""
    if place.precision == "country":
        return None  # "Tbilisi, Georgia"
    found = next((c for c in gazetteer.lookup(place.name, countries=("USA",), kinds=("admin1",)) if c.country == "USA"), None)
    if found is None or folded(found.name) != folded(place.name):
        return None
    return evolve(standing_at(place, found), precision="admin1", admin1=found.admin1 or found.name, role="context")


def _inside(place: Place, unit: Place, *, sure: bool) -> Place:
    """The place with the point of its namesake in the unit; with none if there is none and the words are ``sure``."""
    if place.precision not in SETTLEMENTS | UNITS or place.key == unit.key or place.country is None:
        return place
    if place.precision == "admin1" or (place.precision == "admin2" and unit.precision == "admin2"):
        place = evolve(place, precision="settlement", lat=None, lon=None)
    if _fits(place.country, place.admin1, place.lat, place.lon, unit):
        return place
    centre = (unit.lat, unit.lon) if unit.lat is not None and unit.lon is not None else None
    kinds = ("admin2", "city") if place.precision == "admin2" else ("city",)
    name = CALLED.sub("", place.name)
    named = gazetteer.lookup(name, countries=(unit.country or "",), kinds=kinds, near=centre)
    for one in sorted(named, key=lambda found: folded(found.name) != folded(name)):  # other names of a place last
        if one.lat is not None and _fits(one.country, one.admin1, one.lat, one.lon, unit):
            return standing_at(place, one)
    if not sure or _near(place, unit):
        return place
    return without_point(place, unit.country, unit.admin1 or (unit.name if unit.precision == "admin1" else None))


def _near(place: Place, unit: Place) -> bool:
    """Whether a place lies so near the middle of a unit that it may be in it, whatever its unit is called elsewhere."""
    if place.country != unit.country or place.lat is None or place.lon is None or unit.lat is None or unit.lon is None:
        return False
    return kilometres(place.lat, place.lon, unit.lat, unit.lon) <= CLOSE


def _fits(country: str | None, admin1: str | None, lat: float | None, lon: float | None, unit: Place) -> bool:
    """Whether a point can lie in a unit: by the unit's name, else by how far it is from its middle."""
    if country != unit.country or lat is None or lon is None:
        return False
    mine = folded(unit.admin1 or unit.name)
    if unit.precision == "admin1" and admin1 and mine:
        return folded(admin1)[:5] == mine[:5]
    if unit.lat is None or unit.lon is None:
        return not admin1 or not unit.admin1 or folded(admin1)[:5] == mine[:5]
    return kilometres(lat, lon, unit.lat, unit.lon) <= REACH[unit.precision]


def unit_around(hit: Candidate, name: str, town: Place | None) -> Candidate:
    """The province of that name in which the town before lies: "Montelíbano in Córdoba"."""
    if hit.kind != "city" or town is None or not town.admin1:
        return hit
    units = gazetteer.lookup(name, countries=(hit.country,), kinds=("admin1",))
    return next((one for one in units if folded(one.name) == folded(town.admin1 or "")), hit)
