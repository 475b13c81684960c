"""Columns that follow from others: working them out, and comparing them with what a table says.

Knows the three kinds a layout can declare. Doesn't know rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import frozen

from eventx.report import Severity
from eventx.tabular.cells import Trouble
from eventx.tabular.layout import Derived, Layout, Lookup, OwnDerived, Pair, Year, columns_of


@frozen
class Work:
    """A derived column made ready: from which cells (part, place in it) it follows, how, and other spellings of its cells."""

    column: str
    given: tuple[tuple[int, int], ...]
    names: tuple[str, ...]
    derive: Callable[..., str]
    same: Callable[[str, str], bool]

    def compare(self, key: tuple[str, ...]) -> tuple[bool, tuple[Trouble, ...]]:
        """Whether the cell (first of ``key``) has to travel, given the cells it follows from; and what to tell about it."""
        cell, *given = key
        expected = self.derive(*given)
        if cell == expected:
            return False, ()
        stripped = cell.strip()
        if not stripped or not expected or self.same(stripped, expected):
            return True, ()
        words = f"{self.column} is {cell!r}, but by {' and '.join(self.names)} it is {expected!r}"
        advice = "both are kept; correct one of the two in the table"
        return True, (Trouble("TAB-DIFFERS", Severity.WARNING, self.column, words, advice),)


def work_of(layout: Layout) -> Iterator[Work]:
    """The derived columns of a layout, ready."""
    at = {name: (slot, place) for slot, part in enumerate(layout.parts) for place, name in enumerate(columns_of(part))}
    for one in layout.derived:
        names = one.given if isinstance(one.given, tuple) else (one.given,)
        yield Work(one.column, tuple(at[name] for name in names), names, _rule(one), _sameness(one))


def _rule(one: Derived) -> Callable[..., str]:
    match one:
        case Year():
            return _year
        case Lookup():
            table = one.table

            def lookup(cell: str) -> str:
                return table.get(cell, "")

            return lookup
        case Pair():
            pairs = one.table

            def pair(first: str, second: str) -> str:
                return pairs.get((first, second)) or pairs.get((second, first)) or ""

            return pair
        case OwnDerived():
            return one.derive


def _year(day: str) -> str:
    return day[-4:] if day[2:3] == "/" else day[:4]


def _sameness(one: Derived) -> Callable[[str, str], bool]:
    if not isinstance(one, Year | Lookup | Pair):
        return one.same
    spellings = one.spellings if isinstance(one, Pair) else {}

    def same(cell: str, expected: str) -> bool:
        folded = cell.casefold().removesuffix(".0")  # a number from a column that once had blanks
        return folded == expected.casefold() or spellings.get(folded) == expected

    return same
