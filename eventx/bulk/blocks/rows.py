"""Rows joined a block at a time, column by column, with nothing but what Python itself brings.

Knows which rows of a block are good to be joined, how their texts are put together, and in which order all rows go on. Only
accepts: every other row is handed on as it is when it is its turn. Doesn't know what a row consists of
(:mod:`eventx.bulk.joining.joiner`), or what is done with rows that aren't joined. With the extra ``bulk`` large files are read by
:mod:`eventx.bulk.columns.in_order`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress, groupby, repeat
from operator import attrgetter, itemgetter
from typing import Any, cast

from attrs import frozen

from eventx.bulk.blocks.groups import OfGroup, Written
from eventx.bulk.blocks.screens import Learning
from eventx.bulk.blocks.texts import Column, alike, with_own, with_signs
from eventx.bulk.joining.bonds import Side
from eventx.bulk.joining.checked_only import Screened
from eventx.bulk.joining.groups import Known
from eventx.bulk.joining.joiner import Joiner, Signature
from eventx.bulk.joining.points import Points, Spots
from eventx.bulk.pieces import Sink, TextSink
from eventx.report import Finding, Record
from eventx.tabular.outcomes import TableOutcomes
from eventx.tabular.reader import Row, TableReader

SIZE = 100
"""Rows of a block, at most: as many as stay in a processor's cache."""
_MOST = 1 << 20  # characters of a block, about, but for its last row
_Spot = tuple[float, float]
_Told = tuple[Finding, ...]
_New = dict[Signature, tuple[Sequence[Known], Record]]
_cells, _kind, _travels, _parts, _point = map(attrgetter, ("cells", "kind", "extras", "parts", "point"))


@frozen
class Joined:
    """Adjacent joined rows with their ids, and their texts, or what is learned of them.

    ``between``: what stands between two texts, if the output takes several.

    ``found``: what is the matter with some, by their number among these.
    """

    rows: Sequence[Row]
    names: Sequence[str]
    texts: Sequence[Any]
    between: bytes | None
    found: Sequence[tuple[int, Finding]] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def put(self, sink: Sink) -> None:
        """Put all of them into the sink that they were joined for."""
        if isinstance(sink, Screened):
            sink.put_rows(self.rows, self.names, self.texts)
        elif self.between is not None:
            cast("TextSink", sink).put_block(self.between.join(self.texts), len(self.texts))
        else:
            for text in self.texts:
                sink.put_joined(text)

    def cells(self, number: int) -> Sequence[str]:
        """The cells of one of them."""
        return self.rows[number].cells


class Blocks:
    """Joins the rows of one table."""

    def __init__(self, by_width: Mapping[int, Joiner], outcomes: TableOutcomes) -> None:
        made = {width: _OfWidth(joiner) for width, joiner in by_width.items()}
        self._by_width = {width: one for width, one in made.items() if one.able}
        self._outcomes = outcomes

    def expect(self, rows: Sequence[Row]) -> None:
        """Know of rows that come later, in this order, but not all next to each other: some are judged together."""
        for one in self._by_width.values():
            one.expect([row for row in rows if self._joiner_of(row) is one])

    def all(self, rows: Iterable[Row]) -> Iterator[Joined | Row]:
        """Many rows, those that were joined in blocks. An error in reading them is raised behind the rows before it."""
        error: BaseException | None = None
        left, table, remarks = iter(rows), self._outcomes.table, self._outcomes.table.remarks
        reader = table if isinstance(table, TableReader) else None  # others have all their rows at hand
        while error is None:
            block: list[Row] = []
            marked: list[Row] = []
            most = reader.characters + _MOST if reader is not None else 0
            try:
                while not marked and len(block) < SIZE and (reader is None or reader.characters < most):
                    row = next(left)
                    # A remark belongs to the row that was being read, and is told with it.
                    (marked if remarks else block).append(row)
            except (StopIteration, Exception) as raised:
                error = raised
            later = [*remarks]
            remarks.clear()
            yield from self.some(block)
            remarks += later
            yield from marked
        if not isinstance(error, StopIteration):
            raise error

    def some(self, rows: Sequence[Row]) -> Iterator[Joined | Row]:
        """Some rows, none of which comes with a remark. The first of a table is the reference's."""
        first = 1 if rows and rows[0].number == 1 else 0
        yield from rows[:first]
        for joiner, some in groupby(rows[first:], self._joiner_of):
            if joiner is None:
                yield from some
            else:
                yield from joiner.joined(list(some))

    def _joiner_of(self, row: Row) -> _OfWidth | None:
        return None if row.damage or row.pointer else self._by_width.get(len(row.cells))


