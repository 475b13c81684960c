"""Titles and offices of ``lexicon/titles.toml``, as words and as patterns.

Knows which kinds of titles there are. Doesn't know whose they are.
"""

from __future__ import annotations

from functools import cache

from eventx_rferl.language.lexicons import settings

LEADERS = ("ranks", "clergy", "rulers", "chiefs")


@cache
def titles(*kinds: str) -> tuple[str, ...]:
    """The titles of some kinds, in lower case."""
    return tuple(word for kind in kinds for word in settings("titles.toml")[kind])


@cache
def title(*kinds: str, small: bool = True) -> str:
    """A pattern for one title of some kinds: with a capital, and in small letters, too, unless ``small`` is false."""
    first = (f"[{word[0].upper()}{word[0]}]" if small else word[0].upper() for word in titles(*kinds))
    return "|".join(begin + word[1:] for begin, word in zip(first, titles(*kinds), strict=True))
