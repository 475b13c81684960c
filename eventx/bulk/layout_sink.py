"""A table of a declared layout, written from records or from pieces of them; what a row can't say is declared as a loss.

Knows the file: the header of the first record's table, or the layout's own; quoting; and that a row comes in portions, each of
the cells that some members decide. What isn't foreseen to be lost is found by reading a row back. Doesn't know any source: what
is its own about a table is a :class:`Form`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from attrs import evolve, field, frozen

from eventx.bulk.joining.groups import Group, groups_of, small
from eventx.bulk.joining.prose import in_table
from eventx.bulk.pieces import EXTRAS, Lost, Piece, PutWhole
from eventx.report import Losses, Record
from eventx.schema import CURRENT
from eventx.tabular.day_order import DateOrder, ordered
from eventx.tabular.formula_guard import readable
from eventx.tabular.header_fit import COLUMNS, OF_TABLE, Fit, fit
from eventx.tabular.layout import Dated, Day, Layout, Spot, columns_of
from eventx.tabular.losses import Said, Say, is_of, lost, missing_besides, sayer
from eventx.tabular.rows import FOLLOWS, Refused, RowReader, RowWriter, fit_for

_DELIMITER = ","
_WRITERS = 8  # kept for tables of other headers
_NONE: Mapping[str, tuple[str, ...]] = {}


@frozen
class Form:
    """What is a source's own about the tables it is written in.

    ``prefix``: of its own members; in capitals, of its codes. ``named``: the layout that a record's ``provenance.mapping`` names,
    or None. ``left_out``: code and detail of a record that is no row, and None for others. ``shaped``: the record as a row can
    say it; what is lost is said. ``told_elsewhere``: members that are no loss. ``families``: see
    :func:`eventx.tabular.losses.lost`. ``beside``: a member that columns show → what else decides how it is shaped. ``joins``:
    whether records with such members can be shaped a few members at a time.
    """

    prefix: str
    named: Callable[[str], Layout | None]
    current: Callable[[], Layout]
    left_out: Callable[[Record], tuple[str, str] | None]
    shaped: Callable[[Record, Say], Record]
    told_elsewhere: Callable[[Record], frozenset[str]]
    families: Mapping[str, str] = field(factory=dict)
    beside: Mapping[str, tuple[str, ...]] = _NONE
    joins: Callable[[Record], bool] = bool


class _Portion:
    """The cells of a row that some ``members`` decide: their numbers in the row, how they are written and read."""

    def __init__(self, group: Group, found: Fit, *, afresh: bool) -> None:
        numbers = {name: found.at[name] for name in group.columns if name in found.at}
        self.at: tuple[int, ...] = tuple(sorted(numbers.values()))
        own = small(group, found, numbers, self.at)
        writer = RowWriter(own, afresh=afresh)
        self.write, self.homeless = writer.write, writer.homeless
        self.is_whole = len(numbers) == len(group.columns)
        self.read = RowReader(own).read
        self.members = group.members | group.raws(found.layout)
        self.derives = any(one.column in numbers for one in found.layout.derived)


class _Row:
    """A record on its way to a row, worked out as far as it is asked for. ``without``: cells of it that can't stand there."""

    def __init__(self, record: Record, table: _Table, without: Collection[str] = ()) -> None:
        form = table.form
        self.record = record
        self.said: Said = []
        self.table = table
        self._cells: dict[_Portion, Sequence[str]] = {}
        self._made = form.shaped(record, sayer(self.said))
        if without:
            self._made = {name: value for name, value in self._made.items() if name not in without}
        code, prefix = f"{form.prefix.upper()}-COLUMN", f"{form.prefix}:"
        columns = [name for one in table.portions if not one.is_whole for name in one.homeless(self._made)]
        columns += [name.removeprefix(prefix) for name in self._made if name.startswith(prefix) and name not in table.has]
        self.said += [(code, f"/{prefix}{name}", name) for name in columns]

    def cells(self, portion: _Portion) -> Sequence[str]:
        """The cells of a portion, in the order of the header."""
        found = self._cells.get(portion)
        if found is None:
            found = self._cells[portion] = portion.write(self._made)
        return found

    def again(self) -> Record | None:
        """What the row says of the members that the record has; None if reading would refuse it."""
        found: Record = {"schema_version": CURRENT, "kind": "event", "status": "reported"}
        for portion in self.table.portions:
            if not portion.members.isdisjoint(self.record):
                read = portion.read(self.cells(portion))
                if isinstance(read, Refused):
                    return None
                found.update(read[0])
        for name in self.table.besides.values():
            if (cell := _besides(self.record, name)) and cell != self.table.found.layout.blank:
                found[name] = cell
        return found


