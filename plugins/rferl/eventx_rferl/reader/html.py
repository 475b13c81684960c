"""Reads a page of RFE/RL's and VOA's content system ("Pangea") in the forms of :mod:`eventx_rferl.reader.forms`.

Knows how an article is put together from a page: the text (paragraphs, sub-headings and list items joined by one blank line,
white space folded, into which offsets point), its day, title and address. A live briefing keeps one address for years, so its
articles are named by their text too. Doesn't know other sites' pages (:mod:`eventx_rferl.reader.other`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from attrs import evolve

from eventx.errors import InputError
from eventx_rferl.model import Article, Block
from eventx_rferl.reader.datelines import dateline_of
from eventx_rferl.reader.day_lines import ALONE, ENTRY
from eventx_rferl.reader.day_lines import day_of as day_line
from eventx_rferl.reader.forms import FORMS, LIVE, Form, form_of, tamed
from eventx_rferl.reader.language import in_english
from eventx_rferl.reader.meta import About, about, day_of, number_of, stamp_of
from eventx_rferl.reader.notices import CREDIT, PROMO, is_foot, is_notice
from eventx_rferl.reader.page import Page
from eventx_rferl.reader.text import MAX_HEADING, blocks_of, digest

MAX_MARKUP = 8_000_000
HOUR = re.compile(r"\d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?")


def _parsed(markup: str, body: str, *, several: bool = False) -> Page:
    page = Page(body, several=several)
    try:
        page.feed(markup)
        page.close()
    except AssertionError as error:  # how the parser refuses a declaration that never was one
        raise InputError(f"the page's markup is damaged: {error}; fetch it again") from None
    return page


def _page(markup: str, form: Form) -> Page:
    """The page read at the first place of the form that holds text."""
    page: Page | None = None
    for body in form.bodies:
        if body.strip("<>") in markup:
            page = _parsed(markup, body, several=form.several)
            if page.blocks:
                return page
    return page or _parsed(markup, form.bodies[0])


def fragment(markup: str) -> list[tuple[str, str]]:
    """The blocks of a piece of markup that is all body, such as the summary in a feed."""
    return _parsed(tamed(f"<div id='x'>{markup[:MAX_MARKUP]}"), "x").blocks


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
    )
    where, day, blocks = dateline_of(article.text, article.blocks)
    if day is not None and article.published is None:
        note = "the date is the dateline's"
        article = evolve(article, published=day, published_text=day.isoformat(), published_note=note)
    return evolve(article, dateline=where, blocks=blocks) if where else article


def read_page(markup: str, *, form: Form | None = None) -> tuple[tuple[Article, ...], bool]:
    """The articles of a page (a live briefing can hold several), and whether the page is cut off inside its body.

    No article if the page isn't of this content system or has no body. Raises :class:`InputError` for what is no page.
    """
    if len(markup) > MAX_MARKUP:
        raise InputError(
            f"the page has more than {MAX_MARKUP // 1_000_000} million characters; save the article's own page alone"
        )
    form = form or form_of(markup)
    if form is None:
        return (), False
    page = _page(tamed(markup), form)
    facts = about(page.json_ld, page.meta, page.times, page.utag, page.title, page.language)
    live = facts.live or form is LIVE
    found = article_of(page.blocks, facts, form=f"html {form.name}")
    if found is None:
        return tuple(_updates(facts)), False
    if live:
        found = evolve(found, key=f"{found.key}.{found.sha256[:8]}")
    return (found,), page.cut_off


def _updates(facts: About) -> Iterable[Article]:
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
        found = article_of([(words, kind) for words, kind in texts if words], own, form="html pangea-live")
        if found is not None:
            yield evolve(found, key=f"{found.key}.{found.sha256[:8]}")


def read_html(markup: str) -> Article:
    """The one article on a page; that of another site is read by the extra.

    Raises :class:`InputError` for damaged markup, a page without an article, and a text that isn't English.
    """
    from eventx_rferl.reader.other import read_other

    found, _ = read_page(markup)
    return in_english(found[0] if found else read_other(markup, "the file"))


def article_id(url: str | None) -> str | None:
    """The number that names an article in its address."""
    return number_of(url)


__all__ = ["FORMS", "article_id", "article_of", "fragment", "joined", "read_html", "read_page"]
