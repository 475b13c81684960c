"""Says which event told before a telling belongs to, or why it can't be an event of its own.

Knows phrases that point back ("the attack", "his body", "the attackers also"), tolls behind a deed, and arrests in a raid, each
under its own name and in their order. A telling that points back to nothing is left to :mod:`eventx_rferl.events.again`. Doesn't
change any event.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from eventx_rferl.events.again import told_again
from eventx_rferl.events.matching import fits, kind_family, places_agree, places_told, resemblance, same_side, time_of
from eventx_rferl.events.sites import one_after_the_other
from eventx_rferl.gazetteer.precisions import TOWNS
from eventx_rferl.language.actor_classes import FIGHTERS, STATE_GROUPS
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Mention
from eventx_rferl.tellings.telling import bare, concrete, generic_plural
from eventx_rferl.triggers.candidates import CASUALTY
from eventx_rferl.triggers.families import family
from eventx_rferl.values import evolve, frozen

WEEK = timedelta(days=7)
# Places that aren't named with the telling itself: "there", and the scene of the sentence before.
BORROWED = frozenset({"PLACE-ANAPHOR", "PLACE-SCENE"})
# What a raid, a clash or a protest is, in which people are detained.
DETAINED_IN = frozenset({"ground", "demo", "raid", "blast", "territory", "disrupted", "downed"})
# Of these the ones in which police take part whether or not they are named.
POLICED = frozenset({"demo", "raid", "territory", "disrupted", "downed"})
Told = tuple[Mention, ...]
"""An event as it is told so far."""

Verdict = tuple[int, str]
"""The event that is told again, or -1 and why the telling can't be one of its own; -1 and "" if it is a new one."""


@frozen
class _Case:
    """A telling and the events before it.

    ``main``: the event last told in a main clause; ``last``: the last one told; -1 if there is none.
    ``thin``: it has neither a day nor a place of its own; ``none``: it tells of no victims ("nobody was hurt").
    """

    mention: Mention
    events: list[Told]
    barred: frozenset[int]
    main: int
    last: int
    family: str
    casualty: bool
    thin: bool
    none: bool

    @property
    def points_back(self) -> bool:
        """Whether its words say that it was told before: "the attack", "the violence"."""
        mention = self.mention
        return (
            mention.definite or bool({"elaboration", "pronoun"} & mention.flags) or mention.head.type in ("anaphor", "breakout")
        )

    @property
    def another(self) -> bool:
        """Whether its words say that it is another one: "a second bomb", "elsewhere"."""
        return "other" in self.mention.flags

    def paragraphs_behind(self, number: int) -> int:
        """How many paragraphs lie between an event and the telling."""
        return self.mention.paragraph - self.events[number][-1].paragraph

    def right_behind(self, number: int) -> bool:
        """Whether the telling is the next sentence of the paragraph."""
        told = self.events[number][-1]
        return told.paragraph == self.mention.paragraph and told.sentence == self.mention.sentence - 1

    def closely_behind(self, families: set[str]) -> bool:
        """Whether the last event is of such a family and told in this paragraph or the one before."""
        return self.last >= 0 and bool(_families(self.events[self.last]) & families) and self.paragraphs_behind(self.last) <= 1


def belongs_to(mention: Mention, events: list[Told], barred: frozenset[int], latest: tuple[int, int]) -> Verdict:
    """The event a mention tells again, or -1 and why it can't be one of its own ("" if it can)."""
    casualty = mention.head.type in CASUALTY
    borrowed = BORROWED if casualty else {"PLACE-ANAPHOR"}
    undated = mention.when is None or (casualty and _that_day(mention))
    thin = undated and all(p.rule in borrowed for p in mention.places)
    none = _no_victims(mention) and (casualty or thin)
    case = _Case(mention, events, barred, *latest, kind_family(mention), casualty, thin, none)
    for rule in ORDER:
        verdict = rule(case)
        if verdict is not None:
            return verdict
    return _told_again_or_new(case)


DEMONSTRATORS = wording(r"\b(?:protest[eo]rs|demonstrators|marchers|rioters|participants)\b", re.IGNORECASE)
CULPRITS = wording(r"\b(?:drivers?|motorists?|attackers?|assailants?|gunm[ae]n|shooters?|knifem[ae]n|perpetrators?)\b")
# "Police arrested a suspect", right behind what he is suspected of.
SUSPECTS = wording(r"\b[Aa]n? (?:[\w-]+ ){0,2}suspect$")


