"""Notes that a spreadsheet would run stand in the flat table as guarded as where rows are written one by one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import eventx
from benchmarks.data import acled
from eventx.bulk import table_rows

NOTES = ("=1+1 is what it says", "'=1+1 is what it says", "-none of them came", "''@home they said", "'s-Hertogenbosch it was")


@pytest.mark.parametrize("columns", [False, True], ids=["joined", "columns"])
def test_what_a_spreadsheet_would_run_is_guarded_in_a_large_table_too(
    columns: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if columns:
        pytest.importorskip("polars", reason="the columns need the extra bulk")
    monkeypatch.setattr(table_rows, "LARGE", 0 if columns else 1 << 40)
    header, *rows = csv.reader(b"".join(acled.table(200, 3)).decode().splitlines())
    for number, row in enumerate(rows):
        if number % 3 == 0:
            row[header.index("notes")] = NOTES[number // 3 % len(NOTES)]
    with (tmp_path / "t.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    eventx.convert(tmp_path / "t.csv", tmp_path / "joined.csv", target_format="csv", on_finding=lambda _: None)
    events = eventx.read(tmp_path / "t.csv", on_finding=lambda _: None)
    eventx.write(events.records(), tmp_path / "single.csv", format="csv")
    assert (tmp_path / "joined.csv").read_bytes() == (tmp_path / "single.csv").read_bytes()
    with (tmp_path / "joined.csv").open(newline="", encoding="utf-8") as file:
        told = {row["notes"] for row in csv.DictReader(file)}
    assert told >= {"'=1+1 is what it says", "''=1+1 is what it says", "'''@home they said", "'s-Hertogenbosch it was"}
