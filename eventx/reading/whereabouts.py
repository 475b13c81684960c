"""Where a finding stands: with a unit or with its whole file, and in which cell of a table.

Knows positions and what a record's evidence says of them. Doesn't know what was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from eventx.report import Finding, Position, Record


def is_of_unit(found: Position, unit: Position) -> bool:
    """Whether a finding is about the unit that it came with, not about the whole file: it then says which unit."""
    nowhere = (None, None, None)
    return (unit.row, unit.start, unit.pointer) == nowhere or (found.row, found.start, found.pointer) != nowhere


def lacks_column(finding: Finding) -> bool:
    """Whether a finding about a value of a table's row doesn't say in which column that is."""
    return finding.position.row is not None and finding.position.column is None and bool(finding.pointer)


def in_cells(findings: Sequence[Finding], records: Sequence[Record]) -> Iterator[Finding]:
    """The findings with the column of the table that the value came from, where the record's evidence names it."""
    for finding in findings:
        if not lacks_column(finding):
            yield finding
            continue
        record = next((one for one in records if isinstance(one, dict) and one.get("id") == finding.record), None)
        column = None if record is None else _column(record, finding.pointer or "")
        yield finding if column is None else evolve(finding, position=evolve(finding.position, column=column))


def _column(record: Record, pointer: str) -> int | None:
    """The column that the value at a pointer came from: its own cell, else that of what it is part of, else its first part's."""
    whole: tuple[int, int] | None = None
    part: int | None = None
    evidence = record.get("evidence")
    for one in evidence if isinstance(evidence, list) else ():
        cell, at = (one.get("cell"), one.get("pointer")) if isinstance(one, dict) else (None, None)
        column = cell.get("column") if isinstance(cell, dict) else None
        if not isinstance(at, str) or not at or type(column) is not int:
            continue
        if pointer == at or pointer.startswith(at + "/"):
            whole = max(whole or (0, 0), (len(at), column))
        elif part is None and at.startswith(pointer + "/"):
            part = column
    return part if whole is None else whole[1]
