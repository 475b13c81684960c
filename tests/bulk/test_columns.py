"""Rows in columns are the reference's, to the byte, whatever the file's bytes are: output, findings, ledger."""

from __future__ import annotations

import csv
import io
import random
import sys
import threading
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import eventx
from benchmarks.data import acled
from eventx.bulk import extra, table_rows
from eventx.bulk.blocks import rows as of_rows
from eventx.bulk.joining import joiner
from eventx.bulk.pieces import Sink
from eventx.conversion import convert
from eventx.errors import OutputError, PluginError
from eventx.report import Severity
from eventx.rules.profile import Profile, Setting
from eventx.tabular.reader import Row
from tests.bulk.test_joining import CHANGES, HEADER, Run, numbered, reference, run
from tests.bulk.test_joining import table as as_csv

pytest.importorskip("polars", reason="the columns need the extra bulk")

OUTPUTS = ("out.geojson", "out.ndjson", "out.csv", "out.acled.csv", *(("out.parquet",) if find_spec("pyarrow") else ()))


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of a few rows are read in columns, in chunks of a few rows."""
    monkeypatch.setattr(table_rows, "LARGE", 0)
    monkeypatch.setattr("eventx.bulk.table_file.SIZE", 9_000)


@pytest.fixture
def blocks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows each block had that was put."""
    from eventx.bulk.columns import results

    found: list[int] = []
    put = results.Block.put

    def counted(self: results.Block, sink: Sink) -> None:
        found.append(len(self))
        put(self, sink)

    monkeypatch.setattr(results.Block, "put", counted)
    return found


def by_rows(source: Path, target: Path, profile: Profile | None = None) -> Run:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table_rows, "LARGE", 1 << 40)
        return reference(source, target, profile=profile)


def same(data: bytes, folder: Path, name: str = "out.geojson", profile: Profile | None = None) -> None:
    source, target = folder / "t.csv", folder / name
    source.write_bytes(data)
    found: list[Any] = []
    for way in (run, by_rows):
        try:
            found.append(way(source, target, profile=profile))
        except Exception as error:
            found.append((type(error), str(error)))
    assert _remarks_first(found[0]) == _remarks_first(found[1])


def _remarks_first(found: Any) -> Any:
    """The same, with what is said of a file's encoding first: it is told when that part of the file is read."""
    if len(found) < 3:
        return found
    output, findings, ledger = found
    details = sorted(ledger["details"], key=_is_no_remark)
    return output, sorted(findings, key=_is_no_remark), {**ledger, "details": details}


def _is_no_remark(one: dict[str, Any]) -> bool:
    return one.get("rule") != "TAB-ENCODING"


def generated(rows: int, *, bad: bool = False) -> bytes:
    return b"".join(acled.table(rows, 3, bad=bad))


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("bad", [False, True], ids=["clean", "bad"])
def test_a_generated_table(bad: bool, name: str, tmp_path: Path) -> None:
    same(generated(400, bad=bad), tmp_path, name)


@pytest.mark.parametrize("name", OUTPUTS)
def test_most_rows_are_joined_in_blocks(name: str, tmp_path: Path, blocks: list[int]) -> None:
    (tmp_path / "t.csv").write_bytes(generated(400))
    run(tmp_path / "t.csv", tmp_path / name)
    assert sum(blocks) > 300


@pytest.mark.parametrize(
    ("cells", "rows"), [("\n", "\r\n"), ("\r\n", "\r\n"), ("\r\n", "\n")], ids=["spreadsheet", "all", "cells"]
)
def test_line_breaks_of_windows(cells: str, rows: str, tmp_path: Path, blocks: list[int]) -> None:
    table = list(csv.reader(io.StringIO(generated(400).decode(), newline="")))
    assert any("\n" in cell for row in table for cell in row)
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=rows).writerows([[cell.replace("\n", cells) for cell in row] for row in table])
    same(out.getvalue().encode(), tmp_path, "out.ndjson")
    if rows == "\r\n":
        assert sum(blocks) > 250


