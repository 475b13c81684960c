"""From the bytes of a file to outcomes: which reader, what is refused, and the ledger of the mentions.

Knows the reasons for which a file is no article. Every telling of an event that the detector counts has exactly one outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from attrs import evolve

from eventx.errors import InputError, UsageError
from eventx.report import End, Finding, Kind, Outcome, Position, Severity
from eventx_rferl import pipeline
from eventx_rferl.model import Article
from eventx_rferl.reader_html import read_html
from eventx_rferl.reader_text import decode, read_text
from eventx_rferl.records import records_of

MAX_BYTES = 20_000_000
ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "that",
        "was",
        "were",
        "for",
        "on",
        "said",
        "by",
        "with",
        "at",
        "from",
        "has",
        "have",
        "is",
        "it",
        "his",
        "as",
        "after",
    ]
)
MESSAGES = {
    "ART-TOLD-AGAIN": "tells an event again that is told before",
    "ART-DENIAL": "denies an event that is told; its status says so",
    "ART-NEGATED": "says that it did not happen",
    "ART-DENIED": "denies something that nobody in the article reports as a concrete act",
    "ART-PLANNED": "is planned, wished or ordered, not done",
    "ART-THREAT": "is a threat or a warning",
    "ART-HYPOTHETICAL": "is conditional or possible, not told as done",
    "ART-AGGREGATE": "counts over a period, not one event",
    "ART-SUM": "sums up events that are told one by one",
    "ART-INTERCEPTED": "tells what was shot down of a wave whose hits are told",
    "ART-GENERIC": "speaks of such events in general",
    "ART-FRAME": "names a war or change of power as background",
    "ART-QUOTE": "stands in somebody's words",
    "ART-ACCIDENT": "tells of an accident, a disaster or a disease",
    "ART-METAPHOR": "is a figure of speech",
    "ART-VAGUE": "says neither when, where nor with which victims, so it can't be told from other events",
    "ART-ANAPHOR": "points back to an event that isn't told",
}


def article_of(data: bytes, *, name: str) -> Article:
    """The article in these bytes. Raises InputError saying what is wrong with them."""
    if not data.strip():
        raise InputError(f"{name} is empty; an article is expected")
    if len(data) > MAX_BYTES:
        raise InputError(f"{name} is larger than {MAX_BYTES // 1_000_000} MB; an article is expected, split the file")
    if b"\x00" in data[:8192] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{name} is binary, not text; save the article as UTF-8 text or HTML")
    try:
        raw = decode(data)
    except UnicodeError as error:
        where = f"at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise InputError(f"{name} is not UTF-8 {where}; convert it, for example: iconv -f windows-1252 -t utf-8 FILE") from None
    if re.match(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body|div)\b", raw[:2000], re.IGNORECASE) or re.search(
        r"<html[\s>]", raw[:5000], re.IGNORECASE
    ):
        page = read_html(raw)
        if page is None:
            raise InputError(f"{name} is a web page without an article body (div.wsw); save the article's own page")
        found = page
    else:
        found = read_text(raw)
    return _checked(found, name)


def _checked(article: Article, name: str) -> Article:
    body = " ".join(article.text[b.start : b.end] for b in article.blocks if b.kind == "paragraph")
    words = re.findall(r"[^\W\d_]+", body)
    if len(words) < 5:
        raise InputError(f"{name} has no article text (fewer than five words); is it the right file?")
    if article.language and not article.language.lower().startswith("en"):
        raise InputError(f"{name} is in {article.language}; only English articles can be read")
    share = sum(1 for word in words if word.lower() in ENGLISH) / len(words)
    if len(words) >= 60 and share < 0.12:
        raise InputError(f"{name} doesn't look like English prose; only English articles can be read")
    return article


def _dated(article: Article, published: str | None) -> Article:
    if published is None:
        return article
    try:
        day = date.fromisoformat(published)
    except ValueError:
        raise UsageError(f"option published={published}: must be a date like 2024-05-31") from None
    return evolve(
        article, published=day, published_text=day.isoformat(), published_note="the date was given with the option 'published'"
    )


def outcomes(data: bytes, *, name: str, published: str | None = None) -> Iterator[Outcome | End]:
    """What became of each telling, in the order of the text, then the end."""
    article = _dated(article_of(data, name=name), published)
    reading = pipeline.read(article)
    records = records_of(reading)
    first = True
    for fate in reading.fates:
        mention = reading.mentions[fate.mention]
        position = Position(name, start=mention.head.start, end=mention.head.end)
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
        first = False
        if fate.kind == "kept":
            yield Outcome(Kind.KEPT, position, records[fate.event], findings)
        elif fate.kind == "merged":
            yield Outcome(
                Kind.MERGED,
                position,
                (),
                findings,
                fate.reason,
                _message(article, mention.head.start, mention.head.end, fate.reason),
            )
        else:
            yield Outcome(
                Kind.WITHHELD,
                position,
                (),
                findings,
                fate.reason,
                _message(article, mention.head.start, mention.head.end, fate.reason),
            )
    yield End(reading.counted, "mention")


def _message(article: Article, start: int, end: int, reason: str) -> str:
    return f"\u201c{article.text[start:end]}\u201d {MESSAGES.get(reason, '')}".strip()
