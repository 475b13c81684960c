"""Writing an ACLED table.

Knows the file: the header of the first record's table, or ACLED's; quoting; what is told when a column has no place. What a row
can say is decided in :mod:`eventx_acled.shape`, how in :mod:`eventx_acled.layout`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from eventx.report import Losses, Record
from eventx.tabular.rows import RowWriter
from eventx_acled.layout import current
from eventx_acled.shape import shaped
from eventx_acled.vintages import NAMES, layout_named


def write_table(records: Iterable[Record], out: BinaryIO, losses: Losses, *, reports: bool, vintage: str) -> int:
    """Write a header and a row for each record; return how many rows.

    ``vintage`` is a key of :data:`~eventx_acled.vintages.NAMES`, or ``own``: the table the first record came from.
    """
    wanted = layout_named(NAMES.get(vintage, ""))
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
    # RFC 4180's line ends: with "\n" alone the csv module leaves a lone carriage return in a cell unquoted.
    table = csv.writer(text, lineterminator="\r\n")
    writer: RowWriter | None = None
    count = 0
    try:
        for record in records:
            made = shaped(record, losses, reports=reports)
            if made is None:
                continue
            if writer is None:
                mapping = made.get("provenance", {}).get("mapping", "")
                writer = RowWriter(wanted or layout_named(mapping) or current(), made, afresh=wanted is not None)
                table.writerow(writer.header)
            table.writerow(writer.write(made))
            for column in writer.left_out(made):
                losses.add("ACLED-COLUMN", record["id"], f"/acled:{column}", column)
            count += 1
        if writer is None:
            table.writerow((wanted or current()).header)
        text.flush()
    finally:
        text.detach()
    return count
