"""Puts the findings of one sentence together: each telling with its time, places, actors, tolls and attribution.

Knows which clause belongs to which telling and what an attribution must not lend to the event (the day something was *said*,
the region of the officials who said it). Doesn't know other sentences: what they add comes later
(:mod:`eventx_rferl.tellings.pronouns`, :mod:`eventx_rferl.events.context`).
"""

from __future__ import annotations

import re
from types import MappingProxyType

from eventx_rferl.actors.agency import Found, agents_of, subject_of
from eventx_rferl.actors.fellows import against_their_own, of_their_kind
from eventx_rferl.actors.losses import losses
from eventx_rferl.actors.named import actors_in, as_number
from eventx_rferl.actors.on_the_way import struck_on_the_way
from eventx_rferl.actors.responsibility import responsible
from eventx_rferl.language.bodies import MORE_BODIES
from eventx_rferl.language.burials import mourned
from eventx_rferl.language.charges import charged_with, charges, outside
from eventx_rferl.language.dates import ANY_DAY, Phrase, phrases_in
from eventx_rferl.language.lexicons import Group as Listed
from eventx_rferl.language.remembered import remembered
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Article, Clause, Mention, Place, Sentence, Toll, Trigger, When
from eventx_rferl.places.named import places_in
from eventx_rferl.tellings.flags import REPORTED_FIRST, ROSE, flags
from eventx_rferl.tellings.ownership import nearest, owners, shared, within
from eventx_rferl.tellings.spots import spots
from eventx_rferl.tellings.times import counted_from_said, phrases_of, said_on
from eventx_rferl.tolls.claims import claimant_of, claims_in
from eventx_rferl.tolls.figures import tolls_in
from eventx_rferl.triggers import polarity
from eventx_rferl.triggers.by_words import told_by_words
from eventx_rferl.triggers.candidates import CASUALTY, weapons_in
from eventx_rferl.triggers.captives import whom_they_free
from eventx_rferl.triggers.joined import Group
from eventx_rferl.triggers.mentions import groups_in, objects_in
from eventx_rferl.values import evolve, frozen

