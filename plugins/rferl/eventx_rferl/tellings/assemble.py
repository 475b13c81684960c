"""Puts the findings of one sentence together: each telling with its time, places, actors, tolls and attribution.

Knows which clause belongs to which telling and what an attribution must not lend to the event (the day something was *said*,
the region of the officials who said it). Doesn't know other sentences: what they add comes later
(:mod:`eventx_rferl.tellings.pronouns`, :mod:`eventx_rferl.events.context`).
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType

from attrs import evolve, frozen

from eventx_rferl.actors.agency import Found, agents_of, own_losses, responsible, subject_of
from eventx_rferl.actors.named import actors_in, as_number
from eventx_rferl.language.dates import ANY_DAY, Phrase, phrases_in
from eventx_rferl.language.lexicons import Group as Listed
from eventx_rferl.language.lexicons import settings
from eventx_rferl.language.wording import Wording, wording
from eventx_rferl.model import Article, Clause, Mention, Place, Sentence, Trigger, When
from eventx_rferl.places.named import places_in
from eventx_rferl.places.there import THERE
from eventx_rferl.tellings.ownership import nearest, owners, shared, within
from eventx_rferl.tellings.spots import spots
from eventx_rferl.tellings.times import phrases_of, said_on
from eventx_rferl.tolls.claims import claimant_of, claims_in
from eventx_rferl.tolls.figures import tolls_in
from eventx_rferl.triggers import polarity
from eventx_rferl.triggers.candidates import CASUALTY, weapons_in
from eventx_rferl.triggers.mentions import SAME, Group, groups_in, objects_in

DEFINITE_WEAPON = wording(
    r"(?:^\W*|\bsaid |\bthat |\bwhen )[Tt]he (?:first |second |two |other |\w+ )?(?:device|bomb|bombs|mines?|grenades?|debris|"
    r"projectiles?|"
    r"drones?|missiles?|"
    r"rockets?|shells?|blast|explosion|attackers?|assailants?|gunm[ae]n|bombers?|group|militants|kidnappers|workers|"
    r"soldiers)\b|\bDebris\b|\b(?:Gunmen|[Rr]ockets|[Mm]issiles|Militants|Police|They|He) then\b|"
    r"\ba second (?:drone|missile|bomb|rocket|"
    r"strike|shell) (?:hit|struck) the same\b"
)


BACK_AT = wording(
    r"\b(?:held off|fought|fought off|resisted|repelled|beat back|clashed with|fired (?:at|on)|shot at|exchanged fire with) the "
    r"(?:[\w-]+ )?(?:attackers|assailants|gunmen|raiders|intruders|bombers?)\b"
)
# "Claimed responsibility for the ambush, saying it had killed 15 troops": the count is theirs.
SAYING = wording(r", (?:saying|adding|stating)\b")
BLAMED = wording(r"\b(?:blam|accus)(?:ed|es|e|ing)\b")
BOTH = wording(
    r"\bboth sides\b(?= (?:have |has |had |also |later )*(?:said|say|reported|report|put|gave|acknowledged|confirmed|announced|"
    r"claimed|claiming|saying|reporting|admitted|spoke)\b)|(?<=according to )both sides\b",
    re.IGNORECASE,
)
BOTH_SIDES = wording(
    r"\b(?:Both|The two|the two) (?:sides|governments|countries|neighbors|states|armies|parties|presidents|leaders|capitals|"
    r"(?:foreign |defense |interior )?minist(?:ers|ries))\b"
)
# "In response, jets bombed ...": not what was told before.
ANSWERS = wording(r"\W*(?:In|As|Acting in) (?:an? )?(?:apparent )?(?:retaliation|response|reprisal|revenge)(?:,| for | to )")
OTHER = wording(r"\b(?:Elsewhere|Separately|another|a second|a separate|In a separate)\b")
ANOTHER = wording(r"\b(?:another|a second|a separate)\b")
APART_FROM_IT = wording(
    r"\b(?:Elsewhere|Separately|[Ss]eparate|another (?:attack|strike|bomb|explosion|incident|blast|drone|missile)|"
    r"a second (?:attack|bomb|explosion|incident))\b"
)
SAME_SPOT = wording(r"\b(?:in|outside|near|at) the same \w+|\bthe same (?:spot|place|streets|building)\b", re.IGNORECASE)
IN_THE_AREA = wording(r"\b(?:in|across) (?:the area|the province|the district|the region)\b", re.IGNORECASE)
SPACED_APART = wording(
    r"\W*(?:\w+ ){0,3}?(?:minutes?|half an hour|hours?|moments|shortly|soon) (?:earlier|later|before that|after that|"
    r"afterwards?)\b",
    re.IGNORECASE,
)
FINDS = ("found", "find", "discover", "recover", "retriev", "collect", "dump", "return")
THEIR_BODY = re.compile(r" (?:his|her|their) (?:\w+ )?(?:body|bodies|corpses?|remains)\b")
HAD = re.compile(r"\bhad (?:\w+ly )?$")
# "The men had been pulled from their canoes": goes back to what the sentence before told.
PAST_PERFECT = wording(
    r"\W*(?:(?:The|All|Both|Two|Three) (?:of (?:them|the \w+) |\w+ ){0,2}?(?:men|women|victims|workers|dead|bodies|teachers|"
    r"students|soldiers|officers|journalists|hostages|villagers|passengers|fishermen|farmers|girls|boys|children|brothers|nurses|doctors)|"
    r"They|He|She) (?:\w+ )?(?:said (?:that )?)?(?:they )?had (?:all |both |first )?been\b"
)


@frozen
class Draft:
    """A mention before its time is known: its time phrases, some waiting for an anchor, and the day on which it was said."""

    mention: Mention
    phrases: tuple[Phrase, ...]
    said: When | None = None
    continued: When | None = None
    scene: tuple[Place, ...] = ()
    lately: When | None = None


def look(
    article: Article, sentence: Sentence, number: int, near: tuple[str, ...], short: MappingProxyType[str, Listed] | None = None
) -> Found:
    """Run the finders over one sentence."""
    text = article.text
    phrases = phrases_in(text, sentence.start, sentence.end, article.published)
    claims = claims_in(text, sentence)
    actors = actors_in(text, sentence, as_number(article.published), short)
    located: list[tuple[Place, ...]] = []

    def placed() -> tuple[Place, ...]:
        if not located:
            located.append(places_in(text, sentence, near))
        return located[0]

    groups = groups_in(text, sentence, actors, placed)
    tolls = tolls_in(text, sentence, claims, tuple((p.start, p.end) for p in phrases))
    places = placed() if groups or tolls or re.search(r"\btook place\b", text[sentence.start : sentence.end]) else ()
    return Found(sentence, number, phrases, claims, actors, places, tolls, groups, responsible(text, sentence, actors))


def drafts(article: Article, found: Found, first: int) -> tuple[Draft, ...]:
    """The mentions of a sentence, numbered from ``first``."""
    owned = owners(found)
    made = [_draft(article, found, owned, number, first) for number in range(len(found.groups))]
    made = [_with_victims(_shared_subject(article, found, made, number)) for number in range(len(made))]
    if not made and found.tolls:
        toll = found.tolls[0]
        trigger = Trigger(toll.start, toll.end, article.text[toll.start : toll.end], toll.measure, "v", 0, "past")
        trigger = evolve(
            trigger, clause=next((n for n, c in enumerate(found.sentence.clauses) if c.start <= toll.start < c.end), 0)
        )
        reason = polarity.withheld(article.text, found.sentence, trigger)
        group = Group(trigger, (trigger,), trigger.clause, "main", -1, reason)
        made = [_draft(article, evolve(found, groups=(group,)), (0,) * len(found.sentence.clauses), 0, first)]
    return tuple(made)


def _with_victims(draft: Draft) -> Draft:
    """A word that only points back, in a sentence that counts victims, tells of them: "when the operation ended, 33 ..."."""
    mention = draft.mention
    toll = next((t for t in mention.tolls if t.measure in CASUALTY and t.number.high != 0), None)
    going_on = mention.head.text.lower().startswith(("violence", "unrest", "hostilit", "bloodshed"))  # sums up
    if mention.head.type != "anaphor" or toll is None or len(mention.triggers) > 1 or going_on:
        return draft
    head = evolve(mention.head, type=toll.measure)
    return evolve(draft, mention=evolve(mention, head=head, triggers=(head,), definite=False), phrases=())


NO_SUBJECT = re.compile(r",? ?and(?:,? \w+|, [^,;.]{3,40},)?(?: had| have| has)? $")


def _shared_subject(article: Article, found: Found, made: list[Draft], number: int) -> Draft:
    """ "Gunmen shot a man in A and, a day later, kidnapped two in B": the second verb has the first one's subject."""
    group, draft = found.groups[number], made[number]
    clause = found.sentence.clauses[group.clause]
    if clause.link != "and" or draft.mention.initiators or group.head.pos != "v":
        return draft
    if not NO_SUBJECT.fullmatch(article.text[clause.start : group.head.start]):
        return draft
    shared = made[group.governor].mention.initiators if group.governor >= 0 else ()
    shared = shared or subject_of(found, max(clause.parent, 0))
    return evolve(draft, mention=evolve(draft.mention, initiators=shared))


