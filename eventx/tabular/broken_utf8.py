"""Bytes of a table that should be UTF-8 and in part are not, as UTF-8.

Knows how to find the bytes that can't be UTF-8 and to read them in an older 8-bit encoding, which the kind of table is known to
have had; says once that it did, and where. Leaves a file with another byte order mark, or with NUL bytes, as it is.
"""

from __future__ import annotations

import codecs
import io
from typing import Any, BinaryIO

from eventx.report import Finding, Position, Severity

_CHUNK = 1 << 16
_OTHERS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_LONGEST = 3  # bytes that a chunk can end with in the middle of a character


class Mended(io.RawIOBase):
    """A stream in which what isn't UTF-8 is turned into it. Closing it leaves the inner stream open."""

    def __init__(self, stream: BinaryIO, older: str, name: str, remarks: list[Finding]) -> None:
        self._stream = stream
        self._older = older
        self._name = name
        self._remarks = remarks
        self._out = b""
        self._rest = b""
        self._lines = 1
        self._told = False
        self._started = False
        self._as_it_is = False

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with UTF-8."""
        view = memoryview(buffer)
        while not self._out:
            chunk = self._stream.read(_CHUNK)
            if not self._started and chunk:
                self._started = True
                self._as_it_is = chunk.startswith(_OTHERS) or b"\x00" in chunk[:1024]
            if not chunk and not self._rest:
                return 0
            self._out = chunk if self._as_it_is else self._mend(self._rest + chunk, final=not chunk)
        found = self._out[: len(view)]
        self._out = self._out[len(found) :]
        view[: len(found)] = found
        return len(found)

    def _mend(self, data: bytes, *, final: bool) -> bytes:
        parts: list[bytes] = []
        while True:
            try:
                used = codecs.utf_8_decode(data, "strict", final)[1]
            except UnicodeDecodeError as error:
                good, bad = data[: error.start], data[error.start : error.end]
                data = data[error.end :]
                self._tell(good, bad, data)
                parts += [good, bad.decode(self._older, "replace").encode()]
                self._lines += _line_ends(good, len(good))
                continue
            self._rest = data[used:]
            assert final or len(self._rest) <= _LONGEST
            self._lines += _line_ends(data, used)
            return b"".join((*parts, data[:used]))

    def _tell(self, good: bytes, bad: bytes, after: bytes) -> None:
        if self._told:
            return
        self._told = True
        line = self._lines + good.count(b"\n")
        around = good[-20:].rpartition(b"\n")[2] + bad + after[:20].partition(b"\n")[0]
        words = (
            f"byte 0x{bad[0]:02x} is not UTF-8; such bytes are read as {self._older}, so the text here reads "
            f"{around.decode(self._older, 'replace')!r}"
        )
        advice = "if the letters are wrong, name the encoding with -O encoding=…"
        self._remarks.append(Finding("TAB-ENCODING", Severity.WARNING, words, Position(self._name, line=line), advice=advice))


def _line_ends(data: bytes, stop: int) -> int:
    """How many there are up to a place. Python finds the next of them in less time than it takes to count all bytes."""
    count, at = 0, data.find(b"\n", 0, stop)
    while at >= 0:
        count += 1
        at = data.find(b"\n", at + 1, stop)
    return count
