"""A linear model over the words of a text: how clearly they speak for each of ACLED's sub event types, or for no event.

Knows words, pairs of neighbouring words, pieces of four and five letters, and who and what stands before whom: phrases for
forces, groups, people and weapons count as their class there ("police ... protesters"), so that what was learned of one army
holds for all. The weights stand in ``snippet_model.bin.gz``, made by ``scripts/build_classifier.py`` from labelled snippets and
coded dispatches of our own. Doesn't know clauses: of two events in one sentence it sees both at once.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise, takewhile
from math import sqrt
from operator import itemgetter
from struct import unpack
from types import MappingProxyType

from attrs import field, frozen

EVENT_TYPES = MappingProxyType(
    {
        "Armed clash": ("armed-clash", "Battles"),
        "Government regains territory": ("territory-regained", "Battles"),
        "Non-state actor overtakes territory": ("territory-overtaken", "Battles"),
        "Excessive force against protesters": ("excessive-force", "Protests"),
        "Protest with intervention": ("protest-intervention", "Protests"),
        "Peaceful protest": ("peaceful-protest", "Protests"),
        "Violent demonstration": ("violent-demonstration", "Riots"),
        "Mob violence": ("mob-violence", "Riots"),
        "Chemical weapon": ("chemical-weapon", "Explosions/Remote violence"),
        "Air/drone strike": ("aerial-strike", "Explosions/Remote violence"),
        "Suicide bomb": ("suicide-bombing", "Explosions/Remote violence"),
        "Shelling/artillery/missile attack": ("bombardment", "Explosions/Remote violence"),
        "Remote explosive/landmine/IED": ("explosive-device", "Explosions/Remote violence"),
        "Grenade": ("grenade", "Explosions/Remote violence"),
        "Sexual violence": ("sexual-violence", "Violence against civilians"),
        "Attack": ("attack-on-civilians", "Violence against civilians"),
        "Abduction/forced disappearance": ("abduction", "Violence against civilians"),
        "Agreement": ("agreement", "Strategic developments"),
        "Arrests": ("arrest", "Strategic developments"),
        "Change to group/activity": ("group-change", "Strategic developments"),
        "Disrupted weapons use": ("weapons-use-disrupted", "Strategic developments"),
        "Headquarters or base established": ("base-established", "Strategic developments"),
        "Looting/property destruction": ("looting-destruction", "Strategic developments"),
        "Non-violent transfer of territory": ("nonviolent-transfer", "Strategic developments"),
        "Other": ("strategic-development", "Strategic developments"),
    }
)
NONE = "none"
BUCKETS = 1 << 16
"""Features other than words of the model's own list are told apart by their CRC-32; few that matter share a bucket."""

CLEARLY = 0.6
"""How far ahead of another label one has to be, to go before what rules say. Chosen on two open sets as they were first read."""

LIKELY = -0.4
"""What the words speak against goes before no rule, however much more they speak against all else, and tells no event by itself.
On two open sets as they were first read it made no difference down to here."""


MAX_CHARACTERS = 2000
"""More than a paragraph says no more about its kind, and the time for a text stays bounded."""

_TOKEN = re.compile(r"[A-Za-z][A-Za-z'-]*|\d+|[.!?;]")
_ENDS = frozenset(".!?;")
_PIECES = (4, 5)
_REACH = 6
"""How many tokens apart two classes may stand and still count as one doing something to the other."""

_TITLE = 0.7
"""Where more than this part of the words is capitalised, as in some headlines, a capital doesn't mark a name."""

_EMPTY = frozenset(
    "the a an of in on at to and with by for from as was were is are be been has have had its their his her it they he she that "
    "which who this these those also said says say after near between about into over than then there when while where".split()
)
_ENDINGS = ("ings", "ing", "edly", "ed", "ers", "er", "ies", "es", "s")
_END = "."
_LANE = 4
"""Bytes a lane: as many features as ``MAX_CHARACTERS`` can give, at 255 each, stay far below 2 ** 32."""

_MOST_WORDS = 1 << 13
_BIAS = 128
"""Weights are stored from 0 to 255, so that no lane ever borrows from its neighbour."""


