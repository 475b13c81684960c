"""``eventx.scan``: events as an Arrow stream, checked like any other reading."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import eventx
from eventx.errors import InputError, UsageError

pa = pytest.importorskip("pyarrow", reason="needs the extra geoparquet")
RECORD = {
    "schema_version": "1.0.0", "kind": "event", "id": "x:1", "status": "reported",
    "place": {"name": "Talas", "precision": "settlement", "point": {"lat": 42.5228, "lon": 72.2427}},
}  # fmt: skip


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "events.ndjson"
    path.write_text("".join(json.dumps(RECORD | {"id": f"x:{number}"}) + "\n" for number in range(1, 8)), encoding="utf-8")
    return path


def test_a_scan_is_an_arrow_stream_of_batches_and_can_be_read_again(lines: Path) -> None:
    scan = eventx.scan(lines, batch_rows=3)
    assert [batch.num_rows for batch in scan.reader()] == [3, 3, 1]
    assert scan.ledger.records == 7
    table = pa.table(scan)
    assert table["id"].to_pylist() == [f"x:{number}" for number in range(1, 8)]
    assert json.loads(table["record"][0].as_py()) == RECORD
    assert table.schema.field("geometry").metadata[b"ARROW:extension:name"] == b"geoarrow.wkb"


def test_a_folder_is_scanned_as_the_files_in_it(lines: Path, tmp_path: Path) -> None:
    eventx.convert(lines, f"{tmp_path}/parts/", target_format="eventx")
    assert pa.table(eventx.scan(f"{tmp_path}/parts/")).num_rows == 7
    assert eventx.validate(tmp_path / "parts").checked == 7


def test_columns_can_be_chosen_and_one_that_is_not_there_is_told(lines: Path) -> None:
    assert pa.table(eventx.scan(lines, columns=["longitude", "id"])).column_names == ["longitude", "id"]
    with pytest.raises(UsageError, match="no column 'lon'; there are id, "):
        eventx.scan(lines, columns=["lon"]).reader()
    with pytest.raises(UsageError, match=r"a list of columns, as in columns=\['id'\]"):
        eventx.scan(lines, columns="id")


def test_polars_takes_a_scan(lines: Path) -> None:
    pytest.importorskip("polars", reason="needs the extra bulk")
    table = eventx.scan(lines).to_polars()
    assert table["latitude"].to_list() == [42.5228] * 7
    assert table.height == 7


def test_what_ends_a_reading_is_raised_in_our_words(lines: Path) -> None:
    pytest.importorskip("polars", reason="needs the extra bulk")
    lines.write_bytes(lines.read_bytes()[:-20])
    with pytest.raises(InputError, match="cut off"):
        eventx.scan(lines, on_finding=lambda _: None).to_polars()


def test_events_are_no_source_of_a_scan(lines: Path) -> None:
    for given in (list(eventx.read(lines)), eventx.read(lines), b"{}", [RECORD]):
        with pytest.raises(UsageError, match=r"eventx\.scan takes a path, .*, not (Event|Events|bytes|dict); write events with"):
            eventx.scan(given)  # type: ignore[arg-type]


def test_rejected_rows_are_told(lines: Path) -> None:
    lines.write_text(json.dumps(RECORD) + "\n" + json.dumps(RECORD | {"status": "perhaps"}) + "\n", encoding="utf-8")
    scan = eventx.scan(lines)
    with pytest.warns(eventx.RejectedUnits, match="1 unit was rejected"):
        assert pa.table(scan).num_rows == 1


def test_a_map_without_points_is_refused_in_words(lines: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "geopandas", __import__("types").ModuleType("geopandas"))
    with pytest.raises(UsageError, match="needs the column 'geometry'"):
        eventx.scan(lines, columns=["id", "latitude"]).to_geopandas()


def test_geopandas_takes_a_scan(lines: Path) -> None:
    pytest.importorskip("geopandas", reason="not a dependency of any extra")
    frame = eventx.scan(lines).to_geopandas()
    assert frame.crs.to_string() == "OGC:CRS84"
    assert (frame.geometry.x[0], frame.geometry.y[0]) == (72.2427, 42.5228)


@pytest.fixture
def memory() -> Iterator[Any]:
    fsspec = pytest.importorskip("fsspec", reason="needs the extra remote")
    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()


def test_an_address_is_read_through_fsspec(lines: Path, memory: Any) -> None:
    memory.pipe("/events.ndjson", lines.read_bytes())
    assert [event.id for event in eventx.read("memory://events.ndjson")] == [f"x:{number}" for number in range(1, 8)]
    with pytest.raises(InputError, match="memory://nothing: no such file"):
        list(eventx.read("memory://nothing"))
    with pytest.raises(UsageError, match="Protocol not known"):
        list(eventx.read("nobody://knows/this"))


def test_one_file_of_an_archive_at_an_address_can_be_named(lines: Path, memory: Any) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("events.ndjson", lines.read_bytes())
        archive.writestr("readme.txt", b"see the other")
    memory.pipe("/all.zip", packed.getvalue())
    with pytest.raises(InputError, match=re.escape("name one: 'memory://all.zip#events.ndjson'")):
        list(eventx.read("memory://all.zip"))
    assert len(list(eventx.read("memory://all.zip#events.ndjson"))) == 7


def test_without_fsspec_the_message_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fsspec", None)
    with pytest.raises(UsageError, match=r"pip install 'eventx-conflict\[remote\]'"):
        list(eventx.read("s3://bucket/events.ndjson"))
