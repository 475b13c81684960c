"""The command, run as in ``tests/cli``."""

from ..cli.conftest import eventx

__all__ = ["eventx"]
