"""Reading an ICEWS table: from the bytes to outcomes.

Knows what every record from ICEWS has in common. Doesn't know columns (:mod:`eventx_icews.layout`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from eventx.report import End, Outcome
from eventx.tabular.days import Order
from eventx.tabular.header_fit import fit
from eventx.tabular.opening import read_table as read_any
from eventx.tabular.rowlike import first_rows
from eventx.tabular.rows import EvidenceDetail
from eventx.version import version
from eventx_icews.layout import REQUIRED, layout

COMMON: dict[str, Any] = {
    "kind": "report",
    "status": "reported",
    "provenance": {
        "importer": {"name": "icews", "version": version()},
        "dataset": {"name": "ICEWS Coded Event Data"},
        "mapping": "icews-20",
        "method": "rules",
    },
}


def claims(head: bytes) -> bool:
    """Whether a file that begins so has ICEWS's header."""
    text = head.decode("utf-8", "replace").lstrip("\ufeff")
    for separator in ("\t", ",", ";"):
        names = next(iter(first_rows(text, separator)), ())
        found = fit(layout(), names).at
        if all(name in found for name in REQUIRED):
            return True
    return False


def read_table(
    stream: BinaryIO, name: str, *, detail: EvidenceDetail, encoding: str | None, order: Order
) -> Iterator[Outcome | End]:
    """The outcomes of an ICEWS table."""
    older = None if encoding else "windows-1252"
    return read_any(
        stream, name=name, layouts=(layout(),), common=COMMON, detail=detail, encoding=encoding, older=older, order=order
    )
