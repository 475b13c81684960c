"""Reads a page of RFE/RL's and VOA's content system ("Pangea") with the standard library's parser.

Knows the body (``div.wsw``, also the bare text with ``<br>`` of old pages), what stands inside it and is no article text
(embeds, captions, players, "SEE ALSO", promos), JSON-LD, ``<time>``, ``utag_data`` and the meta elements. Offsets point into
the text it extracts: paragraphs, sub-headings and list items joined by one blank line, white space folded.
Doesn't know other sites' pages.
"""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from html.parser import HTMLParser
from typing import Any

from eventx.errors import InputError
from eventx_rferl.model import Article, Block
from eventx_rferl.reader_text import CREDIT, MAX_HEADING, blocks_of, digest

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"})
BODY = frozenset({"wsw", "wordclick"})
SKIPPED = frozenset(
    {
        "wsw__embed",
        "media-block",
        "media-block-wrap",
        "also-read",
        "c-mmp",
        "clear",
        "c-author",
        "infobox",
        "flash-promo",
        "author-list",
        "media-image",
        "media-download",
        "comments-parent",
        "ymla-section",
        "date-time",
        "embed-bar",
        "intro-promo",
    }
)
SKIPPED_TAGS = frozenset(
    {"figure", "figcaption", "script", "style", "iframe", "video", "audio", "noscript", "form", "aside", "table"}
)
BREAKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "div", "blockquote", "section", "article"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
PROMO = re.compile(
    r"(?:WATCH:|LISTEN:|READ MORE|SEE ALSO|RFE/RL['’]s Live Briefing gives you|No media source currently available|Embed\b|"
    r"Your browser does|To read the original story|\[?CLICK (?:HERE|the image)|Live Briefing:|SUBSCRIBE\b|"
    r"This item is part of|The code has been copied|.{0,60}\bclick here\.?$)",
    re.IGNORECASE,
)


class Page(HTMLParser):
    """Collects the blocks of the body, the JSON-LD, and the marks of date, title and address."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[str, str]] = []
        self.json_ld: list[str] = []
        self.meta: dict[str, str] = {}
        self.title = ""
        self.time = ""
        self.language = ""
        self.utag = ""
        self.found_body = False
        self._stack: list[str] = []
        self._body_at = 0
        self._skip_at = 0
        self._buffer: list[str] = []
        self._heading = False
        self._capture = ""

    def flush(self) -> None:
        """Close the current paragraph."""
        text = re.sub(r"\s+", " ", "".join(self._buffer)).strip()
        self._buffer.clear()
        if text:
            self.blocks.append((text, "heading" if self._heading else "paragraph"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Follow the body, skip what isn't text."""
        values = {name: value or "" for name, value in attrs}
        self._head(tag, values)
        if tag == "br":
            if self._body_at and not self._skip_at:
                self.flush()
            return
        if tag in VOID:
            return
        if tag in ("p", "li") and self._stack and self._stack[-1] == tag:
            self._close(tag)
        self._stack.append(tag)
        classes = frozenset(values.get("class", "").split())
        if not self._body_at:
            if tag == "div" and classes & BODY and not self.found_body:
                self._body_at, self.found_body = len(self._stack), True
            return
        if self._skip_at:
            return
        if classes & SKIPPED or tag in SKIPPED_TAGS:
            self._skip_at = len(self._stack)
        elif tag in BREAKS:
            self.flush()
            self._heading = tag in HEADINGS

    def _head(self, tag: str, values: dict[str, str]) -> None:
        self._capture = ""
        if tag == "html":
            self.language = values.get("lang", "")
        elif tag == "meta":
            name = values.get("property") or values.get("name")
            if name and "content" in values:
                self.meta.setdefault(name.lower(), values["content"])
        elif tag == "link" and values.get("rel") == "canonical" and values.get("href"):
            self.meta.setdefault("canonical", values["href"])
        elif tag == "time" and not self.time:
            self.time = values.get("datetime", "")
        elif tag == "title" and not self.title:
            self._capture = "title"
        elif tag == "script":
            self._capture = "json-ld" if values.get("type") == "application/ld+json" else "script"

    def handle_endtag(self, tag: str) -> None:
        """Close elements; an end tag that fits nothing is passed over."""
        self._capture = ""
        if tag in VOID or tag not in self._stack:
            return
        self._close(tag)

    def _close(self, tag: str) -> None:
        while self._stack:
            depth = len(self._stack)
            last = self._stack.pop()
            if self._skip_at and depth <= self._skip_at:
                self._skip_at = 0
            elif self._body_at and not self._skip_at and last in BREAKS:
                self.flush()
                self._heading = False
            if self._body_at and depth <= self._body_at:
                self.flush()
                self._body_at = 0
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        """Keep text of the body, JSON-LD, the title."""
        if self._capture == "json-ld":
            self.json_ld.append(data)
        elif self._capture == "title":
            self.title += data
        elif self._capture == "script":
            if "utag_data" in data and not self.utag:
                self.utag = data
        elif self._body_at and not self._skip_at:
            self._buffer.append(data)

    def close(self) -> None:
        """End of the page: what is still open is closed."""
        super().close()
        if self._body_at:
            self.flush()


