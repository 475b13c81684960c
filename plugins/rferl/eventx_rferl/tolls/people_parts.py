"""Tells which of a sentence's people only count a part of others: "including two children", "five men (two boys among them)".

Doesn't find people, nor what happened to them.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.model import Sentence
from eventx_rferl.tolls.people_phrases import People
from eventx_rferl.tolls.people_words import PART_BEFORE

# Who they were, behind how many: "five soldiers -- a captain, two sergeants, and two men -- were killed".
ASIDE = re.compile(r" \([^()]*\)| ?(?:--|[–—])(?:(?!--)[^–—])*(?:--|[–—])")
OPENS_ASIDE = frozenset("(-–—")
# Words between "among them" and a title: "among them provincial assembly candidate Ali Noor".
OFFICE_WORDS = 3
# "Five rebels, including a commander identified as Hasan Ali": one person.
BY_NAME = re.compile(r",? (?:named|identified|called|known|listed)(?: only)?(?: as| by the name of)? ")
# "16 people, a general and two children among them, were killed".
PART_BEHIND = re.compile(r" among (?:them|the (?:dead|victims|wounded|injured|casualties))\b")


def parts(text: str, sentence: Sentence, found: tuple[People, ...]) -> tuple[People, ...]:
    """Mark what only counts a part of others: after "including", before "among them", and what a list joins to it."""
    found = _spelled_out(text, sentence, found)
    if not PART_BEFORE.may_match(text, sentence.start, sentence.end):
        return found
    behind = -1
    for index in range(len(found) - 1, 0, -1):
        joined = behind >= 0 and re.fullmatch(r", (?:and )?| and ", text[found[index].end : behind])
        behind = found[index].start if joined or PART_BEHIND.match(text, found[index].end) else -1
        if behind >= 0 and (joined or re.search(r"(?:, | and )$", text[behind - 5 : behind])):
            found = (*found[:index], evolve(found[index], part=True), *found[index + 1 :])
    done: list[People] = []
    for people in found:
        before = text[max(sentence.start, people.start - 40) : people.start]
        told = bool(PART_BEFORE.search(before)) or (people.name and _behind_an_office(before))
        part = people.part or told or (people.name and bool(done) and done[-1].part and _by_name(text, done[-1], people))
        listed = (
            bool(done)
            and done[-1].part
            and bool(PART_BEFORE.search(text[max(sentence.start, done[-1].start - 40) : done[-1].start]))
        )
        if not part and listed and re.fullmatch(r" and |, ", text[done[-1].end : people.start]):
            # "including two children and a woman", not "including two children, and nine people were ..."
            part = not re.match(r"\s*(?:were|was|had|have)\b", text[people.end : people.end + 8])
        done.append(evolve(people, part=part) if part != people.part else people)
    return tuple(done)


def _by_name(text: str, person: People, name: People) -> bool:
    """ "A commander identified as Hasan Ali": the name is that of the person before."""
    return BY_NAME.fullmatch(text, person.end, name.start) is not None


def _behind_an_office(before: str) -> bool:
    """ "Seven people, among them provincial assembly candidate Ali Noor": of what somebody is the candidate stands between."""
    words = before.rstrip(" ").split(" ")
    for size in range(1, min(OFFICE_WORDS, len(words) - 1) + 1):
        if not re.fullmatch(r"[a-z-]+", words[-size]):
            return False
        if PART_BEFORE.search(" ".join(words[:-size]) + " "):
            return True
    return False


def _spelled_out(text: str, sentence: Sentence, found: tuple[People, ...]) -> tuple[People, ...]:
    """Mark those in brackets or between dashes right behind a count."""
    if sentence.words.isdisjoint(OPENS_ASIDE):
        return found
    spans = [m.span() for m in ASIDE.finditer(text, sentence.start, sentence.end)]
    asides = [(s, e) for s, e in spans if any(p.number is not None and s in (p.end, p.reach) for p in found)]
    if not asides:
        return found
    return tuple(evolve(p, part=True) if any(s < p.start < e for s, e in asides) else p for p in found)
