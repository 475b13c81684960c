"""The armed actors that an article names, and who claims a deed or is blamed for it.

Knows which of them can be meant where one side isn't named: the group named last, the states of the lead, the only foreign army.
Doesn't decide where a side is open (:mod:`eventx_rferl.events.open_sides`).
"""

from __future__ import annotations

import re

from attrs import evolve, frozen

from eventx_rferl.actors.back_references import helps_a_state
from eventx_rferl.actors.organisations import peoples
from eventx_rferl.events.authors import REBELS
from eventx_rferl.language.actor_classes import ARMED, STATE, STATE_GROUPS
from eventx_rferl.language.lexicons import country_name, with_article
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Article, Event

INSURGENT = REBELS - {"political-militia", "identity-militia"}
# Words for fighters that leave open whose they are.
GENERIC = frozenset({"rebels", "militia"})
NEAR = 500


@frozen
class Suspect:
    """Who claims something or is blamed for it in a sentence."""

    sentence: int
    paragraph: int
    actor: Actor


@frozen
class Parties:
    """The armed actors that the sentences of an article name, in order, who claims or is blamed, and a state's helpers."""

    actors: tuple[Actor, ...]
    suspects: tuple[Suspect, ...] = ()
    helpers: frozenset[str] = frozenset()

    def rebels(self, home: str | None, at: int) -> Actor | None:
        """The armed group meant around an offset: the one named last before it, else the article's only one."""
        named = [
            a
            for a in self.actors
            if a.group == "group" and a.type in REBELS and (a.country is None or home is None or a.country == home)
            if a.name not in self.helpers
        ]
        loose = [a for a in self.actors if a.group in GENERIC]
        names = list(dict.fromkeys(a.name for a in named))
        if len(names) == 1:
            return named[0]
        before = [a for a in named if a.start <= at]
        if before:
            return before[-1]
        if named:
            return named[0]
        earlier = [a for a in loose if a.start <= at]
        return earlier[-1] if earlier else loose[0] if loose else None

    def only_group(self) -> Actor | None:
        """The armed group of an article that names no other, in whatever country it fights."""
        named = {a.name: a for a in self.actors if a.group == "group" and a.type in REBELS}
        return next(iter(named.values())) if len(named) == 1 else None

    def group_before(self, at: int) -> Actor | None:
        """The armed group named last before an offset, of whatever country."""
        named = [a for a in self.actors if a.group == "group" and a.type in REBELS and a.start <= at]
        return named[-1] if named else None

    def lands(self, home: str | None, at: int) -> tuple[str, ...]:
        """The countries whose forces or governments are named before an offset, the last named first."""
        forces = [a for a in self.actors if a.group in STATE and a.start <= at]
        return tuple(dict.fromkeys(land for a in reversed(forces) if (land := a.country or home)))

    def states(self, article: Article, event: Event) -> tuple[str, ...]:
        """The countries that stand for their governments in the article's lead and in the paragraphs of an event."""
        lead = article.blocks[0].end if article.blocks else 0
        spans = [(m.start, m.end) for m in event.mentions]
        codes = (
            a.country
            for a in self.actors
            if a.group == "state" and a.country and (a.start < lead or any(s <= a.start < e for s, e in spans))
        )
        return tuple(dict.fromkeys(codes))

    def foreign(self, home: str | None, told: frozenset[str]) -> tuple[str, ...]:
        """The countries other than this whose forces the article names, of those told so far."""
        codes = (a.country for a in self.actors if a.group in ("military", "security") and a.country and a.country != home)
        return tuple(dict.fromkeys(code for code in codes if code in told))


def labelled(actor: Actor, home: str | None) -> Actor:
    """A generic actor with the country of the event: "Separatists (X)", "Military Forces of X"."""
    label = country_name(actor.country or home)
    if actor.group == "group" or actor.country or not label or "(" in actor.name:
        return actor
    state = actor.group in STATE_GROUPS
    return evolve(actor, name=f"{actor.name} of {with_article(label)}" if state else f"{actor.name} ({label})", country=home)


def home_country(event: Event) -> str | None:
    """The country of an event: its place's, else of what is named around it, else its actors', else of what is told before."""
    told = next((p.country for p in event.places if p.country), None)
    around = (p.country for m in event.mentions for p in m.context if p.country and p.role != "agent")
    sides = (a.country for a in (*event.targets, *event.initiators) if a.country)
    return told or next(around, None) or next(sides, None) or event.country


