"""Where a trigger stands: its sentence and clause, what is said before and behind it.

Knows how far before a trigger a word may stand that still governs it. Judges nothing: ``polarity`` does.
"""

from __future__ import annotations

from eventx_rferl.language.superlatives import THE_WORST_SINCE
from eventx_rferl.language.surroundings import CASUALTY
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Clause, Sentence, Trigger
from eventx_rferl.values import frozen

# How many letters before a trigger are looked at.
REACH = 110
PUNISHED = wording(r"\b(?:sanction\w*|sentenc\w+|convict\w+|charged|indict\w+)\b")
# "... bombed a market, in one of the deadliest raids since war broke out": it only says how bad it was.
COMPARED = wording(rf",? (?:in |among )?(?:one of )?{THE_WORST_SINCE}[^.;,]*")
# "..., bringing the number of soldiers killed to seven in two days": what is said of many events behind the one told.
RUNNING_TOTAL = wording(
    r", (?:which )?(?:br(?:inging|ings|ought)|tak(?:ing|es)|took|rais(?:ing|es|ed)|push(?:ing|es|ed)|lift(?:ing|s|ed)) "
    r"(?:[\w’'-]+ ){0,4}?(?:numbers?|toll|total|count|tally|figure)\b[^.;]*"
)


@frozen
class Standing:
    """A trigger in its sentence.

    ``before``: what stands before it and may govern it; ``whole``: its sentence; ``told``: the sentence without an aside that
    only compares.
    """

    text: str
    sentence: Sentence
    trigger: Trigger
    clause: Clause
    before: str
    whole: str
    told: str

    @property
    def where(self) -> tuple[str, int, int]:
        """The stretch of text that is ``told``, by which it is quicker to say which words stand in it."""
        return (self.text, self.sentence.start, self.sentence.end) if self.told is self.whole else (self.told, 0, len(self.told))

    @property
    def noun(self) -> bool:
        """Whether the trigger is a noun."""
        return self.trigger.pos == "n"

    @property
    def casualty(self) -> bool:
        """Whether the trigger says only that somebody was killed or hurt."""
        return self.trigger.type in CASUALTY

    @property
    def words(self) -> str:
        """The clause of the trigger."""
        return self.text[self.clause.start : self.clause.end]

    @property
    def behind(self) -> str:
        """The sentence from the trigger's end."""
        return self.text[self.trigger.end : self.sentence.end]


def standing(text: str, sentence: Sentence, trigger: Trigger) -> Standing:
    """Where a trigger of a sentence stands."""
    clause = sentence.clauses[trigger.clause]
    start = max(_governed_from(text, sentence, clause), trigger.start - REACH)
    whole = told = text[sentence.start : sentence.end]
    for pattern in (COMPARED, RUNNING_TOTAL):
        aside = pattern.search(told) if pattern.may_match(text, sentence.start, sentence.end) else None
        if aside and not aside.start() <= trigger.start - sentence.start < aside.end():
            told = told[: aside.start()] + told[aside.end() :]
    return Standing(text, sentence, trigger, clause, text[start : trigger.start], whole, told)


def _governed_from(text: str, sentence: Sentence, clause: Clause) -> int:
    """Where what governs a clause begins: what governs a relative or participial clause governs its triggers too."""
    if clause.link in ("part", "which") and clause.parent >= 0:
        return sentence.clauses[clause.parent].start
    if clause.link == "response" and PUNISHED.search(text, sentence.start, clause.start):
        return sentence.start  # "imposed sanctions on six officials over the killing of protesters"
    return clause.start
