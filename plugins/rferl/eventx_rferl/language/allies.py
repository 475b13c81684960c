"""Forces of several states or peoples that one phrase names: "French, Malian and Chadian troops", "soldiers of X, Y and Z".

Knows where such a list goes on. Doesn't find actors, nor who acts on whom.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from eventx_rferl.model import Actor

AND = (" and ", ", and ")
MORE_OF_THEM = re.compile(r"(?:, [A-Z][\w. -]{2,30})*,? and ")


def listed_on(text: str, last: Actor, actor: Actor, found: Sequence[Actor]) -> bool:
    """Whether a country goes on a list that ``last`` is of: behind "and", or behind a comma where "and" and one more follow."""
    between = text[last.end : actor.start]
    ends = (other.start for other in found if other.group == "state" and other.start > actor.end)
    return between in AND or (between == ", " and any(MORE_OF_THEM.fullmatch(text, actor.end, end) for end in ends))


def in_one_phrase(text: str, side: Sequence[Actor]) -> list[Actor]:
    """The first of some actors and all that the same phrase names."""
    together = list(side[:1])
    for actor in side[1:]:
        last = together[-1]
        if not actor.text or (actor.start != last.start and text[last.end : actor.start] not in (", ", *AND)):
            break
        together.append(actor)
    return together


def two_or_allied(text: str, side: Sequence[Actor]) -> list[Actor]:
    """The first two of a side, or all that one phrase names together."""
    together = in_one_phrase(text, side)
    return together if len(together) > 2 else list(side[:2])
