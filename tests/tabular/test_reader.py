"""Whatever a table is written in, its cells are read as they are, each with its line."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventx.errors import InputError, UsageError
from eventx.tabular.reader import Row, TableReader, looked_ahead

CELL = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=20)


def read(content: bytes, **options: str) -> tuple[TableReader, list[Row]]:
    reader = TableReader(io.BufferedReader(io.BytesIO(content)), name="t.csv", **options)  # type: ignore[arg-type]
    return reader, list(reader)


@given(
    rows=st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_any_table_comes_back_cell_for_cell(rows: list[list[str]], delimiter: str, encoding: str, end: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([["id", "a", "b"], *rows])
    reader, found = read(text.getvalue().encode(encoding))
    assert reader.header == ("id", "a", "b")
    assert [list(row.cells) for row in found] == rows
    assert reader.count == len(rows)
    assert reader.complete


@pytest.mark.parametrize("header", [b"id,notes\n", b"id,notes\r\n", b"id,notes\r"])
def test_each_kind_of_line_end_ends_a_line_wherever_it_stands(header: bytes) -> None:
    _, rows = read(header + b'1,a\r2,"two\rlines"\r\n3,c\n4,d\r\r5,e')
    assert [(row.line, row.cells) for row in rows if row.cells] == [
        (2, ("1", "a")), (3, ("2", "two\rlines")), (5, ("3", "c")), (6, ("4", "d")), (8, ("5", "e")),
    ]  # fmt: skip


def test_lines_are_those_of_the_file_though_cells_have_line_breaks() -> None:
    _, rows = read(b'id,notes\n1,"two\nlines"\n2,one\n\n3,x\n')
    assert [(row.number, row.line) for row in rows] == [(1, 2), (2, 4), (3, 5), (4, 6)]
    assert rows[0].cells == ("1", "two\nlines")
    assert rows[2].cells == ()


def test_a_byte_order_mark_is_not_part_of_the_first_header() -> None:
    reader, _ = read("\ufeffevent_id;x\n1;2\n".encode())
    assert reader.header == ("event_id", "x")
    assert "byte order mark" in reader.dialect.evidence[0]


def test_an_8_bit_encoding_is_asked_for_and_then_used() -> None:
    content = "id,name\n1,Orléans\n".encode("windows-1252")
    with pytest.raises(InputError, match=r"t\.csv:2: byte 13 \(0xe9\) is not UTF-8.*encoding=.*Orléans"):
        read(content)
    _, rows = read(content, encoding="windows-1252")
    assert rows[0].cells == ("1", "Orléans")


def test_arabic_letters_of_windows_are_shown_and_cyrillic_ones_are_not_taken_for_them() -> None:
    content = "الرقم,المدينة\n1,حلب\n2,قصف، وقتل مدني\n".encode("windows-1256")
    with pytest.raises(InputError, match=r"reads as windows-1256 'الرقم"):
        read(content)
    for other in ("windows-1252", "windows-1251"):
        word = "Orléans à Noël" if other == "windows-1252" else "Харків, обстріл"
        with pytest.raises(InputError, match=r"as windows-1252 .* as windows-1251") as told:
            read(f"id,name\n1,{word}\n".encode(other))
        assert "windows-1256" not in str(told.value)


def test_a_wrong_byte_far_down_is_not_replaced() -> None:
    content = b"id,name\n" + b"1,abc\n" * 20_000 + b"2,\xe9\n"
    with pytest.raises(InputError, match="not utf-8"):
        read(content)


def test_a_file_that_ends_inside_a_quote_is_cut_off() -> None:
    reader, rows = read(b'id,notes\n1,ok\n2,"half a no')
    assert not reader.complete
    assert "line 3" in reader.message
    assert reader.count == len(rows) == 2
    assert rows[1].damage


def test_a_row_with_bad_quotes_does_not_take_the_others_with_it() -> None:
    reader, rows = read(b'id,notes\n1,"a"b\n2,ok\n')
    assert [bool(row.damage) for row in rows] == [True, False]
    assert rows[1].cells == ("2", "ok")
    assert reader.complete


def test_a_very_long_cell_is_read() -> None:
    _, rows = read(b'id,notes\n1,"' + b"x" * 200_000 + b'"\n')
    assert len(rows[0].cells[1]) == 200_000


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (b"x" * 120, "it stands in one line, so no quote is open"),
        (b'"' + b"x\n" * 60, "over 5[0-9] lines, so its quote is most likely"),
    ],
)
def test_a_cell_that_is_too_long_says_if_a_quote_may_be_open(cells: bytes, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eventx.tabular.reader.CELL_LIMIT", 100)
    try:
        with pytest.raises(InputError, match=rf"t\.csv:3: a cell of this row is larger than 100 characters; .*{words}"):
            read(b"id,notes\n1,a\n2," + cells + b"\n3,b\n")
    finally:
        csv.field_size_limit(16 << 20)


def test_a_nul_says_where_it_stands_and_ends_the_reading_behind_the_rows_before_it() -> None:
    with pytest.raises(InputError, match=r"t\.csv:2: character 3 of this line is NUL"):
        read(b"\ni\td\x00,a\n1,b\n".replace(b"\t", b""))
    table = TableReader(io.BytesIO(b"id,notes\n1,a\n2,b\n3,\x00\n"), name="t")
    ahead, rows = looked_ahead(iter(table), 10)
    assert [row.cells[0] for row in ahead] == ["1", "2"]
    assert [next(rows).number, next(rows).number] == [1, 2]
    with pytest.raises(InputError, match="t:4: there is a NUL character"):
        next(rows)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \r\n\n", "empty"),
        (b"PK\x03\x04rest", "Excel"),
        (b"id,a\n1,\x00\n", "NUL"),
        ("id,a\n1,b\n".encode("utf-16-le"), "NUL"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(content)


def test_ragged_rows_are_given_as_they_are() -> None:
    _, rows = read(b"a,b,c\n1,2\n1,2,3,4\n")
    assert [len(row.cells) for row in rows] == [2, 4]


def test_memory_stays_flat() -> None:
    import tracemalloc

    class Endless(io.RawIOBase):
        left = 60_000_000

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            line = b'1,"some words, quoted",2.5\n'
            count = min(len(buffer) // len(line), self.left // len(line)) * len(line)
            buffer[:count] = line * (count // len(line))
            self.left -= count
            return count

    tracemalloc.start()
    reader = TableReader(io.BufferedReader(Endless(), 1 << 16), name="t", dialect=None)  # type: ignore[arg-type]
    for _, _row in zip(range(200_000), reader, strict=False):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reader.count == 200_000
    assert peak < 2_000_000


@pytest.mark.parametrize("size", [4099, 8192, 8193])
def test_a_letter_cut_by_a_buffer_is_no_wrong_encoding(size: int) -> None:
    content = ("id,n\n" + "1,ééééééé\n" * 2000).encode()
    reader = TableReader(io.BufferedReader(io.BytesIO(content), size), name="t")  # type: ignore[arg-type]
    assert sum(1 for _ in reader) == 2000


@pytest.mark.parametrize("encoding", ["hex", "undefined", "nonsense"])
def test_what_is_no_encoding_of_text_is_refused(encoding: str) -> None:
    with pytest.raises(UsageError, match="no encoding of text files"):
        read(b"a,b\n1,2\n", encoding=encoding)


def test_what_is_no_separator_is_a_wrong_call_and_told_with_the_file() -> None:
    with pytest.raises(UsageError, match=r"t\.csv: a separator is one character, not 'semi'"):
        read(b"a,b\n1,2\n", delimiter="semi")


def test_a_header_over_two_lines_shows_its_separator() -> None:
    reader, _ = read(b'"a\nb";c\n1;2\n')
    assert reader.header == ("a\nb", "c")


@pytest.mark.parametrize(("content", "complete"), [(b"a,b\n1,2\n3", False), (b"a,b\n1,2\n3\n", True), (b"a,b\n1,2\n3,4", True)])
def test_a_last_row_short_of_cells_and_line_break_is_cut_off(content: bytes, complete: bool) -> None:
    reader, rows = read(content)
    assert len(rows) == reader.count == 2
    assert reader.complete is complete
