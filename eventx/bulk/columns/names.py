"""Names among a group's cells in columns: which of them stand in for themselves, and what is written for them.

Knows the same as :mod:`eventx.bulk.joining.names`, for many rows at once. Doesn't know what is said of a form, nor how one is
found out (:mod:`eventx.bulk.columns.lookups`). Needs the extra ``bulk``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import polars as pl
from attrs import frozen

from eventx.bulk.joining.names import FORM, LETTER, LONG, STANDS_IN, Named
from eventx.bulk.joining.placeholders import NAME

SUSPECT = f"[{LETTER.removeprefix('A-Za-z')}]{{4}}"
"""In what :data:`FORM` has, nothing is suspicious that has fewer letters beside ASCII in a row."""


@frozen
class Names:
    """The names of a group whose cells are in these columns: rows get ``n`` and the column's number, whether its name is plain,
    and ``p`` and the number, what stands for the cell in the group: if it is plain, the sign of the first name that is the same.
    """

    named: Named
    at: Sequence[int]

    def standing(self) -> Iterator[pl.Expr]:
        """What stands for the cells, of rows of which it is known which are plain."""
        places = [*self.named.signs.items()]
        for number, (place, sign) in enumerate(places):
            cell, found = pl.col(f"c{self.at[place]}"), pl.lit(sign)
            for before, other in reversed(places[:number]):
                same = pl.col(f"n{self.at[before]}") & (pl.col(f"c{self.at[before]}") == cell)
                found = pl.when(same).then(pl.lit(other)).otherwise(found)
            yield pl.when(pl.col(f"n{self.at[place]}")).then(found).otherwise(cell).alias(f"p{self.at[place]}")

    def alone(self) -> Iterator[pl.Expr]:
        """Let no name stand in. Cells that are like a sign say nothing."""
        for place in self.named.signs:
            number = self.at[place]
            yield pl.when(~pl.col(f"c{number}").str.contains(STANDS_IN, literal=True)).then(f"c{number}").alias(f"p{number}")
            yield pl.lit(False).alias(f"n{number}")

    def written(self) -> Iterator[tuple[int, pl.Expr]]:
        """What is written for each sign."""
        for place in self.named.signs:
            number = self.at[place]
            yield NAME - place, pl.when(pl.col(f"n{number}")).then(pl.col(f"c{number}")).otherwise(pl.lit(""))

    def called(self) -> Iterator[tuple[str, pl.Expr]]:
        """What stands in for names, and the names of rows in which it does."""
        for place, sign in self.named.signs.items():
            number = self.at[place]
            yield sign, pl.when(pl.col(f"n{number}")).then(pl.col(f"c{number}")).otherwise(pl.lit(sign))

    def may_fill(self, cells: Sequence[object]) -> bool:
        """Whether texts of a record are each no more than a sign, or have none in them."""
        signs = self.named.signs.values()
        return all(not isinstance(one, str) or STANDS_IN not in one or one in signs for one in cells)


def plain(names: Sequence[Names], cells: pl.DataFrame) -> Iterator[pl.Expr]:
    """Which of a table's names are plain, of rows with these cells."""
    columns = [f"c{one.at[place]}" for one in names for place in one.named.signs]
    if not columns:
        return
    # Most stand in several rows, and many are blank: to tell them apart takes less than to look into each.
    different = pl.concat([cells[name] for name in columns]).alias("name").unique()
    odd = different.filter(different.to_frame().select((pl.col("name") != "") & ~_is_plain(names[0].named)).to_series())
    others = odd.implode()
    for name in columns:
        plain = pl.col(name) != ""
        yield (plain & ~pl.col(name).is_in(others) if odd.len() else plain).fill_null(False).alias(f"n{name[1:]}")


def _is_plain(named: Named) -> pl.Expr:
    # To make small letters of all takes several times as long. A capital I with a dot is two characters then.
    cell, nothing = pl.col("name"), "|".join(map(re.escape, sorted(named.nothing))).replace("i\u0307", "(?:i\u0307|\u0130)")
    found = cell.str.contains(f"^{FORM}$") & (cell.str.len_bytes() < LONG)
    found &= ~cell.str.contains(f"^(?i:{nothing})$|{SUSPECT}")
    return found & ~cell.str.contains(named.delimiter, literal=True) if named.delimiter else found
