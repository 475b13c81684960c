"""Rows in columns that say what another does: the numbers for what they say, and which of them a screen is told.

Knows how :class:`eventx.rules.copies.Copies` puts such a number together, for many rows at once. Needs the extra ``bulk``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import polars as pl
from attrs import frozen

from eventx.bulk.columns.hashed import of_rows
from eventx.bulk.columns.learned import Keyed, Learned, OfScreen, Says, Teller
from eventx.bulk.columns.marks import Marks
from eventx.bulk.columns.prose import WORDS, Through
from eventx.bulk.joining.own import Own
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
_NAMES = {"at": pl.Int64(), "name": pl.String(), "said": pl.UInt64(), "order": pl.UInt64()}
_BOTH = ("said", "order")
_ONLY_BY = {"order": "actors", "sources": "sources", "nameless": "place"}
"""The one member that adds a share; others leave it as it is where nothing is said."""


class _OfGroup:
    """The shares of the members of one group, by the key of what is known; those of names that stand in are a row's own."""

    def __init__(self, copies: Copies, lookup: Keyed, members: Sequence[str]) -> None:
        self._copies, self._lookup, self._members = copies, lookup, members
        self._known: Sequence[Says] = ()
        self._shares = pl.DataFrame(schema=_SHARES)
        self._signs = pl.DataFrame(schema=_NAMES)  # of names, and how often each counts
        self._made: tuple[pl.Expr, ...] = ()

    def columns(self) -> tuple[pl.Expr, ...]:
        """The share of each row."""
        known = self._lookup.known
        if known is not self._known:  # it has forgotten all, and begun anew
            self._known, self._shares, self._signs, self._made = known, self._shares.clear(), self._signs.clear(), ()
        if new := known[self._shares.height :]:
            self._learn([one.members for one in new])
            self._made = ()
        if not self._made:
            self._made = self._columns(self._lookup.k)
        return self._made

    def _columns(self, k: str) -> tuple[pl.Expr, ...]:
        said, order, sources, nameless = (
            of_rows(series, k) if _ONLY_BY.get(series.name) in (None, *self._members) else same
            for series, same in zip(self._shares, _NOTHING.columns(), strict=True)
        )
        for sign, name in self._lookup.signs.items():
            if (some := self._signs.filter(name=sign)).height:
                times = (of_rows(_scattered(self._shares.height, some, one), k) for one in _BOTH)
                said, order = (one + each * name.hash(_OF_NAMES) for one, each in zip((said, order), times, strict=True))
        return said, order, sources, nameless

    def _learn(self, new: Sequence[Record]) -> None:
        rows = [self._without_names(record) for record in new]
        made = pl.DataFrame(rows, schema=_SHARES, orient="row")
        if named := [(at, *name) for at, record in enumerate(new) for name in _names(record)]:
            made = self._with_names(made, named)
        self._shares = pl.concat([self._shares, made], rechunk=True)

    def _with_names(self, made: pl.DataFrame, named: Sequence[tuple[int, str, int, int]]) -> pl.DataFrame:
        """What is new with what its names add, but for those that stand in."""
        stands = pl.col("name").is_in([*self._lookup.signs])
        number = pl.when(stands).then(pl.lit(1, dtype=pl.UInt64)).otherwise(pl.col("name").hash(_OF_NAMES))
        counts = pl.DataFrame(named, schema=_NAMES, orient="row").select(
            "at", pl.when(stands).then("name"), pl.col(_BOTH) * number
        )
        counts = counts.group_by("at", "name").agg(pl.col(_BOTH).sum())
        signs, others = counts.drop_nulls("name"), counts.filter(pl.col("name").is_null())
        self._signs = pl.concat([self._signs, signs.with_columns(pl.col("at") + self._shares.height)])
        return made.with_columns(made[one] + _scattered(made.height, others, one) for one in _BOTH)

    def _without_names(self, record: Record) -> tuple[int | None, int | None, int, bool]:
        """What else the members add."""
        blank: Record = {name: some for name, some in (("place", {}), ("actors", [])) if name in record}
        one = _Shares.of(self._copies, self._members, {**record, **blank})
        order = 0 if len(record.get("actors", ())) > 1 else None
        return one.said, order, one.sources, one.nameless and not record["place"].get("name")


def _scattered(count: int, some: pl.DataFrame, name: str) -> pl.Series:
    return pl.repeat(0, count, dtype=pl.UInt64, eager=True).scatter(some["at"], some[name])


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
