"""What differs between two datasets, from outside and in Python."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

import eventx
from eventx.editions.comparing import Change, Comparison
from eventx.editions.differing import differences, in_words, is_same

from .test_updating import row, table


def diff(*arguments: object) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "eventx", "diff", *map(str, arguments)]
    return subprocess.run(call, capture_output=True, text=True, check=False)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    old = table(tmp_path / "old.csv", row(1, 100), row(2, 100), row(3, 100))
    return old, table(tmp_path / "new.csv", row(4, 200), row(3, 100), row(1, 200, fatalities="9"))


def test_added_deleted_and_changed_records_are_shown_with_their_values(two: tuple[Path, Path]) -> None:
    done = diff(*two)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "changed acled:AAA1 /acled:timestamp 100 → 200; /tolls/0/best (killed) 1 → 9",
        "deleted acled:AAA2",
        "added   acled:AAA4",
    ]
    assert done.stderr.count("3 kept") == 2
    assert "1 added, 1 deleted, 1 changed, 1 the same" in done.stderr
    assert "changed most: /acled:timestamp 1×, /tolls/*/best 1×" in done.stderr


def test_changes_are_given_to_programs_with_whole_values(two: tuple[Path, Path]) -> None:
    found = [json.loads(line) for line in diff(*two, "--format", "json").stdout.splitlines()]
    assert found[0] == {
        "id": "acled:AAA1",
        "change": "changed",
        "members": [
            {"pointer": "/acled:timestamp", "old": 100, "new": 200},
            {"pointer": "/tolls/0/best", "old": 1, "new": 9, "of": "killed"},
        ],
    }
    assert [one["change"] for one in found] == ["changed", "deleted", "added"]


def test_a_line_stays_short_however_long_the_names_in_it_are() -> None:
    old = {"actors": [{"name": "Front " * 50, "role": "target"}]}
    new = {"actors": [{**old["actors"][0], "role": "initiator"}]}
    assert in_words(differences(old, new)) == f'/actors/0/role ({("Front " * 50)[:39]}…) "target" → "initiator"'


def test_the_same_records_in_another_format_are_no_difference(two: tuple[Path, Path], tmp_path: Path) -> None:
    eventx.convert(two[0], tmp_path / "old.ndjson")
    done = diff(two[0], tmp_path / "old.ndjson", "-q")
    assert (done.returncode, done.stdout) == (0, "")
    assert "0 added, 0 deleted, 0 changed, 3 the same" in done.stderr


def test_an_option_that_only_one_of_the_two_takes_is_told_with_the_way_out(two: tuple[Path, Path], tmp_path: Path) -> None:
    eventx.convert(two[0], tmp_path / "old.ndjson")
    done = diff(two[0], tmp_path / "old.ndjson", "-O", "retrieved=2026-03-03")
    assert done.returncode == 2
    assert "eventx has no option 'retrieved'" in done.stderr
    assert "convert the one that needs retrieved to NDJSON first" in done.stderr
    assert "convert" not in diff(*two, "-O", "foo=1").stderr


def test_a_table_with_other_columns_differs_in_what_they_say_and_not_in_being_there(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    lines = two[0].read_text(encoding="utf-8").splitlines()
    (tmp_path / "more.csv").write_text("".join(f"{line},{'Mine' if not at else at % 2 or ''}\n" for at, line in enumerate(lines)))
    done = diff(two[0], tmp_path / "more.csv")
    assert done.stdout.splitlines() == [
        'changed acled:AAA1 /acled:Mine nothing → "1"',
        'changed acled:AAA3 /acled:Mine nothing → "1"',
    ]
    assert "0 added, 0 deleted, 2 changed, 1 the same" in done.stderr


def test_rejected_rows_are_told_and_are_no_success(two: tuple[Path, Path], tmp_path: Path) -> None:
    bad = table(tmp_path / "bad.csv", row(1, 100), row(2, 100), row(3, 100), row(5, 100, latitude="412"))
    done = diff(two[0], bad)
    assert done.returncode == 1
    assert "bad.csv:5" in done.stderr
    assert "1 rejected" in done.stderr


def test_a_record_whose_version_cant_be_read_was_not_deleted_and_the_mended_one_was_not_added(tmp_path: Path) -> None:
    good = table(tmp_path / "good.csv", row(1, 100), row(2, 100))
    bad = table(tmp_path / "bad.csv", row(1, 100), row(2, 200, latitude="412"))
    why = f"{bad}:3 (row 2, column W): TAB-NUMBER: latitude is 412, outside -90 to 90"
    done = diff(good, bad)
    assert (done.returncode, done.stdout) == (1, f"rejected acled:AAA2 {why}\n")
    assert "0 added, 0 deleted, 1 rejected that the old has, 0 changed, 1 the same" in done.stderr
    done = diff(bad, good, "--format", "json")
    assert json.loads(done.stdout) == {"id": "acled:AAA2", "change": "mended", "why": why}
    assert "0 added, 0 deleted, 1 mended that the old has rejected, 0 changed, 1 the same" in done.stderr


def test_rows_that_were_rejected_are_accounted_for_whatever_became_of_them(tmp_path: Path) -> None:
    wrong = {"latitude": "412"}
    old = table(tmp_path / "old.csv", row(1, 1), row(2, 1, **wrong), row(3, 1, **wrong), row(4, 1, **wrong))
    new = table(tmp_path / "new.csv", row(1, 1), row(2, 1), row(3, 1, **wrong), row(5, 1, **wrong))
    comparison = Comparison(old, new)
    found = {one.kind: one.id for one in comparison}
    assert found == {"mended": "acled:AAA2", "unmended": "acled:AAA3", "dropped": "acled:AAA4", "refused": "acled:AAA5"}
    assert (
        "1 rejected in both, 1 rejected in the old and gone from the new, 1 rejected that the old hasn't" in diff(old, new).stderr
    )


@pytest.mark.parametrize(
    "written",
    [{"fatalities": "1.0"}, {"event_date": "3 March 2026"}, {"latitude": "9.500"}, {"year": "2026.0"}],
    ids=lambda one: next(iter(one)),
)
def test_a_cell_that_is_only_written_otherwise_is_no_change(written: dict[str, str], tmp_path: Path) -> None:
    cells = {"event_date": "2026-03-03", "year": "2026", "fatalities": "1", "latitude": "9.5"}
    old = table(tmp_path / "old.csv", row(1, 1, **cells), row(2, 1, **cells))
    new = table(tmp_path / "new.csv", row(1, 1, **{**cells, **written}), row(2, 1, **{**cells, **written, "fatalities": "7"}))
    done = diff(old, new)
    assert [line.split()[:3] for line in done.stdout.splitlines()] == [["changed", "acled:AAA2", "/tolls/0/best"]]
    assert "1 changed, 1 only written otherwise, 0 the same" in done.stderr
    assert diff(old, table(tmp_path / "one.csv", row(1, 1, **{**cells, **written}), row(2, 1, **cells))).returncode == 0


def test_a_cell_that_the_record_doesnt_say_is_a_change(tmp_path: Path) -> None:
    old, new = (table(tmp_path / f"{word}.csv", row(1, 1, sub_event_type=word)) for word in ("Foo", "Bar"))
    assert diff(old, new).stdout == 'changed acled:AAA1 /acled:sub_event_type "Foo" → "Bar"\n'


@pytest.mark.parametrize("cells", [("03/04/2024", "04/03/2024"), ("1,500", "1.5"), ("1.00000000000000001", "1")])
def test_a_cell_that_can_mean_another_day_or_number_is_a_change(cells: tuple[str, str], tmp_path: Path) -> None:
    old, new = (table(tmp_path / f"{number}.csv", row(1, 1, sub_event_type=cell)) for number, cell in enumerate(cells))
    assert diff(old, new).stdout == f'changed acled:AAA1 /acled:sub_event_type "{cells[0]}" → "{cells[1]}"\n'


def test_columns_in_another_order_are_no_change_and_neither_is_the_index_that_a_program_writes(tmp_path: Path) -> None:
    sample = Path("plugins/ucdp/samples/ged191_cutout.csv")
    rows = list(csv.reader(sample.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    at = rows[0].index("low")
    swapped = [[*one[:at], one[at + 1], one[at], *one[at + 2 :]] for one in rows]
    numbered = [[str(number - 1) if number else "", *one] for number, one in enumerate(rows)]
    for others in (swapped, [one[::-1] for one in rows], numbered):
        with (tmp_path / "new.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(others)
        done = diff(sample, tmp_path / "new.csv")
        assert (done.returncode, done.stdout) == (0, "")
        assert "0 changed" in done.stderr


def test_entries_of_a_list_are_compared_with_their_like_and_not_by_their_place() -> None:
    one, other = {"measure": "killed", "who": "all", "best": 3}, {"measure": "injured", "who": "all", "best": 5}
    assert is_same({"tolls": [one, other]}, {"tolls": [other, one]})
    assert (
        in_words(differences({"tolls": [one, other]}, {"tolls": [{**other, "best": 6}, one]})) == "/tolls/1/best (injured) 5 → 6"
    )
    third = {**one, "claimant": "police"}
    found = differences({"tolls": [one, other]}, {"tolls": [third, other, one]})
    assert {each.pointer.rpartition("/")[0] for each in found} == {"/tolls/2"}


def test_what_cant_be_compared_is_said(two: tuple[Path, Path]) -> None:
    assert diff(two[0], "nothing.csv").returncode == 3
    assert diff("-", "-").returncode == 2
    cut = two[1].with_suffix(".csv.gz")
    cut.write_bytes(b"\x1f\x8b\x08\x00")
    done = diff(two[0], cut)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_a_comparison_in_python_counts_and_accounts(two: tuple[Path, Path]) -> None:
    comparison = Comparison(*two)
    changes = list(comparison)
    assert changes[1:] == [Change("acled:AAA2", "deleted"), Change("acled:AAA4", "added")]
    assert +comparison.counts == {"added": 1, "deleted": 1, "changed": 1, "same": 1}
    assert [ledger.inputs[0].kept for ledger in comparison.ledgers] == [3, 3]
