"""Says whether a dependent clause tells more of what the clause above tells: "killing six", "in which two died".

Knows for each link between clauses when two tellings are one event. Doesn't find any (:mod:`eventx_rferl.triggers.mentions`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from eventx_rferl.gazetteer.precisions import SUBNATIONAL
from eventx_rferl.language.calendar_names import MONTH, WEEKDAY
from eventx_rferl.language.sentences import ARMED_MEN, FAR
from eventx_rferl.language.surroundings import CASUALTY, weapons_in
from eventx_rferl.language.voice import is_passive
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Clause, Place, Sentence, Trigger
from eventx_rferl.triggers.captives import whom_they_free
from eventx_rferl.triggers.families import family
from eventx_rferl.values import frozen

# What only carries or repeats another word's event.
EMPTY = frozenset({"anaphor", "breakout"})


@frozen
class Group:
    """Triggers that tell one thing: the leading one first."""

    head: Trigger
    triggers: tuple[Trigger, ...]
    clause: int
    link: str
    governor: int
    reason: str = ""


VERB = re.compile(
    r"\b(?:was|were|has|had|have|is|are|did|said|told|says|\w+ed|came|comes?|follows|took|began|broke|left|went|led)\b|,"
)
TIME = wording(
    rf"\b(?:on|in|last|late|early) (?:[A-Z][a-z]+ \d|{WEEKDAY}|month|week|year|{MONTH}\b)|\d {MONTH}\b|earlier (?:this|in)|"
    r"days (?:ago|earlier)|\b(?:an?|one|two|three|four|five|six|\d+) (?:days?|weeks?|months?|years?) later\b"
)
NEXT_MOVE = wording(
    r";\s(?:(?:the|a|an|its|their) )?(?:(?!it\b|they\b|he\b|she\b)[\w’'-]+ ){1,5}?"
    r"(?:then|later|in turn|responded|retaliated|answered|replied|hit back|struck back)\b"
)
AFTER_DOING = re.compile(r"after \w+ing\b")
SPACED = re.compile(r"\b(?:minute|hour|day|week|month|year)s? $")
OF_ITS_OWN = re.compile(r"\b(?:was|were|had|when|who|that|he|she|they|it)\b|,")


@frozen
class _Pair:
    """A telling in a dependent clause, and the one in the clause above; ``placed`` gives the sentence's places, if asked."""

    text: str
    sentence: Sentence
    governor: Group
    new: Group
    placed: Callable[[], tuple[Place, ...]]

    @property
    def clause(self) -> Clause:
        """The dependent clause."""
        return self.sentence.clauses[self.new.clause]

    @property
    def above(self) -> Clause:
        """The clause that it hangs on."""
        return self.sentence.clauses[self.governor.clause]

    @property
    def word(self) -> str:
        """The words that link the two."""
        return self.clause.word.lower()

    @property
    def kinds(self) -> frozenset[str]:
        """What the two tell."""
        return frozenset({self.governor.head.type, self.new.head.type})

    @property
    def weak(self) -> bool:
        """Whether what stands above says too little to be another event."""
        return self.governor.head.type in CASUALTY | EMPTY

    @property
    def dated(self) -> bool:
        """Whether the dependent clause has a time of its own."""
        return TIME.search(self.text, self.clause.start, self.clause.end) is not None

    @property
    def near(self) -> bool:
        """Whether the kinds are of one family, or one of them is open."""
        a, b = (family(group.head.type) for group in (self.governor, self.new))
        return a == b or "open" in (a, b)

    @property
    def new_noun(self) -> bool:
        """Whether the dependent clause names what was not named before."""
        return self.new.head.pos == "n" and not self.new.head.definite


def one_event(text: str, sentence: Sentence, governor: Group, new: Group, placed: Callable[[], tuple[Place, ...]]) -> bool:
    """Whether a dependent clause tells more of what its governor tells."""
    pair = _Pair(text, sentence, governor, new, placed)
    if whom_they_free(text, sentence, new.head) > governor.head.start:
        return False  # "killed when troops raided a camp to free men kidnapped in May"
    if bool(governor.reason) != bool(new.reason):
        counted = governor.reason == "ART-AGGREGATE" and pair.clause.link == "which" and new.head.type not in CASUALTY
        if counted and pair.dated:
            return False  # "nine have died in the hunt for two teachers, whom they seized on May 3"
        return pair.clause.link in ("part", "which") and pair.word != "where"
    rule = BY_LINK.get(pair.clause.link)
    return rule is not None and rule(pair)


# "The apartment of a man who killed two people": what he had done before.
OF_A_MAN = wording(
    r"\b(?:of|to|for|from) (?:an?|the|another) (?:[\w-]+ ){0,2}(?:m[ae]n|woman|Palestinian|Israeli|youth|teenager|attacker|"
    r"suspect|assailant|gunman|militant|driver|student),? $"
)


