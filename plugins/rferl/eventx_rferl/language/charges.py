"""Finds what somebody is only charged with: "five men accused of spying for the army", "teachers they accused of helping it".

Such words tell why it was done to them, or who they are: whom they name neither acts nor is hit, and the deed they name is no
event of its own. Knows the verbs and nouns of charges and where a charge ends. Doesn't know events; a charge that is itself what
is told ("the army was accused of killing 20 villagers") is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol, TypeVar

from eventx_rferl.language.wording import wording

Span = tuple[int, int]
"""Where a stretch of text begins and ends."""


class Located(Protocol):
    """What stands at an offset of the text."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...


Found = TypeVar("Found", bound=Located)

CHARGED = wording(
    r"\b(?:accused|suspected|convicted|guilty|acquitted) of\b|\b(?:charged with|wanted for|blamed for|implicated in|"
    r"held responsible for|on (?:suspicion|charges|accusations) of)\b|"
    r"\b(?:alleged|suspected|accused)(?: \w+)? (?:spies|spy|informers?|informants?|collaborators?|traitors?|agents?) "
    r"(?:for|of|with)\b|"
    r"\b(?:perpetrators?|masterminds?|culprits?|authors?) (?:of|behind) (?=an? |the |[a-z]+ (?:[a-z]+ )?(?:attack|bombing|"
    r"killing|murder|raid|shooting|assault|blast|massacre)s?\b|[A-Z]\w+day['’]s )|"
    r"\bfor (?:allegedly |supposedly |reportedly )?(?:spying|informing|collaborating|cooperating|working|passing)\b|"
    r"\bfor (?:allegedly|supposedly|reportedly) (?=\w+ing\b)|"
    r"\bwhich (?:had |has )?(?:accused|suspected) them of\b|"
    r"\bwho (?:had|have|has) (?:earlier|previously|allegedly|reportedly|once) \w+|"
    r"\bwho (?:were|was|had been) (?:allegedly |reportedly )?(?:preparing|planning|plotting)\b"
)
PAUSE = re.compile(r"[,;.:]")
# "Arrested three men over a bombing on May 3 that killed nine": the bombing happened, on a day and with victims of its own.
DEED = (
    r"(?:bombings?|attacks?|killings?|murders?|ambush(?:es)?|blasts?|explosions?|shootings?|raids?|kidnappings?|abductions?|"
    r"assaults?|massacres?|assassinations?|stabbings?|beheadings?|lynchings?|clash(?:es)?|riots?)"
)
# "The weekend and killed two in a raid", "the city after a bombing": nothing that describes the deed.
DESCRIBED = r"(?:(?!(?:after|before|during|following|when|as|where|and|who|that|in|on|at)\b)[\w’'-]+ )"
PART_IN = (
    r"(?:(?:their|his|her|its|alleged|suspected|an?) )*"
    r"(?:involvement|participation|participating|taking part|complicity|hand|part|role) in"
)
BEHIND = r"(?:being behind|having carried out|carrying out|planning|organizing|ordering|masterminding)"
HELD_OVER = wording(
    rf",? ?\b(?:(?:over|in (?:connection|relation) (?:with|to)|linked to|for|on suspicion of {PART_IN}|"
    rf"(?:over|for|suspected of|accused of) {PART_IN}|(?:suspected|accused) of {BEHIND}) "
    rf"(?=(?:an?|the|that|last|this|[A-Z]\w+day['’]s) {DESCRIBED}{{0,7}}?{DEED}\b)|"
    rf"in (?=(?:the|last|[A-Z]\w+day['’]s) {DESCRIBED}{{0,5}}?{DEED} (?:of|on)\b))"
)
ARRESTED = wording(
    r"\b(?:arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?|captur(?:ed|ing)|apprehended|nabbed|custody|rounded up|picked up)\b"
)
# "Were sentenced to death in Lice on May 13 for an ambush that killed 12 soldiers".
SENTENCED = wording(
    r"\b(?:sentenced|condemned to death)\b(?:(?! for\b)[^.;]){0,90}? (?P<why>for) (?=(?:an?|the|their|his|her|its|role|taking|"
    r"carrying|killing|murder\w*|bomb\w*|attack\w*|plotting|planning|planting|ambush\w*)\b)"
)
# "The army was accused of killing 20 villagers": what is told, unless a relative clause only describes somebody by it.
STATED = wording(
    r"\b(?:was|were|is|are|been|being|be|stands?|stood|remains?)(?: also| long| widely| repeatedly| since| earlier)? $"
)
DESCRIBING = wording(r"\b(?:who|whom|that|which)(?: (?:has|have|had))? (?:was|were|is|are|been|stands?|stood)(?: [\w-]+)? $")
# What closes a charge: punctuation, a finite verb of the one who is charged, or who did it to them.
CLOSED = wording(
    r"[,;.:]| and (?:then |later |\w+ly )?(?:[a-z]+ed|shot|took|beat|drove|led|threw|left|burnt|set|held)\b|"
    r"\b(?:was|were|is|are|had|has|have|said|died|perished|lost|fled|confessed|denied|escaped|told)\b|"
    r"(?<!that )(?<!which )\b(?:opened fire|(?:attack|storm|ambush|raid|stabb|gunn|hack|behead|execut|bomb|shell)ed|"
    r"shot|blew|threw|hurled|killed|exchanged (?:gun)?fire) "
    r"(?:dead |up |to death )?(?:an?|the|its|his|their|at|on|\d+|[a-z]+ (?:people|soldiers|civilians|policemen|guards|"
    r"farmers|villagers|men|women|worshippers|students|officers|workers|children)|with)\b"
)
# "Fighters suspected of belonging to the X attacked a post": of whom they are.
MEMBERS = wording(
    r" (?:(?:belonging|loyalty|allegiance|ties|links) to|(?:being|having been) (?:a |an )?(?:members?|part|fighters?|"
    r"supporters?) of|membership (?:in|of)|being|fighting (?:for|with|in))\b"
)
# "Shot dead by men suspected of belonging to the X".
DONE_BY = re.compile(r"\bby (?:[\w’'-]+ ){1,4}$")
# "On May 13, gunmen suspected of belonging to the X burned down houses": whom the sentence begins with.
SUBJECT = re.compile(r"\W*(?:[A-Z][^,;.]{0,40}, )?(?:\w[\w’'-]* ){1,4}")
DONE_TO = re.compile(r"(?:was|were|had|has|have|is|are)\b")


