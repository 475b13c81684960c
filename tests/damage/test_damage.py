"""Every kind of damage is told, where it is, and good files have no finding at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventx.report import Position

from .finding import validated
from .good import files
from .kinds import REFUSED, Kind, kinds


@pytest.mark.parametrize("form", files())
def test_a_good_file_has_no_finding(form: str, tmp_path: Path) -> None:
    good = files()[form]
    (tmp_path / good.name).write_bytes(good.content)
    code, findings = validated(tmp_path / good.name, good.options)
    # That a figure isn't known is told of good files too.
    assert [(one.rule, one.message) for one in findings if one.rule != "CSV-UNKNOWN"] == []
    assert code == 0


def only_change(good: bytes, damaged: bytes) -> int | None:
    """The line that alone is another, counted from 1; None if there are several, or more or fewer lines."""
    before, after = good.splitlines(), damaged.splitlines()
    changed = [number for number, (old, new) in enumerate(zip(before, after, strict=False), start=1) if old != new]
    return changed[0] if len(changed) == 1 and len(before) == len(after) else None


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: f"{kind.form}: {kind.name}")
def test_damage_is_told_where_it_is(kind: Kind, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = files()[kind.form]
    damaged = kind.damage(good.content)
    assert damaged != good.content
    (tmp_path / good.name).write_bytes(damaged)
    code, findings = validated(tmp_path / good.name, good.options)
    if kind.rules == (REFUSED,):
        assert code in (2, 3)
        assert good.name in capsys.readouterr().err
        return
    told = [one for one in findings if one.rule in kind.rules]
    assert told, [(one.rule, one.message) for one in findings]
    line = only_change(good.content, damaged)
    if line is not None:
        assert any(_near(one.position, line) for one in told), told


def _near(position: Position, line: int) -> bool:
    """Whether a position is that line: a row may have begun in one before it, and a broken one ends where the next begins."""
    return position.line is not None and line - 2 <= position.line <= line + 1


def test_there_are_kinds_enough_and_each_has_a_name_of_its_own() -> None:
    names = [(kind.form, kind.name) for kind in kinds()]
    assert len(set(names)) == len(names) >= 60