NOW = wording(
    rf"\b(?:today|yesterday|overnight|this (?:week|morning)|(?:on|late|early|last) (?:{WEEKDAY}|night)|{MONTH} \d|\d {MONTH})\b"
)


def _done_before(pair: _Pair) -> bool:
    """ "Attacked rebels who last month killed 20 soldiers": what armed people did at another time than that told above."""
    if pair.clause.link != "which" or pair.governor.head.end > pair.clause.start:
        return False
    text, start, end = pair.text, pair.clause.start, pair.clause.end
    now = NOW.search(text, pair.above.start, start) is not None
    if (pair.weak and not now) or not ARMED_MEN.search(text, max(pair.above.start, start - 20), start):
        return False
    return FAR.search(text, start, end) is not None or (now and pair.dated)


# "Killed nine people in X, the same town that was attacked on Friday": what else happened there.
SUCH_A_PLACE = wording(
    r"\b(?:an?|the|the same) (?:[\w-]+ )?(?:town|village|city|territory|area|district|province|region|place|camp|locality) $"
)


def _relative(pair: _Pair) -> bool:
    """ "Killing six"; but not "residents of X, where Y clashed with Z last May, blocked a road"."""
    told = TIME.search(pair.text, pair.clause.start, pair.sentence.end)
    start = pair.clause.start
    earlier = pair.word.strip() == "who" and OF_A_MAN.search(pair.text, max(pair.sentence.start, start - 60), start)
    if earlier and family(pair.governor.head.type) in ("property", "arrest") and pair.governor.head.end < start:
        return False
    of_a_place = pair.word == "where" or SUCH_A_PLACE.search(pair.text, max(pair.sentence.start, start - 40), start) is not None
    return not ((pair.clause.link == "which" and of_a_place and told) or _done_before(pair))


COUNTERED = wording(r"\bcounter-?(?:attack|offensive|assault)\w*", re.IGNORECASE)


# "After troops attacked several villages": what burned there was burned by them.
VILLAGES = wording(r"\b(?:villages?|towns?|hamlets?|settlements?|camps?|communit(?:y|ies)|neighbou?rhoods?)\b")


def _burned_in_it(pair: _Pair) -> bool:
    """ "Thirty houses were burned and 12 people arrested after soldiers attacked two villages": one attack."""
    if family(pair.governor.head.type) != "property" or pair.word != "after" or pair.new.head.type not in ("attack", "raid"):
        return False
    dated = pair.dated and TIME.search(pair.text, pair.above.start, pair.above.end) is not None
    passive = is_passive(pair.sentence.tokens, pair.governor.head)
    return passive and not dated and VILLAGES.search(pair.text, pair.new.head.end, pair.clause.end) is not None


ANOTHER_DAY = wording(
    rf"\b(?:{WEEKDAY}|(?:{MONTH}) \d|\d (?:{MONTH})|yesterday|days? (?:ago|earlier|before)|last|week|month|year)\b"
)


def _out_of_a_rally(pair: _Pair) -> bool:
    """ "Crowds broke into the ministry after the morning's rally turned violent": what the rally came to."""
    if family(pair.new.head.type) != "demo" or pair.word != "after" or pair.new.head.definite:
        return False
    crowd = CROWD.search(pair.text, pair.above.start, pair.governor.head.start) is not None
    kinds = {"demo", "open", "raid", "property"}
    return (
        crowd
        and family(pair.governor.head.type) in kinds
        and not ANOTHER_DAY.search(pair.text, pair.clause.start, pair.clause.end)
    )


def _still_burns(pair: _Pair) -> bool:
    """ "A depot was burning after a drone attack": what set it on fire."""
    burning = pair.governor.head.text.startswith(("burn", "ablaze", "on fire"))
    return burning and pair.word == "after" and pair.new_noun and family(pair.new.head.type) in BY_ARMS


def _after(pair: _Pair) -> bool:
    """ "Fled after shooting a guard", "two died after a bomb went off"; what ground changes hands for is asked first."""
    if _predicate(pair) or _burned_in_it(pair) or _still_burns(pair) or _out_of_a_rally(pair):
        return True
    doing = AFTER_DOING.match(pair.text, pair.clause.start, pair.clause.end) is not None
    kind = family(pair.governor.head.type)
    if doing and kind == family(pair.new.head.type) == "territory":
        return True  # "captured the town after driving the garrison out"
    if pair.kinds == {"nonviolent-transfer"}:
        return pair.word == "after"  # "moved into the town after the army had abandoned it"
    if kind == "territory":  # "retook the town following a gun battle": the fight that took it
        return pair.new_noun and family(pair.new.head.type) in ("ground", "open")
    spaced = SPACED.search(pair.text[pair.sentence.start : pair.clause.start])
    if COUNTERED.search(pair.text, pair.governor.head.start, pair.governor.head.end) and not (spaced or pair.dated):
        return True  # "mounted a counterattack after rebels had overrun a post": one battle
    return doing or (pair.weak and not spaced and pair.word == "after" and not pair.dated)


