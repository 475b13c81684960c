"""How much memory the columns take, and how what Polars frees is used again.

Knows the setting of jemalloc, which Polars brings. Without one, the memory of a chunk goes back to the system half a second after
it is free, and is faulted in anew by the next, which takes an eighth of the time of a conversion. So it is kept ten seconds, in
as many places as there are cores, of which Polars would take four times as many; or, where memory is scarce, in one place for all
threads. Arrow's own allocator gives the memory of a row group back at once, the C library's keeps it, and is told to keep that of
Python's copies of a chunk too. Only for processes that are eventx's own, because it holds for all that uses memory in them.
"""

from __future__ import annotations

import os
from contextlib import suppress

_SETTING = "_RJEM_MALLOC_CONF"
_ARROWS = "ARROW_DEFAULT_MEMORY_POOL"
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # of malloc.h
_LARGEST = 32 << 20  # bytes, the most that it takes for a threshold
_PLENTY = f"dirty_decay_ms:10000,muzzy_decay_ms:10000,narenas:{os.cpu_count() or 1},background_thread:false"
_SCARCE = "dirty_decay_ms:1000,muzzy_decay_ms:1000,narenas:1,background_thread:false"


def set_allocator(*, low_memory: bool = False) -> None:
    """Let freed memory be used again, unless the environment of the caller says how. Has no effect once Polars is imported."""
    if os.environ.get(_SETTING) in {None, _PLENTY}:
        os.environ[_SETTING] = _SCARCE if low_memory else _PLENTY
    os.environ.setdefault(_ARROWS, "system")
    if low_memory:
        _tell_c_library(_ARENA_MAX, 1)


def keep_large() -> None:
    """Let the C library keep what was taken for long texts too, unless memory is scarce; for where Polars is needed anyway."""
    if os.environ.get(_SETTING, "").endswith(_PLENTY):  # Polars puts its own before it
        _tell_c_library(_MMAP_THRESHOLD, _LARGEST)
        _tell_c_library(_TRIM_THRESHOLD, 4 * _LARGEST)


def _tell_c_library(setting: int, value: int) -> None:
    """Say how memory is to be given to Python, where the C library is GNU's."""
    import ctypes  # which takes a tenth of a command's start, and Polars imports it

    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(setting, value)