def named_elsewhere(actor: Actor, parties: Parties, home: str | None, article: Article) -> Actor:
    """ "Militants", "rebels", "the militia": the armed group that the article names, if it names one that can be meant."""
    if actor.group == "armed" and actor.text:
        return _the_armed_men(actor, parties, home, article)
    if actor.group not in GENERIC or not actor.text:
        return actor
    named = [
        a
        for a in parties.actors
        if a.group == "group" and a.type in REBELS and (a.country is None or a.country == (actor.country or home))
        if actor.group != "rebels" or a.name not in parties.helpers
    ]
    names = {a.name for a in named}
    definite = article.text[max(0, actor.start - 4) : actor.start].lower() == "the "
    before = [a for a in named if a.start < actor.start and (actor.group == "militia" or a.type in INSURGENT)]
    near = {a.name: a for a in named if abs(a.start - actor.start) <= NEAR}
    chosen = before[-1] if definite and before else named[0] if len(names) == 1 else None
    if chosen is None and len(near) == 1:
        (chosen,) = near.values()
    if chosen is None or told_apart(actor, chosen) or (actor.group == "rebels" and chosen.type not in INSURGENT):
        return actor
    return evolve(
        actor,
        name=chosen.name,
        group="group",
        type=chosen.type,
        country=chosen.country or home,
        rule="ACTOR-NAMED-ELSEWHERE",
        basis="inferred",
    )


def _the_armed_men(actor: Actor, parties: Parties, home: str | None, article: Article) -> Actor:
    """ "The gunmen", if no gunmen were told before: the rebels or the group named right before, if all names there are one."""
    before = article.text[: actor.start]
    noun = re.escape(actor.text.rsplit(maxsplit=1)[-1])
    if not before.lower().endswith("the ") or re.search(rf"(?<![Tt]he )\b{noun}\b", before):
        return actor
    near = [a for a in parties.actors if a.start < actor.start and actor.start - a.start <= NEAR]
    listed = {a.name: a for a in near if a.group == "group" and a.type in REBELS}
    meant = listed or {a.name: a for a in near if a.group in GENERIC and a.country in (None, home)}
    if len(meant) != 1:
        return actor
    (one,) = meant.values()
    named = evolve(one, text=actor.text, start=actor.start, end=actor.end, role=actor.role)
    return evolve(labelled(named, home), country=one.country or home, rule="ACTOR-NAMED-ELSEWHERE", basis="inferred")


OTHERS = ("rival", "pro-government", "local", "self-defense", "self-defence", "vigilante", "allied", "clan", "tribal")


def told_apart(actor: Actor, named: Actor) -> bool:
    """Whether the words speak of others: "rival militants", "a local militia"."""
    words = actor.text.lower()
    if any(word in peoples() and word not in named.name for word in actor.text.split()):
        return True  # "Turkmen fighters" beside a group
    if any(word in words for word in OTHERS):
        return True
    a_militia = actor.group == "militia" and "the" not in words
    return a_militia and named.type == "rebel-group" and "militia" not in named.name.lower()


# "Signed in Addis Ababa"; but not "the junta in Naypyidaw".
THERE = wording(r"(?<!government)(?<!junta)(?<!rulers)(?<!leaders)(?<!authorities)(?<!officials)(?<!regime) [Ii]n (?:the )?$")


def parties_of(text: str, found: tuple[Actor, ...], suspects: tuple[Suspect, ...] = ()) -> Parties:
    """The armed actors of an article's sentences; what only a speaker or an adjective names counts as named, too.

    "Signed in Ethiopia" tells where, and names no government.
    """
    there = {a.start for a in found if a.group == "state" and THERE.search(text, max(0, a.start - 40), a.start)}
    named = tuple(a for a in found if (a.group in ARMED or a.group == "adjective") and a.start not in there)
    return Parties(named, suspects, _helpers(text, named))


def _helpers(text: str, actors: tuple[Actor, ...]) -> frozenset[str]:
    """The groups that fight beside a state's forces: none of them is "the rebels"."""
    return frozenset(a.name for a in actors if a.group == "group" and helps_a_state(text, a.start))
