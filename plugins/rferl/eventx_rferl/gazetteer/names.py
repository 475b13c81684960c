"""How place names are compared, and what the word beside a name says about its kind. Knows letters and words, not places."""

from __future__ import annotations

import re
import unicodedata

from attrs import frozen

# Signs that transliterations put in or leave away: Sana'a, Nangarhār, Kul’ab.
_DROPPED = dict.fromkeys(map(ord, "'’‘ʼʻ`´ʹʺ\""), None)
_SPACED = dict.fromkeys(map(ord, "-‐‑–—_.,/()"), " ")
_LETTERS = str.maketrans({"ə": "a", "Ə": "a", "ı": "i", "ł": "l", "Ł": "l", "ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae"})
_FOLDED = {**_LETTERS, **_DROPPED, **_SPACED}

_FIRST = (
    "province|oblast|governorate|voivodeship|krai|kray|prefecture|state|republic|autonomous republic|autonomous region|"
    "region|department|territory"
)
_SECOND = "district|county|raion|rayon|municipality|subdistrict|tehsil|agency"
_TOWN = "city|town|village|settlement|port"
_BEHIND = re.compile(rf"(?P<name>.+?)(?:'s|’s)? (?:(?P<first>{_FIRST})|(?P<second>{_SECOND})|(?P<town>{_TOWN}))", re.IGNORECASE)
_AHEAD = re.compile(rf"(?:the )?(?:(?P<first>{_FIRST})|(?P<second>{_SECOND})|(?P<town>{_TOWN})) of (?P<name>.+)", re.IGNORECASE)


@frozen
class NamedKind:
    """A name without its class word, and the kinds that the word allows, the likeliest first; no kinds if no word was there."""

    name: str
    kinds: tuple[str, ...]
    word: str


def folded(name: str) -> str:
    """The form under which a name is looked up: no accents, no apostrophes, hyphens as blanks, case folded."""
    bare = name.translate(_FOLDED)
    if not bare.isascii():
        bare = "".join([letter for letter in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(letter)])
    return " ".join(bare.casefold().split())


def parse(text: str) -> NamedKind:
    """Part "Donetsk region", "province of Kandahar", "Bakhmut district" into the name and the kinds it can have."""
    for pattern in (_AHEAD, _BEHIND):
        if match := pattern.fullmatch(text.strip()):
            if word := match["first"]:
                # "region" and "republic" are also said of areas that are no units.
                return NamedKind(match["name"], ("admin1", "region", "admin2"), word.lower())
            if word := match["second"]:
                return NamedKind(match["name"], ("admin2", "region", "city"), word.lower())
            return NamedKind(match["name"], ("city",), match["town"].lower())
    return NamedKind(text.strip(), (), "")
