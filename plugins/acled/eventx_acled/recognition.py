"""Whether the first bytes of a file are an ACLED table.

Knows the names of its columns in all years, and how its ids look in a table without a header. Doesn't read the table.
"""

from __future__ import annotations

import re

from eventx.plugins import Sniff
from eventx.tabular.dialect import past_separator_line
from eventx.tabular.header_fit import fit
from eventx.tabular.rowlike import first_rows
from eventx_acled.layout import REQUIRED, current
from eventx_acled.vintages import layouts

_SEPARATORS = (",", ";", "\t", "|")
_ID = re.compile(r"[A-Z]{3}[0-9]+|[0-9]+[A-Z]{3}")  # ETH1234; in the first versions 1234ETH
_FEW = 4  # columns that a table needs to be ACLED's, the required ones among them
_MANY = 12
_ENVELOPE = frozenset({"status", "success"})
_LIMITS = "data_query_restrictions"
_KEY = re.compile(r'"([^"\\\n]{1,40})"\s*:')


def recognise(head: bytes) -> Sniff | None:
    """The claim on a file that begins so."""
    text = past_separator_line(head.decode("utf-8", "replace").lstrip("\ufeff"))
    if text.lstrip()[:1] in ("{", "["):
        keys = tuple(dict.fromkeys(_KEY.findall(text)))
        if _names_enough(keys):
            return Sniff(0.9, "a JSON answer whose rows have ACLED's names")
        return Sniff(0.5, "an answer of ACLED's API without rows") if {*keys} >= _ENVELOPE or _LIMITS in keys else None
    for separator in _SEPARATORS:
        first = next(iter(first_rows(text, separator)), ())
        if _names_enough(first):
            return Sniff(0.9, "a header with ACLED's column names")
        if len(fit(current(), first).at) >= _MANY:
            return Sniff(0.3, "a header with many of ACLED's column names")  # which the importer refuses, saying what it lacks
        if any(len(first) == len(layout.columns) for layout in layouts()) and any(_ID.fullmatch(cell) for cell in first[:3]):
            return Sniff(0.6, f"{len(first)} columns without a header, with an id as ACLED's are")
    return None


def _names_enough(names: tuple[str, ...]) -> bool:
    found = fit(current(), names).at
    return all(name in found for name in REQUIRED) and len(found) >= _FEW
