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
from eventx.tabular.carried import Said, declare, missing, sayer
from eventx.tabular.fit import COLUMNS, fit
from eventx.tabular.rows import FOLLOWS, Refused, RowReader, RowWriter
from eventx_acled.layout import PREFIX, current
from eventx_acled.reading import RIGHTS
from eventx_acled.shape import is_own, left_out, shaped
from eventx_acled.vintages import NAMES, layout_named
from eventx_acled.words import FAMILIES


def write_table(records: Iterable[Record], out: BinaryIO, losses: Losses, *, reports: bool, vintage: str) -> int:
    """Write a header and a row for each record; return how many rows.

    ``vintage`` is a key of :data:`~eventx_acled.vintages.NAMES`, or ``own``: the table the first record came from.
    """
    wanted = layout_named(NAMES.get(vintage, ""))
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
    # RFC 4180's line ends: with "\n" alone the csv module leaves a lone carriage return in a cell unquoted.
    table = csv.writer(text, lineterminator="\r\n")
    writer: RowWriter | None = None
    reader: RowReader | None = None
    count = 0
    try:
        for record in records:
            if left_out(record, losses, reports=reports):
                continue
            said: Said = []
            made = shaped(record, sayer(said))
            if writer is None or reader is None:
                mapping = made.get("provenance", {}).get("mapping", "")
                writer = RowWriter(wanted or layout_named(mapping) or current(), made, afresh=wanted is not None)
                table.writerow(writer.header)
                reader = RowReader(fit(writer.layout, writer.header), {"status": "reported"})
            cells = writer.write(made)
            table.writerow(cells)
            for column in writer.left_out(made):
                said.append(("ACLED-COLUMN", f"/acled:{column}", column))
            read = reader.read(cells)
            again = {} if isinstance(read, Refused) else read[0]
            declare(said, missing(record, again, without=_told_elsewhere(record)), losses, record["id"], "ACLED-OTHER", FAMILIES)
            count += 1
        if writer is None:
            table.writerow((wanted or current()).header)
        text.flush()
    finally:
        text.detach()
    return count


def _told_elsewhere(record: Record) -> frozenset[str]:
    """The members that reading a row again gives anew, or that only say how the table was written."""
    ours = {"schema_version", f"{PREFIX}:{COLUMNS}", f"{PREFIX}:{FOLLOWS}"}
    if not is_own(record):
        return frozenset(ours)
    if record.get("rights", RIGHTS) == RIGHTS:
        ours |= {"rights", "provenance"}
    if all("quote" not in one and "column" not in one.get("cell", {}) for one in record.get("evidence", ())):
        ours.add("evidence")
    return frozenset(ours)
