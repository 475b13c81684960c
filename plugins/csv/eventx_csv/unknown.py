"""Figures of which a table says that they aren't known.

Knows how a record and its findings say so. Doesn't know which words mean it: a mapping has them.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx.report import Finding, Position, Record, Severity

PLAIN = re.compile(r"[-+]?[\d.,]+(?:[eE][-+]?\d+)?")
"""A number in digits."""


_CODE = 3  # letters up to which a word may be a code, or a name but for its capitals: NA, nan


def is_among(text: str, words: frozenset[str]) -> bool:
    """Whether a cell is one of the words for what isn't known: longer ones with or without capitals, short ones as they stand."""
    return text in words or (len(text) > _CODE and bool(words) and text.casefold() in {one.casefold() for one in words})


def told_unknown(record: Record, cells: list[tuple[str, str, int]], position: Position) -> list[Finding]:
    """Say in the record that figures aren't known, and in which words. Where it has others, no gap can; then findings do."""
    if not cells:
        return []
    if "tolls" not in record:
        words = ", ".join(f"{column} {text!r}" for column, text, _ in cells)
        record["gaps"] = [*record.get("gaps", ()), {"pointer": "/tolls", "state": "unknown", "reason": f"the table has {words}"}]
        return []
    name = record["id"]
    return [
        Finding(
            "CSV-UNKNOWN", Severity.NOTE, f"{column} {text!r}: not known, so the record has no such figure, which is not 0",
            evolve(position, column=index + 1), value=text, record=name,
        )
        for column, text, index in cells
        if PLAIN.fullmatch(text) is None  # of -99 whoever wrote the mapping knows what it means
    ]  # fmt: skip
