"""Rows to records and records to rows, by one declared layout: the reference interpreter.

Knows how to run a layout over cells, one row at a time, and how cells that would not come back the same travel with the record.
Doesn't know any layout, and doesn't open files (:mod:`eventx.tabular.reader`).

Tables repeat themselves, so what a cell means is worked out once for each text it has and remembered, up to a limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Literal, TypeGuard

from attrs import evolve, frozen

from eventx.json_pointers import pointer_to
from eventx.report import Record, Severity
from eventx.schema import CURRENT
from eventx.tabular.alike import is_alike
from eventx.tabular.cells import Cells, Trouble
from eventx.tabular.derived import work_of
from eventx.tabular.formula_guard import NUL, readable
from eventx.tabular.header_fit import COLUMNS, HXL, OF_TABLE, Fit, fit
from eventx.tabular.layout import Layout
from eventx.tabular.parts import ready
from eventx.tabular.paths import Get, Leaf, builder, order_of, steps
from eventx.tabular.reader import Row

EvidenceDetail = Literal["row", "cells"]
FOLLOWS = "@follows"
"""The extra that holds, for a column that contradicts those it should follow from, what those were."""

_REMEMBERED = 2_000

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
    """Reads rows of one table. Made for its header, because columns are found by name, never by position.

    ``common``: members that every record has; ``others``: those it has instead where its id is another source's. ``file`` is the
    table's in evidence, which has none if it is blank.
    """

    def __init__(
        self,
        found: Fit,
        common: Mapping[str, Any] | None = None,
        *,
        others: Mapping[str, Any] | None = None,
        detail: EvidenceDetail = "row",
        file: str = "",
    ) -> None:
        layout = found.layout
        self.layout = layout
        self.header = found.header
        self._prefix = f"{layout.prefix}:"
        self._common = dict(common or {})
        self._others = self._common if others is None else dict(others)
        self._detail = detail
        self._file = file
        cells = [ready(part, layout.missing) for part in layout.parts]
        # A column that the table hasn't reads as the blank that is put behind each row.
        at = {name: found.at.get(name, -1) for one in cells for name in one.columns} | {
            name: found.at.get(name, -1) for name in layout.columns
        }
        self._pad = -1 in at.values()
        # In three groups, so that the loop over a row has nothing to ask; their results follow each other in this order.
        single = [one for one in cells if len(one.columns) == 1 and not one.varied]
        several = [one for one in cells if len(one.columns) > 1]
        varied = [one for one in cells if len(one.columns) == 1 and one.varied]
        self._at = at
        self._singles = [(_Memory(self._meaning(one)), at[one.columns[0]]) for one in single]
        self._several = [(_known_of(one, self._meaning(one)), itemgetter(*[at[name] for name in one.columns])) for one in several]
        self._varied = [(self._meaning(one), at[one.columns[0]]) for one in varied]
        slots = {
            name: (slot, place) for slot, one in enumerate((*single, *several, *varied)) for place, name in enumerate(one.columns)
        }
        slot_of = {id(one): slot for slot, one in enumerate((*single, *several, *varied))}
        self._derived = [
            (_Memory(work.compare), at[work.column], [slots[name] for name in work.names])
            for work in work_of(layout)
            if at[work.column] >= 0
        ]
        self._additional = [(name, number) for number, name in found.besides.items()]
        self._extra_names = {number: f"{layout.prefix}:{name}" for name, number in at.items() if number >= 0}
        self._of_table = found.extras
        leaves = [
            Leaf(field.path, slot_of[id(one)], place, field.thaw if field.fresh else None, field.weak)
            for one in cells
            for place, field in enumerate(one.fields, start=2)
        ]
        self._named = next(
            (
                (self._meaning(one), [at[name] for name in one.columns], place)
                for one in cells
                for place, field in enumerate(one.fields, start=2)
                if field.path == "id"
            ),
            None,
        )
        self._build = builder(leaves)
        self.order = order_of(leaves)
        self._fields = [
            (steps(path), number)
            for one in cells
            for index, field in enumerate(one.fields)
            if not field.weak
            for path, column in field.stands or ((field.path, one.columns[min(index, len(one.columns) - 1)]),)
            if (number := at[column]) >= 0
        ]

    def _meaning(self, part: Cells) -> Callable[[Any], _Known]:
        """A function that works out what a part's cells mean, and which of them writing would not give back."""
        numbers = [self._at[name] for name in part.columns]
        lacking = frozenset(name for name in part.columns if self._at[name] < 0)
        blank = self.layout.blank
        parse, render, alone = part.parse, part.render, len(part.columns) == 1
        thaws = [None if field.fresh else (field.thaw, field.weak) for field in part.fields]

        def meaning(cells: Any) -> _Known:
            given: tuple[str, ...] = (cells,) if alone else cells
            if blank:
                given = tuple("" if cell == blank else cell for cell in given)
            value, troubles = parse(*given)
            if lacking:  # that a column isn't there at all is told once for the table
                troubles = tuple(one for one in troubles if one.column not in lacking)
            written = render(value)
            kept: tuple[int, ...] = ()
            if written != given:
                kept = tuple(
                    number for number, new, old in zip(numbers, written, given, strict=True) if new != old and number >= 0
                )
            fields = [value if thaw is None else thaw[0](value) if value is not None or thaw[1] else None for thaw in thaws]
            return ((kept, troubles) if kept or troubles else None, written, *fields)

        return meaning

    def read(self, cells: Sequence[str]) -> tuple[Record, tuple[Trouble, ...]] | Refused:
        """The record of a row, and what there is to tell about it; or why there is none."""
        if self._pad:
            cells = (*cells, "")
        known = [memory[cells[index]] for memory, index in self._singles]
        known += [memory(pick(cells)) for memory, pick in self._several]
        known += [meaning(cells[index]) for meaning, index in self._varied]
        odd: list[_Odd] = [one[0] for one in known if one[0] is not None]
        follows: dict[str, list[str]] = {}
        for memory, index, given in self._derived:
            found = memory[cells[index], *[known[slot][1][place] for slot, place in given]]
            if found[0]:
                odd.append(((index,), found[1]))
                if found[1]:  # it contradicts them, and is given back as long as they stay
                    name = self._extra_names[index].removeprefix(self._prefix)
                    follows[name] = [known[slot][1][place] for slot, place in given]
        troubles: tuple[Trouble, ...] = ()
        if odd:
            troubles = tuple(trouble for one in odd for trouble in one[1])
            if any(trouble.severity is Severity.ERROR for trouble in troubles):
                return Refused(troubles)
        record: Record = {"schema_version": CURRENT, "kind": "event"}
        record.update(self._build(known))
        common = self._others if self._others is not self._common and self.is_anothers(record) else self._common
        for name, value in common.items():
            record[name] = _copied(value)
        if odd:
            for index in sorted(number for one in odd for number in one[0]):
                record[self._extra_names[index]] = cells[index]
        if follows:
            record[self._prefix + FOLLOWS] = follows
        for name, index in self._additional:
            if cells[index] and cells[index] != self.layout.blank:
                record[name] = cells[index]
        for name, of_all in self._of_table.items():
            record[name] = [*of_all]
        return record, troubles

    def name_of(self, cells: Sequence[str]) -> str | None:
        """The id of a row's record, whatever else is the matter with the row; None if nothing gives one."""
        if self._named is None:
            return None
        (meaning, numbers, place), padded = self._named, (*cells, "")
        given = tuple(padded[number] for number in numbers)
        return meaning(given if len(given) > 1 else given[0])[place]  # type: ignore[no-any-return]

    def is_anothers(self, record: Record) -> bool:
        """Whether a record's id is that of another source than the table's layout."""
        return not record["id"].startswith(self._prefix)

    def evidence(self, record: Record, row: Row) -> list[dict[str, Any]]:
        """Where the record, or with ``cells`` each of its values, stands in the table."""
        place = place_of(self._file, row.number, row.line)
        found: list[dict[str, Any]] = [{"pointer": "", "cell": place}]
        if self._detail == "cells":
            for apart, index in self._fields:
                pointer = _pointer(record, apart)
                if pointer is not None and row.cells[index]:
                    cell = {**place, "column": index + 1, "header": self.header[index], "value": row.cells[index]}
                    found.append({"pointer": pointer, "cell": cell, "basis": "source"})
        return found

    def column(self, name: str) -> int:
        """The number of a column of the layout in this table, from 1; 0 if the table hasn't got it."""
        return self._at[name] + 1


