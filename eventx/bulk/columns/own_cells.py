"""A row's own cells in columns: which of them are beyond doubt, and the text they make.

Knows the same as :mod:`eventx.bulk.joining.own_cells` and :mod:`eventx.bulk.joining.prose`, for many rows at once.
Needs the extra ``bulk``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import polars as pl

from eventx.bulk.joining.own_cells import FORMULAS, Own
from eventx.bulk.joining.placeholders import WORDS
from eventx.bulk.joining.points import Points
from eventx.bulk.joining.prose import Prose
from eventx.rules.texts import COMPUTED


def fits(own: Own) -> pl.Expr:
    """Whether a column's cells say what they are, and nothing that a rule could be against."""
    cell = pl.col(f"c{own.at}")
    if own.may_run:
        return _are_plain(own, cell) & ~cell.str.contains(rf"^[{re.escape(FORMULAS)}]|\s$")
    return _are_plain(own, cell)


def _are_plain(own: Own, cell: pl.Expr) -> pl.Expr:
    if own.kind.name == "prose":
        return (cell == "") | ~pl.col(f"s{own.at}")
    plain = cell.str.contains(f"^(?:{own.kind.pattern})$")
    # To look for one of several takes as long for a few rows as for thousands.
    if missing := [one for one in own.missing if re.fullmatch(own.kind.pattern, one)]:
        plain &= ~cell.is_in(missing)
    return plain if own.kind.name == "id" else (cell == "") | plain


def in_group(prose: Prose) -> pl.Expr:
    """What stands for prose in its group."""
    cell = pl.col(f"c{prose.at}")
    plain = ~pl.col(f"s{prose.at}") & ~cell.str.contains(rf"^[{re.escape(COMPUTED)}]|\s$")
    return pl.when(plain).then(pl.lit(WORDS)).otherwise(cell).alias(f"p{prose.at}")


def text_of_prose(prose: Prose) -> pl.Expr:
    """What is written for prose beside what is written for its group."""
    written = _prose(pl.col(f"c{prose.at}"), prose.delimiter)
    return pl.when(pl.col(f"p{prose.at}") == WORDS).then(written).otherwise(pl.lit(""))


ODD_TEXTS = ("north", "east")
"""Columns of what is written for a latitude and a longitude that haven't the usual form; null for others."""


def cells_of(points: Points) -> Iterator[pl.Expr]:
    """What is written for the cells of a point."""
    for number, odd in zip(points.at, ODD_TEXTS, strict=True):
        cell = pl.col(f"c{number}")
        if points.strips:
            cell = cell.str.strip_chars_end("0")
        if points.pads:
            cell = (cell + "0" * points.pads).str.replace(rf"^([^.]+\.[0-9]{{{points.pads}}}[0-9]*?)0*$", "$1")
        yield pl.coalesce(pl.col(odd), cell)
    yield from (pl.col(f"c{number}") for number in points.cells[2:])


def text_of(own: Own, index: int) -> Iterator[pl.Expr | str]:
    """A piece of the output that is made of a row's own cell."""
    cell, around, blank = pl.col(f"c{own.at}"), [part.decode() for part in own.around[index]], own.blank[index].decode()
    if own.kind.name == "id":
        yield around[0]
        for part in around[1:]:
            yield cell
            yield part
        return
    if around[0].startswith(",") and blank.startswith(","):
        yield ","
        around[0], blank = around[0][1:], blank[1:]
    written = _written(own, cell)
    text = [pl.lit(around[0])]
    for part in around[1:-1]:
        text += [written, pl.lit(part)]
    yield pl.when(cell == "").then(pl.lit(blank)).otherwise(pl.concat_str(*text, written, pl.lit(around[-1])))


def _written(own: Own, cell: pl.Expr) -> pl.Expr:
    if own.delimiter or own.kind.name == "prose":
        return _prose(cell, own.delimiter)
    return cell.str.replace_all("\n", "\\n", literal=True) if own.kind.name == "words" else cell


def _prose(cell: pl.Expr, delimiter: str) -> pl.Expr:
    """Prose within a text of JSON, or as the cell of a table with such a delimiter."""
    if not delimiter:
        return cell.str.replace_many(["\\", '"', "\n"], ["\\\\", '\\"', "\\n"])
    quoted = pl.concat_str(pl.lit('"'), cell.str.replace_all('"', '""', literal=True), pl.lit('"'))
    return pl.when(cell.str.contains(f'["\r\n{re.escape(delimiter)}]')).then(quoted).otherwise(cell)


def told(owned: Sequence[Own], count: int) -> pl.Expr:
    """A bit for each loss that comes with a cell that isn't blank."""
    found = pl.lit(0, dtype=pl.Int64)
    for number in range(count):
        some = [pl.col(f"c{own.at}") != "" for own in owned if own.tells == number]
        found += pl.any_horizontal(*some).cast(pl.Int64) * (1 << number)
    return found
