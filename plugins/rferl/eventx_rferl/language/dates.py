"""Reads times: calendar dates, months, years, and words relative to the day of publication or to another event.

Knows the conventions of the coding rules: a date is an interval; without a year it is the latest such day not after
publication; "overnight" is the day before and the day; "earlier this week" runs from Monday to the day before publication.
Doesn't know events: a phrase that is counted from another event ("a day earlier") comes with ``anchor`` set, and
:func:`resolve` counts it once that event's date is known. There is no fall-back to the date of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from attrs import frozen

from eventx_rferl.language import date_shapes
from eventx_rferl.language.lexicons import settings
from eventx_rferl.language.numbers import value_of
from eventx_rferl.model import When

DAY = timedelta(days=1)
# Days outside these years are slips or noise; within them counting some centuries on or back can't leave the calendar.
EARLIEST, LATEST = date(1000, 1, 1), date(9000, 12, 31)
DAYS_IN = {"days": 1, "weeks": 7, "months": 30, "years": 365}
# The most of a unit that is counted on or back.
FARTHEST = 500
# The day from which words for a time are read where it is only asked whether there are any, and whether two are alike.
ANY_DAY = date(2000, 12, 31)


@frozen
class Phrase:
    """A time expression as found, before the event it may be counted from is known."""

    start: int
    end: int
    rule: str
    when: When | None
    shift: int = 0
    unit: str = "days"


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


def absolute(match: re.Match[str], published: date | None) -> When | None:
    """The interval of a calendar expression."""
    months = settings("calendar.toml")["months"]
    g = match.groupdict()
    span = (match.start(), match.end())

    def when(start: date | None, end: date | None, precision: str, rule: str) -> When | None:
        if start is None or end is None or end < start:
            return None
        return When(start, end, precision, *span, "explicit", rule)

    if g["from_d"]:
        first = months[g["from_m"].lower()]
        last = months[(g["to_m"] or g["from_m"]).lower()]
        end = calendar_day(int(g["range_y"]), last, int(g["to_d"])) if g["range_y"] else _latest(last, int(g["to_d"]), published)
        start = calendar_day(end.year, first, int(g["from_d"])) if end else None
        if start and end and start > end:  # "from December 30 to January 2"
            start = calendar_day(end.year - 1, first, int(g["from_d"]))
        return when(start, end, "days", "DATE-RANGE")
    for m, d, y in (("m1", "d1", "y1"), ("m2", "d2", "y2")):
        if g[m]:
            month, number = months[g[m].lower()], int(g[d])
            year = int(g[y]) if g[y] else _that_year(match, published)
            day = calendar_day(year, month, number) if year else _latest(month, number, published)
            return when(day, day, "day", "DATE-DAY")
    if g["iso"]:
        year, month, number = map(int, g["iso"].split("-"))
        day = calendar_day(year, month, number)
        return when(day, day, "day", "DATE-ISO")
    if g["m3"]:
        span2 = _month(months[g["m3"].lower()], int(g["y3"]) if g["y3"] else None, published)
        return when(*_third(g["third"], *span2), "month", "DATE-THIRD") if span2 else None
    if g["m_last"] or g["m4"]:
        name = g["m_last"] or g["m4"]
        if name.islower() or (
            name.lower() in ("may", "march", "mar", "sep") and not g["y4"] and not g["m_last"] and not _in(match)
        ):
            return None
        span2 = _month(
            months[name.lower()], int(g["y4"]) if g["y4"] else _that_year(match, published), published, past=bool(g["m_last"])
        )
        return when(*span2, "month", "DATE-MONTH") if span2 else None
    if g["wd"]:
        if published is None:
            return None
        back = (published.weekday() - settings("calendar.toml")["weekdays"][g["wd"].lower()]) % 7
        day = published - (back or (7 if g["last_wd"] else 0)) * DAY
        return when(day, day, "day", "DATE-WEEKDAY")
    if g["y5"]:
        year = int(g["y5"])
        return when(date(year, 1, 1), date(year, 12, 31), "year", "DATE-YEAR")
    season = g["season"] or g["season2"]
    first, last = settings("calendar.toml")["seasons"][season.lower()]
    if g["y6"]:
        year = int(g["y6"])
    elif published:
        year = published.year if date(published.year, first, 1) <= published else published.year - 1
    else:
        return None
    start = calendar_day(year, first, 1)
    return when(start, month_end(year, last), "year", "DATE-SEASON") if start else None


LAST_YEAR = re.compile(r",?(?: of)? last year\b")
THAT_YEAR = re.compile(r",? of (?:that|the same) year\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _that_year(match: re.Match[str], published: date | None) -> int | None:
    """The year before publication in "March 3 last year"; the year last named before "July 21 of that year"."""
    if published is not None and LAST_YEAR.match(match.string, match.end()):
        return published.year - 1
    if not THAT_YEAR.match(match.string, match.end()):
        return None
    years = YEAR.findall(match.string, max(0, match.start() - 800), match.start())
    return int(years[-1]) if years else None


def _in(match: re.Match[str]) -> bool:
    """Whether "May" or "March" follows a word that a month follows."""
    before = match.string[max(0, match.start() - 12) : match.start()].lower()
    return bool(re.search(r"\b(?:in|since|of|until|by|last|from|during)\s$", before))


def relative(rule: str, match: re.Match[str], published: date | None) -> Phrase:
    """The interval of a phrase relative to publication, or what to count from the event before."""
    span = (match.start(), match.end())

    def when(start: date, end: date, precision: str) -> Phrase:
        end = max(end, start)
        return Phrase(*span, rule, When(start, end, precision, *span, "relative", f"DATE-{rule.upper()}"))

    if rule == "week-before" or rule in SPANS:
        return Phrase(*span, rule, None)
    if rule in ("same-day", "that-day", "day-before", "day-after"):
        return Phrase(*span, rule, None, {"same-day": 0, "that-day": 0, "day-before": -1, "day-after": 1}[rule])
    if rule == "offset":
        number = 1 if (match["n"] or "a").lower().strip() in ("a", "one") else value_of(match["n"])
        unit = match["unit"].lower().rstrip("s") + "s"
        unit = "days" if unit in ("nights", "mornings", "evenings") else unit
        if number is None or number > FARTHEST:
            return Phrase(*span, "none", None)
        if match["way"].lower() == "ago":
            if published is None:
                return Phrase(*span, "none", None)
            return when(*_ago(published, number, unit))
        way = -1 if match["way"].lower().startswith(("earlier", "before")) else 1
        return Phrase(*span, "offset", None, way * number, unit)
    if published is None:
        return Phrase(*span, "none", None)
    monday = published - published.weekday() * DAY
    if rule == "weekend" and published.weekday() >= 5:
        monday += 7 * DAY  # on a Sunday "the weekend" is the one that is there
    first = published.replace(day=1)
    last_month_end = first - DAY
    table = {
        "today": (published, published, "day"),
        "yesterday": (published - DAY, published - DAY, "day"),
        "new-year": (date(published.year, 1, 1), date(published.year, 1, 1), "day"),
        "two-days-ago": (published - 2 * DAY, published - 2 * DAY, "day"),
        "past-day": (published - DAY, published, "days"),
        "past-week": (published - 7 * DAY, published - DAY, "week"),
        "weekend": (monday - 2 * DAY, monday - DAY, "days"),
        "overnight": (published - DAY, published, "days"),
        "this-week": (monday, max(published - DAY, monday), "week"),
        "last-week": (monday - 7 * DAY, monday - DAY, "week"),
        "this-month": (first, max(published - DAY, first), "month"),
        "last-month": (last_month_end.replace(day=1), last_month_end, "month"),
        "this-year": (date(published.year, 1, 1), max(published - DAY, date(published.year, 1, 1)), "year"),
        "last-year": (date(published.year - 1, 1, 1), date(published.year - 1, 12, 31), "year"),
    }
    return when(*table[rule])


def _ago(published: date, number: int, unit: str) -> tuple[date, date, str]:
    if unit == "days":
        day = published - number * DAY
        return day, day, "day"
    if unit == "weeks":
        day = published - 7 * number * DAY
        return day - 3 * DAY, day + 3 * DAY, "week"
    if unit == "months":
        index = published.year * 12 + published.month - 1 - number
        year, month = divmod(index, 12)
        return date(year, month + 1, 1), month_end(year, month + 1), "month"
    year = max(published.year - number, 1)
    return date(year, 1, 1), date(year, 12, 31), "year"


SPANS = frozenset(f"{which}-{unit}" for which in ("earlier", "same", "later") for unit in ("week", "month"))


def _span(rule: str, anchor: When) -> tuple[date, date, str]:
    """The calendar week or month of another event's day; what is earlier in it ends with that day, what is later begins there."""
    which, unit = rule.split("-")
    if unit == "week":
        start = anchor.start_day - anchor.start_day.weekday() * DAY
        end = anchor.end_day + (6 - anchor.end_day.weekday()) * DAY
    else:
        start, end = anchor.start_day.replace(day=1), month_end(anchor.end_day.year, anchor.end_day.month)
    return (anchor.start_day if which == "later" else start), (anchor.end_day if which == "earlier" else end), unit


