"""What the pages show is run."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import eventx
from eventx.report import Losses

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
FILES = ROOT / "examples"


@pytest.mark.parametrize("page", ["docs/library.md"])
def test_python_blocks_run(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(FILES, tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    blocks = BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))
    assert len(blocks) >= 5
    shared: dict[str, object] = {}
    for number, block in enumerate(blocks, start=1):
        exec(compile(block, f"{page}, block {number}", "exec"), shared)
    assert "None" not in capsys.readouterr().out.splitlines()[0]


def test_the_page_of_the_library_names_every_exception_and_its_exit_code() -> None:
    page = (ROOT / "docs/library.md").read_text(encoding="utf-8")
    exceptions = {name: getattr(eventx, name) for name in eventx.__all__ if isinstance(getattr(eventx, name), type)}
    for name, kind in exceptions.items():
        if issubclass(kind, eventx.EventxError) and kind is not eventx.EventxError:
            row = rf"^\| `{name}` \| `{kind.__base__.__name__}` \|.*\| {kind.exit_code} \|$"
            assert re.search(row, page, re.MULTILINE), name


def test_the_page_for_plugin_authors_names_what_an_exporter_tells_its_losses() -> None:
    page = (ROOT / "docs/cookbook/write-a-plugin.md").read_text(encoding="utf-8")
    for method in (Losses.add, Losses.leave_out):
        assert f"`losses.{method.__name__}(code, id" in page
