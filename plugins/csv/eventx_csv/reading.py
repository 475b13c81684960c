"""Reads a table by its mapping, one outcome a row.

Knows how a cell becomes a value by what its target needs. Streams; only while the order of day and month is not yet shown are
rows held back, up to a bound.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import PurePath
from typing import Any, BinaryIO

from attrs import evolve, frozen

from eventx.errors import InputError
from eventx.report import End, Finding, Kind, Outcome, Position, Record, Severity
from eventx.schema import CURRENT
from eventx.tabular.flat import COLUMNS
from eventx.tabular.reader import Row, TableReader
from eventx.vocabulary import country_by_name
from eventx_csv.build import RecordBuilder
from eventx_csv.cells import BadCell, count, counts, decimal, degrees, truth
from eventx_csv.dates import of_parts, read_date, shown_order
from eventx_csv.mapping import Column, TableMapping, load_mapping

HELD_ROWS = 50_000
"""How many rows may be held back until a column shows the order of day and month."""

# What UTF-8's letters of two and three bytes look like when read as windows-1252: é → Ã©, the apostrophe ’ → â€™, д → Ð´.
MOJIBAKE = re.compile(
    "Ã[\u0080-\u00bf\u0192\u2018-\u2030]|â€[\u0080-\u00ff\u0152-\u2122]|(?:[ÐÑ][\u0080-\u00bf\u0152-\u2122]){2}"
)

Reader = Callable[[str], Any]
_NUMBERS = {"low", "best", "high"}


@frozen
class _Cell:
    """A compiled column: its number in the table, and what reads its cells."""

    column: Column
    index: int
    read: Reader


def read_table(
    stream: BinaryIO, *, name: str, mapping: str | None, encoding: str | None, delimiter: str | None, cells: bool
) -> Iterator[Outcome | End]:
    """The outcomes of a table; see :class:`eventx_csv.CsvImporter`."""
    declared = load_mapping(mapping) if mapping is not None else None
    table = TableReader(
        stream,
        name=name,
        encoding=encoding or (declared.encoding if declared else None),
        delimiter=delimiter or (declared.delimiter if declared else None),
    )
    if declared is None:
        if table.header != COLUMNS:
            raise InputError(
                f"{name}: a table needs a mapping that says what its columns mean. 'eventx csv-mapping {name}' writes a starter; "
                "then give it with -O mapping=PATH"
            )
        declared = load_mapping("flat")
    yield from _Reading(table, declared, name, cells).outcomes()


class _Reading:
    def __init__(self, table: TableReader, mapping: TableMapping, name: str, cells: bool) -> None:
        self._table, self._mapping, self._name, self._with_cells = table, mapping, name, cells
        # Records name the file, not the folder it happens to lie in here: the same table gives the same records everywhere.
        self._file = PurePath(name).name
        header = table.header
        repeated = sorted({one for one in header if header.count(one) > 1 and one in mapping.needed()})
        if repeated:
            raise InputError(f"{name}: the header {repeated[0]!r} stands twice; rename one, so that the mapping is clear")
        missing = [one for one in mapping.needed() if one not in header]
        if missing:
            raise InputError(
                f"{name}: the mapping {mapping.name!r} needs the columns {', '.join(map(repr, missing))}, which the table lacks; "
                f"it has {', '.join(map(repr, header))}"
            )
        self._at = {column: header.index(column) for column in mapping.needed()}
        mapped = set(mapping.needed())
        # An empty or repeated header gets its number, so that no cell takes another's place.
        self._rest = [
            (f"{mapping.prefix}:{one if one and header.count(one) == 1 else f'{one} (column {i + 1})'.strip()}", i)
            for i, one in enumerate(header)
            if one not in mapped
        ]
        self._garbled: set[int] = set()

    def outcomes(self) -> Iterator[Outcome | End]:
        rows = iter(self._table)
        extra = self._mapping.header_rows - 1
        for row in itertools.islice(rows, extra):
            yield Outcome(Kind.WITHHELD, Position(self._name, row=row.number, line=row.line), reason="header")
        compiled, held = self._compiled(rows)
        for row in itertools.chain(held, rows):
            yield self._outcome(row, compiled)
        yield End(self._table.count, "row", self._table.complete, self._table.message)

    def _compiled(self, rows: Iterator[Row]) -> tuple[list[_Cell], list[Row]]:
        """The columns with what reads them, and the rows that had to be held back to decide it."""
        undecided = [column for column in self._mapping.columns if column.order == "auto"]
        held: list[Row] = []
        orders: dict[str, str] = {}
        if undecided:
            held = list(itertools.islice(rows, HELD_ROWS))
            for column in undecided:
                orders[column.name] = self._order_of(column, held)
        cells = []
        for column in self._mapping.columns:
            decided = evolve(column, order=orders.get(column.name, column.order))
            cells.append(_Cell(decided, self._at[column.name], self._reader(decided)))
        return cells, held

    def _order_of(self, column: Column, rows: list[Row]) -> str:
        at = self._at[column.name]
        texts = (row.cells[at].strip() for row in rows if len(row.cells) > at)
        try:
            order = shown_order(text for text in texts if text and not self._is_missing(column, text))
        except BadCell as error:
            raise InputError(f"{self._name}: column {column.name!r}: {error}; write the dates in one way") from None
        if order is None:
            raise InputError(
                f"{self._name}: CSV-DMY: in column {column.name!r} no date shows whether the day or the month comes first; say "
                'order = "dmy" or order = "mdy" in the mapping'
            )
        return order

    def _is_missing(self, column: Column, text: str) -> bool:
        return text in column.missing or text in self._mapping.missing

    def _reader(self, column: Column) -> Reader:
        target, mark = column.target, self._mapping.decimal
        last = target.member or target.path[-1]
        if target.key is not None and target.path == ("tolls",):
            return counts if last == "range" else count if last in _NUMBERS else str
        if target.path[0] == "date" and (len(target.path) == 1 or last in ("start", "end")):
            return _dated(column.order, whole=len(target.path) == 1)
        if last == "published":
            return _published(column.order)
        if target.path[-2:] in (("point", "lat"), ("point", "lon")):
            return _degrees(mark, "NS" if last == "lat" else "EW")
        if last in ("radius_m", "confidence", "score"):
            return _with_mark(decimal, mark)
        if last == "civilian_targeting":
            return truth
        if last == "country":
            return _country
        return str

    def _outcome(self, row: Row, compiled: list[_Cell]) -> Outcome:
        position = Position(self._name, row=row.number, line=row.line)
        if row.damage:
            return Outcome.rejected(Finding("CSV-DAMAGED", Severity.ERROR, row.damage, position))
        if not row.cells:
            return Outcome(Kind.WITHHELD, position, reason="blank")
        header = self._table.header
        if len(row.cells) != len(header):
            words = f"{len(row.cells)} cells, but the header has {len(header)}"
            return Outcome.rejected(Finding("CSV-RAGGED", Severity.ERROR, words, position))
        native = self._id(row)
        if not native:
            wanted = ", ".join(map(repr, self._mapping.id_columns))
            return Outcome.rejected(Finding("CSV-NO-ID", Severity.ERROR, f"no id: {wanted} is empty", position))
        return self._built(row, native, compiled, position)

    def _id(self, row: Row) -> str:
        cells = [row.cells[self._at[column]].strip() for column in self._mapping.id_columns]
        if self._mapping.hashed:
            return hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:16] if any(cells) else ""
        if not all(cells):
            return ""
        return "-".join(cells) if self._mapping.complete_ids else f"{self._mapping.prefix}:{'-'.join(cells)}"

    def _built(self, row: Row, native: str, compiled: list[_Cell], position: Position) -> Outcome:
        mapping = self._mapping
        name = f"{mapping.prefix}:{native}" if mapping.hashed else native
        record: Record = {"schema_version": CURRENT, "kind": "event", "id": name, "status": "reported"}
        record |= deepcopy(dict(mapping.constants))
        builder = RecordBuilder(record)
        findings: list[Finding] = [] if all(map(str.isascii, row.cells)) else self._garbling(row, position)
        for cell in compiled:
            text = row.cells[cell.index].strip()
            if not text:
                continue
            column = cell.column
            if self._is_missing(column, text):
                record[f"{mapping.prefix}:{column.name}"] = row.cells[cell.index]
                continue
            where = evolve(position, column=cell.index + 1)
            try:
                self._put(builder, cell, text, where, findings)
            except BadCell as error:
                words = f"column {column.name!r}: {error}"
                return Outcome.rejected(Finding("CSV-CELL", Severity.ERROR, words, where, value=text, record=name))
        try:
            self._dated(builder, row)
            pointers = builder.finish()
        except BadCell as error:
            return Outcome.rejected(Finding("CSV-CELL", Severity.ERROR, str(error), position, record=name))
        for extra, index in self._rest:
            if row.cells[index]:
                record[extra] = row.cells[index]
        self._finish(record, row, pointers)
        return Outcome.kept(position, record, findings=tuple(findings))

    def _garbling(self, row: Row, position: Position) -> list[Finding]:
        """A warning, once a column, for letters that come from reading UTF-8 in another encoding and writing it anew."""
        found = []
        for index, cell in enumerate(row.cells):
            if index not in self._garbled and not cell.isascii() and (match := MOJIBAKE.search(cell)):
                self._garbled.add(index)
                where = evolve(position, column=index + 1)
                words = f"column {self._table.header[index]!r} has {match[0]!r}: UTF-8 that was once read in a wrong encoding"
                advice = "get the table from where it was still right; the cells are kept as they are"
                found.append(Finding("CSV-MOJIBAKE", Severity.WARNING, words, where, value=cell[:80], advice=advice))
        return found

    def _put(self, builder: RecordBuilder, cell: _Cell, text: str, where: Position, findings: list[Finding]) -> None:
        column = cell.column
        texts = [part.strip() for part in text.split(column.separator)] if column.separator else [text]
        listed = column.separator and column.target.key is None
        values = []
        for index, part in enumerate(texts):
            if not part:
                continue
            if column.codes is not None and part not in column.codes:
                words = f"column {column.name!r}: the mapping has no code for {part!r}; kept as an extra"
                findings.append(Finding("CSV-CODE", Severity.WARNING, words, where, value=part, record=builder.record["id"]))
                continue
            value = cell.read(column.codes[part] if column.codes is not None else part)
            if column.zero and value == 0:
                toll = evolve(column.target, member="state")
                builder.put(toll, column.zero, column=column.name, index=index)
            elif listed:
                values.append(value)
            else:
                builder.put(column.target, value, column=column.name, index=index)
        if column.codes is not None:
            # Several words may share a code: the word itself travels along.
            builder.record[f"{self._mapping.prefix}:{column.name}"] = text
        if values:
            builder.put(column.target, values, column=column.name)

    def _dated(self, builder: RecordBuilder, row: Row) -> None:
        year, month, day = self._mapping.date_columns
        if not year:
            return
        texts = [row.cells[self._at[column]].strip() if column else "" for column in (year, month, day)]
        parts = [None if text in ("", "0") or text in self._mapping.missing else count(text) for text in texts]
        if parts[0] is not None:
            found = of_parts(parts[0], parts[1], parts[2] if parts[1] is not None else None)
            builder.record["date"] = {**found, "text": "-".join(filter(None, texts)), "basis": "source"}

    def _finish(self, record: Record, row: Row, pointers: dict[str, str]) -> None:
        place = {"row": row.number, "line": row.line}
        evidence: list[dict[str, Any]] = [{"pointer": "", "cell": {"file": self._file, **place}}]
        if self._with_cells:
            for column, pointer in pointers.items():
                at = self._at[column]
                cell = {"file": self._file, **place, "column": at + 1, "header": column, "value": row.cells[at]}
                evidence.append({"pointer": pointer, "cell": cell})
        record["evidence"] = [*record.get("evidence", ()), *evidence]
        provenance = record.setdefault("provenance", {})
        provenance.setdefault("mapping", self._mapping.name)
        provenance.setdefault("importer", {"name": "csv"})


def _dated(order: str, *, whole: bool) -> Reader:
    def read(text: str) -> dict[str, str]:
        found = read_date(text, order)
        return {**found, "text": text, "basis": "source"} if whole else found

    return read


def _published(order: str) -> Reader:
    def read(text: str) -> str:
        found = read_date(text, order)
        if found["precision"] != "day":
            raise BadCell(f"{text!r} is no single day, as a date of publication must be; leave the column unmapped to keep it")
        return found["start"]

    return read


def _degrees(mark: str, sides: str) -> Reader:
    def read(text: str) -> float:
        return degrees(text, mark, sides)

    return read


def _with_mark(function: Callable[[str, str], float], mark: str) -> Reader:
    def read(text: str) -> float:
        return function(text, mark)

    return read


def _country(text: str) -> dict[str, Any]:
    known = country_by_name(text)
    if known is None:
        return {"name": text}
    return {"name": text, "codes": [{"system": "iso3166-1-alpha3", "code": known.alpha3, "basis": "crosswalk"}]}
