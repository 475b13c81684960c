"""Joined rows are the reference's, to the byte: output, findings, ledger. A row that joining doesn't accept changes nothing."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import eventx
from benchmarks.data import ucdp
from eventx.bulk import table_rows
from eventx.bulk.blocks import groups as block_groups
from eventx.bulk.blocks import rows as block_rows
from eventx.bulk.joining import bonds, groups, joiner, points
from eventx.conversion import convert
from eventx.errors import PluginError
from eventx.ledger import Ledger
from eventx.report import Kind
from eventx.rules.profile import Profile, Setting
from eventx.tabular.reader import Row

ROOT = Path(__file__).parents[2]
TABLES = (
    ROOT / "plugins/acled/samples/every-code.csv",
    ROOT / "plugins/ucdp/samples/ged191_cutout.csv",
    ROOT / "plugins/ucdp/samples/ged261_invented.csv",
    ROOT / "plugins/gdelt/samples/gdelt1_mixed_cutout.csv",
    ROOT / "plugins/gdelt/samples/gdelt2_cutout.export.CSV",
)
OUTPUTS = (
    "out.ndjson",
    "out.json",
    "out.geojson",
    "out.geojsonl",
    "out.csv",
    "out.tsv",
    "out.acled.csv",
    "out.ucdp.csv",
    *(("out.parquet",) if find_spec("pyarrow") else ()),
)

Run = tuple[bytes, list[dict[str, Any]], dict[str, Any]]


def run(
    source: Path | io.BytesIO | list[Path],
    target: Path,
    options: dict[str, str] | None = None,
    *,
    profile: Profile | None = None,
) -> Run:
    ledger = Ledger("test")
    findings: list[eventx.Finding] = []
    convert(source, target, write_options=options, ledger=ledger, on_finding=findings.append, profile=profile)
    return target.read_bytes(), [one.to_dict() for one in findings], {**ledger.to_dict(), "details": list(ledger.details())}


@pytest.fixture
def joined(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each row that was offered was joined."""
    told: list[bool] = []
    some = block_rows.Blocks.some

    def counted(self: block_rows.Blocks, rows: Sequence[Row]) -> Iterator[block_rows.Joined | Row]:
        for each in some(self, rows):
            told.extend([False] if isinstance(each, Row) else [True] * len(each))
            yield each

    monkeypatch.setattr(block_rows.Blocks, "some", counted)
    return told


def reference(
    source: Path | io.BytesIO | list[Path],
    target: Path,
    options: dict[str, str] | None = None,
    *,
    profile: Profile | None = None,
) -> Run:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joiner, "joiners", lambda *_, **__: {})
        patch.setattr(block_rows, "SIZE", 1)  # and no row is read before the one ahead of it is done with
        return run(source, target, options, profile=profile)


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("table", TABLES, ids=[table.stem for table in TABLES])
def test_a_joined_table_is_the_reference_to_the_byte(table: Path, name: str, tmp_path: Path) -> None:
    target = tmp_path / name
    assert run(table, target) == reference(table, target)


@pytest.mark.parametrize(("layout", "some"), [("today", True), ("numeric", True), ("v3", False), ("early", False)])
def test_layouts_written_afresh(layout: str, some: bool, joined: list[bool], tmp_path: Path) -> None:
    """Where a column is worked out from a row's own cell, such as the number of its id, rows are not joined."""
    (tmp_path / "t.csv").write_bytes(table(numbered(40, fatalities="7.0", inter1="1", region="")))
    target, options = tmp_path / "out.acled.csv", {"layout": layout}
    found = run(tmp_path / "t.csv", target, options)
    assert any(joined) is some
    assert found == reference(tmp_path / "t.csv", target, options)


