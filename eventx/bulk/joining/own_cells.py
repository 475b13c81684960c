"""Cells that are of their own in each row: ids, prose, what travels, addresses.

Knows which columns have them, which of these cells are beyond doubt, and the bytes around a cell in each piece of an output.
Doesn't know how a row is put together (:mod:`eventx.bulk.joining.joiner`), nor columns of many
(:mod:`eventx.bulk.columns.own_cells`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import compress
from typing import Any, Literal

import orjson
from attrs import frozen

from eventx.bulk.joining.groups import Group, small
from eventx.bulk.joining.prose import SHORTEST, in_table, is_suspicious, plain_among
from eventx.bulk.joining.segments import Gap, Segment
from eventx.bulk.pieces import Piece
from eventx.report import Record
from eventx.rules.texts import SHORTER
from eventx.tabular.cells import whole_id
from eventx.tabular.header_fit import Fit
from eventx.tabular.layout import Alike, Identifier, Part, Text, Whole
from eventx.tabular.no_data import is_name_of_sum
from eventx.tabular.parts import ready
from eventx.tabular.rows import Refused, RowReader
from eventx.validator import Validator

ID = r"[A-Za-z]{0,6}[0-9]{1,17}"
"""An id that no rule can be against."""
NUMBER = r"[0-9]{1,17}"
"""The same where ids are numbers."""
WHOLE = r"(?:0|[1-9][0-9]{0,14})"
"""A whole number of which nothing is lost."""
_LETTER = r'[^\s"\\\x00-\x1f\x7f-\x9f]'
WORDS = rf'{_LETTER}(?:[^"\\\x00-\x09\x0b-\x1f\x7f-\x9f]*{_LETTER})?'
"""A text without white space around it that stands in JSON as it is, but for line breaks."""
FORMULAS = "=+-@\t\r'"
"""What a cell that a spreadsheet would run begins with, also behind the apostrophe that keeps it from that."""
_SIGN = "standinZ0Z"
_WHOLE_ID = "918273645546372"
_NUMBER = "7654321987654321"


@frozen
class Kind:
    """What the cells of a column are.

    ``pattern``: cells that are beyond doubt, all the same but for themselves; those of prose are found otherwise. ``sign``: a
    cell that stands for any, and ``other`` one more of them, a number if it may be. ``quoted``: in JSON it is.
    """

    name: Literal["id", "prose", "whole", "words", "alike"]
    pattern: str
    sign: str
    other: str
    quoted: bool = True


def kind_of(part: Part) -> Kind | None:
    """What the cells of a part of one column are; None if they are not of their own."""
    if isinstance(part, Identifier):
        form = (NUMBER, _WHOLE_ID) if part.number else (ID, _SIGN)
        return Kind("id", *form, _NUMBER, quoted=False)
    if isinstance(part, Text) and part.verbatim:
        return Kind("prose", "", _SIGN, _NUMBER)
    if isinstance(part, Text) and ":" in part.field:
        return Kind("words", WORDS, _SIGN, _NUMBER)
    if isinstance(part, Whole) and ":" in part.field and part.lowest in (None, 0):
        return Kind("whole", WHOLE, "987654321987", "876543219876", quoted=False)
    if isinstance(part, Alike):
        return Kind("alike", part.alike, part.example, part.example)
    return None


def is_own(group: Group, found: Fit) -> bool:
    """Whether a group is one column that has another cell in each row, and of which nothing but its form can be wrong."""
    if len(group.parts) != 1 or len(group.columns) != 1 or len(group.members) != 1 or found.layout.blank:
        return False
    kind = kind_of(group.parts[0])
    if kind is None or group.columns[0] not in found.at:
        return False
    return not group.rules or kind.name not in ("words", "whole")


class Own:
    """A column whose cells are of their own in each row.

    ``base``: what stands in a record beside it. ``stand_in``: what of a record a cell makes, with the kind's sign. ``around``:
    for each piece that has the cell, the bytes before and after it, JSON's quotes among them; ``blank``: what stands there if it
    is blank. ``tells``: the number of the losses that come with any cell but a blank one, if there are any. ``delimiter``: that
    of an output that is a table.
    """

    def __init__(self, group: Group, found: Fit, base: Record, validator: Validator, delimiter: str) -> None:
        (part,) = group.parts
        (self.member,) = group.members
        kind = kind_of(part)
        assert kind is not None
        self.kind, self.delimiter = kind, delimiter
        self.at = found.at[group.columns[0]]
        self.missing = found.layout.missing
        self.prefix = f"{part.prefix}:" if isinstance(part, Identifier) else ""
        reader = RowReader(small(group, found, {group.columns[0]: self.at}, (self.at,)))
        self._base = base
        self.stand_in, self._other = (self._made(reader, sign) for sign in (kind.sign, kind.other))
        self.around: list[tuple[bytes, ...]] = []
        self.blank: list[bytes] = []
        self.tells: int | None = None
        # Whether the id was there before is asked when it is remembered.
        self._good = validator.judge([rule for rule in group.rules if rule.watch is None], schema=False)
        made = ready(part, found.layout.missing)
        self._parse, self._render = made.parse, made.render
        self._is_plain = re.compile(kind.pattern).fullmatch

    def _made(self, reader: RowReader, sign: str) -> Record:
        read = reader.read((sign,))
        assert not isinstance(read, Refused)
        return {self.member: read[0][self.member]}

    @property
    def may_run(self) -> bool:
        """Whether the cells stand in a table's: where a spreadsheet may run them, and readers take blanks at an end away."""
        return bool(self.delimiter and self.around) and self.kind.name != "id"

    def name_of(self, cell: str) -> str:
        """The id that the reference reads in a cell; blank if it refuses the row."""
        value, _ = self._parse(cell)
        return "" if value is None else whole_id(self.prefix, str(value))

    def written(self, cell: str) -> bytes | None:
        """A cell that isn't blank as it stands in the output, but for JSON's quotes; None if the reference has to look."""
        value = self._value(cell)
        if value is None:
            return None
        if not self.delimiter:
            return orjson.dumps(value)[1:-1] if self.kind.quoted else str(value).encode()
        if self.may_run and (cell[0] in FORMULAS or cell != cell.strip()):
            return None
        return in_table(str(value), self.delimiter).encode()

    def written_each(self, cells: Sequence[str]) -> list[bytes | None]:
        """The cells of many rows, as :meth:`written` gives each; nothing for a blank one."""
        plain = self._plain(cells)
        some = cells if all(plain) else list(compress(cells, plain))
        if not self.around:
            encoded: Iterator[Any] = iter(some)  # it is written nowhere
        elif self.delimiter:
            encoded = map(str.encode, [in_table(cell, self.delimiter) for cell in some])
        elif self.kind.quoted:
            encoded = (one[1:-1] for one in map(orjson.dumps, some))  # whatever stands between cells may stand in one
        else:
            encoded = map(str.encode, some)
        if some is cells:
            return list(encoded)
        return [next(encoded) if good else self.written(cell) if cell else b"" for good, cell in zip(plain, cells, strict=True)]

    def _plain(self, cells: Sequence[str]) -> Sequence[object]:
        """Which of some cells are beyond doubt at the first look."""
        if self.kind.name == "prose":
            plain = plain_among(cells)
            if not self.may_run:
                return plain
            return [good and cell[0] != "'" and not cell[-1].isspace() for good, cell in zip(plain, cells, strict=True)]
        if set(self.missing).isdisjoint(cells) and not self.may_run:
            return list(map(self._is_plain, cells))
        never = FORMULAS if self.may_run else ""
        return [self._is_plain(cell) and cell not in self.missing and cell[0] not in never for cell in cells]

    def _value(self, cell: str) -> str | int | None:
        name = self.kind.name
        if name == "prose":
            if SHORTEST <= len(cell) < SHORTER and not cell[0].isspace() and not is_suspicious(cell):
                return cell
        elif self._is_plain(cell) and cell not in self.missing:
            return int(cell) if name == "whole" else cell
        if name == "alike" or (name == "id" and (not (cell.isalnum() and cell.isascii()) or is_name_of_sum(cell))):
            return None
        value: str | int | None
        value, troubles = self._parse(cell)
        if value is None or troubles or self._render(value) != (cell,):
            return None
        return value if self._good({self.member: f"{self.prefix}{value}" if self.prefix else value}) else None

    def segments(self, piece: Piece, number: int) -> Sequence[Segment] | None:
        """A piece that is made of the cell: the same in each row, or the cell with what stands around it. None if it is worked
        out from the cell in another way."""
        apart, others = (
            piece.make(self._base | made).split((f'"{sign}"' if self.kind.quoted and not self.delimiter else sign).encode())
            for made, sign in ((self.stand_in, self.kind.sign), (self._other, self.kind.other))
        )
        if apart != others:
            return None
        if len(apart) == 1:
            return apart
        quote = b'"' if self.kind.quoted and not self.delimiter else b""
        self.around.append((apart[0] + quote, *(quote + part + quote for part in apart[1:-1]), quote + apart[-1]))
        self.blank.append(piece.make(self._base))
        return (Gap("own", number, len(self.around) - 1),)
