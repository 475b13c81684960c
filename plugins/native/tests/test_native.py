"""eventx' own JSON and NDJSON."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

import eventx
from eventx.report import End, Kind, Losses, Outcome
from eventx_native import NativeExporter, NativeImporter


def record(number: int, **more: object) -> dict[str, Any]:
    return {"schema_version": "1.0.0", "kind": "event", "id": f"test:{number}", "status": "reported", **more}


def read(content: bytes) -> tuple[list[Outcome], End]:
    *outcomes, end = NativeImporter().read(io.BytesIO(content), name="in")
    assert isinstance(end, End)
    assert end.read == len(outcomes)
    return [outcome for outcome in outcomes if isinstance(outcome, Outcome)], end


def lines(*records: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in records)


@pytest.mark.parametrize(
    "content",
    [
        lines(record(1), record(2)),
        lines(record(1), record(2)).rstrip(b"\n"),
        lines(record(1), record(2)).replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + lines(record(1), record(2)),
        json.dumps([record(1), record(2)]).encode(),
        json.dumps([record(1), record(2)], indent=2).encode(),
        json.dumps({"schema_version": "1.0.0", "title": "t", "events": [record(1), record(2)]}).encode(),
        json.dumps({"schema_version": "1.0.0", "title": "t", "events": [record(1), record(2)]}, indent=4).encode(),
    ],
    ids=["lines", "no last newline", "crlf", "bom", "array", "array over lines", "dataset", "dataset over lines"],
)
def test_every_form_gives_the_same_records(content: bytes) -> None:
    outcomes, end = read(content)
    assert [outcome.records for outcome in outcomes] == [(record(1),), (record(2),)]
    assert end.complete


def test_one_record_over_several_lines() -> None:
    outcomes, _ = read(json.dumps(record(1), indent=2).encode())
    assert [outcome.records for outcome in outcomes] == [(record(1),)]


def test_a_damaged_line_is_rejected_where_it_stands_and_the_rest_is_kept() -> None:
    outcomes, end = read(lines(record(1)) + b'{"id": "x", oops}\n\n[1]\n' + lines(record(2)))
    assert [outcome.kind for outcome in outcomes] == [Kind.KEPT, Kind.REJECTED, Kind.WITHHELD, Kind.REJECTED, Kind.KEPT]
    assert (outcomes[1].position.line, outcomes[1].position.column) == (2, 13)
    assert end.complete


def test_a_stream_that_stops_inside_a_record_is_cut_off() -> None:
    _, end = read(lines(record(1)) + lines(record(2))[:-20])
    assert not end.complete
    assert "line 2" in end.message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"schema_version": "1.0.0",\n "title": "t", "events": [', "cut off"),
        (b'{"schema_version": "1.0.0",\n "events": []}', "lacks the member 'title'"),
        ('{"a": 1}'.encode("utf-16"), "UTF-16"),
        (b"3\n", "neither a record"),
    ],
)
def test_a_document_that_can_not_be_read_says_why(content: bytes, words: str) -> None:
    with pytest.raises(eventx.InputError, match=words):
        read(content)


def test_lines_without_a_record_are_a_dataset_of_none_but_no_document_is_empty() -> None:
    outcomes, end = read(b"")
    assert (outcomes, end.read, end.complete) == ([], 0, True)
    outcomes, end = read(b"\n \n")
    assert ([one.reason for one in outcomes], end.read) == (["blank", "blank"], 2)
    with pytest.raises(eventx.InputError, match="empty"):
        list(NativeImporter().read(io.BytesIO(b""), name="none.json"))


def test_a_member_that_stands_twice_is_not_silently_dropped() -> None:
    twice = lines(record(1)).replace(b'"kind": "event"', b'"kind": "event", "kind": "report"')
    outcomes, _ = read(twice)
    assert outcomes[0].kind is Kind.REJECTED
    assert "'kind' stands twice" in outcomes[0].message


def test_colons_in_text_are_no_members() -> None:
    outcomes, _ = read(lines(record(1, notes='He said: "yes": twice')))
    assert outcomes[0].kind is Kind.KEPT


def test_not_a_number_is_refused() -> None:
    outcomes, _ = read(lines(record(1)) + lines(record(2)).replace(b'"test:2"', b"NaN"))
    assert outcomes[1].kind is Kind.REJECTED
    assert "NaN" in outcomes[1].message


@pytest.mark.parametrize("document", [False, True])
def test_what_is_written_is_read_back_equal(document: bool) -> None:
    given = [record(1, notes="Ünï — ☂ \u2028"), record(2, **{"x:y": [1.5, True, {"z": "w"}]})]
    out = io.BytesIO()
    assert NativeExporter().write(iter(given), out, Losses(), document=document) == 2
    outcomes, _ = read(out.getvalue())
    assert [outcome.records[0] for outcome in outcomes] == given


def test_json_is_a_document_and_ndjson_is_lines(tmp_path: Path) -> None:
    eventx.write([record(1)], tmp_path / "a.json", options={"title": "Mine"})
    eventx.write([record(1)], tmp_path / "a.ndjson")
    document = json.loads((tmp_path / "a.json").read_text())
    assert (document["title"], document["events"]) == ("Mine", [record(1)])
    assert json.loads((tmp_path / "a.ndjson").read_text()) == record(1)


def test_nothing_at_all_is_still_a_file(tmp_path: Path) -> None:
    eventx.write([], tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text())["events"] == []


def test_the_rights_of_a_dataset_go_with_its_records_and_the_rest_of_its_header_is_told() -> None:
    rights = {"redistribution": "attribution", "attribution": "The coders"}
    own = {"redistribution": "open"}
    document = {
        "schema_version": "1.0.0",
        "title": "t",
        "version": "3",
        "rights": rights,
        "events": [record(1), record(2, rights=own)],
    }
    outcomes, _ = read(json.dumps(document).encode())
    assert [outcome.records[0]["rights"] for outcome in outcomes] == [rights, own]
    (finding,) = outcomes[0].findings
    assert finding.rule == "JSON-HEADER"
    assert "title, version" in finding.message
    assert "-O title=" in (finding.advice or "")
    document["licence"] = "CC0"
    with pytest.raises(eventx.InputError, match=r"the dataset's header has no member 'licence' .*\(put it under your own prefix"):
        read(json.dumps(document).encode())


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id":"a:1","id"  :"a:2"}', "EVX021"),
        (b'{"id":"a:1","x:n":123456789012345678901234567890}', "EVX020"),
        (b'{"id":"a:1","x:n":' + b"[" * 300 + b"]" * 300 + b"}", "EVX020"),
        (b'{"id":"a:1","x:n":1e400}', "EVX020"),
        (b'{"id":"a:1","x:n":"\\ud800"}', "EVX013"),
    ],
)
def test_what_a_parser_would_change_in_silence_is_refused(line: bytes, reason: str) -> None:
    first, second = read(lines(record(1)) + line + b"\n")[0]
    assert (first.kind, second.kind, second.reason) == (Kind.KEPT, Kind.REJECTED, reason)
    assert second.findings[0].position.line == 2
    assert second.findings[0].position.column is not None


def test_a_doubt_about_one_member_does_not_stumble_over_words_in_another() -> None:
    (refused,) = read(b'{"id":"a:1","x:n":true,"x:m":null,"x:l":1.5,"id":"a:2"}\n')[0]
    assert refused.reason == "EVX021"


@pytest.mark.parametrize("number", ["1e400", "123456789012345678901234567890"])
def test_a_number_that_is_too_large_is_named_whole(number: str) -> None:
    (refused,) = read(b'{"id":"a:1","x:n":' + number.encode() + b"}\n")[0]
    assert f"the number {number} is too large" in refused.findings[0].message


def test_a_line_that_ends_too_early_is_named_not_the_next() -> None:
    cut = lines(record(1)).replace(b"}", b"")
    (_, second, _), _ = read(lines(record(1)) + cut + lines(record(3)))
    (finding,) = second.findings
    assert (finding.position.line, finding.position.column) == (2, len(cut))
    assert (finding.rule, finding.message) == ("EVX020", "the text ends inside an object")


def test_a_last_line_without_its_end_is_cut_off_whatever_it_ends_in() -> None:
    whole = lines(record(1), record(2, place={"name": "X"}))
    (_, second), end = read(whole[: whole.rindex(b"}")])
    assert whole[: whole.rindex(b"}")].endswith(b"}")
    assert (second.kind, end.complete) == (Kind.REJECTED, False)
