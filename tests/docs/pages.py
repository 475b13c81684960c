"""Runs the commands of a page as a reader would: a shell for each block, one after the other, in one folder.

``   # exit code 1`` after a command says that it ends with this code; any other command must end with 0.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"^(.*\S)\s+# exit code (\d+)$", re.MULTILINE)


def blocks(page: Path, language: str) -> list[str]:
    """The page's blocks of code in one language."""
    return [block for name, block in _BLOCK.findall(page.read_text(encoding="utf-8")) if name == language]


def run(commands: Iterable[str], folder: Path, environment: Mapping[str, str]) -> str:
    """Run each block of commands in a folder, and return what they print. Raises AssertionError with the block that fails."""
    shown = ""
    for block in commands:
        script = _CODE.sub(r"code=0; \1 || code=$?; test $code -eq \2", block)
        done = subprocess.run(
            ["bash", "-ec", script], cwd=folder, env=dict(environment), capture_output=True, text=True, check=False, timeout=240
        )
        if done.returncode:
            raise AssertionError(f"{block}\nended with {done.returncode}:\n{done.stdout}{done.stderr}")
        shown += done.stdout + done.stderr
    return shown
