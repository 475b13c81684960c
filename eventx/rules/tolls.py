"""Rules 3xx: how many. Knows claims and their bounds; never adds claims of different claimants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from eventx.report import Record, Severity
from eventx.rules.rule import Breach, Rule

_NUMBERS = ("low", "best", "high")
_PARTS = ("civilians", "combatants", "side-a", "side-b", "unspecified")


def _bounds(record: Record) -> Iterator[Breach]:
    for member in ("tolls", "resolved_tolls"):
        for index, toll in enumerate(record.get(member, ())):
            given = [(name, toll[name]) for name in _NUMBERS if name in toll]
            for (lower, least), (upper, most) in pairwise(given):
                if least > most:
                    words = f"{lower} is {least}, but {upper} is {most}"
                    yield Breach(f"/{member}/{index}/{upper}", words, str(most))


def _state_with_numbers(record: Record) -> Iterator[Breach]:
    for index, toll in enumerate(record["tolls"]):
        state = toll.get("state")
        numbers = [toll[name] for name in _NUMBERS if name in toll]
        if state == "none" and not any(numbers):
            continue  # "nobody was hurt" and 0 say the same
        if state and numbers:
            yield Breach(f"/tolls/{index}/state", f"state {state!r}, but a number is given", state)


def _empty(record: Record) -> Iterator[Breach]:
    for index, toll in enumerate(record["tolls"]):
        if not any(name in toll for name in (*_NUMBERS, "state", "text")):
            yield Breach(f"/tolls/{index}", "the claim has no number, no state and no words")


def _parts_and_total(record: Record) -> Iterator[Breach]:
    claims: dict[tuple[str, str | None, str | None], list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for index, toll in enumerate(record["tolls"]):
        if not toll.get("superseded"):
            claims[toll["measure"], toll.get("claimant"), toll.get("source")].append((index, toll))
    for (measure, _, _), group in claims.items():
        totals = [(index, toll) for index, toll in group if toll["who"] == "all" and "best" in toll]
        for names in (("civilians", "combatants"), ("side-a", "side-b", "civilians", "unspecified")):
            parts = sum(toll.get("best", 0) for _, toll in group if toll["who"] in names)
            for index, toll in totals:
                if parts > toll.get("high", toll["best"]):
                    words = f"{parts} {measure} by group, but {toll['best']} in all"
                    yield Breach(f"/tolls/{index}/best", words, str(toll["best"]))
                    return


def _group_unnamed(record: Record) -> Iterator[Breach]:
    for index, toll in enumerate(record["tolls"]):
        if (toll["who"] == "group") != ("group" in toll):
            words = (
                "who is 'group', but `group` doesn't name it" if toll["who"] == "group" else f"`group` beside who {toll['who']!r}"
            )
            yield Breach(f"/tolls/{index}/who", words, toll["who"])


RULES = (
    Rule(
        "EVX301", Severity.ERROR, "low ≤ best ≤ high",
        "Sums of bounds come out the wrong way round.",
        "Correct the bound from the source; leave away the ones it doesn't give.", "", _bounds,
    ),
    Rule(
        "EVX302", Severity.ERROR, "A number and a state that says there is none exclude each other",
        "One program would count the number, the other would not.",
        "Keep the number, or the state.", "tolls", _state_with_numbers,
    ),
    Rule(
        "EVX303", Severity.ERROR, "A claim says something",
        "A claim without number, state and words is no claim.",
        "Give what the source says, or leave the claim away; unknown is absent.", "tolls", _empty,
    ),
    Rule(
        "EVX304", Severity.WARNING, "The parts of a claim are no more than its total",
        "Then one of the figures is of somebody else, or counted twice.",
        "Check which claimant each figure belongs to.", "tolls", _parts_and_total,
    ),
    Rule(
        "EVX305", Severity.ERROR, "A group is named, and only where `who` is 'group'",
        "Otherwise nobody knows whom the number counts.",
        "Set who to 'group' and name it in `group`, or leave `group` away.", "tolls", _group_unnamed,
    ),
)  # fmt: skip
