"""Says whether the words before a name make it a town's: "the Russian town of Azov" is no brigade of that name.

Knows the words for towns that stand before "of". Doesn't know any town.
"""

from __future__ import annotations

from eventx_rferl.language.wording import wording

# The Arabic article before a name, in small letters: "el-Fasher", "ar-Rastan".
ARTICLE = r"(?:a[lrsdnz]|ash|e[lrsdtn])-"
TOWN_OF = wording(r"\b(?:town|city|village|port|hamlet) of $")
REACH = len(" village of ")
"""So far back stands the longest of these words, and what ends the word before it."""


def names_town(text: str, at: int, start: int = 0) -> bool:
    """Whether the name at a place of the text stands behind "town of" and the like, none of it before ``start``."""
    return text.endswith(" of ", 0, at) and TOWN_OF.search(text, max(start, at - REACH), at) is not None
