"""How right predicted events are, compared with a coder's: what ``eventx score`` prints.

Knows the order of the steps: events of both sides, pairs, fields. What counts as a pair stands in :mod:`eventx.scoring.matching`,
what counts as right, given a pair, in :mod:`eventx.scoring.fields`. Knows nothing of how the predictions were made.
"""

from __future__ import annotations

from collections.abc import Iterable

from eventx.scoring.events import Article, CodedEvent
from eventx.scoring.fields import compare
from eventx.scoring.matching import pairs
from eventx.scoring.tally import Score

__all__ = ["Article", "CodedEvent", "Score", "score"]


def score(gold: Iterable[Article], predicted: Iterable[Article]) -> Score:
    """Compare article by article (by ``key``); an article that only one side has counts as missed or as extra."""
    found = Score()
    answers = {article.key: article for article in predicted}
    for coded in gold:
        answer = answers.pop(coded.key, None) or Article(coded.key, ())
        compare(coded, answer, pairs(coded.events, answer.events), found)
    for key, extra in answers.items():
        compare(Article(key, ()), extra, (), found)
    return found
