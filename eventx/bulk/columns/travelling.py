"""Cells that travel with what is known of groups, in columns: their text, and which they are.

Knows how the cells of several groups come together in the order of their columns. Doesn't know which cells travel
(:mod:`eventx.bulk.joining.groups`). Needs the extra ``bulk``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from eventx.bulk.columns.lookups import Lookup
from eventx.bulk.joining.groups import Extras, Known, travelling
from eventx.bulk.joining.joiner import Joiner

BITS = 8
"""Of a kind, for the names of the cells that travel."""
_MOST = 1 << 18  # different cells that are remembered; then all are forgotten, which keeps memory flat


class Travelling:
    """The cells that travel with the rows of one table.

    :meth:`joined` gives rows the columns ``x``, a number for the names of their cells, and ``x0``, ``x1`` …, the text of each of
    the output's pieces that is made of them. ``names`` are those with a number.
    """

    def __init__(self, joiner: Joiner, lookups: Sequence[Lookup]) -> None:
        self._joiner = joiner
        self._ids: dict[Extras, int] = {(): 0}
        self._of_lookups = [_OfLookup(lookup, self._ids) for lookup in lookups]
        self._numbers: dict[tuple[str, ...], int] = {}
        self.names: list[tuple[str, ...]] = []

    def joined(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows with x, which is null where there are too many different names, and the texts."""
        if len(self._ids) >= _MOST:
            self._ids.clear()
            self._ids[()] = 0
            for one in self._of_lookups:
                one.forget()
        given = [(f"{one.lookup.k}x", series) for one in self._of_lookups if (series := one.learned()) is not None]
        if not given:
            x, *texts = self._made(())
            return rows.with_columns(pl.lit(x, dtype=pl.Int64).alias("x"), *map(_text, range(len(texts)), texts))
        named = [pl.lit(series).gather(pl.col(name[:-1])).alias(name) for name, series in given]
        rows = rows.with_columns(*named)
        names = [name for name, _ in given]
        extras = list(self._ids)
        made = []
        for some in rows.select(names).drop_nulls().unique().iter_rows():
            together = sorted(cell for number in some for cell in extras[number])
            made.append((*some, *self._made(tuple(together))))
        types: dict[str, pl.DataType] = {name: pl.Int64() for name in (*names, "x")}
        types |= {f"x{number}": pl.String() for number in range(len(self._joiner.extras))}
        return rows.join(pl.DataFrame(made, schema=types, orient="row"), on=names, how="left", maintain_order="left")

    def with_more(self, rows: pl.DataFrame, more: Mapping[int, Extras]) -> pl.DataFrame:
        """The same rows, in some of which cells travel besides."""
        keys = [(one.lookup.known, rows[one.lookup.k]) for one in self._of_lookups]
        made = []
        for at, extras in more.items():
            numbers = [(known, k[at]) for known, k in keys]
            others = [extra for known, k in numbers if k is not None for extra in known[k].extras]
            made.append(self._made(tuple(sorted((*others, *extras)))))
        names = ["x", *(f"x{number}" for number in range(len(self._joiner.extras)))]
        return rows.with_columns(
            rows[name].scatter(list(more), each) for name, each in zip(names, zip(*made, strict=True), strict=True)
        )

    def _made(self, cells: Extras) -> tuple[int | str | None, ...]:
        extras = travelling(cells)
        extras.update(self._joiner.table_extras)
        names = tuple(extras)
        number = self._numbers.setdefault(names, len(self._numbers))
        if number == len(self.names):
            self.names.append(names)
        return (number if number < 1 << BITS else None, *(piece.make(extras).decode() for piece in self._joiner.extras))


def _text(number: int, text: int | str | None) -> pl.Expr:
    return pl.lit(text, dtype=pl.String).alias(f"x{number}")


class _OfLookup:
    """Which cells travel with each of the keys of a lookup."""

    def __init__(self, lookup: Lookup, ids: dict[Extras, int]) -> None:
        self.lookup, self._ids = lookup, ids
        self._known: list[Known] = []
        self._found: list[int] = []
        self._series = pl.Series(dtype=pl.Int64)

    def forget(self) -> None:
        """Number the cells anew."""
        self._found = []

    def learned(self) -> pl.Series | None:
        """A number for the cells of each key; None as long as none travel."""
        known = self.lookup.known
        if known is not self._known:  # it has forgotten all, and begun anew
            self._known, self._found = known, []
        if len(self._found) < len(known):
            self._found += [self._ids.setdefault(one.extras, len(self._ids)) for one in known[len(self._found) :]]
            self._series = pl.Series(self._found, dtype=pl.Int64)
        return self._series if any(self._found) else None
