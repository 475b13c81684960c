"""Holds the people and the tolls of one sentence while its frames are read.

Knows which phrase stands before or after a verb, and how phrases become tolls with their claimant. Doesn't know the frames.
"""

from __future__ import annotations

import re
from functools import cached_property

from eventx_rferl.language.charges import charges, outside, without
from eventx_rferl.language.earlier_ones import earlier_ones
from eventx_rferl.language.numbers import numbers_in
from eventx_rferl.language.remembered import remembered
from eventx_rferl.language.voice import person_class
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Claim, Number, Sentence, Toll
from eventx_rferl.tolls import words as toll_words
from eventx_rferl.tolls.claims import claimant_of
from eventx_rferl.tolls.leaders import ATTACKERS, attackers, of_an_armed_group
from eventx_rferl.tolls.own_men import in_uniform
from eventx_rferl.tolls.people import people_in
from eventx_rferl.tolls.people_lists import summed, together
from eventx_rferl.tolls.people_phrases import People
from eventx_rferl.tolls.words import ASIDE, FINITE, FORMER, HANGS, RELATIVE
from eventx_rferl.values import evolve

THINGS = wording(
    r"\b(?:number|groups?|famil(?:y|ies)|households?|clans?|crews?|convoys?|units?|patrols?|villages?|towns?|teams?|part(?:y|ies)|platoons?|percent|tanks?|vehicles?|houses?|homes?|cows?|"
    r"cattle|sheep|animals?|dogs?|of them|of whom|years?|days?|hours?|deal|bill|proposal)\b"
)


# "One in three soldiers": nobody in particular.
IN_SO_MANY = wording(r"\b(?:in|of|out)\b")
PART = re.compile(r",? \w+ of (?:them|whom) (?P<who>[\w-]+(?: [\w-]+)?)")
ONE = re.compile(r"(?:an?|another) ")


# What befell people before they were killed or hurt.
TAKEN = frozenset({"abducted", "arrested"})


# "Two of those wounded later died", "five of them had died".
BETWEEN_PART = re.compile(r"\s*(?:(?<=those )(?:wounded|injured|hurt)\s*)?(?:have|has|had)?\s*")
# What no verb has for a subject: "a man who tried to shield her was killed".
OBJECT = re.compile(r"(?:him|her),? (?:was|were|had|has|have|died)\b")
INCLUDING = re.compile(r",? (?:including|among them|among whom were) (?:[\w’'-]+ ){0,3}")
HURT = re.compile(r"(?<!the)(?<!those) (?:wounded|injured)\b")


# "Kabare, a town of 40,000 people": who lives there.
INHABITED = wording(
    r"\b(?:towns?|cit(?:y|ies)|villages?|hamlets?|settlements?|suburbs?|districts?|regions?|provinces?|island|enclave|nation|"
    r"country|population|community|camps?) of (?:(?:about|around|some|nearly|almost|more than|over|roughly|up to|at least) )?$"
)


