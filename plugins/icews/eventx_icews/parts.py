"""What ICEWS's columns mean that tables of others don't have, each as a part of a layout.

Knows that an event is known by its number and its date together. Doesn't know the order of columns
(:mod:`eventx_icews.layout`).
"""

from __future__ import annotations

from attrs import frozen

from eventx.tabular.cells import Cells, Field, Parsed, shown, trouble_of
from eventx.tabular.coded_events import unwritten
from eventx.tabular.days import Order, read_day


@frozen
class Numbered:
    """``Event ID`` and ``Event Date``, which only together name an event: before 2014 a number stands for several."""

    column: str = "Event Date"
    order: Order = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The number and the day."""
        return ("Event ID", self.column)

    def ready(self) -> Cells:
        """The part made ready to run."""

        def parse(number: str, cell: str) -> Parsed:
            if not number.strip():
                words = "Event ID is blank; an event without its number can't be told from others"
                return None, trouble_of("TAB-ID", "Event ID", words, "give the row the number it has in the source", error=True)
            day, troubles = read_day(cell, self.column, self.order)
            if day is None and not troubles:
                words = "Event Date is blank, and the number alone names no event"
                troubles = trouble_of("TAB-ID", self.column, words, "give the row its day", error=True)
            return (number.strip(), "" if day is None else day.isoformat()), troubles

        def render(value: tuple[str, str] | None) -> tuple[str, ...]:
            return value or ("", "")

        def name(value: tuple[str, str]) -> str:
            return f"icews:{value[0]}@{value[1]}"

        def day_of(value: tuple[str, str]) -> dict[str, str]:
            return {"start": value[1], "end": value[1], "precision": "day", "basis": "source"}

        return Cells(self.columns, parse, render, unwritten, (Field("id", name), Field("date", day_of, fresh=True)), varied=True)


@frozen
class Names:
    """``Publisher``: who told it. When, the table doesn't say."""

    columns: tuple[str, ...] = ("Publisher",)

    def ready(self) -> Cells:
        """The part made ready to run."""

        def parse(cell: str) -> Parsed:
            return cell.strip() or None, ()

        def thaw(value: str) -> list[dict[str, str]]:
            return [{"name": value}]

        return Cells(self.columns, parse, shown, unwritten, (Field("sources", thaw, fresh=True),))
