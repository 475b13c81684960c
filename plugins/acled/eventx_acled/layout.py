"""ACLED's current table of 31 columns, declared.

Knows what each column means, by ACLED's codebooks, and under which names it has stood; the tables of earlier years are made from
it in :mod:`eventx_acled.vintages`. Doesn't run anything: :mod:`eventx.tabular.rows` does. The code lists come from
the vocabularies and crosswalks that ship with eventx, and are read when the layout is first asked for.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from functools import cache
from typing import Literal

from attrs import frozen

from eventx.tabular.layout import (
    MISSING,
    Coded,
    Codes,
    Count,
    Day,
    Flag,
    Identifier,
    Kinds,
    Layout,
    Lookup,
    Nation,
    Pair,
    Reports,
    Spot,
    Text,
    Texts,
    Whole,
    Year,
)
from eventx.vocabulary import code_list, countries, crosswalk

PREFIX = "acled"
COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale",
    "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
# Shapefiles cut names to ten characters; other programs and years had other words.
ALIASES = types.MappingProxyType(
    {
        **dict.fromkeys(("ally_actor_1", "ally_actor", "ally_actor1", "assoc_acto", "assoc_actor1"), "assoc_actor_1"),
        **dict.fromkeys(("ally_actor_2", "ally_act_1", "ally_actor2", "assoc_ac_1", "assoc_actor2"), "assoc_actor_2"),
        **dict.fromkeys(("sub_event", "sub_event_"), "sub_event_type"),
        **dict.fromkeys(("geo_precis", "geo_prec", "geoprecision"), "geo_precision"),
        **dict.fromkeys(("lon", "long"), "longitude"),
        **dict.fromkeys(("time_preci", "time_prec", "time_precis", "timeprecision"), "time_precision"),
        "civilian_t": "civilian_targeting", "disorder_t": "disorder_type", "event_id_c": "event_id_cnty",
        "event_id_n": "event_id_no_cnty", "fatalitie": "fatalities", "interactio": "interaction", "lat": "latitude",
        "source_sca": "source_scale",
    }
)  # fmt: skip
REQUIRED = ("event_id_cnty", "event_date")
# What the rows of a monadic export, one for each actor, differ in.
ACTOR_COLUMNS = ("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction")
# ACLED's codebook spells it in two ways; data has the first.
CIVILIAN_TARGETING = ("Civilian targeting", "Civilians targeted")
# Spellings that ACLED's own codebooks have had beside those of the list.
_OTHER_SPELLINGS = types.MappingProxyType({"excessive force against protestors": "Excessive force against protesters"})


@frozen
class Disorder:
    """Derived: the widest type, by the sub-event type or, where that is blank, by an event type that has only one."""

    column: str
    given: tuple[str, ...]
    by_finer: Mapping[str, str]
    by_coarser: Mapping[str, str]

    def derive(self, *cells: str) -> str:
        """The disorder type."""
        finer, coarser = cells
        return self.by_finer.get(finer, "") if finer else self.by_coarser.get(coarser, "")

    def same(self, cell: str, expected: str) -> bool:
        """Whether only case differs. Political violence against demonstrators has been a type of both disorders."""
        return cell.casefold() == expected.casefold()


def _disorders() -> Mapping[str, str]:
    found: dict[str, set[str]] = {}
    for row in code_list("acled-sub-event-types").values():
        found.setdefault(row["event_type"], set()).add(row["disorder_type"])
    return {coarser: next(iter(disorders)) for coarser, disorders in found.items() if len(disorders) == 1}


@cache
def current() -> Layout:
    """The layout of the API and the export tool since 2023 (text codes since about 2024; numbers are read too)."""
    spellings = {row["number"]: code for code, row in code_list("acled-interactions").items()}
    # The codebook's prose has an en dash with spaces where data has a hyphen.
    spellings |= {code.replace("-", " – ").casefold(): code for code in code_list("acled-interactions")}
    interaction = Pair("interaction", ("inter1", "inter2"), interactions("code"), spellings)
    return table("acled-31", COLUMNS, actor_types(), interaction)


def table(name: str, columns: tuple[str, ...], inter: Codes, interaction: Pair) -> Layout:
    """A table of ACLED's columns: which, in which order, and how actor types and their pairs are written."""
    disorders = _column("acled-sub-event-types", "disorder_type")
    derived = (
        Year("year", "event_date"),
        Disorder("disorder_type", ("sub_event_type", "event_type"), disorders, _disorders()),
        Lookup("region", "country", {one.acled_name: one.acled_region for one in countries().values() if one.acled_name}),
        interaction,
    )
    return Layout(
        name=name,
        prefix=PREFIX,
        columns=columns,
        aliases=ALIASES,
        required=REQUIRED,
        missing=MISSING,
        repeated=ACTOR_COLUMNS,
        parts=(
            Identifier("event_id_cnty", PREFIX),
            Kinds(
                coarse="event_type",
                fine="sub_event_type",
                system="acled",
                coarse_codes=_with_older(_types("acled-event-types")),
                fine_codes=_types("acled-sub-event-types"),
                coarser=_column("acled-sub-event-types", "event_type"),
                # The only rows in which ACLED's two actors have a direction.
                roles=("Violence against civilians",),
            ),
            Day(
                "event_date",
                precision="time_precision",
                field="date",
                spans=_meanings("acled-time-precision", "date-precision"),
                back=_back("acled-time-precision", "date-precision"),
            ),
            Text("location", "place.name"),
            Nation(
                "country",
                "iso",
                field="place.country",
                names={one.numeric: one.acled_name or one.name for one in countries().values()},
                numbers={one.acled_name.casefold(): one.numeric for one in countries().values() if one.acled_name},
                alpha3={one.numeric: one.alpha3 for one in countries().values()},
            ),
            Text("admin1", "place.admin1"),
            Text("admin2", "place.admin2"),
            Text("admin3", "place.admin3"),
            Spot("latitude", "longitude", field="place.point"),
            Coded("geo_precision", "place.precision", _precisions()),
            Text("actor1", "actors[side=a].name"),
            Coded("inter1", "actors[side=a].type", inter, system="acled-inter"),
            Texts("assoc_actor_1", "actors[side=a].associates"),
            Text("actor2", "actors[side=b].name"),
            Coded("inter2", "actors[side=b].type", inter, system="acled-inter"),
            Texts("assoc_actor_2", "actors[side=b].associates"),
            Count("fatalities", "killed", "all", zero="none-or-unknown"),
            Flag("civilian_targeting", "civilian_targeting", CIVILIAN_TARGETING),
            Text("notes", "notes", verbatim=True),
            Texts("tags", "tags"),
            Reports("source", "source_scale"),
            Whole("timestamp", f"{PREFIX}:timestamp", varied=True),
        ),
        derived=tuple(one for one in derived if one.column in columns),
    )


