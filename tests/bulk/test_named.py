"""What is said of cells with names filled into their form is what the reference says of them: output, findings, ledger."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.data import gdelt, ucdp
from eventx.bulk import table_rows
from eventx.bulk.joining import groups
from eventx.bulk.joining import names as in_joining
from tests.bulk.test_joining import HEADER, OUTPUTS, numbered, reference, run, table

COLUMNS = [HEADER.index(name) for name in ("location", "admin1", "admin2", "admin3", "actor1", "actor2", "assoc_actor_1")]
PLAIN = (
    "Aro",
    "Bel Karim",
    "Ñanoukhel",
    "Šibenik-East",
    "St. Anne (old)",
    "El/Al",
    "Group 7",
    "Nana",
    "Totals",
    "Police of X, Y",
    "É",
)
ODD = (
    *(
        "",
        " ",
        "Nan",
        "NaT",
        "nil",
        "None",
        "Unknown",
        "N/A",
        "unknown",
        "null",
        "7",
        "-",
        "total",
        "A; B",
        "A;B",
        ";",
        "x" * 250,
    ),
    *(
        "two  spaces",
        " leads",
        "trails ",
        "Sana'",
        "d'Or",
        "=1+1",
        "@here",
        "-x(",
        "+Ab",
        "A & B",
        "A &amp; B",
        "<b>A</b>",
        "Wh?t",
    ),
    *(
        "Ã¼ber",
        "ÐšÐ¸Ñ—Ð²",
        "ÀÉÎÕ",
        "Cafe\u0301",
        "\u0410ro",
        "A\u0430",
        "a\u200bb",
        "Київ",
        "عدن",
        "O’Neil",
        "\ufffd",
        "a\u00a0b",
    ),
    *('say "no"', "A\nB", "A\tB", "back\\slash", "%s of %d", "%", "{0}", "Words 6Q that stand in 0Z", "words that stand in 0Z"),
    *("11.13572468", "A -22.24681357", "Military Forces of Nigeria (2023-)", "\x1eA", "A\x1e", "1e5", "True", "1716300000.0"),
)
NAME = st.sampled_from((*PLAIN, *PLAIN, *ODD))


def with_names(names: list[list[str]]) -> bytes:
    """A table whose rows have these names in the columns for them."""
    rows = numbered(len(names))
    for row, some in zip(rows, names, strict=True):
        for column, name in zip(COLUMNS, some, strict=True):
            row[column] = name
    return table(rows)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(), some=st.lists(NAME, min_size=1, max_size=9), name=st.sampled_from(OUTPUTS), large=st.booleans())
def test_whatever_names_stand_in_the_cells(
    seed: int, some: list[str], name: str, large: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    dice, folder = random.Random(seed), tmp_path_factory.mktemp("t")
    (folder / "t.csv").write_bytes(with_names([dice.choices([*some, "Aro", "Bel", ""], k=len(COLUMNS)) for _ in range(60)]))
    expected = reference(folder / "t.csv", folder / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table_rows, "LARGE", 0 if large else 1 << 40)
        assert run(folder / "t.csv", folder / name) == expected


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_name_among_plain_ones(odd: str, tmp_path: Path) -> None:
    """In each of the columns, after its form was learned."""
    names = [[f"Name {number} {column}" for column in COLUMNS] for number in range(40)]
    for number, column in enumerate((*COLUMNS, *COLUMNS)):
        names[20 + number][COLUMNS.index(column)] = odd
    (tmp_path / "t.csv").write_bytes(with_names(names))
    for name in ("o.ndjson", "o.csv", "o.acled.csv"):
        assert run(tmp_path / "t.csv", tmp_path / name) == reference(tmp_path / "t.csv", tmp_path / name)


@pytest.mark.parametrize("same", ["country", "region", "disorder_type", "sub_event_type"])
def test_a_name_that_another_cell_has_where_its_form_is_learned(same: str, tmp_path: Path) -> None:
    """As a province called like its country: what is filled in for other rows is their province all the same."""
    names = [[f"Name {number} {column}" for column in COLUMNS] for number in range(30)]
    cell = numbered(1)[0][HEADER.index(same)]
    for number, place in [(2, 1), (2, 4), (3, 2), (3, 5), (4, 3), (4, 6)]:
        names[number][place] = cell
    for learned in (2, 3, 4):  # a form is learned from the second row looked up that has it, and the first row of all isn't
        (tmp_path / "t.csv").write_bytes(with_names([names[0], names[1], names[learned], *names[5:]]))
        for name in ("o.ndjson", "o.csv", "o.acled.csv"):
            assert run(tmp_path / "t.csv", tmp_path / name) == reference(tmp_path / "t.csv", tmp_path / name)


@pytest.mark.parametrize("name", [*OUTPUTS])
@pytest.mark.parametrize("made", [ucdp, gdelt])
def test_names_of_other_tables(made: Any, name: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"".join(made.table(300, 4)))
    assert run(tmp_path / "t.csv", tmp_path / name) == reference(tmp_path / "t.csv", tmp_path / name)


def test_forms_that_are_not_met_again_are_not_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [[f"Name {number}; Other" for _ in COLUMNS] for number in range(60)]
    (tmp_path / "t.csv").write_bytes(with_names(names))
    expected = reference(tmp_path / "t.csv", tmp_path / "o.ndjson")
    monkeypatch.setattr(in_joining, "_TRIED", 4)
    looked: list[str] = []
    is_plain = in_joining.Named._is_plain
    monkeypatch.setattr(in_joining.Named, "_is_plain", lambda self, name: [looked.append(name), is_plain(self, name)][1])
    assert run(tmp_path / "t.csv", tmp_path / "o.ndjson") == expected
    assert len({*looked}) < 10


def test_plain_names_are_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And not asked of the reference, however many there are; as few forms are held as other cells."""
    asked: list[str] = []
    said = groups.GroupReader._said

    def counted(self: groups.GroupReader, cells: str, *more: Any) -> groups.Known | None:
        asked.append(cells)
        return said(self, cells, *more)

    dice = random.Random(3)
    names = [[f"{dice.choice(PLAIN)} {dice.randrange(10**6)}" for _ in COLUMNS] for _ in range(500)]
    (tmp_path / "t.csv").write_bytes(with_names(names))
    expected = reference(tmp_path / "t.csv", tmp_path / "o.geojson")
    monkeypatch.setattr(groups.GroupReader, "_said", counted)
    assert run(tmp_path / "t.csv", tmp_path / "o.geojson") == expected
    assert len(asked) < 100
    monkeypatch.setattr(in_joining, "FEW", 1)
    assert run(tmp_path / "t.csv", tmp_path / "o.geojson") == expected
