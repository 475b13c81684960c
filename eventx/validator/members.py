"""Lines that are made of members met before: what was judged good once is not read again.

Knows how a line of NDJSON falls apart into the members of its record, and on which of them each rule's verdict rests: a rule is
watched while it looks at a record. Says only that a line is good. Whatever it doesn't say that of goes to the reference.
Rules, schema and messages stand nowhere here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import orjson
from attrs import define, field

from eventx.located import is_plain
from eventx.report import Record
from eventx.rules.names import names_of
from eventx.rules.rule import NAMED
from eventx.validator.apart import ID, OF_POINTS, Places, nothing, unless_prose, unless_whole, without_numbers
from eventx.validator.watched import Look, Only, Watched

REMEMBERED = 1 << 16
"""How many different texts of a member are remembered; then all are forgotten, which keeps memory flat."""
_SHAPES = 256
_TRIAL = 2000  # lines with something new, after which it is clear which members are nearly always the same
_FEW = 16
_CLOSING, _SPACE = b"} "
_NAMED = frozenset(NAMED)
_BARE = frozenset(("id", "notes", "place"))  # a look that goes on to one of these would ask for what was taken off


@define(eq=False)
class _Link:
    """A look whose verdict rests on several members together, and the texts of these with which it was good."""

    look: Look
    slots: tuple[int, ...]
    good: set[tuple[bytes, ...]] = field(factory=set)


@define(eq=False)
class _Texts:
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
        _remember(self.good, text)
        return True


@define(eq=False)
class _Slot:
    """The place of a member, or of some that come together, in the records of a shape.

    ``looks`` begin at this place. ``good`` are its texts that are good by themselves, ``known`` those whose looks go on to other
    members. ``own`` takes off a text what is a line's own and can't be bad; nothing is left of what needs no look.
    """

    names: tuple[str, ...]
    looks: list[Look] = field(factory=list)
    texts: _Texts = field(factory=lambda: _Texts(()))
    good: set[bytes] = field(factory=set)
    known: dict[bytes, tuple[_Link, ...]] = field(factory=dict)
    own: Callable[[bytes], bytes] | None = None

    @property
    def few(self) -> bool:
        """Whether it says nearly always the same."""
        return self.own is None and len(self.good) + len(self.known) <= _FEW


@define(eq=False)
class _Shape:
    """Records that have the same members in the same order."""

    names: tuple[str, ...]
    slots: tuple[_Slot, ...]
    id: int
    at: Mapping[str, int]
    links: dict[tuple[Look, tuple[int, ...]], _Link] = field(factory=dict)

    def places(self, asked: Iterable[str]) -> tuple[int, ...]:
        """Where the members that were asked for stand, in the order in which they were; those that aren't there are nowhere."""
        return tuple(dict.fromkeys(self.at[name] for name in asked if name in self.at))


@define(eq=False)
class _Node:
    """A member on the way through a line: what may come next, by how its text begins."""

    following: tuple[tuple[bytes, _Node], ...] = ()
    shape: _Shape | None = None

    def after(self, begins: bytes) -> _Node:
        """The node for a member that comes next."""
        for marker, node in self.following:
            if marker == begins:
                return node
        node = _Node()
        self.following += ((begins, node),)
        return node


