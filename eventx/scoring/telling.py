"""Days, places, actors and figures in the words in which a miss tells of them. Doesn't know what is right."""

from __future__ import annotations

from collections.abc import Iterable

from eventx.scoring.events import Actor, CodedEvent, Place, Toll
from eventx.scoring.matching import apart


def listed(words: Iterable[str]) -> str:
    """What was predicted instead."""
    return f"predicted {'; '.join(words) or 'none'}"


def days(event: CodedEvent) -> str:
    """The first and the last day."""
    if event.start == event.end:
        return str(event.start or "no day")
    return f"{event.start or 'an open day'} to {event.end or 'an open day'}"


def spot(place: Place, beside: Place) -> str:
    """A place, and how far it is from the other."""
    off = apart(place, beside)
    return f"{place.name or 'no name'}, {'how far is not known' if off is None else f'{off:,.0f} km off'}"


def person(actor: Actor) -> str:
    """An actor with role and type."""
    more = ", ".join(filter(None, (actor.role, actor.kind)))
    return f"{actor.name or 'no name'}{f' ({more})' if more else ''}"


def figure(toll: Toll) -> str:
    """A figure, with the words that say it."""
    low, best, high = toll.bounds
    if low == high:
        number = "without a number" if low is None else f"{low:,}"
    elif low is None or high is None:
        number = f"{'up to' if low is None else 'at least'} {high if low is None else low:,}"
    else:
        number = f"{low:,} to {high:,}"
    likely = "" if best is None or best == low == high else f", best {best:,}"
    said = f" \u201c{toll.words}\u201d" if toll.words else ""
    return f"{toll.measure} {number}{likely}{said}"
