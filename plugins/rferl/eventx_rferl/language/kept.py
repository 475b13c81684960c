"""The words that patterns can't do without, read off once and kept in ``lexicon/needed.tsv``.

Each line of the table stands for the very text of one pattern, so one that is new or was edited is simply not there, and is run
everywhere until ``scripts/read_off_patterns.py`` makes the table again. Each set of words has a number. A line that begins with
``^`` holds the words with which the pattern's matches begin. Doesn't know how a pattern is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, reduce
from importlib.resources import files
from operator import or_
from types import MappingProxyType
from typing import NamedTuple

from eventx_rferl.language.keys import STEM, Keys

TABLE = "needed.tsv"
FIRST = "^"


def digest(pattern: str) -> str:
    """What stands for a pattern in the table."""
    from hashlib import blake2b  # with which OpenSSL is loaded; whoever only recognises articles asks for no pattern

    return blake2b(pattern.encode(), digest_size=8).hexdigest()


def line_of(pattern: str, sets: tuple[Keys, ...]) -> str:
    """A line of the table: the pattern's digest, then the sets in their order, the words of each in the alphabet's."""
    return "\t".join([digest(pattern), *(" ".join(sorted(words)) for words in sets)])


class _Table(NamedTuple):
    """The sets of each pattern, by its digest, and those that each key is in, as numbers; the words that matches begin with."""

    of_pattern: Mapping[str, Sequence[int]]
    of_key: Mapping[str, Sequence[int]]
    begins: Mapping[str, str]


@cache
def _table() -> _Table:
    text = (files("eventx_rferl") / "lexicon" / TABLE).read_text(encoding="utf-8")
    numbers: dict[str, int] = {}
    of_pattern: dict[str, list[int]] = {}
    of_key: dict[str, list[int]] = {}
    begins: dict[str, str] = {}
    for line in text.splitlines()[1:]:
        pattern, _, sets = line.partition("\t")
        if pattern.startswith(FIRST):
            begins[pattern[1:]] = sets
            continue
        of_pattern[pattern] = []
        for words in sets.split("\t") if sets else ():
            number = numbers.get(words)
            if number is None:
                number = numbers[words] = len(numbers)
                for word in words.split(" "):
                    of_key.setdefault(word, []).append(number)
            of_pattern[pattern].append(number)
    return _Table(MappingProxyType(of_pattern), MappingProxyType(of_key), MappingProxyType(begins))


def sets_of(pattern: str) -> Sequence[int]:
    """The sets of words that a pattern needs one of each of; none if the table doesn't hold it or that can't be told."""
    return _table().of_pattern.get(digest(pattern), ())


def bits(numbers: Iterable[int]) -> int:
    """Sets by their numbers as one integer, a bit each."""
    return reduce(or_, map((1).__lshift__, numbers), 0)


def sets_with(word: str) -> int:
    """The sets that a word or its first letters are in, a bit each."""
    of_key = _table().of_key
    return bits((*of_key.get(word, ()), *of_key.get(word[:STEM] + "*", ())))


def beginnings_of(pattern: str) -> Keys:
    """The words with which a pattern's matches begin; none if the table doesn't hold it or that can't be told."""
    words = _table().begins.get(digest(pattern))
    return Keys(words.split(" ")) if words else Keys()
