"""Reads how many: figures, number words, vague amounts, and what the words before them do.

Knows the conventions of ``lexicon/numbers.toml`` ("dozens" is 24 to 99, "at least N" has no upper bound). Doesn't know
whether a number counts people.
"""

from __future__ import annotations

import re
from functools import cache

from eventx_rferl.language.keys import DIGIT, Keys, folded
from eventx_rferl.language.lexicons import persons, settings
from eventx_rferl.language.ranges import Figure, joined
from eventx_rferl.language.shares import counting
from eventx_rferl.language.wording import Wording, either, wording
from eventx_rferl.model import Number

LONGEST = 20  # digits and commas of a figure that can count anything
MOST = 50_000_000  # a higher figure counts nobody who was hit
ONE = re.compile(r"\Aa[- ]")
PARTS = re.compile(r"[a-z]+|\d[\d,]*(?:\.\d+)?")
YEAR = wording(r"\A(?:19|20)\d\d\Z")


@cache
def _spelled() -> str:
    """Number words as English joins them: "twenty-five", "two hundred and six"; "five and seven" are two numbers."""
    data = settings("numbers.toml")
    low = either(word for word, value in data["words"].items() if value < 20)
    units = either(word for word, value in data["words"].items() if 0 < value < 10)
    tens = either(word for word, value in data["words"].items() if value >= 20)
    scales = either(data["scales"])
    under = rf"(?:(?:{tens})(?:[- ](?:{units})\b)?|(?:{low}))\b"
    alone = rf"{under}(?![- ](?:{scales})\b)"  # in "one hundred and two hundred" the "two" goes with what follows
    rest = rf"(?:(?: and)?[- ]{alone})"
    hundreds = rf"(?:,?(?: and)?[- ]{under}[- ]hundred\b{rest}?)"
    return (
        rf"(?:a[- ](?:hundred|thousand|million)\b{rest}|"
        rf"{under}(?:[- ](?:{scales})\b(?:[- ](?:{scales})\b)?(?:(?<=nd){hundreds}|{rest})?)?)"
    )


@cache
def grammar() -> Wording:
    """Figures, number words and vague amounts, with the word before them; where one can begin says :func:`first_words`."""
    data = settings("numbers.toml")
    words = either(data["words"])
    figure = rf"\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?(?: (?:{'|'.join(data['scales'])}))?"
    return wording(
        rf"\b(?=\w)(?:(?P<modifier>{either(data['modifiers'])}) )?(?:(?P<value>{figure}|{_spelled()})|"
        rf"(?P<vague>{either(data['vague'])}))\b(?![.,]?\d)(?!-(?!plus\b|(?:{words})\b(?!-))[a-z])",
        re.IGNORECASE,
    )


@cache
def first_words() -> Keys:
    """The words that a number can begin with, and a digit."""
    data = settings("numbers.toml")
    listed = (words for name in ("modifiers", "vague", "words") for words in data[name])
    return Keys({DIGIT, *(re.findall(r"\w+", folded(words))[0] for words in listed)})


def value_of(words: str) -> int | None:
    """The value of a figure or of number words ("twenty-five", "1,200", "three hundred"), None if it has none."""
    data = settings("numbers.toml")
    total, current = 0, 0
    parts = PARTS.findall(words.lower())
    if not parts:
        return None
    for part in parts:
        if part[0].isdigit():
            if len(part) > LONGEST:
                return None
            number = float(part.replace(",", ""))
            if number != int(number) and len(parts) == 1:
                return None
            current += int(number) if number == int(number) else 0
            if number != int(number):
                scale = data["scales"].get(parts[-1], 0)
                return round(number * scale) or None
        elif part in data["words"]:
            current += data["words"][part]
        elif part in data["scales"]:
            scale = data["scales"][part]
            if scale == 100:
                current = max(current, 1) * scale
            else:
                total, current = total + max(current, 1) * scale, 0
        elif part != "and":
            return None
    return total + current


def _bounds(value: int, modifier: str) -> tuple[int | None, int | None, int | None]:
    """Low, best, high of a number with the word before it."""
    table: dict[str, tuple[int | None, int | None, int | None]] = {
        "at-least": (value, value, None),
        "more-than": (value + 1, value + 1, None),
        "up-to": (None, None, value),
        "nearly": (None, value, value),
        "less-than": (None, None, max(value - 1, 0)),
        "about": (value * 9 // 10, value, -(-value * 11 // 10)) if value >= 5 else (value, value, value),
    }
    return table.get(modifier, (value, value, value))


def numbers_in(text: str, start: int, end: int) -> tuple[Number, ...]:
    """The numbers of a stretch of text; left out are years, hours and shares ("one in three", "half of the 40")."""
    data = settings("numbers.toml")
    found: list[Figure] = []
    for match in grammar().beginning(first_words(), text, start, end):
        modifier = data["modifiers"].get((match["modifier"] or "").lower(), "")
        vague = data["vague"].get(match[0].lower()) or data["vague"].get((match["vague"] or "").lower())
        words, scale = (match["value"] or "").lower(), 1
        if vague:
            low, best, high = (bound if bound >= 0 else None for bound in vague)
            bounds = (low, best, high)
            if low == best == high and low is not None:
                bounds = _bounds(low, modifier)
            elif modifier in ("at-least", "more-than") and match[0].lower() not in data["vague"]:
                bounds = (low, None, None)
            elif modifier == "up-to":
                bounds = (None, None, high)
        else:
            value = value_of(ONE.sub("one ", words))
            if value is None or value > MOST:
                continue
            if YEAR.match(words) and not modifier:
                continue
            bounds, scale = _bounds(value, modifier), data["scales"].get(words.split()[-1].split("-")[-1], 1)
        found.append(Figure(*bounds, match.start(), match.end(), modifier, scale))
    return joined(text, counting(text, tuple(found)))


def too_many(text: str, start: int, end: int) -> str:
    """A figure of a stretch that is too high to count people and stands before a word for them; empty if there is none."""
    for match in grammar().beginning(first_words(), text, start, end):
        words = (match["value"] or "").lower()
        value = value_of(ONE.sub("one ", words)) if words else 0
        behind = text[match.end() : end].split(None, 1)
        if (value is None or value > MOST) and behind and behind[0].strip(".,").lower() in persons():
            return match[0]
    return ""
