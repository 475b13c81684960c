"""Rows in columns that are only checked: what the rules about a whole dataset have to be told of them, and nothing written.

Knows how what is learned of a row is put together from what is known of its groups, its point and its notes, and of which rows
a screen has to be told one by one. Doesn't know how rows are judged (:mod:`eventx.bulk.columns.rows`) or what a screen makes of
them (:mod:`eventx.rules`). Needs the extra ``bulk``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress
from typing import Any, Protocol, cast

import polars as pl
from attrs import frozen

from eventx.bulk.columns.marks import Marks
from eventx.bulk.joining.joiner import Joiner
from eventx.bulk.joining.own import Own
from eventx.bulk.joining.screened import Screened
from eventx.report import Position, Record
from eventx.rules.copies import MARKS, SKIPPED, Copies, mark_of_point, said_by
from eventx.rules.earlier import Numbered
from eventx.rules.rule import POINT, Screen

_SAID, _WORDS, _IN_ORDER, _NAMELESS = "said", "words", "in order", "nameless"
_MEMBERS = ("date", "place", "actors", "type", "tolls", "sources")  # what an event says besides its notes
_SKIPPED = [sign for sign in SKIPPED if sign != " "]
_Learned = tuple[Sequence[int], Sequence[Any]]
_Said = tuple[int, int | None]


@frozen
class ForScreens:
    """Of the joined rows of a chunk those that each screen has to be told of, and what it learned of them.

    ``more``: what is only counted of the others. ``names``: the ids of all rows of the chunk, ``at`` gives their positions.
    ``marks`` are let know whose turn it is.
    """

    learned: tuple[_Learned, ...]
    more: tuple[tuple[Screen, Any, int], ...]
    names: pl.Series
    at: Callable[[int], Position]
    marks: tuple[Marks, ...]

    def slice(self, first: int, count: int) -> Some:
        """What is told of some rows."""
        return Some(self, first, count)

    def done(self) -> None:
        """Count the others, when all rows are put."""
        for screen, learned, count in self.more:
            screen.more(learned, count)
        for one in self.marks:
            one.end()


@frozen
class Some:
    """What is told of some rows of a chunk."""

    told: ForScreens
    first: int
    count: int

    def put(self, sink: Screened) -> None:
        """Let the screens know of them."""
        first, count, at, learned = self.first, self.count, self.told.at, []
        for places, parts in self.told.learned:
            begin, end = bisect_left(places, first), bisect_left(places, first + count)
            learned.append(([place - first for place in places[begin:end]], parts[begin:end]))
        for one in self.told.marks:
            one.turn = None
        sink.take(count, learned, cast("Sequence[str]", self.told.names.slice(first, count)), lambda place: at(first + place))
        for one in self.told.marks:
            one.turn = first + count


class Says(Protocol):
    """What is known of some cells or texts."""

    @property
    def members(self) -> Record:
        """The members of the record that they make."""
        ...


class Keyed(Protocol):
    """What is known of the rows' cells: ``known[k]``, k being the row's number in a column of that name."""

    @property
    def k(self) -> str:
        """The name of the column."""
        ...

    @property
    def known(self) -> Sequence[Says]:
        """All that is known. Another one if what was known before is forgotten."""
        ...


@frozen
class Teller:
    """Where the members of rows are told: each of ``groups`` by what is known of its cells, in this order, and others by cells
    of a row's own. ``notes`` are those that the row has, "" where there are none. ``constant`` are members that all rows have.
    """

    groups: tuple[frozenset[str], ...]
    own: Mapping[str, Own]
    notes: pl.Expr | None
    constant: Record

    @classmethod
    def by(cls, joiner: Joiner) -> Teller:
        """Where a table's rows tell them."""
        own = {one.member: one for one in joiner.owned}
        notes = pl.col(f"c{own['notes'].at}") if "notes" in own else None
        return cls(tuple(one.members for one in joiner.looked), own, notes, joiner.constant)


