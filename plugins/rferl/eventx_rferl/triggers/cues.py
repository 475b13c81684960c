"""The cues of ``lexicon/polarity.tsv``: words that make what a trigger names denied, planned, threatened, or counted over years.

Knows where each cue must stand, what it doesn't reach, and what is told in spite of it. Doesn't know events: a denial is only
named here, whether somebody reported the denied act is decided when events are put together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from eventx_rferl.language.calendar_names import MONTH, WEEKDAY
from eventx_rferl.language.charges import charged_with, of_whose_men
from eventx_rferl.language.lexicons import country_words, forces, groups, patterns
from eventx_rferl.language.superlatives import THE_WORST_SINCE
from eventx_rferl.language.wording import wording
from eventx_rferl.tolls.words import denies_deaths
from eventx_rferl.triggers.standing import Standing

REASONS = {
    "negated": "ART-NEGATED",
    "denied": "ART-DENIED",
    "planned": "ART-PLANNED",
    "threat": "ART-THREAT",
    "hypothetical": "ART-HYPOTHETICAL",
    "aggregate": "ART-AGGREGATE",
    "generic": "ART-GENERIC",
    "frame": "ART-FRAME",
    "wish": "ART-PLANNED",
    "charge": "ART-CHARGE",
    "superseded": "ART-HYPOTHETICAL",
}
# Cues that must stand close, and how many words before the trigger that is.
CLOSE = frozenset({"negated", "generic", "frame"})
CLOSE_WORDS = 8
# What didn't happen didn't happen on any day; a day of its own only tells an event from a count over years or a frame.
UNREAL = frozenset({"denied", "hypothetical", "negated"})
DAY_DATE = wording(rf"\b{MONTH} \d{{1,2}}\b|\b\d{{1,2}} {MONTH}\b|\bin {MONTH} \d{{4}}")
SINCE = wording(r"\bsince\b")
MARKED = wording(r"\b(?:mark|marks|marked|anniversary)\b")

_DATED = wording(rf"\b(?:{MONTH}|(?:19|20)\d\d|last (?:week|month|year)|yesterday|earlier|{WEEKDAY})\b")
# "Of killing 20 civilians, including a child, in May": the clause goes on.
_AMONG_THEM = wording(
    r"[^,;.]*,? (?:including|among them|most of them|some of them) [^,;.]{2,50}, (?:in|on|at|near|outside|during|last) [^,;.]*"
    r"|[^,;.]*, (?:killing|wounding|injuring|leaving) [^,;.]*"
)
# "Suspected rebels", "two wanted men": an adjective at the head of the subject.
_ADJECTIVE = wording(r"(?:suspected|accused|wanted) (?!(?:of|in|to|for|over|by|with|on|at|a|an|the|that)\b)[\w’'-]+")
_HEADS = wording(
    r"(?:^|[,;:]|\b(?:an?|the|several|some|many|other|dozens of|and|when|after|as|while|that|two|three|four|five|\d+)) ?$"
)
_COURT = re.compile(r"(?:charg|indict|sentenc|convict|jail|trial|tried|plea)", re.IGNORECASE)
_PRESUPPOSED = wording(r"\b(?:for|over|after|about|following) (?:a|an|the|last|this) (?:[\w-]+ ){0,3}$")
_GOVERNED = wording(r"\b(?:be|been|being|get|gets|getting|have|to)(?: \w+ly)? $")
# "Tried to storm the base; five of them were killed": so they attacked.
_ATTEMPT = re.compile(r"(?:attempt|tr(?:y|ies|ied|ying)\b|sought|seek)", re.IGNORECASE)
_DAY_AT_END = wording(rf"(?:{MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {MONTH}(?: \d{{4}})?),? $")
_FOUGHT = frozenset({"attack", "raid", "armed-clash", "territory-overtaken", "territory-regained", "overrun", "battle-verb"})
_THROWN_BACK = wording(
    r"\b(?:(?:was|were|been|being) (?:pushed|driven|beaten|thrown|forced|turned|fought) (?:back|off|away)|(?:was|were|"
    r"been) (?:repelled|"
    r"repulsed|stopped by|met with (?:gun)?fire|held off)|came under (?:heavy )?fire)\b"
)
_FOILED = re.compile(r"\b(?:foiled|averted|prevented)\b")
# "Demonstrators tried to overrun the airport and security forces responded with gunfire": they rioted.
_ANSWERED = wording(
    r"\b(?:police|officers|troops|soldiers|guards|security forces|gendarmes|army) (?:\w+ )?(?:responded|answered|"
    r"opened fire|fired|shot|used|replied)\b"
)
_VICTIMS = wording(r"\b(?:kill|wound|injur|hurt|died|dead)(?:ed|ing|s)?\b")
# A verb of its own behind the cue: "demonstrators who wanted to show their support were met by police".
_CLOSED = re.compile(
    r",\s|\b(?:and|but) (?:\w+ ){0,2}\w+ed\b|\bsaid\b|\b(?:was|were) (?:\w+ly )?(?:\w+ed|met|shot|hit|beaten|driven) |"
    r"\b(?:have|has|had|was|were) (?:been )?(?:\w+ly )?$"
)
_CLAUSE_BEGINS = re.compile(r"[;]|, (?:but|while|and)\b")
_COMMA = re.compile(r",\s")
_IS_TO = re.compile(r"^.*\b(?:is|are|was|were) to$")
# "In one of the deadliest raids since war broke out in April": the war is only what it is measured by.
_WORST_SINCE = wording(rf"{THE_WORST_SINCE}[^.;,]*")
_SUMS_UP = re.compile(r"(?:In all|In total|Altogether|Overall)\b")


# "Has been shelling the camp over the last two days" tells when; "nine have been killed over the past two days" sums up.
_PAST_DAYS = wording(r"\b(?:in|over) the (?:past|last) (?:\w+ )?days\b")
_PASSIVE = re.compile(r"\b(?:was|were|been|being) (?:\w+ly )?$")

# "The rebels, who have threatened to march on the capital, said they had seized the town": what commas enclose governs nothing.
_ENCLOSED = wording(
    r", (?:who|which) (?:ha(?:s|ve|d) )?(?:\w+ly )?(?:threatened|vowed|pledged|promised|sworn|said|warned|denied)\b[^,;]{3,140},"
)

Cues = Sequence[tuple[str, re.Pattern[str]]]


@lru_cache(maxsize=16)  # once for all triggers of a sentence
def _by_scope(text: str, start: int, end: int) -> Mapping[str, Cues]:
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for row, pattern in patterns("polarity.tsv").standing(text, start, end):
        found.setdefault(row["scope"], []).append((row["effect"], pattern))
    return found


def _cues_in(scope: str, at: Standing) -> Cues:
    """The cues that have a word in a sentence; others can't match in a part of it."""
    return _by_scope(at.text, at.sentence.start, at.sentence.end).get(scope, ())


