"""The shipped mappings, mapping files and nothing else: known by the header, nothing of a row lost, unknown stays unknown."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

import eventx
from eventx_csv.heading import shipped
from eventx_csv.mapping import load_mapping

TABLES = Path(__file__).parents[1] / "samples" / "tables"


def read(path: Path, **options: str) -> tuple[list[dict[str, Any]], eventx.Ledger, list[eventx.Finding]]:
    findings: list[eventx.Finding] = []
    events = eventx.read(path, options=options, on_finding=findings.append)
    return list(events.records()), events.ledger, findings


@pytest.mark.parametrize("path", sorted(TABLES.iterdir()), ids=str)
def test_each_table_is_known_and_read_as_golden(path: Path, data_regression: Any) -> None:
    records, ledger, findings = read(path)
    (account,) = ledger.inputs
    assert account.balanced
    told = [f"{finding.rule} {finding.position.row}: {finding.message}" for finding in findings]
    data_regression.check({"records": records, "findings": told}, basename=path.stem)


def test_the_order_of_dates_can_be_told_to_a_shipped_mapping(tmp_path: Path) -> None:
    path = tmp_path / "scad.csv"
    path.write_text(
        "eventid,locnum,countryname,startdate,enddate,etype,npart,ndeath\n1,1,Ghana,1/7/2001,1/9/2001,1,4,-99\n", encoding="utf-8"
    )
    with pytest.raises(eventx.InputError, match=r"CSV-DMY.*-O dates=mdy"):
        read(path)
    assert read(path, dates="mdy")[0][0]["date"]["start"] == "2001-01-07"
    assert read(path, dates="dmy")[0][0]["date"]["start"] == "2001-07-01"


@pytest.mark.parametrize("path", sorted(TABLES.iterdir()), ids=str)
def test_every_cell_of_a_kept_row_is_in_its_record(path: Path) -> None:
    text = path.read_bytes().decode("windows-1252" if path.stem == "scad" else "utf-8")
    reader = csv.reader(io.StringIO(text), delimiter=";" if "sep=;" in text else ",")
    starts, rows = 1, {}
    for row in reader:
        rows[starts], starts = row, reader.line_num + 1
    records, _, _ = read(path)
    for record in records:
        words = json.dumps(record, ensure_ascii=False)
        for cell in rows[record["evidence"][0]["cell"]["line"]]:
            one = cell.strip().rstrip(", ").replace("\n", "\\n").replace('"', '\\"').removesuffix("\\n")
            parts = one.split(", ") if "ushahidi" in record["id"] else [one]
            for part in parts:
                assert part in words or part.replace(",", "") in words or _is_range(part, record), (part, words)


def _is_range(part: str, record: dict[str, Any]) -> bool:
    low, _, high = part.partition("-")
    return any(str(toll.get("low")) == low and str(toll.get("high")) == high for toll in record["tolls"])


@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_shipped_mapping_is_a_good_mapping(name: str) -> None:
    assert load_mapping(name).name


def test_a_missing_column_that_matters_is_named(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("eventid,iyear,imonth,iday,gname\n1,2017,1,1,x\n")
    with pytest.raises(eventx.InputError, match="needs the columns 'attacktype1'"):
        read(tmp_path / "t.csv", mapping="gtd")


def test_a_header_over_two_rows_is_told(tmp_path: Path) -> None:
    _, _, findings = read(TABLES / "pitf-two-rows.csv")
    assert [finding.rule for finding in findings if "2 rows" in finding.message] == ["CSV-HEADER"]


def test_columns_of_no_kind_make_no_guess(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b,c,d\n1,2,3,4\n")
    with pytest.raises(eventx.InputError, match="csv-mapping"):
        read(tmp_path / "t.csv")
