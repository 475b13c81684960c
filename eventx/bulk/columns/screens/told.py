"""What a screen learns of rows in columns, from what is known of their groups, and from their points.

Knows where the members of rows are told, and how rows of which the same is learned become one. Doesn't know what a screen makes
of it (:mod:`eventx.rules`). Needs the extra ``bulk``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import compress
from threading import Lock
from typing import Any, Protocol

import polars as pl
from attrs import frozen

from eventx.bulk.columns.seen_numbers import Marks
from eventx.bulk.joining.joiner import Joiner
from eventx.bulk.joining.names import STANDS_IN
from eventx.bulk.joining.own_cells import Own
from eventx.report import Position, Record
from eventx.rules.rule import NAMED, POINT, Screen


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
    def version(self) -> int:
        """Another number whenever other things are known."""
        ...

    @property
    def known(self) -> Sequence[Says]:
        """All that is known. Another one if what was known before is forgotten."""
        ...

    @property
    def signs(self) -> Mapping[str, pl.Expr]:
        """What may stand in texts that are known for a row's own names, and these."""
        ...

    @property
    def may_fill(self) -> list[Callable[[Record], bool]]:
        """Those that are asked whether names may be filled into what is known."""
        ...

    def filled(self, texts: pl.Series) -> pl.Expr:
        """Texts that are known of the cells, as each row has them, with its own names."""
        ...

    def spell_out(self) -> None:
        """Let no name stand in for the rows' own."""
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


@frozen
class Learned:
    """Of which rows a screen is told, and what it learned of each; and of how many ``more`` it learned what."""

    places: list[int]
    parts: list[Any]
    more: list[tuple[Any, int]]

    def insert(self, row: int, part: Any) -> None:
        """Let the screen be told of one more row."""
        place = bisect_left(self.places, row)
        self.places.insert(place, row)
        self.parts.insert(place, part)


class OfScreen:
    """What a screen learns of rows from what is known of their groups, and from their points."""

    marks: tuple[Marks, ...] = ()
    """Those that are let know whose turn it is."""
    fills: frozenset[str] = frozenset()
    """The members in which names may stand in for the rows' own."""

    def __init__(self, screen: Screen, teller: Teller, lookups: Sequence[Keyed]) -> None:
        self.screen = screen
        self.lookups = lookups
        self.groups = {name: at for at, group in enumerate(teller.groups) for name in screen.learns if name in group}
        for name in self.groups.keys() & {*NAMED}:
            lookup = lookups[self.groups[name]]
            if name in self.fills:
                lookup.may_fill.append(partial(_may_fill, lookup))
            else:
                lookup.spell_out()
        constant = teller.constant
        self._fixed = {name: screen.part(name, constant.get(name)) for name in screen.learns if name not in self.groups}
        self.parts = {name: _Parts(screen, name) for name in self.groups}
        self.keys = [f"k{at}" for at in dict.fromkeys(self.groups.values())]
        self.keys += ["lat", "lon"] if POINT in screen.learns else []

    def columns(self) -> Iterator[pl.Expr]:
        """What it wants to be worked out for all rows of a chunk, whose new cells have just become known."""
        for name, at in self.groups.items():
            self.parts[name].of(self.lookups[at].known)  # whose members are still at hand
        yield from ()

    def begin(self, first: Position) -> None:
        """Know where the first row of the next chunk stands."""

    def alone(self, rows: pl.DataFrame) -> None:
        """Know of rows of the next chunk, with their cells, that they are read one by one."""

    def expect(self, learned: Sequence[Any]) -> None:
        """Look up together what was learned of rows of this chunk that are told one by one."""

    def learned(self, rows: pl.DataFrame, known: Sequence[Sequence[Says]], count: int) -> Learned:
        """What is learned of the good ``rows`` of a chunk of ``count``."""
        if not self.screen.learns:
            return Learned([], [], [])
        return self.learned_of(self.merged(rows) if self.screen.merges(count) else rows, known)

    def merged(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The first of all rows of which the same is learned, and how many they are."""
        return rows.lazy().group_by(self.keys).agg(pl.col("at").first(), pl.len()).sort("at").collect(engine="in-memory")

    def learned_of(self, rows: pl.DataFrame, known: Sequence[Sequence[Says]]) -> Learned:
        """What is learned of rows, each of which stands for as many as its ``len`` is, if they have one."""
        columns = [self._column(name, rows, known) for name in self.screen.learns]
        places, learned = rows["at"].to_list(), list(map(self.screen.learned, *columns))
        counts = rows["len"].to_list() if "len" in rows.columns else []
        more = [(part, count - 1) for part, count in zip(learned, counts, strict=False) if count > 1 and part is not None]
        if None in learned:
            has = [one is not None for one in learned]
            places, learned = list(compress(places, has)), list(compress(learned, has))
        return Learned(places, learned, more)

    def _column(self, name: str, rows: pl.DataFrame, known: Sequence[Sequence[Says]]) -> Sequence[Any]:
        if name in self.groups:
            at = self.groups[name]
            parts = self.parts[name].of(known[at])
            return list(map(parts.__getitem__, rows[f"k{at}"].to_list()))
        if name != POINT:
            return [self._fixed[name]] * rows.height
        points = list(zip(rows["lat"].to_list(), rows["lon"].to_list(), strict=True))
        return points if not rows["lat"].null_count() else [None if None in one else one for one in points]


def _may_fill(lookup: Keyed, record: Record) -> bool:
    """Whether the names of a place and of actors are no more than signs, or have none in them; and nothing but signs tells
    whether actors are called the same."""
    actors = {str(actor["name"]) for actor in record.get("actors", ()) if "name" in actor}
    names = {name for name in (*actors, str(record.get("place", {}).get("name"))) if STANDS_IN in name}
    return names <= lookup.signs.keys() and (actors <= names or actors.isdisjoint(names))


class _Parts:
    """What there is to know for a screen of a member's value, by the key of what is known."""

    def __init__(self, screen: Screen, name: str) -> None:
        self._screen, self._name = screen, name
        self._lock = Lock()  # chunks become known in one thread and are taken in another
        self._known: Sequence[Says] = ()
        self._parts: list[Any] = []

    def of(self, known: Sequence[Says]) -> list[Any]:
        """The parts of all that is known."""
        with self._lock:
            if known is not self._known:  # it has forgotten all, and begun anew
                self._known, self._parts = known, []
            if len(self._parts) < len(known):
                new = known[len(self._parts) :]
                self._parts += [self._screen.part(self._name, one.members.get(self._name)) for one in new]
            return self._parts
