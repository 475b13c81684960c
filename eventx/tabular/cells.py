"""What each part of one column does with its cell: read it into a value, write it from one, and its place in the record.

Knows one part at a time. Doesn't know rows, files, or what is done with cells that don't come back the same
(:mod:`eventx.tabular.rows`). A part's value is hashable, and None if the cells say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from attrs import evolve, frozen

from eventx.report import Severity
from eventx.tabular.layout import Coded, Codes, Decimal, Flag, Identifier, Text, Texts, Whole
from eventx.tabular.paths import Get, Thaw, getter

_WHOLE = re.compile(r"([+-]?[0-9]{1,15})(?:\.0{1,10})?")  # 3.0 comes from a column that once had blanks
_TOO_LONG = re.compile(r"[+-]?([0-9]{16,})(?:\.0{1,10})?")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,20}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})")
_COMMA = re.compile(r"[+-]?[0-9]{1,3},[0-9]{1,30}")
_FIGURES = "tolls"
_NO_ID = (
    "give the row the id it has in the source; of a table without ids, 'eventx csv-mapping' writes a mapping that makes some of "
    "cells, with which --from csv -O mapping=PATH reads it"
)
_NO_WHOLE = (
    "write digits only, or leave the cell blank; a mapping of your own, which 'eventx csv-mapping' begins, can name words that "
    "mean 'unknown' and the sign between thousands, and reads the table with --from csv -O mapping=PATH"
)
# A record's id with its source's name, as an exporter writes it: ids of the tables' own sources have no such name before a colon.
_NAMED = re.compile(r"([a-z][a-z0-9._-]*:)[^ ]")
_DIGITS = re.compile(r"[0-9]+")
_CUT = re.compile(r"[0-9](?:[.,][0-9]+)?E[+][0-9]+", re.IGNORECASE)
_NUMBERED = re.compile(r"([0-9]{1,6})\.0{1,10}")


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
class Field:
    """Where a part's value goes: the path, and how the value becomes JSON there.

    ``fresh``: it becomes a list or an object, so each record needs its own. ``weak``: it is put only where something else is
    (a role alone makes no actor), also if the value is None. ``gives``: the paths it fills below its own, if not any.
    ``stands``: the paths below its own with the column that each stands in, where several columns make the value. ``listed``: the
    value is a tuple of elements, each a tuple of texts for the paths it ``gives``; a blank one isn't there, and each other stands
    in the record as it is.
    """

    path: str
    thaw: Thaw
    weak: bool = False
    fresh: bool = False
    gives: tuple[str, ...] = ()
    stands: tuple[tuple[str, str], ...] = ()
    listed: bool = False


@frozen
class Cells:
    """A part made ready to run. A ``varied`` one has too many different cells to remember them.

    ``allows``: all that cells can mean, where the table they came from decides it (the order of a date).
    """

    columns: tuple[str, ...]
    parse: Callable[..., Parsed]
    render: Callable[[Any], tuple[str, ...]]
    get: Get
    fields: tuple[Field, ...]
    varied: bool = False
    allows: Callable[..., tuple[Any, ...]] | None = None

    def says(self, cells: tuple[str, ...], value: Any) -> bool:
        """Whether cells can mean a value."""
        return self.parse(*cells)[0] == value or (self.allows is not None and value in self.allows(*cells))


def itself(value: Any) -> Any:
    """The value as it is."""
    return value


def shown(value: Any) -> tuple[str, ...]:
    """The value as one cell; nothing known is blank."""
    return ("" if value is None else str(value),)


def trouble_of(code: str, column: str, message: str, advice: str, *, error: bool = False) -> tuple[Trouble, ...]:
    """One trouble with a column, in the tuple that parsing gives."""
    return (Trouble(code, Severity.ERROR if error else Severity.WARNING, column, message, advice),)


def is_cut(cell: str) -> bool:
    """Whether a spreadsheet has cut the digits of an id (1.97E+11), so that several rows would share it."""
    return _CUT.fullmatch(cell) is not None


def whole_id(prefix: str, cell: str) -> str:
    """The record's id that a cell stands for: that of another source's record stands in it with that source's name."""
    named = _NAMED.match(cell)
    return prefix + cell if named is None or named[1] == prefix else cell


