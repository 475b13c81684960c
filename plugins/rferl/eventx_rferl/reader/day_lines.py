"""Reads a line that is nothing but a date: when an article was published, as its page or whoever copied it wrote that down.

Knows days with the month in words, ISO 8601's, and figures with dots, which put the day first; a label or an agency before it,
the hour and zone or an agency behind. Figures with strokes stand for two days in two parts of the world: they are read only where
one of the two doesn't exist. Doesn't know datelines (:mod:`.datelines`) or a day without its year.
"""

from __future__ import annotations

import re
from datetime import date

from eventx_rferl.language.calendar_dates import calendar_day
from eventx_rferl.language.calendar_names import MONTH
from eventx_rferl.language.lexicons import settings
from eventx_rferl.language.wording import wording

_LABEL = (
    r"(?:(?:Page last updated at \d\d:\d\d(?: \w+)?,|(?:First |Originally |Date )?[Pp]ublished(?: [Dd]ate)?|[Mm]odified [Dd]ate"
    r"|[Pp]ublication date|Vol\. ?\d+, No\. ?\d+(?:, Part [IVX]+)?,"
    r"|(?:Last )?[Uu]pdated?(?: On)?|(?:Last )?[Mm]odified|Issued|Issue [Dd]ate|Posted|Released|Filed|Date|DATE)"
    r"(?: (?:on|at))?(?: ?:)? ?)?"
)
_NAME = r"[A-Z][\w.’'&]*(?:[ /][A-Z][\w.’'&]*){0,3}"  # an agency, who wrote it, or where
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,? )?"
_HOUR = r"\d{1,2}[:.]\d\d(?::\d\d)?(?:\.\d+)?(?: ?[AaPp]\.?[Mm]\.?)?"
_ZONE = r"(?: ?(?:Z|[+-]\d\d:?\d\d|(?:GMT|UTC) ?[+-]\d{1,2}(?::\d\d)?|[A-Z]{2,4}|\([A-Z]{2,4}\)))?"
_FROM = rf"(?:(?:Source: ?)?{_NAME}(?:,| ?[-–—|·]) ?)?"
_WRITER = r"(?:(?:By )?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3} (?=Published|Updated|Posted|Last ))?"
_CLOCK = rf"(?:(?:{_HOUR}{_ZONE}|(?:[A-Z]{{3,4}}: )?\d{{4}} HRS)(?:,| ?[-–—|])? )?"
_BEFORE = rf"{_FROM}{_WRITER}{_LABEL}{_FROM}{_CLOCK}{_WEEKDAY}"
_BEHIND = (
    rf"(?:(?:,| at| [-–—|/·])? ?{_HOUR}{_ZONE})?(?:(?:,| ?[-–—|/·]) ?(?:Editor: ?\w+|{_NAME})| ?\({_NAME}\)"
    r"|[.,]?(?: [Pp]osted| [Ww]ritten)? [Bb]y  ?\S.{1,40}| Adjust font size:)?"
)
_MONTH_FIRST = r"(?P<month>[A-Z][A-Za-z]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:, ?| )"
_DAY_FIRST = r"(?P<day2>\d{1,2})(?:st|nd|rd|th)?[ -](?P<month2>[A-Z][A-Za-z]+)\.?,?[ -]"
IN_WORDS = wording(rf"{_BEFORE}(?:{_MONTH_FIRST}|{_DAY_FIRST})(?P<year>\d{{4}}){_BEHIND}")
ISO = wording(rf"{_BEFORE}(?P<year>\d{{4}})(?P<by>[-/])(?P<month>\d\d)(?P=by)(?P<day>\d\d)(?:[T ]{_HOUR}{_ZONE})?{_BEHIND}")
IN_FIGURES = wording(
    rf"{_BEFORE}(?P<first>\d{{1,2}})(?P<between>[./-])(?P<second>\d{{1,2}})(?P=between)(?P<year>\d{{4}}){_BEHIND}"
)
# Nothing but a day, as it heads an entry of a chronology.
ALONE = wording(rf"{_WEEKDAY}(?:{_MONTH_FIRST}|{_DAY_FIRST})\d{{4}}:?")
# One that may leave the year to the entry above: "Thursday, March 5:".
ENTRY = wording(rf"{_WEEKDAY}(?:{_MONTH_FIRST}|{_DAY_FIRST})\d{{4}}:?|{_WEEKDAY}(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH}):?")
SHORTEST, LONGEST = 8, 80


def day_of(text: str) -> date | None:
    """The day of a line that is nothing but a date, whatever labels it; None if it isn't one, or could be two days."""
    text = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    text = text[2:] if text.startswith(("- ", "• ", "* ")) else text
    if not SHORTEST <= len(text) <= LONGEST or not any(c.isdigit() for c in text):
        return None
    if match := ISO.fullmatch(text):
        return calendar_day(int(match["year"]), int(match["month"]), int(match["day"]))
    if match := IN_FIGURES.fullmatch(text):
        return _in_figures(match)
    match = IN_WORDS.fullmatch(text)
    month = settings("calendar.toml")["months"].get((match["month"] or match["month2"]).lower()) if match else None
    if match is None or month is None:
        return None
    return calendar_day(int(match["year"]), month, int(match["day"] or match["day2"]))


def _in_figures(match: re.Match[str]) -> date | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    day_first, month_first = calendar_day(year, second, first), calendar_day(year, first, second)
    if match["between"] == "." or month_first is None or day_first == month_first:
        return day_first
    return month_first if day_first is None else None
