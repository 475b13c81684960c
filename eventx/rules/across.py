"""Rules 5xx: across the records of one run. Keeps 8 bytes of each id, not the records."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from eventx.report import Finding, Position, Record, Severity
from eventx.rules.rule import Rule

DUPLICATE = Rule(
    "EVX501", Severity.ERROR, "An id names one record",
    "Whoever loads the file by id loses one of the two; a monadic ACLED export repeats every event so.",
    "Keep one, or give the second its own id; for ACLED, export the dyadic form.", "id",
)  # fmt: skip
SELF = Rule(
    "EVX502", Severity.ERROR, "A record is not related to itself",
    "Programs that follow relations never come to an end.",
    "Correct the target, or take the relation out.", "relations",
)  # fmt: skip
NO_TARGET = Rule(
    "EVX503", Severity.NOTE, "The record a relation points to is in the same file",
    "It may be in another file; then a reader needs both. A campaign that is missing takes its toll with it.",
    "Hand the two on together.", "relations",
)  # fmt: skip
REPEATED_TOLL = Rule(
    "EVX504", Severity.ERROR, "A toll stands on the campaign or on its parts, not on both",
    "Summing the file counts the same people twice.",
    "Leave the claim where the source attaches it.", "tolls",
)  # fmt: skip

RULES = (DUPLICATE, SELF, NO_TARGET, REPEATED_TOLL)


def _key(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


class Across:
    """What has to be remembered of the records of one run."""

    def __init__(self) -> None:
        self._ids: set[bytes] = set()
        self._targets: dict[bytes, tuple[str, str, Position, str]] = {}
        self._campaigns: dict[bytes, frozenset[tuple[str, str]]] = {}
        self._parts: list[tuple[bytes, frozenset[tuple[str, str]], str, Position]] = []

    def check(self, record: Record, position: Position) -> Iterator[Finding]:
        """What this record breaks together with those before it."""
        key = _key(record["id"])
        if key in self._ids:
            yield _finding(DUPLICATE, f"the id {record['id']!r} stands a second time", position, record["id"], "/id")
        self._ids.add(key)
        for index, relation in enumerate(record.get("relations", ())):
            if relation["target"] == record["id"]:
                yield _finding(SELF, "the record is related to itself", position, record["id"], f"/relations/{index}/target")
            else:
                waiting = (relation["type"], record["id"], position, relation["target"])
                self._targets.setdefault(_key(relation["target"]), waiting)
        self._remember_tolls(record, key, position)

    def _remember_tolls(self, record: Record, key: bytes, position: Position) -> None:
        if "tolls" not in record:
            return
        claims = frozenset((toll["measure"], toll["text"]) for toll in record["tolls"] if "text" in toll)
        if record["kind"] == "campaign":
            self._campaigns[key] = claims
            return
        for relation in record.get("relations", ()):
            if relation["type"] == "part-of":
                self._parts.append((_key(relation["target"]), claims, record["id"], position))

    def finish(self) -> Iterator[Finding]:
        """What can only be said at the end."""
        for key, (kind, record, position, target) in self._targets.items():
            if key not in self._ids:
                yield _finding(NO_TARGET, f"{kind} {target!r}, which is not in this file", position, record, "/relations", target)
        for campaign, claims, record, position in self._parts:
            if both := claims & self._campaigns.get(campaign, frozenset()):
                measure, text = min(both)
                yield _finding(REPEATED_TOLL, f"{text!r} {measure} stands here and on the campaign", position, record, "/tolls")


def _finding(rule: Rule, message: str, position: Position, record: str, pointer: str, value: str | None = None) -> Finding:
    return Finding(rule.id, rule.severity, message, position, pointer, value, rule.advice, record)
