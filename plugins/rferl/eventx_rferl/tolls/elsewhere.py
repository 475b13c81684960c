"""Reads which place each of several counts in a row is told for: "60 people were detained in Minsk and 14 in Homel".

Knows the words between the counts. Doesn't read the first count, nor which place it is on the map.
"""

from __future__ import annotations

import re
from itertools import pairwise

from attrs import evolve

from eventx_rferl.language.calendar_names import MONTH, WEEKDAY
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Toll
from eventx_rferl.tolls.people_phrases import People
from eventx_rferl.tolls.reader import Reader

WHERE = wording(
    r"(?: (?!and\b)[a-z]+){0,7}? (?:in|at|near|outside) (?:the )?(?:(?:town|city|village|province|region|district) of )?"
    r"(?P<where>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*(?: (?:district|county|municipality)\b)?)(?: of [A-Z][\w’'-]*)?"
    r"(?:,? and |, (?:and )?|(?P<last>\b))"
)
# "Four others in Nyala".
OTHERS_THERE = wording(r"(?: others| more| people)? (?:in|at|near) ")


def elsewhere(reader: Reader) -> None:
    """ "60 people were detained in Minsk and 14 in Homel": each place with its count."""
    text, end = reader.text, reader.sentence.end
    for toll in sorted(reader.found, key=_start):
        chain = [toll]
        places = []
        while (match := WHERE.match(text, chain[-1].end, end)) is not None:
            places.append(match["where"])
            number = next((n for n in reader.numbers if n.start == match.end()), None)
            if number is None or match["last"] is not None:
                break
            known = next((t for t in reader.found if t.start == number.start), None)
            if known is None and WHERE.match(text, number.end, end) and OTHERS_THERE.match(text, number.end):
                reader.add(toll.measure, People(number.start, number.end, number.end, number, toll.group), toll.start)
                known = next((t for t in reader.found if t.start == number.start), None)
            if known is None or known.measure != toll.measure:
                break
            chain.append(known)
        if len(chain) > 1 and len(places) == len(chain) and not toll.where:
            named = {told.start: where for told, where in zip(chain, places, strict=True)}
            reader.found = [evolve(t, where=named.get(t.start, t.where)) for t in reader.found]
    _respectively(reader)
    _each_side(reader)


# "Lost 15 fighters and the Huthis 35 in clashes", "counted 15 dead, the rebels 35": the other's count, without its verb.
OTHER_SIDE = wording(
    r"(?: there| then| that day)?(?: and|, and|,|;) (?P<who>(?:[A-Z]|(?:the|its) (?![a-z]+est\b)[A-Za-z])[\w’'-]*"
    r"(?: (?!in\b|on\b|at\b|and\b)[A-Za-z][\w’'-]*){0,3}?)(?: of)? $"
)
SIDES_END = wording(r"(?: (?:dead|killed|soldiers|fighters|men))?(?:[,.;]| (?:in|during|near|at|on|when|as) )")
LOSS = wording(
    r"\b(?:lost|suffered|sustained|had|(?P<said>counted|counts|spoke of|reported|gave|put (?:it|(?:the|its) [a-z ]{4,20}) at))\b"
    r"[^.;,]*$"
)
# "Spoke of 40 dead on the government's side and four on its own".
FACING = wording(r" on [^,.;]{3,40} side and $")
OWN_SIDE = wording(r" on (?:its|their|his) own\b| on the other\b")


def _each_side(reader: Reader) -> None:
    """ "The army lost 15 men and the rebels 35 in the battle": each side with its dead; two speakers, each with a figure."""
    text, start = reader.text, reader.sentence.start
    for toll in sorted(reader.found, key=_start):
        number = next((n for n in reader.numbers if n.start >= toll.end), None)
        if toll.measure != "killed" or number is None or any(t.start == number.start for t in reader.found):
            continue
        people = People(number.start, number.end, number.end, number, "any")
        if FACING.fullmatch(text, toll.end, number.start) and OWN_SIDE.match(text, number.end):
            reader.add(toll.measure, people, toll.start)
            continue
        led = LOSS.search(text, max(start, toll.start - 40), toll.start)
        other = OTHER_SIDE.fullmatch(text, toll.end, number.start) if led and SIDES_END.match(text, number.end) else None
        if led and other:
            reader.add(toll.measure, people, toll.start)
            at, stop = other.span("who")
            reader.found = [
                evolve(t, claimant=other["who"], claimant_start=at, claimant_end=stop)
                if led["said"] and t.start == number.start
                else t
                for t in reader.found
            ]


CAP = r"[A-Z][\w’'-]*(?: (?:[A-Z][\w’'-]*|al|el|de|du|of))*"
# "In Sake and Kibumba", "on the villages of Zike, Bassa, and Jos".
LIST = wording(
    r"\b(?:[Ii]n|[Oo]n|[Aa]t|[Nn]ear|of|against|[Oo]utside|[Bb]etween|hit|struck|rocked) (?:the )?(?:[\w-]+ )?"
    r"(?:(?:villages|towns|cities|districts|provinces|regions|states|neighborhoods|capitals) of )?"
    rf"(?P<names>{CAP}(?:, {CAP})*,? and {CAP})"
)
# "On Monday and Tuesday".
DAYS = wording(rf"\b(?:{WEEKDAY}|{MONTH})\b")
RESPECTIVELY = wording(r"\brespectively\b")
# "5 and 7 dead": what stands between two bare counts.
NEXT = wording(r",? and | and |, ")


def _respectively(reader: Reader) -> None:
    """ "Clashes in Sake and Kibumba left 5 and 7 dead respectively": each place with its count, in their order."""
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    if len(reader.found) < 2:
        return
    named = next((found for found in LIST.finditer(text, start, end) if not DAYS.search(found["names"])), None)
    if named is None:
        return
    places = re.split(r",? and |, ", named["names"])
    told = RESPECTIVELY.search(text, start, end) is not None
    for measure in dict.fromkeys(t.measure for t in reader.found):
        row = sorted((t for t in reader.found if t.measure == measure), key=_start)
        if len(row) != len(places) or any(t.where for t in row) or len(row) < 2:
            continue
        if told or all(_bare(text, one, other) for one, other in pairwise(row)):
            mine = {t.start: where for t, where in zip(row, places, strict=True)}
            reader.found = [evolve(t, where=mine.get(t.start, t.where)) if t.measure == measure else t for t in reader.found]


def _bare(text: str, one: Toll, other: Toll) -> bool:
    """Whether two counts stand side by side, the first without a word for whom it counts: "5 and 7 dead"."""
    return " " not in text[one.start : one.end].strip() and NEXT.fullmatch(text, one.end, other.start) is not None


def _start(toll: Toll) -> int:
    return toll.start
