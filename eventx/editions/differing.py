"""How two versions of a record differ: members of JSON, named by pointers.

Doesn't know which is the newer, nor what a member means.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from eventx.json_pointers import step
from eventx.report import Record
from eventx.tabular.header_fit import OF_TABLE

_OF_THE_RUN = frozenset(("evidence", "provenance", "schema_version"))
"""Members in which a record that was read again from another file differs, though its source says the same."""
_TELL_APART = {"tolls": ("measure", "who", "claimant"), "actors": ("name",), "sources": ("name",), "codes": ("system",)}
"""Members by which a reader knows an entry of a list from those beside it."""
_EVERYBODY = "all"
_SHOWN = 8  # members; the rest are counted
_WIDTH = 40  # characters of a value


class Difference(NamedTuple):
    """A member that differs: its JSON pointer, and what it is in the older and the newer version, None for nothing.

    ``of``: the entry of a list that it stands in, in words (``killed civilians``), unless it is among what they say.
    """

    pointer: str
    old: Any
    new: Any
    of: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {name: value for name, value in self._asdict().items() if name != "of" or value}


def is_same(one: Record, other: Record) -> bool:
    """Whether two versions say the same, wherever they stand."""
    return not differences(one, other)


def differences(old: Record, new: Record) -> list[Difference]:
    """The members that differ, those of the older version first.

    Entries of a list that tell themselves apart are compared with their like, wherever they stand: a pointer names the place in
    the older version, and behind its last for an entry that only the newer has.
    """
    if _said(old) == _said(new):
        return []
    new = {name: _in_order_of(old.get(name), value, _TELL_APART.get(name)) for name, value in new.items()}
    before, after = (dict(_leaves(_said(one), "")) for one in (old, new))
    each = ((pointer, before.get(pointer), after.get(pointer)) for pointer in dict.fromkeys((*before, *after)))
    return [Difference(*one, _entry(one[0], old, new)) for one in each if one[1] != one[2]]


def _in_order_of(old: Any, new: Any, keys: tuple[str, ...] | None) -> Any:
    """A list with its entries where those of the older list are that they are like; None where there is none."""
    if keys is None or not isinstance(old, list) or not isinstance(new, list):
        return new
    left = list(new)
    found: list[Any] = [None] * len(old)
    for names in (None, keys):  # those that are equal go before those that are only called the same
        for at, entry in enumerate(old):
            like = (number for number, one in enumerate(left) if found[at] is None and _named(one, names) == _named(entry, names))
            if (number := next(like, None)) is not None:
                found[at] = left.pop(number)
    # What has another name now is told as a change of that, not as one entry less and one more.
    return [left.pop(0) if one is None and left else one for one in found] + left


def _named(entry: Record, names: tuple[str, ...] | None) -> Any:
    return entry if names is None else [entry.get(name) for name in names]


def in_words(found: Sequence[Difference]) -> str:
    """Differences in a line, long values cut and those beyond the first few counted."""
    words = [f"{one.pointer}{one.of and f' ({_cut(one.of)})'} {_shown(one.old)} → {_shown(one.new)}" for one in found[:_SHOWN]]
    rest = len(found) - _SHOWN
    return "; ".join(words) + (f"; and {rest} more" if rest > 0 else "")


def _entry(pointer: str, *versions: Record) -> str:
    """What tells the entry of a list from those beside it in which a member stands, by the first version that has it."""
    name, number, inner = [*pointer.split("/")[1:], "", ""][:3]
    if name not in _TELL_APART or not number or inner in _TELL_APART[name]:
        return ""
    at = int(number)
    entry: Record = next((one[name][at] for one in versions if at < len(one.get(name, ())) and one[name][at]), {})
    return " ".join(str(entry[one]) for one in _TELL_APART[name] if entry.get(one, _EVERYBODY) != _EVERYBODY)


def _said(record: Record) -> Record:
    return {
        name: value
        for name, value in record.items()
        if name not in _OF_THE_RUN and name.partition(":")[2] not in OF_TABLE  # how its table was written
    }


def _leaves(value: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list | tuple) else ()
    if not items and value is not None:
        yield pointer, value
    for name, inner in items:
        yield from _leaves(inner, pointer + step(name))


def _shown(value: Any) -> str:
    return "nothing" if value is None else _cut(json.dumps(value, ensure_ascii=False))


def _cut(words: str) -> str:
    return words if len(words) <= _WIDTH else f"{words[: _WIDTH - 1]}…"
