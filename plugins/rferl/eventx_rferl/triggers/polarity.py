"""Says whether a trigger tells something that happened: not negated, planned, threatened, hypothetical, or counted over years.

Knows the order of the questions, quotes, figures of speech (``lexicon/metaphors.tsv``) and the verb's tense; the other questions
stand in ``language/accidents``, ``invented``, ``reactions``, ``executions``, ``cues`` and ``frames``. Doesn't know events.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from eventx_rferl.language.accidents import accident, disaster
from eventx_rferl.language.calendar_names import MONTH, SHORT_MONTH, WEEKDAY
from eventx_rferl.language.charges import charged_with
from eventx_rferl.language.lexicons import patterns
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Sentence, Trigger
from eventx_rferl.triggers import cues, frames
from eventx_rferl.triggers.executions import by_sentence
from eventx_rferl.triggers.invented import corrected, fictional, of_a_game
from eventx_rferl.triggers.reactions import only_reacts
from eventx_rferl.triggers.standing import Standing, standing

NONE_OF_IT = re.compile(r"\b[Nn]o $")
ACCIDENTAL = frozenset({"killed", "injured", "hit", "explosion", "explosion-noun", "explosion-weak"})
# "Saw a crowd burn down a bank", "watched soldiers shoot": told, though the verb has its plain form.
BARE_INFINITIVE = wording(
    r"\b(?:did|to) $|\b(?:saw|seen|seeing|watched|watching|heard|hearing|let|made|helped|showed|filmed) [^,;.]{3,80}$"
)


# "May 8: Jets pound a training center": a chronicle tells in the present tense what happened on its day.
CHRONICLE = wording(
    rf"\W*(?:(?:Early|Late) )?(?:(?:{WEEKDAY}|{MONTH}|{SHORT_MONTH}\.?)(?:, )?(?: ?\d{{1,2}})?|\d{{1,2}} {MONTH})"
    rf"(?:,? (?:19|20)\d\d)?(?::| --| —| –) "
)
ASKING = wording(r"\W*(?:And |But |So )?(?:Who|What|Why|How|When|Where|Which|Did|Has|Have|Was|Were|Is|Are|Does|Do|Could|Can)\b")


@lru_cache(maxsize=16)  # once for all triggers of a sentence
def _figures(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    figures = patterns("metaphors.tsv").standing(text, start, end)
    return tuple(match.span() for _, pattern in figures for match in pattern.finditer(text, start, end))


def _quoted(at: Standing) -> str:
    """It stands in somebody's words."""
    return "ART-QUOTE" if any(start <= at.trigger.start < end for start, end in at.sentence.quotes) else ""


def _figure_of_speech(at: Standing) -> str:
    """ "The news exploded on social media"; an earthquake that kills is no figure of speech, but a disaster."""
    figures = _figures(at.text, at.sentence.start, at.sentence.end)
    figure = next((at.text[first:last] for first, last in figures if first <= at.trigger.start < last), None)
    if figure is None:
        return ""
    return "ART-ACCIDENT" if disaster(figure) else "ART-METAPHOR"


def _reaction(at: Standing) -> str:
    """ "The UN condemned the attack"."""
    return "ART-REACTION" if only_reacts(at.text, at.sentence, at.trigger) else ""


def _execution(at: Standing) -> str:
    """ "Three convicts were hanged"."""
    return "ART-EXECUTION" if by_sentence(at.text, at.sentence, at.trigger) else ""


# When a deed was done over which somebody is arrested.
SOME_TIME = wording(
    rf"\b(?:{WEEKDAY}|{MONTH}|yesterday|today|overnight|tonight|(?:19|20)\d\d|(?:last|this) (?:night|week|month|year)|"
    r"(?:minutes|hours?|days?|weeks?|months?|years?) (?:ago|earlier|before))\b"
)


def _only_charged(at: Standing) -> str:
    """ "Shot two men accused of killing a policeman": why it was done to them; "arrested over the killing of a clerk" one day."""
    if (
        at.clause.link == "response"
        and at.clause.word == "over"
        and not SOME_TIME.search(at.text, at.clause.start, at.sentence.end)
    ):
        return "ART-CHARGE"
    return "ART-CHARGE" if charged_with(at.text, at.sentence.start, at.sentence.end, at.trigger.start) else ""


# What those who are blamed say: "maintained that they had fallen in a gun battle", "said its troops had come under fire".
FELL_IN_BATTLE = wording(
    r"\b(?:maintain(?:s|ed)|insist(?:s|ed)|claim(?:s|ed)|countered|contend(?:s|ed)|asserted|sa(?:id|ys)) (?:that )?"
    r"(?:they|he|she|all of them|the (?:dead|victims|men|killed)) (?:had |have |were |was )?(?:all )?(?:fallen|died|fell|"
    r"been killed|"
    r"killed|been shot|shot) (?:dead )?in (?:an? |the )?(?:[\w-]+ ){0,2}?(?:gun ?battles?|clash(?:es)?|shoot-?outs?|firefights?|"
    r"exchanges? of fire|crossfire|combat|battle|fighting)\b"
)
UNDER_FIRE = wording(
    r"\bden(?:y|ies|ied|ying)\b[^.;]{3,80}, (?:saying|insisting|claiming|adding|stating) (?:that )?(?:its|their|his) (?:[\w-]+ )?"
    r"(?:troops|men|forces|fighters|soldiers|officers|units) (?:had |have |were |was )?(?:only )?(?:come under|came "
    r"under|been attacked|"
    r"been fired|been shot|returned|acted|respond)"
)


