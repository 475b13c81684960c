"""Distances between points on the globe, which is taken for a sphere: right to half a percent."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

RADIUS = 6371.0
"""Kilometres: the mean radius of the earth (WGS 84)."""


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The great-circle distance of two points in degrees, by the haversine formula, which keeps its digits where it is small."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * RADIUS * asin(min(1.0, sqrt(half)))
