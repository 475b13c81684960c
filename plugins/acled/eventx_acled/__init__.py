"""ACLED event tables, in and out.

Knows the two plugin classes; the layout stands in :mod:`eventx_acled.layout`, what an ACLED row can't say in
:mod:`eventx_acled.shape`. Holds no ACLED data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, ClassVar, Literal

from eventx.plugins import Sniff
from eventx.report import End, Losses, Outcome, Record
from eventx_acled.words import CODES, LOSSES

_SIGNS = ("event_id_cnty", "event_date", "sub_event_type", "fatalities")


class AcledImporter:
    """Event tables as ACLED's API and export tool give them: 31 columns, found by name."""

    name = "acled"
    codes: ClassVar[Mapping[str, str]] = CODES

    def sniff(self, head: bytes, filename: str) -> Sniff | None:  # noqa: ARG002 (the content decides)
        """Claims a table whose header has ACLED's column names."""
        first = head.split(b"\n", 1)[0].decode("utf-8", "replace").casefold()
        found = [sign for sign in _SIGNS if sign in first]
        if len(found) == len(_SIGNS):
            return Sniff(0.9, "a header with ACLED's column names")
        return None

    def read(
        self,
        stream: BinaryIO,
        *,
        name: str,
        evidence: Literal["row", "cells"] = "row",
        terms: Literal["acled", "unstated"] = "acled",
        encoding: str | None = None,
    ) -> Iterator[Outcome | End]:
        """One record for each row.

        ``evidence=cells`` notes the cell of every value, not only the row. ``terms=unstated`` is for tables in ACLED's layout
        that are not ACLED's data: no rights are claimed then.
        """
        from eventx_acled.reading import read_table

        return read_table(stream, name, detail=evidence, acled_terms=terms == "acled", encoding=encoding)


class AcledExporter:
    """A table of ACLED's 31 columns from any eventx records; what a row can't say is declared as a loss."""

    name = "acled"
    suffixes = (".acled.csv",)
    codes: ClassVar[Mapping[str, str]] = LOSSES

    def write(
        self, records: Iterable[Record], out: BinaryIO, losses: Losses, *, reports: Literal["leave-out", "write"] = "leave-out"
    ) -> int:
        """A row for each event. ``reports=write`` also writes records of kind *report*, as if they were events."""
        from eventx_acled.writing import write_table

        return write_table(records, out, losses, reports=reports == "write")
