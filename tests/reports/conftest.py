"""The command, run as in ``tests/cli``, and files with known faults."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ..cli.conftest import eventx, record

__all__ = ["eventx"]

TABLE = Path(__file__).resolve().parents[2] / "examples" / "acled.csv"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    """``write("events.ndjson", {...}, {...})`` writes a record a line, each a number with members beside."""

    def lines(name: str, *members: dict[str, object]) -> str:
        records = [record(number, **more) for number, more in enumerate(members, start=1)]
        text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
        return name

    return lines


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., str]:
    """``table("bad.csv", {"fatalities": "x"})`` writes a table of ACLED's columns: an invented row for each, with other cells."""

    def rows(name: str, *changes: dict[str, str]) -> str:
        header, first = TABLE.read_text(encoding="utf-8").splitlines()[:2]
        import csv
        import io

        names = header.split(",")
        (cells,) = csv.reader([first])
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        for number, change in enumerate(changes, start=1):
            writer.writerow({**dict(zip(names, cells, strict=True)), "event_id_cnty": f"AAA{number}", **change}.values())
        (tmp_path / name).write_text(out.getvalue(), encoding="utf-8", newline="")
        return name

    return rows
