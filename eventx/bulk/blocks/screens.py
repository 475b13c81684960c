"""What the rules about a whole dataset learn of joined rows: of what is known of their groups, and of what is a row's own.

Knows where the members of a row are told. Doesn't know what is learned of a member (:mod:`eventx.rules`), and what becomes of it
(:mod:`eventx.bulk.joining.checked_only`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter, itemgetter
from typing import Any

from eventx.bulk.joining.checked_only import marks_of_notes
from eventx.bulk.joining.groups import Known
from eventx.bulk.joining.joiner import Joiner
from eventx.bulk.joining.own_cells import Own
from eventx.report import Record
from eventx.rules.rule import POINT, Screen
from eventx.tabular.reader import Row

_Column = Sequence[Any]
_told, _cells = attrgetter("told"), attrgetter("cells")


class Learning:
    """Learns of the rows of one table what some screens have to know.

    ``able`` is false if they learn from cells of a row's own that are none of its notes and sources.
    """

    def __init__(self, screens: Sequence[Screen], joiner: Joiner) -> None:
        self._screens = screens
        constant = joiner.constant
        own = {one.member: one for one in joiner.owned}
        wanted = [(at, name) for at, screen in enumerate(screens) for name in screen.learns]
        self._of_groups = [[one for one in wanted if one[1] in looked.members] for looked in joiner.looked]
        self._of_own = [(*one, own[one[1]]) for one in wanted if one[1] in own]
        self.able = all(name == "sources" or (name, one.kind.name) == ("notes", "prose") for _, name, one in self._of_own)
        self._fixed = {(at, name): screens[at].part(name, constant.get(name)) for at, name in wanted if name not in own}

    def of(self, rows: Sequence[Row], known: Sequence[Sequence[Known]], spots: _Column) -> Iterator[tuple[Any, ...]]:
        """What each screen learns of each of some rows, of whose groups this is known, and which have these points."""
        parts: dict[tuple[int, str], _Column] = {(at, POINT): spots for at in range(len(self._screens))}
        for wanted, each in zip(self._of_groups, known, strict=True):
            if wanted:
                parts |= zip(wanted, zip(*self._told(wanted, each), strict=True), strict=True)
        for at, name, own in self._of_own:
            cells = list(map(itemgetter(own.at), map(_cells, rows)))
            if name == "notes":
                parts[at, name] = marks_of_notes(self._screens[at], cells)
            else:
                parts[at, name] = [self._screens[at].part(name, _sources(own, cell)) for cell in cells]
        learned: list[_Column] = []
        for at, screen in enumerate(self._screens):
            some = [parts[at, name] if (at, name) in parts else [self._fixed[at, name]] * len(rows) for name in screen.learns]
            learned.append(list(map(screen.learned, *some)) if some else [None] * len(rows))
        return zip(*learned, strict=True) if learned else iter([()] * len(rows))

    def _told(self, wanted: Sequence[tuple[int, str]], known: Sequence[Known]) -> list[tuple[Any, ...]]:
        """What is learned of the members of a group of each row."""
        told = list(map(_told, known))
        if None in told:
            for one in {*known}:
                if one.told is None:
                    members = one.members
                    one.told = tuple([self._screens[at].part(name, members.get(name)) for at, name in wanted])
            told = list(map(_told, known))
        return told


def _sources(own: Own, cell: str) -> list[Record] | None:
    """The sources that a cell makes."""
    if not cell:
        return None
    sign = own.kind.sign
    return [
        {name: one.replace(sign, cell) if isinstance(one, str) else one for name, one in source.items()}
        for source in own.stand_in["sources"]
    ]
