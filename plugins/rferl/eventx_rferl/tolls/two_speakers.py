"""Which part of a sentence is whose word, where one speaker is named in its middle and another at its end.

Knows the attributions that are found. Doesn't find any.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Claim

# "A bomb", "In Kano, gunmen": who is to do something, and nothing done.
LEADS_UP = re.compile(r"\W*(?:(?:In|At|On|Near|Outside) [^,]{2,40}, )?(?:[\w’'-]+ ?){1,6},?\s*")
DONE = wording(r"\b(?:was|were|hit|struck|shot|beat|took|left|fell|blew|set|\w{2,}ed)\b")


def parted(text: str, found: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The attributions of a sentence, one in its middle up to what the last one says."""
    told = list(found)
    for n, aside in enumerate(told):
        last = next((at for at, c in enumerate(told) if _closes(c, aside)), -1)
        if last < 0:
            continue
        before = text[aside.content_start : aside.start]
        joint = text.rfind(" and ", aside.end, told[last].start) if _only_leads_up(before) else -1
        told[n] = evolve(aside, content_end=aside.start if joint < 0 else joint)
        if joint >= 0:  # "a mine, police said, killed two and injured three, a nurse said"
            told[last] = evolve(told[last], content_start=joint)
    return tuple(told)


def _closes(last: Claim, aside: Claim) -> bool:
    """ "A mine killed two, police said, and injured three, a nurse said": what goes on behind the first is the second's word."""
    within = aside.content_start < aside.start < aside.content_end
    return within and last.content_start <= aside.start < aside.end < last.start >= last.content_end


def _only_leads_up(words: str) -> bool:
    """Whether what stands before an aside tells nothing yet: "A bomb, police said, killed"."""
    return LEADS_UP.fullmatch(words) is not None and DONE.search(words) is None
