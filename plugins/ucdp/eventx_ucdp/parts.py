"""What UCDP's columns mean that tables of others don't have, each as a part of a layout.

Knows how the cells of a part are read together, written, and found in a record. Definitions: UCDP's codebooks, as cited in the
README. Doesn't know the order of columns (:mod:`eventx_ucdp.layout`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from eventx.tabular.cells import Cells, Field, Parsed, Trouble, code_of, told_only, trouble_of, whole_number
from eventx.tabular.days import Order, read_day
from eventx.tabular.layout import Codes
from eventx.tabular.paths import Thaw, getter

STATE_BASED, NON_STATE, ONE_SIDED = "1", "2", "3"
UNSPECIFIED = "unspecified"
_GROUPS = ("side-a", "side-b", "civilians", UNSPECIFIED)
_BY_SIDE = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
_STANDS = (
    *((f"tolls[who={group}]", column) for group, column in zip(_GROUPS, _BY_SIDE, strict=True)),
    *((f"tolls[who=all].{bound}", bound) for bound in ("low", "best", "high")),
)
_CLAIM = tuple(f"tolls.{name}" for name in ("measure", "who", "low", "best", "high"))
_Numbers = tuple[int | None, ...]


@frozen
class Violence:
    """``type_of_violence``, and by it the roles and types of the two sides, which also depend on who is a state.

    1: a state against an organised group or another state. 2: two organised groups. 3: a state or group (side a) against
    civilians (side b), the only type in which the sides have a direction.
    """

    codes: Codes
    alpha3: Mapping[str, str]  # Gleditsch and Ward's number → ISO 3166-1 alpha-3

    @property
    def columns(self) -> tuple[str, ...]:
        """The type, and the states' numbers."""
        return ("type_of_violence", "gwnoa", "gwnob")

    def ready(self) -> Cells:
        """The part made ready to run."""
        own = (getter("actors[side=a].country"), getter("actors[side=b].country"))

        def parse(kind: str, first: str, second: str) -> Parsed:
            code, troubles = code_of(kind, self.codes, "type_of_violence")
            states: list[str | None] = []
            for column, cell in (("gwnoa", first), ("gwnob", second)):
                number, more = told_only(whole_number(cell, column, 1), "TAB-CODE")
                troubles += more
                states.append(None if number is None else str(number))
            return ((code, *states) if code or any(states) else None), troubles

        def render(value: tuple[str | None, ...] | None) -> tuple[str, ...]:
            return ("", "", "") if value is None else tuple(one or "" for one in value)

        def get(record: dict[str, Any]) -> tuple[str | None, ...] | None:
            code = next((one["code"] for one in record.get("codes", ()) if one["system"] == "ucdp"), None)
            states = tuple(_gwno(at(record), self.alpha3) for at in own)
            return (code, *states) if code or any(states) else None

        def kind(value: tuple[str | None, ...]) -> str | None:
            return self.codes.meaning.get(value[0] or "") or None

        def entry(value: tuple[str | None, ...]) -> list[dict[str, str]] | None:
            return [{"system": "ucdp", "code": value[0], "basis": "source"}] if value[0] else None

        fields = (
            Field("codes", entry, fresh=True),
            Field("type", kind),
            Field("civilian_targeting", _against_civilians),
            Field("actors[side=a].role", _role("initiator"), weak=True),
            Field("actors[side=b].role", _role("target"), weak=True),
            Field("actors[side=a].type", _type_of(1), weak=True),
            Field("actors[side=b].type", _type_of(2), weak=True),
            Field("actors[side=a].country", self._nation(1), fresh=True),
            Field("actors[side=b].country", self._nation(2), fresh=True),
        )
        return Cells(self.columns, parse, render, get, fields)

    def _nation(self, place: int) -> Thaw:
        def nation(value: tuple[str | None, ...]) -> dict[str, Any] | None:
            number = value[place]
            return coded_country(number, self.alpha3) if number else None

        return nation


def _role(role: str) -> Thaw:
    def role_in(value: tuple[str | None, ...] | None) -> str:
        return role if value and value[0] == ONE_SIDED else "not-stated"

    return role_in


