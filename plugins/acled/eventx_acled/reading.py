"""Reading an ACLED table: from the file to outcomes.

Knows what every record from ACLED has in common. Doesn't know columns (:mod:`eventx_acled.layout`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from eventx.report import End, Outcome
from eventx.tabular.days import Order, stated_day
from eventx.tabular.layout import Layout
from eventx.tabular.opening import read_table as read_any
from eventx.tabular.outcomes import Terms
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

    def common(layout: Layout) -> dict[str, Any]:
        made = {"importer": {"name": "acled", "version": version()}, "mapping": layout.name, **told}
        return {"status": "reported", "provenance": made}

    return read_any(
        stream,
        name=name,
        layouts=layouts(),
        common=common,
        terms=Terms("ACLED", {"dataset": {"name": "ACLED"}, "method": "human"}, RIGHTS) if acled_terms else None,
        detail=detail,
        encoding=encoding,
        older=OLDER_ENCODING,
        order=order,
    )
