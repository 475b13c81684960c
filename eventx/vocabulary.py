"""Vocabularies, code lists, crosswalks and country codes, as the data files in ``schemas/`` have them.

Knows how the files are laid out. Knows no code by heart. Files are read when first asked for.

A crosswalk is total: every code of the system has a row, and *no term found* is an answer (a match without a code). A code the
system doesn't have gives None, so that callers can count what is unmapped.
"""

from __future__ import annotations

import csv
import json
import types
import unicodedata
from collections.abc import Container, Iterator, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from typing import Literal
from urllib.parse import unquote

from attrs import frozen

from eventx.errors import SchemaError
from eventx.schema import schemas_dir

Direction = Literal["to-eventx", "from-eventx"]
NO_TERM = "sssom:NoTermFound"
_DIMENSIONS = ("event-type", "actor-type", "place-precision", "date-precision", "status", "kind")


@frozen
class Term:
    """One code of a vocabulary and what it means."""

    code: str
    label: str
    definition: str
    parent: str | None = None
    examples: tuple[str, ...] = ()
    not_this: tuple[str, ...] = ()


@frozen
class Vocabulary:
    """A list of terms, in the order that decides where several fit."""

    name: str
    title: str
    terms: Mapping[str, Term]
    note: str = ""


@frozen
class Match:
    """What a code is in the other system: the code (None: there is none), how near (a SKOS predicate), and what gets lost."""

    code: str | None
    predicate: str
    note: str = ""

    @property
    def exact(self) -> bool:
        """Whether nothing is lost either way."""
        return self.code is not None and self.predicate == "skos:exactMatch"


@frozen
class Country:
    """A country or territory in the code systems of the field; an empty text is a code it doesn't have.

    ``until`` is the year in which it ceased to be; empty for those that are."""

    alpha3: str
    alpha2: str
    numeric: str
    gwno: str
    fips: tuple[str, ...]
    name: str
    acled_name: str
    acled_region: str
    ucdp_name: str
    aliases: tuple[str, ...]
    until: str = ""


def listed(code: str, codes: Container[str]) -> str | None:
    """The code itself if it is in a list of CAMEO's, else the longest listed one that it begins with; None if there is none.

    CAMEO's codes grow to the right: what 1949 means isn't less than what 194 does.
    """
    if not code.isdigit():
        return None
    return next((code[:length] for length in range(len(code), 1, -1) if code[:length] in codes), None)


@cache
def vocabulary(name: str) -> Vocabulary:
    """A vocabulary by its name, e.g. ``event-types``. Raises :class:`SchemaError` for one that isn't there."""
    path = schemas_dir() / "vocabularies" / f"{name}.json"
    if not path.is_file():
        raise SchemaError(f"no vocabulary {name!r}; there are {', '.join(names())}")
    loaded = json.loads(path.read_text(encoding="utf-8"))
    terms = {
        term["code"]: Term(
            term["code"],
            term["label"],
            term["definition"],
            term.get("parent"),
            tuple(term.get("examples", ())),
            tuple(term.get("not", ())),
        )
        for term in loaded["terms"]
    }
    return Vocabulary(loaded["vocabulary"], loaded["title"], types.MappingProxyType(terms), loaded.get("note", ""))


@cache
def names() -> tuple[str, ...]:
    """The names of all vocabularies."""
    found = (entry.name for entry in (schemas_dir() / "vocabularies").iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in found if name.endswith(".json")))


def vocabularies() -> tuple[Vocabulary, ...]:
    """All vocabularies."""
    return tuple(map(vocabulary, names()))


@cache
def ancestors(code: str) -> tuple[str, ...]:
    """An event type and the types above it, nearest first."""
    terms = vocabulary("event-types").terms
    found: list[str] = []
    at: str | None = code
    while at is not None and at in terms:
        if at in found:
            raise SchemaError(f"the event type {at!r} is its own ancestor")
        found.append(at)
        at = terms[at].parent
    return tuple(found)


def is_a(code: str, ancestor: str) -> bool:
    """Whether an event type is another, or a kind of it."""
    return ancestor in ancestors(code)


