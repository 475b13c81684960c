"""Lines that other processes put are those of this one, to the byte: output, findings, ledger, losses."""

from __future__ import annotations

import gzip
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

import eventx.reading.faster
from benchmarks.data import acled
from eventx.bulk.restating.queue import LineQueue
from eventx.conversion import convert
from eventx.engine import lines, processes
from eventx.engine.processes import Processes
from eventx.errors import OutputError
from eventx.report import Severity
from eventx.rules.profile import Profile, Setting
from tests.bulk.test_records import content_of
from tests.bulk.test_restating import TARGETS, odd, run


class TwoHere:
    """An engine whose two workers are in this process: each has its own bench, and they take turns as it happens."""

    def __init__(self, _workers: int) -> None:
        self._benches: list[list[Any]] = [[], []]
        self._turn = 0

    def __enter__(self) -> TwoHere:
        return self

    def __exit__(self, *_: object) -> None:
        lines._benches.clear()

    def run(self, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            lines._benches[:] = mine = self._benches[self._turn % 3 % 2]
            self._turn += 1
            done = function(item)
            mine[:] = lines._benches
            lines._benches.clear()
            yield done


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few lines are worth other processes, of which there are two, and they get few at a time."""
    monkeypatch.setattr(lines, "_SIZE", 20_000)
    monkeypatch.setattr(lines, "_WORTH", -1.0)
    monkeypatch.setattr(lines, "cores", lambda: 2)
    monkeypatch.setattr(eventx.reading.faster, "_PROBED", 40)
    monkeypatch.setattr("eventx.bulk.restating.queue._FIRST", 1 << 14)


@pytest.fixture
def entered(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many records came of each piece that was done apart."""
    found: list[int] = []
    enter = lines.LinesApart._enter

    def noted(self: lines.LinesApart, done: lines.Done) -> None:
        found.append(done.written.count)
        enter(self, done)

    monkeypatch.setattr(lines.LinesApart, "_enter", noted)
    return found


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "Processes", TwoHere)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Records of an ACLED table, one a line."""
    folder = tmp_path_factory.mktemp("records")
    (folder / "table.csv").write_bytes(b"".join(acled.table(700, 2)))
    convert(folder / "table.csv", folder / "records.ndjson", on_finding=lambda _: None)
    return (folder / "records.ndjson").read_bytes().splitlines(keepends=True)


@pytest.mark.parametrize(("to", "options"), TARGETS)
@pytest.mark.usefixtures("here")
def test_the_same_comes_out(to: str, options: dict[str, str], records: list[bytes], entered: list[int], tmp_path: Path) -> None:
    source = tmp_path / "records.ndjson"
    for content in (b"".join(records), content_of(1, 0.0), content_of(3, 0.02), content_of(4, 0.1, spaced=True)):
        source.write_bytes(content)
        expected = run(source, to, options, tmp_path, fast=False)
        assert not entered
        assert run(source, to, options, tmp_path) == expected
        # A table of ACLED's first layout writes the day first, and so may no row be written apart from others.
        assert entered or options == {"layout": "early"} or to == "ucdp"
        entered.clear()


@pytest.mark.parametrize("to", ["acled", "geoparquet"])
@pytest.mark.usefixtures("here")
def test_odd_lines_give_what_the_reference_gives(to: str, records: list[bytes], entered: list[int], tmp_path: Path) -> None:
    import random

    dice = random.Random(3)
    some = [odd(line, dice) + b"\n" if at > 200 and dice.random() < 0.1 else line for at, line in enumerate(records)]
    source = tmp_path / "records.ndjson"
    source.write_bytes(b"".join(some).rstrip(b"\n"))
    assert run(source, to, {}, tmp_path) == run(source, to, {}, tmp_path, fast=False)
    assert entered


@pytest.mark.usefixtures("here")
def test_ids_and_relations_reach_over_pieces(records: list[bytes], entered: list[int], tmp_path: Path) -> None:
    first = orjson.loads(records[300])
    campaign = first | {"id": "x:c", "kind": "campaign"}
    part = orjson.loads(records[5]) | {"id": "x:p", "relations": [{"type": "part-of", "target": "x:c"}]}
    lost = part | {"id": "x:l", "relations": [{"type": "part-of", "target": "x:nowhere"}]}
    some = [*records[:400], records[150], *(orjson.dumps(one) + b"\n" for one in (part, lost)), *records[400:500]]
    some += [orjson.dumps(campaign) + b"\n", *records[500:], records[350], records[690]]
    source = tmp_path / "records.ndjson"
    source.write_bytes(b"".join(some))
    for to in ("eventx", "csv"):
        found = run(source, to, {}, tmp_path)
        assert found == run(source, to, {}, tmp_path, fast=False)
        assert {"EVX501", "EVX503"} <= found[1]["findings"].keys()
        assert sum(entered) > 300
        entered.clear()


@pytest.mark.parametrize("to", ["geojson", "geoparquet"])
@pytest.mark.usefixtures("here")
def test_a_point_that_a_repeated_id_took_along_still_widens_the_box(
    to: str, records: list[bytes], entered: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process that has put the easternmost place, of a record that is then rejected, has to tell of it again."""
    monkeypatch.setattr("eventx.bulk.restating.queue.BLOCK", 1 << 14)
    points = [orjson.loads(line).get("place", {}).get("point", {"lon": -180})["lon"] for line in records]
    east = records[points.index(max(points))]
    others = [line for line, lon in zip(records, points, strict=True) if lon < max(points)]
    repeats = orjson.dumps(orjson.loads(east) | {"id": orjson.loads(others[3])["id"]}) + b"\n"
    source = tmp_path / "records.ndjson"
    for at, later in ((290, 350), (290, 400)):
        source.write_bytes(b"".join([*others[:at], repeats, *others[at:later], east, *others[later:]]))
        found = run(source, to, {}, tmp_path)
        assert found == run(source, to, {}, tmp_path, fast=False)
        assert found[1]["findings"]["EVX501"] == 1
    assert sum(entered) > 1000


