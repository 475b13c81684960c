"""Parquet that eventx wrote: the records that it holds as JSON become the lines of a text (extra ``geoparquet``).

Knows that the flat columns beside them are for other programs and aren't read; a file in which one of them was edited is refused,
so that no edit is lost in silence. A file that is as eventx wrote it is looked through at its beginning only.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from itertools import islice
from typing import Any, BinaryIO, cast

from eventx.errors import InputError, UsageError
from eventx.tabular.flat import COLUMNS, flat

_RECORD = "record"  # the column that holds them whole
_OURS = b"eventx"  # a key of the metadata of files that eventx wrote; other programs' savings lack it, but for some of Arrow's
_ROWS = 1000
_SHOWN = 12
_CLOSE = 1e-6  # as near as a figure is to itself with half the digits


def lines_of(stream: Any, name: str) -> BinaryIO:
    """The records of a Parquet file, a line each. Raises :class:`eventx.errors.InputError` if it isn't one that eventx wrote."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise UsageError(f"{name} is a Parquet file; to read it: pip install 'eventx-conflict[geoparquet]'") from None
    try:
        file = pyarrow.parquet.ParquetFile(stream)
    except (pyarrow.ArrowException, OSError) as error:
        raise InputError(f"{name}: the Parquet file is damaged or cut off ({error}); get it again") from None
    schema = file.schema_arrow
    if _RECORD not in schema.names or str(schema.field(_RECORD).type) not in ("string", "large_string", "string_view"):
        has = ", ".join(schema.names[:_SHOWN]) + (", …" if len(schema.names) > _SHOWN else "")
        raise InputError(
            f"{name}: this Parquet file has no column {_RECORD!r} with whole records as text, which eventx writes; it has {has}"
            ". Save it as CSV and read that by a mapping ('eventx csv-mapping')"
        )
    return cast("BinaryIO", _Lines(_texts(file, name), pyarrow.ArrowException))


def _texts(file: Any, name: str) -> Iterator[list[str | None]]:
    """The records' texts, some rows at a time."""
    if not file.num_row_groups:  # PyArrow 18 fails on a file that has none
        return
    schema = file.schema_arrow
    beside = [column for column in schema.names if column in COLUMNS]
    batches = file.iter_batches(_ROWS, columns=[_RECORD, *beside])
    if _OURS in (schema.metadata or {}):
        for first in islice(batches, 1):
            _compare(first.column(_RECORD).to_pylist(), first, beside, 0, name)
        batches, beside = file.iter_batches(_ROWS, columns=[_RECORD]), []
    before = 0
    for batch in batches:
        texts = batch.column(_RECORD).to_pylist()
        if beside:
            _compare(texts, batch, beside, before, name)
        yield texts
        before += batch.num_rows


def _compare(texts: Sequence[str | None], batch: Any, columns: Sequence[str], before: int, name: str) -> None:
    """Raise InputError if a flat column of some rows doesn't say what the records beside it say. A row that is no record is
    left to its reader."""
    cells = [batch.column(column).to_pylist() for column in columns]
    for number, (text, *row) in enumerate(zip(texts, *cells, strict=True), before + 1):
        try:
            said = flat(json.loads(text or ""))
        except (ValueError, TypeError, KeyError, AttributeError):
            continue
        for column, cell in zip(columns, row, strict=True):
            if not _same(cell, said[column]):
                told = f"{column} is {_shown(cell)}, but the record beside it says {_shown(said[column])}"
                raise InputError(
                    f"{name}: row {number}: {told}, and only the column {_RECORD!r} is read. To read what was edited, save "
                    "the table as CSV without that column and the geometry; to keep the records, leave out the other columns"
                )


def _same(cell: Any, said: Any) -> bool:
    """Whether a cell says what eventx wrote into it, in whatever type another program saved it."""
    if isinstance(cell, str) and isinstance(said, str):  # an id of digits is none that is nearly the same
        return cell == said
    one, other = _plain(cell), _plain(said)
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=_CLOSE)
    return bool(one == other)


def _plain(cell: Any) -> float | str | None:
    """Numbers and truths as decimals, days as texts, what is not there as None."""
    if isinstance(cell, date):  # a time of day, too
        return cell.isoformat()[:10]
    try:
        number = float(cell)
    except (TypeError, ValueError):
        return {"": None, "true": 1.0, "false": 0.0}.get(str(cell).lower(), str(cell)) if cell is not None else None
    return None if math.isnan(number) else number


def _shown(cell: Any) -> str:
    return "blank" if _plain(cell) is None else repr(cell) if isinstance(cell, str) else str(cell)


class _Lines:
    """Reads texts of JSON as lines; one that isn't there is a blank line."""

    def __init__(self, texts: Iterator[list[str | None]], error: type[Exception]) -> None:
        self._texts = texts
        self._error = error
        self._lines = BytesIO()

    def read(self, size: int) -> bytes:
        while not (found := self._lines.read(size)):
            try:
                texts = next(self._texts, None)
            except (self._error, OSError) as error:
                raise EOFError(str(error)) from None
            if texts is None:
                break
            # In JSON a line break stands between values only, where a blank says the same.
            lines = (text.replace("\n", " ") if text else "" for text in texts)
            self._lines = BytesIO("".join(f"{line}\n" for line in lines).encode())
        return found