def _next_move(pair: _Pair) -> bool:
    """ "; the X responded by shelling a hospital": the other side's deed, and its victims."""
    told = pair.new.head.type not in CASUALTY | EMPTY
    return told and NEXT_MOVE.match(pair.text, pair.clause.start, pair.new.head.end) is not None


# Families of nouns that name the weapon.
BY_ARMS = frozenset({"air", "shell", "blast", "bombed"})


def _other_arms(pair: _Pair) -> bool:
    """ "A tapper was beheaded, while a bomb under a bridge killed two soldiers", "while a roadside bombing killed four"."""
    if pair.word != "while":
        return False
    if pair.new_noun and family(pair.new.head.type) in BY_ARMS and family(pair.governor.head.type) not in BY_ARMS:
        return True
    own = weapons_in(pair.sentence, pair.clause.start, pair.new.head.end)
    return bool(own.keys() - weapons_in(pair.sentence, pair.above.start, pair.above.end).keys())


ANOTHER_FOUND = wording(r"and (?:an?|another|the bod(?:y|ies) of|two|three|four|five|six) [^,;.]{3,60}? (?:was|were) found\b")


def _beside(pair: _Pair) -> bool:
    """ "Hit a bus and killed six"; not what has a place, weapons or a day of its own."""
    if pair.kinds == {"hit", "shoot-down"}:
        return True
    if pair.word.startswith(("the same", "on the same")) or _other_arms(pair) or _next_move(pair):
        return False
    if not pair.kinds & EMPTY and _elsewhere(pair):
        return False
    if family(pair.governor.head.type) == "abduction" and ANOTHER_FOUND.match(pair.text, pair.clause.start):
        return False  # "two policemen were abducted, and a farmer was found dead": others
    crowd_held = pair.governor.head.type == "crowd-strong" and pair.new.head.type == "arrest"
    return pair.new.head.type in CASUALTY or pair.weak or crowd_held or (pair.near and not pair.dated)


CROWD = re.compile(r"\b(?:protesters|demonstrators|marchers|crowds?|rioters|students|thousands|hundreds|dozens)\b", re.IGNORECASE)
OFFICERS = re.compile(r"\b(?:police(?:men)?|officers|soldiers|troops|gendarmes|guards|security forces|the army|the military)\b")


# "Clashes were reported as rebels attacked a post": these are the clashes.
REPORTED = wording(r" (?:(?:was|were|has been|have been) )(?:also )?reported\b")


def _as(pair: _Pair) -> bool:
    """ "Two died as shells hit the market", "protesters marched as soldiers opened fire"."""
    crowd = family(pair.governor.head.type) == "demo" or (
        pair.governor.head.type in ("attack", "raid") and CROWD.search(pair.text, pair.above.start, pair.governor.head.start)
    )
    if crowd and pair.new.head.type == "shooting" and OFFICERS.search(pair.text, pair.clause.start, pair.new.head.start):
        return True
    reported = pair.governor.head.pos == "n" and REPORTED.match(pair.text, pair.governor.head.end) is not None
    return pair.weak or reported or pair.new.head.type in CASUALTY


def _during(pair: _Pair) -> bool:
    """ "Was shot during a clash"."""
    return pair.weak or pair.new_noun


def _when(_pair: _Pair) -> bool:
    """ "Six died when a bomb went off"."""
    return True


def _predicate(pair: _Pair) -> bool:
    """ "A demonstration after the funeral descended into violence": the verb of the noun before, not of a clause of its own."""
    governor, new, clause, text = pair.governor, pair.new, pair.clause, pair.text
    return (
        governor.head.pos == "n"
        and new.head.pos == "v"
        and new.head.form in ("past", "participle")
        and governor.clause == new.clause - 1
        and not VERB.search(text[governor.head.end : clause.start])
        and not OF_ITS_OWN.search(text[clause.start : new.head.start])
        and VERB.search(text[pair.above.start : governor.head.start]) is None
        and pair.near
    )


def _elsewhere(pair: _Pair) -> bool:
    """Whether two clauses each name a town or district of their own, or two countries."""
    own, other = (
        {p.key for p in pair.placed() if p.role == "location" and c.start <= p.start < c.end and p.precision in SUBNATIONAL}
        for c in (pair.clause, pair.above)
    )
    if own and other:
        return not own & other
    lands, others = (
        {p.country for p in pair.placed() if p.role == "location" and p.country and c.start <= p.start < c.end}
        for c in (pair.clause, pair.above)
    )
    return bool(lands and others) and not lands & others


BY_LINK: Mapping[str, Callable[[_Pair], bool]] = MappingProxyType(
    {
        "part": _relative,
        "which": _relative,
        "and": _beside,
        "when": _when,
        "as": _as,
        "after": _after,
        "during": _during,
        "before": _predicate,
        "since": _predicate,
    }
)
