"""The flat table as a workbook: what a spreadsheet shows is what the records say, and it comes back."""

from __future__ import annotations

import gzip
import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import eventx
from eventx.errors import OutputError
from eventx.ledger import Ledger
from eventx.reading import Reading
from eventx.report import Finding, Losses
from eventx.tabular.flat import COLUMNS
from eventx.testing import ExporterContract
from eventx_csv import CsvExporter, workbook

openpyxl = pytest.importorskip("openpyxl")


class TestContract(ExporterContract):
    exporter = CsvExporter
    options = {"workbook": True}


def event(**members: Any) -> dict[str, Any]:
    return {"schema_version": "1.0.0", "kind": "event", "id": "test:1", "status": "reported", **members}


def written(*records: dict[str, Any]) -> tuple[bytes, Losses]:
    out, losses = io.BytesIO(), Losses()
    assert CsvExporter().write(iter(records), out, losses, workbook=True) == len(records)
    return out.getvalue(), losses


def rows(content: bytes) -> list[dict[str, Any]]:
    header, *found = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    assert header == COLUMNS
    return [dict(zip(header, row, strict=True)) for row in found]


def test_days_are_days_numbers_are_numbers_and_texts_are_texts() -> None:
    record = event(
        id="test:007", notes="=1+1", civilian_targeting=True, tags=["3-4"],
        date={"start": "2026-03-01", "end": "2026-03-02", "precision": "days"},
        place={"name": "00123", "point": {"lat": -1.5, "lon": 36.25}},
        tolls=[{"measure": "killed", "who": "all", "best": 0}],
    )  # fmt: skip
    content, losses = written(record, event())
    first, second = rows(content)
    assert [first[name].date().isoformat() for name in ("date_start", "date_end")] == ["2026-03-01", "2026-03-02"]
    assert (first["latitude"], first["killed_best"], first["civilian_targeting"]) == (-1.5, 0, True)
    assert (first["id"], first["notes"], first["place"], first["tags"]) == ("test:007", "=1+1", "00123", "3-4")
    assert {name for name, value in second.items() if value is not None} == {"id", "kind", "status"}
    assert not losses.counts
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d", "b", "inlineStr"}, "no formula"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", f"A1:{workbook._LETTERS[-1]}3")


def test_a_day_that_no_spreadsheet_counts_is_a_text() -> None:
    early = event(date={"start": "1899-12-31", "end": "1900-02-28", "precision": "year"})
    (row,) = rows(written(early)[0])
    assert (row["date_start"], row["date_end"]) == ("1899-12-31", "1900-02-28")


def test_a_number_that_spreadsheets_would_change_is_a_text_and_comes_back(tmp_path: Path) -> None:
    record = event(place={"point": {"lat": -0.0, "lon": 12.5}}, tolls=[{"measure": "killed", "who": "all", "low": 2**53 + 1}])
    (row,) = rows(written(record)[0])
    assert [row[name] for name in ("latitude", "longitude", "killed_low")] == ["-0.0", 12.5, f"{2**53 + 1}"]
    pytest.importorskip("python_calamine", reason="needs the extra xlsx")
    eventx.write([event(place=record["place"])], tmp_path / "t.xlsx")
    (found,) = eventx.read(tmp_path / "t.xlsx").records()
    assert str(found["place"]["point"]) == str(record["place"]["point"])


