"""Writes the flat table, from records or from pieces of them. Knows how a value stands in a cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO

from eventx.bulk.pieces import Lost, Piece
from eventx.errors import UsageError
from eventx.report import Losses, Record
from eventx.tabular.flat import COLUMNS, PARTS, Columns, Scalar, lost
from eventx.tabular.formula_guard import guarded, is_guarded, lost_in_cells, readable

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}


class TableSink:
    """One row a record; numbers plain, truth as true and false, unknown as an empty cell."""

    between = "\r\n"
    decimals = None
    alone = True

    def __init__(self, out: BinaryIO, losses: Losses, *, delimiter: str, guard: bool) -> None:
        if delimiter not in DELIMITERS:
            raise UsageError(f"delimiter={delimiter}: must be one of {', '.join(DELIMITERS)}")
        self.losses = losses
        self.delimiter = DELIMITERS[delimiter]
        self._out = out
        self._guard = guard
        self._count = 0
        self._needs_quotes = re.compile(f'["\r\n{self.delimiter}]').search
        self._pieces = tuple(Piece(part.members, self._cells(part, first=not at)) for at, part in enumerate(PARTS))
        self._out.write(self.delimiter.join(COLUMNS).encode() + b"\r\n")

    def pieces(self, order: Sequence[str], common: Record) -> tuple[Piece, ...]:  # noqa: ARG002 (columns have their own order)
        """The cells of the row, by the members that decide them."""
        return self._pieces

    def lost(self, record: Record) -> Iterable[Lost]:
        """The cells that are guarded, and what a flat row can't carry."""
        if self._guard:
            for part in PARTS:
                for name, value in zip(part.names, part.cells(record), strict=True):
                    if isinstance(value, str) and is_guarded(value):
                        yield "CSV-GUARDED", "", name
        yield from lost(record)
        yield from lost_in_cells(record)

    def put(self, record: Record) -> None:
        """Write the row of a record, and declare what is lost."""
        for code, pointer, detail in self.lost(record):
            self.losses.add(code, record["id"], pointer, detail)
        self.put_joined(b"".join(piece.make(record) for piece in self._pieces))

    def put_joined(self, data: bytes) -> None:
        """Write a row."""
        self._out.write(data + b"\r\n")
        self._count += 1

    def put_block(self, data: bytes | memoryview, count: int) -> None:
        """Write several rows."""
        self._out.write(data)
        self._out.write(b"\r\n")
        self._count += count

    def touch(self, lat: float, lon: float) -> None:
        """Nothing frames the rows but the header."""

    def close(self) -> int:
        """How many rows there were."""
        return self._count

    def _cells(self, part: Columns, *, first: bool) -> Callable[[Record], bytes]:
        before = "" if first else self.delimiter

        def make(record: Record) -> bytes:
            return (before + self.delimiter.join(map(self._cell, part.cells(record)))).encode()

        return make

    def _cell(self, value: Scalar) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        cell = readable(str(value))
        if self._guard and isinstance(value, str):
            cell = guarded(cell)
        return '"' + cell.replace('"', '""') + '"' if self._needs_quotes(cell) else cell
