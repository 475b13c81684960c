"""A plugin made by ``eventx plugin new`` keeps the contract as it stands; what can't be made is refused in words."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from eventx.errors import UsageError
from eventx.kit import make


@pytest.mark.parametrize("kind", ["importer", "exporter"])
def test_its_own_tests_pass(tmp_path: Path, kind: str) -> None:
    folder = make("river-log", kind, tmp_path)
    site = tmp_path / "site" / "eventx_river_log-0.1.0.dist-info"
    site.mkdir(parents=True)
    (site / "METADATA").write_text("Metadata-Version: 2.1\nName: eventx-river-log\nVersion: 0.1.0\n")
    (site / "entry_points.txt").write_text(f"[eventx.{kind}s]\nriver-log = eventx_river_log:RiverLog\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(site.parent)])}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-3000:]
    assert "skipped" not in run.stdout


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "eventx-river-log").mkdir()
    with pytest.raises(UsageError, match="is there already"):
        make("river-log", "importer", tmp_path)
    assert not list((tmp_path / "eventx-river-log").iterdir())


@pytest.mark.parametrize("name", ["", "River", "1log", "a_b", "../x", "a--b", "eventx-log", "csv", "é"])
def test_a_bad_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        make(name, "importer", tmp_path)
    assert not list(tmp_path.iterdir())
