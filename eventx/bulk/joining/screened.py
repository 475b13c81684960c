"""A table that is only checked: of its joined rows, what the rules about a whole dataset have to know, and nothing written.

Knows which members of a record that is, and how a row of them looks. Doesn't know rows (:mod:`eventx.bulk.joining.joiner`) or
what is learned of a member (:mod:`eventx.rules`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import orjson

from eventx.bulk.joining.groups import FEW
from eventx.bulk.joining.segments import EVIDENCE
from eventx.bulk.pieces import Lost, Piece
from eventx.report import Finding, Losses, Position, Record
from eventx.rules.copies import MARKS, Copies, words_of
from eventx.rules.rule import POINT, Screen, member_of
from eventx.validator import Validator
from eventx.validator.apart import apart
from eventx.validator.known import parts

_APART = b"\x1f"  # which no text has: JSON writes it in another way


class Screened:
    """Takes joined rows for the screens of a validator; ``found`` is what they say of the last ones, with the number of the row.

    ``rows``: whether it takes rows one block after the other, and nothing was learned before it: numbers
    for what is copied are this process's own then.

    A row is its number and line, its id, and the JSON of the members that screens learn from, blank where they are absent.
    """

    between = "\n"
    delimiter = ""
    decimals = None

    def __init__(self, validator: Validator, *, rows: bool = True) -> None:
        self.losses = Losses()
        self.found: list[tuple[int, Finding]] = []
        self._validator = validator
        self._count = 0
        self._members = tuple(dict.fromkeys(
            "place" if name == POINT else name for screen in validator.screens for name in screen.learns
        ))  # fmt: skip
        for screen in validator.screens if rows else ():
            if isinstance(screen, Copies):  # no other process is told the numbers of this one
                screen.mark_of_words, screen.mark_of_sources, screen.mark_of_name = _mark_of_words, _mark, _mark_of_name
        self.begin("")

    def begin(self, name: str) -> None:
        """Know the name of the table whose rows come next. What is known of members is asked anew: of the first table that
        is read in columns, screens have other numbers."""
        self.name = name
        self._parts: list[defaultdict[str, dict[bytes, Any]]] = [defaultdict(dict) for _ in self._validator.screens]

    def pieces(self, order: Sequence[str], common: Record) -> tuple[Piece, ...]:  # noqa: ARG002 (rows have an order of their own)
        """The pieces of a row."""
        return (
            Piece((EVIDENCE,), _where),
            Piece(("id",), _value("id")),
            *(Piece((name,), _value(name)) for name in self._members),
        )  # fmt: skip

    def lost(self, record: Record) -> Iterable[Lost]:  # noqa: ARG002
        """Nothing is lost of what isn't written."""
        return ()

    def put(self, record: Record) -> None:  # noqa: ARG002
        """Nothing: a record that is put was screened when it was judged."""
        self._count += 1

    def put_joined(self, data: bytes) -> None:
        """Screen one row."""
        self.put_block(data, 1)

    def put_block(self, data: bytes | memoryview, count: int) -> None:
        """Screen several rows."""
        self._count += count
        where, ids, *columns = zip(*[row.split(_APART) for row in bytes(data).split(b"\n")], strict=True)
        texts: dict[str, Sequence[bytes]] = dict(zip(self._members, columns, strict=True))
        keys, points = apart(texts.get("place", ()))
        spots = [_point(text) if one is None else one for one, text in zip(points, texts.get("place", ()), strict=True)]
        learned = [
            self._learned(screen, known, texts, keys, spots, count)
            for screen, known in zip(self._validator.screens, self._parts, strict=True)
        ]
        names = [name[1:-1].decode() for name in ids]

        def at(number: int) -> Position:
            row, _, line = where[number].partition(b",")
            return Position(self.name, row=int(row), line=int(line) or None)

        self.found = self._validator.screened(learned, names, at)

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

    def _learned(
        self,
        screen: Screen,
        known: defaultdict[str, dict[bytes, Any]],
        texts: dict[str, Sequence[bytes]],
        places: Sequence[bytes],
        points: Sequence[Any],
        count: int,
    ) -> Sequence[Any]:
        columns: list[Sequence[Any]] = []
        for member in screen.learns:
            match member:
                case "place":
                    columns.append(parts(screen, member, known[member], places, _said(texts[member]), most=FEW))
                case "point":
                    columns.append(points)
                case "notes":
                    values = orjson.loads(b"[" + b",".join([text or b"null" for text in texts[member]]) + b"]")
                    columns.append(_parts_of_notes(screen, values))
                case _:
                    columns.append(parts(screen, member, known[member], texts[member], _said(texts[member]), most=FEW))
        return list(map(screen.learned, *columns)) if columns else [None] * count

    def touch(self, lat: float, lon: float) -> None:
        """Nothing frames the rows."""

    def close(self) -> int:
        """How many rows there were."""
        return self._count


def _parts_of_notes(screen: Screen, values: Sequence[str | None]) -> list[Any]:
    if not isinstance(screen, Copies) or screen.mark_of_words is not _mark_of_words:  # in columns it is another
        return [screen.part("notes", one) for one in values]
    marks = iter(map(_mark, words_of([one for one in values if one is not None])))
    return [None if one is None else next(marks) for one in values]


def _mark_of_words(notes: str) -> int:
    return _mark(words_of((notes,))[0])


def _mark_of_name(name: str) -> int:
    return 3 * _mark(name) & MARKS  # or words that are a name would have its number


def _mark(said: str | bytes) -> int:
    return hash(said) & MARKS


def _said(texts: Sequence[bytes]) -> Callable[[int], Any]:
    def value(at: int) -> Any:
        return orjson.loads(texts[at]) if texts[at] else None

    return value


def _point(text: bytes) -> Any:
    return member_of({"place": orjson.loads(text)} if text else {}, POINT)


def _value(name: str) -> Callable[[Record], bytes]:
    def make(record: Record) -> bytes:
        return _APART + (orjson.dumps(record[name]) if name in record else b"")

    return make


def _where(record: Record) -> bytes:
    cell = record[EVIDENCE][0]["cell"]
    return b"%d,%d" % (cell["row"], cell.get("line", 0))
