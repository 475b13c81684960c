"""Lists of records that a source has deleted.

Reads ACLED's (the answer of its ``deleted`` endpoint as JSON, or the same as a table: ``event_id_cnty`` and
``deleted_timestamp``), a table with a column ``id``, and plain lists of ids of records, one a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from math import isfinite, nan
from typing import Any, NamedTuple

from eventx.errors import InputError
from eventx.files.inputs import Location, Opened, open_input
from eventx.report import Position
from eventx.tabular.dialect import is_blank
from eventx.tabular.reader import TableReader

_PREFIXES = {"event_id_cnty": "acled:", "id": ""}
"""Columns that name a record, and what stands before it in the record's id."""
_LACKS = "no id of a deleted record; the list needs a column 'event_id_cnty' (ACLED's) or 'id'"
_WHEN = ("deleted_timestamp", "timestamp")
_OF_EVENTS = ("event_date", "date_start", "date")
"""What a table of events has and a list of deleted ones doesn't: taken for such a list, it would delete all that it tells of."""


class Deletion(NamedTuple):
    """An id, when the record was deleted if the list says so (seconds since 1970), and where the list says it."""

    id: str
    when: float | None
    position: Position


def deletions(location: Location) -> Iterator[Deletion]:
    """The deleted records that a list names. Raises :class:`InputError` for what is no such list, with the place."""
    with open_input(location) as opened:
        if opened.head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
            yield from _of_json(opened)
        elif _first_line(opened.head).strip('"') in _PREFIXES or any(sign in _first_line(opened.head) for sign in ",;\t"):
            yield from _of_table(opened)
        else:
            yield from _of_lines(opened)


def _of_json(opened: Opened) -> Iterator[Deletion]:
    try:
        loaded = json.loads(opened.stream.read().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{opened.name}: a list of deleted records that is no JSON: {error}") from None
    rows = loaded.get("data") if isinstance(loaded, dict) else loaded
    if not isinstance(rows, list):
        raise InputError(f"{opened.name}: a list of deleted records as JSON is an array, or an object with one under 'data'")
    for number, row in enumerate(rows, start=1):
        where = Position(opened.name, row=number)
        yield _of_row(row if isinstance(row, dict) else {"id": row}, where)


def _of_table(opened: Opened) -> Iterator[Deletion]:
    table = TableReader(opened.stream, name=opened.name)
    if not set(_PREFIXES) & set(table.header):  # a table with nothing else in it would be one of nothing deleted
        raise InputError(f"{opened.name}: {_LACKS}")
    for row in table:
        where = Position(opened.name, row=row.number, line=row.line)
        if row.damage:
            raise InputError(f"{where}: {row.damage}")
        if not is_blank(row.cells):
            yield _of_row(dict(zip(table.header, row.cells, strict=False)), where)
    if not table.complete:
        raise InputError(f"{opened.name}: {table.message}")


def _of_lines(opened: Opened) -> Iterator[Deletion]:
    for number, line in enumerate(opened.stream, start=1):
        try:
            text = line.decode("utf-8-sig").strip()
        except UnicodeDecodeError:
            raise InputError(f"{opened.name}:{number}: the line is not UTF-8") from None
        if text:
            yield _of_row({"id": text}, Position(opened.name, row=number, line=number))


def _of_row(row: Mapping[str, Any], where: Position) -> Deletion:
    if any(name in row for name in _OF_EVENTS):
        words = "this tells of events, with their dates; a list of deleted records has their ids, and when that was"
        raise InputError(f"{where}: {words}")
    column = next((name for name in _PREFIXES if row.get(name)), None)
    if column is None:
        raise InputError(f"{where}: {_LACKS}")
    name = _PREFIXES[column] + str(row[column]).strip()
    if not name.isprintable():  # several in a line, or what can't be written
        raise InputError(f"{where}: {name!r} is no id of a record: it has characters that don't show")
    if not name.partition(":")[2]:
        raise InputError(f"{where}: {name!r} is no id of a record, which begins with its source: acled:{name}")
    when = next((row[one] for one in _WHEN if row.get(one)), None)
    try:
        time = None if when is None else float(when)
    except (TypeError, ValueError, OverflowError):
        time = nan
    if time is not None and not isfinite(time):
        raise InputError(f"{where}: {str(when)[:40]!r} is no time of deletion, which is told in seconds since 1970")
    return Deletion(name, time, where)


def _first_line(head: bytes) -> str:
    return head.decode("utf-8-sig", "replace").lstrip().partition("\n")[0].strip()
