"""Lifting documents of older schema versions to a newer one, as plain dicts, by pure single steps.

Knows the steps and their order. Doesn't validate, never changes what it is given, and never lowers a version: an older one
may not be able to say what a newer one can.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from eventx.errors import SchemaError
from eventx.schema import CURRENT, Version, parse_version

Document = dict[str, Any]
"""A record, or a dataset document."""

Lift = Callable[[Mapping[str, Any]], Document]
"""One record as the next version has it: a new dict; members it doesn't know stay. :func:`migrate` sets ``schema_version``."""


def _same_header(header: Mapping[str, Any]) -> Document:
    return dict(header)


@frozen
class Step:
    """From one version to the next: what becomes of a record, and of a dataset's header (its members beside ``events``)."""

    before: Version
    after: Version
    lift: Lift
    lift_header: Lift = _same_header


STEPS: tuple[Step, ...] = ()
"""1.0.0 is the first version, so there is nothing to lift from yet."""


def path(before: str, after: str, *, steps: tuple[Step, ...] = STEPS) -> tuple[Step, ...]:
    """The steps from one version to another, in order. Raises :class:`~eventx.errors.SchemaError` if there is no way."""
    start, goal = _parsed(before), _parsed(after)
    if start > goal:
        raise SchemaError(
            f"the document follows schema {before}, which is newer than {after}; a document is never lowered, update eventx"
        )
    found: list[Step] = []
    at = start
    while at != goal:
        following = [step for step in steps if step.before == at and step.after <= goal]
        if not following:
            raise SchemaError(f"no migration leads from schema {_written(at)} to {after}; this eventx has {_listed(steps)}")
        # The longest step that doesn't pass the goal: there can be a direct one beside the single ones.
        found.append(max(following, key=_reach))
        at = found[-1].after
    return tuple(found)


def migrate(document: Mapping[str, Any], to: str = CURRENT, *, steps: tuple[Step, ...] = STEPS) -> Document:
    """A record or dataset document as the version ``to`` has it; the same values if it follows that version already.

    Raises :class:`~eventx.errors.SchemaError` if it names no version, a newer one, or one that no step leads from.
    """
    version = document.get("schema_version")
    if parse_version(version) is None:
        raise SchemaError(f"the document names no schema version that can be read: {version!r}; set schema_version")
    way = path(str(version), to, steps=steps)
    if "events" not in document or "kind" in document:
        return _lifted(document, way, to)
    header: Document = {name: value for name, value in document.items() if name != "events"}
    for step in way:
        header = step.lift_header(header)
    header["schema_version"] = to
    # A record of a dataset may follow another version than its header; each is lifted from its own.
    header["events"] = [migrate(record, to, steps=steps) for record in document["events"]]
    return header


def _lifted(record: Mapping[str, Any], way: tuple[Step, ...], to: str) -> Document:
    lifted = dict(record)
    for step in way:
        lifted = step.lift(lifted)
    lifted["schema_version"] = to
    return lifted


def _parsed(text: str) -> Version:
    version = parse_version(text)
    if version is None:
        raise SchemaError(f"{text!r} is no version; versions are written like 1.0.0")
    return version


def _written(version: Version) -> str:
    return ".".join(map(str, version))


def _listed(steps: tuple[Step, ...]) -> str:
    return ", ".join(f"{_written(step.before)} → {_written(step.after)}" for step in steps) or "no migrations yet"


def _reach(step: Step) -> Version:
    return step.after