def _against_civilians(value: tuple[str | None, ...]) -> bool | None:
    """One-sided violence is, by UCDP's definition, the use of force against civilians; of the rest it doesn't say."""
    return True if value[0] == ONE_SIDED else None


def _type_of(place: int) -> Thaw:
    def type_in(value: tuple[str | None, ...] | None) -> str | None:
        if value is None or value[0] is None:
            return None
        if value[place]:
            return "state-forces"
        if value[0] == ONE_SIDED:
            return "civilians" if place == 2 else "armed-group"
        return "rebel-group" if value[0] == STATE_BASED and place == 2 else "armed-group" if value[0] == NON_STATE else None

    return type_in


def coded_country(gwno: str, alpha3: Mapping[str, str]) -> dict[str, Any]:
    """A country by its Gleditsch-Ward number, with its ISO code beside if it has one."""
    codes = [{"system": "gwno", "code": gwno, "basis": "source"}]
    if code := alpha3.get(gwno):
        codes.append({"system": "iso3166-1-alpha3", "code": code, "basis": "crosswalk"})
    return {"codes": codes}


def _gwno(found: dict[str, Any] | None, alpha3: Mapping[str, str]) -> str | None:
    codes = {one["system"]: one["code"] for one in (found or {}).get("codes", ())}
    if "gwno" in codes:
        return str(codes["gwno"])
    iso = codes.get("iso3166-1-alpha3")
    return next((gwno for gwno, code in alpha3.items() if code == iso), None) if iso else None


