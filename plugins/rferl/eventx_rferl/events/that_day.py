"""The day of a telling by looking back: "That was on May 3", "Six days after a bomb killed 12 people, shops are still closed".

Knows the ways to look back, from the sentence behind and from the day on which the article was published. Doesn't know what else
a sentence tells (:mod:`eventx_rferl.events.context`).
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.language.calendar_dates import moved
from eventx_rferl.language.dates import phrases_in
from eventx_rferl.language.distances import distance
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Mention, Sentence, When

THAT_WAS = wording(
    r"\W*(?:(?:That|This|It|All (?:of )?this) (?:was|happened|came|took place|occurred)|"
    r"(?:The|That|This) (?:attack|raid|incident|shooting|killing|strike|clash|fighting|blast|assault) (?:happened|came|"
    r"took place|occurred)) (?:early |late |only )?(?:on (?:the (?:night|morning|evening|afternoon) of )?)?$"
)


def day_behind(article: Article, mention: Mention, sentences: tuple[Sentence, ...]) -> When | None:
    """The day with which the next sentence of the paragraph looks back at a telling."""
    number = mention.sentence + 1
    if number >= len(sentences) or sentences[number].paragraph != mention.paragraph:
        return None
    behind = sentences[number]
    first = next(iter(phrases_in(article.text, behind.start, behind.end, article.published)), None)
    if first is None or first.when is None or not THAT_WAS.fullmatch(article.text, behind.start, first.start):
        return None
    return evolve(first.when, basis="inferred", rule="DATE-CONTINUED")


# How things stand today, and how they stood.
STANDS = wording(r"\b(?:has|have|is|are|remains?|nobody knows|no one knows)\b(?!n't known)", re.IGNORECASE)
STOOD = wording(r"\b(?:was|were|had|did|said|told|\w{3,}ed)\b")
# How exactly so many days, weeks or months are counted: days before and after.
ABOUT = {"days": (0, "day"), "weeks": (3, "week"), "months": (15, "month"), "years": (182, "year")}


def day_since(article: Article, mention: Mention, sentences: tuple[Sentence, ...]) -> When | None:
    """The day counted back from publication, where all else that the sentence says is how things stand so long after."""
    sentence = sentences[mention.sentence]
    clause = sentence.clauses[mention.head.clause]
    gap = distance(clause.word) if clause.link == "after" else None
    if gap is None or not gap[0] or article.published is None:
        return None
    before = article.text[sentence.start : clause.start]
    rest = before if before.strip() else article.text[clause.start : sentence.end].rpartition(", ")[2]
    present = STANDS.search(rest)
    if present is None or STOOD.search(rest[: present.start()]):
        return None
    day = moved(article.published, -gap[0], gap[1])
    about, precision = ABOUT[gap[1]]
    at = (clause.start, clause.start + len(clause.word))
    return When(moved(day, -about), moved(day, about), precision, *at, "relative", "DATE-LINKED", "publication")
