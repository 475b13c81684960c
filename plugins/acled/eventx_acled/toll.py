"""Which figure goes into ``fatalities``.

Knows the choice, in this order: the resolved figure; the only claim's best (else lowest) figure; of several claims the lowest
that isn't 0, as ACLED takes the most conservative and a side's denial is no count; ACLED's conventions for words; 0, which in
ACLED means "none or not known". Of figures by group, the largest group's, chosen among its claims in the same way. Claims are
never added. Every choice that loses something is declared.
"""

from __future__ import annotations

import re
from typing import Any

from eventx.report import Record
from eventx.tabular.losses import Say

# ACLED writes 3 or 10 for "several" and "many", by the size of the fighting, which a record doesn't tell: the lower one is taken.
_CONVENTIONS = (
    (re.compile(r"\bhundreds\b"), 100), (re.compile(r"\bdozens\b"), 12), (re.compile(r"\b(several|many)\b"), 3),
)  # fmt: skip
# Beyond its conventions: a figure for these would be ours, not ACLED's.
_NO_CONVENTION = re.compile(r"\b(thousands?|millions?|scores|tens|massive|countless)\b")
_UNKNOWN = {"measure": "killed", "who": "all", "state": "none-or-unknown"}


def choose_toll(record: Record, say: Say) -> list[dict[str, Any]]:
    """The one toll an ACLED row can say."""
    if "resolved_tolls" not in record and (given := record.get("tolls")) and _is_acleds(given):
        return list(given)
    tolls = [toll for toll in record.get("tolls", ()) if not toll.get("superseded")]
    killed = [toll for toll in tolls if toll["measure"] == "killed"]
    claims = [toll for toll in killed if toll["who"] == "all"]
    others = [f"{toll['measure']} {toll['who']}" for toll in tolls if toll not in claims]
    if others:
        say("ACLED-TOLL-OTHER", "/tolls", ", ".join(others))
    resolved = next((one for one in record.get("resolved_tolls", ()) if one["measure"] == "killed" and one["who"] == "all"), None)
    if resolved is not None and (figure := _figure(resolved)) is not None:
        if len(claims) > 1:
            say("ACLED-TOLL-CLAIMS", "/tolls", f"{figure} of {len(claims)} claims, by {resolved['rule']}")
        _bounds(resolved, say)
        return _told(figure, say)
    if (number := _number(claims, say)) is not None and (number or not any(_figure(toll) for toll in killed)):
        return _told(number, say)
    return _without_number(record, claims, killed, say)


def _is_acleds(tolls: list[dict[str, Any]]) -> bool:
    """Whether there is nothing to choose: the one claim an ACLED row gives."""
    (first, *others) = tolls
    if others or first["measure"] != "killed" or first["who"] != "all" or len(first) != 3:
        return False
    return first.get("best", 0) != 0 or first.get("state") == "none-or-unknown"


def _told(figure: int, say: Say) -> list[dict[str, Any]]:
    """The figure; that nobody died can't be told from not known."""
    if figure:
        return _best(figure)
    say("ACLED-TOLL-NONE", "/tolls", "")
    return [dict(_UNKNOWN)]


def _best(figure: int) -> list[dict[str, Any]]:
    return [{"measure": "killed", "who": "all", "best": figure}]


def _figure(toll: dict[str, Any]) -> int | None:
    found = toll.get("best", toll.get("low"))
    return None if found is None else int(found)


def _number(claims: list[dict[str, Any]], say: Say) -> int | None:
    figures = [(figure, toll) for toll in claims if (figure := _figure(toll)) is not None]
    if not figures:
        return None
    figure, chosen = min((pair for pair in figures if pair[0]), key=_first, default=figures[0])
    if len(claims) > 1:
        words = ", ".join(f"{number} ({toll.get('claimant', 'claimant not stated')})" for number, toll in figures)
        say("ACLED-TOLL-CLAIMS", "/tolls", f"{figure}, the lowest of {words}")
    _bounds(chosen, say)
    return figure


def _first(pair: tuple[int, dict[str, Any]]) -> int:
    return pair[0]


def _bounds(toll: dict[str, Any], say: Say) -> None:
    figure = _figure(toll)
    if any(toll.get(bound, figure) != figure for bound in ("low", "high")) or "best" not in toll:
        say("ACLED-TOLL-BOUNDS", "/tolls", " ".join(f"{name} {toll[name]}" for name in ("low", "best", "high") if name in toll))


def _by_convention(text: str) -> int | None:
    """The figure that ACLED's codebook has for a word, for its largest word if there are several."""
    words = text.casefold()
    if _NO_CONVENTION.search(words):
        return None
    return next((figure for word, figure in _CONVENTIONS if word.search(words)), None)


def _without_number(record: Record, claims: list[dict[str, Any]], killed: list[dict[str, Any]], say: Say) -> list[dict[str, Any]]:
    worded = [(figure, toll["text"]) for toll in claims if (figure := _by_convention(toll.get("text", ""))) is not None]
    if worded:
        figure, text = min(worded)
        say("ACLED-TOLL-WORDS", "/tolls", f"{text!r} → {figure}")
        return _best(figure)
    beyond = [toll["text"] for toll in claims if _NO_CONVENTION.search(toll.get("text", "").casefold())]
    if beyond:
        say("ACLED-TOLL-BEYOND", "/tolls", f"{beyond[0]!r} → 0")
        return [dict(_UNKNOWN)]
    parts = [((toll["who"], toll.get("group")), figure) for toll in killed if toll["who"] != "all" and (figure := _figure(toll))]
    if parts:
        lowest = {group: min(figure for other, figure in parts if other == group) for group, _ in parts}
        chosen = max(lowest.values())
        say("ACLED-TOLL-PART", "/tolls", f"{chosen} of {len(parts)} figures by group")
        return _best(chosen)
    states = {toll.get("state") for toll in claims}
    if "none" in states:
        say("ACLED-TOLL-NONE", "/tolls", "")
    elif "none-or-unknown" not in states and "acled:fatalities" not in record:
        campaign = next((one["target"] for one in record.get("relations", ()) if one["type"] == "part-of"), None)
        say("ACLED-TOLL-UNKNOWN", "/tolls", f"a toll may stand on {campaign}" if campaign else "")
    elif not claims:
        return []
    return [dict(_UNKNOWN)]