class Screening:
    """Learns of the rows of one table what the screens of a run have to know.

    ``able`` is false if they learn from cells of a row's own that are none of its notes, sources and point, or have learned of
    another table before.
    """

    def __init__(self, teller: Teller, sink: Screened, lookups: Sequence[Keyed]) -> None:
        learns = {name for screen in sink.screens for name in screen.learns}
        own = {name: one.kind.name for name, one in teller.own.items() if name in learns}
        self.able = own.keys() <= {"notes", "sources"} and own.get("notes", "prose") == "prose"
        # Numbers of one run are all made in the same way.
        copies = [one for one in sink.screens if isinstance(one, Copies)]
        self.able = self.able and all(isinstance(one.said, Numbered) and not one.said for one in copies)
        self._copies: list[_OfCopies] = []
        self._of_screens: list[_OfScreen | _OfCopies] = []
        for screen in sink.screens if self.able else ():
            if isinstance(screen, Copies):
                self._copies.append(_OfCopies(screen, teller, lookups))
                self._of_screens += self._copies
            else:
                self._of_screens.append(_OfScreen(screen, teller))

    def columns(self) -> Iterator[pl.Expr]:
        """What is learned of the rows, which have the keys of what is known."""
        for one in self._copies:
            yield from one.columns()

    def alone(self, rows: pl.DataFrame) -> None:
        """Know of rows of the next chunk, with their cells, that they are read one by one."""
        for one in self._copies:
            one.alone(rows)

    def expect(self, learned: Sequence[Sequence[Any]]) -> None:
        """Look up together what was learned of rows of this chunk that are told one by one: for each row, of each screen."""
        for at, one in enumerate(self._of_screens):
            if isinstance(one, _OfCopies):
                one.expect([row[at] for row in learned if row[at] is not None])

    def told(
        self, rows: pl.DataFrame, known: Sequence[Sequence[Says]], names: pl.Series, at: Callable[[int], Position]
    ) -> ForScreens:
        """What is told of ``rows`` that have their number in the chunk as ``at``. ``names``: the ids of all rows of the chunk."""
        learned: list[_Learned] = []
        more: list[tuple[Screen, Any, int]] = []
        for one in self._of_screens:
            if isinstance(one, _OfCopies) and len(names):
                one.begin(at(0))
            places, parts, counts = one.learned(rows, known, merged=one.screen.merges(len(names)))
            learned.append((places, parts))
            more += [(one.screen, part, count - 1) for part, count in zip(parts, counts, strict=False) if count > 1]
        return ForScreens(tuple(learned), tuple(more), names, at, tuple(mark for one in self._copies for mark in one.marks))


class _OfScreen:
    """What a screen learns of rows from what is known of their groups, and from their points."""

    def __init__(self, screen: Screen, teller: Teller) -> None:
        self.screen = screen
        self._groups = {name: at for at, group in enumerate(teller.groups) for name in screen.learns if name in group}
        constant = teller.constant
        self._fixed = {name: screen.part(name, constant.get(name)) for name in screen.learns if name not in self._groups}
        self._parts = {name: _Parts(screen, name) for name in self._groups}
        self._keys = [f"k{at}" for at in dict.fromkeys(self._groups.values())]
        self._keys += ["lat", "lon"] if POINT in screen.learns else []

    def learned(
        self, rows: pl.DataFrame, known: Sequence[Sequence[Says]], *, merged: bool
    ) -> tuple[Sequence[int], Sequence[Any], Sequence[int]]:
        """The rows of which something is learned, that, and of how many it is; only the first of several if ``merged``."""
        if not self.screen.learns:
            return (), (), ()
        if merged:
            rows = rows.lazy().group_by(self._keys).agg(pl.col("at").first(), pl.len()).sort("at").collect(engine="in-memory")
        columns = [self._column(name, rows, known) for name in self.screen.learns]
        learned = list(map(self.screen.learned, *columns))
        places, counts = rows["at"].to_list(), rows["len"].to_list() if merged else [1] * rows.height
        if None not in learned:
            return places, learned, counts
        has = [one is not None for one in learned]
        return list(compress(places, has)), list(compress(learned, has)), list(compress(counts, has))

    def _column(self, name: str, rows: pl.DataFrame, known: Sequence[Sequence[Says]]) -> Sequence[Any]:
        if name in self._groups:
            at = self._groups[name]
            parts = self._parts[name].of(known[at])
            return list(map(parts.__getitem__, rows[f"k{at}"].to_list()))
        if name != POINT:
            return [self._fixed[name]] * rows.height
        points = list(zip(rows["lat"].to_list(), rows["lon"].to_list(), strict=True))
        return points if not rows["lat"].null_count() else [None if None in one else one for one in points]