def test_the_first_table_decides_the_columns_of_all(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(table([row[:-1] for row in numbered(30)], HEADER[:-1]))
    rows = numbered(30)
    for number, row in enumerate(rows):
        row[0] = f"NIG{number + 100}"
    (tmp_path / "b.csv").write_bytes(table(rows))
    both = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for inputs in (both, both[::-1]):
        assert run(inputs, tmp_path / "out.acled.csv") == reference(inputs, tmp_path / "out.acled.csv")


HEADER = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,"
    "assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,"
    "geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
).split(",")
ROW = (
    "NIG1", "2024-05-16", "2024", "1", "Political violence", "Battles", "Armed clash", "Military Forces of Nigeria (2023-)", "",
    "State forces", "Invented Front", "Invented Wing", "Rebel group", "State forces-Rebel group", "", "566", "Western Africa",
    "Nigeria", "Borno", "Konduga", "", "Invented Town", "11.6489", "13.4203", "1", "Invented Daily", "National",
    "On 16 May 2024, two sides that nobody knows fought.", "3", "", "1716300000",
)  # fmt: skip


def table(rows: list[list[str]], header: list[str] = HEADER) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([header, *rows])
    return text.getvalue().encode()


def numbered(count: int, **changes: str) -> list[list[str]]:
    rows = []
    for number in range(count):
        row = list(ROW)
        row[0] = f"NIG{number}"
        for name, cell in changes.items():
            row[HEADER.index(name)] = cell
        rows.append(row)
    return rows


