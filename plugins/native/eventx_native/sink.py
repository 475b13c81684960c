"""Records written as they are, one after the other, whole or from pieces. Knows lines and documents; nothing is ever lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

import orjson

from eventx.bulk.pieces import Lost, Piece, record_pieces
from eventx.report import Losses, Record


class NativeSink:
    """NDJSON or, with a header, a dataset document."""

    delimiter = ""
    decimals = None

    def __init__(self, out: BinaryIO, losses: Losses, header: Mapping[str, Any] | None) -> None:
        self.losses = losses
        self._out = out
        self._document = header is not None
        self._count = 0
        self.between = ",\n" if self._document else "\n"
        if header is not None:
            out.write(orjson.dumps(header)[:-1] + b',"events":[')

    def pieces(self, order: Sequence[str], common: Record) -> tuple[Piece, ...]:  # noqa: ARG002
        """The members, in this order; the first is in every record."""
        return record_pieces(order)

    def lost(self, record: Record) -> Iterable[Lost]:  # noqa: ARG002
        """Nothing is lost in the format itself."""
        return ()

    def put(self, record: Record) -> None:
        """Write a record, members in the order given."""
        self.put_joined(orjson.dumps(record))

    def put_joined(self, data: bytes) -> None:
        """Write a record's JSON."""
        self._out.write((b",\n%b" if self._count else b"\n%b") % data if self._document else data + b"\n")
        self._count += 1

    def put_block(self, data: bytes | memoryview, count: int) -> None:
        """Write the JSON of several records."""
        if self._document:
            self._out.write(b",\n" if self._count else b"\n")
        self._out.write(data)
        if not self._document:
            self._out.write(b"\n")
        self._count += count

    def touch(self, lat: float, lon: float) -> None:
        """Nothing frames the records but their number."""

    def close(self) -> int:
        """Write the end of a document."""
        if self._document:
            self._out.write(b"\n]}\n")
        return self._count
