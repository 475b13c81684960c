"""Opening what a user names as input: a path, standard input, or bytes at hand.

Knows files, ``-``, and gzip (by its content, not its name). Doesn't know any format; an importer gets a plain binary stream that
starts at the first byte, and the first bytes are looked at before, for recognition.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from attrs import frozen

from eventx.errors import InputError

HEAD_BYTES = 1 << 16
_GZIP_MAGIC = b"\x1f\x8b\x08"

Location = str | os.PathLike[str] | BinaryIO


@frozen
class Opened:
    """An input that is open: its name for messages, its stream from the first byte, its first bytes.

    ``size`` is the number of bytes on disk, ``tell()`` how many of them are read; both only for progress.
    """

    name: str
    stream: BinaryIO
    head: bytes
    size: int | None
    raw: BinaryIO

    def tell(self) -> int:
        """Bytes of the file that have been read so far."""
        try:
            return self.raw.tell()
        except (OSError, ValueError):
            return 0


class _Replayed(io.RawIOBase):
    """A stream that can't go back, with the bytes that were looked at put in front again."""

    def __init__(self, head: bytes, rest: BinaryIO, name: str) -> None:
        self.name = name
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._head:
            count = min(len(buffer), len(self._head))
            buffer[:count] = self._head[:count]
            self._head = self._head[count:]
            return count
        found = self._rest.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)


def name_of(location: Location) -> str:
    """How messages call an input."""
    if isinstance(location, str | os.PathLike):
        return "<stdin>" if os.fspath(location) == "-" else os.fspath(location)
    name = getattr(location, "name", None)
    return name if isinstance(name, str) else "<stream>"


@contextmanager
def open_input(location: Location) -> Iterator[Opened]:
    """Open an input, unpacking gzip. Raises :class:`~eventx.errors.InputError` with the reason in words."""
    name = name_of(location)
    if not isinstance(location, str | os.PathLike):
        yield _opened(name, location, None)
    elif os.fspath(location) == "-":
        yield _opened(name, sys.stdin.buffer, None)
    else:
        with _file(Path(location)) as file:
            yield _opened(name, file, Path(location).stat().st_size)


def _file(path: Path) -> BinaryIO:
    try:
        if path.is_dir():
            raise InputError(f"{path} is a directory; name the files in it")
        return path.open("rb")
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except PermissionError:
        raise InputError(f"{path}: no permission to read it") from None
    except OSError as error:
        raise InputError(f"{path}: can't be opened: {error.strerror or error}") from error
    except ValueError as error:  # a NUL in the name
        raise InputError(f"{str(path)!r}: no possible file name: {error}") from error


def _opened(name: str, raw: BinaryIO, size: int | None) -> Opened:
    head = _read(name, raw, HEAD_BYTES)
    stream = io.BufferedReader(_Replayed(head, raw, name), HEAD_BYTES)
    if not head.startswith(_GZIP_MAGIC):
        return Opened(name, cast("BinaryIO", stream), head, size, raw)
    import gzip

    unpacked = gzip.GzipFile(fileobj=stream)
    inner = _read(name, cast("BinaryIO", unpacked), HEAD_BYTES)
    replayed = io.BufferedReader(_Replayed(inner, cast("BinaryIO", unpacked), name), HEAD_BYTES)
    return Opened(name.removesuffix(".gz"), cast("BinaryIO", replayed), inner, size, raw)


def _read(name: str, stream: BinaryIO, count: int) -> bytes:
    parts: list[bytes] = []
    missing = count
    try:
        while missing and (part := stream.read(missing)):
            parts.append(part)
            missing -= len(part)
    except EOFError:
        raise InputError(f"{name}: the gzip file is cut off; get it again") from None
    except OSError as error:
        raise InputError(f"{name}: can't be read: {error.strerror or error}") from error
    return b"".join(parts)
