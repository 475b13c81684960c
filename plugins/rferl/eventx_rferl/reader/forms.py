"""The forms in which RFE/RL's and VOA's content system has shown its articles, and the marks by which a page tells its own.

Knows of each form where the body stands and which elements in it are no text. A new form of the site is one more entry with
the year it was first seen; the old ones stay, as old pages do. Marked "from memory" is what no page at hand has proved.
Doesn't parse (:mod:`eventx_rferl.reader.html`).
"""

from __future__ import annotations

import re

from attrs import frozen

HEAD = 300_000  # marks are looked for in so many characters
LONGEST_TAG = 1 << 16


@frozen
class Form:
    """A form of the page: where the body stands (class or id, the best first), since when."""

    name: str
    since: int
    bodies: tuple[str, ...]


ARTICLE = Form("pangea-2015", 2015, ("wsw", "wordclick", "article-content"))
# Bare text between <br> in the same place; zoomMe and articleContent are from memory.
BREAKS = Form("pangea-2009", 2009, ("wsw", "wordclick", "zoomMe", "articleContent", "article-content"))
TABLE = "<td>"  # of a page that is laid out by tables: the cell that holds most
OLD = Form("rferl-1998", 1998, ("article-content", TABLE, "<body>"))
LIVE = Form("pangea-live", 2022, ("wsw", "article-content"))
AMP = Form("pangea-amp", 2016, ("wsw", "amp-article__body", "article-content", "content", "<article>", "<main>", "<body>"))
PRINT = Form("pangea-print", 2009, ("wsw", "wordclick", "zoomMe", "article-content", "print-content", "content", "<body>"))
FORMS = (ARTICLE, BREAKS, OLD, LIVE, AMP, PRINT)

_AMP = re.compile(r"<html\b[^>]{0,300}?\s(?:amp|⚡)(?=[\s=>])", re.IGNORECASE)
_LIVE = re.compile(
    r'"LiveBlogPosting"|class="[^"]{0,200}\b(?:live-?blog|pg-live)\b|content="[^"]{0,200}/live-(?:briefing|blog)[^"]{0,200}"'
    r'|href="[^"]{0,200}/[^"/]{0,150}live-(?:briefing|blog)[^"/]{0,150}/\d+\.html"\s+rel="canonical"',
    re.IGNORECASE,
)
_PRINT = re.compile(r'class="[^"]{0,200}\b(?:print-view|printview|pg-print)\b|"[^"]{0,200}/articleprintview/\d+', re.IGNORECASE)
# Between line breaks, on pages that have no element for their text alone: "Prague, 1 June 2005 (RFE/RL) -- ".
_DATELINE = re.compile(r"(?:>|^)\s*[A-Z][^<>]{2,80}\((?:RFE/RL|VOA)\)\s*(?:--|—|–|&#8212;|&mdash;)")
_MODERN = re.compile(r'class="[^"]{0,300}\bpg-article\b|application/ld\+json', re.IGNORECASE)
_BODY = re.compile(r'class=["\']?[^"\'>]{0,300}\b(?:wsw|wordclick|zoomMe|articleContent)\b')
_SITE = re.compile(
    r"pangea|utag_data|RadioFreeEurope|RFE/RL|rferl\.org|voanews\.com|gandhara|azatutyun\.am|currenttime", re.IGNORECASE
)


def form_of(markup: str) -> Form | None:
    """The form of a page, by its own marks; None if it isn't of this content system."""
    head = markup[:HEAD]
    low = head.lower()  # a mark is looked for only where a part of it stands: that takes a hundredth of the time
    ours = _SITE.search(head) is not None
    if _AMP.search(head[:3000]) and (ours or _BODY.search(head)):
        return AMP
    if ours and "print" in low and _PRINT.search(head) and "pg-article" not in head:
        return PRINT
    if "live" in low and _LIVE.search(head) and (ours or _BODY.search(markup)):
        return LIVE
    if _BODY.search(markup) or (ours and _MODERN.search(head)):
        return ARTICLE if _MODERN.search(head) and re.search(r"<p[\s>]", markup, re.IGNORECASE) else BREAKS
    return OLD if "<br" in low and _DATELINE.search(head) else None


def tamed(markup: str) -> str:
    """The markup without comments, and with each "<" that begins nothing as text.

    The standard library's parser takes time that grows with the square of the length of what is never closed; after this
    there is no such thing, whatever the bytes are.
    """
    markup = re.sub(r"<!\[[^>]{0,200}>", "", _without_comments(markup))
    pieces: list[str] = []
    last = close = len(markup) + 2 * LONGEST_TAG
    end = len(markup)
    for match in reversed(list(re.finditer(r"[<>]", markup))):
        at = match.start()
        if match[0] == ">":
            close = at
        elif close == last or close - at > LONGEST_TAG or markup.startswith("<![", at):
            pieces.append(markup[at + 1 : end])
            pieces.append("&lt;")
            end = at
    pieces.append(markup[:end])
    return "".join(reversed(pieces))


def _without_comments(markup: str) -> str:
    pieces: list[str] = []
    done = 0
    at = markup.find("<!--")
    while at >= 0:
        end = markup.find("-->", at + 4)
        pieces.append(markup[done:at])
        if end < 0:
            pieces.append(markup[at:].replace("<!--", ""))
            return "".join(pieces)
        done = end + 3
        at = markup.find("<!--", done)
    pieces.append(markup[done:])
    return "".join(pieces)
