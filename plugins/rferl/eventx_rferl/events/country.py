"""The country of an event: that of its places, else the one its article is about, which who comes from elsewhere doesn't say.

Doesn't find places.
"""

from __future__ import annotations

from eventx_rferl.actors.naming import home_of
from eventx_rferl.events.sides import REMOTE, as_fallen
from eventx_rferl.language.actor_classes import STATE_GROUPS
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Mention, Place

# "Signed in the Ethiopian capital, Addis Ababa": a country that is only named for where it was signed.
CAPITAL_OF = wording(r"\b[A-Z][\w-]+(?:['’]s?)? capital(?: city)?,? $")


def country_of_event(
    text: str, mentions: tuple[Mention, ...], kind: str, places: tuple[Place, ...], near: tuple[str, ...]
) -> str | None:
    """The country that those are of whom nothing more is said; ``near`` are those around the event, the likeliest first."""
    if kind == "agreement" and any(CAPITAL_OF.search(text, max(0, p.start - 40), p.start) for p in places):
        host = {p.country for p in places}
        return next((country for country in near if country not in host), None) or home_of(places, near)
    if kind == "agreement" and near:
        return near[0]
    return home_of(places, near, _from_where(as_fallen(mentions, kind)) if kind in REMOTE else frozenset())


def soil(mentions: tuple[Mention, ...], kind: str, places: tuple[Place, ...], near: tuple[str, ...]) -> str | None:
    """On whose soil an event was, to tell whose forces came from abroad: None if nothing says so."""
    if any(place.country for place in places):
        return home_of(places, near)
    if kind == "agreement":  # the article's other events say whose it is, and mostly nothing else does
        return next(iter(near), None)
    if kind not in REMOTE:
        return None
    senders = _from_where(as_fallen(mentions, kind))
    return next((country for country in near if country not in senders), None)


def _from_where(mentions: tuple[Mention, ...]) -> frozenset[str | None]:
    """The countries whose forces are told to have acted: where it hit is mostly another one."""
    return frozenset(a.country for m in mentions for a in m.initiators if a.group in STATE_GROUPS | {"state", "adjective"})
