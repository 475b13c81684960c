"""Letters that come from reading UTF-8 in another encoding and writing it anew.

Knows what they look like, and tells each column once. Mends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from eventx.report import Finding, Position, Severity
from eventx.tabular.reader import Row

# What UTF-8's letters of two and three bytes look like when read as windows-1252: é → Ã©, the apostrophe ’ → â€™, д → Ð´.
MOJIBAKE = re.compile(
    "Ã[\u0080-\u00bf\u0192\u2018-\u2030]|â€[\u0080-\u00ff\u0152-\u2122]|(?:[ÐÑ][\u0080-\u00bf\u0152-\u2122]){2}"
)


class Garbling:
    """The columns of a table in which such letters were found."""

    def __init__(self, header: Sequence[str]) -> None:
        self._header = header
        self._told: set[int] = set()

    def of(self, row: Row, position: Position) -> list[Finding]:
        """A warning, once a column, for letters that come from reading UTF-8 in another encoding and writing it anew."""
        found = []
        for index, cell in enumerate(row.cells):
            if index not in self._told and not cell.isascii() and (match := MOJIBAKE.search(cell)):
                self._told.add(index)
                where = evolve(position, column=index + 1)
                words = f"column {self._header[index]!r} has {match[0]!r}: UTF-8 that was once read in a wrong encoding"
                advice = "get the table from where it was still right; the cells are kept as they are"
                found.append(Finding("CSV-MOJIBAKE", Severity.WARNING, words, where, value=cell[:80], advice=advice))
        return found
