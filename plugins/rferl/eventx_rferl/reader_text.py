"""Reads the plain-text forms of an article.

Knows the seed form (first line `` date YYYY-MM-DD <where it was published>``), and the dateline form (``CITY, Country --``
or ``Prague, 12 August 2004 (RFE/RL) --``, a headline above it, credits below). Offsets are code points of the decoded file.
Doesn't know pages (:mod:`eventx_rferl.reader_html`) or what the sentences say.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date

from eventx_rferl.lexicons import settings
from eventx_rferl.model import Article, Block

SEED = re.compile(r"\A\s?date (\d{4}-\d\d-\d\d)\b([^\n]*)(?:\n|\Z)")
CREDIT = re.compile(
    r"(?:With (?:additional )?reporting by|Based on reporting by|Written by .{0,80} based on|compiled from|Copyright \(c\)"
    r"|\((?:[A-Z][\w./’' -]{1,30}/){1,6}[\w.’' -]{1,40}\)\s*$|\((?:AP|AFP|Reuters|RFE/RL|Interfax|TASS|dpa|UPI)\)\s*$)",
    re.IGNORECASE,
)
DATELINE = re.compile(
    r"\A(?:\(file photo\) )?(?:\([A-Z/ ]+\) )?(?P<where>(?:[A-Z][\w'’.-]*(?: [\w'’.-]+){0,3}(?:, [A-Z][^\W\d]['’.\w "
    r"-]{1,40}?)?)?)"
    r"(?:,? ?(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]+) (?P<year>\d{4})|,? ?(?P<month2>[A-Z][a-z]+) (?P<day2>\d{1,2}), "
    r"(?P<year2>\d{4}))?"
    r"(?: ?\([A-Za-z/ ]+\))? ?(?:--|—|–) ",
)
MAX_HEADING = 90


def decode(data: bytes) -> str:
    """The text of these bytes, by their byte-order mark or as UTF-8. Raises UnicodeDecodeError; line ends become newlines."""
    text = data.decode("utf-16") if data.startswith((b"\xff\xfe", b"\xfe\xff")) else data.decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_heading(line: str) -> bool:
    """A short line without a full stop at its end, most of whose words are capitalised or which stands in single quotes."""
    words = line.split()
    if not words or len(line) > MAX_HEADING or line[-1] in '.,;:”"' or " -- " in line:
        return False
    capitals = sum(1 for word in words if word[:1].isupper() or word[:1] in "'‘“\"" or word[:1].isdigit())
    return capitals >= 0.5 * len(words)


def blocks_of(text: str, body: int = 0) -> tuple[Block, ...]:
    """The paragraphs of a text from ``body`` on, each with its kind. A paragraph ends at a blank line."""
    spans = [(body + m.start(), body + m.end()) for m in re.finditer(r"\S(?:.*\S)?", text[body:])]
    double = re.search(r"\n[ \t]*\n", text[body:]) is not None
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        gap = text[joined[-1][1] : start] if joined else "\n\n"
        if double and gap.count("\n") < 2:
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


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _dateline(text: str, blocks: tuple[Block, ...]) -> tuple[str | None, date | None, tuple[Block, ...]]:
    """The place and day of the dateline, and the blocks with the dateline cut off the first paragraph."""
    first = next((b for b in blocks if b.kind == "paragraph"), None)
    match = DATELINE.match(text[first.start : first.end]) if first else None
    if not first or not match or match.end() > 90:
        return None, None, blocks
    months = settings("calendar.toml")["months"]
    day = None
    month = match["month"] or match["month2"]
    if month and month.lower() in months:
        day = _day(int(match["year"] or match["year2"]), months[month.lower()], int(match["day"] or match["day2"]))
    cut = Block(first.start + match.end(), first.end, "paragraph")
    kept = tuple(cut if b is first else b for b in blocks if b is not first or cut.start < cut.end)
    return match["where"].strip(" ,") or None, day, kept


def read_text(text: str) -> Article:
    """The article in a decoded plain text."""
    seed = SEED.match(text)
    published, shown, note, publisher, form = None, None, None, None, "text"
    body = 0
    if seed:
        form, body = "seed", seed.end()
        year, month, day = (int(part) for part in seed[1].split("-"))
        published, shown = _day(year, month, day), seed[1]
        original = re.search(r"originally published (?:in|on|by) (.+?)(?:\.(?:\s|$)|$)", seed[2])
        if original:
            publisher = original[1].strip()
            note = "the date is the republication's; the original's own date isn't given"
        else:
            note = "the date is that of the file's first line"
    blocks = blocks_of(text, body)
    dateline, day_of_line, blocks = _dateline(text, blocks)
    if dateline or day_of_line:
        form = "dateline" if form == "text" else form
    if published is None and day_of_line:
        published, shown = day_of_line, day_of_line.isoformat()
        note = "the date is the dateline's"
    title = next((text[b.start : b.end] for b in blocks if b.kind == "headline"), None)
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
    )
