"""A file checked in pieces, in one process or several: the same findings in the same order."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from eventx.engine.processes import Processes
from eventx.report import Finding
from eventx.validator import Validator, lines
from eventx.validator.files import FileCheck

GOOD: dict[str, Any] = {"schema_version": "1.0.0", "kind": "event", "id": "x:1", "status": "reported"}


@pytest.fixture
def content() -> bytes:
    """Lines with all that crosses them: ids again, relations forwards and back, campaigns, systems unknown; broken and blank."""
    found: list[bytes] = [b"\xef\xbb\xbf\n"]
    for number in range(300):
        record = GOOD | {"id": f"x:{number}", "notes": f"Row {number}."}
        if number % 3 == 0:  # heaps of days, copies, a pile of points
            day = "2026-01-01" if number % 2 else f"2026-03-{number % 28 + 1:02}"
            record["date"] = {"start": day, "end": day, "precision": "day"}
            record["actors"] = [{"name": f"{'AB'[number % 2]}", "role": "not-stated"}, {"name": "C", "role": "not-stated"}]
            record["notes"] = f"Row {number % 8}."
            point = {"lat": 48.1234, "lon": 37.1234}
            record["place"] = {"name": f"Town {number % 40}", "precision": "settlement", "point": point}
        if number % 7 == 3:
            record["relations"] = [{"type": "part-of", "target": f"x:{(number * 31) % 330}"}]
            record["tolls"] = [{"measure": "killed", "who": "all", "best": number % 5 + 1}]
        if number % 31 == 7:
            record |= {"kind": "campaign", "tolls": [{"measure": "killed", "who": "all", "best": 3}]}
        if number % 11 == 5:
            record["id"] = f"x:{number // 2}"
        if number % 13 == 1:
            record["codes"] = [{"system": f"nobody{number % 3}", "code": "1", "basis": "source"}]
        if number % 17 == 2:
            record["status"] = "perhaps"
        found.append(json.dumps(record).encode() + b"\n")
        if number % 29 == 0:
            found.append(b"\n" if number % 2 else b'{"id": \n')
    return b"".join(found)


def straight(content: bytes) -> list[Finding]:
    """The findings of the validator asked record by record, without lines' places."""
    validator = Validator(screening=True)
    judge = lines.LineJudge(validator, "file")
    found: list[Finding] = []
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            told, record = judge.parsed(line, number - 1)
            found += told
            if record is not lines.NOTHING:
                here = lines.Position("file", line=number, pointer="")
                found += lines.placed(validator.check(record, here), line, "file", number - 1)
    return [*found, *validator.finish()]


def words(found: Iterable[Finding]) -> list[str]:
    return [json.dumps(finding.to_dict()) for finding in found if finding.rule not in ("EVX020", "EVX023", "EVX025")]


def test_pieces_give_the_findings_of_the_whole(content: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    expected = words(straight(content))
    assert {json.loads(each)["rule"] for each in expected} >= {"EVX110", "EVX211", "EVX501", "EVX503", "EVX509", "EVX605"}
    path = tmp_path / "file"
    path.write_bytes(content)
    monkeypatch.setattr(lines, "_ENOUGH", 3)
    whole: list[str] | None = None
    for size in (1 << 20, 700, 4000):
        monkeypatch.setattr(lines, "SIZE", size)
        for place in (None, path):
            check = FileCheck(io.BytesIO(content), name="file", path=place, screening=True)
            found = list(check)
            assert words(found) == expected
            assert (check.read, check.checked, check.blank) == (312, 306, 6)
            whole = whole or [json.dumps(finding.to_dict()) for finding in found]
            assert [json.dumps(finding.to_dict()) for finding in found] == whole


def test_several_processes_give_the_same(content: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    alone = [finding.to_dict() for finding in FileCheck(io.BytesIO(content), name="file", screening=True)]
    monkeypatch.setattr(lines, "SIZE", 4000)
    with Processes(2) as processes:
        for place in (None, path):
            check = FileCheck(io.BytesIO(content), name="file", run=processes.run, path=place, screening=True)
            assert [finding.to_dict() for finding in check] == alone
