"""The shapes of times as patterns: calendar dates, times counted from others, names that hold a day but say no date.

Knows the words of the calendar and in which order English puts them. Doesn't know which day a shape means.
"""

from __future__ import annotations

import re
from functools import cache

from eventx_rferl.language.keys import DIGIT, Keys
from eventx_rferl.language.lexicons import settings
from eventx_rferl.language.wording import Patterns, Wording, either, wording


@cache
def _months() -> str:
    return either(settings("calendar.toml")["months"])


@cache
def absolute() -> Wording:
    """Calendar dates, months, years, weekdays and seasons; where one can begin says :func:`first_words`."""
    months = _months()
    days = either(settings("calendar.toml")["weekdays"])
    lines = rf"""\b(?=\w)(?:
        (?P<from_m>{months})\.?\ (?P<from_d>\d{{1,2}})\ ?(?:-|–|to|and|through|until)\ ?
          (?:(?P<to_m>{months})\.?\ )?(?P<to_d>\d{{1,2}})(?:,?\ (?P<range_y>\d{{4}}))?
          (?!\d|\ (?:of\ (?:the(?:m|se)?|those)|people|men|others|were)\b)
        |(?P<m1>{months})\.?\ (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\ (?P<y1>\d{{4}}))?(?!\d)
        |(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\ (?:of\ )?(?P<m2>{months})\b(?:,?\ (?P<y2>\d{{4}}))?(?!\d)
        |(?P<iso>\d{{4}}-\d\d-\d\d)
        |(?P<third>early|mid-?|middle\ of|late)[\ -](?P<m3>{months})\b(?!\.?\ \d{{1,2}}\b)\.?(?:,?\ (?P<y3>\d{{4}}))?
        |(?:last|this\ past)\ (?P<m_last>{months})\b
        |(?P<m4>{months})\b\.?(?:\ of)?(?:,?\ (?P<y4>\d{{4}}))?
        |(?:(?P<last_wd>last)\ )?(?P<wd>{days})\b
        |(?:in|since|of|from|during|until|by|early|late|mid-?)\ (?P<y5>(?:19|20)\d\d)\b(?!-)
        |(?P<season>spring|summer|autumn|fall)\ (?:of\ )?(?P<y6>\d{{4}})
        |(?:last|this)\ (?P<season2>spring|summer|autumn|fall)\b
        |in\ (?:the\ )?(?:(?:early|late)\ )?(?P<season3>spring|summer|autumn)\b(?!\ of)
        )"""
    return wording(re.sub(r"\n *", "", lines), re.IGNORECASE)


@cache
def first_words() -> Keys:
    """The words that a calendar date can begin with, and a digit."""
    table = settings("calendar.toml")
    others = "early mid middle late last this in since of from during until by".split()
    return Keys({DIGIT, *table["months"], *table["weekdays"], *table["seasons"], *others})


@cache
def names() -> Wording:
    """ "Bloody Friday", "Friday prayers", "known as Sad Sunday": names that hold a day or a month, and say no date."""
    table = settings("calendar.toml")
    day = "|".join(word.capitalize() for word in (*table["weekdays"], *table["months"]))
    before, behind = ("|".join(table["names"][side]) for side in ("before", "behind"))
    months = "|".join(word.capitalize() for word in table["months"])
    # "The 14th of July bridge", "26 July Street".
    site = (
        r"(?:[Bb]ridge|[Ss]quare|[Aa]venue|[Bb]oulevard|Street|Road|Highway|Hospital|Stadium|University|Park|Camp|Barracks|Airport|"
        r"District|School|Museum|Mosque)"
    )
    called = r"\b(?:known|remembered|dubbed|called|named|nicknamed) (?:now )?(?:as )?(?:the )?[\"'“‘]?"
    return wording(
        r"\b(?=[A-Z\dcdknr])(?:"  # nothing is tried where none of them can begin
        rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{months})|(?:{months}) \d{{1,2}}) {site}\b|"
        rf"\b(?:{before}) (?:{day})\b(?! \d)|\b[A-Z]\w+ Today\b"
        rf"|\b(?:{day})(?: \d{{1,2}} (?:Movement|Brigades?|Forces?|Front|Alliance)| (?:{behind}))\b|{called}(?:[A-Z][\w’'-]+ "
        rf"){{1,2}}(?:{day})\b(?! \d))"
    )


@cache
def at_prayers() -> Wording:
    """ "During Friday prayers": what happens on a certain day of the week, its name as the group ``day``."""
    days = "|".join(word.capitalize() for word in settings("calendar.toml")["weekdays"])
    return wording(
        rf"\b(?:after|at|attending|before|during|following|for|from|leaving|left|out of) (?:the |weekly |main )*(?P<day>{days}) "
        r"(?:[Pp]rayers?|[Ss]ermons?|[Mm]ass|[Ss]ervices?|[Ww]orship)\b"
    )


@cache
def relative() -> Patterns[str]:
    """Words for a time that is counted from another one, each with the rule that counts it."""
    rows = settings("relative_dates.toml")["phrase"]
    return Patterns((row["rule"], wording(row["pattern"], re.IGNORECASE)) for row in rows)
