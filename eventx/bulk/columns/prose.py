"""Long texts of a column looked through once, for all that is asked of them.

Knows in which of them something can be wrong, and the numbers for their words. Doesn't know what follows from either. Needs the
extra ``bulk``.
"""

from __future__ import annotations

import re

import polars as pl
from attrs import frozen

from eventx.bulk.joining.prose import HARMLESS, SUSPICIOUS
from eventx.rules.copies import APART, other_words, plain_words
from eventx.rules.words import COMPUTED

WORDS = "words of notes"
"""The column of the numbers for the words of notes, where these are asked for."""
_HARMLESS = bytes(sorted({*HARMLESS, *b" \n"}))


@frozen
class Through:
    """Texts of a column, all of them in one, and what is ``left`` of that without harmless letters: all that is beside ASCII,
    and little else."""

    texts: pl.Series
    data: bytes
    left: bytes

    @classmethod
    def of(cls, texts: pl.Series) -> Through:
        """Look through a column; one that isn't there is blank."""
        texts = texts.fill_null("") if texts.null_count() else texts
        data = pl.select(pl.lit(texts).str.join(APART).cast(pl.Binary)).item() or b""
        return cls(texts, data, data.translate(None, _HARMLESS))

    def suspicious(self) -> pl.Series:
        """In which texts something can be wrong."""
        if not self._is_apart:
            return self.texts.str.contains(SUSPICIOUS)
        # What isn't found where harmless letters are taken away isn't there, but for what is so at the beginning alone.
        odd = _parted(self.left).str.contains(SUSPICIOUS) | pl.lit(self.texts).str.contains(f"^[{re.escape(COMPUTED)}]")
        places = pl.select(odd.arg_true()).to_series()
        found = pl.Series([False]).new_from_index(0, self.texts.len())
        return found.scatter(places, self.texts.gather(places).str.contains(SUSPICIOUS))

    def words(self) -> pl.Series:
        """Numbers for the words of texts, the same for the same, whatever their case, spaces and punctuation."""
        if not self._is_apart:
            texts = self.texts.str.replace_all(APART, "", literal=True)
            return Through.of(texts).words() if texts.len() else pl.Series(dtype=pl.UInt64)
        others = other_words(self.left).encode("utf-8", "surrogatepass")
        return pl.select(_parted(plain_words(self.data)).hash() ^ _parted(others).hash(1)).to_series()

    @property
    def _is_apart(self) -> bool:
        """Whether what stands between texts is in none of them."""
        return self.left.count(APART.encode()) + 1 == self.texts.len()


def _parted(data: bytes) -> pl.Expr:
    return pl.lit(pl.Series([data])).cast(pl.String).str.split(APART).explode()