def _draft(article: Article, found: Found, owned: tuple[int, ...], number: int, first: int) -> Draft:
    text, sentence, group = article.text, found.sentence, found.groups[number]
    mine = [c for index, c in enumerate(sentence.clauses) if owned[index] == number or index == group.clause]
    start, end = min(c.start for c in mine), max(c.end for c in mine)
    places, context = spots(text, found, owned, number, _weapons(found, number, mine))
    doers, targets = agents_of(text, found, group, mine)
    if group.head.type == "anaphor" and not re.search(
        r"\b(?:took place|occurred|happened|broke out|erupted|began)\b", text[start:end]
    ):
        doers, targets, places = (), (), ()
    since = clause.start if (clause := sentence.clauses[group.clause]).link == "and" else sentence.start
    if BLAMED.search(text, since, group.head.start):
        doers = ()
    accused = found.accused
    if accused is not None and group.link not in ("response", "after", "before"):
        doers = (
            accused,
            *(d for d in doers if d.group not in ("armed",) and d.name != accused.name and d.start != accused.start),
        )[:1]
    each = BOTH.search(text[sentence.start : sentence.end])
    tolls = tuple(t for t in found.tolls if within(found, owned, number, t.start) and (each or nearest(found, number, t.start)))
    if each:
        at = sentence.start + each.start()
        tolls = tuple(evolve(t, claimant=each[0], claimant_start=at, claimant_end=at + len(each[0])) for t in tolls)
    if group.link in ("response", "after", "before", "during", "since"):
        tolls = tuple(evolve(t, claimant=None, claimant_start=-1, claimant_end=-1) for t in tolls)
    if accused is not None:
        tolls = tuple(
            evolve(t, claimant=None, claimant_start=-1, claimant_end=-1)
            if ((t.claimant and t.claimant in accused.text) or accused.text in (t.claimant or ""))
            and not SAYING.search(text, t.claimant_end, t.start)
            else t
            for t in tolls
        )
    targets = own_losses(found, tolls, targets)
    words, head = text[start:end], group.head
    arms = _weapons(found, number, mine)
    flags = set()
    if re.search(
        r"\b(?:[Tt]hat|[Tt]his|[Tt]hose|[Tt]hese) (?:\w+ )?$", text[max(sentence.start, group.head.start - 24) : group.head.start]
    ) or re.match(r"In that \w+", words_of(text, sentence)):
        flags.add("that")
    if DEFINITE_WEAPON.search(words) or SAME.search(words) or BACK_AT.search(words):
        flags.add("elaboration")
    if re.match(r"(?:His|Her|Their|He|She|They|Its)\b", words.lstrip()):
        flags.add("pronoun")
    if PAST_PERFECT.match(words):
        flags.add("elaboration")
    if OTHER.search(words) and not SAME.search(words):
        flags.add("other")
    if ANOTHER.search(words) and not APART_FROM_IT.search(words):
        flags.discard("other")
    if head.type in ("abduction", "arrest") and re.match(r" (?:him|her|them)\b", text[head.end : head.end + 6]):
        flags.add("same-person")
        if HAD.search(text, max(start, head.start - 30), head.start):
            flags.add("earlier")
    if head.text.lower().startswith(FINDS) and THEIR_BODY.match(text, head.end):
        flags.add("their-body")
    if SPACED_APART.match(words) and not head.definite and head.type not in CASUALTY | {"anaphor"}:
        flags.add("other")
    anaphor = _anaphor(words)
    if anaphor:
        flags.add(anaphor)
    if ANSWERS.match(text, sentence.start, sentence.end) and group.governor < 0:
        flags.add("other")
    if BOTH_SIDES.search(text, sentence.start, sentence.end):
        flags.add("both-sides")
    ranked = RANKS.search(words) if head.pos == "n" and group.clause == 0 else None
    if ranked:
        places, doers, targets = tuple(p for p in places if p.end <= start + ranked.start("be")), (), ()
    mention = Mention(
        first + number,
        found.number,
        sentence.paragraph,
        sentence.start,
        sentence.end,
        head,
        group.triggers,
        group.clause,
        group.link if group.governor >= 0 else "main",
        first + group.governor if group.governor >= 0 else -1,
        None,
        places,
        context,
        arms,
        doers,
        targets,
        tolls,
        group.reason,
        ranked is not None or _is_definite(head, group, words),
        head.plural,
        tuple(o for c in mine for o in objects_in(sentence, c.start, c.end)),
        claimant_of(found.claims, head.start, head.end),
        frozenset(flags),
    )
    phrases = () if ranked else phrases_of(text, found, owned, number)
    if article.published is None and not phrases:
        mention = evolve(mention, stated=_stated(text, found, owned, number))
    return Draft(mention, phrases, said_on(text, sentence, found.phrases))


