"""Records written by hand: what people do wrong in them is told with what to write instead."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from eventx.report import Position
from eventx.validator import Validator
from eventx.validator.explain import EXAMPLES

from .conftest import Run

GOOD: dict[str, Any] = {"schema_version": "1.0.0", "kind": "event", "id": "my:1", "status": "reported"}


@pytest.mark.parametrize("name", ["mine.json", "mine.ndjson"])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("// a note\n" + json.dumps(GOOD), "expected a value, found '// a note"),
        ("{'schema_version': '1.0.0'}\n", "expected a member's name in double quotes"),
        ("schema_version: 1.0.0\nkind: event\n", "expected a value, found 'schema_version"),
    ],
    ids=["comment", "single quotes", "YAML"],
)
def test_a_file_that_is_called_json_is_told_why_it_is_none(name: str, text: str, words: str, eventx: Run, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    checked = eventx("validate", name)
    assert checked.returncode == 1
    assert f"{name}:1:" in checked.stdout
    assert words in checked.stdout
    converted = eventx("convert", name, "-o", "out.geojson")
    assert converted.returncode == 3
    assert words in converted.stderr


def test_a_schema_named_in_a_record_is_told_where_an_editor_takes_it_from(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text(json.dumps({"$schema": "./event.schema.json", **GOOD}))
    told = eventx("validate", "mine.json").stdout
    assert "leave it out: 'schema_version' says which schema" in told
    assert "docs/editors.md" in told


def test_a_record_over_several_lines_among_lines_is_told_how_records_stand_there(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.ndjson").write_text(json.dumps(GOOD) + "\n" + json.dumps(GOOD | {"id": "my:2"}, indent=1) + "\n")
    assert "Here each record takes one line" in eventx("validate", "mine.ndjson").stdout
    (tmp_path / "mine.json").write_text(json.dumps(GOOD, indent=1) + "\n" + json.dumps(GOOD | {"id": "my:2"}) + "\n")
    assert "Here each record" not in eventx("validate", "mine.json").stdout


@pytest.mark.parametrize("indent", [None, 1])
def test_a_dataset_whose_records_stand_under_another_name_is_told_which_it_is(
    indent: int | None, eventx: Run, tmp_path: Path
) -> None:
    (tmp_path / "mine.json").write_text(json.dumps({"schema_version": "1.0.0", "records": [GOOD]}, indent=indent))
    checked = eventx("validate", "mine.json")
    assert checked.returncode == 1
    assert "the records of a dataset stand under 'events', not under 'records'" in checked.stdout
    assert "lacks the member" not in checked.stdout
    assert "under 'events', not under 'records'" in eventx("convert", "mine.json", "-o", "out.geojson").stderr


def test_a_member_of_the_wrong_type_is_shown_as_it_is_written(eventx: Run, tmp_path: Path) -> None:
    wrong = {"date": "2026-03-01", "place": {"country": "Mali", "point": [16.2, 0.1]}, "sources": ["Radio A"]}
    (tmp_path / "mine.json").write_text(json.dumps(GOOD | wrong))
    shown = re.findall(r"write it like (.*)", eventx("validate", "mine.json").stdout)
    assert shown == [EXAMPLES["date"], EXAMPLES["country"], EXAMPLES["point"], EXAMPLES["sources"][1:-1]]


def test_what_is_shown_is_right() -> None:
    made = {name: json.loads(text) for name, text in EXAMPLES.items()}
    place = made.pop("place") | {"country": made.pop("country"), "point": made.pop("point"), "precision": "settlement"}
    record = GOOD | made | {"place": place}
    assert [one.rule for one in Validator().check(record, Position("mine.json")) if one.rule < "EVX100"] == []


def test_a_member_that_is_written_out_is_known_by_its_short_name(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text(json.dumps(GOOD | {"place": {"point": {"latitude": 1, "longitude": 2}}}))
    told = eventx("validate", "mine.json").stdout
    assert "did you mean 'lat'?" in told
    assert "did you mean 'lon'?" in told


def test_what_cant_be_migrated_is_told_with_one_line_number(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.ndjson").write_text(json.dumps(GOOD) + "\n{bad\n")
    told = eventx("migrate", "mine.ndjson", "-o", "new.ndjson").stderr
    assert "mine.ndjson:2: this is not JSON: " in told
    assert "(column 2)" in told
    assert "line 1" not in told
