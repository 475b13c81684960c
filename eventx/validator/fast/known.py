"""What is known to be good of the members of records: their texts, alone or together with others, by the place where they stand.

Knows how much is remembered, and when a verdict holds for another shape of record too. Judges nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

import orjson
from attrs import define, field

from eventx.report import Record
from eventx.rules import Screen
from eventx.validator.fast.apart import Key, Own
from eventx.validator.fast.looks import Look

REMEMBERED = 1 << 16
"""How many different texts of a member are remembered; then all are forgotten, which keeps memory flat."""
FEW = 16


_BARE = frozenset(("id", "notes", "place"))  # a look that goes on to one of these would ask for what was taken off


@define(eq=False)
class Link:
    """A look whose verdict rests on several members together, and the texts of these with which it was good."""

    look: Look
    slots: tuple[int, ...]
    good: set[tuple[Key, ...]] = field(factory=set)

    def rests_on(self, asked: Iterable[int]) -> None:
        """Rest on these members too, which the look has asked for: which it asks for can depend on what others say."""
        more = tuple(place for place in asked if place not in self.slots)
        if more:
            self.slots += more
            self.good.clear()


@define(eq=False)
class Texts:
    """The texts of some members that were good under the same looks, which asked for nothing else that is there.

    What they found absent has to be absent in all shapes that share the texts.
    """

    looks: tuple[Look, ...]
    good: set[bytes] = field(factory=set)
    absent: set[str] = field(factory=set)
    present: set[str] = field(factory=set)

    def shared(self, names: Iterable[str]) -> bool:
        """Take a shape with these members among those that share the texts, if that can be."""
        if not self.absent.isdisjoint(names):
            return False
        self.present.update(names)
        return True

    def remember(self, text: bytes, absent: set[str]) -> bool:
        """Remember a text that is good where some members are absent, if they are so in all shapes."""
        if not self.present.isdisjoint(absent):
            return False
        self.absent |= absent
        remember(self.good, text)
        return True

    def take(self, other: Texts) -> None:
        """Remember all that others remember under the same looks, if that can be."""
        if other.looks == self.looks and self.present.isdisjoint(other.absent):
            self.absent |= other.absent
            self.good |= other.good


@define(eq=False)
class Slot:
    """The place of a member, or of some that come together, in the records of a shape. ``says`` what its texts are besides.

    ``others`` are the shape's other members.
    ``looks`` begin at this place. ``good`` are its texts that are good by themselves, ``known`` those whose looks go on to other
    members. ``own`` gives the keys of its texts, if those have something that is a line's own and can't be bad.
    """

    names: tuple[str, ...]
    others: frozenset[str]
    looks: list[Look] = field(factory=list)
    texts: Texts = field(factory=lambda: Texts(()))
    good: set[bytes] = field(factory=set)
    known: dict[bytes, tuple[Link, ...]] = field(factory=dict)
    own: Own | None = None
    says: Literal["", "id", "prose", "place"] = ""
    _opening: bytes = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._opening = b"{" + orjson.dumps(self.names[0]) + b":"

    def said(self, text: bytes) -> bytes:
        """A text with the names of the members, as JSON."""
        return self._opening + text + b"}"

    @property
    def few(self) -> bool:
        """Whether it says nearly always the same."""
        return self.own is None and not self.says and len(self.good) + len(self.known) <= FEW


@define(eq=False)
class Shape:
    """Records that have the same members in the same order."""

    names: tuple[str, ...]
    slots: tuple[Slot, ...]
    at: Mapping[str, int]
    sample: tuple[bytes, Record]
    links: dict[tuple[Look, tuple[int, ...]], Link] = field(factory=dict)
    blank: Record = field(init=False)
    """The members without what they say."""

    def __attrs_post_init__(self) -> None:
        self.blank = dict.fromkeys(self.names)

    def places(self, asked: Iterable[str]) -> tuple[int, ...]:
        """Where the members that were asked for stand, in the order in which they were; those that aren't there are nowhere."""
        return tuple(dict.fromkeys(self.at[name] for name in asked if name in self.at))

    def has_all_of(self, places: Iterable[int]) -> bool:
        """Whether nothing is taken off from the texts of some places."""
        return all(_BARE.isdisjoint(self.slots[place].names) for place in places)


def parts(
    screen: Screen,
    member: str,
    known: dict[Any, Any],
    keys: Sequence[Any],
    value: Callable[[int], Any],
    *,
    most: int = REMEMBERED,
) -> list[Any]:
    """What there is to know for a screen of a member's value at each place; those with one key have the same.

    ``known``: what is known by the keys met before, and is added to, up to so many as ``most``. ``value`` gives the member's
    value at a place.
    """
    new = set(keys).difference(known)
    if new:
        if len(known) + len(new) > most:
            known.clear()
            new = set(keys)
        places = dict(zip(keys, range(len(keys)), strict=True))
        for key in new:
            known[key] = screen.part(member, value(places[key]))
    return [known[key] for key in keys]


def finds(found: Iterable[object]) -> bool:
    """Whether a rule found anything."""
    return any(True for _ in found)


def remember(good: set[Any], key: object) -> None:
    """Remember a text among those that are good."""
    if len(good) >= REMEMBERED:
        good.clear()
    good.add(key)
