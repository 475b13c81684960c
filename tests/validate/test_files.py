"""Files of eventx JSON: every finding has the line and column of the exact value, and no finding hides another."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from eventx.report import Finding
from eventx.validator.files import FileCheck

GOOD: dict[str, Any] = {"schema_version": "1.0.0", "kind": "event", "id": "x:1", "status": "reported"}


def checked(content: bytes | str) -> tuple[FileCheck, list[Finding]]:
    stream = io.BytesIO(content if isinstance(content, bytes) else content.encode("utf-8"))
    result = FileCheck(stream, name="file")
    return result, list(result)


def told(content: bytes | str) -> list[tuple[str, int | None, int | None]]:
    return [(finding.rule, finding.position.line, finding.position.column) for finding in checked(content)[1]]


def line(**members: Any) -> str:
    return json.dumps(GOOD | members) + "\n"


def test_a_good_file_of_each_kind_gives_nothing_and_counts_its_records() -> None:
    two = line(id="x:1") + "\n" + line(id="x:2")
    dataset = json.dumps(
        {"schema_version": "1.0.0", "title": "Two", "events": [GOOD | {"id": "x:1"}, GOOD | {"id": "x:2"}]}, indent=1
    )
    array = json.dumps([GOOD | {"id": "x:1"}, GOOD | {"id": "x:2"}])
    for content, blank in ((two, 1), (two.rstrip(), 1), (two.replace("\n", "\r\n"), 1), (dataset, 0), (array, 0)):
        result, found = checked(content)
        assert found == []
        assert (result.read, result.checked, result.blank) == (2 + blank, 2 + blank, blank)
    result, found = checked(json.dumps(GOOD, indent=2))
    assert (found, result.read) == ([], 1)


def test_every_line_of_ndjson_is_judged_whatever_the_others_are() -> None:
    content = (
        line(id="x:1", type="airstrike") + "{broken}\n" + line(id="x:2", place={"point": {"lat": 91, "lon": 0}}) + line(id="x:1")
    )
    result, found = checked(content)
    assert [(finding.rule, finding.position.line) for finding in found] == [("EVX007", 1), ("EVX020", 2), ("EVX009", 3)]
    assert (result.read, result.checked) == (4, 3)
    text = content.splitlines()[2]
    assert text[(found[2].position.column or 0) - 1 :].startswith("91")
    assert found[2].position.pointer == "/place/point/lat"


def test_a_duplicate_id_is_told_at_its_second_line() -> None:
    assert told(line(id="x:1") + line(id="x:2") + line(id="x:1")) == [("EVX501", 3, line().index('"x:1"') + 1)]


def test_a_finding_in_a_dataset_has_the_pointer_into_the_file() -> None:
    document = {"schema_version": "1.0.0", "title": "One", "events": [GOOD, GOOD | {"id": "x:2", "status": "maybe"}]}
    text = json.dumps(document, indent=2)
    (found,) = checked(text)[1]
    assert found.position.pointer == "/events/1/status"
    assert found.pointer == "/status"
    at = text.splitlines()[(found.position.line or 0) - 1]
    assert at[(found.position.column or 0) - 1 :].startswith('"maybe"')


def test_a_dataset_header_is_checked_with_its_records() -> None:
    document = {"schema_version": "1.0.0", "titel": "One", "coverage": {"start": "2026-02-30", "countries": [{}]}, "events": {}}
    found = checked(json.dumps(document, indent=2))[1]
    assert [(finding.rule, finding.pointer) for finding in found] == [
        ("EVX004", ""),
        ("EVX010", "/coverage/countries/0"),
        ("EVX008", "/coverage/start"),
        ("EVX006", "/events"),
        ("EVX005", "/titel"),
    ]
    assert all(finding.position.line for finding in found)
    assert found[0].message == "the dataset's header lacks the member 'title'"


def test_a_member_that_stands_twice_is_told_and_the_record_still_checked() -> None:
    content = '{"schema_version": "1.0.0", "kind": "event", "id": "x:1", "id": "x:2", "status": "nearly"}\n'
    assert told(content) == [("EVX021", 1, content.index('"id": "x:2"') + 1), ("EVX007", 1, content.index('"nearly"') + 1)]


def test_a_colon_after_a_quote_inside_a_text_is_no_member() -> None:
    assert told(line(notes='he said "no": twice')) == []


def test_numbers_that_json_lacks_are_told_with_their_place() -> None:
    content = '{"schema_version": "1.0.0", "x:a": NaN, "x:b": [1, -Infinity]}\n'
    assert told(content) == [("EVX022", 1, content.index("NaN") + 1), ("EVX022", 1, content.index("-Inf") + 1)]


def test_a_byte_order_mark_is_a_warning_and_the_rest_is_read() -> None:
    found = checked(b"\xef\xbb\xbf" + line().encode())[1]
    assert [(finding.rule, finding.severity.value, finding.position.byte) for finding in found] == [("EVX023", "warning", 0)]


def test_a_byte_that_is_no_utf_8_is_told_with_line_and_column_and_the_rest_is_read() -> None:
    content = line(id="x:1").encode() + b'{"notes": "\xc3\xa9 caf\xe9"}\n' + line(id="x:2", kind="episode").encode()
    assert told(content)[:1] == [("EVX024", 2, 17)]
    assert [rule for rule, _, _ in told(content)] == ["EVX024", "EVX007"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_no_document_but_it_may_be_lines_of_no_record(content: bytes) -> None:
    assert "EVX025" in [finding.rule for finding in FileCheck(io.BytesIO(content), name="none.json")]
    assert [finding.rule for finding in checked(content)[1] if finding.rule != "EVX023"] == []


def test_a_file_that_is_cut_off_says_so() -> None:
    assert told(line(id="x:1") + line(id="x:2")[:40])[0][:2] == ("EVX025", 2)
    assert told(json.dumps([GOOD], indent=2)[:50])[0][0] == "EVX025"


def test_a_line_that_ends_early_before_others_is_broken_but_the_file_is_not_cut_off() -> None:
    assert [rule for rule, _, _ in told(line(id="x:1") + line()[:40] + "\n" + line(id="x:2"))] == ["EVX020"]


def test_a_number_that_no_reader_can_hold_is_named_with_its_place() -> None:
    (finding,) = checked(line(id="x:1", **{"x:n": 7}).replace(": 7", ": 1e400"))[1]
    assert (finding.rule, finding.position.line, finding.position.column is None) == ("EVX020", 1, False)
    assert "the number 1e400 is too large" in finding.message


def test_other_json_is_no_record() -> None:
    assert [rule for rule, _, _ in told("[1, 2]")] == ["EVX026", "EVX026"]
    assert [rule for rule, _, _ in told('"text"')] == ["EVX026"]
    assert [rule for rule, _, _ in told(line() + "7\n")] == ["EVX026"]
    assert [rule for rule, _, _ in told("\xff\xfe".encode("latin-1") + line().encode("utf-16-le"))] == ["EVX024"]


def test_what_is_missing_is_placed_at_the_object_that_lacks_it() -> None:
    content = line(tolls=[{"who": "all"}])
    assert told(content) == [("EVX004", 1, content.index('{"who"') + 1)]
