"""UCDP GED and Candidate event tables, in and out.

Knows the two plugin classes; the layouts stand in :mod:`eventx_ucdp.layout`, what a UCDP row can't say in
:mod:`eventx_ucdp.shape`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO, ClassVar, Literal

from eventx.plugins import Sniff
from eventx.report import End, Losses, Outcome, Record
from eventx.tabular.rowlike import rowlike
from eventx_ucdp.words import CODES, LOSSES

if TYPE_CHECKING:
    from eventx.bulk.layout_sink import LayoutSink


class UcdpImporter:
    """Event tables of the Uppsala Conflict Data Program: GED since 17.1, Candidate, the API's answers, copies with an HXL row."""

    name = "ucdp"
    codes: ClassVar[Mapping[str, str]] = CODES

    def sniff(self, head: bytes, filename: str) -> Sniff | None:  # noqa: ARG002 (the content decides)
        """Claims a table, or a JSON answer, with UCDP's names of columns; by position, one whose first row could be UCDP's."""
        if not rowlike(head, 4) and not rowlike(head, 40, rows=5):
            return None
        from eventx_ucdp.recognition import recognise

        return recognise(head)

    def read(
        self,
        stream: BinaryIO,
        *,
        name: str,
        evidence: Literal["row", "cells"] = "row",
        terms: Literal["ucdp", "unstated"] = "ucdp",
        encoding: str | None = None,
        dates: Literal["auto", "dmy", "mdy"] = "auto",
        retrieved: str | None = None,
        release: str | None = None,
    ) -> Iterator[Outcome | End]:
        """One record for each row.

        ``encoding`` is that of a table which isn't in UTF-8, such as windows-1252.
        ``evidence=cells`` notes the cell of every value, not only the row. ``terms=unstated`` is for tables in UCDP's layout that
        are not UCDP's data: no rights are claimed then. ``dates`` says whether 3/2/2016, which a spreadsheet has made of a date,
        begins with the day or the month, where the table doesn't show it.
        ``retrieved`` is the day on which the table was downloaded, ``release`` the dataset's version, such as 26.1: the table
        says neither.
        """
        from eventx_ucdp.reading import read_table

        order = "" if dates == "auto" else dates
        made = {"retrieved": retrieved, "release": release}
        return read_table(stream, name, detail=evidence, ucdp_terms=terms == "ucdp", encoding=encoding, order=order, **made)


class UcdpExporter:
    """A UCDP-style table from any eventx records; what a row can't say is declared as a loss."""

    name = "ucdp"
    suffixes = (".ucdp.csv",)
    codes: ClassVar[Mapping[str, str]] = LOSSES

    def write(
        self,
        records: Iterable[Record],
        out: BinaryIO,
        losses: Losses,
        *,
        layout: Literal["own", "26.1", "19.1"] = "own",
    ) -> int:
        """A row for each lethal event between organised actors, or by one against civilians.

        ``layout``: ``own`` gives records from a UCDP table back in that table's columns and today's for others; ``26.1`` (49
        columns, also 23.1 to 25.1 and Candidate) and ``19.1`` (42 columns) write those afresh.
        """
        sink = self.sink(out, losses, layout=layout)
        for record in records:
            sink.put(record)
        return sink.close()

    def sink(self, out: BinaryIO, losses: Losses, *, layout: Literal["own", "26.1", "19.1"] = "own") -> LayoutSink:
        """The table as a :class:`~eventx.bulk.pieces.TextSink`."""
        from eventx_ucdp.writing import table_sink

        return table_sink(out, losses, vintage=layout)
