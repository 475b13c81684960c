"""Writes the flat table. Knows spreadsheets' habit of running cells as formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import BinaryIO

from eventx.errors import UsageError
from eventx.report import Losses, Record
from eventx.tabular.flat import COLUMNS, Scalar, flat, losses_of

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
_NUMBER = re.compile(r"[-+]?[0-9]+([.][0-9]+)?")


def write_table(records: Iterable[Record], out: BinaryIO, losses: Losses, *, delimiter: str, guard: bool) -> int:
    """One row a record; numbers plain, truth as true and false, unknown as an empty cell."""
    if delimiter not in DELIMITERS:
        raise UsageError(f"delimiter={delimiter}: must be one of {', '.join(DELIMITERS)}")
    buffer = io.StringIO(newline="")
    rows = csv.writer(buffer, delimiter=DELIMITERS[delimiter], lineterminator="\r\n")
    rows.writerow(COLUMNS)
    count = 0
    for record in records:
        count += 1
        cells = []
        for column, value in flat(record).items():
            cell = _cell(value)
            if guard and isinstance(value, str) and is_formula(cell):
                losses.add("CSV-GUARDED", record["id"], "", column)
                cell = "'" + cell
            cells.append(cell)
        losses_of(record, losses)
        rows.writerow(cells)
        out.write(buffer.getvalue().encode("utf-8"))
        buffer.seek(0)
        buffer.truncate()
    if count == 0:
        out.write(buffer.getvalue().encode("utf-8"))
    return count


def _cell(value: Scalar) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run the cell; ``-1.2`` is a number and no formula."""
    return cell[:1] in ("=", "+", "-", "@", "\t", "\r") and _NUMBER.fullmatch(cell) is None
