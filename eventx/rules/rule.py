"""What a rule is: an id, a severity, words for people, and a function over one record or over a stream of records.

Knows the shapes. Doesn't know any rule: they stand in the other modules of this package, one for each topic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from attrs import frozen

from eventx.report import Position, Record, Severity
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


class Watch(Protocol):
    """What a rule remembers of a stream of records; a record that was rejected is not remembered.

    ``stopped`` is true once there was more to remember than is allowed, so that something may have been missed.
    """

    @property
    def stopped(self) -> bool:
        """Whether something was not remembered because there was too much of it."""
        ...

    def see(self, record: Record, position: Position) -> Iterable[Breach]:
        """Look at the next record without remembering it; a breach of this very record is told at once."""
        ...

    def quiet(self, record: Record) -> bool:
        """Whether :meth:`see` would find nothing; for sure if true, and without remembering anything."""
        ...

    def keep(self, record: Record, position: Position) -> None:
        """Remember a record that was good."""
        ...

    def finish(self) -> Iterable[Sighting]:
        """What shows only when all records have been seen."""
        ...


Name = tuple[str, int, str]
"""A text of the record that people read: its pointer with a place for an index, the index, and the text. Plain, since each record
has several."""

NAMED = ("notes", "place", "actors", "sources")
"""The members that have such texts."""

Check = Callable[[Record], Iterable[Breach]]
NameCheck = Callable[[Sequence[Name]], Iterable[Breach]]
TextCheck = Callable[[Record, Mapping[str, str]], Iterable[Breach]]
Start = Callable[[Seen], Watch]


@frozen
class Rule:
    """A numbered rule. An id is never used again for another rule.

    ``needs`` is the top-level member without which the rule has nothing to look at. At most one of these is there: ``check`` (one
    record), ``check_names`` (its names and notes), ``check_letters`` (those of them that are not all ASCII), ``check_text`` (one
    record and the texts of its sources, by SHA-256), ``watch`` (across records). A rule with none of them is found by the schema
    or by the reader, and stands in the catalogue so that it can be explained.

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
    check_text: TextCheck | None = None
    watch: Start | None = None
    reads: tuple[str, ...] = ()
    each: tuple[str, ...] = ()

    def concerns(self, member: str) -> bool:
        """Whether the rule looks at a member of the record's top level."""
        if self.each or self.reads:
            return member in self.each or any(path.partition(".")[0] == member for path in self.reads)
        if self.check_names is not None or self.check_letters is not None:
            return member in NAMED
        return member == self.needs
