"""The texts of a record that people read and join tables by, gathered once for all rules about them."""

from __future__ import annotations

from collections.abc import Sequence

from eventx.report import Record
from eventx.rules.rule import Name

NOTES = "/notes"
OF_PLACES = ("name", "admin1", "admin2", "admin3")


def pointer_of(name: Name) -> str:
    """The JSON Pointer to the text."""
    return name[0].format(name[1])


def names_of(record: Record) -> Sequence[Name]:
    """The names of place, country, actors, their associates and sources, and the notes."""
    found: list[Name] = []
    if "notes" in record:
        found.append((NOTES, 0, record["notes"]))
    place = record.get("place")
    if place is not None:
        for member in OF_PLACES:
            if member in place:
                found.append(("/place/" + member, 0, place[member]))
        country = place.get("country")
        if country is not None and "name" in country:
            found.append(("/place/country/name", 0, country["name"]))
    for index, actor in enumerate(record.get("actors", ())):
        if "name" in actor:
            found.append(("/actors/{}/name", index, actor["name"]))
        if "associates" in actor:
            found += [(f"/actors/{index}/associates/{{}}", number, name) for number, name in enumerate(actor["associates"])]
    for index, source in enumerate(record.get("sources", ())):
        if "name" in source:
            found.append(("/sources/{}/name", index, source["name"]))
    return found
