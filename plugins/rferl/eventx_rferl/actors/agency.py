"""Finds who acts in a telling: by grammar, by a pronoun of the speaker, by a claim of responsibility.

Knows the finders' results for one sentence. Doesn't look at other sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from eventx_rferl.actors.announced import announced
from eventx_rferl.actors.asides import stands_aside
from eventx_rferl.actors.back_references import group_meant
from eventx_rferl.actors.gainers import gained
from eventx_rferl.actors.late import named_late
from eventx_rferl.actors.mobs import mob
from eventx_rferl.actors.object_clauses import done_to_whom
from eventx_rferl.actors.only_named import only_named
from eventx_rferl.actors.responsibility import Responsible
from eventx_rferl.actors.survivors import outlived
from eventx_rferl.language.actor_classes import ARMED, STATE_FORCES
from eventx_rferl.language.allies import two_or_allied
from eventx_rferl.language.bodies import finds_bodies
from eventx_rferl.language.dates import Phrase
from eventx_rferl.language.deeds import OVER_A_MINE, at_their_hands, fired_from, in_its_fire, sought
from eventx_rferl.language.earlier_ones import all_along
from eventx_rferl.language.roles import Sides, roles
from eventx_rferl.language.voice import governed, person_class
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Claim, Clause, Place, Sentence, Toll, Trigger
from eventx_rferl.tolls.victims import UNARMED
from eventx_rferl.triggers.candidates import CASUALTY
from eventx_rferl.triggers.joined import Group
from eventx_rferl.triggers.reactions import names_before
from eventx_rferl.values import evolve, frozen

FROM_SIDE = wording(r"\bfrom the (\w+) side\b")
PLANTED = wording(
    r"\b(?:mines?|bombs?|devices?|IEDs?|explosives|booby traps?|grenades?|charges?)(?:,? (?:that|which))? "
    r"(?P<who>(?:[\w’'.-]+ ){1,6}?)"
    r"(?:(?:had|has|have|was|were) )?(?:apparently |allegedly )?(?:planted|laid|buried|placed|left|hidden|set|rigged|"
    r"concealed|strewn)\b"
)
# What no mine or bomb does that somebody had planted.
NEVER_PLANTED = frozenset({"air-strike", "arrest"})


@frozen
class Found:
    """What one sentence holds; ``accused`` claims what is told, or is blamed for it."""

    sentence: Sentence
    number: int
    phrases: tuple[Phrase, ...]
    claims: tuple[Claim, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    tolls: tuple[Toll, ...]
    groups: tuple[Group, ...]
    accused: Responsible | None = None

    @property
    def suspect(self) -> Actor | None:
        """Who claims all that the sentence tells or is blamed for it."""
        said = self.accused
        others = said is not None and any(not g.reason and g.head.start < said.since for g in self.groups)
        return None if said is None or others else said.actor


# "More than 200 schoolgirls whom the group carried off".
WHOM_THE_GROUP = wording(r"\b(?:whom|that|which) (?=the (?:group|movement|organization|sect|gang)(?: (?:had|has|have))? $)")


def agents_of(text: str, found: Found, group: Group, mine: list[Clause]) -> Sides:
    """Who acts and who is acted upon, from the triggers of a telling, the speaker behind a pronoun, or "the group"."""
    start, end = min(c.start for c in mine), max(c.end for c in mine)
    doers, targets = _by_grammar(text, found, group)
    theirs = WHOM_THE_GROUP.search(text, found.sentence.start, group.head.start)
    if theirs is not None:
        doers = [a for a in (group_meant(text, theirs.end(), group.head.start),) if a is not None]
    doers, targets = outlived(text, found.sentence, found.actors, doers, targets)
    if not doers:
        doers = _unsaid(text, found, group, mine)
    where = (found.sentence.start, found.sentence.end)
    laid = PLANTED.search(text, *where) if group.head.type not in NEVER_PLANTED else None
    if laid:  # "went over a mine the X had planted"
        doers = _initiators(a for a in found.actors if laid.start("who") <= a.start < laid.end("who")) or doers
    side = FROM_SIDE.search(text, start, end)
    if side:
        doers = _initiators(a for a in found.actors if a.text == side[1]) or doers
        targets = [t for t in targets if t.group != "armed"]  # "by a sniper firing from the X side"
    doers, targets = named_late(text, group.head, found.actors, doers, targets)
    targets = targets or _in_their_own(text, found, start, end, doers)
    targets = [t for t in targets if not any(t.start == d.start and (t.name == d.name or t.group != "group") for d in doers)]
    if group.head.type in KILLING:
        targets = [t for t in targets if t.group != "group" or not UNARMED.search(t.text)]
    doers, targets = ([a for a in side if not finds_bodies(text, a.end, found.sentence.end)] for side in (doers, targets))
    sides = tuple(two_or_allied(text, doers)), tuple(two_or_allied(text, targets))
    return gained(text, group.head, found.actors, found.sentence.end, sides)


THEIR_OWN = wording(
    r"\b(?:under|beneath|beside|near|alongside|next to|close to|into|against|at|on|hit|struck|rocked|damaged|destroyed|"
    r"wrecked|targeted|"
    r"through) (?:one of )?(?:their|its) (?:own )?(?:[\w-]+ ){0,2}(?:convoys?|patrols?|vehicles?|trucks?|jeeps?|cars?|bus|"
    r"carriers?|bases?|"
    r"camps?|positions?|checkpoints?|posts?|helicopters?|columns?|pickups?|boats?|ships?|tanks?|barracks|headquarters)\b"
)


def _in_their_own(text: str, found: Found, start: int, end: int, doers: list[Actor]) -> list[Actor]:
    """ "Soldiers opened fire after a bomb went off beside their convoy": it hit those whose convoy it was."""
    theirs = THEIR_OWN.search(text, start, end)
    if theirs is None:
        return []
    names = {d.name for d in doers}
    aside = [(c.start, c.end) for c in found.claims if c.content_start < c.start]  # "five died, police said, when their car hit"
    named = (a for a in found.actors if a.end <= theirs.start() and not any(s <= a.start < e for s, e in aside))
    owners = [a for a in named if a.group in ARMED - {"armed", "state", "government"}]
    return [evolve(a, role="target") for a in owners[-1:] if a.name not in names]


# "The killing of Fulani herders": of that people, not of its militia.
KILLING = frozenset("killed injured shooting shooting-kill attack-on-civilians killing-noun execution abduction".split())


def _initiators(actors: Iterable[Actor]) -> list[Actor]:
    """The first of these actors, as the one who does it."""
    return [evolve(actor, role="initiator") for actor in actors][:1]


def _unsaid(text: str, found: Found, group: Group, mine: list[Clause]) -> list[Actor]:
    """Who does it where no actor is a verb's subject or a noun's owner: "the group", a crowd, whose ground it was fired from."""
    the_group = group_meant(text, min(c.start for c in mine), group.head.start)
    spoken = the_group is not None and any(c.start <= the_group.start < c.reach for c in found.claims)
    if the_group is not None and not (group.head.pos == "n" and spoken):
        return [the_group]
    boast = announced(text, found.sentence, group.head, found.actors)
    if boast is not None:
        return [boast]
    crowd = mob(text, found.sentence, group.head)
    if crowd or group.head.type in CASUALTY:
        return crowd
    return [evolve(a, group="military") for a in _initiators(a for a in found.actors if fired_from(text, a, mine))]


def _usable(text: str, found: Found) -> tuple[Actor, ...]:
    """The actors who neither speak nor only say where it was."""
    speakers = [(c.start, c.reach) for c in found.claims]
    speakers += [found.accused.blamers] if found.accused else []
    spots = [
        (p.start, p.end)
        for p in found.places
        if p.role in ("location", "origin")
        or (p.role == "reference" and text.endswith("of ", 0, p.start))
        or (p.role == "context" and text.endswith((" in ", " in the ", " of "), 0, p.start))
        if not text.endswith("overnment of ", 0, p.start)
    ]
    along = all_along(text, found.sentence.start, found.sentence.end)
    speakers += [along] if along else []  # "the rebels, who have been fighting the army for years, killed nine"
    speak = (a for a in found.actors if not any(s <= a.start and a.end <= e for s, e in speakers))
    return tuple(a for a in speak if not only_named(text, a) and not stands_aside(text, a, spots))


def _by_grammar(text: str, found: Found, group: Group) -> tuple[list[Actor], list[Actor]]:
    """Who acts and who is acted upon, trigger by trigger, until both are known."""
    usable = _usable(text, found)
    # Who condemns it didn't do it.
    reacts = names_before(text, found.sentence.start, group.head.start) if group.head.pos == "n" else -1
    doers: list[Actor] = []
    targets: list[Actor] = []
    for trigger in sorted(group.triggers, key=_role_order(group.head)):
        around = _around(text, found, trigger, usable, reacts)
        if around is None:
            continue
        known = [(o.start, o.end) for o in doers]  # "his fighters attacked and captured": the same
        doers.extend(
            a
            for a in around[0]
            if not any(a.name == o.name and a.country == o.country for o in doers) and not any(s < a.start < e for s, e in known)
        )
        before = {target.start for target in targets}  # one phrase may name several
        targets.extend(a for a in around[1] if a.start not in before)
        if doers and targets:
            break
    return doers, targets


def _start_of(actor: Actor) -> int:
    return actor.start


def _around(text: str, found: Found, trigger: Trigger, usable: tuple[Actor, ...], reacts: int) -> Sides | None:
    """Who acts and who is acted upon around one trigger; None if it only counts those whom another verb hit."""
    if (sides := done_to_whom(text, found.sentence, trigger, usable)) is not None:
        return sides
    clause = found.sentence.clauses[trigger.clause]
    antecedent = _antecedent(text, clause, usable)
    if antecedent is None and clause.link == "which":  # "according to the X, which had ended a truce by attacking two posts"
        speaker = _antecedent(text, clause, found.actors)
        if speaker is not None and speaker.group == "group":
            antecedent, usable = speaker, tuple(sorted((speaker, *usable), key=_start_of))
    # "men who X said were of Y": one actor, in two clauses
    across = next((a for a in usable if a.start < clause.start < a.end <= trigger.start), antecedent)
    if clause.link in ("part", "which") and trigger.type in CASUALTY and across is None:
        return None
    start = max(across.start if across is not None else clause.start, reacts)
    said = (c.content_start for c in found.claims if c.content_start >= c.end and c.content_start <= trigger.start)
    said = (at for at in said if across is None or not across.start <= at < across.end)
    subject_from = max([start, *said])
    doers, targets = roles(text, found.sentence, trigger, usable, start, clause.end, subject_from)
    pronoun = _pronoun(text, found, trigger, subject_from)
    suffered = SUFFERED.search(text, subject_from, found.sentence.end) if trigger.type == "killed" else None
    if suffered and " and " not in text[trigger.end : suffered.start()]:
        doers, targets = (), (*targets, *((pronoun,) if pronoun else doers))  # "the army said it had lost two men"
    elif pronoun is not None and (not doers or (doers[0].country is None and OWN.search(text[: doers[0].start][-12:]))):
        doers = (pronoun,)  # "Moscow said its troops had seized": not the troops of the country it happened in
    if doers and doers[0].end <= trigger.start and OVER_A_MINE.match(text, trigger.start, trigger.end + 60):
        doers, targets = (), (*doers, *targets)
    if SHOTS.match(trigger.text) and BACK.match(text, trigger.end, trigger.end + 12):
        doers, targets = targets, (*doers, *targets)  # "the soldiers shot back": they are whom it hit
    suffers = trigger.type in CASUALTY or trigger.text.startswith("died")
    if suffers and trigger.form in ("past", "participle") and DIED.match(trigger.text):
        behind = tuple(a for a in doers if a.start > trigger.start)
        shot = tuple(a for a in behind if in_its_fire(text, a) or at_their_hands(text, trigger, a))
        bearing = tuple(a for a in doers if a not in shot and person_class(a.text) != "civilian")
        doers, targets = shot, (*bearing, *targets)
    if FREES.match(trigger.text):  # "were rescued in a joint operation by Kenyan and Somali forces": on one side
        targets = tuple(t for t in targets if t.group not in STATE_FORCES)
    if trigger.type == "attack-on-civilians" and FINDS.match(trigger.text):
        return (), ()  # who finds the dead didn't kill them
    # Whom the sentence counts as victims didn't do it: "a bomb killed a soldier", "two rebels were killed in a raid".
    seeking = sought(text, subject_from, trigger.start)
    doers = tuple(a for a in doers if a.start >= seeking)
    dead = [(t.start, t.end) for t in found.tolls]
    slain = {a.start for a in doers for s, e in dead if s <= a.start < e or AMONG_THEM.fullmatch(text, e, a.start)}
    return tuple(a for a in doers if a.start not in slain), targets


# "Ten people, including two policemen, died in an attack": the policemen are of those ten.
AMONG_THEM = wording(
    r",? (?:including|among them|among whom were|mostly|mainly|most of them|many of them) "
    r"(?:(?!(?:was|were|had|have|died|by)\b)[\w’'-]+,? ){0,6}"
)


SHOTS = re.compile(r"(?:shot|shoot|fir)", re.IGNORECASE)
BACK = re.compile(r" (?:fire )?back\b(?! (?:into|to|from|in|at the (?:post|base|camp))\b)")
SUFFERED = wording(
    r"\b(?:lost|losing)\b(?! (?:control|contact|ground))|\b(?:its|their) (?:own )?(?:losses|dead|casualties|toll)\b"
)
FREES = re.compile(r"(?:rescu|free)", re.IGNORECASE)
FINDS = re.compile(r"(?:f[io]und|find|discover|recover|collect|retriev|unearth|turned up|washed)", re.IGNORECASE)
# What a verb's subject suffers.
DIED = re.compile(r"(?:died|perished|suffered|sustained|succumbed|drowned|collapsed|lost|received|escaped|took)\b")
OWN = re.compile(r"\b(?:[Ii]ts|[Tt]heir|[Hh]is) (?:own )?$")
RELATIVE = frozenset({"who", "that", "which"})


def _antecedent(text: str, clause: Clause, actors: tuple[Actor, ...]) -> Actor | None:
    """Whom a relative clause speaks of, and what goes on behind it: "fighters of the X group who came in boats killed"."""
    if clause.link != "which" or clause.word.lower() not in RELATIVE:
        return None
    before = [a for a in actors if a.end <= clause.start and clause.start - a.end <= 24 and a.group != "adjective"]
    if not before or not re.fullmatch(r",? ?(?:\w+ ){0,2},? ?", text[before[-1].end : clause.start]):
        return None
    return before[-1]


def _role_order(head: Trigger) -> Callable[[Trigger], tuple[bool, bool, bool, int]]:
    def order(trigger: Trigger) -> tuple[bool, bool, bool, int]:
        return (
            trigger.pos == "n" and head.pos == "n",
            trigger is not head and head.pos == "v",
            trigger.type in CASUALTY,
            trigger.start,
        )

    return order


def _pronoun(text: str, found: Found, trigger: Trigger, subject_from: int) -> Actor | None:
    """ "X said it launched", "its drones had hit", "its forces shelled": X does it."""
    claim = next(
        (c for c in found.claims if c.content_start >= c.end and c.content_start <= trigger.start <= c.content_end), None
    )
    speakers = [a for a in found.actors if claim.start <= a.start < claim.end] if claim is not None else []
    if not speakers:
        return None
    before = text[subject_from : trigger.start]
    if re.match(r"[\s,]*where (?:it|they)\b", before):
        return None  # "police said gunmen rode into X, where they shot four traders"
    opens = re.match(r"\s*(?:that )?(?:it|they) (?:had |has |have |also |never |first |\w+ly )*\w+(?:ed|k|t|ck)\b", before)
    holds = trigger.text.startswith("in ") and HELD_NOW.search(before)
    if not opens and not holds and not IT_DID.search(before):
        return None
    own = re.search(r"\b[Ii]ts (?:own )?((?:\w+ ){1,3})(?:had |have |has )?$", before)
    words = own[0].strip() if own else speakers[0].text
    start = subject_from + own.start() if own else speakers[0].start
    return evolve(
        speakers[0],
        role="initiator",
        text=text[start : start + len(words)],
        start=start,
        end=start + len(words),
        group="military" if speakers[0].group in ("adjective", "state") else speakers[0].group,
        rule="ACTOR-SPEAKER",
        basis="inferred",
    )


IT_DID = re.compile(
    r"\b(?:it|they)(?: (?:had|has|have|also|later|now|fully))*\s$|"
    r"\b(?:[Ii]ts (?:own )?(?:\w+ ){1,3}|[Hh]is (?:own )?(?:fighters|men|forces|troops|rebels|soldiers) )(?:had |have |has )?$"
)
HELD_NOW = re.compile(r"\b(?:it|they) (?:was|were|is|are)(?: (?:now|also|already|back))* $")  # "in control of the town"


def subject_of(found: Found, number: int) -> tuple[Actor, ...]:
    """The armed actor that a clause begins with, before any other: the subject of its verbs."""
    clause = found.sentence.clauses[number]
    said = [(c.start, c.reach) for c in found.claims]
    inside = [a for a in found.actors if clause.start <= a.start < clause.end and a.group != "adjective"]
    first = next((a for a in inside if not any(s <= a.start < e for s, e in said)), None)
    if first is None or first.group not in ARMED - {"state", "government"} or governed(first, found.sentence.tokens):
        return ()
    return (evolve(first, role="initiator"),)
