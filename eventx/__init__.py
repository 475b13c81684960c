"""eventx: the open exchange format for conflict events, and the toolkit around it.

>>> import eventx
>>> for event in eventx.read("events.csv"):          # doctest: +SKIP
...     print(event.id, event.date, event.place)
>>> eventx.convert("events.csv", "events.geojson")   # doctest: +SKIP

Nothing is loaded until it is used.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as `typing` has it, which itself takes a while to load
if TYPE_CHECKING:
    from typing import Any

    from eventx.api import Events, RejectedUnits, Report, read, validate, write
    from eventx.arrow import Scan, scan
    from eventx.conversion import Rejected, Unaccounted, convert
    from eventx.errors import EventxError, FetchError, InputError, OutputError, PluginError, SchemaError, UsageError
    from eventx.ledger import Ledger
    from eventx.model import Event
    from eventx.model.codec import decode, encode
    from eventx.report import Finding, Position, Severity

_HOMES = {
    "Event": "model",
    "Events": "api",
    "EventxError": "errors",
    "FetchError": "errors",
    "Finding": "report",
    "InputError": "errors",
    "Ledger": "ledger",
    "OutputError": "errors",
    "PluginError": "errors",
    "Position": "report",
    "Rejected": "conversion",
    "RejectedUnits": "api",
    "Report": "api",
    "Scan": "arrow",
    "SchemaError": "errors",
    "Severity": "report",
    "Unaccounted": "conversion",
    "UsageError": "errors",
    "convert": "conversion",
    "decode": "model.codec",
    "encode": "model.codec",
    "read": "api",
    "scan": "arrow",
    "validate": "api",
    "write": "api",
}

__all__ = [
    "Event",
    "Events",
    "EventxError",
    "FetchError",
    "Finding",
    "InputError",
    "Ledger",
    "OutputError",
    "PluginError",
    "Position",
    "Rejected",
    "RejectedUnits",
    "Report",
    "Scan",
    "SchemaError",
    "Severity",
    "Unaccounted",
    "UsageError",
    "__version__",
    "convert",
    "decode",
    "encode",
    "read",
    "scan",
    "validate",
    "write",
]


def __dir__() -> list[str]:
    return list(__all__)


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from eventx.version import version

        return version()
    if name in _HOMES:
        import importlib

        found = getattr(importlib.import_module(f"eventx.{_HOMES[name]}"), name)
        globals()[name] = found
        return found
    raise AttributeError(f"module 'eventx' has no attribute {name!r}")
