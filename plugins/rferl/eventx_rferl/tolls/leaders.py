"""Tells of counted people whose side their own word leaves open: leaders by whom they lead, men whom a side loses.

Knows the words for leaders, the listed groups, and who stands before "lost". Doesn't find people.
"""

from __future__ import annotations

import re

from eventx_rferl.language.actor_classes import IRREGULAR_TYPES
from eventx_rferl.language.lexicons import group_names, groups
from eventx_rferl.language.voice import former
from eventx_rferl.language.wording import wording
from eventx_rferl.tolls.people_phrases import People

LEADERS = wording(
    r"\b(?:leaders?|chiefs?|heads?|commanders?|emirs?|deput(?:y|ies)|bosse?s?|founders?|members?|number two)$", re.IGNORECASE
)
OF = re.compile(r"(?: (?:head|leader|chief|commander|emir))?(?: of|['’]s?) (?:the )?")
# "Eight leaders of the Tuareg-led rebellion", "a chief of separatist guerrillas".
BAND = wording(
    r"(?:[\w’'-]+ ){0,2}?(?:rebellion|insurgency|rebels|guerrillas|insurgents|militants|jihadists|separatists|militia)\b"
    r"(?! (?:of|in|and)\b)"
)
SIDE = (
    r"(?:(?:[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur) )?(?:[A-Z][\w’'-]+ |rebel |government |federal |pro-\w+ )?"
    r"(?:army|[Pp]olice|[Ff]orces?|[Tt]roops|[Ss]oldiers|[Rr]ebels|[Ff]ighters|[Mm]ilitants|[Gg]uerrillas|[Ii]nsurgents|group|"
    r"military|side|militia(?:men)?|[Gg]uards)"
)
BEFORE_LOST = wording(rf"\b(?P<who>{SIDE}|[A-Z][\w’'-]+)(?: (?:had|has|have|also|itself|themselves))* $")
# "Police killed ten gunmen and lost eight of their own".
AND_LOST = re.compile(r"(?:\b(?:and|but|while|though)|,) (?:also |it |they |itself )?(?:had |have |has )?$")
SUBJECT = wording(rf"\b(?P<who>{SIDE})\b")


# "Killed three youths who had attacked a police post".
WHO_ATTACKED = wording(
    r",? (?:who|that) (?:(?:had|have|earlier|then|allegedly|reportedly) ){0,2}(?:attacked|stormed|raided|ambushed|assaulted|"
    r"rushed|charged|(?:opened fire|fired|shot) (?:on|at)|threw (?:[\w-]+ ){1,3}at|tried to (?:attack|storm|ambush|overrun)) "
    r"(?:[\w’'-]+ ){0,4}?(?:police\w*|army|troops|soldiers?|military|officers?|guards?|posts?|outposts?|checkpoints?|patrols?|"
    r"convoys?|barracks|garrisons?|bases?)\b"
)


# What they are called, who are nothing else.
ATTACKERS = "attackers"


def attackers(text: str, people: People) -> bool:
    """Whether those who fell had attacked men in arms, and the words call them nothing that bears arms."""
    return people.group in ("civilian", "any") and WHO_ATTACKED.match(text, people.end) is not None


def of_an_armed_group(text: str, people: People) -> bool:
    """Whether somebody leads or belongs to an armed group: "the leader of Islamic State", "two members of Hamas"."""
    words = text[people.start : people.end]
    if people.group not in ("civilian", "any") or former(words) or LEADERS.search(text, people.start, people.end) is None:
        return False
    behind = OF.match(text, people.end)
    if behind is None:
        return False
    if BAND.match(text, behind.end()):
        return True
    owner = next(group_names().finditer(text, behind.end()), None)
    return owner is not None and owner[0] == behind.end() and groups()[text[slice(*owner)]].type in IRREGULAR_TYPES


# "The ambush cost the army five men".
COST = wording(
    r"\bcost(?:ing|s)? (?:the |its |their )?(?:[\w’'-]+ )?(?:(?P<military>army|military|troops|forces|navy|garrison|marines)|"
    r"(?P<police>police)|(?P<rebel>rebels|guerrillas|insurgents|militants|jihadists|separatists))\b"
)


def whom_it_cost(words: str) -> str:
    """The class of those whom "cost" names as losing men; nothing if it names none."""
    match = COST.search(words)
    return (match.lastgroup or "") if match else ""


def who_lost(text: str, start: int, at: int) -> str:
    """Who lost men, by the words before "lost" in a sentence that begins at ``start``; nothing if none names a side."""
    before = BEFORE_LOST.search(text, start, at)
    if before is not None:
        return before["who"]
    if AND_LOST.search(text, start, at) is None:
        return ""
    subject = SUBJECT.search(text, start, at)
    return subject["who"] if subject else ""
