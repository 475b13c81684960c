"""A table that is only checked: of its joined rows, what the rules about a whole dataset have to know, and nothing written.

Knows what of a record such rules learn from. Doesn't know rows (:mod:`eventx.bulk.joining.joiner`), how it is learned of them
(:mod:`eventx.bulk.blocks.screens`) or what is learned of a member (:mod:`eventx.rules`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from eventx.bulk.pieces import Lost, Piece
from eventx.report import Finding, Losses, Position, Record
from eventx.rules.copies import MARKS, Copies, words_of
from eventx.rules.rule import POINT, Screen
from eventx.tabular.reader import Row
from eventx.validator import Validator


class Screened:
    """Takes joined rows for the screens of a validator; ``found`` is what they say of the last ones, with the number of the row.

    ``name`` is the table's. ``rows``: whether it takes rows one block after the other, and nothing was learned before it: numbers
    for what is copied are this process's own then.
    """

    delimiter = ""
    decimals = None

    def __init__(self, validator: Validator, *, rows: bool = True) -> None:
        self.losses = Losses()
        self.found: list[tuple[int, Finding]] = []
        self.name = ""
        self._validator = validator
        self._count = 0
        for screen in validator.screens if rows else ():
            if isinstance(screen, Copies):  # no other process is told the numbers of this one
                screen.mark_of_words, screen.mark_of_sources, screen.mark_of_name = _mark_of_words, _mark, _mark_of_name

    def pieces(self, order: Sequence[str], common: Record) -> tuple[Piece, ...]:  # noqa: ARG002
        """A piece with nothing in it for each member that is learned from."""
        members = dict.fromkeys("place" if name == POINT else name for screen in self.screens for name in screen.learns)
        return tuple(Piece((name,), _nothing) for name in members)

    def lost(self, record: Record) -> Iterable[Lost]:  # noqa: ARG002
        """Nothing is lost of what isn't written."""
        return ()

    def put(self, record: Record) -> None:  # noqa: ARG002
        """Nothing: a record that is put was screened when it was judged."""
        self._count += 1

    def put_joined(self, data: bytes) -> None:
        """Never: of joined rows it takes what is learned of them."""
        raise NotImplementedError(data)

    def put_rows(self, rows: Sequence[Row], names: Sequence[str], learned: Sequence[Sequence[Any]]) -> None:
        """Screen several rows with these ids; ``learned`` is for each row what each screen learned of it."""
        self._count += len(rows)

        def at(number: int) -> Position:
            return Position(self.name, row=rows[number].number, line=rows[number].line or None)

        self.found = self._validator.screened(list(zip(*learned, strict=True)), names, at)

    @property
    def screens(self) -> tuple[Screen, ...]:
        """What learns of the rows."""
        return self._validator.screens

    def take(
        self,
        count: int,
        learned: Sequence[tuple[Sequence[int], Sequence[Any]]],
        names: Sequence[str],
        at: Callable[[int], Position],
    ) -> None:
        """Screen several rows, of which each screen has only to be told of some: their numbers, and what it learned."""
        self._count += count
        self.found = self._validator.screened_some(learned, names, at)

    def touch(self, lat: float, lon: float) -> None:
        """Nothing frames the rows."""

    def close(self) -> int:
        """How many rows there were."""
        return self._count


def marks_of_notes(screen: Screen, notes: Sequence[str]) -> list[Any]:
    """What there is to know of the notes of several rows, "" where there are none."""
    if not isinstance(screen, Copies) or screen.mark_of_words is not _mark_of_words:  # in columns it is another
        return [screen.part("notes", one or None) for one in notes]
    return [_mark(words) if one else None for one, words in zip(notes, words_of(notes), strict=True)]


def _mark_of_words(notes: str) -> int:
    return _mark(words_of((notes,))[0])


def _mark_of_name(name: str) -> int:
    return 3 * _mark(name) & MARKS  # or words that are a name would have its number


def _mark(said: str | bytes) -> int:
    return hash(said) & MARKS


def _nothing(_: Record) -> bytes:
    return b""
