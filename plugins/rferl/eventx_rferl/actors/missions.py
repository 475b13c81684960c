"""Whose peacekeepers are meant, or which coalition: "two Chadian blue helmets", "the coalition bombed".

Knows the missions that an article names, and those of a country and a time (``lexicon/missions.tsv``). A country's name before
peacekeepers says whence they came, not whose orders they follow. Doesn't find actors.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache

from attrs import evolve

from eventx_rferl.language.lexicons import Group, group_names, groups, table
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor

UN = "UN peacekeepers"
OF_THE_UN = wording(r"\b(?:UN|U\.N\.|United Nations)\b|\bblue (?:helmets?|berets?)\b", re.IGNORECASE)
# "A Brazilian UN soldier", "a soldier serving with the UN".
UN_MEN = wording(
    r"\b(?:UN|U\.N\.|United Nations) (?:[a-z]+ )?(?:soldiers?|troops?|police(?:m[ae]n)?|officers?|forces?|observers?)\b"
)
SERVING = wording(
    r" (?:(?:who (?:was|were) )?(?:serving|deployed|working|stationed|on duty|patrolling) (?:with|in|under|for|as part of)|"
    r"of|with|from) "
    r"(?:the |an? )?(?:UN|U\.N\.|United Nations)(?:['’]s?)?"
    r"(?: (?:[\w-]+ ){0,2}?(?:missions?|forces?|contingent|peacekeep\w+|battalion|operation)|(?=[ ,.]))"
)
# "Foreign soldiers", "allied aircraft" are nobody's peacekeepers.
PEACEKEEPERS = wording(r"\b(?:peacekeep|blue (?:helmet|beret))", re.IGNORECASE)
COALITION = "Coalition forces"


@lru_cache(maxsize=16)
def _named(text: str, kind: str) -> tuple[Group, ...]:
    """The missions, or the coalitions, that a text names."""
    found = (groups()[text[slice(*span)]] for span in group_names().finditer(text))
    listed = {g.name: g for g in found if (g.type == "peacekeepers" if kind == "peacekeepers" else "coalition" in g.name)}
    return tuple(listed.values())


@cache
def _listed() -> frozenset[str]:
    """The names of all listed groups and missions."""
    return frozenset(group.name for group in groups().values())


def _usual(kind: str, country: str | None, day: date | None) -> Group | None:
    """The mission in a country on a day."""
    for row in table("missions.tsv"):
        if row["kind"] != kind or row["alpha3"] != country or day is None:
            continue
        if date.fromisoformat(row["from"]) <= day and (not row["until"] or day <= date.fromisoformat(row["until"])):
            return groups()[row["mission"]]
    return None


def of_a_mission(text: str, actor: Actor, home: str | None, day: date | None) -> Actor:
    """Peacekeepers or a coalition without a name, by the mission that is meant in the news of the country ``home``."""
    if actor.name == COALITION:
        named = _named(text, "coalition")
        meant = named[0] if len(named) == 1 else _usual("coalition", home, day)
        return actor if meant is None else evolve(actor, name=meant.name, type=meant.type, country=meant.country, group="group")
    if actor.group in ("military", "police") and (UN_MEN.search(actor.text) or SERVING.match(text, actor.end)):
        return evolve(actor, name=UN, type="peacekeepers", group="peacekeepers", country=None)
    if actor.group != "peacekeepers" or actor.name in _listed() or not PEACEKEEPERS.search(actor.text):
        return actor
    if OF_THE_UN.search(actor.text):
        return evolve(actor, name=UN, country=None)
    named = _named(text, "peacekeepers")
    meant = named[0] if len(named) == 1 else _usual("peacekeepers", home, day)
    if meant is not None:
        return evolve(actor, name=meant.name, country=meant.country)
    if actor.country:
        return evolve(actor, name=UN, country=None)
    return evolve(actor, name=actor.name[:1].upper() + actor.name[1:])  # one name, wherever in a sentence it stands
