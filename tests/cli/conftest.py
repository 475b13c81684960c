"""Runs the command as a user does: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def eventx(tmp_path: Path) -> Run:
    """``eventx("convert", path)`` in an empty folder; the result has ``returncode``, ``stdout`` and ``stderr``."""

    def run(
        *arguments: str | Path, input: str | bytes | None = None, extra_path: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "120"}
        if extra_path is not None:
            environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(extra_path), os.environ.get("PYTHONPATH"))))
        given = input.encode() if isinstance(input, str) else input
        done = subprocess.run(
            [sys.executable, "-m", "eventx", *map(str, arguments)],
            cwd=tmp_path, input=given, stdin=subprocess.DEVNULL if given is None else None,
            capture_output=True, env=environment, check=False, timeout=120,
        )  # fmt: skip
        result = subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
        )
        assert "--traceback" in arguments or "Traceback" not in result.stderr, result.stderr
        return result

    return run


def record(number: int, **more: object) -> dict[str, object]:
    """A small valid record."""
    return {"schema_version": "1.0.0", "kind": "event", "id": f"test:{number}", "status": "reported", **more}
