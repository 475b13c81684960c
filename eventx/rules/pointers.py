"""JSON Pointers (RFC 6901) within a record."""

from __future__ import annotations

from typing import Any, Final

from eventx.report import Record

ABSENT: Final = object()
"""What :func:`resolve` gives for a pointer that leads nowhere; equals nothing in a record."""


def resolve(document: Any, pointer: str) -> Any:
    """The value at a pointer, or :data:`ABSENT`."""
    found = document
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        if isinstance(found, dict) and name in found:
            found = found[name]
        elif isinstance(found, list) and _is_index(name) and int(name) < len(found):
            found = found[int(name)]
        else:
            return ABSENT
    return found


def _is_index(name: str) -> bool:
    return name.isascii() and name.isdecimal() and len(name) < 10 and (name == "0" or name[0] != "0")


def has_gap(record: Record, pointer: str) -> bool:
    """Whether `gaps` says why there is nothing at a pointer, or at what holds it."""
    return any(pointer == gap["pointer"] or pointer.startswith(gap["pointer"] + "/") for gap in record.get("gaps", ()))
