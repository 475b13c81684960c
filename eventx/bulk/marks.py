"""Numbers that were met before, many at a time. Needs the extra ``bulk``.

Knows how they are kept in 8 bytes each, and whose turn it is in a chunk. Doesn't know what the numbers stand for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

_FEW = 16  # numbers that are sooner looked up one by one


class Marks:
    """A set of numbers of 64 bits. Those of a chunk's rows are put into it together, before their turn.

    ``on_later`` is called with a row of the chunk whose turn has not come when its number is met alone.
    """

    def __init__(self, on_later: Callable[[int], None] | None = None) -> None:
        self._on_later = on_later
        self._runs: list[pl.Series] = []  # each sorted
        self._held = pl.DataFrame(schema={"mark": pl.UInt64, "row": pl.UInt32})
        self._alone: set[int] = set()
        self.turn: int | None = 0
        """The row whose turn it is; None while those that the chunk's own rows may have are looked up."""

    def among(self, marks: pl.Series) -> pl.Series:
        """Which of some numbers were in the set at the last :meth:`end`."""
        found = pl.repeat(False, marks.len(), eager=True)
        for run in self._runs:
            places = run.search_sorted(marks).clip(upper_bound=run.len() - 1)
            found |= run.gather(places) == marks
        return found

    def hold(self, held: pl.DataFrame) -> None:
        """Put the numbers of some rows of a chunk into it, each there once and not before. ``held``: number and row."""
        self._held = held.rename(dict(zip(held.columns, ("mark", "row"), strict=True)))

    def end(self) -> None:
        """Let the turn of all rows have come, and be ready for those of the next chunk."""
        self._run(pl.concat([self._held["mark"], pl.Series(list(self._alone), dtype=pl.UInt64)]).sort())
        self._held, self.turn = self._held.clear(), 0
        self._alone.clear()

    def _run(self, marks: pl.Series) -> None:
        # Few runs, and a number is sorted again only as often as their length doubles.
        while self._runs and self._runs[-1].len() <= 2 * marks.len():
            marks = pl.concat([self._runs.pop(), marks]).sort()
        if marks.len():
            self._runs.append(marks)

    def met(self, marks: Sequence[int]) -> list[int]:
        """The places of those that are in the set or stand at an earlier place; then all are in it."""
        found = []
        few = len(marks) <= _FEW
        old = map(self._is_in_runs, marks) if few else self.among(pl.Series(marks, dtype=pl.UInt64))
        for place, (mark, known) in enumerate(zip(marks, old, strict=True)):
            if known or mark in self._alone or self._is_held(mark):
                found.append(place)
            else:
                self._alone.add(mark)
        return found

    def _is_in_runs(self, mark: int) -> bool:
        places = [run.search_sorted(mark) for run in self._runs]
        return any(place < run.len() and run[place] == mark for run, place in zip(self._runs, places, strict=True))

    def _is_held(self, mark: int) -> bool:
        if self.turn is None:
            return False
        place = self._held["mark"].index_of(mark)
        row = None if place is None else self._held["row"][place]
        if row is not None and row >= self.turn and self._on_later is not None:
            self._on_later(row)
        return row is not None and row < self.turn
