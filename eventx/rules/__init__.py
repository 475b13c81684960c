"""The numbered rules beyond the schema.

Knows all of them, by id. An id is never used again for another rule. The hundreds tell the subject: 0 the schema itself, 1 dates,
2 places, 3 tolls, 4 evidence, 5 across records, 6 texts and codes, 9 the run. Each rule is a plain function over a record that
the schema has accepted.
"""

from __future__ import annotations

from eventx.report import Severity
from eventx.rules import across, dates, evidence, places, tolls, words
from eventx.rules.rule import Breach, Rule

_SCHEMA = (
    Rule(
        "EVX001", Severity.ERROR, "A record follows the JSON Schema of its version",
        "Other programs rely on it; what the schema doesn't have, they don't read.",
        "See 'eventx schema', and the examples beside it.", "",
    ),
    Rule(
        "EVX002", Severity.ERROR, "A record names a schema version that this eventx has",
        "Without the version nobody knows what its members mean.",
        "Set schema_version, or install an eventx that knows the version.", "",
    ),
    Rule(
        "EVX003", Severity.NOTE, "A member of a newer minor version is passed through unread",
        "It means something to a newer eventx; this one can't check it.",
        "Install a newer eventx to check it.", "",
    ),
)  # fmt: skip

_RUN = (
    Rule(
        "EVX901", Severity.WARNING, "Every installed plugin can be loaded",
        "A broken plugin can't be used; all others can.",
        "Reinstall or uninstall the package that the message names.", "",
    ),
)  # fmt: skip

RECORD_RULES: tuple[Rule, ...] = (
    *dates.RULES,
    *places.RULES,
    *tolls.RULES,
    *(rule for rule in evidence.RULES if rule.check is not None),
    *words.RULES,
)
"""The rules that look at one record."""


def catalogue() -> tuple[Rule, ...]:
    """Every rule, by id."""
    found = (*_SCHEMA, *dates.RULES, *places.RULES, *tolls.RULES, *evidence.RULES, *across.RULES, *words.RULES, *_RUN)
    return tuple(sorted(found, key=_by_id))


def _by_id(rule: Rule) -> str:
    return rule.id


__all__ = ["RECORD_RULES", "Breach", "Rule", "catalogue"]