def identifier(part: Identifier) -> Cells:
    """The id."""
    prefix = f"{part.prefix}:"

    def parse(cell: str) -> Parsed:
        value = cell.strip()
        if not value:
            words = f"{part.column} is blank; an event without its id can't be told from others"
            return None, trouble_of("TAB-ID", part.column, words, _NO_ID, error=True)
        if any(sign in value for sign in "\t\r\n"):
            words = f"{part.column} {value!r} has a line break or a tab in it"
            return None, trouble_of("TAB-ID", part.column, words, "take it out of the id", error=True)
        if is_cut(value):
            words = f"{part.column} {value!r} is an id whose digits a spreadsheet has cut"
            return None, trouble_of("TAB-ID", part.column, words, "take the table as its source gives it", error=True)
        if part.number and not _DIGITS.fullmatch(value) and whole_id(prefix, value) != value:
            words = f"{part.column} {value!r} is no whole number, as the ids of this source are"
            return None, trouble_of("TAB-ID", part.column, words, "take the table as its source gives it", error=True)
        return value, ()

    def get(record: dict[str, Any]) -> str:
        return str(record["id"]).removeprefix(prefix)

    return Cells((part.column,), parse, shown, get, (Field("id", partial(whole_id, prefix)),), varied=True)


def text(part: Text) -> Cells:
    """Words."""

    def parse(cell: str) -> Parsed:
        value = cell.strip()
        return ((cell if part.verbatim else value) if value else None), ()

    return Cells((part.column,), parse, shown, getter(part.field), (Field(part.field, itself),), part.verbatim)


def split(cell: str, separator: str) -> tuple[str, ...] | None:
    """The items of a list in one cell, trimmed; None if there are none."""
    return tuple(item for one in cell.split(separator) if (item := one.strip())) or None


def texts(part: Texts) -> Cells:
    """A list of words."""
    at = getter(part.field)

    def parse(cell: str) -> Parsed:
        return split(cell, part.separator), ()

    def render(value: tuple[str, ...] | None) -> tuple[str, ...]:
        return (part.joint.join(value or ()),)

    def get(record: dict[str, Any]) -> tuple[str, ...] | None:
        return tuple(at(record) or ()) or None

    return Cells((part.column,), parse, render, get, (Field(part.field, list, fresh=True),))


def told_only(parsed: Parsed, code: str) -> Parsed:
    """The same, with errors made warnings under another code: for columns without which the row still says its event."""
    value, troubles = parsed
    advice = "the cell is kept as it is; the record says nothing of it"
    return value, tuple(Trouble(code, Severity.WARNING, one.column, one.message, advice) for one in troubles)


def whole_number(cell: str, column: str, lowest: int | None) -> Parsed:
    """A whole number from a cell."""
    text = cell.strip()
    if not text:
        return None, ()
    if not (found := _WHOLE.fullmatch(text)):
        words, advice = f"{column} {cell!r} is not a whole number", _NO_WHOLE
        if long := _TOO_LONG.fullmatch(text):
            words = f"{column} is a number of {len(long[1])} digits, and no number here has more than 15"
            advice = "correct the number, or leave the cell blank"
        return None, trouble_of("TAB-NUMBER", column, words, advice, error=True)
    value = int(found[1])
    if lowest is not None and value < lowest:
        words = f"{column} is {value}, less than {lowest}"
        return None, trouble_of("TAB-NUMBER", column, words, "correct the number, or leave the cell blank", error=True)
    return value, ()


def whole(part: Whole) -> Cells:
    """A whole number."""
    extra = ":" in part.field

    def parse(cell: str) -> Parsed:
        found = whole_number(cell, part.column, part.lowest)
        return told_only(found, "TAB-NUMBER") if extra else found

    return Cells((part.column,), parse, shown, getter(part.field), (Field(part.field, itself),), part.varied)


def decimal(part: Decimal) -> Cells:
    """A decimal number."""

    def parse(cell: str) -> Parsed:
        text = cell.strip()
        if not text:
            return None, ()
        if part.highest < 1000 and _COMMA.fullmatch(text):
            text = text.replace(",", ".")  # below a thousand the comma can only be the decimal mark
        if not _DECIMAL.fullmatch(text):
            words = f"{part.column} {cell!r} is not a decimal number"
            return None, trouble_of("TAB-NUMBER", part.column, words, "write it as in 8.5907, with a point", error=True)
        value = float(text)
        if not part.lowest <= value <= part.highest:
            words = f"{part.column} is {text}, outside {part.lowest:g} to {part.highest:g}"
            return None, trouble_of("TAB-NUMBER", part.column, words, "correct it; latitude comes before longitude", error=True)
        return value, ()

    def render(value: float | None) -> tuple[str, ...]:
        if value is None:
            return ("",)
        text = f"{value:.{part.decimals}f}"
        return (text,) if float(text) == value else (f"{value:.17f}".rstrip("0") if abs(value) < 1e-4 else repr(float(value)),)

    return Cells((part.column,), parse, render, getter(part.field), (Field(part.field, itself),))


def flag(part: Flag) -> Cells:
    """True, or nothing."""
    words = frozenset(word.casefold() for word in part.words)

    def parse(cell: str) -> Parsed:
        text = cell.strip()
        if not text:
            return None, ()
        if text.casefold() in words:
            return True, ()
        told = f"{part.column} {cell!r} is not {part.words[0]!r}"
        return None, trouble_of("TAB-CODE", part.column, told, "the cell is kept as it is; the record says nothing of it")

    def render(value: bool | None) -> tuple[str, ...]:
        return (part.words[0] if value else "",)

    at = getter(part.field)

    def get(record: dict[str, Any]) -> bool | None:
        return at(record) or None  # false is written as blank, which is read as nothing

    return Cells((part.column,), parse, render, get, (Field(part.field, itself),))


