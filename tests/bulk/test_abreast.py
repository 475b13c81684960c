"""Work on several items at once must look like work on one after the other."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Generator, Iterator

import pytest

from eventx.bulk.abreast import abreast


def _same(item: int) -> int:
    return item


def _slow_if_even(item: int) -> int:
    time.sleep(0.002 * (item % 2 == 0))
    return item


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_items_come_in_their_order_whichever_is_done_first(threads: int) -> None:
    turns: list[int] = []

    def turn(item: int) -> int:
        turns.append(item)
        return item * 10

    made = abreast(range(40), _slow_if_even, turn, lambda item: _slow_if_even(item) + 1, threads=threads)

    assert list(made) == [item * 10 + 1 for item in range(40)]
    assert turns == list(range(40))


def test_one_turn_ends_before_the_next_begins() -> None:
    inside: list[int] = []

    def turn(item: int) -> bool:
        inside.append(item)
        time.sleep(0.001)
        alone = inside == [item]
        inside.clear()
        return alone

    assert all(abreast(range(30), _same, turn, bool))


def test_an_item_is_let_go_once_it_is_begun() -> None:
    class Large:
        pass

    def begin(item: Large) -> weakref.ref[Large]:
        return weakref.ref(item)

    items = (Large() for _ in range(5))

    assert list(abreast(items, begin, lambda item: item() is None, bool)) == [True] * 5


def test_two_are_worked_on_at_once() -> None:
    both = threading.Barrier(2, timeout=5)

    assert sorted(abreast(range(2), lambda _: both.wait(), _same, _same)) == [0, 1]


@pytest.mark.parametrize("part", ["items", "begin", "turn", "end"])
def test_an_error_comes_in_place_of_its_item(part: str) -> None:
    def failing(name: str, item: int) -> int:
        if name == part and item == 5:
            raise ValueError(f"{name} {item}")
        return item

    def items() -> Iterator[int]:
        for item in range(20):
            yield failing("items", item)

    given: list[int] = []
    with pytest.raises(ValueError, match=f"{part} 5"):
        given.extend(abreast(items(), *[lambda item, name=name: failing(name, item) for name in ("begin", "turn", "end")]))

    assert given == list(range(5))


@pytest.mark.parametrize("ready", [0, 1])
def test_no_more_are_made_than_there_is_room_for(ready: int) -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for item in range(100):
            taken.append(item)
            yield item

    made = abreast(items(), _same, _same, _same, ready=ready)
    assert next(made) == 0
    time.sleep(0.05)

    assert len(taken) <= 3 + ready  # the one given, two that are worked on, and what is ready
    made.close()


def test_who_stops_early_leaves_no_thread_and_closes_the_items() -> None:
    closed: list[bool] = []

    def items() -> Generator[int, None, None]:
        try:
            yield from range(100)
        finally:
            closed.append(True)

    before = threading.active_count()
    made = abreast(items(), _slow_if_even, _same, _same)
    assert [next(made), next(made)] == [0, 1]
    made.close()

    assert closed == [True]
    assert threading.active_count() == before


def test_what_is_dropped_in_a_cycle_may_be_collected_by_its_own_thread() -> None:
    class Holder:
        def __init__(self) -> None:
            self.itself, self.made = self, abreast(range(10_000), _collecting, _same, _same)

    def _collecting(item: int) -> int:
        gc.collect()
        return item

    before = threading.active_count()
    for _ in range(5):
        holder = Holder()
        assert next(holder.made) == 0
        del holder
    ends = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < ends:
        gc.collect()  # does nothing while another thread is at it
        time.sleep(0.01)

    assert threading.active_count() == before
