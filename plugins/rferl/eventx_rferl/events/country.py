"""The country of an event: that of its places, else the one its article is about, which who comes from elsewhere doesn't say.

Knows what a dateline says of it. Doesn't find places.
"""

from __future__ import annotations

from eventx_rferl.actors.naming import home_of
from eventx_rferl.events.sides import REMOTE, as_fallen
from eventx_rferl.language.actor_classes import STATE_GROUPS
from eventx_rferl.language.lexicons import settings
from eventx_rferl.model import Article, Mention, Place
from eventx_rferl.places.geo import country_in_capitals


def country_of_event(
    article: Article, mentions: tuple[Mention, ...], kind: str, places: tuple[Place, ...], near: tuple[str, ...]
) -> str | None:
    """The country that those are of whom nothing more is said; ``near`` are those around the event, the likeliest first."""
    if kind in REMOTE:
        hub = _hub(article)
        return home_of(places, tuple(c for c in near if c != hub) or near, _from_where(as_fallen(mentions, kind)))
    return (soil(article, mentions, kind, places, near) if places else None) or home_of(places, near)


# What is done abroad, too; police make arrests and break up protests at home.
VIOLENT = REMOTE | {"armed-clash", "attack-on-civilians", "territory-overtaken", "territory-regained", "looting-destruction"}


def soil(
    article: Article, mentions: tuple[Mention, ...], kind: str, places: tuple[Place, ...], near: tuple[str, ...]
) -> str | None:
    """On whose soil an event was, to tell whose forces came from abroad: None if nothing says so.

    "DAMASCUS, Syria -- Israeli troops killed 12 people in the village of X": in Syria.
    """
    if any(place.country for place in places):
        return home_of(places, near)
    if kind not in VIOLENT:
        return None
    senders = _from_where(as_fallen(mentions, kind))
    written = written_in(article)
    if written is not None and near and near[0] in {written, *senders}:
        return written
    return next((country for country in near if country not in senders), None) if kind in REMOTE else None


def _from_where(mentions: tuple[Mention, ...]) -> frozenset[str | None]:
    """The countries whose forces are told to have acted: where it hit is mostly another one."""
    return frozenset(a.country for m in mentions for a in m.initiators if a.group in STATE_GROUPS | {"state", "adjective"})


def _hub(article: Article) -> str | None:
    """The country of a city from where agencies write about anywhere, if the dateline names no more: "GENEVA -- "."""
    city = (article.dateline or "").title()
    return str(hubs[city]) if city in (hubs := settings("places.toml")["newsrooms"]["hubs"]) else None


def written_in(article: Article) -> str | None:
    """The country that a dateline names behind its town: "DAMASCUS, Syria"."""
    return country_in_capitals((article.dateline or "").rpartition(", ")[2])
