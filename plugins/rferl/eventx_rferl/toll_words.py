"""The patterns of ``lexicon/tolls.toml``: one regular expression for each frame in which a toll is told.

The name of the group that matched is the measure. Below them the frames that no list of verbs makes.
Doesn't look at any text itself.
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
    return re.compile(rf"\b{STATE}{BETWEEN} [“\"]?(?:{_any('done')})\b", re.IGNORECASE)


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
def subject() -> re.Pattern[str]:
    """ "A beekeeper", "the mason from Gori" before "was killed": one person in a word that no list holds."""
    animals = "|".join(settings("tolls.toml")["animals"]["words"])
    return re.compile(
        rf"(?:^|[,;] |\b(?:and|that|said|when|where|but) )(?P<who>(?:[Aa]n?|[Oo]ne|[Tt]he|[Hh]is|[Hh]er) "
        rf"(?:[a-z][\w’'-]* ){{0,2}}(?!(?:{animals}|{LITTLE})\b)[a-z][a-z-]{{3,}})(?: (?:in|from|of|at|on|near) [^,;]{{2,40}})? $"
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
        r"kill|dead|death|die|wound|injur|hurt|harm|slain|slay|slew|shot|shoot|gunned|behead|execut|assassin|murder|"
        r"massacr|stab|beat|hack|burn|lynch|slaughter|neutraliz|eliminat|perish|li(?:fe|ves)|casualt|toll|"
        r"bod(?:y|ies)|corpse|victim|fatalit|treat|hospital|arrest|detain|detention|custody|kidnap|abduct|hostage|"
        r"unscathed|lost|loss|hang|strangl|butcher|decapitat|rounded|blown|wiped|shed|blood|never|come back|coffin|"
        r"blind|trampl|scald|bruis|heads|stretcher|account|finish|picked|struck down|throat|bur(?:ied|ying|n)|crush|"
        r"suffoc|chok|froze|drown|surviv|gassed|torn|sent|sending|club|flog|whip|broke|suffer|sustain|destroyed|"
        r"liquidat|fell|fallen|no one|nobody|no-one|succumb|graz|captive|captur|medical|fractur|intensive|maim|mown|"
        r"mow|down|bitten|slash|knif|remains|jailed|trauma",
        re.IGNORECASE,
    )


HOSTAGE = re.compile(r"\b(?:took|taking|taken|takes) (?P<who>[^,;.]{3,60}?) (?P<how>hostage|captive|prisoner|into custody)\b")
FATE = re.compile(r" ?(?:\w+ )?(?:to death|dead|alive|ablaze|down|(?:his|her|their) li(?:fe|ves))\b")
HOSPITAL = re.compile(r"\b(?:sent|sending|put|putting|landed|landing|took|rushed) ")
NUMBERED = re.compile(r"\b[Tt]he (?P<n>dead|killed|wounded|injured)(?= (?:now )?number(?:ed|s)? )(?P<toll>)(?P<put>)(?P<those>)")
INTO = re.compile(r" ?(?:others |people |more )?(?:to|in|into) (?:the |a |\w+ )?(?:hospitals?|clinics?|intensive care)\b")
THEM = re.compile(
    r"\b(?:(?:kill|execut|behead|murder|lynch|massacr|slaughter)(?:ed|ing)|shot|shooting|gunned|gunning|"
    r"(?:beat(?:en|ing)?|stabb(?:ed|ing)|hack(?:ed|ing)|burn(?:ed|t|ing)|ston(?:ed|ing))"
    r"(?= \w+ (?:all )?(?:to death|dead|alive))) (?:them|both|each)\b"
)
INVERTED = re.compile(
    r"(?:^|; )(?:(?P<killed>Killed|Dead|Shot dead)|(?P<injured>Wounded|Injured)|(?P<arrested>Arrested|Detained))\b"
    r"[^,;.]{0,50} (?:was|were) "
)
HANGS = re.compile(r"\b(?:of|in|at|by|from|with|to|for|on|\w+ing) $")
LEAVING = re.compile(r"\b(?:leaving|left|leave|leaves) (?:behind )?")
LEFT = re.compile(
    r" ?(?:others |people |more )?(?:or )?(?P<state>dead|wounded|injured|hurt|hospitalized|"
    r"with (?:[\w-]+ ){0,2}(?:injuries|wounds|burns))\b"
)
FORMER = re.compile(
    r"\b(?:earlier|previously|initially|at first|first|initial|preliminary)(?: [\w’'-]+){0,4}? "
    r"(?:said|say|spoken|spoke|reported|put|given|gave|counted|announced|told)\b(?: [\w’'-]+){0,4}?\s$"
)
LOST = re.compile(r"\b(?:has |have |had )?(?:lost|losing|loses) ")
WITH_THEM = re.compile(r"(?: as well)?,? (?:along with|together with|as were|as was|alongside|as well as) ")
PRESUPPOSED = re.compile(r"\b(?:to avenge|revenge for|anniversary of|over|trial|accused|convicted|for)(?: the)? $")
RESPONSIBLE = re.compile(r"\b(?:blamed|responsib\w+|credit) for(?: the)? $")
RETURNED = re.compile(
    r"\b(?:(?:return|exchang|repatriat|swap|transfer|releas)\w*|hand(?:ed|ing|s)? (?:over|back))\b", re.IGNORECASE
)
WHO = r"dead|killed|deaths?|wounded|injured|casualties|victims|fatalities|people killed|people injured|those killed|those injured"
TOLL = re.compile(
    rf"\b(?:(?P<toll>(?:death |casualty )?toll)|(?:number|count|figure) of (?P<n>{WHO})|"
    r"(?:puts?|putting) (?:[\w’'-]+ ){0,4}?(?P<put>dead|injured|wounded|losses|figure|count)|"
    r"(?:losses|dead|killed|toll)\b[^;.]{0,80}\b"
    r"(?:put|puts|putting) (?P<those>those|it|them))\b",
    re.IGNORECASE,
)
TO = re.compile(
    r"(?:\b(?:to|at|was|is|stands at|stood at|of|reached|reaching|passed|hit|exceeded|surpassed|is now|as|numbers?|numbered)|:)"
    r" (?:the )?[“\"]?$"
)
FINITE = re.compile(
    r"\b(?:was|were|had|has|have|is|are|which|when|after|while|but|said|says|if|before|because|until|killed|wounded)\b"
)
RELATIVE = re.compile(r"^,? (?:who|whom|that)\b")
ASIDE = re.compile(r",[^,]*,|\([^)]*\)|–[^–]*–|“[^”]*”|\"[^\"]*\"")
