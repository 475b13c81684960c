"""Rows joined a chunk at a time, in columns.

Knows how what :mod:`eventx.bulk.joining` does for a row is done for many at once with Polars: each group of columns is looked up
by its different cells, and the pieces are put together as text. Only accepts: every other row is handed back as a row. Needs the
extra ``bulk``; imported only when it is there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import BinaryIO

import polars as pl
from attrs import frozen

from eventx.borders import COLUMNS, PER_DEGREE
from eventx.bulk.gathered import Gathered
from eventx.bulk.groups import Known
from eventx.bulk.joining import Joiner, Signature
from eventx.bulk.lookups import Lookup
from eventx.bulk.pieces import ColumnSink, Sink, TextSink
from eventx.bulk.segments import ID, SHORTEST, SUSPICIOUS, WHOLE, Own
from eventx.rules.words import SHORTER
from eventx.tabular.dialect import Dialect
from eventx.tabular.reader import Row

_GOOD = pl.col("good")
# As eventx.borders.cell_of has it.
_CELL = (
    ((90 - pl.col("lat")) * PER_DEGREE).cast(pl.Int32).clip(upper_bound=180 * PER_DEGREE - 1) * COLUMNS
    + ((pl.col("lon") + 180) * PER_DEGREE).cast(pl.Int32).clip(upper_bound=COLUMNS - 1)
).alias("cell")


@frozen
class Block:
    """Adjacent joined rows: their texts, apart where they have commas; or the columns of an output of columns."""

    rows: pl.DataFrame

    def __len__(self) -> int:
        return self.rows.height

    def put(self, sink: Sink) -> None:
        """Put all of them into the sink that they were joined for."""
        if isinstance(sink, ColumnSink):
            sink.put_columns(self.rows.to_arrow(compat_level=pl.CompatLevel.oldest()))
        elif isinstance(sink, TextSink):
            sink.put_block(partial(self._write, between=sink.between), len(self))

    def _write(self, out: BinaryIO, *, between: str) -> None:
        # A table without quotes is the quickest way from strings to bytes: what stands between commas needn't be put together.
        self.rows.head(-1).write_csv(out, include_header=False, quote_style="never", line_terminator=between)
        out.write(",".join(self.rows.row(-1)).encode())


@frozen
class Cut:
    """The rows of a chunk as cells, and the lines they begin in, counted from the chunk's first."""

    chunk: bytes
    cells: pl.DataFrame
    starts: pl.Series


@frozen
class Made:
    """The rows of a chunk in columns: their cells, the lines they begin in (counted from the chunk's first), what is written of
    each, and for each whether it is good, its id, its point and what is known of each of its groups."""

    chunk: bytes
    cells: pl.DataFrame
    starts: pl.Series
    written: pl.DataFrame
    rows: pl.DataFrame
    known: tuple[list[Known], ...]


class Damaged(Exception):
    """A chunk whose rows can't be told apart in columns as surely as row by row."""


