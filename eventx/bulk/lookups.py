"""What is known of a group's cells, as a frame that the rows of a chunk are joined with.

Knows how different cells become numbers, and the text that stands for a number in each place of the output. Doesn't know how
cells are read or judged (:mod:`eventx.bulk.groups`). Needs the extra ``bulk``.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from eventx.bulk.groups import REMEMBERED, Known, Shape
from eventx.bulk.joining import Looked

_REFUSED = -1


class Lookup:
    """Cells of one group of columns, found out when a chunk first has them, and kept for the chunks after it.

    A row's cells are ``known[k]`` if they are the :meth:`same`, and l is the kind of what they lose; k is null for cells that the
    reference reads. Pieces that begin with a comma are kept without it.
    """

    def __init__(self, number: int, looked: Looked, *, bits: int, point: bool) -> None:
        self.k, self.l, self.h = f"k{number}", f"l{number}", f"h{number}"
        self.known: list[Known] = []
        self._names = [f"c{column}" for column in looked.columns]
        self._memory = looked.memory
        self._leads = [piece.startswith(b",") for piece in looked.blank]
        self._most = 1 << bits
        self._point = point
        self._shape: Shape | None = None
        self._forget()

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

    def joined(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows, which have their hash, with k and l."""
        found = self._join(rows)
        lacking = self._different(found.filter(pl.col(self.l).is_null()))
        if not lacking.height:
            return found
        if self._frame.height + lacking.height > REMEMBERED and self._frame.height:
            self._forget()
            lacking = self._different(rows)
        self._learn(lacking)
        return self._join(rows)

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

    def _join(self, rows: pl.DataFrame) -> pl.DataFrame:
        return rows.join(self._frame, on=self.h, how="left", maintain_order="left")

    def _different(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The different cells of rows. Cells that are not there are null, and nothing to look up."""
        return rows.select(self.h, *self._names).unique(self.h, keep="any").drop_nulls()

    def _learn(self, cells: pl.DataFrame) -> None:
        """Find out about cells."""
        good, known = [], []
        for at, row in enumerate(cells.select(self._names).iter_rows()):
            one = self._memory[row if len(row) > 1 else row[0]]
            if one is not None and one.kind < self._most and self._is_in_shape(one):
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
        pieces = zip(*((one.apart if self._point else one.pieces) for one in known), strict=True)
        new = [[piece[begin:].decode() for piece in part] for part, begin in zip(pieces, self._begins(), strict=True)]
        old = self._parts or [pl.Series(dtype=pl.String)] * len(new)
        self._parts = [_longer(*both) for both in zip(old, new, strict=True)]
        self.known.extend(known)

    def _begins(self) -> list[int]:
        """For each part of a piece, how many bytes of it are left out."""
        signs = self._shape if self._shape is not None else [()] * len(self._leads)
        return [
            int(leads and not number) for leads, some in zip(self._leads, signs, strict=True) for number in range(len(some) + 1)
        ]

    def _is_in_shape(self, one: Known) -> bool:
        """Whether commas, and the row's own point, stand in the same places of the output as for all other cells."""
        if not all(piece.startswith(b",") or not leads for piece, leads in zip(one.pieces, self._leads, strict=True)):
            return False
        if not self._point:
            return True
        if self._shape is None:
            self._shape = one.shape
        return one.shape == self._shape


def _longer(series: pl.Series, more: pl.Series | Sequence[str]) -> pl.Series:
    return pl.concat([series, pl.Series(more, dtype=pl.String)], rechunk=True)
