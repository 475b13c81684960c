"""A plugin made by ``eventx plugin new`` keeps the contract as it stands; what can't be made is refused in words."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from eventx.errors import UsageError
from eventx.kit import MOST, make

from .conftest import Made

# Words of Python, names that the modules import, numbers, one letter, the longest.
ODD = (
    "none",
    "true",
    "sniff",
    "outcome",
    "input-error",
    "any",
    "iterator",
    "losses",
    "a",
    "x-1-2",
    "import",
    "class",
    "importer",
    "z" * MOST,
)


def test_the_tests_of_an_exporter_pass(made: Callable[[str, str], Made]) -> None:
    # Those of an importer are run by the guide, see tests/docs.
    plugin = made("river-log", "exporter")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"], cwd=plugin.folder,
        env={**plugin.environment(), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
    assert "skipped" not in done.stdout


@pytest.mark.parametrize("kind", ["importer", "exporter"])
@pytest.mark.parametrize("name", ODD)
def test_an_odd_name_makes_a_package_that_works(made: Callable[[str, str], Made], name: str, kind: str) -> None:
    plugin = made(name, kind)
    assert not plugin.broken("light", "determinism", "memory")
    project = tomllib.loads((plugin.folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["name"] == f"eventx-{name}"
    texts = [path.read_text(encoding="utf-8") for path in plugin.folder.rglob("*.*") if path.suffix != ".pyc"]
    assert not [text for text in texts if re.search("@[A-Z]+@", text)]
    tests = plugin.folder / "tests" / "test_contract.py"
    compile(tests.read_text(encoding="utf-8"), str(tests), "exec")


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "eventx-river-log").mkdir()
    with pytest.raises(UsageError, match="is there already"):
        make("river-log", "importer", tmp_path)
    assert not list((tmp_path / "eventx-river-log").iterdir())


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "like incident-log"),
        ("River Log", "like river-log"),
        ("1log", "like log"),
        ("a_b", "like a-b"),
        ("../x", "like x"),
        ("a--b", "like a-b"),
        ("a\n", "like a"),
        ("Журнал", "like incident-log"),
        ("Égypte", "like egypte"),
        ("z" * (MOST + 1), f"up to {MOST}"),
        ("eventx-log", "like log"),
        ("csv", "two of one name"),
        ("polecat", "would hide one that is installed"),  # there is an importer of this name
        ("conflict", "would hide one that is installed"),
    ],
)
def test_a_name_that_is_not_possible_is_refused_with_one_that_is(tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        make(name, "exporter", tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_can_not_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="can't write"):
        make("river-log", "importer", tmp_path / "file")