@pytest.mark.parametrize("name", OUTPUTS)
def test_points_with_few_decimals(name: str, tmp_path: Path, blocks: list[int]) -> None:
    rows = list(csv.reader(io.StringIO(generated(60).decode(), newline="")))
    latitude = rows[0].index("latitude")
    for number, row in enumerate(rows[1:]):
        decimals = ("0000", "1000", "1200", "0001", "0")[number % 5]
        row[latitude] = f"{row[latitude].partition('.')[0]}.{decimals}"
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    same(out.getvalue().encode(), tmp_path, name)
    assert sum(blocks) > 24


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_point_that_some_outputs_write_with_an_exponent(name: str, tmp_path: Path) -> None:
    rows = numbered(60, country="Kenya", iso="404", region="Eastern Africa", longitude="37.1234")
    for number, row in enumerate(rows):
        row[HEADER.index("latitude")] = ("0.00001", "1e-5", "-0.00002", "0.12")[number % 4]
    (tmp_path / "t.csv").write_bytes(as_csv(rows))
    expected = reference(tmp_path / "t.csv", tmp_path / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table_rows, "LARGE", 1 << 40)
        assert run(tmp_path / "t.csv", tmp_path / name) == expected
    assert run(tmp_path / "t.csv", tmp_path / name) == expected


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize(("column", "cell"), [("event_date", "13/13/2020"), ("latitude", "north"), ("actor1", "unknown")])
def test_a_column_in_which_all_cells_are_bad(column: str, cell: str, name: str, tmp_path: Path) -> None:
    rows = numbered(100)
    for row in rows:
        row[HEADER.index(column)] = cell
    same(as_csv(rows), tmp_path, name)


@pytest.mark.parametrize("name", OUTPUTS)
def test_low_memory_gives_the_same_output(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from eventx.bulk.columns.stages import Making

    sizes: list[int] = []
    cut = Making.cut

    def noted(self: Making, at: int, chunk: bytes) -> Any:
        sizes.append(len(chunk))
        return cut(self, at, chunk)

    monkeypatch.setattr(Making, "cut", noted)
    monkeypatch.setattr("eventx.bulk.table_file.SMALL", 3_000)
    (tmp_path / "t.csv").write_bytes(generated(60, bad=True))
    usual = convert(tmp_path / "t.csv", tmp_path / name, on_finding=lambda _: None)
    written, largest = (tmp_path / name).read_bytes(), max(sizes)
    sizes.clear()
    low = convert(tmp_path / "t.csv", tmp_path / name, low_memory=True, on_finding=lambda _: None)
    assert 0 < max(sizes) < largest
    assert (tmp_path / name).read_bytes() == written
    assert low.to_dict() == usual.to_dict()


BROKEN = (b'"', b'""', b"\n", b"\r\n", b"\r", b",", b"\x00", b"\xff", b"\xe9", b" ", b'",', b',"', b"\\", b"\t", b"'", b";")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1 << 30), count=st.integers(1, 6), name=st.sampled_from(OUTPUTS))
def test_bytes_put_in_and_taken_out(seed: int, count: int, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    chance = random.Random(seed)
    data = bytearray(generated(40))
    start = data.index(b"\n") + 1
    for _ in range(count):
        at = chance.randrange(start, len(data))
        if chance.random() < 0.3:
            del data[at : at + chance.randrange(1, 4)]
        else:
            data[at:at] = chance.choice(BROKEN)
    same(bytes(data), tmp_path_factory.mktemp("t"), name)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES, name=st.sampled_from(OUTPUTS))
