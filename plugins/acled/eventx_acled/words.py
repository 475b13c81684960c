"""The codes this plugin gives, each in a sentence: what an ACLED row can't say. What rows are told of is any table's."""

from __future__ import annotations

import types
from collections.abc import Mapping

from eventx.report import Grave

LOSSES: Mapping[str, str] = types.MappingProxyType(
    {
        "ACLED-CAMPAIGN": "A campaign is no row: ACLED's rows are single events. Its toll is not divided among them but lost.",
        "ACLED-REPORT": "A record of kind report is no event. It is left out; -O reports=write writes it as if it were one.",
        "ACLED-NOT-HAPPENED": "A denied or retracted event is left out: an ACLED row says that the event happened.",
        "ACLED-STATUS": "Whether an event is only claimed, or confirmed, has no column.",
        "ACLED-TYPE": Grave("ACLED has no type for this event; the three type columns are blank."),
        "ACLED-TYPE-WIDER": "ACLED's type says less, or something else near it, than the record's.",
        "ACLED-DATE": Grave("ACLED does not code what is vaguer than a month or undated; event_date is blank."),
        "ACLED-INTERVAL": "An interval is written as one day in its middle, with time_precision 2 or 3.",
        "ACLED-NO-POINT": Grave("There is no point; latitude and longitude are blank. ACLED always gives a place with a point."),
        "ACLED-GEO-PRECISION": "ACLED's three levels say less of the precision, or nothing (country level).",
        "ACLED-RADIUS": "A radius, a gazetteer id or a p-code has no column.",
        "ACLED-DISPUTED": "That a country is disputed has no column.",
        "ACLED-ACTORS": "A row has two actors; the others are lost.",
        "ACLED-ACTOR-TYPE": "ACLED's actor types say less, or nothing, of this actor's.",
        "ACLED-DIRECTION": "Who acted upon whom has no column, except in violence against civilians.",
        "ACLED-TOLL-UNKNOWN": Grave("How many died is not known. ACLED writes 0 both for nobody and for not known."),
        "ACLED-TOLL-NONE": "The record says that nobody died. ACLED writes 0 both for nobody and for not known.",
        "ACLED-TOLL-CLAIMS": Grave("There are several claims of how many died; one is written (see the README for the choice)."),
        "ACLED-TOLL-BOUNDS": "Lowest and highest figures have no column.",
        "ACLED-TOLL-WORDS": Grave(
            "A number in words is written by ACLED's convention: several or many 3, dozens 12, hundreds 100."
        ),
        "ACLED-TOLL-BEYOND": Grave("ACLED has no convention for words such as thousands. The row has 0, its sign for not known."),
        "ACLED-ID": "The id isn't ACLED's. It stands in the row whole, with its source's name, and reads back so.",
        "ACLED-COUNTRY": "The country is written in ACLED's way: by another name, or in other codes, or not at all for an actor.",
        "ACLED-ACTOR-CODES": "Codes of other systems for an actor have no column.",
        "ACLED-DATE-FORM": "The source's cell had the date in another form than the table that is written (the month first).",
        "ACLED-DATE-ORDER": "The dates are as the source had them, and none shows whether the day or the month comes first.",
        "ACLED-OTHER": "A value that no other code names: reading the row back doesn't give it.",
        "ACLED-TOLL-PART": Grave("Only the dead of a part (civilians, a side) are known; the largest such figure is written."),
        "ACLED-TOLL-OTHER": "Injured, abducted, displaced … have no column, nor have the dead by group.",
        "ACLED-SOURCE": "Of a source only the name and scale have columns; title, address and dates are lost.",
        "ACLED-SEPARATOR": "A name with a semicolon in a list of names reads back as two.",
        "ACLED-EVIDENCE": "The words a value rests on have no column.",
        "ACLED-RELATION": "Links to other records have no column.",
        "ACLED-PROVENANCE": "How the record was made, and under which terms, has no column.",
        "ACLED-CODES": "Codes of other systems have no column, nor has the source's own once the type was corrected.",
        "ACLED-GAP": "Why a value is absent or coarse has no column.",
        "ACLED-EXTRA": "Another source's own members have no column.",
        "ACLED-COLUMN": "The table that is written has no column for this; another layout, or another first record, may have.",
    }
)

FAMILIES: Mapping[str, str] = types.MappingProxyType(
    {
        "country": "ACLED-COUNTRY",
        "codes": "ACLED-ACTOR-CODES",
        "rights": "ACLED-PROVENANCE",
        "provenance": "ACLED-PROVENANCE",
        "type": "ACLED-ACTOR-TYPE",
        "acled:event_date": "ACLED-DATE-FORM",
    }
)
"""The codes of what is missing within a member of this name, wherever it stands."""
