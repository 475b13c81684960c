"""The lines of a file by number, in little memory.

Knows where every 256th line begins, so that going back is cheap. Doesn't know what lines say. Counts lines as the readers do:
those of JSON end with a line feed, those of tables also with a carriage return alone.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
import tempfile
import weakref
from array import array
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

_STEP = 256
_LONGEST = 4 << 20
_BLOCK = 1 << 16
_IN_MEMORY = 8 << 20
_ENDS = (b"\n", b"\r")
_BREAKS = re.compile("\r\n|\r|\n")
# What has to be written anew to be read line by line, by how it begins.
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Lines:
    """Lines of a stream that can go back. ``head`` are the first bytes. A line longer than 4 MiB is cut there.

    ``returns``: a carriage return ends a line too, as in tables.
    """

    def __init__(self, stream: BinaryIO, *, returns: bool = False) -> None:
        stream.seek(0)
        head = stream.read(1 << 16)
        encoding = next((name for mark, name in _WIDE if head.startswith(mark)), None)
        if encoding is not None or (b"\r" in head and b"\n" not in head):
            stream = _rewritten(stream, encoding or "latin-1")
            weakref.finalize(self, stream.close)
            stream.seek(0)
            head = stream.read(1 << 16)
        self.head = head
        self._returns = returns
        self._stream = stream
        self._marks = array("Q", [0])  # where lines 1, 257, 513 … begin
        self._next = 1
        self._at = 0

    def __getitem__(self, number: int) -> bytes:
        """The line of this number from 1, without its break; empty if there is none."""
        if number < 1:
            return b""
        if number != self._next:
            self._go(number)
        return self._read().rstrip(b"\r\n") if self._next == number else b""

    def until(self, number: int) -> Iterator[bytes]:
        """The lines before the one of this number, from the first."""
        self._go(1)
        while self._next < number and (line := self._read()):
            yield line

    def _go(self, number: int) -> None:
        known = min((number - 1) // _STEP, len(self._marks) - 1)
        if not known * _STEP + 1 <= self._next <= number:
            self._next, self._at = known * _STEP + 1, self._marks[known]
        while self._next < number and (self._skip(number - self._next) or self._read()):
            pass

    def _skip(self, count: int) -> bool:
        """Pass over so many lines, or fewer, up to the next of which the place is kept; false if they have to be read."""
        count = min(count, _STEP - (self._next - 1) % _STEP)
        self._stream.seek(self._at)
        block = self._stream.read(_BLOCK)
        end = found = 0
        while found < count and (after := block.find(b"\n", end) + 1):
            end, found = after, found + 1
        if not found or (self._returns and block.count(b"\r", 0, end) != block.count(b"\r\n", 0, end)):
            return False
        self._pass(found, end)
        return True

    def _pass(self, lines: int, size: int) -> None:
        self._next += lines
        self._at += size
        if (self._next - 1) % _STEP == 0 and (self._next - 1) // _STEP == len(self._marks):
            self._marks.append(self._at)

    def _read(self) -> bytes:
        """The next line with its break; empty at the end."""
        self._stream.seek(self._at)
        line = part = self._stream.readline(_LONGEST)
        if self._returns and 0 <= (end := part.find(b"\r")) < len(part) - 1 and part[end + 1 : end + 2] != b"\n":
            line = part = part[: end + 1]
        size = len(part)
        while part and not part.endswith(_ENDS if self._returns else b"\n"):
            part = self._stream.readline(_LONGEST)
            size += len(part)
        if line:
            self._pass(1, size)
        return line


def _rewritten(stream: BinaryIO, encoding: str) -> BinaryIO:
    """The text in UTF-8 (or, of an 8-bit encoding, its bytes) with line feeds."""
    stream.seek(0)
    copy = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (who reads it closes it)
    reader = codecs.getreader(encoding)(stream, "replace")
    narrow = "latin-1" if encoding == "latin-1" else "utf-8"
    last = ""
    while text := reader.read(1 << 16, 1 << 16):
        joined = last + text
        last = "\r" if joined.endswith("\r") else ""
        joined = joined.removesuffix("\r").replace("\r\n", "\n").replace("\r", "\n")
        copy.write(joined.encode(narrow, errors="replace"))
    copy.write(b"\n" if last else b"")
    return cast("BinaryIO", copy)


def one_line_each(stream: BinaryIO) -> BinaryIO:
    """The CSV text of a workbook's sheet with each of its rows on one line, numbered as the spreadsheet shows them."""
    stream.seek(0)
    copy = cast("BinaryIO", tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 (who reads it closes it)
    text, lines = (io.TextIOWrapper(one, "utf-8", newline="", write_through=True) for one in (stream, copy))
    csv.writer(lines).writerows([_BREAKS.sub(" ", cell) for cell in row] for row in csv.reader(text))
    text.detach()
    lines.detach()
    return copy


class Tee(io.RawIOBase):
    """A stream that keeps what passes through it, for what can be read once only. Has the name of the one it reads.

    ``full`` is called where there is no room for that; then nothing is kept.
    """

    def __init__(self, stream: BinaryIO, name: str, full: Callable[[], None]) -> None:
        self.name = name
        self.copy = cast("BinaryIO", tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 (who looks into it closes it)
        self._stream = stream
        self._copies = True
        self._full = full

    def readable(self) -> bool:  # noqa: D102
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # noqa: D102
        found = getattr(self._stream, "read1", self._stream.read)(len(buffer))
        buffer[: len(found)] = found
        if self._copies:
            try:
                self.copy.seek(0, io.SEEK_END)
                self.copy.write(found)
            except OSError:  # there is no room for what would only be shown
                self._copies = False
                with contextlib.suppress(OSError):
                    self.copy.close()
                self._full()
        return len(found)
