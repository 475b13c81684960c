"""Whose a deed is by what it is called behind its telling: "killed five people, in what officials called an Israeli attack".

Knows the words between the deed and its name. Doesn't find actors.
"""

from __future__ import annotations

from eventx_rferl.language.actor_classes import IRREGULARS, STATE
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


ACCUSER = wording(r"\b(?:whom|accused by|suspected by) (?:the )?(?:local )?$")
OF_WHAT = wording(r"(?: (?:had |has |have )?(?:accused|suspected|convicted))? of\b")


def accused_them(text: str, actor: Actor) -> bool:
    """ "Four men whom the X accused of spying were shot": whose charge it was, if nobody else is told to have done it."""
    irregular = actor.group in IRREGULARS - {"armed"}
    charge = OF_WHAT.match(text, actor.end) if irregular else None
    return charge is not None and ACCUSER.search(text, max(0, actor.start - 40), actor.start) is not None
