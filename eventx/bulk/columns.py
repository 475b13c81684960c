"""Rows joined a chunk at a time, in columns.

Knows how what :mod:`eventx.bulk.joining` does for a row is done for many at once with Polars: each group of columns is looked up
by its different cells, and the pieces are put together as text. Only accepts: every other row is handed back as a row. Needs the
extra ``bulk``; imported only when it is there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl
from attrs import frozen

from eventx.bulk.groups import STAND_IN, Known, Memory
from eventx.bulk.joining import Joiner, Own
from eventx.bulk.pieces import Piece
from eventx.report import Record
from eventx.rules.words import SHORTER, SUSPECTS
from eventx.tabular.dialect import Dialect
from eventx.tabular.layout import Identifier, Whole
from eventx.tabular.reader import Row

_NUMBERS = ("987654321987", "876543219876")  # stand for a row and a line
_WORD = "standinZ0Z"
_ID = r"^[A-Za-z]{0,6}[0-9]{1,17}$"
_WHOLE = r"^[1-9][0-9]{0,14}$"
_POINT = r"^-?(?:0|[1-9][0-9]{0,2})\.[0-9]{4}$"
_ROUND = r"\.[0-9]000$"
_SHORTEST = 16  # characters of prose: longer than any sign for a missing value


_SUSPICIOUS = SUSPECTS + r"|[\t\r]"
_EVIDENCE: Record = {"evidence": [{"pointer": "", "cell": {"row": int(_NUMBERS[0]), "line": int(_NUMBERS[1])}}]}
Groups = Sequence[Sequence[Any]]


@frozen
class Block:
    """Adjacent joined rows."""

    texts: pl.Series

    def bytes(self, between: str) -> bytes:
        """All of them, with something between."""
        return str(self.texts.str.join(between).item()).encode()


class Damaged(Exception):
    """A chunk whose rows can't be told apart in columns as surely as row by row."""


