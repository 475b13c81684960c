"""Whose a deed is that names no author: the one armed group that its paragraph names, if nothing speaks against it.

Knows words that leave the author open, and the group a victim belonged to. Doesn't complete anything else.
"""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve

from eventx_rferl.language.actor_classes import IRREGULAR_TYPES
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Article, Event, Sentence

REBELS = IRREGULAR_TYPES | {"armed-group"}
OPEN = wording(
    r"\b(?:[Nn]o (?:one|group|organization)|[Nn]obody) (?:has |had |immediately )*(?:claimed|said|took|taken)|"
    r"\bunidentified\b|\bunknown\b|"
    r"\b(?:not|un)(?: immediately)? ?(?:clear|known) (?:who|which|by whom)|\bdenied\b|"
    r"\b(?:knew|knows|know|had) nothing (?:of|about|to do)\b"
)


OLD = timedelta(days=60)


def _long_ago(article: Article, event: Event) -> bool:
    """Whether an event is told as background: months before publication."""
    return article.published is not None and event.when is not None and event.when.end_day < article.published - OLD


def in_paragraph(
    article: Article, event: Event, actors: tuple[Actor, ...], home: str | None, sentences: tuple[Sentence, ...]
) -> Event:
    """A bombing or killing whose paragraph names one armed group, and doesn't say that its author is unknown: that group."""
    paragraphs = {m.paragraph for m in event.mentions}
    around = [s for s in sentences if s.paragraph in paragraphs]
    start, end = around[0].start, around[-1].end
    near = [a for a in actors if a.group == "group" and a.type in REBELS and start <= a.start < end]
    if _long_ago(article, event):  # a group of today's story isn't the author of an old attack, unless its own sentence names it
        own = [(m.start, m.end) for m in event.mentions]
        near = [a for a in near if any(s <= a.start < e for s, e in own)]
    named = {a.name: a for a in near if a.country is None or home is None or a.country == home}
    if len(named) != 1 or OPEN.search(article.text, start, end):
        return event
    if _victims_group(article, event, near):
        return event
    (actor,) = named.values()
    if any(actor.name == t.name for t in event.targets):
        return event
    return evolve(event, initiators=(evolve(actor, role="initiator", rule="ACTOR-SAME-PARAGRAPH", basis="inferred"),))


def _victims_group(article: Article, event: Event, near: list[Actor]) -> bool:
    """ "One of the best-known figures in the X has been shot dead": the group named with the victim, before a passive."""
    head = event.mentions[0].head
    for actor in near:
        between = article.text[actor.end : head.start] if actor.end <= head.start else None
        if between is not None and event.mentions[0].start <= actor.start and PASSIVE.search(between) and len(between) < 40:
            return True
    return False


PASSIVE = wording(r"\b(?:was|were|been)\b(?: \w+ly)? $")
