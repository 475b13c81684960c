"""What is known of a group's cells, as a frame that the rows of a chunk are joined with.

Knows how different cells become numbers, and the text that stands for a number in each place of the output. Doesn't know how
cells are read or judged (:mod:`eventx.bulk.groups`). Needs the extra ``bulk``.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from eventx.bulk.groups import REMEMBERED, Known, Losing, Memory


class Lookup:
    """Cells of one group of columns, found out when a chunk first has them, and kept for the chunks after it.

    A row's cells are ``known[k]``, and what they lose is ``losses[l]``; k and l are null for cells that the reference reads.
    """

    def __init__(
        self, number: int, memory: Memory, columns: Sequence[int], indexes: Sequence[int], *, bits: int, point: bool
    ) -> None:
        self.k, self.l = f"k{number}", f"l{number}"
        self.losses: list[Losing] = []
        self.known: list[Known] = []
        self._names = [f"c{column}" for column in columns]
        self._memory = memory
        self._indexes = tuple(indexes)
        self._most = 1 << bits
        self._point = point
        self._numbers: dict[Losing, int] = {}
        self.shapes: dict[int, tuple[str, ...]] = {}
        self._forget()

    def _forget(self) -> None:
        # A new list: chunks before this one still hold the old.
        self.known = []
        self._frame = pl.DataFrame(schema={**dict.fromkeys(self._names, pl.String), self.k: pl.Int32, self.l: pl.Int32})
        self._parts: dict[int, list[pl.Series]] = {}

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

    def texts(self, index: int) -> list[pl.Expr | str]:
        """What a piece of the output is for each row; what stands in for the row's own point is given as it is."""
        shape = self.shapes.get(index, ())
        parts = self._parts.get(index) or [pl.Series(dtype=pl.String)] * (len(shape) + 1)
        found: list[pl.Expr | str] = []
        for number, part in enumerate(parts):
            found.append(pl.lit(part).gather(pl.col(self.k)))
            found += shape[number : number + 1]
        return found

    def _join(self, rows: pl.DataFrame) -> pl.DataFrame:
        return rows.join(self._frame, on=self._names, how="left", maintain_order="left")

    def _learn(self, cells: pl.DataFrame) -> bool:
        """Find out about cells; whether any are good to be joined."""
        rows, known, classes = [], [], []
        for row in cells.iter_rows():
            one = self._memory[row if len(row) > 1 else row[0]]
            if one is not None and not one.extras and self._same_shape(one):
                number = self._numbers.setdefault(one.losses, len(self._numbers))
                if number >= self._most:
                    del self._numbers[one.losses]
                    continue
                if number == len(self.losses):
                    self.losses.append(one.losses)
                rows.append(row)
                known.append(one)
                classes.append(number)
        if not rows:
            return False
        more = pl.DataFrame(rows, schema=dict.fromkeys(self._names, pl.String), orient="row")
        first = len(self.known)
        more = more.with_columns(
            pl.Series(self.k, range(first, first + len(known)), dtype=pl.Int32), pl.Series(self.l, classes, dtype=pl.Int32)
        )
        self._frame = pl.concat([self._frame, more], rechunk=True)
        for index in self._indexes:
            apart = [one.apart(index)[::2] if self._point else [one.texts()[index]] for one in known]
            new = [pl.Series(part, dtype=pl.String) for part in zip(*apart, strict=True)]
            old = self._parts.get(index)
            self._parts[index] = [pl.concat([a, b], rechunk=True) for a, b in zip(old, new, strict=True)] if old else new
        self.known.extend(known)
        return True

    def _same_shape(self, one: Known) -> bool:
        """Whether the row's own point stands in the same places of the output as for all other cells."""
        if not self._point:
            return True
        return all(
            self.shapes.setdefault(index, shape) == shape for index in self._indexes for shape in [tuple(one.apart(index)[1::2])]
        )
