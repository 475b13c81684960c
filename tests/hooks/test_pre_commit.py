"""The hook works in a repository of data: a real ``git commit`` is refused for a bad record, and passes with a good one."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = '{"schema_version": "1.0.0", "kind": "event", "id": "mine:1", "status": "reported", "type": "armed-clash"}\n'
BAD = '{"schema_version": "1.0.0", "kind": "event", "id": "mine:2", "status": "perhaps"}\n'

pytestmark = [
    pytest.mark.skipif(importlib.util.find_spec("pre_commit") is None, reason="pre-commit is not installed (extra dev)"),
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]


class Repository:
    """A scratch repository, in an environment where nothing of the user's git or pre-commit counts."""

    def __init__(self, folder: Path, home: Path, programs: Path) -> None:
        self.folder = folder
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
        self.environment |= {
            "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "PRE_COMMIT_HOME": str(home / "pre-commit"),
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
        }  # fmt: skip
        folder.mkdir()
        self.run("git", "init", "-q")

    def run(self, *command: str, fails: bool = False) -> str:
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False, timeout=120
        )
        assert (done.returncode != 0) is fails, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def write(self, **files: str) -> None:
        for name, text in files.items():
            (self.folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
        self.run("git", "add", "-A")


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    home, programs = tmp_path / "home", tmp_path / "programs"
    home.mkdir()
    programs.mkdir()
    for name in ("eventx", "pre_commit"):
        program = programs / name.replace("_", "-")
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m {name} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    return home, programs


def test_a_commit_with_a_bad_record_is_refused_and_one_with_good_records_passes(
    tmp_path: Path, places: tuple[Path, Path]
) -> None:
    # What is committed of the toolkit and what is not yet: the file that pre-commit reads, in a repository it can clone.
    toolkit = Repository(tmp_path / "toolkit", *places)
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", toolkit.folder)
    toolkit.run("git", "add", "-A")
    toolkit.run("git", "commit", "-qm", "hooks")
    commit = toolkit.run("git", "rev-parse", "HEAD").strip()

    data = Repository(tmp_path / "data", *places)
    config = f"repos:\n- repo: file://{toolkit.folder}\n  rev: {commit}\n  hooks:\n  - id: eventx-validate-installed\n"
    (data.folder / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    data.write(good__ndjson=GOOD, notes__txt="not a record\n")
    data.run("pre-commit", "install")
    assert "Passed" in data.run("git", "commit", "-m", "good")

    data.write(bad__ndjson=BAD)
    told = data.run("git", "commit", "-m", "bad", fails=True)
    assert "bad.ndjson:1:" in told
    assert "EVX007" in told


def test_both_hooks_are_taken_by_pre_commit_and_differ_only_in_where_eventx_comes_from(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")],
        cwd=tmp_path, env={**os.environ, "PRE_COMMIT_HOME": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    yaml = pytest.importorskip("yaml")
    taken = re.compile(yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]["files"])
    named = [name for name in ("a.ndjson", "a.eventx.json", "a.dataset.json", "package.json") if taken.search(name)]
    assert named == ["a.ndjson", "a.eventx.json", "a.dataset.json"]  # as docs/editors.md has them
    python, installed = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (python["language"], installed["language"]) == ("python", "system")
    differ = {"id", "name", "description", "language"}
    assert {key: python[key] for key in python.keys() - differ} == {key: installed[key] for key in installed.keys() - differ}
