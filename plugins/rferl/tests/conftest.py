"""Helpers of this plugin's tests: run the importer over a text."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from eventx.report import End, Outcome
from eventx_rferl import Importer

Run = tuple[list[dict[str, Any]], list[Outcome], End]


def run(data: bytes, name: str = "article.txt", published: str | None = None) -> Run:
    outcomes: list[Outcome] = []
    end: End | None = None
    for item in Importer().read(io.BytesIO(data), name=name, published=published):
        if isinstance(item, End):
            end = item
        else:
            outcomes.append(item)
    assert end is not None
    return [record for outcome in outcomes for record in outcome.records], outcomes, end


@pytest.fixture
def importer() -> Callable[..., Run]:
    return run


@pytest.fixture
def events() -> Callable[[str], list[dict[str, Any]]]:
    """The records of a text published on 2024-05-15, a Wednesday."""

    def read(text: str) -> list[dict[str, Any]]:
        return run(text.encode(), published="2024-05-15")[0]

    return read