# "Claimed responsibility for the ambush, saying it had killed 15 troops": the count is theirs.
SAYING = wording(r", (?:saying|adding|stating)\b")
# "Al-Shabab said its fighters killed 30": who tells what it did; not "claimed the attack
# that killed 30", "said it was behind a raid in which 30 died".
SAID_IT = wording(
    r"^,? (?:(?:has|have|had|also|later|then|meanwhile|\w+ly|on \w+|in a statement) )*(?:said|says|announced|reported|stated|"
    r"declared|insisted|maintained|boasted|confirmed|claim(?:s|ed))(?: that)? (?:its|their|his|it|they|he) "
    r"(?!(?:was|were|is|are) (?:behind|responsible)|(?:had |have )?(?:sent|carried|planted))"
    r"(?:(?!\b(?:in which|where|who|which|that|when|aveng\w+|revenge|retaliat\w+|response)\b)[^.;])*$"
)
HAD_DONE = wording(r", (?:which|who) (?:had|(?:has|have) been) [^,;]{3,90},")
OF_WOUNDS = wording(
    r"\b(?:died|dies|succumbed)\b[^.;]{0,40}? (?:of|from|to) (?:[\w-]+ ){0,3}?(?:wounds|injuries|burns) (?:that )?"
    r"(?:(?:he|she|they|it) )?(?:(?:had|was|were) )?(?:sustained|suffered|received|inflicted|incurred)\b"
)
IN_THE_ATTACK = re.compile(r"\W*In (?:that|the) (?:\w+ )?(?:attack|strike|raid|incident|assault|bombing|blast|shooting|clash)\b")
TOOK_PLACE = wording(r"\btook place\b")
# "Lost 22 of its fighters in a Turkish operation in Sirnak": told for the first time.
NEWLY = wording(r"\b(?:in|during) an? (?:[\w’'-]+ ){0,3}$")
HAPPENED = wording(r"\b(?:took place|occurred|happened|broke out|erupted|began)\b")
# "The violence happened despite a pledge to end the siege of X": of something else.
DESPITE = wording(r"\b(?:despite|in spite of|notwithstanding|even though|although)\b")
BLAMED = wording(r"\b(?:blam|accus)(?:ed|es|e|ing)\b")
# "Shelled the village, the agency said, quoting a police officer": who tells it; but "citing an ambush by rebels".
CITED = wording(r"\b(?:quoting|citing) (?:(?!(?:by|in which|that|who)\b)[^\s,;.]+ ?){1,12}")
# "It isn't known if smugglers or rebels had done it": nobody says that they were.
UNDECIDED = wording(
    r"\b(?:(?:not|n['’]t|never) (?:\w+ ){0,2}?(?:clear|known|certain|sure|say|saying|said|know)|unclear|unknown|uncertain|"
    r"(?:trying|working|seeking) to (?:determine|establish|find out)|investigating|asked|wondered|examining|looking into) "
    r"(?:whether|if) [^.;]*"
)
BOTH = wording(
    r"\bboth sides\b(?= (?:have |has |had |also |later )*(?:said|say|reported|report|put|gave|acknowledged|confirmed|announced|"
    r"claimed|claiming|saying|reporting|admitted|spoke)\b)|(?<=according to )both sides\b",
    re.IGNORECASE,
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
    article: Article,
    sentence: Sentence,
    number: int,
    near: tuple[str, ...],
    short: MappingProxyType[str, Listed] | None = None,
    *,
    opening: bool = True,
) -> Found:
    """Run the finders over one sentence; ``opening``: nothing that happened is told before it."""
    text = article.text
    phrases = counted_from_said(text, sentence, phrases_in(text, sentence.start, sentence.end, article.published))
    claims = claims_in(text, sentence)
    where = (sentence.start, sentence.end)
    actors = outside(
        charges(text, *where)
        + remembered(text, *where)
        + tuple(m.span() for aside in (CITED, UNDECIDED) for m in aside.finditer(text, *where)),
        actors_in(text, sentence, as_number(article.published), short),
    )
    located: list[tuple[Place, ...]] = []

    def placed() -> tuple[Place, ...]:
        if not located:
            located.append(places_in(text, sentence, near))
        return located[0]

    groups = groups_in(text, sentence, actors, placed)
    tolls = tolls_in(text, sentence, claims, tuple((p.start, p.end) for p in phrases))
    if phrases and not groups and not tolls:
        groups = told_by_words(text, sentence, opening=opening)
    places = placed() if groups or tolls or TOOK_PLACE.search(text, sentence.start, sentence.end) else ()
    found = Found(sentence, number, phrases, claims, actors, places, tolls, groups, responsible(text, sentence, actors))
    return _of_the_dead(text, found)


def _beside_all(found: Found, start: int, end: int) -> bool:
    """Whether a stretch tells none of a sentence's events, and some is told behind it."""
    heads = [t.start for g in found.groups for t in g.triggers]
    return bool(heads) and not any(start <= at < end for at in heads) and any(at >= end for at in heads)


def _of_the_dead(text: str, found: Found) -> Found:
    """ "Soldiers killed in the attack on X were buried in Y on Friday": without day, place and people of the burial."""
    wounds = OF_WOUNDS.search(text, found.sentence.start, found.sentence.end)
    if wounds is not None and any(
        p.start > wounds.end() for p in found.phrases
    ):  # "died on Friday of wounds sustained on Monday"
        return evolve(found, phrases=tuple(p for p in found.phrases if p.start > wounds.end()))
    aside = next(
        (m for m in HAD_DONE.finditer(text, found.sentence.start, found.sentence.end) if _beside_all(found, *m.span())), None
    )
    if aside is not None:  # "The group, which had called a truce on Sunday, attacked A on Monday"
        found = evolve(found, phrases=tuple(p for p in found.phrases if not aside.start() <= p.start < aside.end()))
    dead = mourned(text, found.sentence.start, found.sentence.end) if found.groups else None
    if dead is None:
        return found
    if not any(dead[0] <= g.head.start < dead[1] for g in found.groups):  # what happened at a funeral
        return evolve(
            found,
            tolls=tuple(t for t in found.tolls if not dead[0] <= t.start < dead[1]),
            actors=tuple(a for a in found.actors if not dead[0] <= a.start < dead[1]),
            places=tuple(evolve(p, role="reference") if dead[0] <= p.start < dead[1] else p for p in found.places),
        )
    return evolve(
        found,
        phrases=tuple(p for p in found.phrases if dead[0] <= p.start < dead[1]),
        actors=tuple(a for a in found.actors if dead[0] <= a.start < dead[1]),
        places=tuple(p for p in found.places if dead[0] <= p.start < dead[1]),
    )


