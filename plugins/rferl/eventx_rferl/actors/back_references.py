"""Words that stand for an armed group named before: "the group", "the militants", "its fighters".

Knows the nouns for groups and for their men. Which group is meant is the last one named before in the text.
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.actors.heads import name_of
from eventx_rferl.actors.listed import meant
from eventx_rferl.actors.whose import close_to
from eventx_rferl.language.actor_classes import ARMED_GROUP_TYPES, TYPES
from eventx_rferl.language.lexicons import forces, group_names, groups
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor

# Nouns for a group, whatever it fights for.
GROUP = "group|movement|organization|gang|faction|band"
REBEL = "militant|extremist|rebel|jihadist|guerrilla|separatist|Islamist"
THE_GROUP = wording(
    rf"\b[Tt]he (?:same )?(?:(?:{REBEL}|armed|terrorist) )?(?:{GROUP}|network|sect)\b"
    r"(?:['’]s (?:\w+ )?(?:men|boys|members|followers|cadres)\b)?"
)
# "the militants", "the rebel force", "its fighters", "the group's gunmen", "the paramilitary force": the group named before.
ITS_OWN = wording(rf"\b(?:[Ii]ts|[Tt]heir|[Tt]he (?:{GROUP}|militia|rebels)['’]s?) (?:own )?$")
OF_IT = wording(rf" (?:of|from) the (?:same )?(?:{GROUP})\b(?! of\b)")  # "gunmen of the group"
THE_SAME = wording(r"\b[Tt]he (?:same )?$")
PLAIN = wording(
    rf"(?:(?:{REBEL}|insurgent) (?:force|group|army|movement|fighters?|"
    r"forces|militia)|paramilitar(?:y|ies)(?: (?:force|group|unit|fighters|troops|forces|soldiers))?|[a-z-]+)\Z"
)
# "A paramilitary attack" is that of a militia; a paramilitary raid or patrol may be the police's.
THEIR_DEED = wording(
    r" (?:(?:drone|rocket|artillery|ground|gun|night|deadly|brutal) )*(?:attacks?|assaults?|massacres?|onslaughts?|killings?|"
    r"rampages?|bombardments?|shelling|sieges?|ambush(?:es)?|strikes?)\b"
)
# How many letters before an actor say whose it is.
REACH = 24


def group_meant(text: str, start: int, end: int) -> Actor | None:
    """ "The group" in a stretch of text, as an actor that has no name yet."""
    found = THE_GROUP.search(text[start:end])
    if found is None:
        return None
    span = (start + found.start(), start + found.end())
    return Actor("", found[0], *span, "group-anaphor", "rebel-group", None, "initiator", "ACTOR-ANAPHOR", "inferred")


# "Government troops, backed by the X militia".
HELPED_BY = wording(
    r"(?<!rebel)(?<!opposition)(?<!insurgent)(?<!separatist) (?:troops|forces|soldiers|army|military|police|policemen|government|"
    r"air force),? (?:(?:which|who) (?:are|were) )?(?:backed|supported|aided|assisted|helped) by (?:the |its |local )?$"
)
# How many letters before a group's name say so.
HELPED = 60


def helps_a_state(text: str, start: int) -> bool:
    """Whether a group whose name begins here fights beside a state's forces: it isn't "the rebels"."""
    return HELPED_BY.search(text, max(0, start - HELPED), start) is not None


def named_for(text: str, actor: Actor) -> Actor:
    """An actor with the name of the armed group named last before it."""
    spans = [span for span in group_names().finditer(text, 0, actor.start) if not close_to(text, *span)]
    if actor.group == "rebels":
        spans = [span for span in spans if not helps_a_state(text, span[0])]
    names = [text[slice(*span)] for span in spans]  # not "the al-Qaeda linked group"
    name = next((name for name in reversed(names) if groups()[name].type in ARMED_GROUP_TYPES), None)
    if name is None:
        return evolve(actor, name="Unidentified Armed Group", group="armed", type="armed-group")
    found = meant(text, name)
    return evolve(actor, name=found.name, group="group", type=found.type, country=found.country)


def militants_named(text: str, actor: Actor) -> Actor:
    """ "The militants", "its fighters": the armed group named before, if one is; else the actor as it is."""
    paramilitary = actor.group == "security" and actor.text.lower().startswith("paramilitar") and actor.country is None
    if paramilitary and "police" not in actor.text.lower() and THEIR_DEED.match(text, actor.end):
        group, pattern = forces()["paramilitary group"]
        return evolve(actor, name=name_of(pattern, None, actor.text), group=group, type=TYPES[group])
    if actor.group not in ("rebels", "militia", "armed") and not paramilitary:
        return actor
    before = text[max(0, actor.start - REACH) : actor.start]
    if OF_IT.match(text, actor.end):
        return evolve(named_for(text, actor), basis="inferred")
    if not (ITS_OWN.search(before) or (THE_SAME.search(before) and PLAIN.match(actor.text))):
        return actor
    found = named_for(text, actor)
    return evolve(found, basis="inferred") if found.group == "group" else actor