def _column(name: str, column: str) -> Mapping[str, str]:
    return {code: row[column] for code, row in code_list(name).items()}


def _meanings(system: str, dimension: str) -> Mapping[str, str]:
    return {code: match.code or "" for code, match in crosswalk(system, dimension).items()}


def _back(system: str, dimension: str) -> Mapping[str, str]:
    return {ours: match.code for ours, match in crosswalk(system, dimension, "from-eventx").items() if match.code}


def _types(name: str) -> Codes:
    known = code_list(name)
    meaning = {code: ours for code, ours in _meanings("acled", "event-type").items() if code in known}
    back = {ours: code for ours, code in _back("acled", "event-type").items() if code in known}
    spellings = {code.casefold(): code for code in known}
    spellings |= {other: code for other, code in _OTHER_SPELLINGS.items() if code in known}
    return Codes(name, meaning, back, spellings)


def _precisions() -> Codes:
    return Codes(
        "acled-geo-precisions",
        _meanings("acled-geo-precision", "place-precision"),
        _back("acled-geo-precision", "place-precision"),
    )


def older_types() -> Codes:
    """The types that ACLED had instead of today's, up to about 2018, with what each loses in translation."""
    name = "acled-older-event-types"
    matches = crosswalk("acled-older", "event-type")
    told = {
        code: f"{code!r} is a type of ACLED's earlier years, read as {match.code or 'no type of ours'!r}: {match.note}"
        for code, match in matches.items()
    }
    back = {ours: match.code for ours, match in crosswalk("acled-older", "event-type", "from-eventx").items() if match.code}
    meaning = {code: match.code or "" for code, match in matches.items()}
    return Codes(name, meaning, back, {code.casefold(): code for code in matches}, told=told)


def _with_older(today: Codes) -> Codes:
    older = older_types()
    added = {code: ours for code, ours in older.meaning.items() if code not in today.meaning}
    told = {code: words for code, words in older.told.items() if code in added}
    spellings = {**{code.casefold(): code for code in added}, **today.spellings}
    return Codes(today.name, {**today.meaning, **added}, today.back, spellings, told=told)


def actor_types() -> Codes:
    """ACLED's types of actors, which also come as numbers and under older names."""
    spellings = {"0": ""}  # the numeric form of "no second actor"
    for code, row in code_list("acled-inter").items():
        for other in (code, row["number"], *row["older"].split("|")):
            if other:
                spellings[other.casefold()] = code
    meaning = {code: ours for code, ours in _meanings("acled-inter", "actor-type").items() if code in code_list("acled-inter")}
    return Codes("acled-inter", meaning, _back("acled-inter", "actor-type"), spellings)


def interactions(written: Literal["code", "number"]) -> Mapping[tuple[str, str], str]:
    """The pairs of actor types as a table writes them, in words or in numbers, and what it has for each."""
    if written == "number":
        return {(number[0], number[1]): number for row in code_list("acled-interactions").values() if (number := row["number"])}
    by_number = {row["number"]: code for code, row in code_list("acled-inter").items()} | {"0": ""}
    return {
        (by_number[row["number"][0]], by_number[row["number"][1]]): code for code, row in code_list("acled-interactions").items()
    }
