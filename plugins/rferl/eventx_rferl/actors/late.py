"""Finds who did it where somebody says so in between: "by what witnesses said were gunmen".

Knows the words between "by" and those who are meant. Whoever finds the words for them did nothing. Doesn't find actors.
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Trigger

MEN = r"(?:an? |the |two |three |four |several |some |unidentified |suspected |masked |armed |\d+ )*[\w-]+"
IS = (
    r"(?:to be|as|was|were|is|are|had been|have been|belong(?:ed|s|ing)? to|came from|were from|"
    r"(?:(?:was|were|had been|is|are) )?(?:planted|laid|hidden|placed|fired|launched|dropped|thrown|sent|ordered|led|recruited|"
    r"set off) by|members of|linked to|loyal to)"
)
# "By what witnesses said were", "by assailants who the authorities say were", "by a bomb police say was planted by".
SAID_TO_BE = wording(
    rf"\bby (?:what|{MEN})(?: (?:who|whom|that|which))?(?: (?:the |an? )?(?:[\w’'-]+ ){{0,2}}?[\w’'-]+)? "
    r"(?:said|says?|described|call(?:ed|s)|identified|believe[sd]?|suspect(?:s|ed)?|alleged?|claim(?:s|ed)?|think|thought)"
    rf"(?: (?:also|later|only))?(?: {IS})+ (?:the |an? |suspected |local )*$"
)
# How far behind the deed its agent may stand.
FAR = 190


def named_late(
    text: str, head: Trigger, actors: tuple[Actor, ...], doers: list[Actor], targets: list[Actor]
) -> tuple[list[Actor], list[Actor]]:
    """Both sides, whoever is said to have done it in the place of who says so."""
    for actor in actors:
        if actor.start < head.end or actor.start - head.end > FAR or actor.group == "adjective":
            continue
        if SAID_TO_BE.search(text, head.end, actor.start) is None:
            continue
        meant = evolve(actor, role="initiator")
        return [meant], targets
    return doers, targets
