"""Says whether a figure counts the dead and the hurt together: "60 people dead or wounded", "more than 100 killed and wounded".

Such a figure is one of casualties: how many of them died isn't told. Doesn't read figures.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Toll

DEAD = r"(?:dead|killed|slain|died)"
HURT = r"(?:wounded|injured|hurt|maimed|missing|are missing)"
# Nothing counted may follow: "left 20 dead and wounded 40", "nine were killed and wounded people lay in the street".
ENDS = (
    r"(?=[.,;:”\")]|$| (?:in|on|at|by|after|when|as|from|during|near|since|across|throughout|around|along|over|outside|inside|"
    r"and|but|while|so|overall|to|that|according|among)\b)"
)
BOTH = wording(
    rf"(?:,? (?:people|others|soldiers|civilians|were|was|have|had|has|been|are|either|in|both|[a-z]+ly))*,? "
    rf"(?:{DEAD},? (?:and/or|and|or|or else) {HURT}|{HURT},? (?:and/or|and|or) {DEAD}){ENDS}"
)
INSIDE = re.compile(rf"\b(?:{DEAD}|{HURT})$")
# "The casualty toll is 80", "the number of dead and wounded stands at 90".
SUM = wording(
    rf"\b(?:casualty (?:toll|count|figure)|(?:(?:number|count|toll|total) of (?:the |people )?|the (?=dead|killed|slain))"
    rf"(?:(?:{DEAD}|{HURT}) (?:and|or) (?:{DEAD}|{HURT})|casualties))\b"
    r"(?:(?!\bdeath toll\b)[^;.“”]){0,80}$",
    re.IGNORECASE,
)
OF_THE_DEAD = re.compile(r"\s*(?:people )?(?:dead|killed|deaths|fatalities)\b")


def told_together(text: str, toll: Toll, start: int, end: int) -> Toll:
    """The toll of the sentence between two offsets as one of casualties, if it counts the dead and the hurt together."""
    if toll.measure not in ("killed", "injured") or toll.number.high == 0:
        return toll
    said = INSIDE.search(text, toll.start, toll.end)
    at = max(start, said.start() - 1) if said else toll.end
    both = BOTH.match(text, at, end) is not None
    both = both or (SUM.search(text, start, toll.start) is not None and OF_THE_DEAD.match(text, toll.end, end) is None)
    return evolve(toll, measure="casualties") if both else toll
