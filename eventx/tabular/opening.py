"""Opening a table of one of some layouts, whichever way it is written.

Knows text tables and JSON answers, tables without a header, and how a table shows the order of day and month. What the rows mean
is the layouts' affair; what becomes of them stands in :mod:`eventx.tabular.outcomes`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO, cast

from attrs import evolve, frozen

from eventx.errors import InputError
from eventx.report import Finding, Position, Severity
from eventx.tabular.days import Order, Shown, is_numbers, shown_in
from eventx.tabular.dialect import TITLES, is_blank, names_separator, titles_above
from eventx.tabular.envelope import JsonTable, is_json
from eventx.tabular.header_fit import Fit, best_fit, by_position, is_header
from eventx.tabular.layout import STATA_MISSING, Dated, Day, Layout, Spot, columns_of
from eventx.tabular.no_data import is_tags
from eventx.tabular.outcomes import Common, Table, TableOutcomes, Terms
from eventx.tabular.parts import ready
from eventx.tabular.reader import Row, TableReader, looked_ahead
from eventx.tabular.rows import EvidenceDetail, Refused, RowReader

_HEAD = 1 << 16
_LOOKED_AT = 5000  # rows that are read ahead, at most, to see which number of a date is the day
_FIRST_LOOKED_AT = 200  # rows among which there must be such a date
_SHOWN = 8
_HURT = re.compile("dead|death|died|fatal|kill|victim|casualt|toll|lives|mort|muert|fallecid|bless|herid", re.IGNORECASE)
"""Names of columns of tolls in the languages that tables of the field are kept in; that others count something says nothing."""


@frozen
class Opened:
    """A table that is open: how its header meets a layout, and its rows from the first."""

    table: Table
    fit: Fit
    rows: Iterator[Row]


def read_table(
    stream: BinaryIO,
    *,
    name: str,
    layouts: Sequence[Layout],
    common: Common = None,
    detail: EvidenceDetail = "row",
    encoding: str | None = None,
    older: str | None = None,
    order: Order = "",
    terms: Terms | None = None,
) -> TableOutcomes:
    """The outcomes of a table in one of ``layouts``.

    ``common``: members that every record has, or a function that gives them for the layout found. ``terms``: what only
    records with ids of the layout's own source have. ``older``: an encoding that this kind of table has had before UTF-8.
    ``order``: which number of a date is the day, as the user says.
    """
    opened = open_table(stream, name=name, layouts=layouts, encoding=encoding, older=older, order=order)
    return TableOutcomes(opened.fit, opened.table, opened.rows, common, detail=detail, terms=terms)


def open_table(
    stream: BinaryIO,
    *,
    name: str,
    layouts: Sequence[Layout],
    encoding: str | None = None,
    older: str | None = None,
    order: Order = "",
) -> Opened:
    """Open a table and find its layout. Raises :class:`InputError` for one that is in none of them."""
    stream = cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", stream), _HEAD))
    if is_json(stream.peek(64)):  # type: ignore[attr-defined]
        answer = JsonTable(stream, name=name, encoding=encoding)
        found = best_fit(layouts, answer.header, name) if answer.header else _any(layouts[0])
        opened = Opened(answer, found, iter(answer))
    else:
        opened = _text(TableReader(stream, name=name, encoding=encoding, older=older, header=False), layouts)
    return _settle(_told_of_stata(_told(opened)), order)


def _any(layout: Layout) -> Fit:
    """The fit of an answer without rows, which has no names."""
    return Fit(layout, layout.header, {one: at for at, one in enumerate(layout.columns)})


def _text(table: TableReader, layouts: Sequence[Layout]) -> Opened:
    rows = iter(table)
    above = []
    while (first := next(rows, None)) is not None and not first.damage and is_blank(first.cells):
        above.append(first)
    if first is not None and names_separator(first.cells, table.dialect.delimiter):
        first = next(rows, None)
    if first is None or first.damage:
        raise InputError(f"{table.name}: the header can't be read: {first.damage if first else 'there is none'}")
    if not is_header(layouts, first.cells):
        # A title in a sheet is as wide as the table, too, but for the most part blank.
        is_title = sum(map(bool, first.cells)) * 4 < len(first.cells)
        found = None if is_title else by_position(layouts, first.cells, _oddities)
        if found is not None:
            table.header = found.header
            words = f"no header: the columns are read as those of {found.layout.name!r}, whose width and content they have"
            table.remarks.append(_remark("TAB-NO-HEADER", words, table, "put the header above the rows"))
            return Opened(table, found, chain(above, (first,), rows))
    table.count = 0
    if not is_header(layouts, first.cells):
        first, rows = _past_titles(table, first, rows)
    header = first.cells
    second = next(rows, None)
    if second is not None and len(second.cells) == len(header) + 1 and second.cells[0].isdigit() and second.cells[-1]:
        header = ("", *header)  # R writes the numbers of rows without a name for their column
    table.header = header
    found = best_fit(layouts, header, table.name)
    if second is not None and len(second.cells) <= len(header) and is_tags(second.cells):
        found = evolve(found, tags=(*second.cells, *[""] * (len(header) - len(second.cells))))
    return Opened(table, found, rows if second is None else chain((second,), rows))


def _past_titles(table: TableReader, first: Row, rows: Iterator[Row]) -> tuple[Row, Iterator[Row]]:
    """The header and the rows below it, if the first row is a title above them; what stood above is told."""
    ahead, rows = looked_ahead(rows, TITLES)
    top = (first, *ahead)
    above = titles_above(row.cells for row in top)
    if above:
        said = " / ".join(", ".join(filter(None, map(str.strip, row.cells))) for row in top[:above] if not is_blank(row.cells))
        words = f"the header stands in line {top[above].line}, below other lines: {said}"
        table.remarks.append(_remark("TAB-TITLES", words, table, "the records say nothing of them"))
    below = [row._replace(number=number) for number, row in enumerate(top[above + 1 :], start=1)]
    table.count = len(below)
    return top[above], chain(below, islice(rows, len(ahead), None))


def _oddities(found: Fit, cells: Sequence[str]) -> int | None:
    """How many cells of a first row are odd by a layout; None if the layout can't read it."""
    read = RowReader(found).read(cells)
    troubles = read.troubles if isinstance(read, Refused) else read[1]
    if any(one.severity is Severity.ERROR and one.code != "TAB-DATE-ORDER" for one in troubles):
        return None
    return len(troubles)


