"""Whether the extra ``bulk`` is there. Knows which Polars can do what is asked of it, and imports none."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

_OLDEST = 2
"""The major version of Polars from which on it can, as in ``pyproject.toml``."""


def has_bulk() -> bool:
    """Whether large files can be read in columns. An older Polars, which may be there for something else, is as good as none.

    So is one that is kept from being imported (None in :data:`sys.modules`).
    """
    try:
        return find_spec("polars") is not None and int(version("polars").partition(".")[0]) >= _OLDEST
    except PackageNotFoundError:
        return False
