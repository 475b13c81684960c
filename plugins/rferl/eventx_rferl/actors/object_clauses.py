"""Says who did it to whom in a clause whose object stands before it: "peacekeepers whom they captured", "men the X had seized".

Knows the shape of such clauses: the object, "whom", who does it, the verb. "They" are whom the sentence begins with. Doesn't know
other relative clauses, whose subject stands before them.
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.language.actor_classes import ARMED
from eventx_rferl.language.roles import Sides
from eventx_rferl.language.voice import governed, is_passive
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Sentence, Trigger

HAVING = r"(?:(?:had|have|has|also|then|later|earlier|first|allegedly|reportedly) )*"
THEY = wording(rf",? (?:(?:whom|that|which) )?(?:it|they|he|she) {HAVING}")
WHOM_THEY = wording(rf"\bwhom (?:it|they|he|she) {HAVING}$")
SOMEBODY = wording(rf",? (?:whom|that|which) (?:(?!(?:was|were|is|are|had|has|have)\b)[\w’'-]+ ){{1,6}}?{HAVING}")
# How many letters before the verb the object may stand.
REACH = 90
TAKEN = ARMED - {"state", "government"}


def done_to_whom(text: str, sentence: Sentence, trigger: Trigger, actors: tuple[Actor, ...]) -> Sides | None:
    """Who does it and to whom, if the verb's object stands before it; None if it doesn't."""
    if trigger.pos != "v" or is_passive(sentence.tokens, trigger):
        return None
    before = [a for a in actors if a.end <= trigger.start and a.group != "adjective"]
    near = [a for a in before if a.group in TAKEN and trigger.start - a.end < REACH]
    taken = next((a for a in near if THEY.fullmatch(text, a.end, trigger.start)), None)
    if taken is not None or WHOM_THEY.search(text, sentence.start, trigger.start):
        doers = [a for a in before if a is not taken and a.group in TAKEN and not governed(a, sentence.tokens)][:1]
        return _marked(doers, [taken] if taken else []) if doers else None
    taken = next((a for a in near if SOMEBODY.fullmatch(text, a.end, trigger.start)), None)
    doers = [a for a in before if taken is not None and a.start > taken.end]
    return _marked(doers[-1:], [taken]) if taken is not None and doers else None


def _marked(doers: list[Actor], targets: list[Actor]) -> Sides:
    return tuple(evolve(a, role="initiator") for a in doers), tuple(evolve(a, role="target") for a in targets)
