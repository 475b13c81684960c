"""Builds one record from one row's values.

Knows how values with a target become the nested members of a record, and what an element of a list is besides the value (the role
of an actor, the measure of a toll). Doesn't read cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from eventx.report import Record
from eventx_csv.cells import BadCell
from eventx_csv.dates import of_length
from eventx_csv.mapping import Target

NOTHING: Mapping[str, Any] = MappingProxyType({})
_ROLES = ("initiator", "target", "participant", "not-stated")


class RecordBuilder:
    """Takes values one by one; ``pointers`` maps each target to where its value came to stand."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._elements: dict[tuple[str, str, int], dict[str, Any]] = {}
        self.targets: list[tuple[Target, int, str]] = []
        self._precision: str | None = None  # of a date given by its two bounds

    def put(self, target: Target, value: Any, *, column: str, index: int = 0, constants: Mapping[str, Any] = NOTHING) -> None:
        """Put a value at its target; ``index`` counts the values of a cell that is a list."""
        self.targets.append((target, index, column))
        if target.key is not None:
            self._put_in_element(target, value, index, constants)
        elif target.path == ("date",):
            self.record["date"] = {**self.record.get("date", {}), **value}
        elif target.path in (("date", "start"), ("date", "end")):
            self._put_bound(target.path[1], value)
        elif target.path in (("country",), ("place", "country")):
            self.record.setdefault("place", {})["country"] = value
        else:
            here = self.record
            for step in target.path[:-1]:
                here = here.setdefault(step, {})
            here[target.path[-1]] = value

    def _put_bound(self, end: str, value: dict[str, str]) -> None:
        """One end of an interval; the other follows, or is the same."""
        date = self.record.setdefault("date", {})
        date.setdefault("start", value["start"])
        date.setdefault("end", value["end"])
        date[end] = value[end]
        if self._precision is None:  # one bound is as exact as its cell says; two say what lies between
            self._precision = value["precision"]
        else:
            self._precision = of_length(date["start"], date["end"])

    def _put_in_element(self, target: Target, value: Any, index: int, constants: Mapping[str, Any]) -> None:
        name, key = target.path[0], target.key or ""
        element = self._elements.setdefault((name, key, index), _blank(name, key))
        element.update(constants)
        if name == "tolls" and target.member == "range":
            element.update(value)
        else:
            element[target.member] = value

    def finish(self) -> dict[str, str]:
        """Put the elements into their lists; returns the pointer of each column's value."""
        if self._precision is not None:
            self.record["date"].setdefault("precision", self._precision)
        places: dict[tuple[str, str, int], str] = {}
        for (name, key, index), element in self._elements.items():
            if name == "tolls" and "state" not in element and not element.keys() & {"low", "best", "high", "text"}:
                raise BadCell(f"{name}[{key}] has neither a number nor words")
            held = self.record.setdefault(name, [])
            places[name, key, index] = f"/{name}/{len(held)}"
            held.append(element)
        pointers: dict[str, str] = {}
        for target, index, column in self.targets:
            if target.key is None:
                pointers[column] = "/" + "/".join(("place", *target.path) if target.path == ("country",) else target.path)
            else:
                below = "" if target.member in ("range", "") else "/" + target.member.replace(".", "/")
                pointers.setdefault(column, places[target.path[0], target.key, index] + below)
        return pointers


def _blank(name: str, key: str) -> dict[str, Any]:
    if name == "actors":
        role = key.partition(":")[0]
        return {"role": role if role in _ROLES else "not-stated"}
    if name == "tolls":
        measure, who, *_ = (*key.split(":"), "", "")
        return {"measure": measure, "who": who or "all"}
    if name == "relations":
        return {"type": key}
    if name == "codes":
        return {"system": key.partition(":")[0], "basis": "source"}
    return {}
