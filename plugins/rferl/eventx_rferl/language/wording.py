"""Regular expressions that first look whether the words they can't do without are there at all.

Most patterns of the lexicons ask for words that most sentences don't have. :mod:`eventx_rferl.language.kept` holds which words
those are; where one of them is missing nothing is run, and a pattern that never gets past this is never compiled either. What a
pattern finds doesn't change: one whose words aren't known runs everywhere.

Knows what a text's words are. Doesn't know any lexicon. The sets of words that patterns need are the bits of an integer here: one
for each text or stretch of it, in which the bits of a pattern have to be.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from itertools import chain
from operator import or_
from typing import Generic, TypeVar

from eventx_rferl.language.kept import beginnings_of, bits, sets_of, sets_with
from eventx_rferl.language.keys import DIGIT, STEM, Keys, folded

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
# ASCII's letters in lower case and digits as they are, blanks for all else: to split that takes a fifth of the time that it takes
# to look for words. The marks are those that keep most other texts from being plain.
_LETTERS = bytes([code if chr(code).isalnum() or chr(code) == "_" else 32 for code in bytes(range(128)).lower()]) + bytes(128)
_MARKS = "’“”—–"
_NO_DIGITS = bytes({*range(256)} - {*b"0123456789"})
# To run a pattern over fewer characters costs less than to look for its words; over more than these it costs more to try each
# than to go to the words with which a match can begin.
SHORT, LONG = 36, 1000
_MOST_MET = 1 << 14
T = TypeVar("T")


class _Sets(dict[str, int]):
    """The sets that each word met so far is in, a bit each: to look them up takes a small part of the time to tell them."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_MET:
            self.clear()
        sets = self[word] = sets_with(word)
        return sets


_sets = _Sets().__getitem__


def _split(text: str) -> tuple[str, list[str], bool]:
    """A text in lower case, each character at its place, its words, and whether it has a digit."""
    if not text.isascii():
        plain = text
        for mark in _MARKS:
            plain = plain.replace(mark, " ")
        if not plain.isascii():
            low = folded(text)
            return low, _WORD.findall(low), _DIGIT.search(low) is not None
        text = plain
    raw = text.encode()
    low = raw.translate(_LETTERS).decode()
    return low, low.split(), bool(raw.translate(None, _NO_DIGITS))


class _Words:
    """Where the words and digits of a text stand, and which sets each word is in."""

    __slots__ = ("_keys", "_places", "_where", "digits", "ends", "sets", "starts", "words")

    def __init__(self, text: str) -> None:
        self.digits = [match.start() for match in _DIGIT.finditer(text)]
        low, self.words, _ = _split(text)
        self.sets = [*map(_sets, self.words)]
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._where: dict[str, list[int]] = {DIGIT: self.digits}
        self._places: dict[Keys, list[int]] = {}
        at = 0
        for word in self.words:
            at = low.index(word, at)  # no letter or digit stands between two words, so the next place is the word's
            self.starts.append(at)
            self._where.setdefault(word, []).append(at)
            self._where.setdefault(word[:STEM] + "*", []).append(at)
            at += len(word)
            self.ends.append(at)
        self._keys = Keys(self._where)

    def between(self, start: int, end: int) -> int:
        """The sets of a stretch; a word across its edge counts as far as it stands in it."""
        first, last = bisect_left(self.starts, start), bisect_right(self.ends, end)
        met = reduce(or_, self.sets[first:last], 0)
        if first and self.ends[first - 1] > start:
            met |= self._part(first - 1, start, end)
        if first <= last < len(self.starts) and self.starts[last] < end:
            met |= self._part(last, start, end)
        if bisect_left(self.digits, start) < bisect_left(self.digits, end):
            met |= _sets(DIGIT)
        return met

    def places(self, words: Keys, start: int, end: int) -> list[int]:
        """Where words of a set begin in a stretch, and its last word if that goes on behind."""
        places = self._places.get(words)
        if places is None:  # once for all stretches
            met = map(self._where.__getitem__, words & self._keys)
            places = self._places[words] = sorted({*chain.from_iterable(met)})
        found = places[bisect_left(places, start) : bisect_left(places, end)]
        last = bisect_left(self.starts, end) - 1
        if last >= 0 and self.ends[last] > end > start <= self.starts[last] and self.starts[last] not in found:
            found.append(self.starts[last])
        return found

    def _part(self, number: int, start: int, end: int) -> int:
        begin, word = self.starts[number], self.words[number]
        return sets_with(word[max(0, start - begin) : max(0, end - begin)])


