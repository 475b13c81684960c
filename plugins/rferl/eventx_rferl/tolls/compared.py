"""Reads a count that leans on another one: "twice as many maimed", "the number was closer to 60", "among the seven victims".

Knows the words for the comparison, and which count stands before. Doesn't read that one.
"""

from __future__ import annotations

import re

from eventx_rferl.language.numbers import numbers_in
from eventx_rferl.language.voice import person_class
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Number, Toll
from eventx_rferl.tolls.people_phrases import People
from eventx_rferl.tolls.reader import Reader
from eventx_rferl.values import evolve

TIMES = {"": 1, "twice": 2, "double": 2, "three times": 3, "four times": 4, "five times": 5, "ten times": 10}
AS_MANY = wording(
    r"\b(?:(?P<times>[Tt]wice|[Dd]ouble|(?:[Tt]hree|[Ff]our|[Ff]ive|[Tt]en) times) )?"
    r"(?:as many|(?<=[a-z] )that (?:number|many)|(?<=[a-z] )the number)(?: (?:more|others|again|people))?(?! (?:as|of)\b)"
)
DONE = wording(r"\b(?:(?P<killed>kill(?:ed|ing)|dead)|(?P<injured>(?:wound|injur|maim)(?:ed|ing)|hurt(?:ing)?)) $")
BEFELL = wording(
    r",?(?: (?:were|was|are|have|had|been|others|more|also|or|either|left))* "
    r"(?:(?P<killed>dead|killed|died|perished)|(?P<injured>wounded|injured|hurt|maimed))\b"
)


def multiplied(reader: Reader) -> None:
    """ "Leaving nine dead and twice as many maimed": so many times the count before."""
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    for match in AS_MANY.finditer(text, start, end):
        before = max((t for t in reader.found if t.end <= match.start()), key=_start, default=None)
        told = BEFELL.match(text, match.end(), end) or DONE.search(text, max(start, match.start() - 14), match.start())
        if before is None or told is None or before.number.high == 0:
            continue
        by = TIMES[(match["times"] or "").lower()]
        known = before.number
        low, best, high = (None if n is None else n * by for n in (known.low, known.best, known.high))
        number = Number(low, best, high, match.start(), match.end())
        people = People(match.start(), match.end(), match.end(), number, "any")
        reader.add("killed" if told["killed"] else "injured", people, match.start())


AMONG_THE = wording(r"\b(?:was|were|is|are) (?:also )?among (?:the |some |at least |about |more than )*(?=[\w-]+ victims\b)")


def among_victims(reader: Reader) -> None:
    """ "A boy was among the seven victims"."""
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    for match in AMONG_THE.finditer(text, start, end):
        number = next((n for n in reader.numbers if match.start() < n.start <= match.end() <= n.end), None)
        if number is not None:
            reader.add("killed", People(number.start, number.end + len(" victims"), number.end, number, "any"), match.start())


# "Of the 40 people who were hurt, 12 are still in hospital": the whole is counted, the rest is a part of it.
OF_THE = wording(r"\bOf the (?=(?:[a-z]+ ){0,3}[\w,-]+)")
WHOLE = wording(
    r"(?P<who>(?: [\w-]+){0,2}?)(?: (?:who|that) (?:were|had been))? "
    r"(?:(?P<killed>killed|dead)|(?P<injured>wounded|injured|hurt))\b"
    r"(?= ?(?:in|by|on|at|when)\b[^,;.]*,|,)"
)


def wholes(reader: Reader) -> None:
    """ "Of the 40 people who were hurt, 12 ...": the 40, and nothing of what befell some of them."""
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    for match in OF_THE.finditer(text, start, end):
        words = text[match.end() : end]  # without what makes it a share
        number = next(iter(numbers_in(words, 0, len(words))), None)
        told = WHOLE.match(words, number.end) if number is not None and not number.start else None
        if number is None or told is None:
            continue
        first, last = match.end(), match.end() + told.end("who")
        measure = "killed" if told["killed"] else "injured"
        reader.found = [t for t in reader.found if t.end <= first or t.measure != measure]
        group = person_class(words[: told.end()])
        reader.add(measure, People(first, last, last, evolve(number, start=first, end=last), group), first)


THE_NUMBER = wording(
    r"\b[Tt]he (?:true |real |actual |correct |exact )?(?:number|figure|count|toll|total) "
    r"(?:was|is|were|stood at|stands at|came to) "
    r"(?:in fact |actually |really |only |just |even )?(?P<near>closer to |nearer(?: to)? |more like )?|"
    r"\b[Tt]here (?:were|had been) "
)
# What the sentences before counted, the last of it.
COUNTED = wording(
    r"\b(?:(?P<killed>kill\w*|dead|died|deaths?|slain|slew|bodies|perished|murder\w*|massacr\w*|shot|victims)|"
    r"(?P<injured>wound\w*|injur\w*|hurt)|(?P<arrested>arrest\w*|detain\w*|detention\w*)|"
    r"(?P<abducted>abduct\w*|kidnap\w*|hostages?)|(?P<other>march\w*|rall(?:y|ied|ies)|protest\w*|demonstrat\w*|gathered|"
    r"homes|houses|destroyed|displaced|fled|troops|refugees|prisoners))\b"
)
BACK = 250
# Where the sentence before begins, and that it counts.
ENDED = wording(r"[.!?][”\"’)]*\s+(?=[“\"‘(]?[A-Z\d])")


def sentence_before(text: str, start: int) -> int:
    """Where the sentence right before this one begins, at most so far back."""
    back = max(0, start - BACK)
    ends = [m.end() for m in ENDED.finditer(text, back, start) if text[m.end() : start].strip()]
    return ends[-1] if ends else back


def said_number(reader: Reader) -> None:
    """ "An official said the number was closer to 60", "said there were 28": of those whom the sentence before counts."""
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    for match in THE_NUMBER.finditer(text, start, end):
        number = next((n for n in reader.numbers if n.start == match.end()), None)
        if number is None or not re.match(r"[.,;]|$", text[number.end : end]):
            continue
        last = next((n.start for n in reversed(reader.numbers) if n.end <= match.start()), None)
        if last is not None and all(t.number.start != last for t in reader.found):
            continue  # "spoke of four attackers; witnesses said there were seven"
        before = sentence_before(text, start)
        counted = list(COUNTED.finditer(text, before, match.start()))
        measure = counted[-1].lastgroup if counted else None
        if measure in (None, "other"):
            continue
        if match["near"] and number.best:
            tenth = number.best // 10
            number = Number(number.best - tenth, number.best, number.best + tenth, number.start, number.end)
        reader.add(measure, People(match.start("near") if match["near"] else number.start, number.end, number.end, number, "any"),
                   match.start())  # fmt: skip


def _start(toll: Toll) -> int:
    return toll.start
