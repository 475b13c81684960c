"""Items worked on by two threads, and given in their order.

Knows which part of the work is done for one item after the other, how the threads end, and how an error reaches the taker. Worth
it only where the work leaves the interpreter free.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Event, Lock, Semaphore, Thread, current_thread
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
    ``threads``, and some more that are ``ready``. Raises what making an item raises, in its place; a ``StopIteration`` as a
    ``RuntimeError``. When it is closed the threads end, and ``items`` are closed if it was begun and they can be.
    """
    work = _Work(items, begin, turn, end, room=1 + threads + ready)
    running = [Thread(target=work.run, name=f"eventx-abreast-{number}", daemon=True) for number in range(threads)]
    try:
        for thread in running:
            thread.start()
        while (done := work.results.get()) is not None:
            yield done.result()
            del done
            work.room.release()
    finally:
        work.ended = True
        for _ in running:
            work.room.release()
        # What nobody holds any more may be closed by any thread, also by one of these, which can't wait for itself.
        if current_thread() not in running:
            for thread in running:
                if thread.ident is not None:
                    thread.join()
            if isinstance(items, Generator):
                items.close()


class _Work(Generic[Item, Begun, Made, Done]):
    """What the threads share: the ``results`` of items, in their order, with None behind the last; and ``room`` for more."""

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
        self._last_turn = Event()  # set once the turn of the item that was taken last is over
        self._last_turn.set()
        self.room = Semaphore(room)
        self.results: SimpleQueue[Future[Done] | None] = SimpleQueue()
        self.ended = False

    def run(self) -> None:
        """Work on items until there are no more; what a thread does."""
        while True:
            with self._taking:
                self.room.acquire()
                if self.ended:
                    return
                result: Future[Done] = Future()
                try:
                    taken = [next(self._items)]
                except BaseException as error:  # whatever it is belongs to the taker
                    self.ended = True
                    if not isinstance(error, StopIteration):
                        result.set_exception(error)
                        self.results.put(result)
                    self.results.put(None)
                    return
                self.results.put(result)
                turn_before, turn = self._last_turn, Event()
                self._last_turn = turn
            try:
                result.set_result(self._end(self._in_turn(taken, turn_before, turn)))
            except BaseException as error:
                result.set_exception(error)
            del result

    def _in_turn(self, taken: list[Item], turn_before: Event, turn: Event) -> Made:
        try:
            try:
                begun = self._begin(taken.pop())  # an item may be large, and isn't held any longer than it takes to begin
            finally:
                turn_before.wait()
            return self._turn(begun)
        finally:
            turn.set()
