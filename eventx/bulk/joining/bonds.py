"""Rules that hold what two groups of cells say against each other.

Knows which of a group's values such a rule reads, and remembers its verdict on each pair of them. So two groups need not be one
for a rule's sake, whose pairs of cells would be far more than the cells of both. Doesn't know cells
(:mod:`eventx.bulk.joining.groups`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import orjson
from attrs import frozen

from eventx.bulk.joining.groups import FEW, Group, Known, touched
from eventx.report import Record
from eventx.rules import Rule
from eventx.validator import Validator

_MOST = 1 << 15  # pairs of what two sides say, each of some hundred bytes


@frozen
class Side:
    """What a rule reads of one group: ``number`` of the group, and paths of two steps."""

    number: int
    paths: tuple[str, ...]

    def of(self, record: Record) -> str:
        """The values that the rule reads, as a record in JSON that has nothing else."""
        found: Record = {}
        for path in self.paths:
            member, name = path.split(".")
            value = record.get(member)
            if isinstance(value, dict) and name in value:
                found.setdefault(member, {})[name] = value[name]
            elif isinstance(value, list):
                some = found.setdefault(member, [{} for _ in value])
                for one, each in zip(some, value, strict=True):
                    if name in each:
                        one[name] = each[name]
        return orjson.dumps(found).decode()


class Bond:
    """A rule that reads of two groups."""

    def __init__(self, rule: Rule, sides: tuple[Side, Side], validator: Validator) -> None:
        self.sides = sides
        self._good = validator.judge([rule], schema=False)
        self._known: dict[tuple[str, str], bool] = {}
        self._said: tuple[dict[Known, str], dict[Known, str]] = ({}, {})

    def holds(self, first: Known, second: Known) -> bool:
        """Whether the rule has nothing against what is known of the cells of both sides."""
        return self.allows(*(self._side(number, known) for number, known in enumerate((first, second))))

    def _side(self, number: int, known: Known) -> str:
        said = self._said[number]
        found = said.get(known)
        if found is None:
            if len(said) >= FEW:
                said.clear()
            found = said[known] = self.sides[number].of(known.members)
        return found

    def allows(self, first: str, second: str) -> bool:
        """Whether the rule has nothing against what the two sides say, as :class:`Side` gives it."""
        found = self._known.get((first, second))
        if found is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            found = self._known[first, second] = self._good({**orjson.loads(first), **orjson.loads(second)})
        return found


def bonds_of(groups: Sequence[Group], rules: Sequence[Rule], validator: Validator) -> Iterator[Bond]:
    """The bonds between groups."""
    for rule in rules:
        sides = [
            Side(number, tuple(path for path in rule.reads if touched(group.paths, (path,))))
            for number, group in enumerate(groups)
            if touched(group.paths, rule.reads)
        ]
        if len(sides) > 1:
            first, second = sides  # a rule that reads of more groups makes them one
            yield Bond(rule, (first, second), validator)
