"""A plugin made by the kit, as an installer would leave it; its checks, run here or by the command in another process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import field, frozen

from eventx.conformance.running import FAILED, judge
from eventx.kit import make


@frozen
class Made:
    """The folder of a plugin with its metadata beside its module."""

    folder: Path
    name: str
    kind: str
    package: str = field()

    @package.default
    def _package(self) -> str:
        return f"eventx_{self.name.replace('-', '_')}"

    @property
    def where(self) -> str:
        return f"{self.package}:{''.join(part.capitalize() for part in (*self.name.split('-'), self.kind))}"

    def change(self, old: str, new: str) -> None:
        module = self.folder / self.package / "__init__.py"
        text = module.read_text(encoding="utf-8")
        assert old in text
        module.write_text(text.replace(old, new, 1), encoding="utf-8")

    def environment(self) -> dict[str, str]:
        """That of a process which finds the plugin installed."""
        info = self.folder / f"{self.package}-0.1.0.dist-info"
        if not info.exists():
            info.mkdir()
            (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: eventx-{self.name}\nVersion: 0.1.0\n")
            (info / "entry_points.txt").write_text(f"[eventx.{self.kind}s]\n{self.name} = {self.where}\n")
        return {**os.environ, "PYTHONPATH": str(self.folder)}

    def conformance(self, *more: str) -> subprocess.CompletedProcess[str]:
        """The command, with what it prints."""
        return subprocess.run(
            [sys.executable, "-m", "eventx", "conformance", f"eventx-{self.name}", *more],
            cwd=self.folder.parent, env=self.environment(), capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    def broken(self, *without: str) -> dict[str, str]:
        """The checks that fail in this process, each with its words; some can be left out."""
        return {check: words for check, state, words in judge(self.kind, self.where, (), without) if state == FAILED}


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], Made]]:
    """Makes a plugin of a name and a kind, importable until the test ends."""
    plugins: list[Made] = []

    def build(name: str, kind: str) -> Made:
        plugins.append(Made(make(name, kind, tmp_path), name, kind))
        monkeypatch.syspath_prepend(plugins[-1].folder)
        return plugins[-1]

    yield build
    for plugin in plugins:
        sys.modules.pop(plugin.package, None)
