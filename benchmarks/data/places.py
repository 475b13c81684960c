"""Where rows have their places: few places have many rows, and many have one, as in a year's table of the world.

Knows how often a row has a place that no row before has had. Doesn't know which cells a place has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import TypeVar

from benchmarks.data.words import TOWNS

T = TypeVar("T")

_NEW = 10
"""Of so many rows, one has a place of its own."""
_LARGE = 512
"""Cities, which have rows from the start."""
_REMEMBERED = 1 << 20  # rows, so that memory stays flat


def places(make: Callable[[], T], random: Random) -> Iterator[T]:
    """A place for each row: a new one, a city, or that of any row before, so that a place with more rows gets still more."""
    bits, before = random.getrandbits, [make() for _ in range(_LARGE)]
    while True:
        chosen = bits(64)
        place = make() if chosen % _NEW == 0 else before[(chosen >> 8) % len(before)]
        if len(before) < _REMEMBERED:
            before.append(place)
        else:
            before[chosen >> 44] = place
        yield place


def name_of_a_town(random: Random) -> str:
    """One of four million, most of them of two words."""
    return " ".join(random.choices(TOWNS, k=1 + (random.random() < 0.75)))


def corner(country: tuple[str | int, ...], random: Random) -> tuple[int, int]:
    """The south-west corner of a square in a country for a town's rows to lie in, in ten-thousandths of a degree."""
    south, west, north, east = map(int, country[7:])
    return random.randint(south * 10000, north * 10000 - 512), random.randint(west * 10000, east * 10000 - 512)
