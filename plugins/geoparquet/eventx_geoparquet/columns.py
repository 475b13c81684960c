"""A record's row: flat columns with their types, the point as WKB with its box, and the whole record as JSON.

Knows the columns, and how some records, or columns that are ready, become an Arrow batch. Doesn't know files.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from eventx.errors import OutputError
from eventx.report import Record
from eventx.tabular.flat import COLUMNS, Scalar, flat

_DATES = ("date_start", "date_end")
_WHOLE = ("killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high")
_DECIMAL = ("latitude", "longitude", "radius_m", "confidence")
_BOX = ("xmin", "ymin", "xmax", "ymax")
_LITTLE_ENDIAN_POINT = b"\1\1\0\0\0"


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

IN_WORK = pa.schema([field.with_type(pa.string_view() if field.type == pa.string() else field.type) for field in SCHEMA])
"""The same with texts as views, which are gathered, cut and written without being copied."""

_OWN = frozenset(("id", "notes", "latitude", "longitude", "geometry", "bbox", "record"))
REPEATING = [name for name in SCHEMA.names if name not in _OWN]
"""Columns in which many rows have the same: of others a dictionary takes time, and room in the file."""
BOUNDED = [*REPEATING, "id", "latitude", "longitude", *(f"bbox.{end}" for end in _BOX)]
"""Columns of whose cells in a row group the file says the least and the most: of long texts that is as long as two of them."""


def array_of(column: str, cells: Sequence[Scalar]) -> Any:
    """Cells of a flat column as an array of its type in :data:`IN_WORK`."""
    if column in _DATES:
        return pa.array([None if cell is None else date.fromisoformat(str(cell)) for cell in cells], pa.date32())
    try:
        return pa.array(cells, IN_WORK.field(column).type)
    except OverflowError:  # a profile can let such a figure pass
        largest = max(cell for cell in cells if isinstance(cell, int))
        raise OutputError(f"{column} is {largest} somewhere, which no column of GeoParquet can hold; correct it") from None


def batch_of(records: Sequence[tuple[Record, str]]) -> Any:
    """Records, each with its JSON, as a batch."""
    rows = [flat(record) for record, _ in records]
    columns = {name: array_of(name, [row[name] for row in rows]) for name in COLUMNS}
    return _with_points(columns, pa.array([text for _, text in records], pa.string_view()))


def batch_of_columns(table: Any) -> Any:
    """A table of the flat columns and the records' JSON as a batch."""
    columns = {name: _whole(table[name]) for name in (*COLUMNS, "record")}
    return _with_points({name: columns[name] for name in COLUMNS}, columns["record"].cast(pa.string_view()))


def _whole(column: Any) -> Any:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _with_points(columns: dict[str, Any], records: Any) -> Any:
    lat, lon = columns["latitude"], columns["longitude"]
    # Half a point stands only in a row that is not put. Arrow keeps numbers as a little-endian point has them.
    east, north = (degrees.view(pa.binary(8)).cast(pa.binary()) for degrees in (lon, lat))
    points = pc.binary_join_element_wise(_LITTLE_ENDIAN_POINT, east, north, b"")
    box = pa.StructArray.from_arrays([lon, lat, lon, lat], fields=list(SCHEMA.field("bbox").type), mask=lat.is_null())
    return pa.record_batch([*columns.values(), points, box, records], schema=IN_WORK)
