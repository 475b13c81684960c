"""Reads the plain-text forms of an article.

Knows the seed form (first line `` date YYYY-MM-DD <where it was published, or how the article begins>``), the dateline form
(:mod:`.datelines`, a headline above it, credits below), and text copied from a page with what stands around the article there.
Several articles can stand in one text (:func:`split`). Offsets are code points of the article's own stretch of the decoded file.
Doesn't know pages (:mod:`eventx_rferl.reader.html`) or what the sentences say.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from eventx_rferl.language.calendar_dates import calendar_day
from eventx_rferl.model import Article, Block
from eventx_rferl.reader.datelines import another_dateline, dateline_of, headed, is_dateline, later_datelines, own_day
from eventx_rferl.reader.day_lines import day_of
from eventx_rferl.reader.glued import unglued
from eventx_rferl.reader.language import in_english
from eventx_rferl.reader.notices import CREDIT, below_the_top, is_notice, marked
from eventx_rferl.reader.several import NUMBERED, heads_an_entry

SEED = re.compile(r"\A\s?date (\d{4}-\d\d-\d\d)\b([^\n]*)(?:\n|\Z)")
# What a seed line says about the article; anything else behind its day is how the article begins.
ABOUT = re.compile(
    r"(?:This|The) (?:article|text|dispatch|story|report|piece|post|item|interview|analysis)\b.{0,40}\b"
    r"(?:was|is|has been|appeared|originally|first|courtesy)\b"
    r"|(?:Originally |First )?(?:[Pp]ublished|[Pp]osted|[Rr]epublished|[Rr]eprinted) (?:in|on|by|from|with)\b"
    r"|Source:|Read the original"
)
SENTENCE_END = re.compile(r"[.!?…][)\]\"”’']*\Z")
SEED_LINE = re.compile(r"^[ \t]?date \d{4}-\d\d-\d\d\b[^\n]*$", re.MULTILINE)
# A line between articles: drawn, or with the number of the next one.
RULER = re.compile(
    rf"^[ \t]*(?:={{3,}}|-{{3,}}|\*(?:[ \t]*\*){{2,}}|#{{3,}}|_{{3,}}|\f|{NUMBERED.pattern})[ \t]*$|\f", re.MULTILINE
)
BLANK_LINE = re.compile(r"[ \t]*\n[ \t]*\n")
MAX_HEADING = 90
MAX_TITLE = 170  # of a longer line nearly all words are capitalised, if it is one
FEWEST_WORDS = 5
MAX_LINE = 100  # no line of a wrapped text is longer
TOP_LINES = 8  # a date line is looked for among so many


# What pages were written in before UTF-8, where they say so.
_DECLARED = re.compile(
    rb"<(?:meta\s[^>]{0,300}?charset|\?xml\s[^>]{0,100}?encoding)\s*=\s*[\"']?\s*"
    rb"((?:windows-|cp)125[0-8]|iso-?8859-[0-9]{1,2}|latin-?1|koi8-[ru]|us-ascii)\b",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096
_LATIN = ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii")  # by which browsers mean windows-1252


def decode(data: bytes) -> str:
    """The text of these bytes: by their byte-order mark, as UTF-8, or as what a page declares of itself. Raises
    UnicodeDecodeError; line ends become newlines."""
    try:
        text = data.decode("utf-16") if data.startswith((b"\xff\xfe", b"\xfe\xff")) else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _DECLARED.search(data, 0, _DECLARED_WITHIN)
        if declared is None:
            raise
        name = declared[1].decode().lower()
        text = data.decode("windows-1252" if name in _LATIN else name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_heading(line: str) -> bool:
    """A short line without a full stop at its end, most of whose words are capitalised or which stands in single quotes."""
    words = line.split()
    if not words or line[-1] in '.,;:”"' or " -- " in line:
        return False
    if len(line) > MAX_HEADING:
        return len(line) <= MAX_TITLE and _in_capitals(words)
    capitals = sum(1 for word in words if word[:1].isupper() or word[:1] in "'‘“\"" or word[:1].isdigit())
    return capitals >= 0.5 * len(words)


def _wrapped(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether lines are cut where they were full, and no blank line parts the paragraphs: many begin within a sentence."""
    within = sum(1 for start, _ in spans[1:] if text[start].islower())
    return len(spans) > 4 and within >= 0.3 * len(spans) and max(end - start for start, end in spans) <= MAX_LINE


def _in_capitals(words: list[str]) -> bool:
    """Whether nearly all longer words are capitalised, as in titles."""
    longer = [word for word in words if len(word) > 4 and word[0].isalpha()]
    return len(longer) > 4 and sum(word[0].isupper() for word in longer) >= 0.9 * len(longer)


