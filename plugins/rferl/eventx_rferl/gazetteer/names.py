"""How place names are compared. Knows letters, not places."""

from __future__ import annotations

import unicodedata

# Signs that transliterations put in or leave away: Sana'a, Nangarhār, Kul’ab.
_DROPPED = dict.fromkeys(map(ord, "'’‘ʼʻ`´ʹʺ\""), None)
_SPACED = dict.fromkeys(map(ord, "-‐‑–—_.,/()"), " ")
_LETTERS = str.maketrans({"ə": "a", "Ə": "a", "ı": "i", "ł": "l", "Ł": "l", "ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae"})


def folded(name: str) -> str:
    """The form under which a name is looked up: no accents, no apostrophes, hyphens as blanks, case folded."""
    apart = unicodedata.normalize("NFKD", name.translate(_LETTERS).translate(_DROPPED).translate(_SPACED))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())
