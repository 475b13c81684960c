"""What is known of the texts of records' members: which are good, and what they say.

Doesn't know how lines are cut into them (:mod:`eventx.bulk.lines.members`), nor who judges them
(:mod:`eventx.bulk.lines.checking`). Needs the extra ``bulk``.
"""

from __future__ import annotations

from collections.abc import Sequence

import orjson
import polars as pl
from attrs import frozen

from eventx.bulk.columns.cell_hashes import Hashed
from eventx.bulk.joining.groups import REMEMBERED
from eventx.bulk.lines.members import Column
from eventx.report import Record


@frozen
class Said:
    """What a text says. ``linked``: it is good only together with others, or in some shapes."""

    packed: bytes
    linked: bool

    @property
    def members(self) -> Record:
        """The members in it."""
        return orjson.loads(self.packed)  # type: ignore[no-any-return]


class TextLookup(Hashed[Said]):
    """The texts of one column that are known to be good."""

    def __init__(self, column: Column, number: int) -> None:
        self.column = column
        super().__init__(number, [column.key], {})

    def clear(self) -> None:
        """Forget all texts, but that there may be none."""
        super().clear()
        self._linked = pl.Series(dtype=pl.Boolean)
        self.learn(pl.DataFrame({self.column.key: [""]}).with_columns(self.hash), [Said(b"{}", linked=False)])

    @property
    def linked(self) -> pl.Expr | None:
        """Whether a line's text is good only together with others; None if that is nowhere so."""
        return pl.lit(self._linked).gather(pl.col(self.k)) if self._linked.any() else None

    def lacking(self, lines: pl.DataFrame) -> pl.DataFrame:
        """The texts that are not known, each with one of its lines."""
        names = ("at", "shape", self.h, *dict.fromkeys((self.column.key, self.column.name)))
        unknown = lines.select("fine", self.k, *names).filter(pl.col("fine"), pl.col(self.k).is_null())
        return unknown.select(names).unique(self.h, keep="any")

    def learn(self, texts: pl.DataFrame, said: Sequence[Said]) -> None:
        """Know what texts say, which :meth:`lacking` gave."""
        # The lines with texts that are forgotten are then judged one by one, in this piece.
        if len(self.known) + len(said) > REMEMBERED:
            self.clear()
        self.enter(texts, said)
        self._linked = pl.concat([self._linked, pl.Series([one.linked for one in said])], rechunk=True)