def blocks_of(text: str, body: int = 0) -> tuple[Block, ...]:
    """The paragraphs of a text from ``body`` on, each with its kind. A paragraph ends at a blank line."""
    spans = [(body + m.start(), body + m.end()) for m in re.finditer(r"\S(?:.*\S)?", text[body:])]
    double = re.search(r"\n[ \t]*\n", text[body:]) is not None
    joined: list[tuple[int, int]] = []
    apart = _standing_apart(text, spans) if double else frozenset()
    wrapped = not double and _wrapped(text, spans)
    for start, end in spans:
        gap = text[joined[-1][1] : start] if joined else "\n\n"
        if wrapped and joined:
            apart = frozenset({start}) if SENTENCE_END.search(text, joined[-1][0], joined[-1][1]) else frozenset()
        if (double or wrapped) and gap.count("\n") < 2 and start not in apart:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    blocks: list[Block] = []
    for number, (start, end) in enumerate(joined):
        line = text[start:end]
        if CREDIT.match(line) and len(line) < 200:
            kind = "credit"
        elif _is_heading(line):
            kind = "headline" if number == 0 else "heading"
        else:
            kind = "paragraph"
        blocks.append(Block(start, end, kind))
    return tuple(blocks)


def _opening(text: str, seed: re.Match[str]) -> tuple[Block, ...]:
    """What stands behind the day of a seed line if it is the article's own: its headline, or its first sentences."""
    line = seed[2].strip()
    if not line or ABOUT.match(line):
        return ()
    start = seed.start(2) + seed[2].index(line)
    whole = SENTENCE_END.search(line) is not None and len(line.split()) >= FEWEST_WORDS
    return (Block(start, start + len(line), "paragraph" if whole or not text[seed.end() :].strip() else "headline"),)


def _standing_apart(text: str, spans: list[tuple[int, int]]) -> frozenset[int]:
    """Where the lines at the article's top begin that stand apart without a blank line: headline, date, who wrote it.

    If a line of theirs is a date or the like, all of them do, up to the next blank line.
    """
    apart: list[int] = []
    lines: list[tuple[int, int]] = []
    begun = True
    for number, line in enumerate(spans):
        if lines and text.count("\n", lines[-1][1], line[0]) > 1:
            if number > TOP_LINES:
                break
            lines = []
            begun = True  # the line before begins apart
        lines.append(line)
        if len(lines) > 1 and lines[0][0] not in apart:
            begun = _parted(text, lines[-2], line, begun=begun)
        if len(lines) > 1 and (begun or lines[0][0] in apart):
            apart.extend(start for start, _ in lines)
    return frozenset(apart)


def _parted(text: str, before: tuple[int, int], line: tuple[int, int], *, begun: bool) -> bool:
    """Whether two lines stand apart, the first of which may itself have ``begun`` apart.

    A line of wrapped prose can be a date too, so what stands before it has to look like a headline or a byline, or be ended; or
    the text's first line stands before it, and the date ends the paragraph without a full stop.
    """
    above, below = text[before[0] : before[1]], text[line[0] : line[1]]
    told = begun and is_notice(above)
    if told and (day_of(above) is not None or below[:1].isupper()):
        return True
    if not text[: before[0]].strip() and day_of(below) is not None and BLANK_LINE.match(text, line[1]):
        return True
    return is_notice(below) and (told or _is_heading(above) or SENTENCE_END.search(above) is not None)


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _begins(chunk: str) -> bool:
    """Whether an article begins at the top of a stretch of text: a seed line, or a dateline among its first lines."""
    if SEED.match(chunk.lstrip("\n")):
        return True
    lines = [line.strip() for line in chunk[:3000].splitlines() if line.strip()]
    return any(is_dateline(line) or own_day(line) for line in lines[:4])


def _dated(chunk: str) -> bool:
    """Whether a line that is a day stands among the first ones, and prose below it: no page's head above a ruler."""
    lines = [line.strip() for line in chunk[:3000].splitlines() if line.strip()]
    days = [number for number, line in enumerate(lines[:4]) if day_of(line)]
    below = lines[days[0] + 1 :] if days else []
    return any(SENTENCE_END.search(line) and len(line.split()) >= FEWEST_WORDS for line in below)


def _seeds(text: str) -> list[str]:
    starts = [m.start() for m in SEED_LINE.finditer(text) if m.start() == 0 or text.startswith("\n\n", m.start() - 2)]
    if len(starts) < 2 or text[: starts[0]].strip():
        return [text]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _ruled(text: str) -> list[str]:
    chunks = [chunk for chunk in RULER.split(text) if chunk.strip()]
    if len(chunks) < 2 or not all(_begins(chunk) or _dated(chunk) for chunk in chunks):
        return [text]
    return chunks


