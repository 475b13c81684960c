"""What ICEWS's columns mean that tables of others don't have, each as a part of a layout.

Knows that an event is known by its number and its date together, and CAMEO's codes. Doesn't know the order of columns
(:mod:`eventx_icews.layout`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from eventx.tabular.cells import Cells, Field, Parsed, shown, trouble_of
from eventx.tabular.days import Order, read_day
from eventx.tabular.paths import getter
from eventx.vocabulary import listed


def _nothing(_record: dict[str, Any]) -> None:
    return None  # there is no exporter


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

        return Cells(self.columns, parse, render, _nothing, (Field("id", name), Field("date", day_of, fresh=True)), varied=True)


@frozen
class Action:
    """``CAMEO Code``, and by it the type. A code that isn't listed means what the longest listed code means it begins with."""

    meaning: Mapping[str, str]
    columns: tuple[str, ...] = ("CAMEO Code",)

    def ready(self) -> Cells:
        """The part made ready to run."""

        def parse(cell: str) -> Parsed:
            code = cell.strip()
            if code and listed(code, self.meaning) is None:
                told = f"CAMEO Code {cell!r} is none of CAMEO's"
                return None, trouble_of("ICEWS-CODE", "CAMEO Code", told, "the cell is kept as it is; the record has no type")
            return code or None, ()

        def kind(value: str) -> str | None:
            return self.meaning.get(listed(value, self.meaning) or "") or None

        def entry(value: str) -> list[dict[str, str]]:
            return [{"system": "cameo", "code": value, "basis": "source"}]

        # In CAMEO the source acts upon the target.
        fields = (
            Field("codes", entry, fresh=True),
            Field("type", kind),
            Field("actors[side=a].role", _initiator, weak=True),
            Field("actors[side=b].role", _target, weak=True),
        )
        return Cells(self.columns, parse, shown, _nothing, fields)


def _initiator(_value: Any) -> str:
    return "initiator"


def _target(_value: Any) -> str:
    return "target"


@frozen
class Nation:
    """A country by its name, with its ISO code beside it where the name is known."""

    column: str
    path: str
    nations: Mapping[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """The one column."""
        return (self.column,)

    def ready(self) -> Cells:
        """The part made ready to run."""

        def parse(cell: str) -> Parsed:
            return cell.strip() or None, ()

        def thaw(value: str) -> dict[str, Any]:
            code = self.nations.get(value.casefold())
            codes = {"codes": [{"system": "iso3166-1-alpha3", "code": code, "basis": "crosswalk"}]} if code else {}
            return {"name": value} | codes

        return Cells(self.columns, parse, shown, getter(f"{self.path}.name"), (Field(self.path, thaw, fresh=True),))


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

        return Cells(self.columns, parse, shown, _nothing, (Field("sources", thaw, fresh=True),))


@frozen
class Units:
    """City, district and province; the finest that is named is the place, and its precision."""

    columns: tuple[str, ...] = ("City", "District", "Province")

    def ready(self) -> Cells:
        """The part made ready to run."""

        def parse(*cells: str) -> Parsed:
            found = tuple(cell.strip() or None for cell in cells)
            return (found if any(found) else None), ()

        def render(value: tuple[str | None, ...] | None) -> tuple[str, ...]:
            return tuple(one or "" for one in value) if value else ("", "", "")

        def precision(value: tuple[str | None, ...]) -> str:
            return next(name for name, cell in zip(("settlement", "admin2", "admin1"), value, strict=True) if cell)

        def city(value: tuple[str | None, ...]) -> str | None:
            return value[0]

        def district(value: tuple[str | None, ...]) -> str | None:
            return value[1]

        def province(value: tuple[str | None, ...]) -> str | None:
            return value[2]

        fields = (
            Field("place.name", city),
            Field("place.admin2", district),
            Field("place.admin1", province),
            Field("place.precision", precision),
        )
        return Cells(self.columns, parse, render, _nothing, fields)
