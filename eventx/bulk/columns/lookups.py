"""What is known of a group's cells, as a frame that the rows of a chunk are joined with.

Knows how different cells become numbers, and the text that stands for a number in each place of the output. Doesn't know how
cells are read or judged (:mod:`eventx.bulk.joining.groups`). Needs the extra ``bulk``.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from eventx.bulk.columns.hashed import Hashed, longer
from eventx.bulk.joining.groups import APART, Known
from eventx.bulk.joining.joiner import LookedUp
from eventx.bulk.joining.signs import Signs

_REFUSED = -1
_MOST = 16 << 20  # bytes of cells that are remembered, where they are long; what is written for them takes several times as much


class Lookup(Hashed[Known]):
    """Cells of one group of columns, found out when a chunk first has them, and kept for the chunks after it.

    Rows get l too, the kind of what their cells lose; k is null for cells that the reference reads, l for those that are new.
    Pieces that begin with a comma are kept without it, and none without ``texts``. So many cells as ``most`` are remembered;
    then all are forgotten, which keeps memory flat.
    """

    def __init__(self, number: int, looked: LookedUp, *, bits: int, point: bool, texts: bool, most: int) -> None:
        self.l = f"l{number}"
        self._find = looked.memory.find
        self._new: list[Known] = []
        self._leads = [piece.startswith(b",") for piece in looked.blank]
        self._remembered, self._most = most, 1 << bits
        self._signed = point or looked.prose is not None
        self.prose = looked.prose
        self._texts = texts
        self._signs: Signs | None = None
        self._around: dict[int, tuple[str, str]] = {}
        names = [f"c{column}" if self.prose is None or column != self.prose.at else f"p{column}" for column in looked.columns]
        super().__init__(number, names, {self.l: pl.Int64})

    def clear(self) -> None:
        """Forget all."""
        super().clear()
        self._parts: list[pl.Series] = []
        self._differs = pl.Series(dtype=pl.Boolean)

    @property
    def differs(self) -> pl.Expr | None:
        """Whether a row's cells contradict each other; None if that is nowhere so."""
        return pl.lit(self._differs).gather(pl.col(self.k)) if self._differs.any() else None

    def settle(self) -> None:
        """All has been learned of the members of new cells."""
        for one in self._new:
            one.settle()
        self._new.clear()

    def put_around(self, index: int, before: str, after: str) -> None:
        """Let a piece of the output bring what is the same around it in every row. Asked before anything is learned."""
        self._around[index] = before, after
        self._leads[index] = before.startswith(",") if before else self._leads[index]

    def learn(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Find out about cells of rows that were joined and are new; the rows with k and l."""
        lacking = self._different(rows.filter(pl.col(self.l).is_null()))
        if not lacking.height:
            return rows
        if self.count and (self.count + lacking.height > self._remembered or self.size > _MOST):
            self.clear()
            lacking = self._different(rows)
        self._learn(lacking)
        return self.join(rows.drop(self.k, self.l).lazy()).collect(engine="in-memory")

    def texts(self, index: int) -> list[pl.Expr | str | int]:
        """What a piece of the output is for each row; what is the row's own in it is given as its sign."""
        before: list[pl.Expr | str | int] = [","] if self._leads[index] else []
        if not self._signed or self._signs is None:
            return [*before, self._part(index)]
        at = sum(len(signs) + 1 for signs in self._signs[:index])
        found = [*before, self._part(at)]
        for number, sign in enumerate(self._signs[index], start=at + 1):
            found += [sign, self._part(number)]
        return found

    def _part(self, at: int) -> pl.Expr:
        part = self._parts[at] if self._parts else pl.Series(dtype=pl.String)
        return pl.lit(part).gather(pl.col(self.k))

    def _different(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The different cells of rows. Cells that are not there are null, and nothing to look up."""
        return rows.select(self.h, *self.columns).unique(self.h, keep="any").drop_nulls()

    def _learn(self, cells: pl.DataFrame) -> None:
        good, known = [], []
        for at, row in enumerate(cells.select(pl.concat_str(self.columns, separator=APART)).to_series()):
            one = self._find(row)
            if one is not None and one.kind < self._most and (not self._texts or self._has_signs(one)):
                good.append(at)
                known.append(one)
        first = len(self.known)
        kinds = pl.repeat(_REFUSED, cells.height, dtype=pl.Int64, eager=True)
        numbers = pl.repeat(None, cells.height, dtype=pl.Int32, eager=True)
        if good:
            kinds.scatter(good, [one.kind for one in known])
            numbers.scatter(good, range(first, first + len(known)))
        self.enter(cells, numbers, known, **{self.l: kinds})
        self._new += known
        self._differs = pl.concat([self._differs, pl.Series([one.differs for one in known], dtype=pl.Boolean)], rechunk=True)
        if not good or not self._texts:
            return
        parts = zip(*(one.parts for one in known), strict=True)
        new = [
            [f"{before}{part.decode()}{after}"[begin:] for part in some]
            for some, (before, after, begin) in zip(parts, self._ends(), strict=True)
        ]
        for one in known:
            one.parts = ()  # which are in columns now, and may be many
        old = self._parts or [pl.Series(dtype=pl.String)] * len(new)
        self._parts = [longer(*both) for both in zip(old, new, strict=True)]

    def _ends(self) -> Iterator[tuple[str, str, int]]:
        """For each part of each piece what is put before and after it, and how much of that is left out."""
        for index, leads in enumerate(self._leads):
            before, after = self._around.get(index, ("", ""))
            last = len(self._signs[index]) if self._signs is not None else 0
            for number in range(last + 1):
                yield before if not number else "", after if number == last else "", int(leads and not number)

    def _has_signs(self, one: Known) -> bool:
        """Whether commas, and what is a row's own, stand in the same places of the output as for all other cells."""
        # A piece that brings what is before it has its comma in that.
        at = 0
        for index, (signs, leads) in enumerate(zip(one.signs, self._leads, strict=True)):
            if leads and not one.parts[at].startswith(b",") and not self._around.get(index, ("",))[0]:
                return False
            at += len(signs) + 1
        if not self._signed:
            return True
        if self._signs is None:
            self._signs = one.signs
        return one.signs == self._signs
