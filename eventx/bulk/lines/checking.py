"""Records of NDJSON that are only checked, in columns: which lines are good for sure, and what screens are told of them.

Only accepts: a line is good if each of its texts is known to be, as :mod:`eventx.validator.fast.members` judged it once; all
other lines are judged one by one, in their turn. Doesn't know how lines are cut (:mod:`eventx.bulk.lines.members`) or
what rules ask. Needs the extra ``bulk``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import compress, zip_longest
from threading import Lock

import orjson
import polars as pl
from attrs import frozen

from eventx.bulk.abreast import abreast
from eventx.bulk.columns.globe import Astray
from eventx.bulk.columns.prose import WORDS, Through
from eventx.bulk.columns.queries import asked
from eventx.bulk.columns.screens.checking import Screening
from eventx.bulk.columns.screens.told import Teller
from eventx.bulk.columns.seen_ids import ids_of
from eventx.bulk.joining.checked_only import Screened
from eventx.bulk.joining.groups import REMEMBERED
from eventx.bulk.lines.known import Said, TextLookup
from eventx.bulk.lines.members import Plan, are_named_plainly
from eventx.report import Finding
from eventx.rules.places import lies_in_cell
from eventx.validator import Validator
from eventx.validator.fast.apart import Key, apart, without_numbers
from eventx.validator.fast.judging import Judging
from eventx.validator.fast.known import Shape
from eventx.validator.fast.members import Members
from eventx.validator.fast.shapes import Cut
from eventx.validator.files import Pieces
from eventx.validator.lines import LineJudge, Lines, broken_of
from eventx.validator.merging import Merger

LARGE = 4 << 20
"""Bytes of a piece from which on it is worth the start of Polars."""
_FIRST = 1000
"""Lines that show which shapes there are."""
_ENOUGH = 0.5
"""How many of the first lines have to be good in columns to go on in them."""
_MOST_NEW = 1.5
"""New texts in a line, from which on it is faster to share lines out among processes: each is judged by itself anyway."""


@frozen
class LinesMade:
    """A piece in columns: its lines, which of them are good and what they say; and what is known of the texts of each column."""

    piece: Lines
    rows: pl.DataFrame
    known: tuple[list[Said], ...]


@frozen
class LinesLookedUp:
    """The same with its lines still to be worked out, which changes nothing of what is known."""

    rows: pl.LazyFrame
    known: tuple[list[Said], ...]


class Records:
    """Checks the records of one file. ``able`` is false if screens learn of something that isn't told by the columns."""

    def __init__(self, validator: Validator, judge: LineJudge, members: Members, plan: Plan, merger: Merger) -> None:
        self._validator, self._judge, self._members = validator, judge, members
        self._plan, self._merger = plan, merger
        self._texts = [
            TextLookup(one, number)
            for number, one in enumerate(one for one in plan.columns if one.form in ("text", "place", "numbers"))
        ]
        self._place = next((one for one in self._texts if one.column.form == "place"), None)
        self._astray = Astray[Said](lambda said, cell: lies_in_cell(said.members["place"], cell))
        self._first: tuple[Lines, pl.DataFrame | None] | None = None
        self._held: dict[tuple[int, ...], bool] = {}
        self._held_of: tuple[list[Said], ...] = ()
        # What members know is asked for in one thread and found out in another.
        self._lock = Lock()
        self._sink = Screened(validator, rows=False)
        self._screening: Screening | None = None
        self._ids = ids_of(validator.seen)
        learns = {name for screen in validator.screens for name in screen.learns}
        apart = {name for one in plan.columns if one.form in ("id", "any", "numbers") for name in one.names}
        forms = {name: one.form for one in plan.columns for name in one.names if name in ("notes", "place")}
        self.able = not learns & apart and forms.get("notes", "prose") == "prose" and forms.get("place", "place") == "place"

    def screen(self) -> None:
        """Let the screens learn in columns, if they can."""
        groups = tuple(frozenset(one.column.names) - {"kind"} for one in self._texts)
        teller = Teller(groups, {}, pl.col("notes"), {"kind": "event"})
        self._screening = Screening(teller, self._sink, self._texts)
        self.able = self._screening.able
        self._members.forget_learned()

    def share(self, piece: Lines) -> float:
        """How many of the lines of a piece are good in columns."""
        lines = self._plan.cut(piece.bytes())
        if lines is None:
            return 0.0
        good = asked(self._looked_up(lines).rows)["good"]
        return good.arg_true().len() / good.len()

    def novelty(self, piece: Lines, data: bytes) -> float:
        """How many texts of a line, at the end of a piece of these lines, no line before the end has."""
        lines = self._plan.cut(data)
        self._first = (piece, lines)
        if lines is None or (end := lines.height // 5) == 0:
            return 0.0
        before, after = lines.head(-end), lines.tail(end)
        new = [~after[one.column.key].is_in(before[one.column.key].implode()) for one in self._texts]
        return sum(one.arg_true().len() for one in new) / end

    def findings(self, pieces: Iterable[Lines]) -> Iterator[Finding]:
        """What is to be told of all lines, in order."""

        def cut(piece: Lines) -> tuple[Lines, pl.DataFrame | None]:
            if (first := self._first) is not None and first[0] is piece:
                self._first = None
                lines = first[1]
            else:
                lines = self._plan.cut(piece.bytes())
            if lines is not None and self._screening is not None and self._screening.by_words:
                lines = lines.with_columns(Through.of(lines["notes"]).words().alias(WORDS))
            return piece, lines

        def looked_up(found: tuple[Lines, pl.DataFrame | None]) -> tuple[Lines, LinesLookedUp | None]:
            piece, lines = found
            return piece, None if lines is None else self._looked_up(lines)

        def made(found: tuple[Lines, LinesLookedUp | None]) -> tuple[Lines, LinesMade | None]:
            piece, looked = found
            if looked is None:
                return piece, None
            return piece, LinesMade(piece, asked(looked.rows), looked.known)

        with closing(abreast(pieces, cut, looked_up, made)) as all_made:
            for piece, rows in all_made:
                if rows is not None:
                    yield from self._told(rows)
                    continue
                with self._lock:
                    judged = self._judge.piece(piece)
                yield from self._merger.findings(piece, judged)

    def _looked_up(self, lines: pl.DataFrame) -> LinesLookedUp:
        """What is known of the lines of a piece, and learned if it isn't."""
        query = lines.with_row_index("at").lazy().with_columns(one.hash for one in self._texts)
        for one in self._texts:
            query = one.join(query)
        work = asked(query)
        new = work.select((pl.col(one.k).is_null() & pl.col("fine")).any() for one in self._texts).row(0)
        some = list(compress(self._texts, new))
        if some and (learned := self._learn(work, some)):
            query = work.drop(one.k for one in learned).lazy()
            for one in learned:
                query = one.join(query)
            work = asked(query)
        good = pl.all_horizontal("fine", *(one.same for one in self._texts)).fill_null(False).alias("good")
        work = work.with_columns(good)
        for bad in (self._unheld(work), self._out_of_country(work)):
            if bad.len():
                work = work.with_columns(pl.col("good") & ~pl.col("at").is_in(bad.implode()))
        keys = [one.k for one in self._texts]
        columns = self._screening.columns() if self._screening is not None else ()
        rows = work.lazy().select("at", "line", "good", "name", "notes", "lat", "lon", *keys, *columns)
        return LinesLookedUp(rows, tuple(one.known for one in self._texts))

    def _learn(self, work: pl.DataFrame, some: Sequence[TextLookup]) -> list[TextLookup]:
        """Find out about texts that are not known; those columns of which some now are."""
        lacking = [one.lacking(work) for one in some]
        judged: dict[int, tuple[Judging, int]] = {}

        def line(at: int) -> tuple[Judging, int]:
            if not judged:  # nearly always a text is enough
                judged.update(self._judged(work, pl.concat([texts.select("at", "shape") for texts in lacking]).unique("at")))
            return judged[at]

        learned = []
        for one, texts in zip(some, lacking, strict=True):
            said = self._said(one, texts, line)
            if good := [each for each in said if each is not None]:
                one.learn(texts.filter(pl.Series([each is not None for each in said])), good)
                learned.append(one)
        return learned

    def _judged(self, work: pl.DataFrame, some: pl.DataFrame) -> dict[int, tuple[Judging, int]]:
        """Some of the lines, each with its number among those that are judged together."""
        judged: dict[int, tuple[Judging, int]] = {}
        for (shape,), places in some.sort("at").group_by("shape", maintain_order=True):
            at = places["at"].to_list()
            judging = self._judging(work[at], shape)
            judged |= {one: (judging, number) for number, one in enumerate(at)}
        return judged

    def _judging(self, rows: pl.DataFrame, shape: int) -> Judging:
        """Some lines of a shape, to be judged."""
        slots = self._plan.shapes[shape].slots
        names = {one.names: one.name for one in self._plan.columns}
        columns = [[text.encode() for text in rows[names[slot.names]].to_list()] for slot in slots]
        lines = [line.encode() for line in rows["line"].to_list()]
        cut = Cut(shape, range(len(lines)), columns)
        return Judging(lines, cut, self._plan.shapes[shape], accepts=self._members.accepts)

    def _said(self, one: TextLookup, lacking: pl.DataFrame, line: Callable[[int], tuple[Judging, int]]) -> list[Said | None]:
        """What texts of lines say; None for those that aren't good, or aren't what they seemed to be."""
        column, found = one.column, list[Said | None]()
        texts = [text.encode() for text in lacking[column.name].to_list()]
        keys = _KEYS[column.form](texts) if column.form in _KEYS else texts
        seeming = texts if keys is texts else [key.encode() for key in lacking[column.key].to_list()]
        named = lacking.select(are_named_plainly(pl.col(column.name)) if column.form == "place" else pl.repeat(False, pl.len()))
        each = zip(lacking["at"], lacking["shape"], texts, keys, seeming, named.to_series(), strict=True)
        for at, number, text, key, seems, plain in each:
            shape = self._plan.shapes[number]
            place = shape.at[column.names[0]]
            with self._lock:
                if plain and key == seems and self._members.takes_any_name(shape, place, key):
                    found.append(Said(shape.slots[place].said(text), linked=False))
                    continue
                said = None if key != seems else self._members.says(shape, place, seems, text, partial(line, at))
                # Rules across records ask for everything of what is no event.
                if said is None or ("kind" in column.names and orjson.loads(said).get("kind") != "event"):
                    found.append(None)
                else:
                    found.append(Said(said, self._members.is_linked(shape, place, seems)))
        return found

    def _unheld(self, work: pl.DataFrame) -> pl.Series:
        """The lines with texts that aren't good together."""
        known = tuple(one.known for one in self._texts)
        if len(self._held) > REMEMBERED or any(old is not new for old, new in zip_longest(self._held_of, known)):
            self._held_of = known  # the numbers of texts stand for others once all were forgotten
            self._held.clear()
        bad = [work["at"].clear()]
        for one in self._texts:
            if one.linked is not None:
                bad.append(self._unheld_of(one, work, one.linked))
        return pl.concat(bad)

    def _unheld_of(self, one: TextLookup, work: pl.DataFrame, linked: pl.Expr) -> pl.Series:
        name = one.column.names[0]
        while True:
            others = [self._others(shape, name) for shape in self._plan.shapes]
            keys = [text.k for text in self._texts if text is one or any(text.column.names[0] in some for some in others)]
            rows = work.lazy().filter("good", linked).select("at", "shape", *keys)
            different = asked(rows.unique(["shape", *keys], keep="any"))
            found = [(at, (one.column.number, number, *key)) for at, number, *key in different.iter_rows()]
            new = [at for at, key in found if key not in self._held]
            judged = self._judged(work, different.filter(pl.col("at").is_in(new)).select("at", "shape")) if new else {}
            for at, key in found:
                if key not in self._held:
                    judging, place = judged[at]
                    with self._lock:
                        self._held[key] = self._members.holds(judging, judging.shape.at[name], place)
            bad = [key[1:] for _, key in found if not self._held[key]]
            if others == [self._others(shape, name) for shape in self._plan.shapes]:
                break
        if any(one.form == "any" and one.names[0] in some for one in self._plan.columns for some in others):
            return asked(rows)["at"]  # which is not looked at
        if not bad:
            return work["at"].clear()
        refused = pl.LazyFrame(bad, schema=dict.fromkeys(("shape", *keys), pl.Int32), orient="row")
        return asked(rows.join(refused, on=["shape", *keys], how="semi"))["at"]

    def _others(self, shape: Shape, name: str) -> set[str]:
        """The members on which the verdict on a member's texts rests too, each the first of its slot."""
        links = [link.slots for link in tuple(shape.links.values()) if link.slots[0] == shape.at.get(name)]
        return {shape.slots[place].names[0] for slots in links for place in slots}

    def _out_of_country(self, work: pl.DataFrame) -> pl.Series:
        """The lines with a point that doesn't lie in the country of its place."""
        if self._place is None:
            return pl.Series(dtype=work["at"].dtype)
        rows = work.select("at", "good", self._place.k, "cell").filter("good")
        return rows.filter(self._astray.among(rows.lazy(), self._place.k, self._place.known))["at"]

    def _told(self, made: LinesMade) -> Iterator[Finding]:
        """What is to be told of the lines of a piece, in order."""
        rows, merger, screening = made.rows, self._merger, self._screening
        assert screening is not None
        name, good = rows["name"], rows["good"]
        left = (~good).arg_true().to_list()
        texts = _texts_of(made, left)
        screening.alone(rows.filter(~good))
        with self._lock:
            goods, told, blank = self._judge.some(texts, left, last=made.piece.last and left[-1:] == [rows.height - 1])
        names = {goods.of(number)[0] for number in range(len(left))}
        ids = [one.record.get("id") for one in told.values() if isinstance(one.record, dict)]
        names |= {one for one in ids if isinstance(one, str)}
        # Ids are remembered in one go, but for those that another line has too.
        single = good & ~pl.select(pl.when(good).then(name)).to_series().is_duplicated()
        single &= ~name.is_in(list(names))
        again = rows["at"].filter(single).gather(self._ids.add_all(name.filter(single), [*filter(None, names)])).to_list()
        taken = rows.filter(single & ~rows["at"].is_in(again))
        screens = screening.told(taken, made.known, name, lambda at: merger.position(at + 1))
        screening.expect([goods.of(one)[1] for one in range(len(left))])
        number = dict(zip(left, range(len(left)), strict=True))
        first = 0
        for at in (*sorted({*left, *(good & ~single).arg_true().to_list(), *again}), rows.height):
            if at > first:
                screens.slice(first, at - first).put(self._sink)
                for place, finding in self._sink.found:
                    yield from merger.placed((finding,), rows["line"][first + place].encode(), first + place + 1)
            first = at + 1
            if at == rows.height:
                break
            if at not in number:
                yield from merger.again(rows["line"][at].encode(), at + 1)
            elif (one := number[at]) in told:
                yield from merger.told(told[one], texts[one])
            elif one not in blank:
                yield from self._alone(*goods.of(one), texts[one], at + 1)
        screens.done()
        merger.go_on(rows.height, broken_of(told), len(blank))

    def _alone(self, name: str | None, learned: Sequence[object], text: bytes, line: int) -> Iterator[Finding]:
        """What is to be told of a good line that was judged by itself."""
        assert name is not None
        if not self._validator.remember_each((name,)):
            yield from self._merger.again(text, line)
            return
        position = self._merger.position(line)
        for _, finding in self._validator.screened([(one,) for one in learned], (name,), lambda _: position):
            yield from self._merger.placed((finding,), text, line)


def records_in_columns(validator: Validator, judge: LineJudge, merger: Merger, first: Lines) -> Pieces | None:
    """What checks pieces of NDJSON in columns; None if it isn't worth that, or rules need more than columns say."""
    data = first.bytes()
    if len(data) < LARGE or not validator.screens:
        return None
    end = 0
    for _ in range(_FIRST):
        end = data.find(b"\n", end) + 1 or len(data)
    head = data[:end]
    judge.piece(Lines(head, last=False))
    members = judge.members
    if members is None or not members.known:
        return None
    plan = Plan(members.known)
    if not plan.able:
        return None
    records = Records(validator, judge, members, plan, merger)
    if not records.able or records.novelty(first, data) > _MOST_NEW or records.share(Lines(head, last=False)) < _ENOUGH:
        return None
    records.screen()
    return records.findings if records.able else None


_KEYS: dict[str, Callable[[Sequence[bytes]], Sequence[Key]]] = {
    "place": lambda texts: apart(texts)[0],
    "numbers": without_numbers,
}


def _texts_of(made: LinesMade, some: Sequence[int]) -> list[bytes]:
    """Some lines of a piece as they are in the file."""
    lines = made.rows["line"]
    if not some:
        return []
    # Where a carriage return is left out of the column, or an illegible line is another text in it, that is shorter.
    if not made.piece.last and lines.str.len_bytes().sum() + lines.len() == made.piece.size:
        return [line.encode() for line in lines.gather(some).to_list()]
    found = made.piece.bytes().split(b"\n")
    return [found[at] for at in some]
