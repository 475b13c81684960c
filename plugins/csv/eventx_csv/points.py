"""A point in one cell: two numbers in an order that the mapping states, or well-known text.

Knows what stands between the two, and degrees with sides by :func:`eventx_csv.cells.degrees`. Never decides which number is the
latitude: an order is stated, and a starter only names one that the cells show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from eventx.report import Record
from eventx_csv.cells import BadCell, degrees

ORDERS = ("lat-lon", "lon-lat", "wkt")
_NUMBER = r"[-+]?\d+(?:[.]\d+)?(?:[eE][-+]?\d+)?"
_WKT = re.compile(rf"(?:SRID=4326;\s*)?POINT\s*(?:ZM|Z|M)?\s*\(\s*({_NUMBER})\s+({_NUMBER})((?:\s+{_NUMBER}){{0,2}})\s*\)", re.I)
_SHAPE = re.compile(r"(?:SRID=\d+;\s*)?(?:(?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)\b", re.IGNORECASE)
_SIDES = re.compile(r"([^NSEWnsew]+[NSEWnsew])[\s,;/]*(.+)|([NSEWnsew].+?)[\s,;/]+([NSEWnsew].+)")
_BETWEEN = re.compile(r"\s*;\s*|\s*/\s*|,\s+|\s+")


class NoPoint(BadCell):
    """A shape that is no point, such as a line: the row is good all the same."""


def point(text: str, order: str, mark: str = ".") -> dict[str, float]:
    """The point of a cell. Raises :class:`BadCell`."""
    if order == "wkt":
        if (match := _WKT.fullmatch(text)) is None:
            kind = NoPoint if _SHAPE.match(text) else BadCell
            raise kind(f"{text[:60]!r} is no point as well-known text has one, POINT (longitude latitude), in EPSG:4326")
        return {"lat": degrees(match[2], ".", "NS"), "lon": degrees(match[1], ".", "EW")}
    first, second = _halves(text, mark)
    lat, lon = (first, second) if order == "lat-lon" else (second, first)
    return {"lat": degrees(lat, mark, "NS"), "lon": degrees(lon, mark, "EW")}


def is_all(text: str) -> bool:
    """Whether a cell says nothing but the two numbers of a point: no height, no minutes."""
    if match := _WKT.fullmatch(text):
        return not match[3]
    return re.fullmatch(r"[-+]?\d+[.,]?\d*[\s,;/]+[-+]?\d+[.,]?\d*", text) is not None


def moved(record: Record, column: str, *, same: bool) -> str:
    """What a layer's geometry says beside the point of its properties, in words if it is another: somebody moved it on a map.

    The column travels as an extra; with ``same`` it doesn't if it says the same, as in a layer of ours.
    """
    point_of, shape = record.get("place", {}).get("point"), record.get(column)
    if point_of is None or not isinstance(shape, str) or not _WKT.fullmatch(shape):
        return ""
    drawn = point(shape, "wkt")
    if drawn == point_of:
        if same:
            del record[column]
        return ""
    columns = f"{point_of['lat']}, {point_of['lon']}"
    return f"the geometry is {shape}, but the columns have latitude and longitude {columns}; the record has those"


def shown_order(cells: Iterable[str], mark: str = ".") -> str:
    """The order that the cells show: by being well-known text, a side, ODK's four numbers, or beyond 90 degrees; else none."""
    seen: set[str] = set()
    for cell in cells:
        if _SHAPE.match(cell):
            seen.add("wkt")
            continue
        try:
            first, second = (abs(degrees(half, mark)) for half in _halves(cell, mark))
        except BadCell:
            continue
        if match := re.search("[NSEWnsew]", cell):
            seen.add("lat-lon" if match[0] in "NSns" else "lon-lat")
        elif len(cell.split()) == 4 and "," not in cell and second <= 180:
            seen.add("lat-lon")  # latitude, longitude, height, accuracy: https://docs.getodk.org/form-question-types/
        elif (first > 90) != (second > 90):
            seen.add("lon-lat" if first > 90 else "lat-lon")
    return seen.pop() if len(seen) == 1 else ""


def is_pair(text: str, mark: str = ".") -> bool:
    """Whether a cell is well-known text or two numbers that could be degrees."""
    if _SHAPE.match(text):
        return True
    try:
        first, second = _halves(text, mark)
        return (
            abs(degrees(first, mark)) <= 180 and abs(degrees(second, mark)) <= 180 and re.search(r"\d[.,]\d|°", text) is not None
        )
    except BadCell:
        return False


def _halves(text: str, mark: str) -> tuple[str, str]:
    plain = text.strip(" ()[]")
    if match := _SIDES.fullmatch(plain):
        return (match[1] or match[3]).strip(), (match[2] or match[4]).strip()
    parts = _BETWEEN.split(plain)
    if mark != "," and len(parts) == 1:
        parts = plain.split(",")
    if not 2 <= len(parts) <= 4:
        raise BadCell(f"{text!r} is not two numbers of degrees")
    return parts[0], parts[1]
