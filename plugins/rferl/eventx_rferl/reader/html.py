"""Reads a page of RFE/RL's and VOA's content system ("Pangea") in the forms of :mod:`eventx_rferl.reader.forms`.

Knows how an article is put together from a page: the text (paragraphs, sub-headings and list items joined by one blank line,
white space folded, into which offsets point), its day, title and address. A live briefing keeps one address for years, so its
articles are named by their text too. Doesn't know other sites' pages (:mod:`eventx_rferl.reader.other`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve, frozen

from eventx.errors import InputError
from eventx_rferl.model import Article, Block
from eventx_rferl.reader.datelines import dateline_of
from eventx_rferl.reader.day_lines import ALONE, ENTRY
from eventx_rferl.reader.day_lines import day_of as day_line
from eventx_rferl.reader.forms import FORMS, LIVE, TABLE, Form, form_of, tamed
from eventx_rferl.reader.language import in_english
from eventx_rferl.reader.meta import About, about, day_of, number_of, stamp_of
from eventx_rferl.reader.notices import CREDIT, PROMO, is_foot, is_notice
from eventx_rferl.reader.page import Body, Page
from eventx_rferl.reader.text import MAX_HEADING, blocks_of, digest

MAX_MARKUP = 8_000_000
WHOLE = frozenset({"wsw", "wordclick"})  # bodies that hold an article, wherever they stand
WORDS, LONG = 8, 1000  # by which an entry is known again, and letters among which they are looked for
Blocks = list[tuple[str, str]]
Told = tuple[About, Blocks]
HOUR = re.compile(r"\d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?")


def _parsed(markup: str, body: str) -> Page:
    page = Page(body)
    try:
        page.feed(markup)
        page.close()
    except AssertionError as error:  # how the parser refuses a declaration that never was one
        raise InputError(f"the page's markup is damaged: {error}; fetch it again") from None
    return page


def _page(markup: str, form: Form) -> Page:
    """The page read at the first place of the form that holds text, with the bodies that hold some."""
    page: Page | None = None
    for body in form.bodies:
        if body.strip("<>") in markup:
            page = _parsed(markup, body)
            page.bodies = [one for one in page.bodies if one.blocks]
            if page.bodies:
                return page
    return page or _parsed(markup, form.bodies[0])


def fragment(markup: str) -> list[tuple[str, str]]:
    """The blocks of a piece of markup that is all body, such as the summary in a feed."""
    return [block for body in _parsed(tamed(f"<div id='x'>{markup[:MAX_MARKUP]}"), "x").bodies for block in body.blocks]


def _heading_like(text: str) -> bool:
    return len(text) <= MAX_HEADING and blocks_of(f"x\n\n{text}")[-1].kind == "heading"


def _heads_entries(text: str, kind: str, published: date | None, *, first: bool, chronology: bool) -> bool:
    """Whether a day or an hour heads what stands below it; one above all else is that of publication if it can be."""
    if kind == "heading":
        return ALONE.fullmatch(text) is not None or HOUR.fullmatch(text) is not None
    if ALONE.fullmatch(text) is None:
        return False
    return not first or (chronology if published is None else day_line(text) != published)


def joined(texts: Iterable[tuple[str, str]], published: date | None = None) -> tuple[str, tuple[Block, ...]]:
    """The text of some paragraphs and headings, and where each stands in it; what is no part of an article is left out."""
    blocks: list[Block] = []
    pieces: list[str] = []
    at = 0
    texts = list(texts)
    chronology = sum(ENTRY.fullmatch(text) is not None for text, _ in texts) > 1
    for text, kind in texts:
        if pieces and is_foot(text):
            break
        if CREDIT.match(text) or PROMO.match(text) or is_foot(text):
            continue
        if is_notice(text) and not _heads_entries(text, kind, published, first=not pieces, chronology=chronology):
            continue
        mark = "heading" if kind == "heading" or _heading_like(text) else "paragraph"
        blocks.append(Block(at, at + len(text), mark))
        pieces.append(text)
        at += len(text) + 2
    return "\n\n".join(pieces) + "\n" if pieces else "", tuple(blocks)


def article_of(texts: Iterable[tuple[str, str]], facts: About, *, form: str, key: str | None = None) -> Article | None:
    """The article with these paragraphs; None if none of them is text."""
    body, blocks = joined(texts, facts.published)
    if not blocks:
        return None
    sha = digest(body)
    article = Article(
        key=key or number_of(facts.url) or sha[:16],
        text=body,
        sha256=sha,
        form=form,
        blocks=blocks,
        published=facts.published,
        published_text=facts.published_text,
        published_note=facts.published_note,
        title=facts.title,
        url=facts.url,
        publisher=facts.publisher,
        language=facts.language,
        other_day=facts.other_day,
    )
    where, day, blocks = dateline_of(article.text, article.blocks)
    if day is not None and article.published is None:
        note = "the date is the dateline's"
        article = evolve(article, published=day, published_text=day.isoformat(), published_note=note)
    return evolve(article, dateline=where, blocks=blocks) if where else article


@frozen
class Found:
    """The articles of a page, whether it is cut off inside the last, and how a text begins that isn't read as one."""

    articles: tuple[Article, ...] = ()
    cut_off: bool = False
    unread: str = ""