class _Parts:
    """What there is to know for a screen of a member's value, by the key of what is known."""

    def __init__(self, screen: Screen, name: str) -> None:
        self._screen, self._name = screen, name
        self._known: Sequence[Says] = ()
        self._parts: list[Any] = []

    def of(self, known: Sequence[Says]) -> list[Any]:
        """The parts of all that is known."""
        if known is not self._known:  # it has forgotten all, and begun anew
            self._known, self._parts = known, []
        if len(self._parts) < len(known):
            new = known[len(self._parts) :]
            self._parts += [self._screen.part(self._name, one.members.get(self._name)) for one in new]
        return self._parts


class _OfCopies:
    """The numbers for what rows say, as :class:`Copies` has them; for notes and sources they are Polars' own in this run.

    Only rows that say what another does are told, the others are no more than remembered.
    """

    def __init__(self, copies: Copies, teller: Teller, lookups: Sequence[Keyed]) -> None:
        self.screen = copies
        self._first = 0
        self.marks = copies.said, copies.in_order = Marks(self._also, numbered=True), Marks()
        self._rows = pl.DataFrame()
        self._told: tuple[list[int], list[_Said]] = ([], [])
        copies.mark_of_words, copies.mark_of_sources = self._mark_of_words, lru_cache(maxsize=1 << 12)(_mark_of_sources)
        self._words: dict[str, int] = {}
        looked = {name for group in teller.groups for name in group}
        constant = {name: value for name, value in teller.constant.items() if name not in looked}
        fixed = [name for name in _MEMBERS if name not in looked]  # sources of a row's own are not asked for here
        self._fixed = _Shares.of(copies, fixed, constant) if constant.get("kind") == "event" else _Shares(None, None, 0, False)
        groups = [[name for name in _MEMBERS if name in group] for group in teller.groups]
        self._groups = [_OfGroup(copies, one, some) for one, some in zip(lookups, groups, strict=True) if some]
        self._notes = teller.notes
        self._sources = teller.own.get("sources")

    def columns(self) -> Iterator[pl.Expr]:
        """What events say but for the order of actors, what this order adds, and whether they name no place."""
        shares = [self._fixed.columns(), *(one.columns() for one in self._groups)]
        said, order, sources, nameless = zip(*shares, strict=True)
        called = pl.sum_horizontal(sources) if self._sources is None else _of_sources(self._sources)
        words = called if self._notes is None else pl.when(self._notes == "").then(called).otherwise(_of_words(self._notes))
        yield sum(said, start=words).alias(_SAID)
        yield words.alias(_WORDS)
        yield pl.coalesce(order).alias(_IN_ORDER)
        yield pl.any_horizontal(nameless).alias(_NAMELESS)

    def begin(self, first: Position) -> None:
        """Know where the first row of the next chunk stands."""
        self._first = self.screen.number(first)

    def learned(
        self,
        rows: pl.DataFrame,
        known: Sequence[Sequence[Says]],  # noqa: ARG002
        *,
        merged: bool,  # noqa: ARG002
    ) -> tuple[list[int], list[_Said], tuple[()]]:
        """The rows that may be told again or before, and what they say."""
        if rows[_NAMELESS].any():
            points = [
                mark_of_point((lat, lon)) if nameless and lat is not None and lon is not None else None if nameless else 0
                for nameless, lat, lon in rows.select(_NAMELESS, "lat", "lon").iter_rows()
            ]
            rows = rows.with_columns(pl.col(_SAID) + pl.Series(points, dtype=pl.UInt64))
        rows = rows.select("at", _SAID, (pl.col(_SAID) + pl.col(_IN_ORDER)).alias(_IN_ORDER)).filter(pl.col(_SAID).is_not_null())
        said, in_order = self.marks
        for one in self.marks:
            one.end()  # for rows that were read alone since the last chunk
        again = said.among(rows[_SAID]) | rows[_SAID].is_duplicated()
        self._rows, some = rows.filter(~again), rows.filter(again)
        said.hold(self._rows.select(_SAID, "at"), self._first)
        in_order.hold(self._rows.select(_IN_ORDER, "at").drop_nulls())
        self._told = some["at"].to_list(), list(zip(some[_SAID].to_list(), some[_IN_ORDER].to_list(), strict=True))
        return *self._told, ()

    def alone(self, rows: pl.DataFrame) -> None:
        """Know the numbers for the notes of rows that are read alone, because to ask Polars for one takes long."""
        if self._notes is not None:
            notes, words = rows.select(self._notes.alias("notes"), _WORDS)
            self._words = dict(zip(notes.to_list(), words.to_list(), strict=True))

    def expect(self, learned: Sequence[_Said]) -> None:
        """Look up together what rows that are told one by one say."""
        said, in_order = self.marks
        said.expect([one for one, _ in learned])
        in_order.expect([one for _, one in learned if one is not None])

    def _mark_of_words(self, notes: str) -> int:
        if (known := self._words.get(notes)) is not None:
            return known
        return pl.DataFrame({"of": [notes]}).select(_of_words(pl.col("of"))).item()  # type: ignore[no-any-return]

    def _also(self, row: int) -> None:
        """Tell a row too, which says what an earlier one does that was read alone."""
        places, said = self._told
        place = bisect_left(places, row)
        if places[place : place + 1] != [row]:
            places.insert(place, row)
            said.insert(place, self._rows.row(by_predicate=pl.col("at") == row)[1:])


