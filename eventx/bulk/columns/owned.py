"""A row's own cells in columns: which of them are beyond doubt, and the text they make.

Knows the same as :mod:`eventx.bulk.joining.own`, for many rows at once. Needs the extra ``bulk``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import polars as pl

from eventx.bulk.joining.own import FORMULAS, SHORTEST, SUSPICIOUS, Own
from eventx.rules.words import SHORTER


def fits(own: Own) -> pl.Expr:
    """Whether a column's cells say what they are, and nothing that a rule could be against."""
    cell = pl.col(f"c{own.at}")
    if own.may_run:
        return _are_plain(own, cell) & ~cell.str.contains(f"^[{re.escape(FORMULAS)}]")
    return _are_plain(own, cell)


def _are_plain(own: Own, cell: pl.Expr) -> pl.Expr:
    if own.kind.name == "prose":
        short = cell.str.len_chars().is_between(SHORTEST, SHORTER - 1)
        return (cell == "") | (short & cell.str.contains(r"^\S") & ~cell.str.contains(SUSPICIOUS))
    plain = cell.str.contains(f"^(?:{own.kind.pattern})$")
    if own.missing:
        plain &= ~cell.is_in(own.missing)
    return plain if own.kind.name == "id" else (cell == "") | plain


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
    apart = '"' if own.kind.quoted and not own.delimiter else ""
    written = _written(own, cell)
    text = [pl.lit(around[0] + apart)]
    for part in around[1:-1]:
        text += [written, pl.lit(apart + part + apart)]
    yield pl.when(cell == "").then(pl.lit(blank)).otherwise(pl.concat_str(*text, written, pl.lit(apart + around[-1])))


def _written(own: Own, cell: pl.Expr) -> pl.Expr:
    if own.delimiter:
        quoted = pl.concat_str(pl.lit('"'), cell.str.replace_all('"', '""', literal=True), pl.lit('"'))
        return pl.when(cell.str.contains(f'["\r\n{re.escape(own.delimiter)}]')).then(quoted).otherwise(cell)
    if own.kind.name == "prose":
        return cell.str.replace_many(["\\", '"', "\n"], ["\\\\", '\\"', "\\n"])
    return cell.str.replace_all("\n", "\\n", literal=True) if own.kind.name == "words" else cell


def told(owned: Sequence[Own], count: int) -> pl.Expr:
    """A bit for each loss that comes with a cell that isn't blank."""
    found = pl.lit(0, dtype=pl.Int64)
    for number in range(count):
        some = [pl.col(f"c{own.at}") != "" for own in owned if own.tells == number]
        found += pl.any_horizontal(*some).cast(pl.Int64) * (1 << number)
    return found
