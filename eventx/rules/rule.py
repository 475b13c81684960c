"""What a rule is: an id, a severity, words for people, and a function over one record or over a stream of records.

Knows the shapes. Doesn't know any rule: they stand in the other modules of this package, one for each topic.
"""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from eventx.report import Finding, Position, Record, Severity
from eventx.rules.seen import Seen


@frozen
class Breach:
    """Where a record breaks a rule, and in which words to say so."""

    pointer: str
    message: str
    value: str | None = None


@frozen
class Sighting:
    """A breach that only shows across records, with the record it belongs to."""

    breach: Breach
    position: Position
    record: str | None = None


class Watch:
    """What a rule remembers of a stream of records; a record that was rejected is not remembered.

    ``stopped`` is true once there was more to remember than is allowed, so that something may have been missed. Unless a kind of
    watch says otherwise, it finds nothing in a record at once, nothing at the end, and remembers nothing but the ids that are
    remembered anyway.
    """

    stopped: bool = False

    def see(self, record: Record, position: Position) -> Iterable[Breach]:  # noqa: ARG002
        """Look at the next record without remembering it; a breach of this very record is told at once."""
        return ()

    def quiet(self, record: Record) -> bool:  # noqa: ARG002
        """Whether :meth:`see` would find nothing; for sure if true, and without remembering anything."""
        return True

    def plain(self, record: Record) -> bool:  # noqa: ARG002
        """Whether a good record is none of the rule's business, whatever else is in the stream; its id is remembered anyway."""
        return True

    def keep(self, record: Record, position: Position) -> None:
        """Remember a record that was good."""

    def finish(self) -> Iterable[Sighting]:
        """What shows only when all records have been seen."""
        return ()


class Screen(ABC):
    """What some rules learn of all good records of a run in little memory: heaps, copies, what is out of place.

    A rule that has one is asked by ``eventx validate`` only: a conversion judges records one by one. What there is to know of a
    record is put together from what there is to know of each member alone, so that of a member met before nothing is asked twice.
    Unless a kind of screen says otherwise, each record is looked at, and nothing is left to be told at the end.
    """

    @property
    @abstractmethod
    def learns(self) -> tuple[str, ...]:
        """The members that it learns from; ``point`` is the place's, which nothing else of the place is learned with."""

    @abstractmethod
    def part(self, member: str, value: Any) -> Any:
        """What there is to know of a member's value, or of its absence (None). The same in any process, and small."""

    @abstractmethod
    def learned(self, *parts: Any) -> Any:
        """What there is to know of a good record, from the parts in the order of ``learns``; None if nothing."""

    @abstractmethod
    def take(
        self, learned: Sequence[Any], names: Sequence[str], at: Callable[[int], Position]
    ) -> Iterable[tuple[int, str, Breach]]:
        """Remember what was learned of the next good records, which have these ids.

        What shows with one at once is told with its number and the rule's id. ``at`` gives the position of a number.
        """

    def merges(self, count: int) -> bool:  # noqa: ARG002
        """Whether of the next so many good records, those of which the same is learned as of one before need only be counted."""
        return False

    def more(self, learned: Any, count: int) -> None:  # noqa: B027
        """Count more records of which this is learned, as it was of one that was taken."""

    def finish(self) -> Iterable[tuple[str, Sighting]]:
        """What shows only when all records have been seen."""
        return ()


POINT = "point"
"""What a screen calls the point of a place: a pair of latitude and longitude, which is another one in each record."""


def learn(screen: Screen, record: Record) -> Any:
    """What there is to know of a good record; None if nothing."""
    return screen.learned(*[screen.part(member, member_of(record, member)) for member in screen.learns])


def member_of(record: Record, member: str) -> Any:
    """The value of a member as a screen's part takes it; None if it is absent."""
    if member != POINT:
        return record.get(member)
    point = record.get("place", {}).get("point")
    return None if point is None else (point["lat"], point["lon"])


@frozen
class Parameter:
    """A number, a text or a list of them that a profile can set; ``default`` has the type that a setting must have.

    Numbers lie between ``lowest`` and ``highest``. ``form`` says of a text what is wrong with it, if anything. ``until``: the
    parameter that this one may not lie behind.
    """

    name: str
    default: Any
    meaning: str
    lowest: float = 1
    highest: float = sys.float_info.max
    form: Callable[[str], str] | None = None
    until: str = ""


Name = tuple[str, int, str]
"""A text of the record that people read: its pointer with a place for an index, the index, and the text. Plain, since each record
has several."""

NAMED = ("notes", "place", "actors", "sources")
"""The members that have such texts."""

Check = Callable[[Record], Iterable[Breach]]
NameCheck = Callable[[Sequence[Name]], Iterable[Breach]]
Start = Callable[[Seen], Watch]


@frozen
class Rule:
    """A numbered rule. An id is never used again for another rule.

    ``needs`` is the top-level member without which the rule has nothing to look at. At most one of these is there: ``check`` (one
    record), ``check_names`` (its names and notes), ``check_letters`` (those of them that are not all printable ASCII),
    ``watch`` (across records), ``screen`` (over a whole dataset; several rules can share one). A rule with none of them is found
    by the schema or by the reader, and stands here so that it can be explained.

    ``parameters`` can be set by a profile; ``given`` is what it sets.

    ``reads`` are the paths whose values a rule holds against each other, where they are in several members of the record; a rule
    about one member has none. ``each`` are members that it looks at one by one. So the verdict on a record can be put together
    from verdicts on its members (:mod:`eventx.bulk`).
    """

    id: str
    severity: Severity
    title: str
    reason: str
    advice: str
    needs: str = ""
    check: Check | None = None
    check_names: NameCheck | None = None
    check_letters: NameCheck | None = None
    watch: Start | None = None
    reads: tuple[str, ...] = ()
    each: tuple[str, ...] = ()
    screen: Callable[[Mapping[str, Rule]], Screen] | None = None
    parameters: tuple[Parameter, ...] = ()
    given: Mapping[str, Any] = field(factory=dict)

    def value(self, name: str) -> Any:
        """What a parameter is set to: by a profile, else by default."""
        return self.given.get(name, next(each.default for each in self.parameters if each.name == name))

    def finding(
        self,
        message: str,
        position: Position,
        pointer: str | None = None,
        value: str | None = None,
        *,
        record: str | None = None,
        advice: str | None = None,
    ) -> Finding:
        """What to tell of something that breaks the rule; ``advice`` is better than the rule's own."""
        return Finding(self.id, self.severity, message, position, pointer, value, advice or self.advice, record)

    def concerns(self, member: str) -> bool:
        """Whether the rule looks at a member of the record's top level."""
        if self.each or self.reads:
            return member in self.each or any(path.partition(".")[0] == member for path in self.reads)
        if self.check_names is not None or self.check_letters is not None:
            return member in NAMED
        return member == self.needs
