"""A text in which some words stand for others, and the way back from what was found in it to the text as it was.

Knows of any value which of its members say where something stands: those named after a start or an end, and pairs of numbers.
Doesn't know why a word was changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar, cast

from attrs import fields, has

from eventx_rferl.values import evolve, frozen

T = TypeVar("T")
# Whether an offset that lies within changed words is told as their end.
Offset = Callable[[int, bool], int]


@frozen
class Edit:
    """Other words for those between two offsets of a text."""

    start: int
    end: int
    words: str


@frozen
class Retold:
    """A text, the edits of it in order, and the text with them, in which letters may be small that were capital."""

    original: str
    edits: tuple[Edit, ...]
    text: str

    def there(self, value: T) -> T:
        """A value of the original text as one of this."""
        return cast(T, _moved(value, self._there, "", ""))

    def back(self, value: T) -> T:
        """A value of this text as one of the original."""
        return cast(T, _moved(value, self._back, self.text, self.original))

    def _there(self, offset: int, _end: bool) -> int:
        shift = 0
        for edit in self.edits:
            if offset < edit.end:
                return min(offset, edit.start) + shift
            shift += len(edit.words) - (edit.end - edit.start)
        return offset + shift

    def _back(self, offset: int, end: bool) -> int:
        shift = 0
        for edit in self.edits:
            here = edit.start + shift
            if offset <= here:
                break
            if offset < here + len(edit.words):
                return edit.end if end else edit.start
            shift += len(edit.words) - (edit.end - edit.start)
        return offset - shift


def apart(*lists: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits of several lists in order; of two that meet, the one that begins first."""
    found: list[Edit] = []
    for edit in sorted((edit for edits in lists for edit in edits), key=_start):
        if not found or edit.start >= found[-1].end:
            found.append(edit)
    return tuple(found)


def _start(edit: Edit) -> int:
    return edit.start


def retold(text: str, edits: tuple[Edit, ...]) -> str:
    """A text with other words for some of its own."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.words]
        at = edit.end
    return "".join((*pieces, text[at:]))


@cache
def _members(cls: type) -> tuple[tuple[str, str], ...]:
    """The members of a class, and what each is: "start", "end", or neither; none of a class that has no such members."""
    named = [f.name for f in fields(cls) if f.init] if has(cls) else []
    return tuple((name, next((w for w in ("start", "end") if name.endswith(w)), "")) for name in named)


def _moved(value: Any, offset: Offset, new: str, old: str) -> Any:
    if isinstance(value, tuple):
        if len(value) == 2 and all(type(part) is int for part in value):
            return offset(value[0], False), offset(value[1], True)
        return tuple([_moved(part, offset, new, old) for part in value])
    changes: dict[str, Any] = {}
    cls: type = type(value)
    members = _members(cls)
    for name, which in members:
        member = getattr(value, name)
        inner: type = type(member)
        if inner is int:
            if which and member >= 0:
                changes[name] = offset(member, which == "end")
        elif inner is str:
            if name == "text" and old and ("start", "start") in members and member == new[value.start : value.end]:
                changes[name] = old[offset(value.start, False) : offset(value.end, True)]
        elif member and (inner is tuple or _members(inner)):
            changes[name] = _moved(member, offset, new, old)
    return evolve(value, **changes) if changes else value
