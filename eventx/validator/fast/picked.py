"""Some of the records of which something is told, by their numbers among all of them. Knows nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload

from eventx.report import Position


class Picked(Sequence[str]):
    """The ids of some records, and :meth:`at` their positions; no sooner looked up than asked for."""

    def __init__(self, names: Sequence[str], at: Callable[[int], Position], some: Sequence[int]) -> None:
        self._names, self._at, self._some = names, at, some

    def __len__(self) -> int:
        return len(self._some)

    @overload
    def __getitem__(self, number: int) -> str: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[str]: ...

    def __getitem__(self, number: int | slice) -> str | Sequence[str]:
        return self._names[self._some[number]] if isinstance(number, int) else [self._names[one] for one in self._some[number]]

    def at(self, number: int) -> Position:
        """The position of one of them."""
        return self._at(self._some[number])
