"""A header in the middle of a table, as where tables were put one behind the other.

Knows how it may read there, and what is told of it. Doesn't know what the columns are.
"""

from __future__ import annotations

from collections.abc import Sequence

from eventx.report import Finding, Kind, Outcome, Position, Severity


def beginnings(header: Sequence[str]) -> frozenset[str]:
    """How the first cell of a header may read in the middle of a file: behind a byte order mark, a quote opens no cell."""
    name = header[0] if header else ""
    return frozenset((name, f"\ufeff{name}", f'\ufeff"{name}"'))


def is_again(cells: Sequence[str], heads: frozenset[str], header: Sequence[str]) -> bool:
    """Whether a row, which has a cell, is the header; ``heads`` are its :func:`beginnings`."""
    return cells[0] in heads and cells[1:] == header[1:]


def header_again(position: Position) -> Outcome:
    """What becomes of it."""
    where = f"line {position.line:,}" if position.line else f"row {position.row:,}"
    words = f"{where} is the header again; it is no row, and those below it are read on"
    advice = (
        "if tables were put one behind the other, give them to eventx as files of their own, which then say where a row stands"
    )
    finding = Finding("TAB-HEADER-AGAIN", Severity.WARNING, words, position, advice=advice)
    return Outcome(Kind.WITHHELD, position, (), (finding,), finding.rule, words)
