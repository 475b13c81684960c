"""Reads how many: figures, number words, vague amounts, and what the words before them do.

Knows the conventions of ``lexicon/numbers.toml`` ("dozens" is 24 to 99, "at least N" has no upper bound). Doesn't know
whether a number counts people.
"""

from __future__ import annotations

import re
from functools import cache

from eventx_rferl.language.lexicons import settings
from eventx_rferl.language.needed import DIGIT, Keys, folded
from eventx_rferl.language.wording import Wording, either, wording
from eventx_rferl.model import Number

LONGEST = 20  # digits and commas of a figure that can count anything
YEAR = wording(r"\A(?:19|20)\d\d\Z")


@cache
def grammar() -> Wording:
    """Figures, number words and vague amounts, with the word before them; where one can begin says :func:`first_words`."""
    data = settings("numbers.toml")
    words = either(data["words"])
    scales = "|".join(data["scales"])
    spelled = rf"(?:{words})(?:[- ](?:{words}))?(?:[- ](?:{scales}))?(?:(?: and)?[- ](?:{words})(?:-(?:{words}))?)?"
    figure = rf"\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?(?: (?:{scales}))?"
    return wording(
        rf"\b(?=\w)(?:(?P<modifier>{either(data['modifiers'])}) )?(?:(?P<vague>{either(data['vague'])})|(?P<value>{figure}|"
        rf"{spelled}))\b(?![.,]?\d)(?!-(?!year-old\b\w)[a-z])",
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
    parts = re.findall(r"[a-z]+|\d[\d,]*(?:\.\d+)?", words.lower())
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
    """The numbers of a stretch of text, years left out."""
    data = settings("numbers.toml")
    found: list[Number] = []
    for match in grammar().beginning(first_words(), text, start, end):
        modifier = data["modifiers"].get((match["modifier"] or "").lower(), "")
        if match["vague"]:
            low, best, high = data["vague"][match["vague"].lower()]
            bounds = (low, best if best >= 0 else None, high if high >= 0 else None)
            whole = data["vague"].get(match[0].lower())
            if whole:
                bounds = (whole[0], whole[1] if whole[1] >= 0 else None, whole[2] if whole[2] >= 0 else None)
            elif low == best == high:
                bounds = _bounds(low, modifier)
            elif modifier in ("at-least", "more-than"):
                bounds = (low, None, None)
            elif modifier == "up-to":
                bounds = (None, None, high)
        else:
            value = value_of(match["value"])
            if value is None or value > 50_000_000:
                continue
            if YEAR.match(match["value"]) and not modifier:
                continue
            bounds = _bounds(value, modifier)
        found.append(Number(*bounds, match.start(), match.end()))
    return _ranges(text, found)


RANGE = wording(r"(?: to | or |-|–)")


def _ranges(text: str, found: list[Number]) -> tuple[Number, ...]:
    """ "10 to 15", "between 10 and 15", "four or five": one number with two bounds."""
    made: list[Number] = []
    for number in found:
        last = made[-1] if made else None
        between = text[last.end : number.start] if last else ""
        opened = last is not None and text[max(0, last.start - 8) : last.start].lower() == "between "
        if (
            last is not None
            and text[max(0, last.start - 5) : last.start].lower() != "from "
            and (RANGE.fullmatch(between) or (opened and between == " and "))
            and None not in (last.low, number.high)
            and (last.high or 0) < (number.high or 0)
            and last.low == last.high
        ):
            start = last.start - 8 if opened else last.start
            made[-1] = Number(last.low, None, number.high, start, number.end)
            continue
        made.append(number)
    return tuple(made)
