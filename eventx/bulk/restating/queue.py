"""The lines of a stream, taken one after the other, or looked at ahead of that.

Knows line breaks, and nothing of what the lines say. Memory is that of a block, and of one line if that is longer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from eventx.report import End, Outcome

BLOCK = 1 << 20
"""Bytes of a block at most."""
_FIRST = 1 << 16  # bytes of the first block; each is twice as large as that before it


class LineQueue:
    """What is ``first``, and what follows it in a stream; ``count`` is the number of the line taken last."""

    def __init__(self, first: bytes, stream: BinaryIO, *, before: int = 0) -> None:
        self.count = before
        self._read = getattr(stream, "read1", stream.read)  # what is there, without waiting for more
        self._ended = not first
        self._failed: Exception | None = None
        # Whole lines, of which those up to a byte were taken, and then those that were looked at.
        end = first.rfind(b"\n") + 1
        self._block, self._rest, self._start = first[:end], first[end:], 0
        self._lines: list[bytes] = []
        self._at = 0
        self._size = _FIRST
        self.is_whole = True
        """Whether the last line ends with a line break, as far as it is known."""

    def take(self) -> bytes:
        """The next line with its line break, if it has one; nothing at the end."""
        if self._at < len(self._lines):
            line = self._lines[self._at]
            self.skip(1)
            return line + b"\n" if self.is_whole or self._at < len(self._lines) else line
        if not self._has_more():
            return b""
        start, self._start = self._start, self._block.find(b"\n", self._start) + 1 or len(self._block)
        self.count += 1
        return self._block[start : self._start]

    def ahead(self) -> Sequence[bytes]:
        """Some lines that come next, without their line breaks; none at the end."""
        if self._at < len(self._lines):
            del self._lines[: self._at]
        else:
            self._lines = self._block[self._start :].split(b"\n") if self._has_more() else []
            if self._block.endswith(b"\n") and self._lines:
                self._lines.pop()
            self._start = len(self._block)
        self._at = 0
        return self._lines

    def skip(self, count: int) -> None:
        """Take so many of the lines that were looked at."""
        self._at += count
        self.count += count

    def portion(self, size: int) -> bytes:
        """The next lines, about ``size`` bytes, which are taken; nothing if there are no more behind them, or an error is."""
        if left := self._lines[self._at :]:  # they are the end of the block
            self._start -= sum(map(len, left)) + len(left) - (not self._block.endswith(b"\n"))
        self._lines, self._at = [], 0
        parts, taken = list[bytes](), 0
        try:
            while self._has_more() and taken < size:
                parts.append(self._block[self._start :])
                taken += len(parts[-1])
                self._start = len(self._block)
            more = self._start < len(self._block)
        except Exception:  # who takes the lines before it meets it again
            more = False
        found = b"".join(parts)
        if not more:
            self._block, self._start = found, 0
            return b""
        self.count += found.count(b"\n")
        return found

    def _has_more(self) -> bool:
        """Whether there are lines that were not looked at. Those before an error of the stream come before it."""
        while self._start == len(self._block) and not self._ended:
            self._fill()
        return self._start < len(self._block)

    def _fill(self) -> None:
        if self._failed is not None:
            raise self._failed
        parts, size, block, ends = [self._rest], 0, b" ", False
        try:
            # A line that is longer is put together once, and not again with each block.
            while block and (size < self._size or not ends):
                parts.append(block := self._read(self._size))
                size += len(block)
                ends = ends or b"\n" in block
        except Exception as error:
            self._failed = error
        self._size = min(2 * self._size, BLOCK)
        whole = b"".join(parts)
        end = whole.rfind(b"\n") + 1
        if not block:
            self._ended = True
            self.is_whole = end == len(whole)
            end = len(whole)
        self._block, self._rest, self._start = whole[:end], whole[end:], 0


class LineOutcomes(Iterator[Outcome | End]):
    """The outcomes of a file whose ``lines`` are records, one a line.

    Lines that are known to be good and were written may be skipped: the importer counts them as read, and goes on behind them.
    """

    def __init__(self, items: Iterator[Outcome | End], lines: LineQueue) -> None:
        self._items = items
        self.lines = lines

    def __next__(self) -> Outcome | End:
        return next(self._items)