def code_of(cell: str, codes: Codes, column: str) -> Parsed:
    """The code of a list that a cell has, in the spelling of the list."""
    text = cell.strip()
    if not text:
        return None, ()
    found = text if text in codes.meaning else codes.spellings.get(text.casefold())
    if found is None and (number := _NUMBERED.fullmatch(text)):  # 1.0 comes from a column that once had blanks
        text = number[1]
        found = text if text in codes.meaning else codes.spellings.get(text)
    if found is not None:
        if found in codes.told:
            advice = "the source's own code stands in the record beside it"
            return found, (Trouble("TAB-OLDER-CODE", Severity.NOTE, column, codes.told[found], advice),)
        return found or None, ()
    told = f"{column} {cell!r} is not in the list {codes.name}"
    return None, trouble_of("TAB-CODE", column, told, "the cell is kept as it is; the record says nothing of it")


def coded(part: Coded) -> Cells:
    """A code of a closed list."""
    return _coded_beside(part, part.system) if part.system is not None else _translated(part)


def _translated(part: Coded) -> Cells:
    """A code of which the record has only the translation; where several codes have the same, the cell travels."""
    codes = part.codes
    at = getter(part.field)

    def parse(cell: str) -> Parsed:
        code, troubles = code_of(cell, codes, part.column)
        return (codes.meaning.get(code) or None if code else None), troubles

    def render(value: str | None) -> tuple[str, ...]:
        code = codes.back.get(value, "") if value is not None else ""
        return (codes.forms.get(code, code),)

    return Cells((part.column,), parse, render, at, (Field(part.field, itself),))


def _coded_beside(part: Coded, system: str) -> Cells:
    """A code that the record keeps beside its translation."""
    codes = part.codes
    at = getter(part.field)
    own_path = f"{part.field.rpartition('.')[0]}.codes".lstrip(".")
    own = getter(own_path)

    def parse(cell: str) -> Parsed:
        return code_of(cell, codes, part.column)

    def get(record: dict[str, Any]) -> str | None:
        for entry in own(record) or ():
            if entry["system"] == system and entry["code"] in codes.meaning:
                return str(entry["code"])
        value = at(record)
        return codes.back.get(value) if value is not None else None

    def meaning(value: str) -> str | None:
        return codes.meaning.get(value) or None

    def entry(value: str) -> list[dict[str, str]]:
        return [{"system": system, "code": value, "basis": "source"}]

    def render(value: str | None) -> tuple[str, ...]:
        return (codes.forms.get(value or "", value or ""),)

    fields = (Field(part.field, meaning), Field(own_path, entry, fresh=True))
    return Cells((part.column,), parse, render, get, fields)


def reading_as_blank(part: Cells, words: frozenset[str]) -> Cells:
    """The part, a cell that is a word for nothing known (``NA``, ``n/a``) being read as blank; told where figures are unknown."""
    without = _without if len(part.columns) > 1 else _one_without
    parse, allows = without(part.parse, words), None if part.allows is None else without(part.allows, words)
    if any(field.path.partition("[")[0] == _FIGURES for field in part.fields):
        parse = _telling(parse, part.columns, words)
    return evolve(part, parse=parse, allows=allows)


def _without(parse: Callable[..., Any], words: frozenset[str]) -> Callable[..., Any]:
    def without(*cells: str) -> Any:
        return parse(*["" if cell.strip() in words else cell for cell in cells])

    return without


def _one_without(parse: Callable[..., Any], words: frozenset[str]) -> Callable[..., Any]:
    """The same for one cell, which may be long prose."""
    longest = max(map(len, words)) + 2  # with a blank on either side

    def without(cell: str) -> Any:
        return parse("" if len(cell) <= longest and cell.strip() in words else cell)

    return without


def _telling(parse: Callable[..., Any], columns: tuple[str, ...], words: frozenset[str]) -> Callable[..., Any]:
    """The same, and tells which figures aren't known, because many programs read such a cell as 0."""

    def telling(*cells: str) -> Any:
        value, troubles = parse(*cells)
        unknown = [(column, cell) for column, cell in zip(columns, cells, strict=True) if cell.strip() in words]
        if not unknown:
            return value, troubles
        said = ", ".join(f"{column} {cell!r}" for column, cell in unknown)
        message = f"{said}: not known, so the record has no such figure, which is not 0"
        advice = "give the figure if there is one; the cell is kept as it is"
        return value, (*troubles, Trouble("TAB-UNKNOWN", Severity.NOTE, unknown[0][0], message, advice))

    return telling
