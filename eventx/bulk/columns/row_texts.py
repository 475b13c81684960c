"""The text of a chunk's rows, put together from what is known of their groups and from their own cells.

Knows how segments become columns that are written one after the other, with commas between them as a table has. Doesn't know how
rows are judged (:mod:`eventx.bulk.columns.in_order`). Needs the extra ``bulk``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import polars as pl
from attrs import frozen

from eventx.bulk.columns.lookups import Lookup
from eventx.bulk.columns.own_cells import cells_of, text_of, text_of_prose
from eventx.bulk.joining.joiner import Joiner
from eventx.bulk.joining.placeholders import PROSE
from eventx.bulk.joining.segments import Gap, Segment


class RowTexts:
    """Writes the rows of one table for one output; ``between`` stands between two of them."""

    def __init__(self, joiner: Joiner, lookups: Sequence[Lookup], between: str = "") -> None:
        self._joiner, self._lookups, self._between = joiner, lookups, between.encode()
        self._segments = self._folded() if lookups else joiner.segments
        self._free: list[io.BytesIO] = []
        self._made: tuple[Sequence[int], Sequence[pl.Expr]] = ([], [])

    def _folded(self) -> Sequence[Segment]:
        """The segments of a row, those of groups with what is the same around them."""
        found: list[Segment] = []
        befores: dict[Gap, str] = {}
        afters: dict[Gap, str] = {}
        segments = self._joiner.segments
        for segment, after in zip(segments, (*segments[1:], b""), strict=True):
            if isinstance(segment, Gap):
                found.append(segment)
            elif found and isinstance(last := found[-1], Gap) and last.of == "group":
                afters[last] = segment.decode()
            elif isinstance(after, Gap) and after.of == "group":
                befores[after] = segment.decode()
            else:
                found.append(segment)
        for slot in {**befores, **afters}:
            self._lookups[slot.number].put_around(slot.index, befores.get(slot, ""), afters.get(slot, ""))
        return found

    def whole(self) -> pl.Expr:
        """The text of each row in one column, from what is known of its groups, its own cells, and those that travel."""
        return pl.concat_str([pl.lit(part) if isinstance(part, str) else part for part in self._parts()])

    def columns(self) -> Sequence[pl.Expr]:
        """The text of each row, apart at commas."""
        versions = [one.version for one in self._lookups]
        if versions != self._made[0]:
            self._made = versions, [text.alias(f"t{number}") for number, text in enumerate(self._apart())]
        return self._made[1]

    def written(self, texts: pl.DataFrame) -> Written:
        """The texts of rows, given in these columns."""
        length = pl.sum_horizontal(pl.all().str.len_bytes()) + (texts.width - 1 + len(self._between))
        ends = texts.select(length.cast(pl.Int64).cum_sum()).to_series()
        try:
            out = self._free.pop()
        except IndexError:  # two threads may ask at once
            out = io.BytesIO()
        out.seek(0)
        # A table without quotes is the quickest way from strings to bytes: what stands between commas needn't be put together.
        texts.write_csv(out, include_header=False, quote_style="never", line_terminator=self._between.decode())
        return Written(out, ends, len(self._between))

    def done(self, written: Written) -> None:
        """Let the room of texts that were written be used again, because new memory costs more than copying."""
        self._free.append(written.out)

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
        points = self._joiner.points
        own: dict[int, pl.Expr] = {} if points is None else dict(enumerate(cells_of(points)))
        of_lookups = [own | dict(_own_of(lookup)) for lookup in self._lookups]
        for segment in self._segments:
            if isinstance(segment, bytes):
                yield segment.decode()
                continue
            match segment.of:
                case "group":
                    own = of_lookups[segment.number]
                    for part in self._lookups[segment.number].texts(segment.index):
                        yield own[part] if isinstance(part, int) else part
                case "own":
                    yield from text_of(self._joiner.owned[segment.number], segment.index)
                case "extras":
                    yield pl.col(f"x{segment.number}")
                case _:
                    yield pl.col(segment.of)


def _own_of(lookup: Lookup) -> Iterator[tuple[int, pl.Expr]]:
    """What is written for the signs of a row's own prose and names."""
    if lookup.prose is not None:
        yield PROSE, text_of_prose(lookup.prose)
    if lookup.names is not None:
        yield from lookup.names.written()


@frozen
class Written:
    """The texts of a chunk's rows, and where each ends with what follows it, which is ``between`` bytes long."""

    out: io.BytesIO
    ends: pl.Series
    between: int

    def part(self, first: int, stop: int) -> memoryview:
        """The texts of some rows, of at least one, and what stands between them. Released before the next chunk is written."""
        begin = self.ends[first - 1] if first else 0
        return self.out.getbuffer()[begin : self.ends[stop - 1] - self.between]
