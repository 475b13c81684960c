"""What is remembered of all records of a run: their ids, in little memory, and which of them are campaigns."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any

from eventx.report import Record

_RUNS = 1 << 12
_BITS = 12  # of a number say which bit of a page is its own
_DIGITS = "0123456789"
_LONGEST = 16  # digits of a number that has a page
_FREE = 1 << 10  # pages that may have as few ids as they like
_LEAST = 64  # ids of each page beyond that, on average: with fewer a page takes more than they do without


class Keys:
    """A set of anything that has a hash, in 9 to 11 bytes for each of many: sorted runs of 64-bit hashes.

    Two share a hash with a probability near 10⁻⁷ in a million. There are many runs, so that one more is put into a short one.
    """

    def __init__(self) -> None:
        self._runs: defaultdict[int, array[int]] = defaultdict(partial(array, "Q"))

    def __len__(self) -> int:
        return sum(map(len, self._runs.values()))

    def __bool__(self) -> bool:
        return bool(self._runs)

    def __contains__(self, name: Hashable) -> bool:
        key = key_of(name)
        run = self._runs.get(key % _RUNS)
        return run is not None and (at := bisect_left(run, key)) < len(run) and run[at] == key

    def add_each(self, names: Iterable[Hashable]) -> int:
        """Add names up to the first that was there; returns how many were added."""
        runs, added = self._runs, 0  # what is asked for each of a run is kept short
        for hashed in map(hash, names):
            key = hashed & 0xFFFFFFFFFFFFFFFF
            run = runs[key % _RUNS]
            at = bisect_left(run, key)
            if at < len(run) and run[at] == key:
                return added
            run.insert(at, key)
            added += 1
        return added

    def met(self, names: Sequence[Hashable]) -> list[int]:
        """The places of those that are in the set or stand at an earlier place; then all are in it."""
        return met(self.add_each, names)

    def take(self) -> array[int]:
        """What stands in it for its names, which it forgets."""
        keys = array("Q", chain.from_iterable(self._runs.values()))
        self._runs.clear()
        return keys


class IdSet:
    """A set of ids. Of those that are numbered, as a source's are, each takes a bit of a page, the pages of their numbers being
    nearly full; every other is one of :class:`Keys`, as are those whose numbers are far apart."""

    def __init__(self) -> None:
        self._pages: dict[str, dict[int, bytearray]] = {}
        self._keys = Keys()
        self._in_pages = self._count = 0

    def __len__(self) -> int:
        return self._in_pages + len(self._keys)

    def __contains__(self, name: str) -> bool:
        head = name.rstrip(_DIGITS)
        if (digits := name[len(head) :]) and (pages := self._pages.get(head)) and digits[0] != "0" and len(digits) <= _LONGEST:
            number = int(digits)
            page = pages.get(number >> _BITS)
            if page is not None and page[(number >> 3) % len(page)] >> (number & 7) & 1:
                return True
        return bool(self._keys) and name in self._keys

    def add(self, name: str) -> bool:
        """Add an id; False if it was there."""
        return self.add_each((name,)) == 1

    def add_each(self, names: Iterable[str]) -> int:
        """Add ids up to the first that was there; returns how many were added."""
        added, found = 0, self._pages  # what is asked for each id of a run is kept short
        for name in names:
            head = name.rstrip(_DIGITS)
            digits, page, number = name[len(head) :], None, 0
            if digits and digits[0] != "0" and len(digits) <= _LONGEST:
                number = int(digits)
                pages = found.get(head)
                page = pages.get(number >> _BITS) if pages is not None else None
                if page is None:
                    page = self._new_page(head, number >> _BITS)
            if page is None:
                if not self._keys.add_each((name,)):
                    return added
            else:
                at, bit = (number >> 3) % len(page), 1 << (number & 7)
                if page[at] & bit or (self._keys and name in self._keys):
                    return added
                page[at] |= bit
                self._in_pages += 1
            added += 1
        return added

    def met(self, names: Sequence[str]) -> list[int]:
        """The places of those that are in the set or stand at an earlier place; then all are in it."""
        return met(self.add_each, names)

    def take_keys(self) -> array[int]:
        """What :class:`Keys` have for its ids, which it forgets."""
        keys = self._keys.take()
        keys.extend(map(key_of, self._numbered()))
        self._pages.clear()
        self._in_pages = self._count = 0
        return keys

    def _new_page(self, head: str, which: int) -> bytearray | None:
        """A page for the ids with such numbers; None if pages have too few ids."""
        if self._count >= _FREE + self._in_pages // _LEAST:
            return None
        self._count += 1
        page = self._pages.setdefault(head, {})[which] = bytearray(1 << _BITS >> 3)
        return page

    def _numbered(self) -> Iterator[str]:
        for head, pages in self._pages.items():
            for which, page in pages.items():
                for at, byte in enumerate(page):
                    yield from (f"{head}{(which << _BITS) + 8 * at + bit}" for bit in range(8) if byte >> bit & 1)


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
