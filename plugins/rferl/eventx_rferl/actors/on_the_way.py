"""Finds whom an attack hits that a "when" tells: "13 policemen were on their way to a village when gunmen opened fire".

Knows what somebody can be doing when it happens. Doesn't look for who does it.
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.actors.agency import Found, subject_of
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor
from eventx_rferl.triggers.joined import Group

UNDER_WAY = wording(
    r"\b(?:was|were|had been|have been|had just|was just|were just|had only just) (?:[\w-]+ ){0,2}?"
    r"(?:\w+ing|on (?:their|its|his|the) (?:way|road|move|march|patrol|beat|return)|on patrol|on guard|asleep|at prayer|"
    r"about to|en route|under way|[a-z]+ed|set out|left|got)\b"
)
STRUCK = frozenset({"shooting", "attack", "ambush", "explosion", "explosive-device", "attack-noun", "hit"})


def struck_on_the_way(text: str, found: Found, group: Group) -> tuple[Actor, ...]:
    """Who was under way, in the clause above the one that tells the attack."""
    clause = found.sentence.clauses[group.clause]
    if clause.link != "when" or clause.parent < 0 or group.head.type not in STRUCK or group.head.pos != "v":
        return ()
    above = found.sentence.clauses[clause.parent]
    subject = subject_of(found, clause.parent)
    if not subject or not UNDER_WAY.search(text, subject[0].end, above.end):
        return ()
    return (evolve(subject[0], role="target"),)