def cue_before(at: Standing) -> str:
    """A cue that governs the trigger: "denied shelling the town", "threatened to attack", "no sign of fighting"."""
    cues = _cues_in("before", at)
    if not cues:
        return ""
    before = _ENCLOSED.sub(" ", at.before) if at.trigger.form in ("past", "participle") else at.before
    near = " ".join(before.split()[-CLOSE_WORDS:]) + (" " if before.endswith(" ") else "")
    for effect, pattern in cues:
        reach = near if effect in CLOSE else before
        match = pattern.search(reach)
        if match and not _is_told_anyway(effect, match, at) and not _other_verb(reach, match, effect):
            return REASONS[effect]
    return ""


def cue_after(at: Standing) -> str:
    """A cue behind a noun: "the attack was foiled", but not if the sentence tells victims of it."""
    named = at.noun or (at.trigger.form == "ing" and at.behind.startswith(" of "))  # "against the burning of a Koran"
    if not named:
        return ""
    behind = at.behind
    for effect, pattern in _cues_in("after", at):
        match = pattern.search(behind)
        if match and not (_FOILED.search(match[0]) and _VICTIMS.search(at.whole)):
            return REASONS[effect]
    return ""


def cue_in_clause(at: Standing) -> str:
    """A cue anywhere in the clause: "can fire up to 30 kilometers"."""
    words = at.words
    if SINCE.may_match(*at.where):  # blanks, as long as what they stand for
        for measured in _WORST_SINCE.finditer(words):
            words = words[: measured.start()] + " " * len(measured[0]) + words[measured.end() :]
    cues = _cues_in("clause", at)
    return next((REASONS[effect] for effect, pattern in cues if any(_of_it(m, at) for m in pattern.finditer(words))), "")


