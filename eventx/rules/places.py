"""Rules 2xx: places. Knows points and their precision; doesn't know where countries lie."""

from __future__ import annotations

from collections.abc import Iterator

from eventx.report import Record, Severity
from eventx.rules.rule import Breach, Rule

# Precisions that name a spot of at most some kilometres; a point rounded to whole degrees is up to 78 km off.
_NARROW = ("exact", "settlement", "near-settlement")
# A radius larger than this, in metres, contradicts the precision.
_WIDEST = {"exact": 5_000.0, "settlement": 50_000.0, "near-settlement": 60_000.0}


def _null_island(record: Record) -> Iterator[Breach]:
    point = record["place"].get("point")
    if point and point["lat"] == 0 and point["lon"] == 0:
        yield Breach("/place/point", "the point is 0, 0, in the sea off Ghana", "0, 0")


def _whole_degrees(record: Record) -> Iterator[Breach]:
    place = record["place"]
    point = place.get("point")
    if (
        point
        and place.get("precision") in _NARROW
        and point["lat"] % 1 == 0
        and point["lon"] % 1 == 0
        and (point["lat"] or point["lon"])
    ):
        words = f"precision {place['precision']!r}, but the point {point['lat']:g}, {point['lon']:g} is in whole degrees"
        yield Breach("/place/precision", words, place["precision"])


def _wide_radius(record: Record) -> Iterator[Breach]:
    place = record["place"]
    widest = _WIDEST.get(place.get("precision", ""))
    if widest is not None and place.get("radius_m", 0) > widest:
        km = place["radius_m"] / 1000
        yield Breach("/place/radius_m", f"precision {place['precision']!r}, but a radius of {km:g} km", str(place["radius_m"]))


def _country_as_spot(record: Record) -> Iterator[Breach]:
    place = record["place"]
    if place.get("precision") in ("country", "international") and ("admin1" in place or "admin2" in place):
        words = f"precision {place['precision']!r}, but the unit {place.get('admin1', place.get('admin2'))!r} is known"
        yield Breach("/place/precision", words, place["precision"])


RULES = (
    Rule(
        "EVX201", Severity.ERROR, "A point is not 0, 0",
        "Programs write 0, 0 where they know no point; no conflict event lies there.",
        "Leave `point` away and say why in `gaps`.", "place", _null_island,
    ),
    Rule(
        "EVX202", Severity.WARNING, "A point is no more exact than its digits",
        "Whole degrees are a grid cell or a rounded value, up to 78 km off.",
        "Use the precision that fits, or the point as the source has it.", "place", _whole_degrees,
    ),
    Rule(
        "EVX203", Severity.WARNING, "The radius fits the precision",
        "A reader who filters by precision takes the point for a spot.",
        "State the coarser precision, or the radius that is meant.", "place", _wide_radius,
    ),
    Rule(
        "EVX204", Severity.NOTE, "A place known to a unit is not called known to the country",
        "The event would be left out of every map below the country.",
        "Use admin1 or admin2 as the precision, or say why the source doesn't.", "place", _country_as_spot,
    ),
)  # fmt: skip
