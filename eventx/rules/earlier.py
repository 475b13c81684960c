"""Which records say the same as an earlier one, and where that one stands: 18 to 36 bytes for each.

Knows numbers of rows and lines, and in which words to name one. Doesn't know what records say: that comes as a number of 64 bits.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence

from eventx.report import Position

_BITS = 6  # of a mark say which table it is in
_TABLES = 1 << _BITS
_SLOTS = 64  # of each table at first
_MOST = (1 << 32) - 1
_IN_A_LIST = re.compile(r"(.*/)([0-9]{1,9})")
NOWHERE = 0
"""The number of a record of which nothing says where it stands."""


class Numbered:
    """A set of marks, which are numbers of 64 bits, each with the number of the record that had it first.

    There are many tables, for while one grows it is there twice.
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget all."""
        self._tables = [_Table(_SLOTS) for _ in range(_TABLES)]

    def __len__(self) -> int:
        return sum(one.count for one in self._tables)

    def met(self, marks: Sequence[int], numbers: Sequence[int]) -> list[int]:
        """The places of those that are in the set or stand at an earlier place; then all are in it."""
        # What is asked for each record of a run is kept short.
        found, tables = [], self._tables
        for place, (mark, number) in enumerate(zip(marks, numbers, strict=True)):
            which, key = mark & _TABLES - 1, mark or 1
            table = tables[which]
            slots, last = table.marks, len(table.marks) - 1
            slot = key >> _BITS & last
            while (there := slots[slot]) and there != key:
                slot = slot + 1 & last
            if there:
                found.append(place)
                continue
            slots[slot], table.numbers[slot] = key, number
            table.count += 1
            if table.count * 3 > last * 2:
                tables[which] = table.grown()
        return found

    def number(self, mark: int) -> int:
        """The number of the record that had a mark first."""
        table = self._tables[mark & _TABLES - 1]
        slot = table.slot(mark or 1)
        return table.numbers[slot] if table.marks[slot] else NOWHERE


class _Table:
    """An open-addressed table of marks, of which none is 0."""

    def __init__(self, slots: int) -> None:
        self.marks, self.numbers, self.count = array("Q", bytes(8 * slots)), array("I", bytes(4 * slots)), 0

    def slot(self, mark: int) -> int:
        """Where a mark is, or where there is room for it."""
        marks, last = self.marks, len(self.marks) - 1
        slot = mark >> _BITS & last
        while (found := marks[slot]) and found != mark:
            slot = slot + 1 & last
        return slot

    def grown(self) -> _Table:
        """The same with twice the room."""
        table = _Table(2 * len(self.marks))
        for mark, number in zip(self.marks, self.numbers, strict=True):
            if mark:
                slot = table.slot(mark)
                table.marks[slot], table.numbers[slot] = mark, number
        table.count = self.count
        return table


def number_of(position: Position) -> int:
    """The number that stands for a position: that of the row, else of the line, else in the list of a document, from 1."""
    number = position.row or position.line
    if number is None:
        found = _IN_A_LIST.fullmatch(position.pointer or "")
        number = int(found[2]) + 1 if found else NOWHERE
    return number if number <= _MOST else NOWHERE


def named(number: int, beside: Position) -> str:
    """A record of that number in words, beside another of the same file; "" if it is nowhere."""
    if number == NOWHERE:
        return ""
    if beside.row is not None:
        return f"row {number:,}"
    if beside.line is not None:
        return f"line {number:,}"
    found = _IN_A_LIST.fullmatch(beside.pointer or "")
    return f"{found[1]}{number - 1}" if found else ""