@frozen
class _Shares:
    """What some members add: None where an event has to have one that isn't there."""

    said: int | None
    order: int | None
    sources: int
    nameless: bool

    @classmethod
    def of(cls, copies: Copies, names: Sequence[str], record: Record) -> _Shares:
        """The shares of members, which may be absent from the record."""
        parts = {name: copies.part(name, record.get(name)) for name in names}
        in_any, in_this = parts["actors"] if parts.get("actors") else (None, None)
        plain = [in_any if name == "actors" else part for name, part in parts.items() if name != "sources"]
        said = None if None in plain else sum(part for part in plain if part is not None) & MARKS
        return cls(said, in_this, parts.get("sources", 0), parts.get("place") == 0)

    def columns(self) -> tuple[pl.Expr, ...]:
        """The same for every row."""
        numbers = (pl.lit(one, dtype=pl.UInt64) for one in (self.said, self.order, self.sources))
        return (*numbers, pl.lit(self.nameless))


class _OfGroup:
    """The shares of the members of one group, by the key of what is known."""

    def __init__(self, copies: Copies, lookup: Keyed, names: Sequence[str]) -> None:
        self._copies, self._lookup, self._names = copies, lookup, names
        self._known: Sequence[Says] = ()
        self._shares: list[_Shares] = []
        self._series: tuple[pl.Series, ...] = ()

    def columns(self) -> tuple[pl.Expr, ...]:
        """The share of each row."""
        known = self._lookup.known
        if known is not self._known:  # it has forgotten all, and begun anew
            self._known, self._shares, self._series = known, [], ()
        if len(self._shares) < len(known) or not self._series:
            self._shares += [_Shares.of(self._copies, self._names, one.members) for one in known[len(self._shares) :]]
            numbers = ([(one.said, one.order, one.sources) for one in self._shares],)
            frame = pl.DataFrame(*numbers, schema=dict.fromkeys(("said", "order", "sources"), pl.UInt64), orient="row")
            self._series = (*frame, pl.Series([one.nameless for one in self._shares], dtype=pl.Boolean))
        return tuple(pl.lit(one).gather(pl.col(self._lookup.k)) for one in self._series)


def _of_words(notes: pl.Expr) -> pl.Expr:
    # Nearly all that is skipped are spaces, which are faster looked for alone.
    return notes.str.to_lowercase().str.replace_all(" ", "", literal=True).str.replace_many(_SKIPPED, [""]).hash()


def _of_sources(own: Own) -> pl.Expr:
    cell, parts = pl.col(f"c{own.at}"), said_by(own.stand_in["sources"]).split(own.kind.sign)
    said = [pl.lit(parts[0])]
    for part in parts[1:]:
        said += [cell, pl.lit(part)]
    return pl.when(cell == "").then(pl.lit(said_by(()))).otherwise(pl.concat_str(said)).hash()


def _mark_of_sources(said: str) -> int:
    return pl.Series([said]).hash().item()  # type: ignore[no-any-return]