@pytest.mark.usefixtures("here")
def test_a_file_full_of_repeats_is_not_done_twice(records: list[bytes], entered: list[int], tmp_path: Path) -> None:
    source = tmp_path / "records.ndjson"
    source.write_bytes(b"".join([*records[:300], *(line for pair in zip(records, records[300:], strict=False) for line in pair)]))
    assert run(source, "geojson", {}, tmp_path) == run(source, "geojson", {}, tmp_path, fast=False)
    assert 0 < len(entered) < 8


@pytest.mark.usefixtures("here")
def test_dates_in_an_order_of_their_own_are_left_to_one_process(records: list[bytes], entered: list[int], tmp_path: Path) -> None:
    """The first of them decides how all that follow are written."""
    some = list(records)
    for at, day in ((500, "04/27/2022"), (560, "27/04/2022"), (640, "05/04/2022")):
        some[at] = orjson.dumps(orjson.loads(some[at]) | {"acled:event_date": day}) + b"\n"
    source = tmp_path / "records.ndjson"
    source.write_bytes(b"".join(some))
    assert run(source, "acled", {}, tmp_path) == run(source, "acled", {}, tmp_path, fast=False)
    assert 100 < sum(entered) < 500


@pytest.mark.usefixtures("here")
def test_a_profile_decides(records: list[bytes], entered: list[int], tmp_path: Path) -> None:
    settings = {"EVX501": Setting(off=True), "EVX206": Setting(severity=Severity.ERROR)}
    profile = Profile("p", settings)
    source = tmp_path / "records.ndjson"
    source.write_bytes(b"".join([*records, *records[:40], content_of(5, 0.1)]))
    assert run(source, "csv", {}, tmp_path, profile=profile) == run(source, "csv", {}, tmp_path, fast=False, profile=profile)
    assert sum(entered) > 300


@pytest.mark.usefixtures("here")
def test_every_loss_is_told_of_each_record(records: list[bytes], entered: list[int], tmp_path: Path) -> None:
    source = tmp_path / "records.ndjson"
    source.write_bytes(b"".join(records))
    assert run(source, "csv", {}, tmp_path, every=True) == run(source, "csv", {}, tmp_path, fast=False, every=True)
    assert sum(entered) > 300


@pytest.mark.usefixtures("here")
def test_what_is_packed_and_several_files(records: list[bytes], entered: list[int], tmp_path: Path) -> None:
    (tmp_path / "a.ndjson").write_bytes(b"".join(records[:400]))
    (tmp_path / "b.ndjson.gz").write_bytes(gzip.compress(b"".join(records[200:])))
    sources = [tmp_path / "a.ndjson", tmp_path / "b.ndjson.gz"]
    assert run(sources, "acled", {}, tmp_path) == run(sources, "acled", {}, tmp_path, fast=False)
    assert sum(entered) > 200


def test_a_stream_is_left_to_one_process(records: list[bytes], entered: list[int], tmp_path: Path) -> None:
    content = b"".join(records)
    expected = run(lambda: io.BytesIO(content), "geojson", {}, tmp_path, fast=False)
    assert run(lambda: io.BytesIO(content), "geojson", {}, tmp_path) == expected
    assert not entered


@pytest.mark.parametrize("broken", [b'{"schema_version":"1.0.0","kind', b'{"schema_version":"1.0.0","kind\n', b"\n\n"])
@pytest.mark.usefixtures("here")
def test_how_a_file_ends(broken: bytes, records: list[bytes], entered: list[int], tmp_path: Path) -> None:
    source = tmp_path / "records.ndjson"
    source.write_bytes(b"".join([*records[:300], broken.rstrip(b"\n") + b"\n", *records[300:], broken]))
    assert run(source, "csv", {}, tmp_path) == run(source, "csv", {}, tmp_path, fast=False)
    assert entered


