"""What is known of a group's cells in a block of rows, and what in them is a row's own: prose and, where there are many, names.

Knows of names what :mod:`eventx.bulk.columns.names` does, with nothing but what Python itself brings. Doesn't know what cells, or
their form, say (:mod:`eventx.bulk.joining.groups`, :mod:`eventx.bulk.joining.names`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import eq

from eventx.bulk.joining.bonds import Side
from eventx.bulk.joining.groups import APART, FEW, Known, Memory
from eventx.bulk.joining.joiner import LookedUp
from eventx.bulk.joining.names import MOST, STANDS_IN, Named
from eventx.bulk.joining.placeholders import NAME, PROSE

_Column = Sequence[str]
Written = Mapping[int, Sequence[bytes]]
"""For each sign what is written for it, row by row."""


class OfGroup:
    """What is known of one group. ``sides`` are what rules read of it that read of another group too. Without them no
    name stands in.

    Where its cells are too many to be remembered and have names among them, from then on only the form is that these stand in.
    """

    def __init__(self, looked: LookedUp, sides: Iterable[Side] | None) -> None:
        self._looked, self._memory = looked, looked.memory
        self._forms = None if sides is None or looked.named is None else _Forms(looked.named, [*sides])

    def known(self, table: Sequence[_Column]) -> tuple[list[Known | None], Written]:
        """What is known of the cells of each row of a table, which is given in columns; None if the reference has to look. And
        what is written for that which is a row's own."""
        columns, written = [table[number] for number in self._looked.columns], {}
        if (prose := self._looked.prose) is not None:
            at = self._looked.columns.index(prose.at)
            columns[at], written[PROSE] = prose.apart(columns[at])
        if self._forms is None or not self._memory.too_many:
            return list(map(self._memory.__getitem__, _together(columns))), written
        found, names = self._forms.known(columns)
        return found, {**written, **names}

    @property
    def odd(self) -> bool:
        """Whether any cells ever travelled, or contradicted others."""
        return self._memory.odd or (self._forms is not None and self._forms.alone.odd)

    def settle(self) -> None:
        """Whoever had to look at the members of what was found out since the last time has done so."""
        self._memory.settle()
        if self._forms is not None:
            self._forms.alone.settle()


class _Forms:
    """The forms of a group's cells. Cells of which none is sure are remembered ``alone``.

    A form is learned when it is met again, because that takes as much as to find out about some cells.
    """

    def __init__(self, named: Named, sides: Sequence[Side]) -> None:
        self.alone = Memory(named.reference, most=MOST)
        self._named, self._sides = named, sides
        self._forms: dict[str, Known] = {}
        self._met: dict[str, int] = {}

    def known(self, columns: Sequence[_Column]) -> tuple[list[Known | None], Written]:
        """What is known of cells, which are given in columns, and what is written for names that stand in."""
        names = {place: columns[place] for place in self._named.signs}
        odd = self._named.odd_among(chain.from_iterable(names.values()))
        standing = self._standing(names, odd)
        forms = list(_together([standing.get(at, column) for at, column in enumerate(columns)]))
        found: list[Known | None] = list(map(self._forms.get, forms))
        if None in found:
            asked = zip(found, forms, _together(columns), strict=True)
            found = [one or self._asked(form, each) for one, form, each in asked]
        if odd:  # which stand in the form
            names = {place: ["" if cell in odd else cell for cell in column] for place, column in names.items()}
        return found, {NAME - place: list(map(str.encode, column)) for place, column in names.items()}

    def _standing(self, names: Mapping[int, _Column], odd: set[str]) -> dict[int, list[str]]:
        """What stands for the cells: if they are names and none of the ``odd``, the sign of the first that is the same."""
        found: dict[int, list[str]] = {}
        for place, column in names.items():
            sign = self._named.signs[place]
            mine = [cell if cell in odd else sign for cell in column] if odd else [sign] * len(column)
            if "" in column:
                mine = [cell and one for cell, one in zip(column, mine, strict=True)]
            for before, standing in found.items():
                if any(map(eq, names[before], column)):
                    same = zip(names[before], column, standing, mine, strict=True)
                    mine = [other if first == cell else one for first, cell, other, one in same]
            found[place] = mine
        return found

    def _asked(self, form: str, cells: str) -> Known | None:
        known = self.alone[cells]
        if known is not None:
            if len(self._met) >= FEW:
                self._met.clear()
            times = self._met[form] = self._met.get(form, 0) + 1
            if times == 2 and (learned := self._learned(form, cells)) is not None:
                if len(self._forms) >= FEW:
                    self._forms.clear()
                self._forms[form] = learned
        return known

    def _learned(self, form: str, cells: str) -> Known | None:
        """What cells of a form say; None if it isn't sure."""
        filled = self._named.filled(cells)
        known = None if filled is None else self._named.form(form, cells, filled[1])
        if known is None or any(STANDS_IN in side.of(known.members) for side in self._sides):
            return None
        return known


def _together(columns: Sequence[_Column]) -> Iterable[str]:
    """The cells of each row as one text."""
    return map(APART.join, zip(*columns, strict=True)) if len(columns) > 1 else columns[0]
