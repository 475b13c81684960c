"""What a rule is. Doesn't know any."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from attrs import frozen

from eventx.report import Record, Severity


@frozen
class Breach:
    """One place in a record that breaks a rule: the pointer, what is wrong, and the value as text if that helps."""

    pointer: str
    message: str
    value: str | None = None


Check = Callable[[Record], Iterator[Breach]]


@frozen
class Rule:
    """A named check beyond the schema.

    ``needs`` is the top-level member without which the rule has nothing to say; records that lack it are passed over quickly. A
    rule whose ``check`` is None looks at several records and lives in :mod:`eventx.rules.across`.
    """

    id: str
    severity: Severity
    title: str
    reason: str
    advice: str
    needs: str
    check: Check | None = None


Member = dict[str, Any]