class Columns:
    """Reads the chunks of one table in columns; ``able`` is false if the output's pieces can't be put together as text."""

    def __init__(self, joiner: Joiner, dialect: Dialect) -> None:
        self._joiner = joiner
        self._separator = dialect.delimiter
        self._schema = {f"c{number}": pl.String for number in range(joiner.width + 1)}
        self.able = dialect.quotechar == '"' and len(dialect.delimiter) == 1 and joiner.in_columns
        looked = joiner.looked if self.able else ()
        self._bits = 60 // max(len(looked), 1)
        self._lookups = [
            Lookup(number, one, bits=self._bits, point=number == len(looked) - 1) for number, one in enumerate(looked)
        ]
        sink, self._gathered = joiner.sink, None
        if self.able and isinstance(sink, ColumnSink):
            self._gathered = Gathered(joiner, sink, self._lookups)
            self.able = self._gathered.able
        self._extras = [piece.make(joiner.table_extras).decode() for piece in joiner.extras]

    def cut(self, chunk: bytes) -> Cut | None:
        """A chunk cut into cells; None for one that has to be read row by row."""
        try:
            return Cut(chunk, *self._frame(chunk))
        except Damaged:
            return None

    def made(self, cut: Cut, row: int, line: int) -> Made:
        """The rows of a chunk that begins with the given row and physical line."""
        written, rows = self._made(cut.cells, row, cut.starts + line)
        return Made(cut.chunk, cut.cells, cut.starts, written, rows, tuple(one.known for one in self._lookups))

    def rows(self, made: Made, row: int, line: int) -> Iterator[Block | Row]:
        """The rows of a chunk: joined, several at a time, or as they are. Raises :class:`Damaged` before the first is given."""
        slow = made.rows.with_row_index("at").filter(~_GOOD)["at"].to_list()
        return self._in_turn(made, self._as_rows(made, slow, row, line), row, line)

    def _as_rows(self, made: Made, slow: Sequence[int], row: int, line: int) -> dict[int, Row]:
        """Some rows of a chunk, those that may have more or fewer cells read again as the reference reads them."""
        width = self._joiner.width
        found, again = {}, []
        for at in slow:
            cells = made.cells.row(at)
            if None in cells[:width] or cells[width] != "" or cells[width - 1] == "":
                again.append(at)
            else:
                found[at] = Row(row + at, line + made.starts[at], cells[:width])
        return found | (_read_again(made.chunk, made.starts, again, row, line, self._separator) if again else {})

    def _examples(self, made: Made) -> dict[str, Iterator[int]]:
        """The joined rows with a loss of which there are not enough examples yet, by its code."""
        kinds: dict[str, list[int]] = {}
        rows = made.rows.select("kind", "good").with_row_index("at").filter(_GOOD)
        for kind, at in rows.group_by("kind", maintain_order=True).agg(pl.col("at").first()).iter_rows():
            for code in self._codes(kind, made, at):
                if self._joiner.wanting(code):
                    kinds.setdefault(code, []).append(kind)
        return {code: iter(rows.filter(pl.col("kind").is_in(some))["at"].to_list()) for code, some in kinds.items()}

    def _signature(self, kind: int) -> Signature:
        """What the rows of a kind lose, as a joined row has it."""
        mask = (1 << self._bits) - 1
        losses = [kind >> self._bits * number & mask for number in range(len(self._lookups))]
        return (*losses, *self._joiner.table_extras)

    def _codes(self, kind: int, made: Made, at: int) -> tuple[str, ...]:
        """What the rows of a kind lose, of which one is given."""
        signature = self._signature(kind)
        if (codes := self._joiner.codes(signature)) is not None:
            return codes
        known = [known[made.rows[one.k][at]] for one, known in zip(self._lookups, made.known, strict=True)]
        return self._joiner.codes_of(signature, known, self._joiner.table_extras)

    def _in_turn(self, made: Made, as_rows: Mapping[int, Row], row: int, line: int) -> Iterator[Block | Row]:
        joiner, names, first = self._joiner, made.rows["name"].to_list(), 0
        # Rows that could be joined, but have the id of another, or are an example of what is lost.
        shown: list[int] = []
        ahead = _Stops(sorted(as_rows), self._examples(made), len(names), joiner.wanting)

        def plain(at: int) -> Row:
            return Row(row + at, line + made.starts[at], made.cells.row(at)[: joiner.width])

        def before(at: int) -> None:
            """Let the reference know the row before one."""
            if at and at - 1 not in as_rows and (not shown or at - 1 != shown[-1]):
                joiner.outcomes.before, joiner.outcomes.last = names[at - 1], plain(at - 1)

        while first < len(names):
            stop = ahead.after(first)
            at = first + joiner.remember(names[first:stop])
            if at > first:
                yield Block(made.written.slice(first, at - first))
            before(at)
            if at in as_rows:
                yield as_rows[at]
            elif at < len(names):
                shown.append(at)
                yield plain(at)
            first = at + 1
        self._enter(made, shown)

    def _enter(self, made: Made, shown: Sequence[int]) -> None:
        """Enter what the joined rows lose, and let the output know what is new in them."""
        joiner = self._joiner
        joined = made.rows.with_row_index("at").filter(_GOOD & ~pl.col("at").is_in(shown))
        for kind, at, count in joined.group_by("kind").agg(pl.col("at").first(), pl.len()).iter_rows():
            self._codes(kind, made, at)
            joiner.counts[self._signature(kind)] += count
        # Of the points in a tenth of a degree of longitude the outermost are enough for any box around all.
        lat, lon = pl.col("lat"), pl.col("lon")
        edges = joined.group_by((lon * 10).floor().alias("tenth")).agg(
            lon.min().alias("west"), lon.max().alias("east"), lat.min().alias("south"), lat.max().alias("north")
        )
        for _, west, east, south, north in edges.iter_rows():
            joiner.touch(south, west)
            joiner.touch(north, east)

    def _frame(self, chunk: bytes) -> tuple[pl.DataFrame, pl.Series]:
        plain = chunk
        if b"\r" in chunk:
            plain = chunk.replace(b"\r\n", b"\n")
        lines = plain.count(b"\n")
        if b"\r" in plain or b"\x00" in chunk or not plain.endswith(b"\n"):
            raise Damaged
        try:
            frame = pl.read_csv(
                plain,
                has_header=False,
                separator=self._separator,
                quote_char='"',
                schema=self._schema,
                infer_schema=False,
                missing_columns="insert",
                empty_string_is_null=False,
            )
        except (pl.exceptions.PolarsError, ValueError):
            raise Damaged from None
        starts = pl.int_range(frame.height, eager=True)
        if lines == frame.height:
            return frame, starts
        if plain is not chunk:
            raise Damaged  # a line break in a cell is no longer what it was
        prose = [f"c{own.at}" for own in self._joiner.owned if own.kind == "prose"]
        for names in (prose, frame.columns):  # prose is where line breaks are, and soon looked through
            count = pl.sum_horizontal(pl.lit(0), *(pl.col(name).str.count_matches("\n", literal=True) for name in names))
            within = frame.select(count).to_series()
            if within.sum() + frame.height == lines:
                return frame, starts + within.cum_sum().shift(1, fill_value=0)
        raise Damaged

    def _made(self, cells: pl.DataFrame, row: int, lines: pl.Series) -> tuple[pl.DataFrame, pl.DataFrame]:
        joiner = self._joiner
        assert joiner.points is not None
        lat, lon = (pl.col(f"c{number}") for number in joiner.points.at)
        work = cells.with_columns(
            pl.int_range(row, row + pl.len()).cast(pl.String).alias("row"),
            lines.cast(pl.String).alias("line"),
            lat.cast(pl.Float64, strict=False).alias("lat"),
            lon.cast(pl.Float64, strict=False).alias("lon"),
        )
        # A blank last cell may be one that is not there.
        good = [pl.col(f"c{joiner.width}") == "", pl.col(f"c{joiner.width - 1}") != ""]
        good += [cell.str.contains(f"^{joiner.points.form}$") & ~cell.str.contains(joiner.points.but) for cell in (lat, lon)]
        good += [pl.col("lat").is_between(-90, 90), pl.col("lon").is_between(-180, 180)]
        kind = pl.lit(0, dtype=pl.Int64)
        for number, one in enumerate(self._lookups):
            work = one.joined(work)
            kind += pl.col(one.l) * (1 << self._bits * number)
        if (astray := self._astray(work)).height:
            work = work.with_columns(_CELL).join(astray, on=astray.columns[:2], how="left", maintain_order="left")
            good.append(pl.col("astray").is_null())
        good += [_fits(own, pl.col(f"c{own.at}")) for own in joiner.owned]
        written = work.select(*self._written(lat, lon))
        name = pl.lit(joiner.owned[0].prefix) + pl.col(f"c{joiner.owned[0].at}")
        known = [one.k for one in self._lookups]
        # What is not known of a group has no kind.
        whole = pl.all_horizontal(*good, kind.is_not_null()).fill_null(False).alias("good")
        return written, work.select(whole, name.alias("name"), "lat", "lon", kind.alias("kind"), *known)

    def _written(self, lat: pl.Expr, lon: pl.Expr) -> Iterator[pl.Expr]:
        """What is written of the rows: their texts apart at commas, or the columns and the text."""
        if self._gathered is None:
            yield from (text.alias(f"t{number}") for number, text in enumerate(self._apart(lat, lon)))
            return
        yield from self._gathered.columns()
        parts = [pl.lit(part) if isinstance(part, str) else part for part in self._parts(lat, lon)]
        yield pl.concat_str(parts).alias("record")

    def _apart(self, lat: pl.Expr, lon: pl.Expr) -> Iterator[pl.Expr]:
        """The text of the rows, apart at commas wherever that saves putting it together."""
        together: list[pl.Expr] = []
        for part in (*self._parts(lat, lon), ","):
            if isinstance(part, pl.Expr):
                together.append(part)
                continue
            before, comma, after = part.partition(",")
            if before:
                together.append(pl.lit(before))
            if comma:
                yield pl.concat_str(together) if len(together) > 1 else together[0] if together else pl.lit("")
                together = [pl.lit(after)] if after else []

    def _parts(self, lat: pl.Expr, lon: pl.Expr) -> Iterator[pl.Expr | str]:
        """The segments of the rows."""
        point = lat.str.strip_chars_end("0"), lon.str.strip_chars_end("0")
        for segment in self._joiner.segments:
            if isinstance(segment, bytes):
                yield segment.decode()
                continue
            match segment.of:
                case "group":
                    for part in self._lookups[segment.number].texts(segment.index):
                        yield point[part] if isinstance(part, int) else part
                case "own":
                    yield from _own_text(self._joiner.owned[segment.number], segment.index)
                case "extras":
                    yield self._extras[segment.number]
                case _:
                    yield pl.col(segment.of)

    def _astray(self, work: pl.DataFrame) -> pl.DataFrame:
        """The places, and the cells of the globe, of points that don't lie in their country."""
        place, points = self._lookups[-1], self._joiner.points
        assert points is not None
        on_earth = pl.col("lat").is_between(-90, 90) & pl.col("lon").is_between(-180, 180) & pl.col(place.k).is_not_null()
        asked = work.filter(on_earth).select(place.k, _CELL).unique()
        found = [(*key, True) for key in asked.iter_rows() if not points.lies(place.known[key[0]], key[1])]
        return pl.DataFrame(found, schema={**asked.schema, "astray": pl.Boolean}, orient="row")


