"""Reading a POLECAT table: from the bytes to outcomes.

Knows what every record from POLECAT has in common, and headers with names too many. Doesn't know columns
(:mod:`eventx_polecat.layout`).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO, cast

from eventx.report import End, Finding, Outcome, Position, Severity
from eventx.tabular.dialect import Dialect
from eventx.tabular.header_fit import Fit, best_fit, fit
from eventx.tabular.outcomes import TableOutcomes
from eventx.tabular.reader import TableReader
from eventx.tabular.rows import EvidenceDetail
from eventx.version import version
from eventx_polecat.layout import COLUMNS, REQUIRED, layout

COMMON: dict[str, Any] = {
    "kind": "report",
    "status": "reported",
    "provenance": {
        "importer": {"name": "polecat", "version": version()},
        "dataset": {"name": "POLECAT"},
        "mapping": "polecat-40",
        "method": "model",
    },
}


def names_of(line: str) -> tuple[str, ...] | None:
    """The names of a header's line if they are POLECAT's."""
    names = tuple(line.lstrip("\ufeff").rstrip("\r\n").split("\t"))
    found = fit(layout(), names).at
    return names if all(name in found for name in REQUIRED) else None


def read_table(stream: BinaryIO, name: str, *, detail: EvidenceDetail, encoding: str | None) -> Iterator[Outcome | End]:
    """The outcomes of a POLECAT table."""
    dialect = Dialect(encoding or "utf-8", "\t", quotechar="")
    older = None if encoding else "windows-1252"
    source = cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", stream), 1 << 16))
    table = TableReader(source, name=name, dialect=dialect, older=older)
    table.header = tuple(cell.lstrip("\ufeff") for cell in table.header)
    rows = iter(table)
    first = next(rows, None)
    found = best_fit((layout(),), table.header, name)
    surplus = len(table.header) - len(COLUMNS)
    # All 40 names in their order among others, and rows of 40 cells: the names too many belong to no cell.
    if surplus > 0 and len(found.at) == len(COLUMNS) and first is not None and len(_trimmed(first.cells)) <= len(COLUMNS):
        others = [table.header[number] or "a blank" for number in found.besides]
        words = (
            f"the header has {', '.join(others)} besides, the rows have {len(COLUMNS)} cells; they are read in POLECAT's order"
        )
        table.remarks.append(
            Finding("POLECAT-HEADER", Severity.WARNING, words, Position(name, line=1), advice="look at the first record")
        )
        found = Fit(layout(), COLUMNS, {column: at for at, column in enumerate(COLUMNS)})
        table.header = COLUMNS
    return TableOutcomes(found, table, rows if first is None else chain((first,), rows), COMMON, detail=detail)


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    """A row without the blank cells at its end."""
    count = len(cells)
    while count and not cells[count - 1]:
        count -= 1
    return cells[:count]
