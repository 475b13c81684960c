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
Build = Callable[[Sequence[Any]], dict[str, Any]]


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
    if len(apart) == 1 and apart[0].key is None:
        return itemgetter_or_none(path)

    def get(record: dict[str, Any]) -> Any:
        at: Any = record
        for step in apart:
            at = at.get(step.name)
            if at is None:
                return None
            if step.key is not None:
                for one in at:
                    if one.get(step.key) == step.value:
                        at = one
                        break
                else:
                    return None
        return at

    return get


def itemgetter_or_none(name: str) -> Get:
    """A function that gets one member, or None."""

    def get(record: dict[str, Any]) -> Any:
        return record.get(name)

    return get


@frozen
class Leaf:
    """A value to be put at a path: where it stands among the values, and how it becomes JSON (None: it is JSON already).

    A ``weak`` leaf is put only where another one is: a role alone makes no actor.
    """

    path: str
    slot: int
    place: int
    thaw: Thaw | None = None
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
    return _object(root, {})


def order_of(leaves: Sequence[Leaf]) -> tuple[str, ...]:
    """The order in which the members of a record that is built from these leaves come."""
    root = _Node()
    for leaf in leaves:
        _plant(root, steps(leaf.path), leaf)
    own = [(name, one) for name, one in root.members.items() if isinstance(one, Leaf)]
    plain = [name for name, one in own if not one.weak and one.thaw is None]
    fresh = [name for name, one in own if not one.weak and one.thaw is not None]
    nodes = [name for name, one in root.members.items() if isinstance(one, _Node)]
    return (*plain, *fresh, *nodes, *(name for name, one in own if one.weak))


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


def _object(node: _Node, constants: dict[str, str]) -> Build:
    leaves = [(name, one) for name, one in node.members.items() if isinstance(one, Leaf)]
    weak = [(name, one.slot, one.place) for name, one in leaves if one.weak]
    plain = [(name, one.slot, one.place) for name, one in leaves if not one.weak and one.thaw is None]
    fresh = [(name, one.slot, one.place, one.thaw) for name, one in leaves if not one.weak and one.thaw is not None]
    nodes = [(name, one) for name, one in node.members.items() if isinstance(one, _Node)]
    below = [(name, _list(one) if one.elements else _object(one, {})) for name, one in nodes]

    def build(values: Sequence[Any]) -> dict[str, Any]:
        made = {name: value for name, slot, place in plain if (value := values[slot][place]) is not None}
        for name, slot, place, thaw in fresh:
            if (value := values[slot][place]) is not None and (thawed := thaw(value)) is not None:
                made[name] = thawed
        for name, deeper in below:
            if found := deeper(values):
                made[name] = found
        if made:
            for name, slot, place in weak:
                if (value := values[slot][place]) is not None:
                    made[name] = value
            if constants:
                made.update(constants)
        return made

    return build


def _list(node: _Node) -> Callable[[Sequence[Any]], Any]:
    built = [_object(one, {key: value}) for key, value, one in node.elements]

    def build(values: Sequence[Any]) -> list[dict[str, Any]]:
        return [made for one in built if (made := one(values))]

    return build
