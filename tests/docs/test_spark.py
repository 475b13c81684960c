"""The recipe for Spark is run where Java and pyspark are."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from .pages import blocks

PAGE = Path(__file__).resolve().parents[2] / "docs" / "clusters.md"
ACLED = Path(__file__).resolve().parents[2] / "plugins" / "acled" / "samples" / "every-code.csv"


@pytest.mark.skipif(shutil.which("java") is None or find_spec("pyspark") is None, reason="needs Java and pyspark")
def test_spark_reads_files_with_eventx(tmp_path: Path) -> None:
    shutil.copy(ACLED, tmp_path / "1.csv")
    (recipe,) = blocks(PAGE, "python")
    done = subprocess.run(
        [sys.executable, "-c", recipe], cwd=tmp_path, env={**os.environ, "PYSPARK_PYTHON": sys.executable},
        capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    rows = len(ACLED.read_text(encoding="utf-8").splitlines()) - 1
    assert f"{rows} events" in done.stdout


def test_the_commands_of_the_page_are_options_that_exist(tmp_path: Path) -> None:
    """Each command is run with two small files in place of the many, and a cluster here in place of the one that isn't there."""
    pytest.importorskip("pyarrow", reason="needs the extra geoparquet")
    for folder in ("gdelt", "ged"):
        (tmp_path / folder).mkdir()
        for number in range(2):
            record = {"schema_version": "1.0.0", "kind": "event", "id": f"x:{number}", "status": "reported"}
            name = "1.zip" if folder == "gdelt" else "1.csv"
            (tmp_path / folder / f"{number}{name}").write_text(json.dumps(record) + "\n", encoding="utf-8")
    commands = [line for block in blocks(PAGE, "sh") for line in block.splitlines() if "--cluster" not in line]
    assert len(commands) == 2
    for command in commands:
        call = f"{sys.executable} -m {command}"
        done = subprocess.run(["bash", "-ec", call], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "events").glob("*.parquet"))) == 2
    assert len(list((tmp_path / "features").glob("*.geojsonl"))) == 2
    assert json.loads((tmp_path / "ledger.json").read_text(encoding="utf-8"))["totals"]["kept"] == 2
