"""Every example in the schemas' folder is what it says: valid ones give no finding, invalid ones exactly those beside them."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from eventx.report import Finding, Position, Severity
from eventx.rules import catalogue
from eventx.validator import Validator

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "schemas" / "1.0.0" / "examples"
VALID = sorted((EXAMPLES / "valid").glob("*.json"))
INVALID = sorted(path for path in (EXAMPLES / "invalid").glob("*.json") if not path.name.endswith(".findings.json"))
SEED = (ROOT / "seeds" / "000_6192c1f42f175e62.txt").read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return path.stem


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def records(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The records of an example, each with where it stands."""
    if "events" in document and "kind" not in document:
        return [(f"/events/{index}", record) for index, record in enumerate(document["events"])]
    return [("", document)]


def findings(document: dict[str, Any]) -> list[Finding]:
    validator = Validator()
    found: list[Finding] = []
    for where, record in records(document):
        found += validator.check(record, Position("example", pointer=where))
    return [*found, *validator.finish()]


@pytest.mark.parametrize("path", VALID, ids=name_of)
def test_a_valid_example_gives_no_finding_at_all(path: Path) -> None:
    assert [str(finding) for finding in findings(load(path))] == []


def test_quotes_of_the_seed_stand_in_it_word_for_word() -> None:
    digest = hashlib.sha256(SEED.encode("utf-8")).hexdigest()
    quotes = []
    for _, record in (one for path in VALID for one in records(load(path))):
        of_seed = {source.get("id") for source in record.get("sources", ()) if source.get("sha256") == digest}
        quotes += [one["quote"] for one in record.get("evidence", ()) if one.get("source") in of_seed and "quote" in one]
    assert quotes
    for quote in quotes:
        assert SEED[: quote["start"]].endswith(quote.get("prefix", ""))
        assert SEED.startswith(quote["exact"] + quote.get("suffix", ""), quote["start"])


@pytest.mark.parametrize("path", INVALID, ids=name_of)
def test_an_invalid_example_gives_exactly_the_findings_beside_it(path: Path) -> None:
    expected = load(path.with_name(f"{path.stem}.findings.json"))
    told = [
        {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "pointer": (finding.position.pointer or "") + (finding.pointer or ""),
            "message": finding.message,
        }
        for finding in findings(load(path))
    ]
    assert told == expected
    assert expected, "an invalid example has a mistake"


def test_the_seven_cases_that_decided_the_format_are_there() -> None:
    names = "six-place-attack acled-battle ucdp-country-level gdelt-report dozens-injured withheld-location retracted"
    wanted = set(names.split())
    assert wanted <= {path.stem for path in VALID}


def test_no_toll_of_the_six_place_attack_is_told_twice() -> None:
    document = load(EXAMPLES / "valid" / "six-place-attack.json")
    campaign, *others = document["events"]
    parts = [record for record in others if {"type": "part-of", "target": campaign["id"]} in record.get("relations", ())]
    assert len(parts) == 6
    assert not any("tolls" in part for part in parts)
    claimants = {toll["claimant"] for record in document["events"] for toll in record.get("tolls", ())}
    assert len(claimants) >= 2


def test_every_quote_of_the_seed_stands_in_the_seed() -> None:
    quotes = 0
    for record in load(EXAMPLES / "valid" / "six-place-attack.json")["events"]:
        for item in record["evidence"]:
            quote = item["quote"]
            assert SEED[quote["start"] : quote["end"]] == quote["exact"]
            quotes += 1
    assert quotes >= 20


def test_every_rule_that_looks_at_records_has_an_invalid_example() -> None:
    shown = {finding["rule"] for path in EXAMPLES.glob("invalid/*.findings.json") for finding in load(path)}
    checked = {rule.id for rule in catalogue() if rule.check or rule.check_names or rule.check_letters or rule.watch}
    form = {f"EVX{number:03d}" for number in (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)}
    # EVX609 needs a text of 32,767 characters; tests/rules has it.
    assert (checked | form) - shown == {"EVX609"}


def test_the_readme_lists_every_example_and_no_other() -> None:
    listed = set(re.findall(r"\((valid|invalid)/([^)]+)\.json\)", (EXAMPLES / "README.md").read_text(encoding="utf-8")))
    there = {("valid", path.stem) for path in VALID} | {("invalid", path.stem) for path in INVALID}
    assert listed == there


def test_examples_that_are_no_errors_do_not_reject() -> None:
    severities = {finding["severity"] for path in EXAMPLES.glob("invalid/*.findings.json") for finding in load(path)}
    assert severities == {severity.value for severity in Severity}


def patterns() -> list[str]:
    """Every pattern of the schemas."""
    found: set[str] = set()

    def look(value: Any) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("pattern"), str):
                found.add(value["pattern"])
            for inner in value.values():
                look(inner)
        elif isinstance(value, list):
            for inner in value:
                look(inner)

    for path in (ROOT / "schemas" / "1.0.0").glob("*.schema.json"):
        look(load(path))
    return sorted(found)


@pytest.mark.parametrize("pattern", patterns())
@pytest.mark.parametrize("piece", ["/", "a", "a.", "-a", "a:", " ", "~0", "2026-01-01", "/a~1"])
def test_no_pattern_hangs_on_hostile_text(pattern: str, piece: str) -> None:
    # Backtracking of exponential cost would take years here; there is no clock to go by.
    assert re.search(pattern, piece * 4000 + "\n~ ") is None