class _Table:
    """A header, and the portions of its rows."""

    def __init__(self, form: Form, found: Fit, *, afresh: bool) -> None:
        self.form, self.found, self.besides = form, found, found.besides
        self.portions = [_Portion(group, found, afresh=afresh) for group in groups_of(found.layout, ())]
        prefix = f"{form.prefix}:"
        self.has = frozenset((*(prefix + name for name in (*found.at, *OF_TABLE, FOLLOWS)), *self.besides.values()))
        self.runs = tuple(self._runs())

    def _runs(self) -> Iterator[tuple[_Portion | str, list[int]]]:
        """Cells of one portion that follow each other, with their places in it; or the extra that a cell of no portion has."""
        place_of = {number: (one, place) for one in self.portions for place, number in enumerate(one.at)}
        last: tuple[_Portion | str, list[int]] | None = None
        for number in range(len(self.found.header)):
            one, place = place_of[number] if number in place_of else (self.besides[number], 0)
            if last is not None and last[0] is one:
                last[1].append(place)
                continue
            if last is not None:
                yield last
            last = one, [place]
        if last is not None:
            yield last

    def text(self, run: tuple[_Portion | str, list[int]], row: _Row) -> str:
        """The cells of a run as they stand in the file."""
        portion, places = run
        if isinstance(portion, str):
            return in_table(_besides(row.record, portion), _DELIMITER)
        cells = row.cells(portion)
        return _DELIMITER.join([in_table(cells[place], _DELIMITER) for place in places])

    def members(self, portion: _Portion) -> tuple[str, ...]:
        """The members of a record that decide a portion."""
        beside = [name for one in portion.members for name in self.form.beside.get(one, ())]
        if portion.derives:  # whether a cell that contradicts those it follows from is given back
            beside.append(f"{self.form.prefix}:{FOLLOWS}")
        return (*portion.members, *beside, "provenance")