def _detained_there(case: _Case) -> Verdict | None:
    """Who is detained in a raid or a clash belongs to it: "Police stormed the hall. Twenty people were arrested"."""
    if family(case.mention.head.type) != "arrest" or not case.events:
        return None
    if (rally := _rally_of_that_day(case)) >= 0:
        return rally, ""
    if case.family != "arrest" or case.mention.when is not None:
        return None
    last = case.last if case.last >= 0 else len(case.events) - 1
    held = DETAINED_IN & _families(case.events[last])
    if not held and case.right_behind(last) and any(CULPRITS.search(t.victims) for t in case.mention.tolls):
        return _new_or_vague(case)  # "Police arrested the driver", behind the crowd he hit: not at a rally told before
    close = case.paragraphs_behind(last) <= (1 if case.thin and "demo" in held else 0)
    if not (held and close and places_agree(case.mention.places, places_told(case.events[last]))):
        return None
    if _by_who_was_there(case.mention, case.events[last]):
        return last, ""
    suspected = case.thin and case.right_behind(last) and any(SUSPECTS.search(t.victims) for t in case.mention.tolls)
    return (-1, "ART-VAGUE") if suspected else _new_or_vague(case)


def _rally_of_that_day(case: _Case) -> int:
    """ "Some 50 marchers were detained on Monday night": at the night's rally, if the article tells of one; else -1."""
    when = case.mention.when
    rallies = [n for n, told in enumerate(case.events) if kind_family(told[0]) == "demo" and n not in case.barred]
    held = any(DEMONSTRATORS.search(t.victims) for t in case.mention.tolls)
    if when is None or len(rallies) != 1 or not held:
        return -1
    day, told = time_of(case.events[rallies[0]]), places_told(case.events[rallies[0]])
    short = ("day", "days")  # "last night" is of two
    same = day is not None and when.precision in short and day.precision in short and when.overlaps(day)
    return rallies[0] if same and places_agree(case.mention.places, told) else -1


def _by_who_was_there(mention: Mention, told: Told) -> bool:
    """Whether who detains took part in what was told: a raid, a rally, a fight with the police.

    "A driver was stabbed. Police detained three people" tells of two things: the police didn't stab him.
    """
    if any(family(m.head.type) in POLICED and m.head.type != "mob-violence" for m in told):
        return True
    fought = "ground" in _families(told)  # whom a bomb hit took no part in it
    there = [a for m in told for a in (*m.initiators, *(m.targets if fought else ()))]
    if mention.initiators:
        return any(same_side(a, b) for a in mention.initiators for b in there)
    return any(a.group in STATE_GROUPS | {"state"} for a in there)


def _done_earlier(case: _Case) -> Verdict | None:
    """ "The men had earlier fired at a car", behind how they were shot: another thing, if somebody else was hit."""
    hit = any(t.measure in CASUALTY and t.number.high != 0 for t in case.mention.tolls) or case.mention.objects
    return _new_or_vague(case) if "earlier-deed" in case.mention.flags and hit else None


def _same_person(case: _Case) -> Verdict | None:
    """ "Bundled him into a van", behind the beating he died of."""
    mention = case.mention
    if "same-person" not in mention.flags or case.last < 0 or mention.places:
        return None
    when = time_of(case.events[case.last])
    together = mention.when is None or when is None or mention.when.overlaps(when)
    return (case.last, "") if together and case.closely_behind({"ground", "open", "abduction", "arrest"}) else None


def _killed_when_others_taken(case: _Case) -> Verdict | None:
    """ "The driver was shot dead", behind how the others were taken."""
    if case.last < 0 or not case.thin or not case.mention.tolls or case.family not in ("ground", "open"):
        return None
    if case.mention.head.text.lower().startswith("found"):
        return None  # "and a farmer was found dead": nobody says that it was there
    return (case.last, "") if kind_family(case.events[case.last][0]) == "abduction" else None


def _body_found(case: _Case) -> Verdict | None:
    """ "Villagers found his body", behind how he was taken."""
    found = "their-body" in case.mention.flags and case.closely_behind({"abduction", "arrest"})
    return (case.last, "") if found else None


def _taken_in_attack(case: _Case) -> Verdict | None:
    """ "The attackers also led away several women", "a soldier is presumed captured by the rebels"."""
    flags = case.mention.flags
    fighter = bool(case.mention.targets) and all(a.group in FIGHTERS for a in case.mention.targets)
    more = "elaboration" in flags or fighter
    taken = case.family == "abduction" and case.thin and more and not {"answered", "other"} & flags
    return (case.last, "") if taken and case.closely_behind({"ground", "open"}) else None


