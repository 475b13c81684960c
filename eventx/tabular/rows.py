"""Rows to records and records to rows, by one declared layout: the reference interpreter.

Knows how to run a layout over cells, one row at a time, and how cells that would not come back the same travel with the record.
Doesn't know any layout, and doesn't open files (:mod:`eventx.tabular.reader`).

Tables repeat themselves, so what a cell means is worked out once for each text it has and remembered, up to a limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeGuard

from attrs import frozen

from eventx.errors import InputError
from eventx.report import End, Finding, Kind, Outcome, Position, Record, Severity
from eventx.schema import CURRENT
from eventx.tabular.cells import Cells, Trouble
from eventx.tabular.derived import work_of
from eventx.tabular.layout import Layout
from eventx.tabular.parts import ready
from eventx.tabular.paths import Get, Leaf, builder, steps
from eventx.tabular.reader import Row, TableReader

EvidenceDetail = Literal["row", "cells"]
COLUMNS = "@columns"
"""The extra that holds the header of a table whose columns aren't exactly the layout's, in their order."""

CODES: Mapping[str, str] = {
    "TAB-ROW-LENGTH": "A row has more or fewer cells than the header, so which cell belongs to which column can't be known.",
    "TAB-QUOTES": "The quotes of a row don't match, so it can't be split into cells.",
    "TAB-ID": "The row has no usable id.",
    "TAB-REPEATED-ID": "The id stood in the row before, as in a monadic export (a row for each actor). It is not counted twice.",
    "TAB-DATE": "The date is in no form that can be read without guessing, or there is no such day.",
    "TAB-TWO-DIGIT-YEAR": "The year has two digits. It is read as 1970 to 2069.",
    "TAB-NUMBER": "A number can't be read, or is outside its range. As a warning: the cell is kept as it is.",
    "TAB-HALF-POINT": "Of latitude and longitude one is blank. The record has no point; the other cell is kept as it is.",
    "TAB-CODE": "A code isn't in its list. The cell is kept as it is, and the record says nothing of it.",
    "TAB-DIFFERS": "A column contradicts another that it follows from. Both are kept.",
    "blank": "A line without anything on it.",
}
_REMEMBERED = 20_000

# What is remembered of a part's cells: None or what is odd about them, the cells that writing gives, then a value for each field.
_Known = tuple[Any, ...]
_Odd = tuple[tuple[int, ...], tuple[Trouble, ...]]  # the columns (by number) that have to travel, and what there is to tell


class _Memory(dict[Any, _Known]):
    """What is known of cells, worked out when first asked for. Forgets all when it is full, which keeps memory flat."""

    def __init__(self, work_out: Callable[[Any], _Known]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, cells: Any) -> _Known:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[cells] = self._work_out(cells)
        return found


@frozen
class Refused:
    """A row that can't become a record, and why."""

    troubles: tuple[Trouble, ...]


