"""Unpacks the body of an answer as it comes, and knows whether it is whole: HTTP libraries take a cut-off one for the end.

Knows gzip, also of several pieces, and deflate with and without its header. Doesn't know HTTP.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

KNOWN = ("gzip", "x-gzip", "deflate")
_MOST = 1 << 16  # bytes that are unpacked at once, whatever is packed in so many


def unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """What is packed in the chunks. Raises :class:`zlib.error` if it isn't, and :class:`EOFError` if it ends too early."""
    unpacking = None
    for chunk in chunks:
        left, made = chunk, b""
        while left or len(made) == _MOST:  # behind as much as that there may be more, of what was taken in before
            if unpacking is None or (unpacking.eof and left):
                unpacking = zlib.decompressobj(zlib.MAX_WBITS | 32 if _has_header(left) else -zlib.MAX_WBITS)
            made = unpacking.decompress(left, _MOST)
            yield made
            left = unpacking.unconsumed_tail or unpacking.unused_data
    if unpacking is not None and not unpacking.eof:
        raise EOFError


def _has_header(packed: bytes) -> bool:
    """Whether it begins as gzip or zlib do; some servers send "deflate" bare."""
    return packed[:1] == b"\x1f" or (packed[0] & 15 == 8 and (len(packed) < 2 or int.from_bytes(packed[:2]) % 31 == 0))
