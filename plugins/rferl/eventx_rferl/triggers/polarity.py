"""Says whether a trigger tells something that happened: not negated, planned, threatened, hypothetical, or counted over years.

Knows the cues of ``lexicon/polarity.tsv`` and ``lexicon/metaphors.tsv`` and where each must stand. Doesn't know events; a
denial is only named here, whether somebody reported the denied act is decided when events are put together.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from eventx_rferl.language.calendar_names import MONTH, WEEKDAY
from eventx_rferl.language.lexicons import patterns, weapons
from eventx_rferl.language.surroundings import CASUALTY
from eventx_rferl.language.wording import Patterns, wording
from eventx_rferl.model import Sentence, Trigger
from eventx_rferl.tolls.words import denies_deaths
from eventx_rferl.triggers.executions import by_sentence
from eventx_rferl.triggers.reactions import only_reacts

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
DEMONSTRATIONS = frozenset({"protest-noun", "protest-noun-weak", "crowd-strong"})
CONCRETE = wording(r"\s+(?:[\w’'-]+ ){0,5}?(?:[A-Z][\w’'-]+|village|villages|town|city|district)\b")
NONE_OF_IT = re.compile(r"\b[Nn]o $")
ACCIDENTAL = frozenset({"killed", "injured", "hit", "explosion", "explosion-noun", "explosion-weak"})
# "Tried to storm the base; five of them were killed": so they attacked.
VIOLENT = wording(
    r"\b(?:gunm[ae]n|ambush\w*|attackers?|assailants?|militants?|rebels?|insurgents?|guerrillas?|bandits?|opened fire|shot dead|"
    r"slain|murder(?:ed|s)?|massacred?|execut(?:ed|ions?)|beheaded|gunned down|lynched|fighting|shell(?:ed|ing)|"
    r"bomb(?:ed|ing|ings|ardment)|air ?strikes?|air raids?|storm(?:ed|ing)|"
    r"clash(?:es|ed)?|shoot-?outs?|gun ?battles?|firefights?)\b",
    re.IGNORECASE,
)
# A verb of its own behind the cue: "demonstrators who wanted to show their support were met by police".
CLOSED = re.compile(
    r",\s|\b(?:and|but) (?:\w+ ){0,2}\w+ed\b|\bsaid\b|\b(?:was|were) (?:\w+ly )?(?:\w+ed|met|shot|hit|beaten|driven) "
)
ATTEMPT = re.compile(r"(?:attempt|tr(?:y|ies|ied)\b|sought|seek)", re.IGNORECASE)
FOILED = re.compile(r"\b(?:foiled|averted|prevented)\b")
# "Saw a crowd burn down a bank", "watched soldiers shoot": told, though the verb has its plain form.
BARE_INFINITIVE = wording(
    r"\b(?:did|to) $|\b(?:saw|seen|seeing|watched|watching|heard|hearing|let|made|helped|showed|filmed) [^,;.]{3,80}$"
)
VICTIMS = wording(r"\b(?:kill|wound|injur|hurt|died|dead)(?:ed|ing|s)?\b")
GOVERNED = wording(r"\b(?:be|been|being|get|gets|getting|have|to)(?: \w+ly)? $")
DAY_DATE = wording(rf"\b{MONTH} \d{{1,2}}\b|\b\d{{1,2}} {MONTH}\b|\bin {MONTH} \d{{4}}")
DATED = wording(rf"\b(?:{MONTH}|(?:19|20)\d\d|last (?:week|month|year)|yesterday|earlier|{WEEKDAY})\b")
SUSPECTED = wording(r"^suspected (?:[\w’'-]+ )?(?:\w+s|\w+men|\w+man)\b (?!of |in )")
PRESUPPOSED = wording(r"\b(?:for|over|after|about|following) (?:a|an|the|last|this) (?:[\w-]+ ){0,3}$")
SINCE = wording(r"\bsince\b")
OPENED = wording(
    r"\b(?:launch|began|begun|start|open|mount)(?:ed|ing)? (?:an?|its|their|the) (?:[\w-]+ ){0,2}(?:offensive|campaign|"
    r"operations?|"
    r"crackdown|war|invasion)\b"
)
BEGAN = re.compile(r" (?:began|begun|started|broke out|erupted)\b")
MARKED = wording(r"\b(?:mark|marks|marked|anniversary)\b")
# "... bombed a market, in one of the deadliest raids since war broke out": it only says how bad it was.
COMPARED = wording(
    r",? (?:in |among )?(?:one of )?(?:the|its|their) (?:[\w-]+ )?"
    r"(?:deadliest|worst|bloodiest|heaviest|largest|biggest|gravest|first)\b[^.;]*?\bsince\b[^.;,]*"
)
# "The first deaths that it has acknowledged since March", "has since acknowledged": counts nothing.
FIRST_SINCE = wording(
    r"\b(?:the|its|their|his) (?:[\w-]+ )?(?:first|deadliest|worst|bloodiest|highest|heaviest|largest|biggest|"
    r"gravest)\b[^.;]*?\bsince\b|"
    r"\b(?:has|have|had) since\b"
)
# "In one of the deadliest raids since war broke out in April": the war is only what it is measured by.
WORST_SINCE = wording(
    r"\b(?:the|its|their|his) (?:[\w-]+ )?(?:first|deadliest|worst|bloodiest|highest|heaviest|largest|biggest|gravest)\b[^.;]*?"
    r"\bsince\b[^.;,]*"
)
WAR = wording(
    r"\b(?:war|wars|conflict|civil war|insurgency|genocide|uprising|revolution|invasion|occupation|rebellion)"
    r"(?! (?:veterans?|heroes|hero|crimes?|correspondents?|reporters?|memorials?|"
    r"museum|graves?|widows?|monuments?|effort|zone)\b)(?: \w+){0,6},? "
    r"(?:that|which|in which)?[^.;]{0,30}$",
    re.IGNORECASE,
)


@cache
def _cues(scope: str) -> Patterns[str]:
    return Patterns((row["effect"], pattern) for row, pattern in patterns("polarity.tsv") if row["scope"] == scope)


@lru_cache(maxsize=16)  # once for all triggers of a sentence
def _cues_in(scope: str, words: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(_cues(scope).standing(words))


PUNISHED = wording(r"\b(?:sanction\w*|sentenc\w+|convict\w+|charged|indict\w+)\b")
# An aircraft that is the victim of a mountain or the weather is no weapon.
FLEW_INTO = wording(
    r"\b(?:flew|crashed|slammed|plowed|smashed) into (?:a|an|the) (?:[\w-]+ )?(?:mountain\w*|hill\w*|cliff|power lines?|sea|lake|"
    r"field|forest)\b|\b(?:bad weather|thick fog|engine failure|pilot error)\b"
)


def _accident(words: str, sentence: Sentence) -> bool:
    """Whether a sentence tells an accident or a disaster and names no weapon."""
    harmless = ("stones", "riot", "air") if FLEW_INTO.search(words) else ("stones", "riot")
    armed = any(weapons().get(token.lower, "stones") not in harmless for token in sentence.tokens)
    return not armed and not VIOLENT.search(words) and _disaster(words)


@lru_cache(maxsize=16)  # once for all triggers of a sentence
def _disaster(words: str) -> bool:
    return patterns("accidents.tsv").match_in(words)


def metaphor(text: str, start: int, end: int, trigger: Trigger) -> bool:
    """Whether the trigger stands in a figure of speech."""
    return any(first <= trigger.start < last for first, last in _figures(text, start, end))


@lru_cache(maxsize=16)  # once for all triggers of a sentence
def _figures(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    figures = patterns("metaphors.tsv").standing(text, start, end)
    return tuple(match.span() for _, pattern in figures for match in pattern.finditer(text, start, end))


def withheld(text: str, sentence: Sentence, trigger: Trigger) -> str:
    """The reason id if the trigger tells no event, else an empty string."""
    if any(start <= trigger.start < end for start, end in sentence.quotes):
        return "ART-QUOTE"
    if metaphor(text, sentence.start, sentence.end, trigger):
        return "ART-METAPHOR"
    if only_reacts(text, sentence, trigger):
        return "ART-REACTION"
    if by_sentence(text, sentence, trigger):
        return "ART-EXECUTION"
    clause = sentence.clauses[trigger.clause]
    start = clause.start
    # What governs a relative or participial clause governs its triggers too.
    if clause.link in ("part", "which") and clause.parent >= 0:
        start = sentence.clauses[clause.parent].start
    elif clause.link == "response" and PUNISHED.search(text, sentence.start, clause.start):
        start = sentence.start  # "imposed sanctions on six officials over the killing of protesters"
    before = text[max(start, trigger.start - 110) : trigger.start]
    if trigger.pos == "n" and trigger.type not in CASUALTY and NONE_OF_IT.search(before):
        return "ART-NEGATED"  # "no arrests have been made"
    near = " ".join(before.split()[-8:]) + (" " if before.endswith(" ") else "")
    # A cue may match in a part of the sentence only if it has a word in the sentence.
    whole = text[sentence.start : sentence.end]
    for effect, pattern in _cues_in("before", whole):
        reach = near if effect in ("negated", "generic", "frame") else before
        match = pattern.search(reach)
        if match is None:
            continue
        if trigger.type in DEMONSTRATIONS and re.match(r"(?:stopp?|halt|end)", match[0], re.IGNORECASE):
            continue  # "tear gas ended a march": it took place
        if effect == "charge" and match[0].lower().startswith("accus") and CONCRETE.match(text, trigger.end):
            continue  # "accused the army of shelling Jobar": a concrete act that somebody reports
        if effect == "negated" and trigger.type in CASUALTY and "no" in match[0].lower().split()[0]:
            continue  # "nobody was hurt" tells a toll of none
        if effect == "denied" and trigger.type in CASUALTY and denies_deaths(text, sentence.start, sentence.end):
            continue  # so does "denied that anybody was hurt"
        if effect == "superseded" and (trigger.type in CASUALTY or trigger.definite):
            continue  # an older count, and what the account is about
        finite = trigger.pos == "v" and trigger.form == "past" and not GOVERNED.search(before)
        if effect in ("planned", "wish") and finite:
            continue  # "protesters demanding new elections clashed with police": what is demanded isn't told in the past tense
        if effect == "planned" and ATTEMPT.match(match[0]) and VICTIMS.search(text, trigger.end, sentence.end):
            continue
        if effect == "charge" and SUSPECTED.search(match[0]):
            continue  # "doused two suspected robbers with gasoline"
        court = re.match(r"(?:charg|indict|sentenc|convict|jail|trial|tried|plea)", match[0], re.IGNORECASE)
        if effect == "charge" and not court and DATED.search(text[trigger.end : clause.end]):
            continue  # "accused of killing two men in 2019": told with its time
        if effect == "denied" and trigger.pos == "n" and PRESUPPOSED.search(before):
            continue  # "denied that it apologized for a shoot-out": the shoot-out is taken for granted
        if not _other_verb(reach, match, effect):
            return REASONS[effect]
    words = text[clause.start : clause.end]
    if trigger.pos == "n":
        behind = text[trigger.end : sentence.end]
        for effect, pattern in _cues_in("after", whole):
            found = pattern.search(behind)
            if found and not (FOILED.search(found[0]) and VICTIMS.search(text, sentence.start, sentence.end)):
                return REASONS[effect]
    for effect, pattern in _cues_in("clause", whole):
        if pattern.search(words):
            return REASONS[effect]
    aside = COMPARED.search(whole)
    if aside and not aside.start() <= trigger.start - sentence.start < aside.end():
        whole = whole[: aside.start()] + whole[aside.end() :]
    dated = bool(DAY_DATE.search(text[clause.start : clause.end]))
    told = WORST_SINCE.sub("", whole) if SINCE.may_match(whole) else whole
    for effect, pattern in _cues("sentence").standing(told):
        if pattern.search(told) and not (dated and not re.match(r"(?:In all|In total|Altogether|Overall)\b", whole)):
            return REASONS[effect]
    if clause.link == "since" and OPENED.search(text, clause.start, clause.end):
        return "ART-FRAME"  # "since the army launched an offensive in X on October 17"
    if clause.link == "since" and trigger.pos == "n" and BEGAN.match(text, trigger.end):
        return "ART-FRAME"
    since = SINCE.may_match(whole)
    if since and _ever_since(before, text[trigger.end : sentence.end], text[sentence.start : clause.start]):
        return "ART-AGGREGATE"
    if clause.link == "since" and not DAY_DATE.search(words) and not MARKED.search(whole):
        return "ART-FRAME"
    if clause.link in ("which", "part", "during") and WAR.search(text[sentence.start : trigger.start]):
        return "ART-FRAME"
    whole = FIRST_SINCE.sub("", whole) if since else whole
    counted = since and SINCE.search(FIRST_SINCE.sub("", text[trigger.end : sentence.end])) is not None
    if trigger.type in CASUALTY and counted and clause.link in ("main", "and") and not MARKED.search(whole):
        return "ART-AGGREGATE"
    if (
        since
        and trigger.type in CASUALTY
        and re.search(r"\bsince\b(?![^.]{0,30}?, when)", whole)
        and not MARKED.search(whole)
        and not DAY_DATE.search(words)
    ):
        return "ART-AGGREGATE"
    if (
        counted
        and trigger.pos == "n"
        and trigger.plural
        and not MARKED.search(whole)
        and re.search(r"\b(?:has|have) (?:\w+ ){0,2}been\b", before)
    ):
        return "ART-AGGREGATE"
    if trigger.type in ACCIDENTAL and _accident(whole, sentence):
        return "ART-ACCIDENT"
    if trigger.pos == "v" and trigger.form in ("third", "base") and not BARE_INFINITIVE.search(before):
        return "ART-GENERIC"
    return ""


def _ever_since(before: str, behind: str, opening: str) -> bool:
    """ "Have been detained since the election", "Since 2012, thousands have been killed": what goes on and on."""
    perfect = re.search(r"\b(?:has|have) (?:\w+ )?(?:been )?(?:\w+ly )?$", before) is not None
    after = re.match(r"[^.;]{0,60}\bsince\b(?![^.;]{0,40}, when\b)", behind) is not None
    return perfect and (after or re.match(r"\W*Since\b", opening) is not None)


def _other_verb(reach: str, match: re.Match[str], effect: str) -> bool:
    """Whether the cue belongs to another verb that is closed before the trigger."""
    between = reach[match.end() :]
    if effect == "charge" and re.search(r"\b(?:was|were|has been|have been|had been)\b", between):
        return True  # "men suspected of helping the rebels were lined up and executed"
    if effect in ("denied", "threat"):
        return bool(re.search(r"[;]|, (?:but|while|and)\b", between))
    if re.search(r",\s", between) and effect not in ("hypothetical", "planned"):
        return True
    if effect == "planned" and re.search(r"^.*\b(?:is|are|was|were) to$", match[0]):
        return False
    if effect in ("hypothetical", "planned"):
        if MARKED.search(between):
            return True
        # "said it would stop after drones hit" – a finite clause opened by a new link has its own clause; a comma closes it.
        return bool(CLOSED.search(between))
    return False
