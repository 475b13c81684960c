"""What is remembered of all records of a run: their ids, in little memory, and which of them are campaigns."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import chain, islice
from typing import Any

from eventx.report import Record

_BITS = 6  # of a hash say which table it is in
_TABLES = 1 << _BITS
_SLOTS = 256  # of each table at first: so many that none is full before all are
_FEW = 256  # ids that a plain set holds, as most runs are of few records: 64 empty tables take longer to make than those to read


class IdSet:
    """A set of ids that takes 8 to 20 bytes for each of many: open-addressed tables of 64-bit hashes.

    Two ids share a hash with a probability near 10⁻⁷ in a million records. There are many tables, for while one grows it is there
    twice.
    """

    def __init__(self) -> None:
        self._few: set[int] = set()
        self._tables: list[array[int]] = []
        self._count = 0  # in the tables

    def __len__(self) -> int:
        return self._count + len(self._few)

    def __contains__(self, name: Hashable) -> bool:
        key = key_of(name)
        if not self._tables:
            return key in self._few
        table = self._tables[key % _TABLES]
        place = (key >> _BITS) % len(table)
        while (found := table[place]) and found != key:
            place = (place + 1) % len(table)
        return found == key

    def add(self, name: Hashable) -> bool:
        """Add an id, or anything else that has a hash; False if it was there."""
        return self.add_each((name,)) == 1

    def add_each(self, names: Iterable[Hashable]) -> int:
        """Add ids up to the first that was there; returns how many were added."""
        added, left = 0, iter(names)
        if not self._tables:
            few = self._few
            for key in map(key_of, islice(left, _FEW - len(few))):
                if key in few:
                    return added
                few.add(key)
                added += 1
            if len(few) < _FEW:
                return added
            self._spread()
        while True:
            room = len(self._tables[0]) * _TABLES * 2 // 3 - self._count
            if room <= 0:
                for number, old in enumerate(self._tables):
                    self._tables[number] = _table(filter(None, old), 2 * len(old))
                continue
            count = self._put(islice(left, room))
            self._count += count
            added += count
            if count < room:
                return added

    def met(self, names: Sequence[Hashable]) -> list[int]:
        """The places of those that are in the set or stand at an earlier place; then all are in it."""
        return met(self.add_each, names)

    def take_keys(self) -> array[int]:
        """What stands in it for its ids, which it forgets."""
        keys = array("Q", chain(self._few, filter(None, chain.from_iterable(self._tables))))
        self._few, self._tables, self._count = set(), [], 0
        return keys

    def _put(self, names: Iterable[Hashable]) -> int:
        """Add ids, for which there is room, up to the first that was there; returns how many were added."""
        # What is asked for each id of a run is kept short.
        tables, which, bits, mask, added = self._tables, _TABLES - 1, _BITS, len(self._tables[0]) - 1, 0
        for hashed in map(hash, names):
            key = hashed & 0xFFFFFFFFFFFFFFFF or 1
            table, place = tables[key & which], key >> bits & mask
            while found := table[place]:
                if found == key:
                    return added
                place = (place + 1) & mask
            table[place] = key
            added += 1
        return added

    def _spread(self) -> None:
        parts: list[list[int]] = [[] for _ in range(_TABLES)]
        for key in self._few:
            parts[key % _TABLES].append(key)
        self._tables, self._count, self._few = [_table(part, _SLOTS) for part in parts], len(self._few), set()


def _table(keys: Iterable[int], slots: int) -> array[int]:
    """A table of so many slots that holds these keys."""
    table, mask = array("Q", bytes(8 * slots)), slots - 1
    for key in keys:
        place = key >> _BITS & mask
        while table[place]:
            place = (place + 1) & mask
        table[place] = key
    return table


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
    """What stands in a set for an id."""
    return (hash(name) & 0xFFFFFFFFFFFFFFFF) or 1


class Seen:
    """The records of a run that were good, and the ids of those that were not."""

    def __init__(self) -> None:
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

    def repeats(self, record: Record) -> bool:
        """Whether a good record, or an earlier one of the unit being judged, has the id too."""
        name = record["id"]
        if name in self._unit:
            return True
        return name in self.ids and (name not in self._expected or name in self._come)

    def hold(self, record: Record) -> None:
        """Keep the id until the unit it belongs to is judged as a whole."""
        self._unit.add(record["id"])

    def release(self) -> None:
        """Forget the unit that was being judged."""
        self._unit.clear()
