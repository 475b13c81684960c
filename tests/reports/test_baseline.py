"""With a baseline a check fails only on what is new."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from eventx.report import Finding, Position, Severity
from eventx.reports import fingerprint
from eventx.schema import file_schema_text

from ..cli.conftest import Run, record

Write = Callable[..., str]
BAD_DAY = {"start": "2026-02-30", "end": "2026-03-01", "precision": "day"}
WORSE_DAY = {"start": "2026-02-31", "end": "2026-03-01", "precision": "day"}


@pytest.fixture
def known(eventx: Run, write: Write, tmp_path: Path) -> str:
    """The baseline of a file whose second record has a bad day."""
    done = eventx("validate", write("a.ndjson", {}, {"date": BAD_DAY}), "--write-baseline", "known.json")
    assert done.returncode == 0, "what is written down is accepted"
    assert "wrote 1 finding" in done.stderr
    return "known.json"


def test_known_findings_do_not_fail_and_are_counted(eventx: Run, known: str) -> None:
    assert eventx("validate", "a.ndjson").returncode == 1
    done = eventx("validate", "a.ndjson", "--baseline", known)
    assert (done.returncode, done.stdout) == (0, "")
    assert "0 errors" in done.stderr
    assert "0 notes; the baseline has 1 more" in done.stderr


def test_a_new_finding_fails_beside_known_ones(eventx: Run, known: str, write: Write) -> None:
    done = eventx("validate", write("a.ndjson", {"date": BAD_DAY}, {"date": BAD_DAY}), "--baseline", known)
    assert done.returncode == 1
    assert "test:1" in done.stdout
    assert "test:2" not in done.stdout


def test_lines_may_move_and_files_be_renamed(eventx: Run, known: str, tmp_path: Path) -> None:
    moved = [record(7), record(8), record(2, date=BAD_DAY, notes="longer"), record(1)]
    (tmp_path / "b.ndjson").write_text("\n\n" + "".join(json.dumps(one) + "\n" for one in moved), encoding="utf-8")
    assert eventx("validate", "b.ndjson", "--baseline", known).returncode == 0
    (tmp_path / "c.json").write_text(json.dumps(moved, indent=3), encoding="utf-8")
    assert eventx("validate", "c.json", "--baseline", known).returncode == 0


def test_another_value_is_another_finding(eventx: Run, known: str, write: Write) -> None:
    assert eventx("validate", write("a.ndjson", {}, {"date": WORSE_DAY}), "--baseline", known).returncode == 1


def test_one_more_of_the_same_is_new(eventx: Run, tmp_path: Path) -> None:
    broken = '{"schema_version": \n'
    (tmp_path / "a.ndjson").write_text(json.dumps(record(1)) + "\n" + broken * 2 + json.dumps(record(2)) + "\n", encoding="utf-8")
    eventx("validate", "a.ndjson", "--write-baseline", "known.json")
    (entry,) = json.loads((tmp_path / "known.json").read_text())["findings"]
    assert entry["count"] == 2
    assert eventx("validate", "a.ndjson", "--baseline", "known.json").returncode == 0
    (tmp_path / "a.ndjson").write_text(json.dumps(record(1)) + "\n" + broken * 3 + json.dumps(record(2)) + "\n", encoding="utf-8")
    assert eventx("validate", "a.ndjson", "--baseline", "known.json").returncode == 1


def test_rows_that_can_not_be_read_can_be_known_too(eventx: Run, table: Write) -> None:
    bad = {"event_id_cnty": "AAA7", "fatalities": "x"}
    name = table("a.csv", {}, bad)
    eventx("validate", name, "--write-baseline", "known.json")
    assert eventx("validate", name, "--baseline", "known.json").returncode == 0
    assert eventx("validate", table("a.csv", {}, {}, bad), "--baseline", "known.json").returncode == 0
    assert eventx("validate", table("a.csv", {}, bad | {"fatalities": "y"}), "--baseline", "known.json").returncode == 1
    assert eventx("validate", table("a.csv", {}, {"fatalities": "x"}), "--baseline", "known.json").returncode == 1, (
        "another event"
    )


def test_what_is_mended_is_told_so_that_the_baseline_can_shrink(eventx: Run, known: str, write: Write) -> None:
    done = eventx("validate", write("a.ndjson", {}, {}), "--baseline", known)
    assert done.returncode == 0
    assert "the baseline names 1 finding more than there are in what was checked" in done.stderr


def test_what_a_baseline_names_in_files_that_were_not_looked_at_is_not_taken_for_mended(eventx: Run, write: Write) -> None:
    for name, number in (("a.ndjson", 1), ("b.ndjson", 2), ("c.ndjson", 2)):  # of c the records are b's
        write(name, *({"date": BAD_DAY, "id": f"test:{number}{nth}"} for nth in range(number)))
    eventx("validate", "a.ndjson", "b.ndjson", "c.ndjson", "--write-baseline", "known.json")
    one = eventx("validate", "./b.ndjson", "--baseline", "known.json")
    assert (one.returncode, "more than there are" in one.stderr) == (0, False)
    write("b.ndjson", {"id": "test:20", "date": BAD_DAY}, {"id": "test:21"})
    told = eventx("validate", "b.ndjson", "--baseline", "known.json").stderr
    assert "names 1 finding more than there are" in told
    assert (
        "names 1 finding more than there are"
        in eventx("validate", "a.ndjson", "b.ndjson", "c.ndjson", "--baseline", "known.json").stderr
    )


def test_reports_mark_what_is_known(eventx: Run, known: str) -> None:
    (found,) = json.loads(eventx("validate", "a.ndjson", "--baseline", known, "--format", "json").stdout)["findings"]
    assert found["known"] is True
    run = json.loads(eventx("validate", "a.ndjson", "--baseline", known, "--format", "sarif").stdout)["runs"][0]
    assert run["results"][0]["suppressions"][0]["kind"] == "external"
    assert "<skipped" in eventx("validate", "a.ndjson", "--baseline", known, "--format", "junit").stdout
    assert "::error" not in eventx("validate", "a.ndjson", "--baseline", known, "--format", "github").stdout


def test_the_old_baseline_can_be_read_and_replaced_in_one_run(eventx: Run, known: str, write: Write, tmp_path: Path) -> None:
    write("a.ndjson", {}, {"date": BAD_DAY}, {"date": BAD_DAY})
    done = eventx("validate", "a.ndjson", "--baseline", known, "--write-baseline", known)
    assert done.returncode == 0
    assert "test:3" in done.stdout, "what is new is shown while it is accepted"
    assert len(json.loads((tmp_path / known).read_text())["findings"]) == 2


def test_a_file_that_can_not_be_read_fails_all_the_same(eventx: Run, known: str) -> None:
    assert eventx("validate", "a.ndjson", "nowhere.ndjson", "--baseline", known).returncode == 3
    assert eventx("validate", "nowhere.ndjson", "--write-baseline", "new.json").returncode == 3


@pytest.mark.parametrize(
    "content", [None, "{", "[]", '{"baseline_version": 2, "findings": []}', '{"baseline_version": 1, "findings": [3]}']
)
def test_what_is_no_baseline_is_refused(eventx: Run, write: Write, tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "known.json").write_text(content, encoding="utf-8")
    done = eventx("validate", write("a.ndjson", {}), "--baseline", "known.json")
    assert done.returncode == 2
    assert "--write-baseline" in done.stderr or "not JSON" in done.stderr


def test_a_baseline_follows_its_schema(known: str, tmp_path: Path) -> None:
    schema = json.loads(file_schema_text("baseline"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads((tmp_path / known).read_text(encoding="utf-8")))


def test_a_fingerprint_holds_through_moves_and_not_through_changes() -> None:
    def one(**more: object) -> str:
        given = {"rule": "EVX501", "severity": Severity.ERROR, "message": "m 1", "position": Position("a/x.csv", line=3), **more}
        return fingerprint(Finding(**given))  # type: ignore[arg-type]

    owned = {"record": "test:1", "pointer": "/id", "value": "v"}
    same = {
        one(**owned),
        one(**owned, position=Position("b", line=9)),
        one(**owned, message="n"),
        one(**owned, severity=Severity.NOTE),
    }
    assert len(same) == 1
    different = [owned, *({**owned, name: "w"} for name in ("record", "pointer", "value", "rule"))]
    assert len({one(**each) for each in different}) == 5
    assert one() == one(message="m 2", position=Position("c/x.csv", line=4)), "a message's numbers may count lines"
    assert one() != one(position=Position("y.csv", line=3))
