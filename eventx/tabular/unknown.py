"""Cells in which a word says that nothing is known (``NA``, ``n/a``): read as blank, and told where they are figures of the dead.

Doesn't know the words: a layout has them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import evolve

from eventx.report import Severity
from eventx.tabular.cells import Cells, Trouble

_FIGURES = "tolls"


def reading_as_blank(part: Cells, words: frozenset[str]) -> Cells:
    """The part, a cell that is one of the words being read as blank."""
    without = _without if len(part.columns) > 1 else _one_without
    parse, allows = without(part.parse, words), None if part.allows is None else without(part.allows, words)
    if any(field.path.partition("[")[0] == _FIGURES for field in part.fields):
        parse = _telling(parse, part.columns, words)
    return evolve(part, parse=parse, allows=allows)


def _without(parse: Callable[..., Any], words: frozenset[str]) -> Callable[..., Any]:
    def without(*cells: str) -> Any:
        return parse(*["" if cell.strip() in words else cell for cell in cells])

    return without


def _one_without(parse: Callable[..., Any], words: frozenset[str]) -> Callable[..., Any]:
    """The same for one cell, which may be long prose."""
    longest = max(map(len, words)) + 2  # with a blank on either side

    def without(cell: str) -> Any:
        return parse("" if len(cell) <= longest and cell.strip() in words else cell)

    return without


def _telling(parse: Callable[..., Any], columns: tuple[str, ...], words: frozenset[str]) -> Callable[..., Any]:
    """The same, and tells which figures aren't known, because many programs read such a cell as 0."""

    def telling(*cells: str) -> Any:
        value, troubles = parse(*cells)
        unknown = [(column, cell) for column, cell in zip(columns, cells, strict=True) if cell.strip() in words]
        if not unknown:
            return value, troubles
        said = ", ".join(f"{column} {cell!r}" for column, cell in unknown)
        message = f"{said}: not known, so the record has no such figure, which is not 0"
        advice = "give the figure if there is one; the cell is kept as it is"
        return value, (*troubles, Trouble("TAB-UNKNOWN", Severity.NOTE, unknown[0][0], message, advice))

    return telling
