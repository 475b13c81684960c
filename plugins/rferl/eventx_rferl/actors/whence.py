"""Tells who fires by where it came from: "rockets fired from Russian territory", "rocket fire from the enclave".

Knows whose ground or guns are meant. Doesn't find places or actors.
"""

from __future__ import annotations

import re

from eventx_rferl.language.lexicons import country_name
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Clause, Place, Trigger

FROM_THERE = wording(
    r"\b(?:fired|launched|shot|fire|shelling|barrages?|attacks?)(?: (?:[a-z]+ly|back|into [\w ]{3,20}|at [\w ]{3,20}))? "
    r"from (?:inside |within )?(?:the|that) (?:[\w-]+ )?"
    r"(?:enclave|territory|strip|area|region|village|town|camp|valley|island)\b",
    re.IGNORECASE,
)


def from_there(text: str, head: Trigger, end: int, places: tuple[Place, ...]) -> Actor | None:
    """ "Rockets were fired from the enclave": somebody there, in the country of the place named last before."""
    named = [p for p in places if p.country and p.role == "location" and p.end <= head.start]
    shot = FROM_THERE.search(text, head.start, end) if named else None
    if shot is None or shot.start() - head.end > 12:
        return None
    country = named[-1].country
    name = f"Unidentified Armed Group ({country_name(country)})"
    return Actor(name, "", *shot.span(), "armed", "armed-group", country, "initiator", "ACTOR-WHENCE", "inferred")


SHOT_FROM = wording(
    r"\b(?:fired|launched|shot|fire|shelling|barrage|flew|flown|flying|came|coming|come) (?:\w+ ){0,2}from "
    r"(?:(?:across|over|beyond) (?:the )?(?:(?:border|frontier|line|river) (?:in|with|of) (?:the )?)?|a |the |inside |within )?$"
)
# "Killed by shells that came from across the border": people come from there, too.
SENT = wording(
    r"\b(?:shells?|rockets?|missiles?|mortars?|drones?|fire|gunfire|bullets?|rounds?|artillery|shelling|bombs?|grenades?|snipers?)\b"
    r"[^.;,]{0,60}$"
)


def fired_from(text: str, actor: Actor, mine: list[Clause]) -> bool:
    """ "Rockets fired from Russian territory", "artillery fire from a Russian base": whose ground or guns it came from."""
    if actor.group not in ("adjective", "military", "state") or not any(c.start <= actor.start < c.end for c in mine):
        return False
    own = actor.group != "adjective" or re.match(
        r" (?:territory|soil|side|bases?|positions?|guns|batter(?:y|ies)|posts?|border|frontier)\b", text[actor.end :]
    )
    return bool(own) and SHOT_FROM.search(text[max(0, actor.start - 80) : actor.start]) is not None


def came_from(text: str, actor: Actor, mine: list[Clause]) -> bool:
    """ "Killed by shells that came from across the border in Pakistan": the same where only victims are told."""
    return fired_from(text, actor, mine) and SENT.search(text, max(0, actor.start - 100), actor.start) is not None