class RowReader:
    """Reads rows of one table. Made for its header, because columns are found by name, never by position."""

    def __init__(
        self,
        layout: Layout,
        header: Sequence[str],
        common: Mapping[str, Any] | None = None,
        *,
        detail: EvidenceDetail = "row",
    ) -> None:
        self.layout = layout
        self.header = tuple(header)
        self._common = dict(common or {})
        self._detail = detail
        at = {name: index for index, name in enumerate(self.header)}
        cells = [ready(part) for part in layout.parts]
        # In three groups, so that the loop over a row has nothing to ask; their results follow each other in this order.
        single = [one for one in cells if len(one.columns) == 1 and not one.varied]
        double = [one for one in cells if len(one.columns) == 2]
        varied = [one for one in cells if len(one.columns) == 1 and one.varied]
        self._singles = [(_Memory(self._meaning(one)), at[one.columns[0]]) for one in single]
        self._doubles = [(_Memory(self._meaning(one)), at[one.columns[0]], at[one.columns[1]]) for one in double]
        self._varied = [(self._meaning(one), at[one.columns[0]]) for one in varied]
        slots = {
            name: (slot, place) for slot, one in enumerate((*single, *double, *varied)) for place, name in enumerate(one.columns)
        }
        self._derived = [
            (_Memory(work.compare), at[work.column], [slots[name] for name in work.names]) for work in work_of(layout)
        ]
        self._additional = [(f"{layout.prefix}:{name}", at[name]) for name in layout.differences(self.header)[1]]
        self._extra_names = {at[name]: f"{layout.prefix}:{name}" for name in layout.columns}
        self._order = f"{layout.prefix}:{COLUMNS}" if self.header != layout.columns else ""
        self._build = builder(
            [
                Leaf(field.path, slots[one.columns[0]][0], place, field.thaw if field.fresh else None, field.weak)
                for one in cells
                for place, field in enumerate(one.fields, start=2)
            ]
        )
        self._fields = [
            (steps(field.path), at[one.columns[min(index, len(one.columns) - 1)]])
            for one in cells
            for index, field in enumerate(one.fields)
            if not field.weak
        ]
        self._at = at

    def _meaning(self, part: Cells) -> Callable[[Any], _Known]:
        """A function that works out what a part's cells mean, and which of them writing would not give back."""
        numbers = [self.header.index(name) for name in part.columns]
        parse, render, alone = part.parse, part.render, len(part.columns) == 1
        thaws = [None if field.fresh else (field.thaw, field.weak) for field in part.fields]

        def meaning(cells: Any) -> _Known:
            given: tuple[str, ...] = (cells,) if alone else cells
            value, troubles = parse(*given)
            written = render(value)
            kept: tuple[int, ...] = ()
            if written != given:
                kept = tuple(number for number, new, old in zip(numbers, written, given, strict=True) if new != old)
            fields = [value if thaw is None else thaw[0](value) if value is not None or thaw[1] else None for thaw in thaws]
            return ((kept, troubles) if kept or troubles else None, written, *fields)

        return meaning

    def read(self, cells: Sequence[str]) -> tuple[Record, tuple[Trouble, ...]] | Refused:
        """The record of a row, and what there is to tell about it; or why there is none."""
        known = [memory[cells[index]] for memory, index in self._singles]
        known += [memory[cells[index], cells[other]] for memory, index, other in self._doubles]
        known += [meaning(cells[index]) for meaning, index in self._varied]
        odd: list[_Odd] = [one[0] for one in known if one[0] is not None]
        for memory, index, given in self._derived:
            found = memory[cells[index], *[known[slot][1][place] for slot, place in given]]
            if found[0]:
                odd.append(((index,), found[1]))
        troubles: tuple[Trouble, ...] = ()
        if odd:
            troubles = tuple(trouble for one in odd for trouble in one[1])
            if any(trouble.severity is Severity.ERROR for trouble in troubles):
                return Refused(troubles)
        record: Record = {"schema_version": CURRENT, "kind": "event"}
        record.update(self._build(known))
        for name, value in self._common.items():
            record[name] = _copied(value)
        if odd:
            for index in sorted(number for one in odd for number in one[0]):
                record[self._extra_names[index]] = cells[index]
        for name, index in self._additional:
            record[name] = cells[index]
        if self._order:
            record[self._order] = list(self.header)
        return record, troubles

    def evidence(self, record: Record, row: Row) -> list[dict[str, Any]]:
        """Where the record, or with ``cells`` each of its values, stands in the table."""
        found: list[dict[str, Any]] = [{"pointer": "", "cell": {"row": row.number, "line": row.line}}]
        if self._detail == "cells":
            for apart, index in self._fields:
                pointer = _pointer(record, apart)
                if pointer is not None and row.cells[index]:
                    cell = {"row": row.number, "line": row.line, "column": index + 1, "header": self.header[index]}
                    found.append({"pointer": pointer, "cell": cell | {"value": row.cells[index]}, "basis": "source"})
        return found

    def column(self, name: str) -> int:
        """The number of a column of the layout in this table, from 1."""
        return self._at[name] + 1


