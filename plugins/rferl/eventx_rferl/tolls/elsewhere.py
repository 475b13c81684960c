"""Reads which place each of several counts in a row is told for: "60 people were detained in Minsk and 14 in Homel".

Knows the words between the counts. Doesn't read the first count, nor which place it is on the map.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.language.wording import wording
from eventx_rferl.model import Toll
from eventx_rferl.tolls.people_phrases import People
from eventx_rferl.tolls.reader import Reader

WHERE = wording(
    r"(?: (?!and\b)[a-z]+){0,3}? (?:in|at|near|outside) (?P<where>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)"
    r"(?:,? and |, (?:and )?|(?P<last>\b))"
)
# "Four others in Nyala".
OTHERS_THERE = re.compile(r"(?: others| more| people)? (?:in|at|near) ")


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


def _start(toll: Toll) -> int:
    return toll.start
