"""Whether people pulled out of a bus or led away are taken by force, or saved, helped and checked.

Knows who takes people, what the others pull them out of, and the raid of the sentence before. Doesn't know what becomes of
those who are taken.
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


# "Gunmen stormed the market. Six boys were led away": who took them is told before.
RAIDED = wording(
    r"(?:^|\n|[.!?:][”\"]? |(?:--|—|–) )(?:(?!(?:soldiers|troops|police|officers|army|forces|killed|shot)\b)[\w’'-]+,? ){0,5}?"
    r"(?:gunmen|militants|jihadists|rebels|fighters|insurgents|bandits|attackers|assailants|raiders|extremists|guerrillas|"
    r"militiamen|kidnappers)(?: [^.;]{0,60}?)? "
    r"(?:killed|shot|gunned|hacked|beheaded|slaughtered|massacred|attacked|raided|stormed|invaded|overran|burst|ambushed|"
    r"descended|burned|torched|looted)\b",
    re.IGNORECASE,
)
AND_NO_MORE = re.compile(
    r"(?:[.;,]|$| (?:too|as well|with them|at gunpoint)\b|"
    r" (?:into|to) (?:the |a )?(?:nearby )?(?:bush|forest|jungle|hills|mountains|woods)\b)"
)
A_RAIDS_REACH = 300


def taken_in_a_raid(text: str, sentence: Sentence, at: int, end: int) -> bool:
    """Whether people who "were taken away" (the words from ``at`` to ``end``) are those of the raid told just before."""
    if not UNTOLD.search(text, sentence.start, at) or not AND_NO_MORE.match(text, end):
        return False
    since = max(text.rfind("\n", 0, sentence.start) + 1, sentence.start - A_RAIDS_REACH)
    return RAIDED.search(text, since, sentence.start) is not None
