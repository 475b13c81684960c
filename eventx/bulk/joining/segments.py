"""What the bytes of a joined row consist of: the same in each row, a group's, or the row's own.

Knows how a piece that says where a row stands becomes such segments, by trying it with numbers that stand for a row's. Doesn't
know groups (:mod:`eventx.bulk.joining.groups`), cells (:mod:`eventx.bulk.joining.own_cells`) or how a row is put together
(:mod:`eventx.bulk.joining.joiner`, :mod:`eventx.bulk.columns.in_order`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from attrs import frozen

from eventx.bulk.pieces import Piece
from eventx.tabular.rows import place_of

EVIDENCE = "evidence"
_NUMBERS = ("987654321987", "876543219876")  # stand for a row and a line


@frozen
class Gap:
    """A place for bytes that differ between rows.

    Piece ``index`` of the group or the row's own cell with a ``number``; the row's number or line; cells that travel, in the
    exporter's piece with this number.
    """

    of: Literal["group", "own", "row", "line", "extras"]
    number: int = 0
    index: int = 0


Segment = bytes | Gap


def evidence(file: str, row: int, line: int) -> list[dict[str, Any]]:
    """Where a record stands in its table, as the reference has it."""
    return [{"pointer": "", "cell": place_of(file, row, line)}]


def of_evidence(piece: Piece, file: str) -> Iterator[Segment]:
    """The segments of a piece that is made of where a row of a file stands."""
    row, line = (sign.encode() for sign in _NUMBERS)
    for part in re.split(b"(%b|%b)" % (row, line), piece.make({EVIDENCE: evidence(file, *map(int, _NUMBERS))})):
        yield Gap("row") if part == row else Gap("line") if part == line else part


def merged(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """The same, with bytes that follow each other in one."""
    found: list[Segment] = []
    for one in segments:
        if isinstance(one, bytes) and found and isinstance(last := found[-1], bytes):
            found[-1] = last + one
        elif one != b"":
            found.append(one)
    return tuple(found)
