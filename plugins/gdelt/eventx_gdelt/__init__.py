"""GDELT event files, in and out.

Knows the two plugin classes; the layouts stand in :mod:`eventx_gdelt.layout`. What GDELT gives are reports found by a
machine, not events, and so are the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, ClassVar, Literal

from eventx.plugins import Sniff
from eventx.report import End, Losses, Outcome, Record
from eventx.tabular.rowlike import rowlike
from eventx_gdelt.words import CODES, LOSSES


class GdeltImporter:
    """GDELT's event files: 2.0 (61 columns) and 1.0 (57 and 58), also mixed, without a header or with one."""

    name = "gdelt"
    codes: ClassVar[Mapping[str, str]] = CODES

    def sniff(self, head: bytes, filename: str) -> Sniff | None:  # noqa: ARG002 (the content decides)
        """Claims tab-separated rows of these widths that begin with a number and a day, and tables with GDELT's names."""
        # A row has tabs; a header, whatever stands between its names, has the id's.
        if not rowlike(head, 4) or not (b"\t" in head.partition(b"\n")[0] or b"globaleventid" in head.lower()):
            return None
        from eventx_gdelt.recognition import recognise

        return recognise(head)

    def read(
        self, stream: BinaryIO, *, name: str, evidence: Literal["row", "cells"] = "row", encoding: str | None = None
    ) -> Iterator[Outcome | End]:
        """One record of kind *report* for each row.

        ``encoding`` is that of a table which isn't in UTF-8, such as windows-1252. ``evidence=cells`` notes the cell
        of every value, not only the row.
        """
        from eventx_gdelt.reading import read_table

        return read_table(stream, name, detail=evidence, encoding=encoding)


class GdeltExporter:
    """GDELT's event file from records that came from one; of others only those whose type has a CAMEO code."""

    name = "gdelt"
    suffixes = (".gdelt.tsv", ".export.csv")
    codes: ClassVar[Mapping[str, str]] = LOSSES
    implied: ClassVar[Mapping[str, str]] = {"/date/basis": "a table's dates are its source's"}

    def write(
        self, records: Iterable[Record], out: BinaryIO, losses: Losses, *, layout: Literal["own", "2.0", "1.0"] = "own"
    ) -> int:
        """A row for each record, without a header. ``layout``: each row in its own width, or all in that of 2.0 or 1.0 (58)."""
        from eventx_gdelt.writing import write_table

        return write_table(records, out, losses, vintage=layout)
