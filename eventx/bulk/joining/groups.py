"""Which columns of a table decide which members of a record, alone; and what is known of their cells.

Knows how parts, derived columns and rules hang together, and how a group of cells is read, judged and written on its own. Doesn't
know rows (:mod:`eventx.bulk.joining.joiner`). Layout, schema and rules are those of the reference: nothing is declared twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from typing import Any

from attrs import define, evolve, field, frozen

from eventx.bulk.joining.placeholders import POINT, WORDS, Parts, Signs, apart_at, with_room, without_prose
from eventx.bulk.joining.prose import Prose
from eventx.bulk.pieces import Piece, PutWhole, Sink
from eventx.report import Record
from eventx.rules.places import OF_COUNTRIES
from eventx.rules.rule import Rule
from eventx.tabular.derived import work_of
from eventx.tabular.header_fit import COLUMNS, Fit
from eventx.tabular.layout import Layout, Part, columns_of
from eventx.tabular.parts import ready
from eventx.tabular.paths import steps
from eventx.tabular.rows import FOLLOWS, Refused, RowReader
from eventx.validator import Validator

_DIFFERS = "TAB-DIFFERS"
_STANDS_IN = {"lat": float(POINT[0]), "lon": float(POINT[1])}
APART = "\x00"  # which no cell of a delimited table has in it, and hardly any of another
REMEMBERED = 1 << 16
"""How many different cells of a group are remembered in columns; then all are forgotten, which keeps memory flat."""
FEW = 1 << 14
"""The same where rows are joined with nothing but what Python itself brings: each takes up to some kilobytes. It has room for
the days of fifteen years, each in three precisions."""

Losing = tuple[tuple[str, str], ...]
"""The losses of some members: code and pointer. What exactly is lost is not in it, because it has no end of forms."""


@frozen
class Group:
    """Columns whose cells decide some members of the record, alone; the parts that read them, and the rules that look at them.

    ``columns`` are names of the layout, ``members`` those of the record's top level, ``paths`` the values that the parts fill.
    """

    parts: tuple[Part, ...]
    columns: tuple[str, ...]
    members: frozenset[str]
    paths: tuple[str, ...]
    rules: tuple[Rule, ...]

    def raws(self, layout: Layout) -> frozenset[str]:
        """The members under which its raw cells travel."""
        return frozenset(f"{layout.prefix}:{name}" for name in self.columns)


def groups_of(layout: Layout, rules: Sequence[Rule]) -> tuple[Group, ...]:
    """The groups of a layout's columns, as small as its parts, its derived columns and the rules allow.

    Rules that read single values of two groups don't make them one (:mod:`eventx.bulk.joining.bonds`).
    """
    fields = [tuple(path for one in ready(part).fields for path in (one.gives or (_plain(one.path),))) for part in layout.parts]
    tops = [{path.partition(".")[0] for path in paths} for paths in fields]
    slots = range(len(layout.parts))
    together = [{slot for slot in slots if name in tops[slot]} for name in {name for each in tops for name in each}]
    works = list(work_of(layout))
    together += [{slot for slot, _ in work.given} for work in works]
    binding = [(_is_apart(rule), {slot for slot in slots if touched(fields[slot], rule.reads)}) for rule in rules if rule.reads]
    sets = _joined(slots, [*together, *(some for apart, some in binding if not apart)])
    together = [set(one) for one in sets]
    together += [some for apart, some in binding if apart and sum(bool(some & set(one)) for one in sets) > 2]
    made = []
    for members in _joined(slots, together):
        parts = tuple(layout.parts[slot] for slot in members)
        columns = [name for part in parts for name in columns_of(part)]
        columns += [work.column for work in works if work.given[0][0] in members]
        names = frozenset(name for slot in members for name in tops[slot])
        paths = [path for slot in members for path in fields[slot]]
        concerned = tuple(
            rule for rule in rules if (touched(paths, rule.reads) if rule.reads else any(map(rule.concerns, names)))
        )
        made.append(Group(parts, tuple(columns), names, tuple(paths), concerned))
    return tuple(made)


def _joined(slots: Iterable[int], together: Iterable[set[int]]) -> list[list[int]]:
    """The slots in sets, those that belong together in the same one."""
    sets = [{slot} for slot in slots]
    for wanted in together:
        touched = [one for one in sets if one & wanted]
        if len(touched) > 1:
            sets = [one for one in sets if not one & wanted] + [set().union(*touched)]
    return sorted(sorted(one) for one in sets)


def _plain(path: str) -> str:
    """A path without the keys of elements: ``actors[side=a].name`` is ``actors.name``."""
    return ".".join(step.name for step in steps(path))


def _is_apart(rule: Rule) -> bool:
    """Whether a rule reads nothing but single values, of one record."""
    return rule.check is not None and all(path.count(".") == 1 for path in rule.reads)


def touched(paths: Iterable[str], reads: Sequence[str]) -> bool:
    """Whether some of the paths are read, or have a part that is."""
    return any(path == one or path.startswith(one + ".") or one.startswith(path + ".") for path in paths for one in reads)


Extras = tuple[tuple[int, str, str], ...]
"""Cells that travel: number of the column, name, cell. Behind all columns stand those that contradict a cell: its column, and
what it should follow from, with :data:`APART` between them."""
Read = tuple[Record, Extras, bool] | None
"""The members that cells make, those that travel, and whether some contradict others; None if the reference has to look."""


def travelling(cells: Iterable[tuple[int, str, str]]) -> Record:
    """Cells that travel as a record has them, in the order of their columns."""
    extras: Record = {}
    for _, name, cell in sorted(cells):
        if name.endswith(f":{FOLLOWS}"):
            column, *given = cell.split(APART)
            extras.setdefault(name, {})[column] = given
        else:
            extras[name] = cell
    return extras


Apart = Callable[[Iterable[bytes]], tuple[Parts, Signs]]
"""What takes the pieces of a group apart where something stands in."""


@define(eq=False)
class Known:
    """What is known of a group's cells: their bytes in the output, and the kind of their losses.

    ``parts`` are the pieces or, where something stands in, these taken apart one after the other; ``signs`` what stands between,
    with a sign for prose also where there is none. ``extras`` are cells that travel. ``point``: latitude and longitude, unless
    they stand in. ``differs``: whether some of the cells contradict others, which is to be told.
    """

    parts: tuple[bytes, ...]
    signs: Signs
    kind: int
    extras: Extras
    point: tuple[float, float] | None
    differs: bool
    _cells: str
    _read: Callable[[str], Read]
    _members: Record | None
    land: dict[int, bool] | None = field(default=None, init=False)
    """Which cells of the globe its points can lie in, once that was asked (:mod:`eventx.bulk.joining.points`)."""
    told: tuple[Any, ...] | None = field(default=None, init=False)
    """What is learned of its members, once that was asked (:mod:`eventx.bulk.blocks.screens`)."""

    @property
    def members(self) -> Record:
        """The members of the record that the cells make, read once more when it is settled."""
        if self._members is not None:
            return self._members
        read = self._read(self._cells)
        assert read is not None
        return read[0]

    @property
    def is_bare(self) -> bool:
        """Whether no cell travels, there is no point, and nothing stands in."""
        return not self.extras and self.point is None and not self.differs and not any(self.signs)

    def likewise(self, parts: tuple[bytes, ...], cells: str, members: Record) -> Known:
        """What is known of cells that say the same but for texts."""
        return Known(parts, self.signs, self.kind, self.extras, self.point, self.differs, cells, self._read, members)

    def settle(self) -> None:
        """Keep no members: those of all cells would take more memory than all else."""
        self._members = None


class GroupReader:
    """Reads, judges and writes the cells of one group, as if the rest of the row said nothing.

    ``tells``: whether cells are accepted that contradict others, and nothing else is the matter with them.
    """

    def __init__(
        self,
        group: Group,
        fit: Fit,
        base: Record,
        validator: Validator,
        sink: Sink,
        pieces: Sequence[Piece],
        prose: Prose | None,
        *,
        tells: bool,
    ) -> None:
        numbers = {name: fit.at[name] for name in group.columns if name in fit.at}
        self.at = tuple(dict.fromkeys(numbers.values()))
        self._reader = RowReader(small(group, fit, numbers, self.at))
        prefix = f"{fit.layout.prefix}:"
        self._columns, self._follows = f"{prefix}{COLUMNS}", f"{prefix}{FOLLOWS}"
        self._behind = {one.column: number for number, one in enumerate(fit.layout.derived, start=len(fit.header))}
        self._tells = tells
        self._numbers = {f"{prefix}{name}": number for name, number in numbers.items()}
        self._own = frozenset(one for one in group.members if ":" in one)
        self._base = base
        # Raw cells that some piece is made of, too.
        self._raws = frozenset(name for one in pieces for name in one.members) & self._numbers.keys()
        if self._raws:
            self._raws |= {self._follows}  # which decides whether a cell that contradicts others is given back
        self._good = validator.judge(group.rules, base=base)
        # A point that stands in lies in no country; the row's own is asked (:mod:`eventx.bulk.joining.points`).
        self._good_beside = validator.judge([rule for rule in group.rules if rule.id not in OF_COUNTRIES], base=base)
        self._sink = sink
        self._make = [piece.make for piece in pieces]
        self._prose = None if prose is None else prose.at
        self._apart = apart_at((), worded=prose is not None)
        self._signs: dict[Signs, Signs] = {}  # with room for prose, by those of cells; they are the same for nearly all
        # Two threads may ask at once, so a new number is taken in one go.
        self._kinds: defaultdict[Losing, int] = defaultdict(count().__next__)

    def known_beside(self, spot: Sequence[int], stand_in: Sequence[str]) -> tuple[tuple[int, ...], Find]:
        """The columns besides those of a point, and a function for what their cells say with a point that stands in: latitude
        and longitude, and what follows from them."""
        rest = tuple(number for number in self.at if number not in spot)
        apart = apart_at(stand_in if stand_in[0] else (), worded=self._prose is not None)
        places = [rest.index(number) if number in rest else len(rest) + spot.index(number) for number in self.at]

        def read(cells: str) -> Read:
            given = (*cells.split(APART), *stand_in)
            return self._read_apart([given[place] for place in places]) if len(given) == len(places) else None

        def known(cells: str) -> Known | None:
            if any(one and one in cells for one in stand_in):
                return None
            found = self._said(cells, rest, read, self._good_beside, apart)
            return found if found is not None and not any(number in spot for number, _, _ in found.extras) else None

        return rest, known

    def known(self, cells: str) -> Known | None:
        """What the cells say, with :data:`APART` between them; None if the reference has to look at the row."""
        return self._said(cells, self.at, self._read, self._good, self._apart)

    def _read(self, cells: str) -> Read:
        apart = cells.split(APART) if self.at else []
        return self._read_apart(apart) if len(apart) == len(self.at) else None

    def _read_apart(self, cells: Sequence[str]) -> Read:
        """The members that cells make, and the extras that travel."""
        read = self._reader.read(cells)
        if isinstance(read, Refused) or (read[1] and not (self._tells and {one.code for one in read[1]} == {_DIFFERS})):
            return None
        members: Record = {}
        extras: list[tuple[int, str, str]] = []
        for name, value in read[0].items():
            if name in self._numbers and name not in self._own:
                extras.append((self._numbers[name], name, value))
            elif name == self._follows:
                extras += [(self._behind[column], name, APART.join((column, *given))) for column, given in value.items()]
            elif name not in self._base and name != self._columns:
                members[name] = value
        return members, tuple(extras), bool(read[1])

    def _said(
        self,
        cells: str,
        at: Sequence[int],
        read: Callable[[str], Read],
        good: Callable[[Record], bool],
        apart: Apart,
    ) -> Known | None:
        place = None if self._prose is None else at.index(self._prose)
        if place is not None and cells.count(WORDS) != (cells.split(APART)[place] == WORDS):
            return None
        said = read(cells)
        if said is None or not good(said[0]):
            return None
        members, extras, differs = said
        whole = self._whole(members, extras)
        parts, signs = apart([make(whole) for make in self._make])
        if place is not None and signs not in self._signs:
            given = cells.split(APART)
            self._signs[signs] = self._roomy(signs, read(APART.join((*given[:place], WORDS, *given[place + 1 :]))), apart)
        roomy = self._signs.setdefault(signs, signs)
        if roomy != signs:
            parts = with_room(parts, roomy)
        try:
            losses = tuple([(code, pointer) for code, pointer, _ in self._sink.lost(whole)])
        except PutWhole:
            return None
        kind = self._kinds[losses]
        point = members.get("place", {}).get("point")
        there = None if point is None or point == _STANDS_IN else (point["lat"], point["lon"])
        return Known(tuple([part for some in parts for part in some]), roomy, kind, extras, there, differs, cells, read, members)

    def _roomy(self, signs: Signs, worded: Read, apart: Apart) -> Signs:
        """The signs with room for prose; ``worded`` is what the same cells say with prose among them."""
        if worded is None:
            return signs
        whole = self._whole(*worded[:2])
        _, roomy = apart([make(whole) for make in self._make])
        return roomy if without_prose(roomy) == without_prose(signs) else signs

    def _whole(self, members: Record, extras: Extras) -> Record:
        """What pieces are made of."""
        return {**self._base, **members, **travelling(one for one in extras if one[1] in self._raws)}


def small(group: Group, found: Fit, numbers: dict[str, int], at: Sequence[int]) -> Fit:
    """The fit of a table that has only the columns of a group."""
    mine = frozenset(group.columns)
    layout = evolve(
        found.layout,
        columns=tuple(name for name in found.layout.columns if name in mine),
        parts=group.parts,
        derived=tuple(one for one in found.layout.derived if one.column in mine),
        required=(),
        repeated=(),
    )
    return Fit(layout, tuple(found.header[number] for number in at), {name: at.index(n) for name, n in numbers.items()})


Find = Callable[[str], Known | None]


class Memory(dict[str, Known | None]):
    """What is known of a group's cells, found out when first asked for. What isn't accepted is asked for again.

    The cells are one text, with :data:`APART` between them: a tuple of them takes four times the memory, and the time. So many
    as ``most`` are remembered (:data:`FEW`), then all are forgotten; ``too_many``: whether they were once. ``odd``: whether
    some ever travelled, or contradicted others.
    """

    def __init__(self, known: Find, *, most: int | None = None) -> None:
        super().__init__()
        self.find, self._most, self.too_many, self.odd = known, FEW if most is None else most, False, False
        self._new: list[Known] = []

    def __missing__(self, cells: str) -> Known | None:
        found = self.find(cells)
        if found is not None:
            self.odd = self.odd or found.differs or bool(found.extras)
            if len(self) >= self._most:
                self.clear()
                self.too_many = True
            self[cells] = found
            self._new.append(found)
        return found

    def settle(self) -> None:
        """Whoever had to look at the members of what was found out since the last time has done so."""
        for one in self._new:
            one.settle()
        self._new.clear()
