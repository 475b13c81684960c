"""What the parts of several columns do with their cells, and the way to any part.

Knows days with their precision, event types, countries, sources and tolls. The simpler parts stand in
:mod:`eventx.tabular.cells`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from eventx.tabular.cells import (
    Cells,
    Field,
    Parsed,
    code_of,
    coded,
    decimal,
    flag,
    identifier,
    reading_as_blank,
    shown,
    split,
    text,
    texts,
    told_only,
    trouble_of,
    whole,
    whole_number,
)
from eventx.tabular.days import Order, middle, read_day, span
from eventx.tabular.layout import (
    Coded,
    Codes,
    Count,
    Day,
    Decimal,
    Flag,
    Identifier,
    Kinds,
    Nation,
    OwnPart,
    Part,
    PlainDay,
    Reports,
    Spot,
    Text,
    Texts,
    Whole,
    columns_of,
)
from eventx.tabular.paths import Thaw, getter


def day_part(part: Day) -> Cells:
    """A day and its precision."""
    known = Codes(part.precision, part.spans, part.back)
    at = getter(part.field)

    def parse(cell: str, precise: str) -> Parsed:
        return parse_in(part.order, cell, precise)

    def parse_in(order: Order, cell: str, precise: str) -> Parsed:
        day, troubles = read_day(cell, part.column, order)
        code, more = code_of(precise, known, part.precision)
        troubles += more
        if day is None:
            if not troubles and code is not None:  # a row that has nothing at all is told as a whole
                told = f"{part.column} is blank, so the record has no date"
                troubles = trouble_of("TAB-DATE", part.column, told, f"give the day that {part.precision} is the precision of")
            return None, troubles
        if code is None:
            # Without its precision the day is words: it may stand for a week, a month or itself.
            if not precise.strip():
                told = f"{part.precision} is blank, so {part.column} may stand for a longer time"
                troubles += trouble_of("TAB-CODE", part.precision, told, f"give the {part.precision}")
            return ("", "", "unknown", cell.strip()), troubles
        kind = part.spans[code]
        start, end = span(day, kind)
        return (start, end, kind, ""), troubles

    def render(value: tuple[str, str, str, str] | None) -> tuple[str, ...]:
        if value is None or value[2] not in part.back:
            return "", ""
        day = middle(value[0], value[1], value[2])
        return f"{day[8:]}/{day[5:7]}/{day[:4]}" if part.form == "dmy" else day, part.back[value[2]]

    def allows(cell: str, precise: str) -> tuple[Any, ...]:
        # In which order the table of a record had its numbers, the record doesn't tell.
        return tuple(parse_in(order, cell, precise)[0] for order in ("dmy", "mdy"))

    def get(record: dict[str, Any]) -> tuple[str, str, str, str] | None:
        found = at(record)
        if found is None:
            return None
        text = found.get("text", "") if "start" not in found else ""
        return found.get("start", ""), found.get("end", ""), found["precision"], text

    def thaw(value: tuple[str, str, str, str]) -> dict[str, str]:
        if value[2] == "unknown":
            return {"precision": "unknown", "text": value[3], "basis": "source"}
        return {"start": value[0], "end": value[1], "precision": value[2], "basis": "source"}

    return Cells(columns_of(part), parse, render, get, (Field(part.field, thaw, fresh=True),), allows=allows)


def plain_day(part: PlainDay) -> Cells:
    """A day without a precision."""
    at = getter(part.field)

    def parse(cell: str) -> Parsed:
        return parse_in(part.order, cell)

    def parse_in(order: Order, cell: str) -> Parsed:
        day, troubles = read_day(cell, part.column, order)
        return (None if day is None else day.isoformat()), troubles

    def allows(cell: str) -> tuple[Any, ...]:
        return tuple(parse_in(order, cell)[0] for order in ("dmy", "mdy"))

    def get(record: dict[str, Any]) -> str | None:
        found = at(record) or {}
        return found.get("start") if found.get("precision") == "day" else None

    def thaw(value: str) -> dict[str, str]:
        return {"start": value, "end": value, "precision": "day", "basis": "source"}

    return Cells((part.column,), parse, shown, get, (Field(part.field, thaw, fresh=True),), allows=allows)


def kinds(part: Kinds) -> Cells:
    """The event type, by two columns."""
    coarse, fine, system = part.coarse_codes, part.fine_codes, part.system

    def parse(broad: str, narrow: str) -> Parsed:
        outer, troubles = code_of(broad, coarse, part.coarse)
        inner, more = code_of(narrow, fine, part.fine)
        troubles += more
        if inner and outer and part.coarser[inner] != outer:
            told = f"{part.fine} {inner!r} belongs to {part.coarser[inner]!r}, but {part.coarse} is {outer!r}"
            troubles += trouble_of(
                "TAB-DIFFERS", part.coarse, told, f"the type is taken from {part.fine}; correct one of the two"
            )
        return ((outer, inner) if outer or inner else None), troubles

    def render(value: tuple[str | None, str | None] | None) -> tuple[str, ...]:
        if value is None:
            return "", ""
        outer, inner = value
        return outer or (part.coarser[inner] if inner else ""), inner or ""

    def get(record: dict[str, Any]) -> tuple[str | None, str | None] | None:
        own = [entry["code"] for entry in record.get("codes", ()) if entry["system"] == system and entry["basis"] == "source"]
        outer = next((code for code in own if code in coarse.meaning), None)
        inner = next((code for code in own if code in fine.meaning), None)
        code = record.get("type")
        if code is not None and kind((outer, inner)) != code and (code in fine.back or code in coarse.back):
            inner = fine.back.get(code)  # the type was corrected since, or comes from elsewhere
            outer = None if inner else coarse.back.get(code)
        return (outer, inner) if outer or inner else None

    def kind(value: tuple[str | None, str | None]) -> str | None:
        outer, inner = value
        return (fine.meaning.get(inner) if inner else None) or (coarse.meaning.get(outer) if outer else None) or None

    def entries(value: tuple[str | None, str | None]) -> list[dict[str, str]]:
        return [{"system": system, "code": code, "basis": "source"} for code in value if code]

    def role_of(role: str) -> Thaw:
        def role_in(value: tuple[str | None, str | None] | None) -> str:
            return role if value and render(value)[0] in part.roles else "not-stated"

        return role_in

    fields = (
        Field("codes", entries, fresh=True),
        Field("type", kind),
        Field("actors[side=a].role", role_of("initiator"), weak=True),
        Field("actors[side=b].role", role_of("target"), weak=True),
    )
    return Cells(columns_of(part), parse, render, get, fields)


def spot(part: Spot) -> Cells:
    """A point by two columns."""
    north = decimal(Decimal(part.latitude, f"{part.field}.lat", -90, 90, part.decimals))
    east = decimal(Decimal(part.longitude, f"{part.field}.lon", -180, 180, part.decimals))
    at = getter(part.field)

    def parse(latitude: str, longitude: str) -> Parsed:
        lat, troubles = north.parse(latitude)
        lon, more = east.parse(longitude)
        troubles += more
        if lat == lon == 0:
            words = f"{part.latitude} and {part.longitude} are both 0, which stands for no place; there is no point"
            return None, trouble_of("TAB-NULL-POINT", part.latitude, words, "give the place's coordinates, or none")
        if lat is not None and lon is not None:
            return (lat, lon), troubles
        if not troubles and (lat is not None or lon is not None):
            blank = part.longitude if lon is None else part.latitude
            troubles = trouble_of("TAB-HALF-POINT", blank, f"{blank} is blank, so there is no point", "give both, or neither")
        return None, troubles

    def render(value: tuple[float, float] | None) -> tuple[str, ...]:
        return ("", "") if value is None else north.render(value[0]) + east.render(value[1])

    def get(record: dict[str, Any]) -> tuple[float, float] | None:
        found = at(record)
        return None if found is None else (found["lat"], found["lon"])

    def thaw(value: tuple[float, float]) -> dict[str, float]:
        return {"lat": value[0], "lon": value[1]}

    return Cells(columns_of(part), parse, render, get, (Field(part.field, thaw, fresh=True),))


def nation(part: Nation) -> Cells:
    """A country, by name and number."""
    at = getter(part.field)
    by_alpha3 = {code: numeric for numeric, code in part.alpha3.items()}

    def parse(name: str, numeric: str) -> Parsed:
        word = name.strip() or None
        number, troubles = told_only(whole_number(numeric, part.numeric, 1), "TAB-CODE")
        code = None if number is None else f"{number:03d}"
        if code is not None and len(code) > 3:
            told = f"{part.numeric} {number} is no ISO 3166-1 numeric code"
            return (word, None) if word else None, trouble_of("TAB-CODE", part.numeric, told, "the cell is kept as it is")
        expected = part.numbers.get(word.casefold()) if word else None
        if code and expected and code != expected:
            told = f"{part.name} is {word!r}, whose code is {int(expected)}, but {part.numeric} is {number}"
            troubles += trouble_of("TAB-DIFFERS", part.numeric, told, "both are kept; correct one of the two")
        return ((word, code) if word or code else None), troubles

    def render(value: tuple[str | None, str | None] | None) -> tuple[str, ...]:
        if value is None:
            return "", ""
        word, code = value
        return word or part.names.get(code or "", ""), str(int(code)) if code else ""

    def get(record: dict[str, Any]) -> tuple[str | None, str | None] | None:
        found = at(record)
        if found is None:
            return None
        codes = {entry["system"]: entry for entry in found.get("codes", ())}
        word = found.get("name")
        code = codes["iso3166-1-numeric"]["code"] if "iso3166-1-numeric" in codes else None
        # A code that only follows from the name is none that a table had.
        if code is None and (alpha3 := codes.get("iso3166-1-alpha3", {})).get("basis") != "crosswalk":
            code = by_alpha3.get(alpha3.get("code"))
        return (word, code) if word or code else None

    def thaw(value: tuple[str | None, str | None]) -> dict[str, Any]:
        word, code = value
        made: dict[str, Any] = {"name": word} if word else {}
        if code:
            made["codes"] = [{"system": "iso3166-1-numeric", "code": code, "basis": "source"}]
            if alpha3 := part.alpha3.get(code):
                made["codes"].append({"system": "iso3166-1-alpha3", "code": alpha3, "basis": "crosswalk"})
        elif word and (number := part.numbers.get(word.casefold())) is not None and (alpha3 := part.alpha3.get(number)):
            made["codes"] = [{"system": "iso3166-1-alpha3", "code": alpha3, "basis": "crosswalk"}]
        return made

    return Cells(columns_of(part), parse, render, get, (Field(part.field, thaw, fresh=True),))


def reports(part: Reports) -> Cells:
    """The sources, by names and scale."""

    def parse(names: str, scale: str) -> Parsed:
        found = split(names, part.separator) or ()
        return ((found, scale.strip() or None) if found or scale.strip() else None), ()

    def render(value: tuple[tuple[str, ...], str | None] | None) -> tuple[str, ...]:
        return (part.joint.join(value[0]), value[1] or "") if value else ("", "")

    def get(record: dict[str, Any]) -> tuple[tuple[str, ...], str | None] | None:
        sources = record.get("sources", ())
        found = tuple(source["name"] for source in sources if "name" in source)
        scales = {source.get("scale") for source in sources}
        scale = scales.pop() if len(scales) == 1 else None
        return (found, scale) if found or scale else None

    def thaw(value: tuple[tuple[str, ...], str | None]) -> list[dict[str, str]]:
        names, scale = value
        if not scale:
            return [{"name": name} for name in names]
        return [{"name": name, "scale": scale} for name in names] or [{"scale": scale}]

    return Cells(
        columns_of(part), parse, render, get, (Field("sources", thaw, fresh=True, gives=("sources.name", "sources.scale")),)
    )


def count(part: Count) -> Cells:
    """A toll."""

    def parse(cell: str) -> Parsed:
        return whole_number(cell, part.column, 0)

    def get(record: dict[str, Any]) -> int | None:
        for toll in record.get("tolls", ()):
            if toll["measure"] == part.measure and toll["who"] == part.who:
                if part.zero is not None and toll.get("state") == part.zero:
                    return 0
                found = toll.get("best")
                return None if found is None else int(found)
        return None

    def thaw(value: int) -> list[dict[str, Any]]:
        toll: dict[str, Any] = {"measure": part.measure, "who": part.who}
        if value == 0 and part.zero is not None:
            toll["state"] = part.zero
        else:
            toll["best"] = value
        return [toll]

    def render(value: int | None) -> tuple[str, ...]:
        # A table that writes 0 for "not reported" has no blank.
        return (str(value) if value is not None else "0" if part.zero is not None else "",)

    gives = ("tolls.measure", "tolls.who", "tolls.best", "tolls.state")
    return Cells((part.column,), parse, render, get, (Field("tolls", thaw, fresh=True, gives=gives),))


_READY: Mapping[type, Callable[[Any], Cells]] = {
    Identifier: identifier, Text: text, Texts: texts, Whole: whole, Decimal: decimal, Spot: spot, Flag: flag, Coded: coded,
    Day: day_part, PlainDay: plain_day, Kinds: kinds, Nation: nation, Reports: reports, Count: count,
}  # fmt: skip


def ready(part: Part, missing: tuple[str, ...] = ()) -> Cells:
    """A part made ready to run, a cell that is one of ``missing`` being read as blank."""
    own = _READY.get(type(part))  # whether a class fits a protocol takes long to ask
    made = own(part) if own is not None else cast("OwnPart", part).ready()
    return reading_as_blank(made, frozenset(missing)) if missing else made
