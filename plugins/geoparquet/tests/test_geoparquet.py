"""GeoParquet that other programs read, with the whole record inside."""

from __future__ import annotations

import builtins
import io
import json
import struct
from datetime import date
from typing import Any

import pytest

from eventx.conformance.probes import examples
from eventx.errors import OutputError, UsageError
from eventx.report import Losses
from eventx.tabular.flat import COLUMNS
from eventx.testing import ExporterContract
from eventx_geoparquet import GeoparquetExporter

pytest.importorskip("pyarrow", reason="needs the extra geoparquet")


class TestContract(ExporterContract):
    exporter = GeoparquetExporter


def event(**members: Any) -> dict[str, Any]:
    return {"schema_version": "1.0.0", "kind": "event", "id": "test:1", "status": "reported", **members}


def table(*records: dict[str, Any]) -> Any:
    import pyarrow.parquet as pq

    out, losses = io.BytesIO(), Losses()
    assert GeoparquetExporter().write(iter(records), out, losses) == len(records)
    assert not losses.counts
    return pq.read_table(io.BytesIO(out.getvalue()))


def test_values_have_their_types_and_unknown_is_null() -> None:
    (first, second) = table(
        event(
            date={"start": "2026-02-27", "end": "2026-02-28", "precision": "days"},
            place={"name": "X", "point": {"lat": 42.5, "lon": 72.25}},
            tolls=[{"measure": "killed", "who": "all", "best": 3}],
            civilian_targeting=True,
        ),
        event(id="test:2"),
    ).to_pylist()
    assert (first["date_start"], first["date_end"]) == (date(2026, 2, 27), date(2026, 2, 28))
    assert (first["killed_best"], first["civilian_targeting"], first["latitude"]) == (3, True, 42.5)
    assert struct.unpack("<BIdd", first["geometry"]) == (1, 1, 72.25, 42.5)
    assert first["bbox"] == {"xmin": 72.25, "ymin": 42.5, "xmax": 72.25, "ymax": 42.5}
    assert {name for name in second if second[name] is not None} == {"id", "kind", "status", "record"}


def test_the_metadata_is_geoparquets() -> None:
    content = io.BytesIO()
    GeoparquetExporter().write(iter([event(place={"point": {"lat": 1.5, "lon": 2.5}})]), content, Losses())
    import pyarrow.parquet as pq

    geo = json.loads(pq.read_metadata(io.BytesIO(content.getvalue())).metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    column = geo["columns"]["geometry"]
    assert (column["encoding"], column["geometry_types"], column["bbox"]) == ("WKB", ["Point"], [2.5, 1.5, 2.5, 1.5])
    assert column["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    assert "crs" not in column  # which means OGC:CRS84


def test_the_whole_record_is_inside() -> None:
    records = examples()
    found = table(*records)
    assert [json.loads(text) for text in found["record"].to_pylist()] == list(records)
    assert found.schema.names == [*COLUMNS, "geometry", "bbox", "record"]


def test_texts_are_read_as_texts_not_as_views_that_few_programs_know() -> None:
    kinds = dict(zip(table(event()).schema.names, table(event()).schema.types, strict=True))
    assert (str(kinds["notes"]), str(kinds["record"]), str(kinds["geometry"])) == ("string", "string", "binary")


def test_a_figure_that_no_column_holds_is_named() -> None:
    huge = event(tolls=[{"measure": "killed", "who": "all", "best": 1 << 63}])
    with pytest.raises(OutputError, match=f"killed_best is {1 << 63} somewhere"):
        table(event(), huge)


def test_no_records_give_a_whole_file() -> None:
    assert table().num_rows == 0


def test_without_pyarrow_the_message_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name, name=name)
        return real(name, *args, **kwargs)

    for module in ("sink", "columns"):
        monkeypatch.delitem(sys.modules, f"eventx_geoparquet.{module}", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match=r"pip install 'eventx-conflict\[geoparquet\]'"):
        GeoparquetExporter().write(iter(()), io.BytesIO(), Losses())
