"""Rules 5xx: ids and relations, within a record and across the records of one run.

Keeps what :class:`~eventx.rules.seen.Seen` keeps, and the relations and claims of campaigns and their parts; never the records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import define, field, frozen

from eventx.report import Position, Record, Severity
from eventx.rules.rule import Breach, Rule, Sighting, Watch
from eventx.rules.seen import Seen

_MADE_OF_NOTHING = re.compile(r"(none|nan|null|na|n/a|undefined|nil|unknown|missing|-+|\?+)", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"[0-9][.,]?[0-9]*e[+-]?[0-9]+", re.IGNORECASE | re.ASCII)
# Relations whose other end belongs into the same file; the others often lead to another dataset.
_INNER = frozenset(("part-of", "in-response-to", "follows"))
MOST_REMEMBERED = 100_000
"""How much each of these rules remembers of a run. What is beyond that is said to be beyond it (EVX902)."""


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
class Duplicates(Watch):
    """Ids that were seen before."""

    seen: Seen

    def see(self, record: Record, position: Position) -> Iterable[Breach]:
        """The id, if an earlier record has it too, and where that one stands."""
        if not self.seen.repeats(record):
            return ()
        words = f"the id {record['id']!r} stands a second time"
        if first := self.seen.first(record["id"], position):
            words += f", the first in {first}"
        return (Breach("/id", words, record["id"]),)

    def quiet(self, record: Record) -> bool:
        """Whether no earlier record has the id."""
        return not self.seen.repeats(record)


@define
class Targets(Watch):
    """The targets that were not there yet, with who points to them; how many are remembered is bounded. What is missing shows at
    the end."""

    seen: Seen
    waiting: dict[str, tuple[str, int, str, Position]] = field(factory=dict)
    stopped: bool = False

    def plain(self, record: Record) -> bool:
        """Whether it points to no record that belongs into the same file."""
        return not any(relation["type"] in _INNER for relation in record["relations"])

    def keep(self, record: Record, position: Position) -> None:
        """Remember the targets that are not there yet."""
        for index, relation in enumerate(record["relations"]):
            target = relation["target"]
            if relation["type"] not in _INNER or target in self.seen.ids or target in self.waiting:
                continue
            if len(self.waiting) >= MOST_REMEMBERED:
                self.stopped = True
                return
            self.waiting[target] = (relation["type"], index, record["id"], position)

    def finish(self) -> Iterable[Sighting]:
        """One for each target that never came, at the first record that points to it."""
        for target, (kind, index, name, position) in self.waiting.items():
            if target not in self.seen.ids:
                why = "which was rejected" if target in self.seen.rejected else "which is not in this file"
                yield Sighting(Breach(f"/relations/{index}/target", f"{kind} {target!r}, {why}", target), position, name)


_Claim = tuple[Any, ...]
_Told = tuple[tuple[int, _Claim], ...]


@define
class Campaigns(Watch):
    """The claims of each campaign; those of a part only while its campaign is still to come. Without campaigns it costs nothing.

    What is remembered is bounded: campaigns, parts that wait, and claims that were found on both.
    """

    seen: Seen
    claims: dict[str, frozenset[_Claim]] = field(factory=dict)
    waiting: dict[str, list[tuple[_Told, str, Position]]] = field(factory=dict)
    found: list[Sighting] = field(factory=list)
    stopped: bool = False
    _waiting_parts: int = 0

    def plain(self, record: Record) -> bool:
        """Whether it is neither a part nor a campaign."""
        parts = any(relation["type"] == "part-of" for relation in record.get("relations", ()))
        return not parts and record["kind"] != "campaign"

    def keep(self, record: Record, position: Position) -> None:
        """Compare a part with its campaign as soon as both are there."""
        told = tuple((index, _claim(toll)) for index, toll in enumerate(record["tolls"]) if _says(toll))
        if record["kind"] == "campaign":
            self._campaign(record["id"], frozenset(claim for _, claim in told))
            return
        for relation in record.get("relations", ()) if told else ():
            target = relation["target"]
            if relation["type"] != "part-of":
                continue
            if self.seen.has(target):
                self._compare(target, told, record["id"], position)
            elif self._waiting_parts < MOST_REMEMBERED:
                self.waiting.setdefault(target, []).append((told, record["id"], position))
                self._waiting_parts += 1
            else:
                self.stopped = True

    def _campaign(self, name: str, claims: frozenset[_Claim]) -> None:
        if len(self.claims) >= MOST_REMEMBERED:
            self.stopped = True
            return
        if claims:
            self.claims[name] = claims
        waited = self.waiting.pop(name, ())
        self._waiting_parts -= len(waited)
        for told, part, position in waited:
            self._compare(name, told, part, position)

    def _compare(self, campaign: str, told: _Told, part: str, position: Position) -> None:
        common = self.claims.get(campaign, frozenset())
        for index, claim in told:
            if claim not in common:
                continue
            if len(self.found) >= MOST_REMEMBERED:
                self.stopped = True
                return
            words = f"the same claim of {claim[0]} stands on the campaign {campaign!r}"
            self.found.append(Sighting(Breach(f"/tolls/{index}", words), position, part))

    def finish(self) -> Iterable[Sighting]:
        """Each claim of a part that its campaign has too."""
        return self.found


def _claim(toll: dict[str, Any]) -> _Claim:
    return tuple(toll.get(name) for name in ("measure", "who", "group", "low", "best", "high", "text", "claimant"))


def _says(toll: dict[str, Any]) -> bool:
    """Whether a claim has a positive number or words: "none" of both a campaign and its part counts nobody twice."""
    return "text" in toll or any(toll.get(name) for name in ("low", "best", "high"))


@define
class Parts(Watch):
    """What several records of one type say to be a part of, unless it is known to be a campaign. What is remembered is bounded.

    One event may well be a part of another: arrests at a protest, a blast during a battle. Several of one type are what a source
    tells together, and then place by place.
    """

    seen: Seen
    first: set[tuple[str, str | None]] = field(factory=set)
    parts: dict[str, tuple[int, str, Position]] = field(factory=dict)
    stopped: bool = False

    def plain(self, record: Record) -> bool:
        """Whether it is part of nothing."""
        return not any(relation["type"] == "part-of" for relation in record["relations"])

    def keep(self, record: Record, position: Position) -> None:
        """Remember what the record is a part of."""
        for index, relation in enumerate(record["relations"]):
            target = relation["target"]
            if relation["type"] != "part-of" or target in self.seen.campaigns or target in self.parts:
                continue
            if any(one["type"] == "part-of" and one["target"] == target for one in record["relations"][:index]):
                continue  # it is one part all the same
            kind = target, record.get("type")
            if kind in self.first:
                self.parts[target] = (index, record["id"], position)
            elif len(self.first) < MOST_REMEMBERED:
                self.first.add(kind)
            else:
                self.stopped = True
                return

    def finish(self) -> Iterable[Sighting]:
        """Each record that has several parts of one type and is no campaign, at the second of them."""
        for target, (index, name, position) in self.parts.items():
            if self.seen.has(target) and target not in self.seen.campaigns:
                words = f"part-of {target!r}, as another of its type is, but that is no campaign"
                yield Sighting(Breach(f"/relations/{index}/target", words, target), position, name)


RULES = (
    Rule(
        "EVX501", Severity.ERROR, "An id names one record",
        "Whoever loads the file by id loses one of the two; 'eventx convert' keeps the first. A monadic ACLED export repeats "
        "every event so.",
        "Keep one, or give the second its own id; of rows for each actor take one for each event. Of two releases of one "
        "dataset, bring the older up to date with the newer: 'eventx convert NEWER --onto OLDER'.", "id", watch=Duplicates,
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
        "Leave the claim where the source attaches it.", "tolls", watch=Campaigns, reads=("relations", "tolls"),
    ),
    Rule(
        "EVX505", Severity.WARNING, "What is told again in parts is a campaign",
        "A campaign is never counted beside its parts; an event is. That is right of arrests at a protest, but an attack on six "
        "places is then counted seven times.",
        "Make the target a campaign if it is all of its parts together.", "relations", watch=Parts, reads=("relations", "type"),
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
