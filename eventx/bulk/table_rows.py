"""The rows of a table for an output: in columns where a file is large and Polars is there, else in blocks of rows.

Knows which of the two. Doesn't know how a file is read in columns (:mod:`eventx.bulk.table_file`), or what is done with rows that
aren't joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from eventx.bulk.blocks.rows import Blocks, Joined
from eventx.bulk.extra import has_bulk
from eventx.bulk.joining.joiner import Joiner
from eventx.bulk.memory import keep_large
from eventx.tabular.outcomes import TableOutcomes
from eventx.tabular.reader import Row, TableReader

if TYPE_CHECKING:
    from eventx.bulk.columns.results import Block
    from eventx.bulk.table_file import Apart

LARGE = 4 << 20
"""Bytes from which on a file is worth the start of Polars."""


def lacks_extra(outcomes: TableOutcomes, by_width: Mapping[int, Joiner], path: Path | None) -> bool:
    """Whether a table would be read in columns if the extra ``bulk`` were there."""
    return _is_worth_it(outcomes, by_width, path) and not has_bulk()


def rows_of(
    outcomes: TableOutcomes,
    by_width: Mapping[int, Joiner],
    path: Path | None,
    *,
    low_memory: bool = False,
    apart: Apart | None = None,
) -> Iterator[Row | Block | Joined]:
    """The rows of a table, adjacent ones joined where that can be done. ``path``: the plain file it is read from.

    With ``low_memory`` in smaller chunks, of which fewer are held at a time. ``apart``: what has them made in other processes.
    """
    table = outcomes.table
    if path is not None and isinstance(table, TableReader) and _is_worth_it(outcomes, by_width, path) and has_bulk():
        from eventx.bulk.columns.in_order import Columns
        from eventx.bulk.table_file import Chunked, begin_of

        keep_large()
        begin = begin_of(table, path, has_header=outcomes.fits[0].has_header)
        joiner = by_width.get(begin.width) if begin is not None else None
        if begin is not None and joiner is not None and (columns := Columns(joiner, table.dialect, low_memory=low_memory)).able:
            yield from Chunked(
                columns, joiner, Blocks(by_width, outcomes), begin, table, path, low_memory=low_memory, apart=apart
            ).rows()
            return
    yield from Blocks(by_width, outcomes).all(outcomes.rows)


def _is_worth_it(outcomes: TableOutcomes, by_width: Mapping[int, Joiner], path: Path | None) -> bool:
    """Whether a table is a large file whose rows can be joined many at a time."""
    table = outcomes.table
    if path is None or not isinstance(table, TableReader) or path.stat().st_size < LARGE or table.dialect.encoding != "utf-8":
        return False
    return any(joiner.in_columns for joiner in by_width.values())
