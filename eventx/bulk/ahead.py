"""Items made one ahead of who takes them, in a thread of their own.

Knows how the thread is ended and how an error reaches the taker. Worth it only where making them leaves the interpreter free.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from queue import Queue
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")


def ahead(items: Iterator[T]) -> Generator[T, None, None]:
    """The same items, in the same order. Two are held at most: one ready, one being made. Raises what making them raises.

    When it is closed, ``items`` are closed too, if they can be.
    """
    made: Queue[tuple[T | None, BaseException | None]] = Queue(maxsize=1)
    stopped = Event()

    def run() -> None:
        error: BaseException | None = None
        try:
            for item in items:
                made.put((item, None))
                if stopped.is_set():
                    return
        except BaseException as raised:  # whatever it is belongs to the taker
            error = raised
        made.put((None, error or _End()))

    thread = Thread(target=run, name="eventx-ahead", daemon=True)
    thread.start()
    try:
        while True:
            item, error = made.get()
            if isinstance(error, _End):
                return
            if error is not None:
                raise error
            yield item  # type: ignore[misc]
    finally:
        stopped.set()
        while thread.is_alive():
            if not made.empty():
                made.get_nowait()
            thread.join(0.01)
        if isinstance(items, Generator):
            items.close()


class _End(Exception):
    """No more items."""
