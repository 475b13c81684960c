"""Tells who was taken from who frees them: "troops went to rescue four workers kidnapped in X last month".

Knows the words for freeing somebody and looking for them. Doesn't know events.
"""

from __future__ import annotations

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Sentence, Trigger
from eventx_rferl.triggers.families import family

TO_FREE = wording(
    r"\b(?:rescu(?:e|ed|ing)|free(?:d|ing)?|releas(?:e|ed|ing)(?: of)?|(?:search(?:ed|ing|es)?|hunt(?:ed|ing)?|look(?:ed|ing)?) "
    r"for|"
    r"track(?:ed|ing)? down|find(?:ing)?|return of|freedom of|fate of) (?!(?:after|when|as|and)\b)"
    r"(?:(?!(?:it|they|he|she)\b)[\w’'-]+,? ){1,8}?"
    r"(?:who (?:had |have |has )?(?:been |were |was )|that (?:had |have |has )?(?:been |were )|(?:had |have )?been )?$"
)


def whom_they_free(text: str, sentence: Sentence, trigger: Trigger) -> int:
    """Where the words begin that free those whom the trigger says were taken; -1 if it doesn't stand so."""
    if family(trigger.type) != "abduction" or trigger.form not in ("past", "participle"):
        return -1
    freed = TO_FREE.search(text, max(sentence.start, trigger.start - 90), trigger.start)
    return freed.start() if freed else -1
