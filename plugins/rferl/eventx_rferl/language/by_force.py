"""Whether people pulled out of a bus or a house are taken by force, or saved, helped and checked.

Knows who takes people, and what the others pull them out of. Doesn't know what becomes of those who are taken.
"""

from __future__ import annotations

import re

from eventx_rferl.language.lexicons import around
from eventx_rferl.language.surroundings import forces_in
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Sentence

SAVED = wording(
    r"\b(?:rescue\w*|saved|firefighters|firem[ae]n|paramedics|medics|lifeguards|divers|storms?|floods?|floodwaters?|earthquakes?|"
    r"quake|landslides?|avalanches?|mudslides?|burning|blaze|crash(?:ed)?|accident|collaps\w+|sinking|capsiz\w+|rubble|"
    r"to (?:safety|(?:test|check|breathaly[sz]e|fine|help|save|rescue|treat|warn|search) (?:him|her|them|it|for))|sobriety|"
    r"drunk\w*|alcohol|speeding)\b",
    re.IGNORECASE,
)
TAKERS = wording(
    r"\b(?:[Aa]rmed|[Mm]asked|[Hh]ooded|[Uu]niformed|[Pp]lainclothes\w*|[Uu]nknown|[Uu]nidentified|[Mm]en|[Gg]unmen|[Tt]hey|"
    r"[Mm]obs?|[Cc]rowds?|[Rr]ioters|[Pp]rotesters|[Aa]gents?|[Oo]fficers?|[Ss]omeone|[Kk]idnappers|[Aa]bductors|"
    r"[Cc]aptors|[Bb]andits|[Gg]angs?|who|[Hh]e)\b"
)
# "Were pulled from a bus", "three men pulled from their homes": by whom isn't told.
UNTOLD = re.compile(r"\b(?:was|were|been|being|is|are|be)(?: \w+ly| then| also| later)? $")


def pulled_by_force(text: str, sentence: Sentence, at: int) -> bool:
    """Whether those pulled out of something are taken by somebody armed, by a mob, or by who isn't told."""
    if SAVED.search(text, sentence.start, sentence.end):
        return False
    before = text[sentence.start : at]
    return bool(
        UNTOLD.search(before)
        or TAKERS.search(before)
        or around("unarmed-doers").search(before)
        or forces_in(sentence, sentence.start, at)
    )
