"""JSON Pointers (RFC 6901): spelt, followed, and named by a record's gaps. Knows nothing else of records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

ABSENT: Final = object()
"""What :func:`resolve` gives for a pointer that leads nowhere; equals nothing in a record."""


def step(name: object) -> str:
    """One step of a pointer: the name of a member, or the number of an entry."""
    return "/" + str(name).replace("~", "~0").replace("/", "~1")


def pointer_to(path: Iterable[object]) -> str:
    """The pointer of a path."""
    return "".join(map(step, path))


def unescaped(name: str) -> str:
    """The name of the member that a step of a pointer leads to."""
    return name.replace("~1", "/").replace("~0", "~")


def resolve(document: Any, pointer: str) -> Any:
    """The value at a pointer, or :data:`ABSENT`."""
    found = document
    for token in pointer.split("/")[1:]:
        name = unescaped(token)
        if isinstance(found, dict) and name in found:
            found = found[name]
        elif isinstance(found, list) and _is_index(name) and int(name) < len(found):
            found = found[int(name)]
        else:
            return ABSENT
    return found


def _is_index(name: str) -> bool:
    return name.isascii() and name.isdecimal() and len(name) < 10 and (name == "0" or name[0] != "0")


def has_gap(record: dict[str, Any], pointer: str) -> bool:
    """Whether `gaps` says why there is nothing at a pointer, or at what holds it."""
    return any(pointer == gap["pointer"] or pointer.startswith(gap["pointer"] + "/") for gap in record.get("gaps", ()))
