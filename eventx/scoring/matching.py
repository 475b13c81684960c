"""Which predicted event is which coded one.

Knows the rule of pairs, which the documentation prints: two events can be one if their evidence overlaps, or if type and date
agree; never if their dates are known and don't overlap. Rows of tables, which rest on no passage, also agree in a type or a date
that neither has, or differ in the type if they have date, place and an actor's name in common. The better the agreement, the
earlier a pair is taken; each event is in one pair.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from eventx.earth import kilometres
from eventx.scoring.events import CodedEvent, Place, Span

LEAST = 4
"""Points that a pair needs: 3 for the sub event type, 2 each for date, place and the telling's head word, 1 for any evidence."""

_WORDS_ABOUT_PLACES = re.compile(r"\b(?:district|region|province|oblast|the|city|town|both|border|near|outskirts of)\b")
_LETTERS_BEHIND = re.compile(r"(.+) \(([A-Z][A-Z-]+)\)")  # "Islamic State (IS)"


def pairs(gold: Sequence[CodedEvent], found: Sequence[CodedEvent]) -> tuple[tuple[CodedEvent, CodedEvent], ...]:
    """Coded and predicted events that are one, best agreement first; of equal ones the earlier."""
    scored = [(points(one, other), i, j) for i, one in enumerate(gold) for j, other in enumerate(found)]
    taken: list[tuple[CodedEvent, CodedEvent]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in sorted((each for each in scored if each[0] >= LEAST), key=lambda each: (-each[0], each[1], each[2])):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            taken.append((gold[i], found[j]))
    return tuple(taken)


def points(gold: CodedEvent, found: CodedEvent) -> int:
    """How well two events agree; 0 if they can't be one."""
    overlap = dates_overlap(gold, found)
    if overlap is False:
        return 0
    rows = not gold.spans and not found.spans
    same = bool(gold.kinds & found.kinds) or (rows and not gold.kinds and not found.kinds)
    undated = rows and gold.start is None and found.start is None
    touching = any(_touch(a, b) for a in gold.spans for b in found.spans)
    place = any(same_place(a, b) for a in gold.places for b in found.places)
    retyped = rows and overlap and place and bool(_names(gold) & _names(found))
    if not touching and not (same and (overlap or undated)) and not retyped:
        return 0
    head = found.head is not None and any(start <= found.head < end for start, end in gold.spans)
    return 3 * same + 2 * (bool(overlap) or undated) + 2 * place + 2 * head + touching


def _names(event: CodedEvent) -> set[str]:
    return {called(actor.name) for actor in event.actors} - {""}


def dates_overlap(gold: CodedEvent, found: CodedEvent) -> bool | None:
    """Whether two intervals have a day in common; None if one isn't known."""
    if gold.start is None or gold.end is None or found.start is None or found.end is None:
        return None
    return found.start <= gold.end and gold.start <= found.end


def same_place(gold: Place, found: Place) -> bool:
    """One name within the other, or points as near as the coded precision asks; a border agrees with any line."""
    ours, theirs = plain(gold.name), plain(found.name)
    if (ours and theirs and (ours in theirs or theirs in ours)) or (gold.line and found.line):
        return True
    off = apart(gold, found)
    return off is not None and off <= gold.km


def place_right(gold: Place, found: Place) -> bool:
    """The same place, and where both have points, as near as the coded precision asks."""
    off = apart(gold, found)
    return same_place(gold, found) and (off is None or off <= gold.km)


def apart(one: Place, other: Place) -> float | None:
    """Kilometres between two places; None without two points."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return kilometres(one.lat, one.lon, other.lat, other.lon)


def plain(name: str) -> str:
    """The letters of a name, of any script, without case, accents and words that say what kind of place it is."""
    return "".join(filter(str.isalpha, normalize("NFKD", _WORDS_ABOUT_PLACES.sub("", name.lower()))))


def called(name: str) -> str:
    """The same of an actor's name, without the letters behind it that shorten it: "Islamic State (IS)" is Islamic State.

    A country behind it stays, spelled out or not: "Military Forces (USA)" and "Military Forces (UK)" are two.
    """
    found = _LETTERS_BEHIND.fullmatch(name)
    if found is None:
        return plain(name)
    left = iter(plain(found[1]))
    return plain(found[1] if all(letter in left for letter in plain(found[2])) else name)


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
