"""Which members of a record are cells that only write in another way what the record says: ``3.0`` for 3, 19/5/2024.

Knows that a table's own writer can tell, and that a column without a name says nothing that could be named. Doesn't know layouts.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable
from functools import cache

from eventx import plugins
from eventx.errors import PluginError
from eventx.report import Losses, Record

_UNNAMED = re.compile(r"[a-z][a-z0-9._-]*:@[0-9]+")
_Restated = Callable[[Record], frozenset[str]]


def restated(record: Record) -> frozenset[str]:
    """The names of such members."""
    own = [name for name in record if ":" in name]
    found = {name for name in own if _UNNAMED.fullmatch(name)}
    for prefix in {name.partition(":")[0] for name in own}:
        found |= _of_table(prefix)(record)
    return frozenset(found)


@cache
def _of_table(prefix: str) -> _Restated:
    """What tells it of a table with this prefix: its exporter's sink, if it has one that can."""
    with contextlib.suppress(PluginError):
        if (plugin := plugins.exporters().get(prefix)) is not None and (sink := getattr(plugin.load(), "sink", None)):
            tells: _Restated = getattr(sink(io.BytesIO(), Losses()), "restated", _none)
            return tells
    return _none


def _none(_: Record) -> frozenset[str]:
    return frozenset()
