"""A tagged table that humanitarian tools read."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import eventx
from eventx.report import Losses
from eventx.tabular.flat import COLUMNS
from eventx.testing import ExporterContract
from eventx_hxl import HxlExporter
from eventx_hxl.writing import TAGS

# https://hxlstandard.org/standard/1-1final/tagging/
TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")


class TestContract(ExporterContract):
    exporter = HxlExporter


def event(**members: Any) -> dict[str, Any]:
    return {"schema_version": "1.0.0", "kind": "event", "id": "test:1", "status": "reported", **members}


def rows(*records: dict[str, Any]) -> list[list[str]]:
    out = io.BytesIO()
    assert HxlExporter().write(iter(records), out, Losses()) == len(records)
    return list(csv.reader(io.StringIO(out.getvalue().decode(), newline="")))


def test_tags_stand_directly_under_the_header() -> None:
    header, tags, row = rows(event(tolls=[{"measure": "killed", "who": "all", "best": 3}], place={"name": "X"}))
    assert tuple(header) == COLUMNS
    tagged = dict(zip(tags, row, strict=True))
    assert (tagged["#event+code"], tagged["#affected+killed"], tagged["#loc+name"]) == ("test:1", "3", "X")


def test_tags_are_hxl_and_stand_once() -> None:
    assert all(TAG.fullmatch(tag) for tag in TAGS.values())
    assert len(set(TAGS.values())) == len(TAGS)
    assert set(TAGS) <= set(COLUMNS)


def test_only_single_dates_stand_under_the_hashtag_of_dates() -> None:
    assert {column for column, tag in TAGS.items() if tag.startswith("#date")} == {"date_start", "date_end"}


def test_what_is_written_is_read_back_without_its_tags(tmp_path: Path) -> None:
    eventx.write([event(place={"name": "X"})], tmp_path / "t.hxl.csv")
    (back,) = (events := eventx.read(tmp_path / "t.hxl.csv")).records()
    assert (back["id"], back["place"]) == ("test:1", {"name": "X"})
    assert dict(events.ledger.inputs[0].reasons) == {"hxl": 1}


def test_unknown_is_blank() -> None:
    row = dict(zip(COLUMNS, rows(event())[2], strict=True))
    assert {name for name, cell in row.items() if cell} == {"id", "kind", "status"}


def test_a_table_without_records_has_its_tags() -> None:
    assert len(rows()) == 2
