"""What a file is wrapped in doesn't matter, and what can't be unwrapped is told in words."""

from __future__ import annotations

import builtins
import bz2
import csv
import datetime
import gzip
import io
import lzma
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import eventx
from eventx.errors import InputError, UsageError
from eventx.files.inputs import open_input

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CONTENT = "id;place\r\n1;Málaga\r\n".encode() * 20_000


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def book(*sheets: tuple[str, list[list[Any]]], hidden: tuple[str, ...] = ()) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def whole(content: bytes) -> bytes:
    with open_input(io.BytesIO(content)) as opened:
        return opened.stream.read()


@pytest.mark.parametrize("wrap", [gzip.compress, lambda content: zipped(**{"table.csv": content, "__MACOSX/x": b""})])
def test_the_content_is_the_same_from_a_file_and_from_a_pipe(tmp_path: Path, wrap: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "named.anyhow"
    path.write_bytes(wrap(CONTENT))
    with open_input(path) as opened:
        assert opened.head == CONTENT[: len(opened.head)]
        assert opened.stream.read() == CONTENT
    with open_input(io.BytesIO(wrap(CONTENT))) as opened:
        assert opened.stream.read() == CONTENT


def test_zstandard_is_unpacked_frame_after_frame_and_one_cut_off_is_told(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard", reason="needs the extra zst")
    packed = zstandard.compress(CONTENT) + zstandard.compress(CONTENT)
    path = tmp_path / "table.csv.zst"
    path.write_bytes(packed)
    with open_input(path) as opened:
        assert opened.name.endswith("table.csv")
        assert opened.stream.read() == CONTENT + CONTENT
    for broken in (packed[:-9], packed[:200] + b"no" + packed[202:]):
        with pytest.raises(InputError, match="the Zstandard file is damaged or cut off"):
            whole(broken)


def test_without_zstandard_the_message_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(UsageError, match=r"pip install 'eventx-conflict\[zst\]'"):
        whole(b"\x28\xb5\x2f\xfd\x00")


@pytest.mark.parametrize("member", ["table.csv", "data/table", "d/b#1.csv"])
def test_what_messages_call_an_archives_file_names_it_again(tmp_path: Path, member: str) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(**{member: CONTENT}))
    with open_input(tmp_path / "a.zip") as opened, open_input(opened.name) as again:
        assert again.name == opened.name == f"{tmp_path}/a.zip#{member}"
        assert again.stream.read() == CONTENT


def test_evidence_of_a_row_in_an_archive_names_both(tmp_path: Path) -> None:
    table = (EXAMPLES / "acled.csv").read_bytes()
    (tmp_path / "a.zip").write_bytes(zipped(**{"2026/acled.csv": table}))
    (event, *_) = eventx.read(tmp_path / "a.zip").records()
    assert event["evidence"][0]["cell"]["file"] == "a.zip#2026/acled.csv"


def test_one_of_an_archives_files_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(**{"readme.txt": b"x", "data/table.csv": b"id,day", "d/b#1.csv": b"id"}))
    with open_input(f"{tmp_path}/a.zip#d/b#1.csv") as opened:
        assert opened.stream.read() == b"id"
    with open_input(f"{tmp_path}/a.zip#data/table.csv") as opened:
        assert opened.stream.read() == b"id,day"
    words = r"the archive has no 'b.csv', but 3 files in it \(readme.txt, data/table.csv, d/b#1.csv\)"
    with pytest.raises(InputError, match=words), open_input(f"{tmp_path}/a.zip#b.csv"):
        pass


def test_one_of_the_files_of_an_archive_at_an_address_without_an_ending_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(url: str) -> io.BytesIO:
        assert url == "https://data.example/get?file=7"
        return io.BytesIO(zipped(**{"readme.txt": b"x", "2019/table.csv": b"id,day"}))

    monkeypatch.setattr("eventx.files.inputs._remote", found)
    with open_input("https://data.example/get?file=7#2019/table.csv") as opened:
        assert opened.stream.read() == b"id,day"
        assert opened.name == "https://data.example/get?file=7#2019/table.csv"


def test_a_packed_file_that_holds_nothing_is_told_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "table.csv.gz").write_bytes(gzip.compress(b""))
    with pytest.raises(InputError, match=r"table\.csv\.gz: the file is empty"):
        eventx.convert(tmp_path / "table.csv.gz", tmp_path / "out.ndjson")


