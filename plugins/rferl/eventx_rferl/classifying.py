"""What kind of event a short piece of news tells, if any: ACLED's event type and sub event type, and eventx's code.

Knows how to look up the word groups and the ordered rules of ``lexicon/snippet_words.toml`` and ``lexicon/snippet_rules.tsv``,
and that what a protest is about is not what happened at it. Reads no dates, places or actors, and doesn't look beyond the
snippet: for an article use the importer, which decides from much more.
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType

from attrs import frozen

from eventx_rferl.lexicons import settings, table

EVENT_TYPES = MappingProxyType(
    {
        "Armed clash": ("armed-clash", "Battles"),
        "Government regains territory": ("territory-regained", "Battles"),
        "Non-state actor overtakes territory": ("territory-overtaken", "Battles"),
        "Excessive force against protesters": ("excessive-force", "Protests"),
        "Protest with intervention": ("protest-intervention", "Protests"),
        "Peaceful protest": ("peaceful-protest", "Protests"),
        "Violent demonstration": ("violent-demonstration", "Riots"),
        "Mob violence": ("mob-violence", "Riots"),
        "Chemical weapon": ("chemical-weapon", "Explosions/Remote violence"),
        "Air/drone strike": ("aerial-strike", "Explosions/Remote violence"),
        "Suicide bomb": ("suicide-bombing", "Explosions/Remote violence"),
        "Shelling/artillery/missile attack": ("bombardment", "Explosions/Remote violence"),
        "Remote explosive/landmine/IED": ("explosive-device", "Explosions/Remote violence"),
        "Grenade": ("grenade", "Explosions/Remote violence"),
        "Sexual violence": ("sexual-violence", "Violence against civilians"),
        "Attack": ("attack-on-civilians", "Violence against civilians"),
        "Abduction/forced disappearance": ("abduction", "Violence against civilians"),
        "Agreement": ("agreement", "Strategic developments"),
        "Arrests": ("arrest", "Strategic developments"),
        "Change to group/activity": ("group-change", "Strategic developments"),
        "Disrupted weapons use": ("weapons-use-disrupted", "Strategic developments"),
        "Headquarters or base established": ("base-established", "Strategic developments"),
        "Looting/property destruction": ("looting-destruction", "Strategic developments"),
        "Non-violent transfer of territory": ("nonviolent-transfer", "Strategic developments"),
        "Other": ("other", "Strategic developments"),
    }
)
PLAIN = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2010": "-", "\u2011": "-", "\u2013": "-"})
REFERENCE = re.compile(r"<(\w+)>")
# More than a paragraph says no more about its kind, and the patterns' time stays bounded.
MAX_CHARACTERS = 2000


@frozen
class Classification:
    """The kind of an event: eventx's code and ACLED's two names."""

    type: str
    event_type: str
    sub_event_type: str


@frozen
class _Rule:
    sub_event_type: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


def classify(text: str) -> Classification | None:
    """The kind of event that a snippet or headline tells; None if it tells none."""
    snippet = " ".join(text.translate(PLAIN).split())[:MAX_CHARACTERS]
    if not snippet:
        return None
    known: dict[str, bool] = {}
    if _stands("protest", snippet, known):
        snippet = _purpose().sub(" ", snippet)
    for rule in _rules():
        if all(_stands(name, snippet, known) for name in rule.wanted) and not any(
            _stands(name, snippet, known) for name in rule.unwanted
        ):
            if rule.sub_event_type == "none":
                return None
            code, event_type = EVENT_TYPES[rule.sub_event_type]
            return Classification(code, event_type, rule.sub_event_type)
    return None


def _stands(name: str, snippet: str, known: dict[str, bool]) -> bool:
    if name not in known:
        known[name] = _group(name).search(snippet) is not None
    return known[name]


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(row["sub_event_type"], tuple(row["all"].split()), tuple(row["unless"].split()))
        for row in table("snippet_rules.tsv")
    )


@cache
def _group(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_expanded(name)})(?!\w)", re.IGNORECASE)


@cache
def _expanded(name: str) -> str:
    words: list[str] = settings("snippet_words.toml")[name]
    return "|".join(REFERENCE.sub(_reference, word) for word in words)


def _reference(match: re.Match[str]) -> str:
    return f"(?:{_expanded(match.group(1))})"


@cache
def _purpose() -> re.Pattern[str]:
    """What a demonstration is for or against, up to the next clause."""
    return re.compile(
        r"\b(?:against|to (?:condemn|denounce|demand|protest)|condemning|denouncing|demanding|in (?:solidarity with|support of)|"
        r"calling for|to call for|over|in memory of|to mark)\s[^,.;]*?"
        r"(?=[,.;]|\s(?:were|was|when|as|before|and|until|but|where|while|turned|clashed|with (?:tear|live|water|rubber))\b|$)",
        re.IGNORECASE,
    )
