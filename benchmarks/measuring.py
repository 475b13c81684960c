"""One run of a command, measured: wall time, processor time, peak memory of the whole process tree.

Knows ``/proc``; where there is none, memory stays unknown. Memory is looked at every few milliseconds, so a short peak of
several processes together may be missed; that of a single process is the kernel's own high-water mark. Doesn't know what is run.
"""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from attrs import frozen

_PROC = Path("/proc")
_PAUSE = 0.005
_KILLED = 124


@frozen
class Run:
    """What one run took. Memory in bytes: resident, and its anonymous part (without files that are mapped)."""

    seconds: float
    processor: float
    resident: int | None
    anonymous: int | None
    code: int
    said: str


def measure(command: Sequence[str], folder: Path, *, timeout: float, most: int | None = None) -> Run:
    """Run a command in a folder to its end, or kill it when its time is over (code 124).

    ``most`` is how many bytes each process of it may have of its own; more, and the system refuses them.
    """
    told = folder / "said.txt"
    with told.open("wb") as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
        )
        if most is not None:
            # After the start, while it still loads itself: code between fork and exec would make each start slower.
            resource.prlimit(process.pid, resource.RLIMIT_DATA, (most, most))
        watch = _Watch(process.pid)
        late = threading.Timer(timeout, _kill, [process.pid])
        late.start()
        watch.start()
        # Not Popen.wait: only wait4 tells the processor time of this child and its children alone.
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:  # the session was interrupted; what it started ends with it, and so does what waits for it
            _kill(process.pid)
            late.cancel()
            watch.end.set()
            raise
        seconds = time.perf_counter() - started
        expired = not late.is_alive()
        late.cancel()
        watch.end.set()
        watch.join()
        process.returncode = os.waitstatus_to_exitcode(status)
    return Run(
        seconds,
        usage.ru_utime + usage.ru_stime,
        watch.resident or None,
        watch.anonymous or None,
        _KILLED if expired else process.returncode,
        told.read_text(encoding="utf-8", errors="replace").strip(),
    )


def _kill(pid: int) -> None:
    os.killpg(pid, 9)


class _Watch(threading.Thread):
    """Looks at a process and its descendants again and again, and remembers the most."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.end = threading.Event()
        self.resident = 0
        self.anonymous = 0

    def run(self) -> None:
        if not _PROC.is_dir():
            return
        while not self.end.wait(_PAUSE):
            sizes = [_sizes(pid) for pid in _tree(self.pid)]
            # Two processes peak at different moments, so their marks aren't added; a single mark is exact.
            marks = [mark for mark, _, _ in sizes]
            self.resident = max(self.resident, sum(now for _, now, _ in sizes), *marks)
            self.anonymous = max(self.anonymous, sum(own for _, _, own in sizes))


def _tree(pid: int) -> list[int]:
    """A process and its descendants."""
    found = [pid]
    for one in found:
        with suppress(OSError):  # the process has ended meanwhile
            for children in (_PROC / str(one) / "task").glob("*/children"):
                with suppress(OSError):  # or this thread of it
                    found.extend(int(child) for child in children.read_text().split())
    return found


def _sizes(pid: int) -> tuple[int, int, int]:
    """High-water mark, resident memory now, and its anonymous part, in bytes; nothing of a process that has ended."""
    wanted = {"VmHWM": 0, "VmRSS": 0, "RssAnon": 0}
    try:
        with (_PROC / str(pid) / "status").open(encoding="ascii", errors="replace") as lines:
            for line in lines:
                name, _, value = line.partition(":")
                if name in wanted:
                    wanted[name] = int(value.split()[0]) * 1024
    except OSError:
        return 0, 0, 0
    return wanted["VmHWM"], wanted["VmRSS"], wanted["RssAnon"]