@frozen
class _Found:
    """What is known of some rows, column by column: their own cells, their groups, and what stands apart from these: what is a
    row's own in each group, and points. ``odd``: whether cells of a group may travel, or contradict others."""

    rows: Sequence[Row]
    written: Sequence[Sequence[Any]]
    known: Sequence[Sequence[Any]]
    apart: Sequence[Written]
    points: Spots | None
    odd: bool

    @property
    def good(self) -> list[bool]:
        """Whether everything is known of a row, and it has an id."""
        (ids, *own), found = self.written, self.known if self.points is None else (*self.known, self.points.spots)
        if all(ids) and not any(None in one for one in (*own, *found)):
            return [True] * len(self.rows)
        return [bool(name) and None not in rest for name, *rest in zip(ids, *own, *found, strict=True)]

    def only(self, good: Sequence[bool]) -> _Found:
        """What is known of the good rows."""
        written, known = ([[*compress(one, good)] for one in some] for some in (self.written, self.known))
        apart = [{sign: [*compress(one, good)] for sign, one in some.items()} for some in self.apart]
        points = None if self.points is None else self.points.only(good)
        return _Found([*compress(self.rows, good)], written, known, apart, points, self.odd)


@frozen
class _Ready:
    """Of rows that may be joined their texts, ids, losses, points, and what is to be told of them, in columns.

    Where nothing is written of them, what is learned of them stands for their texts. None in each of them for a row that may not.
    ``new``: what is known of a row with each signature that was not shown yet.
    """

    new: _New
    texts: list[Any]
    names: list[Any]
    signatures: list[Any]
    spots: list[Any]
    told: list[Any]

    @classmethod
    def none(cls, count: int) -> _Ready:
        """So many rows of which none may be joined."""
        return cls({}, *[[None] * count for _ in range(5)])

    @property
    def columns(self) -> tuple[list[Any], ...]:
        """All of them."""
        return self.texts, self.names, self.signatures, self.spots, self.told

    def put(self, at: Iterable[int], others: _Ready) -> None:
        """Put others in the place of some rows."""
        self.new.update(others.new)
        for number, row in zip(at, zip(*others.columns, strict=True), strict=True):
            for column, one in zip(self.columns, row, strict=True):
                column[number] = one

    def some(self, first: int, stop: int) -> _Ready:
        """Those of some rows."""
        return _Ready(self.new, *[column[first:stop] for column in self.columns])


