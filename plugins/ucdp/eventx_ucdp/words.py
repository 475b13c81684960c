"""The codes this plugin gives: what was told about a row, and what a UCDP row can't say, each in a sentence."""

from __future__ import annotations

import types
from collections.abc import Mapping

from eventx.report import Grave
from eventx.tabular.codes import CODES as TABLE_CODES
from eventx.tabular.codes import OF_TERMS

CODES: Mapping[str, str] = types.MappingProxyType(
    {
        **TABLE_CODES,
        **OF_TERMS,
        "UCDP-SUM": "The deaths by side don't add up to the best estimate. All figures are kept as they are.",
    }
)

LOSSES: Mapping[str, str] = types.MappingProxyType(
    {
        "UCDP-CAMPAIGN": "A campaign is no row: UCDP's rows are events. Its toll is not divided among them but lost.",
        "UCDP-REPORT": "A record of kind report is no event.",
        "UCDP-NOT-HAPPENED": "A denied or retracted event is left out: a row says that the event happened.",
        "UCDP-NOT-LETHAL": "UCDP records lethal violence. Of this event no death is known (none, or not known how many).",
        "UCDP-ACTORS": "UCDP records organised actors and their victims; this event's actors are others, or not known.",
        "UCDP-VIOLENCE": "type_of_violence was concluded from who acts: with a state 1, organised groups 2, against civilians 3.",
        "UCDP-MORE-ACTORS": "A row has two sides; the other actors are lost.",
        "UCDP-TYPE": Grave("UCDP has no column for the tactic (shelling, clash, abduction)."),
        "UCDP-TOLL": "Of several claims the row has the lowest low and the highest high; who claims what is lost.",
        "UCDP-NO-BEST": Grave("There is no best estimate: several claims, or only a bound. best is blank."),
        "UCDP-DATE": Grave("UCDP has no precision for more than a year, and no row without a date; the date columns are blank."),
        "UCDP-NO-POINT": Grave("There is no point; latitude, longitude and what follows from them are blank."),
        "UCDP-WHERE": "where_prec says less than the record's precision.",
        "UCDP-COUNTRY": "The country's name or codes aren't UCDP's; without a Gleditsch-Ward number country_id is blank.",
        "UCDP-STATUS": "Whether an event is only claimed, or confirmed, has no column.",
        "UCDP-CODES": "Codes of other systems have no column.",
        "UCDP-EVIDENCE": "The words a value rests on have no column.",
        "UCDP-PROVENANCE": "How the record was made, and under which terms, has no column.",
        "UCDP-EXTRA": "Another source's own members have no column.",
        "UCDP-COLUMN": "The table that is written has no column for this; another layout may have.",
        "UCDP-ACTOR-CODES": "Codes of other systems for an actor have no column.",
        "UCDP-ACTOR-TYPE": "The kind of an actor has no column.",
        "UCDP-NOTES": "What happened in words, and tags, have no column; where_description tells of the place only.",
        "UCDP-ASSOCIATES": "Who was on an actor's side, or of what kind its members were, has no column.",
        "UCDP-SOURCE": "Of a report the outlet, day and headline have columns; its address and the like are lost.",
        "UCDP-PLACE": "The third-order unit, gazetteer ids and the like of a place have no column.",
        "UCDP-RELATION": "Links to other records have no column.",
        "UCDP-GAP": "Why a value is absent or coarse has no column.",
        "UCDP-DATE-FORM": "The source's cell had the date in another form than the table that is written (the month first).",
        "UCDP-DATE-ORDER": "The dates are as the source had them, and none shows whether the day or the month comes first.",
        "UCDP-OTHER": "A value that no other code names: reading the row back doesn't give it.",
    }
)

FAMILIES: Mapping[str, str] = types.MappingProxyType(
    {
        "country": "UCDP-COUNTRY",
        "codes": "UCDP-ACTOR-CODES",
        "rights": "UCDP-PROVENANCE",
        "provenance": "UCDP-PROVENANCE",
        "type": "UCDP-ACTOR-TYPE",
        "associates": "UCDP-ASSOCIATES",
        **dict.fromkeys(("notes", "tags"), "UCDP-NOTES"),
        **dict.fromkeys(("scale", "url"), "UCDP-SOURCE"),
        **dict.fromkeys(("admin3", "gazetteer", "pcode", "radius_m"), "UCDP-PLACE"),
        "relations": "UCDP-RELATION",
        "gaps": "UCDP-GAP",
        **dict.fromkeys(("ucdp:date_start", "ucdp:date_end"), "UCDP-DATE-FORM"),
    }
)
"""The codes of what is missing within a member of this name, wherever it stands."""
