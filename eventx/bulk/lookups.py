"""What is known of a group's cells, as a frame that the rows of a chunk are joined with.

Knows how different cells become numbers, and the text that stands for a number in each place of the output. Doesn't know how
cells are read or judged (:mod:`eventx.bulk.groups`). Needs the extra ``bulk``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from eventx.bulk.groups import APART, REMEMBERED, Known, Shape
from eventx.bulk.joining import Looked

_REFUSED = -1


class Lookup:
    """Cells of one group of columns, found out when a chunk first has them, and kept for the chunks after it.

    A row's cells are ``known[k]`` if they are the :meth:`same`, and l is the kind of what they lose; k is null for cells that the
    reference reads. Pieces that begin with a comma are kept without it, and none without ``texts``.
    """

    def __init__(self, number: int, looked: Looked, *, bits: int, point: bool, texts: bool) -> None:
        self.k, self.l, self.h = f"k{number}", f"l{number}", f"h{number}"
        self.known: list[Known] = []
        self._names = [f"c{column}" for column in looked.columns]
        self._memory = looked.memory
        self._leads = [piece.startswith(b",") for piece in looked.blank]
        self._most = 1 << bits
        self._point = point
        self._texts = texts
        self._shape: Shape | None = None
        self._around: dict[int, tuple[str, str]] = {}
        self.version = 0
        self._forget()

    def put_around(self, index: int, before: str, after: str) -> None:
        """Let a piece of the output bring what is the same around it in every row. Asked before anything is learned."""
        self._around[index] = before, after
        self._leads[index] = before.startswith(",") if before else self._leads[index]

    def _forget(self) -> None:
        # A new list: chunks before this one still hold the old.
        self.known = []
        self._frame = pl.DataFrame(schema={self.h: pl.UInt64, self.k: pl.Int32, self.l: pl.Int64})
        self._cells = [pl.Series(dtype=pl.String) for _ in self._names]
        self._parts: list[pl.Series] = []

    @property
    def hash(self) -> pl.Expr:
        """A hash of the cells, which takes much less to look up than the cells themselves."""
        hashes = [pl.col(name).hash(seed) for seed, name in enumerate(self._names)]
        found = hashes[0]
        for one in hashes[1:]:
            found ^= one
        return found.alias(self.h)

    @property
    def same(self) -> pl.Expr:
        """Whether a row's cells are those of its k, and no others of the same hash."""
        k = pl.col(self.k)
        pairs = zip(self._names, self._cells, strict=True)
        return pl.all_horizontal(*(pl.col(name) == pl.lit(cells).gather(k) for name, cells in pairs))

    def join(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Rows, which have their hash, with k and l as far as they are known; l is null where cells are new."""
        return rows.join(self._frame.lazy(), on=self.h, how="left", maintain_order="left")

    def learn(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Find out about cells of rows that were joined and are new; the rows with k and l."""
        lacking = self._different(rows.filter(pl.col(self.l).is_null()))
        if not lacking.height:
            return rows
        if self._frame.height + lacking.height > REMEMBERED and self._frame.height:
            self._forget()
            lacking = self._different(rows)
        self._learn(lacking)
        return self.join(rows.drop(self.k, self.l).lazy()).collect(engine="in-memory")

    def texts(self, index: int) -> list[pl.Expr | str | int]:
        """What a piece of the output is for each row; the row's own latitude and longitude are given as 0 and 1."""
        before: list[pl.Expr | str | int] = [","] if self._leads[index] else []
        if not self._point or self._shape is None:
            return [*before, self._part(index)]
        at = sum(len(signs) + 1 for signs in self._shape[:index])
        found = [*before, self._part(at)]
        for number, sign in enumerate(self._shape[index], start=at + 1):
            found += [sign, self._part(number)]
        return found

    def _part(self, at: int) -> pl.Expr:
        part = self._parts[at] if self._parts else pl.Series(dtype=pl.String)
        return pl.lit(part).gather(pl.col(self.k))

    def _different(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The different cells of rows. Cells that are not there are null, and nothing to look up."""
        return rows.select(self.h, *self._names).unique(self.h, keep="any").drop_nulls()

    def _learn(self, cells: pl.DataFrame) -> None:
        self.version += 1
        good, known = [], []
        for at, row in enumerate(cells.select(self._names).iter_rows()):
            one = self._memory[APART.join(row)]
            if one is not None and one.kind < self._most and (not self._texts or self._is_in_shape(one)):
                good.append(at)
                known.append(one)
        first = len(self.known)
        kinds = pl.repeat(_REFUSED, cells.height, dtype=pl.Int64, eager=True)
        numbers = pl.repeat(None, cells.height, dtype=pl.Int32, eager=True)
        if good:
            kinds.scatter(good, [one.kind for one in known])
            numbers.scatter(good, range(first, first + len(known)))
        more = cells.select(self.h).with_columns(numbers.alias(self.k), kinds.alias(self.l))
        self._frame = pl.concat([self._frame, more], rechunk=True)
        if not good:
            return
        kept = cells[good]
        self._cells = [_longer(old, kept[name]) for old, name in zip(self._cells, self._names, strict=True)]
        self.known.extend(known)
        if not self._texts:
            return
        parts = zip(*((one.apart if self._point else one.pieces) for one in known), strict=True)
        new = [
            [f"{before}{part.decode()}{after}"[begin:] for part in some]
            for some, (before, after, begin) in zip(parts, self._ends(), strict=True)
        ]
        old = self._parts or [pl.Series(dtype=pl.String)] * len(new)
        self._parts = [_longer(*both) for both in zip(old, new, strict=True)]

    def _ends(self) -> Iterator[tuple[str, str, int]]:
        """For each part of each piece what is put before and after it, and how much of that is left out."""
        for index, leads in enumerate(self._leads):
            before, after = self._around.get(index, ("", ""))
            last = len(self._shape[index]) if self._shape is not None else 0
            for number in range(last + 1):
                yield before if not number else "", after if number == last else "", int(leads and not number)

    def _is_in_shape(self, one: Known) -> bool:
        """Whether commas, and the row's own point, stand in the same places of the output as for all other cells."""
        # A piece that brings what is before it has its comma in that.
        for index, (piece, leads) in enumerate(zip(one.pieces, self._leads, strict=True)):
            if leads and not piece.startswith(b",") and not self._around.get(index, ("",))[0]:
                return False
        if not self._point:
            return True
        if self._shape is None:
            self._shape = one.shape
        return one.shape == self._shape


def _longer(series: pl.Series, more: pl.Series | Sequence[str]) -> pl.Series:
    return pl.concat([series, pl.Series(more, dtype=pl.String)], rechunk=True)
