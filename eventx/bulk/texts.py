"""The text of a chunk's rows, put together from what is known of their groups and from their own cells.

Knows how segments become columns that are written one after the other, with commas between them as a table has. Doesn't know how
rows are judged (:mod:`eventx.bulk.columns`). Needs the extra ``bulk``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import polars as pl
from attrs import frozen

from eventx.bulk.joining import Joiner
from eventx.bulk.lookups import Lookup
from eventx.bulk.owned import text_of


class Texts:
    """Writes the rows of one table for one output; ``between`` stands between two of them."""

    def __init__(self, joiner: Joiner, lookups: Sequence[Lookup], between: str = "") -> None:
        self._joiner, self._lookups, self._between = joiner, lookups, between

    def whole(self) -> pl.Expr:
        """The text of each row in one column, from what is known of its groups, its own cells, and those that travel."""
        return pl.concat_str([pl.lit(part) if isinstance(part, str) else part for part in self._parts()])

    def written(self, rows: pl.DataFrame) -> Written:
        """The texts of rows."""
        texts = [text.alias(f"t{number}") for number, text in enumerate(self._apart())]
        apart = rows.select(texts)
        between = len(texts) - 1 + len(self._between.encode())
        ends = apart.select((pl.sum_horizontal(pl.all().str.len_bytes()) + between).cast(pl.Int64).cum_sum()).to_series()
        out = io.BytesIO()
        # A table without quotes is the quickest way from strings to bytes: what stands between commas needn't be put together.
        apart.write_csv(out, include_header=False, quote_style="never", line_terminator=self._between)
        return Written(out.getbuffer(), ends, len(self._between.encode()))

    def _apart(self) -> Iterator[pl.Expr]:
        """The text of the rows, apart at commas wherever that saves putting it together."""
        together: list[pl.Expr | str] = []
        for part in (*self._parts(), ","):
            if isinstance(part, pl.Expr) or not part.startswith(","):
                together.append(part)
                continue
            found = [pl.lit(one) if isinstance(one, str) else one for one in together]
            yield pl.concat_str(found) if len(found) > 1 else found[0] if found else pl.lit("")
            together = [part[1:]] if part != "," else []

    def _parts(self) -> Iterator[pl.Expr | str]:
        """The segments of the rows."""
        at = self._joiner.points.at if self._joiner.points is not None else ()
        point = [pl.col(f"c{number}").str.strip_chars_end("0") for number in at]
        for segment in self._joiner.segments:
            if isinstance(segment, bytes):
                yield segment.decode()
                continue
            match segment.of:
                case "group":
                    for part in self._lookups[segment.number].texts(segment.index):
                        yield point[part] if isinstance(part, int) else part
                case "own":
                    yield from text_of(self._joiner.owned[segment.number], segment.index)
                case "extras":
                    yield pl.col(f"x{segment.number}")
                case _:
                    yield pl.col(segment.of)


@frozen
class Written:
    """The texts of a chunk's rows, and where each ends with what follows it, which is ``between`` bytes long."""

    data: memoryview
    ends: pl.Series
    between: int

    def part(self, first: int, stop: int) -> memoryview:
        """The texts of some rows, of at least one, and what stands between them."""
        begin = self.ends[first - 1] if first else 0
        return self.data[begin : self.ends[stop - 1] - self.between]
