"""Cells that are known, found by a hash of them.

Knows how many rows at a time get the number of what is known of their cells, and how it is made sure that no other cells have
that hash. Doesn't know what is known, nor how it is found out. Needs the extra ``bulk``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

import polars as pl

from eventx.report import Record

Said = TypeVar("Said")


class Hashed(Generic[Said]):
    """What is known of the cells of some columns: a row's is ``known[k]`` if its cells are the :attr:`same`.

    ``columns``: their names. ``h`` and ``k`` name the columns of the hash and of the number; k is null where nothing is known.
    ``more``: the types of what else a row gets. ``signs``: what may stand in texts that are known for a row's own names, and
    these; ``may_fill`` are asked whether they can be filled into what is known.
    """

    def __init__(self, number: int, columns: Sequence[str], more: Mapping[str, type[pl.DataType]]) -> None:
        self.h, self.k = f"h{number}", f"k{number}"
        self.columns = tuple(columns)
        self.version = 0
        self.signs: Mapping[str, pl.Expr] = {}
        self.may_fill: list[Callable[[Record], bool]] = []
        self._types: Mapping[str, type[pl.DataType]] = {self.h: pl.UInt64, self.k: pl.Int32, **more}
        self.clear()

    def clear(self) -> None:
        """Forget all."""
        self.version += 1
        # A new list: rows that were looked up before still hold the old.
        self.known: list[Said] = []
        self._cells = [pl.Series(dtype=pl.String) for _ in self.columns]
        self._frame = pl.DataFrame(schema=self._types)

    def spell_out(self) -> None:
        """Let no name stand in."""

    def filled(self, texts: pl.Series) -> pl.Expr:
        """Texts that are known of the cells, in the order of ``known``, as each row has them, with its own names."""
        there = set(texts.unique()) if self.signs else ()
        said = found = of_rows(texts, self.k)
        for sign, name in self.signs.items():
            found = pl.when(said == sign).then(name).otherwise(found) if sign in there else found
        return found

    @property
    def hash(self) -> pl.Expr:
        """A hash of the cells, which takes much less to look up than the cells themselves."""
        return self.hash_of(self.columns)

    def hash_of(self, columns: Sequence[str]) -> pl.Expr:
        """The hash of the cells of columns."""
        found, *more = (pl.col(name).hash(seed) for seed, name in enumerate(columns))
        for one in more:
            found ^= one
        return found.alias(self.h)

    @property
    def same(self) -> pl.Expr:
        """Whether a row's cells are those of its k, and no others of the same hash."""
        k = pl.col(self.k)
        pairs = zip(self.columns, self._cells, strict=True)
        return pl.all_horizontal(*(pl.col(name) == pl.lit(cells).gather(k) for name, cells in pairs))

    @property
    def count(self) -> int:
        """How many cells are known, or known to be refused."""
        return self._frame.height

    @property
    def size(self) -> int:
        """How many bytes the cells that are known have."""
        return sum(int(one.estimated_size()) for one in self._cells)

    def join(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Rows, which have their hash, with k and what else they get; null where cells are new."""
        return rows.join(self._frame.lazy(), on=self.h, how="left", maintain_order="left")

    def enter(self, cells: pl.DataFrame, said: Sequence[Said | None], *more: pl.Series) -> None:
        """Know what some cells say, in columns of their names; None if they are refused."""
        self.version += 1
        good = [one is not None for one in said]
        numbers = zip(accumulate(good, initial=len(self.known)), good, strict=False)
        k = pl.Series(self.k, [number if one else None for number, one in numbers], dtype=pl.Int32)
        self._frame = pl.concat([self._frame, pl.DataFrame([cells[self.h], k, *more])], rechunk=True)
        kept = cells if all(good) else cells.filter(good)
        self._cells = [longer(old, kept[name]) for old, name in zip(self._cells, self.columns, strict=True)]
        self.known += [one for one in said if one is not None]


def of_rows(known: pl.Series, k: str) -> pl.Expr:
    """What each row has of what is known of the cells, k being its number in a column of that name."""
    # In one query Polars takes two series of nothing for one, whatever their types.
    return pl.lit(known).gather(pl.col(k)) if known.null_count() < known.len() else pl.lit(None, dtype=known.dtype)


def longer(series: pl.Series, more: pl.Series | Sequence[str | None]) -> pl.Series:
    """A series of texts with more at its end."""
    return pl.concat([series, pl.Series(more, dtype=pl.String)], rechunk=True)
