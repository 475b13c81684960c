"""What POLECAT's columns mean that tables of others don't have, each as a part of a layout.

Knows PLOVER's event types with their modes, and the lists in which several actors stand in one cell. Doesn't know the order of
columns (:mod:`eventx_polecat.layout`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from attrs import frozen

from eventx.tabular.cells import Cells, Field, Parsed, Trouble, trouble_of
from eventx.tabular.coded_events import named_country, unwritten

SIDE_COLUMNS = (
    "{} Name", "{} Country", "{} COW", "Primary {} Sector", "{} Sectors", "{} Title", "{} Name Raw", "Wikipedia {} ID",
)  # fmt: skip
_DAY = re.compile(r"[1-9][0-9]{3}-[01][0-9]-[0-3][0-9]")
_TAKEN = (0, 1, 3, 6)  # of SIDE_COLUMNS: name, country, primary sector, raw name
_SEPARATOR = "; "
_Side = tuple[tuple[str, ...], ...]


def _items(cell: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in cell.split(";"))


def _blank(text: str) -> str:
    """The text, or nothing for an item of a list that isn't known."""
    return "" if text in ("None", "") else text


@frozen
class Action:
    """``Event Type`` and ``Event Mode``: one type, and modes that say how."""

    meaning: Mapping[str, str]
    columns: tuple[str, ...] = ("Event Type", "Event Mode")

    def ready(self) -> Cells:
        """The part made ready to run."""

        def parse(kind: str, mode: str) -> Parsed:
            broad = kind.strip()
            modes = tuple(one for one in _items(mode) if one)
            if not broad and not modes:
                return None, ()
            codes = tuple(f"{broad}/{one}" for one in modes) or (broad,)
            if unknown := [code for code in (broad, *codes) if code not in self.meaning]:
                told = f"{', '.join(unknown)} is none of PLOVER's types and modes"
                column = "Event Type" if broad not in self.meaning else "Event Mode"
                return None, trouble_of("POLECAT-TYPE", column, told, "the cells are kept as they are; the record has no type")
            return codes, ()

        def render(value: tuple[str, ...] | None) -> tuple[str, ...]:
            if value is None:
                return "", ""
            return value[0].partition("/")[0], _SEPARATOR.join(mode for code in value if (mode := code.partition("/")[2]))

        def get(record: dict[str, Any]) -> tuple[str, ...] | None:
            return tuple(code["code"] for code in record.get("codes", ()) if code["system"] == "plover") or None

        def kind_of(value: tuple[str, ...]) -> str | None:
            found = [self.meaning[code] for code in value if self.meaning[code]]
            return found[0] if found else self.meaning.get(value[0].partition("/")[0]) or None

        def entries(value: tuple[str, ...]) -> list[dict[str, str]]:
            return [{"system": "plover", "code": code, "basis": "source"} for code in value]

        return Cells(self.columns, parse, render, get, (Field("codes", entries, fresh=True), Field("type", kind_of)))


@frozen
class Parties:
    """Both sides: names, countries, sectors and raw names, each a list if there are several actors."""

    sectors: Mapping[str, str]
    nations: Mapping[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """Name, country, primary sector, raw name; of the actors, then of the recipients."""
        return tuple(SIDE_COLUMNS[place].format(role) for role in ("Actor", "Recipient") for place in _TAKEN)

    def ready(self) -> Cells:
        """The part made ready to run."""
        half = len(_TAKEN)

        def parse(*cells: str) -> Parsed:
            first, troubles = _side(cells[:half], self.columns[:half])
            second, more = _side(cells[half:], self.columns[half:])
            return ((first, second) if first or second else None), troubles + more

        def render(value: tuple[_Side, _Side] | None) -> tuple[str, ...]:
            if value is None:
                return ("",) * (2 * half)
            return tuple(_SEPARATOR.join(one[place] for one in side) for side in value for place in range(half))

        def thaw(value: tuple[_Side, _Side]) -> list[dict[str, Any]] | None:
            # PLOVER's actors act upon its recipients; an event without recipients may be two-sided.
            acting = "initiator" if value[1] else "not-stated"
            actors = [self._actor(one, "a", acting) for one in value[0]] + [self._actor(one, "b", "target") for one in value[1]]
            return [actor for actor in actors if actor is not None] or None

        return Cells(self.columns, parse, render, unwritten, (Field("actors", thaw, fresh=True),))

    def _actor(self, cells: tuple[str, ...], side: str, role: str) -> dict[str, Any] | None:
        name, nation, sector, raw = (_blank(cell) for cell in cells)
        made: dict[str, Any] = {}
        if name or raw:
            made["name"] = name or raw
        if name and raw and raw != name:
            made["text"] = raw
        if sector:
            made["codes"] = [{"system": "plover-sector", "code": sector, "basis": "source"}]
            if kind := self.sectors.get(sector):
                made["type"] = kind
        if nation:
            made["country"] = named_country(nation, self.nations)
        return {"role": role, "side": side, **made} if made else None


def _side(cells: tuple[str, ...], columns: tuple[str, ...]) -> tuple[_Side, tuple[Trouble, ...]]:
    """The actors of one side, as the cells of each."""
    lists = [_items(cell) if cell.strip() else () for cell in cells]
    count = len(lists[0]) or len(lists[-1]) or max(map(len, lists))
    troubles: tuple[Trouble, ...] = ()
    if any(one and len(one) != count for one in lists):
        told = f"{', '.join(columns)} have lists of {', '.join(str(len(one)) for one in lists)} items"
        advice = "what can't be told apart is not taken; the cells are kept as they are"
        troubles = trouble_of("POLECAT-LISTS", columns[0], told, advice)
    apart = [one if len(one) == count else ("",) * count for one in lists]
    return tuple(zip(*apart, strict=True)), troubles


@frozen
class Publisher:
    """``Source`` and ``Publication Date``: the paper, and when it told it, which is not when it happened."""

    columns: tuple[str, ...] = ("Source", "Publication Date")

    def ready(self) -> Cells:
        """The part made ready to run."""

        def parse(name: str, date: str) -> Parsed:
            day = date.strip()
            published = day if _DAY.fullmatch(day) else None
            return ((name.strip() or None, published) if name.strip() or published else None), ()

        def render(value: tuple[str | None, str | None] | None) -> tuple[str, ...]:
            return (value[0] or "", value[1] or "") if value else ("", "")

        def thaw(value: tuple[str | None, str | None]) -> list[dict[str, str]]:
            return [{member: text for member, text in zip(("name", "published"), value, strict=True) if text}]

        return Cells(self.columns, parse, render, unwritten, (Field("sources", thaw, fresh=True),))
