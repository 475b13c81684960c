"""Reads a table by its mapping, one outcome a row.

Knows how a cell becomes a value by what its target needs. Streams; only while the order of day and month is not yet shown are
rows held back, up to a bound.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, BinaryIO

from attrs import evolve, frozen

from eventx.errors import InputError
from eventx.report import End, Finding, Kind, Outcome, Position, Record, Severity, counted
from eventx.schema import CURRENT
from eventx.tabular.cells import is_cut
from eventx.tabular.dialect import is_blank
from eventx.tabular.envelope import JsonTable
from eventx.tabular.nested import GEOMETRY, parts_of
from eventx.tabular.no_data import adds_up, beginnings, header_again, is_again, is_sum, is_tags
from eventx.tabular.reader import Row, TableReader, looked_ahead
from eventx.tabular.rows import place_of
from eventx.vocabulary import crosswalk
from eventx_csv import again
from eventx_csv.build import RecordBuilder
from eventx_csv.cells import BadCell, count
from eventx_csv.dates import YIELDING, of_length, of_parts, shown_order
from eventx_csv.garbling import Garbling
from eventx_csv.heading import open_table, recognise, settled, shipped
from eventx_csv.mapping import Column, TableMapping, load_mapping
from eventx_csv.points import NoPoint, is_all, moved
from eventx_csv.readers import Reader, reader
from eventx_csv.unknown import PLAIN, is_among, told_unknown

HELD_ROWS = 50_000
"""How many rows may be held back until a column shows the order of day and month."""


_SHOWN = 80  # letters of a row that is no event


@frozen
class _Cell:
    """A compiled column: its number in the table, and what reads its cells."""

    column: Column
    index: int
    read: Reader


def read_table(
    stream: BinaryIO, *, name: str, mapping: str | None, encoding: str | None, delimiter: str | None, cells: bool, dates: str
) -> Iterator[Outcome | End]:
    """The outcomes of a table; see :class:`eventx_csv.CsvImporter`."""
    known = mapping or recognise(stream.peek(1))  # type: ignore[attr-defined]
    declared = load_mapping(known) if known is not None else None
    table = open_table(stream, name=name, encoding=encoding, delimiter=delimiter, mapping=declared)
    if declared is None:
        raise InputError(
            f"{name}: a table needs a mapping that says what its columns mean. 'eventx csv-mapping {name}' writes a starter; "
            f"then give it with -O mapping=PATH, or the name of a shipped one: {', '.join(shipped())}"
        )
    if dates != "auto":
        columns = tuple(evolve(one, order=dates) if one.order in YIELDING else one for one in declared.columns)
        declared = evolve(declared, columns=columns)
    yield from _Reading(table, declared, name, cells, found=mapping is None and known not in (None, "flat")).outcomes()


def _split(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator)]


class _Reading:
    def __init__(self, table: TableReader | JsonTable, mapping: TableMapping, name: str, cells: bool, *, found: bool) -> None:
        self._held, self._notes = list[Row](), list[tuple[str, str]]()
        if found:
            self._notes.append(("CSV-MAPPING", f"read with the shipped mapping {mapping.name!r}, known by the header"))
        if mapping.is_bare:
            self._notes.append(("CSV-BARE", f"the mapping {mapping.name!r} has no column of a date, a place or a type"))
        self._above = 0
        if isinstance(table, JsonTable):  # has no rows of headers, and rows without what isn't known
            mapping = evolve(mapping, joined=False, header_rows=1, required=mapping.required or ())
        else:
            self._held, self._above, said = settled(table, mapping, name)
            self._notes += [("CSV-HEADER", said)] if said else []
        self._parts = parts_of if isinstance(table, JsonTable) else _split
        self._ours = again.plain if isinstance(table, JsonTable) else again.ours
        self._table, self._mapping, self._name, self._with_cells = table, mapping, name, cells
        # Records name the file, not the folder it happens to lie in here: the same table gives the same records everywhere.
        self._file = Position(name).name
        header = table.header
        repeated = sorted({one for one in header if header.count(one) > 1 and one in mapping.needed()})
        if repeated:
            raise InputError(f"{name}: the header {repeated[0]!r} stands twice; rename one, so that the mapping is clear")
        missing = [one for one in mapping.indispensable() if one not in header]
        if missing and header:
            raise InputError(
                f"{name}: the mapping {mapping.name!r} needs the columns {', '.join(map(repr, missing))}, which the table lacks; "
                f"it has {', '.join(map(repr, header))}"
            )
        mapped = {one for one in mapping.needed() if one in header}
        self._at = {column: header.index(column) for column in mapping.needed() if column in mapped}
        if lacking := [one for one in mapping.needed() if one not in mapped]:
            words = f"the mapping {mapping.name!r} also knows the columns {', '.join(map(repr, lacking))}, which the table lacks"
            self._notes.append(("CSV-COLUMN", words))
        # An empty or repeated header gets its number, so that no cell takes another's place.
        self._rest = [
            (f"{mapping.prefix}:{one if one and header.count(one) == 1 else f'{one} (column {i + 1})'.strip()}", i)
            for i, one in enumerate(header)
            if one not in mapped
        ]
        self._at_all = {one: header.index(one) for one in header}
        self._heads = beginnings(header)
        self._garbling = Garbling(header)
        self._before: tuple[str, ...] = ()

    def outcomes(self) -> Iterator[Outcome | End]:
        rows: Iterator[Row] = itertools.chain(self._held, self._table)
        extra = 0 if self._mapping.joined else self._mapping.header_rows - 1
        for row in itertools.islice(rows, extra):
            yield Outcome(Kind.WITHHELD, Position(self._name, row=row.number, line=row.line), reason="header")
        for row in itertools.islice(rows, 1):
            if is_tags(row.cells):
                yield Outcome(Kind.WITHHELD, self._position(row), reason="hxl")
            else:
                rows = itertools.chain([row], rows)
        compiled, rows = self._compiled(rows)
        for row in rows:
            yield self._outcome(row, compiled)
        yield End(self._table.count - self._above, "row", self._table.complete, self._table.message)

    def _compiled(self, rows: Iterator[Row]) -> tuple[list[_Cell], Iterator[Row]]:
        """The columns with what reads them, and the rows, some of which were looked at to decide it."""
        undecided = [column for column in self._mapping.columns if column.order == "auto" and column.name in self._at]
        orders: dict[str, str] = {}
        if undecided:
            held, rows = looked_ahead(rows, HELD_ROWS)
            for column in undecided:
                orders[column.name] = self._order_of(column, held)
        cells = []
        for column in self._mapping.columns:
            if column.name not in self._at:
                continue
            decided = evolve(column, order=orders.get(column.name, column.order))
            cells.append(_Cell(decided, self._at[column.name], reader(decided, self._mapping)))
        return cells, rows

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
                'order = "dmy" or order = "mdy" in the mapping, or -O dates=dmy or -O dates=mdy'
            )
        return order

    def _is_missing(self, column: Column, text: str) -> bool:
        return is_among(text, column.missing) or is_among(text, self._mapping.missing)

    def _outcome(self, row: Row, compiled: list[_Cell]) -> Outcome:
        position = self._position(row)
        if row.damage:
            return Outcome.rejected(Finding("CSV-DAMAGED", Severity.ERROR, row.damage, position))
        if is_blank(row.cells):  # separators alone, as spreadsheets write below a table
            return Outcome(Kind.WITHHELD, position, reason="blank")
        header = self._table.header
        if is_again(row.cells, self._heads, header):
            return header_again(position)
        if len(row.cells) != len(header):
            words = f"{counted(len(row.cells), 'cell')}, but the header has {len(header)}"
            return Outcome.rejected(Finding("CSV-RAGGED", Severity.ERROR, words, position))
        native = self._id(row)
        if not native:
            wanted = ", ".join(map(repr, self._mapping.id_columns))
            words = f"no id: {wanted} is empty, or a spreadsheet has cut its digits (1.97E+11)"
            return Outcome.rejected(Finding("CSV-NO-ID", Severity.ERROR, words, position))
        if row.cells == self._before:
            words = f"the row before has the same cells ({native}); it counts once"
            return Outcome(Kind.MERGED, position, reason="CSV-SAME-ROW", message=words)
        built = self._built(row, native, compiled, position)
        if (built.records and is_sum(built.records[0])) or (self._mapping.hashed and adds_up(row.cells)):
            return Outcome(Kind.WITHHELD, position, reason="sum")
        if built.records and self._is_id_alone(row):
            return Outcome(Kind.WITHHELD, position, reason="id-alone", message=" ".join(filter(None, row.cells))[:_SHOWN])
        self._before = row.cells if built.kind is Kind.KEPT else ()
        return built

    def _is_id_alone(self, row: Row) -> bool:
        """Whether a row has nothing but its id, where a mapping knows columns that say more. A day in the id says it, too."""
        ids = {self._at[one] for one in set(self._mapping.id_columns).difference(self._mapping.telling())}
        return (
            not (self._mapping.hashed or self._mapping.is_bare)
            and len(self._at) > len(ids)
            and not any(cell.strip() for number, cell in enumerate(row.cells) if number not in ids)
        )

    def _position(self, row: Row) -> Position:
        return Position(self._name, row=row.number - self._above, line=row.line or None, pointer=row.pointer or None)

    def _id(self, row: Row) -> str:
        cells = [row.cells[self._at[column]].strip() for column in self._mapping.id_columns]
        if not self._mapping.hashed and any(map(is_cut, cells)):
            return ""  # a spreadsheet has cut its digits: several rows would share it
        if self._mapping.hashed:
            return hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:16] if any(cells) else ""
        if not all(cells):
            return ""
        # With one sign between cells that may hold it, "1-2" and "3" would be the same as "1" and "2-3".
        cells[:-1] = [cell.replace("%", "%25").replace("-", "%2D") for cell in cells[:-1]]
        return "-".join(cells) if self._mapping.complete_ids else f"{self._mapping.prefix}:{'-'.join(cells)}"

    def _built(self, row: Row, native: str, compiled: list[_Cell], position: Position) -> Outcome:
        mapping = self._mapping
        name = f"{mapping.prefix}:{native}" if mapping.hashed else native
        record: Record = {"schema_version": CURRENT, "kind": "event", "id": name, "status": "reported"}
        record |= deepcopy(dict(mapping.constants))
        builder = RecordBuilder(record)
        of_table = self._told_of_table()
        findings = [*of_table, *(() if all(map(str.isascii, row.cells)) else self._garbling.of(row, position))]
        wrong: list[Finding] = []
        unknown: list[tuple[str, str, int]] = []
        written = row
        if mapping.name == again.NAME:
            row = row._replace(cells=tuple(map(self._ours, self._table.header, row.cells)))
        for cell in compiled:
            text = row.cells[cell.index].strip()
            if not text:
                continue
            column = cell.column
            if self._is_missing(column, text) or not self._counts(column, row):
                record[f"{mapping.prefix}:{column.name}"] = row.cells[cell.index]
                if column.target.path[0] == "tolls" and self._is_missing(column, text):
                    unknown.append((column.name, text, cell.index))
                continue
            where = evolve(position, column=cell.index + 1)
            try:
                self._put(builder, cell, text, where, findings)
            except BadCell as error:
                words = f"column {column.name!r}: {error}"
                rule = "CSV-POINT" if isinstance(error, NoPoint) else "CSV-CELL"
                if column.otherwise == "extra" or rule == "CSV-POINT":
                    record[f"{mapping.prefix}:{column.name}"] = row.cells[cell.index]
                    advice = "the row is kept, the cell travels as an extra"
                    findings.append(Finding(rule, Severity.WARNING, words, where, value=text[:80], record=name, advice=advice))
                    continue
                wrong.append(Finding(rule, Severity.ERROR, words, where, value=text, record=name))
        if wrong:
            return Outcome.rejected(*wrong, *of_table)
        try:
            self._dated(builder, row)
            self._point(record, row, findings, position)
            pointers = builder.finish()
        except BadCell as error:
            return Outcome.rejected(Finding("CSV-CELL", Severity.ERROR, str(error), position, record=name), *of_table)
        for extra, index in self._rest:
            if row.cells[index]:
                record[extra] = row.cells[index]
        if mapping.name == again.NAME:
            cells = dict(zip(self._table.header, row.cells, strict=True))
            told = again.restore(record, cells, pointers)
            findings += [Finding("CSV-CLAIMS", Severity.WARNING, words, position, record=name) for words in told]
        if words := moved(record, f"{mapping.prefix}:{GEOMETRY}", same=mapping.name == again.NAME):
            findings.append(Finding("CSV-POINT", Severity.WARNING, words, position, record=name))
        findings += told_unknown(record, unknown, position)
        self._finish(record, written, pointers)
        return Outcome.kept(position, record, findings=tuple(findings))

    def _told_of_table(self) -> list[Finding]:
        """What is about the table, not about the first row, with which it is told."""
        whole = Position(self._name, line=1)
        severity = {"CSV-BARE": Severity.WARNING}
        found = [Finding(rule, severity.get(rule, Severity.NOTE), words, whole) for rule, words in self._notes]
        found += self._table.remarks
        self._notes.clear()
        self._table.remarks.clear()
        return found

    def _put(self, builder: RecordBuilder, cell: _Cell, text: str, where: Position, findings: list[Finding]) -> None:
        column = cell.column
        texts = self._parts(text, column.separator) if column.separator else [text]
        if self._parts is _split and (sign := column.separator.strip()) != column.separator:
            for part in texts:
                if sign in part and "://" not in part:
                    words = f"column {column.name!r}: {part!r} is read as one entry; between two stands {column.separator!r}"
                    findings.append(Finding("CSV-LIST", Severity.NOTE, words, where, value=part, record=builder.record["id"]))
        listed = column.separator and column.target.key is None
        values = []
        for index, part in enumerate(texts):
            if not part:
                continue
            if column.codes is not None and part not in column.codes:
                words = f"column {column.name!r}: the mapping has no code for {part!r}; kept as an extra"
                findings.append(Finding("CSV-CODE", Severity.WARNING, words, where, value=part, record=builder.record["id"]))
                continue
            if column.crosswalk:
                match = crosswalk(*column.crosswalk.split(":", 1)).get(part.removesuffix(".0"))
                if match is None or match.code is None:
                    words = f"column {column.name!r}: the crosswalk {column.crosswalk} has nothing for {part!r}; kept as an extra"
                    findings.append(Finding("CSV-CODE", Severity.WARNING, words, where, value=part, record=builder.record["id"]))
                    builder.record[f"{self._mapping.prefix}:{column.name}"] = text
                    continue
                code = match.code
            else:
                code = column.codes[part] if column.codes is not None else part
            value = cell.read(code)
            is_point = column.target.path == ("place", "point")
            if (isinstance(value, float) and PLAIN.fullmatch(text) is None) or (is_point and not is_all(text)):
                builder.record[f"{self._mapping.prefix}:{column.name}"] = text  # degrees and minutes, as they were written
            if column.zero and value == 0:
                toll = evolve(column.target, member="state")
                builder.put(toll, column.zero, column=column.name, index=index, constants=column.constants)
            elif listed:
                values.append(value)
            else:
                builder.put(column.target, value, column=column.name, index=index, constants=column.constants)
        if column.codes is not None:
            # Several words may share a code: the word itself travels along.
            builder.record[f"{self._mapping.prefix}:{column.name}"] = text
        if values:
            builder.put(column.target, values, column=column.name)

    def _dated(self, builder: RecordBuilder, row: Row) -> None:
        start, end = (self._of_columns(columns, row) for columns in (self._mapping.date_columns, self._mapping.end_columns))
        for columns in (self._mapping.date_columns, self._mapping.end_columns):
            for column in filter(None, columns):
                if column in self._at and (cell := row.cells[self._at[column]]):
                    builder.record[f"{self._mapping.prefix}:{column}"] = cell
        first = start or end
        if first is None:
            return
        date = {**first[0], "text": " to ".join(dict.fromkeys(one[1] for one in (start, end) if one)), "basis": "source"}
        if start and end:
            if end[0]["end"] < start[0]["start"]:
                raise BadCell(f"the date ends ({end[1]}) before it starts ({start[1]})")
            date |= {"end": max(start[0]["end"], end[0]["end"])}
            if date["end"] != first[0]["end"]:
                date["precision"] = of_length(date["start"], date["end"])
        builder.record["date"] = date

    def _of_columns(self, columns: tuple[str, str, str], row: Row) -> tuple[dict[str, str], str] | None:
        """The date in three columns, and its words; an unknown month or day makes it less precise."""
        texts = [row.cells[self._at[column]].strip() if column in self._at else "" for column in columns]
        missing = self._mapping.missing
        parts = [None if text.removesuffix(".0") in ("", "0", "00") or text in missing else count(text) for text in texts]
        if parts[0] is None:
            return None
        return of_parts(parts[0], parts[1], parts[2] if parts[1] is not None else None), "-".join(filter(None, texts))

    def _counts(self, column: Column, row: Row) -> bool:
        return all(name in self._at_all and row.cells[self._at_all[name]].strip() in cells for name, cells in column.when.items())

    def _point(self, record: Record, row: Row, findings: list[Finding], position: Position) -> None:
        """Half a point is none, and neither is 0, 0: what there is of it travels as an extra."""
        point = record.get("place", {}).get("point")
        if point is None or (len(point) == 2 and any(point.values())):
            return
        columns = [one for one in self._mapping.columns if one.target.path[:2] == ("place", "point") and one.name in self._at]
        halves = [one.name for one in columns if len(one.target.path) == 2 or one.target.path[2] in point]
        for half in halves:
            record[f"{self._mapping.prefix}:{half}"] = row.cells[self._at[half]]
        del record["place"]["point"]
        if not record["place"]:
            del record["place"]
        if len(point) == 1:
            words = f"column {halves[0]!r} has half a point; the other half is missing, so the record has none"
        else:
            words = "the point is 0, 0, which programs write for a place they don't know; the record has none"
        findings.append(Finding("CSV-POINT", Severity.WARNING, words, position, record=record["id"]))

    def _finish(self, record: Record, row: Row, pointers: dict[str, str]) -> None:
        place = place_of(self._file, row.number - self._above, row.line)
        evidence: list[dict[str, Any]] = [{"pointer": "", "cell": place}]
        if self._with_cells:
            pointless = "point" not in record.get("place", {})  # a point at 0, 0 is taken out again
            for column, pointer in pointers.items():
                if pointless and pointer.startswith("/place/point"):
                    continue
                at = self._at[column]
                cell = {**place, "column": at + 1, "header": column, "value": row.cells[at]}
                evidence.append({"pointer": pointer, "cell": cell})
        record["evidence"] = [*record.get("evidence", ()), *evidence]
        provenance = record.setdefault("provenance", {})
        provenance.setdefault("mapping", self._mapping.name)
        provenance.setdefault("importer", {"name": "csv"})
