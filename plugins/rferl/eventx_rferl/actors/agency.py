"""Finds who acts in a telling: by grammar, by a pronoun of the speaker, by a claim of responsibility.

Knows the finders' results for one sentence. Doesn't look at other sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from attrs import evolve, frozen

from eventx_rferl.language.actor_classes import ARMED
from eventx_rferl.language.dates import Phrase
from eventx_rferl.language.lexicons import settings
from eventx_rferl.language.roles import roles
from eventx_rferl.language.voice import governed
from eventx_rferl.language.wording import Patterns, wording
from eventx_rferl.model import Actor, Claim, Clause, Place, Sentence, Toll, Trigger
from eventx_rferl.triggers.candidates import CASUALTY
from eventx_rferl.triggers.mentions import Group
from eventx_rferl.triggers.reactions import names_before

FROM_SIDE = wording(r"\bfrom the (\w+) side\b")
PLANTED = wording(
    r"\b(?:mines?|bombs?|devices?|IEDs?|explosives|booby traps?|grenades?|charges?)(?:,? (?:that|which))? "
    r"(?P<who>(?:[\w’'.-]+ ){1,6}?)"
    r"(?:(?:had|has|have|was|were) )?(?:apparently |allegedly )?(?:planted|laid|buried|placed|left|hidden|set|rigged|"
    r"concealed|strewn)\b"
)


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
    accused: Actor | None = None


def agents_of(text: str, found: Found, group: Group, mine: list[Clause]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who acts and who is acted upon, from the triggers of a telling, the speaker behind a pronoun, or "the group"."""
    sentence = found.sentence
    sayers = [c for c in found.claims if c.content_start >= c.end]
    speakers = [(c.start, c.end) for c in found.claims]
    spots = [
        (p.start, p.end)
        for p in found.places
        if p.role in ("location", "origin") or (p.role == "reference" and text.endswith("of ", 0, p.start))
    ]
    usable = tuple(
        a
        for a in found.actors
        if not any(s <= a.start < e for s, e in speakers)
        and not (
            a.group == "state"
            and (_behind_a_place(text, a) or any(s <= a.start < e for s, e in spots))
            and not (text.endswith(", ", 0, a.start) and ACTS.match(text, a.end))  # "At Manas, Russia opened a base"
        )
    )
    doers: list[Actor] = []
    targets: list[Actor] = []
    ordered = sorted(group.triggers, key=_role_order(group.head))
    reacts = names_before(text, sentence.start, group.head.start)
    for trigger in ordered:
        clause = sentence.clauses[trigger.clause]
        start = clause.start
        antecedent = _antecedent(text, clause, usable)
        if clause.link in ("part", "which") and trigger.type in CASUALTY and antecedent is None:
            continue
        if antecedent is not None:
            start = antecedent.start
        subject_from = max([start, *(c.content_start for c in sayers if c.content_start <= trigger.start)])
        if group.head.pos == "n":  # who condemns it didn't do it
            start, subject_from = max(start, reacts), max(subject_from, reacts)
        d, t = roles(text, sentence, trigger, usable, start, clause.end, subject_from)
        pronoun = _pronoun(text, found, trigger, subject_from)
        suffered = SUFFERED.search(text, subject_from, sentence.end) if trigger.type == "killed" else None
        if suffered and " and " not in text[trigger.end : suffered.start()]:
            d, t = (), (*t, *((pronoun,) if pronoun else d))  # "the army said it had lost two men": who lost them
        elif pronoun is not None and (not d or (d[0].country is None and OWN.search(text[: d[0].start][-12:]))):
            d = (pronoun,)  # "Moscow said its troops had seized": not the troops of the country it happened in
        if trigger.form == "past" and re.search(r"\bdied\b", trigger.text):
            d, t = (), (*d, *t)
        if trigger.type == "attack-on-civilians" and FINDS.match(trigger.text):
            d, t = (), ()  # who finds the dead didn't kill them
        # Whom the sentence counts as victims didn't do it: "a bomb killed a soldier", "two rebels were killed in a raid".
        d = tuple(a for a in d if not any(t.start <= a.start < t.end for t in found.tolls))
        doers.extend(a for a in d if not any(a.name == o.name and a.country == o.country for o in doers))
        targets.extend(a for a in t if not any(a.start == o.start for o in targets))
        if doers and targets and trigger.type not in ("light",):
            break
    if not doers:
        anaphor = re.search(
            r"\b[Tt]he (?:(?:militant|extremist|rebel|armed|terrorist|jihadist|guerrilla|separatist|Islamist) )?"
            r"(?:group|movement|organization|gang|network|sect|faction)\b(?:['’]s (?:\w+ )?(?:men|boys|members|followers|"
            r"cadres)\b)?",
            text[min(c.start for c in mine) : group.head.start],
        )
        at = min(c.start for c in mine) + anaphor.start() if anaphor else -1
        if anaphor and not (group.head.pos == "n" and any(s <= at < e for s, e in speakers)):
            doers = [
                Actor(
                    "",
                    anaphor[0],
                    at,
                    at + len(anaphor[0]),
                    "group-anaphor",
                    "rebel-group",
                    None,
                    "initiator",
                    "ACTOR-ANAPHOR",
                    "inferred",
                )
            ]
    if not doers and group.head.type in MOBBED:
        doers = _crowd(text, sentence, group.head)
    if not doers and group.head.type not in CASUALTY:
        doers = [evolve(a, role="initiator", group="military") for a in found.actors if _fired_from(text, a, mine)][:1]
    laid = PLANTED.search(text, sentence.start, sentence.end) if group.head.type not in ("air-strike", "arrest") else None
    if laid and any(c.start <= laid.start() < c.end for c in mine):  # "went over a mine the X had planted"
        doers = [evolve(a, role="initiator") for a in found.actors if laid.start("who") <= a.start < laid.end("who")][:1] or doers
    side = FROM_SIDE.search(text, min(c.start for c in mine), max(c.end for c in mine))
    if side:
        doers = [evolve(a, role="initiator") for a in found.actors if a.text == side[1]][:1] or doers
    targets = [t for t in targets if not any(t.start == d.start and (t.name == d.name or t.group != "group") for d in doers)]
    return tuple(doers[:2]), tuple(targets[:2])


