"""One fault of a text has one code, in one place and in the same words, whichever command meets it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import eventx
from eventx.report import Finding, Severity
from eventx.validator.files import FileCheck

GOOD = b'{"schema_version":"1.0.0","kind":"event","id":"x:1","status":"reported"}\n'
FAULTS = {
    b"not json": "EVX020",
    b'{"id":"x:2",}': "EVX020",
    b'{"id":"x:2"': "EVX020",
    b'{"id":"x:2","x:n":NaN}': "EVX022",
    b'{"id":"x:2","x:n":1e400}': "EVX020",
    b'{"id":"x:2","x:n":"\\ud800"}': "EVX013",
    b'{"id":"x:2","id":"x:3"}': "EVX021",
    b'{"\\ud800":1,"\\ud800":2}': "EVX013",
    b'{"id":"x:2","x:n":"\xe9"}': "EVX024",
    b"3": "EVX026",
}


def told(content: bytes) -> list[tuple[str, int | None, int | None, str]]:
    found: list[Finding] = list(FileCheck(io.BytesIO(content), name="a.ndjson"))
    return [(one.rule, one.position.line, one.position.column, one.message) for one in found if one.severity is Severity.ERROR]


@pytest.mark.parametrize("line", FAULTS, ids=repr)
def test_reading_and_checking_tell_a_fault_in_one_way(line: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_bytes(GOOD + line + b"\n" + GOOD.replace(b"x:1", b"x:9"))
    findings: list[Finding] = []
    events = eventx.read(path, on_finding=findings.append)
    assert [event.id for event in events] == ["x:1", "x:9"]
    read = [(one.rule, one.position.line, one.position.column, one.message) for one in findings]
    checked = told(path.read_bytes())
    assert read[0][0] == checked[0][0] == FAULTS[line]
    assert (read[0][1], read[0][3]) == (checked[0][1], checked[0][3])
    assert read[0][1] == 2


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b"\n  "], ids=repr)
def test_a_bad_value_of_a_line_has_its_column_whichever_command_meets_it(start: bytes, tmp_path: Path) -> None:
    bad = b'{"schema_version":"1.0.0","kind":"event","id":"x:%d","status":"\xc3\xa9","date":{"precision":"day","end":"?"}}\n'
    path = tmp_path / "a.ndjson"
    path.write_bytes(start + bad % 2 + b"  " + bad % 3 + GOOD + GOOD)
    findings: list[Finding] = []
    assert [event.id for event in eventx.read(path, on_finding=findings.append)] == ["x:1"]
    errors = [one for one in findings if one.severity is Severity.ERROR]
    assert {one.rule for one in errors} == {"EVX007", "EVX008", "EVX011", "EVX501"}
    read = [(one.rule, one.position.line, one.position.column, one.message.partition(", the first in")[0]) for one in errors]
    assert read == told(path.read_bytes())


@pytest.mark.parametrize(
    ("end", "code"), [(b'{"id":"x:2"', "EVX025"), (b'{"id":"x:2"\n', "EVX025"), (b'{"id":"x:2",}\n', "EVX020")]
)
def test_a_last_line_that_is_cut_off_has_the_code_of_one(end: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_bytes(GOOD + end)
    ledger = eventx.Ledger("x")
    try:
        eventx.convert(path, tmp_path / "b.ndjson", ledger=ledger, on_finding=lambda _: None)
    except eventx.Unaccounted:
        assert not end.endswith(b"\n")
    assert [one["reason"] for one in ledger.details() if one["kind"] == "rejected"] == [code]
    assert {rule for rule, *_ in told(path.read_bytes())} == {code}


def test_a_document_that_is_no_json_is_refused_with_the_code(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for content, code in (
        (b'{"events": [', "EVX025"),
        (b'{"events": [}]', "EVX020"),
        (b'{"kind": "event",\n "kind": 1}', "EVX021"),
    ):
        path.write_bytes(content)
        with pytest.raises(eventx.InputError, match=rf"{code}: .*nothing was read"):
            eventx.read(path, format="eventx").records().__next__()
        assert told(content)[0][0] == code


def test_no_code_of_json_is_the_importers_own_but_that_of_a_header() -> None:
    from eventx_native import NativeImporter

    assert [name for name in NativeImporter.codes if name != "blank"] == ["JSON-HEADER"]
