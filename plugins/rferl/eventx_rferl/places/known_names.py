"""Says how far a name alone tells which place is meant: one that no other country has, or another name of a small one abroad.

Asks the gazetteer who bears a name. Doesn't know what stands around it, nor what a place is in its sentence.
"""

from __future__ import annotations

import re

from eventx_rferl import gazetteer
from eventx_rferl.gazetteer import Candidate, folded
from eventx_rferl.places.named_lands import told_before
from eventx_rferl.places.roles import Named

# Words that units of many countries are called by.
EVERYWHERE = re.compile(
    r"\b(?:North|South|East|West|Central|Upper|Lower|Northern|Southern|Eastern|Western|Coast|Lakes?|River|Capital|National)\b"
)


def only_one(name: str, hit: Candidate) -> bool:
    """Whether a unit's name is one that no other country's has: "the Kherson region" in a report that names only Russia."""
    if EVERYWHERE.search(name) or folded(hit.name) != folded(name):
        return False
    return len({c.country for c in gazetteer.lookup(name, kinds=("admin1",)) if folded(c.name) == folded(name)}) == 1


# A town of so many people is known by its name alone, if no other place bears it.
KNOWN = 50_000


def alone(name: str, hit: Candidate, least: int = KNOWN) -> bool:
    """Whether no place of another country has the name: a region as Darfur, or a town as Djibo, that nobody takes for another.

    ``least``: of how many people a town has to be.
    """
    if hit.kind != "region" and not (hit.kind == "city" and (hit.population or 0) >= least):
        return False
    return folded(hit.name) == folded(name) and {c.country for c in gazetteer.lookup(name)} == {hit.country}


def is_other_name_abroad(hit: Candidate, at: Named, near: tuple[str, ...]) -> bool:
    """Whether a small place only goes by the name among others, in a country that the text has not named so far."""
    if not near or hit.country == near[0] or (hit.population or 0) >= KNOWN or hit.kind != "city":
        return False
    bears = folded(hit.name) == folded(at.text[at.start : at.end])
    return not bears and hit.country not in told_before(at.text, at.sentence.end)
