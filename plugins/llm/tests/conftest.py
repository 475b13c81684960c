"""Makes the scripted server importable, as the tests run in importlib mode, and reads articles through it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from eventx.report import End, Outcome
from eventx_llm import LlmImporter

sys.path.insert(0, str(Path(__file__).parent))

SAMPLE = Path(__file__).parents[1] / "samples" / "orva.txt"
Run = tuple[list[dict[str, Any]], list[Outcome], End]


def run(data: bytes, **options: Any) -> Run:
    found: list[Outcome] = []
    end: End | None = None
    for item in LlmImporter().read(io.BytesIO(data), name="orva.txt", **options):
        if isinstance(item, End):
            end = item
        else:
            found.append(item)
    assert end is not None
    return [record for outcome in found for record in outcome.records], found, end


@pytest.fixture
def serve() -> Iterator[Callable[..., Any]]:
    """Starts scripted servers, and stops them after the test."""
    from serving import serve as start

    stops: list[Callable[[], None]] = []

    def started(*turns: Any) -> tuple[str, Any]:
        address, script, stop = start(*turns)
        stops.append(stop)
        return address, script

    yield started
    for stop in stops:
        stop()


@pytest.fixture
def ask(serve: Callable[..., Any]) -> Callable[..., Any]:
    """Reads the sample through a server that plays some turns: records, outcomes, end, and what the server was asked."""

    def asked(*turns: Any, **options: Any) -> Any:
        address, script = serve(*turns)
        records, found, end = run(SAMPLE.read_bytes(), **({"endpoint": address, "model": "m", "retries": 2} | options))
        return records, found, end, script.asked

    return asked


@pytest.fixture
def replay() -> Callable[..., Run]:
    """Reads bytes with recorded answers or whatever options are given."""
    return run


@pytest.fixture
def sample() -> bytes:
    """The invented article."""
    return SAMPLE.read_bytes()
