"""Finds what a crowd only remembers: "marched to mark the anniversary of the massacre in which soldiers killed 8,000".

What happened today is the march; the dead, the killers and the day are those of a former deed. Knows the words for remembering.
Where nobody marches ("the city marks the first anniversary of the bombing") the former deed is told, unless it is history.
"""

from __future__ import annotations

from functools import lru_cache

from eventx_rferl.language.accidents import disaster
from eventx_rferl.language.charges import Span
from eventx_rferl.language.wording import wording

CROWD = wording(
    r"\b(?:march|rall|gather|demonstrat|protest|dispers)\w*|\b(?:turned out|took to the streets|walked|vigils?|processions?|"
    r"formed a (?:human )?chain)\b"
)
MEMORY = wording(
    r"\b(?:to (?:mark|commemorate|remember|honor)|mark(?:s|ed|ing)|commemorat(?:es|ed|ing)|remember(?:s|ed|ing)|"
    r"honor(?:s|ed|ing)|in (?:memory|remembrance|honor|commemoration) of|(?:[Oo]n|for) the (?:[\w-]+ ){0,2}anniversary of)"
    r"\b(?P<what>(?:(?!,(?!\d))[^;.])*(?:, (?:when|in which|during which|the day)\b[^;.]*)?)"
)
# "Demanding justice for 79 people killed in the coup": the dead are those of what the crowd is angry about.
JUSTICE = wording(r"\bjustice for (?:[\w,’'-]+ ){0,6}?(?:killed|slain|shot|murdered|who (?:were|was|died|had))\b[^;.]*")
# What is history to anybody who reads of it, march or none.
ANCIENT = wording(r"\b(?:World War(?: (?:I|II|One|Two))?|(?:First|Second) World War|D-Day|Holocaust|1[0-8]\d\d|19[0-4]\d)\b")
OF_OLD = wording(r"\b(?:anniversary|(?:19|20)\d\d|years (?:ago|of|since|after)|decades?|century)\b")


@lru_cache(maxsize=64)  # asked for by several finders of a sentence, and once more when its events are put together
def remembered(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The stretches of a sentence that tell what a crowd of today remembers, as offsets of the text."""
    old = [
        m.span()
        for m in MEMORY.finditer(text, start, end)
        if OF_OLD.search(text, m.start(), m.end()) or disaster(m[0])  # "to remember 15 who died when a canopy collapsed"
    ]
    old += [m.span() for m in JUSTICE.finditer(text, start, end)]
    if not old:
        return ()
    return tuple(s for s in old if CROWD.search(text, start, s[0]) or CROWD.search(text, s[1], end) or ANCIENT.search(text, *s))
