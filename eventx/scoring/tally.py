"""The counts of a comparison, the shares that follow from them, and both as JSON and as lines of text.

Knows arithmetic and the names of the rows. Doesn't know what is compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from attrs import define, field

from eventx.report import counted

FIELDS = (
    "type", "date", "place", "place by name", "first actor", "second actor", "toll", "claimant", "status", "relation",
    "evidence", "quotes",
)  # fmt: skip


@define
class KindTally:
    """Events of one kind: coded, of these found; predicted, of these coded."""

    coded: int = 0
    coded_found: int = 0
    predicted: int = 0
    predicted_right: int = 0


@define
class Score:
    """Counts over all articles. ``right`` and ``of`` by field; ``predicted`` where a field can be told too often."""

    coded: int = 0
    found: int = 0
    matched: int = 0
    articles: int = 0
    non_events: int = 0
    right: Counter[str] = field(factory=Counter)
    of: Counter[str] = field(factory=Counter)
    predicted: Counter[str] = field(factory=Counter)
    kinds: defaultdict[str, KindTally] = field(factory=lambda: defaultdict(KindTally))
    misses: list[tuple[str, str]] = field(factory=list)

    def events(self, coded: int, found: int, matched: int) -> None:
        """Enter the events of one article."""
        self.articles += 1
        self.coded += coded
        self.found += found
        self.matched += matched

    def count(self, name: str, good: bool, words: str | None) -> None:
        """Enter one comparison, and if it failed, what a reader should know."""
        self.of[name] += 1
        self.right[name] += good
        if not good and words is not None:
            self.miss(name, words)

    def miss(self, name: str, words: str) -> None:
        """Something that isn't right, in words."""
        self.misses.append((name, words))

    @property
    def precision(self) -> float | None:
        """Predicted events that are coded ones; None without a prediction."""
        return share(self.matched, self.found)

    @property
    def recall(self) -> float | None:
        """Coded events that were found; None if nothing is coded."""
        return share(self.matched, self.coded)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None if there are no events at all."""
        return share(2 * self.matched, self.coded + self.found)

    def as_json(self, *, misses: bool = True) -> dict[str, Any]:
        """All figures: the events, each field with ``right`` and ``of``, each kind of event, and the misses if wanted."""
        return {
            "articles": self.articles,
            "events": {
                "coded": self.coded, "predicted": self.found, "matched": self.matched,
                "precision": self.precision, "recall": self.recall, "f1": self.f1,
            },
            "fields": {
                name: {"right": self.right[name], "of": self.of[name], "share": share(self.right[name], self.of[name])}
                | ({"predicted": self.predicted[name]} if name in self.predicted else {})
                for name in FIELDS
            },
            "non_events_coded": self.non_events,
            "kinds": {
                name: {
                    "coded": kind.coded, "predicted": kind.predicted,
                    "precision": share(kind.predicted_right, kind.predicted), "recall": share(kind.coded_found, kind.coded),
                }
                for name, kind in sorted(self.kinds.items())
            },
            **({"misses": [{"field": name, "words": words} for name, words in self.misses]} if misses else {}),
        }  # fmt: skip


def share(part: int, whole: int) -> float | None:
    """A part of a whole; None of nothing."""
    return part / whole if whole else None


def lines(score: Score) -> Iterator[str]:
    """Events, then each field given a matched event, then precision and recall by kind of event."""
    coded = f"{counted(score.coded, 'coded event')} in {counted(score.articles, 'article')}"
    yield f"{coded}, {score.found} predicted, {score.matched} matched"
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
