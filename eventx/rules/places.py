"""Rules 2xx: places. Knows points and their precision; where countries lie :mod:`eventx.earth.borders` knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import Any

from eventx.earth.borders import countries_at, countries_in, shaped
from eventx.json_pointers import has_gap
from eventx.report import Record, Severity
from eventx.rules.rule import Breach, Rule

# Precisions that name a spot of at most some kilometres; a point rounded to whole degrees is up to 78 km off.
_NARROW = frozenset(("exact", "settlement", "near-settlement"))
# A radius larger than this, in metres, contradicts the precision.
_WIDEST = {"exact": 5_000.0, "settlement": 50_000.0, "near-settlement": 60_000.0}
# A radius smaller than this, in metres, contradicts the precision.
_NARROWEST = {"admin1": 1_000.0, "region": 1_000.0, "country": 5_000.0}
_FINEST = 8  # decimals: a millimetre


def _null_island(record: Record) -> Iterable[Breach]:
    point = record["place"].get("point")
    if point is None or point["lat"] or point["lon"]:
        return ()
    return (Breach("/place/point", "the point is 0, 0, in the sea off Ghana", "0, 0"),)


def _fewer_digits_than_precision(record: Record) -> Iterable[Breach]:
    place = record["place"]
    point = place.get("point")
    if point is None or place.get("precision") not in _NARROW:
        return ()
    lat, lon = point["lat"], point["lon"]
    if not (lat or lon):
        return ()  # EVX201
    if lat % 1 == 0 and lon % 1 == 0:
        words = f"precision '{place['precision']}', but the point {lat:g}, {lon:g} is in whole degrees"
    elif place["precision"] == "exact" and round(lat, 1) == lat and round(lon, 1) == lon:
        words = f"precision 'exact', but the point {lat:g}, {lon:g} is in tenths of a degree"
    else:
        return ()
    return (Breach("/place/precision", words, place["precision"]),)


def _radius_and_precision(record: Record) -> Iterable[Breach]:
    place = record["place"]
    radius = place.get("radius_m")
    if radius is None:
        return ()
    precision = place.get("precision", "")
    widest, narrowest = _WIDEST.get(precision), _NARROWEST.get(precision)
    if (widest is None or radius <= widest) and (narrowest is None or radius >= narrowest):
        return ()
    return (Breach("/place/radius_m", f"precision '{precision}', but a radius of {radius / 1000:g} km", f"{radius:g}"),)


def _country_as_spot(record: Record) -> Iterable[Breach]:
    place = record["place"]
    if place.get("precision") not in ("country", "international") or not ("admin1" in place or "admin2" in place):
        return ()
    words = f"precision '{place['precision']}', but the unit {place.get('admin1', place.get('admin2'))!r} is known"
    return (Breach("/place/precision", words, place["precision"]),)


def _precision_of_nothing(record: Record) -> Iterable[Breach]:
    place = record["place"]
    if "precision" not in place or len(place) > 1 or has_gap(record, "/place/point") or has_gap(record, "/place/name"):
        return ()
    return (Breach("/place", f"the place is a precision alone, '{place['precision']}'", place["precision"]),)


def _more_digits_than_sense(record: Record) -> Iterable[Breach]:
    point = record["place"].get("point")
    if point is None:
        return ()
    lat, lon = point["lat"], point["lon"]
    if round(lat, _FINEST) == lat and round(lon, _FINEST) == lon:
        return ()
    return (Breach("/place/point", f"the point {lat}, {lon} has more than {_FINEST} decimals", f"{lat}, {lon}"),)


Codes = tuple[tuple[str, str], ...]
_ELSEWHERE, _SWAPPED, _SIGN = "EVX208", "EVX209", "EVX210"
OF_COUNTRIES = frozenset((_ELSEWHERE, _SWAPPED, _SIGN))
"""The rules that :func:`lies_in_cell` answers for."""


def lies_in_cell(place: Mapping[str, Any], cell: int) -> bool:
    """Whether the points of a cell (:func:`eventx.earth.borders.cell_of`) can lie in the country that a place names; true if that
    can't be told."""
    wanted = {shaped(system, code) for system, code in codes_of(place)} - {None}
    return not wanted or not wanted.isdisjoint(countries_in(cell))


def codes_of(place: Mapping[str, Any]) -> Codes:
    """The codes of the country that a place names, all that :func:`lies_in_cell` looks at; none if it need lie in no country."""
    if "country" not in place or place.get("precision") == "international":
        return ()
    return tuple([(one["system"], one["code"]) for one in place["country"].get("codes", ())])


