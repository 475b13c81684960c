"""Documents of older versions are lifted step by step. Shown on made-up versions: 1.0.0 is the first."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventx.errors import SchemaError
from eventx.migration.steps import Step, migrate, path
from eventx.report import Position, Severity
from eventx.validator import Validator


def place_to_name(record: Mapping[str, Any]) -> dict[str, Any]:
    """0.9 had `where`, text; 1.0 has `place` with a name."""
    lifted = dict(record)
    if "where" in lifted:
        lifted["place"] = {"name": lifted.pop("where")}
    return lifted


def killed_to_toll(record: Mapping[str, Any]) -> dict[str, Any]:
    """1.0 had `killed`; 1.1 has `tolls`."""
    lifted = dict(record)
    if "killed" in lifted:
        lifted["tolls"] = [{"measure": "killed", "who": "all", "best": lifted.pop("killed")}]
    return lifted


def name_to_title(header: Mapping[str, Any]) -> dict[str, Any]:
    lifted = dict(header)
    if "name" in lifted:
        lifted["title"] = lifted.pop("name")
    return lifted


STEPS = (
    Step((0, 9, 0), (1, 0, 0), place_to_name, name_to_title),
    Step((1, 0, 0), (1, 10, 0), killed_to_toll),
)
OLD = {"schema_version": "0.9.0", "kind": "event", "id": "x:1", "where": "Talas", "killed": 3, "mine:raw": {"a": [1]}}


def test_a_record_goes_through_every_step_to_the_version_asked_for() -> None:
    assert migrate(OLD, "1.10.0", steps=STEPS) == {
        "schema_version": "1.10.0",
        "kind": "event",
        "id": "x:1",
        "place": {"name": "Talas"},
        "tolls": [{"measure": "killed", "who": "all", "best": 3}],
        "mine:raw": {"a": [1]},
    }


def test_versions_compare_as_numbers_not_as_text() -> None:
    assert [step.after for step in path("1.0.0", "1.10.0", steps=STEPS)] == [(1, 10, 0)]
    with pytest.raises(SchemaError, match="newer"):
        path("1.10.0", "1.9.0", steps=STEPS)


def test_what_is_given_is_never_changed() -> None:
    before = copy.deepcopy(OLD)
    migrate(OLD, "1.10.0", steps=STEPS)
    assert before == OLD


def test_a_dataset_is_lifted_with_its_records_each_from_its_own_version() -> None:
    newer = {"schema_version": "1.0.0", "kind": "event", "id": "x:2", "killed": 0}
    document = {"schema_version": "0.9.0", "name": "Two", "events": [OLD, newer]}
    lifted = migrate(document, "1.10.0", steps=STEPS)
    assert lifted["title"] == "Two"
    assert "name" not in lifted
    assert [record["schema_version"] for record in lifted["events"]] == ["1.10.0", "1.10.0"]
    assert lifted["events"][1]["tolls"][0]["best"] == 0


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"kind": "event"}, "names no schema version"),
        ({"schema_version": "one", "kind": "event"}, "names no schema version"),
        ({"schema_version": "0.8.0", "kind": "event"}, "no migration leads from schema 0.8.0"),
        ({"schema_version": "2.0.0", "kind": "event"}, "newer than 1.10.0"),
    ],
)
def test_a_version_that_nothing_leads_from_is_refused_with_a_sentence(document: dict[str, Any], words: str) -> None:
    with pytest.raises(SchemaError, match=words):
        migrate(document, "1.10.0", steps=STEPS)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,5}:[a-z]{1,5}", fullmatch=True), st.integers() | st.text()))
def test_extras_survive_and_a_second_migration_changes_nothing(extras: dict[str, Any]) -> None:
    once = migrate({**OLD, **extras}, "1.10.0", steps=STEPS)
    assert {name: once[name] for name in extras} == extras
    assert migrate(once, "1.10.0", steps=STEPS) == once


def made_up(version: str, **members: Any) -> dict[str, Any]:
    properties = {"schema_version": {"const": version}, "kind": {"enum": ["event"]}, "id": {"type": "string"}, **members}
    required = ["schema_version", "kind", "id"]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


RELEASED = {"0.9.0": made_up("0.9.0", where={"type": "string"}), "1.0.0": made_up("1.0.0", place={"type": "object"})}
HERE = Position("file")


def test_an_older_record_is_held_to_its_own_version() -> None:
    validator = Validator("1.0.0", rules=(), released=RELEASED)
    old = {"schema_version": "0.9.0", "kind": "event", "id": "x:1", "where": "Talas"}
    assert validator.check(old, HERE) == ()
    assert validator.check(migrate(old, "1.0.0", steps=STEPS), HERE) == ()
    (found,) = validator.check({**old, "place": {}}, HERE)
    assert (found.rule, found.pointer, found.severity) == ("EVX005", "/place", Severity.ERROR)
    (found,) = validator.check({**old, "schema_version": "1.0.0"}, HERE)
    assert found.pointer == "/where"


def test_a_newer_minor_is_read_with_notes_and_a_newer_major_refused() -> None:
    validator = Validator("1.0.0", rules=(), released=RELEASED)
    found = validator.check({"schema_version": "1.4.0", "kind": "episode", "id": "x:1", "tone": 3}, HERE)
    assert {finding.severity for finding in found} == {Severity.NOTE}
    assert [finding.pointer for finding in found] == ["/schema_version", "/kind", "/tone"]
    (found_major,) = validator.check({"schema_version": "2.0.0", "kind": "event", "id": "x:1"}, HERE)
    assert found_major.severity is Severity.ERROR
    assert "2.0.0" in found_major.message
    assert found_major.advice == "update eventx"


def test_a_mistake_in_a_newer_minor_is_still_a_mistake() -> None:
    validator = Validator("1.0.0", rules=(), released=RELEASED)
    found = validator.check({"schema_version": "1.4.0", "kind": "event", "id": 7}, HERE)
    assert [finding.severity for finding in found] == [Severity.NOTE, Severity.ERROR]