SUFFERED = wording(
    r"\b(?:lost|losing)\b(?! (?:control|contact|ground))|\b(?:its|their) (?:own )?(?:losses|dead|casualties|toll)\b"
)
FINDS = re.compile(r"(?:f[io]und|find|discover|recover|collect|retriev|unearth|turned up|washed)", re.IGNORECASE)
OWN = re.compile(r"\b(?:[Ii]ts|[Tt]heir) (?:own )?$")
RELATIVE = frozenset({"who", "that", "which"})


def _antecedent(text: str, clause: Clause, actors: tuple[Actor, ...]) -> Actor | None:
    """Whom a relative clause speaks of, and what goes on behind it: "fighters of the X group who came in boats killed"."""
    if (
        clause.link != "which"
        or clause.word.lower() not in RELATIVE
        or not re.match(r"\w+ (?:\w+ly )?\w+", text[clause.start : clause.end])
    ):
        return None
    before = [a for a in actors if a.end <= clause.start and clause.start - a.end <= 24 and a.group != "adjective"]
    if not before or not re.fullmatch(r",? ?(?:\w+ ){0,2},? ?", text[before[-1].end : clause.start]):
        return None
    return before[-1]


SHOT_FROM = re.compile(
    r"\b(?:fired|launched|shot|fire|shelling|barrage|flew|flown|flying|came|coming) (?:\w+ ){0,2}from "
    r"(?:a |the |inside |within )?$"
)


def _fired_from(text: str, actor: Actor, mine: list[Clause]) -> bool:
    """ "Rockets fired from Russian territory", "artillery fire from a Russian base": whose ground or guns it came from."""
    if actor.group not in ("adjective", "military", "state") or not any(c.start <= actor.start < c.end for c in mine):
        return False
    own = actor.group != "adjective" or re.match(
        r" (?:territory|soil|side|bases?|positions?|guns|batter(?:y|ies)|posts?)\b", text[actor.end :]
    )
    return bool(own) and SHOT_FROM.search(text[max(0, actor.start - 60) : actor.start]) is not None


