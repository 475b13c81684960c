"""Whether two cells say the same in two spellings: ``3`` and ``3.0``, ``19/5/2024`` and ``2024-05-19``, ``NA`` and a blank.

Doesn't know columns: whether a cell can mean what a record says is the layout's to judge.
"""

from __future__ import annotations

import re
from typing import Any

from eventx.tabular.days import read_day
from eventx.tabular.layout import MISSING

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,17})?")


def is_alike(cell: Any, other: str) -> bool:
    """Whether a cell, which may be of JSON, and another say the same."""
    if not isinstance(cell, str):
        return False
    one, two = ("" if text.strip() in MISSING else text.strip().casefold() for text in (cell, other))
    if one == two:
        return True
    if _NUMBER.fullmatch(one) and _NUMBER.fullmatch(two):
        return float(one.replace(",", ".")) == float(two.replace(",", "."))
    return bool(one and two and not _days(one).isdisjoint(_days(two)))


def _days(text: str) -> set[str]:
    """The days that a cell can name, in either order of its numbers."""
    found = (read_day(text, "", order)[0] for order in ("dmy", "mdy"))
    return {day.isoformat() for day in found if day is not None}
