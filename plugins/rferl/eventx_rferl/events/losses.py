"""Says which telling of an arrest or abduction is only how a fight ended: "Three attackers were killed and four were captured".

Knows the families of fights. Doesn't know which event a telling belongs to.
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.events.matching import kind_family
from eventx_rferl.model import Mention
from eventx_rferl.triggers.candidates import CASUALTY

# What people fall in, and are taken in.
FIGHTS = frozenset({"ground", "open", "raid", "territory", "blast", "strike"})


def as_losses(mention: Mention, last: tuple[Mention, ...]) -> Mention:
    """The telling as one of the victims of the ``last`` event, if that is a fight and the telling only says how it ended."""
    if kind_family(mention) not in ("arrest", "abduction") or mention.when is not None or mention.places or not last:
        return mention
    fallen = tuple(trigger for trigger in mention.triggers if trigger.type in CASUALTY)
    fell = any(toll.measure in CASUALTY and toll.number.high != 0 for toll in mention.tolls)
    behind = last[-1].paragraph == mention.paragraph and last[-1].sentence == mention.sentence - 1
    if not fallen or not fell or not behind or not {kind_family(m) for m in last} & FIGHTS:
        return mention
    return evolve(mention, head=fallen[0], triggers=fallen)
