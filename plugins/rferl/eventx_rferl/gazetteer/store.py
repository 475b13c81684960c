"""Reads the gazetteer's data file. Knows its layout, not what a name means.

Layout: the line ``eventx-gazetteer 1``, a line of JSON (facts about the file and, per section, the lengths of its blocks), then
the blocks. A block is text, deflated on its own, so that a look-up inflates two blocks of some hundred lines and never the whole
file. Section ``names``: lines ``key TAB places``, sorted by key; a place is its number in base 36, with ``*`` in front if the key
is its main name. Section ``places``: one line a place, by number, fields as in ``FIELDS``. An empty field is absent.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from attrs import frozen

FILE = "gazetteer.bin"
MAGIC = b"eventx-gazetteer 1\n"
FIELDS = ("kind", "name", "country", "admin1", "lat", "lon", "radius", "population", "id", "source")
PLACES_PER_BLOCK = 512


@frozen
class Place:
    """One line of the section ``places``. ``lat`` and ``lon`` in degrees, ``radius_m`` in metres."""

    name: str
    kind: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    radius_m: int | None
    population: int
    id: str
    source: str


@frozen
class Store:
    """The packed file and where its blocks begin."""

    facts: dict[str, str]
    first_keys: tuple[str, ...]
    names: tuple[bytes, ...]
    places: tuple[bytes, ...]
    countries: tuple[str, ...]
    units: tuple[str, ...]


@cache
def store() -> Store:
    """The shipped file, read once; from a zip as well as from a folder."""
    return opened((files("eventx_rferl.gazetteer") / "data" / FILE).read_bytes())


def opened(content: bytes) -> Store:
    """The store in these bytes."""
    if not content.startswith(MAGIC):
        raise ValueError(f"{FILE}: this is no gazetteer of layout 1; install eventx again, or run scripts/build_gazetteer.py")
    end = content.index(b"\n", len(MAGIC))
    head: dict[str, Any] = json.loads(content[len(MAGIC) : end])
    at = end + 1
    sections: dict[str, list[bytes]] = {}
    for section in ("tables", "names", "places"):
        blocks = sections.setdefault(section, [])
        for length in head["blocks"][section]:
            blocks.append(content[at : at + length])
            at += length
    tables: dict[str, list[str]] = json.loads(zlib.decompress(sections["tables"][0]))
    return Store(
        head["info"], tuple(tables["first_keys"]), tuple(sections["names"]), tuple(sections["places"]),
        tuple(tables["countries"]), tuple(tables["units"]),
    )  # fmt: skip


@lru_cache(maxsize=2048)
def _names(block: int) -> str:
    """The lines of a block, a folded name with its places each: looked through, because few names of a block are asked for."""
    return "\n" + zlib.decompress(store().names[block]).decode() + "\n"


def _found(key: str) -> str | None:
    """What the line of a folded name says; None if there is no such name."""
    block = bisect_right(store().first_keys, key) - 1
    lines = _names(block) if block >= 0 else ""
    at = lines.find(f"\n{key}\t")
    begin = at + len(key) + 2
    return lines[begin : lines.index("\n", begin)] if at >= 0 else None


@lru_cache(maxsize=256)
def _places(block: int) -> tuple[str, ...]:
    return tuple(zlib.decompress(store().places[block]).decode().split("\n"))


def numbers(key: str) -> tuple[tuple[int, bool], ...]:
    """The places that a folded name can mean, and whether it is their main name."""
    found = _found(key) or ""
    return tuple((int(number.lstrip("*"), 36), number.startswith("*")) for number in found.split())


def has(key: str) -> bool:
    """Whether a folded name is there."""
    return _found(key) is not None


@lru_cache(maxsize=8192)
def place(number: int) -> Place:
    """The place of that number."""
    held = store()
    fields = _places(number // PLACES_PER_BLOCK)[number % PLACES_PER_BLOCK].split("\t")
    kind, name, country, unit, lat, lon, radius, population, identifier, source = fields
    return Place(
        name, kind, held.countries[int(country)], held.units[int(unit)] if unit else "",
        int(lat) / 1000 if lat else None, int(lon) / 1000 if lon else None, int(radius) * 100 if radius else None,
        int(population or 0), identifier, source or "geonames",
    )  # fmt: skip