def _copied(value: Any) -> Any:
    """A value that no other record has a part of."""
    return {name: _copied(one) for name, one in value.items()} if isinstance(value, dict) else value


def _pointer(record: Record, apart: Sequence[Any]) -> str | None:
    at: Any = record
    pointer = ""
    for step in apart:
        if not isinstance(at, dict) or step.name not in at:
            return None
        at = at[step.name]
        pointer += "/" + step.name.replace("~", "~0").replace("/", "~1")
        if step.key is not None:
            index = next((number for number, one in enumerate(at) if one.get(step.key) == step.value), None)
            if index is None:
                return None
            at = at[index]
            pointer += f"/{index}"
    return pointer


def read_rows(
    layout: Layout, table: TableReader, common: Mapping[str, Any] | None = None, *, detail: EvidenceDetail = "row"
) -> Iterator[Outcome | End]:
    """One outcome for each row of a table, and the end. ``common`` are members that every record has."""
    reader = RowReader(layout, table.header, common, detail=detail)
    width = len(table.header)
    before = ""
    name = table.name
    for row in table:
        position = Position(name, row=row.number, line=row.line)
        if row.damage:
            yield Outcome.rejected(Finding("TAB-QUOTES", Severity.ERROR, row.damage, position, advice="repair the quotes"))
            continue
        if len(row.cells) != width:
            if not any(row.cells):
                yield Outcome(Kind.WITHHELD, position, reason="blank")
                continue
            words = f"the row has {len(row.cells)} cells, the header {width}"
            advice = "look for a separator or a line break outside quotes, or for a row that is cut off"
            yield Outcome.rejected(Finding("TAB-ROW-LENGTH", Severity.ERROR, words, position, advice=advice))
            continue
        read = reader.read(row.cells)
        if isinstance(read, Refused):
            errors = sorted(read.troubles, key=_errors_first)
            yield Outcome.rejected(*(_finding(one, position, row, reader) for one in errors))
            continue
        record, troubles = read
        if record["id"] == before:
            # Anywhere else in the file the validator finds it, which remembers the ids of a run.
            words = f"the id {before!r} stands in the row before; an export with a row for each actor (monadic) repeats it so"
            advice = "take the dyadic export, or keep one row for each event; this row is not counted"
            yield Outcome.rejected(Finding("TAB-REPEATED-ID", Severity.ERROR, words, position, "/id", record["id"], advice))
            continue
        before = record["id"]
        record["evidence"] = reader.evidence(record, row)
        findings = tuple(_finding(one, position, row, reader, record["id"]) for one in troubles) if troubles else ()
        yield Outcome(Kind.KEPT, position, (record,), findings)
    yield End(table.count, "row", table.complete, table.message)


def _errors_first(trouble: Trouble) -> bool:
    return trouble.severity is not Severity.ERROR


def _finding(trouble: Trouble, position: Position, row: Row, reader: RowReader, record: str | None = None) -> Finding:
    column = reader.column(trouble.column)
    where = Position(position.file, row=row.number, line=row.line, column=column)
    value = row.cells[column - 1]
    return Finding(trouble.code, trouble.severity, trouble.message, where, None, value, trouble.advice, record)


