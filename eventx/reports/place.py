"""What a report shows of one finding: where it stands in the original file, in characters, and the text there.

Knows the values that all formats of reports share. Doesn't look into files (:mod:`eventx.reports.original`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cached_property
from pathlib import PurePath
from typing import Any

from attrs import frozen

from eventx.report import Finding, column_letters

_DIGITS = re.compile(r"[0-9]+")


@frozen
class Cell:
    """A cell of a table: the number of its column from 1, the letter a spreadsheet gives it, and the name in the header."""

    column: int
    header: str | None = None

    @property
    def letter(self) -> str:
        """As a spreadsheet calls the column."""
        return column_letters(self.column)

    def to_dict(self) -> dict[str, Any]:
        """A JSON object; no header, no member."""
        found: dict[str, Any] = {"column": self.column, "letter": self.letter}
        if self.header is not None:
            found["header"] = self.header
        return found

    def in_sheet(self, line: int) -> str:
        """The cell of this row of a workbook's sheet as the workbook calls it, and the column's name."""
        return f"cell {self.letter}{line} '{self.header}'" if self.header else f"cell {self.letter}{line}"

    def __str__(self) -> str:
        return f"column {self.letter} '{self.header}'" if self.header else f"column {self.letter}"


@frozen
class Place:
    """Where something stands in a file, in code points: line and column from 1, ``end`` the column after the last.

    ``text`` is what the line says from column ``begin`` on. What isn't known is None or empty; nothing here is a guess.
    """

    line: int | None = None
    column: int | None = None
    end: int | None = None
    cell: Cell | None = None
    pointer: str | None = None
    text: str = ""
    begin: int = 1


@frozen
class Shown:
    """A finding as reports show it. ``known`` says that the baseline has it. ``look`` finds its place, which takes most of what
    a finding takes, and is asked for only while it is told."""

    finding: Finding
    look: Callable[[Finding], Place]
    fingerprint: str
    known: bool = False

    @cached_property
    def place(self) -> Place:
        """Where it stands in the file."""
        return self.look(self.finding)

    def to_dict(self) -> dict[str, Any]:
        """The finding in a JSON report."""
        finding, place = self.finding, self.place
        found: dict[str, Any] = finding.to_dict()
        position: dict[str, Any] = {"file": finding.position.file}
        values: tuple[tuple[str, Any], ...] = (
            ("row", finding.position.row), ("line", place.line), ("column", place.column), ("end_column", place.end),
            ("byte", finding.position.byte), ("start", finding.position.start), ("end", finding.position.end),
            ("pointer", place.pointer), ("cell", None if place.cell is None else place.cell.to_dict()),
        )  # fmt: skip
        position |= {name: value for name, value in values if value is not None}
        found["position"] = position
        found["fingerprint"] = self.fingerprint
        if self.known:
            found["known"] = True
        return found


def is_file(name: str) -> bool:
    """Whether a position's name can be that of a file; ``<run>`` and ``<stdin>`` are none."""
    return not (name.startswith("<") and name.endswith(">"))


def fingerprint(finding: Finding) -> str:
    """What a finding is recognised by when lines have moved: the rule, the record and the member, and the value.

    Where there is no record, the file's name and the column stand for it; where there is no value, the message without its
    numbers, which may count lines.
    """
    from hashlib import sha256  # with which OpenSSL is loaded, and most files have no findings

    position = finding.position
    owner = finding.record or PurePath(position.file).name
    member = finding.pointer if finding.record or finding.pointer else f"column {position.column}" if position.row else ""
    value = finding.value if finding.value is not None else _DIGITS.sub("#", finding.message)
    parts = json.dumps([finding.rule, bool(finding.record), owner, member, value])
    return sha256(parts.encode()).hexdigest()[:20]