def read_page(markup: str, *, form: Form | None = None) -> Found:
    """The articles of a page; a live briefing gives one for each day of its entries.

    No article if the page isn't of this content system or has no body. Raises :class:`InputError` for what is no page.
    """
    if len(markup) > MAX_MARKUP:
        raise InputError(
            f"the page has more than {MAX_MARKUP // 1_000_000} million characters; save the article's own page alone"
        )
    form = form or form_of(markup)
    if form is None:
        return Found()
    page = _page(tamed(markup), form)
    facts = about(page)
    name = f"html {form.name}"
    if facts.live or form is LIVE:
        told = _by_day(page.bodies, facts) or list(_updates(facts))
        return Found(tuple(_named_by_text(article_of(blocks, own, form=name) for own, blocks in told)), page.cut_off)
    if not page.bodies:
        return Found()
    first, *more = [max(page.bodies, key=_length)] if page.body == TABLE else page.bodies
    own = [first for first in [article_of(first.blocks, facts, form=name)] if first is not None]
    more = [one for one in more if page.body in WHOLE]
    others = ((evolve(facts, title=one.title.strip() or facts.title, **_day_above(one)), one.blocks) for one in more if one.times)
    own += _named_by_text(article_of(blocks, each, form=name) for each, blocks in others)
    unread = next((one.blocks[0][0] for one in more if not one.times and one.blocks[0] not in first.blocks), "")
    return Found(tuple(own), page.cut_off, unread)


def _length(body: Body) -> int:
    return sum(len(text) for text, _ in body.blocks)


def _named_by_text(found: Iterable[Article | None]) -> Iterator[Article]:
    """Articles that share an address, each named by its text too."""
    return (evolve(one, key=f"{one.key}.{one.sha256[:8]}") for one in found if one is not None)


def _day_above(body: Body) -> dict[str, Any]:
    stamp = body.times[0][1]
    note = "the date is that of the <time> element above the text"
    return {"published": day_of(stamp), "published_text": stamp_of(stamp), "published_note": note, "other_day": None}


def _by_day(bodies: Sequence[Body], facts: About) -> list[Told]:
    """The entries of a briefing by the days on which they were written, those of one day together.

    What doesn't say when it was written has no day, but for what stands above all entries, and a text that is the only one.
    """
    entries: list[tuple[str, Blocks]] = []
    for body in bodies:
        starts = dict(reversed(body.times))  # of two in one place the first is of publication
        edges = sorted({0, *starts})
        for start, end in zip(edges, [*edges[1:], len(body.blocks)], strict=True):
            if body.blocks[start:end]:
                entries.append((starts.get(start, ""), body.blocks[start:end]))
    if not any(stamp for stamp, _ in entries) and facts.updates:
        entries = _stamped(entries, facts.updates)
    if len(entries) == 1:
        return [(facts, entries[0][1])]
    unsaid = evolve(facts, published=None, published_text=None, published_note=None, other_day=None)
    first = facts if any(stamp for stamp, _ in entries) else unsaid
    told: list[Told] = []
    for stamp, blocks in entries:
        day = day_of(stamp)
        note = "the date is the entry's own"
        own = unsaid if told else first
        if day is not None:
            own = evolve(unsaid, published=day, published_text=stamp_of(stamp), published_note=note)
        if told and told[-1][0].published == own.published:
            told[-1][1].extend(blocks)
        else:
            told.append((own, list(blocks)))
    return told


def _stamped(entries: Iterable[tuple[str, Blocks]], updates: Iterable[Mapping[str, Any]]) -> list[tuple[str, Blocks]]:
    """The same with the days that the page's JSON-LD says of entries whose beginning it repeats."""
    days = {_beginning(str(one.get("articleBody", ""))): str(one.get("datePublished", "")) for one in updates}
    told: list[tuple[str, Blocks]] = []
    for _, blocks in entries:
        for number, block in enumerate(blocks):
            stamp = days.get(_beginning(block[0]))
            if not number or stamp:
                told.append((stamp or "", []))
            told[-1][1].append(block)
    return told


def _beginning(text: str) -> tuple[str, ...]:
    """The first words, by which an entry is known again."""
    return tuple(re.findall(r"\w+", re.sub(r"<[^>]{0,200}>", " ", text[:LONG]))[:WORDS])


def _updates(facts: About) -> Iterator[Told]:
    """The single posts of a live briefing whose text stands in its JSON-LD only."""
    for one in facts.updates:
        text = one.get("articleBody")
        stamp = str(one.get("datePublished", ""))
        if not isinstance(text, str) or not text.strip():
            continue
        title = one.get("headline")
        own = evolve(
            facts,
            published=day_of(stamp) or facts.published,
            published_text=stamp_of(stamp) or facts.published_text,
            title=title if isinstance(title, str) and title.strip() else facts.title,
        )
        texts = fragment(text) if re.search(r"<\w", text) else [(" ".join(p.split()), "paragraph") for p in text.split("\n\n")]
        yield own, [(words, kind) for words, kind in texts if words]


def read_html(markup: str) -> Article:
    """The one article on a page; that of another site is read by the extra.

    Raises :class:`InputError` for damaged markup, a page without an article, and a text that isn't English.
    """
    from eventx_rferl.reader.other import read_other

    found = read_page(markup).articles
    return in_english(found[0] if found else read_other(markup, "the file"))


def article_id(url: str | None) -> str | None:
    """The number that names an article in its address."""
    return number_of(url)


__all__ = ["FORMS", "article_id", "article_of", "fragment", "joined", "read_html", "read_page"]
