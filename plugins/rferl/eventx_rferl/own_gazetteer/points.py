"""Gives an event's place the point that the reader's own gazetteer has for its name, where only one place can be meant.

Knows that a name alone means little: the country must be told, and of several places of a name there the one that lies in the
province or near the town that the article names beside it. Where more than one is left, none is taken, and the record says so.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from eventx.earth import kilometres
from eventx_rferl import gazetteer
from eventx_rferl.gazetteer.precisions import TOWNS
from eventx_rferl.model import Event, Place
from eventx_rferl.own_gazetteer.file import OwnGazetteer, OwnPlace

KIND = {"settlement": "city", "near-settlement": "city", "admin2": "admin2"}
RADIUS_M = {"city": 2_000, "admin2": 30_000}
# How far, in kilometres, places of one name may lie apart and count as one: a village and its station.
ONE_PLACE = 5.0
# How far a village may lie from the town or the district that is named with it.
BESIDE = 60.0
# A province's radius reaches nine in ten of its towns; its edge lies that much farther out.
UNIT_EDGE = 1.3


def pointed(events: Iterable[Event], own: OwnGazetteer) -> tuple[Event, ...]:
    """The events, their places that have a name and no point with the point of the file."""
    return tuple(evolve(event, places=tuple(_pointed(place, event, own) for place in event.places)) for event in events)


def _pointed(place: Place, event: Event, own: OwnGazetteer) -> Place:
    kind = KIND.get(place.precision)
    if kind is None or place.lat is not None or place.country is None:
        return place
    found = _in_unit(own.meanings(gazetteer.parse(place.name).name, kind, place.country), place)
    near = [p for m in event.mentions for p in (*m.places, *m.context) if p.country == place.country]
    for chosen in (found, _beside(found, near)):
        if chosen and _one_place(chosen):
            first = chosen[0]
            return evolve(
                place,
                lat=round(first.lat, 4),
                lon=round(first.lon, 4),
                radius_m=RADIUS_M[kind],
                gazetteer_id=first.id,
                gazetteer_source=own.file,
            )
    if not found:
        return place
    return evolve(place, pointless=f"{own.file} has {len(found)} places of that name there, and the article doesn't say which")


def _one_place(found: tuple[OwnPlace, ...]) -> bool:
    first = found[0]
    return all(kilometres(first.lat, first.lon, other.lat, other.lon) <= ONE_PLACE for other in found[1:])


def _in_unit(found: tuple[OwnPlace, ...], place: Place) -> tuple[OwnPlace, ...]:
    """Those within reach of the province that the place lies in; all of them if none is told, or if none has a point."""
    units = gazetteer.lookup(place.admin1, countries=(place.country or "",), kinds=("admin1",)) if place.admin1 else ()
    unit = next((one for one in units if one.country == place.country), None)
    if unit is None or unit.lat is None or unit.lon is None or unit.radius_m is None:
        return found
    reach = UNIT_EDGE * unit.radius_m / 1000
    return tuple(one for one in found if kilometres(unit.lat, unit.lon, one.lat, one.lon) <= reach)


def _beside(found: tuple[OwnPlace, ...], near: list[Place]) -> tuple[OwnPlace, ...]:
    """Those near a town or district that the same event's sentences name."""
    points = [(p.lat, p.lon) for p in near if p.precision in TOWNS and p.lat is not None and p.lon is not None]
    return tuple(one for one in found if any(kilometres(lat, lon, one.lat, one.lon) <= BESIDE for lat, lon in points))
