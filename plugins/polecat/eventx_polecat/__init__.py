"""POLECAT's weekly tables, in.

Knows the plugin class; the layout stands in :mod:`eventx_polecat.layout`. POLECAT gives reports
coded by a machine, and so are the records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO, ClassVar, Literal

from eventx.plugins import Sniff
from eventx.report import End, Outcome
from eventx.tabular.rowlike import rowlike
from eventx_polecat.words import CODES


class PolecatImporter:
    """POLECAT's tab-separated tables of 40 columns, with their defects."""

    name = "polecat"
    codes: ClassVar[Mapping[str, str]] = CODES

    def sniff(self, head: bytes, filename: str) -> Sniff | None:  # noqa: ARG002 (the content decides)
        """Claims tables with POLECAT's names of columns."""
        if not rowlike(head, 5) or b"\t" not in head.partition(b"\n")[0]:
            return None
        from eventx_polecat.reading import names_of

        found = names_of(head.decode("utf-8", "replace").split("\n", 1)[0])
        return Sniff(0.9, "a header with POLECAT's column names") if found else None

    def read(
        self, stream: BinaryIO, *, name: str, evidence: Literal["row", "cells"] = "row", encoding: str | None = None
    ) -> Iterator[Outcome | End]:
        """One record of kind *report* for each row.

        ``encoding`` is that of a table which isn't in UTF-8, such as windows-1252. ``evidence=cells`` notes the cell
        of every value, not only the row.
        """
        from eventx_polecat.reading import read_table

        return read_table(stream, name, detail=evidence, encoding=encoding)
