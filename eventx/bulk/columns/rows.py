"""Rows joined a chunk at a time, in columns.

Knows how what :mod:`eventx.bulk.joining.joiner` does for a row is done for many at once with Polars: which rows of a chunk are
good to be joined, and in which order all go on. Only accepts: every other row is handed back as a row. Doesn't know how a chunk
is cut into cells (:mod:`eventx.bulk.columns.cutting`) or what is written (:mod:`eventx.bulk.columns.texts`,
:mod:`eventx.bulk.columns.gathered`). Needs the extra ``bulk``; imported only when it is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

import polars as pl
from attrs import evolve, frozen

from eventx.bulk.columns.cutting import Cut, Cutter, Damaged
from eventx.bulk.columns.gathered import Bonded, Gathered, spots_of
from eventx.bulk.columns.globe import GLOBE_CELL, ON_EARTH, Astray, Edges
from eventx.bulk.columns.lookups import Lookup
from eventx.bulk.columns.owned import ODD_TEXTS, fits, in_group, told
from eventx.bulk.columns.screening import ForScreens, Screening, Some, Teller
from eventx.bulk.columns.stops import Stops
from eventx.bulk.columns.texts import RowTexts, Written
from eventx.bulk.columns.travelling import BITS, Travelling
from eventx.bulk.joining.groups import Known
from eventx.bulk.joining.joiner import Joiner, Signature
from eventx.bulk.joining.points import Points
from eventx.bulk.joining.screened import Screened
from eventx.bulk.pieces import ColumnSink, Sink, TextSink
from eventx.report import Position
from eventx.rules.seen import met
from eventx.tabular.dialect import Dialect
from eventx.tabular.reader import Row

if TYPE_CHECKING:
    from pyarrow import RecordBatch

__all__ = ["Block", "Columns", "Cut", "Damaged", "RowsLookedUp", "RowsMade"]

_GOOD = pl.col("good")


@frozen
class Block:
    """Adjacent joined rows: their texts, the columns of an output of columns, or what screens are told of them; and the same
    rows of the ``table``."""

    count: int
    rows: memoryview | RecordBatch | Some
    table: pl.DataFrame

    def __len__(self) -> int:
        return self.count

    def put(self, sink: Sink) -> None:
        """Put all of them into the sink that they were joined for."""
        if isinstance(self.rows, memoryview):
            with self.rows:
                cast("TextSink", sink).put_block(self.rows, self.count)
        elif isinstance(self.rows, Some):
            self.rows.put(cast("Screened", sink))
        else:
            cast("ColumnSink", sink).put_columns(self.rows)

    def cells(self, number: int) -> Sequence[str]:
        """The cells of one of them, and then what else is known of it."""
        return self.table.row(number)


@frozen
class RowsLookedUp:
    """The rows of a chunk with what is known of their groups, ready to be written, which changes nothing of what is known."""

    cut: Cut
    asked: pl.LazyFrame
    known: tuple[list[Known], ...]


@frozen
class RowsMade:
    """The rows of a chunk in columns: what is written of each, whether it is good, its id, its point and what is known of each of
    its groups; and of the ``kinds`` of its good rows the first of each, and how many there are."""

    cut: Cut
    written: Written | RecordBatch | ForScreens | pl.DataFrame
    rows: pl.DataFrame
    known: tuple[list[Known], ...]
    kinds: pl.DataFrame

    def block(self, first: int, stop: int) -> Block:
        """Some rows, all of them good."""
        cells = self.cut.cells.slice(first, stop - first)
        if isinstance(self.written, Written):
            return Block(stop - first, self.written.part(first, stop), cells)
        assert not isinstance(self.written, pl.DataFrame)  # of which it is not known yet what is told
        return Block(stop - first, self.written.slice(first, stop - first), cells)


class Columns:
    """Reads the chunks of one table in columns; ``able`` is false for a dialect, header or output that it can't be sure of."""

    def __init__(self, joiner: Joiner, dialect: Dialect) -> None:
        self._joiner = joiner
        self._cutter = Cutter(dialect, joiner.width, [own.at for own in joiner.owned if own.kind.name == "prose"])
        self.able = self._cutter.able and joiner.in_columns
        looked = joiner.looked if self.able else ()
        self._bits = (62 - joiner.telling - BITS) // max(len(looked), 1)
        last = len(looked) - 1 if joiner.points is not None else -1
        texts = not isinstance(joiner.sink, Screened)
        self._lookups = [
            Lookup(number, one, bits=self._bits, point=number == last, texts=texts) for number, one in enumerate(looked)
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
        self._screening: Screening | None = None
        if self.able and isinstance(sink, Screened):
            self._screening = Screening(Teller.by(joiner), sink, self._lookups)
            self.able = self._screening.able
        self._texts = RowTexts(joiner, self._lookups, sink.between if isinstance(sink, TextSink) else "")
        self._astray = None if joiner.points is None else Astray(joiner.points.lies)
        self._edges = Edges()
        self._fits = tuple(map(fits, joiner.owned))
        self._prose = tuple(in_group(one.prose) for one in self._lookups if one.prose is not None)
        self._hashes = tuple(one.hash for one in self._lookups)

    @property
    def gathers(self) -> bool:
        """Whether what is written is columns as well."""
        return self._gathered is not None

    def cut(self, chunk: bytes) -> Cut | None:
        """A chunk cut into cells; None for one that has to be read row by row."""
        return self._cutter.cut(chunk)

    def rows(self, made: RowsMade, row: int, line: int) -> Iterator[Block | Row]:
        """The rows of a chunk: joined, several at a time, or as they are. Raises :class:`Damaged` before the first is given."""
        examples, good = self._examples(made), made.rows["good"]
        # If ids may be remembered before it is their turn, they are in one go: but for those that another row has, too.
        ahead = not examples and not self._joiner.in_order
        if ahead:
            good &= made.rows["name"].is_unique()
            if made.rows["name"].first() == self._joiner.outcomes.before:
                good = good.scatter(0, False)
        as_rows = self._cutter.as_rows(made.cut, good.not_().arg_true().to_list(), row, line)
        if not ahead:
            return self._in_turn(made, as_rows, examples, row, line)
        shared = good & made.rows["name"].is_in(list(map(self._joiner.name_of, as_rows.values())))
        good &= ~shared
        as_rows = {**as_rows, **self._cutter.as_rows(made.cut, shared.arg_true().to_list(), row, line)}
        refused = self._remember(made.rows.select("name").with_row_index("at").filter(good))
        return self._in_blocks(made, {**as_rows, **self._cutter.as_rows(made.cut, refused, row, line)}, row, line)

    def _remember(self, good: pl.DataFrame) -> list[int]:
        """Remember the ids of rows; returns the rows whose id was there before."""
        return [good["at"][place] for place in met(self._joiner.remember, good["name"].to_list())]

    def _in_blocks(self, made: RowsMade, as_rows: Mapping[int, Row], row: int, line: int) -> Iterator[Block | Row]:
        """All rows of a chunk, of whose joined rows the ids are remembered."""
        outcomes, first, end = self._joiner.outcomes, 0, made.rows.height
        if self._screening is not None:
            made = self._told(self._screening, made, list(as_rows), row, line)
        for at in (*sorted(as_rows), end):
            if at > first:
                yield made.block(first, at)
                outcomes.before, outcomes.last = made.rows["name"][at - 1], self._row(made, at - 1, row, line)
            if at < end:
                yield as_rows[at]
            first = at + 1
        self._enter(made, list(as_rows))

    def _told(self, screening: Screening, made: RowsMade, without: Sequence[int], row: int, line: int) -> RowsMade:
        """The same with what screens are told of the good rows but for some."""
        name, starts = self._joiner.outcomes.table.name, made.cut.starts
        rows = made.rows.hstack(cast("pl.DataFrame", made.written)).with_row_index("at")
        screening.alone(pl.concat([rows, made.cut.cells], how="horizontal")[without])
        rows = rows.filter(_GOOD, ~pl.col("at").is_in(without))

        def at(number: int) -> Position:
            return Position(name, row=row + number, line=line + starts[number])

        return evolve(made, written=screening.told(rows, made.known, made.rows["name"], at))

    def _row(self, made: RowsMade, at: int, row: int, line: int) -> Row:
        """A row that has all its cells."""
        return Row(row + at, line + made.cut.starts[at], made.cut.cells.row(at)[: self._joiner.width])

    def _examples(self, made: RowsMade) -> dict[str, Iterator[int]]:
        """The joined rows with a loss of which there are not enough examples yet, by its code."""
        if self._screening is not None:
            return {}  # nothing is lost of what isn't written
        kinds: dict[str, list[int]] = {}
        for kind, at, _ in made.kinds.iter_rows():
            for code in self._codes(kind, made, at):
                if self._joiner.wanting(code):
                    kinds.setdefault(code, []).append(kind)
        rows = made.rows.with_row_index("at").filter(_GOOD) if kinds else made.rows
        return {code: iter(rows.filter(pl.col("kind").is_in(some))["at"].to_list()) for code, some in kinds.items()}

    def _signature(self, kind: int) -> Signature:
        """What the rows of a kind lose, as a joined row has it."""
        mask = (1 << self._bits) - 1
        losses = [kind >> self._bits * number & mask for number in range(len(self._lookups))]
        rest = kind >> self._bits * len(losses)
        return (*losses, rest >> BITS, *self._travelling.names[rest & (1 << BITS) - 1])

    def _codes(self, kind: int, made: RowsMade, at: int) -> tuple[str, ...]:
        """What the rows of a kind lose, of which one is given."""
        signature = self._signature(kind)
        if (codes := self._joiner.codes(signature)) is not None:
            return codes
        known = [known[made.rows[one.k][at]] for one, known in zip(self._lookups, made.known, strict=True)]
        return self._joiner.codes_of(signature, known, dict.fromkeys(signature[len(known) + 1 :], ""))

    def _in_turn(
        self, made: RowsMade, as_rows: Mapping[int, Row], examples: dict[str, Iterator[int]], row: int, line: int
    ) -> Iterator[Block | Row]:
        """All rows of a chunk. Those that could be joined go on as they are if they are an example of what is lost."""
        joiner, names, first = self._joiner, made.rows["name"].to_list(), 0
        shown: list[int] = []  # and those that have the id of another
        ahead = Stops(sorted(as_rows), examples, len(names), joiner.wanting)
        while first < len(names):
            told_again = names[first] == joiner.outcomes.before
            at = first if told_again else first + joiner.remember(names[first : ahead.after(first)])
            if at > first:
                yield made.block(first, at)
                joiner.outcomes.before, joiner.outcomes.last = names[at - 1], self._row(made, at - 1, row, line)
            if at in as_rows:
                yield as_rows[at]
            elif at < len(names):
                shown.append(at)
                yield self._row(made, at, row, line)
            first = at + 1
        self._enter(made, shown)

    def _enter(self, made: RowsMade, shown: Sequence[int]) -> None:
        """Enter what the joined rows lose, and let the output know what is new in them."""
        joiner = self._joiner
        if isinstance(made.written, ForScreens):
            made.written.done()
            return
        if isinstance(made.written, Written):
            self._texts.done(made.written)
        kinds = _kinds(made.rows, shown) if shown and made.rows["good"].gather(shown).any() else made.kinds
        for kind, at, count in kinds.iter_rows():
            self._codes(kind, made, at)
            joiner.counts[self._signature(kind)] += count
        joined = made.rows.lazy().with_row_index("at").filter(_GOOD, ~pl.col("at").is_in(shown))
        joiner.touch(self._edges.beyond(joined.select("lat", "lon")))

    def looked_up(self, cut: Cut, row: int, line: int) -> RowsLookedUp:
        """What is known of the rows of a chunk that begins with the given row and physical line, and learned if it isn't."""
        joiner = self._joiner
        # As little as can be is asked apart: an answer takes as long for a few rows as for thousands. But each join copies all
        # columns it is given.
        asked = (
            cut.cells.lazy()
            .with_columns(
                *(() if self._screening is not None else _where(cut, row, line)),
                (pl.lit(joiner.owned[0].prefix) + pl.col(f"c{joiner.owned[0].at}")).alias("name"),
                pl.all_horizontal(pl.lit(cut.whole), *self._fits).alias("good"),
                *self._prose,
            )
            .with_columns(self._hashes)
        )
        work = _asked(asked)
        found = work.lazy().select(one.h for one in self._lookups)
        for one in self._lookups:
            found = one.join(found)
        work = work.hstack(_asked(found.select(name for one in self._lookups for name in (one.k, one.l))))
        new = work.select(pl.col(one.l).null_count() for one in self._lookups).row(0) if self._lookups else ()
        for one, count in zip(self._lookups, new, strict=True):
            if count:
                work = one.learn(work)
        work = self._travelling.joined(work) if self._screening is None else work.with_columns(x=0)
        for bond in self._bonds:
            work = bond.joined(work)
        good = [_GOOD, pl.col("x").is_not_null(), *(one.same for one in self._lookups)]
        good += [pl.col(bond.name).fill_null(False).not_() for bond in self._bonds]
        judged, more = self._with_points(work)
        above = self._bits * len(self._lookups)
        kinds = [pl.col(one.l) * (1 << self._bits * number) for number, one in enumerate(self._lookups)]
        kinds += [pl.col("x") * (1 << above), told(joiner.owned, joiner.telling) * (1 << above + BITS)]
        asked = judged.select(
            pl.all_horizontal(*good, *more).fill_null(False).alias("of good"),
            pl.sum_horizontal(kinds).alias("of kind"),
            *(pl.col(name).alias(f"of {name}") for name in ("name", "lat", "lon")),
            *(pl.col(one.k).alias(f"of {one.k}") for one in self._lookups),
            *self._columns(),
        )
        for one in self._lookups:
            one.settle()
        return RowsLookedUp(cut, asked, tuple(one.known for one in self._lookups))

    def made(self, looked: RowsLookedUp) -> RowsMade:
        """The rows of a chunk as they are written."""
        found = _asked(looked.asked)
        rows = found.select(name for name in found.columns if name.startswith("of "))
        written = self._written(found[:, rows.width :])
        rows = rows.rename(lambda name: name.removeprefix("of "))
        return RowsMade(looked.cut, written, rows, looked.known, _kinds(rows))

    def _columns(self) -> list[pl.Expr]:
        """What is written of the rows, or learned of them."""
        if self._screening is not None:
            return [*self._screening.columns()]
        if self._gathered is None:
            return [*self._texts.columns()]
        return [*self._gathered.columns(), self._texts.whole().alias("record")]

    def _written(self, columns: pl.DataFrame) -> Written | RecordBatch | pl.DataFrame:
        if self._screening is not None:
            return columns
        if self._gathered is None:
            return self._texts.written(columns)
        return cast("ColumnSink", self._joiner.sink).ready(columns.to_arrow(compat_level=pl.CompatLevel.newest()))

    def _with_points(self, work: pl.DataFrame) -> tuple[pl.LazyFrame, list[pl.Expr]]:
        """The rows with their points, and which of these are good: where they stand apart, else they are part of a place."""
        points, rows = self._joiner.points, work.lazy()
        if points is None or self._astray is None:
            nowhere = [pl.lit(None, dtype=pl.Float64).alias(name) for name in ("lat", "lon")]
            return rows.with_columns(*(self._spots[0].columns() if self._spots else nowhere)), []
        cells = [pl.col(f"c{number}") for number in points.at]
        good = [ON_EARTH, *(cell.str.contains(f"^{points.form}$") & ~cell.str.contains(points.but) for cell in cells)]
        numbers = [cell.cast(pl.Float64, strict=False).alias(name) for cell, name in zip(cells, ("lat", "lon"), strict=True)]
        # Worked out here, because it is asked of the odd, of those astray, and of what is written.
        work = work.with_columns(*numbers).with_columns(pl.all_horizontal(good).alias("usual"))
        odd = self._odd(work)
        good = [pl.col("usual") | pl.int_range(pl.len()).is_in(list(odd))]
        rows = work.lazy().with_columns(
            _at_rows([texts[place] for texts in odd.values()], list(odd), work.height).alias(name)
            for place, name in enumerate(ODD_TEXTS)
        )
        if points.cells != points.at:
            good.append(pl.int_range(pl.len()).is_in(self._following(work, points)))
        place = self._lookups[-1]
        on_earth = rows.filter(ON_EARTH, pl.col(place.k).is_not_null()).select(pl.col(place.k).alias("place"), GLOBE_CELL)
        if (astray := self._astray.among(on_earth, place.known)).height:
            rows = rows.with_columns(GLOBE_CELL).join(
                astray.lazy(),
                left_on=[place.k, "cell"],
                right_on=astray.columns,
                how="left",
                maintain_order="left",
                coalesce=False,
            )
            good.append(pl.col("cell_right").is_null())
        return rows, good

    @staticmethod
    def _following(rows: pl.DataFrame, points: Points) -> list[int]:
        """The rows with a point on the globe whose other cells are as they follow from it."""
        asked = rows.lazy().select("lat", "lon", *(f"c{number}" for number in points.cells)).with_row_index("at")
        cells = _asked(asked.filter(ON_EARTH).drop("lat", "lon")).iter_rows()
        return [at for at, *given in cells if points.all_of((given[0], given[1])) == tuple(given)]

    def _odd(self, rows: pl.DataFrame) -> dict[int, tuple[str, str]]:
        """The rows whose point isn't of the usual form, but nothing is against it, and how its two are written."""
        place, points = self._lookups[-1], self._joiner.points
        assert points is not None
        asked = rows.lazy().with_row_index("at").filter(~pl.col("usual"), ON_EARTH, pl.col(place.k).is_not_null())
        found = {}
        cells = [f"c{number}" for number in points.at]
        for at, key, latitude, longitude in _asked(asked.select("at", place.k, *cells)).iter_rows():
            if (point := points.odd(latitude, longitude, place.known[key])) is not None:
                found[at] = point[2].decode(), point[3].decode()
        return found


def _at_rows(texts: Sequence[str], at: Sequence[int], rows: int) -> pl.Expr:
    """A column that has texts at some rows, and nothing at others."""
    if not at:
        return pl.lit(None, dtype=pl.String)
    return pl.lit(pl.repeat(None, rows, dtype=pl.String, eager=True).scatter(at, texts))


def _where(cut: Cut, row: int, line: int) -> tuple[pl.Expr, pl.Expr]:
    """The number and the line of each row as they are written."""
    numbers, lines = pl.int_range(row, row + pl.len()), pl.lit(cut.starts + line)
    return numbers.cast(pl.String).alias("row"), lines.cast(pl.String).alias("line")


def _kinds(rows: pl.DataFrame, without: Sequence[int] = ()) -> pl.DataFrame:
    good = rows.lazy().with_row_index("at").filter(_GOOD, ~pl.col("at").is_in(without))
    return _asked(good.group_by("kind", maintain_order=True).agg(pl.col("at").first(), pl.len()))


def _asked(rows: pl.LazyFrame) -> pl.DataFrame:
    return rows.collect(engine="in-memory")
