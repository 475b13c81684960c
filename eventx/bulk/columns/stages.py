"""Chunks of a table's rows made ready in columns, to be taken in order.

Knows how what :mod:`eventx.bulk.joining.joiner` does for a row is done for many at once with Polars: which rows of a chunk are
good to be joined, and what is written of them. What it learns of groups' cells is its own, so that several may work beside each
other. Doesn't know how a chunk is cut into cells (:mod:`eventx.bulk.columns.cells`), what is written
(:mod:`eventx.bulk.columns.row_texts`, :mod:`eventx.bulk.columns.typed`) or what depends on the order of chunks
(:mod:`eventx.bulk.columns.in_order`). Needs the extra ``bulk``; imported only when it is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

import polars as pl
from attrs import frozen

from eventx.bulk.columns.cells import Cut, Cutter
from eventx.bulk.columns.globe import ASTRAY, GLOBE_CELL, ON_EARTH, Astray, boxes_of
from eventx.bulk.columns.lookups import Lookup
from eventx.bulk.columns.names import Names, plain
from eventx.bulk.columns.own_cells import ODD_TEXTS, fits, in_group, told
from eventx.bulk.columns.prose import WORDS, Through
from eventx.bulk.columns.queries import asked
from eventx.bulk.columns.results import GOOD, Block, kinds_of
from eventx.bulk.columns.row_texts import RowTexts, Written
from eventx.bulk.columns.screens.checking import ForScreens, Screening
from eventx.bulk.columns.screens.told import Teller
from eventx.bulk.columns.travelling import BITS, Travelling
from eventx.bulk.columns.typed import Bonded, Gathered, spots_of
from eventx.bulk.joining.checked_only import Screened
from eventx.bulk.joining.groups import FEW, REMEMBERED, Known
from eventx.bulk.joining.joiner import Joiner, Signature
from eventx.bulk.joining.points import Point, Points
from eventx.bulk.pieces import ColumnSink, TextSink
from eventx.tabular.dialect import Dialect
from eventx.tabular.reader import Row

if TYPE_CHECKING:
    from pyarrow import RecordBatch


@frozen
class RowsCut:
    """The rows of a chunk with all that can be said of them before it is known what their groups say: columns beside their cells,
    of which each group's hash is one. ``hashed``: of which columns that is."""

    cut: Cut
    asked: pl.DataFrame
    hashed: tuple[tuple[str, ...], ...]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self.cut.rows

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return self.cut.lines


@frozen
class RowsLookedUp:
    """The rows of a chunk with what is known of their groups, ready to be written, which changes nothing of what is known."""

    cut: Cut
    asked: pl.LazyFrame
    known: tuple[list[Known], ...]


@frozen
class RowsMade:
    """The rows of a chunk as they are written, with what is known of each of their groups; see :class:`Made`."""

    cut: Cut
    written: Written | RecordBatch | ForScreens | pl.DataFrame
    rows: pl.DataFrame
    known: tuple[list[Known], ...]
    kinds: pl.DataFrame
    boxes: pl.DataFrame
    _by: Making

    @property
    def lines(self) -> int:
        """How many lines the chunk has."""
        return self.cut.lines

    def block(self, first: int, stop: int) -> Block:
        """Some rows, all of them good."""

        def cells() -> pl.DataFrame:
            return self.cut.cells[first:stop, : self._by.width]

        if isinstance(self.written, Written):
            return Block(stop - first, self.written.part(first, stop), cells)
        assert not isinstance(self.written, pl.DataFrame)  # of which it is not known yet what is told
        return Block(stop - first, self.written.slice(first, stop - first), cells)

    def row(self, at: int, row: int, line: int) -> Row:
        """A row that has all its cells."""
        return Row(row + at, line + self.cut.starts[at], self.cut.cells.row(at)[: self._by.width])

    def as_rows(self, some: Sequence[int], row: int, line: int) -> Mapping[int, Row]:
        """Some rows, as the reference reads them. Raises :class:`Damaged`."""
        return self._by.cutter.as_rows(self.cut, some, row, line)

    def codes(self, kind: int, at: int) -> tuple[str, ...]:
        """What the rows of a kind lose, of which one is given."""
        return self._by.codes(kind, self, at)

    def done(self) -> None:
        """Let the room of the texts be used again."""
        if isinstance(self.written, Written):
            self._by.texts.done(self.written)
        elif isinstance(self.written, ForScreens):
            self.written.done()


