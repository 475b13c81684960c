"""Finds what a sentence says was answered by what it tells: "answered the shelling of Ariqah with a drone strike".

Knows the verbs of reply and where their object ends. Which event the object means is told in
:mod:`eventx_rferl.events.answers`.
"""

from __future__ import annotations

from functools import lru_cache

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Sentence

VERBS = frozenset("answered answering avenged avenging countered repaid responded responding replied replying retaliated".split())
OBJECT = wording(
    r"\b(?:answer(?:ed|ing)|aveng(?:ed|ing)|countered|repaid|(?:respond(?:ed|ing)|repl(?:ied|ying)) to|"
    r"retaliated (?:for|against)) (?P<what>(?:the|an?|that|those|this|last|yesterday's|their|his|its) (?:[\w’'-]+,? ){1,9}?)"
    r"(?=(?:with (?:an?|its|their|more|new|two|three|several|\w+)|by \w+ing)\b)"
)


@lru_cache(maxsize=16)  # asked for each trigger and place of a sentence
def answered(text: str, sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """Where the objects of a sentence's verbs of reply stand: not what it tells, nor where that was."""
    if sentence.words.isdisjoint(VERBS):
        return ()
    return tuple(match.span("what") for match in OBJECT.finditer(text, sentence.start, sentence.end))