class Reader:
    """The tolls of one sentence while it is read."""

    def __init__(self, text: str, sentence: Sentence, claims: tuple[Claim, ...], dates: tuple[tuple[int, int], ...]) -> None:
        self.text, self.sentence, self.claims = text, sentence, claims
        start, end = sentence.start, sentence.end
        self.untold = charges(text, start, end) + remembered(text, start, end) + earlier_ones(text, start, end)
        numbers = (n for n in numbers_in(text, start, end) if not any(s < n.end and n.start < e for s, e in dates))
        self.numbers = tuple(n for n in outside(self.untold, tuple(numbers)) if not INHABITED.search(text, start, n.start))
        self.found: list[Toll] = []

    @cached_property
    def people(self) -> tuple[People, ...]:
        """The phrases for people, in order; looked for once a frame asks for one."""
        behind = tuple((c.start, c.end) for c in self.claims if c.content_start < c.start)
        ahead = tuple((c.start, c.reach) for c in self.claims if c.content_start >= c.start)
        found = outside(self.untold, people_in(self.text, self.sentence, self.numbers))
        speak = (any(s <= p.start < e for s, e in (*behind, *(ahead if _is_one(p) else ()))) for p in found)
        return tuple(evolve(p, number=None, part=False) if says else p for p, says in zip(found, speak, strict=True))

    def leaves_out(self, at: int) -> bool:
        """Whether what an offset tells is no news: "marched for three students who were killed in 1985"."""
        return any(first <= at < last for first, last in self.untold)

    def add(self, measure: str, people: People, at: int, *, superseded: bool = False) -> None:
        """One toll, unless these words already stand for one."""
        if people.number is None:
            return
        told = [t for t in self.found if t.start < people.end and people.start < t.end]
        if any((t.measure not in TAKEN or measure in TAKEN) and not _as_adjective(t, measure, people) for t in told):
            return
        self.found = [t for t in self.found if t not in told]  # "dragged two men from a bus and shot them"
        claim = claimant_of(self.claims, at, at + 1)
        superseded = superseded or bool(FORMER.search(self.text, self.sentence.start, people.start))
        attacked = attackers(self.text, people)
        group = "rebel" if attacked or of_an_armed_group(self.text, people) else people.group
        share = PART.match(self.text, people.end)
        if share and group == "any":
            part = next((p for p in self.people if p.part and people.end <= p.start <= share.end()), None)
            if part and part.number and people.number.low and 2 * (part.number.best or 0) >= people.number.low:
                group = person_class(share["who"])
        toll = Toll(
            measure,
            evolve(people.number, start=people.start, end=people.end),
            people.start,
            people.end,
            self.text[people.start : people.end],
            group,
            superseded=superseded,
            people=ATTACKERS if attacked else "",
        )
        if claim and not (claim.start <= people.start < claim.end):
            toll = in_uniform(evolve(toll, claimant=claim.text, claimant_start=claim.start, claimant_end=claim.end))
        self.found.append(toll)

    def listed(self, measure: str, first: int, at: int, *, until: int) -> int:
        """The phrase and those joined to it; returns where they end."""
        chain = tuple(n for n in together(self.text, self.people, first) if self.people[n].end <= until)
        for people in summed(self.text, self.people, chain or (first,)):
            hurt = HURT.search(self.text, people.start, people.reach + 8) if measure == "killed" else None
            adjective = hurt is not None and hurt.end() < people.end and people.start == self.people[first].start
            only_hurt = hurt is not None and not adjective  # not "a wounded soldier was shot dead"
            self.add("injured" if only_hurt else measure, people, at)  # "the bodies of nine soldiers and 31 wounded"
        return self.people[(chain or (first,))[-1]].reach

    def before(self, at: int, low: int) -> int:
        """The number of the phrase that is the subject of a verb at this offset; -1 if none is."""
        for index in range(len(self.people) - 1, -1, -1):
            people = self.people[index]
            if people.end > at or people.start < low or OBJECT.match(self.text, people.start):
                continue
            if people.part and not BETWEEN_PART.fullmatch(self.text, people.end, at):
                continue
            if people.number is None and not people.part:
                if any(c.start <= people.start < c.end and c.content_start < c.start < c.content_end for c in self.claims):
                    continue  # "30 villagers, the governor conceded, were killed"
                if HANGS.search(self.text[max(low, people.start - 12) : people.start]):
                    continue
                return -1
            return self._of_whom(index) if self.reaches(people, at) else -1
        return -1

    def _of_whom(self, index: int) -> int:
        """ "At least five people including a lawmaker were killed": the five, one of whom the phrase before the verb is."""
        several, one = self.people[index - 1], self.people[index]
        counted = index > 0 and several.number is not None and several.number.some > 1
        return index - 1 if counted and INCLUDING.fullmatch(self.text, several.end, one.start) else index

    def reaches(self, people: People, at: int) -> bool:
        """Whether nothing but what hangs on a phrase stands between it and a verb."""
        further = people.end < people.reach < at and (people.name or RELATIVE.match(self.text[people.reach : at]))
        stops = (people.end, people.reach) if further else (people.end,)
        return any(self._leads_on(without(self.untold, self.text, stop, at)) for stop in stops)

    def _leads_on(self, gap: str) -> bool:
        """Whether a stretch of text between people and a verb names nobody else and closes nothing."""
        for _ in range(2):
            gap = ASIDE.sub(" ", gap)
        if RELATIVE.match(gap):
            gap = re.sub(r"\b(?:was|were|had|has|have|is|are|killed|wounded)\b", "", gap, count=1)
        return len(gap) <= 110 and not FINITE.search(gap) and ";" not in gap and not re.search(r",\s*\S", gap.strip(" ,"))

    def list_head(self, last: int, low: int) -> int:
        """The number of the first phrase of the list that ends with this one."""
        first = last
        for index in range(last - 1, -1, -1):
            people = self.people[index]
            alone = last not in together(self.text, self.people, index)
            if people.part or (people.name and people.end > low and alone):
                continue
            if people.end <= low or alone:
                break
            first = index
        return first

    def after(self, at: int) -> int:
        """The number of the phrase that begins at this offset; -1 if none does."""
        for index, people in enumerate(self.people):
            if people.start >= at:
                gap = self.text[at : people.start]
                return index if re.fullmatch(r"[“\"]?(?:all |the |at |an estimated |some |a total of |only |both )*", gap) else -1
        return -1

    def unlisted_subject(self, match: re.Match[str], low: int) -> int:
        """The number of a phrase before "was killed" whose word for people no list holds; -1 if there is none."""
        before = self.text[low : match.start()]
        if re.match(r"(?:were|have been|are)\b", match[0]):
            number = next((n for n in reversed(self.numbers) if low <= n.start and n.end <= match.start()), None)
            gap = self.text[number.end : match.start()] if number else ""
            if number is None or not re.fullmatch(r" (?:[\w’'-]+ ){1,3}", gap) or THINGS.search(gap):
                return -1
            new = People(number.start, match.start() - 1, match.start() - 1, number, "civilian")
        else:
            found = toll_words.subject().search(before)
            if found is None or THINGS.search(found["who"]) or IN_SO_MANY.search(found["who"]):
                return -1
            start, end = low + found.start("who"), low + found.end("who")
            new = People(start, end, end, Number(1, 1, 1, start, end), "civilian")
        if any(p.start < new.end and new.start < p.end for p in self.people):
            return -1
        self.people = tuple(sorted((*self.people, new), key=_begin))
        return self.people.index(new)

    def unlisted(self, at: int) -> int:
        """The number of a phrase that begins at this offset with a word for people that no list holds; -1 if none does."""
        start = at
        number = next((n for n in self.numbers if n.start == at), None)
        one = ONE.match(self.text, at)
        if number is None and one is None:
            return -1
        begin = number.end + 1 if number else at
        match = toll_words.unlisted().match(self.text, begin, self.sentence.end)
        if match is None:
            return -1
        count = number or Number(1, 1, 1, start, match.end())
        words = self.text[match.start() : match.end()].split()[-1]
        if (number is not None and number.best != 1) != words.endswith(("s", "men", "ren", "ple")):
            return -1
        new = People(start, match.end(), match.end(), count, "civilian")
        self.people = tuple(sorted((*(p for p in self.people if p.end <= start or p.start >= match.end()), new), key=_begin))
        return self.people.index(new)


def _is_one(people: People) -> bool:
    """Whether it is a single person, who can speak: "police spokesman Ali Noor said that nine homes were burned"."""
    return people.name or (people.number is not None and people.number.high == 1)


def _as_adjective(toll: Toll, measure: str, people: People) -> bool:
    """ "Two wounded soldiers were shot dead": what their adjective tells was before."""
    return (toll.measure, measure) == ("injured", "killed") and people.start <= toll.start and toll.end < people.end


def _begin(people: People) -> int:
    return people.start