def _booty(case: _Case) -> Verdict | None:
    """ "The fighters also made off with rifles", behind the raid in which they took them: no search for weapons."""
    irregular = bool(case.mention.initiators) and all(a.group in FIGHTERS - STATE_GROUPS for a in case.mention.initiators)
    if case.family != "disrupted" or not case.thin or not irregular or case.another:
        return None
    return (case.last, "") if case.closely_behind({"ground", "open", "territory", "raid"}) else None


def _burned_in_it(case: _Case) -> Verdict | None:
    """ "Three huts had burned down, too", behind the strike that set them on fire."""
    if "burned" not in case.mention.flags or not case.thin or case.mention.tolls or case.last < 0:
        return None
    struck = case.closely_behind({"air", "shell", "blast", "bombed", "strike", "ground", "raid", "territory", "open"})
    return (case.last, "") if struck and case.paragraphs_behind(case.last) == 0 else None


def _how_it_came(case: _Case) -> Verdict | None:
    """ "In 2011 soldiers forced the rebels from most of the capital": how it came to be so."""
    when = case.mention.when
    old = case.family in ("territory", "group-change")
    return (-1, "ART-FRAME") if old and when is not None and when.precision == "year" else None


def _another_one(case: _Case) -> Verdict | None:
    """ "A second bomb went off at a school": new, if it says enough to be told from the first."""
    if case.last >= 0 and one_after_the_other(case.mention, case.events[case.last]):
        return _new_or_vague(case)
    return _new_or_vague(case) if case.another and not case.points_back else None


DIED = re.compile(r"(?:die|perish|succumb)", re.IGNORECASE)


def _died_elsewhere(mention: Mention, told: Told) -> bool:
    """ "He died in hospital on June 1", "was killed in custody": no victim of the rally told of, but what it was about."""
    if mention.head.type not in CASUALTY or mention.definite or not {kind_family(m) for m in told} <= {"demo", "property"}:
        return False
    later = mention.when is not None and time_of(told) is None and DIED.match(mention.head.text) is not None
    return later or "custody" in mention.flags


def _pointing_back(case: _Case) -> Verdict | None:
    """ "The attack killed five", "No one was hurt": an event told before, the one it fits best."""
    if not (case.points_back or case.none or (case.casualty and case.thin)):
        return None
    best = _best(case)
    if best < 0 and case.mention.places and all(p.rule == "PLACE-ANAPHOR" for p in case.mention.places):
        best = _best(evolve(case, mention=evolve(case.mention, places=())))  # "in the area": not that of the town told last
    if best >= 0:
        return (-1, "ART-VAGUE") if _died_elsewhere(case.mention, case.events[best]) else (best, "")
    if case.mention.head.type == "anaphor":
        return -1, "ART-ANAPHOR"
    return (-1, "ART-VAGUE") if case.none else _new_or_vague(case)


ORDER: tuple[Callable[[_Case], Verdict | None], ...] = (
    _detained_there,
    _done_earlier,
    _same_person,
    _killed_when_others_taken,
    _body_found,
    _taken_in_attack,
    _booty,
    _burned_in_it,
    _how_it_came,
    _another_one,
    _pointing_back,
)


def _told_again_or_new(case: _Case) -> Verdict:
    """What points back to nothing: told again by its day, place and kind, or the bare word for it right behind; else new."""
    mention = case.mention
    number = told_again(mention, case.events, case.barred)
    if number < 0 and case.thin and not mention.tolls and (bare(mention) or mention.head.form == "base"):
        near = _best(case)
        number = near if near >= 0 and case.paragraphs_behind(near) <= 1 else -1
    if number >= 0:
        return number, ""
    return (-1, "ART-GENERIC") if generic_plural(mention) and not mention.places else _new_or_vague(case)


def _new_or_vague(case: _Case) -> Verdict:
    return -1, "" if concrete(case.mention) else "ART-VAGUE"


