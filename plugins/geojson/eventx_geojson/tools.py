"""What programs that show GeoJSON want besides, each as properties added to every feature.

Knows the habits of three: MapLibre (and Mapbox) GL, QGIS, kepler.gl; their documentation is named at each. The features stay
those of RFC 7946, and nothing is taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from eventx.tabular.flat import Scalar

Row = Mapping[str, Scalar]


def maplibre(row: Row) -> dict[str, Scalar]:
    """The days as Unix milliseconds, which filters of a style can compare.

    Feature state needs whole numbers as ids, which the features then have; the record's id is the property ``id``, for
    ``promoteId``. https://maplibre.org/maplibre-style-spec/sources/#geojson
    """
    return {"start_ms": _milliseconds(row["date_start"], 0), "end_ms": _milliseconds(row["date_end"], 1)}


def qgis(row: Row) -> dict[str, Scalar]:
    """Begin and end as date and time, which GDAL gives their type and the temporal controller takes; the end is excluded.

    https://docs.qgis.org/latest/en/docs/user_manual/map_views/map_view.html#temporal-navigation
    """
    return {"begin": _moment(row["date_start"], 0, "T"), "end": _moment(row["date_end"], 1, "T")}


def kepler(row: Row) -> dict[str, Scalar]:
    """Begin and end in the form that kepler.gl reads as a time, for its time filter.

    https://docs.kepler.gl/docs/user-guides/h-playback
    """
    return {"timestamp": _moment(row["date_start"], 0, " "), "end_timestamp": _moment(row["date_end"], 1, " ")}


TOOLS: Mapping[str, Callable[[Row], dict[str, Scalar]]] = {"maplibre": maplibre, "qgis": qgis, "kepler": kepler}


def _moment(day: Any, later: int, between: str) -> str | None:
    if day is None:
        return None
    return f"{(date.fromisoformat(day) + timedelta(days=later)).isoformat()}{between}00:00:00"


def _milliseconds(day: Any, later: int) -> int | None:
    if day is None:
        return None
    found = date.fromisoformat(day) + timedelta(days=later)
    return int(datetime(found.year, found.month, found.day, tzinfo=UTC).timestamp()) * 1000
