"""What is known of a group's cells, as a frame that the rows of a chunk are joined with.

Knows how different cells become numbers, and the text that stands for a number in each place of the output. Doesn't know how
cells are read or judged (:mod:`eventx.bulk.groups`). Needs the extra ``bulk``.
"""

from __future__ import annotations

import polars as pl

from eventx.bulk.groups import REMEMBERED, Known, Shape
from eventx.bulk.joining import Looked


class Lookup:
    """Cells of one group of columns, found out when a chunk first has them, and kept for the chunks after it.

    A row's cells are ``known[k]``, and l is the kind of what they lose; both are null for cells that the reference reads. Pieces
    that begin with a comma are kept without it.
    """

    def __init__(self, number: int, looked: Looked, *, bits: int, point: bool) -> None:
        self.k, self.l = f"k{number}", f"l{number}"
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
        self._frame = pl.DataFrame(schema={**dict.fromkeys(self._names, pl.String), self.k: pl.Int32, self.l: pl.Int64})
        self._parts: list[pl.Series] = []

    def joined(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows with k and l."""
        found = self._join(rows)
        lacking = found.filter(pl.col(self.k).is_null()).select(self._names).drop_nulls().unique()
        if not lacking.height:
            return found
        if len(self.known) + lacking.height > REMEMBERED and self.known:
            self._forget()
            lacking = rows.select(self._names).drop_nulls().unique()
        return self._join(rows) if self._learn(lacking) else found

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
        return rows.join(self._frame, on=self._names, how="left", maintain_order="left")

    def _learn(self, cells: pl.DataFrame) -> bool:
        """Find out about cells; whether any are good to be joined."""
        rows, known = [], []
        for row in cells.iter_rows():
            one = self._memory[row if len(row) > 1 else row[0]]
            if one is not None and not one.extras and one.kind < self._most and self._is_in_shape(one):
                rows.append(row)
                known.append(one)
        if not rows:
            return False
        more = pl.DataFrame(rows, schema=dict.fromkeys(self._names, pl.String), orient="row")
        first = len(self.known)
        more = more.with_columns(
            pl.Series(self.k, range(first, first + len(known)), dtype=pl.Int32),
            pl.Series(self.l, [one.kind for one in known], dtype=pl.Int64),
        )
        self._frame = pl.concat([self._frame, more], rechunk=True)
        pieces = zip(*((one.apart if self._point else one.pieces) for one in known), strict=True)
        new = [
            pl.Series([piece[begin:].decode() for piece in part], dtype=pl.String)
            for part, begin in zip(pieces, self._begins(), strict=True)
        ]
        self._parts = [pl.concat(both, rechunk=True) for both in zip(self._parts, new, strict=True)] if self._parts else new
        self.known.extend(known)
        return True

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
