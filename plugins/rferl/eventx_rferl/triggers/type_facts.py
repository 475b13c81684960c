"""What the event type is decided on: the kinds told, the weapons, and who stands on which side.

Knows which of the facts mislead: a helicopter that carries the hurt is no weapon, a shop's goods that are carried off are not
abducted. Decides nothing: the rules do, in the order of ``types``.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from eventx_rferl.language.actor_classes import STATE_GROUPS
from eventx_rferl.triggers.families import family
from eventx_rferl.triggers.type_words import AIMED_AT_AIRCRAFT, BURNED_AIRCRAFT, CARRIED_OFF, MINE, RESCUE, UNDER_AIRCRAFT

CIVIL = frozenset({"civilian"})
ARMED_VICTIMS = frozenset({"military", "police", "rebel", "any-armed"})
# Armed men who fight a state; a militia may as well be on its side.
INSURGENTS = frozenset({"armed", "rebels", "group"})
# A state's men, also where only a country's name or its adjective stands for them.
STATE_NAMED = STATE_GROUPS | {"state", "adjective"}
# Who bombs from the air if nothing else is said: a state, or a force of several ("allied").
FLYING_ARMIES = STATE_NAMED | {"allied"}
# What hits from afar or goes off by itself.
EXPLOSIONS = frozenset({"air", "shell", "blast"})
SHOOTING = frozenset({"shooting", "shooting-kill"})


@frozen
class Facts:
    """What the tellings of an event say: kinds of triggers in their order, classes of actors and victims, words in lower case."""

    kinds: tuple[str, ...]
    weapons: frozenset[str]
    doers: tuple[str, ...]
    doers_state: tuple[str, ...]
    targets: tuple[str, ...]
    victims: tuple[str, ...]
    slain: tuple[str, ...]
    foreign: bool
    killed: int
    injured: int
    objects: bool
    words: str


@frozen
class Case:
    """The facts of an event as the rules weigh them: as sets, and without what misleads."""

    facts: Facts
    kinds: frozenset[str]
    families: frozenset[str]
    weapons: frozenset[str]
    doers: frozenset[str]
    targets: frozenset[str]
    victims: frozenset[str]
    words: str

    @property
    def first(self) -> str:
        """The kind of what is told first."""
        return self.facts.kinds[0]

    @property
    def state_there(self) -> bool:
        """Whether a state's men are named at all, on whichever side."""
        return bool((self.doers | self.targets | {*self.facts.doers_state}) & STATE_GROUPS)


Decision = tuple[str, str]
"""The event type and how it was found: explicit (a word names it) or inferred."""

Rule = Callable[[Case], Decision | None]
"""Decides an event it knows; leaves the others, with None, to the rules behind it."""


def first_to_decide(rules: tuple[Rule, ...], case: Case) -> Decision | None:
    """What the first rule that knows such an event says; None if none does."""
    for rule in rules:
        decision = rule(case)
        if decision is not None:
            return decision
    return None


def case_of(facts: Facts) -> Case:
    """The facts as the rules weigh them."""
    doers, targets, victims = frozenset(facts.doers), frozenset(facts.targets), frozenset(facts.victims)
    if facts.slain and set(facts.slain) <= CIVIL and "armed" in doers and not doers & STATE_GROUPS:
        victims &= {*facts.slain}  # "killed a teacher and wounded the constable guarding her"
        targets -= STATE_GROUPS
    families = frozenset(family(kind) for kind in facts.kinds)
    return Case(facts, _kinds(facts), families, _weapons(facts, families), doers, targets, victims, facts.words)


def _kinds(facts: Facts) -> frozenset[str]:
    kinds = frozenset(facts.kinds)
    if "abduction" in kinds and CARRIED_OFF.search(facts.words):
        return kinds - {"abduction"} | {"looting-destruction"}
    return kinds


def _weapons(facts: Facts, families: frozenset[str]) -> frozenset[str]:
    weapons, words = facts.weapons, facts.words
    if "air" in weapons and (
        "backed by" in words
        or "supported by" in words
        or UNDER_AIRCRAFT.search(words)
        or BURNED_AIRCRAFT.search(words)
        or (RESCUE.search(words) and "air" not in families)
        or ((weapons & {"missile", "rocket", "firearm"} or "under-fire" in facts.kinds) and AIMED_AT_AIRCRAFT.search(words))
    ):
        weapons -= {"air"}
    if "mine" in weapons and MINE.search(words):
        weapons |= {"device"}
    return weapons
