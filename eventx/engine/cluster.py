"""A Dask cluster as an engine, for work that is more than one machine's.

Knows addresses (``tcp://scheduler:8786``, ``local:2`` for two processes here) and how results are taken in order. Lost workers
are Dask's business: it runs again what they had. Needs ``distributed`` (extra ``cluster``).
"""

from __future__ import annotations

import contextlib
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Any, TypeVar

from eventx.engine.processes import WorkerLost
from eventx.errors import InputError, UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")

_LOCAL = re.compile(r"local(?::([1-9][0-9]{0,3}))?")
_AHEAD = 4  # calls a core; a worker that is done never waits for the next


class Cluster:
    """Runs a function on the workers of a Dask cluster. They need eventx, the same version, and have to see the same files.

    Raises :class:`UsageError` without the extra or for an address that is none, :class:`InputError` if nobody answers there.
    """

    def __init__(self, address: str) -> None:
        try:
            import distributed
        except ImportError:
            raise UsageError("a cluster needs Dask: pip install 'eventx-conflict[cluster]'") from None
        self._closing = contextlib.ExitStack()
        local = _LOCAL.fullmatch(address)
        if local is None and "://" not in address:
            raise UsageError(f"--cluster {address}: name a scheduler (tcp://host:8786), or local:2 for two processes here")
        try:
            there: Any = address
            dask: Any = distributed
            if local is not None:
                workers = int(local[1]) if local[1] else None
                there = dask.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50)
                self._closing.enter_context(there)
            self._client: Any = self._closing.enter_context(dask.Client(there, timeout="20s", set_as_default=False))
        except (OSError, ValueError) as error:
            self._closing.close()
            raise InputError(f"--cluster {address}: no scheduler answers there ({error})") from None

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.close()

    def run(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """What the function returns for each item, in order. Raises what it raises."""
        from distributed import KilledWorker

        most = _AHEAD * max(sum(self._client.nthreads().values()), 1)
        ahead: deque[Any] = deque()
        try:
            for item in items:
                ahead.append(self._client.submit(function, item, pure=False))
                if len(ahead) > most:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        except KilledWorker as error:
            raise WorkerLost(f"workers of the cluster ended again and again over the same piece of work ({error})") from None
        finally:
            for future in ahead:
                future.cancel()

    def close(self) -> None:
        """Let go of the cluster; one that was started here ends."""
        self._closing.close()
