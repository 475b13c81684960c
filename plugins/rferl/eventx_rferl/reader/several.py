"""Tells where in an article of plain text another one seems to begin that no form told apart.

Knows datelines with a day of their own or an agency's, a line that is nothing but a day that isn't the article's, and the number
of an article. Doesn't part anything: whoever reads the ledger is told, since days would be counted from the first one's.
"""

from __future__ import annotations

import re
from itertools import pairwise

from eventx_rferl.model import Article, Block
from eventx_rferl.reader.datelines import by_agency, own_day
from eventx_rferl.reader.day_lines import ALONE, day_of
from eventx_rferl.reader.titles import entitles

TOP = 4  # headline, day and writer may stand in one paragraph
PLAIN = frozenset({"text", "seed", "dateline"})
# "ARTICLE 2", "Document 2 of 5".
NUMBERED = re.compile(r"(?:ARTICLE|DOCUMENT) \d{1,4}(?: OF \d{1,4})?|(?:Article|Document) \d{1,4} of \d{1,4}")
# When a page was changed, which says nothing of its article's day.
CHANGED = re.compile(r"(?:Last |Page last )?(?:[Uu]pdated?|[Mm]odified)\b")


def heads_an_entry(text: str, blocks: tuple[Block, ...], block: Block) -> bool:
    """Whether a day heads the first entry of a chronology: no title stands above a later day further down."""
    day = day_of(text[block.start : block.end]) if ALONE.fullmatch(text[block.start : block.end]) else None
    below = [(above, text[b.start : b.end]) for above, b in pairwise(blocks) if b.start > block.end]
    return day is not None and any(
        ALONE.fullmatch(line) and (day_of(line) or day) > day and not entitles(text, above) for above, line in below
    )


def another_begins(article: Article) -> Block | None:
    """The line behind the first paragraph at which another article seems to begin."""
    if article.form not in PLAIN:
        return None
    blocks, text = article.blocks, article.text
    first = next((number for number, block in enumerate(blocks) if block.kind == "paragraph"), len(blocks))
    last = max((number for number, block in enumerate(blocks) if block.kind == "paragraph"), default=-1)
    for number in range(first + 1, last + 1):
        block = blocks[number]
        lines = [line.strip() for line in text[block.start : block.end].splitlines()]
        entry = ALONE.fullmatch(lines[0]) and not entitles(text, blocks[number - 1])  # of a chronology
        days = {day_of(line) for line in lines[:TOP] if not CHANGED.match(line)} if number < last and not entry else set()
        dateline = own_day(lines[0]) or by_agency(lines[0])
        if dateline or days - {None, article.published} or NUMBERED.fullmatch(lines[0]):
            return block
    return None