class Columns:
    """Reads the chunks of one table in columns; ``able`` is false if the output's pieces can't be put together as text."""

    def __init__(self, joiner: Joiner, dialect: Dialect) -> None:
        self._joiner = joiner
        self._separator = dialect.delimiter
        self._schema = {f"c{number}": pl.String for number in range(joiner.width + 1)}
        self._signatures: dict[tuple[Any, ...], int] = {}
        self.able = dialect.quotechar == '"' and len(dialect.delimiter) == 1 and not joiner.besides and joiner.points is not None
        self._fixed = [data.decode() for data in joiner.template]
        if joiner.table_extras:
            for slot, piece in joiner.dynamic:
                self._fixed[slot] = piece.make(dict(joiner.table_extras)).decode()
        self._own: dict[int, list[str]] = {}
        for own in (*joiner.owned, *([joiner.id] if joiner.id else [])):
            for slot, piece in own.pieces:
                self._take_apart(slot, piece, *_stand_in(own))
        for slot, piece in joiner.own_evidence:
            self._take_apart(slot, piece, _EVIDENCE, *_NUMBERS)

    def _take_apart(self, slot: int, piece: Piece, members: Record, *signs: str) -> None:
        """The text of a piece between what stands for the row's own cells; the signs are in the odd places."""
        apart = re.split(f"({'|'.join(map(re.escape, signs))})", piece.make(members).decode())
        if len(apart) == 1:
            self._fixed[slot] = apart[0]
        else:
            self._own[slot] = apart

    def rows(self, chunk: bytes, row: int, line: int) -> Iterator[Block | Row]:
        """The rows of a chunk that begins with the given row and physical line: joined, several at a time, or as they are.

        Raises :class:`Damaged`, before the first is given, for a chunk that has to be read row by row.
        """
        frame, starts = self._frame(chunk)
        made, groups = self._made(frame, row, starts + line)
        made = self._unless_new(made, groups)
        slow = made.with_row_index("at").filter(pl.col("text").is_null())["at"].to_list()
        as_rows = _as_rows(chunk, starts, slow, row, line, self._separator)
        return self._in_turn(frame, made, groups, as_rows, starts, row, line)

    def _unless_new(self, made: pl.DataFrame, groups: Groups) -> pl.DataFrame:
        """The same, but the first rows whose losses are not told in examples yet are left to the reference."""
        classes = [f"l{number}" for number in range(len(groups))]
        firsts = [pl.col(f"k{number}").first() for number in range(len(groups))]
        kinds = made.filter(pl.col("text").is_not_null()).group_by(classes).agg(firsts)
        for found in kinds.iter_rows(named=True):
            known = [one[found[f"k{number}"]] for number, one in enumerate(groups)]
            codes = self._codes(known)
            if codes and not self._joiner.told(codes):
                same = pl.all_horizontal([pl.col("text").is_not_null(), *(pl.col(name) == found[name] for name in classes)])
                first = same & (same.cum_sum() <= self._joiner.examples)
                made = made.with_columns(pl.when(first).then(None).otherwise(pl.col("text")).alias("text"))
        return made

    def _codes(self, known: Sequence[Any]) -> tuple[str, ...]:
        extras = dict(self._joiner.table_extras)
        return self._joiner.codes_of(_signature(known, extras), known, extras)

    def _in_turn(
        self,
        frame: pl.DataFrame,
        made: pl.DataFrame,
        groups: Groups,
        as_rows: Mapping[int, Row],
        starts: pl.Series,
        row: int,
        line: int,
    ) -> Iterator[Block | Row]:
        joiner, names, first = self._joiner, made["name"].to_list(), 0
        repeated: list[int] = []

        def before(at: int) -> None:
            """Let the reference know the row before one."""
            if at and at - 1 not in as_rows and at - 1 not in repeated:
                cells = frame.row(at - 1)[: joiner.width]
                joiner.outcomes.before = names[at - 1]
                joiner.outcomes.last = Row(row + at - 1, line + starts[at - 1], cells)

        for stop in (*sorted(as_rows), frame.height):
            while first < stop and (at := first + joiner.remember(names[first:stop])) < stop:
                yield from self._block(made, first, at)
                before(at)
                repeated.append(at)
                yield Row(row + at, line + starts[at], frame.row(at)[: joiner.width])
                first = at + 1
            yield from self._block(made, first, stop)
            before(stop)
            if stop in as_rows:
                yield as_rows[stop]
            first = stop + 1
        self._enter(frame, made, groups, repeated)

    def _block(self, made: pl.DataFrame, first: int, stop: int) -> Iterator[Block]:
        if stop > first:
            yield Block(made["text"].slice(first, stop - first))

    def _enter(self, frame: pl.DataFrame, made: pl.DataFrame, groups: Groups, repeated: Sequence[int]) -> None:
        """Enter what the joined rows lose, and let the output know what is new in them."""
        joiner = self._joiner
        joined = made.with_columns(frame)
        if repeated:
            joined = joined.with_row_index("at").filter(~pl.col("at").is_in(repeated))
        joined = joined.filter(pl.col("text").is_not_null())
        classes = [f"l{number}" for number in range(len(groups))]
        firsts = [pl.col(f"k{number}").first() for number in range(len(groups))]
        for found in joined.group_by(classes).agg(pl.len(), *firsts).iter_rows(named=True):
            members = [known[found[f"k{number}"]] for number, known in enumerate(groups)]
            joiner.counts[_signature(members, dict(joiner.table_extras))] += found["len"]
        for number, known in enumerate(groups[:-1]):
            for at in joined[f"k{number}"].unique():
                if known[at].fresh:
                    joiner.touched(known[at].members)
                    known[at].fresh = False
        assert joiner.points is not None
        lat, lon = (pl.col(f"c{number}").cast(pl.Float64) for number in joiner.points.at)
        # Of the points in a tenth of a degree of longitude the outermost are enough for any box around all.
        edges = joined.group_by((lon * 10).floor().alias("tenth")).agg(
            lon.min().alias("west"), lon.max().alias("east"), lat.min().alias("south"), lat.max().alias("north")
        )
        for _, west, east, south, north in edges.iter_rows():
            for point in ({"lat": south, "lon": west}, {"lat": north, "lon": east}):
                joiner.touched({"place": {"point": point}})

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
        broken = [name for name in frame.columns if frame[name].str.contains("\n", literal=True).any()]
        within = frame.select(
            pl.sum_horizontal(pl.col(name).str.count_matches("\n", literal=True) for name in broken)
        ).to_series()
        if not broken or within.sum() + frame.height != lines:
            raise Damaged
        return frame, starts + within.cum_sum().shift(1, fill_value=0)

    def _made(self, frame: pl.DataFrame, row: int, lines: pl.Series) -> tuple[pl.DataFrame, Groups]:
        """For each row its text (null if it can't be joined), its id, and what is known of each of its groups."""
        joiner = self._joiner
        assert joiner.id is not None
        assert joiner.points is not None
        texts: dict[int, list[pl.Expr]] = {slot: [pl.lit(text)] for slot, text in enumerate(self._fixed) if text}
        counted = pl.int_range(row, row + pl.len()).cast(pl.String).alias("row")
        work = frame.with_columns(counted, lines.cast(pl.String).alias("line"))
        # A blank last cell may be one that is not there.
        good = [pl.col(f"c{joiner.width}") == "", pl.col(f"c{joiner.width - 1}") != ""]
        good += [pl.col(f"c{number}").str.contains(_POINT) for number in joiner.points.at]
        good += [~pl.col(f"c{number}").str.contains(_ROUND) for number in joiner.points.at]
        good += [
            pl.col(f"c{number}").cast(pl.Float64, strict=False).is_between(-most, most)
            for number, most in zip(joiner.points.at, (90, 180), strict=True)
        ]
        work, groups = self._groups(work, texts)
        for own in (joiner.id, *joiner.owned):
            cell = pl.col(f"c{own.at}")
            good.append(_fits(own, cell))
            for slot, _ in own.pieces:
                if slot in self._own:
                    filled = _with_cells(self._own[slot], dict.fromkeys(_stand_in(own)[1:], _written(own, cell)))
                    if isinstance(own.part, Identifier):
                        texts[slot] = filled
                    else:
                        blank = pl.lit(joiner.template[slot].decode())
                        texts[slot] = [pl.when(cell == "").then(blank).otherwise(pl.concat_str(filled))]
        for slot, _ in joiner.own_evidence:
            if slot in self._own:
                texts[slot] = _with_cells(self._own[slot], dict(zip(_NUMBERS, (pl.col("row"), pl.col("line")), strict=True)))
        text = pl.when(pl.all_horizontal(good)).then(pl.concat_str([expr for slot in sorted(texts) for expr in texts[slot]]))
        name = pl.lit(joiner.id.prefix) + pl.col(f"c{joiner.id.at}")
        kept = [pl.col(f"{sign}{number}") for number in range(len(groups)) for sign in "kl"]
        return work.select(text.alias("text"), name.alias("name"), *kept), groups

    def _groups(self, work: pl.DataFrame, texts: dict[int, list[pl.Expr]]) -> tuple[pl.DataFrame, Groups]:
        """The rows with what is known of each group (k, an index) and which losses it has (l)."""
        joiner = self._joiner
        groups: list[Sequence[Any]] = []
        for number, (memory, columns) in enumerate(joiner.lookups()):
            names = [f"c{column}" for column in columns]
            different = work.select(names).unique()
            known: Sequence[Any] = [_look_up(memory, cells) for cells in different.iter_rows()]
            found = different.with_columns(
                pl.Series(f"k{number}", [None if one is None else at for at, one in enumerate(known)], dtype=pl.Int32),
                pl.Series(f"l{number}", [None if one is None else self._class(one.losses) for one in known], dtype=pl.Int32),
            )
            work = work.join(found, on=names, how="left", maintain_order="left")
            last = number == len(joiner.fills) - 1
            for slot, index in joiner.fills[number]:
                texts[slot] = self._pieces(known, index, pl.col(f"k{number}"), point=last)
            groups.append(known)
        return work, groups

    def _pieces(self, known: Sequence[Known | None], index: int, at: pl.Expr, *, point: bool) -> list[pl.Expr]:
        """The text of a group's piece in each row, with the row's own point."""
        whole = [None if one is None else one.texts()[index] for one in known]
        if not point or not any(one and (STAND_IN[0] in one or STAND_IN[1] in one) for one in whole):
            return [pl.lit(pl.Series(whole, dtype=pl.String)).gather(at)]
        apart = [None if one is None else one.apart(index) for one in known]
        shapes = {tuple(one[1::2]) for one in apart if one is not None}
        if len(shapes) != 1:
            raise Damaged
        (shape,) = shapes
        assert self._joiner.points is not None
        north, east = (pl.col(f"c{number}").str.strip_chars_end("0") for number in self._joiner.points.at)
        found: list[pl.Expr] = []
        for part in range(len(shape) + 1):
            between = pl.Series([None if one is None else one[2 * part] for one in apart], dtype=pl.String)
            found.append(pl.lit(between).gather(at))
            if part < len(shape):
                found.append(north if shape[part] == STAND_IN[0] else east)
        return found

    def _class(self, losses: tuple[Any, ...]) -> int:
        return self._signatures.setdefault(losses, len(self._signatures))


