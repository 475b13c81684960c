"""The typed columns of a chunk's rows, gathered from what is known of their groups of cells.

Knows which part of an output's columns is decided by which group, and keeps the cells of each key. Doesn't know rows or how they
are judged (:mod:`eventx.bulk.columns`). Needs the extra ``bulk``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import polars as pl

from eventx.bulk.groups import Known
from eventx.bulk.joining import Joiner
from eventx.bulk.lookups import Lookup
from eventx.bulk.pieces import ColumnSink
from eventx.bulk.segments import EVIDENCE, Own, evidence
from eventx.report import Record
from eventx.tabular.flat import Columns, Scalar

_POINT = {"latitude": "lat", "longitude": "lon"}
_WORD = "standinZ0Z"


class Gathered:
    """The columns of one output for the rows of one table; ``able`` is false if a part of them is decided by several groups."""

    def __init__(self, joiner: Joiner, sink: ColumnSink, lookups: Sequence[Lookup]) -> None:
        self._sink = sink
        self.able = True
        self._of_groups = [_OfGroup(lookup, sink) for lookup in lookups]
        self._own: list[tuple[str, Own]] = []
        self._fixed: list[pl.Series] = []
        first, second = (joiner.constant | {EVIDENCE: evidence(row, row + 1)} for row in (1, 3))
        fed = frozenset(chain(*(looked.members for looked in joiner.looked), (own.member for own in joiner.owned)))
        for part in sink.columns:
            members = frozenset(part.members)
            groups = [number for number, looked in enumerate(joiner.looked) if looked.members & members]
            owned = [own for own in joiner.owned if own.member in members]
            if not groups and not owned:
                self.able = self.able and part.cells(first) == part.cells(second)
                self._fixed += [pl.Series(name, sink.array(name, [cell])) for name, cell in _named(part, first)]
            elif len(groups) + len(owned) > 1 or members & (joiner.constant.keys() - fed):
                self.able = False
            elif groups:
                self._of_groups[groups[0]].parts.append(part)
            else:
                # The cell as it stands, which is null if it is blank.
                (own,) = owned
                self.able = self.able and part.cells({own.member: _WORD}) == (_WORD,)
                self._own += [(name, own) for name in part.names]

    def columns(self) -> Iterator[pl.Expr]:
        """The columns of the rows, which have the keys of what is known; in no order."""
        for name, new in _POINT.items():
            yield pl.col(new).alias(name)
        for series in self._fixed:
            yield pl.lit(series.item(), dtype=series.dtype).alias(series.name)
        for name, own in self._own:
            cell = pl.col(f"c{own.at}")
            yield pl.when(cell != "").then(pl.concat_str(pl.lit(own.prefix), cell)).alias(name)
        for one in self._of_groups:
            yield from one.columns()


class _OfGroup:
    """The columns that one group decides, for each of the different cells that are known of it."""

    def __init__(self, lookup: Lookup, sink: ColumnSink) -> None:
        self.parts: list[Columns] = []
        self._lookup, self._sink = lookup, sink
        self._known: list[Known] = []
        self._done = 0
        self._series: dict[str, pl.Series] = {}

    def columns(self) -> Iterator[pl.Expr]:
        """The columns of rows with keys."""
        self._learn()
        for series in self._series.values():
            yield pl.lit(series).gather(pl.col(self._lookup.k)).alias(series.name)

    def _learn(self) -> None:
        known = self._lookup.known
        if known is not self._known:  # it has forgotten all, and begun anew
            self._known, self._done, self._series = known, 0, {}
        if not self.parts or (self._done == len(known) and self._series):
            return
        records = [one.members for one in known[self._done :]]
        self._done = len(known)
        for part in self.parts:
            rows = [part.cells(record) for record in records]
            for place, name in enumerate(part.names):
                if name in _POINT:
                    continue
                new = pl.Series(name, self._sink.array(name, [row[place] for row in rows]))
                self._series[name] = pl.concat([self._series[name], new], rechunk=True) if name in self._series else new


def _named(part: Columns, record: Record) -> Iterator[tuple[str, Scalar]]:
    return zip(part.names, part.cells(record), strict=True)
