"""The numbered rules: what the schema can't say about a record, and why it matters.

Knows all of them, by id. An id is never used again for another rule. The hundreds tell the subject: 0 the form, 1 dates,
2 places, 3 tolls, 4 evidence, 5 ids and relations, 6 texts and codes, 7 status and provenance, 9 the run. Rules look only at
records that the schema has accepted. How they are run is :mod:`eventx.validator`'s business.
"""

from __future__ import annotations

from functools import cache

from eventx.errors import UsageError
from eventx.report import Severity
from eventx.rules import across, dates, evidence, form, places, status, tolls, words
from eventx.rules.rule import Breach, Rule, Sighting, Watch

__all__ = ["Breach", "Rule", "Sighting", "Watch", "catalogue", "rule"]

_RUN = (
    Rule(
        "EVX901", Severity.WARNING, "Every installed plugin can be loaded",
        "A broken plugin can't be used; all others can.",
        "Reinstall or uninstall the package that the message names.",
    ),
    Rule(
        "EVX902", Severity.WARNING, "Every relation of a run is followed to its end",
        "Memory is bounded: beyond some number of open relations a rule stops to look, and may miss what it is there to find.",
        "Put a campaign before its parts, or check the file in pieces that hold both.",
    ),
)  # fmt: skip


@cache
def catalogue() -> tuple[Rule, ...]:
    """Every rule, in order of their ids."""
    topics = (form, dates, places, tolls, evidence, across, words, status)
    return (*(each for topic in topics for each in topic.RULES), *_RUN)


@cache
def _by_id() -> dict[str, Rule]:
    return {each.id: each for each in catalogue()}


def rule(name: str) -> Rule:
    """The rule of this id. Raises :class:`~eventx.errors.UsageError`."""
    try:
        return _by_id()[name]
    except KeyError:
        raise UsageError(f"no rule {name!r}; 'eventx rules' lists them") from None