MOBBED = frozenset(
    """attack attack-on-civilians shooting-kill killed injured looting-destruction hit mob-violence killing-noun arson
    execution""".split()
)
WHO = (
    r"[Vv]illagers|[Rr]esidents|[Yy]ouths?|[Yy]oung men|[Cc]rowds?|[Mm]obs?|[Ll]ocals|[Nn]eighbors|[Tt]ownspeople|[Ss]tudents|"
    r"[Ss]upporters|[Ff]ans|[Ll]ooters|[Mm]ourners|[Pp]rotesters|[Dd]emonstrators|[Rr]ioters|[Ii]nmates|[Vv]igilantes"
)
CROWD_BEFORE = wording(rf"\b(?P<who>{WHO})(?P<gap> [^.;,]{{0,60}}?)? (?:also |then |later |had |have )*$")
CROWD_AFTER = wording(rf"(?: to death| alive| dead| on| upon)? by (?:an? |the |some )?(?:[\w-]+ ){{0,3}}?(?P<who>{WHO})\b")


def _crowd(text: str, sentence: Sentence, head: Trigger) -> list[Actor]:
    """Villagers, youths or a mob as the ones who attack: rioters."""
    if re.match(r"(?:die|perish|succumb)", head.text, re.IGNORECASE):
        return []
    found = CROWD_AFTER.match(text, head.end, sentence.end)
    if found is None and head.pos == "v" and head.form in ("past", "participle", "ing"):
        found = CROWD_BEFORE.search(text[sentence.start : head.start])
        shift = sentence.start
        if found and re.search(
            r"^ (?:say|said|told|report)|\b(?:was|were|been|being|by|on|at|against|of|killed|when|after)\b", found["gap"] or ""
        ):
            return []
        lead = text[
            max(sentence.start, shift + (found.start("who") if found else 0) - 14) : shift + (found.start("who") if found else 0)
        ]
        if re.search(r"\b(?:on|at|against|of|to|by|in|from|two|three|four|five|\d|killed|killing) (?:the |angry )?$", lead, re.I):
            return []
    else:
        shift = 0
    if found is None:
        return []
    start, end = shift + found.start("who"), shift + found.end("who")
    return [Actor("Rioters", text[start:end], start, end, "rioters", "rioters", None, "initiator", "ACTOR-CROWD")]


IN_A_PLACE = wording(
    r"\b(?:in|near|at|of|outside|from|to|around|off) (?:the )?(?:[\w-]+ (?:of|in) )?[A-Z][\w’'-]+(?:[ -][A-Z][\w’'-]+)*, $"
)


ACTS = wording(
    r" (?:(?:yesterday|today|also|then|later|earlier|meanwhile|reportedly|on [A-Z]\w+day|on [A-Z]\w+ \d+|\w+ly) )?"
    r"(?:has|had|have|was|is|were|will|would|did|does|[a-z]+ed|sent|began|took|said|struck|hit|shot|gave|built|set|put|withdrew|"
    r"fought|made|lost|held)\b"
)


def _behind_a_place(text: str, actor: Actor) -> bool:
    """ "in Dili, East Timor": a country that only says where a town lies."""
    return bool(IN_A_PLACE.search(text[max(0, actor.start - 60) : actor.start]))


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
    before = text[subject_from : trigger.start]
    opens = re.match(r"\s*(?:that )?(?:it|they) (?:had |has |have |also )*\w+(?:ed|k|t|ck)\b", before)
    if not opens and not re.search(
        r"\b(?:it|they)(?: (?:had|has|have|also|later))*\s$|\b[Ii]ts (?:own )?(?:\w+ ){1,3}(?:had |have |has )?$", before
    ):
        return None
    claim = next(
        (c for c in found.claims if c.content_start >= c.end and c.content_start <= trigger.start <= c.content_end), None
    )
    if claim is None:
        return None
    speakers = [a for a in found.actors if claim.start <= a.start < claim.end]
    if not speakers:
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


def subject_of(found: Found, number: int) -> tuple[Actor, ...]:
    """The armed actor that a clause begins with, before any other: the subject of its verbs."""
    clause = found.sentence.clauses[number]
    said = [(c.start, c.end) for c in found.claims]
    inside = [a for a in found.actors if clause.start <= a.start < clause.end and a.group != "adjective"]
    first = next((a for a in inside if not any(s <= a.start < e for s, e in said)), None)
    if first is None or first.group not in ARMED - {"state", "government"} or governed(first, found.sentence.tokens):
        return ()
    return (evolve(first, role="initiator"),)


ITS_OWN = wording(
    r"\b(?:its|their) (?:own )?(?:[\w-]+ )?(?:soldiers?|troops|men|servicemen|policemen|officers?|fighters|guards?|members|"
    r"personnel)\b"
)


