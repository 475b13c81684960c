"""Events as Arrow record batches, for everything that takes them: Polars, DuckDB, pandas, geopandas.

Knows how a reading becomes an Arrow stream, and no column: those are the ``geoparquet`` exporter's (flat columns, the point as
WKB, the whole record as JSON). Memory is that of a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from eventx.conversion import Unaccounted, warn_of_rejected
from eventx.errors import EventxError, UsageError
from eventx.files.inputs import Location, in_a_list, refuse_nothing, refuse_other_than_input
from eventx.ledger import Ledger
from eventx.plugins import exporter
from eventx.reading import Reading
from eventx.reading.recognising import OnFinding
from eventx.version import version

if TYPE_CHECKING:
    import geopandas
    import polars

BATCH_ROWS = 20_000


class Scan:
    """The events of files in any format an importer reads, as Arrow batches of flat columns; validated and read anew each time.

    Hand it to anything that takes an Arrow stream: ``polars.DataFrame(scan)``, ``duckdb.from_arrow(scan.reader())``,
    ``pyarrow.table(scan)``. ``columns`` names those wanted; all but ``geometry``, ``bbox`` and ``record`` (JSON) are the flat
    ones of the CSV exporter. ``ledger`` accounts for the latest time, once it came to its end.
    """

    def __init__(
        self,
        sources: Sequence[Location] | Location,
        *,
        format: str | None = None,
        options: Mapping[str, Any] | None = None,
        columns: Sequence[str] | None = None,
        batch_rows: int = BATCH_ROWS,
        on_finding: OnFinding | None = None,
    ) -> None:
        self._sources = in_a_list(sources)
        refuse_nothing(self._sources, "eventx.scan")
        for one in self._sources:
            advice = "write events with eventx.write, and scan that file"
            refuse_other_than_input(one, "eventx.scan", ", a binary stream, or a list of these", advice)
        self._format = format
        self._options = options
        if isinstance(columns, str):
            raise UsageError(f"eventx.scan takes a list of columns, as in columns=[{columns!r}]")
        self._columns = columns
        self._rows = batch_rows
        self._on_finding = on_finding
        self._arrow: Any = exporter("geoparquet")
        self.ledger = Ledger(version())
        self._failure: EventxError | None = None

    def __getstate__(self) -> dict[str, Any]:
        if any(hasattr(one, "read") for one in self._sources):
            raise TypeError("a scan of an open stream can't go to another process; name the file by its path")
        return self.__dict__

    def reader(self) -> Any:
        """A new ``pyarrow.RecordBatchReader``. Raises :class:`UsageError` without pyarrow, or for a column that isn't there."""
        sink = self._arrow.arrow(rows=self._rows)
        import pyarrow

        if self._columns is None:
            return pyarrow.RecordBatchReader.from_batches(sink.schema, self._batches(sink))
        if unknown := [name for name in self._columns if name not in sink.schema.names]:
            raise UsageError(f"no column {unknown[0]!r}; there are {', '.join(sink.schema.names)}")
        schema = pyarrow.schema([sink.schema.field(name) for name in self._columns])
        batches = (batch.select(list(self._columns)) for batch in self._batches(sink))
        return pyarrow.RecordBatchReader.from_batches(schema, batches)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The stream of https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html."""
        return self.reader().__arrow_c_stream__(requested_schema)

    def to_polars(self) -> polars.DataFrame:
        """All rows as a Polars table; the geometry is WKB. Raises :class:`UsageError` without Polars."""
        try:
            import polars
        except ImportError:
            raise UsageError("to_polars needs Polars: pip install 'eventx-conflict[bulk]'") from None
        table: polars.DataFrame = self._taken(polars.DataFrame)
        return table

    def to_geopandas(self) -> geopandas.GeoDataFrame:
        """All rows as a GeoDataFrame in longitude and latitude. Raises :class:`UsageError` without geopandas."""
        try:
            import geopandas
        except ImportError:
            raise UsageError("to_geopandas needs geopandas 1.0 or later: pip install geopandas") from None
        if self._columns is not None and "geometry" not in self._columns:
            raise UsageError("to_geopandas needs the column 'geometry'; name it in columns, too")
        return self._taken(geopandas.GeoDataFrame.from_arrow)

    def _taken(self, take: Callable[[Any], Any]) -> Any:
        """What somebody makes of the stream; what ends the reading is raised as it is, not as that library words it."""
        self._failure = None
        try:
            return take(self)
        except Exception:
            if self._failure is not None:
                raise self._failure from None
            raise

    def _batches(self, sink: Any) -> Iterator[Any]:
        try:
            yield from self._read(sink)
        except EventxError as error:
            self._failure = error
            raise

    def _read(self, sink: Any) -> Iterator[Any]:
        ledger = self.ledger = Ledger(version())
        reading = Reading(self._sources, ledger, source_format=self._format, options=self._options, on_finding=self._on_finding)
        for _ in reading.into(sink):
            yield from sink.taken()
        sink.close()
        yield from sink.taken()
        if words := ledger.unaccounted:
            raise Unaccounted(words, ledger)
        if self._on_finding is None:
            warn_of_rejected(ledger, ".ledger.details()", above=2)


scan = Scan

__all__ = ["BATCH_ROWS", "Scan", "scan"]
