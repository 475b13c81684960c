"""Tells executions by sentence of a court or by a state's judiciary from killings that are called executions.

Knows who carries sentences out and who only murders; the words for courts, sentences and prisons are the list "judged" of
``lexicon/contexts.toml``. Doesn't know whether a trial
was fair.
"""

from __future__ import annotations

import re

from eventx_rferl.language.lexicons import around, country_words
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Sentence, Trigger

EXECUTED = wording(r"\b(?:execut(?:ed|ing|ions?)|hang(?:ed|ings?)|put(?:ting)? (?:[\w’'-]+ ){0,6}?to death)\b", re.IGNORECASE)
KINDS = frozenset({"killed", "execution", "attack-on-civilians"})
NEAR = 50
STATE = wording(
    r"\b(?:authorities|government|regime|judiciary|officials|the state|hangm[ae]n|executioners?)\b"
    r"(?! (?:in (?:[\w’'-]+ ){1,3})?(?:said|say|says|told|reported|confirmed|announced|accused|blamed)\b"
    r"(?! (?:that )?(?:they|it)\b| the $))[^,.;]*$",
    re.IGNORECASE,
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
    if verb is None:
        return False
    judged = around("judged")
    if judged.search(text, sentence.start, sentence.end):
        return True
    before = text[sentence.start : verb.start()]
    if PASSIVE.search(before):  # whose sentence it was may stand in the sentences before
        return judged.search(text, text.rfind("\n", 0, sentence.start) + 1, sentence.start) is not None
    doer = DOER.search(before)
    return STATE.search(before) is not None or (doer is not None and doer["name"] in country_words())
