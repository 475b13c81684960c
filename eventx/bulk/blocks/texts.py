"""Texts of rows put together, column by column, with nothing but what Python itself brings.

Knows what is the same in all rows, and where a row's own stands in. Doesn't know rows (:mod:`eventx.bulk.blocks.rows`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, repeat
from operator import attrgetter

from eventx.bulk.blocks.groups import Written
from eventx.bulk.joining.groups import Known
from eventx.bulk.joining.own_cells import Own

Column = Iterable[bytes]
_parts, _signs = map(attrgetter, ("parts", "signs"))


def alike(columns: Iterable[bytes | Column], count: int) -> Iterator[Column]:
    """The columns of so many rows; bytes are the same in all."""
    same = b""
    for column in columns:
        if isinstance(column, bytes):
            same += column
            continue
        if same:
            yield repeat(same, count)
        yield column
        same = b""
    yield repeat(same, count)


def with_own(own: Own, index: int, cells: Sequence[bytes]) -> Iterator[bytes | Column]:
    """The columns of a piece that is made of rows' own cells."""
    around = own.around[index]
    if all(cells):
        yield around[0]
        for part in around[1:]:
            yield cells
            yield part
    else:
        yield [cell.join(around) if cell else own.blank[index] for cell in cells]


def with_signs(known: Sequence[Known], own: Written) -> list[list[Column]]:
    """The columns of each piece in which something stands in, with the rows' own."""
    shared, *others = dict.fromkeys(map(_signs, known)) if len({*map(id, map(_signs, known))}) > 1 else (known[0].signs,)
    if not others:
        parts = zip(*map(_parts, known), strict=True)
        return [[next(parts), *(one for sign in signs for one in (own[sign], next(parts)))] for signs in shared]
    pieces: list[list[bytes]] = [[b""] * len(known) for _ in shared]
    for form in (shared, *others):
        picked = [one.signs == form for one in known]
        some = with_signs([*compress(known, picked)], {sign: [*compress(one, picked)] for sign, one in own.items()})
        for piece, columns in zip(pieces, some, strict=True):
            for at, text in zip(compress(range(len(known)), picked), map(b"".join, zip(*columns, strict=True)), strict=True):
                piece[at] = text
    return [[piece] for piece in pieces]