class LayoutSink:
    """A table of one form; what takes part in :mod:`eventx.bulk`.

    ``wanted``: the layout to write afresh; without it, records are given back in the table that the first of them came from.
    """

    between = "\r\n"
    delimiter = _DELIMITER

    def __init__(self, out: BinaryIO, losses: Losses, form: Form, wanted: Layout | None = None) -> None:
        self.losses = losses
        self._out, self._form, self._wanted = out, form, wanted
        self._count = 0
        self._table: _Table | None = None
        self._begun = False
        self._row: _Row | None = None
        self._pieces: tuple[_Table, tuple[Piece, ...]] | None = None
        self._dates: DateOrder | None = None
        self._in_order: dict[str, _Table] = {}
        self._writers: dict[tuple[str, str], RowWriter] = {}

    @property
    def decimals(self) -> int | None:
        """Those that the layout declares."""
        parts = self._table.found.layout.parts if self._table is not None else ()
        return next((part.decimals for part in parts if isinstance(part, Spot)), None)

    @property
    def alone(self) -> bool:
        """Whether no row was written as the order of numbers in another's dates has it."""
        return self._dates is None or not (self._dates.order or self._dates.unclear)

    def pieces(self, order: Sequence[str], common: Record) -> tuple[Piece, ...] | None:
        """The cells of a row, as far as they are decided together."""
        if "status" not in common or self._form.left_out(common) is not None or not self._form.joins(common):
            return None
        # Of single records none is known to have the table of the others before one was written.
        if EXTRAS not in order and (not self._begun or self._heeds_dates(order, common)):
            return None
        table = self._table_of(common)
        if self._table is not None and table is not self._table:
            return None  # another table was promised the header
        self._table = table
        if self._pieces is None or self._pieces[0] is not table:
            runs = [self._piece(run, first=not number) for number, run in enumerate(table.runs)]
            # A portion without cells still decides what is lost.
            self._pieces = table, (*runs, *(Piece(table.members(one), _nothing) for one in table.portions if not one.at))
        return self._pieces[1]

    def _heeds_dates(self, order: Sequence[str], common: Record) -> bool:
        """Whether the order of numbers in other rows' dates may decide how records with these members are written."""
        if self._wanted is not None:
            return False
        layout = self._table_of(common).found.layout
        dated = [part for part in layout.parts if isinstance(part, Dated)]
        names = {f"{layout.prefix}:{name}" for part in dated for name in columns_of(part)}
        return not names.isdisjoint(order) or any(isinstance(part, Day) and part.form != "iso" for part in dated)

    def _table_of(self, record: Record) -> _Table:
        """The table that is written if the record is the first."""
        known = self._table
        if known is not None and (self._begun or self._wanted is not None):
            return known
        mapping = record.get("provenance", {}).get("mapping", "")
        layout = self._wanted or self._form.named(mapping) or self._form.current()
        found = fit_for(layout, record) if self._wanted is None else fit(layout, layout.header)
        if known is not None and known.found == found:
            return known
        return _Table(self._form, found, afresh=self._wanted is not None)

    def _piece(self, run: tuple[_Portion | str, list[int]], *, first: bool) -> Piece:
        before = "" if first else _DELIMITER
        portion, _ = run
        table = self._table
        assert table is not None
        if isinstance(portion, str):
            name = portion
            return Piece((name,), lambda record: (before + in_table(_besides(record, name), _DELIMITER)).encode())

        def make(record: Record) -> bytes:
            return (before + table.text(run, self._row_of(record))).encode()

        return Piece(table.members(portion), make)

    def _row_of(self, record: Record) -> _Row:
        """What was last worked out, if it was for this very record. Pieces may be asked for while a record is put."""
        row = self._row
        if row is None or row.record is not record:
            assert self._table is not None
            row = self._row = _Row(record, self._table)
        return row

    def restated(self, record: Record) -> frozenset[str]:
        """The cells that travel with a record of this source and only write in another way what it says."""
        mapping, header = record.get("provenance", {}).get("mapping", ""), record.get(f"{self._form.prefix}:{COLUMNS}")
        if (writer := self._writers.get(key := (mapping, repr(header)))) is None:
            if len(self._writers) >= _WRITERS:
                self._writers.clear()
            writer = self._writers[key] = RowWriter(fit_for(self._form.named(mapping) or self._form.current(), record))
        return writer.restated(self._form.shaped(record, sayer([])))

    def lost(self, record: Record) -> Iterator[Lost]:
        """What a row can't carry of a record or, of some members of one, what would be lost with and without others' losses."""
        row = self._row_of(record)
        again = row.again()
        if again is None:
            raise PutWhole
        found = self._losses_of(row, again)
        if not found:
            # Declared only if something is missing, which may be in other members.
            yield from (("", f"{code} {pointer}", "") for code, pointer, _ in row.said)
        yield from found

    def _losses_of(self, row: _Row, again: Record) -> list[Lost]:
        rest = missing_besides(row.said, row.record, again, without=self._form.told_elsewhere(row.record))
        prefix = self._form.prefix
        # What such a record's row says of its own, such as 0 for unknown, is missing from no member.
        others = not is_of(row.record, prefix)
        return list(lost(row.said, rest, f"{prefix.upper()}-OTHER", self._form.families, always=others))

    def put(self, record: Record) -> None:
        """Write the row of a record and declare what is lost; or declare that it is left out."""
        if (reason := self._form.left_out(record)) is not None:
            self.losses.leave_out(reason[0], record["id"], reason[1])
            return
        if not self._begun:
            self._table = self._table_of(record)
        table = self._table
        assert table is not None
        row = self._row_in_order(record, table)
        table = row.table
        self.put_joined(_DELIMITER.join([table.text(run, row) for run in table.runs]).encode())
        for code, pointer, detail in self._losses_of(row, row.again() or {}):
            self.losses.add(code, record["id"], pointer, detail)

    def _row_in_order(self, record: Record, base: _Table) -> _Row:
        """The row of a record in a table whose dates have their numbers in one order; a date in the other is written afresh.

        A table with both can't be read. Rows that are joined have no such dates: they are refused there, and put.
        """
        if self._wanted is not None:
            return _Row(record, base)
        if self._dates is None:
            self._dates = DateOrder(base.found.layout)
        order, without = self._dates.take(record)
        if not order:
            return _Row(record, base, without)
        if order not in self._in_order:
            found = evolve(base.found, layout=ordered(base.found.layout, order))
            self._in_order[order] = _Table(self._form, found, afresh=False)
        return _Row(record, self._in_order[order], without)

    def put_joined(self, data: bytes) -> None:
        """Write a row."""
        self.put_block(data, 1)

    def put_block(self, data: bytes | memoryview, count: int) -> None:
        """Write several rows."""
        if not self._begun:
            self._begin()
        self._out.write(data)
        self._out.write(b"\r\n")
        self._count += count

    def touch(self, lat: float, lon: float) -> None:
        """Nothing frames the rows but the header."""

    def close(self) -> int:
        """How many rows there were; a table without any has a header, too."""
        if not self._begun:
            layout = self._wanted or self._form.current()
            self._table = _Table(self._form, fit(layout, layout.header), afresh=True)
            self._begin()
        if self._dates is not None and self._dates.unclear is not None:
            name, member, cell = self._dates.unclear
            words = (
                f"no date of the table has a number over 12, so {cell!r} may be read wrongly; eventx needs -O dates=dmy or mdy"
            )
            self.losses.add(f"{self._form.prefix.upper()}-DATE-ORDER", name, f"/{member}", words)
        return self._count

    def _begin(self) -> None:
        assert self._table is not None
        self._begun = True
        for cells in filter(None, (self._table.found.header, self._table.found.tags)):
            self._out.write(_DELIMITER.join([in_table(cell, _DELIMITER) for cell in cells]).encode() + b"\r\n")


def _besides(record: Record, name: str) -> str:
    cell: Any = record.get(name)
    return readable(cell) if isinstance(cell, str) else ""


def _nothing(_: Record) -> bytes:
    return b""
