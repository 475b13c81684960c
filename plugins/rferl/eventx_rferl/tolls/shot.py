"""How many of those who were shot died: "shot five miners, killing three", "shot three guards, one of them fatally".

Knows that "shot" is counted as killed where nothing else is told, and that fewer dead told behind it are the dead among them.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Toll
from eventx_rferl.tolls.reader import Reader

SHOT = re.compile(r"\b(?:[Ss]hot|shooting) $")
KILLING = wording(r"[^;.]{0,90}?, (?:killing|leaving)(?: (?:at least|about|some|up to))? ")
OF_THEM = wording(
    r" (?:[a-z]+ )?of (?:them|whom) (?:(?:later|have|has|had|then|soon) )*"
    r"(?:fatally|mortally|died|dead|succumbed|did not survive|(?:was|were) killed)\b"
)


def dead_of_the_shot(reader: Reader) -> None:
    """The dead alone, where the sentence counts them among those who were shot."""
    for toll in [t for t in reader.found if t.measure == "killed" and SHOT.search(reader.text, reader.sentence.start, t.start)]:
        behind = next((t for t in reader.found if t.measure == "killed" and _counts_its_dead(reader.text, toll, t)), None)
        part = next((n for n in reader.numbers if n.start > toll.end and OF_THEM.match(reader.text, n.end)), None)
        if behind is not None:
            group = toll.group if behind.group == "any" else behind.group
            reader.found = [evolve(t, group=group) if t is behind else t for t in reader.found if t is not toll]
        elif part is not None and part.some < toll.number.some:
            dead = evolve(toll, number=part, start=part.start, end=part.end)
            reader.found = [dead if t is toll else t for t in reader.found]


def _counts_its_dead(text: str, shot: Toll, dead: Toll) -> bool:
    """Whether a count of dead is of some of those who were shot."""
    fewer = shot.end < dead.start and 0 < dead.number.some < shot.number.some
    return fewer and KILLING.fullmatch(text, shot.end, dead.start) is not None