def _news(page: Page) -> dict[str, Any]:
    """The JSON-LD object of the article, if there is one that can be read."""
    for raw in page.json_ld:
        try:
            found = json.loads(raw)
        except (ValueError, RecursionError):
            continue
        items = found.get("@graph", [found]) if isinstance(found, dict) else found if isinstance(found, list) else []
        for item in items if isinstance(items, list) else []:
            if isinstance(item, dict) and ("datePublished" in item or "NewsArticle" in str(item.get("@type", ""))):
                return item
    return {}


def _iso_day(text: str) -> date | None:
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _published(page: Page, news: dict[str, Any]) -> tuple[date | None, str | None, str | None]:
    utag = dict(re.findall(r'pub_(year|month|day):"(\d+)"', page.utag))
    from_utag = "-".join(utag[part].zfill(2) for part in ("year", "month", "day")) if len(utag) == 3 else ""
    sources = (
        (str(news.get("datePublished", "")), None),
        (page.meta.get("article:published_time", ""), None),
        (page.time, "the date is that of the page's <time> element (local time of the site)"),
        (from_utag, "the date is that of the page's utag_data"),
    )
    for text, note in sources:
        day = _iso_day(text)
        if day:
            stamp = re.match(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(Z|[+-]\d\d:\d\d)", text)
            return day, f"{stamp[1]}T{stamp[2]}{stamp[3]}" if stamp else day.isoformat(), note
    return None, None, None


def _publisher(page: Page, news: dict[str, Any]) -> str | None:
    given = news.get("publisher")
    name = given.get("name") if isinstance(given, dict) else None
    return (name if isinstance(name, str) else None) or page.meta.get("og:site_name") or None


def _heading_like(text: str) -> bool:
    return len(text) <= MAX_HEADING and blocks_of(f"x\n\n{text}")[-1].kind == "heading"


def article_id(url: str | None) -> str | None:
    """The number that names an article in its address."""
    match = re.search(r"/(\d{5,12})\.html", url or "")
    return match[1] if match else None


def read_html(markup: str) -> Article | None:
    """The article on a page, or None if the page has no article body. Raises :class:`InputError` for damaged markup."""
    page = Page()
    try:
        page.feed(markup)
        page.close()
    except AssertionError as error:  # how the parser refuses a declaration that never was one
        raise InputError(f"the page's markup is damaged: {error}; fetch it again") from None
    texts = [(t, kind) for t, kind in page.blocks if not CREDIT.match(t) and not PROMO.match(t)]
    if not texts:
        return None
    blocks: list[Block] = []
    pieces: list[str] = []
    at = 0
    for text, kind in texts:
        mark = "heading" if kind == "heading" or _heading_like(text) else "paragraph"
        blocks.append(Block(at, at + len(text), mark))
        pieces.append(text)
        at += len(text) + 2
    body = "\n\n".join(pieces) + "\n"
    news = _news(page)
    day, shown, note = _published(page, news)
    url = page.meta.get("canonical") or page.meta.get("og:url") or (news.get("url") if isinstance(news.get("url"), str) else None)
    title = news.get("headline") if isinstance(news.get("headline"), str) else page.meta.get("og:title") or page.title
    sha = digest(body)
    language = str(news.get("inLanguage") or page.language or "")
    article = Article(
        key=article_id(url) or sha[:16],
        text=body,
        sha256=sha,
        form="html",
        blocks=tuple(blocks),
        published=day,
        published_text=shown,
        published_note=note,
        title=unescape(str(title)).strip() or None,
        url=url or None,
        publisher=_publisher(page, news),
        language=language if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language) else None,
    )
    return _without_dateline(article)


def _without_dateline(article: Article) -> Article:
    from attrs import evolve

    from eventx_rferl.reader_text import _dateline

    where, _, blocks = _dateline(article.text, article.blocks)
    return evolve(article, dateline=where, blocks=blocks) if where else article
