"""The fast engine accepts nothing that the reference doesn't, and what is wrong is said once, in words, with its place."""

from __future__ import annotations

import copy
import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventx.errors import SchemaError
from eventx.report import Position, Severity
from eventx.schema import schema
from eventx.validator import Validator
from eventx.validator.engines import Engines, _reference
from eventx.validator.explain import explain

VALID = Path(__file__).resolve().parents[2] / "schemas" / "1.0.0" / "examples" / "valid"
HERE = Position("file", row=1)
GOOD: dict[str, Any] = {"schema_version": "1.0.0", "kind": "event", "id": "x:1", "status": "reported"}
ENGINES = Engines(schema("event"))
REFERENCE = _reference(schema("event"), {})


def examples() -> list[dict[str, Any]]:
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(VALID.glob("*.json"))]
    return [record for document in documents for record in document.get("events", [document])]


EXAMPLES = examples()


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, inner in items for place in places(inner, (*path, key)))]


NO_TEXTS = st.sampled_from([None, True, 0, -1, 1.0, 0.5, 10**30, 91, -180.5, [], [None], [""], {}, {"name": "x"}, [1, 1]])
DAYS = st.sampled_from(
    ["2026-02-30", "2026-02-28", "2026-02-28\n", "0000-01-01", "2026-2-8", "２026-01-01", "2026-02-28T14:05Z", "1.1.0"]
)
TEXTS = st.sampled_from(["", " ", "x", "a:b\n", "x:é", "A:1", "/a~2", "/a", "en_US", "de", "exact", "Exact", "f" * 64, "F" * 64])
ADDRESSES = st.sampled_from(["http://", "http://a b", "mailto:x", "https://exämple.org/ü", "a:%zz"])
ODD = NO_TEXTS | DAYS | TEXTS | ADDRESSES
NAMES = st.sampled_from(["name", "NAME", "x:y", "x:", ":y", "x:y\n", "text", "start", "end", "lat", "", "~", "who"])


@st.composite
def mutants(draw: st.DrawFn) -> dict[str, Any]:
    """A valid example, changed in up to three places."""
    record = copy.deepcopy(draw(st.sampled_from(EXAMPLES)))
    for _ in range(draw(st.integers(1, 3))):
        *path, last = draw(st.sampled_from(places(record)[1:]))
        holder = record
        for key in path:
            holder = holder[key]
        match draw(st.sampled_from(["replace", "remove", "add"])):
            case "replace":
                holder[last] = copy.deepcopy(draw(ODD))
            case "remove":
                del holder[last]
            case "add" if isinstance(holder, dict):
                holder[draw(NAMES)] = copy.deepcopy(draw(ODD))
        if not record:
            break
    return record


@settings(max_examples=300, deadline=None)
@given(mutants())
def test_what_the_fast_engine_accepts_the_reference_accepts(record: dict[str, Any]) -> None:
    objections = explain(REFERENCE.iter_errors(record))
    if ENGINES.accepts(record):
        assert objections == ()
    assert ENGINES.objections(record) == objections


@settings(max_examples=200, deadline=None)
@given(mutants())
def test_any_change_is_judged_without_a_crash_and_said_in_words(record: dict[str, Any]) -> None:
    before = copy.deepcopy(record)
    found = Validator().check(record, HERE)
    assert record == before, "validation never repairs"
    told = [(finding.rule, finding.pointer, finding.message) for finding in found]
    assert len(set(told)) == len(told)
    for finding in found:
        assert finding.message
        assert finding.advice
        assert "ValidationError" not in finding.message
        assert finding.position is HERE


def found(record: Any) -> list[tuple[str, str | None, str]]:
    return [(finding.rule, finding.pointer, finding.message) for finding in Validator().check(record, HERE)]


def advice(record: Any) -> str:
    (only,) = Validator().check(record, HERE)
    return only.advice or ""


def test_a_good_record_gives_nothing() -> None:
    assert found(GOOD) == []