def test_rows_of_a_clean_table_are_joined(joined: list[bool], tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(table(numbered(100)))
    run(tmp_path / "t.csv", tmp_path / "out.geojson")
    assert sum(joined) > 80


def test_a_day_after_the_table_was_retrieved_is_told_of_a_joined_table_too(joined: list[bool], tmp_path: Path) -> None:
    rows = numbered(60)
    for number in (30, 31, 59):
        rows[number][1], rows[number][2] = "2042-05-16", "2042"
    (tmp_path / "t.csv").write_bytes(table(rows))
    found: list[eventx.Finding] = []
    options = {"retrieved": "2024-06-01"}
    convert(tmp_path / "t.csv", tmp_path / "o.ndjson", read_options=options, on_finding=found.append)
    assert [(one.rule, one.position.row) for one in found] == [("EVX114", row) for row in (31, 32, 60)]
    assert sum(joined) > 40


ODD = st.sampled_from(
    [
        *("", " ", "NA", "0", "-1", "3.0", "1,5", "x", "16 May 2024", "16/05/2024", "2024-02-30", "99", "0.0000", "11", "11.5"),
        *("11.5000", "-0.0001", "-6e9", "11.13572468", "-22.24681357", "180.0001", "Civilian targeting", "Civilians", "Protests"),
        *("Mob violence", "Attack", "Ð¢ÐµÑÑ", "caf\u00e9", "cafe\u0301", "a\u200bb", "<b>x</b>", "a &amp; b", "two  spaces"),
        *(" lead", "A; B", ";", '"', "a\nb", "Unknown", "1E+05", "none", "NIG1", "null", "Kosovo", "004", "Caf\u00e9 \U0001f600"),
        *("=1+1", "=cmd|' /C calc'!A0, in words enough", "1716300000.0", "\u0001", 'Some who were there said "no",'),
    ]
)
IDS = st.sampled_from(["rferl:3f2a:9c", "ucdp:17", "ucdp:18", "acled:NIG1", "NIG:7", "a: 1"])
CHANGES = st.builds(
    list.__add__,
    st.lists(st.tuples(st.integers(0, 39), st.integers(0, len(HEADER) - 1), ODD), max_size=25),
    st.lists(st.tuples(st.integers(0, 39), st.just(0), IDS), max_size=4),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES, cut=st.sampled_from([0, 0, 0, 1, -1]), name=st.sampled_from(OUTPUTS))
def test_whatever_stands_in_the_cells(
    changes: list[tuple[int, int, str]], cut: int, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = numbered(40)
    for row, column, cell in changes:
        rows[row][column] = cell
    if cut:
        rows[20] = [*rows[20], "more"] if cut > 0 else rows[20][:-3]
    folder = tmp_path_factory.mktemp("t")
    (folder / "t.csv").write_bytes(table(rows))
    assert run(folder / "t.csv", folder / name) == reference(folder / "t.csv", folder / name)


@pytest.mark.parametrize("notes", ['Asked for the way, they all said "no",', '","', "So it\\"])
def test_a_cell_may_have_in_it_what_stands_between_cells(notes: str, joined: list[bool], tmp_path: Path) -> None:
    rows = numbered(40)
    rows[20][HEADER.index("notes")] = notes
    (tmp_path / "t.csv").write_bytes(table(rows))
    assert run(tmp_path / "t.csv", tmp_path / "o.ndjson") == reference(tmp_path / "t.csv", tmp_path / "o.ndjson")
    assert sum(joined) > 20


@pytest.mark.parametrize(
    "notes", [" lead", "trail ", "Of so many words that it is prose. ", " Of so many words that it is prose."]
)
@pytest.mark.parametrize("count", [40, 3000])
def test_blanks_that_readers_of_tables_take_away_are_a_loss(notes: str, count: int, tmp_path: Path) -> None:
    rows = numbered(count)
    rows[count // 2][HEADER.index("notes")] = notes
    (tmp_path / "t.csv").write_bytes(table(rows))
    found = run(tmp_path / "t.csv", tmp_path / "out.csv")
    assert found[2]["output"]["losses"]["FLAT-SIGNS"] == 1
    assert found == reference(tmp_path / "t.csv", tmp_path / "out.csv")


def test_what_is_said_of_the_encoding_is_said_with_the_row_that_shows_it(tmp_path: Path) -> None:
    rows = numbered(900)
    for row in range(0, 900, 40):
        rows[row][HEADER.index("region")] = "Nowhere"
    rows[810][HEADER.index("location")] = "Caf@"
    (tmp_path / "t.csv").write_bytes(table(rows).replace(b"@", b"\xe9"))
    found = run(tmp_path / "t.csv", tmp_path / "o.ndjson")
    assert [one["rule"] for one in found[1]][1:].count("TAB-ENCODING") == 1
    assert found == reference(tmp_path / "t.csv", tmp_path / "o.ndjson")


def test_a_sign_that_joins_cells_is_no_other_than_it_says(tmp_path: Path) -> None:
    """Of a table as lines of JSON, where a cell may have NUL in it."""
    rows = numbered(20)
    rows[5][HEADER.index("fatalities")] = "3\0X"
    rows[9][HEADER.index("tags")] = "\0X"
    (tmp_path / "t.jsonl").write_text(
        "\n".join(json.dumps(dict(zip(HEADER, row, strict=True))) for row in rows), encoding="utf-8"
    )
    found = run(tmp_path / "t.jsonl", tmp_path / "o.ndjson")
    assert found[2]["totals"]["rejected"] == 1
    assert found == reference(tmp_path / "t.jsonl", tmp_path / "o.ndjson")


def test_a_table_with_other_columns_and_lacking_some(tmp_path: Path) -> None:
    rows = [[*row[:20], *row[21:], f"own {number}"] for number, row in enumerate(numbered(60))]
    (tmp_path / "t.csv").write_bytes(table(rows, [*HEADER[:20], *HEADER[21:], "mine"]))
    for name in OUTPUTS:
        assert run(tmp_path / "t.csv", tmp_path / name) == reference(tmp_path / "t.csv", tmp_path / name)


def test_ids_that_stand_twice_near_and_far(tmp_path: Path, joined: list[bool]) -> None:
    rows = numbered(80)
    rows[30][0] = rows[29][0]  # monadic: the same event told again
    rows[70][0] = rows[3][0]
    (tmp_path / "t.csv").write_bytes(table(rows))
    assert run(tmp_path / "t.csv", tmp_path / "o.ndjson") == reference(tmp_path / "t.csv", tmp_path / "o.ndjson")
    assert any(joined)


def test_no_more_cells_are_held_than_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a table in which each row has other sources, which a rule holds against its date."""
    header, *rows = csv.reader(io.StringIO(b"".join(ucdp.table(60, 3)).decode()))
    for number, row in enumerate(rows):
        row[header.index("source_article")] = f'"Agency {number},2016-03-0{number % 9 + 1},Clash"'
    (tmp_path / "t.csv").write_bytes(table(rows, header))
    expected = reference(tmp_path / "t.csv", tmp_path / "o.ndjson")
    for module in (groups, bonds, block_groups):
        monkeypatch.setattr(module, "FEW", 5)
    for module in (joiner, block_groups):
        monkeypatch.setattr(module, "MOST", 5)
    for module in (bonds, points):
        monkeypatch.setattr(module, "_MOST", 5)
    held: list[int] = []
    alive: WeakSet[groups.Known] = WeakSet()
    said, allows = groups.GroupReader._said, bonds.Bond.allows

    def noted(*given: Any, **named: Any) -> groups.Known | None:
        if (one := said(*given, **named)) is not None:
            alive.add(one)
        return one

    def counted(self: bonds.Bond, first: str, second: str) -> bool:
        held.append(len(alive))
        return allows(self, first, second)

    monkeypatch.setattr(groups.GroupReader, "_said", noted)
    monkeypatch.setattr(bonds.Bond, "allows", counted)
    monkeypatch.setattr(block_rows, "SIZE", 2)
    assert run(tmp_path / "t.csv", tmp_path / "o.ndjson") == expected
    assert len(held) > 50
    assert max(held) < 60


@pytest.mark.parametrize("size", [1, 7])
def test_where_a_block_ends_changes_nothing(size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = numbered(60)
    rows[14][0] = rows[13][0]  # told again across the end of a block
    rows[28][0] = rows[3][0]
    rows[20][HEADER.index("latitude")] = ""
    rows[40][HEADER.index("event_date")] = "2024-13-45"
    (tmp_path / "t.csv").write_bytes(table(rows))
    expected = reference(tmp_path / "t.csv", tmp_path / "o.geojson")
    monkeypatch.setattr(block_rows, "SIZE", size)
    assert run(tmp_path / "t.csv", tmp_path / "o.geojson") == expected


@pytest.mark.parametrize("large", [0, 1 << 40], ids=["columns", "rows"])
def test_rows_before_one_that_cannot_be_read_are_accounted_for(
    large: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_rows, "LARGE", large)
    (tmp_path / "t.csv").write_bytes(table(numbered(400)).replace(b"NIG350", b"NIG\x00350"))
    ledger = Ledger("test")
    with pytest.raises(eventx.InputError, match="NUL"):
        convert(tmp_path / "t.csv", tmp_path / "o.geojson", ledger=ledger)
    assert ledger.total(Kind.KEPT) == 350
    assert not (tmp_path / "o.geojson").exists()


def test_the_box_of_a_map_holds_exactly_the_points_that_were_written(tmp_path: Path) -> None:
    rows = numbered(80)
    for number, row in enumerate(rows):
        row[22], row[23] = f"{number / 7 - 5:.4f}", f"{number * 2.1 - 90:.4f}"
    rows[50][1] = "2024-13-45"  # rejected: its point, far out, is no part of the box
    rows[50][22] = "80.1234"
    (tmp_path / "t.csv").write_bytes(table(rows))
    assert run(tmp_path / "t.csv", tmp_path / "o.geojson") == reference(tmp_path / "t.csv", tmp_path / "o.geojson")


@pytest.mark.parametrize("large", [False, True], ids=["rows", "columns"])
def test_points_out_of_their_country_are_told_as_the_reference_tells_them(
    large: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = numbered(90)
    for number, (lat, lon) in {20: ("13.4203", "11.6489"), 40: ("-11.6489", "13.4203"), 60: ("45.1234", "13.4203")}.items():
        rows[number][22:24] = [lat, lon]
    rows[80][HEADER.index("iso")] = "804"
    (tmp_path / "t.csv").write_bytes(table(rows))
    expected = reference(tmp_path / "t.csv", tmp_path / "o.ndjson")
    if large:
        pytest.importorskip("polars")
        monkeypatch.setattr(table_rows, "LARGE", 0)
    assert run(tmp_path / "t.csv", tmp_path / "o.ndjson") == expected
    found = [(one["rule"], one["position"]["row"]) for one in expected[1] if one["rule"] != "TAB-DIFFERS"]
    assert found == [("EVX210", 41), ("EVX208", 61), ("EVX208", 81)]


@pytest.mark.parametrize("large", [False, True], ids=["rows", "columns"])
@pytest.mark.parametrize("name", ["o.geojson", "o.ndjson", "o.acled.csv"])
def test_many_points_out_of_their_country_are_told_without_the_reference(
    name: str, large: bool, joined: list[bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One by one and in a row, between rows that are bad, that are told again right behind and that have another's id."""
    rows = numbered(120)
    for number in {*range(10, 100, 3), *range(30, 40)}:
        rows[number][22:24] = ["45.1234", "13.4203"]
    rows[34][0], rows[60][0], rows[61][1], rows[71][0] = rows[33][0], rows[31][0], "2024-13-45", rows[70][0]
    (tmp_path / "t.csv").write_bytes(table(rows))
    expected = reference(tmp_path / "t.csv", tmp_path / name)
    joined.clear()
    if large:
        pytest.importorskip("polars")
        monkeypatch.setattr(table_rows, "LARGE", 0)
    assert run(tmp_path / "t.csv", tmp_path / name) == expected
    assert sum(one["rule"] == "EVX208" for one in expected[1]) > 30
    assert joined.count(False) < 20


@pytest.mark.parametrize("large", [False, True], ids=["rows", "columns"])
@pytest.mark.parametrize("name", [*OUTPUTS, "o.today.acled.csv"])
def test_cells_that_contradict_others_are_told_without_the_reference(
    name: str, large: bool, joined: list[bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In each column that follows from others, in several of a row at once, and in a row of which more is to be told."""
    rows = numbered(160)
    odd = [("region", "Polynesia"), ("year", "1999"), ("disorder_type", "Demonstrations"), ("interaction", "Rioters only")]
    odd.append(("event_type", "Riots"))
    for number in range(10, 150, 2):
        for name_of, cell in odd[number % 5 : number % 5 + 1 + number // 2 % 3]:
            rows[number][HEADER.index(name_of)] = cell
        if number % 7 == 0:
            rows[number][22:24] = ["45.1234", "13.4203"]
    rows[60][HEADER.index("country")] = rows[62][HEADER.index("region")] = "Atlantis"
    rows[34][0], rows[71][0], rows[90][1] = rows[33][0], rows[31][0], "2024-13-45"
    (tmp_path / "t.csv").write_bytes(table(rows))
    options = {"layout": "today"} if "today" in name else None
    expected = reference(tmp_path / "t.csv", tmp_path / name, options)
    joined.clear()
    if large:
        pytest.importorskip("polars")
        monkeypatch.setattr(table_rows, "LARGE", 0)
    assert run(tmp_path / "t.csv", tmp_path / name, options) == expected
    told = [one["rule"] for one in expected[1]]
    assert told.count("TAB-DIFFERS") > 80
    assert "EVX208" in told
    assert joined.count(False) < 40 or name == "out.ucdp.csv"  # to which an ACLED table is written row by row


@pytest.mark.parametrize("found", ["EVX208", "EVX210"])
def test_points_that_a_profile_makes_errors_reject_their_rows(found: str, tmp_path: Path) -> None:
    rows = numbered(40)
    for number in range(10, 30, 2):
        rows[number][22:24] = ["45.1234", "13.4203"] if number % 4 else ["-11.6489", "13.4203"]
    (tmp_path / "t.csv").write_bytes(table(rows))
    profile = Profile("strict", {found: Setting(severity=eventx.Severity.ERROR)})
    made, findings, ledger = run(tmp_path / "t.csv", tmp_path / "o.ndjson", profile=profile)
    assert (made, findings, ledger) == reference(tmp_path / "t.csv", tmp_path / "o.ndjson", profile=profile)
    assert made.count(b"\n") == 35


@pytest.mark.parametrize("large", [0, 1 << 40])
def test_what_fails_in_an_exporter_is_its_fault(large: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also while rows are joined, which asks it for the pieces of a record."""
    import eventx_geojson.sink as geojson

    def fails(record: object) -> object:
        raise ZeroDivisionError(f"{type(record).__name__}s are hard")

    monkeypatch.setattr(geojson, "lost", fails)
    monkeypatch.setattr(table_rows, "LARGE", large)
    with pytest.raises(PluginError, match="exporter 'geojson' failed with ZeroDivisionError: dicts are hard"):
        convert(TABLES[0], tmp_path / "out.geojson")
