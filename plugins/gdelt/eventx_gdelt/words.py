"""The codes this plugin gives: known errata of GDELT, and what one of its rows can't say, each in a sentence."""

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
        "GDELT-1920": "A known fault: rows added from 31 December 2019 to 5 January 2020 are dated 1920. The date stays words.",
        "GDELT-CODE": "The event code is none of CAMEO's (a known fault: ---, --, X). The cell is kept; the record has no type.",
        "GDELT-PADDED": "The code of an actor has blanks around it, a known fault of 2013. They are left away, and come back.",
        "GDELT-LETTERS": "A place's name has a question mark where a letter was lost, a known fault. It is kept as it is.",
        "GDELT-FEATURE": "The feature id 449676 stands for two places, a known fault. Go by the name and the point.",
    }
)

LOSSES: Mapping[str, str] = types.MappingProxyType(
    {
        "GDELT-CAMPAIGN": "A campaign is no row.",
        "GDELT-NO-CODE": "The record's type has no CAMEO code, without which there is no row.",
        "GDELT-NOT-HAPPENED": "A denied or retracted event is left out: a row says that the event was reported as happening.",
        "GDELT-DATE": Grave("The date is vaguer than a day, or not known: a row has one day, so its date columns are blank."),
        "GDELT-TOLLS": Grave("GDELT has no tolls at all."),
        "GDELT-ACTORS": "A row has two actors; the others are lost.",
        "GDELT-COLUMN": "The row that is written has no column for this; the layout 2.0 may have.",
        "GDELT-WHITE-SPACE": "Tabs and line breaks can't stand in a cell; they are written as blanks.",
        "GDELT-OTHER": "A value that no other code names: reading the row back doesn't give it.",
    }
)
