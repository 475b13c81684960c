"""Lets a parse help where the rules are silent or undecided: a union and a tie-break, never a gate.

Knows three cases, each marked in the record's evidence by a rule that ends in MODEL: a subject whose name no list holds, two
parties that the parse sees the other way round, and a place the gazetteer lacks or a preposition didn't give away. Removes no
telling. Without a parse nothing here runs.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.actors.agency import Found
from eventx_rferl.entities.parsing import Act, Parse
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Article, Mention, Place
from eventx_rferl.places import geo
from eventx_rferl.places.areas import place_from
from eventx_rferl.tellings.assemble import Draft

RULE_ACTOR, RULE_PLACE = "ACTOR-MODEL", "PLACE-MODEL"
MODEL_RULES = frozenset({RULE_ACTOR, RULE_PLACE})
WHERE = wording(
    r"\b(?:in|near|at|outside|around|inside) (?:the (?:town|village|city|district|area) of |nearby |the )?$", re.IGNORECASE
)
POSSESSIVE = wording(r"['’]s?$")
LEADING = wording(r"(?:the|a|an) ", re.IGNORECASE)


def assisted(article: Article, found: Found, drafts: tuple[Draft, ...], parse: Parse, near: tuple[str, ...]) -> tuple[Draft, ...]:
    """The drafts of a sentence with what the parse adds."""
    return tuple(evolve(draft, mention=_assisted(article, found, draft.mention, parse, near)) for draft in drafts)


def _assisted(article: Article, found: Found, mention: Mention, parse: Parse, near: tuple[str, ...]) -> Mention:
    if mention.withheld:
        return mention
    act = parse.act(mention.head.start, mention.head.end)
    if act is not None:
        mention = _parties(article, found, mention, act, parse)
    if not mention.places:
        mention = evolve(mention, places=_places(article, found, mention, parse, near))
    return mention


def _parties(article: Article, found: Found, mention: Mention, act: Act, parse: Parse) -> Mention:
    doers, targets = mention.initiators, mention.targets
    if doers and targets and _inside(doers[0], act.targets) and _inside(targets[0], act.doers):
        return evolve(mention, initiators=_as(targets, "initiator"), targets=_as(doers, "target"))
    if not doers:
        # Not for targets: what the model alone sees there are towns and buildings.
        doers = _as(_named(article, found, act.doers, parse), "initiator")
    return evolve(mention, initiators=doers, targets=targets)


def _inside(actor: Actor, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= actor.start and actor.end <= end for start, end in spans)


def _as(actors: tuple[Actor, ...], role: str) -> tuple[Actor, ...]:
    return tuple(evolve(a, role=role, rule=RULE_ACTOR, basis="inferred") for a in actors)


def _named(article: Article, found: Found, spans: tuple[tuple[int, int], ...], parse: Parse) -> tuple[Actor, ...]:
    """A group in these spans that only the model sees."""
    for name in parse.names:
        if name.kind != "group" or not any(start <= name.start and name.end <= end for start, end in spans):
            continue
        taken = (*((a.start, a.end) for a in found.actors), *((p.start, p.end) for p in found.places))
        if any(start < name.end and name.start < end for start, end in taken):
            continue
        lead = LEADING.match(article.text, name.start, name.end)
        begin = lead.end() if lead else name.start
        words = POSSESSIVE.sub("", article.text[begin : name.end])
        return (Actor(words, words, begin, begin + len(words), "group"),)
    return ()


def _places(article: Article, found: Found, mention: Mention, parse: Parse, near: tuple[str, ...]) -> tuple[Place, ...]:
    """A place in the telling's own clause that no rule found, if "in", "near" or "at" governs it."""
    clause = found.sentence.clauses[mention.clause]
    for name in parse.names:
        if name.kind != "place" or not (clause.start <= name.start and name.end <= clause.end):
            continue
        if any(p.start < name.end and name.start < p.end for p in (*found.places, *mention.context)):
            continue
        lead = LEADING.match(article.text, name.start, name.end)
        start = lead.end() if lead else name.start
        words = article.text[start : name.end]
        if words[:1].isupper() and WHERE.search(article.text, clause.start, start):
            country = next((p.country for p in mention.context if p.country and p.role != "agent"), None)
            hit = geo.lookup(words, (country,) if country else near, ())
            known = hit if hit is not None and hit.country in ((country,) if country else near) else None
            place = place_from(words, start, name.end, "settlement", known, country, RULE_PLACE)
            return (evolve(place, role="location", basis="inferred"),)
    return ()


__all__ = ["MODEL_RULES", "assisted"]
