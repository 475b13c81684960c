"""What every test of the project, core's and plugins', lives under: no network, and the same random examples."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# The same examples on every run, so that a change is judged by what it changes; to look for new ones, run pytest with
# --hypothesis-profile=explore.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=1000, deadline=None)
settings.load_profile("repeatable")

# Tests import each other and the benchmarks, and so do the processes they start. Behind all else, so that what is tested is the
# package that is installed.
sys.path.append(str(Path(__file__).parent))

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in _LOOPBACK:
            raise AssertionError(f"a test tried to reach {address}; tests use the loopback only")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    yield
