"""Rows in columns that are only checked: what the rules about a whole dataset have to be told of them, and nothing written.

Knows which screens of a run can be told of rows in columns, and how they are told in the rows' order. Doesn't know how rows are
judged (:mod:`eventx.bulk.columns.in_order`), what is learned of them (:mod:`eventx.bulk.columns.screens.told`) or what a screen
makes of it (:mod:`eventx.rules`). Needs the extra ``bulk``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any, cast

import polars as pl
from attrs import frozen

from eventx.bulk.columns.screens.copies import OfCopies
from eventx.bulk.columns.screens.dates import OfDates
from eventx.bulk.columns.screens.points import OfPoints
from eventx.bulk.columns.screens.told import Keyed, Learned, OfScreen, Says, Teller
from eventx.bulk.columns.seen_numbers import Marks
from eventx.bulk.joining.checked_only import Screened
from eventx.report import Position
from eventx.rules.copies import Copies
from eventx.rules.date_heaps import Dates
from eventx.rules.earlier import Numbered
from eventx.rules.point_piles import Points
from eventx.rules.rule import Screen


@frozen
class ForScreens:
    """Of the joined rows of a chunk what each of the ``screens`` learned of them.

    ``names``: the ids of all rows of the chunk, ``at`` gives their positions. ``marks`` are let know whose turn it is.
    """

    screens: tuple[Screen, ...]
    learned: tuple[Learned, ...]
    names: pl.Series
    at: Callable[[int], Position]
    marks: tuple[Marks, ...]

    def slice(self, first: int, count: int) -> Some:
        """What is told of some rows."""
        return Some(self, first, count)

    def done(self) -> None:
        """Count the others, when all rows are put."""
        for screen, learned in zip(self.screens, self.learned, strict=True):
            for part, count in learned.more:
                screen.more(part, count)
        for one in self.marks:
            one.end()


@frozen
class Some:
    """What is told of some rows of a chunk."""

    told: ForScreens
    first: int
    count: int

    def put(self, sink: Screened) -> None:
        """Let the screens know of them."""
        first, count, at, learned = self.first, self.count, self.told.at, []
        for one in self.told.learned:
            begin, end = bisect_left(one.places, first), bisect_left(one.places, first + count)
            learned.append(([place - first for place in one.places[begin:end]], one.parts[begin:end]))
        for marks in self.told.marks:
            marks.turn = None
        sink.take(count, learned, cast("Sequence[str]", self.told.names.slice(first, count)), lambda place: at(first + place))
        for marks in self.told.marks:
            marks.turn = first + count


class Screening:
    """Learns of the rows of one table what the screens of a run have to know.

    ``able`` is false if they learn from cells of a row's own that are none of its notes, sources and point, or have learned of
    another table before.
    """

    def __init__(self, teller: Teller, sink: Screened, lookups: Sequence[Keyed]) -> None:
        learns = {name for screen in sink.screens for name in screen.learns}
        own = {name: one.kind.name for name, one in teller.own.items() if name in learns}
        self.able = own.keys() <= {"notes", "sources"} and own.get("notes", "prose") == "prose"
        # Numbers of one run are all made in the same way.
        copies = [one for one in sink.screens if isinstance(one, Copies)]
        self.able = self.able and all(isinstance(one.said, Numbered) and not one.said for one in copies)
        self._lookups = lookups
        self._columns: tuple[list[int], list[pl.Expr]] = ([], [])
        self._of_screens = [_of(screen, teller, lookups) for screen in sink.screens] if self.able else []

    def columns(self) -> Sequence[pl.Expr]:
        """What is learned of the rows, which have the keys of what is known."""
        versions = [one.version for one in self._lookups]
        if versions != self._columns[0] or not versions:
            self._columns = versions, [column for one in self._of_screens for column in one.columns()]
        return self._columns[1]

    @property
    def by_words(self) -> bool:
        """Whether numbers for the words of notes are asked for."""
        return any(isinstance(one, OfCopies) for one in self._of_screens)

    def alone(self, rows: pl.DataFrame) -> None:
        """Know of rows of the next chunk, with their cells, that they are read one by one."""
        for one in self._of_screens:
            one.alone(rows)

    def expect(self, learned: Sequence[Sequence[Any]]) -> None:
        """Look up together what was learned of rows of this chunk that are told one by one: for each row, of each screen."""
        for at, one in enumerate(self._of_screens):
            one.expect([row[at] for row in learned if row[at] is not None])

    def told(
        self, rows: pl.DataFrame, known: Sequence[Sequence[Says]], names: pl.Series, at: Callable[[int], Position]
    ) -> ForScreens:
        """What is told of ``rows`` that have their number in the chunk as ``at``. ``names``: the ids of all rows of the chunk."""
        if len(names):
            for one in self._of_screens:
                one.begin(at(0))
        return ForScreens(
            tuple(one.screen for one in self._of_screens),
            tuple(one.learned(rows, known, len(names)) for one in self._of_screens),
            names,
            at,
            tuple(marks for one in self._of_screens for marks in one.marks),
        )


def _of(screen: Screen, teller: Teller, lookups: Sequence[Keyed]) -> OfScreen:
    if isinstance(screen, Copies):
        return OfCopies(screen, teller, lookups)
    if isinstance(screen, Dates) and OfDates.able(teller):
        return OfDates(screen, teller, lookups)
    if isinstance(screen, Points) and OfPoints.able(screen, teller):
        return OfPoints(screen, teller, lookups)
    return OfScreen(screen, teller, lookups)
