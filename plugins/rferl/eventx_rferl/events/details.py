"""Says by a telling's words that it is a detail of what was told before: how an ambush began, where in a town a strike hit.

Knows where in an article such details stand. Doesn't know whether place, day and sides fit (:mod:`eventx_rferl.events.matching`).
"""

from __future__ import annotations

import re

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Mention

# What "the ambush" points back to.
AMBUSHED = wording(r"ambush|(?:lay|laid|lying) in wait|waylai|set (?:a|the) trap", re.IGNORECASE)
NEXT_STEP = frozenset({"other", "answered", "behind-after"})


def known(mention: Mention, kind: str, families: set[str]) -> bool:
    """ "The strikes had targeted leaders in the X district", as of strikes that are known: where in the town they hit."""
    alike = kind in families or kind in ("strike", "raid")
    bare = mention.when is None and not mention.tolls and mention.link == "main"
    return alike and bare and mention.definite and mention.head.pos == "n" and kind not in ("open", "demo", "agreement")


def goes_on(mention: Mention, others: tuple[Mention, ...]) -> bool:
    """ "While the raiders rampaged through Kofa", right below an attack in the area: where in it that was."""
    again = "elaboration" in mention.flags and not mention.flags & NEXT_STEP and mention.link in ("main", "as", "when")
    return again and mention.paragraph - others[-1].paragraph == 1 and mention.when is None and not mention.tolls


def of_the_ambush(mention: Mention, others: tuple[Mention, ...]) -> bool:
    """ "The attackers set off a bomb and opened fire", below a lead that tells of an ambush: how it began."""
    ambushed = any(AMBUSHED.match(t.text) for t in others[0].triggers)
    near = others[0].paragraph == 0 and mention.paragraph <= 3 and not any(p.gazetteer_id for p in mention.places)
    return ambushed and near and not mention.tolls and not mention.flags & NEXT_STEP and "suicide" not in mention.weapons


def of_the_raid(mention: Mention, others: tuple[Mention, ...]) -> bool:
    """ "Missiles hit a residential area on Monday night", below a lead that tells of an air strike and not when it was."""
    lead = others[0].paragraph == 0 and mention.paragraph <= 2 and all(m.when is None for m in others)
    bare = not mention.initiators and not mention.tolls and "missile" in mention.weapons
    return lead and bare and not mention.flags & NEXT_STEP and not others[0].plural


def of_the_same_dead(mention: Mention, others: tuple[Mention, ...]) -> bool:
    """ "Two nurses were among the 14 dead of the raid in X", behind 14 dead in a strike near the city: X lies there."""
    if not mention.definite or mention.head.pos != "n" or mention.head.plural or mention.when is not None:
        return False
    mine = {(t.measure, t.number.some) for t in mention.tolls if t.number.some > 1}
    return bool(mine) and mine <= {(t.measure, t.number.some) for m in others for t in m.tolls}
