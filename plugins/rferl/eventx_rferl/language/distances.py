"""How far apart two events are, by the words that link them: "two days after".

Knows no days (:mod:`eventx_rferl.language.dates`).
"""

from __future__ import annotations

import re

from eventx_rferl.language.calendar_dates import FARTHEST
from eventx_rferl.language.numbers import value_of
from eventx_rferl.language.wording import wording

WAY = wording(
    r"\b(?P<n>\w+ )?(?P<unit>minute|hour|day|night|week|month|year)s? (?:after|before)\b",
    re.IGNORECASE,
)
SOON = re.compile(r"\b(?:shortly|soon|immediately|right|just) (?:after|before)\b")


def distance(word: str) -> tuple[int, str] | None:
    """How far apart two events are by the words that link them: "two days after" -> (2, days); "hours after" -> (0, days)."""
    match = WAY.search(word)
    if not match:
        return (0, "days") if SOON.search(word) else None
    unit = match["unit"].lower()
    count = (match["n"] or "").strip().lower()
    if unit in ("minute", "hour"):
        return 0, "days"
    value = 1 if count in ("a", "one", "the") else value_of(count) if count else None
    unit = "day" if unit == "night" else unit
    return (value, unit + "s") if value and value <= FARTHEST else None
