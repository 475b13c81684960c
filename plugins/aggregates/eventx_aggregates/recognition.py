"""Whether the first bytes of a file are a table of figures, and the sentence with which it is refused.

Knows headers in any usual separator, case and Unicode encoding, and JSON answers by the members of their objects. Looks at
some rows, since sheets may begin with a title, and judges none.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from eventx.errors import InputError
from eventx.tabular.rowlike import first_rows
from eventx_aggregates.kinds import CHART, COUNTS, EVENT_COLUMNS, KINDS, SERIES, TOLLS, Kind

_SEPARATORS = (",", ";", "\t", "|")
_ROWS = 8  # titles and remarks above a header take fewer
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MEMBER = re.compile(r'"([^"\\\n]{1,60})"\s*:')
_NOT_A_NAME = re.compile(r"[^a-z0-9]+")

_PLACES = frozenset(
    {"entity", "country", "countryname", "code", "iso", "iso3", "countrycode", "region", "admin1", "admin2", "location", "area",
     "district", "province", "state", "name", "series"}
)  # fmt: skip
_NATIONS = frozenset({"entity", "country", "countryname", "code", "iso", "iso3", "countrycode", "region", "series"})
_PERIODS = frozenset({"year", "month", "week", "quarter", "yearmonth", "monthyear", "period"})
_DAYS = frozenset({"date", "day", "time"})
_FIGURE = re.compile(r"|[-+]?[0-9][0-9.,  ]*([eE][-+]?[0-9]+)?|#[a-z+]+|na|n/a|nan|none|null|-|\.\.", re.IGNORECASE)  # # is HXL's
_CHART_WIDTH = 12


def recognise(head: bytes) -> Kind | None:
    """The kind of table that begins with these bytes; None for any other, and for every table of events."""
    text = _text(head)
    if text.lstrip()[:1] in ("{", "["):
        return _known(_names(dict.fromkeys(_MEMBER.findall(text))))
    for row, below in _first_rows(text):
        names = _names(row)
        kind = _known(names) or _chart(names)
        if kind is not None and _are_figures(names, below, kind.figures):
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
    return InputError(f"{name}: this is {kind.title}, in which a row is {kind.row}; {kind.why}; {kind.where}{otherwise}")


def _text(head: bytes) -> str:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    return "" if b"\x00" in head[:1024] else head.decode("utf-8", "replace")


def _first_rows(text: str) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The first rows, each with the one below it, as every separator splits them."""
    for separator in filter(text.__contains__, _SEPARATORS):
        rows = first_rows(text, separator, _ROWS)
        for row, below in zip(rows, [*rows[1:], ()], strict=False):
            if len(row) > 1:
                yield row, below


def _names(row: Iterable[str]) -> list[str]:
    return [_NOT_A_NAME.sub("", cell.casefold()) for cell in row]


def _known(names: Sequence[str]) -> Kind | None:
    columns = frozenset(names) - {""}
    event = columns & EVENT_COLUMNS
    return next((kind for kind in KINDS if kind.fits(columns) and not event - kind.shared), None)


def _chart(names: Sequence[str]) -> Kind | None:
    columns = frozenset(names) - {""}
    if _is_chart(names) and not columns & EVENT_COLUMNS - _DAYS:
        return CHART
    return SERIES if _is_series(columns) else None


def _are_figures(names: Sequence[str], below: Sequence[str], figures: Collection[str]) -> bool:
    """Whether the columns that should be figures are so in the row below: a column *events* may hold a story, too."""
    cells = (cell.strip() for name, cell in zip(names, below, strict=False) if name in figures)
    return all(_FIGURE.fullmatch(cell) for cell in cells)


def _is_chart(names: Sequence[str]) -> bool:
    """Entity, then perhaps Code, then Year or Day, then figures: the order is fixed there."""
    rest = names[1:] if names[:1] == ["entity"] else []
    rest = rest[1:] if rest[:1] == ["code"] else rest
    return rest[:1] in (["year"], ["day"], ["date"]) and len(rest) > 1 and len(names) <= _CHART_WIDTH


def _is_series(columns: frozenset[str]) -> bool:
    """Nothing but times, places and figures, and of times and figures at least one each."""
    # A day, a town and a toll may be an event; a day, a country and a toll, or a month and a toll, are a chart's.
    wide = not columns & _PLACES - _NATIONS or (columns & _PERIODS and not columns & _DAYS)
    figures = columns & COUNTS or (columns & TOLLS if wide else frozenset())
    known = _PLACES | _PERIODS | _DAYS | COUNTS | TOLLS
    return bool(figures) and bool(columns & (_PERIODS | _DAYS)) and columns <= known
