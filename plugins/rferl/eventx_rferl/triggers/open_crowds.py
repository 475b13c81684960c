"""When words for squares, shutters, barricades and windows tell of a crowd: a protest, or a riot.

Each function takes what stands around a trigger and gives the trigger with its definite kind, or None if it tells nothing.
"""

from __future__ import annotations

import re

from eventx_rferl.language.actor_classes import BEARING_ARMS, CROWDS
from eventx_rferl.language.lexicons import around
from eventx_rferl.language.surroundings import Setting
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Trigger

SQUARE = wording(r"\b(?:square|avenue|boulevard|plaza|park|stadium|streets?|bridge|courtyard)\b", re.IGNORECASE)
# Whose windows a crowd smashes in anger at those who govern, not to loot.
OFFICIAL = wording(
    r"\b(?:ministry|parliament|town hall|city hall|palace|embassy|consulate|police|governor(?:'s|’s)?|administration|court\w*|"
    r"terminal|bank|banks|government|party)\b",
    re.IGNORECASE,
)


def _forces(at: Setting) -> bool:
    """Whether an armed actor is named; a country's name alone is none."""
    return bool(at.groups & (BEARING_ARMS - {"state"}))


def square_filled(at: Setting) -> Trigger | None:
    """ "The square filled up again as supporters called for ...": a demonstration."""
    fits = SQUARE.search(at.subject) and around("crowd").search(at.whole) and around("purpose").search(at.whole)
    return at.to("crowd-strong") if fits and not around("no-protest").search(at.whole) else None


def street_riot(at: Setting) -> Trigger | None:
    """Barricades, burning tires and bins: by a crowd that isn't an armed force."""
    fits = at.crowd or at.groups & CROWDS or around("communal").search(at.subject)
    return at.to("violent-demonstration") if fits and not _forces(at) else None


def windows_smashed(at: Setting) -> Trigger | None:
    """A crowd that smashes the windows of an office riots; whoever smashes those of a shop or church destroys property."""
    if at.arms:
        return at.to("hit")
    if at.crowd and not _forces(at) and OFFICIAL.search(at.after[:90]):
        return at.to("violent-demonstration")
    doers = at.armed or at.crowd or around("unarmed-doers").search(at.subject)
    return at.to("looting-destruction") if doers else None


# "The opposition was again on the streets"
OUT = wording(r"\b(?:was|were|is|are|been)(?: (?:again|back|still|out|once more|also|today|then))* $")
# Sitting, camping or holding hands there is no protest.
AT_EASE = wording(
    r"\b(?:concert|match|fans|celebrat\w*|funeral|lessons?|class(?:es)?|floods?|earthquake|quake|homeless|tourists?|picnic|wedding|"
    r"festival|fled|flee(?:ing)?|displaced|refugees|shelter\w*|hiding|hid|ambush\w*|bodies|corpses?)\b"
)


def posture(at: Setting) -> Trigger | None:
    """A crowd sits on a road, camps before an office, links hands: a demonstration whatever it says."""
    fits = at.trigger.form not in ("base", "third") and at.crowd and not AT_EASE.search(at.words)
    return at.to("crowd-strong") if fits else None


def on_the_streets(at: Setting) -> Trigger | None:
    """ "The opposition was on the streets": a crowd that is out, and nothing else is told of it."""
    fits = at.crowd and OUT.search(at.subject) and not AT_EASE.search(at.words) and not at.strong
    return at.to("crowd-strong") if fits else None
