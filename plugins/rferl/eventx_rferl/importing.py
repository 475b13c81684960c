"""From the bytes of a file to outcomes: the articles in it, and the ledger of the mentions.

Knows how several articles of a file are told apart (``row`` is the article's number).
Every telling of an event that the detector counts has exactly one outcome.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve

from eventx.errors import InputError, UsageError
from eventx.report import End, Finding, Kind, Outcome, Position, Severity
from eventx_rferl import pipeline
from eventx_rferl.language.numbers import too_many
from eventx_rferl.language.shares import share_told
from eventx_rferl.model import Article
from eventx_rferl.reader.files import parts
from eventx_rferl.reader.meta import day_of
from eventx_rferl.reader.several import another_begins
from eventx_rferl.reader.text import FEWEST_WORDS
from eventx_rferl.reasons import MESSAGES
from eventx_rferl.records import records_of
from eventx_rferl.triggers.candidates import CASUALTY

if TYPE_CHECKING:
    from eventx_rferl.entities.parsing import Parse


# So much of a line is shown.
SHOWN = 60


def article_of(data: bytes, *, name: str) -> Article:
    """The first article in these bytes. Raises InputError saying what is wrong with them."""
    found = next((part.article for part in parts(data, name=name) if part.article is not None), None)
    if found is None:
        raise InputError(f"{name} holds no article that can be read")
    return found


def _dated(article: Article, published: str | None) -> Article:
    if published is None:
        return article
    day = day_of(published) if re.fullmatch(r"\d{4}-\d\d-\d\d", published) else None
    if day is None:
        raise UsageError(f"option published={published}: must be a date like 2024-05-31")
    note = "the date was given with the option 'published'"
    if article.published not in (None, day):
        note += f"; the page says {article.published}"
    return evolve(article, published=day, published_text=day.isoformat(), published_note=note)


def _parser(entities: str | None) -> Callable[[Article], Parse] | None:
    """The model that helps, loaded; None without the option."""
    if entities is None:
        return None
    if entities != "spacy":
        raise UsageError(f"option entities={entities}: only 'spacy' is known; leave it out to read by rules alone")
    from eventx_rferl.entities.parsing import parser

    return parser()


def _pointer(path: str | None) -> Callable[[pipeline.Reading], pipeline.Reading] | None:
    """What gives places their points from the reader's own gazetteer; None without the option."""
    if path is None:
        return None
    from eventx_rferl.own_gazetteer.file import own_gazetteer
    from eventx_rferl.own_gazetteer.points import pointed

    own = own_gazetteer(path)
    return lambda reading: evolve(reading, events=pointed(reading.events, own))


def outcomes(
    data: bytes, *, name: str, published: str | None = None, gazetteer: str | None = None, entities: str | None = None
) -> Iterator[Outcome | End]:
    """What became of each telling, article by article in the order of the file, then the end."""
    parse, point = _parser(entities), _pointer(gazetteer)
    found = parts(data, name=name)
    read = 0
    beside: list[Finding] = []
    for number, part in enumerate(found, 1):
        row = number if len(found) > 1 else None
        if part.article is None:
            read += 1
            where = Position(name, row=number)
            yield Outcome.rejected(Finding(part.rule, Severity.ERROR, f"article {number} of {name} {part.message}", where))
            continue
        article = _dated(part.article, published)
        reading = pipeline.read(article, parse(article) if parse else None)
        reading = point(reading) if point else reading
        read += reading.counted
        beside += _unread(part.unread, Position(name, row=row))
        yield from _told(reading, name, row, part.article.published)
    yield End(read, "mention", findings=tuple(beside))


def _unread(begins: str, where: Position) -> Iterator[Finding]:
    """What is told of a text that stands on an article's page and is neither a part of it nor an article with a day."""
    if len(begins.split()) >= FEWEST_WORDS:
        words = f"another text on the page isn't read: \u201c{begins[:SHOWN]}\u201d"
        yield Finding(
            "ART-SEVERAL", Severity.WARNING, words, where, value=begins[:SHOWN],
            advice="if it is an article, save its own page, or its text with its day",
        )  # fmt: skip


