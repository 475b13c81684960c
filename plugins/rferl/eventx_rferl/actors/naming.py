"""The conventional names of actors, once the country and the day of the event are known.

Knows "Military Forces of X", and who ruled when. Doesn't decide who took part.
"""

from __future__ import annotations

import re
from datetime import date

from eventx_rferl.language.actor_classes import IRREGULARS
from eventx_rferl.language.lexicons import country_name, own_fighters, rulers, with_article
from eventx_rferl.model import Actor, Place
from eventx_rferl.values import evolve


def home_of(places: tuple[Place, ...], near: tuple[str, ...], foreign: frozenset[str | None] = frozenset()) -> str | None:
    """The country of an event: that of its places, else the first near one that isn't a party from elsewhere."""
    told = next((p.country for p in places if p.country), None)
    if told or not places:
        return TERRITORIES.get(told or "", told) or next((country for country in near if country not in foreign), None)
    # A village that no gazetteer holds, in the country the article is about; not in that of those who fire from afar.
    return next((country for country in near if country not in foreign), near[0] if near else None)


# Territories with a code of their own whose police and army are another country's.
TERRITORIES = {"HKG": "CHN", "MAC": "CHN", "PRI": "USA", "GIB": "GBR", "GRL": "DNK", "CUW": "NLD"} | dict.fromkeys(
    ("NCL", "GUF", "GLP", "MTQ", "MYT", "REU", "PYF"), "FRA"
)
# Whose army stands in a country that has none of its own.
GARRISONED = {"PSE": "ISR"}


def localised(actor: Actor, home: str | None, kind: str) -> Actor:
    """The actor's conventional name once the country of the event is known."""
    actor = _of_this_country(actor, home)
    country = actor.country or (home if actor.group not in ("group", "peacekeepers") or actor.rule == "ACTOR-NAME" else None)
    if actor.country is None and actor.group == "military" and country in GARRISONED:
        country = GARRISONED[country]
    name = actor.name
    label = country_name(country)
    if actor.group in ("state", "adjective", "government", "military") and kind == "agreement" and country:
        ruler = next((f" ({r.name})" for r in rulers(country) if name.endswith(f"({r.name})")), "")
        name = f"Government of {with_article(label or '')}{ruler}"
        return evolve(actor, name=name, type="government", country=country, group="government")
    if (
        actor.country is None
        and label
        and actor.group not in {"group", "peacekeepers"}
        and " of " not in name
        and "(" not in name
    ):
        if actor.group in ("military", "security", "police", "border", "guard", "government"):
            name = f"{name} of {with_article(label)}"
        elif actor.group in ("armed", "rebels", "militia", "communal", "protesters", "rioters", "crowd", "crowd-civilian"):
            name = f"{name} ({label})"
    if actor.group == "armed" and kind != "political":
        return evolve(actor, country=country, name=name)
    return evolve(actor, name=name, country=country)


def _of_this_country(actor: Actor, home: str | None) -> Actor:
    """ "Albanian rebels" in Macedonia, "Turkmen fighters" in Syria: a people of the country, not another country's men."""
    people = actor.text.split(" ", 1)[0] if actor.group in IRREGULARS and actor.country not in (None, home) else ""
    if home is None or home not in own_fighters().get(people, ()):
        return actor
    there, here = country_name(actor.country), country_name(home)
    return evolve(actor, name=actor.name.replace(f"({there})", f"({here})"), country=home)


def in_its_time(actor: Actor, day: date | None) -> Actor:
    """The forces of a state that a listed group rules, named by who ruled on the event's day; before, the group is a group."""
    label = country_name(actor.country)
    for ruler in rulers(actor.country):
        forces = f"Military Forces of {with_article(label or '')}"
        plain, ruled = forces, f"{forces} ({ruler.name})"
        if actor.name not in (plain, ruled) or day is None:
            continue
        if day >= date.fromisoformat(ruler.governs_since):
            return evolve(actor, name=ruled)
        if re.search(rf"\b{re.escape(ruler.name)}\b", actor.text):
            return evolve(actor, name=ruler.name, type=ruler.type, group="group")
        return evolve(actor, name=plain)
    return actor
