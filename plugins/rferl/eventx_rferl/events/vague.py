"""Takes out, when all is known of every event, what nothing bounds: told behind others, with no day, no place and nobody hit.

Knows the rule of coders that an event is bounded in time and place, as far as an article's words bound it. A place that was only
concluded from what is told around it bounds nothing. Doesn't know how days and places are found.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from eventx_rferl.events.merged import Fate
from eventx_rferl.model import Event


def bounded(events: Sequence[Event], fates: Sequence[Fate]) -> tuple[tuple[Event, ...], tuple[Fate, ...]]:
    """Without vague events, their tellings withheld. What an article begins with is no background, and neither is what another
    event follows or is part of."""
    related = {relation.target for event in events for relation in event.relations}
    vague = {event.number for event in events[1:] if event.number not in related and _is_vague(event)}
    kept = tuple(event for event in events if event.number not in vague)
    return kept, tuple(evolve(f, kind="withheld", reason="ART-VAGUE", event=-1) if f.event in vague else f for f in fates)


def _is_vague(event: Event) -> bool:
    """Whether neither words nor a conclusion give a day, no words a place, and nobody is counted; a denial says enough."""
    somewhere = any(place.basis == "explicit" for place in event.places)
    return event.status == "reported" and event.when is None and not somewhere and not event.tolls
