"""Names that stand in for a row's own where rows are joined without columns: output and findings are the reference's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eventx.bulk.blocks import groups as block_groups
from eventx.bulk.joining import groups, joiner
from eventx.rules.profile import Profile
from tests.bulk.test_joining import OUTPUTS, numbered, reference, run, table
from tests.bulk.test_names_in_columns import COLUMNS, made
from tests.bulk.test_screened import COVERED, checked


@pytest.fixture(params=[(0, 1 << 14), (30, 1 << 14), (0, 3)], ids=["at once", "later", "forgotten"])
def _many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    most, few = request.param
    monkeypatch.setattr(joiner, "MOST", most)
    monkeypatch.setattr(block_groups, "MOST", most)
    monkeypatch.setattr(block_groups, "FEW", few)


@pytest.mark.usefixtures("_many")
@pytest.mark.parametrize("seed", range(3))
def test_whatever_names_stand_in(seed: int, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(made(seed, 400))
    for name in OUTPUTS:
        assert run(tmp_path / "t.csv", tmp_path / name) == reference(tmp_path / "t.csv", tmp_path / name)


@pytest.mark.usefixtures("_many")
@pytest.mark.parametrize("profile", [Profile("none", {}), COVERED], ids=["none", "covered"])
def test_rules_about_all_rows_are_told_the_rows_own_names(profile: Profile, tmp_path: Path) -> None:
    rows = made(7, 200)
    (tmp_path / "t.csv").write_bytes(rows + b"".join(b"COPY" + row for row in rows.splitlines(keepends=True)[1:]))
    assert checked(tmp_path / "t.csv", profile, joined=True) == checked(tmp_path / "t.csv", profile, joined=False)


def test_little_is_found_out_however_many_names_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = numbered(400)
    for number, row in enumerate(rows):
        for column in COLUMNS:
            row[column] = f"Name {number} {column}"
    (tmp_path / "t.csv").write_bytes(table(rows))
    for where in (joiner, block_groups):
        monkeypatch.setattr(where, "MOST", 8)
    asked: list[str] = []
    said = groups.GroupReader._said

    def counted(self: groups.GroupReader, cells: str, *more: Any) -> groups.Known | None:
        asked.append(cells)
        return said(self, cells, *more)

    monkeypatch.setattr(groups.GroupReader, "_said", counted)
    assert run(tmp_path / "t.csv", tmp_path / "o.ndjson") == reference(tmp_path / "t.csv", tmp_path / "o.ndjson")
    assert sum("Name 3" in cells for cells in asked) < 200
