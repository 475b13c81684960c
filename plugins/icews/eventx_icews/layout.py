"""The ICEWS table of coded events, declared.

Knows what each of the 20 columns means. Doesn't run anything: :mod:`eventx.tabular.rows` does.
"""

from __future__ import annotations

from functools import cache

from eventx.tabular.coded_events import Action, NamedCountry, Units
from eventx.tabular.layout import Layout, Spot, Text
from eventx.vocabulary import countries, crosswalk
from eventx_icews.parts import Names, Numbered

PREFIX = "icews"
COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
    "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District", "Province",
    "Country", "Latitude", "Longitude",
)  # fmt: skip
REQUIRED = ("Event ID", "Event Date", "CAMEO Code", "Source Name", "Target Name")


@cache
def layout() -> Layout:
    """The table of coded events."""
    nations = {
        name.casefold(): one.alpha3
        for one in countries().values()
        if one.alpha3
        for name in (one.name, one.acled_name, one.ucdp_name, *one.aliases)
        if name
    }
    types = {code: match.code or "" for code, match in crosswalk("cameo", "event-type").items()}
    return Layout(
        name="icews-20",
        prefix=PREFIX,
        columns=COLUMNS,
        required=REQUIRED,
        missing=("NULL", "NA", "None", "nan"),
        parts=(
            Numbered(),
            Action("CAMEO Code", types, "ICEWS-CODE"),
            Text("Source Name", "actors[side=a].name"),
            NamedCountry("Source Country", "actors[side=a].country", nations),
            Text("Target Name", "actors[side=b].name"),
            NamedCountry("Target Country", "actors[side=b].country", nations),
            Names(),
            Units("place.name"),
            NamedCountry("Country", "place.country", nations),
            Spot("Latitude", "Longitude", field="place.point", decimals=0),
            *(
                Text(column, f"{PREFIX}:{column}")
                for column in ("Source Sectors", "Event Text", "Intensity", "Target Sectors", "Story ID", "Sentence Number")
            ),
        ),
    )
