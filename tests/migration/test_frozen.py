"""A released schema never changes: its hash stands in schemas/frozen.json."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"


def changed(folder: Path) -> dict[str, str]:
    """The released files that are no longer what they were, and why."""
    listed: dict[str, str] = json.loads((folder / "frozen.json").read_text(encoding="utf-8"))["files"]
    wrong: dict[str, str] = {}
    for name, digest in listed.items():
        path = folder / name
        if not path.is_file():
            wrong[name] = "is gone"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            wrong[name] = "was changed"
    for version in {name.split("/")[0] for name in listed}:
        for path in sorted((folder / version).glob("*.schema.json")):
            if f"{version}/{path.name}" not in listed:
                wrong[f"{version}/{path.name}"] = "was added to a released version"
    return wrong


def test_no_released_schema_was_changed() -> None:
    assert changed(SCHEMAS) == {}


def test_a_schema_that_is_not_frozen_calls_itself_a_draft() -> None:
    listed = json.loads((SCHEMAS / "frozen.json").read_text(encoding="utf-8"))["files"]
    for path in sorted(SCHEMAS.glob("*/*.schema.json")):
        title = json.loads(path.read_text(encoding="utf-8"))["title"]
        frozen = path.relative_to(SCHEMAS).as_posix() in listed
        assert ("draft" in title) is not frozen, f"{path}: a draft says so in its title, a released version doesn't"


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """Two made-up versions: 0.9.0 released, 0.10.0 still a draft."""
    files = {}
    for version, text in (("0.9.0", '{"title": "a"}\n'), ("0.10.0", '{"title": "b (draft)"}\n')):
        (tmp_path / version).mkdir()
        (tmp_path / version / "event.schema.json").write_text(text, encoding="utf-8")
    files["0.9.0/event.schema.json"] = hashlib.sha256(b'{"title": "a"}\n').hexdigest()
    (tmp_path / "frozen.json").write_text(json.dumps({"files": files}), encoding="utf-8")
    return tmp_path


def test_a_draft_may_change(released: Path) -> None:
    (released / "0.10.0" / "event.schema.json").write_text('{"title": "c (draft)"}\n', encoding="utf-8")
    assert changed(released) == {}


def test_a_changed_byte_of_a_released_schema_is_noticed(released: Path) -> None:
    (released / "0.9.0" / "event.schema.json").write_text('{"title":"a"}\n', encoding="utf-8")
    assert changed(released) == {"0.9.0/event.schema.json": "was changed"}


def test_a_removed_or_added_file_of_a_released_version_is_noticed(released: Path) -> None:
    (released / "0.9.0" / "event.schema.json").rename(released / "0.9.0" / "other.schema.json")
    assert changed(released) == {
        "0.9.0/event.schema.json": "is gone",
        "0.9.0/other.schema.json": "was added to a released version",
    }
