"""Computes when, from the words of an article and the day it was published; a model's own date is never taken.

Knows calendar dates, months, years, ranges of days, weekdays and the words counted from publication. Doesn't know what is counted
from another event ("a day earlier"), and a bound ("since 2014", "until Friday") says no more than on which side it was: no date
here. Without a day of publication nothing is counted from it.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_YEAR = r"(?:,? (?P<year>(?:1[89]|20)\d\d))"
_DAYS = re.compile(
    rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:(?: ?[-–] ?| to | and | through )(?P<last>\d{{1,2}}))?\b{_YEAR}?",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH}\b{_YEAR}?", re.IGNORECASE)
_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b")
_WHOLE_MONTH = re.compile(
    rf"\b{_MONTH}(?: of)?{_YEAR}\b|\b(?:in|during|last|early|late|mid-?) ?{_MONTH.replace('month', 'alone')}\b",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\b(?P<year>(?:19|20)\d\d)\b")
_WEEKDAY = re.compile(rf"\b(?:(?P<last>last|previous) )?(?P<name>{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
FROM_PUBLICATION = (
    (re.compile(r"\b(?:today|this (?:morning|afternoon|evening))\b"), 0, 0),
    (re.compile(r"\b(?:overnight|last night|during the night)\b"), -1, 0),
    (re.compile(r"\byesterday\b"), -1, -1),
)
# "Since 2014", "until May 3", "by Friday"; but "before dawn on May 3" is a day.
OPEN = re.compile(
    r"\b(?:since|until|till|before|after|by|as of) (?:(?:early|late|mid-?|the|last|about|around|at least|end of|"
    rf"beginning of|start of) ?)*(?:(?:{'|'.join(MONTHS)})\b|(?:{'|'.join(WEEKDAYS)})\b|\d{{1,2}}(?:st|nd|rd|th)? "
    rf"(?:{'|'.join(MONTHS)})\b|"
    r"(?:19|20)\d\d\b|yesterday\b|today\b)"
)
# A year that stands in a sentence as one.
_MONTH_YEAR = re.compile(rf"\b{_MONTH}(?: of)?{_YEAR}\b", re.IGNORECASE)
_IN_YEAR = re.compile(
    r"\b(?:in|since|of|from|by|until|till|during|before|after|early|late|mid-?) ?(?:19|20)\d\d\b"
    r"(?! (?:\w+ )?(?:people|civilians|soldiers|fighters|villagers|men|women|children|victims|deaths|troops|residents|others)\b)",
    re.IGNORECASE,
)
OTHER_EVENT = re.compile(r"\b(?:earlier|later|before|after|previous|following|next|anniversary|ago)\b")
Interval = dict[str, str]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= 1000 else None
    except ValueError:
        return None


def _interval(start: date, end: date, precision: str, basis: str, words: str) -> Interval:
    return {"start": start.isoformat(), "end": end.isoformat(), "precision": precision, "basis": basis, "text": words}


def _latest(month: int, day: int, published: date | None) -> date | None:
    """The latest such day that isn't after publication."""
    if published is None:
        return None
    tries = (_day(published.year - back, month, day) for back in range(5))
    return next((found for found in tries if found is not None and found <= published), None)


def _calendar(text: str, published: date | None, words: str) -> Interval | None:
    iso = _ISO.search(text)
    match = iso or _DAYS.search(text) or _DAY_FIRST.search(text)
    if match is None:
        return None
    month = int(match["month"]) if iso else MONTHS[match["month"].lower()]
    number = int(match["day"])
    start = _day(int(match["year"]), month, number) if match["year"] else _latest(month, number, published)
    if start is None:
        return None
    basis = "explicit" if match["year"] else "relative"
    last = match.groupdict().get("last")
    if last and int(last) > number:
        end = _day(start.year, month, int(last))
        return _interval(start, end, "days" if (end - start).days < 6 else "week", basis, words) if end else None
    return _interval(start, start, "day", basis, words)


def _longer(text: str, published: date | None, words: str) -> Interval | None:
    month = _WHOLE_MONTH.search(text)
    if month is not None:
        number = MONTHS[(month["month"] or month["alone"]).lower()]
        first = _day(int(month["year"]), number, 1) if month["year"] else _latest(number, 1, published)
        if first is None:
            return None
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        return _interval(first, last, "month", "explicit" if month["year"] else "relative", words)
    years = _ALONE.findall(text)
    if len(years) == 1:
        return _interval(date(int(years[0]), 1, 1), date(int(years[0]), 12, 31), "year", "explicit", words)
    return None


def is_dated(text: str, start: int, end: int) -> bool:
    """Whether what stands at these offsets is part of a date: "14" and "2024" in "April 14, 2024", "2014" in "since 2014"."""
    first, last = max(0, start - 40), end + 40
    patterns = (_DAYS, _DAY_FIRST, _ISO, _MONTH_YEAR, _IN_YEAR)
    return any(m.start() <= start and end <= m.end() for one in patterns for m in one.finditer(text, first, last))


def time(words: str, published: date | None) -> Interval | None:
    """The interval that some words name, as a record's ``date``; None if they name none that can be computed."""
    text = " ".join(words.lower().split())
    if OPEN.search(text):
        return None
    if _ISO.search(text) or _DAYS.search(text) or _DAY_FIRST.search(text):
        return _calendar(text, published, words)  # a day that never was isn't read as its month or year
    found = _longer(text, published, words)
    if found is not None or published is None:
        return found
    for pattern, first, last in FROM_PUBLICATION:
        if pattern.search(text):
            start, end = published + timedelta(days=first), published + timedelta(days=last)
            return _interval(start, end, "day" if first == last else "days", "relative", words)
    weekday = _WEEKDAY.search(text)
    if weekday is not None and not OTHER_EVENT.search(text):
        back = (published.weekday() - WEEKDAYS[weekday["name"].lower()]) % 7
        day = published - timedelta(days=back or (7 if weekday["last"] else 0))
        return _interval(day, day, "day", "relative", words)
    return None
