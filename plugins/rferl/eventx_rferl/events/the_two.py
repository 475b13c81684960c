"""Says who "the two sides" of a fight are: those that the article names together last before.

Knows the nouns for sides, and which of them only states are. Doesn't know the parties of deals (``deals``), nor sides of which
one is named.
"""

from __future__ import annotations

from itertools import pairwise

from attrs import evolve

from eventx_rferl.events.parties import labelled
from eventx_rferl.language.actor_classes import STATE
from eventx_rferl.language.lexicons import country_name, with_article
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Article, Event
from eventx_rferl.triggers.type_ground import FIRE_OPENED

# "The two armies clashed", "both sides used tanks".
THE_TWO = wording(
    r"\b(?:[Tt]he two|[Bb]oth|[Tt]he (?=rival|warring)) ?(?:[a-z]+ )?"
    r"(?:(?P<states>countries|neighbou?rs|nations|states|governments|armies|militaries|navies|air forces|capitals)|"
    r"sides|parties|forces|rivals|enemies|foes|groups|factions|militias|gangs|cartels|movements|organizations|brigades)\b"
    r"(?! (?:said|say|says|blamed?|accused?|denied|den(?:y|ies)|claimed|reported|confirmed)\b)"
)
LANDS = STATE | {"adjective"}
SIDES = LANDS | {"group", "rebels", "militia"}
JOINED = wording(r"(?:['’]s (?:[\w-]+ )?[\w-]+)?,? (?:and|with|against) (?:[\w’'-]+ ){0,3}")


def the_two(
    article: Article, event: Event, actors: tuple[Actor, ...], home: str | None
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]] | None:
    """Both sides of what only "the two sides" did, among the actors of an article; None if it isn't told so, or they are open."""
    for mention in event.mentions:
        told = THE_TWO.search(article.text, mention.start, mention.end)
        kinds = LANDS if told is not None and told["states"] else SIDES
        since = 0
        if told is None and event.type == "armed-clash":
            # "India and Pakistan accused each other of opening fire": those two, in their own sentence.
            told, since = FIRE_OPENED.search(article.text, mention.start, mention.end), mention.start
        near = [a for a in actors if told and since <= a.start < told.start() and a.group in kinds]
        pair = _pair(near, article.text, home) if told else None
        if pair is not None:
            one, other = (_fighting(actor, event, home) for actor in pair)
            return (one,), (evolve(other, role="target"),)
    return None


def _pair(named: list[Actor], text: str, home: str | None) -> tuple[Actor, Actor] | None:
    """The two sides that "and" joins last, else the only two that are named."""
    joined = [(a, b) for a, b in pairwise(named) if a.start == b.start or JOINED.fullmatch(text, a.end, b.start)]
    told = [(a, b) for a, b in joined if side_of(a, home) != side_of(b, home)]
    if told:
        return told[-1]
    sides = {side_of(actor, home): actor for actor in named}
    if len(sides) != 2:
        return None
    one, other = sides.values()
    return one, other


def side_of(actor: Actor, home: str | None) -> str | None:
    """What tells one side from the other: a country, else a name."""
    return actor.country or home if actor.group in LANDS else actor.name


def _fighting(actor: Actor, event: Event, home: str | None) -> Actor:
    """A side that is named elsewhere, a state by its army."""
    head, country = event.mentions[0].head, actor.country or home
    if actor.group in ("state", "adjective", "government") and country:
        army = f"Military Forces of {with_article(country_name(country) or '')}"
        actor = evolve(actor, name=army, type="military", group="military", country=country)
    return evolve(
        labelled(actor, home),
        role="initiator",
        text="",
        start=head.start,
        end=head.end,
        rule="ACTOR-SAME-PARTIES",
        basis="inferred",
    )
