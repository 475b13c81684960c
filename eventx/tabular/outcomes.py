"""From the rows of a table to outcomes: one for each row, whatever is the matter with it.

Knows what becomes of blank lines, tag rows, rows of the wrong length and rows told again. Doesn't know any layout, and doesn't
open files (:mod:`eventx.tabular.opening`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from attrs import evolve, frozen

from eventx.report import End, Finding, Kind, Outcome, Position, Severity, counted
from eventx.tabular.cells import Trouble
from eventx.tabular.dialect import is_blank
from eventx.tabular.header_fit import Fit
from eventx.tabular.layout import Identifier, Layout
from eventx.tabular.no_data import beginnings, header_again, is_again, is_sum, is_tags
from eventx.tabular.reader import Row, unnamed_at_the_end
from eventx.tabular.rows import EvidenceDetail, Refused, RowReader


class Table(Protocol):
    """Rows with their header, however they are written. ``remarks``: what was found about the table and is not told yet."""

    name: str
    header: tuple[str, ...]
    count: int
    complete: bool
    message: str
    remarks: list[Finding]


Common = Callable[[Layout], Mapping[str, Any]] | Mapping[str, Any] | None


@frozen
class Terms:
    """What is claimed only for records with ids of the layout's own source, beside what all have in common.

    ``source``: whose layout it is, as a sentence names it. ``provenance``: more of its members.
    """

    source: str
    provenance: Mapping[str, Any]
    rights: Mapping[str, Any]

    def claimed(self, common: Mapping[str, Any]) -> dict[str, Any]:
        """What such a record has."""
        return {**common, "provenance": {**common["provenance"], **self.provenance}, "rights": self.rights}


class TableOutcomes:
    """One outcome for each row of a table, and the end; an iterator.

    Where rows of several widths stand in one table, ``fits`` are those for each. ``common``: members that every record has, or a
    function that gives them for a layout; ``terms``: what only records of the layout's own source have.

    ``fits``, ``table``, ``file`` (its name in evidence) and ``rows`` stay open to a faster reader of the same rows, which leaves
    to :meth:`outcome` every row it doesn't understand and so gives the same outcomes.
    """

    def __init__(
        self,
        fits: Fit | Sequence[Fit],
        table: Table,
        rows: Iterable[Row],
        common: Common = None,
        *,
        detail: EvidenceDetail = "row",
        terms: Terms | None = None,
    ) -> None:
        self.fits = (fits,) if isinstance(fits, Fit) else tuple(fits)
        self.table = table
        self.rows = rows
        self.detail: EvidenceDetail = detail
        shared = [dict(common(one.layout) if callable(common) else common or {}) for one in self.fits]
        self.commons = shared if terms is None else [terms.claimed(one) for one in shared]
        self.file = Position(table.name).name
        readers = [
            RowReader(one, own, others=None if terms is None else each, detail=detail, file=self.file)
            for one, own, each in zip(self.fits, self.commons, shared, strict=True)
        ]
        self._readers = {len(one.header): reader for one, reader in zip(self.fits, readers, strict=True)}
        main = self.fits[0]
        self._width = len(main.header)
        self._named = self._width - unnamed_at_the_end(main.header)
        self._main = self._readers[self._width]
        self._actors = [self._main.column(name) - 1 for name in main.layout.repeated if self._main.column(name)]
        self._heads = beginnings(main.header)
        self._tags_at = 1
        self._terms = terms
        self._others: Finding | None = None  # where the first row of another source's stands, and how many there are
        self._count_of_others = 0
        self.before, self.last = "", Row(0, 0, ())
        self._items = self._all()

    def __iter__(self) -> Iterator[Outcome | End]:
        return self._items

    def __next__(self) -> Outcome | End:
        return next(self._items)

    def _all(self) -> Iterator[Outcome | End]:
        for row in self.rows:
            yield self.outcome(row)
        yield self.end()

    def end(self) -> End:
        """What the table's reader counted."""
        return End(self.table.count, "row", self.table.complete, self.table.message, self._told_of_others())

    def _told_of_others(self) -> tuple[Finding, ...]:
        if self._others is None or self._terms is None:
            return ()
        count, none = self._count_of_others, f"none of {self._terms.source}'s terms are claimed for"
        words = f"{count:,} rows are other sources' events: {none} them; the first stands here"
        return (evolve(self._others, message=words if count > 1 else f"1 row is another source's event: {none} it"),)

    def position(self, row: Row) -> Position:
        """Where a row stands."""
        return Position(self.table.name, row=row.number, line=row.line or None, pointer=row.pointer or None)

    def record(self, row: Row) -> dict[str, Any]:
        """The record of a row that is known to be good, with its evidence; nothing is kept of it."""
        reader = self._readers[len(row.cells)]
        read = reader.read(row.cells)
        assert not isinstance(read, Refused)
        record, _ = read
        record["evidence"] = reader.evidence(record, row)
        return record

    def told_of(self, row: Row) -> tuple[dict[str, Any], tuple[Finding, ...]]:
        """The record of a row that is known to become one, without its evidence, and what was found in reading it."""
        reader, position = self._readers[len(row.cells)], self.position(row)
        read = reader.read(row.cells)
        assert not isinstance(read, Refused)
        record, troubles = read
        return record, tuple(_finding(one, position, row, reader, record["id"]) for one in troubles)

    def outcome(self, row: Row) -> Outcome:
        """What becomes of the next row."""
        table = self.table
        reader, width = self._main, self._width
        position = self.position(row)
        if row.damage:
            return Outcome.rejected(Finding("TAB-QUOTES", Severity.ERROR, row.damage, position, advice="mend the row"))
        if len(self._readers) > 1:
            reader = self._readers.get(len(row.cells), reader)
        if len(row.cells) not in self._readers:
            if not any(row.cells):
                return Outcome(Kind.WITHHELD, position, reason="blank")
            cells = (*row.cells, *[""] * (width - len(row.cells)))
            if len(row.cells) < self._named or any(cells[width:]):
                return Outcome.rejected(_wrong_length(row, self.fits, position))
            row = Row(row.number, row.line, cells[:width], pointer=row.pointer)
        if is_again(row.cells, self._heads, reader.header):
            self._tags_at = row.number + 1
            return header_again(position)
        if row.number == self._tags_at and is_tags(row.cells):
            return Outcome(Kind.WITHHELD, position, reason="hxl")
        read = reader.read(row.cells)
        if isinstance(read, Refused):
            if is_blank(row.cells):  # separators alone, as spreadsheets write below a table
                return Outcome(Kind.WITHHELD, position, reason="blank")
            errors = sorted(read.troubles, key=_errors_first)
            remarks, name = [*table.remarks], reader.name_of(row.cells)
            table.remarks.clear()
            return Outcome.rejected(*(_finding(one, position, row, reader, name) for one in errors), *remarks)
        record, troubles = read
        if is_sum(record):
            return Outcome(Kind.WITHHELD, position, reason="sum")
        if record["id"] == self.before:
            return _told_again(record["id"], position, row, self.last, self._actors)
        self.before, self.last = record["id"], row
        record["evidence"] = reader.evidence(record, row)
        findings = tuple(_finding(one, position, row, reader, record["id"]) for one in troubles)
        if self._terms is not None and reader.is_anothers(record):
            self._count_of_others += 1
            self._others = self._others or _finding(_of_others(reader), position, row, reader, record["id"])
        if table.remarks:
            findings = (*table.remarks, *findings)
            table.remarks.clear()
        return Outcome(Kind.KEPT, position, (record,), findings)


