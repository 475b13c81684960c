"""Which times of a sentence are those of a deed, where it also tells what became of its victims: they were freed, found, or died.

Knows the words for letting go and for what was done before. Doesn't know attributions nor other clauses' times
(:mod:`eventx_rferl.tellings.times`).
"""

from __future__ import annotations

import re

from eventx_rferl.language.dates import Phrase
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Sentence, Trigger

# "A worker hurt at a rally last week died on Tuesday": of the death, not of the rally.
HURT = wording(r"\b(?:wounded|injured|hurt|shot|stabbed|beaten|burned|burnt)\b[^.;]*$")
DIED = wording(r" (?:later |then |has |have )?(?:died|succumbed)\b")
APART = re.compile(r"[;:]|, (?:and|but) ")
# "Three aid workers kidnapped in May were freed on July 6", "the fate of those abducted was still unknown on Monday": of what
# became of them, not of the deed.
TAKEN = frozenset({"abduction", "abducted"})
LET_GO = wording(
    r"\b(?:(?P<known>(?:was|were|is|are|remain(?:s|ed)?) (?:(?:still|yet|now|as yet) )*(?:not (?:yet )?(?:clear|known)|unclear|"
    r"unknown|uncertain|a mystery|missing|captive|hostage|in captivity|being held))|"
    r"(?:was|were|has been|have been|had been|are|is) (?:\w+ly |later |finally |all |both )*"
    r"(?:(?P<free>freed|released|let go|set free|rescued|liberated|handed over|returned|reunited)|found)|"
    r"(?:returned|came|arrived|walked|escaped|made it)\b)"
)


# "Rebels today freed three nuns whom they had held", "freed 21 girls it abducted in 2014": of what they did before.
FREES = re.compile(r"(?:freed|released|let go|set free)\b")
FREED_THOSE = wording(
    r"\b(?:freed|released|let go(?: of)?|set free) (?:[\w’'-]+ ){1,8}?(?:whom |that |who |which )?(?:it|they|he|she|the \w+|had|"
    r"was|were)(?: (?:had|was|were|been))* $"
)
TAKING = re.compile(r"\b(?:abduct|kidnap|seiz|captur|took|taken|held|holding|snatch|grabb)\w*")


def before_release(sentence: Sentence, text: str, head: Trigger, usable: list[Phrase]) -> list[Phrase]:
    """The times of who "was kidnapped ... was freed on Monday" up to the release: its own day isn't that of the deed."""
    died = DIED.search(text, head.end, sentence.end)
    if died is not None and HURT.search(text, sentence.start, head.end) and not APART.search(text, head.end, died.start()):
        return [phrase for phrase in usable if phrase.start < died.start()] or usable
    if head.type not in TAKEN or head.form not in ("participle", "past"):
        return usable
    if FREES.match(head.text) or FREED_THOSE.search(text, sentence.start, head.start):
        taken = TAKING.search(text, head.start, sentence.end)
        return [phrase for phrase in usable if taken is not None and phrase.start > taken.end()]
    gone = LET_GO.search(text, head.end, sentence.end)
    if gone is None or APART.search(text, head.end, gone.start()):
        return usable
    inside = [phrase for phrase in usable if phrase.start < gone.start()]
    return inside if gone["free"] or gone["known"] else inside or usable