def resolve(phrase: Phrase, anchor: When) -> When:
    """A phrase counted from another event's date."""
    if phrase.rule == "week-before":
        start, end = moved(anchor.start_day, -7), moved(anchor.start_day, -1)
        return When(start, end, "week", phrase.start, phrase.end, "relative", "DATE-WEEK-BEFORE", "event")
    if phrase.rule in SPANS:
        start, end, unit = _span(phrase.rule, anchor)
        return When(start, end, unit, phrase.start, phrase.end, "relative", f"DATE-{phrase.rule.upper()}", "event")
    start, end = moved(anchor.start_day, phrase.shift, phrase.unit), moved(anchor.end_day, phrase.shift, phrase.unit)
    precision = anchor.precision
    if phrase.unit in ("months", "years"):
        slack = 15 if phrase.unit == "months" else 182
        start, end, precision = moved(start, -slack), moved(end, slack), phrase.unit.rstrip("s")
    return When(start, end, precision, phrase.start, phrase.end, "relative", f"DATE-{phrase.rule.upper()}", "event")


# "Killed on March 3, the third anniversary of the coup": on that very day.
APPOSED = re.compile(r", (?:the|its|their) (?:\w+ )?anniversary\b")
ORDINALS = dict(zip("first second third fourth fifth sixth seventh eighth ninth tenth".split(), range(1, 11), strict=True))


