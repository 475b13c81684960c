"""What is written of some lines, kept to be sent to another process: bytes, how many records they are, points.

Knows how an output that was begun elsewhere is gone on with here. Doesn't know lines, nor processes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any, cast

import orjson
from attrs import frozen

from eventx.bulk.pieces import ColumnSink, Lost, Piece, Sink, TextSink
from eventx.bulk.restating.writing import batch_of
from eventx.report import Record
from eventx.tabular.flat import Cells, Columns

_HELD = 500  # records as Python's objects; in columns they take a fifth of the memory


@frozen
class Written:
    """What was written of ``count`` records, and the points that what frames all records has to know."""

    data: bytes
    count: int
    points: Sequence[tuple[float, float]]

    def put(self, sink: Sink) -> None:
        """Write it to the output that it was made for."""
        if isinstance(sink, TextSink):
            if self.count:
                sink.put_block(self.data, self.count)
        elif isinstance(sink, ColumnSink):
            import pyarrow

            for batch in pyarrow.ipc.open_stream(self.data) if self.count else ():
                sink.put_columns(batch)
        for lat, lon in self.points:
            sink.touch(lat, lon)


def stands_alone(sink: Sink) -> bool:
    """Whether what was written of each record so far rests on that and on the first alone, as far as an output says so."""
    return bool(getattr(sink, "alone", False))


def kept(sink: Sink, out: io.BytesIO, first: Record) -> KeptText | KeptColumns:
    """What keeps what is written to an output, which writes to ``out``, behind its first record."""
    return KeptText(sink, out, first) if isinstance(sink, TextSink) else KeptColumns(cast("ColumnSink", sink))


class _Kept:
    """An output that keeps what is written; what it is of ``sink``'s kind decides how that looks."""

    def __init__(self, sink: Sink) -> None:
        self.losses = sink.losses
        self.delimiter = sink.delimiter
        self._sink = sink
        self._count = 0
        self._points: list[tuple[float, float]] = []

    @property
    def decimals(self) -> int | None:
        """The output's."""
        return self._sink.decimals

    @property
    def alone(self) -> bool:
        """The output's; false if it doesn't say."""
        return stands_alone(self._sink)

    def pieces(self, order: Sequence[str], common: Record) -> tuple[Piece, ...] | None:
        """The output's."""
        return self._sink.pieces(order, common)

    def lost(self, record: Record) -> Iterable[Lost]:
        """The output's."""
        return self._sink.lost(record)

    def touch(self, lat: float, lon: float) -> None:
        """Keep a point."""
        self._points.append((lat, lon))

    def close(self) -> int:
        """How many records are kept."""
        return self._count

    def _met(self, record: Record) -> None:
        self._count += 1
        point = record.get("place", {}).get("point")
        if point is not None:
            self.touch(point["lat"], point["lon"])

    def _taken(self, data: bytes) -> Written:
        written = Written(data, self._count, self._points)
        self._count, self._points = 0, []
        return written


class KeptText(_Kept):
    """Keeps bytes. The output ``sink`` writes to ``out``, and is begun by a first record, which is not kept.

    So all that follows are records, with what is between them before or behind each.
    """

    def __init__(self, sink: TextSink, out: io.BytesIO, first: Record) -> None:
        super().__init__(sink)
        self._text, self._out = sink, out
        self.between = sink.between
        sink.put(first)
        self.taken()

    def put(self, record: Record) -> None:
        """Write a record and declare its losses."""
        left_out = self.losses.left_out.total()
        self._text.put(record)
        if self.losses.left_out.total() == left_out:
            self._met(record)

    def put_joined(self, data: bytes) -> None:
        """Write a record that was joined."""
        self.put_block(data, 1)

    def put_block(self, data: bytes | memoryview, count: int) -> None:
        """Write several records that were joined."""
        self._text.put_block(data, count)
        self._count += count

    def taken(self) -> Written:
        """What was written since this was last asked."""
        data, between = self._out.getvalue(), self.between.encode()
        self._out.seek(0)
        self._out.truncate()
        return self._taken(data.removesuffix(between) if data.endswith(between) else data.removeprefix(between))


class KeptColumns(_Kept):
    """Keeps batches of columns, as Arrow's stream."""

    def __init__(self, sink: ColumnSink) -> None:
        super().__init__(sink)
        self.columns: tuple[Columns, ...] = sink.columns
        self.array, self.ready = sink.array, sink.ready
        self._rows: list[tuple[Sequence[Cells], bytes]] = []
        self._batches: list[Any] = []

    def put(self, record: Record) -> None:
        """Keep a record and declare its losses."""
        for code, pointer, detail in self.lost(record):
            self.losses.add(code, record["id"], pointer, detail)
        self._rows.append(([part.cells(record) for part in self.columns], orjson.dumps(record)))
        self._met(record)
        if len(self._rows) >= _HELD:
            self._gather()

    def put_joined(self, data: bytes) -> None:
        """Keep a record by its JSON."""
        self.put(orjson.loads(data))

    def put_columns(self, batch: Any) -> None:
        """Keep several records in columns."""
        self._gather()
        self._batches.append(batch)
        self._count += batch.num_rows

    def taken(self) -> Written:
        """What was put since this was last asked."""
        import pyarrow

        self._gather()
        out = pyarrow.BufferOutputStream()
        if self._batches:
            table = pyarrow.Table.from_batches(self._batches).combine_chunks()
            with pyarrow.ipc.new_stream(out, table.schema) as stream:
                stream.write_table(table)
        self._batches = []
        return self._taken(out.getvalue().to_pybytes())

    def _gather(self) -> None:
        if self._rows:
            self._batches.append(batch_of(self, self._rows))
            self._rows = []
