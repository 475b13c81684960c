"""Every finding says where it stands in the user's own file, to the character."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventx.ledger import Ledger
from eventx.reading import Reading
from eventx.report import Finding, Kind, Outcome, Position, Severity
from eventx.reports.lines import Lines
from eventx.reports.original import Originals
from eventx.reports.place import Cell
from eventx.reports.table_text import TableText

from ..cli.conftest import Run, record

Write = Callable[..., str]
BAD_DAY = {"start": "2026-02-30", "end": "2026-03-01", "precision": "day"}


def _findings(eventx: Run, *arguments: str, input: bytes | None = None) -> list[dict[str, Any]]:
    done = eventx("validate", *arguments, "--format", "json", input=input)
    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return found


def _at(tmp_path: Path, position: dict[str, Any], encoding: str = "utf-8") -> str:
    """What the file says where the finding points."""
    with (tmp_path / position["file"]).open(encoding=encoding, newline="\n") as file:
        line = file.read().removeprefix("\ufeff").split("\n")[position["line"] - 1]
    return line[position["column"] - 1 : position["end_column"] - 1]


def test_a_value_in_ndjson(eventx: Run, write: Write, tmp_path: Path) -> None:
    (found,) = _findings(eventx, write("a.ndjson", {}, {"notes": "東京 👩‍👩‍👧", "date": BAD_DAY}))
    assert found["position"]["line"] == 2
    assert found["position"]["pointer"] == "/date/start"
    assert _at(tmp_path, found["position"]) == '"2026-02-30"'


def test_a_value_in_a_document_written_over_several_lines(eventx: Run, tmp_path: Path) -> None:
    document = {"schema_version": "1.0.0", "title": "t", "events": [record(1), record(2, date=BAD_DAY)]}
    (tmp_path / "a.json").write_text(json.dumps(document, indent=2), encoding="utf-8")
    found = next(one for one in _findings(eventx, "a.json") if one["rule"] == "EVX008")
    assert found["position"]["pointer"] == "/events/1/date/start"
    assert found["pointer"] == "/date/start"
    assert _at(tmp_path, found["position"]) == '"2026-02-30"'


def test_a_cell_of_a_table_that_the_importer_can_not_read(eventx: Run, table: Write, tmp_path: Path) -> None:
    (found,) = _findings(eventx, table("a.csv", {}, {"fatalities": "-3"}))
    assert found["position"]["row"] == 2
    assert found["position"]["line"] == 3
    assert found["position"]["cell"] == {"column": 29, "letter": "AC", "header": "fatalities"}
    assert _at(tmp_path, found["position"]) == "-3"


def test_a_cell_whose_record_breaks_a_rule(eventx: Run, table: Write, tmp_path: Path) -> None:
    (found,) = _findings(eventx, table("a.csv", {}, {"location": "Lali\u202ebela"}))
    assert found["pointer"] == "/place/name"
    assert found["position"]["cell"]["header"] == "location"
    assert _at(tmp_path, found["position"]) == "Lali\u202ebela"


def test_a_cell_after_cells_with_line_breaks_quotes_and_separators(eventx: Run, table: Write, tmp_path: Path) -> None:
    notes = 'On 28 February, "early",\nthen\r\nlater; 2026.'
    (found,) = _findings(eventx, table("a.csv", {"notes": notes}, {"notes": notes, "fatalities": "x"}))
    assert found["position"]["row"] == 2
    assert found["position"]["line"] == 7, "the line on which the cell stands, not the one on which its row begins"
    assert _at(tmp_path, found["position"]) == "x"


@pytest.mark.parametrize(("separator", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16"), ("|", "utf-8")])
def test_tables_as_spreadsheets_save_them(eventx: Run, table: Write, tmp_path: Path, separator: str, encoding: str) -> None:
    text = (tmp_path / table("a.csv", {}, {"fatalities": "x", "notes": "On 28 February 2026 clash."})).read_text(encoding="utf-8")
    written = text.replace(",", separator).replace(f"February 2026{separator}", "February 2026,")
    (tmp_path / "b.csv").write_bytes(written.replace("\n", "\r\n").encode(encoding))
    (found,) = _findings(eventx, "b.csv")
    assert (found["position"]["line"], found["position"]["cell"]["letter"]) == (3, "AC")
    assert _at(tmp_path, found["position"], encoding) == "x"


def test_standard_input_and_packed_files_can_be_looked_into_too(eventx: Run, table: Write, tmp_path: Path) -> None:
    plain = (tmp_path / table("a.csv", {}, {"fatalities": "x"})).read_bytes()
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(plain))
    (expected,) = _findings(eventx, "a.csv")
    for found in (*_findings(eventx, "-", input=plain), *_findings(eventx, "a.csv.gz")):
        assert {**found["position"], "file": ""} == {**expected["position"], "file": ""}
    done = eventx("validate", "-", input=plain)
    assert "<stdin>:3" in done.stdout
    assert "^" in done.stdout


def test_a_row_of_a_service_s_answer_has_a_pointer_and_a_line(eventx: Run, table: Write, tmp_path: Path) -> None:
    lines = (
        (tmp_path / table("a.csv", {"notes": "a"}, {"notes": "b", "fatalities": "-3"})).read_text(encoding="utf-8").splitlines()
    )
    names = lines[0].split(",")
    rows = [dict(zip(names, line.split(","), strict=True)) for line in lines[1:]]
    answer = {"status": 200, "success": True, "count": 2, "data": rows}
    for indent in (None, 2):
        (tmp_path / "answer.json").write_text(json.dumps(answer, indent=indent), encoding="utf-8")
        (found,) = _findings(eventx, "answer.json")
        assert found["position"]["pointer"] == "/data/1/fatalities"
        assert _at(tmp_path, found["position"]) == '"-3"'


def test_a_row_of_the_wrong_length_claims_no_cell(eventx: Run, table: Write, tmp_path: Path) -> None:
    path = tmp_path / table("a.csv", {}, {})
    path.write_text(path.read_text(encoding="utf-8").replace("Daily B,National,", "Daily B,", 1), encoding="utf-8")
    (found,) = _findings(eventx, "a.csv")
    assert found["position"] == {"file": "a.csv", "row": 1, "line": 2}


@pytest.mark.parametrize(("number", "letter"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
def test_columns_are_lettered_as_in_a_spreadsheet(number: int, letter: str) -> None:
    assert Cell(number).letter == letter


def test_a_rejected_row_without_a_finding_of_its_own_is_a_finding_all_the_same() -> None:
    found: list[Finding] = []
    reading = Reading((), Ledger("1"), on_finding=found.append)
    reading.judged(Outcome(Kind.REJECTED, Position("a", row=4), reason="ODD", message="it is odd"))
    assert [(one.rule, one.message, one.position.row) for one in found] == [("ODD", "it is odd", 4)]


def test_a_cell_of_a_workbook_of_an_archive_and_under_a_title(eventx: Run, table: Write, tmp_path: Path) -> None:
    path = tmp_path / table("a.csv", {}, {"fatalities": "x"})
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    workbook.create_sheet("other")
    workbook.save(tmp_path / "book.xlsx")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(path, "inside.csv")
    for name in ("book.xlsx#Sheet", "a.zip"):
        (found,) = _findings(eventx, name)
        assert found["position"]["cell"] == {"column": 29, "letter": "AC", "header": "fatalities"}
        assert (found["position"]["row"], found["position"]["line"]) == (2, 3)
        shown = eventx("validate", name).stdout
        assert " | " in shown
        assert shown.splitlines()[0] == "acled:AAA2"
        assert shown.splitlines()[3].count("^") == 1


def test_a_cell_of_a_sheet_is_shown_below_cells_with_line_breaks(eventx: Run, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["event_id_cnty", "event_date", "country", "notes", "fatalities"])
    for number, dead in enumerate((3, 2, "some")):
        sheet.append([f"NIG{number}", "2024-05-16", "Nigeria", "One line\nand\nmore.", dead])
    workbook.save(tmp_path / "book.xlsx")
    found = next(one for one in _findings(eventx, "book.xlsx") if one["rule"] == "TAB-NUMBER")
    assert found["position"]["cell"] == {"column": 5, "letter": "E", "header": "fatalities"}
    assert (found["position"]["row"], found["position"]["line"]) == (3, 4)
    shown = eventx("validate", "book.xlsx").stdout
    assert "4 | NIG2,2024-05-16,Nigeria,One line and more.,some\n" in shown
    # A second number, of the row of data, would be looked for in the sheet.
    assert "book.xlsx#Sheet:4 (cell E4 'fatalities'): error TAB-NUMBER" in shown
    assert "book.xlsx#Sheet:4 (cell E4): error TAB-NUMBER" in eventx("convert", "book.xlsx", "-o", "out.ndjson").stderr


def test_an_id_that_stands_twice_is_told_with_the_place_of_the_first(eventx: Run, table: Write, tmp_path: Path) -> None:
    path = tmp_path / table("a.csv", {}, {"event_id_cnty": "B9"}, {}, {"event_id_cnty": "B9"})
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Events of the week"])
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            sheet.append(row)
    workbook.save(tmp_path / "book.xlsx")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(path, "a.csv")
    eventx("convert", "a.csv", "-o", "a.ndjson")
    lines = (tmp_path / "a.ndjson").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "two.ndjson").write_text("".join([*lines, lines[1]]), encoding="utf-8")
    for name, first in (("a.csv", "row 2"), ("a.zip", "row 2"), ("book.xlsx", "row 4"), ("two.ndjson", "line 2")):
        (found,) = [one for one in _findings(eventx, name) if one["rule"] == "EVX501"]
        assert found["message"] == f"the id 'acled:B9' stands a second time, the first in {first}", name
    told = eventx("convert", "a.ndjson", "a.csv", "-o", "both.ndjson").stderr
    assert "the id 'acled:B9' stands a second time, the first in line 2 of a.ndjson" in told


def test_ids_that_are_none_keep_nobody_from_the_place_of_the_first(eventx: Run, tmp_path: Path) -> None:
    good = record(1)
    lines = [record(1) | {"id": ["x"]}, {"kind": "event"}, 5, good, good]
    (tmp_path / "a.ndjson").write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    words = f"the id '{good['id']}' stands a second time, the first in line 4"
    assert words in [one["message"] for one in _findings(eventx, "a.ndjson")]
    assert words in eventx("convert", "a.ndjson", "-o", "out.ndjson").stderr


def test_no_place_of_the_first_is_told_where_what_cannot_be_read_again_may_have_it(tmp_path: Path) -> None:
    line = json.dumps(record(1)) + "\n"
    (path := tmp_path / "a.ndjson").write_text(line * 2, encoding="utf-8")
    told: list[Finding] = []
    list(Reading((io.BytesIO(line.encode()), path), Ledger("0"), on_finding=told.append))
    assert [one.message for one in told if one.rule == "EVX501"] == [f"the id {record(1)['id']!r} stands a second time"] * 2


def test_a_header_that_is_not_the_first_line_is_found(eventx: Run, tmp_path: Path) -> None:
    text = 'Incident log,,\n"made, by\nhand",,\nref,day,dead\n1,2026-03-01,2\n2,2026-03-02,x\n'
    (tmp_path / "log.csv").write_text(text, encoding="utf-8")
    originals = Originals()
    position = Position(str(tmp_path / "log.csv"), row=2, line=6, column=3)
    place = originals.place(Finding("X", Severity.ERROR, "", position, None, "x"))
    originals.close()
    assert place.cell == Cell(3, "dead")
    assert (place.line, place.column, place.end) == (6, 14, 15)


def test_a_cell_that_does_not_say_what_the_finding_says_is_not_pointed_at(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    originals = Originals()
    place = originals.place(
        Finding("X", Severity.ERROR, "", Position(str(tmp_path / "a.csv"), row=1, line=2, column=2), None, "other")
    )
    assert (place.line, place.column, place.text) == (2, None, "1,2")
    beyond = originals.place(Finding("X", Severity.ERROR, "", Position(str(tmp_path / "a.csv"), row=1, line=2, column=9)))
    originals.close()
    assert (beyond.column, beyond.cell) == (None, Cell(9))


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff"), max_size=8)


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_cell_that_a_writer_writes_is_found_again(rows: list[list[str]], separator: str, ending: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator=ending, quoting=csv.QUOTE_ALL)
    writer.writerows([["first", "second", "third"], *rows])
    content = out.getvalue().encode()
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline=""), delimiter=separator)
    text = TableText(Lines(io.BytesIO(content), returns=True), "a.csv", delimiter=separator)
    next(reader)
    for number in range(1, len(rows) + 1):
        line = reader.line_num + 1
        cells = next(reader)
        for column, cell in enumerate(cells, start=1):
            position = Position("a.csv", row=number, line=line, column=column)
            place = text.place(Finding("X", Severity.ERROR, "", position, None, cell))
            assert place.cell == Cell(column, ("first", "second", "third")[column - 1])
            assert place.column is not None
            assert place.end is not None
            shown = place.text[place.column - 1 : place.end - 1]
            assert shown == re.split("\r\n|\r|\n", cell)[0].replace('"', '""')


def test_a_line_that_ends_with_a_carriage_return_alone_counts_in_a_table(eventx: Run, table: Write, tmp_path: Path) -> None:
    path = tmp_path / table("a.csv", {"notes": "On 28 February\r2026."}, {"fatalities": "x"})
    assert b"February\r2026" in path.read_bytes()
    found = next(one for one in _findings(eventx, "a.csv") if one["rule"] == "TAB-NUMBER")
    assert (found["position"]["line"], found["position"]["cell"]["header"]) == (4, "fatalities")
    assert "^" in eventx("validate", "a.csv").stdout


@pytest.mark.parametrize("options", [(), ("-O", "encoding=windows-1251")])
def test_letters_of_an_older_encoding_don_t_shift_the_caret(
    eventx: Run, table: Write, tmp_path: Path, options: tuple[str, ...]
) -> None:
    path = tmp_path / table("a.csv", {"location": "Київ" if options else "Sana’a", "latitude": "x"})
    path.write_bytes(path.read_text(encoding="utf-8").encode(options[1].partition("=")[2] if options else "windows-1252"))
    found = next(one for one in _findings(eventx, "a.csv", *options) if one["rule"] == "TAB-NUMBER")
    line = path.read_text(encoding="windows-1251").splitlines()[1]
    assert line[found["position"]["column"] - 1 : found["position"]["end_column"] - 1] == "x"
    if options:
        assert "Київ" in eventx("validate", "a.csv", *options).stdout


def test_a_byte_order_mark_does_not_shift_the_caret(eventx: Run, write: Write, tmp_path: Path) -> None:
    path = tmp_path / write("a.ndjson", {"date": BAD_DAY})
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    found = next(one for one in _findings(eventx, "a.ndjson") if one["rule"] == "EVX008")
    assert _at(tmp_path, found["position"]) == '"2026-02-30"'
    assert "^" * 12 in eventx("validate", "a.ndjson").stdout
