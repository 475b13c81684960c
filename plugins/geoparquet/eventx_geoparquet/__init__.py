"""Writes records as GeoParquet 1.1, in row groups.

Knows the file; needs pyarrow, which the extra ``geoparquet`` brings. Doesn't choose which events are shown, and moves no point.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, cast

from eventx.errors import UsageError
from eventx.report import Losses, Record

if TYPE_CHECKING:
    from eventx_geoparquet.sink import ArrowSink, FileSink


class GeoparquetExporter:
    """GeoParquet: a point a record, the flat columns with their types, and the whole record as JSON beside them."""

    name = "geoparquet"
    suffixes = (".parquet", ".geoparquet")
    codes: ClassVar[Mapping[str, str]] = {}
    gathers = "row_group"
    packs_itself = True  # each column by itself, so a .gz around it only takes the columns away

    def write(self, records: Iterable[Record], out: BinaryIO, losses: Losses, *, row_group: int = 20_000) -> int:
        """One row a record, ``row_group`` of them held in memory at a time.

        Nothing is lost: what has no column stands in ``record``. Raises :class:`eventx.errors.UsageError`.
        """
        sink = self.sink(out, losses, row_group=row_group)
        for record in records:
            sink.put(record)
        return sink.close()

    def sink(self, out: BinaryIO, losses: Losses, *, row_group: int = 20_000) -> FileSink:
        """The file as a :class:`~eventx.bulk.pieces.ColumnSink`."""
        if row_group < 1:
            raise UsageError(f"row_group must be 1 or more, not {row_group}")
        return cast("FileSink", _sinks("GeoParquet needs").FileSink(out, losses, rows=row_group))

    def arrow(self, *, rows: int) -> ArrowSink:
        """The same columns as a sink that gives Arrow batches of so many rows."""
        return cast("ArrowSink", _sinks("Arrow batches need").ArrowSink(rows=rows))


def _sinks(what: str) -> Any:
    try:
        import eventx_geoparquet.sink as sinks
    except ImportError as error:
        if error.name is None or not error.name.startswith("pyarrow"):
            raise
        raise UsageError(f"{what} pyarrow: pip install 'eventx-conflict[geoparquet]'") from None
    return sinks
