"""What a map shows is what the records say."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventx.report import Losses
from eventx.tabular.flat import COLUMNS, figures
from eventx_geojson import GeojsonExporter
from eventx_geojson.extent import Extent


def record(number: int, **more: object) -> dict[str, Any]:
    return {"schema_version": "1.0.0", "kind": "event", "id": f"test:{number}", "status": "reported", **more}


def at(lat: float, lon: float) -> dict[str, Any]:
    return {"name": "x", "point": {"lat": lat, "lon": lon}, "precision": "settlement", "radius_m": 2000}


def written(*records: dict[str, Any], **options: bool) -> Any:
    out = io.BytesIO()
    assert GeojsonExporter().write(iter(records), out, Losses(), **options) == len(records)
    return json.loads(out.getvalue())


def test_features_have_the_same_flat_properties_and_their_id() -> None:
    collection = written(record(1, place=at(34.5, 69.2), tags=["a", "b"]), record(2))
    assert collection["type"] == "FeatureCollection"
    for feature in collection["features"]:
        assert feature["id"] == feature["properties"]["id"]
        assert tuple(feature["properties"]) == COLUMNS
        assert not any(isinstance(value, list | dict) for value in feature["properties"].values())
    first, second = collection["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [69.2, 34.5]}
    assert first["properties"]["tags"] == "a; b"
    assert second["geometry"] is None
    assert second["properties"]["killed_best"] is None


def test_nothing_to_show_is_still_a_collection() -> None:
    assert written() == {"type": "FeatureCollection", "features": []}


def test_one_feature_a_line() -> None:
    out = io.BytesIO()
    GeojsonExporter().write([record(1), record(2, notes="two\nlines")], out, Losses(), lines=True)
    assert [json.loads(line)["id"] for line in out.getvalue().splitlines()] == ["test:1", "test:2"]


@pytest.mark.parametrize(
    ("longitudes", "west", "east"),
    [([10.0, 20.0], 10.0, 20.0), ([177.0, -178.0], 177.0, -178.0), ([-170.0, 170.0, 0.0], 0.0, -170.0), ([180.0], 180.0, 180.0),
     ([179.9, -179.9, 179.0], 179.0, -179.9)],
)  # fmt: skip
def test_the_box_is_right_across_the_antimeridian(longitudes: list[float], west: float, east: float) -> None:
    box = written(*(record(n, place=at(n, lon)) for n, lon in enumerate(longitudes)))["bbox"]
    assert box == [west, 0, east, len(longitudes) - 1]


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=30))
def test_every_point_is_in_the_box(points: list[tuple[float, float]]) -> None:
    extent = Extent()
    for lon, lat in points:
        extent.add(lon, lat)
    box = extent.box()
    assert box is not None
    west, south, east, north = box
    for lon, lat in points:
        assert south <= lat <= north
        assert west <= lon <= east if west <= east else lon >= west or lon <= east


def claim(claimant: str | None = None, **more: object) -> dict[str, Any]:
    found: dict[str, Any] = {"measure": "killed", "who": "all", **more}
    return found | ({"claimant": claimant} if claimant else {})


@pytest.mark.parametrize(
    ("tolls", "expected"),
    [
        ([], {}),
        ([claim(best=3)], {"best": 3}),
        ([claim(low=24, high=99, text="dozens")], {"low": 24, "high": 99}),
        ([claim(low=17, best=17, text="at least 17")], {"low": 17, "best": 17}),
        ([claim("a", best=10), claim("b", low=24, high=99)], {"low": 10, "high": 99}),
        ([claim("a", best=10), claim("b", low=24)], {"low": 10}),
        ([claim(best=10, superseded=True), claim(best=12)], {"best": 12}),
        ([claim(who="combatants", best=2), claim(who="civilians", best=3)], {"best": 5}),
        ([claim(who="group", group="children", best=2), claim(who="civilians", best=3)], {"low": 3}),
        ([claim(who="side-b", best=2), claim(who="combatants", best=3)], {"low": 3}),
        ([claim(best=5), claim(who="civilians", best=3)], {"best": 5}),
        ([claim(state="none")], {"best": 0}),
        ([claim(state="none-or-unknown")], {}),
        ([claim(state="unknown")], {}),
        ([claim("a", state="unknown"), claim("b", best=4)], {"best": 4}),
    ],
)
def test_figures_say_no_more_than_the_claims(tolls: list[dict[str, Any]], expected: dict[str, int]) -> None:
    assert figures(record(1, tolls=tolls), "killed") == expected


def test_a_resolved_figure_wins() -> None:
    resolved = [{"measure": "killed", "who": "all", "best": 7, "rule": "ucdp-best"}]
    assert figures(record(1, tolls=[claim(best=3)], resolved_tolls=resolved), "killed") == {"best": 7}


def test_what_a_flat_row_can_not_carry_is_reported() -> None:
    losses = Losses()
    quoted = [{"pointer": "", "quote": {"exact": "x"}}]
    one = record(1, evidence=quoted, tolls=[claim("a", best=1), claim("b", best=2)], **{"acled:x": 1})
    GeojsonExporter().write([one], io.BytesIO(), losses)
    assert set(losses.counts) >= {"FLAT-CLAIMS", "FLAT-EVIDENCE", "FLAT-EXTRAS"}


@pytest.mark.parametrize(
    ("tool", "added"),
    [
        ("maplibre", {"start_ms": 1772150400000, "end_ms": 1772323200000}),
        ("qgis", {"begin": "2026-02-27T00:00:00", "end": "2026-03-01T00:00:00"}),
        ("kepler", {"timestamp": "2026-02-27 00:00:00", "end_timestamp": "2026-03-01 00:00:00"}),
    ],
)
def test_tools_get_what_they_want_besides(tool: str, added: dict[str, Any]) -> None:
    dated = record(1, date={"start": "2026-02-27", "end": "2026-02-28", "precision": "days"})
    out = io.BytesIO()
    GeojsonExporter().write([dated, record(2)], out, Losses(), tool=tool)
    first, second = json.loads(out.getvalue())["features"]
    assert first["properties"] == first["properties"] | added
    assert all(second["properties"][name] is None for name in added)
    assert tuple(first["properties"]) == tuple(second["properties"]) == (*COLUMNS, *added)
    assert [one["id"] for one in (first, second)] == ([1, 2] if tool == "maplibre" else [dated["id"], record(2)["id"]])
    assert first["properties"]["id"] == dated["id"]
