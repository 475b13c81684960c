"""Reads what became of people who were taken: "His body was found two days later" makes an abduction a killing.

Knows whose body it is when a pronoun says so. Doesn't find anybody taken: only what is told
in the same paragraph, or the one before, counts.
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.events.matching import kind_family
from eventx_rferl.events.merged import Merged
from eventx_rferl.language.bodies import BODY
from eventx_rferl.model import Article, Mention, Sentence, Trigger

TAKEN = frozenset({"abduction", "arrest"})


def found_later(article: Article, merged: Merged, sentences: tuple[Sentence, ...]) -> Merged:
    """The events with what a later sentence tells of the people they took: they were killed."""
    events = list(merged.events)
    for number, sentence in enumerate(sentences):
        if sentence.words.isdisjoint(("body", "bodies", "corpse", "corpses", "remains", "head", "heads")):
            continue
        match = BODY.search(article.text, sentence.start, sentence.end)
        home = _taken_before(events, number, sentence.paragraph) if match else -1
        if match is None or home < 0 or any(t.measure == "killed" for m in events[home] if m.sentence != number for t in m.tolls):
            continue
        events[home] = _slain(events[home])
    return evolve(merged, events=tuple(events))


def _taken_before(events: list[tuple[Mention, ...]], number: int, paragraph: int) -> int:
    """The event told last, if people were taken in it and it is near enough; -1 if not."""
    near = [
        (m.sentence, m.head.start, n)
        for n, found in enumerate(events)
        for m in found
        if m.sentence <= number and paragraph - m.paragraph <= 1
    ]
    home = max(near)[2] if near else -1
    return home if home >= 0 and any(kind_family(m) in TAKEN for m in events[home]) else -1


def _slain(found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The tellings with those who were taken as killed, and a killing before all else."""
    taken = [t for m in found for t in m.tolls if t.measure in ("abducted", "arrested")]
    first = found[0]
    tolls = tuple(evolve(t, measure="killed", basis="inferred") if t in taken else t for t in first.tolls)
    killing = Trigger(first.head.start, first.head.end, first.head.text, "attack-on-civilians", "v", first.clause, "past")
    first = evolve(first, triggers=(killing, *first.triggers), tolls=tolls)
    return (first, *found[1:])
