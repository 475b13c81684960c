"""Names of months and weekdays as parts of patterns, as they are written in running text.

Doesn't read dates (:mod:`eventx_rferl.language.dates`).
"""

from __future__ import annotations

MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
# Also shortened: "Feb.", "Sept. 3".
SHORT_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|March|Mar|April|Apr|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|"
    "Dec(?:ember)?)"
)
WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE = rf"(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})"
# How tables of patterns write them.
_WRITTEN = {"<MONTH>": MONTH, "<DATE>": _DATE, "<DAY>": rf"(?:{WEEKDAY}|yesterday|today|overnight|{_DATE})"}


def spelt_out(pattern: str) -> str:
    """A pattern of a table with the names that it leaves to this module."""
    for short, whole in _WRITTEN.items():
        pattern = pattern.replace(short, whole)
    return pattern
