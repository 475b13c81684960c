"""What came of a chunk of rows in columns, wherever it was made.

Knows the shapes. Doesn't know how chunks are made (:mod:`eventx.bulk.columns.stages`) or what becomes of them in their order
(:mod:`eventx.bulk.columns.in_order`). Needs the extra ``bulk``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

import polars as pl
from attrs import frozen

from eventx.bulk.columns.queries import asked
from eventx.bulk.columns.screens.checking import Some
from eventx.bulk.joining.checked_only import Screened
from eventx.bulk.pieces import ColumnSink, Sink, TextSink
from eventx.report import Finding
from eventx.tabular.reader import Row

if TYPE_CHECKING:
    from pyarrow import RecordBatch

GOOD = pl.col("good")


@frozen
class Block:
    """Adjacent joined rows: their texts, the columns of an output of columns, or what screens are told of them; and the same
    rows of the ``table``. ``found``: what is the matter with some, by their number among these."""

    count: int
    rows: memoryview | RecordBatch | Some
    table: Callable[[], pl.DataFrame]
    found: Sequence[tuple[int, Finding]] = ()

    def __len__(self) -> int:
        return self.count

    def put(self, sink: Sink) -> None:
        """Put all of them into the sink that they were joined for."""
        if isinstance(self.rows, memoryview):
            with self.rows:
                cast("TextSink", sink).put_block(self.rows, self.count)
        elif isinstance(self.rows, Some):
            self.rows.put(cast("Screened", sink))
        else:
            cast("ColumnSink", sink).put_columns(self.rows)

    def cells(self, number: int) -> Sequence[str]:
        """The cells of one of them."""
        return self.table().row(number)


class Made(Protocol):
    """The rows of a chunk as they are written.

    ``rows``: for each whether it is ``good`` to be joined, its id as ``name``, ``single`` if no other has that, its point as
    ``lat`` and ``lon``, its ``kind`` by what is lost of it, and whether it ``tells``: something is the matter with it.
    ``kinds``: of the good rows the first of each kind, and how many there are. ``boxes``: those around the points of the good
    rows, see :mod:`eventx.bulk.columns.globe`. Of rows that are only checked there are neither kinds nor boxes.
    """

    @property
    def rows(self) -> pl.DataFrame:
        """As many as the chunk has."""
        ...

    @property
    def kinds(self) -> pl.DataFrame:
        """In no order."""
        ...

    @property
    def boxes(self) -> pl.DataFrame:
        """In no order."""
        ...

    @property
    def lines(self) -> int:
        """How many lines the chunk has."""
        ...

    def block(self, first: int, stop: int) -> Block:
        """Some rows, all of them good."""
        ...

    def row(self, at: int, row: int, line: int) -> Row:
        """A row that has all its cells; the chunk begins with the given row and physical line."""
        ...

    def as_rows(self, some: Sequence[int], row: int, line: int) -> Mapping[int, Row]:
        """Some rows, as the reference reads them. Raises :class:`Damaged`."""
        ...

    def codes(self, kind: int, at: int) -> tuple[str, ...]:
        """What the rows of a kind lose, of which one is given."""
        ...

    def done(self) -> None:
        """Let the room of the texts be used again."""
        ...


class Makes(Protocol):
    """What makes chunks, each in three steps; the second is called for one chunk after the other, in their order.

    ``threads``: how many chunks it works on at a time. ``failed``: whether it can't go on, for whatever reason.
    """

    threads: int
    failed: bool

    def cut(self, at: int, chunk: bytes) -> Any:
        """A chunk, which begins at a byte of the file, cut into rows; None for one that has to be read row by row.

        What is returned knows how many ``rows`` and ``lines`` there are.
        """
        ...

    def drop(self, cut: Any) -> None:
        """Nothing is made of what was cut."""
        ...

    def looked_up(self, cut: Any, row: int, line: int) -> Any:
        """The same with what is known of its rows; it begins with the given row and physical line."""
        ...

    def made(self, looked: Any) -> Made | None:
        """The rows as they are written; None for a chunk that has to be read row by row."""
        ...


def kinds_of(rows: pl.DataFrame, without: Sequence[int] = ()) -> pl.DataFrame:
    """The kinds of the good rows but for some, the first of each, and how many there are."""
    return asked(good_among(rows, without).group_by("kind", maintain_order=True).agg(pl.col("at").first(), pl.len()))


def good_among(rows: pl.DataFrame, without: Sequence[int]) -> pl.LazyFrame:
    """The good rows but for some, with their number as ``at``."""
    good = rows.lazy().with_row_index("at").filter(GOOD)
    return good.filter(~pl.col("at").is_in(without)) if without else good  # to be in nothing takes long, too
