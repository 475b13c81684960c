"""Rows joined from what is known of their groups of cells, in the bytes of an output.

Knows when a row may be joined, and what of it is its own: the id, the prose, where it stands. Doesn't know groups' meanings
(:mod:`eventx.bulk.groups`) or outputs (:mod:`eventx.bulk.pieces`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from eventx.bulk.groups import Group, GroupReader, Known, Memory, groups_of
from eventx.bulk.pieces import EXTRAS, Lost, Piece, Sink
from eventx.report import Record
from eventx.rules import catalogue
from eventx.schema import CURRENT
from eventx.tabular.fit import COLUMNS, Fit
from eventx.tabular.layout import Identifier, Text
from eventx.tabular.outcomes import TableOutcomes
from eventx.tabular.parts import ready
from eventx.tabular.reader import Row
from eventx.tabular.rows import RowReader
from eventx.validator import Validator

# Members whose rules look across records, which a row's own cells can't decide.
_ACROSS = frozenset(("relations",))
_EVIDENCE = "evidence"
_Signature = tuple[tuple[Lost, ...], ...]


class Joiner:
    """Joins the rows of one table with one header; :meth:`join` gives None for a row that the reference has to read."""

    def __init__(self, found: Fit, common: Mapping[str, Any], validator: Validator, sink: Sink, outcomes: TableOutcomes) -> None:
        layout = found.layout
        groups = groups_of(layout, catalogue())
        whole = RowReader(found)
        evidence = [{"pointer": "", "cell": {"row": 1, "line": 2}}]
        base: Record = {"schema_version": CURRENT, "kind": "event", **common}
        subject = {**base, "id": f"{layout.prefix}:1", _EVIDENCE: evidence}
        order = ("schema_version", "kind", *whole.order, *common, EXTRAS, _EVIDENCE)
        self._validator, self._sink, self._outcomes, self._base = validator, sink, outcomes, base
        self._width = len(found.header)
        self._header = () if found.exact else ((f"{layout.prefix}:{COLUMNS}", list(found.header)),)
        self._besides = [(number, name) for number, name in found.besides.items()]
        self._blank = layout.blank
        self._template: list[bytes] = []
        self._dynamic: list[tuple[int, Piece]] = []
        self._own_evidence: list[tuple[int, Piece]] = []
        self._memories: list[tuple[Memory, Callable[[Sequence[str]], Any]]] = []
        self._fills: list[list[tuple[int, int]]] = []
        self._id: _Own | None = None
        self._prose: list[_Own] = []
        self._constants: list[Known] = []
        self.counts: Counter[_Signature] = Counter()
        self._codes: dict[_Signature, tuple[str, ...]] = {}
        fed = frozenset(name for group in groups for name in group.members)
        self.able = not (fed | base.keys()) & _ACROSS and validator.judge(_rules_of(base, fed))(subject)
        self._plan(sink.pieces(order), groups, found, subject)
        self.able = self.able and self._id is not None

    def _plan(self, pieces: Sequence[Piece], groups: Sequence[Group], found: Fit, subject: Record) -> None:
        mine: dict[int, list[tuple[int, Piece]]] = {number: [] for number in range(len(groups))}
        for slot, piece in enumerate(pieces):
            members = frozenset(piece.members)
            owners = [number for number, group in enumerate(groups) if group.members & members]
            self._template.append(b"")
            if EXTRAS in members:
                self._dynamic.append((slot, piece))
            elif _EVIDENCE in members:
                self._own_evidence.append((slot, piece))
            elif len(owners) > 1 or (owners and members & self._base.keys()):
                self.able = False
            elif owners:
                mine[owners[0]].append((slot, piece))
            else:
                self._template[slot] = piece.make({name: self._base[name] for name in members if name in self._base})
        for number, group in enumerate(groups):
            self._plan_group(group, mine[number], found, subject)

    def _plan_group(self, group: Group, pieces: Sequence[tuple[int, Piece]], found: Fit, subject: Record) -> None:
        own = [one for _, one in pieces]
        part = group.parts[0] if len(group.parts) == 1 else None
        if isinstance(part, Identifier) and part.column in found.at:
            self._id = _Own(part, group, found, self._validator, pieces)
            return
        if isinstance(part, Text) and part.verbatim and part.column in found.at and not found.layout.blank:
            self._prose.append(_Own(part, group, found, self._validator, pieces))
            return
        reader = GroupReader(group, found, subject, self._validator, self._sink, own)
        if not reader.at:
            known = reader.known(())
            if known is None:
                self.able = False
                return
            for (slot, _), data in zip(pieces, known.pieces, strict=True):
                self._template[slot] = data
            self._constants.append(known)
            return
        self._memories.append((Memory(reader.known, alone=len(reader.at) == 1), itemgetter(*reader.at)))
        self._fills.append([(slot, index) for index, (slot, _) in enumerate(pieces)])

    def join(self, row: Row) -> bytes | None:
        """The bytes of a row's record, which was judged and is remembered; or None."""
        cells = row.cells
        if len(cells) != self._width or row.damage or row.pointer:
            return None
        known = [memory[pick(cells)] for memory, pick in self._memories]
        if None in known:
            return None
        assert self._id is not None
        value = self._id.value(cells)
        if value is None or (name := self._id.name(value)) == self._outcomes.before:
            return None
        out = self._template.copy()
        record: Record = {"id": name}
        if not self._id.good(record):
            return None
        for slot, piece in self._id.pieces:
            out[slot] = piece.make(record)
        for own in self._prose:
            if (cell := cells[own.at]) == "":
                continue
            if own.value(cells) is None or not own.good(said := {own.member: cell}):
                return None
            for slot, piece in own.pieces:
                out[slot] = piece.make(said)
        return self._joined(row, known, name, out)

    def _joined(self, row: Row, known: list[Any], name: str, out: list[bytes]) -> bytes | None:
        extras: dict[str, Any] = {}
        if any(one.extras for one in known):
            extras = {name: cell for _, name, cell in sorted(extra for one in known for extra in one.extras)}
        for number, besides in self._besides:
            if (cell := row.cells[number]) and cell != self._blank:
                extras[besides] = cell
        extras |= self._header
        signature = tuple(one.losses for one in known)
        if extras:
            signature += (tuple(("", one, "") for one in extras),)
        codes = self._codes.get(signature)
        if codes is None:
            codes = self._lost(known, extras, signature)
        losses = self._sink.losses
        if any(len(losses.examples.get(code, ())) < losses.keep for code in codes) or not self._validator.remember(name):
            return None
        self.counts[signature] += 1
        for one, fills in zip(known, self._fills, strict=True):
            if one.fresh:
                self._sink.touch(one.members)
                one.fresh = False
            for slot, index in fills:
                out[slot] = one.pieces[index]
        for slot, piece in self._dynamic:
            if extras:
                out[slot] = piece.make(extras)
        place = {"row": row.number, "line": row.line} if row.line else {"row": row.number}
        for slot, piece in self._own_evidence:
            out[slot] = piece.make({_EVIDENCE: [{"pointer": "", "cell": place}]})
        self._outcomes.before, self._outcomes.last = name, row
        return b"".join(out)

    def _lost(self, known: Sequence[Known], extras: Record, signature: _Signature) -> tuple[str, ...]:
        """The codes of what a record with such members loses: they are the same for all with this signature."""
        record: Record = {**self._base, "id": "x:1", _EVIDENCE: [{"pointer": "", "cell": {"row": 1}}], **extras}
        for one in (*self._constants, *known):
            record |= one.members
        for own in self._prose:
            record[own.member] = "x"
        found = tuple(code for code, _, _ in self._sink.lost(record))
        if len(self._codes) >= 1 << 16:
            self.flush()
        self._codes[signature] = found
        return found

    def flush(self) -> None:
        """Enter the losses of the joined rows."""
        for signature, count in self.counts.items():
            for code in self._codes[signature]:
                self._sink.losses.counts[code] += count
        self.counts.clear()
        self._codes.clear()


class _Own:
    """A column whose cells are of their own in each row: ids, prose."""

    def __init__(
        self, part: Identifier | Text, group: Group, found: Fit, validator: Validator, pieces: Sequence[tuple[int, Piece]]
    ) -> None:
        self.at = found.at[part.column]
        self.pieces = pieces
        self.member = next(iter(group.members))
        self.good = validator.judge(group.rules, schema=False)
        self._parse = ready(part, found.layout.missing).parse
        self._prefix = f"{part.prefix}:" if isinstance(part, Identifier) else ""

    def value(self, cells: Sequence[str]) -> str | None:
        """The cell, if it is its own value and of a form that no schema objects to; None else."""
        cell = cells[self.at]
        if self._prefix and not (cell.isalnum() and cell.isascii()):
            return None
        value, troubles = self._parse(cell)
        return cell if value == cell and not troubles else None

    def name(self, value: str) -> str:
        """The id that a cell makes."""
        return self._prefix + value


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
