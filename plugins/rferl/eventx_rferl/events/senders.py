"""Whose planes, drones, missiles or shells it was, where nobody is named as who sent them.

Knows the states that an article names, which of them sends aircraft, and what an army tells of its enemy's losses. Where more
than one state could have done it nobody is named.
"""

from __future__ import annotations

import re

from eventx_rferl.events.open_case import SPEAKS, STATES, Actors, Case
from eventx_rferl.language.actor_classes import IRREGULARS
from eventx_rferl.language.lexicons import country_name, country_words, with_article
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Article, Event
from eventx_rferl.places.named_lands import told_before
from eventx_rferl.values import evolve

AIR = frozenset({"air-strike", "aerial-strike"})
FLYING = frozenset({"drone-strike", "missile-attack", "bombardment"})
FIRED = FLYING | {"shelling"}
ACCORDING = wording(r"\b[Aa]ccording to (?:the )?$")
SOME_WEAPON_HIT = wording(
    r"\b(?:[Aa]n?|[Aa]nother|[Tt]wo|[Tt]hree|[Ss]everal|[Uu]nidentified|[Uu]nknown) (?:[a-z-]+ ){0,2}"
    r"(?:missiles?|rockets?|drones?|shells?|projectiles?)(?: [a-z-]+){0,2} "
    r"(?:hit|struck|landed|fell|fallen|exploded|crashed|slammed|smashed|come down|came down)\b"
)
OWN_ARMY = wording(
    r"\b(?:[Aa]rmy|[Mm]ilitary|[Aa]ir [Ff]orce|[Aa]rmed [Ff]orces|[Dd]efen[sc]e [Mm]inist(?:ry|er)|[Gg]eneral [Ss]taff)\b"
)


# "A military official said": of others' missiles, as often as not. "The rebels' military wing": no state's.
NOT_ITSELF = wording(r"\b(?:officials?|officers?|sources?|wing)\b")
NAMES = re.compile(r"\b(?!The\b)[A-Z][\w.-]+")


def _told_by_the_army(case: Case) -> bool:
    """ "A drone hit a rebel post, killing three fighters, the army said": what it tells of its enemy's losses was its own."""
    claim = next((m.claim.text for m in case.event.mentions if m.claim is not None), "")
    if not case.event.targets or any(target.group not in IRREGULARS for target in case.event.targets):
        return False
    said = OWN_ARMY.search(claim)
    if said is None or NOT_ITSELF.search(claim) is not None:
        return False
    lands = country_words()
    return all(name in lands and lands[name][0] == case.home for name in NAMES.findall(claim, 0, said.start()))


def senders(case: Case) -> Actors:
    """The only army that can have sent planes or missiles."""
    kind, home = case.event.type, case.home
    if home and _told_by_the_army(case):
        return (case.force("military", "initiator", "ACTOR-SPEAKER"),)
    sending = _sent_aircraft(case)
    if len(sending) == 1:
        return _army_of(case, sending[0])
    told = told_before(case.article.text, _paragraph_end(case.article, case.event)) - _those_hit(case.event)
    strangers = evolve(case.parties, actors=tuple(a for a in case.parties.actors if not _only_reports(case, a))).foreign(
        home, told
    )
    if kind in FIRED and (len(strangers) != 1 or case.rebels):
        return ()
    if len(strangers) == 1:
        return _army_of(case, strangers[0])
    own = home and not strangers and (_at_war_inside(case) or not _others(case))
    return (case.force("military", "initiator", "ACTOR-ONLY-AIR-FORCE"),) if own else ()


def _army_of(case: Case, country: str) -> Actors:
    name = f"Military Forces of {with_article(country_name(country) or '')}"
    return (case.made(name, "military", "military", "initiator", "ACTOR-ONLY-AIR-FORCE", country),)


# "X sent jets over the city, and three were killed": no word says that they bombed it.
SENDS = wording(
    r"(?: \([^)]{2,20}\))?(?:['’]s (?:army|military|air force))? (?:(?:had|has|have|also|again|later|then) ){0,2}"
    r"(?:sent|sends|dispatched|dispatches|scrambled|flew|ordered|launched|deployed) (?:[\w-]+ ){0,4}?"
    r"(?:jets|warplanes|planes|aircraft|bombers|fighters|helicopters|gunships|drones|missiles)\b"
)


# "Two of 30 drones that X launched hit a power station".
SENT_BY = wording(r"\b(?:drones|missiles|rockets|jets|warplanes|shells) (?:that |which )?(?:the )?$")
LAUNCHED = re.compile(r" (?:(?:had|has|have) )?(?:launched|fired|sent|flew|flown|loosed)\b")


def _sent_aircraft(case: Case) -> list[str]:
    """The countries that the event's own sentences say sent aircraft or missiles somewhere."""
    found = (
        actor.country
        for mention in case.event.mentions
        for actor in case.parties.actors
        if mention.start <= actor.start < mention.end and actor.group in STATES and actor.country
        if SENDS.match(case.article.text, actor.end) or _that_it_sent(case.article.text, actor)
    )
    return list(dict.fromkeys(code for code in found if code))


def _that_it_sent(text: str, actor: Actor) -> bool:
    return SENT_BY.search(text, max(0, actor.start - 24), actor.start) is not None and LAUNCHED.match(text, actor.end) is not None


def _others(case: Case) -> bool:
    """Whether the article has another state act or speak: its planes may have come from there."""
    return any(a.group in STATES - {"peacekeepers"} and a.country not in (None, case.home) for a in case.parties.actors)


def _at_war_inside(case: Case) -> bool:
    """Whether the country's own army is named, and an armed group that it fights."""
    own = any(a.group == "military" and a.country in (None, case.home) for a in case.parties.actors)
    return own and case.rebels is not None


def _only_reports(case: Case, actor: Actor) -> bool:
    """ "A missile struck a tanker, the X navy said": nobody speaks so of a missile of their own."""
    mention = next((m for m in case.event.mentions if m.start <= actor.start < m.end), None)
    if mention is None or not SOME_WEAPON_HIT.search(case.article.text, mention.start, mention.end):
        return False
    behind, before = case.article.text[actor.end : actor.end + 24], case.article.text[max(0, actor.start - 24) : actor.start]
    return SPEAKS.search(behind) is not None or ACCORDING.search(before) is not None


def _those_hit(event: Event) -> frozenset[str]:
    """The countries of whom an event hit, by its targets and its victims: "eight Austrian soldiers" didn't fire the rocket."""
    words = (word for toll in event.tolls for word in toll.victims.split())
    victims = (country_words()[word][0] for word in words if word in country_words())
    return frozenset(code for code in (*victims, *(target.country for target in event.targets)) if code)


def _paragraph_end(article: Article, event: Event) -> int:
    """Where the last paragraph that tells an event ends: what is told later is background."""
    return next((b.end for b in article.blocks if b.start <= event.mentions[-1].start < b.end), len(article.text))
