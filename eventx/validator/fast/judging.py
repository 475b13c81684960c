"""Many lines of one shape at a time, member by member, while they are being judged.

Knows the keys of their texts, what is learned of them for rules about a whole dataset, and how a rule that looks at several
members is asked once for each combination. Which texts are good :mod:`eventx.validator.fast.members` finds out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import compress
from typing import Any

import orjson
from attrs import define, field

from eventx.report import Record
from eventx.rules import Screen
from eventx.rules.rule import POINT, member_of
from eventx.validator.fast.apart import Key, Point, apart, ids_of, prose
from eventx.validator.fast.known import Link, Shape, Slot, finds, parts, remember
from eventx.validator.fast.looks import Watched
from eventx.validator.fast.shapes import Column, Cut


@define(eq=False)
class Judging:
    """Lines of one shape that are being judged: the keys of their texts, slot by slot, and the numbers of those that aren't good.

    ``ids``: their records' ids. ``said``, ``points``: their notes and points, where those are as
    :mod:`eventx.validator.fast.apart` takes them off. ``left``: the numbers of the lines that all these have something of.
    ``said_anew``: for each slot what its texts say that weren't known before. ``accepts``: asked about a line's record, where not
    all of its texts were looked at.
    """

    lines: Sequence[bytes]
    cut: Cut
    shape: Shape
    bad: set[int] = field(init=False)
    keys: list[Sequence[Key]] = field(init=False)
    ids: Sequence[str | None] = field(init=False)
    said: Sequence[str | None] = ()
    points: Sequence[Point | None] = ()
    left: Sequence[int] = field(init=False)
    said_anew: Sequence[Mapping[Key, Record]] = ()
    accepts: Callable[[Record], bool] | None = None
    _records: dict[int, Record | None] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.left = range(len(self.cut.at))
        self.ids = ids_of(self.cut.columns[self.shape.at["id"]])
        self.bad = {number for number, name in enumerate(self.ids) if name is None}
        self.keys = [self._keys(slot, column) for slot, column in zip(self.shape.slots, self.cut.columns, strict=True)]

    def _keys(self, slot: Slot, column: Column) -> Sequence[Key]:
        match slot.says:
            case "id":
                return [None] * len(column)
            case "prose":
                self.said = prose(column)
                return [text if one is None else None for text, one in zip(column, self.said, strict=True)]
            case "place":
                keys, self.points = apart(column)
                return keys
        return column if slot.own is None else slot.own(column)

    def met(self, slot: int) -> set[Key]:
        """The different keys of a slot's texts."""
        found = set(self.keys[slot])
        found.discard(None)
        return found

    def places(self, slot: int) -> dict[Key, int]:
        """A line for each of them that isn't known to be bad."""
        return {key: at for at, key in enumerate(self.keys[slot]) if key is not None and at not in self.bad}

    def refuse(self, slot: int, keys: set[Key]) -> None:
        """Take the lines with some of them for bad."""
        if keys:
            self.bad.update(at for at, key in enumerate(self.keys[slot]) if key in keys)

    def leave(self) -> None:
        """Go on with the good lines only."""
        if self.bad:
            good = [number not in self.bad for number in self.left]
            self.left, self.ids = list(compress(self.left, good)), list(compress(self.ids, good))
            self.said, self.points = list(compress(self.said, good)), list(compress(self.points, good))
            self.keys = [list(compress(column, good)) for column in self.keys]

    def record(self, at: int) -> Record | None:
        """The record of a line, if it is one of the shape."""
        if at not in self._records:
            try:
                record = orjson.loads(self.lines[self.cut.at[at]])
            except ValueError:
                record = None
            if self.accepts is not None and not self.accepts(record):
                record = None  # rules look only at records that the schema accepts
            self._records[at] = record if isinstance(record, dict) and tuple(record) == self.shape.names else None
        return self._records[at]

    def value(self, slot: int, member: str, at: int) -> Any:
        """What a member says in one of the lines that are left."""
        if (said := self.said_anew[slot].get(self.keys[slot][at])) is not None:
            return said[member]
        return orjson.loads(self.shape.slots[slot].said(self.cut.columns[slot][self.left[at]]))[member]

    def point(self, slot: int, at: int) -> Any:
        """The point of the place in one of the lines that are left."""
        return member_of({"place": self.value(slot, "place", at)}, POINT)

    def follow(self, link: Link, owners: set[Key]) -> None:
        """Ask a look that rests on several members, of the lines whose first one needs that."""
        slots: tuple[int, ...] = ()
        while slots != link.slots:
            slots, refused = link.slots, set()
            rests = list(zip(*[self.keys[slot] for slot in slots], strict=True))
            places = dict(zip(rests, range(len(rests)), strict=True))
            for each in {each for each in places.keys() - link.good if each[0] in owners}:
                if places[each] in self.bad or not self.holds(link, places[each]):
                    refused.add(each)
                if slots != link.slots:  # it rests on more than was known
                    break
        if refused:
            self.bad.update(at for at, each in enumerate(rests) if each in refused)

    def holds(self, link: Link, at: int) -> bool:
        """Whether a look that rests on several members finds nothing in a line."""
        if tuple([self.keys[slot][at] for slot in link.slots]) in link.good:
            return True
        record = self.record(at)
        if record is None:
            return False
        watched = Watched(record)
        asked = () if finds(link.look(watched)) else self.shape.places(watched.asked)
        if not asked or not self.shape.has_all_of(asked):
            return False
        link.rests_on(asked)
        remember(link.good, tuple([self.keys[slot][at] for slot in link.slots]))
        return True

    def learned(self, screen: Screen, known: Mapping[str, dict[Key, Any]]) -> list[Any]:
        """What a screen learns of each line. ``known``: for each member what it learned of a text by its key."""
        shape, count = self.shape, len(self.left)
        columns: list[Sequence[Any]] = []
        for member in screen.learns:
            slot = shape.at.get("place" if member == POINT else member)
            if slot is None:
                columns.append([screen.part(member, None)] * count)
            elif member == POINT:
                found = self.points or [None] * count
                columns.append([self.point(slot, at) if one is None else one for at, one in enumerate(found)])
            elif member == "notes":
                texts = self.said or [None] * count
                columns.append([
                    screen.part(member, self.value(slot, member, at) if one is None else one) for at, one in enumerate(texts)
                ])  # fmt: skip
            else:
                columns.append(parts(screen, member, known[member], self.keys[slot], partial(self.value, slot, member)))
        return list(map(screen.learned, *columns)) if columns else [None] * count