# Of articles, whose sentences are asked for, and of pieces of them.
_words = lru_cache(maxsize=16)(_Words)


@lru_cache(maxsize=512)
def sets_in(text: str, start: int = 0, end: int = sys.maxsize) -> int:
    """The sets of which a word stands in a stretch of text, a bit each."""
    if start > 0 or end < len(text):
        return _words(text).between(start, end)
    _, words, digits = _split(text)
    return reduce(or_, map(_sets, words), _sets(DIGIT) if digits else 0)


def _places(words: Keys, text: str, start: int, end: int) -> list[int]:
    """Where a match can begin that begins with one of these words."""
    return _words(text).places(words, start, end)


class Wording:
    """A pattern with the methods of :class:`re.Pattern`, run only where it has all the words that it needs.

    Offsets are not negative.
    """

    __slots__ = ("_begins", "_flags", "_held", "_needed", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags
        self._needed: int | None = None
        self._begins: Keys | None = None
        self._held: re.Pattern[str] | None = None

    @property
    def begins(self) -> Keys:
        """Words one of which every match begins with. None if that isn't known."""
        if self._begins is None:
            self._begins = Keys() if self._flags & ~re.IGNORECASE else beginnings_of(self.pattern)
        return self._begins

    def sets(self) -> Sequence[int]:
        """The numbers of sets of words; one of each stands in every match. None if that isn't known."""
        return () if self._flags & ~re.IGNORECASE else sets_of(self.pattern)

    @property
    def needed(self) -> int:
        """The same, a bit each."""
        if self._needed is None:
            self._needed = bits(self.sets())
        return self._needed

    def compiled(self) -> re.Pattern[str]:
        """The regular expression itself."""
        if self._held is None:
            self._held = re.compile(self.pattern, self._flags)
        return self._held

    def may_match(self, text: str, start: int = 0, end: int = sys.maxsize) -> bool:
        """Whether the words that it needs stand in this stretch."""
        wanted = self.needed
        return wanted & sets_in(text, start, end) == wanted

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As :meth:`re.Pattern.search`."""
        held = self._held
        if held is not None and (end - start < SHORT or len(text) - start < SHORT):
            return held.search(text, start, end)
        wanted = self.needed if self._needed is None else self._needed
        if wanted and wanted & sets_in(text, start, end) != wanted:  # as may_match, which is a call more
            return None
        part = start > 0 or end < len(text) or len(text) > LONG
        begins = (self.begins if self._begins is None else self._begins) if part else None
        if begins:
            return next(self.beginning(begins, text, start, end), None)
        return (held or self.compiled()).search(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As :meth:`re.Pattern.finditer`."""
        wanted = self.needed if self._needed is None else self._needed
        if wanted and wanted & sets_in(text, start, end) != wanted:
            return iter(())
        part = start > 0 or end < len(text) or len(text) > LONG
        begins = (self.begins if self._begins is None else self._begins) if part else None
        if begins:
            return self.beginning(begins, text, start, end)
        return (self._held or self.compiled()).finditer(text, start, end)

    def beginning(self, words: Keys, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As :meth:`finditer`, of a pattern whose matches all begin with one of these words, in lower case (``\\d``: a digit)."""
        held, low = self._held or self.compiled(), start
        for at in _places(words, text, start, end):
            match = held.match(text, at, end) if at >= low else None
            if match is not None:
                low = match.end()
                yield match

    # Where it has to match at one place only, running it costs less than looking for its words.
    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As :meth:`re.Pattern.match`."""
        return (self._held or self.compiled()).match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As :meth:`re.Pattern.fullmatch`."""
        return (self._held or self.compiled()).fullmatch(text, start, end)

    def sub(self, replacement: str, text: str, count: int = 0) -> str:
        """As :meth:`re.Pattern.sub`."""
        return (self._held or self.compiled()).sub(replacement, text, count)


class Patterns(Generic[T]):
    """Rows with a pattern each; one look tells which of them have a word in a text."""

    __slots__ = ("_anywhere", "_first", "_needed", "_rows")

    def __init__(self, rows: Iterable[tuple[T, Wording]]) -> None:
        self._rows = tuple(rows)
        self._anywhere: dict[int, tuple[T, re.Pattern[str]]] = {}
        self._first: dict[int, list[int]] = {}
        self._needed: int | None = None

    def __iter__(self) -> Iterator[tuple[T, Wording]]:
        return iter(self._rows)

    def _index(self) -> int:
        for number, (row, pattern) in enumerate(self._rows):
            first = pattern.sets()[:1]
            if not first:
                self._anywhere[number] = row, pattern.compiled()
            for one in first:
                self._first.setdefault(one, []).append(number)
        self._needed = bits(self._first)
        return self._needed

    def standing(self, text: str, start: int = 0, end: int = sys.maxsize) -> Collection[tuple[T, re.Pattern[str]]]:
        """The rows whose pattern has the words it needs in this stretch, or may match without any, in their order."""
        met = sets_in(text, start, end)
        first = met & (self._index() if self._needed is None else self._needed)
        found: dict[int, tuple[T, re.Pattern[str]]] = {}
        while first:
            one = first.bit_length() - 1
            first ^= 1 << one
            for number in self._first[one]:
                row, pattern = self._rows[number]
                if pattern.needed & met == pattern.needed:
                    found[number] = row, pattern._held or pattern.compiled()
        if not found:
            return self._anywhere.values()
        found.update(self._anywhere)
        return [*map(found.__getitem__, sorted(found))]

    def match_in(self, text: str, start: int = 0, end: int = sys.maxsize) -> bool:
        """Whether one of the patterns matches in this stretch."""
        return any(pattern.search(text, start, end) for _, pattern in self.standing(text, start, end))


class Names:
    """Names as they are written, found as whole words, a longer one before a shorter one that it begins with."""

    __slots__ = ("_by_first", "_firsts")

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for name in sorted(names, key=len, reverse=True):
            first = _WORD.match(name)
            if first is None:
                raise ValueError(f"{name!r} doesn't begin with a letter or digit; a name is looked for by its first word")
            self._by_first.setdefault(first[0], []).append(name)
        self._firsts = Keys(map(folded, self._by_first))

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[tuple[int, int]]:
        """Where names stand from ``start`` to ``end``, left to right, none overlapping."""
        low, end = max(start, 0), min(end, len(text))
        for at in _places(self._firsts, text, low, end):
            first = _WORD.match(text, at, end) if at >= low else None
            for name in self._by_first.get(first[0], ()) if first else ():
                if text.startswith(name, at, end) and _edge(text, at + len(name), end):
                    low = at + len(name)
                    yield at, low
                    break


def _edge(text: str, at: int, end: int) -> bool:
    """Whether a word begins or ends at this offset of a text that is read up to ``end``."""
    before, after = text[at - 1 : at], text[at : min(at + 1, end)]
    return bool(_WORD.match(before)) != bool(_WORD.match(after))


def either(words: Iterable[str]) -> str:
    """Words without regard to case as alternatives, a longer one before a shorter one.

    Grouped by their first letter: where another one stands none of the group is tried.
    """
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_first.setdefault(word[0].lower(), []).append(re.escape(word[1:]))
    return "|".join(rf"[{first.upper()}{first}](?i:{'|'.join(rest)})" for first, rest in by_first.items())


def one_of(words: Iterable[str]) -> str:
    """Words as they stand as alternatives, in their order but for those of one first letter, which are one alternative.

    Of hundreds of names that takes a quarter of the time: where another letter stands none of them is tried.
    """
    by_first: dict[str, list[str]] = {}
    for word in words:
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in by_first.items())


def wording(pattern: str, flags: int = 0) -> Wording:
    """The pattern, to be compiled when first needed; ``flags`` as for :func:`re.compile`."""
    return Wording(pattern, flags)
