"""Lines with the same members, and the same said by the members that a run's records mostly share, put together in an output.

Knows which members decide a piece of the output together, and remembers what comes of their texts. Doesn't know files, nor which
lines are good (:mod:`eventx.validator.fast.members`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import compress, count, repeat

import orjson
from attrs import define, frozen

from eventx.bulk.pieces import ColumnSink, Piece, PutWhole, Sink
from eventx.bulk.restating.templates import Form, Own, Template, Values, template
from eventx.report import Record
from eventx.tabular.flat import Cells, Columns
from eventx.validator.fast.known import Shape, Slot

SHARED = frozenset(("schema_version", "kind", "status", "provenance", "rights"))
"""Members that nearly all records of a run share; what a record can be written as may depend on them."""
_EACH = 600  # bytes that what is known takes beside its texts
_ABSENT = object()
_DEGREES = ("latitude", "longitude")

Key = tuple[bytes, ...]
Spot = tuple[float, float]


@frozen(eq=False)
class Known:
    """What comes of the texts of a part: its runs of pieces, and the kind of what is lost of it.

    ``spot``: the point, or which of the values is its latitude, before the longitude. ``cells``: those of its
    columns, and whether they vary with the values.
    """

    runs: tuple[Template, ...]
    kind: int
    spot: Spot | int | None = None
    cells: tuple[Cells, ...] = ()
    varies: bool = False

    def spot_of(self, values: Values) -> Spot | None:
        """The point of a line with these values."""
        if isinstance(at := self.spot, int):
            return float(values[at]), float(values[at + 1])
        return at


@define(eq=False)
class Loses:
    """What lines of a class lose: the ``codes``, which are the same for all of them, and their ``count`` so far.

    ``shown``: no example of them is wanting any more.
    """

    codes: tuple[str, ...]
    count: int = 0
    shown: bool = False


class Part:
    """The members of some slots, which decide some pieces alone; ``runs`` are those of these that follow each other.

    ``size``: about how many bytes all takes that is known of them.
    """

    def __init__(
        self,
        slots: Sequence[Slot],
        runs: Sequence[Sequence[Piece]],
        columns: Sequence[Columns],
        common: Record,
        sink: Sink,
    ) -> None:
        self._runs, self._columns = runs, columns
        self._form = Form(sink.delimiter, sink.decimals)
        any_words = not runs or (not sink.delimiter and len(slots) == 1)
        self._own = [Own(slot, self._form, any_words=any_words) for slot in slots]
        self.is_own = any(one.is_there for one in self._own)
        self._said = [slot.said for slot in slots]
        self._common, self._sink = common, sink
        self._known: dict[Key, Known | None] = {}
        self.size = 0
        self._kinds: defaultdict[tuple[tuple[str, str], ...], int] = defaultdict(count().__next__)

    def known(
        self, columns: Sequence[Sequence[bytes]], said: Sequence[str | None]
    ) -> tuple[list[Known | None], Sequence[Values]]:
        """What is known of the texts of many lines, found out where it isn't, and the values of their own.

        None where the line has to be put. ``columns``: the texts, slot by slot.
        """
        split = [own.split(column, said) for own, column in zip(self._own, columns, strict=True)]
        values: Sequence[Values] = split[0][1]
        for _, more in split[1:]:
            values = [one + other for one, other in zip(values, more, strict=True)]
        keys = list(zip(*[one for one, _ in split], strict=True))
        known = self._known
        new = set(keys).difference(known)
        if new:
            places = dict(zip(keys, range(len(keys)), strict=True))
            for key in new:
                at = places[key]
                known[key] = self._found(key, [column[at] for column in columns], values[at])
        return [known[key] for key in keys], values

    def cells(
        self, number: int, known: Sequence[Known | None], values: Sequence[Values], texts: Sequence[Sequence[bytes]]
    ) -> list[Cells]:
        """The cells of one of its columns in many lines, of which all this is known; ``texts`` slot by slot."""
        found = [one.cells[number] for one in known if one is not None]
        if not any(one.varies for one in known if one is not None):
            return found
        column = self._columns[number]
        at = [column.names.index(name) for name in _DEGREES if name in column.names]
        if not at:
            return [column.cells(self._record(some)) for some in zip(*texts, strict=True)]
        spots = [None if one is None else one.spot_of(some) for one, some in zip(known, values, strict=True)]
        (north, east) = at
        for line, (cells, spot) in enumerate(zip(found, spots, strict=True)):
            if spot is not None:
                mended = list(cells)
                mended[north], mended[east] = spot
                found[line] = tuple(mended)
        return found

    def forget(self) -> None:
        """Know nothing any more."""
        self._known.clear()
        self.size = 0

    def _found(self, key: Key, texts: Sequence[bytes], values: Values) -> Known | None:
        """What comes of some texts, if what stands in for the values of their own is all that differs from other such texts."""
        given, signs = [], list[bytes]()
        spot: Spot | int | None = None
        for number, (own, text) in enumerate(zip(self._own, key, strict=True)):
            stands, more = own.stood_in(text, number)
            if more and own.is_point:
                spot = len(signs)
            given.append(stands)
            signs += more
        if any(sign in text for sign in signs for text in key) or len(signs) != len(values):
            return None
        if not set(signs).isdisjoint(values):  # what is made of them would not show whether it varies
            return None
        record = self._record(given)
        found = [template(run, signs, self._form) for run in self._made(record)]
        runs = tuple([one for one in found if one is not None])
        if len(runs) < len(found):
            return None
        kind, cells, varies = self._kind(record), tuple([one.cells(record) for one in self._columns]), False
        if signs:
            itself = self._record(texts)
            varies = cells != tuple([one.cells(itself) for one in self._columns])
            if [one.filled(values) for one in runs] != list(self._made(itself)) or self._kind(itself) != kind:
                return None
        if kind is None:
            return None
        if spot is None and (point := record.get("place", {}).get("point")) is not None:
            spot = point["lat"], point["lon"]
        self.size += _EACH + sum(map(len, key)) + sum(len(one.text) for one in runs)
        return Known(runs, kind, spot, cells, varies)

    def _record(self, texts: Sequence[bytes]) -> Record:
        record = dict(self._common)
        for said, text in zip(self._said, texts, strict=True):
            record |= orjson.loads(said(text))
        return record

    def _made(self, record: Record) -> Iterator[bytes]:
        return (b"".join([piece.make(record) for piece in run]) for run in self._runs)

    def _kind(self, record: Record) -> int | None:
        try:
            return self._kinds[tuple([(code, pointer) for code, pointer, _ in self._sink.lost(record)])]
        except PutWhole:
            return None


@frozen
class Joined:
    """Lines that needn't be put, by their places among those that were given: their bytes in the output, the kinds of what they
    lose, their points, and for an output of typed columns their cells."""

    at: Sequence[int] = ()
    texts: Sequence[bytes] = ()
    kinds: Sequence[tuple[int, ...]] = ()
    spots: Sequence[Spot | None] = ()
    rows: Sequence[tuple[Cells, ...]] = ()


class Class:
    """Puts lines together that have the members of a shape, and share what stands in ``texts`` by the numbers of its slots.

    Their ids have the ``prefix``: where nothing is lost of an id, it shows whether anything is lost of the rest.
    ``able`` is false if such records can only be put. ``parts`` are those of other classes, of which it takes what it can.
    """

    def __init__(self, shape: Shape, prefix: str, texts: Mapping[int, bytes], sink: Sink, parts: dict[Hashable, Part]) -> None:
        self._sink = sink
        self._shared = parts
        self._loses: dict[tuple[int, ...], Loses] = {}
        common: Record = {"id": f"{prefix}:1"}
        for number, text in texts.items():
            common |= orjson.loads(shape.slots[number].said(text))
        pieces = sink.pieces(shape.names, {name: common[name] for name in common if name != "id"})
        self.able = pieces is not None
        self._parts: list[tuple[Sequence[int], Part]] = []
        self._segments: list[bytes | tuple[int, int]] = []
        self._place: int | None = None
        self._cells: list[tuple[int, int] | None] = []
        self._constant: list[Cells] = []
        if pieces is not None:
            self._plan(shape, texts, pieces, common)

    def _plan(self, shape: Shape, texts: Mapping[int, bytes], pieces: Sequence[Piece], common: Record) -> None:
        decided = [{shape.at[name] for name in piece.members if name in shape.at}.difference(texts) for piece in pieces]
        columns = self._sink.columns if isinstance(self._sink, ColumnSink) else ()
        told = [{shape.at[name] for name in one.members if name in shape.at}.difference(texts) for one in columns]
        sets = [{number} for number in range(len(shape.slots)) if number not in texts]
        for wanted in filter(None, (*decided, *told)):
            together = set[int]().union(*[one for one in sets if one & wanted])
            sets = [one for one in sets if not one & wanted] + [together]
        owners = [next((number for number, one in enumerate(sets) if one & some), None) for some in decided]
        runs: list[list[list[Piece]]] = [[] for _ in sets]
        last: object = _ABSENT
        for owner, piece in zip(owners, pieces, strict=True):
            if owner is None:
                made = piece.make(common)
                if last is None:
                    made = self._segments.pop() + made  # type: ignore[operator]
                self._segments.append(made)
            elif owner == last:
                runs[owner][-1].append(piece)
            else:
                runs[owner].append([piece])
                self._segments.append((owner, len(runs[owner]) - 1))
            last = owner
        mine = [next((number for number, one in enumerate(sets) if one & some), None) for some in told]
        of_sets: list[list[Columns]] = [[] for _ in sets]
        for owner, column in zip(mine, columns, strict=True):
            self._cells.append(None if owner is None else (owner, len(of_sets[owner])))
            self._constant.append(column.cells(common) if owner is None else ())
            if owner is not None:
                of_sets[owner].append(column)
        shares = (common["id"], *texts.values())
        self._parts = [
            (sorted(one), self._part(shape, sorted(one), shares, tuple(map(tuple, some)), tuple(more), common))
            for one, some, more in zip(sets, runs, of_sets, strict=True)
        ]
        place = shape.at.get("place")
        self._place = next((number for number, (slots, _) in enumerate(self._parts) if place in slots), None)

    def _part(
        self,
        shape: Shape,
        slots: Sequence[int],
        shares: Hashable,
        runs: tuple[tuple[Piece, ...], ...],
        columns: tuple[Columns, ...],
        common: Record,
    ) -> Part:
        some = [shape.slots[number] for number in slots]
        key = (shares, runs, *((slot.names, slot.says, slot.own) for slot in some))
        if key not in self._shared:
            self._shared[key] = Part(some, runs, columns, common, self._sink)
        return self._shared[key]

    def joined(self, columns: Sequence[Sequence[bytes]], said: Sequence[str | None]) -> Joined:
        """Those of some lines that needn't be put.

        ``columns``: the lines' texts, slot by slot. ``said``: what their notes say, if these are prose.
        """
        found = [part.known([columns[number] for number in slots], said) for slots, part in self._parts]
        at: Sequence[int] = range(len(columns[0]))
        if any(None in known for known, _ in found):
            good = [None not in some for some in zip(*[known for known, _ in found], strict=True)]
            at = list(compress(at, good))
            found = [(list(compress(known, good)), list(compress(values, good))) for known, values in found]
            columns = [list(compress(column, good)) for column in columns]
        if not at:
            return Joined()
        kinds = list(zip(*[[one.kind for one in known if one is not None] for known, _ in found], strict=True))
        made: list[Iterable[bytes]] = []
        for segment in self._segments:
            if isinstance(segment, bytes):
                made.append(repeat(segment))
                continue
            number, run = segment
            known, values = found[number]
            runs = [one.runs[run] for one in known if one is not None]
            if self._parts[number][1].is_own:
                made.append([one.filled(some) if one.picks else one.text for one, some in zip(runs, values, strict=True)])
            else:
                made.append([one.text for one in runs])
        spots: Sequence[Spot | None] = [None] * len(at)
        if self._place is not None:
            known, values = found[self._place]
            spots = [None if one is None else one.spot_of(some) for one, some in zip(known, values, strict=True)]
        texts = list(map(b"".join, zip(*made, strict=False)))
        return Joined(at, texts, kinds, spots, list(self._rows(found, columns)) if self._cells else [()] * len(at))

    def _rows(
        self, found: Sequence[tuple[Sequence[Known | None], Sequence[Values]]], texts: Sequence[Sequence[bytes]]
    ) -> Iterator[tuple[Cells, ...]]:
        """The cells of lines of which all this is known, those of each of the output's columns together."""
        made: list[Iterable[Cells]] = []
        for place, constant in zip(self._cells, self._constant, strict=True):
            if place is None:
                made.append(repeat(constant))
                continue
            (owner, number), (slots, part) = place, self._parts[place[0]]
            made.append(part.cells(number, *found[owner], [texts[slot] for slot in slots]))
        return zip(*made, strict=False)

    def loses(self, kinds: tuple[int, ...], line: bytes) -> Loses:
        """What a line loses whose parts lose things of these kinds."""
        found = self._loses.get(kinds)
        if found is None:
            found = self._loses[kinds] = Loses(tuple([code for code, _, _ in self._sink.lost(orjson.loads(line)) if code]))
        return found

    def flush(self) -> None:
        """Enter the losses of the lines that were joined."""
        for one in self._loses.values():
            for code in one.codes if one.count else ():
                self._sink.losses.counts[code] += one.count
            one.count = 0