def test_few_lines_start_no_process(records: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_WORTH", 4.0)
    monkeypatch.delattr(lines, "Processes")
    source = tmp_path / "records.ndjson"
    source.write_bytes(b"".join(records))
    convert(source, tmp_path / "out.geojson", on_finding=lambda _: None)


def test_what_is_left_is_told_by_the_lines(records: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where all that was looked at stands in one block of the file."""
    monkeypatch.setattr("eventx.bulk.restating.queue._FIRST", 1 << 18)
    clock, told = iter(range(1000)), []
    monkeypatch.setattr(eventx.reading.faster, "process_time", lambda: next(clock) * 3.0)
    monkeypatch.setattr(lines, "shared", lambda *_, left, **__: told.append(left))
    source = tmp_path / "records.ndjson"
    source.write_bytes(b"".join(records))
    convert(source, tmp_path / "out.geojson", on_finding=lambda _: None)
    read = len(b"".join(records[:100]))
    assert read < 1 << 18
    assert told[0] == pytest.approx(6 * (source.stat().st_size / (1 << 18) - 1), rel=0.3)


@pytest.mark.parametrize("to", ["geojson", "acled", "geoparquet"])
def test_processes_give_the_same(to: str, records: list[bytes], entered: list[int], tmp_path: Path) -> None:
    source = tmp_path / "records.ndjson"
    source.write_bytes(b"".join(records))
    assert run(source, to, {}, tmp_path) == run(source, to, {}, tmp_path, fast=False)
    assert sum(entered) > 300


@pytest.mark.parametrize("times", [1, 9])
def test_a_process_that_is_killed_loses_nothing(
    times: int, records: list[bytes], entered: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed once, its lines are done anew by another; killed whatever it does, by this one."""
    left, call = iter(range(times)), Processes._call

    def killed(self: Processes, function: Any, item: Any) -> Any:
        if item.before > 150 and next(left, None) is not None:
            monkeypatch.setattr(processes.Worker, "call", gone)
        return call(self, function, item)

    plain = processes.Worker.call

    def gone(self: processes.Worker, given: bytes) -> object:
        if times == 1:
            monkeypatch.setattr(processes.Worker, "call", plain)
        process = self._process or self._start()
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        return plain(self, given)

    monkeypatch.setattr(Processes, "_call", killed)
    source = tmp_path / "records.ndjson"
    source.write_bytes(b"".join(records))
    expected = run(source, "csv", {}, tmp_path, fast=False)
    assert run(source, "csv", {}, tmp_path) == expected
    assert (sum(entered) > 300) is (times == 1)


def test_no_process_is_left_if_the_output_fails(records: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Processes] = []
    begin = Processes.__init__
    monkeypatch.setattr(Processes, "__init__", lambda self, workers: (made.append(self), begin(self, workers))[1])

    def full(*_: object) -> None:
        raise OutputError("no space left")

    monkeypatch.setattr("eventx.bulk.restating.between_processes.Written.put", full)
    (tmp_path / "r.ndjson").write_bytes(b"".join(records))
    with pytest.raises(OutputError, match="no space left"):
        convert(tmp_path / "r.ndjson", tmp_path / "out.geojson")
    assert not (tmp_path / "out.geojson").exists()
    (one,) = made
    assert all(worker._process is None and worker.retired for worker in one._all)


_COMMAND = """
import sys, time
import eventx.reading.faster
from eventx.engine import lines, processes
lines._SIZE, lines._WORTH, lines.cores, eventx.reading.faster._PROBED = 20_000, -1.0, lambda: 2, 10
start = processes.Worker._start
def started(self):
    made = start(self)
    print(made.pid, file=sys.stderr, flush=True)
    return made
processes.Worker._start = started
from eventx.cli import main
main(sys.argv[1:])
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs to see processes")
@pytest.mark.parametrize("how", ["closed", "interrupted"])
def test_no_process_outlives_the_command(how: str, records: list[bytes], tmp_path: Path) -> None:
    more = [
        orjson.dumps(orjson.loads(line) | {"id": f"x:{at}-{turn}"}) + b"\n"
        for turn in range(6)
        for at, line in enumerate(records)
    ]
    (tmp_path / "r.ndjson").write_bytes(b"".join(more))
    command = [sys.executable, "-c", _COMMAND, "convert", str(tmp_path / "r.ndjson"), "--to", "geojson", "-q"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as ran:
        assert ran.stdout is not None
        assert ran.stderr is not None
        workers = [int(ran.stderr.readline()) for _ in range(2)]
        if how == "closed":
            ran.stdout.close()
        else:
            ran.send_signal(signal.SIGINT)
        assert ran.wait(timeout=60) == (3 if how == "closed" else 130)
    waited = time.monotonic() + 10
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < waited
        time.sleep(0.05)


def test_portions_end_before_the_last_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eventx.bulk.restating.queue._FIRST", 4)
    queue = LineQueue(b"one\ntwo\n", io.BytesIO(b"three\nfour and\nfive"))
    assert queue.ahead() == [b"one", b"two"]
    queue.skip(1)
    assert (queue.portion(1), queue.count) == (b"two\n", 2)
    assert (queue.portion(9), queue.count) == (b"three\nfour and\n", 4)
    assert (queue.portion(1), queue.count) == (b"", 4)
    assert (queue.take(), queue.take(), queue.count) == (b"five", b"", 5)
