"""The day that the sentence behind a telling gives by looking back: "That was on May 3, a day after the truce was announced".

Knows the ways to look back. Doesn't know what else that sentence tells (:mod:`eventx_rferl.events.context`).
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.language.dates import phrases_in
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