def place_of(file: str, row: int, line: int) -> dict[str, Any]:
    """Where a row stands, as evidence says it; of a file without a name, or a row without lines, that is left out."""
    place: dict[str, Any] = {"file": file} if file else {}
    place["row"] = row
    if line:
        place["line"] = line
    return place


def _known_of(part: Cells, meaning: Callable[[Any], _Known]) -> Callable[[Any], _Known]:
    return meaning if part.varied else _Memory(meaning).__getitem__


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
        pointer += pointer_to((step.name,))
        if step.key is not None:
            index = next((number for number, one in enumerate(at) if one.get(step.key) == step.value), None)
            if index is None:
                return None
            at = at[index]
            pointer += f"/{index}"
    return pointer


def fit_for(layout: Layout, first: Record) -> Fit:
    """The layout with the header of the table that a record came from, and the hashtags under it, if it can be one; else with its
    own."""
    given, tags = (first.get(f"{layout.prefix}:{name}") for name in (COLUMNS, HXL))
    found = fit(layout, tuple(given) if _is_header(given, layout) else layout.header)
    return evolve(found, tags=tuple(tags)) if _are_texts(tags) and len(tags) == len(found.header) else found


class RowWriter:
    """Writes records as rows of one table; ``header`` is the table's.

    A cell that travelled with a record is given back if it can still mean what the record says; one that can't is old. With
    ``afresh`` the layout's own header and forms are written, and such a cell only stands in for what the record doesn't say.
    """

    def __init__(self, found: Fit, *, afresh: bool = False) -> None:
        layout = self.layout = found.layout
        self._prefix = f"{layout.prefix}:"
        self._afresh = afresh
        self.header = found.header
        parts = [ready(part, layout.missing) for part in layout.parts]
        works = list(work_of(layout))
        names = [name for one in parts for name in one.columns] + [work.column for work in works]
        extras = {f"{self._prefix}{name}": name for name in names}
        self._parts = [(_getter(one, extras), one.render) for one in parts]
        # Which part, or derived column, a raw cell belongs to.
        self._part_of = {f"{self._prefix}{name}": (slot, one) for slot, one in enumerate(parts) for name in one.columns}
        self._derived = [(work.derive, work.given, work.same) for work in works]
        self._derived_at = {f"{self._prefix}{work.column}": index for index, work in enumerate(works)}
        self._extras = frozenset(extras)
        # Cells come out by part and then the derived ones; the header has its own order, and maybe columns of its own.
        self._additional = list(found.besides.values())
        made = {name: index for index, name in enumerate(names)}
        at = {number: made[name] for name, number in found.at.items()}
        at |= {number: len(names) + index for index, number in enumerate(found.besides)}
        self._order = [at[number] for number in range(len(self.header))]
        self._homeless = [
            (slot, place, name)
            for slot, one in enumerate(parts)
            for place, name in enumerate(one.columns)
            if name not in found.at
        ]
        self._has = frozenset(found.at) | {name.removeprefix(self._prefix) for name in self._additional} | OF_TABLE | {FOLLOWS}

    def write(self, record: Record) -> list[str]:
        """The cells of a record, in the order of the header."""
        values = [get(record) for get, _ in self._parts]
        plain = [render(value) for value, (_, render) in zip(values, self._parts, strict=True)]
        written = list(plain)
        derived = [derive(*[plain[slot][place] for slot, place in given]) for derive, given, _ in self._derived]
        raws = [name for name in record if name in self._extras and isinstance(record[name], str)]
        for name in raws:
            if name in self._derived_at:
                at = self._derived_at[name]
                if self._stands(record, name, derived[at], [plain[slot][place] for slot, place in self._derived[at][1]]):
                    derived[at] = record[name]
                continue
            slot, part = self._part_of[name]
            rendered = plain[slot]
            names = [f"{self._prefix}{column}" for column in part.columns]
            raw = tuple(_text(record.get(one), cell) for one, cell in zip(names, rendered, strict=True))
            if part.says(raw, values[slot]):
                written[slot] = tuple(new or old for new, old in zip(rendered, raw, strict=True)) if self._afresh else raw
        cells = [cell for one in written for cell in one]
        cells += derived
        cells += [_text(record.get(name), "") for name in self._additional]
        if NUL in "".join(cells):
            cells = [readable(cell) for cell in cells]
        return [cells[number] or self.layout.blank for number in self._order]

    def _stands(self, record: Record, name: str, expected: str, given: Sequence[str]) -> bool:
        """Whether a derived cell that travelled with a record still goes with the cells it follows from."""
        cell = record[name].strip()
        if self._afresh or not expected:
            return not expected
        if not cell or self._derived[self._derived_at[name]][2](cell, expected):
            return True
        followed = record.get(self._prefix + FOLLOWS)
        return isinstance(followed, dict) and followed.get(name.removeprefix(self._prefix)) == list(given)

    def restated(self, record: Record) -> frozenset[str]:
        """The raw cells among a record's members that only write in another way what its row would have there anyway."""
        values = [get(record) for get, _ in self._parts]
        plain = [render(value) for value, (_, render) in zip(values, self._parts, strict=True)]
        found: set[str] = set()
        for name in self._extras.intersection(record):
            cell = record[name]
            if name in self._derived_at:
                derive, given, _ = self._derived[self._derived_at[name]]
                same = is_alike(cell, derive(*[plain[slot][place] for slot, place in given]))
            else:
                slot, part = self._part_of[name]
                names = [f"{self._prefix}{column}" for column in part.columns]
                raw = tuple(_text(record.get(one), old) for one, old in zip(names, plain[slot], strict=True))
                same = is_alike(cell, plain[slot][names.index(name)]) and part.says(raw, values[slot])
            if same:
                found.add(name)
        return frozenset(found)

    def left_out(self, record: Record) -> Iterator[str]:
        """The columns this table hasn't, of what a record says and of what travels with it."""
        yield from self.homeless(record)
        for name in record:
            if name.startswith(self._prefix):
                column = name.removeprefix(self._prefix)
                if column not in self._has:
                    yield column

    def homeless(self, record: Record) -> Iterator[str]:
        """The columns this table hasn't, of what a record says."""
        for slot, place, column in self._homeless:
            get, render = self._parts[slot]
            if render(get(record))[place]:
                yield column


def _getter(part: Cells, extras: Mapping[str, str]) -> Get:
    """The part's value in a record; if its field is also the extra of its raw cell, what that cell says."""
    get, parse = part.get, part.parse
    if len(part.columns) != 1 or not any(field.path in extras for field in part.fields):
        return get

    def read(record: Record) -> Any:
        value = get(record)
        return parse(value)[0] if isinstance(value, str) else value

    return read


def _is_header(given: Any, layout: Layout) -> TypeGuard[list[str]]:
    """Whether what came with a record can be a header: texts, among them the columns that the layout can't do without."""
    if not _are_texts(given):
        return False
    at = fit(layout, given).at
    return all(name in at and given.count(given[at[name]]) == 1 for name in layout.required or layout.columns)


def _are_texts(given: Any) -> TypeGuard[list[str]]:
    return isinstance(given, list) and all(isinstance(one, str) for one in given)


def _text(value: Any, otherwise: str) -> str:
    return value if isinstance(value, str) else otherwise