class _Stops:
    """Where a run of joined rows ends: at a row that couldn't be joined, or at one that is to be an example of a loss."""

    def __init__(self, slow: Sequence[int], examples: dict[str, Iterator[int]], end: int, wanting: Callable[[str], int]) -> None:
        self._slow = iter((*slow, end))
        self._next = -1
        self._examples = examples
        self._at = dict.fromkeys(examples, -1)
        self._end = end
        self._wanting = wanting

    def after(self, first: int) -> int:
        """The first stop that isn't before a row."""
        while self._next < first:
            self._next = next(self._slow)
        stop = self._next
        for code in list(self._at):
            if not self._wanting(code):
                del self._at[code]
                continue
            while self._at[code] < first:
                self._at[code] = next(self._examples[code], self._end)
            stop = min(stop, self._at[code])
        return stop


def _read_again(chunk: bytes, starts: pl.Series, slow: Sequence[int], row: int, line: int, separator: str) -> dict[int, Row]:
    lines = chunk.split(b"\n")
    begins = [*starts.to_list(), len(lines) - 1]
    found = {}
    for at in slow:
        raw = b"\n".join(lines[begins[at] : begins[at + 1]]) + b"\n"
        try:
            (cells,) = csv.reader(io.StringIO(raw.decode(), newline=""), delimiter=separator, strict=True)
        except (ValueError, csv.Error):
            raise Damaged from None
        found[at] = Row(row + at, line + begins[at], tuple(cells))
    return found


