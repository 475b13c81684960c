"""The codes this plugin gives, each in a sentence."""

from __future__ import annotations

import types
from collections.abc import Mapping

from eventx.tabular.codes import CODES as TABLE_CODES

CODES: Mapping[str, str] = types.MappingProxyType(
    {
        **TABLE_CODES,
        "POLECAT-HEADER": "A known fault: the header has names too many. The rows have 40 cells and are read in POLECAT's order.",
        "POLECAT-TYPE": "The event type or mode is none of PLOVER's. The cell is kept; the record has no type.",
        "POLECAT-LISTS": "The lists of an actor's cells have different lengths, so which belong together can't be known.",
    }
)
