"""How English nouns and verbs are inflected. Knows no word but what it is told is irregular."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

# "stop", "rob", "drag": one syllable, one vowel, one consonant.
_DOUBLES = re.compile(r"[^aeiou]*[aeiou][bcdfgklmnprtvz]")


def plural(noun: str) -> str:
    """The regular plural of a noun phrase (its last word)."""
    if noun.endswith(("corps", "forces")):
        return noun
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if _turns_to_i(noun):
        return noun[:-1] + "ies"
    if noun.endswith("man") and noun != "human":
        return noun[:-3] + "men"
    return noun + "s"


def _turns_to_i(word: str) -> bool:
    """Whether a word ends with a "y" that becomes "ie": "city", not "day"."""
    return word.endswith("y") and word[-2:-1] not in ("", "a", "e", "i", "o", "u")


def inflected(verb: str, irregular: Mapping[str, tuple[str, str, str, str]]) -> MappingProxyType[str, str]:
    """Forms of a verb -> base, third, past, participle, ing. The first word that is no adverb is inflected.

    ``irregular``: by base, its past, participle, ing and third, blank where they are regular.
    """
    first, _, rest = verb.partition(" ")
    if first.endswith("ly") and rest:
        return MappingProxyType({f"{first} {form}": which for form, which in inflected(rest, irregular).items()})
    past, participle, ing, third = irregular.get(first, ("", "", "", ""))
    if not past:
        stem = first[:-1] if first.endswith("e") else first + first[-1] if _DOUBLES.fullmatch(first) else first
        past = first[:-1] + "ied" if _turns_to_i(first) else stem + "ed"
        ing = (first if first.endswith("ee") else stem) + "ing"
    third = third or plural(first) if not _turns_to_i(first) else first[:-1] + "ies"
    tail = f" {rest}" if rest else ""
    forms: dict[str, str] = {first + tail: "base", third + tail: "third", ing + tail: "ing"}
    forms[(participle or past) + tail] = "participle"
    forms[past + tail] = "past"
    return MappingProxyType(forms)
