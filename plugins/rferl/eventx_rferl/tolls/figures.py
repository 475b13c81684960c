"""Reads how many people were killed or hurt, as each source gives it.

Knows the frames in which a toll is told ("three men were killed", "killing three men", "left nine dead", "the bodies of six
people", "the death toll has risen to 11, up from four", "no casualties") and which people of a sentence stand in them. What only
counts a part ("three of them children") is no toll. Doesn't know which event a toll belongs to, and adds nothing up but what one
phrase lists ("a judge and his two guards").
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.language.by_force import taken_in_a_raid
from eventx_rferl.language.voice import person_class
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Claim, Number, Sentence, Toll
from eventx_rferl.tolls import words as toll_words
from eventx_rferl.tolls.along import taken_along
from eventx_rferl.tolls.compared import among_victims, multiplied, said_number, wholes
from eventx_rferl.tolls.crowds import of_a_crowd
from eventx_rferl.tolls.done_to import MIGHT_HAVE, done_to, measure_of, own_verb
from eventx_rferl.tolls.elsewhere import elsewhere
from eventx_rferl.tolls.leaders import who_lost, whom_it_cost
from eventx_rferl.tolls.nobody import denied, nobody
from eventx_rferl.tolls.people_lists import together
from eventx_rferl.tolls.people_phrases import People
from eventx_rferl.tolls.reader import Reader
from eventx_rferl.tolls.returned import returned_dead
from eventx_rferl.tolls.second_counts import counted_before, died_later, raised, recounted, rival, totalled
from eventx_rferl.tolls.shot import dead_of_the_shot
from eventx_rferl.tolls.survivors import nobody_left, survived
from eventx_rferl.tolls.together import told_together
from eventx_rferl.tolls.words import (
    AMONG_THEM,
    BRINGING,
    FATE,
    HOSPITAL,
    INTO,
    INVERTED,
    LEAVING,
    LEFT,
    LEFT_ASIDE,
    LIVES_OF,
    LOST,
    NUMBERED,
    OF_ALL,
    PRESUPPOSED,
    RESPONSIBLE,
    RETURNED,
    ROSE,
    SPOKEN_OF,
    THE_NUMBER,
    THEM,
    TO,
    TOLL,
    WITH_THEM,
)

# "The toll could rise because many of the 23 wounded ...": no toll of its own.
SHARE = wording(r"\b(?:many|most|some|several|all|none|few|half|two|three|one|any) of (?:the )?$")
# "A passerby who was hit in the chest died on the way": the clause on "who" isn't the end of it.
OF_THESE = wording(r"\bof (?:the|them|these|those)\b|\b(?:wounded|injured)\b")
WHO_DIED = wording(r",? (?:who|whom|that) ")
DIED = wording(r"[^;.]{0,60}?\b(?:died|succumbed|bled to death|did not survive)\b")
ANIMATE = wording(r"\b(?:killed|wounded|injured|shot dead|murdered|stabbed to death|beheaded|executed)$", re.IGNORECASE)


def tolls_in(text: str, sentence: Sentence, claims: tuple[Claim, ...], dates: tuple[tuple[int, int], ...]) -> tuple[Toll, ...]:
    """The tolls of a sentence, in order."""
    if not toll_words.may_tell(text, sentence):
        return ()
    reader = Reader(text, sentence, claims, dates)
    nobody(reader)
    _death_toll(reader)
    done_to(reader)
    _left(reader)
    _split(reader)
    _nouns(reader)
    _passive(reader)
    elsewhere(reader)
    taken_along(reader)
    survived(reader)
    nobody_left(reader)
    raised(reader)
    died_later(reader)
    rival(reader)
    wholes(reader)
    multiplied(reader)
    dead_of_the_shot(reader)
    among_victims(reader)
    said_number(reader)
    recounted(reader)
    totalled(reader)
    of_a_crowd(reader)
    denied(reader)
    back = returned_dead(text, sentence.start, sentence.end)
    told = [t for t in reader.found if not any(t.start < until and since < t.end for since, until in back)]
    return tuple(sorted((told_together(text, t, sentence.start, sentence.end) for t in told), key=_start))


def _start(toll: Toll) -> int:
    return toll.start


# "Were killed or wounded": neither count is told.
EITHER = re.compile(r"\b(?:killed|dead|slain) or ", re.IGNORECASE)
# "The death toll in the conflict", "the number of soldiers killed this year": of more than what is told here.
OVERALL = wording(
    r"\b(?:conflict|war|insurgency|rebellion|genocide|this (?:year|month)|last (?:year|month)|decade|"
    r"since(?! (?:risen|rose|grown|climbed|gone|been|reached|increased|jumped)\b)|so far|overall|in all|"
    r"over the (?:past|last))\b"
)
ARMED = frozenset({"military", "police", "rebel"})


def _death_toll(reader: Reader) -> None:
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    for match in (*TOLL.finditer(text, start, end), *NUMBERED.finditer(text, start, end)):
        newest = None
        since = match.end()
        for number in (n for n in reader.numbers if n.start > match.end()):
            between = text[since : number.start]
            since = number.end
            if not TO.search(between) or SHARE.search(between):
                continue
            if not toll_words.older().search(between):
                newest = number
                break
            reader.add("killed", People(number.start, number.end, number.end, number, "any"), number.start, superseded=True)
        if newest is None or OVERALL.search(text, match.start(), newest.start):
            continue
        opening = text[max(start, match.start() - 60) : match.end()]
        earlier = bool(toll_words.older().search(opening))
        what = (match["n"] or match["put"] or "").lower()
        measure = "injured" if re.search(r"wounded|injured", what) else counted_before(text, start, match) or "killed"
        people = next((p for p in reader.people if p.start <= newest.start < p.end), None)
        if people is None or people.part:
            people = People(newest.start, newest.end, newest.end, newest, "any")
        those = match["those"] or ""
        if people.group == "any" and person_class(those) != "any":
            people = evolve(people, group=person_class(those))  # "soldiers killed in the raid number 12"
        reader.add(measure, people, newest.start, superseded=earlier)
        if not earlier and ROSE.search(text, match.end(), newest.start):
            reader.found = [evolve(t, raised=True) if t.start == people.start else t for t in reader.found]
        if people.group in ARMED and those:
            reader.found = [evolve(t, people=those.lower()) if t.start == people.start else t for t in reader.found]
        _older(reader, measure, newest.end, newest.start)


def _older(reader: Reader, measure: str, at: int, floor: int) -> None:
    """The count that a newer one replaces: "up from four", "after earlier speaking of 12"."""
    text = reader.text
    for number in reader.numbers:
        if number.start > at and toll_words.replaced().search(text[at : number.start].rstrip()) and number.start - at < 60:
            reader.add(measure, People(number.start, number.end, number.end, number, "any"), floor, superseded=True)
            return


def _left(reader: Reader) -> None:
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    for match in LEAVING.finditer(text, start, end):
        first = reader.after(match.end())
        if first < 0:
            continue
        chain = together(text, reader.people, first)
        for stop in (reader.people[chain[-1]].end, reader.people[chain[-1]].reach, reader.people[first].end):
            aside = LEFT_ASIDE.match(text, stop, end)
            after = LEFT.match(text, aside.start("rest") if aside else stop)
            if after:
                measure = "killed" if after["state"] == "dead" else "injured"
                reader.listed(measure, first, match.start(), until=stop)
                break


def _split(reader: Reader) -> None:
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
        if not earlier:
            continue
        first = reader.list_head(reader.people.index(earlier[-1]), start)
        if (earlier[-1].number or ZERO).best != 1 or reader.people[first] is not earlier[-1]:
            reader.listed("killed", first, match.start(), until=match.start())
    for match in INVERTED.finditer(text[start:end]) if INVERTED.may_match(text, start, end) else ():
        first = reader.after(start + match.end())
        if first >= 0:
            reader.listed(measure_of(match), first, start + match.start(), until=end)


# "The crowd carrying the body of a boy": of whom it was told before, or elsewhere.
CARRIED = wording(
    r"\b(?:carr(?:y|ied|ying)|bear(?:ing|s)?|bore|accompan(?:y|ied|ying)|escort(?:ed|ing)|follow(?:ed|ing)|wash(?:ed|ing)|"
    r"bring(?:ing)? home|paraded|parading) (?:the |his |her )?$"
)
ZERO = Number(0, 0, 0, 0, 0)


def _nouns(reader: Reader) -> None:
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    for match in toll_words.of().finditer(text, start, end):
        if match[0].startswith(("bod", "corp", "rem")) and RETURNED.search(text, start, end):
            continue
        lead = text[max(start, match.start() - 40) : match.start()]
        if CARRIED.search(lead) or (PRESUPPOSED.search(lead[-20:]) and not RESPONSIBLE.search(lead)):
            continue
        first = reader.after(match.end())
        if first >= 0 and not reader.people[first].part:
            reader.listed(measure_of(match), first, match.start(), until=end)
    for number in reader.numbers:
        total = THE_NUMBER.match(text, number.end, end) if BRINGING.search(text, start, number.start) else None
        if total:
            all_of_them = People(number.start, number.end, number.end, number, "any")
            reader.add("injured" if total["state"] in ("wounded", "injured") else "killed", all_of_them, number.start)
        owner = LIVES_OF.match(text, number.end, end)
        if owner:
            owners = People(number.start, owner.end("who"), owner.end(), number, person_class(owner["who"]))
            reader.add("killed", owners, number.start)
    for match in LOST.finditer(text, start, end):
        first = reader.after(match.end())
        people = reader.people[first] if first >= 0 else None
        men = people is not None and text[people.start : people.end].endswith(("men", "number", " man", " own"))
        if people is not None and (men or people.group in ("military", "police", "rebel")) and not people.part:
            known = {t.start for t in reader.found}
            reader.listed("killed", first, match.start(), until=end)
            loser, side = who_lost(text, start, match.start()), whom_it_cost(match[0])
            reader.found = [
                evolve(t, group=side) if side and t.group == "any" and t.start not in known else t for t in reader.found
            ]
            reader.found = [
                evolve(t, group="any-armed", people=loser) if loser and t.group == "any" and t.start not in known else t
                for t in reader.found
            ]
    for number in reader.numbers:
        counted = toll_words.counted().match(text, number.end)
        if counted is None or counted.end() > end or any(p.part and p.start <= number.start < p.end for p in reader.people):
            continue
        what = counted[0].split()[-1]
        if what in ("bodies", "corpses") and (RETURNED.search(text, start, end) or GRAVE_OF.search(text, start, number.start)):
            continue
        if what == "lives" and not (
            re.search(r"\b(?:claim|took|tak|cost|lost)\w* (?:\w+ ){0,2}$", text[start : number.start])
            or re.match(r" (?:were |had been )?(?:lost|taken|claimed)\b", text[counted.end() : end])
        ):
            continue
        lead = text[max(start, number.start - 20) : number.start]
        if OF_THEM.search(lead) and not MANY_OF_THEM.search(lead):
            continue
        reader.add(measure_of(counted), People(number.start, counted.end(), counted.end(), number, "any"), number.start)


OF_THEM = re.compile(r"\bincluding $|\b[Oo]f the $|\bcaptur\w+ $")
MANY_OF_THEM = re.compile(r"\b(?:many|most|some|several|all|none|few|half) of the $")
TAKES = re.compile(
    r" (?:\d+|(?:the|an?|two|three|four|five|six|several|their|its)(?! (?:same|day|night|previous|next|evening))) [a-z]"
)
# "A mass grave with around 100 bodies": of whatever years.
GRAVE_OF = re.compile(r"\bgraves? (?:with|of|containing|holding|that held) (?:[a-z]+ ){0,3}$")
# "Nine fuel tankers stood there, and six of these burned out": vehicles, not people.
RUINED = re.compile(r"(?:\w+ )*(?:destroyed|burned|burnt|torched|blown up)$")
# By whom isn't told: the sentence before may say it.
LED_AWAY = re.compile(r"(?:\w+ ){0,3}(?P<led>(?:led|marched|dragged|hauled|taken|carried|driven) (?:away|off))")
PARTITIVE = wording(r"\bof (?:them|these|those|which)$")


def _passive(reader: Reader) -> None:
    text, start, end = reader.text, reader.sentence.start, reader.sentence.end
    found = [
        m for pattern in (toll_words.done(), toll_words.dying(), toll_words.alone()) for m in pattern.finditer(text, start, end)
    ]
    low = start
    for match in sorted(found, key=_where):
        at = match.start()
        if at < low or reader.leaves_out(at) or MIGHT_HAVE.search(text, max(start, at - 30), at):
            continue
        if match[0].lower().startswith("reportedly") and reader.after(match.end() + 1) >= 0:
            continue  # "two men reportedly shot dead three"
        led = LED_AWAY.fullmatch(match[0])
        if led and not taken_in_a_raid(text, reader.sentence, match.start() + led.start("led"), match.end()):
            continue
        index = reader.before(match.start(), low)
        if index < 0 and match.re is toll_words.done().compiled() and ANIMATE.search(match[0]):
            index = reader.unlisted_subject(match, low)
        if index < 0 or (match.re is toll_words.alone().compiled() and not _beside(reader, index, match)):
            continue
        if RUINED.match(match[0]) and PARTITIVE.search(text, start, reader.people[index].end):
            continue
        people, measure = reader.people[index], "casualties" if EITHER.search(match[0]) else measure_of(match)
        if match[0].endswith(("condition", "coma")) and (people.plain or OF_THESE.search(text, people.start, people.end)):
            continue
        if measure == "injured" and WHO_DIED.fullmatch(text[people.end : match.start()]) and DIED.match(text, match.end(), end):
            continue
        told = [t for t in reader.found if t.measure == measure]
        if people.part and (text[people.end : people.end + 1] == "," or any(t.number.best for t in told)):
            continue
        if not any(t.start <= people.start < t.end for t in told):
            first = reader.list_head(index, low)
            reader.listed(measure, first, match.start(), until=match.start())
        more = WITH_THEM.match(text, match.end(), end)
        joined = reader.after(more.end()) if more else -1
        if joined >= 0 and not reader.people[joined].part:
            chain = together(text, reader.people, joined)
            own = len(chain) > 1 and own_verb(text, reader.people[chain[-1]])
            reader.listed(measure, joined, match.start(), until=reader.people[chain[-2]].end if own else end)
        low = match.end()


def _where(match: re.Match[str]) -> tuple[int, int]:
    return match.start(), -match.end()


def _beside(reader: Reader, index: int, match: re.Match[str]) -> bool:
    """Whether a participle without "were" belongs to the phrase right before it, and isn't the next noun's adjective."""
    text, people = reader.text, reader.people[index]
    if people.part and text.endswith(" those", people.start, people.end):
        return False  # "three of those killed": of whom it was told before
    before = text[max(0, people.start - 24) : people.start]
    if before.lower().endswith("of ") and not OF_ALL.search(before) and not SPOKEN_OF.search(before):
        return False
    if text[match.end() : match.end() + 1] == " " and (reader.after(match.end() + 1) >= 0 or TAKES.match(text, match.end())):
        return False  # "a sniper killed a girl", "dozens of rebels captured 12 outposts"
    if not AMONG_THEM.fullmatch(text, people.end, match.start()):
        return False
    pronoun = people.plain and people.end - people.start <= 3 and text[people.start : people.end].lower() in ("he", "she")
    return people.number is not None and not pronoun and not _attributive(text, match.end())


def _attributive(text: str, at: int) -> bool:
    """Whether the word is an adjective of the next one: "seven wounded soldiers"."""
    following = re.match(r" ([a-z]+)", text[at : at + 20])
    return bool(following) and person_class(following[1] if following else "") != "any"
