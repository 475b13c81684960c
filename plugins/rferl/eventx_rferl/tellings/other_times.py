"""Tells dates that are another thing's than a telling's: a vote's, a war's years, an anniversary's.

Knows the words before and behind a date. Doesn't know which telling a date belongs to (:mod:`eventx_rferl.tellings.times`).
"""

from __future__ import annotations

import re

from eventx_rferl.language.dates import Phrase
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Sentence

# "The disputed Dec. 27 vote", "a May 3 deadline": called by its day.
VOTE = re.compile(
    r" (?:(?:presidential|parliamentary|general|local|regional|runoff|snap|primary|disputed|cease-?fire) ){0,4}(?:votes?|"
    r"elections?|polls?|referendum|ballots?|runoff|deadline|summit|inauguration|ruling|verdict|budget|census)\b"
)
# "Ceded to the rebels from 1999 to 2002", "the 2006-2009 war".
FROM = re.compile(r"\b(?:from|between) $")
TO_YEAR = re.compile(r",? (?:to|until|till|through|and) (?:[A-Z][a-z]+ )?(?:19|20)\d\d\b")
YEAR = re.compile(r"(?:[Ff]rom |[Bb]etween )?(?:[A-Z][a-z]+ )?(?:19|20)\d\d")
# "A week before the front marks 20 years since its founding, on June 2, 1988".
BEFORE_IT = wording(r"\b(?:before|after|ahead of|on the eve of|of) the (?:[\w-]+ ){0,3}?anniversary\b[^.;]*$")
FOUNDING = wording(
    r"\b(?:founding|foundation|independence|birth|creation|establishment|start|beginning|signing|coming to power|election)\b"
    r"[^.;]*$"
)


def anothers(text: str, sentence: Sentence, phrase: Phrase, head: int) -> bool:
    """Whether the words around a date say that it is another thing's than what a telling's ``head`` tells."""
    behind = VOTE.match(text, phrase.end)
    if behind is not None and not phrase.end <= head <= behind.end():
        return True
    if YEAR.fullmatch(text, phrase.start, phrase.end) and TO_YEAR.match(text, phrase.end):
        opened = text[phrase.start].islower() or FROM.search(text, sentence.start, phrase.start) is not None
        return opened and head < phrase.start
    marks = BEFORE_IT.search(text, sentence.start, phrase.start)
    return marks is not None and FOUNDING.search(text, marks.start(), phrase.start) is not None