def anniversary(text: str, start: int, end: int, when: When) -> When | None:
    """The day of the event itself in "April 8 will mark two years since" and "the first anniversary on April 30"."""
    around = text[max(start, when.start - 90) : min(end, when.end + 90)].lower()
    match = re.search(r"\b(\w+)[ -]years? (?:since|after|anniversary)|\bmarks? (\w+) years\b|\b(\w+) anniversary of\b", around)
    if not match or when.precision != "day":
        return None
    word = match[1] or match[2] or match[3]
    years = ORDINALS.get(word) or value_of(word) or value_of(re.sub(r"(?:st|nd|rd|th)$", "", word))
    if not years or years > 150:
        return None
    day = calendar_day(when.start_day.year - years, when.start_day.month, when.start_day.day)
    return When(day, day, "day", when.start, when.end, "relative", "DATE-ANNIVERSARY") if day else None


@lru_cache(maxsize=256)  # several steps ask for the times of a sentence
def phrases_in(text: str, start: int, end: int, published: date | None) -> tuple[Phrase, ...]:
    """The time expressions of a stretch of text, in order, without overlaps."""
    found: list[Phrase] = []
    taken = [match.span() for match in date_shapes.names().finditer(text, start, end)]

    def free(match: re.Match[str]) -> bool:
        return not any(s < match.end() and match.start() < e for s, e in taken)

    for rule, pattern in date_shapes.relative().standing(text, start, end):
        for match in pattern.finditer(text, start, end):
            if free(match):
                taken.append((match.start(), match.end()))
                phrase = relative(rule, match, published)
                if phrase.rule != "none":
                    found.append(phrase)
    for match in date_shapes.absolute().beginning(date_shapes.first_words(), text, start, end):
        if not free(match):
            continue
        when = absolute(match, published)
        if when:
            taken.append((match.start(), match.end()))
            mark = re.search(
                r"\b(?:mark|marks|marked|anniversary)\b", text[max(start, when.start - 60) : min(end, when.end + 60)]
            )
            if mark and not APPOSED.match(text, when.end):
                when = anniversary(text, start, end, _coming(match, published) or when) or when
            found.append(Phrase(when.start, when.end, when.rule, when))
    if not found and published is not None:
        found.extend(_at_prayers(text, start, end, published))
    return _without_weekdays(text, sorted(found, key=_start))


def _without_weekdays(text: str, found: list[Phrase]) -> tuple[Phrase, ...]:
    """The phrases, a weekday right before its date left out: "Wednesday, March 4, last year"."""
    pairs = pairwise(found)
    doubled = {a.start for a, b in pairs if a.rule == "DATE-WEEKDAY" and b.rule == "DATE-DAY" and text[a.end : b.start] == ", "}
    return tuple(phrase for phrase in found if phrase.start not in doubled)


def _at_prayers(text: str, start: int, end: int, published: date) -> Iterator[Phrase]:
    """ "A bomb exploded during Friday prayers": happened on such a day, if the sentence names no other; which one isn't said."""
    for match in date_shapes.at_prayers().finditer(text, start, end):
        back = (published.weekday() - settings("calendar.toml")["weekdays"][match["day"].lower()]) % 7
        day = published - back * DAY
        span = match.span("day")
        yield Phrase(*span, "DATE-WEEKDAY", When(day, day, "day", *span, "inferred", "DATE-WEEKDAY"))


def _start(phrase: Phrase) -> int:
    return phrase.start


def _coming(match: re.Match[str], published: date | None) -> When | None:
    """The next such day after publication, for "April 8 will mark"."""
    g = match.groupdict()
    months = settings("calendar.toml")["months"]
    month, number = (g["m1"], g["d1"]) if g["m1"] else (g["m2"], g["d2"])
    if not month or published is None or g["y1"] or g["y2"]:
        return None
    before = match.string[max(0, match.start() - 30) : match.end() + 12].lower()
    if "will" not in before:
        return None
    day = calendar_day(published.year, months[month.lower()], int(number))
    if day and day < published:
        day = calendar_day(published.year + 1, months[month.lower()], int(number))
    return When(day, day, "day", match.start(), match.end(), "explicit", "DATE-DAY") if day else None
