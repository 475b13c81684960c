"""What the bytes of a joined row consist of: the same in each row, a group's, or the row's own.

Knows how an output's pieces become such segments, by trying them with signs that stand for a row's own cells, and which of these
cells are beyond doubt. Doesn't know groups (:mod:`eventx.bulk.groups`) or how a row is put together
(:mod:`eventx.bulk.joining`, :mod:`eventx.bulk.columns`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import orjson
from attrs import frozen

from eventx.bulk.groups import Group
from eventx.bulk.pieces import Piece
from eventx.report import Record
from eventx.rules.words import BEGINNINGS, SHORTER, SUSPECTS
from eventx.tabular.fit import Fit
from eventx.tabular.layout import Identifier, Text, Whole
from eventx.tabular.parts import ready
from eventx.validator import Validator

EVIDENCE = "evidence"
ID = r"[A-Za-z]{0,6}[0-9]{1,17}"
"""An id that no rule can be against."""
WHOLE = r"[1-9][0-9]{0,14}"
"""A whole number of which nothing is lost."""
SHORTEST = 16
"""Characters of prose: longer than any sign for a missing value."""
SUSPICIOUS = SUSPECTS + r"|[\t\r]"
"""What can be wrong with prose that doesn't begin with white space and is of a length between :data:`SHORTEST` and a cell's."""
_is_id = re.compile(ID).fullmatch
_is_whole = re.compile(WHOLE).fullmatch
_beginnings = re.compile(f"[{BEGINNINGS}\t\r]").finditer  # ten times as fast as looking for the whole
_suspicious = re.compile(SUSPICIOUS).match
_NUMBERS = ("987654321987", "876543219876")  # stand for a row and a line
_WORD = "standinZ0Z"


@frozen
class Slot:
    """A place for bytes that differ between rows.

    Piece ``index`` of the group or the row's own cell with a ``number``; the row's number or line; cells that travel, in the
    exporter's piece with this number.
    """

    of: Literal["group", "own", "row", "line", "extras"]
    number: int = 0
    index: int = 0


Segment = bytes | Slot


class Own:
    """A column whose cells are of their own in each row: ids, prose, numbers that travel.

    ``around``: for each piece that has the cell, the bytes before and after it; ``blank``: what stands there if it is blank.
    """

    def __init__(self, group: Group, found: Fit, validator: Validator) -> None:
        (part,) = group.parts
        made = ready(part, found.layout.missing)
        self.at = found.at[made.columns[0]]
        self.kind = "id" if isinstance(part, Identifier) else "whole" if isinstance(part, Whole) else "prose"
        (self.member,) = group.members
        self.prefix = f"{part.prefix}:" if isinstance(part, Identifier) else ""
        self.around: list[tuple[bytes, ...]] = []
        self.blank: list[bytes] = []
        # Whether the id was there before is asked when it is remembered.
        self._good = validator.judge([rule for rule in group.rules if rule.watch is None], schema=False)
        self._parse, self._render = made.parse, made.render

    def written(self, cell: str) -> bytes | None:
        """A cell that isn't blank as it stands in JSON, an id without quotes; None if the reference has to look at it."""
        if self.kind == "id":
            if _is_id(cell):
                return cell.encode()
            if not (cell.isalnum() and cell.isascii()):
                return None
        elif self.kind == "whole":
            if _is_whole(cell):
                return cell.encode()
        elif SHORTEST <= len(cell) < SHORTER and not cell[0].isspace() and not _is_suspicious(cell):
            return orjson.dumps(cell)
        value, troubles = self._parse(cell)
        if value is None or troubles or self._render(value) != (cell,):
            return None
        if not self._good({self.member: self.prefix + value if self.prefix else value}):
            return None
        return cell.encode() if self.kind == "id" else orjson.dumps(value)

    def segments(self, piece: Piece, number: int) -> Sequence[Segment]:
        """A piece that is made of the cell: the same in each row, or the cell with what stands around it."""
        member, sign = self._stand_in()
        apart = piece.make(member).split(sign)
        if len(apart) == 1:
            return apart
        self.around.append(tuple(apart))
        self.blank.append(piece.make({}))
        return (Slot("own", number, len(self.around) - 1),)

    def _stand_in(self) -> tuple[Record, bytes]:
        """A member with something that stands for any cell, and how that looks in JSON."""
        if self.kind == "whole":
            return {self.member: int(_NUMBERS[0])}, _NUMBERS[0].encode()
        if self.kind == "id":
            return {self.member: self.prefix + _WORD}, _WORD.encode()
        return {self.member: _WORD}, f'"{_WORD}"'.encode()


def _is_suspicious(cell: str) -> bool:
    return any(_suspicious(cell, found.start()) for found in _beginnings(cell))


def is_own(group: Group, found: Fit) -> bool:
    """Whether a group is one column that has another cell in each row, and of which nothing but its form can be wrong."""
    if len(group.parts) != 1 or len(group.columns) != 1 or found.layout.blank or group.columns[0] not in found.at:
        return False
    (part,) = group.parts
    if isinstance(part, Identifier) or (isinstance(part, Text) and part.verbatim):
        return len(group.members) == 1
    return isinstance(part, Whole) and part.varied and all(":" in one for one in group.members)


def evidence(row: int, line: int) -> list[dict[str, Any]]:
    """Where a record stands in its table, as the reference has it."""
    return [{"pointer": "", "cell": {"row": row, "line": line} if line else {"row": row}}]


def of_evidence(piece: Piece) -> Iterator[Segment]:
    """The segments of a piece that is made of where a row stands."""
    row, line = (sign.encode() for sign in _NUMBERS)
    for part in re.split(b"(%b|%b)" % (row, line), piece.make({EVIDENCE: evidence(*map(int, _NUMBERS))})):
        yield Slot("row") if part == row else Slot("line") if part == line else part


def merged(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """The same, with bytes that follow each other in one."""
    found: list[Segment] = []
    for one in segments:
        if isinstance(one, bytes) and found and isinstance(last := found[-1], bytes):
            found[-1] = last + one
        elif one != b"":
            found.append(one)
    return tuple(found)
