"""Whose forces took what their own side announces: "Russia's Defense Ministry announced the capture of the village of X".

Knows the verbs with which a side tells of its own successes. Doesn't know who held the place before, nor other sentences.
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.actors.heads import name_of
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Sentence, Trigger

TAKEN = frozenset({"territory-overtaken", "territory-regained", "nonviolent-transfer"})
SIDES = frozenset({"state", "adjective", "government", "military", "security", "group", "rebels", "militia"})
# Between who announces and what was taken.
ANNOUNCED = wording(
    r"(?:['’]s)?(?: (?:[Dd]efen[cs]e [Mm]inistry|[Mm]inistry of [Dd]efen[cs]e|General Staff|army|military|forces|government|"
    r"president|command|leaders?|spokes(?:man|woman|person)))?(?: (?:has|had|have|also|later|on \w+(?: \d+)?))* "
    r"(?:announced|claimed|declared|proclaimed|hailed|celebrated|trumpeted) (?:the )?(?:\w+ )?$"
)


def announced(text: str, sentence: Sentence, head: Trigger, actors: tuple[Actor, ...]) -> Actor | None:
    """Who announces that a place was taken, as the one who took it."""
    if head.type not in TAKEN or head.pos != "n":
        return None
    for actor in actors:
        ahead = sentence.start <= actor.start and actor.end <= head.start and actor.group in SIDES
        if ahead and ANNOUNCED.fullmatch(text, actor.end, head.start):
            army = "military" if actor.group in ("state", "adjective", "government") else actor.group
            name = actor.name if army == actor.group else name_of("Military Forces of {country}", actor.country, "")
            return evolve(actor, group=army, name=name, role="initiator", rule="ACTOR-SPEAKER", basis="inferred")
    return None
