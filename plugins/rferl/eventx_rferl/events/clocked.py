"""The day of an entry of a live briefing that is headed with the hour: "14:35 Two people were killed" is of its own day.

Knows the hours that paragraphs open with, and that these go one way through a day. Doesn't know pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Mention, When

HOUR = wording(
    r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?: ?(?P<half>[ap])\.?m\.?)?"
    r"(?: (?:GMT|UTC|CET|CEST|EET|EEST|MSK|ET))?(?: ?[-–—:|])? "
)
FEWEST = 2


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
