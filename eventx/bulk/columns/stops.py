"""Where rows that are put in one go stop, because the next one has to be looked at by itself.

Knows numbers of rows and codes of losses, nothing of what is in a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence


class Stops:
    """Where a run of joined rows ends: at a row that couldn't be joined, or at one that is to be an example of a loss."""

    def __init__(self, slow: Sequence[int], examples: dict[str, Iterator[int]], end: int, wanting: Callable[[str], int]) -> None:
        self._slow = iter((*slow, end))
        self._next = -1
        self._examples = examples
        self._at = dict.fromkeys(examples, -1)
        self._end = end
        self._wanting = wanting

    def after(self, first: int) -> int:
        """The first stop that isn't before a row."""
        while self._next < first:
            self._next = next(self._slow)
        stop = self._next
        for code in list(self._at):
            if not self._wanting(code):
                del self._at[code]
                continue
            while self._at[code] < first:
                self._at[code] = next(self._examples[code], self._end)
            stop = min(stop, self._at[code])
        return stop
