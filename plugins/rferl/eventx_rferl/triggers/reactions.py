"""Says whether a telling is only what somebody reacts to: "the UN condemned the attack", "Ankara deplored the bombing".

Knows the verbs of blame and grief, and what a reaction may tell of the event itself: its day, or its victims. Such a reaction
stays a telling; the day of the reaction and whoever reacts are not the event's.
"""

from __future__ import annotations

import re

from eventx_rferl.language.calendar_names import SHORT_MONTH, WEEKDAY
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Sentence, Trigger

VERBS = (
    r"(?:condemn(?:s|ed)|denounc(?:es|ed)|deplor(?:es|ed)|decr(?:ies|ied)|lament(?:s|ed)|mourn(?:s|ed)|criticiz(?:es|ed)|"
    r"disown(?:s|ed)|disavow(?:s|ed)|distanced (?:itself|themselves|himself) from|"
    r"prais(?:es|ed)|hail(?:s|ed)|welcom(?:es|ed)|applaud(?:s|ed)|laud(?:s|ed)|celebrat(?:es|ed)|glorif(?:ies|ied)|justif(?:ies|ied)|"
    r"dismiss(?:es|ed)(?! (?:\w+ )?(?:reports?|claims?|allegations?|accusations?|accounts?|suggestions?|rumou?rs)\b)|"
    r"(?:express(?:es|ed)|voic(?:es|ed)|convey(?:s|ed)) (?:[\w-]+ ){0,4}?(?:alarm|outrage|concern|sorrow|shock|grief|dismay|"
    r"regret|condolences|horror|sympathy|solidarity) (?:at|over|about|for|after|with)|"
    r"(?:was|were|is|are) (?:[\w-]+ )?(?:appalled|shocked|horrified|outraged|saddened|alarmed|dismayed|disgusted) "
    r"(?:by|at|over|about))"
)
REACTS = wording(rf"\b{VERBS}\b")
# Who "called the murder a crime" didn't do it, but the sentence may tell more of it.
NAMES = wording(
    rf"\b(?:{VERBS}|call(?:s|ed) (?!for\b|on\b|in\b|off\b|up\b|upon\b)|describ(?:es|ed)|brand(?:s|ed)|term(?:s|ed))\b"
)
OBJECT = wording(rf"\b{VERBS} (?P<what>[^,;:]{{0,70}})$")
DAY = wording(rf"\b(?:{SHORT_MONTH}\.? \d|\d{{1,2}} {SHORT_MONTH}\b|{WEEKDAY}\b|yesterday\b)")
VICTIMS = re.compile(
    r"\b(?:that|which|in which|where|killing|leaving|wounding|injuring)\b[^.;]{0,60}?\b(?:killed|died|dead|wounded|injured|left|"
    r"lives|\d+|two|three|four|five|six|seven|eight|nine|ten|dozens|scores)\b"
)
SOMEWHERE = re.compile(r"\b(?:in|on|at|near|of|outside) (?:[a-z]+ ){0,4}[A-Z][\w’'-]+[^.;]{0,40}$")


# "Unions on Thursday protested against the arrest of a columnist", "Russia protested against the bombing":
# in words, and nobody went anywhere.
IN_WORDS = wording(
    r"(?:\W*[A-Z]\w+[^\Ws]|[^,;.]{0,70}\b"
    r"(?:(?i:media|press|rights|aid|watchdog|advocacy|civil[- ]society|business|religious|church|journalists['’]) "
    r"(?:groups?|organi[sz]ations?|associations?|bodies|unions?)|[Gg]overnment|[Mm]inistry|[Ee]mbassy))"
    r"(?: in [\w’'-]+(?: [\w’'-]+)?)?(?: [A-Z]\w+day| on [\w ]{3,14})? protest(?:ed|s)(?: (?:on )?(?:[A-Z]\w+day|[A-Z]\w+ \d+))?"
    r",? (?:against|over|about|at|to) (?![^.;]*\b(?:outside|in front of|streets?|square|march\w*|rall\w+|gather\w+|sit-in)\b)"
)


def only_reacts(text: str, sentence: Sentence, trigger: Trigger) -> bool:
    """Whether a noun is what somebody reacts to, and nothing is told of it but that it happened."""
    protested = IN_WORDS.may_match(text, sentence.start, sentence.end)
    if protested and (words := IN_WORDS.match(text, sentence.start, sentence.end)) is not None:
        return trigger.pos == "n" or trigger.end <= words.end()
    if trigger.pos != "n" or not OBJECT.may_match(text, sentence.start, sentence.end):
        return False
    match = OBJECT.search(text[sentence.start : trigger.start])
    if match is None or DAY.search(match["what"]):
        return False
    behind = text[trigger.end : sentence.end]
    day = DAY.search(behind)
    return VICTIMS.search(behind) is None and (day is None or SOMEWHERE.search(behind[: day.start()]) is None)


def names_before(text: str, start: int, end: int) -> int:
    """Where the verb of a reaction, or of giving a thing a name, ends in this stretch; -1 if there is none."""
    return max((match.end() for match in NAMES.finditer(text, start, end)), default=-1)


def reacts_before(text: str, start: int, end: int) -> int:
    """Where the verb of a reaction ends in this stretch; -1 if there is none."""
    return max((match.end() for match in REACTS.finditer(text, start, end)), default=-1) if start < end else -1
