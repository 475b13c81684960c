"""Fields of a record by path: getting one, and building a record from many.

Knows the two steps of a path: a member, and the element of a list with a given member (``actors[side=a]``). Doesn't know what the
values mean. Paths are taken apart once; what runs for each record are closures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from attrs import field, frozen

_STEP = re.compile(r"(?P<name>[^.\[]+)(?:\[(?P<key>[^=\]]+)=(?P<value>[^\]]*)\])?(?:\.|$)")

Get = Callable[[dict[str, Any]], Any]
Thaw = Callable[[Any], Any]
Build = Callable[[Sequence[Any]], dict[str, Any] | None]


@frozen
class Step:
    """One step: a member, and the element of it whose ``key`` is ``value`` if there is a key."""

    name: str
    key: str | None
    value: str | None


def steps(path: str) -> tuple[Step, ...]:
    """A path taken apart. A name with a colon is an extra, which is one step whatever it holds."""
    if ":" in path:
        return (Step(path, None, None),)
    return tuple(Step(found["name"], found["key"], found["value"]) for found in _STEP.finditer(path))


def getter(path: str) -> Get:
    """A function that gets the value at a path, or None."""
    apart = steps(path)

    def get(record: dict[str, Any]) -> Any:
        at: Any = record
        for step in apart:
            at = at.get(step.name)
            if at is None:
                return None
            if step.key is not None:
                at = next((one for one in at if one.get(step.key) == step.value), None)
                if at is None:
                    return None
        return at

    return get


@frozen
class Leaf:
    """A value to be put at a path: which slot it comes from, and how it becomes JSON.

    A ``weak`` leaf is put only where another one is: a role alone makes no actor.
    """

    path: str
    slot: int
    thaw: Thaw
    weak: bool = False


@frozen
class _Node:
    members: dict[str, _Node | Leaf] = field(factory=dict)
    elements: list[tuple[str, str, _Node]] = field(factory=list)


def builder(leaves: Sequence[Leaf]) -> Build:
    """A function that builds the record from the values, in the order of the leaves; unknown members are left out."""
    root = _Node()
    for leaf in leaves:
        _plant(root, steps(leaf.path), leaf)
    return _object(root, ())


def _plant(root: _Node, apart: tuple[Step, ...], leaf: Leaf) -> None:
    at = root
    for index, step in enumerate(apart):
        last = index == len(apart) - 1
        if last and step.key is None:
            at.members[step.name] = leaf
            return
        below = at.members.setdefault(step.name, _Node())
        assert isinstance(below, _Node), f"{leaf.path}: {step.name} is a value and a group in one layout"
        at = below
        if step.key is not None:
            value = step.value or ""
            found = next((node for key, given, node in at.elements if (key, given) == (step.key, value)), None)
            if found is None:
                found = _Node()
                at.elements.append((step.key, value, found))
            at = found


def _object(node: _Node, constants: tuple[tuple[str, str], ...]) -> Build:
    weak = [(name, one.slot, one.thaw) for name, one in node.members.items() if isinstance(one, Leaf) and one.weak]
    plain = [(name, one.slot, one.thaw) for name, one in node.members.items() if isinstance(one, Leaf) and not one.weak]
    below = [
        (name, _list(one) if one.elements else _object(one, ())) for name, one in node.members.items() if isinstance(one, _Node)
    ]

    def build(values: Sequence[Any]) -> dict[str, Any] | None:
        made: dict[str, Any] = {}
        for name, slot, thaw in plain:
            value = values[slot]
            if value is not None and (thawed := thaw(value)) is not None:
                made[name] = thawed
        for name, deeper in below:
            found = deeper(values)
            if found:
                made[name] = found
        if not made:
            return None
        for name, slot, thaw in weak:
            if (thawed := thaw(values[slot])) is not None:
                made[name] = thawed
        for name, value in constants:
            made[name] = value
        return made

    return build


def _list(node: _Node) -> Callable[[Sequence[Any]], Any]:
    built = [_object(one, ((key, value),)) for key, value, one in node.elements]

    def build(values: Sequence[Any]) -> list[dict[str, Any]]:
        return [made for one in built if (made := one(values)) is not None]

    return build
