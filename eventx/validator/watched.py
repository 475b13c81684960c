"""Records that note what a rule asks them for. Knows dictionaries, and no rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attrs import frozen

from eventx.report import Record

Look = Callable[[Record], Iterable[object]]
"""A rule as it is asked here: anything it gives means that the reference has to look."""


class Watched(dict[str, Any]):
    """A record that notes which of its members are asked for."""

    def __init__(self, record: Record) -> None:
        super().__init__(record)
        self.asked: list[str] = []

    def __getitem__(self, name: str) -> Any:
        self.asked.append(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        """As of a dictionary."""
        self.asked.append(name)
        return super().get(name, default)

    def __contains__(self, name: object) -> bool:
        self.asked.append(str(name))
        return super().__contains__(name)

    def __iter__(self) -> Iterator[str]:
        self.asked.extend(super().keys())
        return super().__iter__()

    def keys(self) -> Any:
        """As of a dictionary."""
        self.asked.extend(super().keys())
        return super().keys()

    def values(self) -> Any:
        """As of a dictionary."""
        self.asked.extend(super().keys())
        return super().values()

    def items(self) -> Any:
        """As of a dictionary."""
        self.asked.extend(super().keys())
        return super().items()

    def __len__(self) -> int:
        self.asked.extend(super().keys())
        return super().__len__()


@frozen
class Only:
    """A look at one of the members that a rule looks at one by one."""

    look: Look
    each: tuple[str, ...]
    member: str

    def __call__(self, record: Record) -> Iterable[object]:
        """What the rule finds if the others aren't there."""
        alone = Watched({self.member: dict.__getitem__(record, self.member)} if dict.__contains__(record, self.member) else {})
        found = tuple(self.look(alone))
        if all(name == self.member or name in self.each or not dict.__contains__(record, name) for name in alone.asked):
            if isinstance(record, Watched):
                record.asked += [name for name in alone.asked if name == self.member or name not in self.each]
            return found
        return self._apart(record)

    def _apart(self, record: Record) -> Iterable[object]:
        rest = {name: value for name, value in dict.items(record) if name == self.member or name not in self.each}
        if not isinstance(record, Watched):
            return self.look(rest)
        watched = Watched(rest)
        found = tuple(self.look(watched))
        record.asked += [name for name in watched.asked if name in rest]
        return found
