"""Items worked on by two threads, and given in their order.

Knows which part of the work is done for one item after the other, how the threads end, and how an error reaches the taker. Worth
it only where the work leaves the interpreter free.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Event, Lock, Semaphore, Thread
from typing import Generic, TypeVar

Item = TypeVar("Item")
Begun = TypeVar("Begun")
Made = TypeVar("Made")
Done = TypeVar("Done")


def abreast(
    items: Iterable[Item],
    begin: Callable[[Item], Begun],
    turn: Callable[[Begun], Made],
    end: Callable[[Made], Done],
    *,
    threads: int = 2,
    ready: int = 1,
) -> Generator[Done, None, None]:
    """``end(turn(begin(item)))`` of each, in the order of the items.

    ``turn`` is called in that order too, by one thread at a time. Beside what was given last there are at most as many items as
    ``threads``, and some more that are ``ready``. Raises what making an item raises, in its place. When it is closed the threads
    end, and ``items`` are closed if they can be.
    """
    work = _Work(items, begin, turn, end, room=1 + threads + ready)
    running = [Thread(target=work.run, name=f"eventx-abreast-{number}", daemon=True) for number in range(threads)]
    for thread in running:
        thread.start()
    try:
        while (done := work.done.get()) is not None:
            yield done.result()
            del done
            work.room.release()
    finally:
        work.ended = True
        for _ in running:
            work.room.release()
        for thread in running:
            thread.join()
        if isinstance(items, Generator):
            items.close()


class _Work(Generic[Item, Begun, Made, Done]):
    """What the threads share: ``done``, what becomes of each item, then None; and the ``room`` for more of them."""

    def __init__(
        self,
        items: Iterable[Item],
        begin: Callable[[Item], Begun],
        turn: Callable[[Begun], Made],
        end: Callable[[Made], Done],
        *,
        room: int,
    ) -> None:
        self._items, self._begin, self._turn, self._end = iter(items), begin, turn, end
        self._taking = Lock()
        self._turned = Event()  # set once the turn of the item that was taken last is over
        self._turned.set()
        self.room = Semaphore(room)
        self.done: SimpleQueue[Future[Done] | None] = SimpleQueue()
        self.ended = False

    def run(self) -> None:
        """Work on items until there are no more; what a thread does."""
        while True:
            with self._taking:
                self.room.acquire()
                if self.ended:
                    return
                done: Future[Done] = Future()
                try:
                    item = next(self._items)
                except BaseException as error:  # whatever it is belongs to the taker
                    self.ended = True
                    if not isinstance(error, StopIteration):
                        done.set_exception(error)
                        self.done.put(done)
                    self.done.put(None)
                    return
                self.done.put(done)
                before, self._turned = self._turned, Event()
                mine = self._turned
            try:
                done.set_result(self._end(self._in_turn(item, before, mine)))
            except BaseException as error:
                done.set_exception(error)
            del item, done

    def _in_turn(self, item: Item, before: Event, mine: Event) -> Made:
        try:
            try:
                begun = self._begin(item)
            finally:
                before.wait()
            return self._turn(begun)
        finally:
            mine.set()