def _told(reading: pipeline.Reading, name: str, row: int | None, stated: date | None) -> Iterator[Outcome]:
    """The outcomes of an article. ``stated``: the day that the page itself says it was published."""
    article = reading.article
    records = records_of(reading)
    first = True
    for fate in reading.fates:
        mention = reading.mentions[fate.mention]
        position = Position(name, row=row, start=mention.head.start, end=mention.head.end)
        findings: tuple[Finding, ...] = ()
        if first and article.published is None:
            findings = (
                Finding(
                    "ART-NO-PUBLICATION-DATE",
                    Severity.WARNING,
                    "the article doesn't say when it was published, so dates without a year are left out",
                    position,
                    advice="give it with -O published=YYYY-MM-DD",
                ),
            )
        if first and stated not in (None, article.published):
            findings = (
                Finding(
                    "ART-OTHER-DAY",
                    Severity.NOTE,
                    f"published={article.published} was given, but the page says {stated}; days are counted from the one given",
                    position,
                    value=str(stated),
                    advice="leave the option out where the page's own day is right, as of several articles of different days",
                ),
            )
        if first and article.other_day is not None and article.other_day != article.published:
            words = f"the page says in two places when it was published: {article.published} and {article.other_day}"
            findings = (
                *findings,
                Finding(
                    "ART-TWO-DAYS",
                    Severity.WARNING,
                    f"{words}; days are counted from the first",
                    position,
                    value=str(article.other_day),
                    advice="look up the day, and give it with -O published=YYYY-MM-DD",
                ),
            )
        other = another_begins(article) if first else None
        if other is not None:
            line = article.text[other.start : min(other.end, other.start + SHOWN)]
            findings = (
                *findings,
                Finding(
                    "ART-SEVERAL",
                    Severity.WARNING,
                    f"another article seems to begin at \u201c{line}\u201d; it is read as a part of the one above, with its day",
                    Position(name, row=row, start=other.start, end=other.end),
                    value=line,
                    advice="put a line of ===== between articles, each with its dateline, or give each a file of its own",
                ),
            )
        first = False
        if fate.reason == "ART-LATER":
            told = article.text[mention.head.start : mention.head.end]
            findings = (
                *findings,
                Finding(
                    "ART-LATER",
                    Severity.WARNING,
                    f"\u201c{told}\u201d is told as past, of a day after {article.published}, when the article was published",
                    position,
                    value=str(article.published),
                    advice="check both days; another day of publication is given with -O published=YYYY-MM-DD",
                ),
            )
        if fate.kind != "withheld" and not mention.tolls and CASUALTY & {trigger.type for trigger in mention.triggers}:
            findings = (*findings, *_uncounted(article.text, mention.start, mention.end, position))
        if fate.kind == "kept":
            yield Outcome(Kind.KEPT, position, records[fate.event], findings)
        else:
            kind = Kind.MERGED if fate.kind == "merged" else Kind.WITHHELD
            words = _message(article, mention.head.start, mention.head.end, fate.reason)
            yield Outcome(kind, position, (), findings, fate.reason, words)


def _uncounted(text: str, start: int, end: int, position: Position) -> Iterator[Finding]:
    """Why a telling of people who were hit has no figure."""
    if share := share_told(text, start, end):
        words = f"\u201c{share}\u201d tells victims as a share, so the toll is left out"
        yield Finding("ART-SHARE", Severity.NOTE, words, position)
    elif figure := too_many(text, start, end):
        words = f"\u201c{figure}\u201d is more than can have been hit, so the toll is left out"
        yield Finding("ART-FIGURE", Severity.WARNING, words, position, advice="look up the figure in the article's source")


def _message(article: Article, start: int, end: int, reason: str) -> str:
    return f"\u201c{article.text[start:end]}\u201d {MESSAGES[reason]}"
