"""Whether the first bytes of a file are GDELT's.

Knows the widths of its rows and what stands in front of them. Doesn't read the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from eventx.plugins import Sniff
from eventx.tabular.header_fit import fit
from eventx.tabular.rowlike import first_rows
from eventx_gdelt.layout import COLUMNS, COLUMNS_57, COLUMNS_58, layouts

WIDTHS = (len(COLUMNS), len(COLUMNS_58), len(COLUMNS_57))
_ID = re.compile(r"[0-9]{1,12}")
_MEMBER = re.compile(r'"(\w+)"\s*:')
_LOOKED_AT = 20
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
    if _header_in(text):
        return Sniff(0.9, "a header with GDELT's column names")
    return Sniff(0.9, "tab-separated rows of GDELT's widths below the first line") if _mostly_rows(head) else None


def starts_with_rows(head: bytes) -> bool:
    """Whether a file that begins so has rows and no header above them: by its first row, or else by most of the first."""
    first = head.split(b"\n", 1)[0]
    if has_rows(first) or (width(first) and first[:1].isdigit()):  # whatever the day of the first row is
        return True
    return _mostly_rows(head) and not _header_in(head.decode("utf-8", "replace").lstrip("\ufeff"))


def _header_in(text: str) -> bool:
    return any(has_header(names) for separator in (",", "\t", ";") for names in first_rows(text, separator))


def _mostly_rows(head: bytes) -> bool:
    """Whether most of the first lines that aren't blank are rows: one that isn't is then a bad row, not another kind of file."""
    lines = [line for line in head.split(b"\n")[:_LOOKED_AT] if line.strip()]
    return sum(map(has_rows, lines)) * 2 > len(lines)


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
