"""Says whether a clause behind "after" or "before" tells the incident of its own main clause.

Knows what people died of ("20 people were killed after an attack on a camp"), deeds of one attack ("threw grenades before opening
fire"), and fire that is returned. Who acts in both clauses may do so one after the other, unless it was a fight. Doesn't know
other events.
"""

from __future__ import annotations

import re

from eventx_rferl.events.matching import kind_family
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Mention
from eventx_rferl.triggers.candidates import CASUALTY

# "Died two days after an attack": told apart by their days.
APART = wording(
    r"\b(?:minutes?|hours?|days?|weeks?|months?|years?|shortly|soon|immediately|long|moments?) (?:after|following|before)\b"
)
VICTIMS = CASUALTY | {"shooting-kill"}
HOSPITAL = wording(r"(?:hospitali[sz]ed|treated|admitted|taken to|rushed to)", re.IGNORECASE)
DEADLY = frozenset({"air", "shell", "blast", "ground", "strike", "bombed", "raid", "open"})
# "Five people died after police fired at a rally", and not "after a rally".
DEADLY_DEEDS = frozenset({"demo", "territory", "downed"})
# Fights in which both sides act: "troops killed two men after a gunbattle".
FIGHTS = frozenset({"armed-clash", "clash-noun", "fight"})


def died_of_it(text: str, mention: Mention, governor: Mention) -> bool:
    """Whether a telling behind "after" is what killed or hurt those whom its governing clause counts."""
    taken_in = HOSPITAL.match(governor.head.text) is not None  # "was hospitalized after the shoot-out": hurt in it
    if mention.link != "after" or (mention.definite and not taken_in) or "other" in mention.flags:
        return False
    lent = mention.head.start < governor.head.start  # "After gunmen fired at a market in Arish on May 13, nine people died"
    same = lent and governor.when and (mention.when is None or mention.when.start == governor.when.start)
    dated = governor.when is not None and not same
    if governor.head.type not in VICTIMS or dated or not (governor.tolls or governor.targets):
        return False
    here = lent and not {p.start for p in mention.places}.isdisjoint([p.start for p in governor.places])
    if governor.places and mention.places and not here:
        return False  # "In Sumy, a man lost his life after a shell burst in his kitchen": there
    if APART.search(text, governor.head.end, mention.head.start):
        return False
    noun = mention.head.pos == "n"
    if noun and mention.head.type in FIGHTS:
        return True
    others = {a.name for a in governor.initiators} - ({a.name for a in mention.initiators} if lent else set())
    return not others and kind_family(mention) in (DEADLY if noun else DEADLY | DEADLY_DEEDS)


def same_incident(text: str, mention: Mention, governor: Mention) -> bool:
    """Whether a clause behind "after" or "before" tells what its main clause does, or how it began."""
    if mention.link not in ("after", "before") or "other" in mention.flags:
        return False
    if APART.search(text, max(governor.start, mention.start - 30), mention.head.start):
        return False
    return _one_deed(mention, governor) or _struck_back(text, mention, governor)


def _one_deed(mention: Mention, governor: Mention) -> bool:
    """ "Threw grenades before opening fire", "shot him dead after dragging him from his car"."""
    elsewhere = mention.places and governor.places and not {p.key for p in mention.places} & {p.key for p in governor.places}
    when, told = mention.when, governor.when
    return mention.head.form == "ing" and not elsewhere and (when is None or told is None or when.overlaps(told))


STRUCK_BACK = wording(
    r"counter-?attack|(?:returned|return|exchanged) fire|fought (?:back|off)|repel|repuls|beat(?:en)? back", re.IGNORECASE
)


def _struck_back(text: str, mention: Mention, governor: Mention) -> bool:
    """ "Mounted a counterattack after rebels overran the post", "returned fire after they were fired on": one fight."""
    told = STRUCK_BACK.search(text, governor.head.start - 1, governor.head.end) is not None
    return told and mention.link == "after" and kind_family(mention) in ("ground", "open")
