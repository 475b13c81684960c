"""The words that patterns can't do without, read off once and kept in ``lexicon/needed.tsv``.

To read them off takes some .15 seconds for the patterns of one article, to look them up next to nothing. Each line of the table
stands for the very text of one pattern, so one that is new or was edited is simply not there, and is read off when it is first
asked for. A line that begins with ``^`` holds the words with which the pattern's matches begin.
``scripts/read_off_patterns.py`` makes the table again. Doesn't know how a pattern is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from eventx_rferl.language.needed import Keys, begins, needed

TABLE = "needed.tsv"
FIRST = "^"


def digest(pattern: str) -> str:
    """What stands for a pattern in the table."""
    from hashlib import blake2b  # with which OpenSSL is loaded; whoever only recognises articles asks for no pattern

    return blake2b(pattern.encode(), digest_size=8).hexdigest()


def line_of(pattern: str, sets: tuple[Keys, ...]) -> str:
    """A line of the table: the pattern's digest, then the sets in their order, the words of each in the alphabet's."""
    return "\t".join([digest(pattern), *(" ".join(sorted(words)) for words in sets)])


@cache
def _lines() -> Mapping[str, str]:
    text = (files("eventx_rferl") / "lexicon" / TABLE).read_text(encoding="utf-8")
    rows = (line.partition("\t") for line in text.splitlines() if not line.startswith("#"))
    return MappingProxyType({key: sets for key, _, sets in rows})


def kept(pattern: str, mark: str = "") -> tuple[Keys, ...] | None:
    """What the table says that a pattern needs, or what the ``mark`` stands for; None if it doesn't hold the pattern."""
    sets = _lines().get(mark + digest(pattern))
    if sets is None:
        return None
    return tuple([Keys(words.split(" ")) for words in sets.split("\t")]) if sets else ()


def words_of(pattern: str) -> tuple[Keys, ...]:
    """As :func:`eventx_rferl.language.needed.needed`, looked up if the table holds the pattern."""
    found = kept(pattern)
    return needed(pattern) if found is None else found


def beginnings_of(pattern: str) -> Keys:
    """As :func:`eventx_rferl.language.needed.begins`, looked up if the table holds the pattern."""
    found = kept(pattern, FIRST)
    return begins(pattern) if found is None else Keys().union(*found)
