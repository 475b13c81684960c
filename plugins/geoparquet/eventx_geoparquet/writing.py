"""Writes the file: columns with their types, points as WKB, and GeoParquet's metadata.

Knows https://geoparquet.org/releases/v1.1.0/. Coordinates are longitude and latitude (OGC:CRS84), which is GeoParquet's default.
A row group is in memory at a time.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any, BinaryIO

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from eventx.report import Record
from eventx.tabular.flat import COLUMNS, flat
from eventx.version import version

_DATES = ("date_start", "date_end")
_WHOLE = ("killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high")
_DECIMAL = ("latitude", "longitude", "radius_m", "confidence")
_BOX = ("xmin", "ymin", "xmax", "ymax")
# https://geoarrow.org/extension-types
_GEOARROW = {
    "ARROW:extension:name": "geoarrow.wkb",
    "ARROW:extension:metadata": json.dumps({"crs": "OGC:CRS84", "crs_type": "authority_code"}),
}
_LITTLE_ENDIAN_POINT = struct.Struct("<BIdd")


def _type(column: str) -> Any:
    if column in _DATES:
        return pa.date32()
    if column in _WHOLE:
        return pa.int64()
    if column in _DECIMAL:
        return pa.float64()
    return pa.bool_() if column == "civilian_targeting" else pa.string()


SCHEMA = pa.schema(
    [
        *((column, _type(column)) for column in COLUMNS),
        ("geometry", pa.binary()),
        ("bbox", pa.struct([(end, pa.float64()) for end in _BOX])),
        ("record", pa.string()),
    ]
)


def write_file(records: Iterable[Record], out: BinaryIO, *, row_group: int) -> int:
    """Write the file, so many rows a group; return how many records."""
    extent = _Extent()
    count = 0
    with pq.ParquetWriter(out, SCHEMA, compression="zstd") as writer:
        for batch in _batches(records, row_group, extent):
            writer.write_batch(batch)
            count += batch.num_rows
        writer.add_key_value_metadata({"geo": json.dumps(_geo(extent)), "eventx": version()})
    return count


def read_batches(records: Iterable[Record], rows: int) -> Any:
    """The same columns as an Arrow reader, so many rows a batch; the geometry says in Arrow's way that it is one (GeoArrow)."""
    at = SCHEMA.get_field_index("geometry")
    schema = SCHEMA.set(at, SCHEMA.field(at).with_metadata(_GEOARROW))
    batches = (pa.record_batch(batch.columns, schema=schema) for batch in _batches(records, rows, _Extent()))
    return pa.RecordBatchReader.from_batches(schema, batches)


def _batches(records: Iterable[Record], rows: int, extent: _Extent) -> Iterator[Any]:
    for group in _groups(iter(records), rows):
        columns: dict[str, list[Any]] = {name: [] for name in SCHEMA.names}
        for record in group:
            for name, value in _row(record, extent).items():
                columns[name].append(value)
        yield pa.record_batch([pa.array(columns[one.name], one.type) for one in SCHEMA], schema=SCHEMA)


def _groups(records: Iterator[Record], size: int) -> Iterator[list[Record]]:
    while group := list(islice(records, size)):
        yield group


class _Extent:
    """The least and greatest coordinates of all points."""

    def __init__(self) -> None:
        self.box: list[float] | None = None

    def add(self, lon: float, lat: float) -> None:
        if self.box is None:
            self.box = [lon, lat, lon, lat]
        else:
            west, south, east, north = self.box
            self.box = [min(west, lon), min(south, lat), max(east, lon), max(north, lat)]


def _row(record: Record, extent: _Extent) -> dict[str, Any]:
    row: dict[str, Any] = flat(record)
    for name in _DATES:
        row[name] = None if row[name] is None else date.fromisoformat(row[name])
    point = record.get("place", {}).get("point")
    row["geometry"] = row["bbox"] = None
    if point is not None:
        lon, lat = float(point["lon"]), float(point["lat"])
        extent.add(lon, lat)
        row["geometry"] = _LITTLE_ENDIAN_POINT.pack(1, 1, lon, lat)
        row["bbox"] = dict(zip(_BOX, (lon, lat, lon, lat), strict=True))
    row["record"] = orjson.dumps(record).decode()
    return row


def _geo(extent: _Extent) -> dict[str, Any]:
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "covering": {"bbox": {end: ["bbox", end] for end in _BOX}},
    }
    if extent.box is not None:
        column["bbox"] = extent.box
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
