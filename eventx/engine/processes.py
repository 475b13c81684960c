"""Processes of this machine as an engine: one for each core.

Knows how they are started, fed and replaced. They are plain programs that read calls and write results, so that nothing of the
calling program is run a second time, as ``multiprocessing`` would without a guard, and no thread is forked away.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from types import TracebackType
from typing import BinaryIO, TypeVar, cast

from eventx.errors import EventxError

Item = TypeVar("Item")
Result = TypeVar("Result")

_HEAD = struct.Struct("<Q")
_TRIES = 3
PATIENCE = 20.0
"""Seconds between two looks at a process that doesn't answer; one that stands still at two of them is taken for lost."""


class WorkerLost(EventxError):
    """A worker ended again and again while it did the same piece of work."""

    exit_code = 3


def cores() -> int:
    """The cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


class Processes:
    """Runs a function in so many processes. They are started when there is work, and ended by :meth:`close`."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or cores()
        self._all = tuple(Worker() for _ in range(self.workers))
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._all:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(self.workers, thread_name_prefix="eventx-engine")

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.close()

    def run(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """What the function returns for each item, in order. Raises what it raises; of items only some are taken ahead."""
        ahead: deque[Future[Result]] = deque()
        try:
            for item in items:
                ahead.append(self._threads.submit(self._call, function, item))
                if len(ahead) > 2 * self.workers:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            for future in ahead:
                future.cancel()

    def _call(self, function: Callable[[Item], Result], item: Item) -> Result:
        call = pickle.dumps((function, item), pickle.HIGHEST_PROTOCOL)
        worker = self._idle.get()
        try:
            for _ in range(_TRIES):
                try:
                    return cast("Result", worker.call(call))
                except (EOFError, BrokenPipeError):
                    worker.end()  # a new one is started with the next call
                    if worker.retired:
                        break
        finally:
            self._idle.put(worker)
        raise WorkerLost(f"a worker ended or stood still {_TRIES} times at the same piece of work; is there too little memory?")

    def close(self) -> None:
        """End the processes, also in the middle of work that nobody waits for any more."""
        for worker in self._all:
            worker.retire()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._all:
            worker.end()


class Worker:
    """One process, which lives until it is ended; none is started any more once it is retired.

    ``env``: what its environment has beside this one's.
    """

    def __init__(self, env: Mapping[str, str] | None = None) -> None:
        self.retired = False
        self._env = dict(env or {})
        self._process: subprocess.Popen[bytes] | None = None
        self._starting = Lock()

    def ask(self, function: Callable[[Item], Result], item: Item) -> Result:
        """What a function of a module returns for an item, asked once; see :meth:`call`."""
        return cast("Result", self.call(pickle.dumps((function, item), pickle.HIGHEST_PROTOCOL)))

    def call(self, call: bytes) -> object:
        """What the call returns. Raises what it raises, and EOFError or BrokenPipeError if the process is gone."""
        pipes = _Pipes(self._process or self._start())
        pipes.send(call)
        done, result = pickle.loads(_read(pipes))  # noqa: S301 (from a program of ours)
        if not done:
            raise result
        return result

    def _start(self) -> subprocess.Popen[bytes]:
        with self._starting:
            if self.retired:
                raise EOFError
            self._process = subprocess.Popen(
                # -P: a file of the user's in this folder may be called like a module.
                [sys.executable, "-P", "-m", "eventx.engine.processes"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, **self._env, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
            if self._process.stdin is not None and hasattr(select, "poll"):
                os.set_blocking(self._process.stdin.fileno(), False)
            return self._process

    def retire(self) -> None:
        """Stop the process whatever it does. May be called while another thread waits for it."""
        with self._starting:
            self.retired = True
            if (process := self._process) is not None:
                process.kill()

    def end(self) -> None:
        """End the process."""
        if self._process is not None:
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    try:
                        pipe.close()
                    except BrokenPipeError:
                        continue
            self._process.kill()
            self._process.wait()
            self._process = None


class _Pipes:
    """What a process is asked and answers, however long it takes. Raises EOFError if the process was stopped and stays so."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self._asks, self._answers = process, process.stdin.fileno(), process.stdout.fileno()

    def send(self, data: bytes) -> None:
        """Ask. A pipe holds less than most questions, so that this waits, too."""
        left = memoryview(_HEAD.pack(len(data)) + data)
        while left:
            self._wait(self._asks, to_write=True)
            left = left[os.write(self._asks, left) :]

    def read(self, size: int, /) -> bytes:
        """So many bytes of the answer; fewer if the process has ended."""
        data = bytearray()
        while len(data) < size:
            self._wait(self._answers, to_write=False)
            if not (some := os.read(self._answers, size - len(data))):
                break
            data += some
        return bytes(data)

    def _wait(self, pipe: int, *, to_write: bool) -> None:
        if not hasattr(select, "poll"):
            return  # nor are processes stopped there
        ready = select.poll()
        ready.register(pipe, select.POLLOUT if to_write else select.POLLIN)
        still = 0
        while not ready.poll(1000 * PATIENCE):
            still = still + 1 if _stands_still(self._process.pid) else 0
            if still > 1:  # what is stopped together with this program may go on a moment later than it
                raise EOFError


def _stands_still(process: int) -> bool:
    """Whether a signal has stopped a process, as far as the system tells."""
    try:
        return Path(f"/proc/{process}/stat").read_bytes().rpartition(b") ")[2].startswith((b"T", b"t"))
    except OSError:
        return False


def _write(out: BinaryIO, data: bytes) -> None:
    out.write(_HEAD.pack(len(data)))
    out.write(data)
    out.flush()


def _read(stream: BinaryIO | _Pipes) -> bytes:
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise EOFError
    (size,) = _HEAD.unpack(head)
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _serve() -> None:
    """Do what is asked for on standard input until it ends. What is printed meanwhile goes to standard error."""
    # A terminal sends Ctrl-C to all processes; the program that started this one decides what then happens.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(300_000)  # as the command has it: what is made for a record goes without being looked for
    calls, results = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while True:
        try:
            function, item = pickle.loads(_read(calls))  # noqa: S301 (from the program that started this one)
        except EOFError:
            return
        try:
            answer: tuple[bool, object] = (True, function(item))
        except Exception as error:
            answer = (False, error)
        try:
            data = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
        except Exception as error:  # an exception that can't be pickled says at least what it is
            data = pickle.dumps((False, RuntimeError(f"{type(answer[1]).__name__}: {answer[1]} ({error})")))
        _write(results, data)


if __name__ == "__main__":
    _serve()
