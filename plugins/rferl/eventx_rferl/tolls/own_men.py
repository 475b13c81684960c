"""Of which kind those are whom a ministry or an army counts as its own: "the Interior Ministry said four of its men were killed".

Knows who speaks for men in uniform. Doesn't find tolls.
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Toll

ITS_MEN = wording(r"\b(?:its|their) (?:own )?(?:men|members|personnel|officers|people|staff)\b")
UNIFORMED = wording(
    r"\b(?:[Aa]rmy|[Mm]ilitary|[Pp]olice|[Nn]avy|[Aa]ir [Ff]orce|[Dd]efen[sc]e [Mm]inist\w+|[Ii]nterior [Mm]inist\w+|"
    r"forces|command)\b"
)
POLICE = wording(r"\b(?:[Ii]nterior|[Pp]olice)\b")


def in_uniform(toll: Toll) -> Toll:
    """The toll with its victims as soldiers or police, if those who speak for such call them their own."""
    if not toll.claimant or toll.group not in ("any", "any-armed") or ITS_MEN.search(toll.victims) is None:
        return toll
    if UNIFORMED.search(toll.claimant) is None:
        return toll
    return evolve(toll, group="police" if POLICE.search(toll.claimant) else "military")
