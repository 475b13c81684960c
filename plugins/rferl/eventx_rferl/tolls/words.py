"""The patterns of ``lexicon/tolls.toml``: one regular expression for each frame in which a toll is told.

The name of the group that matched is the measure. Below them the frames that no list of verbs makes.
Looks at a text only to tell whether any of them can match.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from eventx_rferl.language.keys import folded
from eventx_rferl.language.lexicons import settings
from eventx_rferl.language.wording import Patterns, Wording, wording
from eventx_rferl.model import Sentence

MEASURES = ("killed", "injured", "arrested", "abducted")
STATE = (
    r"(?:(?:were|was|are|is) being|had to be|were|was|(?:have|has|had)(?: since| later| also| all| already| both)? been|are|is|"
    r"being|be|reported|reportedly|confirmed|found|got)"
)
ADVERB = (
    r"(?:also|later|either|themselves|all|still|now|"
    r"(?!(?:near|hard|narrow|bare|scarce|most|fatal|mortal|respective|false)ly\b)[a-z]+ly)"
)
LITTLE = "and|or|in|on|at|by|of|for|the|when|after|as"
SHARES = "thirds?|quarters?|fifths?|tenths?|half|majority|minority|fraction|share|portion|part|number"
# "Are now known to have died".
THOUGHT_TO = (
    r"(?:(?:is|are|was|were) (?:now |also |still )?(?:reported|believed|said|thought|known|feared|confirmed|understood|"
    r"presumed) to )?"
)
# At most so many, since what stands between can be read in several ways: without a bound the ways multiply.
BETWEEN = (
    rf"(?: {ADVERB}| (?:reported|believed|said|thought|known|confirmed) to (?:have been|be)| found| reported| confirmed| left"
    r"| (?:[\w-]+(?:ed|en|d)|put|shot|cut|set)(?: [\w’'-]+){0,6}? (?:and|or|then|and then)){0,4}"
)


def _any(key: str) -> str:
    """The alternatives of a frame, each measure a named group."""
    data = settings("tolls.toml")
    return "|".join(f"(?P<{m}>{'|'.join(data[m][key])})" for m in MEASURES if data[m].get(key))


@cache
def done() -> Wording:
    """ "were killed", "had been shot dead"."""
    return wording(rf"\b{STATE}{BETWEEN} [“\"]?(?:{_any('done')})\b", re.IGNORECASE)


@cache
def dying() -> Wording:
    """ "died", "suffered burns": the subject does it."""
    return wording(
        rf"\b{THOUGHT_TO}(?:have |has |had )?(?:later |since |also |reportedly |instantly )?(?:{_any('dying')})\b", re.IGNORECASE
    )


@cache
def alone() -> Wording:
    """A participle right behind its phrase: "and seven wounded", "12 dead", "a dozen others with injuries"."""
    return wording(
        rf"\b(?:{ADVERB} )?(?:left )?(?:"
        r"(?P<killed>killed|dead|slain|shot dead|neutralized|neutralised|eliminated|lost(?= and\b|[,.;]|$))|"
        r"(?P<injured>wounded|injured|hurt|maimed|with (?:[\w-]+ )?(?:injuries|wounds|burns))"
        r"|(?P<arrested>arrested|detained|captured(?! (?:the|an?|on (?:camera|video|film))\b)|in custody)|"
        r"(?P<abducted>abducted|kidnapped|taken (?:hostage|captive)))\b",
        re.IGNORECASE,
    )


@cache
def doing() -> Wording:
    """ "killing", "shot dead", "wounded": somebody does it to what follows."""
    return wording(
        rf"\b(?:{_any('doing')})(?P<both> (?:or|and) (?:wound(?:ed|ing)|injur(?:ed|ing)))? "
        r"(?:what \w+ (?:said|called|described as) (?:were |as )?)?"
    )


@cache
def of() -> Wording:
    """ "the deaths of", "the bodies of"."""
    return wording(rf"\b(?:{_any('of')}) ")


@cache
def counted() -> Wording:
    """What counts deaths or injuries without naming people: "nine bodies", "23 lives"."""
    kind = (
        r"more |other |further |confirmed |civilian |military |enemy |rebel |police |[A-Z][\w’'-]+ |"
        r"(?:charred|burned|mutilated|decapitated|beheaded|headless|dismembered|decomposed|decomposing|bound|tortured|bloodied|"
        r"unidentified|lifeless|dead|[a-z]+-riddled|half-[a-z]+)(?=,? (?:[\w-]+ )?(?:bod|corp)),? "
    )
    return wording(rf" (?:{kind})*(?:{_any('counted')})\b")


@cache
def unlisted() -> Wording:
    """ "a cleaner", "four dockers": people in a word that no list holds, after a verb that only people suffer."""
    animals = "|".join(settings("tolls.toml")["animals"]["words"])
    return wording(
        rf"(?:an?|another|its|his|her)? ?(?:[a-z][\w-]* ){{0,2}}?(?!(?:{animals}|{LITTLE}|{SHARES})\b)[a-z][a-z-]{{3,}}\b"
        r"(?= (?:and|in|on|at|near|when|who|outside|inside|during|of|from|as|aboard|was|were|had|have)\b|[,.;]|$)"
    )


@cache
def subject() -> Wording:
    """ "A beekeeper", "the mason from Gori" before "was killed": one person in a word that no list holds."""
    animals = "|".join(settings("tolls.toml")["animals"]["words"])
    return wording(
        rf"(?:^|[,;] |\b(?:and|that|said|when|where|but) )(?P<who>(?:[Aa]n?|[Oo]ne|[Tt]he|[Hh]is|[Hh]er) "
        rf"(?:[a-z][\w’'-]* ){{0,2}}(?!(?:{animals}|{LITTLE})\b)[a-z][a-z-]{{3,}})(?: (?:in|from|of|at|on|near) [^,;]{{2,40}})? $"
    )


@cache
def split() -> Wording:
    """ "beat", "stabbed", before "... to death"."""
    return wording(rf"\b(?:{'|'.join(settings('tolls.toml')['killed']['split'])}) ")


@cache
def none() -> Patterns[tuple[tuple[str, str], ...]]:
    """Ways to say that nobody was hurt, with the measures that are 0 then and each one's basis; the first that matches counts.

    ``what`` is what a denial denies: the rest of its words stand before the statement.
    """
    killed, injured = ("killed", "explicit"), ("injured", "explicit")
    names = {"both": (killed, injured), "killed": (killed,), "injured": (injured,), "hurt": (("killed", "inferred"), injured)}
    words = settings("tolls.toml")["none"]
    denied = ((names[what], wording(rf"{words['denying']} (?P<what>{of})\b")) for what, of in words["denied"])
    told = ((names[what], of.replace("{nobody}", words["nobody"])) for what, of in words["patterns"])
    return Patterns((*denied, *((measures, wording(rf"\b{of}\b", re.IGNORECASE)) for measures, of in told)))


def denies_deaths(text: str, start: int, end: int) -> bool:
    """Whether a stretch denies that anybody died or was hurt, not that something was done."""
    found = none().standing(text, start, end)
    return any("what" in pattern.groupindex and pattern.search(text, start, end) for _, pattern in found)


@cache
def not_yet() -> Wording:
    """What says that nothing is known yet."""
    return wording(settings("tolls.toml")["none"]["unknown"], re.IGNORECASE)


@cache
def replaced() -> Wording:
    """What stands before a count that a newer one replaces."""
    return wording("|".join(settings("tolls.toml")["revised"]["before"]), re.IGNORECASE)


@cache
def older() -> Wording:
    """What says that the count of its own sentence is an older one."""
    return wording(settings("tolls.toml")["revised"]["opening"], re.IGNORECASE)


STEMS = (
    r"kill|dead|death|die|wound|injur|hurt|harm|slain|slay|slew|shot|shoot|gunned|behead|execut|assassin|murder|"
    r"massacr|stab|beat|hack|burn|lynch|slaughter|neutraliz|neutralis|eliminat|perish|li(?:fe|ves)|casualt|toll|"
    r"bod(?:y|ies)|corpse|victim|fatalit|treat|hospital|arrest|detain|detention|custody|kidnap|abduct|hostage|"
    r"unscathed|lost|losing|loss|hang|strangl|butcher|decapitat|rounded|blown|wiped|shed|blood|never|come back|coffin|"
    r"blind|trampl|scald|bruis|heads|stretcher|account|finish|picked|struck down|throat|bur(?:ied|ying|n)|crush|"
    r"apprehend|seiz|suffoc|chok|froze|drown|surviv|gassed|torn|sent|sending|club|flog|whip|broke|suffer|sustain|destroyed|"
    r"liquidat|fell|fallen|no one|nobody|no-one|succumb|graz|captive|captur|medical|fractur|intensive|maim|mown|"
    r"mow|down|bitten|slash|knif|remains|jailed|trauma|cut by|hit by|struck by|pierced by|face|skull|ill\b|sick|vomit|faint|"
    r"consciou|alive|lived|spear|bayonet|poison|hit in the|struck in the|cut in the|"
    r"riddl|bullet|surger|underw|operated|dragg|bundl|snatch|"
    r"marched|taken|led out|led off|carried off|^away$|off with|"
    r"hauled|condition|coma|evacuat|airlift|cuts|lacerat|spoke|counted|number|figure|bludgeon|cost|"
    r"^pull(?:ed|ing)$|with him|with her|with them|not hit|as many|that number|^live$|^wake$|^knew$|^knows$|boast|bragg|"
    r"admit|conced|acknowledg|oxygen|first aid|there were|gunpoint|herd|forest|jungle|^bush$|into the hills|into the mountains"
)


@cache
def _apart() -> tuple[str, ...]:
    """The stems of several words, in lower case."""
    return tuple(stem for stem in STEMS.split("|") if re.search(r"[ -]", stem))


@lru_cache(maxsize=20_000)
def _has_stem(word: str) -> bool:
    return re.search(STEMS, word, re.IGNORECASE) is not None


def may_tell(text: str, sentence: Sentence) -> bool:
    """A quick look whether a sentence can hold a toll at all: whether one of its words has a stem."""
    if any(map(_has_stem, sentence.words)):
        return True
    words = folded(text[sentence.start : sentence.end])
    return any(stem in words for stem in _apart())


HOSTAGE = wording(
    r"\b(?:took|taking|taken|takes|led|leading|marched|marching|herded|herding) (?P<who>[^,;.]{3,60}?) "
    r"(?P<how>hostage|captive|prisoner|into custody|at gunpoint|(?:away )?with them|"
    r"(?:off |away |deep )?into (?:the |nearby )?(?:forests?|bush|jungles?|mountains?|hills|desert|swamps?))\b"
)
FATE = wording(r" ?(?:\w+ )?(?:to death|dead|alive|ablaze|down|(?:his|her|their) li(?:fe|ves))\b")
HOSPITAL = wording(r"\b(?:sent|sending|put|putting|landed|landing|took|rushed) ")
# "The dead number seven", "rebels killed in the clash numbered five".
NUMBERED = wording(
    r"(?:\b[Tt]he |(?P<those>[\w-]+) )(?P<n>dead|killed|wounded|injured)(?= (?:(?:now|in|at|near|by|during) (?:[^,;.]{2,90}? )?)?"
    r"(?:number|total)(?:l?ed|s)? (?:at least |about |more than |up to )?(?:\d|[a-z]+\b(?! of\b)))(?P<toll>)(?P<put>)"
)
INTO = wording(r" ?(?:others |people |more )?(?:to|in|into) (?:the |a |\w+ )?(?:hospitals?|clinics?|intensive care)\b")
THEM = wording(
    r"\b(?:(?:kill|execut|behead|murder|lynch|massacr|slaughter)(?:ed|ing)|shot|shooting|gunned|gunning|"
    r"(?:beat(?:en|ing)?|stabb(?:ed|ing)|hack(?:ed|ing)|burn(?:ed|t|ing)|ston(?:ed|ing))"
    r"(?= \w+ (?:all )?(?:to death|dead|alive))) (?:them|both|each)\b|"
    r"\b(?:put|putting|pumped|fired|firing) (?:an? |\w+ )?bullets? (?:in|into|through) (?:his|her|their) (?:heads?|chests?|neck|"
    r"back)\b|"
    r"\bfinish(?:ed|ing) (?:him|her|them) off\b|\bcut(?:ting)? (?:his|her|their) throats?\b"
)
INVERTED = wording(
    r"(?:^|; )(?:(?:The|Its) (?:first|latest|last|youngest|only) (?:person |victim |man )?(?:to die|to be killed|victim)|"
    r"(?P<killed>Killed|Dead|Shot dead)|(?P<injured>Wounded|Injured)|(?P<arrested>Arrested|Detained))\b"
    r"[^,;.]{0,50} (?:was|were) "
)
HANGS = wording(r"\b(?:of|in|at|by|from|with|to|for|on|\w+ing) $")
LEAVING = wording(r"\b(?:leaving|left|leave|leaves) (?:behind )?")
LEFT = wording(
    r" ?(?:others |people |more )?(?:or )?(?P<state>dead|wounded|injured|hurt|hospitalized|"
    r"with (?:[\w-]+ ){0,2}(?:injuries|wounds|burns))\b"
)
FORMER = wording(
    r"\b(?:earlier|previously|initially|at first|first|initial|preliminary)(?: [\w’'-]+){0,4}? "
    r"(?:said|say|spoken|spoke|reported|put|given|gave|counted|announced|told)\b(?: [\w’'-]+){0,4}?\s$"
    r"|(?<!\bhe )(?<!\bshe )(?<!\bthey )(?<!\bit )\bhad (?:said|put|reported|announced|counted)\b(?: [\w’'-]+){0,4}?\s$"
)
LOST = wording(
    r"\b(?:has |have |had )?(?:(?:lost|losing|loses)|cost(?:ing|s)? (?:the |its |their )?[A-Z]?[\w’'-]+"
    r"(?: (?:army|forces|rebels|side|militia))?) (?:just )?"
)
# "Gave the toll as 35, later raised to 44", "three dead but later revised that to five": the first is the older one.
RAISED = wording(
    r"(?: people| dead)?,?(?: (?:and|but|a figure|a number|which|that|it))*(?: (?:was|were|has been|had been))?"
    r"(?: (?:later|then|since|subsequently|soon|afterwards?))* (?:raised|revised|updated|corrected|increased|lowered|put|rose|"
    r"risen|raising|revising|climbed)(?: (?:it|that|this|the (?:figure|number|toll|count)))?(?: (?:later|upwards?|downward))?"
    r" (?:to|at) (?:at least |about |more than |up to )?$|, (?:later|then|now|by evening|by nightfall|by morning) (?:at least )?$"
)
# "Bringing to 20 the number of people killed".
BRINGING = wording(r"\b(?:bring|rais|tak|push|lift)(?:s|es|ed|ing)?\b to $|\bbrought to $|\btook to $")
THE_NUMBER = wording(
    r" the (?:(?:death )?toll|(?:total )?number of (?:[a-z]+ )?(?P<state>dead|killed|deaths|slain|"
    r"fatalities|wounded|injured|(?:people |those )?(?:known |believed |confirmed |reported )?to have (?:died|been killed)))\b"
)
LEFT_ASIDE = wording(r", (?:among them|including) [^;.]{3,80}?,(?P<rest> )")
# "The last of 14 civilians, among them three children, killed when ..."
OF_ALL = wording(r"\b(?:last|first|bodies|funerals?|burial|remains) of (?:the )?$")
SPOKEN_OF = wording(
    r"\b(?:boast(?:s|ed|ing)?|bragged|told|learned|heard|knows?|knew|spoke|speaks?|speaking|spoken|reports?|word|talk|tallies|"
    r"tally|toll|figures?|claims?) of $"
)
AMONG_THEM = wording(r"(?:, (?:among them|including) [^,;]{3,50},)? (?:people |others |more )?")
# "At the cost of four soldiers' lives": the owner of the lives is counted.
LIVES_OF = wording(r" (?P<who>(?:[\w-]+ ){0,2}[\w-]+?)['’]s? lives\b")
# "31 were killed; a rights group spoke of at least 90": a second speaker's figure for what was just counted.
RIVAL = wording(
    r"(?P<gap>[^;.“”]{0,60}?)(?:;|,)(?: (?:while|but|and|whereas|although|though))? (?P<who>(?!(?:which|who|it|he|she|they)\b)"
    r"[^;.,“”]{3,80}?)(?: |(?=['’]s? ))(?:spoke of|speaks? of|admitted(?: to)?|admits(?: to)?|acknowledged|conceded|"
    r"counted|documented|reported|"
    r"said(?: (?:the|that) (?:figure|number|toll|count) was)?|says|['’]s? (?:own )?(?:figure|number|toll|count|tally) "
    r"(?:is|was|stands at)|put (?:it|the (?:figure|number|toll|count)) at|"
    r"gave(?: (?:the|a) (?:figure|number|toll|count))?(?: as| of)?|claimed|cited|mentioned|recorded|confirmed)"
    r" (?:(?:only|just) )?$"
)
WITH_THEM = wording(r"(?: as well)?,? (?:along with|together with|as were|as was|alongside|as well as) ")
PRESUPPOSED = wording(r"\b(?:protest(?:ing|ed)?|against|anniversary of|over|trial|accused|convicted|for)(?: the)? $")
RESPONSIBLE = wording(
    r"\b(?:blamed(?: by [^,;.]{2,40}?)?|responsib\w+|credit|reprisal|retaliation|revenge|retribution|response|"
    r"vengeance) (?:for|to)(?: the)? $"
)
# "The army counted five", "a leaflet spoke of seven": another count of the same dead.
SPOKE = wording(
    r"\b(?:spoke|speaks|speaking|spoken|kn[eo]ws?|boast(?:s|ed)|bragged) of |"
    r"\b(?:has |have |had )?(?:counted|admitted(?: to)?|acknowledged|conceded) |\b(?:admits|admit)(?: to)? "
)
RETURNED = wording(r"\b(?:(?:return|exchang|repatriat|swap|transfer|releas)\w*|hand(?:ed|ing|s)? (?:over|back))\b", re.IGNORECASE)
WHO = (
    r"(?:slain|dead|killed|fallen|wounded|injured) (?:[\w-]+ )?[\w-]{3,}(?:s|men)\b|"
    r"(?:[\w-]+ )?[\w-]+(?:s|men) (?:killed|slain|wounded|injured|hurt)\b|"
    r"dead|killed|deaths?|fallen|wounded|injured|casualties|victims|fatalities|"
    r"people killed|people injured|those killed|those injured"
)
TOLL = wording(
    rf"\b(?:(?P<toll>(?:death |casualty )?toll)|(?:number|count|figure) of (?:(?:its|their|his) (?:own )?)?(?P<n>{WHO})|"
    r"(?:puts?|putting|g[ai]ves?|giving) (?:[\w’'-]+ ){0,4}?(?P<put>dead|injured|wounded|losses|figure|count|number(?! of))|"
    r"(?:losses|dead|killed|toll)\b[^;.]{0,80}\b"
    r"(?:put|puts|putting) (?P<those>those|it|them))\b",
    re.IGNORECASE,
)
# "The toll later rose to eight": what was told before is no longer so.
ROSE = wording(
    r"\b(?:rose|risen|rising|climb(?:ed|ing)|jump(?:ed|ing)|grew|grown|gone up|went up|increased|been raised) "
    r"(?:[^.;,]{0,30} )?to $"
)
TO = wording(
    r"(?:\b(?:to|at|was|is|stands at|stood at|of|reached|reaching|passed|hit|exceeded|surpassed|is now|as|"
    r"number(?:s|ed)?|total(?:s|l?ed)?)|:)"
    r" (?:the )?[“\"]?$"
)
FINITE = wording(
    r"\b(?:was|were|had|has|have|is|are|which|when|after|while|but|said|says|if|before|because|until|killed|wounded)\b"
)
RELATIVE = wording(r"^,? (?:who|whom|that)\b")
ASIDE = wording(r",[^,]*,| --.*?--|—[^—]*—|\([^)]*\)|–[^–]*–|“[^”]*”|\"[^\"]*\"")