# "A town that is hit almost daily, ...": what is said of a place, not of what happened there.
_KNOWN_FOR = wording(r"\b(?:that|which|who|where) (?:is|are|was|were|has|have|had|it|they|people|residents)\b[^,;.]*,")


def _of_it(match: re.Match[str], at: Standing) -> bool:
    """Whether a cue is said of the trigger, not only of what a relative clause before it describes."""
    trigger = at.trigger.start - at.clause.start
    asides = _KNOWN_FOR.finditer(match.string)
    return not any(one.start() <= match.start() < one.end() <= trigger for one in asides)


def cue_in_sentence(at: Standing) -> str:
    """A cue anywhere in the sentence, unless the clause has a day of its own: "Thousands have died in the war"."""
    told = _WORST_SINCE.sub("", at.told) if SINCE.may_match(*at.where) else at.told
    if at.trigger.pos == "v" and (at.trigger.form == "ing" or not _PASSIVE.search(at.before)):
        told = _PAST_DAYS.sub("", told)
    effect = next((effect for effect, pattern in _cues_in("sentence", at) if pattern.search(told)), None)
    if effect is None or (effect not in UNREAL and _has_its_day(at) and not _SUMS_UP.match(at.told)):
        return ""
    return "" if effect == "aggregate" and (_counted_beside(at) or _all_of_one(at)) else REASONS[effect]


_IN_ALL = wording(r"\b(?:in all|altogether|overall|in total),", re.IGNORECASE)
_IN_ONE = wording(
    r"\b(?:in|during|by|from) (?:the|this|that|an?|what [^.;,]{3,30}? an?) [“\"]?(?:(?!two\b|three\b|four\b)[\w-]+ )?"
    r"(?:attack|operation|clash|raid|blast|explosion|strike|shooting|bombing|shelling|ambush|assault|battle|shoot-out)\b"
)


def _all_of_one(at: Standing) -> bool:
    """ "In all, nine people were killed in the raid": the toll of one event, no count over weeks."""
    if not at.casualty or _IN_ALL.search(at.text, at.sentence.start, at.trigger.start) is None:
        return False
    return _IN_ONE.search(at.text, at.trigger.end, at.sentence.end) is not None


_ON_ITS_DAY = wording(rf"\b(?:on |late |early )?{WEEKDAY}\b|\byesterday\b|\btoday\b|\bovernight\b")
_BESIDE = wording(
    r",? (?:following|amid|amidst|days after|weeks after|a day after|just after|the latest in|as part of|the \w+ in|which|where|"
    r"who|whose) "
)


def _counted_beside(at: Standing) -> bool:
    """ "Carried off a mayor on Friday, following a rash of raids in the last two weeks": the count is of those before it."""
    beside = _BESIDE.search(at.text, at.trigger.end, at.sentence.end)
    if beside is None or _ON_ITS_DAY.search(at.text, at.sentence.start, beside.start()) is None:
        return False
    own = at.text[at.sentence.start : beside.start()]
    return not any(effect == "aggregate" and pattern.search(own) for effect, pattern in _cues_in("sentence", at))


def _has_its_day(at: Standing) -> bool:
    """ "On May 3 police fired", "held every week since May 3, when police fired": on a day of its own."""
    after_it = at.clause.link == "when" and _DAY_AT_END.search(at.text, at.sentence.start, at.clause.start)
    return DAY_DATE.search(at.words) is not None or bool(after_it)


def _suspected_ones(match: re.Match[str], at: Standing) -> bool:
    """ "Suspected rebels on motorcycles opened fire": the adjective says who did it, the finite verb that they did."""
    leads = _ADJECTIVE.match(match[0].lower()) is not None and _HEADS.search(at.before[: match.start()].lower()) is not None
    return leads and at.trigger.form == "past"


def _dated_charge(match: re.Match[str], at: Standing) -> bool:
    """ "Accused of killing two men in 2019": told with its time, if it isn't a court that says so."""
    aside = _AMONG_THEM.match(at.text, at.trigger.end, at.sentence.end)
    end = aside.end() if aside else at.clause.end
    return not _COURT.match(match[0]) and _DATED.search(at.text[at.trigger.end : end]) is not None


