"""Reads times: calendar dates, months, years, and words relative to the day of publication or to another event.

Knows the conventions of the coding rules: a date is an interval; without a year it is the latest such day not after
publication; "overnight" is the day before and the day; "earlier this week" runs from Monday to the day before publication.
Doesn't know events: a phrase that is counted from another event ("a day earlier") comes with ``anchor`` set, and
:func:`resolve` counts it once that event's date is known. There is no fall-back to the date of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import pairwise

from eventx_rferl.language import date_shapes
from eventx_rferl.language.calendar_dates import DAY, FARTHEST, absolute, calendar_day, month_end, moved
from eventx_rferl.language.lexicons import settings
from eventx_rferl.language.numbers import value_of
from eventx_rferl.language.remembered import remembered
from eventx_rferl.model import When
from eventx_rferl.values import evolve, frozen

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
        if match["way"].lower().startswith("ago"):
            if published is None:
                return Phrase(*span, "none", None)
            start, end, precision = _ago(published, number, unit)
            if match["way"].lower() == "ago" or unit == "days":
                return when(start, end, precision)
            day = _that_day(published, start if unit != "weeks" else published - 7 * number * DAY, unit)
            return when(day, day, "day")
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
    start, end, precision = table[rule]
    return when(start, end, "day" if start == end else precision)  # on a Tuesday "earlier this week" was Monday


def _that_day(published: date, first: date, unit: str) -> date:
    """ "A year ago today", "two months ago to the day": the day of that month with the number of the day of publication."""
    month = first.month if unit == "months" else published.month
    return date(first.year, month, min(published.day, month_end(first.year, month).day))


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
    if phrase.rule == "until-day-after":
        start, precision = anchor.start_day, "days" if precision == "day" else precision
    if phrase.unit in ("months", "years"):
        slack = 15 if phrase.unit == "months" else 182
        start, end, precision = moved(start, -slack), moved(end, slack), phrase.unit.rstrip("s")
    return When(start, end, precision, phrase.start, phrase.end, "relative", f"DATE-{phrase.rule.upper()}", "event")


# "Killed on March 3, the third anniversary of the coup": on that very day.
APPOSED = re.compile(r", (?:the|its|their) (?:\w+ )?anniversary\b")
MARKED = re.compile(r"\b(?:mark|marks|marked|anniversary)\b")
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
    shape = date_shapes.absolute()
    for match in shape.beginning(date_shapes.first_words(), text, start, end) if shape.may_match(text, start, end) else ():
        if not free(match):
            continue
        when = absolute(match, published)
        if when:
            taken.append((match.start(), match.end()))
            mark = MARKED.search(text[max(start, when.start - 60) : min(end, when.end + 60)])
            if mark and not APPOSED.match(text, when.end) and not remembered(text, start, end):
                when = anniversary(text, start, end, _coming(match, published) or when) or when
            found.append(Phrase(when.start, when.end, when.rule, when))
    if not found and published is not None:
        found.extend(_at_prayers(text, start, end, published))
    return _in_pairs(text, sorted(found, key=_start))


OF = re.compile(r"(?: of|,)? ")
UNTIL = re.compile(r",? (?:until|till|through|into|to) (?:late |early )?(?:(?:on|in) )?")


def _in_pairs(text: str, found: list[Phrase]) -> tuple[Phrase, ...]:
    """The phrases, two that give one time made one.

    "Wednesday, March 4", "Tuesday of last week", "April last year", "the evening of July 22 until the following afternoon".
    """
    made = list(found)
    for a, b in pairwise(found):
        between = text[a.end : b.start]
        if a.rule == "DATE-WEEKDAY" and b.rule == "DATE-DAY" and between == ", ":
            made.remove(a)
        elif a.rule == "DATE-WEEKDAY" and b.rule == "last-week" and a.when and b.when and OF.fullmatch(between):
            day = b.when.start_day + a.when.start_day.weekday() * DAY
            made.remove(b)
            made[made.index(a)] = evolve(a, when=evolve(a.when, start_day=day, end_day=day))
        elif b.rule in ("last-year", "this-year") and a.when and b.when and OF.fullmatch(between):
            then = _in_year(a.when, b.when.start_day.year)
            if then is not None:
                made.remove(b)
                made[made.index(a)] = evolve(a, when=then)
        elif a.rule == "DATE-DAY" and b.rule == "day-after" and a.when and UNTIL.fullmatch(between):
            made.remove(b)
            made[made.index(a)] = evolve(a, when=evolve(a.when, end_day=a.when.end_day + DAY, precision="days"))
    return tuple(made)


def _in_year(when: When, year: int) -> When | None:
    """A month or day of the year that the words behind it tell: "in April last year"; None of a time that spans years."""
    if when.precision not in ("day", "month") or when.start_day.year != when.end_day.year:
        return None
    start = calendar_day(year, when.start_day.month, when.start_day.day)
    if start is None:
        return None
    return evolve(when, start_day=start, end_day=month_end(year, when.end_day.month) if when.precision == "month" else start)


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
