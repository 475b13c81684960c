"""Of whom a claimant's figures are where they can't all be of the same people: "ten Islamists and two of his own were killed".

Knows tolls as records say them, and when one that seems to be of all people is only of some. Doesn't count anybody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

Record = dict[str, Any]
_FIGURES_ALONE = frozenset({"dead", "killed", "deaths", "wounded", "injured", "hurt", "others", "more", "people", "persons"})
"""Words that say nothing of the counted but that they are."""


def told_apart(tolls: Sequence[Record]) -> list[Record]:
    """The same tolls; those of one claimant that can't be of the same people, or of all, name theirs in the article's words."""
    claims: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for number, toll in enumerate(tolls):
        if not toll.get("superseded"):
            claims[toll["measure"], toll.get("claimant")].append(number)
    apart: set[int] = set()
    for numbers in claims.values():
        wholes = [number for number in numbers if tolls[number]["who"] == "all"]
        most = max((_least(tolls[number]) for number in numbers if number not in wholes), default=0)
        if len(wholes) > 1 or any(tolls[number].get("high", most) < most for number in wholes):
            apart.update(wholes)
        civilians = [number for number in numbers if tolls[number]["who"] == "civilians"]
        if len(civilians) > 1:
            apart.update(civilians)
    return [_named(toll) if number in apart else toll for number, toll in enumerate(tolls)]


def _named(toll: Record) -> Record:
    """A toll that says who they are by the words that count them, if these say more than the figure."""
    is_open = toll["who"] == "all"
    if {word.lower() for word in toll["text"].split()[1:]} <= _FIGURES_ALONE:
        return toll | {"who": "unspecified"} if is_open else toll
    said = {"measure": toll["measure"], "who": "group" if is_open else toll["who"], "group": toll["text"]}
    return said | {name: value for name, value in toll.items() if name not in said}


def _least(toll: Record) -> int:
    found: Any = toll.get("low", toll.get("best", 0))
    return int(found)
