"""Records written as they are, one after the other, whole or from pieces. Knows lines and documents; nothing is ever lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

import orjson

from eventx.bulk.json_framing import Framed
from eventx.bulk.pieces import Lost, Piece, record_pieces
from eventx.report import Losses, Record


class NativeSink(Framed):
    """NDJSON or, with a header, a dataset document."""

    decimals = None
    alone = True

    def __init__(self, out: BinaryIO, losses: Losses, header: Mapping[str, Any] | None) -> None:
        super().__init__(out, None if header is None else orjson.dumps(header)[:-1] + b',"events":[')
        self.losses = losses

    def pieces(self, order: Sequence[str], common: Record) -> tuple[Piece, ...]:  # noqa: ARG002
        """The members, in this order; the first is in every record."""
        return record_pieces(order)

    def lost(self, record: Record) -> Iterable[Lost]:  # noqa: ARG002
        """Nothing is lost in the format itself."""
        return ()

    def put(self, record: Record) -> None:
        """Write a record, members in the order given."""
        self.put_joined(orjson.dumps(record))

    def touch(self, lat: float, lon: float) -> None:
        """Nothing frames the records but their number."""

    def close(self) -> int:
        """Write the end of a document."""
        if not self.lines:
            self.out.write(b"\n]}\n")
        return self.count
