"""A table that is only checked: what is joined gives the findings and the ledger of the rows read one by one."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from benchmarks.data import acled
from eventx.bulk import table_rows
from eventx.bulk.joining.checked_only import Screened
from eventx.earth.borders import middle, shaped
from eventx.ledger import Ledger
from eventx.reading import Reading
from eventx.report import Finding, Severity
from eventx.rules import point_piles
from eventx.rules.profile import Profile, Setting
from eventx.tabular.reader import Row
from eventx.validator import Validator

COVERED = Profile("covered.toml", {"EVX511": Setting(parameters={"start": "2018-01-01", "countries": ("SYR", "IRQ")})})
STRICT = Profile("strict.toml", {"EVX509": Setting(severity=Severity.ERROR), "EVX211": Setting(parameters={"names": 2})})
MORE = {STRICT.name: {"EVX211"}, COVERED.name: {"EVX511"}}


def checked(
    sources: Path | tuple[Path, ...], profile: Profile, *, joined: bool, judged: bool = True
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    found: list[Finding] = []
    ledger = Ledger("x")
    validator = Validator(rules=profile.rules(), screening=True)
    reading = Reading(
        sources if isinstance(sources, tuple) else (sources,),
        ledger,
        options={"evidence": "cells"},
        on_finding=found.append,
        validator=validator,
        judge=profile.apply if judged else None,
    )
    if joined:
        reading.write_to(Screened(validator))
    else:
        for _ in reading:
            pass
    return [finding.to_dict() for finding in found], ledger.to_dict()


@pytest.mark.parametrize("large", [0, 1 << 40], ids=["columns", "rows"])
def test_points_out_of_their_country_and_regions_that_differ_stand_among_what_screens_find(
    large: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice, made = random.Random(5), told_again(5).decode().splitlines(keepends=True)
    for number in dice.sample(range(1, len(made)), 120):
        if made[number].count('"') in (0, 2) and (cells := made[number].split(",")) and len(cells) > 24:
            if number % 3:
                cells[22:24] = [f"{dice.uniform(-60, 70):.4f}", f"{dice.uniform(-170, 170):.4f}"]
            if number % 2:
                cells[16] = "Polynesia"
            made[number] = ",".join(cells)
    path = tmp_path / "t.csv"
    path.write_bytes("".join(made).encode())
    monkeypatch.setattr(table_rows, "LARGE", large)
    expected = checked(path, Profile("none", {}), joined=False, judged=False)
    assert checked(path, Profile("none", {}), joined=True, judged=False) == expected
    assert {"EVX208", "EVX509", "TAB-DIFFERS"} <= {one["rule"] for one in expected[0]}


def test_screens_keep_no_numbers_of_a_table_that_was_read_in_rows_before_one_in_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    header, *rows = csv.reader(io.StringIO(told_again(5).decode(), newline=""))
    at = header.index("actor1")
    small = [["Z" + row[0], *row[1:at], *[""] * 7, *row[at + 7 :]] for row in rows[:120] if len(row) == len(header)]  # no actors
    with (tmp_path / "small.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *small])
    (tmp_path / "large.csv").write_bytes(told_again(5))
    monkeypatch.setattr(table_rows, "LARGE", (tmp_path / "small.csv").stat().st_size + 1)
    sources, profile = (tmp_path / "small.csv", tmp_path / "large.csv"), Profile("none", {})
    assert checked(sources, profile, joined=True) == checked(sources, profile, joined=False)


def told_again(seed: int) -> bytes:
    """A generated table with bad rows, and rows told again: under another id, from the other side, with the id of another row, in
    capitals, and with a tab for a space, which has to be read row by row."""
    dice = random.Random(seed)
    header, *rows = b"".join(acled.table(260, seed, bad=True)).decode().splitlines(keepends=True)
    made = list(rows)
    for number, row in enumerate(dice.sample([row for row in rows if row.count('"') == 2], 40)):
        cells = row.split(",")
        if number % 8:
            cells[0] = f"COPY{number}"
        if number % 3 == 0:
            cells[7], cells[10] = cells[10], cells[7]
            cells[9], cells[12] = cells[12], cells[9]
        if number % 5 == 0:
            cells[21] = f"Elsewhere {number}"
        head, notes, tail = ",".join(cells).split('"')
        told = (notes, notes.upper() + "«»", notes.replace(" ", "\t"))[number % 3 if number % 2 else 0]
        made.insert(dice.randrange(len(made)), f'{head}"{told}"{tail}')
    return (header + "".join(map(heaped, range(len(made)), made))).encode()


def heaped(number: int, row: str) -> str:
    """Every sixth row on one day, and every fifth at a corner of a grid."""
    cells = row.split(",")
    if len(cells) < 24:
        return row  # what comes after a line break
    if number % 6 == 0 and cells[1].startswith("20"):
        cells[1:3] = "2021-01-01", "2021"
    if number % 5 == 0 and cells[22][:2] != "99":
        cells[22:24] = [f"{round(float(degrees) * 4) / 4:.4f}" for degrees in cells[22:24]]
    return ",".join(cells)


@pytest.mark.parametrize("profile", [Profile(), STRICT, COVERED], ids=["default", "strict", "covered"])
@pytest.mark.parametrize("columns", [False, True], ids=["joined", "columns"])
def test_joined_rows_give_the_findings_and_the_ledger_of_all_rows(
    profile: Profile, columns: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if columns:
        pytest.importorskip("polars", reason="the columns need the extra bulk")
    monkeypatch.setattr(table_rows, "LARGE", 0 if columns else 1 << 40)
    if columns:
        monkeypatch.setattr("eventx.bulk.table_file.SIZE", 40_000)
    monkeypatch.setattr(point_piles, "MOST_POINTS", 100)
    source = tmp_path / "t.csv"
    source.write_bytes(told_again(5))
    joined = checked(source, profile, joined=True)
    assert joined == checked(source, profile, joined=False)
    rules = {finding["rule"] for finding in joined[0]}
    assert rules >= {"EVX110", "EVX212", "EVX509", "EVX510", "TAB-DATE"} | MORE.get(profile.name, set())
    assert all("column" in one["position"] for one in joined[0] if one["rule"] in ("EVX510", "EVX211"))


def shared_points(seed: int) -> bytes:
    """A generated table with bad rows. Some have the point of another in the same country or its middle, some its name too; and
    some a tab for a space, which has to be read row by row."""
    dice = random.Random(seed)
    header, *rows = b"".join(acled.table(400, seed, bad=True)).decode().splitlines(keepends=True)
    points: dict[str, list[list[str]]] = {}
    made = []
    for row in rows:
        head, *rest = row.split('"')
        cells = (
            [*head.split(",")[:-1], '"'.join(["", rest[0].replace(" ", "\t", dice.random() < 0.3), *rest[1:]])]
            if rest
            else row.split(",")
        )
        if len(cells) > 23 and cells[1].startswith("20") and cells[22][:2] != "99":
            others = points.setdefault(cells[17], [])
            if others and dice.random() < 0.6:
                other = dice.choice(others[:3])
                cells[21:24] = [dice.choice([cells[21], other[0]]), *other[1:]]
            code = shaped("iso3166-1-numeric", cells[15].zfill(3))
            if code is not None and (spot := middle(code)) and dice.random() < 0.1:
                cells[22:24] = [f"{degrees:.4f}" for degrees in spot]
            others.append(cells[21:24])
        made.append(heaped(number, ",".join(cells)) if (number := dice.randrange(400)) < 100 else ",".join(cells))
    return (header + "".join(made)).encode()


@pytest.mark.parametrize("most", [30, 150, 1 << 18])
@pytest.mark.parametrize("seed", range(4))
def test_points_of_many_names_are_told_as_row_by_row(
    seed: int, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("polars", reason="the columns need the extra bulk")
    monkeypatch.setattr(table_rows, "LARGE", 0)
    monkeypatch.setattr("eventx.bulk.table_file.SIZE", (20_000, 60_000)[seed % 2])
    monkeypatch.setattr(point_piles, "MOST_POINTS", most)
    source = tmp_path / "t.csv"
    source.write_bytes(shared_points(seed))
    for names in (2, 3):
        profile = Profile("names.toml", {"EVX211": Setting(parameters={"names": names})})
        joined = checked(source, profile, joined=True)
        assert joined == checked(source, profile, joined=False)
        assert {"EVX211", "EVX213"} <= {finding["rule"] for finding in joined[0]}


@pytest.mark.parametrize("large", [0, 40_000], ids=["both large", "one large"])
def test_an_event_of_one_table_is_known_in_the_next(large: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("polars", reason="the columns need the extra bulk")
    monkeypatch.setattr(table_rows, "LARGE", large)
    header, *rows = b"".join(acled.table(150, 3)).splitlines(keepends=True)
    few, many = tmp_path / "few.csv", tmp_path / "many.csv"
    few.write_bytes(header + b"".join(rows[:20]))
    many.write_bytes(header + b"".join([*rows[20:], *(b"COPY" + row for row in rows[:20])]))
    assert few.stat().st_size < 40_000 < many.stat().st_size
    for sources in ((few, many), (many, few)):
        joined = checked(sources, Profile(), joined=True)
        assert joined == checked(sources, Profile(), joined=False)
        assert sum(finding["rule"] == "EVX509" for finding in joined[0]) >= 20


def test_most_rows_are_joined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[int] = []
    put = Screened.put_rows

    def noted(self: Screened, rows: Sequence[Row], names: Sequence[str], learned: Sequence[Sequence[Any]]) -> None:
        counts.append(len(rows))
        put(self, rows, names, learned)

    monkeypatch.setattr(Screened, "put_rows", noted)
    source = tmp_path / "t.csv"
    source.write_bytes(b"".join(acled.table(300, 3)))
    checked(source, Profile(), joined=True)
    assert sum(counts) > 200


@pytest.mark.parametrize(
    ("column", "cell"), [("iso", "-1"), ("region", "Elsewhere at all"), ("event_date", "13/13/2020"), ("actor1", "")]
)
def test_a_column_in_which_all_cells_are_bad(column: str, cell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header, *rows = csv.reader(io.StringIO(b"".join(acled.table(60, 3)).decode(), newline=""))
    for row in rows:
        row[header.index(column)] = cell
    with (tmp_path / "t.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    monkeypatch.setattr(table_rows, "LARGE", 0)
    profile = Profile("none", {})
    assert checked(tmp_path / "t.csv", profile, joined=True) == checked(tmp_path / "t.csv", profile, joined=False)


@pytest.mark.parametrize("large", [0, 1 << 40], ids=["columns", "rows"])
def test_notes_of_one_word_are_no_name_of_a_place(large: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header, row, *_ = csv.reader(io.StringIO(b"".join(acled.table(2, 3)).decode(), newline=""))
    rows = [list(row) for _ in range(4)]
    for number, (one, words) in enumerate(
        zip(rows, (("aro", "bel"), ("bel", "aro"), ("aro", "aro"), ("aro", "bel")), strict=True)
    ):
        one[0] = f"NIG{number}"
        one[header.index("location")], one[header.index("notes")] = words
    with (tmp_path / "t.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    monkeypatch.setattr(table_rows, "LARGE", large)
    found, _ = checked(tmp_path / "t.csv", Profile("none", {}), joined=True)
    assert [one["position"]["row"] for one in found if one["rule"] == "EVX509"] == [4]
