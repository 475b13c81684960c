"""Whether the first bytes of a file are a table of figures, and the sentence with which it is refused.

Knows headers in any usual separator, case and Unicode encoding, and JSON answers by the members of their objects. Looks at
some rows, since sheets may begin with a title, and judges none.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from eventx.errors import InputError
from eventx_aggregates.kinds import CHART, EVENT_COLUMNS, KINDS, SERIES, Kind, shared

_SEPARATORS = (",", ";", "\t", "|")
_ROWS = 8  # titles and remarks above a header take fewer
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MEMBER = re.compile(r'"([^"\\\n]{1,60})"\s*:')
_NOT_A_NAME = re.compile(r"[^a-z0-9]+")

_PLACES = frozenset(
    {"entity", "country", "countryname", "code", "iso", "iso3", "countrycode", "region", "admin1", "admin2", "location", "area",
     "district", "province", "state", "name", "series"}
)  # fmt: skip
_PERIODS = frozenset({"year", "month", "week", "quarter", "yearmonth", "monthyear", "period"})
_DAYS = frozenset({"date", "day", "time"})
_COUNTS = frozenset(
    {"count", "counts", "n", "events", "nevents", "eventcount", "eventscount", "numberofevents", "totalevents", "numevents",
     "incidents", "incidentcount", "numberofincidents", "value"}
)  # fmt: skip
# How many died can be told of one event too; with a period for a date it can't be one.
_TOLLS = frozenset({"fatalities", "deaths", "killed", "totaldeaths", "totalfatalities", "numberofdeaths", "best"})
_CHART_WIDTH = 12


def recognise(head: bytes) -> Kind | None:
    """The kind of table that begins with these bytes; None for any other, and for every table of events."""
    text = _text(head)
    if text.lstrip()[:1] in ("{", "["):
        return _of(tuple(dict.fromkeys(_MEMBER.findall(text))), exact=False)
    for row in _first_rows(text):
        if kind := _of(row, exact=True):
            return kind
    return None


def refusal(head: bytes, name: str) -> InputError:
    """What to tell of a file that begins so."""
    if not head.strip():
        return InputError(f"{name}: the file is empty")
    kind = recognise(head)
    if kind is None:
        known = ", ".join(one.name for one in (*KINDS, CHART))
        return InputError(
            f"{name}: this is none of the tables of figures that are known here ({known}), which are refused in any case; "
            "leave the format out and let the content decide, or name another with --from"
        )
    otherwise = "" if kind.sure else "; if its rows are events all the same, read it with --from csv and a mapping"
    return InputError(
        f"{name}: this is {kind.title}, in which a row is {kind.row}; a figure is no event, and none can be made of it without "
        f"inventing days, places and sides; {kind.where}{otherwise}"
    )


def _text(head: bytes) -> str:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    return "" if b"\x00" in head[:1024] else head.decode("utf-8", "replace")


def _first_rows(text: str) -> Iterator[tuple[str, ...]]:
    for separator in _SEPARATORS:
        try:
            rows = islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), _ROWS)
            yield from (tuple(row) for row in rows if len(row) > 1)
        except csv.Error:
            continue


def _of(row: Sequence[str], *, exact: bool) -> Kind | None:
    names = [_NOT_A_NAME.sub("", cell.casefold()) for cell in row]
    columns = frozenset(names) - {""}
    event = columns & EVENT_COLUMNS
    for kind in KINDS:
        if kind.fits(columns) and not event - shared(kind):
            return kind
    if not exact:
        return None
    if _is_chart(names) and not event - _DAYS:
        return CHART
    return SERIES if _is_series(columns) else None


def _is_chart(names: Sequence[str]) -> bool:
    """Entity, then perhaps Code, then Year or Day, then figures: the order is fixed there."""
    rest = names[1:] if names[:1] == ["entity"] else []
    rest = rest[1:] if rest[:1] == ["code"] else rest
    return rest[:1] in (["year"], ["day"], ["date"]) and len(rest) > 1 and len(names) <= _CHART_WIDTH


def _is_series(columns: frozenset[str]) -> bool:
    """Nothing but times, places and figures, and of times and figures at least one each."""
    figures = columns & _COUNTS or (columns & _TOLLS if columns & _PERIODS and not columns & _DAYS else frozenset())
    known = _PLACES | _PERIODS | _DAYS | _COUNTS | _TOLLS
    return bool(figures) and bool(columns & (_PERIODS | _DAYS)) and columns <= known
