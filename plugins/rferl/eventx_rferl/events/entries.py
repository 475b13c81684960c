"""The day of an entry of a chronology or a live briefing, by the day or hour it is headed with.

Knows lines that are nothing but a day ("March 4, 2026", "Tuesday, March 3"), that of the entries below up to the next such line;
and hours that paragraphs open with ("14:35 Two people were killed"), which go one way through the day of publication. An hour in
a line of its own, as in a briefing that goes on for days, gives no day. Doesn't know pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from eventx_rferl.language.calendar_names import WEEKDAY
from eventx_rferl.language.dates import phrases_in
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Block, Mention, When
from eventx_rferl.reader.titles import entitles

HOUR = wording(
    r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?: ?(?P<half>[ap])\.?m\.?)?"
    r"(?: (?:GMT|UTC|CET|CEST|EET|EEST|MSK|ET))?(?: ?[-–—:|])? "
)
FEWEST = 2
LONGEST_DAY = 40  # letters: "Wednesday, September 30, 2026" with what may stand around it
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# What may stand around the day: strokes, brackets, a colon, the day of the week.
AROUND = wording(rf"\W*(?:{WEEKDAY})?\W*")


def days_above(article: Article) -> tuple[tuple[int, int, When], ...]:
    """From where to where the entries below a line with their day reach, and that day; nothing if few lines are one.

    In plain text a day with its year right below a title, or the one of publication, is that of an article, not of its entries.
    A title ends an entry, unless entries begin with titles.
    """
    days: list[tuple[int, When]] = []
    titles: list[int] = []
    stop, at_head = len(article.text), False
    apart, prose = article.form.startswith("html"), False
    above: Block | None = None
    year = _year_told(article)
    for block in article.blocks:
        if block.kind == "credit":
            stop = block.start
            break
        if block.kind != "headline" and block.end - block.start <= LONGEST_DAY:
            titled = above is not None and entitles(article.text, above)
            when = _day_alone(article, block, year)
            yearless = when is not None and not YEAR.search(article.text, block.start, block.end)
            own = when is not None and when.start_day != article.published
            if when is not None and (apart or yearless or (not titled if prose else own)):
                days.append((block.end, when))
                above = block
                continue
        if block.kind == "heading" and days:
            titles.append(block.start)
            at_head = at_head or (above is not None and above.end == days[-1][0])
        prose = prose or block.kind == "paragraph"
        above = block
    if len(days) < FEWEST:
        return ()
    ends = [*(start for start, _ in days), stop][1:]
    ending = [] if at_head else titles
    return tuple(
        (start, min([end, *(title for title in ending if start <= title)]), when)
        for (start, when), end in zip(days, ends, strict=True)
    )


def _year_told(article: Article) -> int | None:
    """The one year that the title names, where the article doesn't say when it was published."""
    years = {*YEAR.findall(article.title or "")} if article.published is None else set()
    return int(years.pop()) if len(years) == 1 else None


def _day_alone(article: Article, block: Block, year: int | None) -> When | None:
    counted = article.published or (date(year, 12, 31) if year else None)
    found = phrases_in(article.text, block.start, block.end, counted)
    days = [phrase.when for phrase in found if phrase.when is not None]
    if len(days) != 1 or days[0].precision != "day":
        return None
    around = (article.text[block.start : days[0].start], article.text[days[0].end : block.end])
    return days[0] if all(AROUND.fullmatch(words) for words in around) else None


def hours(article: Article) -> dict[int, tuple[int, int]]:
    """For each paragraph that opens with an hour where that stands; nothing if few do, or if they run over midnight."""
    found: dict[int, tuple[int, int]] = {}
    minutes: list[int] = []
    paragraphs = [block for block in article.blocks if block.kind == "paragraph"]
    for number, block in enumerate(paragraphs):
        match = HOUR.match(article.text, block.start, block.end)
        if match is not None:
            found[number] = (match.start(), match.end() - 1)
            hour = int(match["hour"]) % 12 + 12 * (match["half"] == "p") if match["half"] else int(match["hour"])
            minutes.append(60 * hour + int(match["minute"]))
    one_way = all(a <= b for a, b in pairwise(minutes)) or all(a >= b for a, b in pairwise(minutes))
    return found if len(found) >= FEWEST and one_way else {}


def clock_day(article: Article, mention: Mention, hours_told: Mapping[int, tuple[int, int]]) -> When | None:
    """The day of publication for what an entry with an hour tells; None if it stands in none."""
    at = hours_told.get(mention.paragraph)
    if at is None or article.published is None:
        return None
    return When(article.published, article.published, "day", *at, "inferred", "DATE-CLOCK")
