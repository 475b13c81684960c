"""What an article implies about who: the same attacker in one bombardment, "the two sides" of a deal.

Knows only the events already made. Every value it adds says *inferred* and which rule added it. Where the text leaves the
question open (two candidates, blame on both sides, another time) nothing is added.
"""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve

from eventx_rferl.events.sides import open_blame
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Event

REMOTE = frozenset({"air-strike", "drone-strike", "aerial-strike", "shelling", "missile-attack", "bombardment"})
NEAR = timedelta(days=31)


def same_campaign(article: Article, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """A missile, drone or shell without a sender: the one army that the article says shells that country at that time."""
    found = list(events)
    for event in events:
        if (
            event.type not in REMOTE
            or event.initiators
            or event.when is None
            or any(m.head.type == "shoot-down" for m in event.mentions)
        ):
            continue
        home = {p.country for p in event.places if p.country}
        senders = {
            a.name: a
            for other in events
            if other.type in REMOTE and other.when is not None and abs(other.when.start_day - event.when.start_day) <= NEAR
            for a in other.initiators
            if home & {p.country for p in other.places} and a.country not in home and not _answered_by(event, other)
        }
        if len(senders) != 1 or open_blame(article, event.mentions) or _nobody_knows(article, event):
            continue
        (sender,) = senders.values()
        found[event.number] = evolve(
            event,
            initiators=(
                evolve(
                    sender,
                    text="",
                    start=event.mentions[0].head.start,
                    end=event.mentions[0].head.end,
                    rule="ACTOR-SAME-CAMPAIGN",
                    basis="inferred",
                ),
            ),
        )
    return tuple(found)


def _answered_by(event: Event, other: Event) -> bool:
    """ "American aircraft bombed a depot two days after rockets killed a contractor": who answers didn't fire them."""
    first = event.mentions[0]
    return first.link in ("after", "response") and first.sentence == other.mentions[0].sentence


WHO_FIRED = wording(
    r"\b(?:[Nn]obody|[Nn]o one|not (?:yet )?(?:clear|known)|unclear|unknown|did not say|[Nn]o group)\b[^.;]{0,40}"
    r"\b(?:who|where)\b[^.;]{0,40}\b(?:fired|shelled|launched|sent|behind|came from|responsible|attacked)\b"
)


def _nobody_knows(article: Article, event: Event) -> bool:
    """Whether the text says that nobody knows who fired."""
    first = event.mentions[0]
    block = [b for b in article.blocks if b.kind == "paragraph"][first.paragraph]
    return WHO_FIRED.search(article.text, first.start, block.end) is not None


def same_place(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Part of another event and no place told: the other's place."""
    found = list(events)
    for event in events:
        wholes = [events[r.target] for r in event.relations if r.type == "part-of" and len(events[r.target].places) == 1]
        if not event.places and wholes:
            found[event.number] = evolve(event, places=(evolve(wholes[0].places[0], rule="PLACE-PART-OF", basis="inferred"),))
    return tuple(found)


def same_front(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """ "Three days of fighting along the frontier": fighting without parties in an article that tells of one pair only."""
    pairs = {
        (e.initiators[0].name, e.targets[0].name): e
        for e in events
        if e.type == "armed-clash" and e.initiators and e.targets and e.initiators[0].rule != "ACTOR-UNKNOWN"
    }
    if len(pairs) != 1:
        return events
    (model,) = pairs.values()
    found = list(events)
    for event in events:
        if event.type != "armed-clash" or event.initiators or event.targets:
            continue
        head = event.mentions[0].head
        named = [
            evolve(a, text="", start=head.start, end=head.end, rule="ACTOR-SAME-PARTIES", basis="inferred")
            for a in (model.initiators[0], model.targets[0])
        ]
        found[event.number] = evolve(event, initiators=(named[0],), targets=(named[1],))
    return tuple(found)


def same_parties(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """ "The two sides exchanged prisoners": the two parties of the article's other deal, or of its fighting."""
    found = list(events)
    for event in events:
        both = any("both-sides" in m.flags for m in event.mentions)
        if (
            event.type != "agreement"
            or not both
            or len({a.country for a in (*event.initiators, *event.targets) if a.country}) > 1
        ):
            continue
        for other in events:
            parties = (*other.initiators, *other.targets)
            if other is event or len(parties) != 2 or other.type != "agreement":
                continue
            head = event.mentions[0].head
            named = tuple(
                evolve(a, text="", start=head.start, end=head.end, rule="ACTOR-SAME-PARTIES", basis="inferred") for a in parties
            )
            found[event.number] = evolve(event, initiators=named[:1], targets=named[1:])
            break
    return tuple(found)