class _OfWidth:
    """Joins the rows of one table with one header."""

    def __init__(self, joiner: Joiner) -> None:
        self._joiner = joiner
        self._between = joiner.sink.between.encode() if isinstance(joiner.sink, TextSink) else None
        self.expect(())
        sides: list[list[Side] | None] = [
            None if joiner.learns else [bond.sides[at] for bond, *ends in joiner.bonds for at in (0, 1) if ends[at] == number]
            for number in range(len(joiner.looked))
        ]
        self._looked = [*map(OfGroup, joiner.looked, sides)]
        self._pointless = [*self._looked[:-1], *map(OfGroup, joiner.pointless[-1:], sides[-1:])]
        self._learning = Learning(joiner.sink.screens, joiner) if isinstance(joiner.sink, Screened) else None
        self.able = self._learning is None or self._learning.able
        self._places = [at for at, one in enumerate(joiner.looked) if "place" in one.members]

    def joined(self, rows: Sequence[Row]) -> Iterator[Joined | Row]:
        """The rows, in their order."""
        joiner = self._joiner
        joiner.make_room(len(rows))
        ready = self._foreseen(rows)
        signatures, shown = ready.signatures, {()} if self._learning is not None else joiner.shown
        stops = [at for at, one in enumerate(signatures) if one not in shown]
        first = 0
        for stop in (*stops, len(rows)):
            yield from self._run(rows, ready, first, stop)
            first = stop
            if stop < len(rows) and ((one := signatures[stop]) not in ready.new or joiner.is_example(one, *ready.new[one])):
                yield rows[stop]
                first += 1

    def _run(self, rows: Sequence[Row], ready: _Ready, first: int, stop: int) -> Iterator[Joined | Row]:
        """Some of the rows, which may all be joined, but for those whose id another has."""
        joiner, outcomes = self._joiner, self._joiner.outcomes
        while first < stop:
            names = ready.names[first:stop]
            count = 0 if names[0] == outcomes.before else joiner.remember(names)
            end = first + count
            if count and self._learning is None:
                joiner.enter(ready.signatures[first:end], filter(None, ready.spots[first:end]))
            if count:
                outcomes.before, outcomes.last = names[count - 1], rows[end - 1]
                found = [(at, one) for at, some in enumerate(ready.told[first:end]) for one in some]
                yield Joined(rows[first:end], names[:count], ready.texts[first:end], self._between, found)
            if end < stop:
                yield rows[end]
            first = end + 1

    def expect(self, rows: Sequence[Row]) -> None:
        """Know of rows that come later, in this order."""
        self._later, self._numbers = rows, {row.number: at for at, row in enumerate(rows)}
        self._ahead = 0, _Ready.none(0)

    def _foreseen(self, rows: Sequence[Row]) -> _Ready:
        """The rows that may be joined. Those that were expected are judged with others that come soon."""
        at = self._numbers.get(rows[0].number, -1)
        if at < 0 or self._numbers.get(rows[-1].number) != at + len(rows) - 1:
            return self._ready(rows)
        begin, ready = self._ahead
        if not begin <= at <= begin + len(ready.names) - len(rows):
            begin, ready = self._ahead = at, self._ready(self._later[at : at + SIZE])
        return ready.some(at - begin, at - begin + len(rows))

    def _ready(self, rows: Sequence[Row]) -> _Ready:
        """The rows that may be joined."""
        points = self._joiner.points
        columns = list(zip(*map(_cells, rows), strict=True))
        if points is None or not any("" in columns[number] for number in points.cells):
            return self._judged(rows, columns, self._looked, points)
        cells = zip(*[columns[number] for number in points.cells], strict=True)
        blank = [{not cell for cell in one} for one in cells]
        found = _Ready.none(len(rows))
        for no_point, looked in ((False, self._looked), (True, self._pointless)):
            picked = [one == {no_point} for one in blank]
            if any(picked):
                some = [*compress(rows, picked)], [[*compress(column, picked)] for column in columns]
                judged = self._judged(*some, looked, None if no_point else points)
                found.put(compress(range(len(rows)), picked), judged)
        return found

    def _judged(
        self, rows: Sequence[Row], columns: Sequence[Sequence[str]], looked: Sequence[OfGroup], points: Points | None
    ) -> _Ready:
        """The same for rows that all have a point, or none; their cells in columns."""
        known, apart = zip(*[one.known(columns) for one in looked], strict=True) if looked else ((), ())
        told = _Found(
            rows,
            [own.written_each(columns[own.at]) for own in self._joiner.owned],
            known,
            apart,
            None if points is None else points.each([columns[number] for number in points.cells], known[-1]),
            any(one.odd for one in looked),
        )
        good = told.good
        for bond, first, second in self._joiner.bonds:
            pairs = list(zip(known[first], known[second], strict=True))
            ill = {(one, other) for one, other in set(pairs) if one and other and not bond.holds(one, other)}
            good = [each and pair not in ill for each, pair in zip(good, pairs, strict=True)] if ill else good
        ready = self._of_good(told) if all(good) else _Ready.none(len(rows))
        if not all(good) and any(good):
            ready.put(compress(range(len(rows)), good), self._of_good(told.only(good)))
        for one in looked:
            one.settle()
        return ready

    def _of_good(self, told: _Found) -> _Ready:
        joiner, spots = self._joiner, self._spots(told)
        at, prefix = joiner.owned[0].at, joiner.owned[0].prefix
        names = list(map(prefix.__add__, map(itemgetter(at), map(_cells, told.rows))))
        if self._learning is not None:  # nothing is lost
            learned = self._learning.of(told.rows, told.known, spots)
            return _Ready({}, [*learned], names, [()] * len(told.rows), spots, self._told(told))
        extras = self._extras(told)
        signatures: list[Signature] = list(zip(*(map(_kind, one) for one in told.known), self._losing(told), strict=True))
        if any(extras):
            signatures = [(*losses, *some) for losses, some in zip(signatures, extras, strict=True)]
        firsts = {one: signatures.index(one) for one in {*signatures} - joiner.shown}
        new: _New = {one: ([known[at] for known in told.known], extras[at]) for one, at in firsts.items()}
        return _Ready(new, [*self._texts(told, extras)], names, signatures, spots, self._told(told))

    def _extras(self, told: _Found) -> Sequence[Record]:
        """The cells of rows that travel."""
        joiner, points = self._joiner, told.points.extras if told.points is not None else {}
        if not (joiner.besides or points or (told.odd and any(any(map(_travels, one)) for one in told.known))):
            return [joiner.travelling((), ())] * len(told.rows)
        known = zip(*(map(_travels, one) for one in told.known), strict=True) if told.known else repeat((), len(told.rows))
        each = enumerate(zip(told.rows, known, strict=True))
        return [joiner.travelling(row.cells, (*some, points[at]) if at in points else some) for at, (row, some) in each]

    def _told(self, told: _Found) -> list[_Told]:
        """What is the matter with rows."""
        astray = told.points.astray if told.points is not None else ()
        tells = {*astray, *(at for one in told.known for at, known in enumerate(one) if known.differs)} if told.odd else {*astray}
        return (
            [self._joiner.told_of(row) if at in tells else () for at, row in enumerate(told.rows)]
            if tells
            else [()] * len(told.rows)
        )

    def _losing(self, told: _Found) -> list[int]:
        """A bit for each loss that comes with a row's own cells."""
        bits = [0] * len(told.rows)
        for own, cells in zip(self._joiner.owned, told.written, strict=True):
            if own.tells is not None:
                bits = [each | 1 << own.tells if cell else each for each, cell in zip(bits, cells, strict=True)]
        return bits

    def _spots(self, told: _Found) -> list[_Spot | None]:
        """The points of rows, whether they stand apart or in their place."""
        if told.points is not None:
            return told.points.spots
        return list(map(_point, told.known[self._places[0]])) if self._places else [None] * len(told.rows)

    def _texts(self, told: _Found, extras: Sequence[Record]) -> Iterator[bytes]:
        groups: list[list[list[Column]]] = []
        for number, known in enumerate(told.known):
            signs = dict(told.apart[number])
            if told.points is not None and number == len(told.known) - 1:
                signs.update(enumerate(told.points.texts))
            groups.append(with_signs(known, signs) if signs else [[column] for column in zip(*map(_parts, known), strict=True)])
        columns: list[bytes | Column] = []
        for one in self._joiner.segments:
            if isinstance(one, bytes):
                columns.append(one)
            elif one.of == "group":
                columns += groups[one.number][one.index]
            elif one.of == "own":
                columns += with_own(self._joiner.owned[one.number], one.index, told.written[one.number])
            elif one.of == "extras":
                columns.append(map(self._joiner.extras[one.number].make, extras))
            else:
                columns.append([b"%d" % (row.number if one.of == "row" else row.line) for row in told.rows])
        return map(b"".join, zip(*alike(columns, len(told.rows)), strict=True))
