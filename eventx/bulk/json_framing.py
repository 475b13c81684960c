"""Records as JSON, one after the other: as the items of a document's list, or one a line.

Knows what stands between two of them. Doesn't know what a record looks like, nor what comes after a list.
"""

from __future__ import annotations

from typing import BinaryIO


class Framed:
    """Writes records to ``out`` behind the ``head`` of a document, which ends with the sign that begins its list; or one a line.

    ``count``: how many there were.
    """

    delimiter = ""

    def __init__(self, out: BinaryIO, head: bytes | None) -> None:
        self.out = out
        self.count = 0
        self.lines = head is None
        self.between = "\n" if head is None else ",\n"
        if head is not None:
            out.write(head)

    def put_joined(self, data: bytes) -> None:
        """Write a record."""
        self.put_block(data, 1)

    def put_block(self, data: bytes | memoryview, count: int) -> None:
        """Write several records."""
        if not self.lines:
            self.out.write(b",\n" if self.count else b"\n")
        self.out.write(data)
        if self.lines:
            self.out.write(b"\n")
        self.count += count