@lru_cache(maxsize=4096)
def _astray(lat: float, lon: float, codes: Codes) -> tuple[str, str] | None:
    """Which rule a point breaks that can't lie in its country, and in which words."""
    wanted = {shaped(system, code) for system, code in codes} - {None}
    here = countries_at(lat, lon)
    if not wanted or not wanted.isdisjoint(here) or not (lat or lon):  # EVX201
        return None
    name = _named(code for code in wanted if code)
    lies = f"in or near {_named(here)}" if here else "far out at sea"
    if abs(lon) <= 90 and not wanted.isdisjoint(countries_at(lon, lat)):
        return _SWAPPED, f"the point {lat:.15g}, {lon:.15g} lies {lies}; with latitude and longitude exchanged it lies in {name}"
    for number, other in enumerate(((-lat, lon), (lat, -lon), (-lat, -lon))):
        if not wanted.isdisjoint(countries_at(*other)):
            which = ("the latitude's sign", "the longitude's sign", "both signs")[number]
            return _SIGN, f"the point {lat:.15g}, {lon:.15g} lies {lies}; with {which} turned round it lies in {name}"
    return _ELSEWHERE, f"the point {lat:.15g}, {lon:.15g} lies {lies}, not in {name}"


def _named(codes: Iterable[str]) -> str:
    from eventx.vocabulary import countries

    known = [country for code in codes if (country := countries().get(code))]
    found = sorted(country.name for country in [one for one in known if not one.until] or known)
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    return ", ".join(found[:3]) + more


def _breaks(record: Record, *, rule: str) -> Iterable[Breach]:
    place = record["place"]
    point = place.get("point")
    if point is None or not (codes := codes_of(place)):
        return ()
    lat, lon = point["lat"], point["lon"]
    found = _astray(lat, lon, codes)
    return () if found is None or found[0] != rule else (Breach("/place/point", found[1], f"{lat}, {lon}"),)


RULES = (
    Rule(
        "EVX201", Severity.ERROR, "A point is not 0, 0",
        "Programs write 0, 0 where they know no point; no conflict event lies there.",
        "Leave `point` away and say why in `gaps`.", "place", _null_island,
    ),
    Rule(
        "EVX202", Severity.WARNING, "A point is no more exact than its digits",
        "Whole degrees are a grid cell or a rounded value, up to 78 km off; tenths are up to 8 km off.",
        "Use the precision that fits, or the point as the source has it.", "place", _fewer_digits_than_precision,
    ),
    Rule(
        "EVX203", Severity.WARNING, "The radius fits the precision",
        "A reader who filters by precision takes the point for a spot.",
        "State the precision that fits, or the radius that is meant.", "place", _radius_and_precision,
    ),
    Rule(
        "EVX204", Severity.NOTE, "A place known to a unit is not called known to the country",
        "The event would be left out of every map below the country.",
        "Use admin1 or admin2 as the precision, or say why the source doesn't.", "place", _country_as_spot,
    ),
    Rule(
        "EVX206", Severity.WARNING, "A precision is the precision of something",
        "A precision without a name, a unit or a point places the event nowhere.",
        "Add what it is the precision of, leave the place away, or say in `gaps` that it is withheld.",
        "place", _precision_of_nothing, reads=("place", "gaps"),
    ),
    Rule(
        "EVX207", Severity.NOTE, "A point has no more digits than anybody can know",
        "Digits below a millimetre are left over from a computation; equal places then differ.",
        "Round to 6 decimals, a tenth of a metre.", "place", _more_digits_than_sense,
    ),
    Rule(
        _ELSEWHERE, Severity.WARNING, "A point lies in its country",
        "A map shows the event in one country, a table counts it for another. Some 27 km beyond a border and 370 km off a coast "
        "are let pass, and where states disagree, each of their codes.",
        "Correct the point or the country; for waters or airspace of no country use the precision 'international'.",
        "place", partial(_breaks, rule=_ELSEWHERE),
    ),
    Rule(
        _SWAPPED, Severity.WARNING, "Latitude and longitude are not exchanged",
        "Both are legal, and the event is thousands of kilometres off.",
        "Exchange the two; if all points of a file are so, its columns were named the wrong way round.",
        "place", partial(_breaks, rule=_SWAPPED),
    ),
    Rule(
        _SIGN, Severity.WARNING, "Latitude and longitude have their signs",
        "A lost minus moves an event to another hemisphere: south is negative, and so is west.",
        "Set the sign; look for a column of N, S, E or W that was left out.", "place", partial(_breaks, rule=_SIGN),
    ),
)  # fmt: skip
