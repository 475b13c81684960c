"""The apostrophe that keeps spreadsheets from running a cell of our flat table as a formula: put on, and taken off.

Knows which cells get one. A cell that has such an apostrophe of its own gets another, so that what is taken off is always what
was put on.
"""

from __future__ import annotations

import re

_SIGN = "'"
_NUMBER = re.compile(r"[-+]?[0-9]+([.][0-9]+)?")


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
