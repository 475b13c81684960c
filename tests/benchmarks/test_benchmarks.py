"""The benchmark command runs, its data is what it claims to be, and its page has every task."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.data import acled, gdelt, ucdp  # noqa: E402
from benchmarks.measuring import measure  # noqa: E402
from benchmarks.tasks import TASKS  # noqa: E402


def _eventx(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "eventx", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_every_task_is_measured_and_in_the_table(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks", "--rows", "200", "--articles", "3", "--rounds", "1", "--date", "2026-01-02"]
    done = subprocess.run(
        [*command, "--results", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    results = json.loads((tmp_path / "2026-01-02-200.json").read_text())
    page = (tmp_path / "2026-01-02-200.md").read_text()
    plot = (tmp_path / "2026-01-02-200.svg").read_text()
    assert [task["name"] for task in results["tasks"]] == [task.name for task in TASKS]
    for task in results["tasks"]:
        first = task["ways"][0]
        assert (first["name"], first["status"]) == ("eventx", "measured"), first
        assert first["seconds"] > 0
        section = page.split(f"## {task['title']}\n")[1].split("\n## ")[0]
        assert task["title"].split(" → ")[0] in plot
        # A tool that isn't there is said to be missing, never left out.
        assert [way["label"] for way in task["ways"] if way["label"] not in section] == []
    assert str(ROOT) not in page + json.dumps(results)


@pytest.mark.parametrize("module", [acled, ucdp, gdelt], ids=["acled", "ucdp", "gdelt"])
def test_clean_rows_are_kept_without_a_finding_and_come_back_cell_by_cell(module: object, tmp_path: Path) -> None:
    name = module.__name__.rpartition(".")[2]
    table, back, ledger = tmp_path / "table.csv", tmp_path / "back.csv", tmp_path / "ledger.json"
    table.write_bytes(b"".join(module.table(300, 7)))
    assert _eventx("convert", table, "--to", name, "-o", back, "--ledger", ledger).returncode == 0
    (told,) = json.loads(ledger.read_text())["inputs"]
    assert (told["read"], told["kept"]) == (300, 300)
    checked = _eventx("validate", table)
    assert "0 errors, 0 warnings, 0 notes" in checked.stdout + checked.stderr
    cells = [list(csv.reader(io.StringIO(path.read_text(), newline=""))) for path in (table, back)]
    assert cells[0] == cells[1]


def test_one_row_in_a_hundred_is_bad_on_demand_in_each_of_four_ways(tmp_path: Path) -> None:
    table, ledger = tmp_path / "bad.csv", tmp_path / "ledger.json"
    table.write_bytes(b"".join(acled.table(400, 7, bad=True)))
    assert _eventx("convert", table, "-o", tmp_path / "out.ndjson", "--ledger", ledger).returncode == 1
    (told,) = json.loads(ledger.read_text())["inputs"]
    assert told["rejected"] == acled.bad_rows(400) == 4
    assert len(told["reasons"]) == 4


def test_the_same_seed_gives_the_same_table_and_fewer_rows_are_its_beginning() -> None:
    tables = {(rows, seed): b"".join(acled.table(rows, seed)) for rows, seed in ((100, 1), (200, 1), (100, 2))}
    assert tables[100, 1] == b"".join(acled.table(100, 1))
    assert tables[200, 1].startswith(tables[100, 1])
    assert tables[100, 1] != tables[100, 2]


def test_the_rows_are_as_long_as_said_and_as_awkward_as_real_ones() -> None:
    table = b"".join(acled.table(5000, 1))
    rows = list(csv.DictReader(io.StringIO(table.decode(), newline="")))
    assert len(rows) == 5000
    assert 700 < len(table) / 5000 < 780
    assert any("\n" in row["notes"] for row in rows)
    assert any('"' in row["notes"] for row in rows)
    assert any("شهود" in row["notes"] for row in rows)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_memory_of_children_counts_and_a_run_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    hold = "import time; held = bytearray(60_000_000); time.sleep(0.3)"
    spawn = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}], check=True)"
    run = measure([sys.executable, "-c", spawn], tmp_path, timeout=60)
    assert run.code == 0
    assert run.resident is not None
    assert run.resident > 60_000_000
    assert run.seconds >= 0.3
    assert measure([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path, timeout=0.3).code == 124
