"""Whether two cells say the same in two spellings: ``3`` and ``3.0``, ``19/5/2024`` and ``2024-05-19``, ``NA`` and a blank.

Doesn't know columns: whether a cell can mean what a record says is the layout's to judge.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from eventx.tabular.days import Order, read_day
from eventx.tabular.layout import MISSING

_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+|,(?![0-9]{3}$)[0-9]+)?")  # 1,500 can be a thousand and more
_ORDERS: tuple[Order, ...] = ("dmy", "mdy")


def is_alike(cell: Any, other: str) -> bool:
    """Whether a cell, which may be of JSON, and another say the same."""
    if not isinstance(cell, str):
        return False
    one, two = ("" if text.strip() in MISSING else text.strip().casefold() for text in (cell, other))
    if one == two:
        return True
    if _NUMBER.fullmatch(one) and _NUMBER.fullmatch(two):
        return Decimal(one.replace(",", ".")) == Decimal(two.replace(",", "."))
    # Read in one order: 3/4 is not 4/3, though each can be the day that the other is.
    days = ((read_day(one, "", order)[0], read_day(two, "", order)[0]) for order in _ORDERS if one and two)
    return any(day is not None and day == other_day for day, other_day in days)
