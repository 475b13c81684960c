"""UCDP's event tables, declared: today's 49 columns (GED since 20.1, Candidate) and the 42 of 17.1 to 19.1.

Knows what each column means, by UCDP's codebooks and the description of its API. Doesn't run anything: :mod:`eventx.tabular.rows`
does. Code lists come from the vocabularies and crosswalks that ship with eventx.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from functools import cache

from eventx.tabular.layout import MISSING, Coded, Codes, Identifier, Layout, Spot, Text, Year
from eventx.vocabulary import code_list, countries, crosswalk
from eventx_ucdp.derived import GridCell, WellKnownText
from eventx_ucdp.parts import Deaths, Period, Place, Violence
from eventx_ucdp.sources import ReportList

PREFIX = "ucdp"
COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id",
    "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date", "source_headline",
    "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude",
    "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
COLUMNS_19 = (
    "id", "year", "active_year", "type_of_violence", "conflict_new_id", "conflict_name", "dyad_new_id", "dyad_name",
    "side_a_new_id", "gwnoa", "side_a", "side_b_new_id", "gwnob", "side_b", "number_of_sources", "source_article",
    "source_office", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "best", "high",
)  # fmt: skip
# Ids of the conflict, the dyad and the sides, and what else has no member of its own: it travels as it is.
_AS_THEY_ARE = (
    "relid", "active_year", "code_status", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id",
    "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_b_dset_id", "side_b_new_id", "source_original",
    "region", "event_clarity",
)  # fmt: skip
# Releases before 2017 had other names; the API's answers have them with capitals.
ALIASES = types.MappingProxyType({"best_est": "best", "high_est": "high", "low_est": "low"})
REQUIRED = ("id", "type_of_violence", "date_start", "date_end", "best")


@cache
def layouts() -> tuple[Layout, ...]:
    """The layouts that a table is compared with."""
    return current(), of_2019()


def layout_named(name: str) -> Layout | None:
    """The layout that ``provenance.mapping`` names."""
    return next((one for one in layouts() if one.name == name), None)


@cache
def current() -> Layout:
    """GED since 20.1, Candidate, and the API."""
    return _layout("ucdp-49", COLUMNS, stamped=True)


@cache
def of_2019() -> Layout:
    """GED 17.1 to 19.1."""
    return _layout("ucdp-42", COLUMNS_19, stamped=False)


def alpha3() -> Mapping[str, str]:
    """Gleditsch and Ward's number → ISO 3166-1 alpha-3, of states that there are today."""
    return {one.gwno: one.alpha3 for one in countries().values() if one.gwno and one.alpha3}


def _layout(name: str, columns: tuple[str, ...], *, stamped: bool) -> Layout:
    names = {one.gwno: one.ucdp_name or one.name for one in countries().values() if one.gwno}
    return Layout(
        name=name,
        prefix=PREFIX,
        columns=columns,
        aliases=ALIASES,
        required=REQUIRED,
        missing=MISSING,
        parts=(
            Identifier("id", PREFIX, number=True),
            Violence(_codes("ucdp-types-of-violence", "ucdp", "event-type"), alpha3()),
            Period(_codes("ucdp-date-prec", "ucdp-date-prec", "date-precision"), stamped),
            Text("where_coordinates", "place.name"),
            Text("where_description", "place.text"),
            Place(alpha3(), names),
            Text("adm_1", "place.admin1"),
            Text("adm_2", "place.admin2"),
            # UCDP writes as many digits as a number needs.
            Spot("latitude", "longitude", field="place.point", decimals=0),
            Coded("where_prec", "place.precision", _codes("ucdp-where-prec", "ucdp-where-prec", "place-precision")),
            Text("side_a", "actors[side=a].name"),
            Text("side_b", "actors[side=b].name"),
            Deaths(),
            ReportList(),
            *(Text(column, f"{PREFIX}:{column}") for column in _AS_THEY_ARE),
        ),
        derived=(Year("year", "date_start"), WellKnownText(), GridCell()),
    )


def _codes(name: str, system: str, dimension: str) -> Codes:
    known = code_list(name)
    meaning = {code: match.code or "" for code, match in crosswalk(system, dimension).items() if code in known}
    back = {ours: match.code for ours, match in crosswalk(system, dimension, "from-eventx").items() if match.code}
    return Codes(name, meaning, back)
