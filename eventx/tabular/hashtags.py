"""The row of HXL hashtags that tables of humanitarian data have under their header (https://hxlstandard.org).

Knows what such a row looks like. Doesn't know what a tag means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_TAG = re.compile(r"\s*#[A-Za-z][A-Za-z0-9_]*(\s*\+\s*[A-Za-z][A-Za-z0-9_]*)*\s*")


def is_tags(cells: Sequence[str]) -> bool:
    """Whether a row is HXL's: hashtags, and blanks where a column has none."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(map(_TAG.fullmatch, filled))
