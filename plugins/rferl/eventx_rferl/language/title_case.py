"""Writes the common words of a title In Capitals small, so that they read as in a sentence; no letter changes its place.

Knows the words that other lists hold, and days and names of groups and places, which stay as they are. A word that no list holds
is taken for a name, but for what says what sort of town it is.
"""

from __future__ import annotations

import re
from functools import cache

from eventx_rferl import gazetteer
from eventx_rferl.language.calendar_names import MONTH, WEEKDAY
from eventx_rferl.language.historical_present import FRONTED, NO_SUBJECT, PARTED, WHOSE, present_forms
from eventx_rferl.language.lexicons import (
    civilian_objects,
    country_words,
    forces,
    groups,
    persons,
    settings,
    trigger_forms,
    weapons,
)

WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
A_DAY = re.compile(rf"(?:{WEEKDAY}|{MONTH} \d)")
SORT_OF_TOWN = re.compile(r"[A-Z][a-z-]+ (?=(?:Town|City|Village) Of )")
FEWEST = 4
ENDED = '.!?"”'
LITTLE = frozenset("is are was were been be and over out up down off no not has have had amid despite new home border".split())
MOST = 5  # words of a name


def in_title_case(words: str) -> bool:
    """Whether all longer words of a line that isn't ended as a sentence are capitalised."""
    if words[-1:] in ENDED:
        return False
    longer = [word for word in words.split() if len(word) > 3 and word[0].isalpha()]
    return len(longer) >= FEWEST and sum(word[0].isupper() for word in longer) >= 0.9 * len(longer)


def in_small_letters(words: str) -> str:
    """The title with its common words in small letters."""
    found = list(WORD.finditer(words))
    small = list(words)
    kept = {n for at in range(len(found)) for n in _named(words, found, at)}
    for n, match in enumerate(found):
        common = match[0].lower() in _common() or SORT_OF_TOWN.match(words, match.start())
        if n and n not in kept and match[0].istitle() and common and not A_DAY.match(words, match.start()):
            small[match.start()] = match[0][0].lower()
    return "".join(small)


def _named(words: str, found: list[re.Match[str]], at: int) -> range:
    """The words of a name that begins with one of them, if it has several."""
    for size in range(min(MOST, len(found) - at), 1, -1):
        name = words[found[at].start() : found[at + size - 1].end()]
        if name in groups() or name in country_words() or gazetteer.is_name(name):
            return range(at, at + size)
    return range(0)


@cache
def _common() -> frozenset[str]:
    lists = (trigger_forms(), persons(), forces(), weapons(), civilian_objects(), settings("numbers.toml")["words"])
    single = {word for words in lists for phrase in words for word in phrase.lower().split()}
    return frozenset(single | {*present_forms()} | NO_SUBJECT | FRONTED | PARTED | WHOSE | LITTLE)
