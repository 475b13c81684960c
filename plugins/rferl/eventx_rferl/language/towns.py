"""Says whether a name is a town's: by the words before it, or by the gazetteer.

"The Russian town of Azov" is no brigade of that name. Knows the words for towns that stand before "of". Doesn't read texts.
"""

from __future__ import annotations

from eventx_rferl import gazetteer
from eventx_rferl.language.wording import wording

# The Arabic article before a name, in small letters: "el-Fasher", "ar-Rastan".
ARTICLE = r"(?:a[lrsdnz]|ash|e[lrsdtn])-"
TOWN_OF = wording(r"\b(?:town|city|village|port|hamlet) of $")
REACH = len(" village of ")
"""So far back stands the longest of these words, and what ends the word before it."""


def names_town(text: str, at: int, start: int = 0) -> bool:
    """Whether the name at a place of the text stands behind "town of" and the like, none of it before ``start``."""
    return text.endswith(" of ", 0, at) and TOWN_OF.search(text, max(start, at - REACH), at) is not None


# Fewer people than this and a name is as likely somebody's.
KNOWN = 3_000


def is_town(name: str) -> bool:
    """Whether the gazetteer holds a name as a town of some size, or as a district or province."""
    found = gazetteer.lookup(name.removesuffix("'s").removesuffix("’s"), kinds=("city", "admin1", "admin2"))
    return any(place.kind != "city" or (place.population or 0) >= KNOWN for place in found)
