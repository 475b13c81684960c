"""Each rule finds its bad records and leaves its good ones alone. The records stand in ``EVXnnn/bad.json`` and ``good.json``."""

from __future__ import annotations

import json
import random
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from eventx.errors import UsageError
from eventx.report import Finding, Position, Severity
from eventx.rules import Rule, catalogue, rule
from eventx.rules.seen import IdSet, key_of
from eventx.validator import Validator

HERE = Path(__file__).parent
LOOKING = [each for each in catalogue() if each.check or each.check_names or each.check_letters or each.watch]
IN_FILES = [each for each in LOOKING if each.id != "EVX609"]
BASE = {"schema_version": "1.0.0", "kind": "event", "id": "example:1", "status": "reported"}


def name_of(each: Rule) -> str:
    return each.id


def stream(case: Any) -> list[dict[str, Any]]:
    """A case is a record, or several that come one after the other."""
    return case if isinstance(case, list) else [case]


def found_by(each: Rule, case: Any) -> list[Finding]:
    validator = Validator(rules=(each,))
    found = [finding for record in stream(case) for finding in validator.check(record, Position("test"))]
    return [*found, *validator.finish()]


@pytest.mark.parametrize("each", IN_FILES, ids=name_of)
def test_bad_records_are_found(each: Rule) -> None:
    for case in json.loads((HERE / each.id / "bad.json").read_text(encoding="utf-8")):
        found = found_by(each, case)
        assert [(finding.rule, finding.severity) for finding in found] == [(each.id, each.severity)], case


@pytest.mark.parametrize("each", IN_FILES, ids=name_of)
def test_good_records_are_left_alone(each: Rule) -> None:
    for case in json.loads((HERE / each.id / "good.json").read_text(encoding="utf-8")):
        assert found_by(each, case) == [], case


def test_notes_as_long_as_a_spreadsheet_cell_are_told() -> None:
    each = rule("EVX609")
    assert len(found_by(each, {**BASE, "notes": "x" * 32_767})) == 1
    assert found_by(each, {**BASE, "notes": "x" * 32_768}) == []


@pytest.mark.parametrize("words", ["a" * 50_000, "a." * 25_000, "https://a.example/b?c=d " + "a-" * 25_000])
def test_a_long_word_is_looked_through_for_addresses_at_once(words: str) -> None:
    begun = process_time()
    assert len(found_by(rule("EVX612"), {**BASE, "actors": [{"role": "not-stated", "name": f"{words} lo?t"}]})) == 1
    assert process_time() - begun < 3


def test_ids_are_unique_in_order_and_tell_the_subject() -> None:
    ids = [each.id for each in catalogue()]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_every_rule_says_what_why_and_what_to_do() -> None:
    for each in catalogue():
        assert each.title, each.id
        for words in (each.reason, each.advice):
            assert words.endswith("."), (each.id, words)
        assert each.title != each.reason != each.advice


def test_an_unknown_rule_is_refused_with_words() -> None:
    with pytest.raises(UsageError, match="EVX999"):
        rule("EVX999")


def test_zeros_and_bounds_of_real_datasets_pass_every_rule() -> None:
    tolls = [
        {"measure": "killed", "who": "all", "low": 0, "best": 0, "high": 5},
        {"measure": "killed", "who": "side-a", "best": 0},
        {"measure": "killed", "who": "side-b", "best": 0},
    ]
    assert Validator().check({**BASE, "tolls": tolls}, Position("test")) == ()


def test_a_missing_target_is_told_once_at_the_first_record_that_points_to_it() -> None:
    records = [
        {**BASE, "id": f"example:{number}", "relations": [{"type": "part-of", "target": "example:gone"}]} for number in range(3)
    ]
    (found,) = found_by(rule("EVX503"), records)
    assert found.record == "example:0"
    assert found.severity is Severity.NOTE


def test_a_code_system_is_told_once_in_a_run() -> None:
    records = [
        {**BASE, "id": f"example:{number}", "codes": [{"system": "homemade", "code": "1", "basis": "source"}]}
        for number in range(3)
    ]
    (found,) = found_by(rule("EVX605"), records)
    assert found.pointer == "/codes/0/system"


@pytest.mark.parametrize("free", [2, 2048])
def test_ids_of_any_form_are_one_set(free: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eventx.rules.seen._FREE", free)
    dice, ids, known = random.Random(free), IdSet(), set[str]()
    forms = ("dense:{}", "dense:{:05}", "far:{}000000007", "in:{}b")
    for _ in range(60):
        names = [dice.choice(forms).format(number) for number in dice.choices(range(4000), k=80)]
        assert ids.met(names) == [place for place, name in enumerate(names) if name in known or name in names[:place]]
        known |= {*names}
        assert len(ids) == len(known)
        assert all((name in ids) == (name in known) for name in map("dense:{}".format, dice.choices(range(4000), k=20)))
    assert sorted(ids.take_keys()) == sorted(map(key_of, known))
    assert not len(ids)


def test_a_set_of_ids_knows_what_it_holds_after_it_has_grown() -> None:
    ids = IdSet()
    assert all(ids.add(f"example:{number}") for number in range(20_000))
    assert not any(ids.add(f"example:{number}") for number in range(20_000))
    assert len(ids) == 20_000
    assert "example:19999" in ids
    assert "example:20000" not in ids