@pytest.mark.parametrize("called", ["table.csv#March", "table.csv.gz#March"])
def test_what_is_named_in_a_file_that_has_nothing_in_it_is_not_overheard(called: str, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes(CONTENT)
    (tmp_path / "table.csv.gz").write_bytes(gzip.compress(CONTENT))
    with pytest.raises(InputError, match="there is no 'March' in it; name the file alone"), open_input(tmp_path / called):
        pass


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (zipped(**{"a.csv": b"1", "b.csv": b"2"}), r"2 files in it \(a.csv, b.csv\); name one: '.*#a.csv'"),
        (zipped(), "0 files"),
        (zipped(**{"a.csv": CONTENT})[:-300], "zip file is damaged or cut off"),
        (gzip.compress(CONTENT)[:-9], "gzip file is damaged or cut off"),
        (bz2.compress(CONTENT), r"packed with bzip2, .*; unpack it first \(bunzip2\)"),
        (lzma.compress(CONTENT), r"packed with xz, .*; unpack it first \(unxz\)"),
        (gzip.compress(CONTENT)[:300] + b"\xff" * 300, "gzip file is damaged"),
    ],
)
def test_what_cannot_be_unwrapped_is_told(content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        whole(content)


def test_a_zip_whose_content_was_changed_is_told() -> None:
    content = bytearray(zipped(**{"a.csv": bytes(range(256)) * 4000}))
    content[600] ^= 0xFF
    with pytest.raises(InputError, match="zip file is damaged"):
        whole(bytes(content))


ROWS = [
    ["", "", ""],
    ["id", "day", "n", "text", "yes"],
    ["A1", datetime.datetime(2026, 2, 28), 3, 'with "quotes"\nand lines', True],
    ["007", datetime.datetime(2026, 2, 28, 5, 6), 8.59, None, 1772300000],
]


def test_a_formula_that_was_never_computed_is_no_blank_cell() -> None:
    pytest.importorskip("python_calamine", reason="needs the extra xlsx")
    with pytest.raises(InputError, match=r"the cell C3 of the sheet 'Events' has a formula but no value"):
        whole(book(("Events", [["id", "day", "n"], ["A1", "2026-02-28", 3], ["A2", "2026-02-28", "=1+2"]])))


def test_an_error_in_a_cell_is_no_blank_cell(tmp_path: Path) -> None:
    """What says ``#REF!`` stands in the table as it would in CSV: whoever reads numbers refuses it, and texts keep it."""
    pytest.importorskip("python_calamine", reason="needs the extra xlsx")
    rows = [[None, "id", "n", "note"], [None, "A1", "#REF!", "#VALUE!"], [], [None, "A2", 3, "#N/A"]]
    assert whole(book(("Events", rows))) == b"id,n,note\r\nA1,#REF!,#VALUE!\r\n,,\r\nA2,3,#N/A\r\n"
    header, first, *_ = csv.reader(io.StringIO((EXAMPLES / "acled.csv").read_text(), newline=""))
    first[header.index("fatalities")] = "#DIV/0!"
    (tmp_path / "acled.xlsx").write_bytes(book(("One", [header, first])))
    events = eventx.read(tmp_path / "acled.xlsx")
    with pytest.warns(eventx.RejectedUnits):
        assert not list(events)
    assert "fatalities '#DIV/0!' is not a whole number" in {one["message"] for one in events.ledger.details()}


def test_errors_of_an_opendocument_sheet_are_refused() -> None:
    pytest.importorskip("python_calamine", reason="needs the extra xlsx")
    office, cell = "urn:oasis:names:tc:opendocument:xmlns", '<table:table-cell office:value-type="string"'
    spaces = " ".join(f'xmlns:{one}="{office}:{one}:1.0"' for one in ("office", "table", "text"))
    error = 'calcext:value-type="error" office:string-value=""><text:p>#REF!</text:p></table:table-cell>'
    content = (
        f'<office:document-content {spaces} xmlns:calcext="x"><office:body><office:spreadsheet>'
        '<table:table table:name="A &amp; B">'
        f"<table:table-row>{cell}><text:p>id</text:p></table:table-cell></table:table-row><table:table-row>{cell} {error}"
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    with pytest.raises(InputError, match="the sheet 'A & B' has cells whose value is an error, such as #REF!"):
        whole(zipped(**{"mimetype": kind, "content.xml": content.encode(), "META-INF/manifest.xml": b"<manifest/>"}))


def test_a_computed_formula_is_its_value_whatever_other_sheets_have(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine", reason="needs the extra xlsx")
    with zipfile.ZipFile(io.BytesIO(book(("Events", [["n"], ["=1+2"]]), ("Notes", [["x", "=1+2"]])))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = re.sub(rb"<v\s*/>|<v></v>", b"<v>3</v>", parts["xl/worksheets/sheet1.xml"])
    path = tmp_path / "book.xlsx"
    path.write_bytes(zipped(**parts))
    with open_input(f"{path}#Events") as opened:
        assert opened.stream.read() == b"n\r\n3\r\n"
    with pytest.raises(InputError, match="the cell B1"):
        next(eventx.read(f"{path}#Notes", format="csv", options={"mapping": "flat"}))


def test_a_workbook_is_read_as_the_csv_of_its_sheet(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(book(("Events", ROWS), ("Empty", [])))
    with open_input(path) as opened:
        assert opened.stream.read().decode() == (
            ",,,,\r\n"
            "id,day,n,text,yes\r\n"
            'A1,2026-02-28,3,"with ""quotes""\nand lines",TRUE\r\n'
            "007,2026-02-28 05:06:00,8.59,,1772300000\r\n"
        )
        assert opened.name == f"{path}#Events"


def test_of_several_sheets_one_has_to_be_named(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(book(("First", [["read me"]]), ("Second", [["b"], ["2"]])))
    with pytest.raises(InputError, match=r"'First', 'Second'; name one: '.*book.xlsx#Second'"), open_input(path):
        pass
    with open_input(f"{path}#Second") as opened:
        assert opened.stream.read() == b"b\r\n2\r\n"
    with pytest.raises(InputError, match="'First', 'Second'"), open_input(f"{path}#Third"):
        pass


def test_the_only_sheet_that_is_not_hidden_is_read(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(book(("Choices", [["x"]] * 9), ("Events", [["b"], ["2"]]), hidden=("Choices",)))
    with open_input(path) as opened:
        assert opened.name == f"{path}#Events"
        assert opened.beside == ["Choices"]
    with open_input(f"{path}#Choices") as opened:
        assert opened.stream.read() == b"x\r\n" * 9
        assert not opened.beside
    path.write_bytes(book(("Choices", [["x"]]), ("Events", [["b"]]), ("More", [["b"], ["2"]]), hidden=("Choices",)))
    with pytest.raises(InputError, match=r"'Choices' \(hidden\), 'Events', 'More'; name one: '.*#More'"), open_input(path):
        pass
    path.write_bytes(book(("Empty", []), ("Events", [["b"]]), hidden=("Events",)))
    with open_input(path) as opened:
        assert opened.name == f"{path}#Events"


def test_a_damaged_workbook_is_told() -> None:
    content = zipped(**{"xl/workbook.xml": b"<nothing", "[Content_Types].xml": b""})
    with pytest.raises(InputError, match="workbook can't be read"), open_input(io.BytesIO(content)):
        pass


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "python_calamine":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    content = book(("One", [["a"]]))
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match=r"pip install 'eventx-conflict\[xlsx\]'"), open_input(io.BytesIO(content)):
        pass


def test_utf16_without_a_mark_is_told_for_what_it_may_be(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes("event_id_cnty,event_date\nAAA1,2026-02-28\n".encode("utf-16-le"))
    with pytest.raises(InputError, match="UTF-16 without a byte order mark"):
        list(eventx.read(path))


def test_a_word_processors_document_is_named() -> None:
    content = zipped(**{"[Content_Types].xml": b"", "word/document.xml": b"<w/>"})
    with pytest.raises(InputError, match="document of a word processor"), open_input(io.BytesIO(content)):
        pass


def test_blank_rows_above_a_header_are_passed_over_and_lines_are_the_sheets(tmp_path: Path) -> None:
    table = (EXAMPLES / "acled.csv").read_bytes()
    header, first, *_ = csv.reader(io.StringIO(table.decode(), newline=""))
    (tmp_path / "book.xlsx").write_bytes(book(("One", [[], [], header, first])))
    (tmp_path / "lines.csv").write_bytes(b"\r\n\n" + table)
    (tmp_path / "separators.csv").write_bytes(b",,,\n\n" + table)
    for name in ("book.xlsx", "lines.csv", "separators.csv"):
        events = eventx.read(tmp_path / name, options={"evidence": "cells"})
        record, *_ = events.records()
        assert (record["id"], record["evidence"][0]["cell"]["line"]) == ("acled:AAA1", 4)
        assert all(one.read == one.records for one in events.ledger.inputs)


def test_a_stream_of_text_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id;place\n")
    with (tmp_path / "t.csv").open() as stream, pytest.raises(UsageError, match="open as text"):
        list(eventx.read(stream))  # type: ignore[arg-type]


def test_parquet_that_eventx_wrote_gives_its_records_back(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="needs the extra geoparquet")
    records = [
        {"schema_version": "1.0.0", "kind": "event", "id": f"test:{number}", "status": "reported", "notes": "Ünï\n☂"}
        for number in range(3)
    ]
    eventx.write(records, tmp_path / "events.parquet", options={"row_group": 2})
    assert list(eventx.read(tmp_path / "events.parquet").records()) == records
    with (tmp_path / "events.parquet").open("rb") as stream, open_input(io.BytesIO(stream.read())) as opened:
        assert opened.stream.read().count(b"\n") == 3
    eventx.write([], tmp_path / "none.parquet")
    assert list(eventx.read(tmp_path / "none.parquet")) == []


def edited(path: Path, column: str, row: int, cell: object, *, marked: bool) -> None:
    """Save a Parquet file with another cell, as by a program that keeps eventx' mark or one that doesn't."""
    import pyarrow
    from pyarrow.parquet import read_table, write_table

    table = read_table(path)
    cells = table.column(column).to_pylist()
    cells[row] = cell
    new = table.set_column(table.schema.get_field_index(column), column, pyarrow.array(cells))
    write_table(new if marked else new.replace_schema_metadata(None), path)


@pytest.mark.parametrize(
    ("column", "cell"), [("killed_best", 104), ("place", "Elsewhere"), ("date_start", None), ("latitude", 1.5)]
)
def test_parquet_with_an_edited_column_is_refused_for_the_edit_would_be_lost(tmp_path: Path, column: str, cell: object) -> None:
    pytest.importorskip("pyarrow", reason="needs the extra geoparquet")
    records = list(eventx.read("examples/ged.csv").records())
    path = tmp_path / "events.parquet"
    for row, marked in ((1, True), (1, False)):
        eventx.write(records, path)
        edited(path, column, row, cell, marked=marked)
        with pytest.raises(InputError, match=rf"row 2: {column} is .*, but the record beside it says .*save the table as CSV"):
            list(eventx.read(path))


@pytest.mark.parametrize(("was", "now"), [("1234567", "1234568"), ("007", "7"), ("Nan", "NaN"), ("Nan", "")])
def test_a_text_in_parquet_is_edited_even_where_it_could_be_read_as_the_same_number(tmp_path: Path, was: str, now: str) -> None:
    pytest.importorskip("pyarrow", reason="needs the extra geoparquet")
    record = next(iter(eventx.read("examples/ged.csv").records()))
    record["place"] = {**record["place"], "admin2": was}
    path = tmp_path / "events.parquet"
    eventx.write([record], path)
    assert list(eventx.read(path).records()) == [record]
    edited(path, "admin2", 0, now, marked=True)
    with pytest.raises(InputError, match="row 1: admin2 is "):
        list(eventx.read(path))


def test_parquet_that_another_program_saved_is_read_if_nothing_was_edited(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="needs the extra geoparquet")
    from pyarrow.parquet import read_table, write_table

    records = list(eventx.read("examples/ged.csv").records())
    path = tmp_path / "events.parquet"
    eventx.write(records, path)
    table = read_table(path)
    for column, kind in (
        ("killed_best", pyarrow.float64()),
        ("date_start", pyarrow.timestamp("us")),
        ("latitude", pyarrow.float32()),
    ):
        table = table.set_column(table.schema.get_field_index(column), column, table.column(column).cast(kind))
    mine = table.append_column("mine", pyarrow.array(["x"] * table.num_rows)).drop_columns(["bbox", "actors"])
    for some in (mine.replace_schema_metadata(None), mine.select(["record"])):
        write_table(some, path)
        assert list(eventx.read(path).records()) == records


def test_other_parquet_is_refused_with_the_columns_it_has(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="needs the extra geoparquet")
    from pyarrow.parquet import write_table

    for columns in ({"town": ["Osh"], "dead": [1]}, {"town": ["Osh"], "record": [1]}):
        write_table(pyarrow.table(columns), tmp_path / "other.parquet")
        with pytest.raises(InputError, match=r"no column 'record' .* it has town"), open_input(str(tmp_path / "other.parquet")):
            pass
    (tmp_path / "cut.parquet").write_bytes((tmp_path / "other.parquet").read_bytes()[:100])
    with pytest.raises(InputError, match="damaged or cut off"), open_input(str(tmp_path / "cut.parquet")):
        pass


def test_without_pyarrow_the_message_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'eventx-conflict\[geoparquet\]'"), open_input(io.BytesIO(b"PAR1")):
        pass
