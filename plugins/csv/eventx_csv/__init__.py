"""Any table of events, as text or as rows of JSON, by a declared mapping; and a flat table of any events.

Knows the two plugin classes. The mapping language stands in :mod:`eventx_csv.mapping`, its JSON Schema beside it. Guesses
nothing: a table without a mapping is refused, and so is a date whose order of day and month can't be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, Literal

from eventx.plugins import Sniff
from eventx.report import End, Losses, Outcome, Record
from eventx.tabular.codes import CODES as TABLE_CODES
from eventx.tabular.flat import CODES as FLAT_CODES
from eventx.tabular.flat import IMPLIED
from eventx.tabular.formula_guard import CODES as CELL_CODES

if TYPE_CHECKING:
    from eventx_csv.starter import Starter
    from eventx_csv.writing import TableSink

_ROWS = re.compile(
    rb"[\xef\xbb\xbf\s]*(?:\[\s*\{|\{[^\n]*\}(?:[ \t]*\r?\n)+\{|"
    rb"\{.*?\"(?:data|Result|results|events|rows)\"\s*:\s*\[\s*\{)",
    re.DOTALL,
)
_OUR_KIND = re.compile(rb"\"kind\"\s*:\s*\"(?:event|report|campaign)\"")
_OUR_STATUS = re.compile(rb"\"status\"\s*:\s*\"(?:reported|claimed|confirmed|denied|retracted)\"")
_OUR_ID = re.compile(rb"\"id\"\s*:\s*\"[a-z0-9][^\s\":]*:")
_PLAIN_DATE = re.compile(rb"\"date\"\s*:\s*\"")  # in a record of ours it is an object
_FLAT_HEADER = b"id,kind,type,status,date_start,date_end,"


class CsvImporter:
    """Tables by a declared mapping (TOML or JSON); 'eventx csv-mapping FILE' writes a starter."""

    name = "csv"
    codes: ClassVar[Mapping[str, str]] = {
        "CSV-RAGGED": "A row with more or fewer cells than the header. Its values can't be told apart safely, so it is rejected.",
        "CSV-DAMAGED": "A row whose quotes don't match, or one that is no JSON object where others are.",
        "TAB-HEADER-AGAIN": TABLE_CODES["TAB-HEADER-AGAIN"],
        "CSV-NO-ID": "A row without what the mapping makes the id of. An id is never made up.",
        "CSV-CELL": "A cell that is not of the kind the mapping says. The row is rejected; correct the cell, or the mapping.",
        "CSV-CODE": "A cell with a code that the mapping doesn't translate. The row is kept, the cell travels as an extra.",
        "CSV-UNKNOWN": "A figure of the dead or injured is a word for unknown by the mapping. The record has none, and never 0.",
        "CSV-DMY": "Dates in which day and month can't be told apart by any row. State the order in the mapping: dmy or mdy.",
        "CSV-MOJIBAKE": "Letters such as 'Ã©' from UTF-8 read in a wrong encoding. A warning; cells stay as they are.",
        "CSV-LIST": "A cell of a list has the sign between entries without the blank that goes with it ('a;b'): it is one entry.",
        "CSV-POINT": "Half a point, the point 0, 0, or a shape that is no point. The record has none; cells travel as extras.",
        "CSV-COLUMN": "A column that the mapping knows but this vintage of the table lacks. A note; its values are unknown.",
        "CSV-BARE": "No column of the mapping is a date, a place or a type: records hardly say more than their ids. A warning.",
        "CSV-MAPPING": "The shipped mapping that the table's header called for. A note; -O mapping=NAME chooses another.",
        "CSV-CLAIMS": "Several claims of a flat table came back as their range, for the words don't tell them apart for sure.",
        "CSV-HEADER": "A header of several rows, joined, or one below titles. A note that says so.",
        "TAB-PAGE": TABLE_CODES["TAB-PAGE"],
        "TAB-RESTRICTED": TABLE_CODES["TAB-RESTRICTED"],
        "blank": "A line without any cell, or with separators alone.",
        "hxl": TABLE_CODES["hxl"],
        "sum": TABLE_CODES["sum"],
        "id-alone": TABLE_CODES["id-alone"],
        "CSV-SAME-ROW": TABLE_CODES["TAB-SAME-ROW"],
    }

    def sniff(self, head: bytes, filename: str) -> Sniff | None:
        """Claims tables written by our own exporter; other delimited text with little certainty, because it needs a mapping."""
        if head.removeprefix(b"\xef\xbb\xbf").startswith(_FLAT_HEADER):
            return Sniff(0.8, "the header of eventx' flat table")
        if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
            return _claim_on_json(head)
        first = head.split(b"\n", 1)[0]
        many = max(first.count(one) for one in (b",", b";", b"\t", b"|"))
        named = filename.lower().endswith((".csv", ".tsv", ".tab"))
        if head.lstrip(b"\xef\xbb\xbf \r\n")[:1] in (b"<", b"") or b"\x00" in head[:1024] or head[:4] == b"PK\x03\x04":
            return None
        if many >= 3:
            from eventx_csv.heading import recognise

            if (known := recognise(head)) is not None:
                return Sniff(0.6, f"the header of the shipped mapping {known!r}")
        if named and many:
            return Sniff(0.12, "a delimited table")
        # In prose a blank stands behind a comma.
        prose = many == first.count(b",") and first.count(b", ") * 2 > many
        return Sniff(0.05, "text with separators") if many >= 3 and not prose else None

    def read(
        self,
        stream: BinaryIO,
        *,
        name: str,
        mapping: str | None = None,
        encoding: str | None = None,
        delimiter: str | None = None,
        evidence: Literal["row", "cells"] = "row",
        dates: Literal["auto", "dmy", "mdy"] = "auto",
    ) -> Iterator[Outcome | End]:
        """One record for each row, by the mapping file at the path ``mapping``.

        ``encoding`` and ``delimiter`` say how the table is written, and win over the mapping's.
        ``evidence=cells`` notes the cell of every value. ``dates`` says
        whether the day or the month comes first in columns whose order the mapping leaves to the table, and where the year should
        come first and is last, as a spreadsheet writes days into our own flat table.
        """
        from eventx_csv.reading import read_table

        cells = evidence == "cells"
        return read_table(stream, name=name, mapping=mapping, encoding=encoding, delimiter=delimiter, cells=cells, dates=dates)

    def starter_mapping(
        self, stream: BinaryIO, *, name: str, encoding: str | None = None, delimiter: str | None = None
    ) -> Starter:
        """A mapping for this table as far as it can be told, what can't be is marked TODO."""
        from eventx_csv.starter import starter_mapping

        return starter_mapping(stream, name=name, encoding=encoding, delimiter=delimiter)


