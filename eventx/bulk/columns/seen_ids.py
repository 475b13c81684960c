"""Ids that were met before, many at a time. Needs the extra ``bulk``.

Knows how those of a chunk are looked up and remembered together, and how one that is asked for alone is found among them: both by
Python's own hash. Doesn't know rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from eventx.bulk.columns.seen_numbers import Runs
from eventx.rules.seen import IdSet, Seen, key_of


class Ids(IdSet):
    """The ids of a run, of which some are known ``before``. Those of chunks stand in sorted runs, in 8 bytes each."""

    def __init__(self, before: IdSet) -> None:
        super().__init__()
        self._runs = Runs()
        self._expected: dict[int, bool] = {}
        self._settle(before)

    def __len__(self) -> int:
        return super().__len__() + len(self._runs)

    def __contains__(self, name: str) -> bool:
        return super().__contains__(name) or self._is_in_runs(name)

    def add_each(self, names: Iterable[str]) -> int:
        """Add ids up to the first that was there; returns how many were added."""
        if not len(self._runs):
            return super().add_each(names)
        added = 0
        for name in names:
            if self._is_in_runs(name) or not super().add_each((name,)):
                break
            added += 1
        return added

    def add_all(self, names: pl.Series, alone: Sequence[str]) -> list[int]:
        """Add ids of a chunk that are all different; the places of those that were there. ``alone``: others of the chunk. Those
        there and these will be asked for."""
        self._settle(self)
        marks = _marks(names.to_list())
        again = self._runs.among(marks)
        if alone:
            expected = _marks(alone)
            self._expected = dict(zip(expected.to_list(), self._runs.among(expected), strict=True))
        if not again.any():
            self._runs.add(marks.to_frame("mark"))
            return []
        self._expected |= dict.fromkeys(marks.filter(again).to_list(), True)
        self._runs.add(marks.filter(~again).to_frame("mark"))
        return again.arg_true().to_list()

    def _is_in_runs(self, name: str) -> bool:
        key = key_of(name)
        known = self._expected.get(key)
        return key in self._runs if known is None else known

    def _settle(self, some: IdSet) -> None:
        """Put what was met alone into a run, and expect nothing."""
        self._expected = {}
        if keys := some.take_keys():
            self._runs.add(pl.DataFrame({"mark": pl.Series(keys, dtype=pl.UInt64)}))


def ids_of(seen: Seen) -> Ids:
    """The ids of a run, from now on in columns."""
    if not isinstance(seen.ids, Ids):
        seen.ids = Ids(seen.ids)
    return seen.ids


def _marks(names: Sequence[str]) -> pl.Series:
    """Their keys."""
    return pl.Series(list(map(hash, names)), dtype=pl.Int64).reinterpret(signed=False)
