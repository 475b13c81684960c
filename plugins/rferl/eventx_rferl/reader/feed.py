"""Reads the items of an RSS or Atom feed as articles.

Knows that an item holds a summary, seldom the full text, and says so with the date. Doesn't follow links, and doesn't take a feed
with entities of its own: they can be made to grow without end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import escape
from xml.etree import ElementTree

from eventx.errors import InputError
from eventx_rferl.model import Article
from eventx_rferl.reader.html import article_of, fragment
from eventx_rferl.reader.meta import About, address, stamp_of
from eventx_rferl.reader.meta import day_of as iso_day
from eventx_rferl.reader.sniff import FEED

SUMMARY = "the text is the feed's summary, not the whole article"
NAMED = ("title", "link", "guid", "id", "pubDate", "date", "published", "updated", "description", "summary", "encoded", "content")


def is_feed(text: str) -> bool:
    """Whether a text is a feed."""
    return FEED.match(text[:12_000]) is not None


def _local(tag: object) -> str:
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _time(words: str) -> datetime | None:
    try:
        return parsedate_to_datetime(words)
    except (ValueError, IndexError, OverflowError, TypeError):
        return None


def _stamp(words: str) -> str | None:
    """A time of a feed (RFC 822 or ISO) as the schema writes it."""
    found = stamp_of(words)
    if found:
        return found
    when = _time(words)
    if when is None or not 1000 <= when.year <= 9999:
        return None
    return when.date().isoformat() if when.tzinfo is None else when.isoformat(timespec="seconds").replace("+00:00", "Z")


def _values(item: ElementTree.Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for child in item:
        name = _local(child.tag)
        if name == "link" and child.get("href") and child.get("rel", "alternate") == "alternate":
            found.setdefault("link", child.get("href", ""))
        elif name in NAMED and (words := "".join(child.itertext()).strip()):
            found.setdefault(name, words)
    return found


def items(text: str) -> Iterator[Article | None]:
    """One article for each item, in the feed's order; None for an item without text. Raises :class:`InputError`."""
    if re.search(r"<!(?:ENTITY|DOCTYPE)", text):
        raise InputError("the feed declares entities of its own; take it from its source, or remove the declaration")
    body = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)  # it is decoded already, whatever encoding it names
    try:
        root = ElementTree.fromstring(body)  # noqa: S314 (no declarations: see above)
    except ElementTree.ParseError as error:
        line, column = error.position
        raise InputError(
            f"the feed is damaged at line {line}, column {column + 1}: {error.msg.split(':')[0]}; fetch it again"
        ) from None
    channel = next((one for one in root.iter() if _local(one.tag) == "channel"), root)
    publisher = next(("".join(one.itertext()).strip() for one in channel if _local(one.tag) == "title"), "")
    language = next(("".join(one.itertext()).strip() for one in channel if _local(one.tag) == "language"), "")
    for item in root.iter():
        if _local(item.tag) in ("item", "entry"):
            yield _article(_values(item), publisher, language)


def _article(values: dict[str, str], publisher: str, language: str) -> Article | None:
    whole = values.get("encoded") or values.get("content")
    markup = whole or values.get("description") or values.get("summary") or escape(values.get("title", ""))
    stamp = _stamp(next((values[name] for name in ("pubDate", "published", "date", "updated") if name in values), ""))
    facts = About(
        published=iso_day(stamp) if stamp else None,
        published_text=stamp,
        published_note=None if whole else SUMMARY,
        title=values.get("title") or None,
        url=address(values.get("link")) or address(values.get("guid")) or address(values.get("id")),
        publisher=publisher or None,
        language=language if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language) else None,
    )
    return article_of(fragment(markup), facts, form="feed")