def _of_others(reader: RowReader) -> Trouble:
    column = next(part.column for part in reader.layout.parts if isinstance(part, Identifier))
    return Trouble("TAB-OTHERS", Severity.NOTE, column, "", "its own source's hold, which the table doesn't say")


def _wrong_length(row: Row, fits: Sequence[Fit], position: Position) -> Finding:
    widths = " or ".join(map(str, sorted({len(one.header) for one in fits})))
    whose = "the header" if fits[0].has_header else "a whole one"
    words = f"the row has {counted(len(row.cells), 'cell')}, {whose} {widths}"
    advice = "look for a separator or a line break outside quotes, or for a row that is cut off"
    return Finding("TAB-ROW-LENGTH", Severity.ERROR, words, position, advice=advice)


def _told_again(name: str, position: Position, row: Row, last: Row, actors: Sequence[int]) -> Outcome:
    """What becomes of a row with the id of the row before: the same again, its event from the other actor, or a contradiction."""
    if row.cells == last.cells:
        words = f"{name} stands in the row before with the same cells; it counts once"
        return Outcome(Kind.MERGED, position, reason="TAB-SAME-ROW", message=words)
    others = [number for number in range(len(row.cells)) if number not in actors]
    same = all(row.cells[number] == last.cells[number] for number in others)
    if same and {row.cells[number] for number in actors} <= {"", *(last.cells[number] for number in actors)}:
        words = f"{name} is told again for another of its actors, as in a monadic export; it counts once"
        return Outcome(Kind.MERGED, position, reason="TAB-MONADIC", message=words)
    # Anywhere else in the file the validator finds it, which remembers the ids of a run.
    words = f"the id {name!r} stands in the row before, but the rows differ; this one is not counted"
    advice = "keep one row for each event; of a monadic export (a row for each actor) take the dyadic one"
    return Outcome.rejected(Finding("TAB-REPEATED-ID", Severity.ERROR, words, position, "/id", name, advice))


def _errors_first(trouble: Trouble) -> bool:
    return trouble.severity is not Severity.ERROR


def _finding(trouble: Trouble, position: Position, row: Row, reader: RowReader, record: str | None = None) -> Finding:
    column = reader.column(trouble.column)
    if not column:  # a part may tell of a column that this table lacks
        return Finding(trouble.code, trouble.severity, trouble.message, position, None, None, trouble.advice, record)
    where = Position(position.file, row=row.number, line=position.line, column=column, pointer=position.pointer)
    value = row.cells[column - 1]
    return Finding(trouble.code, trouble.severity, trouble.message, where, None, value, trouble.advice, record)