class Members:
    """Says of lines whether they are good for sure, and learns from those that are.

    ``accepts`` judges by the schema whose members don't hang together; ``looks`` are all rules about a record by itself: the
    rule's id, the look, and the members that it looks at one by one, if it does. ``names`` and ``letters`` are those about its
    names.
    """

    def __init__(
        self,
        accepts: Callable[[Record], bool],
        looks: Sequence[tuple[str, Look, tuple[str, ...]]],
        names: Sequence[Callable[[Any], Iterable[object]]],
        letters: Sequence[Callable[[Any], Iterable[object]]],
    ) -> None:
        self._accepts = accepts
        self._looks = looks
        self._names = names
        self._letters = letters
        self._texts: defaultdict[tuple[str, ...], list[_Texts]] = defaultdict(list)
        self._places = Places()
        self._roots: dict[bytes, _Node] = {}
        self._shapes: list[_Shape] = []
        self._joined: set[str] = set()
        self._seen = 0
        self._settled = False

    def name(self, line: bytes) -> str | None:
        """The id of the line's record, if it is good; None if the reference has to look."""
        node = next((root for begins, root in self._roots.items() if line.startswith(begins)), None)
        if node is None:
            return None
        end = len(line) - 1
        while line[end] in b" \t\r\n":
            end -= 1
        if line[end] != _CLOSING:
            return None
        start, texts, find = 1, [], line.find
        while node.following:
            best = -1
            for marker, following in node.following:
                at = find(marker, start) if best < 0 else find(marker, start, best)
                if at >= 0:
                    best, after = at, following
            if best < 0:
                break
            texts.append(line[start:best])
            start, node = best + 1, after
            if line[start] == _SPACE:
                start += 1
        texts.append(line[start:end])
        return self._name(line, node.shape, texts) if node.shape is not None else None

    def _name(self, line: bytes, shape: _Shape, texts: list[bytes]) -> str | None:
        found = ID.fullmatch(texts[shape.id])
        if found is None:
            return None
        keys: list[bytes] = []
        linked: list[_Link] = []
        new: list[int] = []
        for slot, text in zip(shape.slots, texts, strict=True):
            key = text if slot.own is None else slot.own(text)
            keys.append(key)
            if key:
                if key in slot.good:
                    continue
                known = slot.known.get(key)
                if known is None:
                    new.append(len(keys) - 1)
                else:
                    linked += known
        record: Record | None = None
        if new:
            record = self._judged(line, shape, new, texts, keys)
            if record is None:
                return None
            self._seen += 1
            if self._seen == _TRIAL and not self._settled:
                self._settle()
        for link in linked:
            rests = tuple([keys[slot] for slot in link.slots])
            if rests not in link.good:
                record = record or orjson.loads(line)
                if _finds(link.look(record)):
                    return None
                _remember(link.good, rests)
        return found[1].decode()

    def _judged(
        self, line: bytes, shape: _Shape, new: Sequence[int], texts: Sequence[bytes], keys: Sequence[bytes]
    ) -> Record | None:
        """The record, if what is new in it is good; what was found out is remembered."""
        try:
            record: Record = orjson.loads(line)
        except ValueError:
            return None
        if tuple(record) != shape.names:
            return None
        watched = Watched(record)
        for number in new:
            slot = shape.slots[number]
            if not self._good_alone(slot, b"{" + texts[number] + b"}", record):
                return None
            watched.asked.clear()
            for look in slot.looks:
                for _ in look(watched):
                    return None
            asked = set(watched.asked).difference(slot.names)
            links: tuple[_Link, ...] = ()
            if not asked.isdisjoint(shape.at):
                found = self._links(slot, shape, keys, record)
                if found is None:
                    return None
                links = found
            key = keys[number]
            if slot.own is self._places:
                key = self._places.learn(texts[number], record["place"])
            if links or not slot.texts.remember(key, asked.difference(shape.at)):
                if len(slot.known) >= REMEMBERED:
                    slot.known.clear()
                slot.known[key] = links
        return record

    def _links(self, slot: _Slot, shape: _Shape, keys: Sequence[bytes], record: Record) -> tuple[_Link, ...] | None:
        """The looks of a place that go on to other members, good as they were with these; None if they can't be remembered."""
        links = []
        for look in slot.looks:
            watched = Watched(record)
            if _finds(look(watched)):
                return None
            asked = shape.places(watched.asked)
            if len(asked) > 1:
                if not _BARE.isdisjoint(name for place in asked for name in shape.slots[place].names):
                    return None
                link = shape.links.setdefault((look, asked), _Link(look, asked))
                _remember(link.good, tuple([keys[place] for place in asked]))
                links.append(link)
        return tuple(links)

    def _good_alone(self, slot: _Slot, text: bytes, record: Record) -> bool:
        """Whether a text is JSON of the slot's members, as the record has them, and good by the schema and as names."""
        try:
            member: Record = orjson.loads(text)
        except ValueError:
            return False
        if member != {name: record.get(name) for name in slot.names} or not is_plain(text, member):
            return False
        return self._accepts(member) and (_NAMED.isdisjoint(slot.names) or self._well_named(member))

    def _well_named(self, member: Record) -> bool:
        found = names_of(member)
        unusual = [name for name in found if not name[2].isascii()]
        return not any(_finds(check(found)) for check in self._names) and not any(
            _finds(check(unusual)) for check in self._letters if unusual
        )

    def learn(self, line: bytes, record: Record) -> None:
        """Take the shape of a line that was found good, so that others of it can be told."""
        names = tuple(record)
        second = b"," + orjson.dumps(names[1])
        space = b"" if second in line else b" "
        if len(self._shapes) >= _SHAPES:
            self._forget()
        begins = b"{" + orjson.dumps(names[0]) + b":"
        node = self._roots.setdefault(begins, _Node())
        for name in names[1:]:
            if name not in self._joined:
                node = node.after(b"," + space + orjson.dumps(name) + b":")
        if node.shape is None:
            node.shape = self._shape(record, names, space)
            self._shapes.append(node.shape)
        elif node.shape.names != names:  # one of the joined members is missing here
            self._joined -= set(names) ^ set(node.shape.names)
            self._forget()

    def _shape(self, record: Record, names: tuple[str, ...], space: bytes) -> _Shape:
        groups: list[tuple[str, ...]] = []
        for number, name in enumerate(names):
            if number and name in self._joined:
                groups[-1] += (name,)
            else:
                groups.append((name,))
        slots = tuple(_Slot(group) for group in groups)
        at = {name: number for number, group in enumerate(groups) for name in group}
        shape = _Shape(names, slots, at["id"], at)
        of_point: set[Look] = set()
        for rule, look, each in self._looks:
            for one in [Only(look, each, name) for name in each if name in record] if each else [look]:
                watched = Watched(record)
                for _ in one(watched):
                    pass
                if asked := shape.places(watched.asked):
                    shape.slots[asked[0]].looks.append(one)
                    if rule in OF_POINTS:
                        of_point.add(one)
        for slot in shape.slots:
            if slot.names == ("notes",) and not slot.looks:
                slot.own = unless_prose
            elif slot.names == ("evidence",):
                slot.own = without_numbers
            elif slot.names == ("place",) and of_point.issuperset(slot.looks):
                slot.own = self._places
            elif slot.names == ("id",):
                slot.own = nothing
            elif len(slot.names) == 1 and not slot.looks and self._takes_any(slot.names[0]):
                slot.own = partial(unless_whole, value=len(orjson.dumps(slot.names[0])) + 1 + len(space))
            slot.texts = self._texts_of(slot, names)
            slot.good = slot.texts.good
        return shape

    def _texts_of(self, slot: _Slot, names: tuple[str, ...]) -> _Texts:
        """The texts that a place shares with those of other shapes."""
        looks, told = tuple(slot.looks), self._texts[slot.names]
        for texts in told:
            if texts.looks == looks and texts.shared(names):
                return texts
        told.append(_Texts(looks, present=set(names)))
        return told[-1]

    def _takes_any(self, name: str) -> bool:
        """Whether the schema has nothing against any value of a member, as with those under a source's prefix."""
        values: tuple[Any, ...] = (1, "", [], {}, None)
        return ":" in name and all(self._accepts({name: value}) for value in values)

    def _settle(self) -> None:
        """Take members that say nearly always the same together with the one before them, which saves a look at each."""
        self._settled = True
        shapes = list(self._shapes)
        for name in shapes[0].names[1:]:
            before = {shape.names[shape.names.index(name) - 1] for shape in shapes if name in shape.names}
            slots = [slot for shape in shapes for slot in shape.slots if name in slot.names]
            ahead = [slot for shape in shapes for slot in shape.slots if before & set(slot.names)]
            same = all(slot.few for slot in (*slots, *ahead))
            if len(before) == 1 and len(slots) == len(shapes) and same:
                self._joined.add(name)
        self._forget()

    def _forget(self) -> None:
        self._roots.clear()
        self._shapes.clear()
        self._texts.clear()


def _finds(found: Iterable[object]) -> bool:
    return any(True for _ in found)


def _remember(good: set[Any], key: object) -> None:
    if len(good) >= REMEMBERED:
        good.clear()
    good.add(key)
