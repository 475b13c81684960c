"""What is done to a text so that it can stand in a cell, and what of it isn't read back.

Knows the apostrophe that keeps spreadsheets from running a cell of our flat tables as a formula, put on and taken off; and what
no reader of tables gives back. A cell that has such an apostrophe of its own gets another, so that what is taken off is
always what was put on. Doesn't know a file format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from eventx.report import Record
from eventx.tabular.flat import BETWEEN, PARTS

NUL = "\0"
_SIGN = "'"
_NUMBER = re.compile(r"[-+]?[0-9]+([.][0-9]+)?")
BLANK_WORDS = frozenset(("NA", "NaN", "nan", "NULL", "<NA>", "NaT"))
"""What R and pandas write for a blank cell, so that in a table nobody can tell it from a text."""
CODES: Mapping[str, str] = {
    "FLAT-BLANK": "A text is a word that programs write for a blank cell, such as NA: read back from a table, it isn't known.",
    "FLAT-SEPARATOR": "An entry of a list has a semicolon and a blank in it, as stand between entries: read back, it is several.",
    "FLAT-SIGNS": "A text has blanks at an end, which readers of tables take away, or a NUL, which is written as U+FFFD.",
}


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run the cell; ``-1.2`` is a number and no formula."""
    return cell[:1] in ("=", "+", "-", "@", "\t", "\r") and _NUMBER.fullmatch(cell) is None


def is_guarded(cell: str) -> bool:
    """Whether the cell gets an apostrophe: a formula, also one behind apostrophes."""
    return is_formula(cell.lstrip(_SIGN))


def guarded(cell: str) -> str:
    """The cell as it is written."""
    return _SIGN + cell if is_guarded(cell) else cell


def unguarded(cell: str) -> str:
    """The cell that was written so; the apostrophe of any other text stays."""
    return cell[1:] if cell.startswith(_SIGN) and is_guarded(cell) else cell


def readable(cell: str) -> str:
    """The cell with U+FFFD for each NUL: with one in it, readers take the whole table for damaged."""
    return cell.replace(NUL, "\ufffd")


def lost_in_cells(record: Record) -> Iterator[tuple[str, str, str]]:
    """What of the texts of a flat row isn't read back: code, pointer, column."""
    for part in PARTS:
        if any(member in record for member in part.members):
            for name, cell in zip(part.names, part.cells(record), strict=True):
                if isinstance(cell, str) and (cell != cell.strip() or NUL in cell):
                    yield "FLAT-SIGNS", f"/{part.members[0]}", name
                if cell in BLANK_WORDS:
                    yield "FLAT-BLANK", f"/{part.members[0]}", name
    for name, entries in _lists(record):
        if any(BETWEEN in entry for entry in entries):
            yield "FLAT-SEPARATOR", f"/{name}", name
        if len(entries) > 1 and any(entry != entry.strip() for entry in entries):
            yield "FLAT-SIGNS", f"/{name}", name


def _lists(record: Record) -> Iterator[tuple[str, Sequence[str]]]:
    """The lists that stand in one cell, by their members."""
    if "actors" in record:
        yield "actors", [name for actor in record["actors"] if (name := actor.get("name") or actor.get("text"))]
    if "tags" in record:
        yield "tags", record["tags"]
    if "relations" in record:
        yield "relations", [relation["target"] for relation in record["relations"]]
    if "sources" in record:
        yield "sources", [source["name"] for source in record["sources"] if "name" in source]
