"""Rows joined from what is known of their groups of cells, in the bytes of an output.

Knows when a row may be joined, and what of it is its own: the id, the prose, where it stands. Doesn't know groups' meanings
(:mod:`eventx.bulk.groups`) or outputs (:mod:`eventx.bulk.pieces`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from eventx.bulk.groups import STAND_IN, Group, GroupReader, Known, Losing, Memory, groups_of
from eventx.bulk.pieces import EXTRAS, Piece, Sink
from eventx.bulk.points import Points, set_in, spot_of
from eventx.report import Record
from eventx.rules import catalogue
from eventx.schema import CURRENT
from eventx.tabular.fit import COLUMNS, Fit
from eventx.tabular.layout import Identifier, Part, Text, Whole
from eventx.tabular.outcomes import TableOutcomes
from eventx.tabular.parts import ready
from eventx.tabular.reader import Row
from eventx.tabular.rows import RowReader
from eventx.validator import Validator

# Members whose rules look across records, which a row's own cells can't decide.
_ACROSS = frozenset(("relations",))
_EVIDENCE = "evidence"
_Signature = tuple[Losing, ...]


class Joiner:
    """Joins the rows of one table with one header; :meth:`join` gives None for a row that the reference has to read."""

    def __init__(self, found: Fit, common: Mapping[str, Any], validator: Validator, sink: Sink, outcomes: TableOutcomes) -> None:
        layout = found.layout
        groups = groups_of(layout, catalogue())
        whole = RowReader(found)
        evidence = [{"pointer": "", "cell": {"row": 1, "line": 2}}]
        base: Record = {"schema_version": CURRENT, "kind": "event", **common}
        subject = {**base, "id": f"{layout.prefix}:1", _EVIDENCE: evidence}
        order = tuple(dict.fromkeys(("schema_version", "kind", *whole.order, *common, EXTRAS, _EVIDENCE)))
        self._validator, self._sink, self.outcomes, self._base = validator, sink, outcomes, base
        self.width = len(found.header)
        self.table_extras = () if found.exact else ((f"{layout.prefix}:{COLUMNS}", list(found.header)),)
        self.besides = [(number, name) for number, name in found.besides.items()]
        self._blank = layout.blank
        self.template: list[bytes] = []
        self.dynamic: list[tuple[int, Piece]] = []
        self.own_evidence: list[tuple[int, Piece]] = []
        self.memories: list[tuple[Memory, Callable[[Sequence[str]], Any]]] = []
        self.memory_columns: list[tuple[Memory, tuple[int, ...]]] = []
        self.fills: list[list[tuple[int, int]]] = []
        self.id: Own | None = None
        self.owned: list[Own] = []
        self.points: Points | None = None
        self._last_fills: list[tuple[int, int]] = []
        self.constants: list[Known] = []
        self.counts: Counter[_Signature] = Counter()
        self._codes: dict[_Signature, tuple[str, ...]] = {}
        fed = frozenset(name for group in groups for name in group.members)
        self.able = not (fed | base.keys()) & _ACROSS and validator.judge(_rules_of(base, fed))(subject)
        self._plan(sink.pieces(order), groups, found, subject)
        self.able = self.able and self.id is not None

    def _plan(self, pieces: Sequence[Piece], groups: Sequence[Group], found: Fit, subject: Record) -> None:
        mine: dict[int, list[tuple[int, Piece]]] = {number: [] for number in range(len(groups))}
        for slot, piece in enumerate(pieces):
            members = frozenset(piece.members)
            owners = [number for number, group in enumerate(groups) if group.members & members]
            self.template.append(b"")
            if EXTRAS in members:
                self.dynamic.append((slot, piece))
            elif _EVIDENCE in members:
                self.own_evidence.append((slot, piece))
            elif len(owners) > 1 or (owners and members & self._base.keys()):
                self.able = False
            elif owners:
                mine[owners[0]].append((slot, piece))
                self.template[slot] = piece.make({})
            else:
                self.template[slot] = piece.make({name: self._base[name] for name in members if name in self._base})
        for number, group in enumerate(groups):
            self._plan_group(group, mine[number], found, subject)
        if self.points is not None:
            self.fills.append(self._last_fills)

    def _plan_group(self, group: Group, pieces: Sequence[tuple[int, Piece]], found: Fit, subject: Record) -> None:
        if len(group.parts) == 1 and _is_own(group.parts[0], group, found):
            own = Own(group.parts[0], group, found, self._validator, pieces)
            if own.prefix:
                self.id = own
            else:
                self.owned.append(own)
            return
        reader = GroupReader(group, found, subject, self._validator, self._sink, [one for _, one in pieces])
        fills = [(slot, index) for index, (slot, _) in enumerate(pieces)]
        spot = spot_of(group, found)
        if spot is not None and self.points is None:
            self.points = Points(spot, group, found, self._validator)
            rest, beside = reader.known_beside(self.points.at, STAND_IN)
            _, without = reader.known_beside(self.points.at, ("", ""))
            pick, alone = itemgetter(*rest), len(rest) == 1
            self.place_columns = rest
            self.places, self.pointless = (Memory(beside, alone=alone), pick), (Memory(without, alone=alone), pick)
            self._last_fills = fills
        elif reader.at:
            self.memories.append((Memory(reader.known, alone=len(reader.at) == 1), itemgetter(*reader.at)))
            self.memory_columns.append((self.memories[-1][0], reader.at))
            self.fills.append(fills)
        elif (known := reader.known(())) is None:
            self.able = False
        else:
            self.constants.append(known)
            for (slot, _), data in zip(pieces, known.pieces, strict=True):
                self.template[slot] = data

    def join(self, row: Row) -> bytes | None:
        """The bytes of a row's record, which was judged and is remembered; or None."""
        cells = row.cells
        if len(cells) != self.width or row.damage or row.pointer:
            return None
        known = [memory[pick(cells)] for memory, pick in self.memories]
        if self.points is not None:
            known.append(self._place_of(cells, self.points))
        if None in known:
            return None
        out = self.template.copy()
        name = self._own(cells, out)
        if name is None:
            return None
        return self._joined(row, known, name, out)

    def _place_of(self, cells: Sequence[str], points: Points) -> Known | None:
        """What is known of the place beside its point, which :meth:`_joined` sets in."""
        north, east = points.at
        if cells[north] and cells[east]:
            memory, pick = self.places
            return memory[pick(cells)]
        if cells[north] or cells[east]:
            return None
        memory, pick = self.pointless
        return memory[pick(cells)]

    def _own(self, cells: Sequence[str], out: list[bytes]) -> str | None:
        """Puts what is a row's own into its bytes; the id, or None if the row can't be joined."""
        assert self.id is not None
        value = self.id.value(cells)
        if value is None:
            return None
        name: str = self.id.prefix + value
        if name == self.outcomes.before or not self.id.good(record := {self.id.member: name}):
            return None
        for slot, piece in self.id.pieces:
            out[slot] = piece.make(record)
        for own in self.owned:
            cell = cells[own.at]
            if cell == "":
                continue
            found = own.value(cells)
            if found is None:
                return None
            said = {own.member: found}
            if not own.good(said):
                return None
            for slot, piece in own.pieces:
                out[slot] = piece.make(said)
        return name

    def _joined(self, row: Row, known: list[Any], name: str, out: list[bytes]) -> bytes | None:
        point = None
        if self.points is not None and row.cells[self.points.at[0]]:
            point = self.points.point(row.cells, known[-1])
            if point is None:
                return None
        extras = self._extras(row.cells, known)
        signature = tuple([one.losses for one in known])
        if extras:
            signature += (tuple(("", one) for one in extras),)
        codes = self.codes_of(signature, known, extras)
        if any(map(self.wanting, codes)) or not self._validator.remember(name):
            return None
        self.counts[signature] += 1
        for one, fills in zip(known, self.fills, strict=True):
            if one.fresh:
                self._sink.touch(one.members if point is None or one is not known[-1] else point.members)
                one.fresh = False
            for slot, index in fills:
                out[slot] = one.pieces[index]
        if point is not None:
            if point.fresh:
                self._sink.touch(point.members)
                point.fresh = False
            for slot, _ in self.fills[-1]:
                out[slot] = set_in(out[slot], point)
        if extras:
            for slot, piece in self.dynamic:
                out[slot] = piece.make(extras)
        if self.own_evidence:
            place = {"row": row.number, "line": row.line} if row.line else {"row": row.number}
            evidence = {_EVIDENCE: [{"pointer": "", "cell": place}]}
            for slot, piece in self.own_evidence:
                out[slot] = piece.make(evidence)
        self.outcomes.before, self.outcomes.last = name, row
        return b"".join(out)

    def _extras(self, cells: Sequence[str], known: Sequence[Known]) -> Record:
        """The cells that travel, in the order in which the reference has them."""
        extras: Record = {}
        for one in known:
            if one.extras:
                extras = {name: cell for _, name, cell in sorted(extra for each in known for extra in each.extras)}
                break
        for number, besides in self.besides:
            if (cell := cells[number]) and cell != self._blank:
                extras[besides] = cell
        extras.update(self.table_extras)
        return extras

    def wanting(self, code: str) -> int:
        """How many examples of a loss are still to be kept."""
        losses = self._sink.losses
        return losses.keep - len(losses.examples.get(code, ()))

    def codes_of(self, signature: _Signature, known: Sequence[Known], extras: Record) -> tuple[str, ...]:
        """The codes of what a record with such members loses: they are the same for all with this signature."""
        found = self._codes.get(signature)
        if found is not None:
            return found
        record: Record = {**self._base, "id": "x:1", _EVIDENCE: [{"pointer": "", "cell": {"row": 1}}], **extras}
        for one in (*self.constants, *known):
            record |= one.members
        for own in self.owned:
            record.setdefault(own.member, "x")
        codes = tuple(code for code, _, _ in self._sink.lost(record))
        if len(self._codes) >= 1 << 16:
            self.flush()
        self._codes[signature] = codes
        return codes

    def codes(self, signature: _Signature) -> tuple[str, ...] | None:
        """The codes of a signature, if they are known."""
        return self._codes.get(signature)

    def lookups(self) -> Sequence[tuple[Memory, tuple[int, ...]]]:
        """What is known of each group, and the columns it is looked up by; the place last, beside its point."""
        found = [(memory, columns) for memory, columns in self.memory_columns]
        return [*found, (self.places[0], self.place_columns)] if self.points is not None else found

    def remember(self, names: Sequence[str]) -> int:
        """Remember ids, up to the first that a record had before; returns how many."""
        return self._validator.remember_each(names)

    def touched(self, members: Record) -> None:
        """Let the output know members that were written for the first time."""
        self._sink.touch(members)

    def flush(self) -> None:
        """Enter the losses of the joined rows."""
        for signature, count in self.counts.items():
            for code in self._codes[signature]:
                self._sink.losses.counts[code] += count
        self.counts.clear()
        self._codes.clear()


