"""Writes records as GeoJSON (RFC 7946).

Knows features and their flat properties. Doesn't choose which events are shown, and moves no point.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, Literal

from eventx.report import Losses, Record
from eventx.tabular.flat import CODES, IMPLIED

if TYPE_CHECKING:
    from eventx_geojson.sink import GeojsonSink


class GeojsonExporter:
    """GeoJSON FeatureCollection, or one feature a line; flat properties, the same in every feature."""

    name = "geojson"
    suffixes = (".geojson", ".geojsonl", ".geojsons")
    suffix_options: ClassVar[Mapping[str, Mapping[str, Any]]] = {".geojsonl": {"lines": True}, ".geojsons": {"lines": True}}
    implied: ClassVar[Mapping[str, str]] = IMPLIED
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
        if tool == "any":
            sink = self.sink(out, losses, lines=lines)
            for record in records:
                sink.put(record)
            return sink.close()
        return _for_tool(records, self.sink(out, losses, lines=lines), tool)

    def sink(self, out: BinaryIO, losses: Losses, *, lines: bool = False) -> GeojsonSink:
        """The output as a :class:`~eventx.bulk.pieces.Sink`, without the additions for a tool."""
        from eventx_geojson.sink import GeojsonSink

        return GeojsonSink(out, losses, lines=lines)


def _for_tool(records: Iterable[Record], sink: GeojsonSink, tool: str) -> int:
    import orjson

    from eventx.tabular.flat import flat
    from eventx_geojson.sink import feature_of
    from eventx_geojson.tools import TOOLS

    for count, record in enumerate(records, start=1):
        row = flat(record)
        feature = feature_of(record, {**row, **TOOLS[tool](row)})
        if tool == "maplibre":
            feature["id"] = count
        sink.declare(record)
        sink.put_joined(orjson.dumps(feature))
    return sink.close()