@frozen
class Vocabulary:
    """Words that have a row of the weights to themselves, and by its first word every phrase with a class.

    With the phrases stands how many words the longest of them has.
    """

    words: Mapping[str, int]
    phrases: Mapping[str, tuple[int, Mapping[tuple[str, ...], str]]]

    @classmethod
    def of(cls, words: Sequence[str], classes: Mapping[str, str]) -> Vocabulary:
        """From the words in the order of their rows, and phrases in lower case with the class of each."""
        found: dict[str, dict[tuple[str, ...], str]] = {}
        for phrase, kind in classes.items():
            parts = tuple(phrase.split())
            found.setdefault(parts[0], {})[parts] = kind
        phrases = {word: (max(map(len, rows)), rows) for word, rows in found.items()}
        return cls({word: row for row, word in enumerate(words)}, phrases)

    def class_at(self, words: Sequence[str], at: int) -> tuple[str, int]:
        """The class of the longest phrase that begins at a word, and how many words it has; "" and 1 if there is none."""
        longest, listed = self.phrases.get(words[at], (0, {}))
        for size in range(min(longest, len(words) - at), 0, -1):
            kind = listed.get(tuple(words[at : at + size]))
            if kind is not None:
                return kind, size
        return "", 1


class _Rows(dict[int, int]):
    """Rows met so far, each as one large number with a lane for every label: Python adds all lanes in one step."""

    def __init__(self, weights: bytes, width: int) -> None:
        super().__init__()
        self._weights, self._width = weights, width

    def __missing__(self, at: int) -> int:
        spread = bytearray(self._width * _LANE)
        spread[::_LANE] = self._weights[at * self._width : (at + 1) * self._width]
        row = self[at] = int.from_bytes(spread, "little")
        return row