def test_a_misspelt_name_or_code_gets_the_nearest_one() -> None:
    assert "did you mean 'place'?" in advice({**GOOD, "plase": {"name": "Talas"}})
    assert "did you mean 'air-strike'" in advice({**GOOD, "type": "airstrike"})
    assert "did you mean 'air-strike'?" in advice({**GOOD, "type": "Air Strike"})
    assert "'reported', 'claimed'" in advice({**GOOD, "status": "zzz"})
    assert "'myproject:severity'" in advice({**GOOD, "severity": 3})
    assert "lower-case" in advice({**GOOD, "ACLED:x": 3})


def test_the_advice_is_about_the_member() -> None:
    assert "latitude and longitude" in advice({**GOOD, "place": {"point": {"lat": 95, "lon": 3}}})
    assert advice({**GOOD, "provenance": {"confidence": 1.5}}) == "Correct the number."


def test_a_form_is_told_in_words_and_on_one_line() -> None:
    ((rule, _, words),) = found({**GOOD, "relations": [{"type": "part-of", "target": "3"}]})
    assert (rule, "\n" in words, "^" in words) == ("EVX008", False, False)
    assert "the id of the other record" in words


def test_one_mistake_gives_one_finding_although_several_keywords_object() -> None:
    assert len(found({**GOOD, "date": {"start": "soon", "end": "2026-01-01", "precision": "day"}})) == 1
    assert len(found({**GOOD, "id": ""})) == 1
    assert len(found({**GOOD, "tolls": None})) == 1


def test_every_mistake_is_told_not_only_the_first() -> None:
    rules = [rule for rule, _, _ in found({**GOOD, "type": "x", "notes": "", "tolls": [{"who": "all", "best": -1}], "zzz": 1})]
    assert sorted(rules) == ["EVX004", "EVX005", "EVX007", "EVX009", "EVX010"]


def test_rules_wait_until_the_schema_is_content() -> None:
    record = {**GOOD, "type": "x", "place": {"point": {"lat": 0, "lon": 0}, "precision": "settlement"}}
    assert [rule for rule, _, _ in found(record)] == ["EVX007"]


def test_an_address_outside_ascii_is_no_mistake() -> None:
    assert found({**GOOD, "sources": [{"url": "https://example.org/новости/1"}]}) == []


@pytest.mark.parametrize("value", ["x:1\n", "x:1 ", "x: 1", "x:", "x:a\tb"])
def test_an_id_ends_where_it_ends(value: str) -> None:
    assert [rule for rule, _, _ in found({**GOOD, "id": value})] == ["EVX008"]


@pytest.mark.parametrize("record", [None, [], "text", 7])
def test_what_is_no_object_is_no_record(record: Any) -> None:
    assert [rule for rule, _, _ in found(record)] == ["EVX026"]


@pytest.mark.parametrize(
    "extra",
    [math.nan, math.inf, {1, 2}, b"x", object(), {"deep": [math.nan]}, {7: "x"}, "half \ud800"],
    ids=lambda value: ascii(value)[:12],
)
def test_python_values_that_json_lacks_are_told_before_anything_is_written(extra: Any) -> None:
    assert {rule for rule, _, _ in found({**GOOD, "my:value": extra})} == {"EVX013"}


def test_half_a_character_is_told_wherever_it_stands_and_a_null_in_an_extra_is_no_mistake() -> None:
    assert [(rule, pointer) for rule, pointer, _ in found({**GOOD, "tags": ["a", "b\ud800"]})] == [("EVX013", "/tags/1")]
    assert found({**GOOD, "my:value": {"deep": [None, 1.5, True]}}) == []


def test_a_version_that_is_not_there_is_a_set_up_that_cannot_work() -> None:
    with pytest.raises(SchemaError, match=r"9\.0\.0"):
        Validator("9.0.0")


def test_a_duplicate_rejects_the_second_record_at_once() -> None:
    validator = Validator()
    assert validator.check(GOOD, HERE) == ()
    (repeated,) = validator.check(GOOD, HERE)
    assert (repeated.rule, repeated.severity, repeated.record) == ("EVX501", Severity.ERROR, "x:1")


def test_the_reference_is_loaded_only_when_something_must_be_explained() -> None:
    program = f"""
import sys
from eventx.report import Position
from eventx.validator import Validator
assert "jsonschema_rs" not in sys.modules
validator = Validator()
validator.check({GOOD!r}, Position("x"))
assert "jsonschema" not in sys.modules
validator.check({{}}, Position("x"))
assert "jsonschema" in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
