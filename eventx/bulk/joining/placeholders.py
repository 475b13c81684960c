"""What stands in for that which is of its own in each row, within what is known of a group: a point, and prose.

Knows how the bytes of pieces are taken apart where it stands, and filled in. Doesn't know points
(:mod:`eventx.bulk.joining.points`), prose (:mod:`eventx.bulk.joining.prose`) or groups (:mod:`eventx.bulk.joining.groups`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

POINT = ("11.13572468", "-22.24681357")
"""A latitude and a longitude that no table has by chance; as bytes of JSON they are what they are as text."""
WORDS = "words that stand in 0Z"
"""Prose of which the same is true, and as a table's cell too."""
PROSE = -1
"""The sign of prose; those of a point's cells are their numbers: latitude, longitude, and what follows from them."""
NAME = -2
"""The sign of a name in a group's first cell; that of one in the next is one less, and so on."""
BETWEEN = b"\x1e"
"""What is put between pieces that are filled in all at once; it stands in no output."""

Signs = tuple[tuple[int, ...], ...]
"""For each piece, which sign comes next in it."""
Parts = tuple[tuple[bytes, ...], ...]
"""For each piece, what stands before, between and behind its signs."""


def apart_at(spot: Sequence[str], *, worded: bool) -> Callable[[Iterable[bytes]], tuple[Parts, Signs]]:
    """What takes pieces apart at the cells that stand in for a point's, and at prose if that may stand in them."""
    numbers = {cell.encode(): number for number, cell in enumerate(spot)} | ({WORDS.encode(): PROSE} if worded else {})
    # Latitude and longitude may be a part of what follows from them.
    split = re.compile(b"(%b)" % b"|".join(map(re.escape, sorted(numbers, key=len, reverse=True)))).split

    def apart(pieces: Iterable[bytes]) -> tuple[Parts, Signs]:
        found = [split(piece) for piece in pieces]
        return tuple([tuple(one[::2]) for one in found]), tuple([tuple(map(numbers.__getitem__, one[1::2])) for one in found])

    return apart if numbers else _whole


def _whole(pieces: Iterable[bytes]) -> tuple[Parts, Signs]:
    parts = tuple([(piece,) for piece in pieces])
    return parts, ((),) * len(parts)


def filling(text: str, signs: Mapping[str, int]) -> Callable[[Sequence[str]], str]:
    """What gives a text with each sign replaced by the one of some cells that has its number."""
    apart = re.split("(" + "|".join(map(re.escape, signs)) + ")", text) if signs else [text]
    order = [signs[sign] for sign in apart[1::2]]
    template = "%s".join([part.replace("%", "%%") for part in apart[::2]])
    pick: Callable[[Sequence[str]], Any] = itemgetter(*order) if order else lambda _: ()
    return lambda cells: template % pick(cells)


def without_prose(signs: Signs) -> Signs:
    """The signs that stand where no prose is."""
    return tuple(tuple(sign for sign in some if sign != PROSE) for some in signs)


def with_room(parts: Parts, signs: Signs) -> Parts:
    """What stands around all signs, of pieces that have no prose."""
    return tuple(tuple(_with_room(iter(some), wanted)) for some, wanted in zip(parts, signs, strict=True))


def _with_room(parts: Iterator[bytes], signs: tuple[int, ...]) -> Iterator[bytes]:
    yield next(parts)
    for sign in signs:
        yield b"" if sign == PROSE else next(parts)


def with_names(parts: Iterable[bytes], signs: Signs, wanted: Signs, stands: Mapping[int, int]) -> tuple[bytes, ...] | None:
    """What stands around all ``wanted`` signs, of pieces that have these, one part after the other; None if others are missing
    than those of names that don't stand in. ``stands``: for each cell whose name stands in, the first cell that has the same."""
    left, found = iter(parts), []
    for some, all_of_it in zip(signs, wanted, strict=True):
        found.append(next(left))
        there = iter(some)
        for sign in all_of_it:
            if sign <= NAME and NAME - sign not in stands:
                found.append(b"")
            elif next(there, None) == (NAME - stands[NAME - sign] if sign <= NAME else sign):
                found.append(next(left))
            else:
                return None
        if next(there, None) is not None:
            return None
    return tuple(found)
