"""What a pattern asks a text for: words, the first letters of words, digits.

Knows how they are written in tables and sets. Doesn't know any pattern.
"""

from __future__ import annotations

# Of a word whose end is open so many letters are a key, with a star behind.
STEM = 4
# Stands for any number.
DIGIT = r"\d"

Keys = frozenset[str]


def folded(text: str) -> str:
    """Lower case, with the three letters that match "i" and "s" without regard to case written as these."""
    return text.lower() if text.isascii() else text.replace("İ", "i").replace("ı", "i").replace("ſ", "s").lower()
