"""Tells where a nation's word means one of its people who attacks: "a Palestinian stabbed a soldier", "an Afghan driver rammed".

Knows the words for who acts alone and for what such people do (``lexicon/contexts.toml``). Crowds of a nation ("Palestinians
threw stones") and those it is done to ("a Palestinian killed in Gaza") are none.
"""

from __future__ import annotations

import re
from functools import cache

from eventx_rferl.language.lexicons import settings
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Token

COUNTED = frozenset("a an one two three four another young armed masked elderly year-old".split())
TRIED = "stab|ram|attack|shoot|knife|run over|kill"
SOMEBODY = (
    r"(?:an?|the|his|her|its|their|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|dozens|scores|some|"
    r"at least|more|about|up to|\d+|[A-Z][\w’'-]+)\b"
)


# "Were shot dead in the city by a young X with a rifle", "was stabbed by two X teenagers".
BY_ONE = wording(
    r"\b(?:shot|stabbed|knifed|killed|hacked|wounded|injured|attacked|murdered|gunned down|run over|rammed|hit)\b[^.;]{0,80}?"
    r" by (?:an?|two|three)(?: (?:young|armed|masked|lone|elderly|teenage|knife-wielding|\w+-year-old))* $"
)


@cache
def _lone_man() -> re.Pattern[str]:
    """What stands behind the nation's word: who it is, and the end of the phrase."""
    who = "|".join(settings("contexts.toml")["words"]["lone"])
    return re.compile(
        rf"(?P<who>(?: (?:{who}))?)"
        r"(?=[,.;]|$| (?:with|who|armed|wielding|in|on|at|near|from|outside|during|after|as|aged?|and)\b)"
    )


@cache
def _attack() -> re.Pattern[str]:
    """What stands behind the nation's word: who it is, and the deed with whom it was done to."""
    words = settings("contexts.toml")["words"]
    who, on, alone = ("|".join(words[name]) for name in ("lone", "assaults-on", "assaults"))
    return re.compile(
        rf"(?P<who>(?: (?:{who}))?)(?:, (?:aged )?\d\d,)?(?: (?:\w+ly|then|later|also|had|has))*"
        rf" (?:(?:{alone})\b|(?:{on}) {SOMEBODY}"
        # "was shot dead after he stabbed an officer"
        r"|(?:with an? [\w-]+ |armed with an? [\w-]+ )?(?:was|were) (?:[\w-]+ )?"
        r"(?:shot|killed|wounded|gunned down|overpowered)\b"
        rf"[^.;]{{0,60}}? (?:after|when|as) (?:he|she|they) (?:\w+ly |had |tried to |attempted to )*(?:{alone}|{on}|{TRIED})\b)"
    )


def attacking_alone(text: str, tokens: tuple[Token, ...], at: int, after: int) -> int | None:
    """Where the words for somebody who attacks end, of a nation's word at one token and those behind it from another on."""
    if at > 0 and BY_ONE.search(text, max(0, tokens[at].start - 120), tokens[at].start):
        one = _lone_man().match(text, tokens[after - 1].end)
        if one:
            return one.end("who")
    counted = at > 0 and (tokens[at - 1].lower in COUNTED or tokens[at - 1].lower.endswith("year-old"))
    deed = _attack().match(text, tokens[after - 1].end) if counted else None
    return deed.end("who") if deed else None
