"""A delimited file in pieces that end where a row ends.

Knows quotes and line ends, nothing else of the rows. Memory is that of one piece, and of one row if that is longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import RawIOBase
from typing import BinaryIO, cast

SIZE = 9 << 20
"""Bytes of a piece."""
SMALL = 17 << 17
"""Bytes of a piece where memory is scarce."""


def chunks(stream: BinaryIO, size: int = SIZE, *, quoted: bool = True) -> Iterator[bytes]:
    """The rest of a stream in pieces of about ``size`` bytes, each but the last ending with the line end of a row.

    Where nothing is ``quoted`` each line end is that of a row.
    """
    # One buffer for all that is read, because new memory costs more than copying.
    buffer, filled = bytearray(size), 0
    while count := cast("RawIOBase", stream).readinto(memoryview(buffer)[filled:]):
        filled += count
        end = last_row_end(buffer, filled) if quoted else buffer.rfind(b"\n", 0, filled) + 1
        if end:
            yield bytes(memoryview(buffer)[:end])
            buffer[: filled - end] = buffer[end:filled]
            filled -= end
        if filled * 2 > len(buffer):
            buffer += bytes(len(buffer))
    if filled:
        yield bytes(memoryview(buffer)[:filled])


def last_row_end(block: bytes | bytearray, stop: int) -> int:
    """Where the last whole row of a block that begins with a row, and goes on to ``stop``, ends; 0 if no row does."""
    quotes = count_in(block, b'"') - block.count(b'"', stop)
    while (end := block.rfind(b"\n", 0, stop)) >= 0:
        quotes -= block.count(b'"', end, stop)
        if quotes % 2 == 0:
            return end + 1
        stop = end
    return 0


def first_row_end(block: bytes) -> int:
    """Where the first row of a block ends; 0 if it doesn't."""
    end = -1
    while (end := block.find(b"\n", end + 1)) >= 0:
        if block.count(b'"', 0, end) % 2 == 0:
            return end + 1
    return 0


def count_in(block: bytes | bytearray, sign: bytes) -> int:
    """How often a byte is in a block in which few are it: to find and leave them out takes half as long as to count them."""
    return len(block) - len(block.replace(sign, b""))


def lines_in(block: bytes) -> int:
    """How many line ends there are, as a program counts them that takes each of LF, CR and CR LF for one."""
    return block.count(b"\n") + block.count(b"\r") - block.count(b"\r\n")
