"""Tells where a nation's word means one of its people who attacks, or its army: "a Palestinian stabbed him", "the Russians".

Knows the words for who acts alone and for what such people do (``lexicon/contexts.toml``), and what only armies do to each other.
Crowds of a nation ("Palestinians threw stones") and those it is done to ("a Palestinian killed in Gaza") are none.
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


# "The Kyrgyz won the place back", "the Tajik side shelled it".
THEY_DO = wording(
    r"(?: side| forces)?(?: (?:had|have|also|then|later|\w+ly))*(?:,? (?:on|in|at|late|early) [^,;.]{3,20},?)? "
    r"(?:(?:re)?captured|seized|took|retook|recaptured|won|occupied|overran|stormed|shelled|bombed|bombarded|shot down|attacked|"
    r"raided|invaded|opened fire|fired (?:on|at|back)|returned fire|struck back|retaliated|counter-?attacked|pulled (?:back|out)|"
    r"withdrew|retreated|handed|broke through|advanced|crossed|blew up|lost \w+ (?:men|soldiers|troops|tanks))\b"
)
# "Drove the Russians out", "took it from the Georgians", "clashed with the Azerbaijanis".
TO_THEM = wording(
    r"\b(?:dr(?:ove|ive|iving|iven)|push(?:ed|ing)?|forc(?:ed|ing)|thr(?:ew|own)|ous(?:ted|ting)|rout(?:ed|ing)|"
    r"defeat(?:ed|ing)|fought|fight(?:ing)?|battl(?:ed|ing)|clash(?:ed|es|ing)? with|against|repel(?:led|ling)|"
    r"shell(?:ed|ing)|ambush(?:ed|ing)|surround(?:ed|ing)|encircl(?:ed|ing)|cost|from|between|"
    r"in the hands of|control of|lost to|fell to)(?: back| off| out)? the $"
)
NO_NOUN = re.compile(
    r"(?! side)\s*(?:[,.;:)]|$| (?:out|from|back|in|at|near|on|off|and|to|who|with|for|after|when|as|along|over|during|into)\b)"
)


def an_army(text: str, start: int, end: int) -> bool:
    """Whether a nation's word, with "the" before it, stands for its army by what it does or what is done to it."""
    if not text.endswith(("the ", "The "), 0, start):
        return False
    if THEY_DO.match(text, end):
        return True
    return NO_NOUN.match(text, end) is not None and TO_THEM.search(text, max(0, start - 40), start) is not None
