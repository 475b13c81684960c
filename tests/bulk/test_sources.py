"""Tables of UCDP and GDELT in columns are the reference's, to the byte: output, findings, ledger."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.data import gdelt, ucdp
from eventx.bulk import table_rows
from eventx.bulk.columns import lookups, results
from eventx.bulk.pieces import Sink
from eventx_gdelt.layout import COLUMNS as GDELT
from tests.bulk.test_columns import BROKEN, OUTPUTS, by_rows, same
from tests.bulk.test_joining import ROOT, run
from tests.bulk.test_joining import table as as_csv
from tests.bulk.test_screened import STRICT, checked

pytest.importorskip("polars", reason="the columns need the extra bulk")
SOURCES = {"ucdp": (ucdp.table, b","), "gdelt": (gdelt.table, b"\t")}
# GDELT's records are reports, which ACLED's table leaves out.
CASES = [*((source, name) for source in SOURCES for name in OUTPUTS if source != "gdelt" or "acled" not in name)]
CASES += [("ucdp", "out.ucdp.csv")]
CELLS = (
    *(b"", b" ", b"0", b"1", b"-1", b"3", b"x", b"NA", b"12.5", b"33", b"20191024", b"2019-02-30", b"1920", b"Caf\xc3\xa9"),
    *(b" lead", b"trail ", b"a\\b", b"null", b"Unknown", b"-987654321987", b"449676", b"449677", b"US", b"GOV", b"EDU", b"193"),
    *(b"https://news.example/a?b=c#d", b"https://news.example:80/", b"http://news.example/%zz", b"BBC", b"standinZ0Z", b"007"),
    *(b"https://stand.in.example/Z0Z", b"987654321987", b"POINT (1 2)", b"11.13572468", b"-22.24681357", b"4", b"2", b"0193"),
    *(b"Riyadh, Ar Riya?, Saudi Arabia", b"\xe2\x80\x8bx", b"<b>x</b>", b"x" * 70),
)  # fmt: skip


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of a few rows are read in columns, in chunks of a few rows."""
    monkeypatch.setattr(table_rows, "LARGE", 0)
    monkeypatch.setattr("eventx.bulk.table_file.SIZE", 9_000)


def generated(source: str, rows: int) -> bytes:
    make, _ = SOURCES[source]
    return b"".join(make(rows, 3))


