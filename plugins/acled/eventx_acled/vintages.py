"""The tables ACLED has given out in the course of the years, each declared by how it differs from today's.

Knows the order of their columns and how they wrote dates and codes. What a column means stands in :mod:`eventx_acled.layout`.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from functools import cache

from attrs import evolve, frozen

from eventx.tabular.layout import Codes, Day, Kinds, Layout, Lookup, Pair, Part, Whole
from eventx.vocabulary import code_list, countries
from eventx_acled.layout import COLUMNS, PREFIX, actor_types, current, interactions, older_types, table

V3_COLUMNS = (
    "data_id", "iso", "event_id_cnty", "event_id_no_cnty", "event_date", "year", "time_precision", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "region", "country", "admin1",
    "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities",
    "timestamp", "iso3",
)  # fmt: skip
EARLY_COLUMNS = (
    "gwno", "event_id_cnty", "event_id_no_cnty", "event_date", "year", "time_precision", "event_type", "actor1", "assoc_actor_1",
    "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "country", "admin1", "admin2", "admin3", "location", "latitude",
    "longitude", "geo_precision", "source", "notes", "fatalities",
)  # fmt: skip
_ALLIES = types.MappingProxyType({"assoc_actor_1": "ALLY_ACTOR_1", "assoc_actor_2": "ALLY_ACTOR_2"})
NAMES: Mapping[str, str] = types.MappingProxyType(
    {"today": "acled-31", "numeric": "acled-31-numeric", "v3": "acled-v3", "early": "acled-early"}
)
"""The option ``layout`` → the layout's name."""


@frozen
class Tail:
    """Derived: the number at the end of an event's id, which stood in a column of its own."""

    column: str
    given: tuple[str, ...]

    def derive(self, *cells: str) -> str:
        """The digits at the end."""
        found = re.search(r"[0-9]+$", cells[0])
        return found[0] if found else ""

    def same(self, cell: str, expected: str) -> bool:
        """Whether it is the same number."""
        return cell.lstrip("0") == expected.lstrip("0")


@cache
def layouts() -> tuple[Layout, ...]:
    """The layouts that a table to be read is compared with. Numbers in today's columns are read as today's table, too."""
    return current(), v3(), early()


def layout_named(name: str) -> Layout | None:
    """The layout that ``provenance.mapping`` names."""
    return next((one for one in (*layouts(), numeric()) if one.name == name), None)


@cache
def numeric() -> Layout:
    """Today's columns with numbers for actor types: April 2023 to about 2024, and the API's ``inter_num=1`` since."""
    return table(NAMES["numeric"], COLUMNS, _numbers(), _pair())


@cache
def v3() -> Layout:
    """The API's third version, about 2019 to March 2023."""
    made = table(NAMES["v3"], V3_COLUMNS, _numbers(), _pair())
    iso3 = {str(int(one.numeric)): one.alpha3 for one in countries().values() if one.numeric}
    derived = (*made.derived, Tail("event_id_no_cnty", ("event_id_cnty",)), Lookup("iso3", "iso", iso3))
    return evolve(made, parts=(*made.parts, Whole("data_id", f"{PREFIX}:data_id", varied=True)), derived=derived)


@cache
def early() -> Layout:
    """The files of the first seven versions, up to about 2017: in capitals, the day first, one level of types."""
    made = table(NAMES["early"], EARLY_COLUMNS, _numbers(), _pair())
    gwno = {one.acled_name: one.gwno for one in countries().values() if one.acled_name and one.gwno}
    return evolve(
        made,
        heads={name: _ALLIES.get(name, name.upper()) for name in EARLY_COLUMNS},
        parts=tuple(_as_early(part) for part in made.parts),
        derived=(*made.derived, Tail("event_id_no_cnty", ("event_id_cnty",)), Lookup("gwno", "country", gwno)),
    )


def _as_early(part: Part) -> Part:
    match part:
        case Kinds():
            return evolve(part, coarse_codes=older_types(), fine_codes=Codes("none", {}, {}))
        case Day():
            return evolve(part, order="dmy", form="dmy")
        case _:
            return part


def _numbers() -> Codes:
    forms = {code: row["number"] for code, row in code_list("acled-inter").items()} | {"": "0"}
    return evolve(actor_types(), forms=forms)


def _pair() -> Pair:
    spellings = {code.casefold(): row["number"] for code, row in code_list("acled-interactions").items()}
    return Pair("interaction", ("inter1", "inter2"), interactions("number"), spellings)
