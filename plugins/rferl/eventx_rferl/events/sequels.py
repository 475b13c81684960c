"""Links what follows by its sense: a town that is retaken was taken, a truce ends the fighting, "then" goes on from there.

Knows built events with their types, days and places. Doesn't know the words of time between clauses
(:mod:`eventx_rferl.events.relations`), nor answers (:mod:`eventx_rferl.events.answers`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from attrs import evolve

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Event, Relation, Sentence
from eventx_rferl.places.areas import contains

MONTH = timedelta(days=31)
TAKEN = frozenset({"territory-overtaken"})
FOUGHT = frozenset(
    """armed-clash shelling missile-attack air-strike drone-strike aerial-strike territory-overtaken territory-regained
    attack-on-civilians mob-violence""".split()
)
HOSTILITIES = (
    r"(?:fighting|clashes|violence|battles?|shelling|shooting|hostilities|bloodshed|siege|standoff|exchanges? of fire|attacks|"
    r"strikes)"
)
ENDED = wording(
    rf"\b(?:(?:end(?:ed|ing|s)|halt(?:ed|ing)|stopp(?:ed|ing)|an end to|a halt to|br(?:ings?|inging|ought) to an end) "
    rf"(?:(?:[\w-]+ ){{1,3}}of |[\w-]+ )?{HOSTILITIES}|brought (?:the )?{HOSTILITIES} to an? (?:end|halt))\b"
)
THEN = wording(r" (?:had )?then $")
NOT_YET = wording(
    r"\b(?:to|would|will|could|should|aimed at|meant to|hoped to|call(?:s|ed)? for|failed to|not|never|no|if|talks? on)\b"
)


def sequels(article: Article, events: tuple[Event, ...], sentences: tuple[Sentence, ...]) -> tuple[Event, ...]:
    """The events with the links that their sense gives, where the text's words give none between the two."""
    made = list(events)
    for event in events:
        for relation in _of(article, event, events, sentences):
            linked = {r.target for r in made[event.number].relations}
            back = {r.target for r in made[relation.target].relations}
            if relation.target not in linked and event.number not in back:
                made[event.number] = evolve(made[event.number], relations=(*made[event.number].relations, relation))
    return tuple(made)


def _of(article: Article, event: Event, events: tuple[Event, ...], sentences: tuple[Sentence, ...]) -> Iterator[Relation]:
    if event.type == "territory-regained" or any(t.type == "territory-regained" for m in event.mentions for t in m.triggers):
        yield from _retaken(event, events)
    if event.type == "agreement":
        yield from _ended(article, event, events, sentences)
    yield from _then(article, event, events, sentences)


def _retaken(event: Event, events: tuple[Event, ...]) -> Iterator[Relation]:
    """ "Marines recaptured the town from rebels who had taken it two days earlier": it follows the last time it was taken."""
    changed = TAKEN if event.type == "territory-regained" else TAKEN | {"territory-regained", "nonviolent-transfer"}
    earlier = [
        e for e in events if e.type in changed and e.number != event.number and _before(e, event) and _same_place(e, event)
    ]
    if earlier:
        last = max(earlier, key=_end)
        head = event.mentions[0].head
        yield Relation("follows", last.number, head.start, head.end, "REL-RETAKEN")


def _ended(article: Article, event: Event, events: tuple[Event, ...], sentences: tuple[Sentence, ...]) -> Iterator[Relation]:
    """ "Elders signed a truce. It ended the fighting": the deal follows the fight told last before it."""
    first = event.mentions[0].sentence
    for sentence in sentences[first : first + 2]:
        if sentence.paragraph != event.mentions[0].paragraph:
            continue
        match = ENDED.search(article.text, sentence.start, sentence.end)
        if match is None or NOT_YET.search(article.text[max(sentence.start, match.start() - 24) : match.start()]):
            continue
        fought = [e for e in events if e.type in FOUGHT and e.number != event.number and _before(e, event)]
        clashes = [e for e in fought if e.type == "armed-clash"] or fought
        if clashes:
            yield Relation("follows", max(clashes, key=_end).number, match.start(), match.end(), "REL-ENDED")
            return


def _then(article: Article, event: Event, events: tuple[Event, ...], sentences: tuple[Sentence, ...]) -> Iterator[Relation]:
    """ "Guerrillas and police then fought for two hours": right behind what is told a sentence before."""
    first = event.mentions[0]
    sentence = sentences[first.sentence]
    then = THEN.search(article.text, max(sentence.start, first.head.start - 10), first.head.start)
    if then is None or then.end() != first.head.start or first.link != "main":
        return
    before = [m for e in events for m in e.mentions if m.sentence < first.sentence and m.paragraph >= first.paragraph - 1]
    if before:
        last = max(before, key=lambda m: m.head.start)
        told = next(e for e in events if last in e.mentions)
        if told.number != event.number:
            yield Relation("follows", told.number, then.start(), then.end(), "REL-THEN")


def _before(one: Event, other: Event) -> bool:
    """Whether an event was over, at most a month, when the other happened."""
    if one.when is None or other.when is None:
        return False
    return one.when.start_day <= other.when.end_day and other.when.start_day - one.when.end_day <= MONTH


def _end(event: Event) -> tuple[int, int]:
    return (event.when.end_day.toordinal() if event.when else 0, event.number)


def _same_place(one: Event, other: Event) -> bool:
    return any(p.key == q.key or contains(p, q) or contains(q, p) for p in one.places for q in other.places)
