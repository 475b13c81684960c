"""The version of this package, which its metadata is made from. Knows nothing else.

It stands here, and isn't looked up, because looking it up takes as long as all the rest of ``eventx --version``.
"""

DISTRIBUTION = "eventx-conflict"
VERSION = "0.1.0"


def version() -> str:
    """The version of this package."""
    return VERSION
