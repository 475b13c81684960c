"""A profile switches rules off and sets their severities, and says what in it is wrong."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from eventx.errors import UsageError
from eventx.rules.profile import load_profile
from eventx.schema import file_schema_text

from ..cli.conftest import Run

Write = Callable[..., str]
BAD_DAY = {"start": "2026-02-30", "end": "2026-03-01", "precision": "day"}
LONG_DAY = {"start": "2026-01-01", "end": "2026-12-31", "precision": "day"}  # EVX102, a warning


def _profile(tmp_path: Path, rules: str) -> str:
    (tmp_path / "eventx.toml").write_text(f"profile_version = 1\n\n[rules]\n{rules}\n", encoding="utf-8")
    return "eventx.toml"


@pytest.mark.parametrize(
    ("setting", "severity", "code"),
    [
        ('"off"', None, 0),
        ('"note"', "note", 0),
        ('"error"', "error", 1),
        ('{ severity = "error" }', "error", 1),
        ("{}", "warning", 0),
    ],
)
def test_a_severity_of_one_s_own(
    eventx: Run, write: Write, tmp_path: Path, setting: str, severity: str | None, code: int
) -> None:
    profile = _profile(tmp_path, f"EVX102 = {setting}")
    done = eventx("validate", write("a.ndjson", {"date": LONG_DAY}), "--profile", profile, "--format", "json")
    assert done.returncode == code
    assert [one["severity"] for one in json.loads(done.stdout)["findings"]] == ([] if severity is None else [severity])


def test_a_table_is_judged_by_the_profile_too(eventx: Run, table: Write, tmp_path: Path) -> None:
    name = table("a.csv", {"location": "Lali\u202ebela"})
    assert eventx("validate", name).returncode == 0
    raised = eventx("validate", name, "--profile", _profile(tmp_path, 'EVX602 = "error"'))
    assert raised.returncode == 1
    silent = eventx("validate", name, "--profile", _profile(tmp_path, 'EVX602 = "off"'))
    assert (silent.returncode, silent.stdout) == (0, "")


def test_a_profile_decides_what_a_conversion_rejects(eventx: Run, write: Write, table: Write, tmp_path: Path) -> None:
    for name, rule in (
        (write("a.ndjson", {"date": LONG_DAY}), "EVX102"),
        (table("a.csv", {"location": "Lali\u202ebela"}), "EVX602"),
    ):
        assert eventx("convert", name, "-o", "out.ndjson").returncode == 0
        done = eventx("convert", name, "-o", "out.ndjson", "--profile", _profile(tmp_path, f'{rule} = "error"'))
        assert done.returncode == 1
        assert "1 rejected" in done.stderr
        assert (tmp_path / "out.ndjson").read_text() == ""
        done = eventx("convert", name, "-o", "out.ndjson", "--profile", _profile(tmp_path, f'{rule} = "off"'))
        assert done.returncode == 0
        assert rule not in done.stderr


def test_what_a_profile_finds_wrong_with_a_whole_table_is_no_fault_of_its_first_row(
    eventx: Run, table: Write, tmp_path: Path
) -> None:
    name = table("a.csv", {}, {})
    text = (tmp_path / name).read_text(encoding="utf-8")
    (tmp_path / name).write_text(text.replace("fatalities", "deaths", 1), encoding="utf-8")
    profile = _profile(tmp_path, 'TAB-COLUMNS = "error"')
    done = eventx("convert", name, "-o", "out.ndjson", "--profile", profile, "--ledger", "ledger.json")
    assert done.returncode == 3
    assert "a.csv:1: the profile makes an error of TAB-COLUMNS, so the whole input is refused" in done.stderr
    assert not (tmp_path / "out.ndjson").exists()
    ledger = json.loads((tmp_path / "ledger.json").read_text(encoding="utf-8"))
    assert [one["kind"] for one in ledger["details"]] == ["finding"]
    assert "so the whole input is refused" in ledger["inputs"][0]["message"]
    done = eventx("validate", name, "--profile", profile, "--format", "json")
    assert done.returncode == 1
    (told,) = json.loads(done.stdout)["summary"]["files"]
    assert (told["checked"], told["rejected"]) == (2, 0)


def test_an_unknown_rule_is_refused_with_the_names_that_are_near(eventx: Run, write: Write, tmp_path: Path) -> None:
    name = write("a.ndjson", {})
    for given, near in (("EVX1O2", "EVX102"), ("evx102", "EVX102"), ("TAB-DAT", "TAB-DATE")):
        done = eventx("validate", name, "--profile", _profile(tmp_path, f'{given} = "off"'))
        assert done.returncode == 2
        assert f"no rule '{given}'" in done.stderr
        assert near in done.stderr


def test_every_mistake_of_a_profile_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(
        'severity = "x"\n[rules]\nEVX102 = "bad"\nEVX103 = 3\nEVX105 = { metres = 3 }\nNOPE = "off"\n', encoding="utf-8"
    )
    with pytest.raises(UsageError) as told:
        load_profile(str(path))
    for words in (
        "profile_version = 1",
        "'severity' means nothing",
        "'bad' is no severity",
        "EVX103 must be",
        "'metres'",
        "'NOPE'",
    ):
        assert words in str(told.value)


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ('EVX511 = { end = "31.12.2025" }', "a day written YYYY-MM-DD, not '31.12.2025'"),
        ('EVX511 = { start = "2026-02-30" }', "a day written YYYY-MM-DD"),
        ('EVX511 = { start = "20260101" }', "a day written YYYY-MM-DD"),
        ('EVX511 = { start = "2027-01-01", end = "2026-01-01" }', "its 'start' lies behind its 'end'"),
        ('EVX511 = { countries = ["KGZ", "Ethiopia"] }', "'countries': it needs .* not 'Ethiopia'; did you mean 'ETH'\\?"),
        ('EVX511 = { countries = ["KG"] }', "did you mean 'KGZ'"),
        ('EVX511 = { countries = ["eth"] }', "did you mean 'ETH'"),
        ('EVX511 = { countries = ["Atlantis"] }', "not 'Atlantis'"),
        ("EVX111 = { days = [40] }", "needs 1 to 31 as 'days', not 40"),
        ("EVX111 = { times = -4 }", "needs 1 or more as 'times'"),
        ("EVX111 = { times = nan }", "needs 1 or more as 'times'"),
        ("EVX111 = { times = inf }", "needs 1 or more as 'times'"),
        ("EVX903 = { limits = [0] }", "needs 1 or more as 'limits'"),
    ],
)
def test_a_parameter_that_would_switch_its_rule_off_unseen_is_refused(tmp_path: Path, rules: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        load_profile(str(tmp_path / _profile(tmp_path, rules)))


def test_a_day_of_toml_is_a_day(tmp_path: Path) -> None:
    profile = load_profile(str(tmp_path / _profile(tmp_path, "EVX511 = { start = 2025-01-01, end = 2025-12-31 }")))
    assert profile.settings["EVX511"].parameters == {"start": "2025-01-01", "end": "2025-12-31"}


@pytest.mark.parametrize("content", [b"[rules\n", b"\xff\xfe", None])
def test_a_profile_that_can_not_be_read_is_told(eventx: Run, write: Write, tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "p.toml").write_bytes(content)
    done = eventx("validate", write("a.ndjson", {}), "--profile", "p.toml")
    assert done.returncode == 2
    assert "p.toml" in done.stderr


def test_what_makes_a_record_can_not_be_lowered(eventx: Run, write: Write, tmp_path: Path) -> None:
    done = eventx("validate", write("a.ndjson", {"date": BAD_DAY}), "--profile", _profile(tmp_path, 'EVX008 = "note"'))
    assert done.returncode == 2
    assert "can't be lowered" in done.stderr


def test_a_row_that_can_not_be_read_stays_an_error_and_that_is_told(eventx: Run, table: Write, tmp_path: Path) -> None:
    done = eventx("validate", table("a.csv", {"fatalities": "x"}), "--profile", _profile(tmp_path, 'TAB-NUMBER = "off"'))
    assert done.returncode == 1
    assert "TAB-NUMBER" in done.stdout
    assert "stay errors" in done.stderr


def test_the_schema_of_profiles_accepts_what_is_read_and_refuses_what_is_not(tmp_path: Path) -> None:
    schema = json.loads(file_schema_text("profile"))
    Draft202012Validator.check_schema(schema)
    valid = Draft202012Validator(schema).is_valid
    for rules, right in (
        ('EVX102 = "off"', True), ('EVX102 = { severity = "note" }', True), ('TAB-DATE = "error"', True),
        ('EVX102 = "bad"', False), ("EVX102 = 3", False), ('EVX102 = { severity = "bad" }', False),
    ):  # fmt: skip
        name = _profile(tmp_path, rules)
        assert valid(tomllib.loads((tmp_path / name).read_text(encoding="utf-8"))) is right
        if right:
            load_profile(str(tmp_path / name), ("TAB-DATE",))
        else:
            with pytest.raises(UsageError):
                load_profile(str(tmp_path / name))