class Own:
    """A column whose cells are of their own in each row: ids, prose, numbers that travel."""

    def __init__(self, part: Part, group: Group, found: Fit, validator: Validator, pieces: Sequence[tuple[int, Piece]]) -> None:
        made = ready(part, found.layout.missing)
        self.at = found.at[made.columns[0]]
        self.part = part
        self.missing = found.layout.missing
        self.pieces = pieces
        self.member = next(iter(group.members))
        self.prefix = f"{part.prefix}:" if isinstance(part, Identifier) else ""
        # Whether the id was there before is asked when it is remembered.
        self.good = validator.judge([rule for rule in group.rules if rule.watch is None], schema=False)
        self._parse, self._render = made.parse, made.render

    def value(self, cells: Sequence[str]) -> Any:
        """What the cell says, if writing it gives the cell and the schema can't object to its form; None else."""
        cell = cells[self.at]
        if self.prefix and not (cell.isalnum() and cell.isascii()):
            return None
        value, troubles = self._parse(cell)
        return value if value is not None and not troubles and self._render(value) == (cell,) else None


def _is_own(part: Part, group: Group, found: Fit) -> bool:
    """Whether a group is one column that has another cell in each row, and of which nothing but its form can be wrong."""
    columns = ready(part).columns
    if len(group.columns) != 1 or len(columns) != 1 or columns[0] not in found.at or found.layout.blank:
        return False
    if isinstance(part, Identifier) or (isinstance(part, Text) and part.verbatim):
        return True
    return isinstance(part, Whole) and part.varied and all(":" in one for one in group.members)


def _rules_of(base: Record, fed: frozenset[str]) -> list[Any]:
    """The rules about what all records of a table have."""
    return [
        rule
        for rule in catalogue()
        if not rule.needs or (rule.needs in base and rule.needs not in fed) or rule.needs == _EVIDENCE
    ]


def joiners(outcomes: TableOutcomes, validator: Validator, sink: Sink) -> Mapping[int, Joiner]:
    """What joins the rows of a table, by their width; nothing where rows can't be joined."""
    if outcomes.detail != "row" or sink.losses.heed is not None:
        return {}
    made = [Joiner(one, common, validator, sink, outcomes) for one, common in zip(outcomes.fits, outcomes.commons, strict=True)]
    return {len(one.header): joiner for one, joiner in zip(outcomes.fits, made, strict=True) if joiner.able}
