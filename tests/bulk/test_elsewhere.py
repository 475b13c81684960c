"""Chunks that other processes make are those of this one, to the byte: output, findings, ledger."""

from __future__ import annotations

import csv
import io
import os
import signal
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("polars", reason="the columns need the extra bulk")
if not hasattr(os, "memfd_create"):
    pytest.skip("memory is shared on Linux alone", allow_module_level=True)

from benchmarks.data import ucdp
from eventx.bulk import table_file, table_rows
from eventx.conversion import convert
from eventx.engine import chunks
from eventx.engine.chunks import is_worth
from eventx.errors import OutputError
from eventx.report import Severity
from eventx.rules.profile import Profile, Setting
from tests.bulk.test_columns import generated, same

TEXTS = ("out.geojson", "out.csv", "out.acled.csv")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> list[chunks.Chunks]:
    """Everything behind the first chunk is made elsewhere, by two processes; these are what made it."""
    monkeypatch.setattr(table_rows, "LARGE", 0)
    for name, value in (("SIZE", 20_000), ("LARGE", 0), ("_PROBED", 2)):
        monkeypatch.setattr(table_file, name, value)
    monkeypatch.setattr(chunks, "cores", lambda: 2)
    monkeypatch.setattr(chunks, "is_worth", lambda *_: True)
    found: list[chunks.Chunks] = []
    close = chunks.Chunks.close

    def closed(self: chunks.Chunks) -> None:
        found.append(self)
        close(self)

    monkeypatch.setattr(chunks.Chunks, "close", closed)
    return found


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows each chunk has that was made elsewhere."""
    found: list[int] = []
    made = chunks.Chunks.made

    def counted(self: chunks.Chunks, cut: Any) -> Any:
        one = made(self, cut)
        found.append(one.rows.height if one is not None else 0)
        return one

    monkeypatch.setattr(chunks.Chunks, "made", counted)
    return found


def told_again(data: bytes) -> bytes:
    """The same with some rows again further down, and others changed but for their ids."""
    header, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
    rows[300] = rows[10]
    rows[301] = [*rows[20][:-1], rows[30][-1]]
    rows[310] = rows[309]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue().encode()


@pytest.mark.parametrize("name", TEXTS)
def test_the_same_comes_out(name: str, tmp_path: Path, rows: list[int]) -> None:
    same(told_again(generated(400, bad=True)), tmp_path, name)
    assert sum(rows) > 300


def test_a_profile_and_a_table_of_another_source(tmp_path: Path, rows: list[int]) -> None:
    profile = Profile("p", {"EVX304": Setting(False, Severity.ERROR, {}), "EVX702": Setting(True, None, {})})
    same(b"".join(ucdp.table(300, 3)), tmp_path, profile=profile)
    assert sum(rows) > 200


def test_bytes_that_are_no_utf8_far_down(tmp_path: Path, at_once: list[chunks.Chunks]) -> None:
    data = generated(400)
    cut = data.rindex(b"\n", 0, -2000)
    same(data[:cut] + data[cut:].replace(b"a", b"\xe9", 1), tmp_path)
    assert at_once


def test_a_process_that_is_killed_loses_nothing(
    tmp_path: Path, at_once: list[chunks.Chunks], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, count = chunks.Chunks.made, iter(range(99))

    def killed(self: chunks.Chunks, cut: Any) -> Any:
        if next(count) == 2:
            process = cut.worker._process
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        return made(self, cut)

    monkeypatch.setattr(chunks.Chunks, "made", killed)
    same(generated(400), tmp_path)
    assert at_once[0].failed


def test_a_process_with_another_plan_is_not_trusted(
    tmp_path: Path, at_once: list[chunks.Chunks], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_file, "plan_of", lambda _: "another")
    same(generated(200), tmp_path)
    assert at_once[0].failed


def test_no_process_is_left_if_the_output_fails(tmp_path: Path, at_once: list[chunks.Chunks]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs a device that is full")
    (tmp_path / "t.csv").write_bytes(generated(400))
    with pytest.raises(OutputError, match="No space left"):
        convert(tmp_path / "t.csv", "/dev/full", target_format="geojson")
    assert all(worker._process is None for one in at_once for worker in one._all)


@pytest.mark.parametrize(("left", "workers", "worth"), [(3, 4, False), (16, 4, True), (25, 3, True), (900, 2, False)])
def test_processes_are_started_where_they_are_sure_to_be_quicker(left: float, workers: int, worth: bool) -> None:
    assert is_worth(left, workers) is worth
