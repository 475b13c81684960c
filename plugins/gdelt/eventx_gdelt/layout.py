"""GDELT's event files, declared: 61 columns (2.0), 58 (1.0 since April 2013), 57 (1.0 before).

Knows what each column means, by GDELT's codebooks and its list of column names. Doesn't run anything: :mod:`eventx.tabular.rows`
does. Code lists come from the vocabularies and crosswalks that ship with eventx.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from functools import cache

from eventx.tabular.coded_events import Action
from eventx.tabular.layout import Coded, Codes, Identifier, Layout, Part, Spot, Text, Whole
from eventx.vocabulary import code_list, countries, crosswalk
from eventx_gdelt.parts import (
    ActorCode,
    CodedCountry,
    Feature,
    FirstReport,
    FractionOfYear,
    PlaceName,
    Prefix,
    Reported,
)

PREFIX = "gdelt"
_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code",
    "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR), *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources",
    "NumArticles", "AvgTone",
    *(f"Actor1Geo_{name}" for name in _GEO), *(f"Actor2Geo_{name}" for name in _GEO), *(f"ActionGeo_{name}" for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
COLUMNS_58 = tuple(name for name in COLUMNS if not name.endswith("ADM2Code"))
COLUMNS_57 = COLUMNS_58[:-1]
_COUNTS = ("IsRootEvent", "QuadClass", "NumMentions", "NumSources", "NumArticles")
# The names of the V2 codebook.
ALIASES = types.MappingProxyType({"day": "SQLDATE", "globaleventid": "GLOBALEVENTID"})


@cache
def layouts() -> tuple[Layout, ...]:
    """The three layouts, the widest first."""
    return _layout("gdelt-61", COLUMNS), _layout("gdelt-58", COLUMNS_58), _layout("gdelt-57", COLUMNS_57)


def layout_named(name: str) -> Layout | None:
    """The layout that ``provenance.mapping`` names."""
    return next((one for one in layouts() if one.name == name), None)


@cache
def action() -> Action:
    """The event code."""
    meaning = {code: match.code or "" for code, match in crosswalk("cameo", "event-type").items()}
    back = {ours: match.code for ours, match in crosswalk("cameo", "event-type", "from-eventx").items() if match.code}
    return Action("EventCode", meaning, "GDELT-CODE", back)


def _layout(name: str, columns: tuple[str, ...]) -> Layout:
    parts = tuple(part for part in _parts() if any(column in columns for column in _columns(part)))
    derived = (
        Prefix("MonthYear", ("SQLDATE",), 6),
        Prefix("Year", ("SQLDATE",), 4),
        FractionOfYear(),
        Prefix("EventBaseCode", ("EventCode",), 3),
        Prefix("EventRootCode", ("EventCode",), 2),
    )
    return Layout(
        name, PREFIX, columns, parts, derived, aliases=ALIASES, required=("GLOBALEVENTID", "SQLDATE", "EventCode", "DATEADDED")
    )


def _columns(part: Part) -> tuple[str, ...]:
    from eventx.tabular.layout import columns_of

    return columns_of(part)


def _parts() -> Iterator[Part]:
    yield Identifier("GLOBALEVENTID", PREFIX, number=True)
    yield Reported()
    yield action()
    for number, side in ((1, "a"), (2, "b")):
        actor = f"Actor{number}"
        yield Text(f"{actor}Name", f"actors[side={side}].name")
        yield ActorCode(f"{actor}Code", side)
        yield CodedCountry(f"{actor}CountryCode", f"actors[side={side}].country", "cameo-country", _cameo_countries())
        yield Coded(f"{actor}Type1Code", f"actors[side={side}].type", _actor_types())
        for name in _ACTOR[3:]:
            if name != "Type1Code":
                yield Text(f"{actor}{name}", f"{PREFIX}:{actor}{name}")
    for name in _COUNTS:
        yield Whole(name, f"{PREFIX}:{name}")
    for name in ("GoldsteinScale", "AvgTone"):
        yield Text(name, f"{PREFIX}:{name}")
    for role in ("Actor1Geo", "Actor2Geo"):
        for name in _GEO:
            yield Text(f"{role}_{name}", f"{PREFIX}:{role}_{name}")
    yield Coded("ActionGeo_Type", "place.precision", _geo_types())
    yield PlaceName()
    yield CodedCountry("ActionGeo_CountryCode", "place.country", "fips10-4", _fips())
    yield Text("ActionGeo_ADM1Code", f"{PREFIX}:ActionGeo_ADM1Code")
    yield Text("ActionGeo_ADM2Code", f"{PREFIX}:ActionGeo_ADM2Code")
    # As many digits as a number needs.
    yield Spot("ActionGeo_Lat", "ActionGeo_Long", field="place.point", decimals=0)
    yield Feature()
    yield FirstReport()


def _cameo_countries() -> Mapping[str, str]:
    """CAMEO's codes of countries, which are ISO's three letters but for some of its own."""
    own = {code: row["alpha3"] for code, row in code_list("cameo-countries").items()}
    return {one.alpha3: one.alpha3 for one in countries().values() if one.alpha3} | own


def _fips() -> Mapping[str, str]:
    return {code: one.alpha3 for one in countries().values() for code in one.fips if one.alpha3}


def _actor_types() -> Codes:
    meaning = {code: match.code or "" for code, match in crosswalk("cameo-actor", "actor-type").items()}
    back = {ours: match.code for ours, match in crosswalk("cameo-actor", "actor-type", "from-eventx").items() if match.code}
    return Codes("cameo-actor-types", meaning, back)


def _geo_types() -> Codes:
    meaning = {code: match.code or "" for code, match in crosswalk("gdelt-geo-type", "place-precision").items()}
    crossed = crosswalk("gdelt-geo-type", "place-precision", "from-eventx")
    return Codes("gdelt-geo-types", meaning, {ours: match.code for ours, match in crossed.items() if match.code})
