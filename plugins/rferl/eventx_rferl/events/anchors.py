"""Gives a telling the time and place that it only points to: "a day earlier", "hours after", "in the city".

Knows how a phrase is counted from the event told before. Doesn't decide which tellings are one event.
"""

from __future__ import annotations

import re

from eventx_rferl.events.matching import time_of
from eventx_rferl.language.calendar_dates import moved
from eventx_rferl.language.dates import Phrase, resolve
from eventx_rferl.language.distances import distance
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Mention, Place, When
from eventx_rferl.values import evolve

HOURS = wording(r"\bhours (?:after|before)\b", re.IGNORECASE)


# "Agreed on a truce after guards had fired on one another all day": on that day.
ALL_DAY = wording(
    r"\b(?:all day|all morning|all afternoon|all evening|the whole day|throughout the day|for (?:several |a few )?hours)\b"
)
SPACED = wording(
    r"\b(?:(?:just|only|barely|a few|several|about|some) ?)*(?:\w+ )?(?:minutes?|hours?|days?|weeks?|months?|years?|shortly|"
    r"soon|immediately) (?:after|before)\b",
    re.IGNORECASE,
)


OF_THE_CALENDAR = wording(r"(?:last|this|that|next) (?:week|month|year)\b", re.IGNORECASE)


def with_time(mention: Mention, phrases: tuple[Phrase, ...], anchor: When | None, said: When | None = None) -> Mention:
    """The mention with its time.

    A phrase counted from another time uses the day on which the sentence says that it was said ("reported on May 3
    that ... earlier in the day"), else the event told before. Where neither is known, "a day earlier" says nothing: counted from
    publication it was wrong more often than right.
    """
    for phrase in phrases:
        if phrase.when is not None:
            return evolve(mention, when=phrase.when)
        base = (said if phrase.rule in ("same-day", "day-before", "offset") else None) or anchor
        when = resolve(phrase, base) if base is not None else None
        if when is not None:
            return evolve(mention, when=when)
    return mention


def linked_time(
    article: Article, mention: Mention, home: dict[int, int], events: list[tuple[Mention, ...]], said: When | None
) -> Mention:
    """The time of a telling that is counted from the one it hangs on: "two days after ...", "hours after ...".

    If that has no day, from the one on which it was said: "said on Monday that they had left, ten days after they came".
    """
    if mention.when is not None or mention.link not in ("after", "before") or mention.governor not in home:
        return mention
    base = time_of(events[home[mention.governor]])
    found = SPACED.search(article.text, mention.start, mention.head.start)
    if found is not None and OF_THE_CALENDAR.match(found[0]):
        found = None  # "last week after a column was ambushed"
    if found is not None and article.text.endswith("more than ", 0, found.start()) and not HOURS.search(found[0]):
        return mention  # "more than a week after": of no day
    if (
        base is not None
        and found is None
        and base.precision == "day"
        and ALL_DAY.search(article.text, mention.start, mention.end)
    ):
        return evolve(mention, when=evolve(base, basis="inferred", rule="DATE-LINKED", anchor="event"))
    nearby = any(p.rule == "PLACE-ANAPHOR" and p.precision == "near-settlement" for p in mention.places)
    if base is not None and found is None and nearby:  # "burned homes in X last week after a column was ambushed nearby"
        return evolve(mention, when=evolve(base, basis="inferred", rule="DATE-LINKED", anchor="event"))
    gap = distance(found[0]) if found is not None else None
    base = base or (said if gap is not None else None)
    if base is None or found is None:
        return mention
    sign = -1 if mention.link == "after" else 1
    if gap is not None and base.precision in ("day", "days"):
        number, unit = gap[0] * sign, gap[1]
        if (
            HOURS.search(found[0]) and base.precision == "day"
        ):  # "early on May 4, hours after a shoot-out": of that day or the one before
            start, end = (moved(base.start_day, -1), base.end_day) if sign < 0 else (base.start_day, moved(base.end_day, 1))
            return evolve(mention, when=When(start, end, "days", *found.span(), "inferred", "DATE-LINKED", "event"))
        return evolve(
            mention,
            when=When(
                moved(base.start_day, number, unit),
                moved(base.end_day, number, unit),
                base.precision,
                *found.span(),
                "relative",
                "DATE-LINKED",
                "event",
            ),
        )
    if re.search(r"\bdays\b", found[0]):
        start, end = (moved(base.start_day, -6), base.end_day) if sign < 0 else (base.start_day, moved(base.end_day, 6))
        precision = base.precision if base.precision in ("month", "year") else "week" if (end - start).days <= 6 else "month"
        return evolve(mention, when=When(start, end, precision, *found.span(), "inferred", "DATE-DAYS-APART", "event"))
    return mention


def at_anaphor(mention: Mention, last: Place | None) -> Mention:
    """ "in the city", "there": the place named last."""
    if mention.places or not any(flag.startswith("place:") for flag in mention.flags):
        return mention
    own = next((p for p in mention.context if p.precision == "settlement"), None)
    last = own if own and "place:settlement" in mention.flags else last
    if last is None:
        return mention
    return evolve(mention, places=(evolve(last, rule="PLACE-ANAPHOR", basis="inferred"),))
