"""Frees an article's first paragraph from what copying glued onto its front: a caption, the day, a link in another script.

Knows a caption with its agency before a dateline (``Marchers in Osh (RFE/RL) OSH, May 3, 2006 (RFE/RL) -- The``),
a day without room behind it (``May 3, 2006Four soldiers``), and letters of another script before the first Latin word. What is
cut off is no part of the text that is read; offsets stay. Doesn't know what stands on lines of its own (:mod:`.notices`).
"""

from __future__ import annotations

import re
from datetime import date

from attrs import evolve

from eventx_rferl.model import Block
from eventx_rferl.reader.day_lines import day_of

# How far into the paragraph a caption may reach.
LONGEST = 200
CAPTION = re.compile(
    r"[^\n]{5,160}?\((?:RFE/RL|epa|EPA|AFP|AP|Reuters|TASS|ITAR-TASS|CTK|[Pp]hoto|file photo|[Ff]ile)"
    r"(?:[ /][\w/ ]{1,20})?\) "
    r"(?=[A-Z][A-Z'’-]{2,}(?: [A-Z][A-Z'’-]+){0,3}[,;] )"
)
GLUED_DAY = re.compile(r"((?:[A-Z][a-z]+day, )?(?:[A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4}))(?=[A-Z“\"‘])")
OTHER_SCRIPT = re.compile(r"[^A-Za-z\n]*[^\x00-\u024f\u2000-\u206f][^A-Za-z\n]*(?=[A-Z“\"‘])")


def unglued(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], date | None]:
    """The blocks, the first paragraph begun where the article does, and the day that was glued before it."""
    first = next((b for b in blocks if b.kind == "paragraph"), None)
    if first is None:
        return blocks, None
    start, day = first.start, None
    front = text[start : min(first.end, start + LONGEST)]
    for pattern in (OTHER_SCRIPT, CAPTION):
        if match := pattern.match(front):
            start, front = start + match.end(), front[match.end() :]
    if (match := GLUED_DAY.match(front)) and (day := day_of(match[1])) is not None:
        start += match.end()
    cut = evolve(first, start=start)
    return tuple(cut if b is first else b for b in blocks), day
