"""Days in the forms that tables have had.

Knows dates with the year first (also with a midnight behind them), days with the month in words, numbers with the day or the
month first, and the serial numbers of spreadsheets. Doesn't decide between day and month: the layout, the table or the user does.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from attrs import frozen

from eventx.errors import UsageError
from eventx.tabular.cells import Trouble, trouble_of

Order = Literal["", "dmy", "mdy"]

_MIDNIGHT = r"(?:[ T]0?0:00(?::00(?:\.0{1,9})?)?(?:Z|\+00:00)?| 12:00(?::00)? ?AM)?"
_ISO = re.compile(r"([0-9]{4})([-/]?)([0-9]{2})\2([0-9]{2})" + _MIDNIGHT)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})" + _MIDNIGHT)
_WORDS = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})[ -]([0-9]{4}|[0-9]{2})")
_STATA = re.compile(r"([0-9]{2})([a-z]{3})([0-9]{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9}) ([0-9]{1,2}), ?([0-9]{4})")
_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})" + _MIDNIGHT)
_SERIAL = re.compile(r"([0-9]{5})(?:\.0{1,10})?")
_EPOCH_MS = re.compile(r"[0-9]{12,13}(?:\.0)?")
_SERIALS = range(32_874, 73_051)  # 1990 to 2099; a smaller number may be anything
_EPOCH = date(1899, 12, 30)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MIDDLE = 15
_Read = tuple[date | None, tuple[Trouble, ...]]


def stated_day(option: str, text: str | None) -> str | None:
    """The day that a user states in an option. Raises :class:`UsageError` for what is none."""
    try:
        return None if text is None else date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"option {option}={text}: must be a day that exists, written like 2026-03-01") from None


def read_day(cell: str, column: str, order: Order = "") -> _Read:
    """The day a cell names, and what there is to tell about it; an error if that can't be known."""
    text = cell.strip()
    if not text:
        return None, ()
    try:
        day, troubles = _day(text, cell, column, order)
    except ValueError:
        told = f"{column} {cell!r}: there is no such day"
        return None, trouble_of("TAB-DATE", column, told, "correct the day, the month or the year", error=True)
    if day is not None and not 1000 < day.year < 9999:
        return None, trouble_of("TAB-DATE", column, f"{column} {cell!r} has an impossible year", "correct the year", error=True)
    return day, troubles


def _day(text: str, cell: str, column: str, order: Order) -> _Read:
    if found := _ISO.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return date(int(found[1]), int(found[3]), int(found[4])), ()
    if (found := _WORDS.fullmatch(text) or _STATA.fullmatch(text)) and (month := month_of(found[2])):
        year, troubles = _year(found[3], cell, column)
        return date(year, month, int(found[1])), troubles
    if (found := _MONTH_FIRST.fullmatch(text)) and (month := month_of(found[1])):
        return date(int(found[3]), month, int(found[2])), ()
    if found := _NUMBERS.fullmatch(text):
        numbers = int(found[1]), int(found[3])
        if not order:
            told = f"{column} {cell!r}: which number is the day and which the month, the table doesn't show, or shows both"
            return None, trouble_of("TAB-DATE-ORDER", column, told, "say it with -O dates=dmy or -O dates=mdy", error=True)
        number, month = numbers if order == "dmy" else numbers[::-1]
        year, troubles = _year(found[4], cell, column)
        return date(year, month, number), troubles
    if (found := _SERIAL.fullmatch(text)) and int(found[1]) in _SERIALS:
        day = _EPOCH + timedelta(days=int(found[1]))
        told = f"{column} {cell!r} is a spreadsheet's serial number, read as {day.isoformat()}"
        return day, trouble_of("TAB-SERIAL-DATE", column, told, "save the sheet with the column formatted as a date")
    if _EPOCH_MS.fullmatch(text):
        told = f"{column} {cell!r} looks like milliseconds since 1970, which have no day of their own without a time zone"
        advice = "write the days as text before saving: 2025-05-16; in pandas to_json(date_format='iso')"
        return None, trouble_of("TAB-DATE", column, told, advice, error=True)
    told = f"{column} {cell!r} is in no form that is read for sure"
    return None, trouble_of("TAB-DATE", column, told, "write it as 2025-05-16 or 16 May 2025", error=True)


