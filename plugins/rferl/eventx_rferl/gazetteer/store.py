"""Reads the gazetteer's data file. Knows its layout, not what a name means.

Layout: the line ``eventx-gazetteer 2``, a line of JSON (facts about the file and, per section, the lengths of its blocks), then
the blocks, each deflated on its own, so that a look-up inflates two blocks of some hundred lines and never the whole file. A
block is text, a zero byte, and rows of numbers turned on their side (all first bytes, all second bytes, ...), which takes a fifth
less room than lines of digits.

Section ``names``: folded names, sorted, one a line; then a byte each, how many places it can mean; then for each of these a row
of ``MEANING`` bytes: twice the number of the place, and one more if that is its main name. Section ``places``: names, then
identifiers, then sources, one a line; then a row as in ``ROW`` for each. What is absent is empty, and 0 in a row: no radius
says that there is no point, and an identifier that is a number stands in the row. Section ``tables``: what the numbers stand
for, as JSON.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from functools import cache, lru_cache
from importlib.resources import files
from struct import Struct
from typing import Any

from attrs import frozen

FILE = "gazetteer.bin"
MAGIC = b"eventx-gazetteer 2\n"
MEANING = 3
ROW = Struct(">BBHiiHII")  # kind, country, unit + 1, lat and lon in thousandths, radius in hundreds of metres, population, id
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
    kinds: tuple[str, ...]
    countries: tuple[str, ...]
    units: tuple[str, ...]


@cache
def store() -> Store:
    """The shipped file, read once; from a zip as well as from a folder."""
    return opened((files("eventx_rferl.gazetteer") / "data" / FILE).read_bytes())


def opened(content: bytes) -> Store:
    """The store in these bytes."""
    if not content.startswith(MAGIC):
        raise ValueError(f"{FILE}: this is no gazetteer of layout 2; install eventx again, or run scripts/build_gazetteer.py")
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
        tuple(tables["kinds"]), tuple(tables["countries"]), tuple(tables["units"]),
    )  # fmt: skip


def _parted(block: bytes) -> tuple[str, bytes]:
    text, _, numbers = zlib.decompress(block).partition(b"\0")
    return text.decode(), numbers


@lru_cache(maxsize=2048)
def _names(block: int) -> tuple[str, bytes]:
    """The folded names of a block, a line each, and what they mean: looked through, because few of them are asked for."""
    lines, numbers = _parted(store().names[block])
    return f"\n{lines}\n", numbers


def _block_of(key: str) -> tuple[str, bytes]:
    """The block that has a folded name if any has."""
    block = bisect_right(store().first_keys, key) - 1
    return _names(block) if block >= 0 else ("", b"")


@lru_cache(maxsize=256)
def _places(block: int) -> tuple[tuple[str, ...], bytes]:
    lines, numbers = _parted(store().places[block])
    return tuple(lines.split("\n")), numbers


def numbers(key: str) -> tuple[tuple[int, bool], ...]:
    """The places that a folded name can mean, and whether it is their main name."""
    lines, meant = _block_of(key)
    at = lines.find(f"\n{key}\n")
    if at < 0:
        return ()
    nth, many = lines.count("\n", 0, at), lines.count("\n") - 1
    begin, rows = sum(meant[:nth]), meant[many:]
    step = len(rows) // MEANING
    found = [int.from_bytes(rows[row::step], "big") for row in range(begin, begin + meant[nth])]
    return tuple((number >> 1, number & 1 == 1) for number in found)


def has(key: str) -> bool:
    """Whether a folded name is there."""
    return f"\n{key}\n" in _block_of(key)[0]


@lru_cache(maxsize=8192)
def place(number: int) -> Place:
    """The place of that number."""
    held = store()
    lines, rows = _places(number // PLACES_PER_BLOCK)
    at, count = number % PLACES_PER_BLOCK, len(lines) // 3
    kind, country, unit, lat, lon, radius, population, identifier = ROW.unpack(rows[at::count])
    name, identified, source = lines[at::count]
    return Place(
        name, held.kinds[kind], held.countries[country], held.units[unit - 1] if unit else "",
        lat / 1000 if radius else None, lon / 1000 if radius else None, radius * 100 if radius else None,
        population, identified or str(identifier), source or "geonames",
    )  # fmt: skip