# Whom somebody accuses, and victims in figures behind it.
_ACCUSED = re.compile(r"accus(?:ed|es|ing) (?:the )?(?P<whom>.+?) of ", re.IGNORECASE)
_FIGURE = r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|scores|hundreds)\b"
_SOME_VICTIMS = wording(
    rf"\b{_FIGURE}[^.;]*?\b(?:dead|killed|wounded|injured|hurt|casualties)\b|"
    rf"\b(?:kill|wound|injur)(?:ed|ing) (?:at least |up to |some |about |more than )?{_FIGURE}"
)


def _blamed_on_a_side(match: re.Match[str], at: Standing) -> bool:
    """ "Accused Baku of attacks that killed two soldiers": one side of a war tells its losses, no court a charge."""
    accused = _ACCUSED.match(match[0])
    if accused is None or at.clause.link == "which" or _SOME_VICTIMS.search(at.text, at.trigger.start, at.sentence.end) is None:
        return False
    whom = accused["whom"]
    return whom in groups() or whom in country_words() or whom.split()[-1].lower() in forces()


def _of_another(match: re.Match[str], at: Standing) -> bool:
    """ "A man charged with killing three people was shot": the charge is closed before the trigger."""
    begins, (start, end) = at.trigger.start - len(match.string) + match.start(), (at.sentence.start, at.sentence.end)
    if at.trigger.form == "past" and at.clause.link != "which" and of_whose_men(at.text, begins, end):
        return True  # "gunmen suspected of belonging to the X shot dead four teachers"
    charged = charged_with(at.text, start, end, begins)
    return charged and not charged_with(at.text, start, end, at.trigger.start)


def _toll_of_none(match: re.Match[str], at: Standing) -> bool:
    """ "Nobody was hurt" tells a toll of none."""
    return at.casualty and "no" in match[0].lower().split()[0]


def _deaths_denied(_match: re.Match[str], at: Standing) -> bool:
    """So does "denied that anybody was hurt", and "denied losing any men in the clash" takes the clash for granted."""
    return (at.casualty or (at.noun and at.trigger.definite)) and denies_deaths(at.text, at.sentence.start, at.sentence.end)


# "Denied it, saying only two of its men had died", "denied using live rounds and said six officers were hurt".
_INSTEAD = wording(
    r"(?:, (?:but |and )?| (?:and|but) )(?:saying|claiming|insisting|stating|asserting|maintaining|adding|said|says|claimed|"
    r"insisted|announced|maintained|added|countered)\b"
)


def _said_instead(match: re.Match[str], at: Standing) -> bool:
    """What is said in the place of what is denied isn't denied itself."""
    return _INSTEAD.search(at.before, at.before.find(match[0]) + len(match[0])) is not None


def _presupposed(_match: re.Match[str], at: Standing) -> bool:
    """ "Denied that it apologized for a shoot-out": the shoot-out is taken for granted."""
    return at.noun and _PRESUPPOSED.search(at.before) is not None


def _finite(_match: re.Match[str], at: Standing) -> bool:
    """ "Protesters demanding new elections clashed with police": what is demanded isn't told in the past tense."""
    return at.trigger.form == "past" and not _GOVERNED.search(at.before)


# "Protesters tried to storm the parliament": whoever tries that uses force, whether or not they get in.
_BY_FORCE = wording(r"(?:storm|overrun|break (?:in|into|through)|force|push (?:into|through|past)|ram)\b")
_THIEVES = wording(r"\b(?:thie(?:f|ves)|burglars?|robbers?|shoplifters?|vandals)\b", re.IGNORECASE)
_TRIED = wording(r"(?<!to )(?<!would )(?<!will )(?<!not )\b(?:tried|trying|attempted|attempting) to (?:\w+ )?$")