def _own_version(at: Standing) -> str:
    """What those who are blamed say instead: no other event; where they deny, it is their denial."""
    start, end = at.sentence.start, at.sentence.end
    if (match := FELL_IN_BATTLE.search(at.text, start, end)) is not None and match.start() < at.trigger.start < match.end():
        return "ART-QUOTE"
    denied = UNDER_FIRE.search(at.text, start, end)
    return "ART-DENIED" if denied is not None and denied.start() < at.trigger.start else ""


def _none_of_it(at: Standing) -> str:
    """ "No arrests have been made"; but "no deaths" is a toll."""
    return "ART-NEGATED" if at.noun and not at.casualty and NONE_OF_IT.search(at.before) else ""


def _by_accident(at: Standing) -> str:
    """ "Twelve people were killed when a bus fell into a ravine"."""
    return "ART-ACCIDENT" if at.trigger.type in ACCIDENTAL and accident(frames.uncompared(at), at.sentence.words) else ""


# "Both neighbors mount strikes in the north in pursuit of rebels": what they do, not what they did.
MOUNT = wording(r"\b(?:mount|carry out|conduct|launch|stage) (?:(?!(?:the|an?)\b)[\w-]+ ){0,4}$")


def _in_general(at: Standing) -> str:
    """ "Rebels attack convoys", "rebels mount attacks"; but not "watched rebels attack a convoy"."""
    before, plain = at.before, at.trigger.form in ("third", "base")
    mount = MOUNT.search(before) if at.noun and at.trigger.plural and not cues.DAY_DATE.search(at.whole) else None
    if mount is not None:
        before, plain = before[: mount.start()], True
    if not plain or CHRONICLE.match(at.text, at.sentence.start, at.sentence.end):
        return ""
    return "ART-GENERIC" if not BARE_INFINITIVE.search(before) else ""


# "Vowed to kidnap judges, to burn courts, and to shoot": the last of what somebody means to do, however far from the verb.
ONE_OF_SEVERAL = wording(
    r"\b(?:(?P<threat>threat(?:en|ens|ened|ening|s)|vow(?:s|ed|ing)?|sw(?:ore|orn|ears))|promis\w+|pledg\w+|plan(?:s|ned|ning)?|"
    r"order(?:s|ed)?|urg(?:es|ed|ing)|call(?:s|ed|ing)?|want(?:s|ed)?|refus\w+) (?:[^;.]{0,60} )?"
    r"to (?:[^;.]|(?<=[A-Z])\.){3,200}?"
    r"(?:,| and| or)(?: and| or)? to $"
)


def _meant_with_others(at: Standing) -> str:
    """What stands at the end of a list of threats or plans."""
    told = ONE_OF_SEVERAL.search(at.text, at.sentence.start, at.trigger.start) if at.trigger.form == "base" else None
    if told is None:
        return ""
    return "ART-THREAT" if told["threat"] else "ART-PLANNED"


def _asked(at: Standing) -> str:
    """ "Who killed the boy in Izeh?": what is asked is told elsewhere, if it is."""
    asked = at.text.startswith("?", at.sentence.end - 1) and ASKING.match(at.text, at.sentence.start, at.sentence.end)
    return "ART-GENERIC" if asked else ""


Question = Callable[[Standing], str]
"""Answers with the reason id if the trigger tells no event, else with an empty string."""

QUESTIONS: tuple[Question, ...] = (
    corrected,
    _quoted,
    _figure_of_speech,
    fictional,
    of_a_game,
    _reaction,
    _execution,
    _only_charged,
    _none_of_it,
    _own_version,
    cues.cue_before,
    cues.cue_after,
    cues.cue_in_clause,
    cues.cue_in_sentence,
    _asked,
    frames.since_it_began,
    frames.measured_by,
    frames.ever_since,
    frames.counted_since,
    frames.over_a_span,
    frames.for_years,
    frames.at_war,
    frames.under_way,
    frames.began_a_war,
    frames.in_a_tally,
    _by_accident,
    _meant_with_others,
    _in_general,
)


def withheld(text: str, sentence: Sentence, trigger: Trigger) -> str:
    """The reason id if the trigger tells no event, else an empty string."""
    at = standing(text, sentence, trigger)
    for question in QUESTIONS:
        reason = question(at)
        if reason:
            return reason
    return ""
