"""The README's commands work in a clone, in order. The two that stand between markers are run by .ci/run, in a real clone."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from pathlib import Path

from . import pages

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
MARKED = re.compile(r"^<!-- command: \w+ -->\n```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
# Figures of the article importer, by its own tests and programs: each reads every coded article.
OF_THE_IMPORTER = "plugins/rferl/"


def test_commands_and_code_run_in_order(tmp_path: Path) -> None:
    for folder in ("examples", "seeds"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "plugins").symlink_to(ROOT / "plugins")
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "activate").write_text(f'PATH={shlex.quote(str(programs))}:"$PATH"\n', encoding="utf-8")
    (programs / "eventx").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m eventx "$@"\n', encoding="utf-8")
    (programs / "eventx").chmod(0o755)
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"}

    text = README.read_text(encoding="utf-8")
    marked = set(MARKED.findall(text))
    assert len(marked) == 2
    commands = [block for block in pages.blocks(README, "sh") if block not in marked]
    run = ["\n".join(line for line in block.splitlines() if OF_THE_IMPORTER not in line) for block in commands]
    assert sum(line.startswith("eventx ") for block in run for line in block.splitlines()) >= 12
    pages.run(run, tmp_path, environment)
    for made in (
        "events.geojson",
        "events.parquet",
        "ged.acled.csv",
        "table.csv",
        "page.html",
        "incidents.ndjson",
        "ledger.json",
    ):
        assert (tmp_path / made).stat().st_size, made

    (code,) = pages.blocks(README, "python")
    pages.run([f"{shlex.quote(sys.executable)} - <<'END'\n{code}END\n"], tmp_path, environment)


def test_every_file_that_the_readme_names_is_there() -> None:
    text = README.read_text(encoding="utf-8")
    named = {target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target}
    named |= set(re.findall(r"(?:examples|plugins|schemas|docs)/[\w./-]+\w", text))
    assert len(named) > 20
    assert not [path for path in named if path and not (ROOT / path).exists()]
