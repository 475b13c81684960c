"""What kind of event a short piece of news tells, if any: ACLED's event type and sub event type, and eventx's code.

Knows only what the words say by themselves (:mod:`eventx_rferl.triggers.word_model`). Reads no dates, no places, no tolls, and
doesn't look beyond the snippet: for an article use the importer, which decides from much more and shows its evidence.
"""

from __future__ import annotations

import re

from attrs import frozen

from eventx_rferl.language.accidents import accident
from eventx_rferl.triggers.word_model import EVENT_TYPES, NONE, model

# What the blast of an accident sounds like to a model that knows no accidents.
BLAST = "Remote explosive/landmine/IED"
WORD = re.compile(r"[\w’'-]+")


@frozen
class Classification:
    """The kind of an event: eventx's code and ACLED's two names."""

    type: str
    event_type: str
    sub_event_type: str


def classify(text: str) -> Classification | None:
    """The kind of event that a snippet or headline tells; None if it tells none."""
    best = model().label(text)
    if best == NONE or (best == BLAST and accident(text, frozenset(WORD.findall(text.lower())))):
        return None
    code, event_type = EVENT_TYPES[best]
    return Classification(code, event_type, best)
