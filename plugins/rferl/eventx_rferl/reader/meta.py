"""Reads what a page says about itself: JSON-LD, meta elements, ``<time>``, ``utag_data``.

Knows which of them is trusted first: the publication's day is JSON-LD's, then the meta element's, then that of ``<time>`` (the
site's local time), then the one that it shows in words, then ``utag_data``'s; what it rests on is noted unless it is the first.
Nothing is made up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from attrs import frozen

from eventx_rferl.language.calendar_dates import calendar_day
from eventx_rferl.reader.day_lines import day_of as in_words
from eventx_rferl.reader.page import Page

ZONES = timedelta(days=1)  # two days of one moment can differ so
NEWS = ("NewsArticle", "LiveBlogPosting", "ReportageNewsArticle", "Article")


@frozen
class About:
    """What a page says about its article."""

    published: date | None
    published_text: str | None
    published_note: str | None
    title: str | None
    url: str | None
    publisher: str | None
    language: str | None
    other_day: date | None = None
    live: bool = False
    updates: tuple[Mapping[str, Any], ...] = ()


def news_of(scripts: Sequence[str]) -> dict[str, Any]:
    """The JSON-LD object of the article, if there is one that can be read."""
    for raw in scripts:
        try:
            found = json.loads(raw, strict=False)
        except (ValueError, RecursionError):
            continue
        items = found.get("@graph", [found]) if isinstance(found, dict) else found
        for item in items if isinstance(items, list) else []:
            if isinstance(item, dict) and ("datePublished" in item or any(name in str(item.get("@type", "")) for name in NEWS)):
                return item
    return {}


def day_of(text: str) -> date | None:
    """The day that an ISO date or time begins with."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", text)
    return calendar_day(int(match[1]), int(match[2]), int(match[3])) if match else None


def stamp_of(text: str) -> str | None:
    """A time as the schema writes it, or its day if it has no zone; None if it is none."""
    day = day_of(text)
    if day is None:
        return None
    match = re.match(
        r"\d{4}-\d\d-\d\d[ T]((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)(?:\.\d{1,9})?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)", text
    )
    return f"{day.isoformat()}T{match[1]}{match[2]}" if match else day.isoformat()


def _word(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def about(page: Page) -> About:
    """All that a page says about its article, from its pieces."""
    news, meta, times = news_of(page.json_ld), page.meta, page.times
    parts = dict(re.findall(r'pub_(year|month|day):"(\d{1,4})"', page.utag))
    from_utag = "-".join(parts[part].zfill(2) for part in ("year", "month", "day")) if len(parts) == 3 else ""
    shown = in_words(page.shown)
    said = [
        (found, stamp_of(text), why)
        for text, why in (
            (str(news.get("datePublished", "")), None),
            (meta.get("article:published_time", ""), None),
            (times[0] if times else "", "the date is that of the page's <time> element (local time of the site)"),
            (shown.isoformat() if shown else "", "the date is the one that the page shows"),
            (from_utag, "the date is that of the page's utag_data"),
        )
        if (found := day_of(text)) is not None
    ]
    day, stamp, note = said[0] if said else (None, None, None)
    also = day_of(page.published)
    other = also if day and also and abs(also - day) > ZONES else None
    given = news.get("publisher")
    language = news.get("inLanguage") or page.language
    kind = str(news.get("@type", ""))
    updates = news.get("liveBlogUpdate")
    title = _word(news.get("headline")) or meta.get("og:title") or page.title
    return About(
        published=day,
        published_text=stamp,
        published_note=note,
        other_day=other,
        title=_unescaped(title).strip() or None,
        url=address(meta.get("canonical") or meta.get("og:url") or _word(news.get("url"))),
        publisher=(_word(given.get("name")) if isinstance(given, dict) else None) or meta.get("og:site_name") or None,
        language=language if isinstance(language, str) and re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language) else None,
        live="LiveBlog" in kind or isinstance(updates, list),
        updates=tuple(one for one in updates if isinstance(one, dict)) if isinstance(updates, list) else (),
    )


def _unescaped(text: str) -> str:
    from html import unescape

    return unescape(text)


def address(text: str | None) -> str | None:
    """An address of the web, or None for what is none (the schema takes no broken one)."""
    found = (text or "").strip()
    return (
        found
        if re.fullmatch(
            r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#](?:[\w.~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?", found, re.ASCII
        )
        else None
    )


def number_of(url: str | None) -> str | None:
    """The number that names an article in its address."""
    match = re.search(r"/(\d{5,12})\.html", url or "")
    return match[1] if match else None
