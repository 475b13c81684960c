"""Whether the first bytes of a file are a UCDP event table.

Knows the names of its columns, and a first row without them. Doesn't read the table.
"""

from __future__ import annotations

import re

from eventx.plugins import Sniff
from eventx.tabular.dialect import past_separator_line
from eventx.tabular.header_fit import fit
from eventx.tabular.rowlike import first_rows
from eventx_ucdp.layout import COLUMNS, COLUMNS_19, current

_SIGNS = ("type_of_violence", "where_prec", "date_prec", "best")
_ENVELOPE = frozenset({"TotalCount", "Result"})
_LOOKED_AT = 5
_KEY = re.compile(r'"([^"\\\n]{1,40})"\s*:')
_POINT = re.compile(r"POINT ?\(-?[0-9.]+ -?[0-9.]+\)")


def recognise(head: bytes) -> Sniff | None:
    """The claim on a file that begins so."""
    text = past_separator_line(head.decode("utf-8", "replace").lstrip("\ufeff"))
    if text.lstrip()[:1] in ("{", "["):
        keys = tuple(dict.fromkeys(_KEY.findall(text)))
        if _names_enough(keys):
            return Sniff(0.9, "a JSON answer whose rows have UCDP's names")
        return Sniff(0.5, "an answer of UCDP's API without rows") if {*keys} >= _ENVELOPE else None
    for separator in (",", ";", "\t", "|"):
        rows = first_rows(text, separator, _LOOKED_AT)
        if rows and _names_enough(rows[0]):
            return Sniff(0.9, "a header with UCDP's column names")
        for row in rows:  # the first may have no point
            if len(row) in (len(COLUMNS), len(COLUMNS_19)) and any(_POINT.fullmatch(cell) for cell in row):
                return Sniff(0.6, f"{len(row)} columns without a header, with a point as UCDP writes it")
    return None


def _names_enough(names: tuple[str, ...]) -> bool:
    found = fit(current(), names).at
    return all(name in found for name in _SIGNS)
