"""POLECAT's weekly table, declared.

Knows what each of the 40 columns means, by the data's column list and PLOVER's manual. Doesn't run anything:
:mod:`eventx.tabular.rows` does.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from functools import cache

from eventx.tabular.coded_events import NamedCountry, Units
from eventx.tabular.layout import Identifier, Layout, PlainDay, Spot, Text
from eventx.vocabulary import countries, crosswalk
from eventx_polecat.parts import SIDE_COLUMNS, Action, Parties, Publisher

PREFIX = "polecat"
COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *(name.format("Actor") for name in SIDE_COLUMNS), *(name.format("Recipient") for name in SIDE_COLUMNS),
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
ALIASES = types.MappingProxyType({"event_intensity": "Intensity"})
REQUIRED = ("Event ID", "Event Date", "Event Type", "Actor Name Raw", "Recipient Name Raw")
_AS_THEY_ARE = (
    "Intensity", "Quad Code", "Contexts", "GeoNames ID", "Raw Placename", "Feature Type", "Publication Date", "Story People",
    "Story Organizations", "Story Locations", "Version",
)  # fmt: skip


@cache
def layout() -> Layout:
    """The weekly table."""
    taken = Parties({}, {}).columns
    kept = [column for role in ("Actor", "Recipient") for name in SIDE_COLUMNS if (column := name.format(role)) not in taken]
    return Layout(
        name="polecat-40",
        prefix=PREFIX,
        columns=COLUMNS,
        aliases=ALIASES,
        required=REQUIRED,
        missing=("NULL", "NaN", "nan"),
        blank="None",
        parts=(
            Identifier("Event ID", PREFIX),
            PlainDay("Event Date", "date"),
            Action(_crosswalk("plover", "event-type")),
            Parties(_crosswalk("plover-sector", "actor-type"), _names()),
            Text("Placename", "place.name"),
            Units("polecat:City"),
            NamedCountry("Country", "place.country", _names()),
            Spot("Latitude", "Longitude", field="place.point", decimals=0),
            Publisher(),
            *(Text(name, f"{PREFIX}:{name}") for name in (*_AS_THEY_ARE, *kept)),
        ),
    )


def _crosswalk(system: str, dimension: str) -> Mapping[str, str]:
    return {code: match.code or "" for code, match in crosswalk(system, dimension).items()}


def _names() -> Mapping[str, str]:
    """Names and three-letter codes, without case → ISO 3166-1 alpha-3."""
    found: dict[str, str] = {}
    for one in countries().values():
        if one.alpha3:
            for name in (one.alpha3, one.name, one.acled_name, one.ucdp_name, *one.aliases):
                if name:
                    found.setdefault(name.casefold(), one.alpha3)
    return found
