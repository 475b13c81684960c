"""Whether the first bytes of a file are a UCDP event table.

Knows the names of its columns, and a first row without them. Doesn't read the table.
"""

from __future__ import annotations

import csv
import io
import re

from eventx.plugins import Sniff
from eventx.tabular.fit import fit
from eventx_ucdp.layout import COLUMNS, COLUMNS_19, current

_SIGNS = ("type_of_violence", "where_prec", "date_prec", "best")
_KEY = re.compile(r'"([^"\\\n]{1,40})"\s*:')
_POINT = re.compile(r"POINT ?\(-?[0-9.]+ -?[0-9.]+\)")


def recognise(head: bytes) -> Sniff | None:
    """The claim on a file that begins so."""
    text = head.decode("utf-8", "replace").lstrip("\ufeff")
    if text.lstrip()[:1] in ("{", "["):
        keys = tuple(dict.fromkeys(_KEY.findall(text)))
        return Sniff(0.9, "a JSON answer whose rows have UCDP's names") if _names_enough(keys) else None
    for separator in (",", ";", "\t", "|"):
        first = _first_row(text, separator)
        if _names_enough(first):
            return Sniff(0.9, "a header with UCDP's column names")
        if len(first) in (len(COLUMNS), len(COLUMNS_19)) and any(_POINT.fullmatch(cell) for cell in first):
            return Sniff(0.6, f"{len(first)} columns without a header, with a point as UCDP writes it")
    return None


def _names_enough(names: tuple[str, ...]) -> bool:
    found = fit(current(), names).at
    return all(name in found for name in _SIGNS)


def _first_row(text: str, separator: str) -> tuple[str, ...]:
    try:
        return tuple(next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), ()))
    except csv.Error:
        return ()
