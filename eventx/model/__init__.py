"""An event as frozen Python objects, for those who read or write records in code.

Knows the members of schema 1.0.0 as attrs classes. Doesn't judge them: the JSON Schema does (:mod:`eventx.validator`); and
doesn't know JSON: :mod:`eventx.model.codec` turns records into these objects and back. The meaning of every member stands in
``schemas/1.0.0/event.schema.json``; what is not there is None or empty, and means unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

Extras = Mapping[str, Any]


def _extras() -> Any:
    return field(factory=dict, kw_only=True, repr=False, hash=False)  # a mapping has no hash; what is equal has the others equal


@frozen
class Code:
    """A code, and the system it belongs to."""

    system: str
    code: str
    label: str | None = None
    basis: str | None = None
    extras: Extras = _extras()


@frozen
class Country:
    """A country by the source's name and by codes that name their system."""

    name: str | None = None
    codes: tuple[Code, ...] = ()
    disputed: bool | None = None
    extras: Extras = _extras()

    def code(self, system: str = "iso3166-1-alpha3") -> str | None:
        """The country's code in a system, or None."""
        return next((code.code for code in self.codes if code.system == system), None)


@frozen
class Date:
    """An interval of calendar days (ISO 8601 text, both included) and how exactly it is known."""

    precision: str
    start: str | None = None
    end: str | None = None
    text: str | None = None
    basis: str | None = None
    extras: Extras = _extras()


@frozen
class Point:
    """Degrees in WGS 84."""

    lat: float
    lon: float
    extras: Extras = _extras()


@frozen
class Gazetteer:
    """The gazetteer entry a point came from."""

    name: str
    id: str | None = None
    version: str | None = None
    label: str | None = None
    extras: Extras = _extras()


@frozen
class Place:
    """A place; ``point`` may be missing, and ``precision`` and ``radius_m`` say what it stands for."""

    name: str | None = None
    text: str | None = None
    country: Country | None = None
    admin1: str | None = None
    admin2: str | None = None
    admin3: str | None = None
    pcode: str | None = None
    point: Point | None = None
    precision: str | None = None
    radius_m: float | None = None
    gazetteer: Gazetteer | None = None
    extras: Extras = _extras()


@frozen
class Actor:
    """Somebody who took part, in a role."""

    role: str
    name: str | None = None
    text: str | None = None
    side: str | None = None
    type: str | None = None
    country: Country | None = None
    associates: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    extras: Extras = _extras()


@frozen
class Toll:
    """One claim about how many people."""

    measure: str
    who: str
    group: str | None = None
    low: int | None = None
    best: int | None = None
    high: int | None = None
    state: str | None = None
    text: str | None = None
    claimant: str | None = None
    source: str | None = None
    as_of: str | None = None
    superseded: bool | None = None
    extras: Extras = _extras()


@frozen
class ResolvedToll:
    """One figure chosen from the claims, and the rule that chose it."""

    measure: str
    who: str
    rule: str
    group: str | None = None
    low: int | None = None
    best: int | None = None
    high: int | None = None
    extras: Extras = _extras()


@frozen
class Source:
    """A publication, dataset or person that reported the event."""

    id: str | None = None
    name: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    retrieved: str | None = None
    language: str | None = None
    licence: str | None = None
    scale: str | None = None
    note: str | None = None
    sha256: str | None = None
    extras: Extras = _extras()


@frozen
class Quote:
    """The very words, with their offsets in code points of the source's extracted text; ``end`` is exclusive."""

    exact: str
    prefix: str | None = None
    suffix: str | None = None
    start: int | None = None
    end: int | None = None
    extras: Extras = _extras()


@frozen
class Cell:
    """The row, or the cell, of a table; row, line and column count from 1."""

    file: str | None = None
    row: int | None = None
    line: int | None = None
    column: int | None = None
    header: str | None = None
    value: str | None = None
    extras: Extras = _extras()


@frozen
class Evidence:
    """What supports the value at ``pointer``."""

    pointer: str
    source: str | None = None
    quote: Quote | None = None
    cell: Cell | None = None
    rule: str | None = None
    basis: str | None = None
    confidence: float | None = None
    extras: Extras = _extras()


@frozen
class Relation:
    """A typed link to another record, by its id."""

    type: str
    target: str
    score: float | None = None
    reasons: tuple[str, ...] = ()
    extras: Extras = _extras()


@frozen
class Agent:
    """A program or dataset, and its version."""

    name: str
    version: str | None = None
    extras: Extras = _extras()


@frozen
class Provenance:
    """How the record came to be."""

    importer: Agent | None = None
    dataset: Agent | None = None
    retrieved: str | None = None
    mapping: str | None = None
    method: str | None = None
    confidence: float | None = None
    confidence_meaning: str | None = None
    extras: Extras = _extras()


@frozen
class Rights:
    """What may be done with the record."""

    redistribution: str
    licence: str | None = None
    terms: str | None = None
    attribution: str | None = None
    extras: Extras = _extras()


@frozen
class Gap:
    """Why a value is not there."""

    pointer: str
    state: str
    reason: str | None = None
    extras: Extras = _extras()


@frozen
class Event:
    """An event, a campaign, or a report. ``extras`` holds the members under a source's prefix, such as ``acled:timestamp``."""

    schema_version: str
    kind: str
    id: str
    status: str
    type: str | None = None
    codes: tuple[Code, ...] = ()
    date: Date | None = None
    place: Place | None = None
    actors: tuple[Actor, ...] = ()
    tolls: tuple[Toll, ...] = ()
    resolved_tolls: tuple[ResolvedToll, ...] = ()
    civilian_targeting: bool | None = None
    notes: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    sources: tuple[Source, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    relations: tuple[Relation, ...] = ()
    provenance: Provenance | None = None
    rights: Rights | None = None
    gaps: tuple[Gap, ...] = ()
    extras: Extras = _extras()

    def __hash__(self) -> int:
        """That of the id, which tells events apart; a set asks for it often."""
        return hash(self.id)

    def toll(self, measure: str, who: str = "all") -> tuple[Toll, ...]:
        """The claims of one measure, those still standing first as the source gives them."""
        return tuple(toll for toll in self.tolls if toll.measure == measure and toll.who == who)

    def gap(self, pointer: str) -> Gap | None:
        """Why the value at a JSON Pointer is not there, if the record says."""
        return next((gap for gap in self.gaps if gap.pointer == pointer), None)
