"""Several files checked side by side are told as if one had come after the other."""

from __future__ import annotations

import gzip
import json
import sys
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from eventx.cli import checking
from eventx.cli.examining import Question, examined
from eventx.cli.validate import validate
from eventx.rules.profile import Profile

GOOD = {"schema_version": "1.0.0", "kind": "event", "status": "reported"}


@pytest.fixture
def paths(tmp_path: Path) -> list[str]:
    """Lines with and without errors, a table with a bad row, a packed file, one that isn't there, one that nobody reads."""
    for number in range(3):
        lines = [json.dumps(GOOD | {"id": f"x:{one}", "notes": "Two men."}) for one in range(40)]
        lines[number] = json.dumps(GOOD | {"id": "x:1e", "status": "perhaps"})
        (tmp_path / f"{number}.ndjson").write_text("\n".join(lines), encoding="utf-8")
    example = Path(__file__).resolve().parents[2] / "examples" / "acled.csv"
    text = example.read_text(encoding="utf-8").splitlines()
    (tmp_path / "t.csv").write_text("\n".join([*text, text[1].replace(",", ";", 3)]) + "\n", encoding="utf-8")
    (tmp_path / "p.ndjson.gz").write_bytes(gzip.compress((tmp_path / "1.ndjson").read_bytes()))
    (tmp_path / "strange.bin").write_bytes(b"\x01\x02 nothing")
    names = ("2.ndjson", "t.csv", "p.ndjson.gz", "0.ndjson", "gone.ndjson", "strange.bin", "1.ndjson", "0.ndjson")
    return [str(tmp_path / name) for name in names]


@pytest.mark.parametrize("form", ["json", "text"])
def test_side_by_side_or_one_after_the_other_is_the_same(paths: list[str], form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    engine = checking.Check._engine

    def noted(self: checking.Check, function: object, items: list[checking.Question]) -> object:
        asked.extend(items)
        return engine(self, function, items)  # type: ignore[arg-type]

    monkeypatch.setattr(checking.Check, "_engine", noted)
    alone = CliRunner().invoke(validate, [*paths, "--format", form])
    assert asked == []
    monkeypatch.setattr(checking, "WORTH_IT", 0)
    together = CliRunner().invoke(validate, [*paths, "--format", form])
    assert [Path(one.path).name for one in asked] == ["2.ndjson", "t.csv", "0.ndjson", "strange.bin", "1.ndjson", "0.ndjson"]
    assert (together.stdout, together.stderr, together.exit_code) == (alone.stdout, alone.stderr, alone.exit_code)
    assert alone.exit_code == 3
    assert alone.stdout.count("perhaps") >= 4


def test_a_file_with_too_many_findings_to_be_handed_on_is_examined_where_they_are_told(
    paths: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = CliRunner().invoke(validate, [*paths, "--format", "json"])
    few = partial(Question, most=0)
    assert examined(few(paths[0], None, {}, Profile())) is None
    monkeypatch.setattr(checking, "WORTH_IT", 0)
    monkeypatch.setattr(checking, "Question", few)
    together = CliRunner().invoke(validate, [*paths, "--format", "json"])
    assert (together.stdout, together.stderr, together.exit_code) == (alone.stdout, alone.stderr, alone.exit_code)


def test_of_several_failures_the_gravest_decides_whatever_the_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    (tmp_path / "packed.zst").write_bytes(b"\x28\xb5\x2f\xfd" + bytes(20))
    lacks_extra, gone = str(tmp_path / "packed.zst"), str(tmp_path / "gone.csv")
    codes = [CliRunner().invoke(validate, paths).exit_code for paths in ([lacks_extra], [lacks_extra, gone], [gone, lacks_extra])]
    assert codes == [2, 3, 3]
