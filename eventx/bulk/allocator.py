"""How the memory that Polars frees is kept for what comes next.

Knows one setting of jemalloc, which Polars brings. Without it the memory of a chunk goes back to the system half a second after
it is free, and is faulted in anew by the next, which takes an eighth of the time of a conversion. So it is kept ten seconds, in
large pages. Only for processes that are eventx's own, because it holds for all that uses Polars in them.
"""

from __future__ import annotations

import os

_SETTING = "_RJEM_MALLOC_CONF"
_KEPT = "dirty_decay_ms:10000,muzzy_decay_ms:10000,thp:always,background_thread:false"


def keep_memory() -> None:
    """Let freed memory be used again, unless the caller's environment says otherwise. Asked before Polars is imported."""
    os.environ.setdefault(_SETTING, _KEPT)
