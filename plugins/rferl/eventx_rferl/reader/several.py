"""Tells where in an article of plain text another one seems to begin that no form told apart.

Knows datelines with a day of their own, and a line that is nothing but a date beside a headline. Doesn't part anything: whoever
reads the ledger is told, since days would be counted from the first one's.
"""

from __future__ import annotations

from eventx_rferl.model import Article, Block
from eventx_rferl.reader.datelines import own_day
from eventx_rferl.reader.day_lines import day_of

PLAIN = frozenset({"text", "seed", "dateline"})
HEADS = frozenset({"heading", "headline"})


def another_begins(article: Article) -> Block | None:
    """The line behind the first paragraph at which another article seems to begin."""
    if article.form not in PLAIN:
        return None
    blocks, text = article.blocks, article.text
    first = next((number for number, block in enumerate(blocks) if block.kind == "paragraph"), len(blocks))
    last = max((number for number, block in enumerate(blocks) if block.kind == "paragraph"), default=-1)
    for number in range(first + 1, last + 1):
        block = blocks[number]
        line = text[block.start : block.end]
        beside = {other.kind for other in blocks[number - 1 : number + 2 : 2]}
        if own_day(line) or (number < last and beside & HEADS and day_of(line) is not None):
            return block
    return None