@pytest.mark.parametrize(("source", "name"), CASES)
def test_most_rows_are_joined_in_blocks(source: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks: list[int] = []
    put: Callable[[results.Block, Sink], None] = results.Block.put

    def counted(self: results.Block, sink: Sink) -> None:
        blocks.append(len(self))
        put(self, sink)

    monkeypatch.setattr(results.Block, "put", counted)
    (tmp_path / "t.csv").write_bytes(generated(source, 300))
    found = run(tmp_path / "t.csv", tmp_path / name)
    assert sum(blocks) > 200
    assert found == by_rows(tmp_path / "t.csv", tmp_path / name)


def test_rows_with_points_of_whole_degrees_are_joined_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    joined: list[int] = []
    put: Callable[[results.Block, Sink], None] = results.Block.put
    monkeypatch.setattr(results.Block, "put", lambda self, sink: (joined.append(len(self)), put(self, sink))[1])
    lines = generated("gdelt", 120).splitlines()
    at = GDELT.index("ActionGeo_Type")
    for number, line in enumerate(lines):
        cells = line.split(b"\t")
        cells[at : at + 8] = [b"1", b"United States", b"US", b"US", b"", b"38", b"-97", b"US"]
        lines[number] = b"\t".join(cells)
    (tmp_path / "t.csv").write_bytes(b"\n".join([*lines, b""]))
    found = run(tmp_path / "t.csv", tmp_path / "out.geojson")
    assert sum(joined) > 100
    assert found == by_rows(tmp_path / "t.csv", tmp_path / "out.geojson")
    assert found[0].count(b'"coordinates":[-97.0,38.0]') == 120


@pytest.mark.parametrize("name", ["out.ndjson", "out.csv", "out.ucdp.csv", "out.acled.csv"])
def test_a_table_with_hashtags(name: str, tmp_path: Path) -> None:
    header, rest = generated("ucdp", 60).split(b"\n", maxsplit=1)
    tags = b"#event+id" + header.count(b",") * b","
    (tmp_path / "t.csv").write_bytes(b"\n".join((header, tags, rest)))
    found = run(tmp_path / "t.csv", tmp_path / name)
    assert found == by_rows(tmp_path / "t.csv", tmp_path / name)
    assert found[0].count(b"#event+id") == {"out.ndjson": 60, "out.ucdp.csv": 1}.get(name, 0)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    source=st.sampled_from(sorted(SOURCES)),
    seed=st.integers(0, 1 << 30),
    count=st.integers(0, 40),
    name=st.sampled_from((*OUTPUTS, "out.ucdp.csv")),
)
def test_cells_changed(source: str, seed: int, count: int, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    chance = random.Random(seed)
    lines = generated(source, 60).splitlines(keepends=True)
    separator = SOURCES[source][1]
    for _ in range(count):
        at = chance.randrange(source == "ucdp", len(lines))
        cells = lines[at].rstrip(b"\n").split(separator)  # also within quotes, which breaks the row
        cells[chance.randrange(len(cells))] = chance.choice(CELLS)
        lines[at] = separator.join(cells) + b"\n"
    same(b"".join(lines), tmp_path_factory.mktemp("t"), name)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    source=st.sampled_from(sorted(SOURCES)), seed=st.integers(0, 1 << 30), count=st.integers(1, 6), name=st.sampled_from(OUTPUTS)
)
def test_bytes_put_in_and_taken_out(
    source: str, seed: int, count: int, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(seed)
    data = bytearray(generated(source, 40))
    for _ in range(count):
        at = chance.randrange(1200, len(data))
        if chance.random() < 0.3:
            del data[at : at + chance.randrange(1, 4)]
        else:
            data[at:at] = chance.choice(BROKEN)
    same(bytes(data), tmp_path_factory.mktemp("t"), name)


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize(
    "path",
    ["ucdp/samples/ged191_cutout.csv", "ucdp/samples/ged261_invented.csv", "gdelt/samples/gdelt1_mixed_cutout.csv",
     "gdelt/samples/gdelt2_cutout.export.CSV"],
)  # fmt: skip
def test_the_samples(path: str, name: str, tmp_path: Path) -> None:
    same((ROOT / "plugins" / path).read_bytes(), tmp_path, name)


def test_fewer_cells_are_remembered_where_they_are_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header, *lines = csv.reader(io.StringIO(generated("ucdp", 90).decode()))
    for number, row in enumerate(lines):
        row[header.index("source_article")] = f'"Agency {number},2016-03-0{number % 9 + 1},{"Clash in the hills " * 40}"'
    sizes: list[int] = []
    enter = lookups.Lookup.enter

    def noted(self: lookups.Lookup, *given: Any, **named: Any) -> None:
        enter(self, *given, **named)
        sizes.append(self.size)

    monkeypatch.setattr(lookups.Lookup, "enter", noted)
    monkeypatch.setattr(lookups, "_MOST", 12_000)
    same(as_csv(lines, header), tmp_path, "out.ndjson")
    assert 12_000 < max(sizes) < 30_000
    assert len(sizes) > 10


@pytest.mark.parametrize("source", SOURCES)
def test_a_mark_of_order_within_the_file_stays_part_of_its_cell(source: str, tmp_path: Path) -> None:
    # As in tables that were put behind one another, at the beginning of every chunk.
    header, *lines = generated(source, 40).splitlines(keepends=True)
    same(header + b"".join(b"\xef\xbb\xbf" + line for line in lines), tmp_path, "out.ndjson")
    same(header + b"\xef\xbb\xbf" + b"".join(lines), tmp_path, "out.ndjson")
    same(header + lines[0] + b"\xef\xbb\xbf" + b"".join(lines[1:]), tmp_path, "out.ndjson")


def test_ids_that_are_no_numbers_where_the_sources_own_are(tmp_path: Path) -> None:
    lines = generated("gdelt", 90).splitlines(keepends=True)
    for number, cell in ((10, b"xx"), (40, b"9.0"), (41, b"acled:ETH1"), (42, b"gdelt:5"), (70, b"Z1")):
        lines[number] = b"\t".join([cell, *lines[number].split(b"\t")[1:]])
    for name in OUTPUTS:
        same(b"".join(lines), tmp_path, name)
    done, _, account = run(tmp_path / "t.csv", tmp_path / "out.ndjson")
    assert account["totals"]["rejected"] == 4
    assert b'"acled:ETH1"' in done


def test_rows_of_several_widths_in_one_file(tmp_path: Path) -> None:
    lines = generated("gdelt", 90).splitlines(keepends=True)
    for number in (10, 11, 40, 70):
        cells = lines[number].split(b"\t")
        lines[number] = b"\t".join(cells[:39] + cells[40:47] + cells[48:55] + cells[56:])
    for name in OUTPUTS:
        same(b"".join(lines), tmp_path, name)


def test_what_is_found_among_rows_narrower_than_the_newest(tmp_path: Path) -> None:
    at, lines = GDELT.index("ActionGeo_Type"), generated("gdelt", 120).splitlines(keepends=True)
    for number, line in enumerate(lines):
        cells = line.split(b"\t")
        cells[at : at + 8] = [b"4", b"Kona %d, Mopti, Mali" % (number % 50), b"ML", b"ML04", b"", b"14.95", b"-3.89", b"-1395"]
        lines[number] = b"\t".join(cells[:39] + cells[40:47] + cells[48:55] + cells[56:])
    path = tmp_path / "t.csv"
    path.write_bytes(b"".join(lines))
    expected = checked(path, STRICT, joined=False)
    assert checked(path, STRICT, joined=True) == expected
    assert "EVX211" in {one["rule"] for one in expected[0]}


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_event_after_its_publications_is_told_though_date_and_sources_are_looked_up_apart(name: str, tmp_path: Path) -> None:
    lines = generated("ucdp", 90).splitlines(keepends=True)
    for row in (32, 33, 70):
        number = next(at for at, line in enumerate(lines) if line.startswith(b"%d," % row))
        start = lines[number].split(b" 00:00:00.000,")[0][-10:]
        lines[number] = lines[number].replace(b"," + start + b",", b",1990-01-02,").replace(b"," + start + b";", b",1990-01-02;")
        lines[number] = lines[number].replace(b";" + start + b",", b";1990-01-02,")
    source, target = tmp_path / "t.csv", tmp_path / name
    source.write_bytes(b"".join(lines))
    found = run(source, target)
    assert found == by_rows(source, target)
    assert [one["position"]["row"] for one in found[1] if one["rule"] == "EVX103"] == [32, 33, 70]
