"""What is known of a group's cells, as a frame that the rows of a chunk are joined with.

Knows how different cells become numbers, and the text that stands for a number in each place of the output. Doesn't know how
cells are read or judged (:mod:`eventx.bulk.joining.groups`). Needs the extra ``bulk``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import polars as pl

from eventx.bulk.columns.cell_hashes import Hashed, longer
from eventx.bulk.columns.names import Names
from eventx.bulk.columns.queries import asked
from eventx.bulk.joining.groups import APART, Known
from eventx.bulk.joining.joiner import LookedUp
from eventx.bulk.joining.names import STANDS_IN
from eventx.bulk.joining.placeholders import Signs, with_names

_REFUSED = -1
_ALONE = -2
_WORTH = 8  # of so many forms, one is to have several names
_TRIED = 64  # forms of which more than these are asked for at a time if other rows have them too
_MOST = 16 << 20  # bytes of cells that are remembered, where they are long; what is written for them takes several times as much


class Lookup(Hashed[Known]):
    """Cells of one group of columns, found out when a chunk first has them, and kept for the chunks after it.

    Rows get l too, the kind of what their cells lose; k is null for cells that the reference reads, l for those that are new.
    Pieces that begin with a comma are kept without it, and none without ``texts``. So many cells as ``most`` are remembered;
    then all are forgotten, which keeps memory flat.

    Where there are ``names`` among the cells, what is looked up is their form, once several rows have it with other names; rows
    of other forms are looked up as they are.
    """

    def __init__(self, number: int, looked: LookedUp, *, bits: int, point: bool, texts: bool, most: int) -> None:
        self.l = f"l{number}"
        self._find = looked.memory.find
        self._new: list[Known] = []
        self._leads = [piece.startswith(b",") for piece in looked.blank]
        self._remembered, self._most = most, 1 << bits
        self.prose = looked.prose
        self.names = None if looked.named is None else Names(looked.named, looked.columns)
        self._signed = point or looked.prose is not None or looked.named is not None
        self._texts = texts
        self._signs: Signs | None = None
        self._around: dict[int, tuple[str, str]] = {}
        stand = {looked.columns[place] for place in looked.named.signs} if looked.named is not None else set()
        prose = {self.prose.at} if self.prose is not None else set()
        self._given = [f"p{column}" if column in prose else f"c{column}" for column in looked.columns]
        names = [f"p{column}" if column in prose | stand else f"c{column}" for column in looked.columns]
        super().__init__(number, names, {self.l: pl.Int64})
        self.signs = {} if self.names is None else dict(self.names.called())

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

    def spell_out(self) -> None:
        """Look names up as they are from now on."""
        self.columns, self.signs, self._signs = tuple(self._given), {}, None
        self.names = None
        self.clear()

    def lacks(self, rows: pl.DataFrame) -> bool:
        """Whether there are rows among those that were joined that have to be learned about."""
        kinds = rows[self.l]
        return kinds.null_count() > 0 or (self.names is not None and (kinds == _ALONE).any())

    def learn(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Find out about cells of rows that were joined and are new; the rows with k and l."""
        if self.names is not None and not self._is_worth(self.names, rows):
            self.spell_out()
            rows = self._joined(rows.with_columns(self.hash))
        found = self._learned(rows)
        if found is None:  # they are too many to be remembered
            self.clear()
            found = self._learned(self._joined(rows), anew=True)
            assert found is not None
        return found

    def _learned(self, rows: pl.DataFrame, *, anew: bool = False) -> pl.DataFrame | None:
        """The rows with k and l; None if there is no room for what is new of them."""
        found = self._entered(rows, anew=anew)
        if found is None or self.names is None or not (at := (found[self.l].fill_null(_ALONE) == _ALONE).arg_true()).len():
            return found
        alone = [*self.names.alone()]
        few = self._entered(self._joined(found[at].with_columns(alone).with_columns(self.hash)), anew=anew)
        names = (self.h, self.k, self.l, *(one.meta.output_name() for one in alone))
        return None if few is None else found.with_columns(found[name].scatter(at, few[name]) for name in names)

    def _entered(self, rows: pl.DataFrame, *, anew: bool) -> pl.DataFrame | None:
        if not rows[self.l].null_count() or not (lacking := self._different(rows.lazy().filter(pl.col(self.l).is_null()))).height:
            return rows
        if not anew and self.count and (self.count + lacking.height > self._remembered or self.size > _MOST):
            return None
        self._learn(lacking)
        return self._joined(rows)

    def _is_worth(self, names: Names, rows: pl.DataFrame) -> bool:
        """Whether it is known which signs stand in pieces, and there are fewer forms than cells: where a name always stands with
        the same other cells, such as its code, there are as many."""
        if rows[self.l].null_count() * 4 > rows.height:
            forms = self._different(rows.lazy().filter(pl.col(self.l).is_null()))
            if forms.height > _TRIED and forms["several"].sum() * _WORTH < forms.height:
                return False
        return self._signs is not None or self._knows_signs(names, rows)

    def _knows_signs(self, names: Names, rows: pl.DataFrame) -> bool:
        """Whether it is known now which signs stand in pieces, also those of names: those that do for most cells."""
        cells = self._different(rows.lazy()).head(_TRIED).select(pl.concat_str(self.columns, separator=APART)).to_series()
        filled = [one for cell in cells if (one := names.named.filled(cell)) is not None]
        signs = Counter(some for known, some in filled if all(may_fill(known.members) for may_fill in self.may_fill))
        self._signs = signs.most_common(1)[0][0] if signs else None
        return bool(signs)

    def _joined(self, rows: pl.DataFrame) -> pl.DataFrame:
        found = asked(self.join(rows.lazy().select(self.h)).select(self.k, self.l))
        return rows.with_columns(found.get_columns())

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

    def _different(self, rows: pl.LazyFrame) -> pl.DataFrame:
        """The different cells of rows. Cells that are not there are null, and nothing to look up. Of forms also the ``given``
        cells of one row, and whether there are ``several`` with other cells, or so few forms that it doesn't matter."""
        if self.names is None:
            different = rows.select(self.h, *self.columns).unique(self.h, keep="any").drop_nulls()
        else:
            given = pl.concat_str(self._given, separator=APART).alias("given")
            several = (pl.col("given") != pl.col("given").first()).any()
            different = (
                rows.select(self.h, *self.columns, given).drop_nulls().group_by(self.h).agg(pl.all().first(), several=several)
            )
            different = different.with_columns(pl.col("several") | (pl.len() <= _TRIED))
        return different.collect(engine="in-memory")

    def _learn(self, cells: pl.DataFrame) -> None:
        form = cells.select(pl.concat_str(self.columns, separator=APART)).to_series()
        found = list(map(self._said, form, *(cells[name] for name in ("given", "several") if name in cells.columns)))
        known = [one for one in found if isinstance(one, Known)]
        if None in found:
            cells, found = cells.filter([one is not None for one in found]), [one for one in found if one is not None]
        kinds = [one.kind if isinstance(one, Known) else one for one in found]
        said = [one if isinstance(one, Known) else None for one in found]
        self.enter(cells, said, pl.Series(self.l, kinds, dtype=pl.Int64))
        self._new += known
        self._differs = pl.concat([self._differs, pl.Series([one.differs for one in known], dtype=pl.Boolean)], rechunk=True)
        if not known or not self._texts:
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

    def _said(self, cells: str, given: str = "", several: bool = True) -> Known | int | None:
        """What cells say, or why nothing is known of them; None if it is too early to ask for their form."""
        if self.names is None or self._signs is None or STANDS_IN not in cells:
            one = self._find(cells)
            return one if one is not None and self._fits(one) else _REFUSED
        if not several:
            return None
        one = self.names.named.form(cells, given, self._signs)
        good = one is not None and all(may_fill(one.members) for may_fill in self.may_fill) and self._fits(one)
        return one if good else _ALONE

    def _fits(self, one: Known) -> bool:
        """Whether what is lost has a number, and commas, and what is a row's own, stand in the same places of the output as for
        all other cells; where there are names there is room for them then."""
        if one.kind >= self._most or not self._texts:
            return one.kind < self._most
        if self._signed and self._signs is None:
            self._signs = one.signs
        wanted = self._signs if self._signed and self._signs is not None else one.signs
        if one.signs != wanted:
            parts = with_names(one.parts, one.signs, wanted, {}) if self.names is not None else None
            if parts is None:
                return False
            one.parts, one.signs = parts, wanted
        # A piece that brings what is before it has its comma in that.
        at = 0
        for index, (signs, leads) in enumerate(zip(one.signs, self._leads, strict=True)):
            if leads and not one.parts[at].startswith(b",") and not self._around.get(index, ("",))[0]:
                return False
            at += len(signs) + 1
        return True