def drafts(article: Article, found: Found, first: int) -> tuple[Draft, ...]:
    """The mentions of a sentence, numbered from ``first``."""
    owned = owners(found)
    made = [_draft(article, found, owned, number, first) for number in range(len(found.groups))]
    made = [_with_victims(_shared_subject(article, found, made, number)) for number in range(len(made))]
    if not made and found.tolls:
        toll = found.tolls[0]
        clause = next((n for n, c in enumerate(found.sentence.clauses) if c.start <= toll.start < c.end), 0)
        kind = "injured" if toll.measure == "casualties" else toll.measure  # at least that
        known = article.text.startswith("the ", toll.start) and BODIES_OF.search(article.text, found.sentence.start, toll.start)
        more = MORE_BODIES.search(article.text, found.sentence.start, found.sentence.end)
        known = known or more or BROUGHT_IN.search(article.text, toll.start, found.sentence.end)
        if known or BURYING.search(article.text, found.sentence.start, toll.start):
            kind = "anaphor"  # of what they died was told before
        trigger = Trigger(toll.start, toll.end, article.text[toll.start : toll.end], kind, "v", clause, "past")
        reason = polarity.withheld(article.text, found.sentence, trigger)
        if toll.number.high == 0 and (reason == "ART-NEGATED" or _after_all(article.text, found, reason)):
            reason = ""  # "he was not hit", "acknowledged the blaze but said no one had come to harm"
        group = Group(trigger, (trigger,), trigger.clause, "main", -1, reason)
        where = (article.text, found.sentence.start, found.sentence.end)
        if more or ROSE.search(*where) or REPORTED_FIRST.search(*where):
            found = evolve(found, phrases=())  # the day on which it was counted
        made = [_draft(article, evolve(found, groups=(group,)), (0,) * len(found.sentence.clauses), 0, first)]
    return tuple(made)


# Who has buried twelve people has killed nobody; "the figure was 30" is that of what was told.
BURYING = re.compile(
    r"\bbur(?:y|ied|ying) $|\b[Tt]he (?:[a-z]+ )?(?:number|figure|count|total) (?:was|is) (?:[a-z]+ ){0,2}$|"
    r"\b[Tt]here (?:were|had been) $"
)
# "Trying to get to the bodies of the nine policemen": who the dead are was told before.
# "Three bodies were brought to a morgue": where the dead are now.
BROUGHT_IN = wording(
    r"\b(?:bodies|corpses|remains|coffins) (?:was |were |have been |had been |has been )?(?:later )?"
    r"(?:brought|taken|flown|delivered|transported|sent|moved|airlifted|handed over|returned) (?:back )?(?:to|into)\b"
)
BODIES_OF = re.compile(r"\b(?:bodies|remains|corpses|coffins) of $")
# What was set off before, by whom or what is told there.
THE_FIRE = wording(r"\b(?:the|that) (?:blaze|fire|flames|explosion|blast|crash)\b")


def _after_all(text: str, found: Found, reason: str) -> bool:
    """Whether what sounds like an accident is known from before: "the blaze"."""
    return reason == "ART-ACCIDENT" and THE_FIRE.search(text, found.sentence.start, found.sentence.end) is not None