def own_losses(found: Found, tolls: tuple[Toll, ...], targets: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """ "The U.S. military announced the deaths of three of its soldiers": the speaker's own were hit."""
    for toll in tolls:
        if toll.claimant is None or not ITS_OWN.search(toll.victims):
            continue
        speakers = [
            a for a in found.actors if toll.claimant_start <= a.start < toll.claimant_end and a.group in ARMED | {"adjective"}
        ]
        if speakers:
            one = speakers[0]
            own = evolve(
                one,
                role="target",
                group="military" if one.group in ("adjective", "state") else one.group,
                rule="ACTOR-SPEAKER",
                basis="inferred",
            )
            return (own, *(t for t in targets if t.country is not None and t.name != own.name))
    return targets


@cache
def _phrases(key: str) -> Patterns[None]:
    flags = re.IGNORECASE if key == "nobody" else re.NOFLAG
    return Patterns((None, wording(rf"\b{phrase}\b", flags)) for phrase in settings("claims.toml")["responsibility"][key])


def responsible(text: str, sentence: Sentence, actors: tuple[Actor, ...]) -> Actor | None:
    """Who claims an event or is blamed for it in a sentence; None also if nobody claims it."""
    words = text[sentence.start : sentence.end]
    before_it, after_it = _phrases("before").standing(words), _phrases("after").standing(words)
    if not (before_it or after_it) or _phrases("nobody").match_in(words):
        return None
    quoted = [*sentence.quotes]
    armed = [a for a in actors if a.group in ARMED | {"adjective"} - {"border"} and not any(s <= a.start < e for s, e in quoted)]
    for _, pattern in before_it:
        claim = pattern.search(words)
        if claim:
            at = claim.start()
            before = [a for a in armed if a.end <= sentence.start + at + 1]
            if before:
                named = [a for a in before if a.group != "adjective"] or before
                groups = [a for a in named if a.group == "group" and not governed(a, sentence.tokens)]
                if named[0].group == "state" and groups:  # "In the capital, Sanaa, the X group said it was behind ..."
                    named = groups[-1:]
                return evolve(named[0], role="initiator", rule="ACTOR-CLAIMS-IT")
            unknown = re.search(
                r"((?:[A-Z][\w’'-]+)(?: (?:[a-z]{1,3} )?[A-Z][\w’'-]+){0,4}),? (?:has |have |also |later |had )?$", words[:at]
            )
            if unknown and unknown[1] not in ("The", "It", "He", "They", "Police", "Officials"):
                start = sentence.start + unknown.start(1)
                return Actor(
                    unknown[1],
                    unknown[1],
                    start,
                    start + len(unknown[1]),
                    "group",
                    "armed-group",
                    None,
                    "initiator",
                    "ACTOR-CLAIMS-IT",
                )
    for _, pattern in after_it:
        match = pattern.search(words)
        if match and match[0] not in ("accused", "blamed"):
            after = [a for a in armed if 0 <= a.start - (sentence.start + match.end()) <= 40]
            if after:
                return evolve(after[0], role="initiator", rule="ACTOR-BLAMED")
            if re.match(r" (?:on |by )?the group\b", words[match.end() :]):
                at = sentence.start + match.end() + words[match.end() :].index("the group")
                return Actor(
                    "", "the group", at, at + 9, "group-anaphor", "rebel-group", None, "initiator", "ACTOR-BLAMED", "inferred"
                )
    return None


BLAME = wording(
    r"\b(?:(?:held|holds|holding)(?=[^.;,]{2,70} responsible\b)|"
    r"blam(?:ed|es|ing)|accus(?:ed|es|ing)|suspect(?:s|ed)|suspicion fell on|pointed (?:the finger )?at|"
    r"attributed (?:it|them|the \w+) to|put the blame on|laid the blame on)\b"
)


def blamed(text: str, sentence: Sentence, actors: tuple[Actor, ...]) -> Actor | None:
    """Whom a sentence blames for something, if it is one armed actor."""
    match = BLAME.search(text, sentence.start, sentence.end)
    if match is None or re.search(
        r"\beach other\b|\bone another\b|\bdenied\b|\bno evidence\b", text[sentence.start : sentence.end]
    ):
        return None
    after = [a for a in actors if a.group in ARMED and 0 <= a.start - match.end() <= 50]
    if not after or re.search(r"[;.]|\bof\b.*\bof\b", text[match.end() : after[0].start]):
        return None
    return evolve(after[0], role="initiator", rule="ACTOR-ACCUSED")
