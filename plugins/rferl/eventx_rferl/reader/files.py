"""From the bytes of a file to its articles: which reader, and what is refused.

Knows the reasons for which a file, or one of several articles in a file, is no article that can be read. A file with one article
is refused as a whole (:class:`InputError`); of several each is judged by itself, and the refused ones are parts with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from attrs import evolve, frozen

from eventx.errors import InputError, RefusedInput
from eventx.tabular.dialect import not_utf8
from eventx_rferl.model import Article
from eventx_rferl.reader.language import as_english, prose_of, refusal
from eventx_rferl.reader.saved import is_saved, page_of
from eventx_rferl.reader.text import FEWEST_WORDS, article_in, decode, split
from eventx_rferl.reader.titles import with_titles_read

MAX_BYTES = 20_000_000
PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}>\s*)?<(?:!doctype html|html|head|body|main|section|div|article|h[1-6]|p)\b", re.IGNORECASE
)
# So far into a file its first tag can stand.
MARKED = 12_000
NEXT_PAGE = re.compile(r"</html>\s*(?=<(?:!doctype|html|!--))", re.IGNORECASE)
# About 25,000 words. What is longer is a book or a dump; comparing its tellings with each other would take minutes.
LONGEST = 150_000


@frozen
class Part:
    """One article of a file, or why it is none: the rule that refused it and a sentence.

    ``unread``: how another text of its page begins that is read as no article.
    """

    article: Article | None
    rule: str = ""
    message: str = ""
    unread: str = ""


def parts(data: bytes, *, name: str) -> tuple[Part, ...]:
    """The articles in these bytes, in order. Raises RefusedInput saying what is wrong with the file."""
    if is_saved(data):
        data = page_of(data, name)
    try:
        found = tuple(_checked(part) for part in _parts(_decoded(data, name), name))
    except InputError as error:
        words = str(error)
        raise RefusedInput(words if name in words else f"{name}: {words}", "ART-UNREADABLE") from None
    if not found:
        raise RefusedInput(f"{name} holds no article; is it the right file?", "ART-NO-TEXT")
    if len(found) == 1 and found[0].article is None:
        raise RefusedInput(f"{name} {found[0].message}", found[0].rule)
    return found


def _decoded(data: bytes, name: str) -> str:
    if not data.strip():
        raise InputError(f"{name} is empty; an article is expected")
    if len(data) > MAX_BYTES:
        raise InputError(f"{name} is larger than {MAX_BYTES // 1_000_000} MB; an article is expected, split the file")
    if b"\x00" in data[:8192] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{name} is binary, not text; save the article as UTF-8 text or HTML")
    try:
        return decode(data)
    except UnicodeError as error:
        raise not_utf8(data, error.start if isinstance(error, UnicodeDecodeError) else 0, name) from None


def _parts(raw: str, name: str) -> Iterator[Part]:
    if "<" in raw[:MARKED]:
        from eventx_rferl.reader.feed import is_feed, items  # what reads markup is slow to load

        if is_feed(raw):
            for item in items(raw):
                yield Part(item) if item else Part(None, "ART-NO-TEXT", "is an item without text")
            return
        if PAGE.match(raw[:2000]) or re.search(r"<html[\s>]", raw[:5000], re.IGNORECASE):
            for page in (one for one in NEXT_PAGE.split(raw) if one.strip()):
                yield from _pages(page, name)
            return
    for chunk in split(raw):
        yield Part(article_in(chunk))


def _pages(markup: str, name: str) -> Iterator[Part]:
    from eventx_rferl.reader.html import MAX_MARKUP, read_page

    found = read_page(markup)
    whole = found.articles[:-1] if found.cut_off else found.articles
    for number, article in enumerate(whole, 1):
        yield Part(article, unread=found.unread if number == len(whole) else "")
    if found.cut_off and found.articles:
        yield Part(None, "ART-CUT-OFF", "ends inside its article body; fetch it again")
    if not found.articles:
        from eventx_rferl.reader.other import read_other

        try:
            yield Part(read_other(markup[:MAX_MARKUP], name))
        except InputError as error:
            ends = re.search(r"</html>", markup, re.IGNORECASE)
            raise InputError(f"{error}{'' if ends else '. It has no </html>, so it may be cut off: fetch it again'}") from None


def _checked(part: Part) -> Part:
    """The part, refused if it has no text or isn't English. The text decides, not what the page says of itself."""
    if part.article is None:
        return part
    article = with_titles_read(part.article)
    if len(article.text) > LONGEST:
        return Part(None, "ART-TOO-LONG", f"holds an article longer than {LONGEST:,} characters; split it into its articles")
    body = prose_of(article)
    if len(list(islice(re.finditer(r"[^\W\d_]+", body), FEWEST_WORDS))) < FEWEST_WORDS:
        return Part(None, "ART-NO-TEXT", "has no article text (fewer than five words); is it the right file?")
    if message := refusal(body):
        return Part(None, "ART-LANGUAGE", message)
    return evolve(part, article=as_english(article))
