"""Rules 7xx: status, provenance and rights. Knows what a reader needs to judge a record, not whether it is true."""

from __future__ import annotations

from collections.abc import Iterable

from eventx.report import Record, Severity
from eventx.rules.rule import Breach, Rule

_ROLES = ("initiator", "target")
_OWN_WORDS = frozenset(("", "/status", "/actors", "/type"))


def _claimed_by_nobody(record: Record) -> Iterable[Breach]:
    if record["status"] != "claimed" or any("claimant" in toll for toll in record.get("tolls", ())):
        return ()
    if any(item["pointer"] in _OWN_WORDS and "quote" in item for item in record.get("evidence", ())):
        return ()
    return (Breach("/status", "the event is claimed, but nothing says by whom", "claimed"),)


def _civilians_not_targeted(record: Record) -> Iterable[Breach]:
    if record["civilian_targeting"] or record.get("type") not in ("violence-against-civilians", "attack-on-civilians"):
        return ()
    words = f"type '{record['type']}', but civilian_targeting is false"
    return (Breach("/civilian_targeting", words, "false"),)


def _civilians_attack(record: Record) -> Iterable[Breach]:
    if record.get("type") not in ("violence-against-civilians", "attack-on-civilians"):
        return ()
    types = {role: [(at, one.get("type")) for at, one in enumerate(record["actors"]) if one["role"] == role] for role in _ROLES}
    targets = {kind for _, kind in types["target"]}
    first = next((at for at, kind in types["initiator"] if kind == "civilians"), None)
    if first is None or not targets or targets & {"civilians", None}:
        return ()
    words = f"civilians attack in an attack on civilians, and its target is {' and '.join(map(repr, sorted(targets)))}"
    return (Breach(f"/actors/{first}/role", words, "initiator"),)


def _confidence_without_meaning(record: Record) -> Iterable[Breach]:
    provenance = record["provenance"]
    if "confidence" not in provenance or "confidence_meaning" in provenance:
        return ()
    words = f"confidence is {provenance['confidence']:g}, but nothing says of what"
    return (Breach("/provenance/confidence", words, f"{provenance['confidence']:g}"),)


def _attribution_without_words(record: Record) -> Iterable[Breach]:
    rights = record["rights"]
    if rights["redistribution"] != "attribution" or "attribution" in rights:
        return ()
    return (Breach("/rights", "attribution is asked for, but its words are missing"),)


def _conditions_without_terms(record: Record) -> Iterable[Breach]:
    rights = record["rights"]
    if rights["redistribution"] != "restricted" or "licence" in rights or "terms" in rights or "attribution" in rights:
        return ()
    return (Breach("/rights", "there are conditions, but nothing says which"),)


def _replaced_by_nothing(record: Record) -> Iterable[Breach]:
    if record["status"] != "retracted" or "resolved_tolls" not in record:
        return ()
    return (Breach("/resolved_tolls", "the event is retracted, but has a resolved toll"),)


RULES = (
    Rule(
        "EVX701", Severity.NOTE, "A claim has a claimant",
        "A claim can only be weighed by who makes it.",
        "Name the claimant with the toll, or quote the words that claim the event as evidence for /status.",
        "status", _claimed_by_nobody, reads=("status", "tolls.claimant", "evidence.quote"),
    ),
    Rule(
        "EVX702", Severity.WARNING, "An attack on civilians targets civilians",
        "Counts by type and counts by target then differ.",
        "Correct the type, or leave civilian_targeting away if the source doesn't say.",
        "civilian_targeting", _civilians_not_targeted, reads=("civilian_targeting", "type"),
    ),
    Rule(
        "EVX703", Severity.WARNING, "A confidence says what it means",
        "0.9 of a model is a rank, 0.9 of a coder is a habit; thresholds on it mean nothing.",
        "Add confidence_meaning: what the number measures, and how that is known.", "provenance", _confidence_without_meaning,
    ),
    Rule(
        "EVX704", Severity.WARNING, "Words of attribution go along where they are asked for",
        "Who receives the record can't keep its terms without them.",
        "Add `attribution`, in the words the publisher asks for.", "rights", _attribution_without_words,
    ),
    Rule(
        "EVX705", Severity.WARNING, "Conditions are named",
        "Who receives the record can't keep conditions nobody names.",
        "Add `licence`, the address of the `terms`, or the words of `attribution`.", "rights", _conditions_without_terms,
    ),
    Rule(
        "EVX706", Severity.WARNING, "A retracted event is not counted",
        "The resolved figure is the one that is summed.",
        "Take resolved_tolls out; the claims may stay.",
        "resolved_tolls", _replaced_by_nothing, reads=("status", "resolved_tolls"),
    ),
    Rule(
        "EVX707", Severity.WARNING, "Civilians are not the attackers in an attack on civilians",
        "The sides are exchanged, or the type is another: whoever counts by perpetrator blames the victims.",
        "Exchange the two sides, or correct the type.",
        "actors", _civilians_attack, reads=("type", "actors.role", "actors.type"),
    ),
)  # fmt: skip
