"""The typed columns of a chunk's rows, gathered from what is known of their groups of cells.

Knows which part of an output's columns is decided by which group, and keeps the cells of each key. Doesn't know rows or how they
are judged (:mod:`eventx.bulk.columns.in_order`). Needs the extra ``bulk``.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from typing import Any

import polars as pl

from eventx.bulk.columns.cell_hashes import of_rows
from eventx.bulk.columns.lookups import Lookup
from eventx.bulk.joining.bonds import Bond, Side
from eventx.bulk.joining.groups import Known
from eventx.bulk.joining.joiner import Joiner
from eventx.bulk.joining.own_cells import Own
from eventx.bulk.joining.segments import EVIDENCE, evidence
from eventx.bulk.pieces import ColumnSink
from eventx.report import Record
from eventx.tabular.flat import Cells, Columns, Scalar

_POINT = {"latitude": "lat", "longitude": "lon"}


class Gathered:
    """The columns of one output for the rows of one table; ``able`` is false if a part of them is decided by several groups."""

    def __init__(self, joiner: Joiner, sink: ColumnSink, lookups: Sequence[Lookup]) -> None:
        self.able = True
        self._of_rows = _POINT if joiner.points is not None else {}
        self._of_groups = [OfGroup(lookup, sink.array, without=self._of_rows) for lookup in lookups]
        self._own: list[pl.Expr] = []
        self._fixed: list[pl.Series] = []
        first, second = (joiner.constant | {EVIDENCE: evidence(joiner.outcomes.file, row, row + 1)} for row in (1, 3))
        for part in sink.columns:
            members = frozenset(part.members)
            groups = [number for number, looked in enumerate(joiner.looked) if looked.members & members]
            owned = [own for own in joiner.owned if own.member in members]
            if not groups and not owned:
                self.able = self.able and part.cells(first) == part.cells(second)
                self._fixed += [_series(sink, name, cell) for name, cell in zip(part.names, part.cells(first), strict=True)]
            elif len(groups) + len(owned) > 1 or any(name in joiner.constant for name in members):
                self.able = False
            elif groups:
                self._of_groups[groups[0]].parts.append(part)
            else:
                self._own += _own(owned[0], part, sink)

    def columns(self) -> Iterator[pl.Expr]:
        """The columns of the rows, which have the keys of what is known; in no order."""
        for name, new in self._of_rows.items():
            yield pl.col(new).alias(name)
        for series in self._fixed:
            yield _constant(series).alias(series.name)
        yield from self._own
        for one in self._of_groups:
            yield from one.columns()


def _own(own: Own, part: Columns, sink: ColumnSink) -> Iterator[pl.Expr]:
    """The columns that a row's own cell decides: the cell as it stands, or the same for all that aren't blank."""
    cell = pl.col(f"c{own.at}")
    for name, given, blank in zip(part.names, part.cells(own.stand_in), part.cells({}), strict=True):
        stands = given == own.prefix + own.kind.sign
        itself = pl.concat_str(pl.lit(own.prefix), cell) if own.prefix else cell  # which is not copied
        there = itself if stands else _constant(_series(sink, name, given))
        yield pl.when(cell != "").then(there).otherwise(_constant(_series(sink, name, blank))).alias(name)


def _series(sink: ColumnSink, name: str, cell: Scalar) -> pl.Series:
    return pl.Series(name, sink.array(name, [cell]))


def _constant(series: pl.Series) -> pl.Expr:
    return pl.lit(series.item(), dtype=series.dtype)


class OfGroup:
    """The columns that one group decides, for each of the different cells that are known of it."""

    def __init__(self, lookup: Lookup, array: Callable[[str, Sequence[Scalar]], Any], *, without: Container[str] = ()) -> None:
        self.parts: list[Columns] = []
        self._lookup, self._array, self._without = lookup, array, without
        self._known: list[Known] = []
        self._done = 0
        self._series: dict[str, pl.Series] = {}
        if lookup.names is not None:
            lookup.may_fill.append(self._may_fill)

    def columns(self) -> Iterator[pl.Expr]:
        """The columns of rows with keys."""
        self._learn()
        for series in self._series.values():
            found = self._lookup.filled(series) if series.dtype == pl.String else of_rows(series, self._lookup.k)
            yield found.alias(series.name)

    def _may_fill(self, record: Record) -> bool:
        names = self._lookup.names
        return names is None or all(names.may_fill(part.cells(record)) for part in self.parts)

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
                if name not in self._without:
                    new = pl.Series(name, self._array(name, [row[place] for row in rows]))
                    self._series[name] = pl.concat([self._series[name], new], rechunk=True) if name in self._series else new


def spots_of(lookup: Lookup) -> OfGroup:
    """The points of the places that a group names, as ``lat`` and ``lon``."""
    found = OfGroup(lookup, _floats)
    found.parts.append(Columns(("lat", "lon"), ("place",), _spot))
    return found


def _spot(record: Record) -> Cells:
    point = record.get("place", {}).get("point", {})
    return point.get("lat"), point.get("lon")


def _floats(name: str, cells: Sequence[Scalar]) -> pl.Series:
    return pl.Series(name, cells, dtype=pl.Float64)


class Bonded:
    """The rows of a chunk of which a rule has something against what two of their groups say."""

    def __init__(self, number: int, bond: Bond, lookups: tuple[Lookup, Lookup]) -> None:
        self.name = f"b{number}"
        self._bond = bond
        self._names = (f"{self.name}a", f"{self.name}b")
        self._sides = [OfGroup(lookup, _strings) for lookup in lookups]
        for side, name, group in zip(bond.sides, self._names, self._sides, strict=True):
            group.parts.append(Columns((name,), (), _said_by(side)))

    def joined(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows with a column that is true where the rule has something against them, and else null or false."""
        rows = rows.with_columns(*(column for side in self._sides for column in side.columns()))
        pairs = rows.select(self._names).drop_nulls().unique()
        against = pl.Series([not self._bond.allows(*pair) for pair in pairs.iter_rows()], dtype=pl.Boolean)
        if not against.any():
            return rows.with_columns(pl.lit(False).alias(self.name))
        bad = pairs.filter(against).with_columns(pl.lit(True).alias(self.name))
        return rows.join(bad, on=self._names, how="left", maintain_order="left")


def _said_by(side: Side) -> Callable[[Record], Cells]:
    def said(record: Record) -> Cells:
        return (side.of(record),)

    return said


def _strings(name: str, cells: Sequence[Scalar]) -> pl.Series:
    return pl.Series(name, cells, dtype=pl.String)
