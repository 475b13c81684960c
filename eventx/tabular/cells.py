"""What each kind of part does with its cells: read them into one value, write them from it, and its place in the record.

Knows one part at a time. Doesn't know rows, files, or what is done with cells that don't come back the same
(:mod:`eventx.tabular.rows`). A part's value is hashable, and None if the cells say nothing; None is written as blank cells.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from attrs import frozen

from eventx.report import Severity
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
    Part,
    Reports,
    Text,
    Texts,
    Whole,
    columns_of,
)
from eventx.tabular.paths import Get, Thaw, getter

_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,20}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_WORDS = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})[ -]([0-9]{4}|[0-9]{2})")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MIDDLE = 15


@frozen
class Trouble:
    """Something about a cell that its owner should know; an error rejects the row."""

    code: str
    severity: Severity
    column: str
    message: str
    advice: str


Parsed = tuple[Any, tuple[Trouble, ...]]


@frozen
class Cells:
    """A part made ready to run. ``fields`` are the paths it fills: (path, value → JSON, weak), mostly one for each column."""

    columns: tuple[str, ...]
    parse: Callable[..., Parsed]
    render: Callable[[Any], tuple[str, ...]]
    get: Get
    fields: tuple[tuple[str, Thaw, bool], ...]
    varied: bool = False


def ready(part: Part) -> Cells:
    """A part made ready to run."""
    match part:
        case Identifier():
            return _identifier(part)
        case Text():
            return _text(part)
        case Texts():
            return _texts(part)
        case Whole():
            return _whole(part)
        case Decimal():
            return _decimal(part)
        case Flag():
            return _flag(part)
        case Coded():
            return _coded(part)
        case Day():
            return _day(part)
        case Kinds():
            return _kinds(part)
        case Nation():
            return _nation(part)
        case Reports():
            return _reports(part)
        case Count():
            return _count(part)


def _itself(value: Any) -> Any:
    return value


def _shown(value: Any) -> tuple[str, ...]:
    return ("" if value is None else str(value),)


def _trouble(code: str, column: str, message: str, advice: str, *, error: bool = False) -> tuple[Trouble, ...]:
    return (Trouble(code, Severity.ERROR if error else Severity.WARNING, column, message, advice),)


def _identifier(part: Identifier) -> Cells:
    prefix = f"{part.prefix}:"

    def parse(cell: str) -> Parsed:
        value = cell.strip()
        if not value:
            words = f"{part.column} is blank; an event without its id can't be told from others"
            return None, _trouble("TAB-ID", part.column, words, "give the row the id it has in the source", error=True)
        if not value.isprintable():
            words = f"{part.column} {value!r} has a line break or a control character in it"
            return None, _trouble("TAB-ID", part.column, words, "take it out of the id", error=True)
        return value, ()

    def get(record: dict[str, Any]) -> str:
        return str(record["id"]).removeprefix(prefix)

    def thaw(value: str) -> str:
        return prefix + value

    return Cells((part.column,), parse, _shown, get, (("id", thaw, False),), varied=True)


def _text(part: Text) -> Cells:
    def parse(cell: str) -> Parsed:
        value = cell.strip()
        return ((cell if part.verbatim else value) if value else None), ()

    return Cells((part.column,), parse, _shown, getter(part.field), ((part.field, _itself, False),), part.verbatim)


def _split(cell: str, separator: str) -> tuple[str, ...] | None:
    return tuple(item for one in cell.split(separator) if (item := one.strip())) or None


def _texts(part: Texts) -> Cells:
    at = getter(part.field)

    def parse(cell: str) -> Parsed:
        return _split(cell, part.separator), ()

    def render(value: tuple[str, ...] | None) -> tuple[str, ...]:
        return (part.joint.join(value or ()),)

    def get(record: dict[str, Any]) -> tuple[str, ...] | None:
        return tuple(at(record) or ()) or None

    return Cells((part.column,), parse, render, get, ((part.field, list, False),))


def _whole_number(cell: str, column: str, lowest: int | None) -> Parsed:
    text = cell.strip()
    if not text:
        return None, ()
    if not _WHOLE.fullmatch(text):
        words = f"{column} {cell!r} is not a whole number"
        return None, _trouble("TAB-NUMBER", column, words, "write digits only, or leave the cell blank", error=True)
    value = int(text)
    if lowest is not None and value < lowest:
        words = f"{column} is {value}, less than {lowest}"
        return None, _trouble("TAB-NUMBER", column, words, "correct the number, or leave the cell blank", error=True)
    return value, ()


def _whole(part: Whole) -> Cells:
    def parse(cell: str) -> Parsed:
        return _whole_number(cell, part.column, part.lowest)

    return Cells((part.column,), parse, _shown, getter(part.field), ((part.field, _itself, False),))


def _decimal(part: Decimal) -> Cells:
    def parse(cell: str) -> Parsed:
        text = cell.strip()
        if not text:
            return None, ()
        if not _DECIMAL.fullmatch(text):
            words = f"{part.column} {cell!r} is not a decimal number"
            return None, _trouble("TAB-NUMBER", part.column, words, "write it as in 8.5907, with a point", error=True)
        value = float(text)
        if not part.lowest <= value <= part.highest:
            words = f"{part.column} is {text}, outside {part.lowest:g} to {part.highest:g}"
            return None, _trouble("TAB-NUMBER", part.column, words, "correct it; latitude comes before longitude", error=True)
        return value, ()

    def render(value: float | None) -> tuple[str, ...]:
        if value is None:
            return ("",)
        text = f"{value:.{part.decimals}f}"
        return (text,) if float(text) == value else (f"{value:.17f}".rstrip("0") if abs(value) < 1e-4 else repr(float(value)),)

    return Cells((part.column,), parse, render, getter(part.field), ((part.field, _itself, False),))


def _flag(part: Flag) -> Cells:
    words = frozenset(word.casefold() for word in part.words)

    def parse(cell: str) -> Parsed:
        text = cell.strip()
        if not text:
            return None, ()
        if text.casefold() in words:
            return True, ()
        told = f"{part.column} {cell!r} is not {part.words[0]!r}"
        return None, _trouble("TAB-CODE", part.column, told, "the cell is kept as it is; the record says nothing of it")

    def render(value: bool | None) -> tuple[str, ...]:
        return (part.words[0] if value else "",)

    at = getter(part.field)

    def get(record: dict[str, Any]) -> bool | None:
        return at(record) or None  # false is written as blank, which is read as nothing

    return Cells((part.column,), parse, render, get, ((part.field, _itself, False),))


def _code(cell: str, codes: Codes, column: str) -> Parsed:
    if cell in codes.meaning:
        return cell, ()
    text = cell.strip()
    if not text:
        return None, ()
    if text in codes.meaning:
        return text, ()
    if (found := codes.spellings.get(text.casefold())) is not None:
        return found or None, ()
    told = f"{column} {cell!r} is not in the list {codes.name}"
    return None, _trouble("TAB-CODE", column, told, "the cell is kept as it is; the record says nothing of it")


def _coded(part: Coded) -> Cells:
    codes, system = part.codes, part.system
    at = getter(part.field)
    own_path = f"{part.field.rpartition('.')[0]}.codes"
    own = getter(own_path)

    def parse(cell: str) -> Parsed:
        return _code(cell, codes, part.column)

    def get(record: dict[str, Any]) -> str | None:
        if system is not None:
            for entry in own(record) or ():
                if entry["system"] == system and entry["code"] in codes.meaning:
                    return str(entry["code"])
        value = at(record)
        return codes.back.get(value) if value is not None else None

    def entry(value: str) -> list[dict[str, str]]:
        return [{"system": system or "", "code": value, "basis": "source"}]

    fields: tuple[tuple[str, Thaw, bool], ...] = ((part.field, codes.meaning.get, False),)
    if system is not None:
        fields += ((own_path, entry, False),)
    return Cells((part.column,), parse, _shown, get, fields)


def _read_day(cell: str, column: str) -> tuple[date | None, tuple[Trouble, ...]]:
    text = cell.strip()
    if not text:
        return None, ()
    troubles: tuple[Trouble, ...] = ()
    try:
        if found := _ISO.fullmatch(text):
            day = date(int(found[1]), int(found[2]), int(found[3]))
        elif (found := _WORDS.fullmatch(text)) and (month := _month(found[2])):
            year = int(found[3])
            if len(found[3]) == 2:
                year += 1900 if year >= 70 else 2000
                told = f"{column} {cell!r} has a year of two digits, read as {year}"
                troubles = _trouble("TAB-TWO-DIGIT-YEAR", column, told, "check the century; write all four digits")
            day = date(year, month, int(found[1]))
        else:
            told = f"{column} {cell!r} is in no form that is read for sure"
            return None, _trouble("TAB-DATE", column, told, "write it as 2025-05-16 or 16 May 2025", error=True)
    except ValueError:
        told = f"{column} {cell!r}: there is no such day"
        return None, _trouble("TAB-DATE", column, told, "correct the day, the month or the year", error=True)
    if not 1000 < day.year < 9999:
        return None, _trouble("TAB-DATE", column, f"{column} {cell!r} has an impossible year", "correct the year", error=True)
    return day, troubles


def _month(word: str) -> int | None:
    lower = word.lower()
    for number, name in enumerate(_MONTHS, start=1):
        if lower in (name, name[:3]) or (lower == "sept" and number == 9):
            return number
    return None


def _span(day: date, kind: str) -> tuple[str, str]:
    if kind == "month":
        last = monthrange(day.year, day.month)[1]
        return day.replace(day=1).isoformat(), day.replace(day=last).isoformat()
    away = timedelta(days=3 if kind == "week" else 0)
    return (day - away).isoformat(), (day + away).isoformat()


def middle(start: str, end: str, precision: str) -> str:
    """The day that stands for an interval: the 15th of a month, the middle of anything else (the earlier of two)."""
    if precision == "month" and start[:7] == end[:7]:
        return f"{start[:7]}-{_MIDDLE:02d}"
    if start == end:
        return start
    first = date.fromisoformat(start)
    return (first + (date.fromisoformat(end) - first) // 2).isoformat()


def _day(part: Day) -> Cells:
    known = Codes(part.precision, part.spans, part.back)
    at = getter(part.field)

    def parse(cell: str, precise: str) -> Parsed:
        day, troubles = _read_day(cell, part.column)
        code, more = _code(precise, known, part.precision)
        troubles += more
        if day is None:
            return None, troubles
        if code is None:
            # Without its precision the day is words: it may stand for a week, a month or itself.
            if not precise.strip():
                told = f"{part.precision} is blank, so {part.column} may stand for a longer time"
                troubles += _trouble("TAB-CODE", part.precision, told, f"give the {part.precision}")
            return ("", "", "unknown", cell.strip()), troubles
        kind = part.spans[code]
        start, end = _span(day, kind)
        return (start, end, kind, ""), troubles

    def render(value: tuple[str, str, str, str] | None) -> tuple[str, ...]:
        if value is None or value[2] not in part.back:
            return "", ""
        return middle(value[0], value[1], value[2]), part.back[value[2]]

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

    return Cells(columns_of(part), parse, render, get, ((part.field, thaw, False),))


def _kinds(part: Kinds) -> Cells:
    coarse, fine, system = part.coarse_codes, part.fine_codes, part.system

    def parse(broad: str, narrow: str) -> Parsed:
        outer, troubles = _code(broad, coarse, part.coarse)
        inner, more = _code(narrow, fine, part.fine)
        troubles += more
        if inner and outer and part.coarser[inner] != outer:
            told = f"{part.fine} {inner!r} belongs to {part.coarser[inner]!r}, but {part.coarse} is {outer!r}"
            troubles += _trouble("TAB-DIFFERS", part.coarse, told, f"the type is taken from {part.fine}; correct one of the two")
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
        if not outer and not inner and (code := record.get("type")) is not None:
            inner = fine.back.get(code)
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

    fields: tuple[tuple[str, Thaw, bool], ...] = (
        ("codes", entries, False),
        ("type", kind, False),
        ("actors[side=a].role", role_of("initiator"), True),
        ("actors[side=b].role", role_of("target"), True),
    )
    return Cells(columns_of(part), parse, render, get, fields)


def _nation(part: Nation) -> Cells:
    at = getter(part.field)
    by_alpha3 = {code: numeric for numeric, code in part.alpha3.items()}

    def parse(name: str, numeric: str) -> Parsed:
        word = name.strip() or None
        number, troubles = _whole_number(numeric, part.numeric, 1)
        code = None if number is None else f"{number:03d}"
        if code is not None and len(code) > 3:
            told = f"{part.numeric} {number} is no ISO 3166-1 numeric code"
            return (word, None) if word else None, _trouble("TAB-CODE", part.numeric, told, "the cell is kept as it is")
        expected = part.numbers.get(word.casefold()) if word else None
        if code and expected and code != expected:
            told = f"{part.name} is {word!r}, whose code is {int(expected)}, but {part.numeric} is {number}"
            troubles += _trouble("TAB-DIFFERS", part.numeric, told, "both are kept; correct one of the two")
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
        codes = {entry["system"]: entry["code"] for entry in found.get("codes", ())}
        word, code = found.get("name"), codes.get("iso3166-1-numeric")
        if code is None and "iso3166-1-alpha3" in codes:
            code = by_alpha3.get(codes["iso3166-1-alpha3"])
        return (word, code) if word or code else None

    def thaw(value: tuple[str | None, str | None]) -> dict[str, Any]:
        word, code = value
        made: dict[str, Any] = {"name": word} if word else {}
        if code:
            made["codes"] = [{"system": "iso3166-1-numeric", "code": code, "basis": "source"}]
            if alpha3 := part.alpha3.get(code):
                made["codes"].append({"system": "iso3166-1-alpha3", "code": alpha3, "basis": "crosswalk"})
        return made

    return Cells(columns_of(part), parse, render, get, ((part.field, thaw, False),))


def _reports(part: Reports) -> Cells:
    def parse(names: str, scale: str) -> Parsed:
        found = _split(names, part.separator) or ()
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

    return Cells(columns_of(part), parse, render, get, (("sources", thaw, False),))


def _count(part: Count) -> Cells:
    def parse(cell: str) -> Parsed:
        return _whole_number(cell, part.column, 0)

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

    return Cells((part.column,), parse, render, get, (("tolls", thaw, False),))
