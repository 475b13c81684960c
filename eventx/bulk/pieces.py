"""What an exporter brings that can write a record piece by piece: the bytes, or the typed cells, that each member of it makes.

Knows the shapes, and the pieces of a record as JSON. An exporter whose bytes for a record are its pieces one after the other,
each made from some members, takes part in the fast way; its own ``write`` is made of the same pieces, so nothing is written in
two ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Protocol, runtime_checkable

import orjson
from attrs import frozen

from eventx.report import Losses, Record
from eventx.tabular.flat import Columns, Scalar

EXTRAS = "*"
"""Stands for the members that are raw cells of the row, in the order of their columns."""

Lost = tuple[str, str, str]
"""A loss: code, pointer, detail."""


class PutWhole(Exception):
    """A record with such members has to be put: what it loses isn't known from its members one by one."""


@frozen
class Piece:
    """Some bytes of a record, made from ``members`` alone, of which at most one group of columns of the same table decides some.

    Others may be those that all records of the table have, and raw cells of the group's columns.
    """

    members: tuple[str, ...]
    make: Callable[[Record], bytes]


def packed(value: Any) -> bytes:
    """A value as JSON, to be kept: what orjson gives has room for four kilobytes, however short the text is."""
    return bytes(memoryview(orjson.dumps(value)))


def record_pieces(order: Sequence[str]) -> tuple[Piece, ...]:
    """A whole record as JSON, its members in this order; the first is in every record."""
    return (*(_named(name, first=index == 0) for index, name in enumerate(order)), Piece((), _close))


@lru_cache(maxsize=1 << 10)
def _named(name: str, *, first: bool) -> Piece:
    return Piece((name,), _extras if name == EXTRAS else _member(name, first=first))


def _member(name: str, *, first: bool) -> Callable[[Record], bytes]:
    opening = (b"{" if first else b",") + orjson.dumps(name) + b":"

    def make(record: Record) -> bytes:
        return opening + orjson.dumps(record[name]) if name in record else b""

    return make


def _extras(record: Record) -> bytes:
    return b"," + orjson.dumps(record)[1:-1] if record else b""


def _close(_: Record) -> bytes:
    return b"}"


@runtime_checkable
class Sink(Protocol):
    """An output that records, or their joined pieces, are put into one after the other.

    Texts stand in its pieces as in JSON or, where there is a ``delimiter``, as in the cells of a table: in quotes that are
    doubled, if they have a quote, a line break or the delimiter in them. Such a table begins no cell with a sign of a formula.
    A place's latitude and longitude stand in them as JSON's numbers, unless it has ``decimals``.

    It may have ``alone``: whether what was written of each record so far rests on that record, and on the first, but on no other.
    """

    losses: Losses

    @property
    def decimals(self) -> int | None:
        """How many decimals latitude and longitude have at least where they stand, as in the cells of a table."""
        ...

    @property
    def delimiter(self) -> str:
        """What stands between the cells of a table; blank for JSON."""
        ...

    def pieces(self, order: Sequence[str], common: Record) -> tuple[Piece, ...] | None:
        """The pieces of a record whose members come in this order, of a table in which all have the members ``common``.

        None if such records can only be put.
        """
        ...

    def lost(self, record: Record) -> Iterable[Lost]:
        """What is lost of a record. Which codes these are is decided by what is lost of the members of its groups of columns one
        by one, each with what all records of the table have.

        A blank code declares nothing: it tells apart members that lose the same alone, but not with others. Raises
        :class:`PutWhole`.
        """
        ...

    def put(self, record: Record) -> None:
        """Write a record and declare its losses."""
        ...

    def put_joined(self, data: bytes) -> None:
        """Write a record that was joined from its pieces; its losses are declared elsewhere."""
        ...

    def touch(self, lat: float, lon: float) -> None:
        """Take note of a point of a record for what frames them, such as a box around all points.

        Of the joined records, only the outermost points in each tenth of a degree of longitude are told.
        """
        ...

    def close(self) -> int:
        """Write what comes after the records; returns how many there were."""
        ...


@runtime_checkable
class TextSink(Sink, Protocol):
    """An output in which the bytes of records follow each other."""

    @property
    def between(self) -> str:
        """What stands between two records."""
        ...

    def put_block(self, data: bytes | memoryview, count: int) -> None:
        """Write several records that were joined, and what stands between them."""
        ...


@runtime_checkable
class ColumnSink(Sink, Protocol):
    """An output of typed columns, such as Arrow's: a record's bytes are one of them, and the others are made of its members.

    Its ``columns`` are cells of one type each; ``latitude`` and ``longitude`` are among them.
    """

    columns: tuple[Columns, ...]

    def array(self, name: str, cells: Sequence[Scalar]) -> Any:
        """Some cells of a column as an Arrow array of its type."""
        ...

    def ready(self, table: Any) -> Any:
        """An Arrow table of all columns, and the records' bytes as ``record``, in the output's own form, as a record batch.

        Rows that are not put stand in it too, with anything in their cells.
        """
        ...

    def put_columns(self, batch: Any) -> None:
        """Take several records that were joined: some rows of a batch that is :meth:`ready`."""
        ...
