"""Which records say the same as an earlier one, and where that one stands: 13 to 16 bytes for each.

Knows numbers of rows and lines, and in which words to name one. Doesn't know what records say: that comes as a number of 64 bits.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from eventx.report import Position, is_of_sheet

_RUNS = 1 << 10
_MOST = (1 << 32) - 1
_IN_A_LIST = re.compile(r"(.*/)([0-9]{1,9})")
NOWHERE = 0
"""The number of a record of which nothing says where it stands."""


class Numbered:
    """A set of marks, which are numbers of 64 bits, each with the number of the record that had it first.

    They stand in sorted runs, of which there are many, so that one more is put into a short one.
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget all."""
        self._runs: defaultdict[int, tuple[array[int], array[int]]] = defaultdict(_run)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def met(self, marks: Sequence[int], numbers: Sequence[int]) -> list[int]:
        """The places of those that are in the set or stand at an earlier place; then all are in it."""
        found, runs = [], self._runs  # what is asked for each record of a run is kept short
        for place, mark in enumerate(marks):
            run, beside = runs[mark % _RUNS]
            at = bisect_left(run, mark)
            if at < len(run) and run[at] == mark:
                found.append(place)
            else:
                run.insert(at, mark)
                beside.insert(at, numbers[place])
        self._count += len(marks) - len(found)
        return found

    def number(self, mark: int) -> int:
        """The number of the record that had a mark first."""
        run, beside = self._runs[mark % _RUNS]
        at = bisect_left(run, mark)
        return beside[at] if at < len(run) and run[at] == mark else NOWHERE


def _run() -> tuple[array[int], array[int]]:
    return array("Q"), array("I")


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
        # Where the beginning of a workbook's sheet is no data, its own numbers are as much larger everywhere.
        above = beside.line - beside.row if beside.line is not None and is_of_sheet(beside.file) else 0
        return f"row {number + above}"
    if beside.line is not None:
        return f"line {number}"
    found = _IN_A_LIST.fullmatch(beside.pointer or "")
    return f"{found[1]}{number - 1}" if found else ""
