"""Finds whom a sentence only remembers: "a vigil in memory of the workers shot dead in Zhanaozen 12 years ago".

Knows the words of mourning and a time that is over by years. What happened to those remembered is neither what the sentence tells
nor where or when that was.
"""

from __future__ import annotations

from functools import lru_cache

from eventx_rferl.language.calendar_names import MONTH
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Sentence

REMEMBERED = wording(
    r"\b(?:in (?:memory|remembrance|honor|honour) of|(?:to (?:remember|honor|honour|commemorate|mourn)|remembering|honoring|"
    r"honouring|"
    r"commemorating|mourning|anniversary of|names of|portraits? of|photographs? of|pictures? of|relatives of|families of|"
    r"mothers of|"
    r"widows of|tributes? to|graves? of|memorial (?:to|for)|monument (?:to|for)|wreaths for|candles for|prayers for|"
    r"requiem for)) "
    r"(?P<whom>(?:[\w’'-]+,? ){1,8}?(?:killed|shot(?: dead)?|slain|murdered|executed|massacred|gunned down|hanged|burned|buried|"
    r"abducted|kidnapped|died|fell|perished)\b[^,;.]{0,60}?"
    rf"(?:\b(?:\d+|[a-z]+(?:-[a-z]+)?) (?:years?|decades?) (?:ago|earlier|before)|\bin (?:{MONTH} )?(?:19|20)\d\d))\b"
)


@lru_cache(maxsize=16)  # asked for each trigger, place and time of a sentence
def remembered(text: str, sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """Where a sentence names the dead or the taken of another year."""
    return tuple(match.span("whom") for match in REMEMBERED.finditer(text, sentence.start, sentence.end))