def _told(opened: Opened) -> Opened:
    """The same, with a remark on columns that are lacking or unknown."""
    found, table = opened.fit, opened.table
    lacks = [one for one in found.lacks if one not in {work.column for work in found.layout.derived}]
    besides = [found.header[number] or f"column {number + 1} (without a name)" for number in found.besides]
    parts = [f"the table lacks {_some(lacks)}: nothing is known of what they say"] if lacks else []
    parts += [f"it has {_some(besides)} besides, which travel with the records"] if besides else []
    for day in found.layout.parts:
        if isinstance(day, Day) and day.column in found.at and day.precision not in found.at:
            parts.append(
                f"without {day.precision} the {day.column} may stand for a week or a month, so the dates are kept as words"
            )
    advice, severity = "look whether a column has another name than the layout's", Severity.NOTE
    tolls = [one for one in lacks if one in _columns_for(found.layout, "tolls")]
    if tolls and besides:
        # Columns that were left out are everyday input; one of figures in the place of a toll's looks like another name.
        ahead, rows = looked_ahead(opened.rows, _FIRST_LOOKED_AT)
        opened = evolve(opened, rows=rows)
        if named := [found.header[at] for at in found.besides if _HURT.search(found.header[at]) and _counts(ahead, at)]:
            parts.append(f"what {_some(named)} counts may be what {_some(tolls)} should, and no record has a toll of it")
            advice, severity = f"if so, call the column {_some(tolls)}", Severity.WARNING
    pairs = (set(columns_of(one)) for one in found.layout.parts if isinstance(one, Spot))
    says = found.at.keys() - {name for pair in pairs if not pair <= found.at.keys() for name in pair}  # half a point is none
    for words, *paths in (("where it was", "place.name", "place.point"), ("how many were hurt", "tolls")):
        wanted = _columns_for(found.layout, *paths)
        if wanted and wanted.isdisjoint(says):
            parts.append(f"no record says {words}")
            severity = Severity.WARNING
    if parts:
        words = f"read as {found.layout.name!r}; {'; '.join(parts)}"
        table.remarks.append(_remark("TAB-COLUMNS", words, table, advice, severity))
    return opened