def _credited(text: str) -> Iterator[str]:
    """A credit line ends an article if another begins right behind it."""
    start = 0
    for match in re.finditer(r"^[ \t]*(\S[^\n]{3,200})$", text, re.MULTILINE):
        if CREDIT.match(match[1]) and match.start() >= start:
            rest = text[match.end() : match.end() + 4000]
            if rest.strip() and _begins(rest):
                yield text[start : match.end()] + "\n"
                start = match.end()
    yield text[start:]


def _datelined(text: str) -> Iterator[str]:
    """A paragraph with a dateline that has a day of its own begins another article, with the headline above it.

    So does one with a dateline below a line that is a day. A round-up's places have none. A day without its year is only enough
    behind another one without.
    """
    start, begun, before, above, dated = 0, False, "", -1, -1
    for match in re.finditer(r"^[ \t]*(\S[^\n]*)$", text, re.MULTILINE):
        line = match[1].rstrip()
        if day_of(line) is not None:
            dated = above if above > start else match.start()
            continue
        if match.start() and not text.endswith("\n\n", 0, match.start()):
            above = -1
            continue
        day, opens = own_day(line), is_dateline(line)
        if begun and (day == "year" or (day and before == "day") or (opens and dated > start)):
            begins = dated if dated > start else above if above > start else match.start()
            yield text[start:begins]
            start = begins
        begun = begun or bool(day) or opens
        before, above, dated = day or before, match.start() if _is_title(line) else -1, -1
    yield text[start:]


def _is_title(line: str) -> bool:
    return _is_heading(line) or (len(line) <= MAX_HEADING and line[-1] not in '.!?…:;,”"')


def split(text: str) -> list[str]:
    """The articles of a text, one stretch each: by first lines of the seed form, rulers, credits, and datelines with a day."""
    cut = (part for seed in _seeds(text) for ruled in _ruled(seed) for part in _credited(ruled))
    chunks = [part for chunk in cut for part in _datelined(chunk)]
    return [chunk.lstrip("\n") if len(chunks) > 1 else chunk for chunk in chunks if chunk.strip()]


def article_in(text: str) -> Article:
    """The article in a decoded plain text, in whatever language."""
    seed = SEED.match(text)
    published, shown, note, publisher, form = None, None, None, None, "text"
    body = 0
    opening: tuple[Block, ...] = ()
    if seed:
        form, body, opening = "seed", seed.end(), _opening(text, seed)
        if opening and text[seed.end() : seed.end() + 1].islower():
            body, opening = opening[0].start, ()  # the line was cut within a sentence
        year, month, day = (int(part) for part in seed[1].split("-"))
        published, shown = calendar_day(year, month, day), seed[1]
        shown = shown if published else None
        original = re.search(r"originally published (?:in|on|by) (.+?)(?:\.(?:\s|$)|$)", seed[2])
        if original:
            publisher = original[1].strip()
            note = "the date is the republication's; the original's own date isn't given"
        else:
            note = "the date is that of the file's first line"
    blocks = headed(text, below_the_top(text, marked(text, (*opening, *blocks_of(text, body)))))
    blocks, day_before = unglued(text, blocks)
    dateline, day_of_line, blocks = dateline_of(text, blocks)
    day_of_line = day_of_line or day_before
    later, blocks = another_dateline(text, blocks, published or day_of_line)
    day_of_line = day_of_line or later
    blocks, heads = later_datelines(text, blocks)
    if dateline or day_of_line:
        form = "dateline" if form == "text" else form
    if published is None and day_of_line:
        published, shown = day_of_line, day_of_line.isoformat()
        note = "the date is the dateline's"
    if published is None:
        for block in blocks[:12]:
            line = day_of(text[block.start : block.end]) if block.kind == "notice" else None
            if line and heads_an_entry(text, blocks, block):
                break
            if line:
                published, shown = line, line.isoformat()
                note = f"the date is that of the line “{text[block.start : block.end]}”"
                break
    headline = next((b for b in blocks if b.kind in ("headline", "heading", "paragraph")), None)
    title = text[headline.start : headline.end] if headline and headline.kind != "paragraph" else None
    sha = digest(text)
    return Article(
        key=sha[:16],
        text=text,
        sha256=sha,
        form=form,
        blocks=blocks,
        published=published,
        published_text=shown,
        published_note=note,
        title=title,
        publisher=publisher,
        dateline=dateline,
        heads=heads,
    )


def read_text(text: str) -> Article:
    """The one article in a decoded plain text. Raises :class:`InputError` if it isn't in English."""
    return in_english(article_in(text))
