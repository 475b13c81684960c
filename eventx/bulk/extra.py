"""Whether the extra ``bulk`` is there. Knows which Polars can do what is asked of it, and imports none."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

_OLDEST = 2
"""The major version of Polars from which on it can, as in ``pyproject.toml``."""


def has_bulk() -> bool:
    """Whether large files can be read in columns. An older Polars, which may be there for something else, is as good as none."""
    try:
        return int(version("polars").partition(".")[0]) >= _OLDEST
    except PackageNotFoundError:
        return False
