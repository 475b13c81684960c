"""Where the news of an article happened, if no sentence says so: the place that its title names, else the town of its dateline.

Knows that a writer in the capital tells of the whole country and one abroad of another, and that a title and a dateline are of
the news in the first paragraph, not of what stands further down. Every place says *inferred*. Doesn't look at the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import evolve

from eventx_rferl.events.neighbors import BETWEEN_SIDES
from eventx_rferl.events.whereabouts import is_capital
from eventx_rferl.gazetteer.precisions import SUBNATIONAL
from eventx_rferl.language.calendar_dates import moved
from eventx_rferl.language.lexicons import country_name
from eventx_rferl.language.sentences import sentences_of
from eventx_rferl.language.title_case import in_small_letters, in_title_case
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Block, Event, Place, Sentence
from eventx_rferl.places import geo
from eventx_rferl.places.dateline import written_in
from eventx_rferl.places.named import places_in
from eventx_rferl.places.named_lands import told_before

# "A bomb went off here on Tuesday": in the town of the dateline.
HERE = wording(r"\bhere\b")
# "Leaders meet in Brussels after a bombing": where they speak of it.
TALKING_IN = wording(r"\b(?:meets?|met|talks|summit|conference|trial) in (?:the )?$", re.IGNORECASE)
UNSAID = wording(
    r"\bwithout saying where\b|"
    r"\b(?:not|n['’]t|nor) (?:\w+ )?(?:say|specify|disclose|reveal|give) (?:where|the (?:exact )?location)\b"
)
# For how many days something is news.
DAYS = 7


def of_the_news(
    article: Article, events: tuple[Event, ...], sentences: tuple[Sentence, ...], near: tuple[str, ...]
) -> tuple[Event, ...]:
    """The events, those that the first paragraph tells without a place with the one of the title or the dateline."""
    bare = [event for event in events if not event.places]
    lead = [e for e in bare if e.mentions[0].paragraph == sentences[0].paragraph and _is_news(article, e)]
    places = _places(article, lead[0], sentences, near) if lead else ()
    placed = {event.number for event in lead} if places else set()
    why = _left(article)
    return tuple(
        evolve(event, places=places) if event.number in placed else evolve(event, placeless=why) if not event.places else event
        for event in events
    )


def _places(article: Article, event: Event, sentences: tuple[Sentence, ...], near: tuple[str, ...]) -> tuple[Place, ...]:
    opening = [s for s in sentences if s.paragraph == sentences[0].paragraph]
    if UNSAID.search(article.text, opening[0].start, opening[-1].end) or _where(
        p for s in opening for p in places_in(article.text, s, near)
    ):
        return ()  # it tells of another place, or that nobody knows
    title = _where(_in_title(article, near))
    if len(title) == 1:
        return (evolve(title[0], basis="inferred", rule="PLACE-TITLE"),)
    town = written_in(article, near)
    abroad = town is not None and not told_before(article.text, opening[-1].end) <= {town.country}
    if town is None or title or abroad:
        return ()
    own = sentences[event.mentions[0].sentence]
    if is_capital(town) and not HERE.search(article.text, own.start, own.end):
        land = country_name(town.country) or ""
        hit = geo.lookup(land, (town.country or "",), ("country",))
        return () if hit is None else (evolve(geo.standing_at(town, hit), name=land, precision="country", basis="inferred"),)
    return (evolve(town, basis="inferred"),)


def _is_news(article: Article, event: Event) -> bool:
    """Whether something happened somewhere, and in the days before publication as far as is told."""
    old = event.when is not None and article.published is not None and moved(event.when.end_day, DAYS) < article.published
    return event.type not in BETWEEN_SIDES and not old


def _where(places: Iterable[Place]) -> list[Place]:
    """Those of some places where something can have happened: less than a country."""
    found = [p for p in places if p.role in ("location", "context") and p.precision in SUBNATIONAL]
    return list({p.key: p for p in found}.values())


def _title(article: Article) -> Block | None:
    """The first headline or heading above the text."""
    first = next((block.start for block in article.blocks if block.kind == "paragraph"), 0)
    return next((block for block in article.blocks if block.kind in ("headline", "heading") and block.end <= first), None)


def _in_title(article: Article, near: tuple[str, ...]) -> tuple[Place, ...]:
    block = _title(article)
    if block is None:
        return ()
    words = article.text[block.start : block.end]
    capitals = in_title_case(words)
    small = in_small_letters(words) if capitals else words
    text = article.text[: block.start] + small + article.text[block.end :]
    read = sentences_of(evolve(article, text=text, blocks=(evolve(block, kind="paragraph"),)))
    named = (p for sentence in read for p in places_in(text, sentence, near) if not TALKING_IN.search(text, block.start, p.start))
    # Where all words have capitals, only the gazetteer says where a name ends.
    return tuple(p for p in named if p.gazetteer_id or not capitals)


def lands_of_title(article: Article) -> tuple[str, ...]:
    """The countries of the places in the title, for an article that names none."""
    return tuple(dict.fromkeys(p.country for p in _in_title(article, ()) if p.country))


def _left(article: Article) -> str:
    """What is said of a place that isn't told, where a dateline could be taken for it."""
    if not article.dateline:
        return ""
    return f"no sentence names a place for it, and its dateline, “{article.dateline}”, only says where the article was written"
