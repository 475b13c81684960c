"""Lines that are made of members met before: what was judged good once is not read again.

Knows on which members of a record each rule's verdict rests: a rule is watched while it looks at a record. Says only that lines
are good, many at a time. Whatever it doesn't say that of goes to the reference. Rules, schema and messages stand nowhere here;
how lines are cut into members :mod:`eventx.validator.fast.shapes` knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import orjson
from attrs import frozen

from eventx.json_positions import is_plain
from eventx.report import Record
from eventx.rules import Screen
from eventx.rules.rule import NAMED, NameCheck
from eventx.validator.fast.apart import OF_POINTS, Key, Places, one_day, unnamed, whole, without_numbers
from eventx.validator.fast.judging import Judging
from eventx.validator.fast.known import REMEMBERED, Link, Shape, Slot, Texts, finds, remember
from eventx.validator.fast.looks import Look, NotAtHand, Only, Unnamed, Watched
from eventx.validator.fast.shapes import Shapes
from eventx.validator.fast.verdict import GoodNames

Line = Callable[[], tuple[Judging, int]]
"""Gives a line that has a text, with its number among those that are judged together."""
_SHAPES = 256
_TRIAL = 500  # lines, after which it is clear which members are nearly always the same
_NAMED = frozenset(NAMED)
_FORMS: Mapping[tuple[str, ...], Callable[[bytes], bytes]] = {("date",): one_day, ("place",): unnamed}
"""What it is of a text that rules look at, where a text without that is as good as another."""


@frozen
class Found:
    """Lines that are good for sure: their numbers, the ids of their records, and for each screen what it learns of them.

    ``judging`` has their texts; these lines are those that are ``left`` there.
    """

    at: Sequence[int]
    names: Sequence[str]
    learned: Sequence[Sequence[Any]]
    judging: Judging


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
        names: Sequence[NameCheck],
        letters: Sequence[NameCheck],
        screens: Sequence[Screen] = (),
    ) -> None:
        self.accepts = accepts
        self._looks = looks
        self._names = GoodNames(names, letters)
        self._screens = screens
        self._texts: defaultdict[tuple[str, ...], list[Texts]] = defaultdict(list)
        self._places = Places()
        self._cuts = Shapes()
        self._shapes: list[Shape] = []
        self._parts: list[defaultdict[str, dict[Key, Any]]] = [defaultdict(dict) for _ in screens]
        self._joined: set[str] = set()
        self._seen = 0
        self._settled = False

    def good(self, lines: Sequence[bytes]) -> Iterator[Found]:
        """The lines that are good, those of one shape together; the reference has to look at those that aren't given."""
        for cut in self._cuts.cut(lines):
            found = self._found(Judging(lines, cut, self._shapes[cut.shape]))
            self._seen += len(found.at)
            yield found
        if self._seen >= _TRIAL and not self._settled:
            self._settle()

    def _found(self, judging: Judging) -> Found:
        slots = judging.shape.slots
        for slot in slots:
            if len(slot.known) >= REMEMBERED:
                slot.known.clear()  # all at once, and not while lines that have them are judged
        fresh = judging.said_anew = [self._well_formed(judging, number, slot) for number, slot in enumerate(slots)]
        linked: dict[Link, set[Key]] = defaultdict(set)
        for number, slot in enumerate(slots):
            if fresh[number]:
                self._look_at(judging, number, slot, fresh[number])
            if slot.known:
                for key in slot.known.keys() & judging.met(number):
                    for link in slot.known[key]:
                        linked[link].add(key)
        for link, owners in linked.items():
            judging.follow(link, owners)
        if judging.points:
            judging.bad |= self._places.astray(judging.keys[judging.shape.at["place"]], judging.points)
        judging.leave()
        learned = [judging.learned(screen, parts) for screen, parts in zip(self._screens, self._parts, strict=True)]
        return Found(
            [judging.cut.at[at] for at in judging.left], [one for one in judging.ids if one is not None], learned, judging
        )

    def _well_formed(self, judging: Judging, number: int, slot: Slot) -> dict[Key, Record]:
        """What the texts say that aren't known to be good. Lines with one that the schema doesn't accept are bad from here on."""
        met = judging.met(number)
        new = met.difference(slot.good, slot.known)
        if slot.names == ("date",):
            new = {key for key in new if key is None or not _is_known_day(slot, key)}
        if slot.says == "place":
            new |= met.difference(self._places.known)
        said: dict[Key, Record] = {}
        if new:
            places = judging.places(number)
            for key in new & places.keys():
                if (member := self._good_alone(slot, slot.said(judging.cut.columns[number][places[key]]))) is not None:
                    said[key] = member
            judging.refuse(number, new - said.keys())
        return said

    def _look_at(self, judging: Judging, number: int, slot: Slot, new: Mapping[Key, Record]) -> None:
        """Find lines with a new text that rules find something in."""
        places = judging.places(number)  # rules look only at records that the schema accepts
        shape = judging.shape

        def is_good(key: Key) -> bool:
            return key is not None and self._good(shape, slot, key, new[key], lambda: (judging, places[key]))

        judging.refuse(number, {key for key in new if key in places and not is_good(key)})

    def _good(self, shape: Shape, slot: Slot, key: bytes, member: Record, line: Line) -> bool:
        """Whether rules find nothing in a text that is new, which says this; what was found out is remembered."""
        form = _FORMS[slot.names](key) if slot.names in _FORMS else key
        if form in slot.good:
            remember(slot.good, key)
            self._know(slot, key, member)
            return True
        links: tuple[Link, ...] = ()
        asked = _asked(slot.looks, Watched({**shape.blank, **member}, slot.others)) if slot.looks else set()
        if asked is None:  # with the rest of the record it may be another matter
            judging, at = line()
            record = judging.record(at)
            asked = None if record is None else _asked(slot.looks, Watched(record))
            if record is None or asked is None:
                return False
            asked.difference_update(slot.names)
            if not asked.isdisjoint(shape.at):
                found = self._links(slot, shape, [keys[at] for keys in judging.keys], record)
                if found is None:
                    return False
                links = found
        self._know(slot, key, member)
        if links or not slot.texts.remember(key, asked.difference(shape.at)):
            slot.known[key] = links
        elif form is not key:
            unnamed = {name: Unnamed(said) if name == "place" else said for name, said in member.items()}
            if _asked(slot.looks, Watched({**shape.blank, **unnamed}, slot.others)) is not None:
                slot.good.add(form)
        return True

    def _know(self, slot: Slot, key: bytes, member: Record) -> None:
        if slot.says == "place":
            self._places.learn(key, member["place"])

    def _links(self, slot: Slot, shape: Shape, keys: Sequence[Key], record: Record) -> tuple[Link, ...] | None:
        """The looks of a place that go on to other members, good as they were with these; None if they can't be remembered."""
        links = []
        for look in slot.looks:
            watched = Watched(record)
            if finds(look(watched)):
                return None
            asked = shape.places(watched.asked)
            if len(asked) > 1:
                if not shape.has_all_of(asked):
                    return None
                link = shape.links.setdefault((look, asked), Link(look, asked))
                remember(link.good, tuple([keys[place] for place in link.slots]))
                links.append(link)
        return tuple(links)

    def _good_alone(self, slot: Slot, text: bytes) -> Record | None:
        """What a text says, if it is JSON of the slot's members, and good by the schema and as names; else None."""
        try:
            member: Record = orjson.loads(text)
        except ValueError:
            return None
        if tuple(member) != slot.names or not is_plain(text, member) or not self.accepts(member):
            return None
        return member if _NAMED.isdisjoint(slot.names) or self._names.has_all_of(member) else None

    def learn(self, line: bytes, record: Record) -> None:
        """Take the shape of a line that was found good, so that others of it can be told."""
        if len(self._shapes) >= _SHAPES:
            self._forget()
        order = tuple(record)
        number = self._cuts.learn(order, line, self._joined)
        if number == len(self._shapes):
            self._shapes.append(self._shape(line, record, order))
        elif self._shapes[number].names != order:  # one of the joined members is missing here
            self._joined -= set(order) ^ set(self._shapes[number].names)
            self._forget()

    @property
    def shapes(self) -> int:
        """How many shapes are known."""
        return len(self._shapes)

    @property
    def known(self) -> Sequence[Shape]:
        """The shapes that are known, once it is clear which of their members come in one text; else none."""
        return tuple(self._shapes) if self._settled else ()

    def forget_learned(self) -> None:
        """Forget what screens learned of members, which they learn otherwise from here on."""
        for parts in self._parts:
            parts.clear()

    def says(self, shape: Shape, number: int, key: bytes, text: bytes, line: Line) -> bytes | None:
        """What a text of a slot says, as JSON of the slot's members; None if it isn't good. ``key`` is that of the text."""
        slot = shape.slots[number]
        said = slot.said(text)
        met = key in slot.good or key in slot.known or (slot.names == ("date",) and _is_known_day(slot, key))
        if met and (slot.says != "place" or key in self._places.known):
            return said
        member = self._good_alone(slot, said)
        if member is None:
            return None
        if met:
            self._know(slot, key, member)
            return said
        return said if self._good(shape, slot, key, member, line) else None

    def takes_any_name(self, shape: Shape, number: int, key: bytes) -> bool:
        """Whether a text was found good, by itself, with other names at its beginning."""
        form = _FORMS[shape.slots[number].names](key)
        return form is not key and form in shape.slots[number].good

    def is_linked(self, shape: Shape, number: int, key: Key) -> bool:
        """Whether a text that is good is so only together with others, or in this shape."""
        return key not in shape.slots[number].good

    def holds(self, judging: Judging, number: int, at: int) -> bool:
        """Whether a text of a line is good together with the others of that."""
        slot, key = judging.shape.slots[number], judging.keys[number][at]
        if key is None or key in slot.good:
            return True
        if key not in slot.known:
            text = judging.cut.columns[number][at]
            if self.says(judging.shape, number, key, text, lambda: (judging, at)) is None:
                return False
        return all(judging.holds(link, at) for link in slot.known.get(key, ()))

    def _shape(self, line: bytes, record: Record, order: tuple[str, ...]) -> Shape:
        groups: list[tuple[str, ...]] = []
        for number, name in enumerate(order):
            if number and name in self._joined:
                groups[-1] += (name,)
            else:
                groups.append((name,))
        slots = tuple(Slot(group, frozenset(order).difference(group)) for group in groups)
        at = {name: number for number, group in enumerate(groups) for name in group}
        shape = Shape(order, slots, at, (line, record))
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
            if slot.names == ("id",):
                slot.says = "id"
            elif slot.names == ("notes",) and not slot.looks:
                slot.says = "prose"
            elif slot.names == ("evidence",):
                slot.own = without_numbers
            elif slot.names == ("place",) and of_point.issuperset(slot.looks):
                slot.says = "place"
            elif len(slot.names) == 1 and not slot.looks and self._takes_any(slot.names[0]):
                slot.own = whole
            slot.texts = self._texts_of(slot, order)
            slot.good = slot.texts.good
        return shape

    def _texts_of(self, slot: Slot, names: tuple[str, ...]) -> Texts:
        """The texts that a place shares with those of other shapes."""
        looks, told = tuple(slot.looks), self._texts[slot.names]
        for texts in told:
            if texts.looks == looks and texts.shared(names):
                return texts
        told.append(Texts(looks, present=set(names)))
        return told[-1]

    def _takes_any(self, name: str) -> bool:
        """Whether the schema has nothing against any value of a member, as with those under a source's prefix."""
        values: tuple[Any, ...] = (1, "", [], {}, None)
        return ":" in name and all(self.accepts({name: value}) for value in values)

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
        if self._joined:
            known = dict(self._texts)
            self._forget()
            for shape in shapes:
                self.learn(*shape.sample)
            for names, told in self._texts.items():
                for one, old in product(told, known.get(names, ())):
                    one.take(old)

    def _forget(self) -> None:
        self._cuts.clear()
        self._shapes.clear()
        self._texts.clear()
        for parts in self._parts:
            parts.clear()


def _is_known_day(slot: Slot, key: bytes) -> bool:
    """Whether a date is as good as one that was met, from which it differs by the day only."""
    form = one_day(key)
    if form is key or form not in slot.good:
        return False
    remember(slot.good, key)
    return True


def _asked(looks: Iterable[Look], record: Watched) -> set[str] | None:
    """The members that rules ask a record for, of which they find nothing wrong; None if they do, or need what isn't at hand."""
    try:
        for look in looks:
            for _ in look(record):
                return None
    except NotAtHand:
        return None
    return set(record.asked)
