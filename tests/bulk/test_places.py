"""What is of its own in each row within a place, and the rest of it: the output, findings and ledger are the reference's."""

from __future__ import annotations

import csv
import io
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.data import acled, ucdp
from eventx.bulk import table_rows
from eventx.bulk.extra import has_bulk
from eventx.bulk.joining.placeholders import POINT, WORDS
from eventx.tabular.outcomes import TableOutcomes
from tests.bulk.test_joining import reference, run

OUTPUTS = (
    "out.geojson",
    "out.ndjson",
    "out.csv",
    "out.acled.csv",
    "out.ucdp.csv",
    *(("out.parquet",) if find_spec("pyarrow") else ()),
)
DESCRIPTIONS = (
    "near the market, where two men on motorcycles opened fire",
    'a road that villagers call "the long one", east of town',
    "first line\nand a second line of the description",
    "back\\slash and a tab\tin the words of the description",
    " white space before the words of the description",
    "white space behind the words of the description ",
    "=SUM(A1) is what the description begins with",
    "- a list is what the description begins with",
    "R&amp;D centre near the border with the neighbours",
    "CafÃ© in the old town, beside the railway station",
    "zero\u200bwidth in the words of the description",
    "short words",
    "",
    "NA",
    "   ",
    WORDS,
    f"{WORDS} and more of them",
    f"before them {WORDS}",
    "x" * 33_000,
)
NAMES = (WORDS, POINT[0], f"near {POINT[1]} north", "Sana'a", "")
POINTS = (
    ("8.8889", "27.1928"),
    ("8.88", "27.19"),
    ("8.5", "27.5"),
    ("8", "27"),
    ("8.0", "27.10"),
    ("8.500", "27.123"),
    ("8.12345678", "27.87654321"),
    ("8.1234567891", "27.98765432101"),
    ("0.00001", "27.00002"),
    ("-0.5", "-27.00004"),
    ("+8.25", "27.25"),
    (" 8.25", "27.25 "),
    ("8,25", "27,25"),
    ("8.25", ""),
    ("", ""),
    ("0", "0"),
    ("95.5123", "27.5123"),
    ("55.5123", "-127.5123"),
    POINT,
    ("x", "27.5123"),
)


def rows_of(count: int) -> tuple[list[str], list[list[str]]]:
    header, *rows = csv.reader(io.StringIO(b"".join(ucdp.table(count, 3)).decode()))
    return header, rows


def written(header: list[str], rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue().encode()


def compared(header: list[str], rows: list[list[str]], folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = folder / "t.csv", folder / name
    source.write_bytes(written(header, rows))
    expected = reference(source, target)
    assert run(source, target) == expected
    if has_bulk():
        monkeypatch.setattr(table_rows, "LARGE", 0)
        monkeypatch.setattr("eventx.bulk.table_file.SIZE", 20_000)
        assert run(source, target) == expected


@pytest.mark.parametrize("name", OUTPUTS)
def test_descriptions(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header, rows = rows_of(2 * len(DESCRIPTIONS))
    for number, row in enumerate(rows):
        row[header.index("where_description")] = DESCRIPTIONS[number % len(DESCRIPTIONS)]
        if number < len(NAMES):
            row[header.index("where_coordinates")] = NAMES[number]
    compared(header, rows, tmp_path, name, monkeypatch)


@pytest.mark.parametrize("name", OUTPUTS)
def test_points_and_what_follows_from_them(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header, rows = rows_of(4 * len(POINTS))
    at = [header.index(column) for column in ("latitude", "longitude", "geom_wkt", "priogrid_gid")]
    for number, row in enumerate(rows):
        latitude, longitude = POINTS[number % len(POINTS)]
        row[at[0]], row[at[1]] = latitude, longitude
        match number // len(POINTS):
            case 0:
                row[at[2]] = f"POINT ({longitude} {latitude})"
            case 1:
                row[at[2]], row[at[3]] = "", ""
            case 2:
                row[at[2]] = f"POINT({longitude} {latitude})"
    compared(header, rows, tmp_path, name, monkeypatch)


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_table_without_what_follows_from_a_point(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header, rows = rows_of(20)
    without = [number for number, column in enumerate(header) if column not in ("geom_wkt", "priogrid_gid")]
    compared([header[one] for one in without], [[row[one] for one in without] for row in rows], tmp_path, name, monkeypatch)


def saved_again(count: int) -> tuple[list[str], list[list[str]]]:
    """ACLED's rows with the shortest form of each number, as pandas, R and spreadsheets write them, and other odd points."""
    header, *rows = csv.reader(io.StringIO(b"".join(acled.table(count, 3)).decode(), newline=""))
    at = [header.index(column) for column in ("latitude", "longitude")]
    for number, row in enumerate(rows):
        row[at[0]], row[at[1]] = (f"{round(float(row[place]), number % 4)}" for place in at)
    for row, point in zip(rows[5:], POINTS, strict=False):
        row[at[0]], row[at[1]] = point
    rows[40][header.index("inter1")] = "8"  # a cell that travels with another group
    return header, rows


@pytest.mark.parametrize("name", OUTPUTS)
def test_points_that_were_saved_again_without_their_zeros(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared(*saved_again(120), tmp_path, name, monkeypatch)


def test_rows_with_such_points_are_joined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole: list[int] = []
    put = TableOutcomes.outcome
    monkeypatch.setattr(TableOutcomes, "outcome", lambda self, row: (whole.append(row.number), put(self, row))[1])
    (tmp_path / "t.csv").write_bytes(written(*saved_again(120)))
    run(tmp_path / "t.csv", tmp_path / "o.geojson")
    assert len(whole) < 60