class Making:
    """Makes the chunks of one table; ``able`` is false for a dialect, header or output that it can't be sure of."""

    threads = 2
    failed = False

    def __init__(self, joiner: Joiner, dialect: Dialect, *, low_memory: bool = False) -> None:
        self._joiner = joiner
        self.width = joiner.width
        self.cutter = Cutter(dialect, joiner.width, [own.at for own in joiner.owned if own.kind.name == "prose"])
        self.able = self.cutter.able and joiner.in_columns
        looked = joiner.looked if self.able else ()
        self._bits = (62 - joiner.telling - BITS) // max(len(looked), 1)
        last = len(looked) - 1 if joiner.points is not None else -1
        texts = not isinstance(joiner.sink, Screened)
        most = FEW if low_memory else REMEMBERED
        self._lookups = [
            Lookup(number, one, bits=self._bits, point=number == last, texts=texts, most=most)
            for number, one in enumerate(looked)
        ]
        self._spots = [spots_of(one) for one, group in zip(self._lookups, looked, strict=True) if "place" in group.members]
        self._travelling = Travelling(joiner, self._lookups)
        self._bonds = [
            Bonded(number, bond, (self._lookups[first], self._lookups[second]))
            for number, (bond, first, second) in enumerate(joiner.bonds if self.able else ())
        ]
        sink, self._gathered = joiner.sink, None
        if self.able and isinstance(sink, ColumnSink):
            self._gathered = Gathered(joiner, sink, self._lookups)
            self.able = self._gathered.able
        self.screening: Screening | None = None
        if self.able and isinstance(sink, Screened):
            self.screening = Screening(Teller.by(joiner), sink, self._lookups)
            self.able = self.screening.able
        by_words = self.screening is not None and self.screening.by_words
        self._words = next((one.at for one in joiner.owned if by_words and one.member == "notes"), None)
        self.texts = RowTexts(joiner, self._lookups, sink.between if isinstance(sink, TextSink) else "")
        self._astray = None if joiner.points is None else Astray(joiner.points.lies)
        self._of_prose = [own.at for own in joiner.owned if own.kind.name == "prose"]
        self._of_prose += [one.prose.at for one in self._lookups if one.prose is not None]
        self._prose = tuple(in_group(one.prose) for one in self._lookups if one.prose is not None)
        self._steps: tuple[tuple[Names | None, ...] | None, tuple[Sequence[pl.Expr], ...]] = (None, ())

    @property
    def gathers(self) -> bool:
        """Whether what is written is columns as well."""
        return self._gathered is not None

    def cut(self, _at: int, chunk: bytes) -> RowsCut | None:
        """A chunk cut into cells; None for one that has to be read row by row."""
        cut = self.cutter.cut(chunk)
        if cut is None:
            return None
        # In this order: another thread may spell names out meanwhile, and then needn't find them.
        names = tuple(one.names for one in self._lookups)
        hashed = tuple(one.columns for one in self._lookups)
        steps = self._steps  # of which another thread may have put others together when they are taken
        if names != steps[0]:  # put together once, which takes long; two threads may do so at once
            steps = self._steps = names, self._of_rows([one for one in names if one is not None])
        rows = cut.cells.lazy().with_columns(pl.lit(cut.whole).alias("whole"), *self._of_cells(cut.cells, names))
        for step in steps[1]:
            rows = rows.with_columns(step)
        rows = rows.with_columns(one.hash_of(columns) for one, columns in zip(self._lookups, hashed, strict=True))
        return RowsCut(cut, asked(rows), hashed)

    def _of_rows(self, names: Sequence[Names]) -> tuple[Sequence[pl.Expr], ...]:
        """What is asked of rows before anything is known of their groups, step by step."""
        joiner = self._joiner
        first = [(pl.lit(joiner.owned[0].prefix) + pl.col(f"c{joiner.owned[0].at}")).alias("name")]
        first += [pl.all_horizontal("whole", *map(fits, joiner.owned)).alias("good"), *self._prose]
        second = [cell for one in names for cell in one.standing()]
        if (points := joiner.points) is not None:
            cells = [pl.col(f"c{number}") for number in points.at]
            first += [cell.cast(pl.Float64, strict=False).alias(name) for cell, name in zip(cells, ("lat", "lon"), strict=True)]
            usual = (cell.str.contains(f"^{points.form}$") & ~cell.str.contains(points.but) for cell in cells)
            second += [pl.all_horizontal(ON_EARTH, *usual).alias("usual"), pl.when(ON_EARTH).then(GLOBE_CELL).alias("cell")]
        return first, second

    def _of_cells(self, cells: pl.DataFrame, names: Sequence[Names | None]) -> Iterator[pl.Series | pl.Expr]:
        """What is asked of many cells at once: of prose, as ``s`` and the column's number, where it is not beyond doubt; and of
        names."""
        for number in self._of_prose:
            prose = Through.of(cells[f"c{number}"])
            yield prose.doubtful().alias(f"s{number}")
            if number == self._words:
                yield prose.words().alias(WORDS)
        yield from plain([one for one in names if one is not None], cells)

    def drop(self, cut: RowsCut) -> None:
        """Nothing is held of what was cut."""

    def looked_up(self, rows: RowsCut, row: int, line: int) -> RowsLookedUp:
        """What is known of the rows of a chunk that begins with the given row and physical line, and learned if it isn't."""
        # As little as can be is done here, for which the next chunk waits; and as little is asked apart: an answer takes as long
        # for a few rows as for thousands. But each join copies all columns it is given.
        work = rows.asked
        if spelled := [one.hash for one, hashed in zip(self._lookups, rows.hashed, strict=True) if one.columns != hashed]:
            work = work.with_columns(spelled)
        found = work.lazy().select(one.h for one in self._lookups)
        for one in self._lookups:
            found = one.join(found)
        work = work.hstack(asked(found.select(name for one in self._lookups for name in (one.k, one.l))))
        for one in self._lookups:
            if one.lacks(work):
                work = one.learn(work)
        work = self._travelling.joined(work) if self.screening is None else work.with_columns(x=0)
        for bond in self._bonds:
            work = bond.joined(work)
        good = [GOOD, pl.col("x").is_not_null(), *(one.same for one in self._lookups)]
        good += [pl.col(bond.name).fill_null(False).not_() for bond in self._bonds]
        judged, more = self._with_points(work)
        if self.screening is None:
            judged = judged.with_columns(_where(rows.cut, row, line))
        found = judged.select(
            pl.all_horizontal(*good, *more).fill_null(False).alias("of good"),
            *(() if self.screening is not None else self._kinds()),
            pl.any_horizontal(ASTRAY, *(one.differs for one in self._lookups if one.differs is not None)).alias("of tells"),
            pl.col("name").is_unique().alias("of single"),
            *(pl.col(name).alias(f"of {name}") for name in ("name", "lat", "lon")),
            *(pl.col(one.k).alias(f"of {one.k}") for one in self._lookups),
            *self._columns(),
        )
        for one in self._lookups:
            one.settle()
        return RowsLookedUp(rows.cut, found, tuple(one.known for one in self._lookups))

    def _kinds(self) -> Iterator[pl.Expr]:
        """A number for what is lost of each row."""
        above = self._bits * len(self._lookups)
        kinds = [pl.col(one.l) * (1 << self._bits * number) for number, one in enumerate(self._lookups)]
        kinds += [pl.col("x") * (1 << above), told(self._joiner.owned, self._joiner.telling) * (1 << above + BITS)]
        yield pl.sum_horizontal(kinds).alias("of kind")

    def made(self, looked: RowsLookedUp) -> RowsMade:
        """The rows of a chunk as they are written."""
        found = asked(looked.asked)
        of_rows = [one.alias(one.name.removeprefix("of ")) for one in found if one.name.startswith("of ")]
        rows, written = pl.DataFrame(of_rows), self._written(found[:, len(of_rows) :])
        kinds, boxes = (kinds_of(rows), boxes_of(rows)) if self.screening is None else (pl.DataFrame(), pl.DataFrame())
        return RowsMade(looked.cut, written, rows, looked.known, kinds, boxes, self)

    def _signature(self, kind: int) -> Signature:
        """What the rows of a kind lose, as a joined row has it."""
        mask = (1 << self._bits) - 1
        losses = [kind >> self._bits * number & mask for number in range(len(self._lookups))]
        rest = kind >> self._bits * len(losses)
        return (*losses, rest >> BITS, *self._travelling.names[rest & (1 << BITS) - 1])

    def codes(self, kind: int, made: RowsMade, at: int) -> tuple[str, ...]:
        """What the rows of a kind lose, of which one is given."""
        signature = self._signature(kind)
        if (codes := self._joiner.codes(signature)) is not None:
            return codes
        known = [known[made.rows[one.k][at]] for one, known in zip(self._lookups, made.known, strict=True)]
        return self._joiner.codes_of(signature, known, dict.fromkeys(signature[len(known) + 1 :], ""))

    def _columns(self) -> list[pl.Expr]:
        """What is written of the rows, or learned of them."""
        if self.screening is not None:
            return [*self.screening.columns()]
        if self._gathered is None:
            return [*self.texts.columns()]
        return [*self._gathered.columns(), self.texts.whole().alias("record")]

    def _written(self, columns: pl.DataFrame) -> Written | RecordBatch | pl.DataFrame:
        if self.screening is not None:
            return columns
        if self._gathered is None:
            return self.texts.written(columns)
        return cast("ColumnSink", self._joiner.sink).ready(columns.to_arrow(compat_level=pl.CompatLevel.newest()))

    def _with_points(self, work: pl.DataFrame) -> tuple[pl.LazyFrame, list[pl.Expr]]:
        """The rows with their points, and which of these are good: where they stand apart, else they are part of a place."""
        points, rows = self._joiner.points, work.lazy()
        if points is None or self._astray is None:
            nowhere = [pl.lit(None, dtype=pl.Float64).alias(name) for name in ("lat", "lon")]
            return rows.with_columns(*(self._spots[0].columns() if self._spots else nowhere), astray=False), []
        odd = {} if work["usual"].all() else self._odd(work)
        more = {at: point.extras for at, point in odd.items() if point.extras}
        if more and self.screening is None:
            work = self._travelling.with_more(work, more)
        good = [pl.col("usual") | pl.int_range(pl.len()).is_in(list(odd)) if odd else pl.col("usual")]
        rows = work.lazy().with_columns(
            _at_rows([point.texts[place].decode() for point in odd.values()], list(odd), work.height).alias(name)
            for place, name in enumerate(ODD_TEXTS)
        )
        if points.cells != points.at:
            good.append(pl.int_range(pl.len()).is_in(self._following(work, points).implode()))
        place = self._lookups[-1]
        rows = rows.with_columns(astray=self._astray.among(work.lazy(), place.k, place.known))
        return rows, good if self._joiner.tells else [*good, ~ASTRAY]

    @staticmethod
    def _following(rows: pl.DataFrame, points: Points) -> pl.Series:
        """The rows with a point on the globe whose other cells are as they follow from it."""
        names = [f"c{number}" for number in points.cells]
        given = asked(rows.lazy().select("lat", "lon", *names).with_row_index("at").filter(ON_EARTH))
        wanted = points.following(*(given[name].to_list() for name in names[:2]))
        same = [given[name] == pl.Series(cells, dtype=pl.String) for name, cells in zip(names[2:], wanted, strict=True)]
        return given.select(pl.col("at").filter(pl.all_horizontal(same))).to_series()

    def _odd(self, rows: pl.DataFrame) -> dict[int, Point]:
        """The rows whose point isn't of the usual form, but nothing is against it."""
        place, points = self._lookups[-1], self._joiner.points
        assert points is not None
        some = rows.lazy().with_row_index("at").filter(~pl.col("usual"), ON_EARTH, pl.col(place.k).is_not_null())
        found = {}
        cells = [f"c{number}" for number in points.at]
        for at, key, latitude, longitude in asked(some.select("at", place.k, *cells)).iter_rows():
            if (point := points.odd(latitude, longitude, place.known[key])) is not None:
                found[at] = point
        return found


def _at_rows(texts: Sequence[str], at: Sequence[int], rows: int) -> pl.Expr:
    """A column that has texts at some rows, and nothing at others."""
    if not at:
        return pl.lit(None, dtype=pl.String)
    return pl.lit(pl.Series([None], dtype=pl.String).new_from_index(0, rows).scatter(at, texts))


def _where(cut: Cut, row: int, line: int) -> tuple[pl.Expr, pl.Expr]:
    """The number and the line of each row as they are written."""
    numbers, lines = pl.int_range(row, row + pl.len()), pl.lit(cut.starts + line)
    return numbers.cast(pl.String).alias("row"), lines.cast(pl.String).alias("line")
