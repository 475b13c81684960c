"""Processes as an engine: results in order, errors as they are, and a worker that is lost replaced."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from eventx.engine import processes
from eventx.engine.processes import Processes, WorkerLost
from eventx.errors import InputError


def double(number: int) -> int:
    print("this must not get among the results")  # noqa: T201
    return 2 * number


def refuse(_: int) -> int:
    raise InputError("no good")


def die_once(mark: str, number: int) -> int:
    if number == 3 and not Path(mark).exists():
        Path(mark).touch()
        os._exit(9)
    return number


def die(_: int) -> int:
    os._exit(9)


def wait_for_ever(mark: str) -> None:
    Path(mark).write_text(str(os.getpid()), encoding="utf-8")
    os.kill(os.getpid(), signal.SIGINT)  # as Ctrl-C sends it to the workers too
    time.sleep(60)


def whose(_: bytes) -> int:
    return os.getpid()


def stop_once(mark: str, number: int) -> int:
    if number == 3 and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGSTOP)
    return number


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system doesn't tell which processes stand still")
def test_a_worker_that_somebody_stopped_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PATIENCE", 0.05)
    with Processes(2) as two:
        assert list(two.run(partial(stop_once, str(tmp_path / "mark")), range(6))) == [*range(6)]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system doesn't tell which processes stand still")
def test_a_worker_that_was_stopped_while_it_had_nothing_to_do_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PATIENCE", 0.05)
    with Processes(1) as one:
        (worker,) = one.run(whose, [b""])
        os.kill(worker, signal.SIGSTOP)
        (other,) = one.run(whose, [b"more than a pipe holds" * 100_000])
    assert other != worker


def test_an_interruption_ends_the_work_at_once_and_only_the_caller_speaks(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    mark = tmp_path / "mark"
    began = time.monotonic()

    def items() -> Iterator[str]:
        yield str(mark)
        while not mark.exists() or not mark.read_text(encoding="utf-8"):
            assert time.monotonic() - began < 30, "the worker doesn't start"
            time.sleep(0.01)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Processes(1) as processes:
        list(processes.run(wait_for_ever, items()))
    assert time.monotonic() - began < 30
    assert capfd.readouterr().err == ""
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text(encoding="utf-8")), 0)


def test_results_come_in_order_errors_as_they_are_and_a_lost_worker_is_replaced(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with Processes(2) as processes:
        assert list(processes.run(double, range(20))) == [2 * number for number in range(20)]
        with pytest.raises(InputError, match="no good"):
            list(processes.run(refuse, range(5)))
        assert list(processes.run(partial(die_once, str(tmp_path / "mark")), range(8))) == list(range(8))
        with pytest.raises(WorkerLost, match="ended or stood still 3 times"):
            list(processes.run(die, [1]))
    assert capfd.readouterr().out == ""


def test_a_file_of_the_users_is_not_taken_for_a_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("struct.py").write_text("raise SystemExit", encoding="utf-8")
    with Processes(1) as processes:
        assert list(processes.run(double, [4])) == [8]
