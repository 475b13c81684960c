"""Reads whom somebody killed, hurt or took, behind an active verb: "killing three men", "took away four of them".

Knows what police do where others abduct. Doesn't know passives, nor which event a toll belongs to.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.language.actor_classes import IRREGULARS
from eventx_rferl.language.by_force import pulled_by_force
from eventx_rferl.language.surroundings import forces_in
from eventx_rferl.tolls import words as toll_words
from eventx_rferl.tolls.people_lists import together
from eventx_rferl.tolls.people_phrases import People
from eventx_rferl.tolls.reader import Reader
from eventx_rferl.tolls.words import ADVERB, HOSTAGE, MEASURES, STATE

# "Could have killed dozens": nobody died of it.
MIGHT_HAVE = re.compile(r"\b(?:could|would|might) (?:\w+ )?(?:have )?(?:\w+ly )?$")


def measure_of(match: re.Match[str]) -> str:
    """Which measure a frame counts."""
    return next((m for m in MEASURES if m in match.re.groupindex and match[m]), "killed")


# "Were shot", "not kill", "to capture": not who did what to whom, or not done.
GOVERNED = re.compile(r"\b(?:were|was|been|being|be|is|are|not|to)(?: \w+ly| also| later)? $")


# What police and rescuers do, too: "took away four of them", "led six women away".
TOOK_AWAY = re.compile(
    r"pull|t(?:ook|aking)(?! (?:hostage|captive|prisoner|into))|carr|haul|whisk|led|lead|march|dr(?:ove|iv)|ma[dk]", re.IGNORECASE
)
OFFICIAL = frozenset({"police", "security", "intelligence", "border"})


def done_to(reader: Reader) -> None:
    """ "Killing three men", "took away four of them": those behind the verb."""
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    for match in toll_words.doing().finditer(text, start, end):
        before = text[max(start, match.start() - 22) : match.start()]
        if GOVERNED.search(before):
            continue
        if MIGHT_HAVE.search(before):
            continue
        if TOOK_AWAY.match(match[0]) and not pulled_by_force(text, reader.sentence, match.start()):
            continue
        first = reader.after(match.end())
        if first < 0 and match["killed"] is not None and not match[0].startswith(("shot", "crush")):
            first = reader.unlisted(match.end())
        if first < 0:
            continue
        people = reader.people[first]
        if people.part:
            reader.people = tuple(evolve(p, part=False) if p is people else p for p in reader.people)
        chain = together(text, reader.people, first)
        if len(chain) > 1 and own_verb(text, reader.people[chain[-1]]):
            chain = chain[:-1]
        measure = measure_of(match)
        measure = "casualties" if match["both"] and measure == "killed" else measure  # "killed or wounded 20"
        if TOOK_AWAY.match(match[0]):
            by = forces_in(reader.sentence, start, match.start())
            measure = "arrested" if by & OFFICIAL and not by & IRREGULARS else measure
        reader.listed(measure, first, match.start(), until=reader.people[chain[-1]].end)
    for match in HOSTAGE.finditer(text, start, end):
        first = reader.after(match.start("who"))
        if first >= 0 and not reader.people[first].part:
            reader.add("arrested" if match["how"] == "into custody" else "abducted", reader.people[first], match.start())


def own_verb(text: str, people: People) -> bool:
    """Whether a phrase at the end of a list is the subject of what follows: "killing two men, and three others were hurt"."""
    tail = text[people.reach : people.reach + 30]
    return bool(
        re.match(
            rf",? ?(?:(?:{STATE}|had|have|has|{ADVERB}) |(?:wounded|injured|hurt|missing|died|killed|suffered|dead|"
            rf"surrendered|fled|escaped|vanished|gave)\b)",
            tail,
        )
    )
