"""What is remembered of all records of a run: their ids, in little memory, and which of them are campaigns."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cache, partial
from itertools import chain, takewhile
from typing import Any

from eventx.report import Position, Record

_RUNS = 1 << 10
_LAST = 3  # digits of a number say which bit of a page is its own
_FREE = 1 << 11  # pages that may have as few ids as they like
_LEAST = 32  # ids of each page beyond that, on average: with fewer a page takes more than they do without


class Keys:
    """A set of anything that has a hash, in 9 to 11 bytes for each of many: sorted runs of 64-bit hashes.

    Two share a hash with a probability near 10⁻⁷ in a million. There are many runs, so that one more is put into a short one.
    """

    def __init__(self) -> None:
        self._runs: defaultdict[int, array[int]] = defaultdict(partial(array, "Q"))

    def __len__(self) -> int:
        return sum(map(len, self._runs.values()))

    def __contains__(self, name: Hashable) -> bool:
        key = key_of(name)
        run = self._runs.get(key % _RUNS)
        return run is not None and (at := bisect_left(run, key)) < len(run) and run[at] == key

    def add(self, name: Hashable) -> bool:
        """Add a name; False if it was there."""
        key = hash(name) & 0xFFFFFFFFFFFFFFFF
        run = self._runs[key % _RUNS]
        at = bisect_left(run, key)
        if at < len(run) and run[at] == key:
            return False
        run.insert(at, key)
        return True

    def add_each(self, names: Iterable[Hashable]) -> int:
        """Add names up to the first that was there; returns how many were added."""
        return sum(1 for _ in takewhile(bool, map(self.add, names)))

    def met(self, names: Sequence[Hashable]) -> list[int]:
        """The places of those that are in the set or stand at an earlier place; then all are in it."""
        return met(self.add_each, names)

    def take(self) -> array[int]:
        """What stands in it for its names, which it forgets."""
        keys = array("Q", chain.from_iterable(self._runs.values()))
        self._runs.clear()
        return keys


class IdSet:
    """A set of ids. Of those that are numbered, as a source's are, each takes a bit of a page of a thousand.

    Every other is one of :class:`Keys`, as are those whose numbers are far apart.
    """

    def __init__(self) -> None:
        self._pages: dict[str, int] = {}  # by what stands before the last digits
        self._keys = Keys()
        self._in_pages, self._refused = 0, False

    def __len__(self) -> int:
        return self._in_pages + len(self._keys)

    def __contains__(self, name: str) -> bool:
        bit = _bits().get(name[-_LAST:], 0)
        return bool(self._pages.get(name[:-_LAST], 0) & bit) or name in self._keys

    def add(self, name: str) -> bool:
        """Add an id; False if it was there."""
        return self.add_each((name,)) == 1

    def add_each(self, names: Iterable[str]) -> int:
        """Add ids up to the first that was there; returns how many were added."""
        pages, bits, add = self._pages, _bits(), self._keys.add  # what is asked for each id of a run is kept short
        added = alone = 0
        for name in names:
            head = name[:-_LAST]
            bit, page = bits.get(name[-_LAST:]), pages.get(head)
            if bit is None or (page is None and not self._has_room(added - alone)):
                if not add(name):
                    break
                alone += 1
            elif self._refused and name in self._keys:
                break
            elif page is None:
                pages[head] = bit
            elif page & bit:
                break
            else:
                pages[head] = page | bit
            added += 1
        self._in_pages += added - alone
        return added

    def met(self, names: Sequence[str]) -> list[int]:
        """The places of those that are in the set or stand at an earlier place; then all are in it."""
        return met(self.add_each, names)

    def take_keys(self) -> array[int]:
        """What :class:`Keys` have for its ids, which it forgets."""
        keys = self._keys.take()
        keys.extend(key_of(head + tail) for head, page in self._pages.items() for tail, bit in _bits().items() if page & bit)
        self._pages.clear()
        self._in_pages, self._refused = 0, False
        return keys

    def _has_room(self, more: int) -> bool:
        """Whether one more page may have few ids. Without it, ids with its numbers are among the others from now on."""
        if len(self._pages) < _FREE + (self._in_pages + more) // _LEAST:
            return True
        self._refused = True
        return False


@cache
def _bits() -> dict[str, int]:
    """The bits of last digits."""
    return {f"{number:0{_LAST}}": 1 << number for number in range(10**_LAST)}


def met(add_each: Callable[[Iterable[Any]], int], names: Sequence[Any]) -> list[int]:
    """The places of names that are there already. ``add_each`` adds names, up to the first of these, and says how many."""
    found: list[int] = []
    left = iter(names)
    place = add_each(left)
    while place < len(names):
        found.append(place)
        place += 1 + add_each(left)
    return found


def key_of(name: Hashable) -> int:
    """What stands in a set of :class:`Keys` for a name."""
    return hash(name) & 0xFFFFFFFFFFFFFFFF


FirstPlace = Callable[[str, Position], str]
"""Says in words where the first record with an id stands, seen from a later one's position; "" if that can't be said."""


class Seen:
    """The records of a run that were good, and the ids of those that were not."""

    def __init__(self) -> None:
        self.first: FirstPlace = _nobody_knows
        self.ids = IdSet()
        self.campaigns = IdSet()
        self.rejected = IdSet()
        self._unit: set[str] = set()
        self._expected, self._come = IdSet(), IdSet()

    def expect(self, names: Iterable[str]) -> None:
        """Have the records of these ids looked at one by one: each stands among the ids before it comes, so that nothing takes it
        for new without looking."""
        for name in names:
            self.ids.add(name)
            self._expected.add(name)

    def note(self, record: Record) -> None:
        """Remember one more record that was good."""
        if not self.ids.add(record["id"]) and record["id"] in self._expected:
            self._come.add(record["id"])
        if record["kind"] == "campaign":
            self.campaigns.add(record["id"])

    def has(self, name: str) -> bool:
        """Whether a good record has the id. One that is expected has it once it has come."""
        return name in self.ids and (name not in self._expected or name in self._come)

    def repeats(self, record: Record) -> bool:
        """Whether a good record, or an earlier one of the unit being judged, has the id too."""
        return record["id"] in self._unit or self.has(record["id"])

    def hold(self, record: Record) -> None:
        """Keep the id until the unit it belongs to is judged as a whole."""
        self._unit.add(record["id"])

    def release(self) -> None:
        """Forget the unit that was being judged."""
        self._unit.clear()


def _nobody_knows(name: str, position: Position) -> str:  # noqa: ARG001
    return ""
