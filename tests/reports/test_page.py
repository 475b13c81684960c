"""What docs/validating.md shows is run, and ends as it says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click

from eventx.cli.validate import validate

PAGE = Path(__file__).resolve().parents[2] / "docs" / "validating.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_commands_run_and_end_with_the_code_they_name(tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "eventx").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m eventx "$@"\n', encoding="utf-8")
    (folder / "eventx").chmod(0o755)
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"}
    shown = ""
    commands = 0
    for language, block in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if language != "sh":
            continue
        script = ["set -e"]
        for line in block.splitlines():
            command, _, words = line.partition("   # exit code ")
            commands += line.startswith("eventx ")
            script.append(f"set +e; {command.rstrip()}; code=$?; set -e; [ $code = {words.strip()} ]" if words else line)
        checked = subprocess.run(
            ["bash", "-c", "\n".join(script)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert checked.returncode == 0, f"{block}\n{checked.stdout}{checked.stderr}"
        shown += checked.stdout
    assert commands >= 7
    (text,) = [block for language, block in BLOCK.findall(PAGE.read_text(encoding="utf-8")) if language == "text"]
    assert text in shown
    assert "perhaps" in shown.rsplit("mine:4", 1)[1], "the new finding is the one that is shown"


def test_every_option_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    options = {name for one in validate.params if isinstance(one, click.Option) for name in one.opts if name.startswith("--")}
    assert {name for name in options if f"`{name}" not in page and f" {name} " not in page} <= {"--from"}
