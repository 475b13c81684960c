"""ACLED event tables, in and out.

Knows the two plugin classes; the layout stands in :mod:`eventx_acled.layout`, what an ACLED row can't say in
:mod:`eventx_acled.shape`. Holds no ACLED data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO, ClassVar, Literal

from eventx.plugins import Sniff
from eventx.report import End, Losses, Outcome, Record
from eventx.tabular.codes import CODES, OF_TERMS
from eventx.tabular.rowlike import rowlike
from eventx_acled.words import LOSSES

if TYPE_CHECKING:
    from eventx.bulk.layout_sink import LayoutSink


class AcledImporter:
    """Event tables as ACLED's API and export tool give them and have given them, columns found by name."""

    name = "acled"
    codes: ClassVar[Mapping[str, str]] = {**CODES, **OF_TERMS}

    def sniff(self, head: bytes, filename: str) -> Sniff | None:  # noqa: ARG002 (the content decides)
        """Claims a table, or a JSON answer, with ACLED's names of columns; by position, one whose first row could be ACLED's."""
        if not rowlike(head, 4):
            return None
        from eventx_acled.recognition import recognise

        return recognise(head)

    def read(
        self,
        stream: BinaryIO,
        *,
        name: str,
        evidence: Literal["row", "cells"] = "row",
        terms: Literal["acled", "unstated"] = "acled",
        encoding: str | None = None,
        dates: Literal["auto", "dmy", "mdy"] = "auto",
        retrieved: str | None = None,
    ) -> Iterator[Outcome | End]:
        """One record for each row.

        ``encoding`` is that of a table which isn't in UTF-8, such as windows-1252.
        ``evidence=cells`` notes the cell of every value, not only the row. ``terms=unstated`` is for tables in ACLED's layout
        that are not ACLED's data: no rights are claimed then. ``dates`` says whether 03/02/2016 begins with the day or the
        month, where the table doesn't show it. ``retrieved`` is the day on which the table was downloaded, which ACLED
        wants named.
        """
        from eventx_acled.reading import read_table

        order = "" if dates == "auto" else dates
        return read_table(
            stream, name, detail=evidence, acled_terms=terms == "acled", encoding=encoding, order=order, retrieved=retrieved
        )


class AcledExporter:
    """A table of ACLED's 31 columns from any eventx records; what a row can't say is declared as a loss."""

    name = "acled"
    suffixes = (".acled.csv",)
    codes: ClassVar[Mapping[str, str]] = LOSSES
    implied: ClassVar[Mapping[str, str]] = {
        "/type": "follows from the event's code",
        "/date/basis": "a table's dates are its source's",
        "/actors/*/side": "follows from the column",
        "/actors/*/type": "follows from the code in inter1 or inter2",
        "/tolls/*/state": "follows from the cell",
    }

    def write(
        self,
        records: Iterable[Record],
        out: BinaryIO,
        losses: Losses,
        *,
        reports: Literal["leave-out", "write"] = "leave-out",
        layout: Literal["own", "today", "numeric", "v3", "early"] = "own",
    ) -> int:
        """A row for each event. ``reports=write`` also writes records of kind *report*, as if they were events.

        ``layout``: ``own`` gives records from an ACLED table back in that table's columns and today's for others; ``today``,
        ``numeric`` (actor types as numbers), ``v3`` (2019 to 2023) and ``early`` (to 2017) write those afresh.
        """
        sink = self.sink(out, losses, reports=reports, layout=layout)
        for record in records:
            sink.put(record)
        return sink.close()

    def sink(
        self,
        out: BinaryIO,
        losses: Losses,
        *,
        reports: Literal["leave-out", "write"] = "leave-out",
        layout: Literal["own", "today", "numeric", "v3", "early"] = "own",
    ) -> LayoutSink:
        """The table as a :class:`~eventx.bulk.pieces.TextSink`."""
        from eventx_acled.writing import table_sink

        return table_sink(out, losses, reports=reports == "write", vintage=layout)
