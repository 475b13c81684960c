"""``eventx conformance``: a made plugin passes; each sabotaged one fails the check that is meant for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from eventx.kit import make


def checked(folder: Path, kind: str, change: tuple[str, str] | None, *more: str) -> subprocess.CompletedProcess[str]:
    made = make("river-log", kind, folder)
    module = made / "eventx_river_log" / "__init__.py"
    if change is not None:
        text = module.read_text(encoding="utf-8")
        assert change[0] in text
        module.write_text(text.replace(*change, 1), encoding="utf-8")
    metadata = made / "eventx_river_log-0.1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: eventx-river-log\nVersion: 0.1.0\n")
    (metadata / "entry_points.txt").write_text(f"[eventx.{kind}s]\nriver-log = eventx_river_log:RiverLog\n")
    return subprocess.run(
        [sys.executable, "-m", "eventx", "conformance", "eventx-river-log", *more],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(made)}, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def failed(run: subprocess.CompletedProcess[str]) -> set[str]:
    return {line.split()[3] for line in run.stdout.splitlines() if line.startswith("failed")}


@pytest.mark.parametrize("kind", ["importer", "exporter"])
def test_a_made_plugin_passes_everything(tmp_path: Path, kind: str) -> None:
    run = checked(tmp_path, kind, None, "--badge", "badge.json")
    assert run.returncode == 0, run.stdout + run.stderr
    badge = json.loads((tmp_path / "badge.json").read_text())
    assert badge["schemaVersion"] == 1
    assert badge["color"] == "brightgreen"


@pytest.mark.parametrize(
    ("kind", "change", "check"),
    [
        ("importer", ('yield Outcome(Kind.WITHHELD, position, reason="RIVER-LOG-REMARK")', "pass"), "account"),
        ("importer", ('"line": line, "column"', '"line": line + 1, "column"'), "places"),
        ("importer", ("import datetime\n", "import datetime\nimport requests\n"), "light"),
        ("importer", ('f"river-log:{ident}"', 'f"river-log:{ident}{id(cells)}"'), "determinism"),
        ("importer", ('"RIVER-LOG-REMARK": ', '"RIVER-LOG-OTHER": '), "reasons"),
        ("importer", ("        count = 0\n", "        import os\n\n        os._exit(0)\n"), "account"),
        ("exporter", ('losses.add("RIVER-LOG-MEMBER", record["id"], pointer)', "pass"), "told"),
    ],
)
def test_a_sabotaged_plugin_fails_the_right_check(tmp_path: Path, kind: str, change: tuple[str, str], check: str) -> None:
    run = checked(tmp_path, kind, change)
    assert run.returncode == 1, run.stderr
    assert check in failed(run), run.stdout


def test_a_package_that_is_not_there_is_refused(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "eventx", "conformance", "no-such-thing"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert run.returncode == 2
    assert "no-such-thing" in run.stderr