@frozen
class Period:
    """``date_start``, ``date_end`` and ``date_prec``: an interval that the source states, and how exactly it knows it."""

    precisions: Codes
    stamped: bool  # whether days are written with a midnight behind them
    column: str = "date_start"
    order: Order = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The first day, the last, the precision."""
        return ("date_start", "date_end", "date_prec")

    def ready(self) -> Cells:
        """The part made ready to run."""
        at = getter("date")

        def parse(start: str, end: str, precise: str) -> Parsed:
            return parse_in(self.order, start, end, precise)

        def parse_in(order: Order, start: str, end: str, precise: str) -> Parsed:
            first, troubles = read_day(start, "date_start", order)
            last, more = read_day(end, "date_end", order)
            troubles += more
            code, more = code_of(precise, self.precisions, "date_prec")
            troubles += more
            if first is None and last is None:
                return None, troubles
            if first is None or last is None or code is None:
                words = " to ".join(one for one in (start.strip(), end.strip()) if one)
                if not troubles:
                    lacking = "date_prec" if code is None else "date_start" if first is None else "date_end"
                    advice = "the dates are kept as words; give all three"
                    troubles = trouble_of("TAB-CODE", lacking, f"{lacking} is blank", advice)
                return ("", "", "unknown", words), troubles
            if last < first:
                words = f"date_end {end!r} is before date_start {start!r}"
                return None, (*troubles, *trouble_of("TAB-DATE", "date_end", words, "correct one of the two", error=True))
            return (first.isoformat(), last.isoformat(), self.precisions.meaning[code], ""), troubles

        def allows(start: str, end: str, precise: str) -> tuple[Any, ...]:
            # In which order the table of a record had its numbers, the record doesn't tell.
            return tuple(parse_in(order, start, end, precise)[0] for order in ("dmy", "mdy"))

        def render(value: tuple[str, ...] | None) -> tuple[str, ...]:
            if value is None or value[2] not in self.precisions.back or not value[0]:
                return "", "", ""
            after = " 00:00:00.000" if self.stamped else ""
            return value[0] + after, value[1] + after, self.precisions.back[value[2]]

        def get(record: dict[str, Any]) -> tuple[str, ...] | None:
            found = at(record)
            if found is None:
                return None
            words = found.get("text", "") if "start" not in found else ""
            return found.get("start", ""), found.get("end", ""), found["precision"], words

        def thaw(value: tuple[str, ...]) -> dict[str, str]:
            if value[2] == "unknown":
                return {"precision": "unknown", "text": value[3], "basis": "source"}
            return {"start": value[0], "end": value[1], "precision": value[2], "basis": "source"}

        return Cells(self.columns, parse, render, get, (Field("date", thaw, fresh=True),), allows=allows)


@frozen
class Place:
    """``country`` and ``country_id``, its Gleditsch-Ward number."""

    alpha3: Mapping[str, str]
    names: Mapping[str, str]  # number → UCDP's name

    @property
    def columns(self) -> tuple[str, ...]:
        """The name and the number."""
        return ("country", "country_id")

    def ready(self) -> Cells:
        """The part made ready to run."""
        at = getter("place.country")

        def parse(name: str, number: str) -> Parsed:
            word = name.strip() or None
            found, troubles = told_only(whole_number(number, "country_id", 1), "TAB-CODE")
            code = None if found is None else str(found)
            return ((word, code) if word or code else None), troubles

        def render(value: tuple[str | None, str | None] | None) -> tuple[str, ...]:
            if value is None:
                return "", ""
            word, code = value
            return word or self.names.get(code or "", ""), code or ""

        def get(record: dict[str, Any]) -> tuple[str | None, str | None] | None:
            found = at(record)
            if found is None:
                return None
            value = found.get("name"), _gwno(found, self.alpha3)
            return value if any(value) else None

        def thaw(value: tuple[str | None, str | None]) -> dict[str, Any]:
            word, code = value
            return ({"name": word} if word else {}) | (coded_country(code, self.alpha3) if code else {})

        return Cells(self.columns, parse, render, get, (Field("place.country", thaw, fresh=True),))


@frozen
class Deaths:
    """Deaths by side, and the total with its bounds: claims of one source, whose parts don't overlap."""

    @property
    def columns(self) -> tuple[str, ...]:
        """By side, then best, high, low."""
        return (*_BY_SIDE, "best", "high", "low")

    def ready(self) -> Cells:
        """The part made ready to run."""

        def parse(*cells: str) -> Parsed:
            numbers: list[int | None] = []
            troubles: tuple[Trouble, ...] = ()
            for column, cell in zip(self.columns, cells, strict=True):
                number, more = whole_number(cell, column, 0)
                numbers.append(number)
                troubles += more
            if troubles:
                return None, troubles
            by_side, best = numbers[:4], numbers[4]
            known = [one for one in by_side if one is not None]
            if best is not None and len(known) == 4 and sum(known) != best:
                words = f"best is {best}, but the deaths by side add up to {sum(known)}"
                troubles = trouble_of("UCDP-SUM", "best", words, "all are kept as they are; look the event up")
            return (tuple(numbers) if any(one is not None for one in numbers) else None), troubles

        def render(value: _Numbers | None) -> tuple[str, ...]:
            return ("",) * 7 if value is None else tuple("" if one is None else str(one) for one in value)

        def get(record: dict[str, Any]) -> _Numbers | None:
            found: dict[str, dict[str, Any]] = {}
            for toll in record.get("tolls", ()):
                if toll["measure"] == "killed" and not toll.get("superseded"):
                    found.setdefault(toll["who"], toll)
            sides = tuple(found.get(group, {}).get("best") for group in _GROUPS)
            total = found.get("all", {})
            value = (*sides, total.get("best"), total.get("high"), total.get("low"))
            return value if any(one is not None for one in value) else None

        def thaw(value: _Numbers) -> list[dict[str, Any]]:
            tolls: list[dict[str, Any]] = [
                {"measure": "killed", "who": group, "best": number}
                for group, number in zip(_GROUPS, value, strict=False)
                if number is not None
            ]
            total = zip(("low", "best", "high"), (value[6], *value[4:6]), strict=True)
            bounds = {name: number for name, number in total if number is not None}
            return [*tolls, {"measure": "killed", "who": "all", **bounds}] if bounds else tolls

        return Cells(self.columns, parse, render, get, (Field("tolls", thaw, fresh=True, gives=_CLAIM, stands=_STANDS),))
