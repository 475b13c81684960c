"""Records gathered in batches of rows, whole, from their pieces, or many at a time in columns; and a file made of them.

Knows https://geoparquet.org/releases/v1.1.0/. Coordinates are longitude and latitude (OGC:CRS84), which is GeoParquet's default.
A batch is in memory at a time. Columns stand in :mod:`eventx_geoparquet.columns`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from eventx.bulk.pieces import Lost, Piece, record_pieces
from eventx.report import Losses, Record
from eventx.tabular.flat import PARTS, Scalar
from eventx.version import version
from eventx_geoparquet.columns import BOUNDED, IN_WORK, REPEATING, SCHEMA, array_of, batch_of, batch_of_columns

# https://geoarrow.org/extension-types
_GEOARROW = {
    "ARROW:extension:name": "geoarrow.wkb",
    "ARROW:extension:metadata": json.dumps({"crs": "OGC:CRS84", "crs_type": "authority_code"}),
}


_HELD = 500
"""Records that are held as Python's objects; in columns they take a fifth of the memory."""


class BatchSink:
    """Batches of so many rows, the last with fewer. What takes part in :mod:`eventx.bulk`; nothing is ever lost."""

    columns = PARTS
    delimiter = ""
    decimals = None
    alone = True

    def __init__(self, losses: Losses, *, rows: int) -> None:
        self.losses = losses
        self._most = rows
        self._count = 0
        self._rows = 0
        # Those of the next batch, in their order: rows in columns, then records that none have followed yet.
        self._columns: list[Any] = []
        self._records: list[tuple[Record, str]] = []

    def pieces(self, order: Sequence[str], common: Record) -> tuple[Piece, ...]:  # noqa: ARG002
        """The record's JSON."""
        return record_pieces(order)

    def lost(self, record: Record) -> Iterable[Lost]:  # noqa: ARG002
        """Nothing: what has no column stands in ``record``."""
        return ()

    def array(self, name: str, cells: Sequence[Scalar]) -> Any:
        """Some cells of a flat column."""
        return array_of(name, cells)

    def put(self, record: Record) -> None:
        """Take a record."""
        point = record.get("place", {}).get("point")
        if point is not None:
            self.touch(point["lat"], point["lon"])
        self._put(record, orjson.dumps(record).decode())

    def put_joined(self, data: bytes) -> None:
        """Take a record by its JSON."""
        self._put(orjson.loads(data), data.decode())

    def ready(self, table: Any) -> Any:
        """The flat columns and the records' JSON as a batch of all columns."""
        return batch_of_columns(table)

    def put_columns(self, batch: Any) -> None:
        """Take several records in columns."""
        self._gather()
        while batch.num_rows:
            some = batch.slice(0, self._most - self._rows)
            batch = batch.slice(some.num_rows)
            self._columns.append(some)
            self._took(some.num_rows)

    def touch(self, lat: float, lon: float) -> None:
        """Nothing frames batches."""

    def take(self, batch: Any) -> None:
        """Do with a batch what is to be done with it."""
        raise NotImplementedError

    def close(self) -> int:
        """Take the rows that are left."""
        self._empty()
        return self._count

    def _put(self, record: Record, text: str) -> None:
        self._records.append((record, text))
        if len(self._records) >= _HELD:
            self._gather()
        self._took(1)

    def _gather(self) -> None:
        """Put the records into columns."""
        if self._records:
            self._columns.append(batch_of(self._records))
            self._records = []

    def _took(self, rows: int) -> None:
        self._count += rows
        self._rows += rows
        if self._rows >= self._most:
            self._empty()

    def _empty(self) -> None:
        self._gather()
        if not self._columns:
            return
        # Whole, so that the bytes of a file don't depend on what came together; no text is copied.
        (batch,) = pa.Table.from_batches(self._columns).combine_chunks().to_batches()
        self._columns, self._rows = [], 0
        self.take(batch)


class ArrowSink(BatchSink):
    """Batches for whoever asks for them; the geometry says in Arrow's way that it is one (GeoArrow)."""

    def __init__(self, *, rows: int) -> None:
        super().__init__(Losses(), rows=rows)
        at = SCHEMA.get_field_index("geometry")
        self.schema = SCHEMA.set(at, SCHEMA.field(at).with_metadata(_GEOARROW))
        self._ready: list[Any] = []

    def take(self, batch: Any) -> None:
        """Keep a batch until it is asked for."""
        self._ready.append(batch.cast(self.schema))

    def taken(self) -> list[Any]:
        """The batches since this was last asked."""
        ready, self._ready = self._ready, []
        return ready


class _Writer(pq.ParquetWriter):  # type: ignore[misc]
    def __del__(self) -> None:
        """A file that was given up gets no end."""


class FileSink(BatchSink):
    """A GeoParquet file, a batch a row group."""

    def __init__(self, out: BinaryIO, losses: Losses, *, rows: int) -> None:
        super().__init__(losses, rows=rows)
        # Arrow's own schema isn't stored, for readers would make views of texts again.
        self._writer = _Writer(
            out, IN_WORK, compression="zstd", use_dictionary=REPEATING, write_statistics=BOUNDED, store_schema=False
        )
        self._box: list[float] | None = None

    def touch(self, lat: float, lon: float) -> None:
        """Take a point into the box around all."""
        lat, lon = float(lat), float(lon)  # JSON may have them whole
        if self._box is None:
            self._box = [lon, lat, lon, lat]
        else:
            west, south, east, north = self._box
            self._box = [min(west, lon), min(south, lat), max(east, lon), max(north, lat)]

    def take(self, batch: Any) -> None:
        """Write a row group."""
        self._writer.write_batch(batch)

    def close(self) -> int:
        """Write the rows that are left, and the file's metadata."""
        count = super().close()
        self._writer.add_key_value_metadata({"geo": json.dumps(_geo(self._box)), "eventx": version()})
        self._writer.close()
        return count


def _geo(box: list[float] | None) -> dict[str, Any]:
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "covering": {"bbox": {end: ["bbox", end] for end in ("xmin", "ymin", "xmax", "ymax")}},
    }
    if box is not None:
        column["bbox"] = box
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
