"""A record's row: flat columns with their types, the point as WKB with its box, and the whole record as JSON.

Knows the columns, and how some records, or columns that are ready, become an Arrow batch. Doesn't know files.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from eventx.errors import OutputError
from eventx.report import Record
from eventx.tabular.flat import COLUMNS, Scalar, flat

_DATES = ("date_start", "date_end")
_WHOLE = ("killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high")
_DECIMAL = ("latitude", "longitude", "radius_m", "confidence")
_BOX = ("xmin", "ymin", "xmax", "ymax")
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

_OWN = frozenset(("id", "notes", "latitude", "longitude", "geometry", "bbox", "record"))
REPEATING = [name for name in SCHEMA.names if name not in _OWN]
"""Columns in which many rows have the same: of others a dictionary takes time, and room in the file."""
BOUNDED = [*REPEATING, "id", "latitude", "longitude", *(f"bbox.{end}" for end in _BOX)]
"""Columns of whose cells in a row group the file says the least and the most: of long texts that is as long as two of them."""


def array_of(column: str, cells: Sequence[Scalar]) -> Any:
    """Cells of a flat column as an array of its type."""
    if column in _DATES:
        return pa.array([None if cell is None else date.fromisoformat(str(cell)) for cell in cells], pa.date32())
    try:
        return pa.array(cells, SCHEMA.field(column).type)
    except OverflowError:  # a profile can let such a figure pass
        largest = max(cell for cell in cells if isinstance(cell, int))
        raise OutputError(f"{column} is {largest} somewhere, which no column of GeoParquet can hold; correct it") from None


def batch_of(records: Sequence[tuple[Record, str]]) -> Any:
    """Records, each with its JSON, as a batch."""
    rows = [flat(record) for record, _ in records]
    columns = {name: array_of(name, [row[name] for row in rows]) for name in COLUMNS}
    return _with_points(columns, pa.array([text for _, text in records], pa.string()))


def batch_of_columns(table: Any) -> Any:
    """A table of the flat columns and the records' JSON as a batch, whose texts may be views."""
    columns = {name: table[name].combine_chunks() for name in COLUMNS}
    return _with_points(columns, table["record"].combine_chunks())


def joined(parts: Sequence[Any], kind: Any) -> Any:
    """A column of several batches as one array of its type in :data:`SCHEMA`."""
    if len({part.type for part in parts}) > 1:
        parts = [part.cast(kind) for part in parts]
    return pa.concat_arrays(parts).cast(kind)  # in this order, because views are put together without copying a text


def _with_points(columns: dict[str, Any], records: Any) -> Any:
    lat, lon = columns["latitude"], columns["longitude"]
    points = zip(lat.to_pylist(), lon.to_pylist(), strict=True)
    # Half a point stands only in a row that is not put.
    packed = [None if north is None or east is None else _LITTLE_ENDIAN_POINT.pack(1, 1, east, north) for north, east in points]
    box = pa.StructArray.from_arrays([lon, lat, lon, lat], fields=list(SCHEMA.field("bbox").type), mask=lat.is_null())
    return pa.record_batch([*columns.values(), pa.array(packed, pa.binary()), box, records], names=SCHEMA.names)
