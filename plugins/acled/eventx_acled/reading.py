"""Reading an ACLED table: from the file to outcomes.

Knows what every record from ACLED has in common. Doesn't know columns (:mod:`eventx_acled.layout`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from eventx.report import End, Outcome
from eventx.tabular.reader import TableReader
from eventx.tabular.rows import EvidenceDetail, check_header, read_rows
from eventx.version import version
from eventx_acled.layout import current

RIGHTS = {
    "terms": "https://acleddata.com/eula",
    "attribution": "ACLED (Armed Conflict Location & Event Data), https://acleddata.com",
    "redistribution": "no-redistribution",
}


def read_table(
    stream: BinaryIO, name: str, *, detail: EvidenceDetail, acled_terms: bool, encoding: str | None
) -> Iterator[Outcome | End]:
    """The outcomes of an ACLED table."""
    table = TableReader(stream, name=name, encoding=encoding)
    layout = check_header((current(),), table.header, name)
    provenance: dict[str, Any] = {"importer": {"name": "acled", "version": version()}, "mapping": layout.name}
    common: dict[str, Any] = {"status": "reported", "provenance": provenance}
    if acled_terms:
        provenance |= {"dataset": {"name": "ACLED"}, "method": "human"}
        common["rights"] = RIGHTS
    return read_rows(layout, table, common, detail=detail)
