"""Reading an ACLED table: from the file to outcomes.

Knows what every record from ACLED has in common. Doesn't know columns (:mod:`eventx_acled.layout`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

from eventx.report import End, Finding, Outcome, Position, Severity
from eventx.tabular.days import Order, stated_day
from eventx.tabular.layout import Layout
from eventx.tabular.opening import open_table
from eventx.tabular.outcomes import read_rows
from eventx.tabular.rows import EvidenceDetail
from eventx.version import version
from eventx_acled.vintages import layouts

RIGHTS = {
    "terms": "https://acleddata.com/eula",
    "attribution": "ACLED (Armed Conflict Location & Event Data), https://acleddata.com",
    "redistribution": "no-redistribution",
}
# Files of the first years were saved by spreadsheets on Windows.
OLDER_ENCODING = "windows-1252"


def read_table(
    stream: BinaryIO,
    name: str,
    *,
    detail: EvidenceDetail,
    acled_terms: bool,
    encoding: str | None,
    order: Order,
    retrieved: str | None,
) -> Iterator[Outcome | End]:
    """The outcomes of an ACLED table."""
    told = {} if (day := stated_day("retrieved", retrieved)) is None else {"retrieved": day}
    opened = open_table(stream, name=name, layouts=layouts(), encoding=encoding, older=OLDER_ENCODING, order=order)
    first = next(opened.rows, None)
    rows = opened.rows if first is None else chain((first,), opened.rows)
    at = opened.fit.at["event_id_cnty"]
    if acled_terms and first is not None and len(first.cells) > at and ":" in first.cells[at]:
        acled_terms = False
        words = f"the ids are another source's ({first.cells[at]!r}): none of ACLED's terms are claimed for the rows"
        opened.table.remarks.append(Finding("ACLED-OTHERS", Severity.NOTE, words, Position(name, line=1)))

    def common(layout: Layout) -> dict[str, Any]:
        provenance: dict[str, Any] = {"importer": {"name": "acled", "version": version()}, "mapping": layout.name, **told}
        if not acled_terms:
            return {"status": "reported", "provenance": provenance}
        provenance |= {"dataset": {"name": "ACLED"}, "method": "human"}
        return {"status": "reported", "provenance": provenance, "rights": RIGHTS}

    return read_rows(opened.fit, opened.table, rows, common, detail=detail)
