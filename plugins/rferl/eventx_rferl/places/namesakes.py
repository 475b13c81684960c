"""Holds a town's point against the place that its sentence names right behind it: "Stepove, north of Avdiyivka".

Knows that many villages share a name. Takes the namesake that lies where the words say; if the gazetteer holds none there, the
name keeps no point, for a point hundreds of kilometres away is worse than none. Doesn't choose between towns of which nothing
is said.
"""

from __future__ import annotations

from itertools import pairwise

from eventx.earth import kilometres
from eventx_rferl import gazetteer
from eventx_rferl.gazetteer.precisions import SETTLEMENTS, TOWNS
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Place
from eventx_rferl.places.geo import standing_at, without_point

BESIDE = wording(
    r"^,? (?:just |some |about )?(?:(?:\d+|a few|several) (?:kilometers|kilometres|km|miles) )?(?:(?:to the )?(?:north|south)?-?"
    r"(?:north|south|east|west)(?:ern)? of|near|outside|not far from|close to|in) (?:the )?(?:[a-z-]+ ){0,3}(?:of )?$"
)
# How far, in kilometres, a place may lie from the point of what is named beside it.
REACH = {**dict.fromkeys(TOWNS, 120.0), "admin1": 350.0}


def in_their_place(text: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places of a sentence in order, each town with a point that fits the place named behind it, or with none."""
    places = tuple(p for p in places if p.precision != "country" or not A_QUARTER.match(text, p.end))
    return (*(_fitted(text, one, other) for one, other in pairwise(places)), *places[-1:])


# "In the Nigeria quarter of Guayaquil": no country.
A_QUARTER = wording(r" (?:quarter|neighborhood|neighbourhood|suburb|barrio|slum|street|avenue)\b")
# "In El Alto, Bolivia, troops ...": the country the town lies in; not "In Donetsk, Russia said".
LAND_BEHIND = wording(r"(?:[,.;]| on | when | where | after | in | at | during | late | early | overnight )")
A_TOWN = wording(r"\b(?:[Ii]n|[Nn]ear|[Aa]t|[Oo]utside|of|from|to|into|around) $")


def _fitted(text: str, place: Place, other: Place) -> Place:
    between = text[place.end : other.start]
    if between == ", " and other.precision == "country" and place.country != other.country:
        told = LAND_BEHIND.match(text, other.end) and A_TOWN.search(text[max(0, place.start - 12) : place.start])
        return _in_country(place, other) if told else place
    return _beside(place, other) if BESIDE.search(between) else place


def _in_country(place: Place, land: Place) -> Place:
    """The namesake in that country, if the gazetteer holds one."""
    if place.precision not in SETTLEMENTS or not land.country:
        return place
    found = gazetteer.lookup(place.name, countries=(land.country,), kinds=("city",))
    same = next((one for one in found if one.country == land.country and one.lat is not None), None)
    if same is not None:
        return standing_at(place, same)
    return without_point(place, land.country)


def _beside(place: Place, other: Place) -> Place:
    reach = REACH.get(other.precision)
    if reach is None or place.precision not in SETTLEMENTS or other.lat is None or other.lon is None:
        return place
    if place.lat is None or place.lon is None:
        return place
    abroad = other.precision == "admin1" and other.country is not None and place.country != other.country
    if not abroad and kilometres(place.lat, place.lon, other.lat, other.lon) <= reach:
        return place
    countries = (other.country,) if other.country else ()
    for found in gazetteer.lookup(place.name, countries=countries, kinds=("city",), near=(other.lat, other.lon)):
        if found.lat is not None and found.lon is not None and kilometres(found.lat, found.lon, other.lat, other.lon) <= reach:
            return standing_at(place, found)
    return without_point(place, other.country)