def _attempt_with_victims(match: re.Match[str], at: Standing) -> bool:
    """ "Tried to storm the base; five of them were killed", "... and were pushed back by guards": so they attacked."""
    if _ATTEMPT.match(match[0]) is None:
        return False
    if _BY_FORCE.match(at.trigger.text) and _TRIED.search(at.before) and not _THIEVES.search(at.before):
        return True
    if at.trigger.type == "violent-demonstration" and _ANSWERED.search(at.text, at.trigger.end, at.sentence.end):
        return True
    fought = at.trigger.type in _FOUGHT and _THROWN_BACK.search(at.text, at.trigger.end, at.sentence.end) is not None
    return fought or _VICTIMS.search(at.text, at.trigger.end, at.sentence.end) is not None


# "Another", "a further", "new", "the next" leave open whether it happened: a verb tells it, behind the noun or before it.
_ONE_MORE = re.compile(r"(?:another|further|new|next|additional)\b", re.IGNORECASE)
_HAPPENED = wording(
    r"^(?: (?!(?:that|which|if|could|would|might|may|will|can|should)\b)[\w’'-]+){0,9}? (?:(?:has |have |had |also |later |"
    r"again )*(?:been )?"
    r"(?:killed|left|hit|struck|wounded|injured|destroyed|damaged|came|took place|occurred|happened|broke out|erupted|followed|"
    r"began|"
    r"started|rocked|shook|ripped|tore|targeted|claimed|cost|went off|exploded|ended|lasted|swept|gathered|forced|drove|brought)|"
    r"(?:was|were|(?:has|have|had) been) (?:\w+ )?(?:carried out|launched|reported|held|staged|conducted|committed|mounted|"
    r"blamed|heard))\b"
)
_CARRIED_OUT = wording(
    r"\b(?:launched|carried out|staged|mounted|unleashed|opened|began|made|conducted|committed|suffered|reported|saw|seen|"
    r"witnessed|survived|repelled|repulsed|fought|fought off|held|(?:killed|wounded|injured|dead|died|hurt|detained|arrested|"
    r"burned|destroyed)(?: [\w’'-]+){0,6}? (?:in|by|during|after|when|as)|"
    r"(?:rocked|hit|struck|shaken|jolted|marred|gripped) by)(?: (?:yet|an?|the|still))? $"
)


def _one_more(match: re.Match[str], at: Standing) -> bool:
    """ "Another bomb killed three", "launched a further attack", "died in yet another raid": so it happened."""
    if not _ONE_MORE.match(match[0]):
        return False
    if at.trigger.pos == "v":
        return at.trigger.form == "past"
    return _HAPPENED.search(at.behind) is not None or _CARRIED_OUT.search(at.before[: match.start()]) is not None


_DAY_BEHIND = wording(rf"^[^,;]{{0,60}}?\b(?:{WEEKDAY}|yesterday|today|overnight|{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})\b")


def _despite_it(match: re.Match[str], at: Standing) -> bool:
    """ "Despite being wounded on May 13, the mayor spoke": what has a day of its own is told."""
    return match[0].lower().startswith("despite") and _DAY_BEHIND.match(at.behind) is not None


# What is told though a cue of this effect stands before it.
TOLD_ANYWAY: Mapping[str, tuple[Callable[[re.Match[str], Standing], bool], ...]] = MappingProxyType(
    {
        "charge": (_suspected_ones, _dated_charge, _blamed_on_a_side, _of_another),
        "frame": (_despite_it,),
        "denied": (_deaths_denied, _presupposed, _said_instead),
        "hypothetical": (_one_more,),
        "negated": (_toll_of_none,),
        "planned": (_finite, _attempt_with_victims),
        "wish": (_finite,),
    }
)


def _is_told_anyway(effect: str, match: re.Match[str], at: Standing) -> bool:
    return any(told(match, at) for told in TOLD_ANYWAY.get(effect, ()))


def _other_verb(reach: str, match: re.Match[str], effect: str) -> bool:
    """Whether the cue belongs to another verb that is closed before the trigger."""
    between = reach[match.end() :]
    if effect in ("denied", "threat"):
        return _CLAUSE_BEGINS.search(between) is not None
    if effect not in ("hypothetical", "planned"):
        return _COMMA.search(between) is not None
    if effect == "planned" and _IS_TO.search(match[0]):
        return False
    # "said it would stop after drones hit" – a finite clause opened by a new link has its own clause; a comma closes it.
    return MARKED.search(between) is not None or _CLOSED.search(between) is not None
