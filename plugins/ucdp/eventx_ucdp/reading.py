"""Reading a UCDP table: from the file to outcomes.

Knows what every record from UCDP has in common. Doesn't know columns (:mod:`eventx_ucdp.layout`).
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
from eventx_ucdp.layout import layouts

RIGHTS = {
    "licence": "CC-BY-4.0",
    "attribution": "Uppsala Conflict Data Program (UCDP), https://ucdp.uu.se; cite the papers named for the dataset",
    "redistribution": "attribution",
}


def read_table(
    stream: BinaryIO,
    name: str,
    *,
    detail: EvidenceDetail,
    ucdp_terms: bool,
    encoding: str | None,
    order: Order,
    retrieved: str | None,
    release: str | None,
) -> Iterator[Outcome | End]:
    """The outcomes of a UCDP table."""
    told = {} if (day := stated_day("retrieved", retrieved)) is None else {"retrieved": day}
    dataset = {"name": "UCDP GED"} | ({"version": release} if release else {})

    def common(layout: Layout) -> dict[str, Any]:
        made = {"importer": {"name": "ucdp", "version": version()}, "mapping": layout.name, **told}
        return {"status": "reported", "provenance": made}

    return read_any(
        stream,
        name=name,
        layouts=layouts(),
        common=common,
        terms=Terms("UCDP", {"dataset": dataset, "method": "human"}, RIGHTS) if ucdp_terms else None,
        detail=detail,
        encoding=encoding,
        order=order,
    )
