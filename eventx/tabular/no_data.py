"""Rows of a table that are no rows of data: its header again, the hashtags under it, and what adds up the rows above.

Knows what such rows look like, and what is told of a header that comes again. Doesn't know what columns mean, nor hashtags
(https://hxlstandard.org).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from eventx.report import Finding, Kind, Outcome, Position, Record, Severity

_TAG = re.compile(r"\s*#[A-Za-z][A-Za-z0-9_]*(\s*\+\s*[A-Za-z][A-Za-z0-9_]*)*\s*")
# fmt: off
_NAMES = frozenset((
    "total", "totals", "sum", "sums", "subtotal", "sub-total", "sub total", "grand total", "overall total", "totaux", "somme",
    "total général", "total general", "suma", "totale", "somma", "gesamt", "summe", "gesamtsumme", "toplam", "итого", "всего",
    "разом", "усього", "المجموع", "الإجمالي", "مجموع", "合计", "总计", "合計", "sous-total", "sous total", "total partiel",
    "subtotale", "zwischensumme", "teilsumme", "total parcial", "average", "mean", "median", "moyenne", "médiane", "media",
    "promedio", "durchschnitt", "mittelwert", "среднее",
))
# fmt: on
_OF_WHAT = re.compile(
    r"(?:(?:grand |sub-?|sous-| )*total|somme|gesamt|zwischensumme|итого|всего)[ :\u00a0]+(?P<what>.+)", re.IGNORECASE
)
_DIGIT = re.compile(r"[0-9]")
_FIGURE = re.compile(r"[-+\d.,\s%]+")
_TELLING = frozenset(("date", "type", "actors"))
_PLACE = "place"


def is_tags(cells: Sequence[str]) -> bool:
    """Whether a row is HXL's: hashtags, and blanks where a column has none."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(map(_TAG.fullmatch, filled))


def beginnings(header: Sequence[str]) -> frozenset[str]:
    """How the first cell of a header may read in the middle of a file: behind a byte order mark, a quote opens no cell."""
    name = header[0] if header else ""
    return frozenset((name, f"\ufeff{name}", f'\ufeff"{name}"'))


def is_again(cells: Sequence[str], heads: frozenset[str], header: Sequence[str]) -> bool:
    """Whether a row, which has a cell, is the header; ``heads`` are its :func:`beginnings`."""
    return cells[0] in heads and cells[1:] == header[1:]


def header_again(position: Position) -> Outcome:
    """What becomes of it."""
    where = f"line {position.line}" if position.line else f"row {position.row}"
    words = f"{where} is the header again; it is no row, and those below it are read on"
    advice = (
        "if tables were put one behind the other, give them to eventx as files of their own, which then say where a row stands"
    )
    finding = Finding("TAB-HEADER-AGAIN", Severity.WARNING, words, position, advice=advice)
    return Outcome(Kind.WITHHELD, position, (), (finding,), finding.rule, words)


def is_name_of_sum(text: str) -> bool:
    """Whether a cell is what a sum is called, and so can't be the id of an event."""
    return text.strip().rstrip(":").rstrip().casefold() in _NAMES


def is_sum(record: Record) -> bool:
    """Whether a row that became this record adds up others: it has such an id, and says of no event when, what or who.

    Where, a sum may say: that of a region. But one that says of what it is (``Total S45``) has no place besides.
    """
    name = record["id"].partition(":")[2]
    if not _TELLING.isdisjoint(record):
        return False
    return is_name_of_sum(name) or (_PLACE not in record and _OF_WHAT.fullmatch(name.strip()) is not None)


def adds_up(cells: tuple[str, ...]) -> bool:
    """Whether a row of a table without ids adds up others: some cell is what a sum is called, and the others are figures.

    A sum that says of what it is does so with a number (``Total S45``): a name may begin like one (``Total Energies``).
    """
    filled = [cell for cell in cells if cell and not cell.isspace()]
    named = [(cell, _OF_WHAT.fullmatch(cell.strip())) for cell in filled]
    names = [cell for cell, of in named if is_name_of_sum(cell) or (of is not None and _DIGIT.search(of["what"]))]
    return bool(names) and all(_FIGURE.fullmatch(cell) for cell in filled if cell not in names)
