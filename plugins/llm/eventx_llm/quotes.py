"""Finds quotes in a text.

Knows that models straighten quotation marks, fold white space and change dashes; such a quote is found all the same, and what is
kept is the article's own words between the offsets. Anything else that differs isn't a quote.
"""

from __future__ import annotations

import bisect
import re
from functools import lru_cache

from attrs import frozen

SAME = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "’": "'",
        "‘": "'",
        "–": "-",
        "—": "-",
        "‑": "-",
        "\u00a0": " ",
        "\u202f": " ",
    }
)
LONGEST = 2000


@frozen
class Span:
    """A stretch of the text: code points, end exclusive."""

    start: int
    end: int

    def within(self, other: Span) -> bool:
        """Whether it lies in another."""
        return other.start <= self.start and self.end <= other.end


@frozen
class _Folded:
    text: str
    places: tuple[int, ...]


@lru_cache(maxsize=8)
def _folded(text: str) -> _Folded:
    """The text with one kind of marks and single blanks, and where each of its characters stands in the original."""
    letters: list[str] = []
    places: list[int] = []
    blank = True
    for at, letter in enumerate(text):
        plain = letter.translate(SAME)
        if plain.isspace():
            if blank:
                continue
            plain = " "
        blank = plain == " "
        letters.append(plain)
        places.append(at)
    return _Folded("".join(letters), tuple(places))


def _bare(quote: str) -> str:
    return " ".join(quote.translate(SAME).split())


def _all(text: str, wanted: str) -> list[int]:
    found: list[int] = []
    at = text.find(wanted)
    while at >= 0 and len(found) < 200:
        found.append(at)
        at = text.find(wanted, at + 1)
    return found


def spans(text: str, quote: str) -> tuple[Span, ...]:
    """Every place where a quote stands in the text as whole words, in order."""
    wanted = _bare(quote)
    if len(wanted) > 1 and wanted[0] == wanted[-1] == '"':
        wanted = wanted[1:-1].strip()
    if not wanted or len(wanted) > LONGEST:
        return ()
    folded = _folded(text)
    found: list[Span] = []
    for at in _all(folded.text, wanted):
        end = at + len(wanted)
        cut = (at and _joined(folded.text[at - 1], wanted[0])) or (
            end < len(folded.text) and _joined(wanted[-1], folded.text[end])
        )
        if not cut:
            found.append(Span(folded.places[at], folded.places[end - 1] + 1))
    return tuple(found)


def _joined(left: str, right: str) -> bool:
    """Whether two letters belong to one word or number, so that a quote that parts them isn't one."""
    return left.isalnum() and right.isalnum()


def find(text: str, quote: object, near: Span | None = None) -> Span | None:
    """Where a quote stands: inside ``near`` if it can be, else nearest to it. None if it doesn't stand in the text."""
    if not isinstance(quote, str):
        return None
    found = spans(text, quote)
    if not found or near is None:
        return found[0] if found else None
    inside = [span for span in found if span.within(near)]
    if inside:
        return inside[0]
    at = bisect.bisect([span.start for span in found], near.start)
    close = found[max(0, at - 1) : at + 1]
    return min(close, key=lambda span: abs(span.start - near.start))


def sentence(text: str, span: Span) -> Span:
    """The sentence around a stretch, roughly: from the last full stop before it to the first behind it, within its paragraph."""
    before = max((m.end() for m in re.finditer(r"[.!?][\"”’']?\s|\n", text[max(0, span.start - 1200) : span.start])), default=0)
    start = max(0, span.start - 1200) + before
    after = re.search(r"[.!?][\"”’']?(?:\s|\Z)|\n|\Z", text[span.end : span.end + 1200])
    return Span(start, span.end + (after.start() if after else 0))
