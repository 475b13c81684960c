"""Records to probe an exporter with: the schema's valid examples, and each of them without one of its values.

Knows which values can be taken away and leave a valid record. Doesn't know exporters.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from attrs import evolve, frozen

from eventx.json_pointers import pointer_to
from eventx.report import Record
from eventx.schema import CURRENT, schemas_dir
from eventx.validator import Validator

REQUIRED = ("schema_version", "kind", "id", "status")


@frozen
class Probe:
    """A record, one of its values, and the record without it."""

    record: Record
    pointer: str
    value: Any
    without: Record

    @property
    def shape(self) -> str:
        """The pointer with ``*`` for numbers of items: probes of one shape ask the same."""
        return "/".join("*" if part.isdigit() else part for part in self.pointer.split("/"))


def examples() -> tuple[Record, ...]:
    """The valid examples that come with the schema, as single records that are the caller's own."""
    return copy.deepcopy(_examples())


@cache
def _examples() -> tuple[Record, ...]:
    found: list[Record] = []
    folder = schemas_dir() / CURRENT / "examples" / "valid"
    for path in sorted(folder.iterdir(), key=_name):
        if path.name.endswith(".json"):
            document = json.loads(path.read_text(encoding="utf-8"))
            found += document.get("events", [document])
    return tuple(found)


def _name(path: Any) -> str:
    return str(path.name)


_EACH = 3  # records for a shape


@cache
def probes() -> tuple[Probe, ...]:
    """For every shape of value in the examples, the first few records that have it and are valid without it.

    They are shared: copy what you hand on.
    """
    seen: dict[str, int] = {}
    found: list[Probe] = []
    valid = Validator(rules=()).judge(())
    for record in examples():
        for pointer, way, value in _leaves(record):
            probe = Probe(record, pointer, value, {})
            if seen.get(probe.shape, 0) >= _EACH:
                continue
            without = _without(record, way)
            if valid(without):
                seen[probe.shape] = seen.get(probe.shape, 0) + 1
                found.append(evolve(probe, without=without))
    return tuple(found)


_Way = tuple[str | int, ...]


def _leaves(value: Any, way: _Way = ()) -> Iterator[tuple[str, _Way, Any]]:
    if isinstance(value, dict):
        for name in value:
            if way or name not in REQUIRED:
                yield from _leaves(value[name], (*way, name))
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from _leaves(item, (*way, index))
    else:
        yield pointer_to(way), way, value


def _without(record: Record, way: _Way) -> Record:
    changed = copy.deepcopy(record)
    *before, last = way
    at: Any = changed
    for part in before:
        at = at[part]
    del at[last]
    return changed
