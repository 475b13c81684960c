"""The place that an event without one of its own shares with the one told just before it.

Knows which events stand before one, and when it isn't likely that they were in one place: days apart, an agreement, drones
shot down over half a country. Doesn't look at names of places (:mod:`eventx_rferl.events.whereabouts`).
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Event, Place, Sentence
from eventx_rferl.places.sites import SITE

# An event of another week is told for the place of its neighbor only in the same paragraph.
WEEK = 7
# What is made between sides and not in a place: a truce of two states isn't of the village that was shelled last.
BETWEEN_SIDES = frozenset({"agreement", "group-change"})
# "The main square", "that camp", "the town's council": in the place told before.
POINTS_BACK = wording(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat) (?:same |very |main |central |old )?(?:town|village|hamlet|city|dam|chamber|square|capital|"
    rf"{SITE})\b|\b[A-Z]\w+ Square\b"
)


def place_before(article: Article, event: Event, events: list[Event], sentences: tuple[Sentence, ...]) -> Place | None:
    """The place of the event told just before, if it is likely to be this one's, too."""
    sentence = sentences[event.mentions[0].sentence]
    if POINTS_BACK.search(article.text, sentence.start, sentence.end):
        return place_of_neighbor(event, events)
    if event.type in BETWEEN_SIDES:
        return None
    other = _neighbor(event, same_paragraph(event, events) if _of_a_wave(article, event, sentences) else events)
    return _place_of(other) if other is not None and not _weeks_apart(event, other) else None


def place_of_neighbor(event: Event, events: list[Event]) -> Place | None:
    """The one place of the event told just before."""
    other = _neighbor(event, events)
    return _place_of(other) if other is not None else None


def _neighbor(event: Event, events: list[Event]) -> Event | None:
    """The last event with one place that is told before, at most two paragraphs up."""
    return next((other for other in told_before(event, events, paragraphs=2) if len(other.places) == 1), None)


def _place_of(event: Event) -> Place:
    return evolve(event.places[0], basis="inferred", rule="PLACE-CONTEXT")


def _weeks_apart(event: Event, other: Event) -> bool:
    """Whether a week or more lies between the days of two events that no paragraph tells together."""
    first = event.mentions[0]
    together = any(m.paragraph == first.paragraph and m.start < first.start for m in other.mentions)
    if together or event.when is None or other.when is None:
        return False
    apart = max(event.when.start_day - other.when.end_day, other.when.start_day - event.when.end_day)
    return apart.days >= WEEK


# "Shot down 17 of 20 drones launched overnight", "downed nine missiles": over half a country.
WAVE = wording(
    r"\b(?:shot|shoot(?:ing|s)?|brought|bring(?:ing|s)?) down|\b(?:down(?:ed|ing)|intercept(?:ed|ing)?|destroy(?:ed|ing)|"
    r"neutrali[sz]ed|"
    r"suppressed|jammed)\b"
)
MUNITIONS = wording(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|dozens|scores|hundreds|several|all)"
    r"(?:(?: out)? of)? (?:(?:the|its|their|\d+|[A-Za-z-]+) ){0,4}?(?:drones|missiles|UAVs|rockets|quadcopters|"
    r"projectiles|Shaheds)\b"
)


def _of_a_wave(article: Article, event: Event, sentences: tuple[Sentence, ...]) -> bool:
    """Whether an event is that several drones or missiles were shot down: not where the last one that hit did."""
    sentence = sentences[event.mentions[0].sentence]
    span = (article.text, sentence.start, sentence.end)
    return event.type == "weapons-use-disrupted" and WAVE.search(*span) is not None and MUNITIONS.search(*span) is not None


def same_paragraph(event: Event, events: list[Event]) -> list[Event]:
    """Those of the events that its own paragraph tells, too."""
    return [other for other in events if any(m.paragraph == event.mentions[0].paragraph for m in other.mentions)]


def told_before(event: Event, events: list[Event], *, paragraphs: int) -> list[Event]:
    """The events told before one, at most so many paragraphs up, the nearest telling first."""
    first = event.mentions[0]
    told = [
        (m.head.start, other)
        for other in events
        for m in other.mentions
        if m.head.start < first.head.start and first.paragraph - m.paragraph <= paragraphs
    ]
    return [other for _, other in sorted(told, key=_position, reverse=True)]


def _position(pair: tuple[int, Event]) -> int:
    return pair[0]
