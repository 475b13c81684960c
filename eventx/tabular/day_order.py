"""Which number of a date is the day, in a table that is being written: one order for all of its rows.

Knows what the date cells that travel with a record show of the order. Doesn't write rows (:mod:`eventx.bulk.layout_sink`) and
doesn't read tables, where the order is found by :mod:`eventx.tabular.opening`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from attrs import evolve

from eventx.report import Record
from eventx.tabular.cells import Cells
from eventx.tabular.days import Order, is_numbers, shown_in
from eventx.tabular.layout import Dated, Day, Layout, Part, columns_of
from eventx.tabular.parts import ready

_ORDERS: tuple[Order, ...] = ("dmy", "mdy")


class DateOrder:
    """The order of the numbers in a table's dates, as the first of its rows that shows it has it.

    ``order`` is blank until then. ``unclear``: the first cell of which a reader can't know the order, as record's id, extra and
    cell, until another shows it.
    """

    def __init__(self, layout: Layout) -> None:
        self.order: Order = ""
        self.unclear: tuple[str, str, str] | None = None
        self._shown = False
        self._prefix = f"{layout.prefix}:"
        dated = [part for part in layout.parts if isinstance(part, Dated)]
        self._names = tuple(f"{self._prefix}{name}" for part in dated for name in columns_of(part))
        self._ready = {order: [ready(evolve(part, order=order), layout.missing) for part in dated] for order in _ORDERS}
        # A layout that writes the day first shows it by each date of its own.
        self._own: Order = "dmy" if any(isinstance(part, Day) and part.form == "dmy" for part in dated) else ""

    def take(self, record: Record) -> tuple[Order, Collection[str]]:
        """The order in which a row is written, blank if it has no such dates, and the extras whose cells can't stand there.

        The first cells that show an order decide it. Those that mean the same in both show nothing.
        """
        numbers = {name: cell for name in self._names if isinstance(cell := record.get(name), str) and is_numbers(cell)}
        if numbers:
            can = [order for order in _ORDERS if all(self._means(part, record) for part in self._ready[order])]
        elif self._own and not self.order:
            can = [self._own]
        else:
            return self.order, ()
        if not self.order and len(can) == 1:
            self.order = can[0]
        if not can or (self.order and self.order not in can):
            return self.order, tuple(numbers)
        self._note(record["id"], numbers)
        return self.order or "dmy", ()

    def _note(self, name: str, numbers: Mapping[str, str]) -> None:
        """Note what cells that are written show to who reads them."""
        self._shown = self._shown or bool(self._own or shown_in(numbers.values()).order)
        if self._shown:
            self.unclear = None
        elif self.unclear is None:
            self.unclear = (name, *next(iter(numbers.items())))

    def _means(self, part: Cells, record: Record) -> bool:
        value = part.get(record)
        names = [f"{self._prefix}{column}" for column in part.columns]
        cells = [record.get(name, cell) for name, cell in zip(names, part.render(value), strict=True)]
        return bool(part.parse(*cells)[0] == value)


def ordered(layout: Layout, order: Order) -> Layout:
    """The layout with dates in this order; with the month first, it writes its own with the year first."""
    return evolve(layout, parts=tuple(_in_order(part, order) for part in layout.parts))


def _in_order(part: Part, order: Order) -> Part:
    if isinstance(part, Day):
        return evolve(part, order=order, form=part.form if order == "dmy" else "iso")
    return evolve(part, order=order) if isinstance(part, Dated) else part
