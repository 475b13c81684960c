"""Finds actors by the names of listed groups: "the Taliban", "Afghanistan's Taliban government", "M23 fighters".

Knows which of several groups a name means in the news of a country, and which group governs one. Doesn't know names that no list
holds.
"""

from __future__ import annotations

from eventx_rferl.actors.heads import Found, head_of, name_of
from eventx_rferl.language.actor_classes import STATE
from eventx_rferl.language.lexicons import Group, groups, homonyms
from eventx_rferl.model import Actor, Token
from eventx_rferl.places.named_lands import article_countries


def meant(text: str, alias: str) -> Group:
    """The group that a name means in the news of the countries that a text is about."""
    listed = groups()[alias]
    for country, other, only in homonyms().get(alias, ()):
        about = article_countries(text)
        if listed.country is None and about[:1] != (country,):
            continue  # a name known everywhere means the country's own group only in that country's news
        if country in about and (
            listed.country not in about or (not only and about.index(country) < about.index(listed.country))
        ):
            return other
    return listed


def group_actor(text: str, tokens: tuple[Token, ...], at: int, group: tuple[str, int], day: int | None) -> Found:
    """The actor that a listed group's name at this token names, with a noun for its men behind it; an army if it governs."""
    found = meant(text, group[0])
    end = at + group[1]
    start = tokens[at].start
    stop = tokens[end - 1].end
    if tokens[end - 1].lower.endswith("'s"):
        stop -= 2
    head = head_of(tokens, end)
    if head and head[1] in STATE | {"rebels", "peacekeepers", "armed", "militia"} and head[0] - end <= 4:
        stop, end = tokens[head[0] - 1].end, head[0]
    governs = found.governs and (day is None or day >= int(found.governs_since.replace("-", "")))
    if governs:
        name = f"{name_of('Military Forces of {country}', found.governs, '')} ({found.name})"
        return [Actor(name, text[start:stop], start, stop, "military", "military", found.governs)], end
    kind = {"peacekeepers": "peacekeepers", "military": "military", "police": "police", "intelligence": "intelligence"}.get(
        found.type, "group"
    )
    return [Actor(found.name, text[start:stop], start, stop, kind, found.type, found.country)], end
