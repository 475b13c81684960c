"""Joins the numbers of a text that give one count by its bounds: "between five and seven", "at least 20, possibly up to 40".

Knows the words between two bounds and behind one ("five or more"). Doesn't know what is counted; a rise "from 13 to 15" is
two counts.
"""

from __future__ import annotations

import re

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Number
from eventx_rferl.values import frozen


@frozen
class Figure:
    """A number as it is read off its words: its bounds, what the word before it does, and the scale that it ends with."""

    low: int | None
    best: int | None
    high: int | None
    start: int
    end: int
    modifier: str = ""
    scale: int = 1


FLOOR = frozenset({"at-least", "more-than"})
CEILING = frozenset({"up-to", "less-than"})
MAYBE = "(?:perhaps|possibly|maybe|probably|likely|even)"
# What stands between the bounds: "five to seven", "three or perhaps four", "three, possibly four,", "dozens, if not hundreds,".
TO = re.compile(rf" (?:to|or) (?:{MAYBE} )?|[-–—]|,? (?:(?:or|and) )?(?:{MAYBE}|if not),? |, or ")
# "At least five and at most seven", "more than five but fewer than ten".
AND = re.compile(rf",? (?:(?:and|but|or),? )?(?:{MAYBE} )?")
BETWEEN = re.compile(r"\b(?:(?:some|any)where )?between $", re.IGNORECASE)
FROM = re.compile(r"\b(?:(?:some|any)where )?from $", re.IGNORECASE)
# "The toll rose from 13 to 15".
CHANGED = wording(
    r"\b(?:ris(?:e|es|en|ing)|rose|increas\w+|gr[eo]w\w*|climb\w*|jump\w*|revis\w+|rais\w+|updat\w+|lower\w*|fall\w*|fell|drop\w*|"
    r"went|goes|gone|going|up|down|chang\w+|correct\w+|soar\w*|surg\w+|bring\w*|brought|doubl\w+|shrank|reduc\w+)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
# "Two or more", "20-plus", "five, possibly more,"; "a dozen or so"; "ten or fewer".
MORE = re.compile(rf" or more\b(?! (?:than|likely))|-plus\b|\+(?!\w)|,? (?:(?:and|or) )?(?:{MAYBE}|if not) more\b(?! than\b),?")
ABOUT = re.compile(r" or so\b")
FEWER = re.compile(r" or (?:fewer|less)\b")


def joined(text: str, found: tuple[Figure, ...]) -> tuple[Number, ...]:
    """The counts of a text, in order: each number, or the two that bound one count."""
    made: list[Number] = []
    last: Figure | None = None
    for figure in found:
        wider = _wider(text, last, figure) if last else None
        if wider:
            made[-1], last = wider, None
        else:
            made.append(_open(text, figure))
            last = figure
    return tuple(made)


def _wider(text: str, a: Figure, b: Figure) -> Number | None:
    """The count that two numbers bound; None if they are two counts."""
    gap, before = text[a.end : b.start], text[max(0, a.start - 80) : a.start]
    between, since = BETWEEN.search(before), FROM.search(before)
    if since and CHANGED.search(before[: since.start()]):
        return None
    start = a.start - len((between or since or [""])[0])
    comma = 1 if gap.startswith(",") and text[b.end : b.end + 1] == "," else 0
    end = b.end + comma
    if AND.fullmatch(gap) and a.modifier in FLOOR and b.modifier in CEILING:
        return Number(a.low, None, b.high, start, end)
    if AND.fullmatch(gap) and a.modifier in CEILING and b.modifier in FLOOR:
        return Number(b.low, None, a.high, start, end)
    if not (TO.fullmatch(gap) or (between and gap == " and ")):
        return None
    low, high = (a.best if a.modifier == "about" else a.low), (b.best if b.modifier == "about" else b.high)
    least = low if low is not None else a.high
    if b.scale > 1 and a.scale == 1 and least is not None and least < (b.high or 0) // b.scale:
        low, least = (low * b.scale if low is not None else None), least * b.scale  # "two to three hundred"
    if (
        least is None
        or high is None
        or least >= high
        or b.modifier in FLOOR
        or (b.modifier and b.modifier not in CEILING | {"about"})
    ):
        return None
    if a.modifier in FLOOR:
        return Number(low, None, None, start, end)
    if a.modifier in CEILING | {"nearly"}:
        return Number(None, None, high - (a.modifier == "less-than"), start, end)
    return Number(low, None, high, start, end)


def _open(text: str, figure: Figure) -> Number:
    """One number, with what the words behind it do."""
    start, low, best, high, end = figure.start, figure.low, figure.best, figure.high, figure.end
    behind = MORE.match(text, end)
    if behind:
        high, end = None, behind.end()
        best = best if best == low else None
    elif (behind := FEWER.match(text, end)) is not None:
        low, best, end = None, None, behind.end()
    elif (behind := ABOUT.match(text, end)) is not None:
        end = behind.end()
        if best is not None and best >= 5 and low == best == high:
            low, high = best * 9 // 10, -(-best * 11 // 10)
    return Number(low, best, high, start, end)
