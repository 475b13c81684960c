"""A check that can't be made is a skipped test, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from eventx.conformance.check import NotShown


@contextmanager
def shown() -> Iterator[None]:
    """Skip the test if its check can't be made with what there is."""
    try:
        yield
    except NotShown as error:
        pytest.skip(str(error))
