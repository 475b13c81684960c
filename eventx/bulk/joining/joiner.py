"""How the rows of a table are joined from what is known of their groups of cells, in the bytes of an output.

Knows what a row consists of, and what is counted when it is joined. Doesn't join rows (:mod:`eventx.bulk.blocks.rows`,
:mod:`eventx.bulk.columns.in_order`), nor know groups' meanings (:mod:`eventx.bulk.joining.groups`), outputs
(:mod:`eventx.bulk.pieces`) or what a row's own bytes are (:mod:`eventx.bulk.joining.segments`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from attrs import frozen

from eventx.bulk.joining import lists
from eventx.bulk.joining.bonds import Bond, bonds_of
from eventx.bulk.joining.checked_only import Screened
from eventx.bulk.joining.groups import FEW, Extras, Find, Group, GroupReader, Known, Memory, groups_of, travelling
from eventx.bulk.joining.names import MOST, Named, names_of
from eventx.bulk.joining.own_cells import Own, is_own
from eventx.bulk.joining.points import Extremes, Points, points_of
from eventx.bulk.joining.prose import Prose, prose_of
from eventx.bulk.joining.segments import EVIDENCE, Gap, Segment, evidence, merged, of_evidence
from eventx.bulk.pieces import EXTRAS, Piece, Sink
from eventx.report import Finding, Record
from eventx.rules import Rule, catalogue
from eventx.rules.places import OF_COUNTRIES
from eventx.rules.seen import Seen
from eventx.schema import CURRENT
from eventx.tabular.header_fit import Fit
from eventx.tabular.outcomes import TableOutcomes
from eventx.tabular.reader import Row
from eventx.tabular.rows import RowReader
from eventx.validator import Validator

# Members whose rules look across records, which a row's own cells can't decide: rows that have one aren't joined.
_ACROSS = frozenset(("relations",))
_MOST = 1 << 16  # signatures of which it is remembered what is lost
Signature = tuple[Any, ...]
"""What a row loses: the kind of what is known of each of its groups, a bit for each loss that comes with a cell of its own, and
the names of cells that travel, if any do."""


@frozen
class LookedUp:
    """A group that is looked up: what is known of its cells, and in which columns they are.

    ``members``: what of the record they decide. ``blank``: the pieces of a record without its members. ``prose``: that of its
    columns in which prose is a row's own. ``named``: the names among its cells, if there are some.
    """

    members: frozenset[str]
    memory: Memory
    columns: tuple[int, ...]
    blank: tuple[bytes, ...]
    prose: Prose | None
    named: Named | None

    @property
    def width(self) -> int:
        """How many pieces it has."""
        return len(self.blank)


class Joiner:
    """What joins the rows of one table with one header.

    ``segments`` are what a row consists of. ``owned`` are its own columns, the id first; ``looked`` its groups, the place last
    if there are ``points``, and ``pointless`` the same for rows without one. ``besides`` are the columns that the layout doesn't
    know. ``shown``: what was joined before, and is no new example of a loss. ``tells``: whether rows are joined of which nothing
    but a warning is to be told: that a cell contradicts another, or that their point is astray. ``learns``: whether nothing is
    written of them, and only learned.
    """

    def __init__(
        self,
        found: Fit,
        common: Mapping[str, Any],
        validator: Validator,
        sink: Sink,
        outcomes: TableOutcomes,
        *,
        tells: bool = False,
    ) -> None:
        layout = found.layout
        groups = groups_of(layout, [rule for rule in catalogue() if rule.needs not in _ACROSS])
        self._base: Record = {"schema_version": CURRENT, "kind": "event", **common}
        subject = {**self._base, "id": f"{layout.prefix}:1", EVIDENCE: evidence(outcomes.file, 1, 2)}
        self._validator, self.sink, self.outcomes, self.tells = validator, sink, outcomes, tells
        self.learns = isinstance(sink, Screened)
        self.width = len(found.header)
        self.table_extras = found.extras
        self.besides = [(number, name) for number, name in found.besides.items()]
        self._blank = layout.blank
        self.looked: list[LookedUp] = []
        self.pointless: Sequence[LookedUp] = ()
        self.points: Points | None = None
        self.owned: list[Own] = []
        self.extras: list[Piece] = []
        self._constants: list[Known] = []
        self.counts: Counter[Signature] = Counter()
        self._codes: dict[Signature, tuple[str, ...]] = {}
        self.shown: set[Signature] = set()
        self._extremes = Extremes()
        fed = frozenset(name for group in groups for name in group.members)
        self.able = not (fed | self._base.keys()) & _ACROSS and validator.judge(_rules_of(self._base, fed))(subject)
        order = tuple(dict.fromkeys(("schema_version", "kind", *RowReader(found).order, *common, EXTRAS, EVIDENCE)))
        self._subject = subject
        pieces = sink.pieces(order, {**self._base, **self.table_extras})
        self.segments = merged(self._planned(pieces, groups, found, subject)) if pieces is not None else ()
        self.able = self.able and bool(self.owned) and bool(self.owned[0].prefix)
        self.telling = self._number_losses(subject) if self.able else 0
        self.bonds = tuple(self._bonds(groups))

    def _planned(self, pieces: Sequence[Piece], groups: Sequence[Group], found: Fit, subject: Record) -> Iterable[Segment]:
        made: list[Sequence[Segment]] = [() for _ in pieces]
        decided = [group.members | group.raws(found.layout) for group in groups]
        besides = {EXTRAS, *found.besides.values()}
        mine: dict[int, list[int]] = {number: [] for number in range(len(groups))}
        for slot, piece in enumerate(pieces):
            members = frozenset(piece.members)
            owners = [number for number, some in enumerate(decided) if some & members]
            if besides & members:
                made[slot] = [Gap("extras", len(self.extras))]
                self.extras.append(piece)
            elif EVIDENCE in members:
                made[slot] = [*of_evidence(piece, self.outcomes.file)]
            elif len(owners) > 1:
                self.able = False
            elif owners:
                mine[owners[0]].append(slot)
            else:
                made[slot] = [piece.make(subject)]
        own = [is_own(group, found) for group in groups]
        last = -1
        for number, group in enumerate(groups):
            some = [pieces[slot] for slot in mine[number]]
            if self.points is None:
                self.points = points_of(
                    group, found, self._validator, some, subject, decimals=self.sink.decimals, tells=self.tells
                )
                last = number if self.points is not None else last
        for number in sorted(range(len(groups)), key=lambda number: (number == last, "id" not in groups[number].members)):
            some = [pieces[slot] for slot in mine[number]]
            if own[number]:
                planned = self._plan_own(groups[number], some, found, subject)
            else:
                planned = self._plan_group(groups[number], some, found, subject, spotted=number == last)
            for slot, segments in zip(mine[number], planned, strict=True):
                made[slot] = segments
        return [one for some in made for one in some]

    def _plan_own(self, group: Group, pieces: Sequence[Piece], found: Fit, subject: Record) -> list[Sequence[Segment]]:
        own = Own(group, found, subject, self._validator, self.sink.delimiter)
        number = len(self.owned)
        self.owned.append(own)
        planned = [own.segments(piece, number) for piece in pieces]
        self.able = self.able and None not in planned
        return [one or () for one in planned]

    def _plan_group(
        self, group: Group, pieces: Sequence[Piece], found: Fit, subject: Record, *, spotted: bool
    ) -> list[Sequence[Segment]]:
        prose = prose_of(group.parts, found, pieces, subject, self.sink)
        reader = GroupReader(group, found, subject, self._validator, self.sink, pieces, prose, tells=self.tells)
        delimiter = self.sink.delimiter
        number, blank = len(self.looked), tuple(piece.make(subject) for piece in pieces)
        if spotted:
            assert self.points is not None
            spot, stand_in = self.points.cells, self.points.stand_in
            (rest, beside), (_, without) = (reader.known_beside(spot, cells) for cells in (stand_in, ("",) * len(spot)))
            some, others = (names_of(group, found, rest, one, delimiter) for one in (beside, without))
            self.pointless = (*self.looked, LookedUp(group.members, self._memory(without, others), rest, blank, prose, others))
            self.looked.append(LookedUp(group.members, self._memory(beside, some), rest, blank, prose, some))
        elif reader.at:
            known = lists.finder(group, found, reader.known, delimiter)
            named = names_of(group, found, reader.at, known, delimiter)
            self.looked.append(LookedUp(group.members, self._memory(known, named), reader.at, blank, prose, named))
        elif (constant := reader.known("")) is None:
            self.able = False
        else:
            self._constants.append(constant)
            return [[data] for data in constant.parts]
        return [[Gap("group", number, index)] for index in range(len(pieces))]

    def _memory(self, reference: Find, named: Named | None) -> Memory:
        # What is learned of names is remembered with the cells; what is written of them is filled into their form.
        return Memory(reference) if named is None else Memory(named.known, most=FEW if self.learns else MOST)

    def _bonds(self, groups: Sequence[Group]) -> Iterable[tuple[Bond, int, int]]:
        """The bonds between groups that are looked up, with their numbers."""
        numbers = [next((at for at, one in enumerate(self.looked) if one.members == group.members), -1) for group in groups]
        for bond in bonds_of(groups, catalogue(), self._validator):
            first, second = (numbers[side.number] for side in bond.sides)
            if first >= 0 and second >= 0:
                yield bond, first, second
            elif all(side.of(self.constant) == "{}" for side, at in zip(bond.sides, (first, second), strict=True) if at < 0):
                continue  # the table says nothing of one side
            else:
                self.able = False

    def _number_losses(self, subject: Record) -> int:
        """Number the losses that come with own cells, the same for all that lose the same; returns how many there are."""
        without = frozenset(loss[:2] for loss in self.sink.lost(subject))
        numbers: dict[frozenset[tuple[str, str]], int] = {}
        for own in self.owned:
            if more := without ^ {loss[:2] for loss in self.sink.lost(subject | own.stand_in)}:
                own.tells = numbers.setdefault(more, len(numbers))
        return len(numbers)

    @property
    def constant(self) -> Record:
        """The members that all records of the table have."""
        return {**self._base, **{name: value for one in self._constants for name, value in one.members.items()}}

    @property
    def in_columns(self) -> bool:
        """Whether rows can also be joined many at a time."""
        return not self.besides

    def name_of(self, row: Row) -> str:
        """The id of a row, whatever else is the matter with it; blank if it has none."""
        at = self.owned[0].at
        return self.owned[0].name_of(row.cells[at]) if at < len(row.cells) else ""

    def travelling(self, cells: Sequence[str], found: Iterable[Extras]) -> Record:
        """The cells of a row that travel, in the order in which the reference has them."""
        extras = travelling(chain.from_iterable(found))
        for number, besides in self.besides:
            if (cell := cells[number]) and cell != self._blank:
                extras[besides] = cell
        if self.table_extras:
            extras.update(self.table_extras)
        return extras

    def wanting(self, code: str) -> int:
        """How many examples of a loss are still to be kept."""
        losses = self.sink.losses
        return losses.keep - len(losses.examples.get(code, ()))

    def codes_of(self, signature: Signature, known: Sequence[Known], extras: Record) -> tuple[str, ...]:
        """The codes of what a record with such members loses: they are the same for all with this signature."""
        found = self._codes.get(signature)
        if found is not None:
            return found
        record: Record = {**self._subject, **extras}
        record |= travelling(extra for one in known for extra in one.extras)
        for one in (*self._constants, *known):
            record |= one.members
        told = signature[len(self.looked)]
        for own in self.owned:
            if own.tells is not None and told >> own.tells & 1:
                record |= own.stand_in
        codes = tuple(code for code, _, _ in self.sink.lost(record) if code)
        if len(self._codes) >= _MOST:
            self.flush()
        self._codes[signature] = codes
        return codes

    def codes(self, signature: Signature) -> tuple[str, ...] | None:
        """The codes of a signature, if they are known."""
        return self._codes.get(signature)

    def told_of(self, row: Row) -> tuple[Finding, ...]:
        """What is the matter with a joined row, of which something is to be told."""
        record, found = self.outcomes.told_of(row)
        return found + self._validator.told_by(OF_COUNTRIES, record, self.outcomes.position(row))

    @property
    def in_order(self) -> bool:
        """Whether ids have to be remembered when it is their turn."""
        return self._validator.in_order

    @property
    def seen(self) -> Seen:
        """What is remembered of all records of the run."""
        return self._validator.seen

    def remember(self, names: Iterable[str]) -> int:
        """Remember ids, up to the first that a record had before; returns how many."""
        return self._validator.remember_each(names)

    def touch(self, points: Iterable[tuple[float, float]]) -> None:
        """Let the output know points that were written."""
        for lat, lon in self._extremes.among(points):
            self.sink.touch(lat, lon)

    def is_example(self, signature: Signature, known: Sequence[Known], extras: Record) -> bool:
        """Whether a row with this signature has to be put whole, because an example of what it loses is wanting."""
        if signature not in self.shown:
            if any(map(self.wanting, self.codes_of(signature, known, extras))):
                return True
            self.shown.add(signature)
        return False

    def enter(self, signatures: Iterable[Signature], spots: Iterable[tuple[float, float]]) -> None:
        """Count what joined rows lose, and let the output know their points."""
        self.counts.update(signatures)
        self.touch(spots)

    def lose(self, codes: Iterable[str], count: int) -> None:
        """Enter that so many joined rows lose this."""
        for code in codes:
            self.sink.losses.counts[code] += count

    def make_room(self, rows: int) -> None:
        """Make sure that what so many rows lose can be remembered, and nothing of it is forgotten meanwhile."""
        if len(self._codes) + rows >= _MOST:
            self.flush()

    def flush(self) -> None:
        """Enter the losses of the joined rows."""
        for signature, count in self.counts.items():
            self.lose(self._codes[signature], count)
        self.counts.clear()
        self._codes.clear()
        self.shown.clear()


def _rules_of(base: Record, fed: frozenset[str]) -> list[Rule]:
    """The rules about what all records of a table have."""
    return [
        rule for rule in catalogue() if not rule.needs or (rule.needs in base and rule.needs not in fed) or rule.needs == EVIDENCE
    ]


def joiners(outcomes: TableOutcomes, validator: Validator, sink: Sink, *, tells: bool = False) -> Mapping[int, Joiner]:
    """What joins the rows of a table, by their width; nothing where rows can't be joined. ``tells`` as :class:`Joiner` has it."""
    if (outcomes.detail != "row" and not isinstance(sink, Screened)) or sink.losses.heed is not None:
        return {}
    tables = zip(outcomes.fits, outcomes.commons, strict=True)
    made = [Joiner(one, common, validator, sink, outcomes, tells=tells) for one, common in tables]
    return {one.width: one for one in made if one.able}
