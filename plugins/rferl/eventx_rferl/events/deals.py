"""Names the two parties of a deal that only "the two sides" signed: those that fight each other in the rest of the article.

Knows the pairs of a state and a group, or of two states, that an article's other events tell of. Where it tells of several, or of
several countries, nothing is added. Knows which place of a deal is the one where it was made.
"""

from __future__ import annotations

from collections import Counter

from attrs import evolve

from eventx_rferl.actors.naming import localised
from eventx_rferl.language.actor_classes import STATE_GROUPS
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Event, Place

STATES = STATE_GROUPS | {"state"}
Pair = tuple[Actor, Actor]


def both_named(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """ "The two sides signed a cease-fire": the state and the group, or the two states, that fight each other."""
    told = [e for e in events if e.type != "agreement"]
    fights = [(e.initiators[0], e.targets[0]) for e in told if e.initiators and e.targets]
    with_group = [pair for one, other in fights if (pair := _group_and_state(one, other)) is not None]
    pairs = {(a.name, b.name): (a, b) for a, b in with_group}
    if len(pairs) > 1:  # two that fight all along; one of them clashed with a neighbor's soldiers once
        often = Counter((a.name, b.name) for a, b in with_group).most_common(2)
        pairs = {often[0][0]: pairs[often[0][0]]} if often[0][1] > often[1][1] else pairs
    if not pairs:
        pairs = {(a.name, b.name): (a, b) for a, b in _states(fights)}
    lands = {p.country for e in told for p in e.places if p.country}
    if len(pairs) != 1 or len(lands) > (1 if with_group else 2):
        return events
    ((one, other),) = pairs.values()
    parties = (_party(other), _party(one))
    return tuple(_signed(event, parties) for event in events)


def _group_and_state(one: Actor, other: Actor) -> Pair | None:
    if {one.group, other.group} not in ({"group", "military"}, {"group", "state"}):
        return None
    return (one, other) if one.group == "group" else (other, one)


def _states(fights: list[Pair]) -> list[Pair]:
    """Forces of two states against each other, each two states once."""
    abroad = [(a, b) for a, b in fights if a.group in STATES and None not in (a.country, b.country) and a.country != b.country]
    found = {frozenset((a.country, b.country)): (a, b) for a, b in abroad if b.group in STATES}
    if not found:  # each hits only towns of the other
        found = {frozenset((a.country, b.country)): (a, evolve(b, group="state")) for a, b in abroad if b.group == "civilians"}
    return list(found.values())


def _party(actor: Actor) -> Actor:
    """A fighting side as a party to a deal; where it is named says nothing of the deal."""
    named = localised(evolve(actor, group="state") if actor.group in STATE_GROUPS else actor, actor.country, "agreement")
    return evolve(named, text="", role="participant", rule="ACTOR-OTHER-SIDE", basis="inferred")


def _signed(event: Event, parties: Pair) -> Event:
    named = {a.name for a in (*event.initiators, *event.targets)}
    if event.type != "agreement" or len(named) > 1 or not any("both-sides" in m.flags for m in event.mentions):
        return event
    at = event.mentions[0].head
    one, other = (evolve(party, start=at.start, end=at.end) for party in parties)
    return evolve(event, initiators=(one,), targets=(other,))


# "Agreed in Geneva to a truce in and around Sirte": where it is to hold.
WHERE_IT_HOLDS = wording(
    r"\b(?:truce|cease-?fire|armistice|peace|fighting|hostilities|violence|bloodshed|conflict|war) "
    r"(?:in|for|on|at|around|along|over)(?: and (?:in|around))? (?:the )?(?:[a-z]+ ){0,3}(?:of )?$"
)


def where_signed(text: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places of a deal: of several those where it was made, not the ones that it is about."""
    made = tuple(p for p in places if not WHERE_IT_HOLDS.search(text, max(0, p.start - 60), p.start))
    return made or places