class RowWriter:
    """Writes records as rows. ``header`` is the layout's, or that of the table the first record came from."""

    def __init__(self, layout: Layout, first: Record | None = None) -> None:
        self.layout = layout
        self._prefix = f"{layout.prefix}:"
        given = (first or {}).get(self._prefix + COLUMNS)
        self.header: tuple[str, ...] = tuple(given) if _is_header(given, layout) else layout.columns
        parts = [ready(part) for part in layout.parts]
        extras = {f"{self._prefix}{name}": name for name in layout.columns}
        self._parts = [(_getter(one, extras), one.render) for one in parts]
        # Which part, or derived column, a raw cell belongs to.
        self._part_of = {f"{self._prefix}{name}": (slot, one) for slot, one in enumerate(parts) for name in one.columns}
        works = list(work_of(layout))
        self._derived = [(work.derive, work.given) for work in works]
        self._derived_at = {f"{self._prefix}{work.column}": index - len(works) for index, work in enumerate(works)}
        self._extras = frozenset(extras)
        # Cells come out by part and then the derived ones; the header has its own order, and maybe columns of its own.
        made = [name for one in parts for name in one.columns] + [work.column for work in works]
        self._additional = [f"{self._prefix}{name}" for name in layout.differences(self.header)[1]]
        order = {name: index for index, name in enumerate((*made, *layout.differences(self.header)[1]))}
        self._order = [order[name] for name in self.header]

    def write(self, record: Record) -> list[str]:
        """The cells of a record, in the order of the header.

        A cell that travelled with the record is given back if it still says what the record says; one that doesn't is old.
        """
        written = [render(get(record)) for get, render in self._parts]
        derived = [derive(*[written[slot][place] for slot, place in given]) for derive, given in self._derived]
        raws = [name for name in record if name in self._extras and isinstance(record[name], str)]
        for name in raws:
            if name in self._derived_at:
                derived[self._derived_at[name]] = record[name]
                continue
            slot, part = self._part_of[name]
            names = [f"{self._prefix}{column}" for column in part.columns]
            raw = tuple(
                _text(record.get(one), cell) for one, cell in zip(names, part.render(self._parts[slot][0](record)), strict=True)
            )
            if part.parse(*raw)[0] == self._parts[slot][0](record):
                written[slot] = raw
        cells = [cell for one in written for cell in one]
        cells += derived
        cells += [_text(record.get(name), "") for name in self._additional]
        return [cells[number] for number in self._order]

    def left_out(self, record: Record) -> Iterator[str]:
        """The columns that travel with a record and that this table hasn't."""
        for name in record:
            if name.startswith(self._prefix) and name != self._prefix + COLUMNS:
                column = name.removeprefix(self._prefix)
                if column not in self.header:
                    yield column


def _getter(part: Cells, extras: Mapping[str, str]) -> Get:
    """The part's value in a record; if its field is also the extra of its raw cell, what that cell says."""
    get, parse = part.get, part.parse
    if not any(field.path in extras for field in part.fields):
        return get

    def read(record: Record) -> Any:
        value = get(record)
        return parse(value)[0] if isinstance(value, str) else value

    return read


def _is_header(given: Any, layout: Layout) -> TypeGuard[list[str]]:
    """Whether what came with a record can be a header: texts, none twice, all columns of the layout among them."""
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given) or len(set(given)) != len(given):
        return False
    return not layout.differences(tuple(given))[0]


def _text(value: Any, otherwise: str) -> str:
    return value if isinstance(value, str) else otherwise


def check_header(layouts: Sequence[Layout], header: Sequence[str], name: str) -> Layout:
    """The layout of a header. Raises :class:`InputError` that names the nearest and where it differs."""
    given = tuple(header)
    twice = sorted({one for one in given if given.count(one) > 1})
    if twice:
        raise InputError(f"{name}:1: the header has {', '.join(map(repr, twice))} twice; which one is meant can't be known")
    for layout in layouts:
        if not layout.differences(given)[0] and "" not in given and COLUMNS not in given:
            return layout
    nearest = min(layouts, key=_distance(given))
    lacks, besides = nearest.differences(given)
    words = [f"it lacks {', '.join(lacks)}"] if lacks else []
    words += [f"it has {', '.join(repr(one) for one in besides)} besides"] if besides else []
    raise InputError(
        f"{name}:1: unknown layout; the nearest is {nearest.name!r}, which differs: {'; '.join(words)}. "
        "Nothing was read; convert the header, or use the csv importer with a mapping"
    )


def _distance(given: tuple[str, ...]) -> Callable[[Layout], int]:
    def distance(layout: Layout) -> int:
        return sum(map(len, layout.differences(given)))

    return distance
