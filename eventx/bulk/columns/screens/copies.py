"""Rows in columns that say what another does: the numbers for what they say, and which of them a screen is told.

Knows how :class:`eventx.rules.copies.Copies` puts such a number together, for many rows at once. Needs the extra ``bulk``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

import polars as pl
from attrs import frozen

from eventx.bulk.columns.cell_hashes import of_rows
from eventx.bulk.columns.prose import WORDS, Through
from eventx.bulk.columns.screens.told import Keyed, Learned, OfScreen, Says, Teller
from eventx.bulk.columns.seen_numbers import Marks
from eventx.bulk.joining.own_cells import Own
from eventx.report import Position, Record
from eventx.rules.copies import IN_ANY_ORDER, MARKS, Copies, in_order, mark_of_point, names_of, said_by

_SAID, _WORDS, _IN_ORDER, _NAMELESS = "said", "words", "in order", "nameless"
_MEMBERS = ("date", "place", "actors", "type", "tolls", "sources")  # what an event says besides its notes
_OF_NAMES = 2  # so that they have other numbers than like texts of notes or sources
_Said = tuple[int, int | None]


class OfCopies(OfScreen):
    """The numbers for what rows say, as :class:`Copies` has them; for notes, sources and names they are Polars' own in this run.

    Only rows that say what another does are told, the others are no more than remembered.
    """

    fills = frozenset(("place", "actors"))

    def __init__(self, copies: Copies, teller: Teller, lookups: Sequence[Keyed]) -> None:
        super().__init__(copies, teller, lookups)
        self._copies = copies
        self._first = 0
        self.marks = copies.said, copies.in_order = Marks(self._also, numbered=True), Marks()
        self._rows = pl.DataFrame()
        self._told = Learned([], [], [])
        copies.mark_of_words, copies.mark_of_sources = self._mark_of_words, lru_cache(maxsize=1 << 12)(_mark_of_sources)
        copies.mark_of_name = lru_cache(maxsize=1 << 12)(_mark_of_name)
        self._words: dict[str, int] = {}
        looked = {name for group in teller.groups for name in group}
        constant = {name: value for name, value in teller.constant.items() if name not in looked}
        fixed = [name for name in _MEMBERS if name not in looked]  # sources of a row's own are not asked for here
        self._constant = _Shares.of(copies, fixed, constant) if constant.get("kind") == "event" else _NOTHING
        groups = [[name for name in _MEMBERS if name in group] for group in teller.groups]
        self._shares = [_OfGroup(copies, one, some) for one, some in zip(lookups, groups, strict=True) if some]
        self._notes, self._of_notes = teller.notes, pl.col(WORDS)
        self._sources = teller.own.get("sources")

    def columns(self) -> Iterator[pl.Expr]:
        """What events say but for the order of actors, what this order adds, and whether they name no place."""
        shares = [self._constant.columns(), *(one.columns() for one in self._shares)]
        said, order, sources, nameless = zip(*shares, strict=True)
        called = pl.sum_horizontal(sources) if self._sources is None else _of_sources(self._sources)
        words = called if self._notes is None else pl.when(self._notes != "").then(self._of_notes).otherwise(called)
        yield (sum(said, start=pl.lit(0, dtype=pl.UInt64)) + words).alias(_SAID)
        yield words.alias(_WORDS)
        yield pl.coalesce(order).alias(_IN_ORDER)
        yield pl.any_horizontal(nameless).alias(_NAMELESS)

    def begin(self, first: Position) -> None:
        """Know where the first row of the next chunk stands."""
        self._first = self._copies.number(first)

    def learned(self, rows: pl.DataFrame, known: Sequence[Sequence[Says]], count: int) -> Learned:  # noqa: ARG002
        """The rows that may be told again or before, and what they say."""
        if rows[_NAMELESS].any():
            points = [
                mark_of_point((lat, lon)) if nameless and lat is not None and lon is not None else None if nameless else 0
                for nameless, lat, lon in rows.select(_NAMELESS, "lat", "lon").iter_rows()
            ]
            rows = rows.with_columns(pl.col(_SAID) + pl.Series(points, dtype=pl.UInt64))
        said, in_order = self.marks
        for one in self.marks:
            one.end()  # for rows that were read alone since the last chunk
        mark, row = pl.col(_SAID).alias("mark"), pl.col("at").alias("row")
        order, number = (pl.col(_SAID) + pl.col(_IN_ORDER)).alias(_IN_ORDER), (row + self._first).alias("number")
        asked = rows.lazy().filter(pl.col(_SAID).is_not_null())
        rows = asked.select(mark, row, number, order, mark.is_duplicated().alias("again")).collect(engine="in-memory")
        again = said.among(rows["mark"]) | rows["again"]
        some = rows.clear()
        if again.any():
            rows, some = rows.filter(~again), rows.filter(again)
        self._rows = rows
        said.hold(rows)
        ordered = rows.lazy().select(pl.col(_IN_ORDER).alias("mark"), "row").drop_nulls()
        in_order.hold(ordered.collect(engine="in-memory"))
        both = zip(some["mark"].to_list(), some[_IN_ORDER].to_list(), strict=True)
        self._told = Learned(some["row"].to_list(), list(both), [])
        return self._told

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
        return int(Through.of(pl.Series([notes])).words().item())

    def _also(self, row: int) -> None:
        """Tell a row too, which says what an earlier one does that was read alone."""
        if row not in self._told.places:
            one = self._rows.row(by_predicate=pl.col("row") == row, named=True)
            self._told.insert(row, (one["mark"], one[_IN_ORDER]))


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


_NOTHING = _Shares(None, None, 0, nameless=False)
_SHARES = dict.fromkeys(("said", "order", "sources"), pl.UInt64()) | {"nameless": pl.Boolean()}
_BOTH = ("said", "order")
_ONLY_BY = {"order": "actors", "sources": "sources", "nameless": "place"}
"""The one member that adds a share; others leave it as it is where nothing is said."""


class _OfGroup:
    """The shares of the members of one group, by the key of what is known; those of names that stand in are a row's own."""

    def __init__(self, copies: Copies, lookup: Keyed, members: Sequence[str]) -> None:
        self._copies, self._lookup, self._members = copies, lookup, members
        self._others = [name for name in members if name != "sources"]
        self._known: Sequence[Says] | None = None
        self._shares = pl.DataFrame()  # and beside each how often a name counts for which a sign stands in
        self._made: tuple[pl.Expr, ...] = ()

    def columns(self) -> tuple[pl.Expr, ...]:
        """The share of each row."""
        known = self._lookup.known
        if known is not self._known:  # it has forgotten all, and begun anew
            counts = dict.fromkeys((_count(one, sign) for sign in self._lookup.signs for one in _BOTH), pl.UInt64())
            self._known, self._shares, self._made = known, pl.DataFrame(schema={**_SHARES, **counts}), ()
        if new := known[self._shares.height :]:
            more = pl.DataFrame([*self._rows([one.members for one in new])], schema=self._shares.schema, orient="row")
            self._shares, self._made = pl.concat([self._shares, more], rechunk=True), ()
        if not self._made:
            self._made = self._columns(self._lookup.k)
        return self._made

    def _columns(self, k: str) -> tuple[pl.Expr, ...]:
        said, order, sources, nameless = (
            of_rows(self._shares[one], k) if _ONLY_BY.get(one) in (None, *self._members) else same
            for one, same in zip(_SHARES, _NOTHING.columns(), strict=True)
        )
        for sign, name in self._lookup.signs.items():
            counts = [self._shares[_count(one, sign)] for one in _BOTH]
            if any((one != 0).any() for one in counts):
                times = [of_rows(one, k) * name.hash(_OF_NAMES) for one in counts]
                said, order = said + times[0], order + times[1]
        return said, order, sources, nameless

    def _rows(self, new: Sequence[Record]) -> Iterator[tuple[int | bool | None, ...]]:
        none = [0] * len(_BOTH) * len(self._lookup.signs)
        if not self._others:  # sources alone are another text in many rows
            said, order, nameless = self._without_names({})
            yield from ((said, order, sources, nameless, *none) for sources in self._sources(new))
            return
        named = [[*_names(record)] for record in new]
        different = pl.Series([*{name for some in named for name, _, _ in some}], dtype=pl.String)
        numbers = dict(zip(different, different.hash(_OF_NAMES), strict=True))
        for record, some, sources in zip(new, named, self._sources(new), strict=True):
            said, order, nameless = self._without_names(record)
            counts = none
            if some:
                said, order, counts = self._with_names(said, order, some, numbers)
            yield (said, order, sources, nameless, *counts)

    def _sources(self, new: Sequence[Record]) -> Sequence[int]:
        """What the sources of each record add: asked together, because to ask Polars for one number takes long."""
        if "sources" not in self._members:
            return [0] * len(new)
        return pl.Series([said_by(record.get("sources", ())) for record in new], dtype=pl.String).hash().to_list()

    def _with_names(
        self, said: int | None, order: int | None, some: Sequence[tuple[str, int, int]], numbers: Mapping[str, int]
    ) -> tuple[int | None, int | None, list[int]]:
        """The shares of a record with those of its names, and how often each counts for which a sign stands in."""
        counts = {sign: [0, 0] for sign in self._lookup.signs}
        in_any = in_this = 0
        for name, once, there in some:
            if name in counts:
                counts[name][0] += once
                counts[name][1] += there
            else:
                in_any += numbers[name] * once
                in_this += numbers[name] * there
        said, order = (None if one is None else one + more & MARKS for one, more in ((said, in_any), (order, in_this)))
        return said, order, [*chain.from_iterable(counts.values())]

    def _without_names(self, record: Record) -> tuple[int | None, int | None, bool]:
        """What else the members add."""
        blank: Record = {name: some for name, some in (("place", {}), ("actors", [])) if name in record}
        one = _Shares.of(self._copies, self._others, {**record, **blank})
        order = 0 if len(record.get("actors", ())) > 1 else None
        return one.said, order, one.nameless and not record["place"].get("name")


def _count(share: str, sign: str) -> str:
    return f"{share} of {sign}"


def _names(record: Record) -> Iterator[tuple[str, int, int]]:
    """The names of a record, and how often each counts: in what is said, and in the order of actors."""
    if name := record.get("place", {}).get("name"):
        yield name, 1, 0
    actors = names_of(record.get("actors", ()))
    yield from ((name, IN_ANY_ORDER, 0) for name in dict.fromkeys(actors))
    yield from ((name, 0, in_order(at)) for at, name in enumerate(actors) if len(actors) > 1)


def _of_sources(own: Own) -> pl.Expr:
    cell, parts = pl.col(f"c{own.at}"), said_by(own.stand_in["sources"]).split(own.kind.sign)
    said = [pl.lit(parts[0])]
    for part in parts[1:]:
        said += [cell, pl.lit(part)]
    return pl.when(cell == "").then(pl.lit(said_by(()))).otherwise(pl.concat_str(said)).hash()


def _mark_of_name(name: str) -> int:
    return pl.Series([name]).hash(_OF_NAMES).item()  # type: ignore[no-any-return]


def _mark_of_sources(said: str) -> int:
    return pl.Series([said]).hash().item()  # type: ignore[no-any-return]
