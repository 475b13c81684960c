"""Computes how many, from the words of an article; a model's own figure is never taken.

Knows figures, number words and vague amounts with the conventions of the article importer: dozens 24 to 99, hundreds 200 to 999,
"at least 17" open above. Two numbers in the words are none.
"""

from __future__ import annotations

import re

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
VALUES = {word: number for number, word in enumerate(ONES.split())} | {word: 10 * n for n, word in enumerate(TENS.split(), 2)}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
# "a" and "no" count when nothing else does.
SINGLE = {"a": 1, "an": 1, "another": 1, "no": 0, "nobody": 0, "none": 0, "both": 2}
VAGUE = {
    "several dozen": (36, 99), "dozens": (24, 99), "scores": (40, 99), "hundreds": (200, 999), "thousands": (2000, 9999),
    "tens of thousands": (20_000, 99_999), "several": (3, 9), "a few": (3, 9), "a handful": (3, 9),
    "a couple": (2, 2), "around a dozen": (10, 14), "about a dozen": (10, 14), "some dozen": (10, 14),
}  # fmt: skip
AT_LEAST = ("at least", "no fewer than", "no less than", "a minimum of")
MORE = ("more than", "over", "upwards of", "in excess of")
UP_TO = ("up to", "as many as", "at most", "no more than")
LESS = ("fewer than", "less than", "under")
NEARLY = ("nearly", "almost", "close to", "just under")
LARGEST = 50_000_000
_FIGURE = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+)(?![\w]|[.,]\d)(?: (hundred|thousand|million))?")
_SPELLED = re.compile(
    rf"\b(?:(?:{'|'.join(VALUES)}|hundred|thousand|million)(?:-(?:{'|'.join(VALUES)}))?)"
    rf"(?:(?: and)? (?:{'|'.join(VALUES)}|hundred|thousand|million)(?:-(?:{'|'.join(VALUES)}))?)*\b"
)


def _spelled(words: str) -> int:
    total = current = 0
    for word in re.findall(r"[a-z]+", words):
        if word in VALUES:
            current += VALUES[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in SCALES:
            total, current = total + max(current, 1) * SCALES[word], 0
    return total + current


def _vague(text: str) -> tuple[int, int] | None:
    for words in sorted(VAGUE, key=len, reverse=True):
        if re.search(rf"\b{words}\b", text):
            return VAGUE[words]
    return None


def _one(text: str) -> int | None:
    """The one number in the words, None if there is none or are several."""
    plain = re.sub(
        r"\ba hundred\b", "one hundred", re.sub(r"\ba thousand\b", "one thousand", re.sub(r"\ba dozen\b", "twelve", text))
    )
    figures = [int(m[1].replace(",", "")) * SCALES.get(m[2] or "", 1) for m in _FIGURE.finditer(plain) if len(m[1]) < 15]
    spelled = [_spelled(m[0]) for m in _SPELLED.finditer(_FIGURE.sub(" ", plain))]
    found = figures + spelled
    if not found:
        found = [SINGLE[word] for word in re.findall(r"[a-z]+", plain) if word in SINGLE][:1]
    return found[0] if len(found) == 1 and found[0] <= LARGEST else None


def _begins(text: str, words: tuple[str, ...]) -> bool:
    return any(re.search(rf"\b{one}\b", text) for one in words)


def amount(words: str) -> dict[str, int] | None:
    """Low, best and high of the number in some words, as in a record's toll; None if there isn't exactly one."""
    text = re.sub(r"\bno[- ]one\b", "nobody", " ".join(words.lower().split()))
    vague = _vague(text)
    if vague is not None:
        return {"high": vague[1]} if _begins(text, UP_TO) else {"low": vague[0], "high": vague[1]}
    value = _one(text)
    if value is None:
        return None
    if _begins(text, AT_LEAST):
        return {"low": value, "best": value}
    if _begins(text, UP_TO):
        return {"high": value}
    if _begins(text, MORE):
        return {"low": value + 1, "best": value + 1}
    if _begins(text, LESS):
        return {"high": max(value - 1, 0)}
    if _begins(text, NEARLY):
        return {"best": value, "high": value}
    return {"low": value, "best": value, "high": value}
