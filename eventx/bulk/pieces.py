"""What an exporter brings that can write a record piece by piece: the bytes that each member of it makes.

Knows the shapes. An exporter whose bytes for a record are its pieces one after the other, each made from some members and nothing
else, takes part in the fast way; its own ``write`` is made of the same pieces, so nothing is written in two ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO, Protocol, runtime_checkable

from attrs import frozen

from eventx.report import Losses, Record

EXTRAS = "*"
"""Stands for the members that are raw cells of the row, in the order of their columns."""

Lost = tuple[str, str, str]
"""A loss: code, pointer, detail."""


@frozen
class Piece:
    """Some bytes of a record, made from ``members`` alone."""

    members: tuple[str, ...]
    make: Callable[[Record], bytes]


@runtime_checkable
class Sink(Protocol):
    """An output that records, or their joined pieces, are put into one after the other."""

    losses: Losses

    def pieces(self, order: Sequence[str]) -> tuple[Piece, ...]:
        """The pieces of a record whose members come in this order."""
        ...

    def lost(self, record: Record) -> Iterable[Lost]:
        """What is lost of a record. Which codes these are is decided by the codes and pointers for its members one by one."""
        ...

    def put(self, record: Record) -> None:
        """Write a record and declare its losses."""
        ...

    def put_joined(self, data: bytes) -> None:
        """Write a record that was joined from its pieces; its losses are declared elsewhere."""
        ...

    @property
    def between(self) -> str:
        """What stands between two records."""
        ...

    def put_block(self, write: Callable[[BinaryIO], None], count: int) -> None:
        """Let several records that were joined be written to the output, with what stands between them."""
        ...

    def touch(self, lat: float, lon: float) -> None:
        """Take note of a point of a record for what frames them, such as a box around all points.

        Of the joined records, only the outermost points in each tenth of a degree of longitude are told.
        """
        ...

    def close(self) -> int:
        """Write what comes after the records; returns how many there were."""
        ...