def _with_victims(draft: Draft) -> Draft:
    """A word that only points back, in a sentence that counts victims, tells of them: "when the operation ended, 33 ..."."""
    mention = draft.mention
    toll = next((t for t in mention.tolls if t.measure in CASUALTY and t.number.high != 0), None)
    going_on = mention.head.text.lower().startswith(("violence", "unrest", "hostilit", "bloodshed"))  # sums up
    if mention.head.type != "anaphor" or toll is None or len(mention.triggers) > 1 or going_on:
        return draft
    head = evolve(mention.head, type=toll.measure)
    phrases = () if mention.definite else draft.phrases
    return evolve(draft, mention=evolve(mention, head=head, triggers=(head,), definite=False), phrases=phrases)


NO_SUBJECT = re.compile(r",? ?and(?:,? \w+|, [^,;.]{3,40},)?(?: had| have| has)? $")


WITH_THEM = re.compile(r" (?:with|against) ")


def _shared_subject(article: Article, found: Found, made: list[Draft], number: int) -> Draft:
    """ "Gunmen shot a man in A and, a day later, kidnapped two in B": the second verb has the first one's subject."""
    group, draft = found.groups[number], made[number]
    clause = found.sentence.clauses[group.clause]
    if clause.link == "after" and group.head.pos == "n" and draft.mention.targets and not draft.mention.initiators:
        # "Troops lifted a cordon after days of clashes with rebels there": theirs
        theirs = WITH_THEM.match(article.text, group.head.end) and subject_of(found, max(clause.parent, 0))
        return evolve(draft, mention=evolve(draft.mention, initiators=theirs)) if theirs else draft
    if clause.link != "and" or draft.mention.initiators or group.head.pos != "v":
        return draft
    if not NO_SUBJECT.fullmatch(article.text[clause.start : group.head.start]):
        return draft
    shared = made[group.governor].mention.initiators if group.governor >= 0 else ()
    shared = shared or subject_of(found, max(clause.parent, 0))
    return evolve(draft, mention=evolve(draft.mention, initiators=shared))


def _hit(found: Found, mine: list[Clause]) -> tuple[tuple[int, int], ...]:
    """What civilians own, of what a telling names; not the hospital whose doctor tells it."""
    named = (span for clause in mine for span in objects_in(found.sentence, clause.start, clause.end))
    return tuple(span for span in named if not any(claim.start <= span[0] < claim.reach for claim in found.claims))


def _draft(article: Article, found: Found, owned: tuple[int, ...], number: int, first: int) -> Draft:
    text, sentence, group = article.text, found.sentence, found.groups[number]
    head = group.head
    mine = [c for index, c in enumerate(sentence.clauses) if owned[index] == number or index == group.clause]
    start, end = min(c.start for c in mine), max(c.end for c in mine)
    words, arms = text[start:end], _weapons(found, number, mine)
    ranked = RANKS.search(words) if head.pos == "n" and group.clause == 0 else None
    tolls = _tolls(text, found, owned, number)
    places, context = spots(text, found, owned, number, arms)
    doers, targets = against_their_own(text, head, sentence.end, *agents_of(text, found, group, mine))
    targets = targets or struck_on_the_way(text, found, group)
    tolls = of_their_kind(tolls, targets)
    newly = tolls and NEWLY.search(text, start, head.start)
    if head.type == "anaphor" and not HAPPENED.search(words) and not newly:
        doers, targets, places = (), (), ()
    aside = DESPITE.search(text, head.end, sentence.end) if places and head.pos == "n" else None
    if aside is not None:
        places = tuple(p for p in places if p.start < aside.start())
        if head.type == "anaphor":
            doers, targets = (tuple(a for a in side if a.start < aside.start()) for side in (doers, targets))
    freed = whom_they_free(text, sentence, head)
    doers = tuple(d for d in doers if freed < 0 or d.start > freed)
    doers, (tolls, targets) = _accused(text, found, group, doers), losses(text, found, tolls, targets)
    doers = tuple(d for d in doers if d.start not in {t.start for t in targets if t.rule in ("ACTOR-VICTIM", "ACTOR-SPEAKER")})
    if ranked:
        places, doers, targets = tuple(p for p in places if p.end <= start + ranked.start("be")), (), ()
    hangs = group.governor >= 0
    mention = Mention(
        first + number,
        found.number,
        sentence.paragraph,
        sentence.start,
        sentence.end,
        head,
        group.triggers,
        group.clause,
        group.link if hangs else "main",
        first + group.governor if hangs else -1,
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
        _hit(found, mine),
        claimant_of(found.claims, head.start, head.end),
        flags(text, sentence, group, start, end),
    )
    phrases = () if ranked else phrases_of(text, found, owned, number)
    if article.published is None and not phrases:
        mention = evolve(mention, stated=_stated(text, found, owned, number))
    return Draft(mention, phrases, said_on(text, sentence, found.phrases))


