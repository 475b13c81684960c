"""How much memory the columns take, and how what Polars frees is used again.

Knows the setting of jemalloc, which Polars brings. Without one, the memory of a chunk goes back to the system half a second after
it is free, and is faulted in anew by the next, which takes an eighth of the time of a conversion. So it is kept ten seconds, in
as many places as there are cores, of which Polars would take four times as many; or, where memory is scarce, in one place for all
threads. Arrow's own allocator gives the memory of a row group back at once, the C library's keeps it. Only for processes that are
eventx's own, because it holds for all that uses Polars or Arrow in them.
"""

from __future__ import annotations

import os
from contextlib import suppress

_SETTING = "_RJEM_MALLOC_CONF"
_ARROWS = "ARROW_DEFAULT_MEMORY_POOL"
_ARENA_MAX = -8  # M_ARENA_MAX of malloc.h
_PLENTY = f"dirty_decay_ms:10000,muzzy_decay_ms:10000,narenas:{os.cpu_count() or 1},background_thread:false"
_SCARCE = "dirty_decay_ms:1000,muzzy_decay_ms:1000,narenas:1,background_thread:false"


def set_allocator(*, low_memory: bool = False) -> None:
    """Let freed memory be used again, unless the environment of the caller says how. Has no effect once Polars is imported."""
    if os.environ.get(_SETTING) in {None, _PLENTY}:
        os.environ[_SETTING] = _SCARCE if low_memory else _PLENTY
    os.environ.setdefault(_ARROWS, "system")
    if low_memory:
        _share_an_arena()


def _share_an_arena() -> None:
    """Let all threads take what Python asks the system for from one place, where the C library is GNU's."""
    import ctypes

    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)