def _look_up(memory: Memory, cells: tuple[str, ...]) -> Known | None:
    found = memory[cells if len(cells) > 1 else cells[0]]
    return None if found is None or found.extras else found


def _signature(known: Sequence[Known], extras: Record) -> tuple[Any, ...]:
    """As a joined row has it."""
    found = tuple(one.losses for one in known)
    return (*found, tuple(("", one, "") for one in extras)) if extras else found


def _as_rows(chunk: bytes, starts: pl.Series, slow: Sequence[int], row: int, line: int, separator: str) -> dict[int, Row]:
    """Some rows of a chunk, read again as the reference reads them."""
    if not slow:
        return {}
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


def _stand_in(own: Own) -> tuple[Record, str]:
    """A member with something that stands for any cell, and how that looks in JSON."""
    if isinstance(own.part, Whole):
        return {own.member: int(_NUMBERS[0])}, _NUMBERS[0]
    if isinstance(own.part, Identifier):
        return {own.member: own.prefix + _WORD}, _WORD
    return {own.member: _WORD}, f'"{_WORD}"'


def _with_cells(apart: Sequence[str], cells: Mapping[str, pl.Expr]) -> list[pl.Expr]:
    return [cells[part] if at % 2 else pl.lit(part) for at, part in enumerate(apart)]


def _fits(own: Own, cell: pl.Expr) -> pl.Expr:
    """Whether a column's cells say what they are, and nothing that a rule could be against."""
    if isinstance(own.part, Identifier):
        return cell.str.contains(_ID)
    if isinstance(own.part, Whole):
        return (cell == "") | cell.str.contains(_WHOLE)
    short = cell.str.len_chars().is_between(_SHORTEST, SHORTER - 1)
    return (cell == "") | (short & cell.str.contains(r"^\S") & ~cell.str.contains(_SUSPICIOUS))


def _written(own: Own, cell: pl.Expr) -> pl.Expr:
    """The cells as they stand in JSON."""
    if isinstance(own.part, Whole | Identifier):
        return cell
    escaped = cell
    for sign, other in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n")):
        escaped = escaped.str.replace_all(sign, other, literal=True)
    return pl.concat_str(pl.lit('"'), escaped, pl.lit('"'))
