"""Records (JSON objects) to :class:`~eventx.model.Event` and back, without loss.

Knows how the attrs classes nest. Doesn't check values: a record that the schema accepts always decodes, and encoding what was
decoded gives back an equal record, members of a newer version and of third parties included.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any

import attrs

from eventx.errors import InputError
from eventx.model import Event
from eventx.report import Record


@attrs.frozen
class _Member:
    name: str
    required: bool
    nested: type | None
    many: bool


@cache
def _members(cls: type) -> tuple[_Member, ...]:
    hints = typing.get_type_hints(cls)
    return tuple(_member(attribute, hints[attribute.name]) for attribute in attrs.fields(cls) if attribute.name != "extras")


def _member(attribute: Any, hint: Any) -> _Member:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    many = typing.get_origin(hint) is tuple
    if many:
        hint = typing.get_args(hint)[0]
    return _Member(attribute.name, attribute.default is attrs.NOTHING, hint if attrs.has(hint) else None, many)


def decode(record: Mapping[str, Any]) -> Event:
    """The event of a record.

    Raises :class:`~eventx.errors.InputError` if the record lacks what the schema requires or has a scalar where the schema has
    an object; validate first to be told all that is wrong.
    """
    return typing.cast(Event, _decode(Event, record, ()))


At = tuple[Any, ...]
"""Where a value stands: the pointer of what holds it, as another such pair, and its name or number in there. Spelt out only for
a message."""


def _spelt(at: At) -> str:
    steps: list[str] = []
    while at:
        at, step = at
        steps.append(f"/{step}")
    return "".join(reversed(steps)) or "the record"


def _decode(cls: type, value: object, at: At) -> Any:
    if type(value) is not dict and not isinstance(value, Mapping):
        raise InputError(f"{_spelt(at)} must be an object, not {type(value).__name__}; validate the record first")
    shape = _shape(cls)
    for name in shape.required:
        if name not in value:
            raise InputError(f"{_spelt(at)} lacks {name!r}; validate the record first")
    arguments = dict(value)
    if not shape.names.issuperset(value):
        arguments["extras"] = {name: arguments.pop(name) for name in value if name not in shape.names}
    for name, member in shape.others:
        if name in arguments:
            arguments[name] = _value(member, arguments[name], (at, name))
    return cls(**arguments)


@attrs.frozen
class _Shape:
    """The members of a class: those that a record must have, all, and those that aren't taken as they are."""

    required: tuple[str, ...]
    names: frozenset[str]
    others: tuple[tuple[str, _Member], ...]


@cache
def _shape(cls: type) -> _Shape:
    members = _members(cls)
    others = tuple((member.name, member) for member in members if member.many or member.nested is not None)
    required = tuple(member.name for member in members if member.required)
    return _Shape(required, frozenset(member.name for member in members), others)


def _value(member: _Member, value: Any, at: At) -> Any:
    if not member.many:
        assert member.nested is not None
        return _decode(member.nested, value, at)
    if not isinstance(value, list | tuple):
        raise InputError(f"{_spelt(at)} must be an array; validate the record first")
    if member.nested is None:
        return tuple(value)
    nested = member.nested
    return tuple([_decode(nested, item, (at, index)) for index, item in enumerate(value)])


def encode(event: Event) -> Record:
    """The record of an event; members that are None or empty are left out.

    Raises :class:`~eventx.errors.InputError` for a member that should be an object of another class of the model.
    """
    if not isinstance(event, Event):
        raise InputError(f"eventx.encode takes an Event, not {type(event).__name__}; a record that is a dict needs no encoding")
    return _encode(event, event.id)


def _encode(value: Any, where: str) -> dict[str, Any]:
    record: dict[str, Any] = {}
    cls: type = type(value)
    for member in _members(cls):
        found = getattr(value, member.name)
        if found is None or (member.many and not found):
            continue
        if member.nested is None:
            record[member.name] = [*found] if member.many else found
        elif member.many:
            record[member.name] = [_nested(item, member, where) for item in found]
        else:
            record[member.name] = _nested(found, member, where)
    record.update(value.extras)
    return record


def _nested(found: Any, member: _Member, where: str) -> dict[str, Any]:
    assert member.nested is not None
    if not isinstance(found, member.nested):
        raise InputError(f"{where}: {member.name} must be eventx.model.{member.nested.__name__}, not {type(found).__name__}")
    return _encode(found, where)
