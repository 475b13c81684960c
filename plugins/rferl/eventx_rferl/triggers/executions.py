"""Tells executions by sentence of a court or by a state's judiciary from killings that are called executions.

Knows the words for courts, sentences and prisons, who carries sentences out, and who only murders. Doesn't know whether a trial
was fair.
"""

from __future__ import annotations

import re

from eventx_rferl.language.lexicons import country_words
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Sentence, Trigger

EXECUTED = wording(r"\b(?:execut(?:ed|ing|ions?)|hang(?:ed|ings?)|put(?:ting)? (?:[\w’'-]+ ){0,6}?to death)\b", re.IGNORECASE)
KINDS = frozenset({"killed", "execution", "attack-on-civilians"})
NEAR = 50
# Who kills without a sentence, and whom: captives.
ARMED = wording(
    r"\b(?:militants?|gunm[ae]n|fighters?|insurgents?|rebels?|jihadis\w*|extremists?|terrorists?|mobs?|crowds?|"
    r"villagers|militia\w*|soldiers?|troops|forces|army|paramilitar\w+|mercenar\w+|assailants?|attackers|kidnappers|abductors|bandits|gang\w*|"
    r"cartel|Islamic State|Al-Qaeda|Boko Haram|captors|summar(?:y|ily)|extrajudicial\w*|point-blank|found|bod(?:y|ies)|"
    r"prisoners? of war|POWs?|surrender\w*|captured|captives?|hostages?)\b",
    re.IGNORECASE,
)
JUDGED = wording(
    r"\b(?:judiciary(?:'s|’s)?|courts?|judges?|sentenced?|convicted|convicts?|"
    r"(?:death|capital) (?:sentences?|penalty|row|punishment)|Mizan|prisons?|jails?|inmates?|gallows|qisas|"
    r"Justice Ministry|Interior Ministry|"
    r"(?:for|over|on charges of) (?:murder\w*|terroris\w+|drug\b[\w-]*|spying|espionage|treason|rape))\b",
    re.IGNORECASE,
)
STATE = wording(
    r"\b(?:authorities|government|regime|judiciary|officials|the state|hangm[ae]n|executioners?)\b[^,.;]*$", re.IGNORECASE
)
DOER = re.compile(
    r"(?P<name>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}) (?:(?:has|have|had|also|publicly|secretly|again|on \w+ \d+) )*$"
)
PASSIVE = re.compile(r"\b(?:was|were|been|being) (?:\w+ly )?$")


def by_sentence(text: str, sentence: Sentence, trigger: Trigger) -> bool:
    """Whether a trigger tells an execution by a state: a court's words stand around it, or the state itself carries it out."""
    if trigger.type not in KINDS:
        return False
    verb = EXECUTED.search(text, max(sentence.start, trigger.start - NEAR), min(sentence.end, trigger.end + NEAR))
    if verb is None or ARMED.search(text, sentence.start, sentence.end):
        return False
    if JUDGED.search(text, sentence.start, sentence.end):
        return True
    before = text[sentence.start : verb.start()]
    if PASSIVE.search(before):  # whose sentence it was may stand in the sentences before
        return JUDGED.search(text, text.rfind("\n", 0, sentence.start) + 1, sentence.start) is not None
    doer = DOER.search(before)
    return STATE.search(before) is not None or (doer is not None and doer["name"] in country_words())