def _best(case: _Case) -> int:
    """The event that a telling which points back fits best; -1 if it fits none."""
    mention, main, last = case.mention, case.main, case.last
    loose = (mention.when is None or _that_day(mention)) and all(p.rule in BORROWED for p in mention.places)
    pronoun = loose and "pronoun" in mention.flags
    if main >= 0 and main not in case.barred and pronoun and case.paragraphs_behind(main) == 0:
        return main
    if "that" in mention.flags and _fits_last(case):
        return last
    if _the_only_one(case):
        return 0
    if case.casualty and loose and (spoken := _of_the_speakers_town(case)) >= 0:
        return spoken
    if case.casualty and loose and (struck := _by_its_weapon(case)) >= 0:
        return struck
    if main >= 0 and main not in case.barred and case.casualty and loose:
        measures = kind_family(case.events[main][0]) == "other" and last not in (main, -1) and last not in case.barred
        if measures and case.right_behind(last):
            return last  # "declared an emergency after a car bomb hit a barracks. Twenty were hurt": by the bomb
        none_there = _no_victims(mention) and case.paragraphs_behind(main) == 0
        beside = case.right_behind(main) and kind_family(case.events[main][0]) != "agreement"
        if none_there or beside or fits(mention, case.events[main]):
            return main  # who died, told a line behind what was done: its victims, whatever it was
    if (mention.definite or case.none) and loose and _fits_last(case) and case.paragraphs_behind(last) == 0:
        return last  # "The battle lasted an hour", "Police fired into the air, but no one was hurt"
    scored = [
        (_likeness(mention, found), number)
        for number, found in enumerate(case.events)
        if number not in case.barred and fits(mention, found)
    ]
    return max(scored)[1] if scored else -1


def _likeness(mention: Mention, found: Told) -> tuple[float, bool, int]:
    """How much an event resembles a telling; of two alike the one that no other kind of deed was told of: "the air strikes"."""
    much, late = resemblance(mention, found)
    kind = kind_family(mention)
    alike = mention.head.pos != "n" or kind not in ("air", "shell") or _families(found) <= {kind, "open"}
    return much, alike, late


def _the_only_one(case: _Case) -> bool:
    """ "A drone killed ten in Darfur. The attack, carried out by X, hit the city of Y": wherever Y lies, and whatever hit it.

    But "the attack in Z" behind what happened in Y, another town, is another one.
    """
    mention = case.mention
    if len(case.events) != 1 or 0 in case.barred or mention.head.type != "attack" or not mention.definite:
        return False
    told = case.events[0]
    day, known = time_of(told), places_told(told)
    other_day = mention.when is not None and day is not None and not mention.when.overlaps(day)
    other_town = any(p.precision in TOWNS for p in known) and not places_agree(mention.places, known)
    violent = _families(told) & {"air", "shell", "blast", "ground", "open", "strike", "raid", "bombed"}
    next_ = told[-1].sentence == mention.sentence - 1 and mention.link == "main"
    return next_ and bool(violent) and not other_day and not other_town


# "The Kunduz provincial health director": who speaks for a town, not for the country whose capital it may be.
OF_THE_TOWN = wording(
    r" (?:provincial|city|district|regional|municipal|local|province|region|county|state|mayor|governor|hospital|health|police "
    r"chief|emergency|fire)\b"
)


def _of_the_speakers_town(case: _Case) -> int:
    """The event in the town whose official gives the figure, if there is one; else -1."""
    speakers = [toll.claimant for toll in case.mention.tolls if toll.claimant]
    hits = [
        number
        for number, told in enumerate(case.events)
        if number not in case.barred
        and fits(case.mention, told)
        and any(
            speaker.removeprefix("The ").removeprefix("the ").startswith(place.name)
            and OF_THE_TOWN.match(speaker, speaker.index(place.name) + len(place.name))
            for speaker in speakers
            for place in places_told(told)
        )
    ]
    return hits[0] if len(hits) == 1 else -1


def _by_its_weapon(case: _Case) -> int:
    """ "The bomb wounded 14 others", behind a bomb and a raid with drones told in one sentence: the bomb's; else -1."""
    arms = case.mention.weapons | ({"air"} if "bomb" in case.mention.weapons else frozenset())
    said = case.mention.sentence - 1
    near = [n for n, told in enumerate(case.events) if n not in case.barred and told[-1].sentence == said]
    hits = [n for n in near if arms & {w for m in case.events[n] for w in m.weapons} and fits(case.mention, case.events[n])]
    return hits[0] if len(hits) == 1 < len(near) else -1


def _fits_last(case: _Case) -> bool:
    return case.last >= 0 and case.last not in case.barred and fits(case.mention, case.events[case.last])


def _families(told: Told) -> set[str]:
    return {kind_family(mention) for mention in told}


def _no_victims(mention: Mention) -> bool:
    return bool(mention.tolls) and all(toll.number.high == 0 for toll in mention.tolls)


# Days that a sentence doesn't name itself.
OF_ANOTHER = ("DATE-SAME-DAY", "DATE-THAT-DAY", "DATE-HEADED", "DATE-CLOCK")


def _that_day(mention: Mention) -> bool:
    """ "Three clerics were killed that day": the day of the event told before, as is that of an entry for all that it tells."""
    return mention.when is not None and mention.when.rule in OF_ANOTHER
