"""Reads who died or lived from words for surviving: "none of the five survived", "neither survived", "shot him in the leg".

Knows the words for surviving. Doesn't read how anybody was killed.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.language.wording import wording
from eventx_rferl.tolls.reader import Reader

# "Shot him twice", "shot him in the back": that he died isn't said.
SHOT_AT = wording(r"\b(?:shot|shooting) (?:him|her|them)\b(?! (?:dead|down|to death))")


def survived(reader: Reader) -> None:
    """ "The mayor was fighting for his life after a sniper shot him": one who was hurt, not another who died."""
    hurt = [t for t in reader.found if t.measure == "injured" and t.number.high != 0]
    for match in SHOT_AT.finditer(reader.text, reader.sentence.start, reader.sentence.end) if hurt else ():
        pronoun = match.end() - 4
        reader.found = [t for t in reader.found if not (t.measure == "killed" and pronoun <= t.start < match.end())]


NONE_OF = wording(r"\b(?:[Nn]one|[Nn]either|[Nn]ot one) of (?:the |its |their |those )?")
LIVED = wording(r"[^;.,]{0,40}?\b(?:survived|lived|made it|came (?:back|out|home)|got out|escaped|was (?:left|found) alive)\b")
NEITHER = wording(
    r"\b(?:neither|none)(?: of them)? (?:had |has )?(?:survived|lived|made it|came (?:back|out) alive|got out)\b", re.IGNORECASE
)


def nobody_left(reader: Reader) -> None:
    """ "None of the five rangers survived", "a priest and a nun were inside; neither survived": all of them died."""
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    for match in NONE_OF.finditer(text, start, end):
        people = next((p for p in reader.people if match.start() <= p.start <= match.end() <= p.end), None)
        number = people and next((n for n in reader.numbers if match.end() <= n.start < people.end), None)
        if people and number and LIVED.match(text, people.end, end):
            reader.add("killed", evolve(people, start=number.start, number=number, part=False), match.start())
    for match in NEITHER.finditer(text, start, end):
        before = [n for n, p in enumerate(reader.people) if p.end <= match.start() and p.number is not None and not p.part]
        if before:
            reader.listed("killed", reader.list_head(before[-1], start), match.start(), until=match.start())
