"""Reads calendar dates: days, ranges of days, months and their thirds, weekdays, years, seasons.

Knows that a day without a year is the latest such day not after publication, and how far days are counted on and back. Doesn't
know words for a time that is counted from another one (:mod:`eventx_rferl.language.dates`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from eventx_rferl.language.calendar_names import MONTH, SHORT_MONTH, WEEKDAY
from eventx_rferl.language.lexicons import settings
from eventx_rferl.model import When

DAY = timedelta(days=1)
# Days outside these years are slips or noise; within them counting some centuries on or back can't leave the calendar.
EARLIEST, LATEST = date(1000, 1, 1), date(9000, 12, 31)
DAYS_IN = {"days": 1, "weeks": 7, "months": 30, "years": 365}
# The most of a unit that is counted on or back.
FARTHEST = 500


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day of these numbers; None if there is none, or none that an article can speak of."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None


def moved(day: date, number: int, unit: str = "days") -> date:
    """A day so many days, weeks, months of 30 days or years of 365 later (earlier if ``number`` is negative)."""
    return min(max(day + number * DAYS_IN[unit] * DAY, EARLIEST), LATEST)


def apart(day: date, number: int, unit: str) -> date:
    """The same day of another year, or so many days or weeks away: "exactly 30 years after"."""
    if unit != "years" or not EARLIEST.year <= day.year + number <= LATEST.year:
        return moved(day, number, unit)
    last = month_end(day.year + number, day.month)
    return min(date(day.year + number, day.month, min(day.day, last.day)), last)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return (date(year + month // 12, month % 12 + 1, 1)) - DAY


def _latest(month: int, day: int, published: date | None) -> date | None:
    """The latest such day not after publication."""
    if published is None:
        return None
    for year in range(published.year, published.year - 5, -1):
        found = calendar_day(year, month, day)
        if found and found <= published + DAY:  # the day in the text is the place's, that of publication the newsroom's
            return found
    return None


def _month(month: int, year: int | None, published: date | None, *, past: bool = False) -> tuple[date, date] | None:
    """The month as an interval; without a year the latest one that began before publication (``past``: that has ended)."""
    if year is None:
        if published is None:
            return None
        year = published.year
        first = date(year, month, 1)
        if first > published or (past and (published.year, published.month) == (year, month)):
            year -= 1
    if not EARLIEST.year <= year <= LATEST.year:
        return None
    return date(year, month, 1), month_end(year, month)


def _third(which: str, start: date, end: date) -> tuple[date, date]:
    if which.lower().startswith("early"):
        return start, start.replace(day=10)
    if which.lower().startswith("mid"):
        return start.replace(day=11), start.replace(day=20)
    return start.replace(day=21), end


Interval = tuple[date | None, date | None, str, str]
"""The first and last day of a time, its precision and its rule; without both days it says none."""

NONE: Interval = (None, None, "", "")
Reader = Callable[[re.Match[str], date | None], Interval]
"""Reads the days of one shape of a calendar date, as of a day of publication."""


def _month_of(name: str) -> int:
    return int(settings("calendar.toml")["months"][name.lower()])


def _days(match: re.Match[str], published: date | None) -> Interval:
    """ "May 3-5", "from December 30 to January 2"."""
    first, last = _month_of(match["from_m"]), _month_of(match["to_m"] or match["from_m"])
    year, number = match["range_y"], int(match["to_d"])
    end = calendar_day(int(year), last, number) if year else _latest(last, number, published)
    start = calendar_day(end.year, first, int(match["from_d"])) if end else None
    if start and end and start > end:
        start = calendar_day(end.year - 1, first, int(match["from_d"]))
    return start, end, "days", "DATE-RANGE"


def _month_first(match: re.Match[str], published: date | None) -> Interval:
    """ "May 3, 2024"."""
    return _day(match, match["m1"], match["d1"], match["y1"], published)


def _day_first(match: re.Match[str], published: date | None) -> Interval:
    """ "3 May 2024", "the 3rd of May"."""
    return _day(match, match["m2"], match["d2"], match["y2"], published)


def _day(match: re.Match[str], month: str, number: str, told: str | None, published: date | None) -> Interval:
    year = int(told) if told else _that_year(match, published)
    if year:
        day = calendar_day(year, _month_of(month), int(number))
    else:
        latest = _latest(_month_of(month), int(number), published)
        day = (
            _of_entry(match.string, match.start(), published)
            or (latest and _in_the_year_told(match, latest, published))
            or latest
        )
    return day, day, "day", "DATE-DAY"


def _iso(match: re.Match[str], _published: date | None) -> Interval:
    """ "2024-05-03"."""
    day = calendar_day(*map(int, match["iso"].split("-")))
    return day, day, "day", "DATE-ISO"


def _third_of_month(match: re.Match[str], published: date | None) -> Interval:
    """ "Early May"."""
    whole = _month(_month_of(match["m3"]), int(match["y3"]) if match["y3"] else None, published)
    return (*_third(match["third"], *whole), "month", "DATE-THIRD") if whole else NONE


def _last_month(match: re.Match[str], published: date | None) -> Interval:
    """ "Last May"."""
    return _whole_month(match, match["m_last"], None, published, past=True)


def _named_month(match: re.Match[str], published: date | None) -> Interval:
    """ "In May 2024"; "may" and "march" are other words, too."""
    name, year = match["m4"], match["y4"]
    if name.lower() in ("may", "march", "mar", "sep") and not year and not _in(match):
        return NONE
    return _whole_month(match, name, year, published, past=False)


def _whole_month(match: re.Match[str], name: str, told: str | None, published: date | None, *, past: bool) -> Interval:
    whole = _month(_month_of(name), int(told) if told else _that_year(match, published), published, past=past)
    return (*whole, "month", "DATE-MONTH") if whole else NONE


# "Bloody Friday": the name of a day long ago.
NAMED_DAY = re.compile(r"\b(?:[Bb]loody|[Bb]lack) $")


def _weekday(match: re.Match[str], published: date | None) -> Interval:
    """ "Monday", "last Monday"."""
    if published is None or NAMED_DAY.search(match.string, max(0, match.start("wd") - 8), match.start("wd")):
        return NONE
    back = (published.weekday() - settings("calendar.toml")["weekdays"][match["wd"].lower()]) % 7
    day = published - (back or (7 if match["last_wd"] else 0)) * DAY
    return day, day, "day", "DATE-WEEKDAY"


def _year(match: re.Match[str], _published: date | None) -> Interval:
    """ "In 2024"."""
    year = int(match["y5"])
    return date(year, 1, 1), date(year, 12, 31), "year", "DATE-YEAR"


def _season(match: re.Match[str], published: date | None) -> Interval:
    """ "Summer of 2024", "this summer", "in the autumn"."""
    first, last = settings("calendar.toml")["seasons"][(match["season"] or match["season2"] or match["season3"]).lower()]
    if match["y6"]:
        year = int(match["y6"])
    elif published:
        year = published.year if date(published.year, first, 1) <= published else published.year - 1
    else:
        return NONE
    start = calendar_day(year, first, 1)
    return (start, month_end(year, last), "year", "DATE-SEASON") if start else NONE


# The group of date_shapes.absolute() that only one shape has, and what reads that shape.
READERS: tuple[tuple[str, Reader], ...] = (
    ("from_d", _days),
    ("m1", _month_first),
    ("m2", _day_first),
    ("iso", _iso),
    ("m3", _third_of_month),
    ("m_last", _last_month),
    ("m4", _named_month),
    ("wd", _weekday),
    ("y5", _year),
    ("season", _season),
    ("season2", _season),
    ("season3", _season),
)


def absolute(match: re.Match[str], published: date | None) -> When | None:
    """The interval of a calendar expression, a match of :func:`eventx_rferl.language.date_shapes.absolute`."""
    read = next(read for group, read in READERS if match[group])
    start, end, precision, rule = read(match, published)
    if start is None or end is None or end < start:
        return None
    return When(start, end, precision, match.start(), match.end(), "explicit", rule)


LAST_YEAR = re.compile(r",?(?: of)? last year\b")
THAT_YEAR = re.compile(r",? (?:of )?(?:that|the same) year\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _that_year(match: re.Match[str], published: date | None) -> int | None:
    """The year before publication in "March 3 last year"; the year last named before "July 21 of that year"."""
    if published is not None and LAST_YEAR.match(match.string, match.end()):
        return published.year - 1
    if not THAT_YEAR.match(match.string, match.end()):
        return None
    years = YEAR.findall(match.string, max(0, match.start() - 800), match.start())
    return int(years[-1]) if years else None


# "On May 16" in an article of May 14: more likely a slip in one of the two days than the May of the year before.
# "December 28" told in January is last year's, and "the October 7 attack", told in September, is known by its day.
AHEAD = timedelta(days=60)
KNOWN_BY = re.compile(r"\b[Tt]he $")


def year_guessed(text: str, when: When, published: date) -> bool:
    """Whether a day without a year was put in the year before only because it would soon come in that of publication."""
    told = when.rule in ("DATE-DAY", "DATE-RANGE") and when.basis == "explicit" and when.end_day.year == published.year - 1
    if not told or YEAR.search(text, when.start, when.end) or LAST_YEAR.match(text, when.end):
        return False
    if KNOWN_BY.search(text, max(0, when.start - 4), when.start) or THAT_YEAR.match(text, when.end):
        return False
    if _of_entry(text, when.start, published):
        return False
    coming = calendar_day(published.year, when.end_day.month, when.end_day.day)
    return coming is not None and DAY < coming - published <= AHEAD


# "On October 31, 2021, ... On November 14, they ...", in one paragraph; a year told in passing ("which took power on ...") is
# that of no other day, and what happened within the last days, or not soon after, is what the article is about.
DATED = re.compile(rf"(?:\bOn (?:[a-z ]+ of )?|^)(?P<month>{MONTH}) (?P<day>\d{{1,2}}), (?P<year>(?:19|20)\d\d)\b", re.MULTILINE)
NEWS = timedelta(days=7)
SOON = timedelta(days=92)


def _in_the_year_told(match: re.Match[str], day: date, published: date | None) -> date | None:
    """The next such day soon after the date with a year that a sentence before it, in its paragraph, opened with last."""
    text = match.string
    ended = text.rfind(". ", text.rfind("\n", 0, match.start()) + 1, match.start())
    told = list(DATED.finditer(text, text.rfind("\n", 0, match.start()) + 1, ended)) if ended > 0 else []
    since = calendar_day(int(told[-1]["year"]), _month_of(told[-1]["month"]), int(told[-1]["day"])) if told else None
    if since is None or since.year >= day.year or text.startswith((" this year", " of this year"), match.end()):
        return None
    if published is not None and published - day <= NEWS:
        return None
    same = calendar_day(since.year, day.month, day.day)
    same = same if same is None or same >= since else calendar_day(since.year + 1, day.month, day.day)
    return same if same is not None and same - since <= SOON else None


# What heads an entry of a chronology, "December 30, 2021: Rebels seized ...", or some of them: "2021" in a line of its own.
ENTRY = re.compile(
    rf"^(?:{WEEKDAY},? )?(?P<day>(?:(?P<m1>{SHORT_MONTH})\.? (?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}}) (?P<m2>{SHORT_MONTH})\.?)\b|)"
    r"(?:,? ?(?P<year>(?:19|20)\d\d))?(?=:| ?[-–—]|\.?$)",
    re.MULTILINE,
)
WEEKDAY_BEFORE = len("Wednesday, ") + 1
NEXT_ENTRY = timedelta(days=330)  # less than a year: entries that lie further apart go forward more often than back


def _of_entry(text: str, at: int, published: date | None) -> date | None:
    """The day that heads an entry below a year, or another entry that has one: the latest not long after the entry above."""
    if at and text.rfind("\n", max(0, at - WEEKDAY_BEFORE), at) < 0:
        return None
    latest, until = published or LATEST, None
    for entry in ENTRY.finditer(text):
        year = int(entry["year"]) if entry["year"] else None
        if entry["day"]:
            month, number = _month_of(entry["m1"] or entry["m2"]), int(entry["d1"] or entry["d2"])
            day = calendar_day(year, month, number) if year else until and _latest(month, number, min(latest, until))
            if entry.start("day") == at:
                return day
            until = day + NEXT_ENTRY if day else until
        elif year:
            until = date(year, 12, 31)
    return None


def _in(match: re.Match[str]) -> bool:
    """Whether "May" or "March" follows a word that a month follows."""
    before = match.string[max(0, match.start() - 12) : match.start()].lower()
    return bool(re.search(r"\b(?:in|since|of|until|by|last|from|during)\s$", before))
