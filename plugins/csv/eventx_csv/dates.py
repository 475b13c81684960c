"""What a date cell says. Knows orders of day, month and year, month names, and dates that are only a month or a year.

Never decides between day and month by habit: an order is stated, or shown by the column itself.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from eventx.tabular.days import shown_by
from eventx_csv.cells import BadCell

ORDERS = ("iso", "ymd", "dmy", "mdy", "excel", "excel-1904")
YIELDING = ("auto", "iso", "ymd")
"""Orders that say nothing of a day with the year last; one with the year first is the same day by any order."""
_SERIAL = re.compile(r"\d{1,6}(?:[.]\d+)?")
_PARTS = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:[T ]\d{1,2}:\d{2}(?::\d{2}([.]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
_NAMED = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})[.,]?[- ](\d{4})|([A-Za-z]{3,9})[. ] ?(\d{1,2}),? (\d{4})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR = re.compile(r"\d{4}")
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}

Interval = dict[str, str]


def interval(first: date, last: date, precision: str) -> Interval:
    """A date member of a record."""
    return {"start": first.isoformat(), "end": last.isoformat(), "precision": precision}


def of_length(start: str, end: str) -> str:
    """The precision that an interval of two stated days has."""
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    for longest, precision in ((1, "day"), (6, "days"), (7, "week"), (31, "month"), (366, "year")):
        if days <= longest:
            return precision
    return "years"


def of_parts(year: int, month: int | None, day: int | None, *, cell: str = "") -> Interval:
    """A date whose month or day may not be known. Raises :class:`BadCell` for one that is not in the calendar, with the ``cell``
    that it was read from."""
    try:
        if month is None:
            return interval(date(year, 1, 1), date(year, 12, 31), "year")
        if day is None:
            return interval(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")
        return interval(date(year, month, day), date(year, month, day), "day")
    except (ValueError, calendar.IllegalMonthError) as error:
        parts = (("year", year), ("month", month), ("day", day))
        words = ", ".join(f"{name} {number}" for name, number in parts if number is not None)
        said = f"{cell!r}, read as {words}," if cell else words
        raise BadCell(f"{said} is not in the calendar: {error}") from None


def precision_of(form: str) -> str | None:
    """How exact a date in this form of ``strptime`` is; None for a form without a year, or that isn't one everywhere."""
    marks = set(re.findall(r"%(.)", form.replace("%%", "")))
    if not marks & {"Y", "y"} or marks & set("xcXGUWVuw"):
        return None
    month = marks & {"m", "b", "B"}
    if "j" in marks or ("d" in marks and month):
        return "day"
    if "d" in marks:
        return None
    return "month" if month else "year"


def read_date(text: str, order: str) -> Interval:
    """The interval of a cell by a stated order, or by a format of ``strptime`` if the order has a per cent sign."""
    if "%" in order:
        try:
            found = datetime.strptime(text, order).date()
        except ValueError:
            raise BadCell(f"{text!r} is not written as {order}") from None
        fine = precision_of(order)
        return of_parts(found.year, found.month if fine != "year" else None, found.day if fine == "day" else None)
    if order.startswith("excel"):
        return _of_serial(text, order)
    if match := _NAMED.fullmatch(text):
        name = (match[2] or match[4]).lower()
        if name not in _MONTHS:
            raise BadCell(f"{text!r}: {name!r} is no month")
        return of_parts(int(match[3] or match[6]), _MONTHS[name], int(match[1] or match[5]), cell=text)
    if match := _MONTH.fullmatch(text):
        return of_parts(int(match[1]), int(match[2]), None, cell=text)
    if _YEAR.fullmatch(text):
        return of_parts(int(text), None, None)
    match = _PARTS.fullmatch(text)
    if match is None:
        hint = "; it may be a spreadsheet's serial number" if re.fullmatch(r"[3-6]\d{4}([.]\d+)?", text) else ""
        raise BadCell(f"{text!r} is no date{hint}")
    first, middle, last = match[1], match[2], match[3]
    if len(first) == 4:
        year, month, day = first, middle, last
    elif order in ("iso", "ymd"):
        # 03/03/2026 says the same either way; any other needs an order.
        if len(last) == 4 and int(first) != int(middle):
            words = "say whether day or month comes first: order dmy or mdy in the mapping, or -O dates=dmy or -O dates=mdy"
            raise BadCell(f"{text!r} has the year last; {words}")
        day, month, year = first, middle, last
    elif order == "dmy":
        day, month, year = first, middle, last
    else:
        month, day, year = first, middle, last
    if len(year) != 4:
        raise BadCell(f"{text!r} has a year of {len(year)} digits; the century can't be told")
    return of_parts(int(year), int(month), int(day), cell=text)


def _of_serial(text: str, order: str) -> Interval:
    """A spreadsheet's day number; its calendar of 1900 has a 29 February that never was, so days before 1 March are refused."""
    if _SERIAL.fullmatch(text) is None:
        raise BadCell(f"{text!r} is no serial number of a spreadsheet's day")
    days = int(text.partition(".")[0])
    if order == "excel" and days < 61:
        raise BadCell(f"{text!r}: spreadsheets count days before 1 March 1900 wrongly")
    day = (date(1899, 12, 30) if order == "excel" else date(1904, 1, 1)) + timedelta(days=days)
    return of_parts(day.year, day.month, day.day)


def shown_order(cells: Iterable[str]) -> str | None:
    """The order that a column itself shows: ``dmy`` if a first number is over 12, ``mdy`` if a second is.

    ``iso`` if the question doesn't arise in any cell; None if it arises and no cell answers it. Raises :class:`BadCell` if the
    cells are mixed.
    """
    found = (match for text in cells if (match := _PARTS.fullmatch(text)) and len(match[1]) < 4)
    shown = shown_by((int(one[1]), int(one[2]), one[0][one.end(1)], one[0]) for one in found)
    if shown.mixed:
        raise BadCell(shown.mixed)
    return shown.order or (None if shown.is_open else "iso")
