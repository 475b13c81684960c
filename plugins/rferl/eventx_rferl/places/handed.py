"""The words around a place that somebody wins, frees, loses or leaves: "cleared X of rebels", "lost X to the army".

Doesn't know the gazetteer, nor what else a place can be in its sentence (:mod:`eventx_rferl.places.roles`).
"""

from __future__ import annotations

import re

from eventx_rferl.language.wording import wording

# What is held, lost or given back, if the gazetteer has the name: "cleared X of rebels", "lost X to the army".
HANDED_ON = wording(
    r"\b(?:conquered|vacated|quit|ceded|(?:re)?occup(?:y|ied|ying)|reclaim(?:ed|ing)?|recover(?:ed|ing)|relinquish(?:ed|ing)|"
    r"evacuat(?:ed|ing)|regain(?:ed|ing)|retak(?:e|es|ing)|recaptur(?:e|es|ing)|liberat(?:e|es|ing)|abandon(?:ed|ing)|"
    r"(?:took|tak(?:e|es|en|ing)|w[io]n(?:ning)?|wrest(?:ed|ing)|got|giv(?:e|en|ing)|gave|turn(?:ed|ing)|hand(?:ed|ing)) "
    r"(?:back|over)|"
    r"control over|(?:headquarters|command post|base) to) (?:nearby |neighboring |the )?$"
)
FREED = wording(r"\b(?:clear(?:ed|ing)?|freed?|freeing|rid|ridding|purged?|purging|wrest(?:ed|ing)?) (?:the )?$")
LOST = wording(r"\b(?:los(?:t|e|es|ing)|surrender(?:ed|ing)?|hand(?:ed|ing)?|hands|return(?:ed|ing)?|ced(?:ed?|ing)) (?:the )?$")
FREED_OF = re.compile(r" (?:of|from) ")
LOST_TO = re.compile(r" (?:back |over )?to ")


def handed_on(before: str, after: str) -> bool:
    """Whether a name stands where a place does that somebody wins, frees, loses or leaves."""
    if HANDED_ON.search(before):
        return True
    freed = FREED_OF.match(after) and FREED.search(before)
    return bool(freed or (LOST_TO.match(after) and LOST.search(before)))