@cache
def crosswalk(system: str, dimension: str, direction: Direction = "to-eventx") -> Mapping[str, Match]:
    """The crosswalk of one system and dimension, e.g. ``crosswalk("acled", "event-type")``, by code.

    Raises :class:`SchemaError` for one that isn't there.
    """
    path = schemas_dir() / "crosswalks" / f"{system}-{dimension}.{direction}.sssom.tsv"
    if not path.is_file():
        raise SchemaError(f"no crosswalk between {system!r} and the {dimension} of eventx")
    found: dict[str, Match] = {}
    for row in _rows(path):
        code = None if row["object_id"] == NO_TERM else _bare(row["object_id"])
        found[_bare(row["subject_id"])] = Match(code, row["predicate_id"], row["comment"])
    return types.MappingProxyType(found)


@cache
def crosswalks() -> tuple[tuple[str, str], ...]:
    """The system and the dimension of each crosswalk to eventx."""
    end = ".to-eventx.sssom.tsv"
    stems = (entry.name.removesuffix(end) for entry in (schemas_dir() / "crosswalks").iterdir() if entry.name.endswith(end))
    found = ((stem.removesuffix(f"-{one}"), one) for stem in stems for one in _DIMENSIONS if stem.endswith(f"-{one}"))
    return tuple(sorted(found))


def _bare(identifier: str) -> str:
    return unquote(identifier.partition(":")[2])  # a CURIE holds no spaces, ACLED's codes do


@cache
def code_list(name: str) -> Mapping[str, Mapping[str, str]]:
    """The codes of another system, e.g. ``code_list("acled-interactions")``: code → its other columns."""
    path = schemas_dir() / "vocabularies" / "lists" / f"{name}.tsv"
    if not path.is_file():
        raise SchemaError(f"no code list {name!r}")
    return types.MappingProxyType({row["code"]: types.MappingProxyType(row) for row in _rows(path)})


def _rows(path: Traversable) -> Iterator[dict[str, str]]:
    """The rows of a table; lines that begin with ``#`` are about it."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


@cache
def countries() -> Mapping[str, Country]:
    """All countries and territories by ISO 3166-1 alpha-3."""
    rows = _rows(schemas_dir() / "vocabularies" / "countries.tsv")
    return types.MappingProxyType({row["alpha3"]: _country(row) for row in rows})


def _country(row: Mapping[str, str]) -> Country:
    fips, aliases = (tuple(filter(None, row[name].split("|"))) for name in ("fips", "aliases"))
    return Country(
        row["alpha3"], row["alpha2"], row["numeric"], row["gwno"], fips, row["name"],
        row["acled_name"], row["acled_region"], row["ucdp_name"], aliases, row["until"],
    )  # fmt: skip


@cache
def _by_code(system: str) -> Mapping[str, Country]:
    found: dict[str, Country] = {}
    for country in countries().values():
        codes = {
            "iso3166-1-alpha2": (country.alpha2,),
            "iso3166-1-alpha3": (country.alpha3,),
            "iso3166-1-numeric": (country.numeric,),
            "gwno": (country.gwno,),
            "fips10-4": country.fips,
        }.get(system)
        if codes is None:
            raise SchemaError(f"no country code system {system!r}")
        found.update((code, country) for code in codes if code)
    return types.MappingProxyType(found)


def country(system: str, code: str) -> Country | None:
    """The country with a code of a system: ``country("fips10-4", "GM")`` is Germany. None if it has no such code."""
    return _by_code(system).get(code.zfill(3) if system == "iso3166-1-numeric" else code)


@cache
def _by_name() -> Mapping[str, Country]:
    found: dict[str, Country] = {}
    for one in countries().values():
        for name in (one.name, one.acled_name, one.ucdp_name, *one.aliases):
            if name:
                found[_folded(name)] = one
    return types.MappingProxyType(found)


def country_by_name(name: str) -> Country | None:
    """The country with this name, in the spelling of ISO, ACLED, UCDP or GeoNames, without regard to case and accents."""
    return _by_name().get(_folded(name))


def _folded(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.strip().casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
