"""Whose a deed is by what it is called behind its telling: "killed five people, in what officials called an Israeli attack".

Knows the words between the deed and its name. Doesn't find actors.
"""

from __future__ import annotations

from eventx_rferl.language.actor_classes import STATE
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor

CALLED = wording(
    r"\bin what (?:[\w’'-]+ ){1,6}?(?:called|calls?|termed|described as|labell?ed|said was|say was|says was|believed? was|"
    r"to be|to have been|suspected was|denounced as|condemned as) (?:an? |another |the )?(?:(?!attack|strike)[a-z-]+ )?$"
)
DEED = wording(
    r"(?:['’]s)? (?:[a-z-]+ ){0,2}?(?:attack|strike|air ?strike|assault|raid|bombing|shelling|bombardment|operation|ambush|"
    r"provocation|aggression|incursion|reprisal)s?\b"
)
NAMES = STATE | {"group", "adjective"}


def called_theirs(text: str, actor: Actor, start: int, end: int) -> bool:
    """Whether the words from ``start`` to ``end`` call what they tell this one's attack."""
    named = actor.group in NAMES and DEED.match(text, actor.end, end) is not None
    return named and CALLED.search(text, max(start, actor.start - 90), actor.start) is not None
