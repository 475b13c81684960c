"""What an output is packed with, by its suffix: gzip, or Zstandard (extra ``zst``). The same records give the same bytes.

Knows streams and suffixes. Doesn't know formats; what is packed is opened by :mod:`eventx.files.unpacking`, by its first bytes.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from eventx.errors import UsageError

_BUFFER = 1 << 18  # bytes; exporters write a record at a time


def bare(name: str) -> str:
    """The name without the suffix that says what the file is packed with."""
    return next((name[: -len(suffix)] for suffix in _PACKINGS if name.lower().endswith(suffix)), name)


def packing_of(target: str | os.PathLike[str]) -> Callable[[BinaryIO], Any] | None:
    """What opens the packed stream of an output over its own; None for one that isn't packed.

    Raises :class:`UsageError` if that needs an extra that isn't installed.
    """
    name = os.fspath(target)
    needed = next((find for suffix, find in _PACKINGS.items() if name.lower().endswith(suffix)), None)
    return None if needed is None else needed(name)


@contextmanager
def packed(stream: BinaryIO, packing: Callable[[BinaryIO], Any] | None) -> Iterator[BinaryIO]:
    """The stream to write to, whose content is packed; whole when the block ends."""
    if packing is None:
        yield stream
        return
    with packing(stream) as inner:
        buffer = io.BufferedWriter(inner, _BUFFER)
        yield buffer
        buffer.flush()
        buffer.detach()


def _gzip(_name: str) -> Callable[[BinaryIO], Any]:
    import gzip

    # Neither the name nor the time is put in, so that the same content is the same file.
    return lambda stream: gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=stream, mtime=0)


def _zstd(name: str) -> Callable[[BinaryIO], Any]:
    try:
        import zstandard
    except ImportError:
        words = f"{name}: to write Zstandard: pip install 'eventx-conflict[zst]'; or write .gz, which needs nothing more"
        raise UsageError(words) from None
    return lambda stream: cast("Any", zstandard.ZstdCompressor().stream_writer(stream, closefd=False))


_PACKINGS: dict[str, Callable[[str], Callable[[BinaryIO], Any]]] = {".gz": _gzip, ".zst": _zstd, ".zstd": _zstd}
