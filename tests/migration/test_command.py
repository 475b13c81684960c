"""``eventx migrate``: to standard output or in place, every record accounted for, nothing lost."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from eventx.cli import main
from eventx.errors import InputError
from eventx.migration.files import Lifting, lift

from ..cli.conftest import Run, eventx
from .test_migrate import OLD, STEPS

__all__ = ["eventx"]

NOW = {"schema_version": "1.0.0", "kind": "event", "id": "x:2", "status": "reported"}


def lifted(content: bytes, to: str = "1.0.0") -> tuple[bytes, Lifting]:
    out = io.BytesIO()
    account = lift(io.BytesIO(content), out, name="a.ndjson", to=to, steps=STEPS)
    return out.getvalue(), account


def lines(*records: Any) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in records)


def test_lines_are_lifted_one_by_one_and_what_is_current_stays_to_the_byte() -> None:
    current = b'{ "schema_version": "1.0.0", "kind":"event",  "id":"x:2" }\r\n'
    out, account = lifted(lines(OLD) + b"\n" + current)
    first, blank, last = out.splitlines(keepends=True)
    assert json.loads(first)["place"] == {"name": "Talas"}
    assert (blank, last) == (b"\n", current)
    assert account.sentence() == "a.ndjson: 2 records: 1 lifted to schema 1.0.0, 1 there already, 0 left as they are"


def test_what_can_not_be_lifted_stays_and_is_told_with_its_line() -> None:
    broken, newer, none = b'{"schema_version": "0.9.0", "kind": "event"\n', lines({**NOW, "schema_version": "7.0.0"}), b"[1]\n"
    out, account = lifted(lines(OLD) + broken + newer + none)
    assert out.splitlines(keepends=True)[1:] == [broken, newer, none]
    assert [line for line, _ in account.refused] == [2, 3, 4]
    assert account.read == 4
    assert "newer" in account.refused[1][1]


def test_a_line_that_is_no_json_is_told_with_the_column_that_it_has_in_the_file() -> None:
    _, account = lifted(lines(NOW) + b'  {"id" 1}\n{"id":\n')
    assert [(line, words.rpartition(" (")[2]) for line, words in account.refused] == [(2, "column 9)"), (3, "column 7)")]


@pytest.mark.parametrize(
    "wrap", [lambda one: one, lambda one: [one, one], lambda one: {"schema_version": "0.9.0", "events": [one]}]
)
def test_documents_are_lifted_whole(wrap: Any) -> None:
    out, account = lifted(json.dumps(wrap(OLD), indent=1).encode())
    assert b"Talas" in out
    assert b"where" not in out
    assert b"0.9.0" not in out
    assert account.lifted.total() == account.read


def test_a_document_with_a_record_that_can_not_be_lifted_stays() -> None:
    content = json.dumps([OLD, {"kind": "event"}]).encode()
    out, account = lifted(content)
    assert out == content
    assert len(account.refused) == 2


@pytest.mark.parametrize("document", [5, {"schema_version": "7.0.0", "events": 5}, {"schema_version": "1.0.0", "events": {}}])
def test_what_is_no_document_stays_and_is_told(document: Any) -> None:
    content = json.dumps(document).encode()
    out, account = lifted(content)
    assert out == content
    assert account.refused == [(1, "this is no record, no array of records and no dataset document")]


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_a_file_of_no_records_has_nothing_to_lift(content: bytes) -> None:
    out, account = lifted(content)
    assert (out, account.read, account.refused) == (content, 0, [])


def test_a_table_is_no_document_and_is_not_copied() -> None:
    with pytest.raises(InputError, match="not eventx JSON"):
        lifted(b"id,date\n1,2025-01-01\n")


def test_the_command_writes_to_standard_output_or_a_file(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ndjson").write_bytes(lines(NOW, NOW))
    done = eventx("migrate", "a.ndjson")
    assert (done.returncode, done.stdout.encode()) == (0, lines(NOW, NOW))
    assert "2 there already" in done.stderr
    assert eventx("migrate", "a.ndjson", "-o", "b.ndjson").returncode == 0
    assert (tmp_path / "b.ndjson").read_bytes() == lines(NOW, NOW)


def test_in_place_a_file_is_left_alone_if_a_record_can_not_be_lifted(eventx: Run, tmp_path: Path) -> None:
    content = lines(NOW, {**NOW, "schema_version": "7.0.0"})
    (tmp_path / "a.ndjson").write_bytes(content)
    done = eventx("migrate", "--in-place", "a.ndjson", "--report", "r.json")
    assert done.returncode == 1
    assert "a.ndjson:2: " in done.stderr
    assert (tmp_path / "a.ndjson").read_bytes() == content
    (told,) = json.loads((tmp_path / "r.json").read_text())["files"]
    assert (told["read"], told["current"], told["refused"][0]["line"]) == (2, 1, 2)


@pytest.mark.parametrize(
    "call",
    [
        ("a.ndjson", "--to", "0.1.0"), ("a.ndjson", "b.ndjson"), ("--in-place", "-"), ("a.ndjson", "-o", "a.ndjson"),
        ("a.ndjson", "-o", "b.ndjson", "--report", "./a.ndjson"), ("a.ndjson", "-o", "b.ndjson", "--report", "b.ndjson"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_refused(eventx: Run, tmp_path: Path, call: tuple[str, ...]) -> None:
    (tmp_path / "a.ndjson").write_bytes(lines(NOW))
    assert eventx("migrate", *call).returncode == 2
    assert (tmp_path / "a.ndjson").read_bytes() == lines(NOW)


def test_in_place_each_file_is_told_of_before_one_that_can_not_be_read(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ndjson").write_bytes(lines(NOW))
    done = eventx("migrate", "--in-place", "a.ndjson", "nothing.ndjson")
    assert done.returncode == 3
    assert done.stderr.index("a.ndjson: 1 record") < done.stderr.index("no such file")


def test_in_place_a_file_is_rewritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(lift.__kwdefaults__, "steps", STEPS)
    (tmp_path / "a.ndjson").write_bytes(lines(OLD, NOW))
    with pytest.raises(SystemExit) as stop:
        main(["migrate", "--in-place", str(tmp_path / "a.ndjson")])
    assert stop.value.code == 0
    first, second = (tmp_path / "a.ndjson").read_bytes().splitlines(keepends=True)
    assert json.loads(first)["schema_version"] == "1.0.0"
    assert second == lines(NOW)
