"""Joins the people of a sentence that "and" and commas list: one count, or one for each side.

Knows "a judge and his two guards" (three people), "three soldiers and one civilian" (two counts). Doesn't know what happened
to them.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Number
from eventx_rferl.tolls.people_phrases import People

POSSESSIVE = wording(r"\b(?:his|her|its|their)\b", re.IGNORECASE)
KIN = wording(
    r"\b(?:sons?|daughters?|(?:grand)?children|brothers?|sisters?|parents|wife|husband|mother|father|nephews?|nieces?|cousins?)$"
)
# "A worker of the Awami National Party (ANP) and his son": whose worker he was stands between.
OF_WHAT = (
    r"(?: (?:of|from|at|with|for) (?:the |an? |its )?(?:[a-z-]+ ){0,2}(?:[A-Z][\w’'-]*)(?: (?:[A-Z][\w’'-]*|of|for|the)){0,5}"
    r"(?: \([A-Z][\w-]*\))?)?"
)
JOIN = wording(
    rf"{OF_WHAT}"
    r"(?: (?:(?:better )?known (?:only )?(?:as|by)|identified (?:only )?as|named|called|nicknamed) (?:[A-Z][\w’'-]* ?\b){1,3})?"
    r"(?: (?:fighting|serving|working|living|traveling|riding|staying|sheltering|waiting) [^,;.\d]{2,40}?)?"
    r"(?:, (?:aged )?\d{1,3})?(?:,? (?:and|along with|together with|as well as|and also) |, )"
)
# "Six people in Quetta and three in Turbat": a place behind each count, which keeps them apart.
PLACED = wording(r" (?:people )?(?:in|at|near|outside) [A-Z]")
ASIDE = wording(r",[^,]*,")


def together(text: str, found: tuple[People, ...], first: int) -> tuple[int, ...]:
    """The numbers of the phrases that "and" and commas join to one list, beginning with ``first``."""
    joined, worded = [first], [first]
    for index in range(first + 1, len(found)):
        before, here = found[joined[-1]], found[index]
        gaps = [text[end : here.start] for end in (before.end, before.reach) if end <= here.start]
        if here.part and any(re.fullmatch(r", (?:(?:including|among) [\w ]*)?", gap) for gap in gaps):
            continue
        if here.name and not before.name and any(re.fullmatch(r", (?:[A-Z][\w’'-]+ (?:and )?)*", gap) for gap in gaps):
            continue  # "an elderly couple, Hamlet and Arus S., and a relative"
        gaps.extend([ASIDE.sub("", gap, count=1) for gap in gaps])
        if (
            before.name
            and before.group == "any"
            and not here.name
            and text[here.start : here.start + 3].lower() not in ("his", "her")
        ):
            break
        if here.part or here.number is None or not any(JOIN.fullmatch(gap) for gap in gaps):
            break
        joined.append(index)
        if re.search(r"[a-z]", gaps[0]):
            worded = list(joined)
    named_one_by_one = len(worded) > 2 and _explains(text, found, worded)
    return (first,) if named_one_by_one else tuple(worded)


def _explains(text: str, found: tuple[People, ...], listed: list[int]) -> bool:
    """ "Three men, a father, his son, and their neighbor": the list says who the counted are."""
    whole, parts = found[listed[0]], [found[n] for n in listed[1:]]
    if whole.number is None or (not text.startswith(",", whole.end) and not text.startswith(",", whole.reach)):
        return False
    if POSSESSIVE.match(text, whole.start) and any(" " not in text[p.start : p.end] for p in parts):
        return False  # "his two children, wife, and brother"
    return whole.number.best == len(parts) > 1 and all(p.number is not None and p.number.best == 1 for p in parts)


def summed(text: str, found: tuple[People, ...], listed: tuple[int, ...]) -> tuple[People, ...]:
    """The phrases of a list as the tolls they make: "a judge and his two guards" is one count, soldiers and rebels are two."""
    made: list[People] = []
    for index in listed:
        people = found[index]
        if not made or people.number is None or made[-1].number is None:
            made.append(people)
            continue
        him = made[-1].plain and made[-1].number.best == 1 and text[made[-1].start : made[-1].end].lower() in ("him", "her")
        one = people.number.best == 1 and not re.match(r"(?:one|1)\b", text[people.start : people.end], re.IGNORECASE)
        kin = KIN.search(text[people.start : people.end]) is not None  # "his wife, mother, and three sons"
        owned = bool(POSSESSIVE.search(text[made[-1].start if kin else people.start : people.end]))
        fighters = people.group in ("military", "police", "rebel")
        alike = people.group == made[-1].group and not fighters
        alike = alike and 1 in (
            people.number.best,
            made[-1].number.best,
        )  # "nine children and a woman", not "24 pupils and 11 others"
        forces = one and {people.group, made[-1].group} == {"military", "police"}  # "three officers and a conscript"
        unlike = not forces and "any" not in (people.group, made[-1].group) and not owned
        if all(PLACED.match(text, end) for end in (made[-1].end, people.end)):
            made.append(people)
            continue
        if not him and (not (one or owned or alike) or (unlike and not alike)):
            made.append(people)
            continue
        a, b = made[-1].number, people.number
        number = Number(_plus(a.low, b.low), _plus(a.best, b.best), _plus(a.high, b.high), made[-1].start, people.end)
        group = made[-1].group if made[-1].group != "any" else people.group
        made[-1] = evolve(made[-1], end=people.end, reach=people.reach, number=number, group=group, plain=False)
    return tuple(made)


def _plus(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a + b
