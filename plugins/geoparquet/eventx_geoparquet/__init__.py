"""Writes records as GeoParquet 1.1, in row groups.

Knows the file; needs pyarrow, which the extra ``geoparquet`` brings. Doesn't choose which events are shown, and moves no point.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO, ClassVar

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
        written: int = _writing("GeoParquet needs").write_file(records, out, row_group=row_group)
        return written

    def batches(self, records: Iterable[Record], *, rows: int) -> Any:
        """The same columns as a ``pyarrow.RecordBatchReader``, so many rows a batch."""
        return _writing("Arrow batches need").read_batches(records, rows)


def _writing(what: str) -> Any:
    try:
        import eventx_geoparquet.writing as writing  # noqa: PLR0402 (the package's attribute would outlive an import that fails)
    except ImportError as error:
        if error.name is None or not error.name.startswith("pyarrow"):
            raise
        raise UsageError(f"{what} pyarrow: pip install 'eventx-conflict[geoparquet]'") from None
    return writing
