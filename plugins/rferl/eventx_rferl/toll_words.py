"""The patterns of ``lexicon/tolls.toml``: one regular expression for each frame in which a toll is told.

The name of the group that matched is the measure. Doesn't look at any text itself.
"""

from __future__ import annotations

import re
from functools import cache

from eventx_rferl.lexicons import settings

MEASURES = ("killed", "injured", "arrested", "abducted")
STATE = r"(?:were|was|have been|has been|had been|are|is|being|be|reported|reportedly|confirmed|found|got)"
ADVERB = (
    r"(?:also|later|slightly|seriously|badly|lightly|critically|severely|fatally|reportedly|mortally|either|themselves|all|still)"
)
LITTLE = "and|or|in|on|at|by|of|for|the|when|after|as"
BETWEEN = (
    rf"(?: {ADVERB}| (?:reported|believed|said|thought|known|confirmed) to (?:have been|be)| found| reported| confirmed| left"
    r"| \w+(?:ed|en|d)(?: [\w’'-]+){0,6}? (?:and|or|then|and then))*"
)


def _any(key: str) -> str:
    """The alternatives of a frame, each measure a named group."""
    data = settings("tolls.toml")
    return "|".join(f"(?P<{m}>{'|'.join(data[m][key])})" for m in MEASURES if data[m].get(key))


@cache
def done() -> re.Pattern[str]:
    """ "were killed", "had been shot dead"."""
    return re.compile(rf"\b{STATE}{BETWEEN} (?:{_any('done')})\b", re.IGNORECASE)


@cache
def dying() -> re.Pattern[str]:
    """ "died", "suffered burns": the subject does it."""
    return re.compile(rf"\b(?:have |has |had )?(?:later |also |reportedly |instantly )?(?:{_any('dying')})\b", re.IGNORECASE)


@cache
def alone() -> re.Pattern[str]:
    """A participle right behind its phrase: "and seven wounded", "12 dead", "a dozen others with injuries"."""
    return re.compile(
        rf"\b(?:{ADVERB} )?(?:(?P<killed>killed|dead|slain|shot dead)|"
        r"(?P<injured>wounded|injured|hurt|with (?:[\w-]+ )?(?:injuries|wounds|burns))"
        r"|(?P<arrested>arrested|detained|in custody))\b",
        re.IGNORECASE,
    )


@cache
def doing() -> re.Pattern[str]:
    """ "killing", "shot dead", "wounded": somebody does it to what follows."""
    return re.compile(
        rf"\b(?:{_any('doing')})(?P<both> (?:or|and) (?:wound(?:ed|ing)|injur(?:ed|ing)))? "
        r"(?:what \w+ (?:said|called|described as) (?:were |as )?)?"
    )


@cache
def of() -> re.Pattern[str]:
    """ "the deaths of", "the bodies of"."""
    return re.compile(rf"\b(?:{_any('of')}) ")


@cache
def counted() -> re.Pattern[str]:
    """What counts deaths or injuries without naming people: "nine bodies", "23 lives"."""
    return re.compile(rf" (?:more |other |further |confirmed |civilian |military )*(?:{_any('counted')})\b")


@cache
def unlisted() -> re.Pattern[str]:
    """ "a cleaner", "four dockers": people in a word that no list holds, after a verb that only people suffer."""
    animals = "|".join(settings("tolls.toml")["animals"]["words"])
    return re.compile(
        rf"(?:an?|another|its|his|her)? ?(?:[a-z][\w-]* ){{0,2}}?(?!(?:{animals}|{LITTLE})\b)[a-z][a-z-]{{3,}}\b"
        r"(?= (?:and|in|on|at|near|when|who|outside|inside|during|of|from|as|aboard|was|were|had|have)\b|[,.;]|$)"
    )


@cache
def split() -> re.Pattern[str]:
    """ "beat", "stabbed", before "... to death"."""
    return re.compile(rf"\b(?:{'|'.join(settings('tolls.toml')['killed']['split'])}) ")


@cache
def none() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """Ways to say that nobody was hurt, with the measures that are 0 then; the first that matches counts."""
    names = {"both": ("killed", "injured"), "killed": ("killed",), "injured": ("injured",)}
    return tuple(
        (names[what], re.compile(rf"\b{words}\b", re.IGNORECASE)) for what, words in settings("tolls.toml")["none"]["patterns"]
    )


@cache
def not_yet() -> re.Pattern[str]:
    """What says that nothing is known yet."""
    return re.compile(settings("tolls.toml")["none"]["unknown"], re.IGNORECASE)


@cache
def replaced() -> re.Pattern[str]:
    """What stands before a count that a newer one replaces."""
    return re.compile("|".join(settings("tolls.toml")["revised"]["before"]), re.IGNORECASE)


@cache
def older() -> re.Pattern[str]:
    """What says that the count of its own sentence is an older one."""
    return re.compile(settings("tolls.toml")["revised"]["opening"], re.IGNORECASE)


@cache
def stem() -> re.Pattern[str]:
    """A quick look whether a sentence can hold a toll at all."""
    return re.compile(
        r"kill|dead|death|die|wound|injur|hurt|harm|slain|slay|slew|shot|gunned|behead|execut|assassin|murder|massacr|stab|beat|hack|"
        r"burn|lynch|slaughter|neutraliz|eliminat|perish|li(?:fe|ves)|casualt|toll|bod(?:y|ies)|corpse|victim|fatalit|treat|hospital|"
        r"arrest|detain|detention|custody|kidnap|abduct|hostage|unscathed|lost|loss|hang|strangl|butcher|decapitat|rounded|blown|"
        r"wiped|suffer|sustain|destroyed|liquidat|fell|succumb|graz|captive|captur|medical|fractur|intensive|maim|mown|mow|down|bitten|slash|knif|remains|jailed|trauma",
        re.IGNORECASE,
    )
