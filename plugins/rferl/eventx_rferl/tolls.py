"""Reads how many people were killed or hurt, as each source gives it.

Knows the frames in which a toll is told ("three men were killed", "killing three men", "left nine dead", "the bodies of six
people", "the death toll has risen to 11, up from four", "no casualties") and which people of a sentence stand in them. What only
counts a part ("three of them children") is no toll. Doesn't know which event a toll belongs to, and adds nothing up but what one
phrase lists ("a judge and his two guards").
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl import toll_words
from eventx_rferl.claims import claimant_of
from eventx_rferl.model import Claim, Number, Sentence, Toll
from eventx_rferl.numbers import numbers_in
from eventx_rferl.people import People, people_in
from eventx_rferl.people_lists import summed, together
from eventx_rferl.toll_words import (
    ADVERB,
    ASIDE,
    FATE,
    FINITE,
    FORMER,
    HANGS,
    HOSPITAL,
    HOSTAGE,
    INTO,
    INVERTED,
    LEAVING,
    LEFT,
    LOST,
    MEASURES,
    NUMBERED,
    PRESUPPOSED,
    RELATIVE,
    RETURNED,
    STATE,
    THEM,
    TO,
    TOLL,
    WITH_THEM,
)
from eventx_rferl.voice import person_class


def _begin(people: People) -> int:
    return people.start


def _measure(match: re.Match[str]) -> str:
    return next((m for m in MEASURES if m in match.re.groupindex and match[m]), "killed")


class _Reader:
    """The tolls of one sentence while it is read."""

    def __init__(self, text: str, sentence: Sentence, claims: tuple[Claim, ...], dates: tuple[tuple[int, int], ...]) -> None:
        self.text, self.sentence, self.claims = text, sentence, claims
        start, end = sentence.start, sentence.end
        self.numbers = tuple(n for n in numbers_in(text, start, end) if not any(s < n.end and n.start < e for s, e in dates))
        self.people = people_in(text, sentence, self.numbers)
        self.found: list[Toll] = []

    def add(self, measure: str, people: People, at: int, *, superseded: bool = False) -> None:
        """One toll, unless these words already stand for one."""
        if people.number is None or any(t.start < people.end and people.start < t.end for t in self.found):
            return
        claim = claimant_of(self.claims, at, at + 1)
        superseded = superseded or bool(FORMER.search(self.text, self.sentence.start, people.start))
        group = people.group
        share = re.compile(r",? \w+ of (?:them|whom) (?P<who>[\w-]+(?: [\w-]+)?)").match(self.text, people.end)
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
        )
        if claim and not (claim.start <= people.start < claim.end):
            toll = evolve(toll, claimant=claim.text, claimant_start=claim.start, claimant_end=claim.end)
        self.found.append(toll)

    def listed(self, measure: str, first: int, at: int, *, until: int) -> int:
        """The phrase and those joined to it; returns where they end."""
        chain = tuple(n for n in together(self.text, self.people, first) if self.people[n].end <= until)
        for people in summed(self.text, self.people, chain or (first,)):
            self.add(measure, people, at)
        return self.people[(chain or (first,))[-1]].reach

    def before(self, at: int, low: int) -> int:
        """The number of the phrase that is the subject of a verb at this offset; -1 if none is."""
        for index in range(len(self.people) - 1, -1, -1):
            people = self.people[index]
            if people.end > at or people.start < low:
                continue
            if people.part and not re.fullmatch(r"\s*(?:have|has|had)?\s*", self.text[people.end : at]):
                continue
            if people.number is None and not people.part:
                if HANGS.search(self.text[max(low, people.start - 12) : people.start]):
                    continue
                return -1
            return index if self.reaches(people, at) else -1
        return -1

    def reaches(self, people: People, at: int) -> bool:
        """Whether nothing but what hangs on a phrase stands between it and a verb."""
        gap = self.text[people.end : at]
        for _ in range(2):
            gap = ASIDE.sub(" ", gap)
        if RELATIVE.match(gap):
            gap = re.sub(r"\b(?:was|were|had|has|have|is|are|killed|wounded)\b", "", gap, count=1)
        return len(gap) <= 110 and not FINITE.search(gap) and ";" not in gap and not re.search(r",\s*\S", gap.strip(" ,"))

    def after(self, at: int) -> int:
        """The number of the phrase that begins at this offset; -1 if none does."""
        for index, people in enumerate(self.people):
            if people.start >= at:
                gap = self.text[at : people.start]
                return index if re.fullmatch(r"[“\"]?(?:all |the |at |an estimated |some |a total of |only |both )*", gap) else -1
        return -1

    def unlisted(self, at: int) -> int:
        """The number of a phrase that begins at this offset with a word for people that no list holds; -1 if none does."""
        start = at
        number = next((n for n in self.numbers if n.start == at), None)
        one = re.compile(r"(?:an?|another) ").match(self.text, at)
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


def tolls_in(text: str, sentence: Sentence, claims: tuple[Claim, ...], dates: tuple[tuple[int, int], ...]) -> tuple[Toll, ...]:
    """The tolls of a sentence, in order."""
    if not toll_words.stem().search(text, sentence.start, sentence.end):
        return ()
    reader = _Reader(text, sentence, claims, dates)
    _none(reader)
    _death_toll(reader)
    _active(reader)
    _left(reader)
    _split(reader)
    _nouns(reader)
    _passive(reader)
    return tuple(sorted(reader.found, key=_start))


def _start(toll: Toll) -> int:
    return toll.start


def _none(reader: _Reader) -> None:
    text, sentence = reader.text, reader.sentence
    taken: list[tuple[int, int]] = []
    for measures, pattern in toll_words.none():
        for match in pattern.finditer(text, sentence.start, sentence.end):
            if any(s < match.end() and match.start() < e for s, e in taken):
                continue
            taken.append(match.span())
            if toll_words.not_yet().search(text[max(sentence.start, match.start() - 4) : match.end()]):
                continue
            claim = claimant_of(reader.claims, match.start(), match.end())
            for measure in measures:
                toll = Toll(measure, Number(0, 0, 0, *match.span()), *match.span(), match[0])
                if claim:
                    toll = evolve(toll, claimant=claim.text, claimant_start=claim.start, claimant_end=claim.end)
                reader.found.append(toll)


def _death_toll(reader: _Reader) -> None:
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    for match in (*TOLL.finditer(text, start, end), *NUMBERED.finditer(text, start, end)):
        newest = None
        since = match.end()
        for number in (n for n in reader.numbers if n.start > match.end()):
            between = text[since : number.start]
            since = number.end
            if not TO.search(between) or toll_words.replaced().search(between):
                continue
            if not toll_words.older().search(between):
                newest = number
                break
            reader.add("killed", People(number.start, number.end, number.end, number, "any"), number.start, superseded=True)
        if newest is None:
            continue
        opening = text[max(start, match.start() - 60) : match.end()]
        earlier = bool(toll_words.older().search(opening)) and not re.search(r"\b(?:now|later)\b", opening)
        what = (match["n"] or match["put"] or "").lower()
        measure = "injured" if re.search(r"wounded|injured", what) else "killed"
        people = next((p for p in reader.people if p.start <= newest.start < p.end), None)
        if people is None or people.part:
            people = People(newest.start, newest.end, newest.end, newest, "any")
        reader.add(measure, people, newest.start, superseded=earlier)
        _older(reader, measure, newest.end, newest.start)


def _older(reader: _Reader, measure: str, at: int, floor: int) -> None:
    """The count that a newer one replaces: "up from four", "after earlier speaking of 12"."""
    text = reader.text
    for number in reader.numbers:
        if number.start > at and toll_words.replaced().search(text[at : number.start].rstrip()) and number.start - at < 60:
            reader.add(measure, People(number.start, number.end, number.end, number, "any"), floor, superseded=True)
            return


def _active(reader: _Reader) -> None:
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    for match in toll_words.doing().finditer(text, start, end):
        before = text[max(start, match.start() - 22) : match.start()]
        if match["both"] or re.search(r"\b(?:were|was|been|being|be|is|are|not|to)(?: \w+ly| also| later)? $", before):
            continue  # of "killed or wounded 20" neither count is told
        first = reader.after(match.end())
        if first < 0 and match["killed"] is not None and not match[0].startswith("shot"):
            first = reader.unlisted(match.end())
        if first < 0:
            continue
        people = reader.people[first]
        if people.part:
            if not re.search(r"\bof (?:them|these|those|the)\b", text[people.start : people.end]):
                continue
            reader.people = tuple(evolve(p, part=False) if p is people else p for p in reader.people)
        chain = together(text, reader.people, first)
        if len(chain) > 1 and _own_verb(text, reader.people[chain[-1]]):
            chain = chain[:-1]
        reader.listed(_measure(match), first, match.start(), until=reader.people[chain[-1]].end)
    for match in HOSTAGE.finditer(text, start, end):
        first = reader.after(match.start("who"))
        if first >= 0 and not reader.people[first].part:
            reader.add("arrested" if match["how"] == "into custody" else "abducted", reader.people[first], match.start())


def _own_verb(text: str, people: People) -> bool:
    """Whether a phrase at the end of a list is the subject of what follows: "killing two men, and three others were hurt"."""
    tail = text[people.reach : people.reach + 30]
    return bool(
        re.match(
            rf",? ?(?:(?:{STATE}|had|have|has|{ADVERB}) |(?:wounded|injured|hurt|missing|died|killed|suffered|dead)\b)", tail
        )
    )


def _left(reader: _Reader) -> None:
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    for match in LEAVING.finditer(text, start, end):
        first = reader.after(match.end())
        if first < 0:
            continue
        chain = together(text, reader.people, first)
        for stop in (reader.people[chain[-1]].end, reader.people[chain[-1]].reach, reader.people[first].end):
            after = LEFT.match(text, stop)
            if after:
                measure = "killed" if after["state"] == "dead" else "injured"
                reader.listed(measure, first, match.start(), until=stop)
                break


def _split(reader: _Reader) -> None:
    """ "beat a man to death", "shot two guards dead", "burned them alive", "Killed in the attack were three teachers"."""
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    for match in toll_words.split().finditer(text, start, end):
        first = reader.after(match.end())
        if first < 0:
            continue
        chain = together(text, reader.people, first)
        for stop in (reader.people[chain[-1]].end, reader.people[chain[-1]].reach, reader.people[first].end):
            if FATE.match(text, stop):
                reader.listed("killed", first, match.start(), until=stop)
                break
    for match in HOSPITAL.finditer(text, start, end):
        first = reader.after(match.end())
        if first >= 0 and any(INTO.match(text, stop) for stop in (reader.people[first].end, reader.people[first].reach)):
            reader.add("injured", reader.people[first], match.start())
    for match in THEM.finditer(text, start, end):
        earlier = [p for p in reader.people if p.end <= match.start() and p.number is not None and not p.part]
        if earlier and (earlier[-1].number or ZERO).best != 1:
            reader.add("killed", earlier[-1], match.start())
    for match in INVERTED.finditer(text[start:end]):
        first = reader.after(start + match.end())
        if first >= 0:
            reader.listed(_measure(match), first, start + match.start(), until=end)


ZERO = Number(0, 0, 0, 0, 0)


def _nouns(reader: _Reader) -> None:
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    for match in toll_words.of().finditer(text, start, end):
        if match[0].startswith(("bod", "corp", "rem")) and RETURNED.search(text, start, end):
            continue
        if PRESUPPOSED.search(text[max(start, match.start() - 20) : match.start()]):
            continue
        first = reader.after(match.end())
        if first >= 0 and not reader.people[first].part:
            reader.listed(_measure(match), first, match.start(), until=end)
    for match in LOST.finditer(text, start, end):
        first = reader.after(match.end())
        people = reader.people[first] if first >= 0 else None
        men = people is not None and text[people.start : people.end].endswith("men")
        if people is not None and (men or people.group in ("military", "police", "rebel")) and not people.part:
            reader.listed("killed", first, match.start(), until=end)
    for number in reader.numbers:
        counted = toll_words.counted().match(text, number.end)
        if counted is None or counted.end() > end or any(p.part and p.start <= number.start < p.end for p in reader.people):
            continue
        what = counted[0].split()[-1]
        if what in ("bodies", "corpses") and RETURNED.search(text, start, end):
            continue
        if what == "lives" and not re.search(r"\b(?:claim|took|tak|cost|lost)\w* (?:\w+ ){0,2}$", text[start : number.start]):
            continue
        if re.search(r"\bincluding $|\b[Oo]f the $|\bcaptur\w+ $", text[max(start, number.start - 12) : number.start]):
            continue
        reader.add(_measure(counted), People(number.start, counted.end(), counted.end(), number, "any"), number.start)


def _passive(reader: _Reader) -> None:
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    found = [
        m for pattern in (toll_words.done(), toll_words.dying(), toll_words.alone()) for m in pattern.finditer(text, start, end)
    ]
    low = start
    for match in sorted(found, key=_where):
        if match.start() < low:
            continue
        index = reader.before(match.start(), low)
        if index < 0 or (match.re is toll_words.alone() and not _beside(reader, index, match)):
            continue
        people, measure = reader.people[index], _measure(match)
        told = [t for t in reader.found if t.measure == measure]
        if people.part and (text[people.end : people.end + 1] == "," or any(t.number.best for t in told)):
            continue
        if not any(t.start <= people.start < t.end for t in told):
            first = _list_head(reader, index, low)
            reader.listed(measure, first, match.start(), until=match.start())
            more = WITH_THEM.match(text, match.end(), end)
            joined = reader.after(more.end()) if more else -1
            if joined >= 0 and not reader.people[joined].part:
                reader.listed(measure, joined, match.start(), until=end)
        low = match.end()


def _list_head(reader: _Reader, last: int, low: int) -> int:
    """The first phrase of the list that ends with this one."""
    first = last
    for index in range(last - 1, -1, -1):
        people = reader.people[index]
        if people.part or (people.name and people.end > low and last not in together(reader.text, reader.people, index)):
            continue
        if people.end <= low or last not in together(reader.text, reader.people, index):
            break
        first = index
    return first


def _where(match: re.Match[str]) -> tuple[int, int]:
    return match.start(), -match.end()


def _beside(reader: _Reader, index: int, match: re.Match[str]) -> bool:
    """Whether a participle without "were" belongs to the phrase right before it, and isn't the next noun's adjective."""
    text, people = reader.text, reader.people[index]
    if text[max(0, people.start - 3) : people.start].lower().endswith("of "):
        return False
    if not re.fullmatch(r" (?:people |others |more )?", text[people.end : match.start()]):
        return False
    pronoun = people.plain and people.end - people.start <= 3 and text[people.start : people.end].lower() in ("he", "she")
    return people.number is not None and not pronoun and not _attributive(text, match.end())


def _attributive(text: str, at: int) -> bool:
    """Whether the word is an adjective of the next one: "seven wounded soldiers"."""
    following = re.match(r" ([a-z]+)", text[at : at + 20])
    return bool(following) and person_class(following[1] if following else "") != "any"
