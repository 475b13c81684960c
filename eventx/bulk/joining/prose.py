"""Long texts that no rule can be against, and those among a group's cells taken apart from it: they are of their own in each row.

Knows which prose is beyond doubt, how it is written, and which column of a group has it. Doesn't know what a group's other cells
say (:mod:`eventx.bulk.joining.groups`).
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import accumulate

import orjson
from attrs import frozen

from eventx.bulk.joining.placeholders import WORDS
from eventx.bulk.pieces import ColumnSink, Piece, Sink
from eventx.report import Record
from eventx.rules.texts import BEGINNINGS, COMPUTED, SHORTER, SUSPECTS, SUSPICIOUS_WITHIN
from eventx.tabular.header_fit import Fit
from eventx.tabular.layout import Part, Text

SHORTEST = 16
"""Characters of prose: longer than any sign for a missing value."""
SUSPICIOUS = SUSPECTS + r"|[\t\r]"
"""What can be wrong with prose that doesn't begin with white space and is of a length between :data:`SHORTEST` and a cell's."""
_beginnings = re.compile(f"[{BEGINNINGS}\t\r]").finditer  # ten times as fast as looking for the whole
_suspicious = re.compile(SUSPICIOUS).match
_candidates = re.compile(SUSPICIOUS_WITHIN).finditer  # of which there are far fewer, but neither tabs nor carriage returns
HARMLESS = bytes(set(range(0x21, 0x7F)) - set(b"&<"))
"""What is part of nothing suspicious, but for the beginning of a cell; neither are spaces and line breaks."""
_OTHER = "other words that stand in 9Q"
_NO_NAMES = ("place.text",)
"""Texts of a record of which rules ask at most whether they are there."""


def plain_among(cells: Sequence[str]) -> list[bool]:
    """Which of some cells are prose beyond doubt."""
    plain = [SHORTEST <= len(cell) < SHORTER and cell[0] not in COMPUTED and not cell[0].isspace() for cell in cells]
    for at in _suspicious_among(cells):
        plain[at] = False
    return plain


def is_suspicious(cell: str) -> bool:
    """Whether something can be wrong with prose."""
    if cell[0] in COMPUTED and _suspicious(cell):
        return True
    return any(_suspicious(cell, found.start()) for found in _beginnings(cell))


def _suspicious_among(cells: Sequence[str]) -> set[int]:
    """The numbers of cells with something suspicious in them, but for what is so at their beginning alone."""
    text = "\n".join(cells)  # a line break isn't suspicious, and nothing that is goes across it
    # What isn't found where harmless characters are taken away isn't there, and most texts have nothing else.
    left = text.encode("utf-8", "surrogatepass").translate(None, HARMLESS).decode("utf-8", "surrogatepass")
    if not any(_suspicious(left, one.start()) for one in _candidates(left)) and "\t" not in left and "\r" not in left:
        return set()
    found = [start for one in _beginnings(text) if _suspicious(text, start := one.start())]
    ends = list(accumulate(len(cell) + 1 for cell in cells)) if found else []
    return {bisect(ends, start) for start in found}


def in_table(cell: str, delimiter: str) -> str:
    """A cell as it stands in a table."""
    if _needs_quotes(delimiter)(cell):
        return '"' + cell.replace('"', '""') + '"'
    return cell


@cache
def _needs_quotes(delimiter: str) -> Callable[[str], object]:
    return re.compile(f'["\r\n{re.escape(delimiter)}]').search


@frozen
class Prose:
    """A column ``at`` of a group, of whose plain cells only their being there decides anything.

    For the group they are all :data:`WORDS`; every other cell, such as a short or a blank one, is what it is.
    """

    at: int
    delimiter: str

    def apart(self, cells: Sequence[str]) -> tuple[list[str], list[bytes]]:
        """What stands for the cells of many rows in the group, and what is written for it: nothing if it is the cell itself."""
        plain = [good and not cell[-1].isspace() for good, cell in zip(plain_among(cells), cells, strict=True)]
        stand = [WORDS if good else cell for good, cell in zip(plain, cells, strict=True)]
        return stand, [self._written(cell) if good else b"" for good, cell in zip(plain, cells, strict=True)]

    def _written(self, cell: str) -> bytes:
        return in_table(cell, self.delimiter).encode() if self.delimiter else orjson.dumps(cell)[1:-1]


def prose_of(parts: Iterable[Part], found: Fit, pieces: Sequence[Piece], subject: Record, sink: Sink) -> Prose | None:
    """The prose among a group's parts, if there is some and it stands, wherever it is written, as a text of its own."""
    for part in parts:
        if not isinstance(part, Text) or part.field not in _NO_NAMES or part.column not in found.at:
            continue
        member, name = part.field.split(".")
        around: list[list[object]] = []
        for words in (WORDS, _OTHER):
            record = {**subject, member: {name: words}}
            around.append([_around(words.encode(), piece.make(record), sink.delimiter.encode()) for piece in pieces])
            if isinstance(sink, ColumnSink):
                around[-1] += [column.cells(record) for column in sink.columns if member in column.members]
        if around[0] == around[1] and None not in around[0]:
            return Prose(found.at[part.column], sink.delimiter)
    return None


def _around(words: bytes, data: bytes, delimiter: bytes) -> list[bytes] | None:
    """What stands around words in a piece; None if they are only a part of a text."""
    other = rb"[^\r\n%b]" % re.escape(delimiter)
    alone = rb"(?<!%b)%b(?!%b)" % (other, words, other) if delimiter else rb'(?<!\\)"%b"' % words
    return data.split(words) if len(re.findall(alone, data)) == data.count(words) else None
