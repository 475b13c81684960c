"""Features written one after the other, from records or from pieces of them.

Knows which bytes of a feature each member of a record makes. Doesn't know files or options.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO

import orjson

from eventx.bulk.json_framing import Framed
from eventx.bulk.pieces import Lost, Piece
from eventx.report import Losses, Record
from eventx.tabular.flat import PARTS, Columns, flat, lost
from eventx_geojson.extent import Extent


def feature_of(record: Record, columns: dict[str, object]) -> dict[str, object]:
    """A record's feature with these properties."""
    point = record.get("place", {}).get("point")
    geometry = None if point is None else {"type": "Point", "coordinates": (point["lon"], point["lat"])}
    return {"type": "Feature", "id": record["id"], "geometry": geometry, "properties": columns}


def _id(record: Record) -> bytes:
    return b'{"type":"Feature","id":' + orjson.dumps(record.get("id"))


def _geometry(record: Record) -> bytes:
    point = record.get("place", {}).get("point")
    if point is None:
        return b',"geometry":null,"properties":'
    return b',"geometry":{"type":"Point","coordinates":%b},"properties":' % orjson.dumps((point["lon"], point["lat"]))


def _properties(part: Columns, *, first: bool) -> Callable[[Record], bytes]:
    names, cells = part.names, part.cells
    opening = b"{" if first else b","

    def make(record: Record) -> bytes:
        return opening + orjson.dumps(dict(zip(names, cells(record), strict=True)))[1:-1]

    return make


def _close(_: Record) -> bytes:
    return b"}}"


_PIECES = (
    Piece(("id",), _id),
    Piece(("place",), _geometry),
    *(Piece(part.members, _properties(part, first=index == 0)) for index, part in enumerate(PARTS)),
    Piece((), _close),
)


class GeojsonSink(Framed):
    """Features in a FeatureCollection with a box around their points or, with ``lines``, one a line."""

    decimals = None
    alone = True

    def __init__(self, out: BinaryIO, losses: Losses, *, lines: bool) -> None:
        super().__init__(out, None if lines else b'{"type":"FeatureCollection","features":[')
        self.losses = losses
        self._extent = Extent()

    def pieces(self, order: Sequence[str], common: Record) -> tuple[Piece, ...]:  # noqa: ARG002 (properties have their own order)
        """The feature, in the order of its members."""
        return _PIECES

    def lost(self, record: Record) -> Iterable[Lost]:
        """What a flat row can't carry."""
        return lost(record)

    def put(self, record: Record) -> None:
        """Write the feature of a record."""
        self.declare(record)
        self.put_joined(orjson.dumps(feature_of(record, dict(flat(record)))))

    def declare(self, record: Record) -> None:
        """Declare what is lost of a record, and take its point into the box."""
        for code, pointer, detail in lost(record):
            self.losses.add(code, record["id"], pointer, detail)
        point = record.get("place", {}).get("point")
        if point is not None:
            self.touch(point["lat"], point["lon"])

    def touch(self, lat: float, lon: float) -> None:
        """Take a point into the box."""
        self._extent.add(lon, lat)

    def close(self) -> int:
        """Write the end of the collection."""
        if not self.lines:
            box = self._extent.box()
            self.out.write(b"\n]" + (b',"bbox":' + orjson.dumps(box) if box else b"") + b"}\n")
        return self.count
