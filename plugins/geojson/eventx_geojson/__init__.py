"""Writes records as GeoJSON (RFC 7946).

Knows features and their flat properties. Doesn't choose which events are shown, and moves no point.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO, ClassVar, Literal

from eventx.report import Losses, Record
from eventx.tabular.flat import CODES


class GeojsonExporter:
    """GeoJSON FeatureCollection, or one feature a line; flat properties, the same in every feature."""

    name = "geojson"
    suffixes = (".geojson", ".geojsonl", ".geojsons")
    suffix_options: ClassVar[Mapping[str, Mapping[str, Any]]] = {".geojsonl": {"lines": True}, ".geojsons": {"lines": True}}
    codes: ClassVar[Mapping[str, str]] = CODES

    def write(
        self,
        records: Iterable[Record],
        out: BinaryIO,
        losses: Losses,
        *,
        lines: bool = False,
        tool: Literal["any", "maplibre", "qgis", "kepler"] = "any",
    ) -> int:
        """Write a FeatureCollection or, with ``lines``, newline-delimited features without a frame.

        ``tool`` adds what a program wants besides: whole numbers as ids of features and days as milliseconds (``maplibre``),
        begin and end for the temporal controller (``qgis``), timestamps for the time filter (``kepler``).
        """
        import orjson

        from eventx.tabular.flat import flat, losses_of
        from eventx_geojson.extent import Extent
        from eventx_geojson.tools import TOOLS

        extent = Extent()
        count = 0
        if not lines:
            out.write(b'{"type":"FeatureCollection","features":[')
        for count, record in enumerate(records, start=1):
            row = flat(record)
            losses_of(record, losses)
            point = record.get("place", {}).get("point")
            geometry = None
            if point is not None:
                geometry = {"type": "Point", "coordinates": (point["lon"], point["lat"])}
                extent.add(point["lon"], point["lat"])
            if tool != "any":
                row |= TOOLS[tool](row)
            name = count if tool == "maplibre" else record["id"]
            feature = {"type": "Feature", "id": name, "geometry": geometry, "properties": row}
            encoded = orjson.dumps(feature)
            out.write(encoded + b"\n" if lines else (b"\n" if count == 1 else b",\n") + encoded)
        if not lines:
            box = extent.box()
            out.write(b"\n]" + (b',"bbox":' + orjson.dumps(box) if box else b"") + b"}\n")
        return count