def test_cells_changed(changes: list[tuple[int, int, str]], name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    rows = numbered(40)
    for row, column, cell in changes:
        rows[row][column] = cell
    same(as_csv(rows), tmp_path_factory.mktemp("t"), name)


@pytest.mark.parametrize(
    "cell",
    ['"Invented" Town', 'Invented "Town"', '"Invented Town" ', ' "Invented Town"', '"Invented ""Town"""', '""', '"', '"a\r\nb"'],
)
def test_quotes_where_they_may_not_be(cell: str, tmp_path: Path) -> None:
    lines = as_csv(numbered(60)).decode().split("\r\n")
    lines[30] = lines[30].replace("Invented Town", cell)
    same("\r\n".join(lines).encode(), tmp_path)
    same("\n".join(lines).encode(), tmp_path)


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_header_in_the_middle_is_withheld(mark: str, name: str, tmp_path: Path) -> None:
    first, second = as_csv(numbered(60)), as_csv(numbered(120)[60:])
    same(first + mark.encode() + second, tmp_path, name)
    _, findings, ledger = run(tmp_path / "t.csv", tmp_path / name)
    assert [(one["rule"], one["position"]["line"]) for one in findings if one["rule"].startswith("TAB")] == [
        ("TAB-HEADER-AGAIN", 62)
    ]
    (account,) = ledger["inputs"]
    assert (account["read"], account["kept"], account["withheld"]) == (121, 120, 1)


def test_a_cell_that_is_too_long_ends_the_reading_behind_the_rows_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("tabular.reader", "bulk.table_file"):
        monkeypatch.setattr(f"eventx.{module}.CELL_LIMIT", 20_000)
    rows = numbered(90)
    rows[40][HEADER.index("notes")] = "x" * 20_001
    try:
        same(as_csv(rows), tmp_path)
        with pytest.raises(eventx.InputError, match=r"t\.csv:42: a cell of this row is larger"):
            run(tmp_path / "t.csv", tmp_path / "out.ndjson")
    finally:
        csv.field_size_limit(16 << 20)


def test_ids_of_rows_in_different_chunks(tmp_path: Path) -> None:
    rows = numbered(90)
    rows[2][0], rows[40][0], rows[41][0], rows[80][0] = "NIG5", "NIG39", "NIG39", "NIG3"
    same(as_csv(rows), tmp_path)


@pytest.mark.parametrize("name", ["out.geojson", "out.ndjson"])
@pytest.mark.parametrize("first", range(5))  # so that some stand where a chunk ends
def test_a_row_with_the_id_of_a_rejected_one_right_before_it(name: str, first: int, tmp_path: Path) -> None:
    rows = numbered(90)
    for number in range(first, 89, 5):
        rows[number][HEADER.index("latitude")] = "0"
        rows[number + 1][0] = rows[number][0]
    same(as_csv(rows), tmp_path, name, Profile("strict", {"EVX208": Setting(severity=Severity.ERROR)}))


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_id_in_white_space_is_the_id_of_the_rows_after_it(name: str, tmp_path: Path) -> None:
    rows = numbered(90)
    rows[5][0], rows[40][0], rows[60][0] = " NIG10", "NIG43\u00a0", "NIG3 "
    same(as_csv(rows), tmp_path, name)
    same(as_csv([*rows, ["NIG7"]]), tmp_path, name)


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("others", [{0: "ucdp:17"}, {40: "rferl:3f2a:9c", 41: "ucdp:17", 89: "ucdp:18"}])
def test_rows_of_other_sources_between_acleds(others: dict[int, str], name: str, tmp_path: Path, blocks: list[int]) -> None:
    rows = numbered(90)
    for number, own in others.items():
        rows[number][0] = own
    same(as_csv(rows), tmp_path, name)
    assert sum(blocks) > 40
    free = [one.id for one in eventx.read(tmp_path / "t.csv", on_finding=lambda _: None) if one.rights is None]
    assert free == list(others.values())


@pytest.mark.parametrize("name", OUTPUTS)
def test_half_a_point_stops_nothing(name: str, tmp_path: Path) -> None:
    rows = numbered(90)
    for number, (latitude, longitude) in {20: ("11.6489", ""), 40: ("", "13.4203"), 60: ("11.6489", "x"), 61: ("x", "x")}.items():
        rows[number][22:24] = [latitude, longitude]
    same(as_csv(rows), tmp_path, name)


@pytest.mark.parametrize("name", OUTPUTS)
def test_scattered_rows_are_judged_together(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[int] = []
    ready = of_rows._OfWidth._ready

    def counted(self: of_rows._OfWidth, rows: Sequence[Row]) -> of_rows._Ready:
        found.append(len(rows))
        return ready(self, rows)

    monkeypatch.setattr(of_rows._OfWidth, "_ready", counted)
    rows = list(csv.reader(io.StringIO(generated(60).decode())))
    at = rows[0].index("latitude")
    for row in rows[4::5]:
        row[at : at + 2] = "", ""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    source = tmp_path / "t.csv"
    source.write_text(out.getvalue())
    run(source, tmp_path / name)
    assert max(found) > 1
    same(source.read_bytes(), tmp_path, name)


def test_losses_are_told_by_the_first_rows_that_have_them(tmp_path: Path) -> None:
    rows = numbered(90)
    for number in range(30, 60):
        rows[number][HEADER.index("fatalities")] = "" if number % 3 else "7"
        rows[number][HEADER.index("tags")] = "" if number % 2 else "crowd size=no report"
    rows[31][0], rows[33][0] = "NIG1", "NIG2"  # ids that were there: no examples of anything
    same(as_csv(rows), tmp_path)


@pytest.mark.parametrize("there", [None, "1.44.2", "kept away"], ids=["no Polars", "a Polars that is too old", "kept away"])
def test_without_the_extra_a_line_says_what_it_would_bring(
    there: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    from eventx.cli import cli

    (tmp_path / "t.csv").write_bytes(generated(40))
    command = ["convert", str(tmp_path / "t.csv"), "-o", str(tmp_path / "o.geojson")]
    assert "eventx-conflict[bulk]" not in CliRunner().invoke(cli, command).stderr
    if there == "kept away":
        monkeypatch.setitem(sys.modules, "polars", None)
    else:
        monkeypatch.setattr(extra, "version", lambda _: there or version("nobody-s-package"))
    done = CliRunner().invoke(cli, command)
    assert (done.exit_code, done.stderr.count("eventx-conflict[bulk]")) == (0, 1)
    monkeypatch.setattr(table_rows, "LARGE", 1 << 30)
    assert "eventx-conflict[bulk]" not in CliRunner().invoke(cli, command).stderr


def test_a_scan_reads_in_columns_too(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="needs the extra geoparquet")
    (tmp_path / "t.csv").write_bytes(generated(400, bad=True))
    scan = eventx.scan(tmp_path / "t.csv", batch_rows=90, on_finding=lambda _: None)
    found, ledger = list(scan.reader()), scan.ledger.to_dict()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table_rows, "LARGE", 1 << 40)
        patch.setattr(joiner, "joiners", lambda *_, **__: {})
        assert [batch.num_rows for batch in found] == [90, 90, 90, 90, pa.table(scan).num_rows - 360]
        assert pa.Table.from_batches(found) == pa.table(scan)
    assert scan.ledger.to_dict() == ledger


@pytest.mark.parametrize("stage", ["cut", "looked_up", "made", "rows"])
def test_what_fails_in_a_stage_leaves_no_thread_behind(stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from eventx.bulk.columns.in_order import Columns
    from eventx.bulk.columns.stages import Making

    where = Columns if stage == "rows" else Making
    calls, work = iter(range(99)), getattr(where, stage)

    def failing(self: Any, *given: Any) -> Any:
        if next(calls) == 4:
            raise ZeroDivisionError
        return work(self, *given)

    monkeypatch.setattr(where, stage, failing)
    (tmp_path / "t.csv").write_bytes(generated(400))
    with pytest.raises(PluginError) as told:
        convert(tmp_path / "t.csv", tmp_path / "o.ndjson")
    assert isinstance(told.value.__cause__, ZeroDivisionError)
    assert not [one for one in threading.enumerate() if one.name.startswith("eventx-")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("large", [0, 1 << 40], ids=["columns", "rows"])
@pytest.mark.parametrize("name", ["geojson", *(("geoparquet",) if find_spec("pyarrow") else ())])
def test_a_full_disk_is_no_fault_of_the_importer(name: str, large: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_rows, "LARGE", large)
    (tmp_path / "t.csv").write_bytes(generated(400))
    with pytest.raises(OutputError, match="can't write /dev/full: No space left"):
        convert(tmp_path / "t.csv", "/dev/full", target_format=name)
