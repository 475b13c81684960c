"""Writes records as GeoParquet 1.1, in row groups.

Knows the file; needs pyarrow, which the extra ``geoparquet`` brings. Doesn't choose which events are shown, and moves no point.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO, ClassVar

from eventx.errors import UsageError
from eventx.report import Losses, Record


class GeoparquetExporter:
    """GeoParquet: a point a record, the flat columns with their types, and the whole record as JSON beside them."""

    name = "geoparquet"
    suffixes = (".parquet", ".geoparquet")
    codes: ClassVar[Mapping[str, str]] = {}
    gathers = "row_group"

    def write(self, records: Iterable[Record], out: BinaryIO, losses: Losses, *, row_group: int = 20_000) -> int:
        """One row a record, ``row_group`` of them held in memory at a time.

        Nothing is lost: what has no column stands in ``record``. Raises :class:`eventx.errors.UsageError`.
        """
        if row_group < 1:
            raise UsageError(f"row_group must be 1 or more, not {row_group}")
        del losses
        try:
            from eventx_geoparquet.writing import write_file
        except ImportError as error:
            if error.name is None or not error.name.startswith("pyarrow"):
                raise
            raise UsageError("GeoParquet needs pyarrow: pip install 'eventx-conflict[geoparquet]'") from None

        return write_file(records, out, row_group=row_group)
