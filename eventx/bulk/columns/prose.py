"""Long texts of a column looked through once, for all that is asked of them.

Knows in which of them something can be wrong, and the numbers for their words. Doesn't know what follows from either. Needs the
extra ``bulk``.
"""

from __future__ import annotations

import re

import polars as pl
from attrs import frozen

from eventx.bulk.joining.prose import HARMLESS, SHORTEST, SUSPICIOUS
from eventx.rules.copies import APART, other_words, plain_words
from eventx.rules.texts import COMPUTED, SHORTER

WORDS = "words of notes"
"""The column of the numbers for the words of notes, where these are asked for."""
_HARMLESS = bytes(sorted({*HARMLESS, *b" \n"}))
_TEXT = pl.col("text")
# Most begin with a letter, and are of a good length whatever their characters are: to know that, no text is looked into.
_IS_CLEAR = _TEXT.is_between(pl.lit("A"), pl.lit("{"), closed="left") & _TEXT.str.len_bytes().is_between(
    4 * SHORTEST, SHORTER - 1
)


def _is_odd(text: pl.Expr, *, has: str) -> pl.Expr:
    return text.str.contains(has) | ~text.str.len_chars().is_between(SHORTEST, SHORTER - 1)


_UNCLEAR = _is_odd(pl.when(~_IS_CLEAR).then(_TEXT), has=rf"^[\s{re.escape(COMPUTED)}]").fill_null(False)
_DOUBTFUL = _is_odd(_TEXT, has=rf"{SUSPICIOUS}|^\s")


@frozen
class Through:
    """Texts of a column, all of them in one, and what is ``left`` of that without harmless letters: all that is beside ASCII,
    and little else. ``are_apart``: whether what stands between texts is in none of them."""

    texts: pl.Series
    data: bytes
    left: bytes
    are_apart: bool

    @classmethod
    def of(cls, texts: pl.Series) -> Through:
        """Look through a column; one that isn't there is blank."""
        texts = texts.fill_null("") if texts.null_count() else texts
        # As a list, because an expression copies its only value again and again.
        data = texts.implode().list.join(APART).cast(pl.Binary).item()
        left = data.translate(None, _HARMLESS)
        return cls(texts, data, left, left.count(APART.encode()) + 1 == texts.len())

    def doubtful(self) -> pl.Series:
        """Which texts are not beyond doubt: something can be wrong within them, they begin with white space, or they are too
        short or too long."""
        # What isn't found where harmless letters are taken away isn't there, but for what is so at the beginning alone.
        within = _parted(self.left).str.contains(SUSPICIOUS) if self.are_apart else pl.lit(True)
        texts = self.texts.to_frame("text")
        places = texts.select((within | _UNCLEAR).arg_true()).to_series()
        found = pl.Series([False]).new_from_index(0, texts.height)
        return found.scatter(places, texts[places].select(_DOUBTFUL).to_series())

    def words(self) -> pl.Series:
        """Numbers for the words of texts, the same for the same, whatever their case, spaces and punctuation."""
        if not self.are_apart:
            texts = self.texts.str.replace_all(APART, "", literal=True)
            return Through.of(texts).words() if texts.len() else pl.Series(dtype=pl.UInt64)
        others = other_words(self.left).encode("utf-8", "surrogatepass")
        return pl.select(_parted(plain_words(self.data)).hash() ^ _parted(others).hash(1)).to_series()


def _parted(data: bytes) -> pl.Expr:
    return pl.lit(pl.Series([data])).cast(pl.String).str.split(APART).explode()
