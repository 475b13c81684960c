"""The country of a place that the gazetteer lacks, where the article leaves one.

Knows that both sides mostly fight at home, and that who strikes from afar says nothing of where it hit. Every such country is
*inferred*, from the words that name it. Doesn't find places, nor give them points.
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.events.sides import REMOTE
from eventx_rferl.model import Article, Event, Place
from eventx_rferl.places.dateline import written_in
from eventx_rferl.places.named_lands import naming_of


def in_their_lands(article: Article, events: tuple[Event, ...], near: tuple[str, ...]) -> tuple[Event, ...]:
    """The events, their places without a country in the one that is told around them; ``near``: the article's in their order."""
    return tuple(_placed(article, event, near) if any(map(_landless, event.places)) else event for event in events)


def _placed(article: Article, event: Event, near: tuple[str, ...]) -> Event:
    land = _land(article, event, near)
    # Whose planes or guns they are isn't where they hit.
    senders = tuple((a.start, a.end) for a in event.initiators) if event.type in REMOTE else ()
    words = naming_of(article.text, land, event.mentions[0].end, senders) if land else None
    if words is None:
        return event
    return evolve(
        event, places=tuple(evolve(place, country=land, land=words) if _landless(place) else place for place in event.places)
    )


def _landless(place: Place) -> bool:
    """Whether a place has no country, though it lies in one: a border lies in two."""
    return place.country is None and place.rule != "PLACE-BORDER" and place.precision != "international"


def _land(article: Article, event: Event, near: tuple[str, ...]) -> str | None:
    """The country of the event's other places, the article's only one, that of both sides, of those hit, or its first one."""
    others = {place.country for place in event.places} - {None}
    sides = [actor.country for actor in (*event.initiators, *event.targets)]
    if len(others) == 1 or len(near) == 1:
        return others.pop() if len(others) == 1 else near[0]
    if len(sides) > 1 and len(set(sides)) == 1 and sides[0]:
        return sides[0]
    if event.type in REMOTE and event.country:
        return event.country
    known = set(sides) - {None}
    town = None if known else written_in(article, near)
    told = known or {town.country if town else None}
    return near[0] if near and told == {near[0]} else None
