"""Rules 5xx: ids and relations, within a record and across the records of one run.

Keeps what :class:`~eventx.rules.seen.Seen` keeps, and the relations and claims of campaigns and their parts; never the records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import field, frozen

from eventx.report import Position, Record, Severity
from eventx.rules.rule import Breach, Rule, Sighting
from eventx.rules.seen import Seen

_MADE_OF_NOTHING = re.compile(r"(none|nan|null|na|n/a|undefined|nil|unknown|missing|-+|\?+)", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"[0-9][.,]?[0-9]*e[+-]?[0-9]+", re.IGNORECASE | re.ASCII)
# Relations whose other end belongs into the same file; the others often lead to another dataset.
_INNER = frozenset(("part-of", "in-response-to", "follows"))
_MOST_WAITING = 100_000


def _made_of_nothing(record: Record) -> Iterator[Breach]:
    native = record["id"].partition(":")[2]
    if _MADE_OF_NOTHING.fullmatch(native):
        yield Breach("/id", f"the id {record['id']!r} is made of a missing value", record["id"])


def _scientific(record: Record) -> Iterator[Breach]:
    native = record["id"].partition(":")[2]
    if _SCIENTIFIC.fullmatch(native):
        yield Breach("/id", f"the id {record['id']!r} was rewritten as a number by a spreadsheet", record["id"])


def _related_to_itself(record: Record) -> Iterator[Breach]:
    for index, relation in enumerate(record["relations"]):
        if relation["target"] == record["id"]:
            yield Breach(f"/relations/{index}/target", f"'{relation['type']}' leads to the record itself", relation["target"])


def _told_twice(record: Record) -> Iterator[Breach]:
    relations = record["relations"]
    if len(relations) == 1:
        return
    seen: set[tuple[str, str]] = set()
    for index, relation in enumerate(relations):
        key = (relation["type"], relation["target"])
        if key in seen:
            yield Breach(f"/relations/{index}", f"{relation['type']} {relation['target']!r} stands twice", relation["target"])
        seen.add(key)


@frozen
class Duplicates:
    """Ids that were seen before."""

    seen: Seen

    def see(self, record: Record, position: Position) -> Iterable[Breach]:  # noqa: ARG002
        """The id, if an earlier record has it too."""
        if not self.seen.repeated:
            return ()
        return (Breach("/id", f"the id {record['id']!r} stands a second time", record["id"]),)

    def finish(self) -> Iterable[Sighting]:
        """Nothing: a duplicate is told when it is seen."""
        return ()


@frozen
class Targets:
    """The targets that were not there yet, with who points to them; how many are remembered is bounded."""

    seen: Seen
    waiting: dict[str, tuple[str, int, str, Position]] = field(factory=dict)

    def see(self, record: Record, position: Position) -> Iterable[Breach]:
        """Remember the targets; what is missing shows at the end."""
        for index, relation in enumerate(record["relations"]):
            target = relation["target"]
            if relation["type"] in _INNER and target not in self.seen.ids and len(self.waiting) < _MOST_WAITING:
                self.waiting.setdefault(target, (relation["type"], index, record["id"], position))
        return ()

    def finish(self) -> Iterable[Sighting]:
        """One for each target that never came, at the first record that points to it."""
        for target, (kind, index, name, position) in self.waiting.items():
            if target not in self.seen.ids:
                breach = Breach(f"/relations/{index}/target", f"{kind} {target!r}, which is not in this file", target)
                yield Sighting(breach, position, name)


_Claims = frozenset[tuple[Any, ...]]


@frozen
class Campaigns:
    """The claims of each campaign and of its parts, until both are known. Files without campaigns cost nothing."""

    seen: Seen
    claims: dict[str, _Claims] = field(factory=dict)
    parts: list[tuple[str, tuple[tuple[int, tuple[Any, ...]], ...], str, Position]] = field(factory=list)

    def see(self, record: Record, position: Position) -> Iterable[Breach]:
        """Remember the claims of a campaign, or those of a part."""
        if record["kind"] == "campaign":
            self.claims[record["id"]] = frozenset(_claim(toll) for toll in record["tolls"])
            return ()
        for relation in record.get("relations", ()):
            if relation["type"] == "part-of":
                told = tuple((index, _claim(toll)) for index, toll in enumerate(record["tolls"]) if _says(toll))
                self.parts.append((relation["target"], told, record["id"], position))
        return ()

    def finish(self) -> Iterable[Sighting]:
        """Each claim of a part that its campaign has too."""
        for campaign, told, name, position in self.parts:
            common = self.claims.get(campaign, frozenset())
            for index, claim in told:
                if claim in common:
                    words = f"the same claim of {claim[0]} stands on the campaign {campaign!r}"
                    yield Sighting(Breach(f"/tolls/{index}", words), position, name)


def _claim(toll: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(toll.get(name) for name in ("measure", "who", "group", "low", "best", "high", "text", "claimant"))


def _says(toll: dict[str, Any]) -> bool:
    """Whether a claim has a positive number or words: "none" of both a campaign and its part counts nobody twice."""
    return "text" in toll or any(toll.get(name) for name in ("low", "best", "high"))


@frozen
class Parts:
    """What records say to be a part of; how many are remembered is bounded."""

    seen: Seen
    parts: dict[str, tuple[int, str, Position]] = field(factory=dict)

    def see(self, record: Record, position: Position) -> Iterable[Breach]:
        """Remember what the record is a part of."""
        for index, relation in enumerate(record["relations"]):
            if relation["type"] == "part-of" and len(self.parts) < _MOST_WAITING:
                self.parts.setdefault(relation["target"], (index, record["id"], position))
        return ()

    def finish(self) -> Iterable[Sighting]:
        """Each record that has parts and is no campaign."""
        for target, (index, name, position) in self.parts.items():
            if target in self.seen.ids and target not in self.seen.campaigns:
                words = f"part-of {target!r}, which is no campaign"
                yield Sighting(Breach(f"/relations/{index}/target", words, target), position, name)


RULES = (
    Rule(
        "EVX501", Severity.ERROR, "An id names one record",
        "Whoever loads the file by id loses one of the two; a monadic ACLED export repeats every event so.",
        "Keep one, or give the second its own id; for ACLED, export the dyadic form.", "id", watch=Duplicates,
    ),
    Rule(
        "EVX502", Severity.ERROR, "A record is not related to itself",
        "Programs that follow relations never come to an end.",
        "Correct the target, or take the relation out.", "relations", _related_to_itself,
    ),
    Rule(
        "EVX503", Severity.NOTE, "The record that a relation leads to is in the same file",
        "It may be in another file; then a reader needs both. A campaign that is missing takes its toll with it.",
        "Hand the two on together.", "relations", watch=Targets,
    ),
    Rule(
        "EVX504", Severity.ERROR, "A toll stands on the campaign or on its parts, not on both",
        "Summing the file counts the same people twice.",
        "Leave the claim where the source attaches it.", "tolls", watch=Campaigns,
    ),
    Rule(
        "EVX505", Severity.WARNING, "What has parts is a campaign",
        "A campaign is never counted beside its parts; an event is, so the whole and the part are both counted.",
        "Make the target a campaign, or relate the two in another way.", "relations", watch=Parts,
    ),
    Rule(
        "EVX506", Severity.ERROR, "An id is not made of a missing value",
        "Every record without an id gets the same one, and all but one are lost.",
        "Take the id from the source, or derive it from the record's content by a written rule.", "id", _made_of_nothing,
    ),
    Rule(
        "EVX507", Severity.WARNING, "An id is as its source wrote it",
        "Spreadsheets turn long numbers into 1.23E+15; different events then share an id.",
        "Export the table again without a spreadsheet, or with the column as text.", "id", _scientific,
    ),
    Rule(
        "EVX508", Severity.WARNING, "A relation is told once",
        "Counting relations counts it twice, and two scores for one link contradict each other.",
        "Keep one.", "relations", _told_twice,
    ),
)  # fmt: skip
