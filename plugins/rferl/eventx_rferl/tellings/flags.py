"""What the words of a telling say of the tellings before it: another one, the same one, one more detail, the same person.

Knows phrases, each flag with its own condition. Draws no conclusion: which event is told again is decided in the room ``events``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from eventx_rferl.language.calendar_names import WEEKDAY
from eventx_rferl.language.lexicons import settings
from eventx_rferl.language.wording import Wording, wording
from eventx_rferl.model import Sentence
from eventx_rferl.places.there import THERE
from eventx_rferl.triggers.candidates import CASUALTY
from eventx_rferl.triggers.joined import NEXT_MOVE, Group
from eventx_rferl.values import frozen

THE_WEAPON = (
    r"[Tt]he (?:first |second |two |other |\w+ )?(?:device|bomb|bombs|mines?|grenades?|debris|projectiles?|drones?|missiles?|"
    r"rockets?|shells?|blast|explosion|attackers?|assailants?|gunm[ae]n|bombers?|group|militants|kidnappers|workers|soldiers|"
    r"mob|rioters|raiders|arsonists|protesters|demonstrators|marchers)\b"
)
DEFINITE_WEAPON = wording(
    rf"^\W*(?:[A-Z]\w+(?: [\w-]+){{1,4}}, )?{THE_WEAPON}|\b(?:(?:said|that|when|as) {THE_WEAPON}|Debris\b|"
    r"(?:Gunmen|[Rr]ockets|[Mm]issiles|Militants|Police|They|He) then\b|"
    r"a second (?:drone|missile|bomb|rocket|strike|shell) (?:hit|struck) the same\b)"
)
BACK_AT = wording(
    r"\b(?:held off|fought|fought off|resisted|repelled|beat back|clashed with|fired (?:at|on)|shot at|exchanged fire with) the "
    r"(?:[\w-]+ )?(?:attackers|assailants|gunmen|raiders|intruders|bombers?)\b|"
    r"\b(?:(?:push|beat|drive|drove|fight|fought|throw|threw)\w* (?:back|off)|repel\w*|repuls\w+|fend\w* off|ward\w* off) the "
    r"(?:attack|assault|raid)\b(?! on\b)"
)
BOTH_SIDES = wording(
    r"\b(?:Both|The two|the two) (?:sides|governments|countries|neighbors|states|armies|parties|presidents|leaders|capitals|"
    r"(?:foreign |defense |interior )?minist(?:ers|ries))\b"
)
# "In response, jets bombed ...": not what was told before.
ANSWERS = wording(r"\W*(?:In|As|Acting in) (?:an? )?(?:apparent )?(?:retaliation|response|reprisal|revenge)(?:,| for | to )")
OTHER = wording(
    r"\b(?:Elsewhere|[Ss]eparately|[Aa]nother|[Aa] second|[Aa] separate(?! (?:statement|message|report|interview|post|briefing))|"
    r"[Cc]ounter-?(?:protest|rall|demonstrat)\w+|"
    r"[Rr]ival (?:protest|rall|demonstrat|crowd|group)\w*|[Pp]ro-government (?:protest|rall|demonstrat|crowd|activist)\w*)\b"
)
# "Lima, for its part, spoke of a wounded man of its own": what another side tells of something else.
MEANWHILE = wording(r"\b(?:said|says|reported|announced|claimed), meanwhile,|\bmeanwhile,? (?:said|reported|announced|claimed)\b")
# "Two more soldiers were hurt when they stepped on a mine": by another one.
MORE = wording(
    r"\W*(?:(?:[A-Z][a-z]+|\d+) more|Another) [a-z]+ (?:[\w-]+ ){0,12}?(?:when|after) (?:an?|they|their|he|his|another)\b"
)
ANOTHER = wording(r"\b(?:another|a second|a separate)\b", re.IGNORECASE)
DEED = (
    r"(?:[\w-]+ ){0,2}?(?:attack|strike|airstrike|bomb|bombing|explosion|incident|blast|drone|missile|rocket|shell|grenade|mine|"
    r"device|raid|ambush|shooting|assault|bomber|attacker)"
)
STRUCK = r"(?:hit|struck|went off|exploded|detonated|landed|fell|blew up|slammed|crashed|tore|ripped|targeted|damaged|destroyed)"
# "Another went off outside the court": another bomb.
ONE_MORE = r"(?:(?:[A-Z][^,]{2,40}, )?[Aa]nother|[Aa] (?:second|third|fourth|fifth))(?: one)?"
APART_FROM_IT = wording(
    rf"\b(?:Elsewhere|Separately|[Ss]eparate|[Aa]nother {DEED}|[Aa] second {DEED})\b|^\W*{ONE_MORE} {STRUCK}\b"
)
# "Two missiles hit the town. One hit a school. Another hit a clinic": counted together, then told one by one.
ONE_OF_THEM = re.compile(rf"(?:^|[.!?][”\"]?\s+)One (?:of (?:them|the \w+) )?{STRUCK}\b[^.!?]*[.!?]\s+$")
BEFORE = 200
# "The first strike hit a bakery. The second hit a school": told one by one; but not "the second group of marchers".
IN_A_ROW = re.compile(rf"\W*The (?P<n>first|second|third|fourth|other) (?:(?:one )?{STRUCK}|{DEED})\b")
SAME = wording(
    r"\bthe same (?:spot|place|building|area|streets?|site|target|town|city|village|house|block|location|market|mosque|church|"
    r"school|hospital|hotel|square|checkpoint)\b",
    re.IGNORECASE,
)
# "In the same city, villagers marched": another thing, there.
IN_THE_SAME_TOWN = re.compile(
    r"\W*(?:And |Also |But |Meanwhile, )?[Ii]n the same (?:city|town|village|district|province|area|region), (?!the\b)"
)
SAME_SPOT = wording(r"\b(?:in|outside|near|at) the same \w+|\bthe same (?:spot|place|streets|building)\b", re.IGNORECASE)
IN_THE_AREA = wording(r"\b(?:in|across) (?:the area|the province|the district|the region)\b", re.IGNORECASE)
SPACED_APART = wording(
    r"\W*(?:\w+ ){0,3}?(?:minutes?|half an hour|half-hour|hours?|moments|shortly|soon) (?:earlier|later|before that|after that|"
    r"afterwards?)\b",
    re.IGNORECASE,
)
# "Earlier Saturday, ten policemen were killed when a bomber struck".
EARLIER_THAT_DAY = wording(rf"\W*(?:Earlier|Later|Also) (?:on )?(?:{WEEKDAY}|in the day|that day|the same day),? (?!the\b)")
# "Ten minutes earlier, a bomb ripped a car apart, killing the driver".
A_WEAPON = re.compile(
    r",? (?:an?|another) (?:\w+ )?(?:bomb|bomber|mine|missile|rocket|shell|drone|grenade|blast|explosion|gunman)\b"
)
# "Days later, a bomb went off at a club": as no day is told, only this says that it is another one.
LONG_AFTER = wording(
    r"\W*(?:(?:[Aa] few|[Ss]everal|[Ss]ome) )?(?:days|weeks|months|years) (?:later|after that|afterwards?),? ", re.IGNORECASE
)
FINDS = ("found", "find", "discover", "recover", "retriev", "collect", "dump", "return")
THEIR_BODY = re.compile(r" (?:his|her|their) (?:\w+ )?(?:body|bodies|corpses?|remains)\b")
THEIR_BODIES_WERE = wording(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir) (?:[\w-]+,? ){0,3}?(?:body|bodies|corpses?|remains) "
    r"(?:(?:was|were|has|have|had|been|later|also|all|since|then) )+$"
)
# "The men had been pulled from their canoes": goes back to what the sentence before told.
PAST_PERFECT = wording(
    r"\W*(?:(?:The|All|Both|Two|Three) (?:of (?:them|the \w+) |\w+ ){0,2}?(?:men|women|victims|workers|dead|bodies|teachers|"
    r"students|soldiers|officers|journalists|hostages|villagers|passengers|fishermen|farmers|girls|boys|children|brothers|nurses|"
    r"doctors)|"
    r"They|He|She) (?:\w+ )?(?:said (?:that )?)?(?:they )?had (?:all |both |first )?been\b"
)
# "They said this was in revenge for the shelling": not what they did.
AVENGED = re.compile(
    r"reveng|retaliat|repris|aveng|payback|retribution|vengeance|answer|reply|(?:was|were) respond", re.IGNORECASE
)
IN_THAT = re.compile(r"In that \w+")
THAT = re.compile(r"\b(?:[Tt]hat|[Tt]his|[Tt]hose|[Tt]hese) (?:\w+ )?$")
PRONOUN = re.compile(r"(?:His|Her|Their|He|She|They|Its)\b")
PERSON = re.compile(r" (?:him|them|her(?! (?!(?:in|on|at|near|from|for|after|and|as|when|to|with|by|during|outside)\b)\w))\b")


@frozen
class _Telling:
    """The words of a telling, its head, and the sentence around it; the words begin at ``start``."""

    text: str
    sentence: Sentence
    group: Group
    words: str
    start: int


# "The death toll rose to 28 on Tuesday": of what was told before, on another day.
ROSE = wording(
    r"\b(?:[Tt]oll|[Nn]umber of (?:[a-z]+ )?(?:dead|deaths|killed|victims|fatalities|wounded|injured|casualties))\b"
    r"(?: [\w’'-]+){0,6}? (?:rose|risen|climbed|stood|stands|reached|increased|jumped|went up|gone up|grew|grown|passed|soared|"
    r"was (?:raised|put|revised)|has been (?:raised|put|revised)|at)\b"
)
# "The mayor first spoke of three dead": an older count of what was told.
REPORTED_FIRST = wording(
    r"\bhad (?:initially|earlier|first|previously|originally) (?:reported|said|put|counted|confirmed|estimated|announced|given|"
    r"spoken)\b|"
    r"\b(?:[Ii]nitial|[Ee]arly|[Ee]arlier|[Ff]irst|[Pp]reliminary) (?:reports?|counts?|tolls?|figures?) (?:had |have )?(?:said|"
    r"put|spoke|spoken|were|was|told)\b"
)


def _that(told: _Telling) -> bool:
    """ "That attack", "In that clash"."""
    head = told.group.head.start
    verb = told.group.head.pos == "v"  # "a war that killed thousands"
    if not verb and THAT.search(told.text[max(told.sentence.start, head - 24) : head]):
        return True
    return IN_THAT.match(told.text, told.sentence.start, told.sentence.end) is not None


def _elaboration(told: _Telling) -> bool:
    """A detail of what was told: "The device went off", "fought off the attackers", "They had been pulled from a bus"."""
    words = told.words
    same = not IN_THE_SAME_TOWN.match(told.text, told.sentence.start) and SAME.search(words)
    again = REPORTED_FIRST.search(words) or DEFINITE_WEAPON.search(words) or BACK_AT.search(words) or PAST_PERFECT.match(words)
    return bool(same or again)


def _first(told: _Telling) -> bool:
    """ "The first strike"."""
    row = IN_A_ROW.match(told.text, told.sentence.start, told.sentence.end)
    return row is not None and row["n"] == "first"


def _second(told: _Telling) -> bool:
    """ "The second strike", "the other one"."""
    row = IN_A_ROW.match(told.text, told.sentence.start, told.sentence.end)
    return row is not None and row["n"] != "first"


def _pronoun(told: _Telling) -> bool:
    """ "They set fire to the school"."""
    return PRONOUN.match(told.words.lstrip()) is not None


def _other(told: _Telling) -> bool:
    """Another one than was told: "Elsewhere", "half an hour later", "In response"."""
    words, head, start = told.words, told.group.head, told.sentence.start
    if ANOTHER.match(words) and ONE_OF_THEM.search(told.text[max(0, start - BEFORE) : start]):
        return False
    if OTHER.search(words) and not SAME.search(words) and (not ANOTHER.search(words) or APART_FROM_IT.search(words)):
        return True
    spaced = SPACED_APART.match(words)
    if spaced and not head.definite and (head.type not in CASUALTY | {"anaphor"} or A_WEAPON.match(words, spaced.end())):
        return True
    if (
        EARLIER_THAT_DAY.match(told.text, told.sentence.start, told.sentence.end)
        and not head.definite
        and told.group.governor < 0
    ):
        return True
    if LONG_AFTER.match(told.text, told.sentence.start, told.sentence.end) and not head.definite and told.group.governor < 0:
        return True
    if MORE.match(words) and any(t.type not in CASUALTY for t in told.group.triggers):
        return True
    if head.pos == "n" and head.plural and not head.definite and told.text.startswith(" also ", head.end):
        return True  # "Blasts also hit churches in the capital"
    if not head.definite and MEANWHILE.search(told.text, told.sentence.start, head.start):
        return True
    return told.group.governor < 0 and ANSWERS.match(told.text, told.sentence.start, told.sentence.end) is not None


# "The men had earlier fired at a car", "Earlier, the rebels had shot two drivers": what they did before what was done to them.
SUSPECTS = r"(?!(?:[\w-]+ )?(?:government|military|army|ministry|police|authorities|officials?|spokes\w+|agency|troops|forces)\b)"
EARLIER_DEED = wording(
    rf"\W*(?:Earlier(?: (?:in the|that) day| that morning)?, (?:the {SUSPECTS}(?:[\w-]+ ){{1,2}}|they |he )(?:had )?|"
    rf"(?:(?:The|Those) {SUSPECTS}(?:[\w-]+ ){{1,2}}|They |He )(?:had earlier |earlier (?:had )?))"
    r"(?:also |then |reportedly |allegedly )?(?!(?:said|put|told|reported|announced|confirmed|claimed|denied|counted|been|"
    r"spoken|spoke|given|gave|admitted|acknowledged|estimated|warned|blamed|accused|called|demanded)\b)"
)


def _earlier_deed(told: _Telling) -> bool:
    """ "The men had earlier fired at a car"."""
    group = told.group
    main = group.head.pos == "v" and group.governor < 0
    return main and EARLIER_DEED.match(told.text, told.sentence.start, group.head.start) is not None


def _answered(told: _Telling) -> bool:
    """What is answered by something told in another sentence: "They said this was in revenge for the shelling"."""
    clause = told.sentence.clauses[told.group.clause]
    if told.group.governor >= 0 and clause.link == "and" and NEXT_MOVE.match(told.text, clause.start, told.group.head.end):
        return told.group.head.type not in CASUALTY  # "; police then shelled the village"
    if told.group.link != "response" or told.group.governor >= 0:
        return False
    return AVENGED.search(told.text, max(told.sentence.start, clause.start - 12), clause.start + len(clause.word)) is not None


# "The men, beaten and robbed, were let go the same night": those who had been taken.
LET_GO = wording(
    r"\W*(?:The|All|Both) (?:of the )?(?:[a-z]+ )?(?:men|women|workers|hostages|captives|teachers|students|soldiers|officers|"
    r"journalists|"
    r"passengers|girls|boys|villagers|brothers|nurses|doctors|priests?|engineers|drivers?),? [^;.]{3,80}? "
    r"(?:was|were) (?:later |all )?"
    r"(?:let go|freed|released|set free|allowed to leave|sent home)\b"
)


def _same_person(told: _Telling) -> bool:
    """ "Arrested him", "kidnapped them"; not "arrested her husband"."""
    head = told.group.head
    if LET_GO.match(told.text, told.sentence.start, told.sentence.end):
        return True
    return head.type in ("abduction", "arrest") and PERSON.match(told.text, head.end, told.sentence.end) is not None


def _their_body(told: _Telling) -> bool:
    """ "Found his body", "their bodies were found"."""
    head = told.group.head
    if not head.text.lower().startswith(FINDS):
        return False
    if THEIR_BODY.match(told.text, head.end) is not None:
        return True
    return THEIR_BODIES_WERE.search(told.text, told.sentence.start, head.start) is not None


def _behind_after(told: _Telling) -> bool:
    """ "Freed nine captives after an exchange of fire": a noun behind "after", and nothing else is told before it."""
    clause = told.sentence.clauses[told.group.clause]
    return told.group.head.pos == "n" and told.group.governor < 0 and clause.link == "after" and clause.parent < told.group.clause


def _both_sides(told: _Telling) -> bool:
    """ "The two countries"."""
    return BOTH_SIDES.search(told.text, told.sentence.start, told.sentence.end) is not None


CUSTODY = wording(r"\bin (?:[\w-]+ )?(?:custody|detention)\b")


def _custody(told: _Telling) -> bool:
    """ "Was killed in custody"."""
    return told.group.head.type in CASUALTY and CUSTODY.search(told.words) is not None


BEGAN = wording(r",? (?:had |have |has )?(?:first )?(?:began|begun|started|erupted|br[oe]ken? out|flared(?: up)?)\b")


def _began(told: _Telling) -> bool:
    """ "The shooting started on Wednesday": how what was told of a later day had begun."""
    head = told.group.head
    return head.pos == "n" and head.definite and BEGAN.match(told.text, head.end, told.sentence.end) is not None


BURNED_DOWN = wording(r"(?: down| out| to the ground)?(?: as well| too)?(?=[.,;]|$| (?:in|during|when|after|as)\b)")


def _burned(told: _Telling) -> bool:
    """ "Three huts had burned down, too": what fire did, and nobody sets it here."""
    head = told.group.head
    if head.pos != "v" or not head.text.lower().startswith(("burned", "burnt")) or head.form not in ("past", "participle"):
        return False
    active = not told.text.endswith(("was ", "were ", "been "), 0, head.start)
    return active and BURNED_DOWN.match(told.text, head.end) is not None


FLAGS: tuple[tuple[str, Callable[[_Telling], bool]], ...] = (
    ("that", _that),
    ("elaboration", _elaboration),
    ("pronoun", _pronoun),
    ("other", _other),
    ("first", _first),
    ("second", _second),
    ("answered", _answered),
    ("earlier-deed", _earlier_deed),
    ("same-person", _same_person),
    ("their-body", _their_body),
    ("behind-after", _behind_after),
    ("both-sides", _both_sides),
    ("custody", _custody),
    ("began", _began),
    ("burned", _burned),
)


def flags(text: str, sentence: Sentence, group: Group, start: int, end: int) -> frozenset[str]:
    """What the words of a telling, from ``start`` to ``end``, say of the tellings before it."""
    told = _Telling(text, sentence, group, text[start:end], start)
    place = _place_pointed_at(told.words)
    return frozenset([*[flag for flag, holds in FLAGS if holds(told)], *([place] if place else [])])


def _place_pointed_at(words: str) -> str:
    """Which kind of place the words only point to: "outside the town", "in the same street", "two people died there"."""
    if _settlement().search(words):
        return "place:settlement"
    if SAME_SPOT.search(words) or IN_THE_AREA.search(words):
        return "place:area"
    return "place:there" if THERE.may_match(words) and THERE.search(words.lower()) else ""


@cache
def _settlement() -> Wording:
    phrases = "|".join(settings("places.toml")["anaphors"]["settlement"])
    return wording(
        rf"\b(?:in|outside|near|at|hit|on|over|through) (?:{phrases})\b"
        r"(?! (?:of|hall|council|square|center|centre|market|jail|office|police|court|park)\b)",
        re.IGNORECASE,
    )
