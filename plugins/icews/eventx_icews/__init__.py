"""ICEWS coded event tables, in.

Knows the plugin class; the layout stands in :mod:`eventx_icews.layout`. ICEWS gives reports
coded by a machine, and so are the records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO, ClassVar, Literal

from eventx.plugins import Sniff
from eventx.report import End, Outcome
from eventx.tabular.rowlike import rowlike
from eventx_icews.words import CODES


class IcewsImporter:
    """ICEWS's tables of coded events, yearly and daily, with their defects."""

    name = "icews"
    codes: ClassVar[Mapping[str, str]] = CODES

    def sniff(self, head: bytes, filename: str) -> Sniff | None:  # noqa: ARG002 (the content decides)
        """Claims tables with ICEWS's names of columns."""
        if not rowlike(head, 5) or b"cameo" not in head.lower():  # a column that all have
            return None
        from eventx_icews.reading import claims

        return Sniff(0.9, "a header with ICEWS's column names") if claims(head) else None

    def read(
        self,
        stream: BinaryIO,
        *,
        name: str,
        evidence: Literal["row", "cells"] = "row",
        encoding: str | None = None,
        dates: Literal["auto", "dmy", "mdy"] = "auto",
    ) -> Iterator[Outcome | End]:
        """One record of kind *report* for each row.

        ``encoding`` is that of a table which isn't in UTF-8, such as windows-1252.
        ``evidence=cells`` notes the cell of every value, not only the row. ``dates`` says whether 1/2/2017 begins with the day or
        the month, where the table doesn't show it.
        """
        from eventx_icews.reading import read_table

        return read_table(stream, name, detail=evidence, encoding=encoding, order="" if dates == "auto" else dates)
