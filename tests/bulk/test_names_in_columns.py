"""Names that stand in for a row's own in columns: output, findings and ledger are those of the rows read one by one."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventx.bulk import table_rows
from eventx.bulk.columns import lookups, names, stages
from eventx.bulk.joining.names import FORM
from eventx.rules.profile import Profile
from eventx.rules.texts import SUSPECTS_WITHIN
from tests.bulk.test_joining import HEADER, OUTPUTS, numbered, reference, run, table
from tests.bulk.test_screened import COVERED, checked

COLUMNS = [HEADER.index(name) for name in ("location", "admin1", "admin2", "admin3", "actor1", "actor2", "assoc_actor_1")]
OTHERS = [HEADER.index(name) for name in ("country", "iso", "geo_precision", "region", "interaction", "source")]
PLAIN = ("Aro", "Bel Karim", "Ñanoukhel", "Kidal", "Mali", "St. Anne (old)")
SIGNS = tuple(f"Words {place}Q that stand in 0Z" for place in range(8))
ODD = ("", "Київ", "Nil", "two  spaces", "O’Neil", "d'Or, West", "A\nB", "-x(", *SIGNS, f"Near {SIGNS[0]}", f"{SIGNS[3]} Київ")


def made(seed: int, count: int, again: int = 0) -> bytes:
    """Rows some of whose names are the same, those of another cell, or signs; some of their other cells are those of a name. So
    many are told ``again``, half of them from the other side."""
    dice, rows = random.Random(seed), numbered(count)
    for row in rows:
        for column in COLUMNS:
            given = (f"{dice.choice(PLAIN)} {dice.randrange(9)}", dice.choice(PLAIN), dice.choice(ODD), dice.choice(row), "")
            row[column] = dice.choices(given, (10, 3, 2, 1, 1))[0]
        if dice.random() < 0.3:
            row[COLUMNS[dice.randrange(4)]] = row[COLUMNS[dice.randrange(4)]]
        if dice.random() < 0.1:
            row[dice.choice(OTHERS)] = dice.choice((*SIGNS, row[COLUMNS[1]]))
    copies = [[f"COPY{number}", *row[1:]] for number, row in enumerate(dice.sample(rows, again))]
    sides = [slice(at, at + 3) for at in (HEADER.index("actor1"), HEADER.index("actor2"))]  # name, associates, kind
    for row in copies[: again // 2]:
        row[sides[0]], row[sides[1]] = row[sides[1]], row[sides[0]]
    return table([*rows, *copies])


@pytest.fixture(params=[(64, 1 << 16), (1, 1 << 16), (1, 5), (64, 5)], ids=["few", "several", "forgotten", "few forgotten"])
def _in_columns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_rows, "LARGE", 0)
    monkeypatch.setattr(lookups, "_TRIED", request.param[0])
    monkeypatch.setattr(stages, "REMEMBERED", request.param[1])


@pytest.mark.usefixtures("_in_columns")
@pytest.mark.parametrize("seed", range(3))
def test_whatever_names_stand_in(seed: int, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(made(seed, 150))
    for name in OUTPUTS:
        assert run(tmp_path / "t.csv", tmp_path / name) == reference(tmp_path / "t.csv", tmp_path / name)


@pytest.mark.usefixtures("_in_columns")
@pytest.mark.parametrize("profile", [Profile("none", {}), COVERED], ids=["none", "covered"])
def test_rules_about_all_rows_are_told_the_rows_own_names(profile: Profile, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(made(7, 100, again=60))
    assert checked(tmp_path / "t.csv", profile, joined=True) == checked(tmp_path / "t.csv", profile, joined=False)


def test_a_form_is_found_out_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many names there are."""
    rows = numbered(300)
    for number, row in enumerate(rows):
        for column in COLUMNS:
            row[column] = f"Name {number} {column}"
    (tmp_path / "t.csv").write_bytes(table(rows))
    monkeypatch.setattr(table_rows, "LARGE", 0)
    found: list[int] = []
    enter = lookups.Lookup._learn
    monkeypatch.setattr(lookups.Lookup, "_learn", lambda self, cells: [found.append(cells.height), enter(self, cells)][1])
    assert run(tmp_path / "t.csv", tmp_path / "o.ndjson") == reference(tmp_path / "t.csv", tmp_path / "o.ndjson")
    assert sum(found) < 300


@given(st.from_regex(FORM, fullmatch=True) | st.lists(st.sampled_from("aÃÐÑØÙšŸŠÿø."), max_size=9).map("".join))
def test_what_is_suspicious_in_a_name_has_four_letters_beside_ascii_in_a_row(name: str) -> None:
    if re.fullmatch(FORM, name) and re.search(SUSPECTS_WITHIN, name):
        assert re.search(names.SUSPECT, name)
