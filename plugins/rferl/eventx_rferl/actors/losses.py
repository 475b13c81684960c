"""Finds whose own the dead were: "the army said it lost 12 men", "the rebels suffered 30 dead", "three of its soldiers died".

Knows the verbs by which a side tells its losses. Doesn't know who inflicted them.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.actors.agency import Found
from eventx_rferl.language.actor_classes import ARMED, STATE, STATE_GROUPS
from eventx_rferl.language.lexicons import country_name, with_article
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Toll

ITS_OWN = wording(
    r"\b(?:its|their) (?:own )?(?:[\w-]+ )?(?:soldiers?|troops|men|servicemen|policemen|officers?|fighters|guards?|members|"
    r"personnel)\b"
)
# "Lost 12 men", "suffered 30 dead": what stands between those who lose and their dead.
LOST = (
    r"(?:(?:has|have|had|also|later|\w+ly) )*(?:lost|lose|loses|losing|suffered|sustained|took|had)"
    r"(?: (?:at least|about|some|around|nearly|almost|more than|over|up to|as many as|the lives of))?"
)
IT_LOST = wording(rf"\b(?:it|they|we) {LOST} $")
THEY_LOST = wording(rf" {LOST} $")
# Victims whose word says nothing of what they were: "12 men", "30 dead".
PLAIN = re.compile(
    r"(?:(?:at least|about|some|more than|over) )?[\w,-]+(?: (?:of )?(?:its|their))?"
    r"(?: (?:own )?(?:men|people|members|dead|killed|deaths))?"
)
CLASSES = {
    **dict.fromkeys(("military", "state", "adjective", "security", "peacekeepers"), "military"),
    **dict.fromkeys(("police", "border", "guard"), "police"),
    **dict.fromkeys(("rebels", "group", "militia"), "rebel"),
}


def _of_the_border(own: Actor, toll: Toll) -> Actor:
    """ "Bishkek said 12 of its border guards were wounded": those, not its army."""
    label = country_name(own.country)
    if "border guard" not in toll.victims.lower() or not label or own.group not in STATE:
        return own
    return evolve(own, name=f"Border Guards of {with_article(label)}", group="border", type="state-forces")


def _loser(text: str, found: Found, toll: Toll) -> Actor | None:
    """Who lost those whom a toll counts, by the verb before them."""
    low = found.sentence.start
    speaking = IT_LOST.search(text, low, toll.start)
    if speaking is not None:
        claim = next((c for c in found.claims if c.content_start <= toll.start <= c.content_end), None)
        said = [a for a in found.actors if claim is not None and claim.start <= a.start < claim.end]
        return said[0] if said and said[0].group in CLASSES else None
    before = [a for a in found.actors if a.end <= toll.start and a.group in CLASSES]
    return before[-1] if before and THEY_LOST.fullmatch(text, before[-1].end, toll.start) else None


def losses(
    text: str, found: Found, tolls: tuple[Toll, ...], targets: tuple[Actor, ...]
) -> tuple[tuple[Toll, ...], tuple[Actor, ...]]:
    """The tolls and those who were hit, where a side tells its own losses."""
    for number, toll in enumerate(tolls):
        lost = _loser(text, found, toll) if toll.measure in ("killed", "injured", "casualties") else None
        if lost is None:
            continue
        own = _own(lost, "ACTOR-VICTIM" if lost.end <= toll.start and toll.claimant is None else "ACTOR-SPEAKER")
        if toll.group in ("any", "civilian") and PLAIN.fullmatch(toll.victims):
            tolls = (*tolls[:number], evolve(toll, group=CLASSES[lost.group]), *tolls[number + 1 :])
        same = {t.name for t in targets if t.country in (None, own.country) and t.group in STATE_GROUPS | {"rebels", "state"}}
        return tolls, (own, *(t for t in targets if t.name != own.name and t.name not in same))
    return tolls, _announced(found, tolls, targets)


def _own(one: Actor, rule: str) -> Actor:
    group = "military" if one.group in ("adjective", "state") else one.group
    return evolve(one, role="target", group=group, rule=rule, basis="inferred")


def _announced(found: Found, tolls: tuple[Toll, ...], targets: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """ "The U.S. military announced the deaths of three of its soldiers": the speaker's own were hit."""
    for toll in tolls:
        if toll.claimant is None or not ITS_OWN.search(toll.victims):
            continue
        speakers = [
            a for a in found.actors if toll.claimant_start <= a.start < toll.claimant_end and a.group in ARMED | {"adjective"}
        ]
        if speakers:
            own = _of_the_border(_own(speakers[0], "ACTOR-SPEAKER"), toll)
            return (own, *(t for t in targets if t.country is not None and t.name != own.name))
    return targets