def _claim_on_json(head: bytes) -> Sniff | None:
    """Rows of JSON, such as an API answers with, and map layers; no records of ours, which name their schema."""
    from eventx_csv.heading import is_layer, recognise

    if (known := recognise(head)) is not None:
        return Sniff(0.6, f"JSON with the members of the shipped mapping {known!r}")
    if is_layer(head):
        return Sniff(0.3, "a map layer")
    if b'"schema_version"' in head or _is_ours(head):
        return None
    return Sniff(0.3, "rows of JSON") if _ROWS.match(head) or _is_row(head) else None


def _is_ours(head: bytes) -> bool:
    """Whether JSON that names no schema is a record of ours all the same, to which that is to be said. Others have kinds, too."""
    if not _OUR_KIND.search(head):
        return False
    return bool(_OUR_ID.search(head) or (_OUR_STATUS.search(head) and not _PLAIN_DATE.search(head)))


def _is_row(head: bytes) -> bool:
    """Whether a file is one line with an object of several cells, which is no complaint of an API and holds no rows itself."""
    line = head.strip(b"\xef\xbb\xbf \t\r\n")
    if not (line.endswith(b"}") and b"," in line and b"\n" not in line):
        return False
    import json

    from eventx.tabular.envelope import is_row

    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(document, dict) and is_row(document)


class CsvExporter:
    """A flat table of events, one row a record; what a row can't carry is declared as a loss."""

    name = "csv"
    suffixes = (".csv", ".tsv", ".xlsx")
    implied: ClassVar[Mapping[str, str]] = IMPLIED
    suffix_options: ClassVar[Mapping[str, Mapping[str, Any]]] = {".tsv": {"delimiter": "tab"}, ".xlsx": {"workbook": True}}
    codes: ClassVar[Mapping[str, str]] = {
        **FLAT_CODES,
        **CELL_CODES,
        "CSV-GUARDED": "A cell that a spreadsheet would run as a formula begins with an apostrophe; guard=no writes it as it is.",
        "CSV-CUT": "A text is longer than the 32,767 signs that a cell of a workbook holds; the rest of it is not in there.",
        "CSV-SIGNS": "A text has control characters, which a workbook can't hold; they are written as U+FFFD.",
    }

    def write(
        self,
        records: Iterable[Record],
        out: BinaryIO,
        losses: Losses,
        *,
        delimiter: str = "comma",
        guard: bool = True,
        workbook: bool = False,
    ) -> int:
        """Columns as in :data:`eventx.tabular.flat.COLUMNS`, with a ``delimiter`` between them: comma, semicolon, tab.

        ``guard`` keeps spreadsheets from running cells as formulas.
        ``workbook`` writes a sheet for Excel and others (``.xlsx``) instead of text: days are days there, and texts are texts.
        """
        if workbook:
            from eventx_csv.workbook import write_workbook

            return write_workbook(records, out, losses)
        sink = self.sink(out, losses, delimiter=delimiter, guard=guard)
        for record in records:
            sink.put(record)
        return sink.close()

    def sink(self, out: BinaryIO, losses: Losses, *, delimiter: str = "comma", guard: bool = True) -> TableSink:
        """The table as a :class:`~eventx.bulk.pieces.TextSink`."""
        from eventx_csv.writing import TableSink

        return TableSink(out, losses, delimiter=delimiter, guard=guard)