def held_over(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words by which a sentence says over which deed somebody was arrested."""
    if not ARRESTED.may_match(text, start, end):
        return
    for match in HELD_OVER.finditer(text, start, end):
        if ARRESTED.search(text, start, match.start()):
            yield match


@lru_cache(maxsize=64)  # asked for by several finders of a sentence, and once more when its events are put together
def charges(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The stretches of a sentence that only tell what somebody is charged with, as offsets of the text.

    "Rebels shot two men accused of helping the army." has one: "accused of helping the army".
    """
    found = []
    over = [match.start() for match in held_over(text, start, end)]
    for charge in CHARGED.finditer(text, start, end):
        if any(at <= charge.start() + 1 and charge.start() <= at + 2 for at in over):
            continue
        before = text[start : charge.start()]
        if STATED.search(before) and not DESCRIBING.search(before):
            continue
        closed = CLOSED.search(text, charge.end(), end)
        stop = closed.start() if closed else end
        acts = closed is not None and closed[0][0].isalpha() and not DONE_TO.match(closed[0])
        acts = acts or (SUBJECT.fullmatch(before) is not None and not (closed and DONE_TO.match(closed[0])))
        if not ((acts or DONE_BY.search(before)) and MEMBERS.match(text, charge.end())):
            found.append((charge.start(), stop))
    for sentenced in SENTENCED.finditer(text, start, end):
        closed = PAUSE.search(text, sentenced.end(), end)
        found.append((sentenced.start("why"), closed.start() if closed else end))
    return tuple(sorted(found))


def outside(spans: tuple[Span, ...], found: tuple[Found, ...]) -> tuple[Found, ...]:
    """What was found, without what begins in one of the stretches."""
    return tuple(one for one in found if not any(first <= one.start < last for first, last in spans)) if spans else found


def without(spans: tuple[Span, ...], text: str, start: int, end: int) -> str:
    """A stretch of text without those that lie in it."""
    parts = []
    for first, last in spans:
        if start <= first and last <= end:
            parts.append(text[start:first])
            start = last
    return "".join((*parts, text[start:end]))


def charged_with(text: str, start: int, end: int, at: int) -> bool:
    """Whether the words at an offset stand in a charge."""
    return any(first <= at < last for first, last in charges(text, start, end))


def of_whose_men(text: str, at: int, end: int) -> bool:
    """Whether the charge at an offset only says to whom somebody belongs: "suspected of belonging to the X"."""
    charge = CHARGED.match(text, at, end)
    return charge is not None and MEMBERS.match(text, charge.end(), end) is not None
