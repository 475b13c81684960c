"""Rules in the order and the form in which a validator asks them. Knows the shapes of rules; asks none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attrs import frozen

from eventx.report import Record
from eventx.rules import Rule
from eventx.rules.rule import Check, Screen

Plan = tuple[tuple[str, tuple[tuple[Rule, Check], ...]], ...]


def plan(rules: Iterable[Rule]) -> Plan:
    """The rules for one record, grouped by the member they need, so that an absent member costs one look."""
    groups: dict[str, list[tuple[Rule, Check]]] = {}
    for each in rules:
        if each.check is not None:
            groups.setdefault(each.needs, []).append((each, each.check))
    return tuple((member, tuple(group)) for member, group in groups.items())


def screens(rules: Iterable[Rule]) -> Iterator[Screen]:
    """One screen of each kind, with the rules that it is to ask."""
    groups: dict[Any, dict[str, Rule]] = {}
    for each in rules:
        if each.screen is not None:
            groups.setdefault(each.screen, {})[each.id] = each
    return (make(group) for make, group in groups.items())


@frozen
class LookIfThere:
    """A rule's check, which has nothing to look at without the member it needs."""

    needs: str
    check: Callable[[Record], Iterable[object]]

    def __call__(self, record: Record) -> Iterable[object]:
        """What the check finds."""
        # Which members there are is known of a record that is watched; only what it says counts as asked for.
        return self.check(record) if not self.needs or dict.__contains__(record, self.needs) else ()


@frozen
class Unless:
    """Finds something unless a record is so."""

    so: Callable[[Record], bool]

    def __call__(self, record: Record) -> Iterable[object]:
        """The record, if it isn't so."""
        return () if self.so(record) else (record,)


def is_no_campaign(record: Record) -> bool:
    """Whether a record is counted beside its parts."""
    return bool(record["kind"] != "campaign")
