"""Whether the first bytes of a file are GDELT's.

Knows the widths of its rows and what stands in front of them. Doesn't read the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from eventx.plugins import Sniff
from eventx.tabular.fit import fit
from eventx.tabular.rowlike import first_rows
from eventx_gdelt.layout import COLUMNS, COLUMNS_57, COLUMNS_58, layouts

WIDTHS = (len(COLUMNS), len(COLUMNS_58), len(COLUMNS_57))
_ID = re.compile(r"[0-9]{1,12}")
_MEMBER = re.compile(r'"(\w+)"\s*:')
_DAY = re.compile(r"(?:19|20)[0-9]{6}")


def recognise(head: bytes) -> Sniff | None:
    """The claim on a file that begins so."""
    text = head.decode("utf-8", "replace").lstrip("\ufeff")
    if text.lstrip()[:1] in ("{", "["):
        return Sniff(0.9, "rows of JSON with GDELT's column names") if has_header(_MEMBER.findall(text)) else None
    first = text.split("\n", 1)[0].rstrip("\r")
    cells = first.split("\t")
    if has_rows(first.encode()):
        sure = _ID.fullmatch(cells[0].strip()) and _DAY.fullmatch(cells[1].strip())
        return Sniff(0.95 if sure else 0.6, f"tab-separated rows of {width(first.encode())} cells, an id and a day in front")
    for separator in (",", "\t", ";"):
        if any(map(has_header, first_rows(text, separator))):
            return Sniff(0.9, "a header with GDELT's column names")
    return None


def width(line: bytes) -> int:
    """How many of GDELT's columns a line has; 0 if that is no number of theirs. A tab behind the last cell is none."""
    tabs = line.count(b"\t") + 1
    if tabs == WIDTHS[0] + 1 and line.rstrip(b"\r\n").endswith(b"\t"):
        tabs -= 1
    return tabs if tabs in WIDTHS else 0


def has_rows(line: bytes) -> bool:
    """Whether the first line is a row without a header above it: one of GDELT's widths, with an id, a day or none, and the day on
    which it was added or none. Rows made from other sources' records have those sources' ids."""
    if not width(line):
        return False
    cells = line.decode("utf-8", "replace").split("\t")
    return bool(cells[0].strip()) and (not cells[1].strip() or _DAY.fullmatch(cells[1].strip()) is not None)


def has_header(names: Sequence[str]) -> bool:
    """Whether the first row is a header with what every file of GDELT has."""
    found = fit(layouts()[0], names).at
    return all(name in found for name in layouts()[0].required)
