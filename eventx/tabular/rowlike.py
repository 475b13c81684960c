"""Whether a file can begin with rows of so many cells: asked before a layout is loaded that needs them.

Knows separators. Doesn't know any layout, and doesn't say that something is a table, only that it can't be one.
"""

from __future__ import annotations

import contextlib
import csv
import io
from itertools import islice

_SEPARATORS = (b",", b";", b"\t", b"|")
# A byte order mark and blanks may stand before JSON.
_BEFORE = b"\xef\xbb\xbf \t\r\n"


def rowlike(head: bytes, cells: int, *, rows: int = 1) -> bool:
    """Whether one of the first rows can have so many cells, or the file can be rows in JSON.

    A row that is quoted can go on for lines: then all of ``head`` counts. A first line may name the separator ("sep=;").
    JSON that names a schema version holds records of eventx.
    """
    if head.lstrip(_BEFORE)[:1] in (b"{", b"["):
        return b'"schema_version"' not in head[:4096]
    lines = head.split(b"\n", rows + 1)[: rows + 1]
    if any(b'"' in line for line in lines):
        lines = [head]
    return any(line.count(separator) >= cells - 1 for line in lines for separator in _SEPARATORS)


def first_rows(text: str, separator: str, most: int = 1) -> list[tuple[str, ...]]:
    """The first rows of a text as this separator splits it, at most so many; fewer where quotes don't match."""
    rows: list[tuple[str, ...]] = []
    with contextlib.suppress(csv.Error):
        for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), most):
            rows.append(tuple(row))
    return rows
