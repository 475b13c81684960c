"""Finds the dead who are only given back: "Russia returned the bodies of 1,000 soldiers killed in action".

Knows the verbs with which sides hand bodies over. They died over months, so they are nobody's toll of that day; bodies that
a family receives are those of one event, and stay. Doesn't read tolls.
"""

from __future__ import annotations

from eventx_rferl.language.calendar_names import MONTH
from eventx_rferl.language.wording import wording

GIVE = (
    r"(?:return(?:s|ed|ing)?|exchang(?:e[sd]?|ing)|repatriat(?:e[sd]?|ing)|swap(?:s|ped|ping)?|transfer(?:s|red|ring)?|"
    r"releas(?:e[sd]?|ing)|receiv(?:e[sd]?|ing)(?=[^.;]{0,80} from )|hand(?:s|ed|ing)?(?: over| back)?|"
    r"g(?:ave|ives?|iven|iving)(?: back)?|deliver(?:s|ed|ing)?|turn(?:s|ed|ing)? over|pass(?:es|ed|ing)?|surrender(?:s|ed|ing)?|"
    r"t(?:ook|akes?|aken|aking) back|got back|br(?:ought|ings?|inging) (?:home|back))"
)
BODIES = r"(?:bodies|remains|corpses)"
# To the end of the clause; the comma of "1,000" doesn't end it.
PHRASE = r"(?:[^.;,]|,(?=\d))"
ACTIVE = wording(rf"\b{GIVE} (?:{PHRASE}{{0,60}}? )??(?P<dead>{BODIES} of|[\d,]+ (?:dead|fallen|slain|killed)\b){PHRASE}*")
PASSIVE = wording(rf"\b(?P<dead>{BODIES} of) {PHRASE}{{0,100}}? (?:were|was|(?:have|had|has) been) (?:[a-z]+ )?{GIVE}")
TO_KIN = wording(r"\b(?:famil(?:y|ies)|relatives|parents|next of kin|loved ones|widows?)\b")
ON_A_DAY = wording(rf"\bon {MONTH} \d")


def returned_dead(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where a sentence between two offsets names dead that one side gives the other back, with what is said of them."""
    if TO_KIN.search(text, start, end):
        return ()
    active = tuple((m.start("dead"), m.end()) for m in ACTIVE.finditer(text, start, end))
    passive = tuple(
        (m.start("dead"), m.end()) for m in PASSIVE.finditer(text, start, end) if not ON_A_DAY.search(text, m.start(), m.end())
    )
    return active + passive