def test_a_row_of_a_sheet_is_found_where_the_spreadsheet_shows_it(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine", reason="needs the extra xlsx")
    events = [event(id=f"test:{at}", notes="one line\nand another\nand a third") for at in range(3)]
    eventx.write(events, tmp_path / "t.xlsx")
    shutil.copy(tmp_path / "t.xlsx", tmp_path / "download")  # a workbook all the same
    eventx.write(events, tmp_path / "t#2.csv")
    for name, lines in (("t.xlsx", [2, 3, 4]), ("download", [2, 3, 4]), ("t#2.csv", [2, 5, 8])):
        found = eventx.read(tmp_path / name).records()
        assert [one["evidence"][0]["cell"]["line"] for one in found] == lines


def test_it_comes_back_as_the_flat_table_does(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine", reason="needs the extra xlsx")
    records = [
        event(id=f"test:{at}", notes=text, date={"start": "2026-03-01", "end": "2026-03-01", "precision": "day"})
        for at, text in enumerate(("=1+1", "'=1+1", "''-x", "'quoted'", "a\nb", "Ш\u200b𝄞 <&>", "2026-03-01", "007", "TRUE"))
    ]
    for name in ("t.csv", "t.xlsx"):
        eventx.write(records, tmp_path / name)
    assert [one["notes"] for one in eventx.read(tmp_path / "t.xlsx").records()] == [one["notes"] for one in records]
    without = ("evidence", "provenance")
    as_text, as_book = (
        [{name: value for name, value in one.items() if name not in without} for one in eventx.read(tmp_path / name).records()]
        for name in ("t.csv", "t.xlsx")
    )
    assert as_text == as_book


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_is_shown_as_it_is_or_declared(text: str) -> None:
    content, losses = written(event(notes=text))
    (row,) = rows(content)
    if "CSV-SIGNS" not in losses.counts and "FLAT-SIGNS" not in losses.counts and "\r" not in text:
        assert openpyxl.utils.escape.unescape(row["notes"]).removeprefix("'") == text.removeprefix("'")


def test_what_a_cell_does_not_hold_is_declared() -> None:
    content, losses = written(
        event(notes="x" * 32_768), event(notes="𝄞" * 20_000), event(notes="x" * 32_767), event(notes="a\x07b")
    )
    assert [len(row["notes"]) for row in rows(content)] == [32_767, 16_383, 32_767, 3]
    assert dict(losses.counts) == {"CSV-CUT": 2, "CSV-SIGNS": 1}


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(workbook, "ROWS", 3)
    eventx.write([event(id=f"test:{at}") for at in range(2)], tmp_path / "two.xlsx")
    with pytest.raises(OutputError, match=r"more than the 2 records before test:2; write \.csv or \.parquet"):
        eventx.write([event(id=f"test:{at}") for at in range(3)], tmp_path / "three.xlsx")
    assert not (tmp_path / "three.xlsx").exists()


def test_a_packed_workbook_is_the_plain_one(tmp_path: Path) -> None:
    eventx.write([event()], tmp_path / "t.xlsx")
    eventx.write([event()], tmp_path / "t.xlsx.gz")
    assert gzip.decompress((tmp_path / "t.xlsx.gz").read_bytes()) == (tmp_path / "t.xlsx").read_bytes() == written(event())[0]


def test_the_same_records_are_the_same_bytes_and_no_records_are_a_header() -> None:
    assert written(event())[0] == written(event())[0]
    assert rows(written()[0]) == []
    with zipfile.ZipFile(io.BytesIO(written()[0])) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("call", [("convert", "-o", "out.ndjson"), ("validate",)])
def test_a_hidden_sheet_that_is_not_read_is_told(tmp_path: Path, call: tuple[str, ...]) -> None:
    pytest.importorskip("python_calamine", reason="needs the extra xlsx")
    book = openpyxl.Workbook()
    book.active.append(["id", "date"])
    book.active.append(["1", "2024-05-02"])
    book.create_sheet("April").append(["id"])
    book["April"].sheet_state = "hidden"
    book.save(tmp_path / "book.xlsx")
    (tmp_path / "map.toml").write_text(
        '[mapping]\nname = "m"\nprefix = "m"\n[id]\ncolumns = ["id"]\n[[column]]\nname = "date"\nto = "date"\norder = "iso"\n'
    )
    command, *target = call
    done = subprocess.run(
        [sys.executable, "-m", "eventx", command, "book.xlsx", *target, "--from", "csv", "-O", "mapping=map.toml"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert (done.stdout + done.stderr).count("EVX905: the hidden sheet 'April' is not read") == 1


def test_cells_merged_over_rows_of_data_are_told_and_those_of_a_header_are_not(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Week 45"], ["id", "where", "what"], [None, None, "short"], [1, "Gao", "x"], [2, None, "y"], [3, "Kidal", "z"]):
        book.active.append(row)
    for merged in ("A1:C1", "A2:A3", "B2:B3", "B4:B5"):
        book.active.merge_cells(merged)
    book.save(tmp_path / "book.xlsx")
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        '[mapping]\nname = "m"\nprefix = "m"\n[id]\ncolumns = ["id"]\n[[column]]\nname = "where"\nto = "place.name"\n'
    )
    found: list[Finding] = []
    reading = Reading((tmp_path / "book.xlsx",), Ledger("0"), options={"mapping": str(mapping)}, on_finding=found.append)
    assert len(list(reading)) == 3
    (told,) = [one for one in found if one.rule == "EVX906"]
    assert "B4:B5 are merged" in told.message
    assert "A2" not in told.message
