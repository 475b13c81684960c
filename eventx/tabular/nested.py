"""Rows of JSON that are not flat, and the features of a map layer, as flat rows.

Knows how members inside members get a column's name, and GeoJSON (RFC 7946) with the ``crs`` of its draft. Doesn't know what a
column means, and reads no numbers: they are texts already.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

SEPARATOR = "; "
GEOMETRY = "geometry"
"""The column that a feature's geometry stands in, as well-known text."""
_OF_FEATURE = ("type", "id", GEOMETRY, "properties", "bbox")


def flattened(item: Mapping[str, Any]) -> dict[str, Any]:
    """The same with a column for each member of a member (``place.name``); what a list has stands in one cell, ``; `` between.

    A list whose values couldn't be told apart so stays JSON, and of two members that would share a column the later gets a prime.
    """
    row: dict[str, Any] = {}
    for name, value in item.items():
        for column, cell in _columns(name, value):
            free = column
            while free in row:
                free += "′"
            row[free] = cell
    return row


def parts_of(cell: str, separator: str) -> list[str]:
    """The values of a cell that is a list, by what stands between them; or by JSON, where they have that inside."""
    if cell.startswith('["'):
        try:
            values = json.loads(cell)
        except json.JSONDecodeError:
            values = None
        if isinstance(values, list) and all(isinstance(one, str) for one in values):
            return [one.strip() for one in values]
    return [part.strip() for part in cell.split(separator)]


def _columns(name: str, value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, Mapping):
        return [pair for member, inner in value.items() for pair in _columns(f"{name}.{member}", inner)]
    if not isinstance(value, list):
        return [(name, value)]
    if value and all(isinstance(one, Mapping) for one in value):
        members = dict.fromkeys(member for one in value for member in one)
        return [(f"{name}.{member}", _joined([one.get(member) for one in value])) for member in members]
    return [(name, _joined(value))] if value else []


def _joined(values: list[Any]) -> Any:
    if any(isinstance(one, list | Mapping) for one in values):
        return values
    texts = ["" if one is None else str(one).lower() if isinstance(one, bool) else str(one) for one in values]
    if any(SEPARATOR in one for one in texts):
        return texts
    return SEPARATOR.join(texts) if any(texts) else ""


def is_layer(document: Any) -> bool:
    """Whether this is GeoJSON: a collection of features, or one."""
    return isinstance(document, dict) and (
        document.get("type") == "Feature"
        or (document.get("type") == "FeatureCollection" and isinstance(document.get("features"), list))
    )


def foreign_system(document: Mapping[str, Any]) -> str:
    """The name of a coordinate system that is not the longitude and latitude GeoJSON has; empty if it is."""
    crs = document.get("crs")
    name = (crs.get("properties") or {}).get("name") if isinstance(crs, Mapping) else None
    return str(name) if name and not str(name).endswith((":CRS84", ":4326")) else ""


def of_feature(feature: Any) -> Any:
    """A feature's properties as a row, and beside them its geometry, its id and members that GeoJSON doesn't know.

    What is no feature stays as it is.
    """
    if not is_layer(feature) or "features" in feature:
        return feature
    properties = feature.get("properties")
    row = dict(properties) if isinstance(properties, Mapping) else {}
    ident, shape = feature.get("id"), feature.get(GEOMETRY)
    if ident is not None and str(row.setdefault("id", ident)) != str(ident):
        row["feature id"] = ident
    besides = {GEOMETRY: well_known(shape) if shape else None} | {n: v for n, v in feature.items() if n not in _OF_FEATURE}
    return row | {name if name not in row else f"feature {name}": value for name, value in besides.items()}


def well_known(shape: Any) -> str:
    """A geometry as well-known text, ``POINT (69.2 34.5)``; what is none as JSON."""
    kind = str(shape.get("type")).upper() if isinstance(shape, Mapping) else ""
    parts = shape.get("geometries" if kind == "GEOMETRYCOLLECTION" else "coordinates") if kind else None
    if not isinstance(parts, list):
        return json.dumps(shape, ensure_ascii=False)
    if not parts:
        return f"{kind} EMPTY"
    text = f"({', '.join(map(well_known, parts))})" if kind == "GEOMETRYCOLLECTION" else _positions(parts)
    return f"{kind} {text if text.startswith('(') else f'({text})'}"


def _positions(value: list[Any]) -> str:
    if value and isinstance(value[0], list):
        return f"({', '.join(map(_positions, value))})"
    return " ".join(one if isinstance(one, str) else json.dumps(one) for one in value)