def _own_text(own: Own, index: int) -> Iterator[pl.Expr | str]:
    """A piece of the output that is made of a row's own cell."""
    cell, around, blank = pl.col(f"c{own.at}"), [part.decode() for part in own.around[index]], own.blank[index].decode()
    if own.kind == "id":
        yield around[0]
        for part in around[1:]:
            yield cell
            yield part
        return
    if around[0].startswith(",") and blank.startswith(","):
        yield ","
        around[0], blank = around[0][1:], blank[1:]
    apart = '"' if own.kind == "prose" else ""
    written = cell.str.replace_many(["\\", '"', "\n"], ["\\\\", '\\"', "\\n"]) if own.kind == "prose" else cell
    text = [pl.lit(around[0] + apart)]
    for part in around[1:-1]:
        text += [written, pl.lit(apart + part + apart)]
    yield pl.when(cell == "").then(pl.lit(blank)).otherwise(pl.concat_str(*text, written, pl.lit(apart + around[-1])))


def _fits(own: Own, cell: pl.Expr) -> pl.Expr:
    """Whether a column's cells say what they are, and nothing that a rule could be against."""
    if own.kind == "id":
        return cell.str.contains(f"^{ID}$")
    if own.kind == "whole":
        return (cell == "") | cell.str.contains(f"^{WHOLE}$")
    short = cell.str.len_chars().is_between(SHORTEST, SHORTER - 1)
    return (cell == "") | (short & cell.str.contains(r"^\S") & ~cell.str.contains(SUSPICIOUS))
