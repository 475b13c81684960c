"""Writes records as a flat CSV table with HXL hashtags under the header.

Knows which hashtag each column of the flat view has (https://hxlstandard.org; those of conflict data as the copies of ACLED and
UCDP on HDX have them). Doesn't validate HXL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO, ClassVar

from eventx.report import Losses, Record
from eventx.tabular.flat import CODES, IMPLIED
from eventx.tabular.formula_guard import CODES as CELL_CODES


class HxlExporter:
    """A flat table of events with HXL hashtags; what a row can't carry is declared as a loss."""

    name = "hxl"
    suffixes = (".hxl.csv",)
    implied: ClassVar[Mapping[str, str]] = IMPLIED
    codes: ClassVar[Mapping[str, str]] = {
        **CODES,
        **CELL_CODES,
        "HXL-GUARDED": "A cell that a spreadsheet would run as a formula has an apostrophe before it, taken off in reading.",
    }

    def write(self, records: Iterable[Record], out: BinaryIO, losses: Losses) -> int:
        """A header, the row of hashtags, then a row for each record."""
        from eventx_hxl.writing import write_table

        return write_table(records, out, losses)
