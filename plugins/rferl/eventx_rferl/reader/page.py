"""Collects the blocks of a page's body and what stands in its head, with the standard library's parser.

Knows which elements hold no article text (embeds, captions, players, "SEE ALSO", promos, forms, AMP's own elements). Damaged
nesting is followed as far as it goes, never refused. Doesn't decide which form a page has.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

from attrs import define, field

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"})
SKIPPED = frozenset(
    (
        "wsw__embed media-block media-block-wrap also-read c-mmp clear c-author infobox flash-promo author-list media-image "
        "media-download comments-parent ymla-section date-time embed-bar intro-promo sr-only c-sharing share js-share newsletter "
        "subscribe player audio-player media-pholder contentImage photo_caption img-caption quiz poll printable-hide "
        # Around the body, where a form has no element for the body alone:
        "hdr-container publishing-details published links category js-category cover-media pg-title breadcrumbs hdr-20 "
        "foot__notice foot__newsletter comments navigation tags"
    ).split()
)
SKIPPED_TAGS = frozenset(
    (
        "figure figcaption script style iframe video audio noscript form aside table template nav header footer button select "
        "svg object canvas textarea h1 time head"
    ).split()
)
BREAKS = frozenset("p h1 h2 h3 h4 h5 h6 li ul ol div blockquote section article main body dl dt dd pre address hr center".split())
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What holds texts that are no article of the page: teasers, related ones, comments.
BESIDE_TAGS = frozenset({"aside", "nav", "footer", "figure", "template"})
BESIDE = frozenset("media-block media-block-wrap also-read infobox flash-promo c-mmp comments related teaser".split())
# Elements that show the day of publication in words, on print views and old pages.
DAYS = frozenset({"date", "article_date", "article-date", "published", "publishing-details"})


@define
class Body:
    """The text of one article, or of entries of a briefing: its blocks, and its times, each with the number of the block behind.

    Of what stands above it, behind the body before, it has the times too, and as ``title`` the heading.
    """

    blocks: list[tuple[str, str]] = field(factory=list)
    times: list[tuple[int, str]] = field(factory=list)
    title: str = ""


class Page(HTMLParser):
    """Collects the bodies (elements with this class or id, or ``<tag>``) with their blocks, JSON-LD, date, title and address."""

    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.bodies: list[Body] = []
        self.json_ld: list[str] = []
        self.meta: dict[str, str] = {}
        self.title = ""
        self.times: list[str] = []
        self.language = ""
        self.utag = ""
        self.published = ""
        self.shown = ""
        self.cut_off = False
        self.body = body
        self._between = Body()
        self._stack: list[str] = []
        self._open: Counter[str] = Counter()
        self._body_at = 0
        self._skip_at = 0
        self._beside_at = 0
        self._buffer: list[str] = []
        self._heading = False
        self._capture = ""

    def flush(self) -> None:
        """Close the current paragraph."""
        text = re.sub(r"\s+", " ", "".join(self._buffer)).strip()
        self._buffer.clear()
        if text:
            self.bodies[-1].blocks.append((text, "heading" if self._heading else "paragraph"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Follow the body, skip what isn't text."""
        values = {name: value or "" for name, value in attrs}
        self._head(tag, values)
        if tag in ("br", "hr"):
            if self._body_at and not self._skip_at:
                self.flush()
            return
        if tag in VOID:
            return
        if tag in ("p", "li") and self._stack and self._stack[-1] == tag:
            self._close(tag)
        self._stack.append(tag)
        self._open[tag] += 1
        classes = frozenset(values.get("class", "").split())
        if not self._body_at:
            if self._begins(tag, classes, values.get("id", "")):
                self._body_at = len(self._stack)
                self.bodies.append(self._between)
                self._between = Body()
            elif not self._beside_at:
                self._look_around(tag, classes)
            return
        if self._skip_at:
            return
        if classes & SKIPPED or tag in SKIPPED_TAGS or tag.startswith("amp-"):
            self._skip_at = len(self._stack)
        elif tag in BREAKS:
            self.flush()
            self._heading = tag in HEADINGS

    def _look_around(self, tag: str, classes: frozenset[str]) -> None:
        if tag in BESIDE_TAGS or classes & BESIDE:
            self._beside_at = len(self._stack)
        elif tag in HEADINGS:
            self._capture, self._between.title = "heading", ""
        elif classes & DAYS and not self.bodies and not self.shown:
            self._capture = "shown"

    def _begins(self, tag: str, classes: frozenset[str], name: str) -> bool:
        if self._beside_at and self.bodies:
            return False
        if self.body.startswith("<"):
            return self.body == f"<{tag}>"
        return tag in ("div", "section", "article", "main", "td") and (self.body in classes or self.body == name)

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
        elif tag == "time" and values.get("datetime"):
            self.times.append(values["datetime"])
            if "pubdate" in values and not self.published:
                self.published = values["datetime"]
            if not self._body_at and not self._beside_at:
                self._between.times.append((0, values["datetime"]))
            elif self._body_at:
                at = len(self.bodies[-1].blocks) + any(map(str.strip, self._buffer))
                self.bodies[-1].times.append((at, values["datetime"]))
        elif tag == "title" and not self.title:
            self._capture = "title"
        elif tag == "script":
            self._capture = "json-ld" if values.get("type", "").strip().lower() == "application/ld+json" else "script"

    def handle_endtag(self, tag: str) -> None:
        """Close elements; an end tag that fits nothing is passed over."""
        self._capture = ""
        if tag in VOID or not self._open[tag]:
            return
        self._close(tag)

    def _close(self, tag: str) -> None:
        while self._stack:
            depth = len(self._stack)
            last = self._stack.pop()
            self._open[last] -= 1
            if depth <= self._beside_at:
                self._beside_at = 0
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
        elif self._capture == "heading":
            self._between.title += data
        elif self._capture == "shown":
            self.shown = data.strip()
        elif self._capture == "script":
            if "utag_data" in data and not self.utag:
                self.utag = data
        elif self._body_at and not self._skip_at:
            self._buffer.append(data)

    def close(self) -> None:
        """End of the page: what is still open is closed, and a body that never ended is told."""
        super().close()
        if self.bodies and not self.bodies[0].times and self._between.times:  # each stands below what it is the time of
            for one, behind in pairwise((*self.bodies, self._between)):
                one.times = behind.times
        if self._body_at:
            self.cut_off = not self.body.startswith("<")
            self.flush()
