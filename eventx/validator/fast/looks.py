"""Looks that rules take at a record, and records that note what they are asked for. Knows no rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from typing import Any

from attrs import frozen

from eventx.report import Record
from eventx.rules.names import OF_PLACES

Look = Callable[[Record], Iterable[object]]
"""A rule as it is asked here: anything it gives means that the reference has to look."""


class NotAtHand(Exception):
    """A rule asked for a member whose value is not at hand."""


class Unnamed(dict[str, Any]):
    """A place that has its names, but what they say is not at hand."""

    def __getitem__(self, name: str) -> Any:
        return super().__getitem__(self._asked(name))

    def get(self, name: str, default: Any = None) -> Any:
        """As of a dictionary."""
        return super().get(self._asked(name), default)

    def _asked(self, name: str) -> str:
        if name in OF_PLACES and name in self:
            raise NotAtHand
        return name

    def __iter__(self) -> Iterator[str]:  # without it, a copy would have all
        return super().__iter__()

    def values(self) -> Any:
        """Not at hand."""
        raise NotAtHand

    def items(self) -> Any:
        """Not at hand."""
        raise NotAtHand


class Watched(dict[str, Any]):
    """A record that notes which of its members are asked for. Those ``hidden`` are there, but their values are not at hand."""

    def __init__(self, record: Record, hidden: Set[str] = frozenset()) -> None:
        super().__init__(record)
        self.asked: list[str] = []
        self.hidden = hidden
        self._rests: dict[tuple[tuple[str, ...], str], Watched] = {}

    def rest(self, each: tuple[str, ...], member: str) -> Watched:
        """The same record without those of some members that aren't the one given."""
        found = self._rests.get((each, member))
        if found is None:
            rest = _rest(self, each, member)
            found = self._rests[each, member] = Watched(rest, self.hidden & rest.keys() if self.hidden else self.hidden)
        return found

    def _ask(self, name: str) -> None:
        if name in self.hidden:
            raise NotAtHand
        self.asked.append(name)

    def _ask_all(self) -> None:
        if self.hidden:
            raise NotAtHand
        self.asked.extend(super().keys())

    def __getitem__(self, name: str) -> Any:
        self._ask(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        """As of a dictionary."""
        self._ask(name)
        return super().get(name, default)

    def __contains__(self, name: object) -> bool:
        self._ask(str(name))
        return super().__contains__(name)

    def __iter__(self) -> Iterator[str]:
        self._ask_all()
        return super().__iter__()

    def keys(self) -> Any:
        """As of a dictionary."""
        self._ask_all()
        return super().keys()

    def values(self) -> Any:
        """As of a dictionary."""
        self._ask_all()
        return super().values()

    def items(self) -> Any:
        """As of a dictionary."""
        self._ask_all()
        return super().items()

    def __len__(self) -> int:
        self._ask_all()
        return super().__len__()


@frozen
class Only:
    """A look at one of the members that a rule looks at one by one."""

    look: Look
    each: tuple[str, ...]
    member: str

    def __call__(self, record: Record) -> Iterable[object]:
        """What the rule finds if the others aren't there."""
        for name in self.each:
            if name != self.member and dict.__contains__(record, name):
                return self._apart(record)
        return self.look(record)

    def _apart(self, record: Record) -> Iterable[object]:
        if not isinstance(record, Watched):
            return self.look(_rest(record, self.each, self.member))
        watched = record.rest(self.each, self.member)
        watched.asked.clear()
        found = tuple(self.look(watched))
        record.asked += [name for name in watched.asked if dict.__contains__(watched, name)]
        return found


def _rest(record: Record, each: tuple[str, ...], member: str) -> Record:
    rest = dict(dict.items(record))
    for name in each:
        if name != member:
            rest.pop(name, None)
    return rest


@frozen
class LookIfThere:
    """A rule's check, which has nothing to look at without the member it needs."""

    needs: str
    check: Callable[[Record], Iterable[object]]

    def __call__(self, record: Record) -> Iterable[object]:
        """What the check finds."""
        # Which members there are is known of a record that is watched; only what it says counts as asked for.
        return self.check(record) if not self.needs or dict.__contains__(record, self.needs) else ()


@frozen
class Unless:
    """Finds something unless a record is so."""

    so: Callable[[Record], bool]

    def __call__(self, record: Record) -> Iterable[object]:
        """The record, if it isn't so."""
        return () if self.so(record) else (record,)


def is_no_campaign(record: Record) -> bool:
    """Whether a record is counted beside its parts."""
    return bool(record["kind"] != "campaign")
