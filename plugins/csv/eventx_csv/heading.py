"""Where the header of a table is, and whose header it is.

Knows the line ``sep=;`` of spreadsheets, headers of several rows, and the shipped mappings' marks. Doesn't read cells of data.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, BinaryIO, cast

from eventx.errors import InputError, UsageError
from eventx.tabular.dialect import TITLES, detect, in_utf8, is_blank, names_separator, titles_above
from eventx.tabular.envelope import JsonTable, is_json
from eventx.tabular.reader import Row as TableRow
from eventx.tabular.reader import TableReader

if TYPE_CHECKING:
    from eventx_csv.mapping import TableMapping

MOST_ROWS = 10
"""Of a header, with titles above it."""
_HEAD = 1 << 16
_NUMBER = re.compile(r"[-+]?\d[\d.,]*")
_MEMBER = re.compile(rb'"(\w+)"\s*:')
_LAYER = re.compile(rb'"type"\s*:\s*"Feature(?:Collection)?"')
_NO_FEATURE = re.compile(rb'"features"\s*:\s*\[\s*\]')

Row = tuple[str, ...]


def open_table(
    stream: BinaryIO, *, name: str, encoding: str | None = None, delimiter: str | None = None, mapping: TableMapping | None = None
) -> TableReader | JsonTable:
    """The table, its header past a first line ``sep=;``, which tells spreadsheets the separator and is no row.

    What isn't given of how it is written the ``mapping`` may say. Raises :class:`UsageError` for the ``delimiter`` of JSON.
    """
    encoding = encoding or (mapping.encoding if mapping else None)
    if not hasattr(stream, "peek"):
        stream = cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", stream), _HEAD))
    if is_json(stream.peek(1)):  # type: ignore[attr-defined]
        if delimiter is not None:
            raise UsageError(f"delimiter={delimiter}: {name} is JSON, whose rows have no separators; leave it out")
        return JsonTable(stream, name=name, encoding=encoding, deep=True)
    delimiter = delimiter or (mapping.delimiter if mapping else None)
    older = mapping.older_encoding if mapping else None
    table = TableReader(stream, name=name, encoding=encoding, delimiter=delimiter, older=older)
    if names_separator(table.header, table.dialect.delimiter):
        header = next(iter(table), None)
        if header is None or header.damage:
            raise InputError(f"{name}: there is no header after the line that names the separator")
        table.header, table.count = header.cells, 0
    return table


def joined(rows: Sequence[Row]) -> Row:
    """One header of several rows: a cell over several columns stands for all of them until the next one."""
    upper: list[list[str]] = []
    for row in rows[:-1]:
        filled = [cell.strip() for cell in row]
        upper.append(list(itertools.accumulate(filled, _kept)))
    lowest = [cell.strip() for cell in rows[-1]]
    return tuple(" ".join(filter(None, (*(row[at] for row in upper if at < len(row)), cell))) for at, cell in enumerate(lowest))


def header_below(rows: Sequence[Row]) -> int:
    """How many of these rows stand above the header, such as a title or merged cells over groups of columns.

    A header is the first row that is nearly full of different names; rows above it are mostly empty. 0 if there is none such.
    """
    width = max(map(len, rows), default=0)
    for at, row in enumerate(rows):
        names = [cell.strip() for cell in row if cell.strip()]
        if len(names) * 5 >= width * 4:
            full = len(row) == width and len(set(names)) == len(names) and not any(map(_NUMBER.fullmatch, names))
            return at if full else 0
        if len(names) * 2 > width:
            return 0
    return 0


def _kept(before: str, cell: str) -> str:
    return cell or before


def find_header(rows: Sequence[Row], required: Iterable[str]) -> tuple[int, Row] | None:
    """How many of these rows are the header, and its names: the rows joined, or the last alone under rows of titles."""
    wanted = set(required)
    return next(((count, header) for count, header in headers(rows) if wanted <= set(header)), None)


def headers(rows: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    """What the header can be, with how many of these rows it takes: the first of them joined, or the last of those alone."""
    for count in range(1, len(rows) + 1):
        yield count, joined(rows[:count])
        yield count, tuple(cell.strip() for cell in rows[count - 1])


def _lacking(header: Row, mapping: TableMapping) -> list[str]:
    return [one for one in mapping.indispensable() if one not in header]


def settled(table: TableReader, mapping: TableMapping, name: str) -> tuple[list[TableRow], int, str]:
    """Give the table the header that the mapping needs, and return what was read for it: the rows below, how many stand above the
    last row of the header, and in words what they are. Without such a header nothing is changed."""
    most = mapping.header_rows - 1 if mapping.joined else TITLES
    if not mapping.joined and set(mapping.indispensable()) <= set(table.header):
        return [], 0, ""
    held = list(itertools.islice(table, most))
    rows = (table.header, *(row.cells for row in held))
    if not mapping.joined:
        if above := titles_above(rows):
            table.header = tuple(map(str.strip, rows[above]))
        return held[above:], above, f"the header stands in line {held[above - 1].line}, below other lines" if above else ""
    found = find_header(rows, mapping.indispensable())
    if found is None:
        fewest = min((_lacking(header, mapping) for _, header in headers(rows)), key=len)
        words = f"needs the columns {', '.join(map(repr, fewest))}, which none of the first {len(rows)} rows has as a header"
        raise InputError(f"{name}: the mapping {mapping.name!r} {words}")
    count, table.header = found
    filled = (", ".join(filter(None, (cell.strip() for cell in row))) for row in rows[: count - 1])
    said = " / ".join(filter(None, filled))
    return held[count - 1 :], count - 1, f"the header has {count} rows; above its last stand: {said}" if said else ""


@cache
def shipped() -> dict[str, str]:
    """The texts of the shipped mappings by name."""
    folder = files("eventx_csv") / "mappings"
    named = (entry for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return {one.name.removesuffix(".toml"): one.read_text(encoding="utf-8") for one in sorted(named, key=str)}


@cache
def _marks() -> tuple[tuple[str, frozenset[str], int], ...]:
    found = []
    for name, text in shipped().items():
        about = tomllib.loads(text)["mapping"]
        if "recognised_by" in about:
            found.append((name, frozenset(about["recognised_by"]), about.get("header_rows", 1)))
    return tuple(sorted(found, key=_fewest))


def _fewest(mark: tuple[str, frozenset[str], int]) -> int:
    return -len(mark[1])


def recognise(head: bytes) -> str | None:
    """The shipped mapping whose marks the header, or the members of JSON, have; of several, the one with the most."""
    if is_json(head):
        head = in_utf8(head)
        if is_layer(head) and _NO_FEATURE.search(head[:4096]):
            return "flat"  # what eventx writes of no records
        return next((name for name, marks, _ in _marks() if marks <= members(head)), None)
    try:
        dialect = detect(head, name="", complete=len(head) < _HEAD)
    except InputError:
        try:
            dialect = detect(head, name="", encoding="latin-1")  # names of columns are ASCII; the rest isn't looked at here
        except InputError:
            return None
    text = head[len(dialect.mark) :].decode(dialect.encoding, errors="ignore")
    try:
        table = csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter)
        rows = list(itertools.islice((tuple(row) for row in table if not is_blank(row)), TITLES))
    except csv.Error:
        return None
    return recognised(rows[titles_above(rows) :], dialect.delimiter)


def members(head: bytes) -> set[str]:
    """The names of members in the beginning of a JSON document."""
    return {found.decode() for found in _MEMBER.findall(head)}


def is_layer(head: bytes) -> bool:
    """Whether a JSON document begins as GeoJSON does."""
    return _LAYER.search(head[:4096]) is not None


def recognised(rows: Sequence[Row], delimiter: str = ",") -> str | None:
    """The shipped mapping for a table that begins with these rows."""
    if rows and names_separator(rows[0], delimiter):
        rows = rows[1:]
    for name, marks, count in _marks():
        if find_header(rows[: min(count, MOST_ROWS)], marks) is not None:
            return name
    return None
