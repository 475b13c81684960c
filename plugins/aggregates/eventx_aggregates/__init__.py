"""Tables about conflict that are not events: counts, forecasts, yearly figures.

Knows them by their headers, and refuses each with a sentence that says what it is, what its rows are and where the events are.
Reads no rows: a count can't be turned into events without inventing them.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from typing import BinaryIO, ClassVar

from eventx.plugins import Sniff
from eventx.report import End, Outcome

HEAD_BYTES = 1 << 16


class AggregatesImporter:
    """Recognises tables of counts, forecasts and yearly figures, and says why they can't be read as events."""

    name = "aggregates"
    codes: ClassVar[Mapping[str, str]] = types.MappingProxyType({})  # it refuses the whole table, never a row

    def sniff(self, head: bytes, filename: str) -> Sniff | None:  # noqa: ARG002 (the content decides)
        """Claims a table, or a JSON answer, whose column names are those of a known table of figures, and no table of events."""
        from eventx_aggregates.recognition import recognise

        kind = recognise(head)
        return None if kind is None else Sniff(kind.score, f"{kind.title}: no events, but figures")

    def read(self, stream: BinaryIO, *, name: str) -> Iterator[Outcome | End]:
        """Always raises :class:`~eventx.errors.InputError`: what this table is, and where its source has events."""
        from eventx_aggregates.recognition import refusal

        raise refusal(stream.read(HEAD_BYTES), name)
