"""Finds which event another is counted from, where the text names it: "two days after the ambush", "a night before the blast".

Knows the words for how long after or before, and compares what they name with the events of the article, as an answer's are
(:mod:`eventx_rferl.events.answers`). Says nothing if no event is like what is named. Doesn't count: that is
:mod:`eventx_rferl.events.relations`'.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from eventx_rferl.events.answers import likest, named_in
from eventx_rferl.events.merged import Merged
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Mention, Sentence

GAP = wording(
    r"\b(?P<gap>(?:(?:\w+|a few|several) )?(?:hours?|days?|nights?|mornings?|evenings?|weeks?|months?) (?P<way>after|before)) "
    r"(?P<what>(?:the|that|this|his|her|their|its) [^,.;:]{3,90})",
)


@frozen
class Gap:
    """That one event follows another, and the words that say so."""

    first: int
    second: int
    start: int
    end: int


def gaps(article: Article, merged: Merged, sentences: tuple[Sentence, ...]) -> Iterator[Gap]:
    """Which events the text counts from which others that it names."""
    home = {m.number: number for number, found in enumerate(merged.events) for m in found}
    told = tuple(m for found in merged.events for m in found)
    for number, sentence in enumerate(sentences):
        if not GAP.may_match(article.text, sentence.start, sentence.end):
            continue
        here = sorted((m for m in told if m.sentence == number), key=_start)
        for match in GAP.finditer(article.text, sentence.start, sentence.end) if here else ():
            counted = _counted(match.end("gap"), here)
            if counted is None:
                continue
            end = min(match.end(), *(m.head.start for m in here if m.head.start > match.start("what")), match.end())
            named = named_in(article, sentence, match.start("what"), end, told=True)
            other = likest(article, merged, named, home[counted.number], told, ahead=True)
            if other >= 0:
                pair = (other, home[counted.number]) if match["way"] == "after" else (home[counted.number], other)
                yield Gap(*pair, *match.span("gap"))


def _counted(start: int, here: list[Mention]) -> Mention | None:
    """The telling whose day is counted: the one behind an opening, else the last one before the words."""
    before = [m for m in here if m.head.end <= start and m.link != "after"]
    behind = [m for m in here if m.head.start >= start and m.link not in ("after", "before")]
    return before[-1] if before else behind[0] if behind else None


def _start(mention: Mention) -> int:
    return mention.head.start
