"""Events as objects and records as JSON are the same thing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

import eventx
from eventx.model import Event
from eventx.model.codec import decode, encode
from eventx.schema import schema

VALID = Path(__file__).resolve().parents[2] / "schemas" / "1.0.0" / "examples" / "valid"


def records() -> list[dict[str, Any]]:
    found = []
    for path in sorted(VALID.glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        found += document.get("events", [document])
    return found


def test_every_valid_example_survives_a_round_trip_through_objects() -> None:
    examples = records()
    assert len(examples) >= 10
    for record in examples:
        assert encode(decode(record)) == record


def test_members_of_third_parties_and_newer_versions_survive() -> None:
    record = {
        "schema_version": "1.0.0",
        "kind": "event",
        "id": "x:1",
        "status": "reported",
        "acled:timestamp": 1772300000,
        "date": {"precision": "day", "start": "2026-01-01", "end": "2026-01-01", "local_time": "23:10"},
    }
    event = decode(record)
    assert event.extras["acled:timestamp"] == 1772300000
    assert event.date is not None
    assert event.date.extras == {"local_time": "23:10"}
    assert encode(event) == record


def test_an_absent_value_stays_absent_and_zero_stays_zero() -> None:
    toll = {"measure": "killed", "who": "all", "low": 0, "best": 0}
    record = {"schema_version": "1.0.0", "kind": "event", "id": "x:1", "status": "reported", "tolls": [toll]}
    event = decode(record)
    assert event.tolls[0].best == 0
    assert event.tolls[0].high is None
    assert encode(event)["tolls"] == [toll]


def test_objects_have_the_members_of_the_schema_and_no_others() -> None:
    event_schema = schema()
    definitions = event_schema["$defs"]

    def check(cls: type, members: set[str]) -> None:
        assert {field.name for field in attrs.fields(cls)} - {"extras"} == members, cls

    check(Event, set(event_schema["properties"]))
    from eventx import model

    for name, definition in (
        ("Date", "date"), ("Point", "point"), ("Place", "place"), ("Actor", "actor"), ("Toll", "toll"), ("Source", "source"),
        ("ResolvedToll", "resolvedToll"), ("Evidence", "evidence"), ("Relation", "relation"), ("Provenance", "provenance"),
        ("Rights", "rights"), ("Gap", "gap"), ("Country", "country"), ("Code", "code"),
    ):  # fmt: skip
        check(getattr(model, name), set(definitions[definition]["properties"]))


@pytest.mark.parametrize(
    "broken", [{}, {"kind": "event"}, {"schema_version": "1.0.0", "kind": "event", "id": "x:1", "status": "reported", "date": 3}]
)
def test_a_record_that_was_not_validated_is_refused_in_words(broken: dict[str, Any]) -> None:
    with pytest.raises(eventx.InputError, match="validate the record first"):
        decode(broken)
