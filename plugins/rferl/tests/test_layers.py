"""The order of the importer's rooms: each may use what stands before it, so that they can be read one after the other."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import eventx_rferl

PACKAGE = Path(eventx_rferl.__file__).parent
ORDER = [
    "values",
    "model",
    "gazetteer",
    "language",
    "reader",
    "tolls",
    "triggers",
    "places",
    "actors",
    "tellings",
    "entities",
    "events",
    "own_gazetteer",
    "pipeline",
]


def _rooms_used(path: Path) -> set[str]:
    used: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("eventx_rferl"):
            continue
        _, *rest = (node.module or "").split(".")
        used |= {rest[0]} if rest else {alias.name for alias in node.names}
    return used


@pytest.mark.parametrize("room", ORDER)
def test_a_room_uses_only_what_stands_before_it(room: str) -> None:
    sources = sorted((PACKAGE / room).glob("*.py")) or [PACKAGE / f"{room}.py"]
    allowed = {*ORDER[: ORDER.index(room)], room}
    assert {path.name: sorted(_rooms_used(path) - allowed) for path in sources if _rooms_used(path) - allowed} == {}


def test_every_room_has_its_turn() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert rooms <= set(ORDER)
