"""Says whether a telling says enough to be an event of its own: when, where, with which victims, or who did what.

Knows what may stand alone. Doesn't know the other tellings.
"""

from __future__ import annotations

import re

from eventx_rferl.gazetteer.precisions import TOWNS
from eventx_rferl.model import Mention
from eventx_rferl.triggers.candidates import CASUALTY
from eventx_rferl.triggers.families import family

VAGUE = frozenset({"open", "arrest", "agreement", "strike", "raid"})
# What a verb tells by itself, whoever did it: its day and place may stand in the sentences around.
ALONE = frozenset({"weapons-use-disrupted", "violent-demonstration", "sexual-violence"})

DIED = re.compile(r"(?:die|perish)", re.IGNORECASE)
WOUNDED = re.compile(r"wound", re.IGNORECASE)
TOLD = frozenset({"blast", "air", "shell", "abduction", "bombed"})


def concrete(mention: Mention) -> bool:
    """Whether a mention says enough to be an event of its own: a time, a place, or victims."""
    victims = any(t.number.some > 0 for t in mention.tolls)
    when = mention.when or mention.stated  # "before daybreak on Monday", though nobody says which Monday
    if mention.head.type in ("anaphor", "breakout"):
        return False
    told = when is not None and when.precision == "day" and mention.places and mention.head.form in ("past", "participle")
    uncounted = not victims and not told  # "Villagers were killed in Beni on Sunday" counts nobody, but says when and where
    # "Died": of what isn't said, nor is it where others were hurt or injured; but "a woman died and two were wounded"
    wounded = any(WOUNDED.match(t.text) for t in mention.triggers)
    if mention.head.type in CASUALTY and (uncounted or (DIED.match(mention.head.text) and not wounded)):
        return False
    if mention.head.type == "hit" and not when and not mention.places and not bare(mention):
        return False
    if mention.head.type in ("attack", "strike-noun") and not (
        mention.places or mention.initiators or mention.targets or victims or mention.weapons
    ):
        return False
    if family(mention.head.type) == "agreement":
        # "Kyiv and Moscow exchanged 185 prisoners each", or the lead itself: its day stands in the sentences around
        parties = len(mention.initiators) > 1 or (mention.paragraph == 0 and bool(mention.initiators))
        if mention.head.pos == "v" and parties and mention.link == "main" and mention.claim is None:
            return True
        if mention.head.pos == "v" and mention.paragraph == 0 and any(p.precision in TOWNS for p in mention.places):
            return True  # "announced in Rome the signing of a truce"
        return when is not None and when.precision != "year"
    if mention.link == "as" and not (when and mention.places):
        return False
    if when is None and not victims and not mention.initiators:
        near = [p for p in mention.places if p.precision not in ("country", "region")]
        if mention.plural and not near and mention.paragraph > 1 and mention.link == "main":
            return False
        return bool(mention.places) or bare(mention)
    if when is not None or victims or mention.places:
        return True
    return bare(mention)


def bare(mention: Mention) -> bool:
    """Whether a mention tells a fact of its own by who did it: its day and place stand in the sentences around."""
    kind = family(mention.head.type)
    told = mention.head.form in ("past", "participle") and mention.link in ("main", "and", "which")
    sure = mention.claim is None or mention.claim.kind == "says"
    # "The military said its forces hit depots used by the rebels", in the lead
    lead = mention.paragraph == 0 and any(a.group == "military" for a in mention.initiators)
    struck = mention.head.type == "hit" and (bool(mention.weapons) or lead)
    downed = mention.head.type == "shoot-down" and bool(mention.targets) and "air" in mention.weapons
    armed = sure and (struck or kind in TOLD or mention.head.type in ALONE or downed)
    ravaged = kind == "property" and sure and bool(mention.initiators)
    return told and (
        armed
        or ravaged
        or (kind not in VAGUE and mention.head.form == "past" and bool(mention.initiators) and mention.claim is None)
    )


def generic_plural(mention: Mention) -> bool:
    """Such as "Shootings are common", "strikes that target militants": a plural without time."""
    return (
        mention.head.pos == "n"
        and mention.head.plural
        and mention.when is None
        and not mention.initiators
        and mention.link == "main"
    )
