"""The formats that the schemas use, checked without any further package.

Knows calendar dates and addresses. Doesn't know what a date means for an event: rules do.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jsonschema import FormatChecker

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]*")


def is_date(value: object) -> bool:
    """Whether text is a real day of the calendar, ``YYYY-MM-DD``; what isn't text is not this format's business."""
    if not isinstance(value, str):
        return True
    if _DATE.fullmatch(value) is None:
        return False
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_address(value: object) -> bool:
    """Whether text is an address with its scheme; letters outside ASCII are let through, since the web has such addresses."""
    return not isinstance(value, str) or _ADDRESS.fullmatch(value) is not None


def format_checker() -> FormatChecker:
    """A checker of these formats alone, whatever else is installed in the environment."""
    from jsonschema import FormatChecker

    checker = FormatChecker(formats=())
    checker.checkers = {"date": (is_date, ()), "uri": (is_address, ())}
    return checker