class _Words(dict[str, tuple[int, int]]):
    """What all features of a word add up to, as one such number, and how many they are."""

    def __init__(self, rows: _Rows, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._rows, self._vocabulary = rows, vocabulary

    def __missing__(self, word: str) -> tuple[int, int]:
        if len(self) >= _MOST_WORDS:
            self.clear()
        found = _of_word(word, self._vocabulary)
        summed = self[word] = sum(map(self._rows.__getitem__, found)), len(found)
        return summed


@frozen
class Model:
    """For each feature a whole number a label, and what each label begins with; ``unit`` of these numbers are one."""

    labels: tuple[str, ...]
    starts: tuple[float, ...]
    unit: float
    vocabulary: Vocabulary
    weights: bytes
    _rows: _Rows = field(init=False, repr=False, eq=False)
    _words: _Words = field(init=False, repr=False, eq=False)

    @_rows.default
    def _no_rows(self) -> _Rows:
        return _Rows(self.weights, len(self.labels))

    @_words.default
    def _no_words(self) -> _Words:
        return _Words(self._rows, self.vocabulary)

    @classmethod
    def read(cls, packed: bytes) -> Model:
        """From a file that ``scripts/build_classifier.py`` made."""
        head, _, table = gzip.decompress(packed).partition(b"\n")
        said = json.loads(head)
        vocabulary = Vocabulary.of(said["words"], said["classes"])
        return cls(tuple(said["labels"]), tuple(said["starts"]), said["unit"], vocabulary, table)

    def label(self, text: str) -> str:
        """ACLED's sub event type, or "none"."""
        scores = self.scores(text)
        return max(scores, key=scores.__getitem__) if scores else NONE

    def scores(self, text: str) -> dict[str, float]:
        """How clearly a text speaks for each label, in the units of a support vector machine; nothing for one without words."""
        sums, count = self.sums(text)
        if not count:
            return {}
        # A long text has more features, not more to say: each counts by the root of how many there are.
        whole = self.unit * sqrt(count)
        return {label: one / whole + start for label, one, start in zip(self.labels, sums, self.starts, strict=True)}

    def sums(self, text: str) -> tuple[list[int], int]:
        """What the features of a text add up to, label by label, and how many they are."""
        words, names = _said(text, self.vocabulary)
        of_words = list(map(self._words.__getitem__, words))
        lanes = sum(map(self._rows.__getitem__, names)) + sum(map(itemgetter(0), of_words))
        count, width = len(names) + sum(map(itemgetter(1), of_words)), len(self.labels)
        bias = _BIAS * count
        return [one - bias for one in unpack(f"<{width}I", lanes.to_bytes(width * _LANE, "little"))], count


def speaking_for_none(scores: Mapping[str, float]) -> float:
    """How far no event is ahead of the likeliest kind; below zero if that is the likelier."""
    *_, second, first = sorted(scores.values())
    none = scores[NONE]
    return none - (second if none == first else first)


def features(text: str, vocabulary: Vocabulary) -> list[int]:
    """The rows of a snippet's features. How often a word or a pair stands there doesn't matter; a piece counts for each word."""
    words, names = _said(text, vocabulary)
    return [*names, *(at for word in words for at in _of_word(word, vocabulary))]


def _said(text: str, vocabulary: Vocabulary) -> tuple[set[str], set[int]]:
    """The words of a snippet, and the rows of what stands beside what."""
    tokens = _TOKEN.findall(_plain(text))
    low = " ".join(tokens).lower().split()
    words = [*filter(None, map(_spoken, low))]
    kept = _kept(tokens, low, vocabulary)
    names = {*map(" ".join, pairwise(words)), *[f"%{one} {other}" for one, other in pairwise(kept)]}
    for at, token in enumerate(kept):
        if token[0] == "@":
            names.add(token)
            for other in takewhile(_END.__ne__, kept[at + 1 : at + 1 + _REACH]):
                if other[0] == "@":
                    names.add(f"{token}>{other}")
    return set(words), {crc % BUCKETS for crc in map(zlib.crc32, map(str.encode, names))}


def _of_word(word: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    """The rows of a word and of its pieces."""
    marked = f"<{word}>"
    pieces = {_bucket("|" + marked[at : at + size]) for size in _PIECES for at in range(len(marked) - size + 1)}
    own = vocabulary.words
    return (BUCKETS + own[word] if word in own else _bucket(word), *sorted(pieces))


def words_of(text: str) -> frozenset[str]:
    """The words of a snippet that say something by themselves."""
    return frozenset(_TOKEN.findall(_plain(text).lower())) - _EMPTY - _ENDS


def _plain(text: str) -> str:
    text = text[:MAX_CHARACTERS]
    if text.isascii():
        return text
    return unicodedata.normalize("NFKD", text.replace("\u2019", "'")).encode("ascii", "ignore").decode()


def _bucket(name: str) -> int:
    return zlib.crc32(name.encode()) % BUCKETS


def _kept(tokens: Sequence[str], low: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """What is left of a text without names, numbers and empty words: classes (with @), stems, and the ends of sentences.

    ``low``: its words and marks in lower case.
    """
    firsts = [*map(itemgetter(0), tokens)]
    capitals = [*map(str.isupper, firsts)]
    title = capitals.count(True) > _TITLE * sum(map(str.isalpha, firsts))
    kept: list[str] = []
    phrases = vocabulary.phrases
    behind, begins = 0, True
    for at, (word, capital) in enumerate(zip(low, capitals, strict=True)):
        if at < behind:
            continue  # a word of the phrase before
        if word in phrases:
            kind, length = vocabulary.class_at(low, at)
            if kind:
                kept.append("@" + kind)
                behind, begins = at + length, False
                continue
        stem = _stem(word)
        if stem and not (capital and not begins and not title):
            kept.append(stem)
        begins = stem == _END
    return kept


class _Spoken(dict[str, str]):
    """How each word met so far counts among others: every number as one, and the end of a sentence not at all."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_WORDS:
            self.clear()
        counts = self[word] = "" if word in _ENDS else "#" if word[0].isdigit() else word
        return counts


class _StemsKept(dict[str, str]):
    """What is kept of each word met so far: its stem, nothing of a number or an empty word, one mark for all ends."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_WORDS:
            self.clear()
        stem = self[word] = _END if word in _ENDS else "" if word[0].isdigit() or word in _EMPTY else _without_ending(word)
        return stem


_spoken = _Spoken().__getitem__
_stem = _StemsKept().__getitem__


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@cache
def model() -> Model:
    """The package's own."""
    return Model.read((files("eventx_rferl") / "snippet_model.bin.gz").read_bytes())


@lru_cache(maxsize=64)  # a sentence is asked about for each event that it tells, and once more for its kind
def spoken_for(text: str) -> Mapping[str, float]:
    """How clearly a text speaks for each label, by the package's own model."""
    return MappingProxyType(model().scores(text))