def _accused(text: str, found: Found, group: Group, doers: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Who did it, if somebody claims it or is blamed for it: that one, and nobody who only blames."""
    said = found.accused
    if said is not None and group.head.start >= said.since and group.link not in ("response", "after", "before"):
        return (said.actor,)
    if not BLAMED.may_match(text, found.sentence.start, found.sentence.end):
        return doers
    clause = found.sentence.clauses[group.clause]
    since = clause.start if clause.link == "and" else found.sentence.start
    blames = BLAMED.finditer(text, since, group.head.start)
    if all(charged_with(text, found.sentence.start, found.sentence.end, m.start()) for m in blames):
        return doers
    return tuple(d for d in doers if d.start >= group.head.end)


def _tolls(text: str, found: Found, owned: tuple[int, ...], number: int) -> tuple[Toll, ...]:
    """The tolls of a telling, each with the claimant whose figure it is."""
    sentence, link = found.sentence, found.groups[number].link
    each = BOTH.search(text, sentence.start, sentence.end)
    tolls = [t for t in found.tolls if within(found, owned, number, t.start) and (each or nearest(found, number, t.start))]
    if link in ("response", "after", "before", "during", "since"):
        tolls = [_unclaimed(t) for t in tolls]
    elif each:
        tolls = [evolve(t, claimant=each[0], claimant_start=each.start(), claimant_end=each.end()) for t in tolls]
    if found.accused is not None:
        tolls = [_unclaimed(t) if _is_accused(text, t, found.accused.actor) else t for t in tolls]
    return tuple(tolls)


def _is_accused(text: str, toll: Toll, accused: Actor) -> bool:
    """Whether who claims the deed only stands where a claimant does: "X claimed the attack that killed five", not "saying"."""
    claimant = toll.claimant or ""
    same = accused.text in claimant or (claimant != "" and claimant in accused.text)
    said = SAID_IT.match(text[toll.claimant_end : toll.start]) or SAYING.search(text, toll.claimant_end, toll.start)
    return same and not said


def _unclaimed(toll: Toll) -> Toll:
    return evolve(toll, claimant=None, claimant_start=-1, claimant_end=-1)


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


# "The accord was sealed in X": the one just told.
THE_DEAL = wording(
    r"\W*(?:The|That|This) (?:accord|deal|agreement|truce|pact|cease-?fire|armistice|settlement)(?:, [^,]{3,60},)? "
    r"(?:was|were|had been|has been|came|takes|took)\b"
)


def _is_definite(head: Trigger, group: Group, words: str) -> bool:
    """Whether a telling speaks of an event as of a known one: "The raid began", "In that attack"."""
    if BEGINS.search(words):
        return True
    if head.pos == "n":
        return head.definite
    if head.type == "agreement" and THE_DEAL.match(words):
        return True
    if head.type == "anaphor" or IN_THE_ATTACK.match(words):
        return True
    return head.type in CASUALTY | {"disperse"} and any(t.pos == "n" and t.definite for t in group.triggers)