def _columns_for(layout: Layout, *paths: str) -> frozenset[str]:
    """The layout's own columns that say something of these members."""
    made = map(ready, layout.parts)
    found = (name for one in made if any(field.path.startswith(paths) for field in one.fields) for name in one.columns)
    return frozenset(found).intersection(layout.columns)


def _counts(rows: Sequence[Row], number: int) -> bool:
    """Whether the cells of a column are whole numbers, as far as they aren't blank."""
    cells = [cell for row in rows if number < len(row.cells) and (cell := row.cells[number].strip())]
    return bool(cells) and all(cell.isascii() and cell.isdigit() for cell in cells)


def _told_of_stata(opened: Opened) -> Opened:
    """The same, with a remark if its first rows have a sign of Stata's that is read as blank: a dot looks like a text."""
    layout, table = opened.fit.layout, opened.table
    signs = frozenset(STATA_MISSING).intersection(layout.missing)
    if not signs:
        return opened
    ahead, rows = looked_ahead(opened.rows, _FIRST_LOOKED_AT)
    if found := next((cell.strip() for row in ahead for cell in row.cells if cell.strip() in signs), None):
        words = f"cells that are only {found!r} are read as blank: Stata writes what isn't known so; they travel with the records"
        table.remarks.append(_remark("TAB-UNKNOWN", words, table, "give such a cell another text if it says something"))
    return Opened(table, opened.fit, rows)


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _settle(opened: Opened, order: Order) -> Opened:
    """The same, its layout knowing which number of a date is the day, if there are such dates."""
    layout, at = opened.fit.layout, opened.fit.at
    days = [part for part in layout.parts if isinstance(part, Dated) and part.column in at]
    if not days:
        return opened
    numbers = [at[name] for part in days for name in columns_of(part) if name in at]
    ahead, rows = looked_ahead(opened.rows, _FIRST_LOOKED_AT)
    if any(is_numbers(cell) for cell in _cells(ahead, numbers)):
        if not order:
            ahead, rows = looked_ahead(rows, _LOOKED_AT)
        shown = Shown(order) if order else shown_in(_cells(ahead, numbers))
        order = _tell_order(opened.table, days[0], shown, layout.name, asked=bool(order))
    elif not order:
        return Opened(opened.table, opened.fit, rows)
    if any(part.order != order for part in days):
        parts = tuple(evolve(part, order=order) if isinstance(part, Dated) else part for part in layout.parts)
        return Opened(opened.table, evolve(opened.fit, layout=evolve(layout, parts=parts)), rows)
    return Opened(opened.table, opened.fit, rows)


def _cells(rows: Sequence[Row], numbers: Sequence[int]) -> Iterator[str]:
    return (row.cells[number] for row in rows for number in numbers if number < len(row.cells))


def _tell_order(table: Table, part: Dated, shown: Shown, layout: str, *, asked: bool) -> Order:
    if shown.mixed:
        words, advice = f"in {part.column} {shown.mixed}", "write the dates in one way, or say -O dates=dmy or -O dates=mdy"
        table.remarks.append(_remark("TAB-DATE-ORDER", words, table, advice, Severity.WARNING))
        return ""
    order = shown.order or part.order
    first = {"dmy": "the day", "mdy": "the month"}.get(order)
    if first is None:
        return order  # each such date is refused, with what to do
    by = "as asked for" if asked else "as a number over 12 in the table shows"
    why = f"{by}; 03/02 is {'3 February' if order == 'dmy' else '2 March'}"
    if not shown.order:
        why = f"as tables of {layout!r} have it; nothing in the first {_LOOKED_AT:,} rows shows it"
    words = f"in {part.column} {first} comes first, {why}"
    table.remarks.append(_remark("TAB-DATE-ORDER", words, table, "say it with -O dates=dmy or -O dates=mdy if that is wrong"))
    return order


def _remark(code: str, words: str, table: Table, advice: str, severity: Severity = Severity.NOTE) -> Finding:
    return Finding(code, severity, words, Position(table.name, line=1), advice=advice)