def _stated(text: str, found: Found, owned: tuple[int, ...], number: int) -> When | None:
    """The day that a telling's words give, if nobody can tell which it is: read as if it had been published on some day."""
    some = evolve(found, phrases=phrases_in(text, found.sentence.start, found.sentence.end, ANY_DAY))
    return next((p.when for p in phrases_of(text, some, owned, number) if p.when is not None), None)


def _weapons(found: Found, number: int, mine: list[Clause]) -> frozenset[str]:
    """The weapons named with a telling; of two tellings in one clause each has those around its own head."""
    same = shared(found, number)
    low = max((found.groups[n].head.end for n in same if found.groups[n].head.end <= found.groups[number].head.start), default=0)
    high = min(
        (found.groups[n].head.start for n in same if found.groups[n].head.start >= found.groups[number].head.end),
        default=found.sentence.end,
    )
    return frozenset(kind for c in mine for kind in weapons_in(found.sentence, max(c.start, low), min(c.end, high)))


def words_of(text: str, sentence: Sentence) -> str:
    """The sentence as it stands."""
    return text[sentence.start : sentence.end]


# "It was the second assault in the Sahel in two days", "The raid was the deadliest in the region": nothing new but how bad.
RANKS = wording(
    r"^\W*(?:(?:It|This|That)|(?:The|That|This) [\w -]{3,60}?) (?P<be>was|is|were|marked|became) (?:(?:one of|among|only) )?"
    r"(?:the|its|their) (?:[\w-]+ )?(?:first|second|third|fourth|fifth|sixth|latest|deadliest|worst|bloodiest|biggest|largest|"
    r"heaviest|gravest|most)\b"
)
BEGINS = wording(
    r"^\W*(?:The|That|This) (?:[\w-]+ ){0,2}(?:attack|assault|raid|clash|clashes|violence|fighting|strike|shooting|"
    r"siege|battle|incident|shoot-out|operation|killing|massacre|murder|bombing|blast|explosion|ambush|shelling|abduction|"
    r"kidnapping|arrest|execution|beating|protest|rally|unrest|riot)s? "
    r"(?:(?:on|in|at|near|outside) [^,.;]{2,40}? )?(?:began|started|occurred|happened|took place|broke out|came|erupted|lasted)\b"
)


def _is_definite(head: Trigger, group: Group, words: str) -> bool:
    if BEGINS.search(words):
        return True
    if head.pos == "n":
        return head.definite
    if re.match(r"\W*In (?:that|the) (?:\w+ )?(?:attack|strike|raid|incident|assault|bombing|blast|shooting|clash)\b", words):
        return True
    return (
        head.type in CASUALTY | {"disperse"} and any(t.pos == "n" and t.definite for t in group.triggers)
    ) or head.type == "anaphor"


@cache
def _settlement() -> Wording:
    phrases = "|".join(settings("places.toml")["anaphors"]["settlement"])
    return wording(
        rf"\b(?:in|outside|near|at|hit|on|over|through) (?:{phrases})\b"
        r"(?! (?:of|hall|council|square|center|centre|market|jail|office|police|court|park)\b)",
        re.IGNORECASE,
    )


def _anaphor(words: str) -> str:
    if _settlement().search(words):
        return "place:settlement"
    if SAME_SPOT.search(words) or IN_THE_AREA.search(words):
        return "place:area"
    return "place:there" if THERE.may_match(words) and THERE.search(words.lower()) else ""


__all__ = ["Draft", "Found", "drafts", "look"]
