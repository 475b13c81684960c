"""Rows that add up the rows above them, as spreadsheets have them at their end.

Knows what such a row is called, and what else it may have beside its name. Doesn't know what columns mean.
"""

from __future__ import annotations

import re

from eventx.report import Record

# fmt: off
_NAMES = frozenset((
    "total", "totals", "sum", "sums", "subtotal", "sub-total", "sub total", "grand total", "overall total", "totaux", "somme",
    "total général", "total general", "suma", "totale", "somma", "gesamt", "summe", "gesamtsumme", "toplam", "итого", "всего",
    "разом", "усього", "المجموع", "الإجمالي", "مجموع", "合计", "总计", "合計",
))
# fmt: on
_FIGURE = re.compile(r"[-+\d.,\s%]+")
_TELLING = frozenset(("date", "place", "type", "actors"))


def is_name_of_sum(text: str) -> bool:
    """Whether a cell is what a sum is called, and so can't be the id of an event."""
    return text.strip().rstrip(":").rstrip().casefold() in _NAMES


def is_sum(record: Record) -> bool:
    """Whether a row that became this record adds up others: it has such an id, and says of no event when, where, what or who."""
    name: str = record["id"]
    return _TELLING.isdisjoint(record) and is_name_of_sum(name.partition(":")[2])


def adds_up(cells: tuple[str, ...]) -> bool:
    """Whether a row of a table without ids adds up others: some cell is what a sum is called, and the others are figures."""
    filled = [cell for cell in cells if cell and not cell.isspace()]
    names = [cell for cell in filled if is_name_of_sum(cell)]
    return bool(names) and all(_FIGURE.fullmatch(cell) for cell in filled if cell not in names)