def _year(text: str, cell: str, column: str) -> tuple[int, tuple[Trouble, ...]]:
    year = int(text)
    if len(text) == 4:
        return year, ()
    year += 1900 if year >= 70 else 2000
    told = f"{column} {cell!r} has a year of two digits, read as {year}"
    return year, trouble_of("TAB-TWO-DIGIT-YEAR", column, told, "check the century; write all four digits")


def month_of(word: str) -> int | None:
    """The number of a month by its English name or its first three letters."""
    lower = word.lower()
    for number, name in enumerate(_MONTHS, start=1):
        if lower in (name, name[:3]) or (lower == "sept" and number == 9):
            return number
    return None


def is_numbers(cell: str) -> bool:
    """Whether a cell is a date whose day and month are both numbers before the year, so that the order has to be known."""
    return _NUMBERS.fullmatch(cell.strip()) is not None


@frozen
class Shown:
    """What dates in numbers show of their order: which it is, if they show one; or why none can be told, in words; whether there
    is a date that means two days."""

    order: Order = ""
    mixed: str = ""
    is_open: bool = False


def shown_by(dates: Iterable[tuple[int, int, str, str]]) -> Shown:
    """What dates show of the order of day and month: each as its two first numbers, the sign between them and the whole cell.

    A number over twelve is no month. Dates that show it both ways are mixed; so are some that show it and others that are written
    with another sign and don't (``3/13/2026`` beside ``01.03.2026``, which no one hand wrote).
    """
    shown: dict[Order, str] = {}
    signs: set[str] = set()
    unshown: dict[str, str] = {}  # by sign, the first that leaves it open
    for first, second, sign, cell in dates:
        if first > 12 or second > 12:
            shown.setdefault("dmy" if first > 12 else "mdy", cell)
            signs.add(sign)
        elif first != second:
            unshown.setdefault(sign, cell)
    if len(shown) == 2:
        return Shown(mixed=f"{shown['dmy']!r} has the day first, {shown['mdy']!r} the month; the column is mixed")
    for order, cell in shown.items():
        if others := unshown.keys() - signs:
            other = unshown[min(others)]
            return Shown(mixed=f"{cell!r} shows which number is the day, but not for {other!r}, which is written another way")
        return Shown(order)
    return Shown(is_open=bool(unshown))


def shown_in(cells: Iterable[str]) -> Shown:
    """What cells of a table show of the order of day and month. What is no day in either order (31/02/2024) shows nothing."""
    found = filter(None, (_NUMBERS.fullmatch(cell.strip()) for cell in cells))
    dates = ((int(one[1]), int(one[3]), _year(one[4], "", "")[0], one[2], one[0]) for one in found)
    return shown_by((a, b, sign, cell) for a, b, year, sign, cell in dates if _is_day(year, b, a) or _is_day(year, a, b))


def _is_day(year: int, month: int, number: int) -> bool:
    return year > 0 and 0 < month <= 12 and 0 < number <= monthrange(year, month)[1]


def span(day: date, kind: str) -> tuple[str, str]:
    """The first and last day of what a representative day stands for."""
    if kind == "month":
        last = monthrange(day.year, day.month)[1]
        return day.replace(day=1).isoformat(), day.replace(day=last).isoformat()
    away = timedelta(days=3 if kind == "week" else 0)
    return (day - away).isoformat(), (day + away).isoformat()


def middle(start: str, end: str, precision: str) -> str:
    """The day that stands for an interval: the 15th of a month, the middle of anything else (the earlier of two).

    Of a part of a month too, if the 15th isn't in it.
    """
    fifteenth = f"{start[:7]}-{_MIDDLE:02d}"
    if precision == "month" and start[:7] == end[:7] and start <= fifteenth <= end:
        return fifteenth
    if start == end:
        return start
    first = date.fromisoformat(start)
    return (first + (date.fromisoformat(end) - first) // 2).isoformat()
