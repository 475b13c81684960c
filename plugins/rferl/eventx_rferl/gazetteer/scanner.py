"""Finds names of the gazetteer in a text. Knows capitals and a stop list, not whether a place is meant."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from functools import cache
from importlib.resources import files

from eventx_rferl.gazetteer import store
from eventx_rferl.gazetteer.names import folded

_WORD = re.compile(r"[^\W\d_](?:[\w’'ʼ]*\w)?")
_JOINED = re.compile(r"[ -]")
# Small words that may stand inside a name but neither begin nor end it.
_INNER = frozenset("of and the al el an ar as ash at ad ez az e i de del la le les na on upon ul".split())
LONGEST = 6  # words of the longest name tried


@cache
def stop_words() -> frozenset[str]:
    """Words that are names of towns somewhere and mean something else nearly always."""
    text = (files("eventx_rferl.gazetteer") / "data" / "stopwords.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def scan(text: str) -> Iterator[tuple[int, int, str]]:
    """Capitalised spans that are names in the gazetteer, longest first at each position, none overlapping.

    Offsets are code points. A possessive ending is left out of the span.
    """
    words = [(match.start(), _end(match), match[0]) for match in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        at = (yield from _longest(text, words, at)) if _capital(words[at][2]) else at + 1


def _longest(text: str, words: list[tuple[int, int, str]], at: int) -> Generator[tuple[int, int, str], None, int]:
    last = at
    while last + 1 < len(words) and last + 1 - at < LONGEST and _follows(text, words, last):
        last += 1
    start = words[at][0]
    for end in range(last, at - 1, -1):
        if not _capital(words[end][2]):
            continue
        name = text[start : words[end][1]]
        key = folded(name)
        if (end > at or (len(key) > 2 and key not in stop_words())) and store.has(key):
            yield start, words[end][1], name
            return end + 1
    return at + 1


def _follows(text: str, words: list[tuple[int, int, str]], last: int) -> bool:
    """Whether the next word can belong to the same name."""
    gap = text[words[last][1] : words[last + 1][0]]
    following = words[last + 1][2]
    return bool(_JOINED.fullmatch(gap)) and (_capital(following) or following in _INNER or gap == "-")


def _capital(word: str) -> bool:
    return word[:1].isupper()


def _end(match: re.Match[str]) -> int:
    return match.end() - 2 if match[0].endswith(("'s", "’s")) else match.end()
