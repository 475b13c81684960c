"""The version of the installed package. Knows nothing else."""

from __future__ import annotations

from functools import cache

DISTRIBUTION = "eventx-conflict"


@cache
def version() -> str:
    """The version from the package's metadata, or ``0+unknown`` where the package is used without being installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as metadata_version

    try:
        return metadata_version(DISTRIBUTION)
    except PackageNotFoundError:
        return "0+unknown"
