"""Reads what a page says about itself: JSON-LD, meta elements, ``<time>``, ``utag_data``.

Knows which of them is trusted first: the publication's day is JSON-LD's, then the meta element's, then that of ``<time>`` (the
site's local time), then ``utag_data``'s; what it rests on is noted unless it is the first. Nothing is made up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen

from eventx_rferl.language.calendar_dates import calendar_day

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


def about(scripts: Sequence[str], meta: Mapping[str, str], times: Sequence[str], utag: str, title: str, language: str) -> About:
    """All that a page says about its article, from its pieces."""
    news = news_of(scripts)
    parts = dict(re.findall(r'pub_(year|month|day):"(\d{1,4})"', utag))
    from_utag = "-".join(parts[part].zfill(2) for part in ("year", "month", "day")) if len(parts) == 3 else ""
    day = shown = note = None
    for text, why in (
        (str(news.get("datePublished", "")), None),
        (meta.get("article:published_time", ""), None),
        (times[0] if times else "", "the date is that of the page's <time> element (local time of the site)"),
        (from_utag, "the date is that of the page's utag_data"),
    ):
        day, shown, note = day_of(text), stamp_of(text), why
        if day:
            break
    else:
        note = None
    given = news.get("publisher")
    said = news.get("inLanguage") or language
    kind = str(news.get("@type", ""))
    updates = news.get("liveBlogUpdate")
    found = _word(news.get("headline")) or meta.get("og:title") or title
    return About(
        published=day,
        published_text=shown,
        published_note=note,
        title=_unescaped(found).strip() or None,
        url=address(meta.get("canonical") or meta.get("og:url") or _word(news.get("url"))),
        publisher=(_word(given.get("name")) if isinstance(given, dict) else None) or meta.get("og:site_name") or None,
        language=said if isinstance(said, str) and re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", said) else None,
        live="LiveBlog" in kind,
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
