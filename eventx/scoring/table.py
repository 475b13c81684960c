"""A score as lines of text.

Knows the layout of the two tables. Doesn't round what the JSON form gives exactly.
"""

from __future__ import annotations

from collections.abc import Iterator

from eventx.scoring.tally import FIELDS, Score, share


def lines(score: Score) -> Iterator[str]:
    """Events, then each field given a matched event, then precision and recall by kind of event."""
    yield f"{score.coded} coded events in {score.articles} articles, {score.found} predicted, {score.matched} matched"
    yield f"events         precision {_two(score.precision)}  recall {_two(score.recall)}  F1 {_two(score.f1)}"
    for name in FIELDS:
        if score.of[name]:
            told = f", {score.predicted[name]} predicted" if name in score.predicted else ""
            yield f"{name:<14} {_two(share(score.right[name], score.of[name]))}  ({score.right[name]} of {score.of[name]}{told})"
    yield f"coded as an event what is none: {score.non_events}"
    yield ""
    yield f"{'kind of event':<36} coded predicted precision recall"
    for name, kind in sorted(score.kinds.items(), key=lambda item: (-item[1].coded, item[0])):
        precision = _two(share(kind.predicted_right, kind.predicted))
        yield f"{name:<36} {kind.coded:>5} {kind.predicted:>9} {precision:>9} {_two(share(kind.coded_found, kind.coded)):>6}"


def _two(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
