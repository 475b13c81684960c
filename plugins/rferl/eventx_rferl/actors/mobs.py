"""Finds a crowd that attacks: "villagers beat a thief to death", "was lynched by a mob".

Knows who makes up a crowd and where it stands around the deed. Doesn't know whether it was a demonstration.
"""

from __future__ import annotations

import re

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Sentence, Trigger

MOBBED = frozenset(
    """attack attack-on-civilians shooting-kill killed injured looting-destruction hit mob-violence killing-noun arson
    execution""".split()
)
WHO = (
    r"[Vv]illagers|[Rr]esidents|[Yy]ouths?|[Yy]oung men|[Cc]rowds?|[Mm]obs?|[Ll]ocals|[Nn]eighbors|[Tt]ownspeople|[Ss]tudents|"
    r"[Ss]upporters|[Ff]ans|[Ll]ooters|[Mm]ourners|[Pp]rotesters|[Dd]emonstrators|[Rr]ioters|[Ii]nmates|[Vv]igilantes"
)
CROWD_BEFORE = wording(rf"\b(?P<who>{WHO})(?P<gap> [^.;,]{{0,60}}?)? (?:also |then |later |had |have )*$")
CROWD_AFTER = wording(rf"(?: to death| alive| dead| on| upon)? by (?:an? |the |some )?(?:[\w-]+ ){{0,3}}?(?P<who>{WHO})\b")
DIED = wording(r"(?:die|perish|succumb)", re.IGNORECASE)
# "Supporters of the officers who toppled the president stormed": whose supporters they are.
BACKERS = wording(r"\b(?P<who>[Ss]upporters|[Bb]ackers|[Ff]ollowers)(?P<gap> of [^.;,]{2,110}) $")
OF_WHOM = wording(r"^ of (?:the |its |an? )?(?:[\w’'-]+ ?){1,4}(?: who [^.;,]*)?$")
# The crowd speaks, or another verb stands between it and the deed.
OTHER_VERB = wording(
    r"^ (?:say|said|told|report)|\b(?:was|were|been|being|by|on|at|against|of|killed|when|after)\b",
)
# The crowd is no subject: "fired on the crowd", "killed two students".
NO_SUBJECT = wording(
    r"\b(?:on|at|against|of|to|by|in|from|two|three|four|five|\d|killed|killing) (?:the |angry )?$", re.IGNORECASE
)


def mob(text: str, sentence: Sentence, head: Trigger) -> list[Actor]:
    """Villagers, youths or a mob as the ones who attack: rioters."""
    if head.type not in MOBBED or DIED.match(head.text):
        return []
    if head.type == "killed" and text.startswith(" to death", head.end):
        return []  # "ten students burned to death": they died
    behind = CROWD_AFTER.match(text, head.end, sentence.end)
    span = behind.span("who") if behind else _before(text, sentence, head)
    if span is None:
        return []
    return [Actor("Rioters", text[slice(*span)], *span, "rioters", "rioters", None, "initiator", "ACTOR-CROWD")]


def _before(text: str, sentence: Sentence, head: Trigger) -> tuple[int, int] | None:
    """Where a crowd stands that is the subject of an active verb."""
    if head.form not in ("past", "participle", "ing"):
        return None
    found = CROWD_BEFORE.search(text[sentence.start : head.start]) or BACKERS.search(text[sentence.start : head.start])
    if found is None or OTHER_VERB.search(OF_WHOM.sub("", found["gap"] or "", count=1)):
        return None
    start, end = (sentence.start + at for at in found.span("who"))
    return None if NO_SUBJECT.search(text[max(sentence.start, start - 14) : start]) else (start, end)
