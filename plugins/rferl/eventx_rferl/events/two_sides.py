"""The two sides of a fight, where the words of its tellings put both on one, or name only one of them.

Knows who fights beside whom. Doesn't find actors, nor what else the article says of the other side.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.actors.fellows import turned
from eventx_rferl.language.actor_classes import FIGHTERS, STATE_GROUPS
from eventx_rferl.language.allies import in_one_phrase
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Article, Mention, Toll
from eventx_rferl.tolls.victims import nations_of, victim_of

# What one side takes, by whichever of its names it is told.
GROUND = frozenset({"territory-overtaken", "territory-regained"})
TWO_SIDED = frozenset({"armed-clash", "agreement", "territory-overtaken", "territory-regained"})
# "Two Moro clans exchanged fire": with each other.
TWO_OF_THEM = wording(
    r"\b(?:two|rival|warring|feuding|opposing) (?:[\w-]+ ){0,3}?(?:clans|gangs|tribes|factions|families|militias|groups)\b",
    re.IGNORECASE,
)


def two_of_them(article: Article, actor: Actor) -> bool:
    """Whether an actor is told as two that fight: "two Moro clans"."""
    told = TWO_OF_THEM.search(article.text, max(0, actor.start - 20), actor.end + 12)
    return told is not None and told.start() <= actor.end


def states_men(actor: Actor) -> bool:
    """Whether an actor is a state or its forces."""
    return actor.group in STATE_GROUPS | {"state"}


# Who fights on the side of those named before.
ALLIED = wording(r"\band (?:[\w-]+ )?(?:allied|loyal|friendly|pro-government|pro-\w+|supporting|associated|its|their)\b")


JOINED = wording(r",? and (?:[\w’'-]+ ){0,5}")
# What two do to each other.
EACH_OTHER = wording(
    r"\b(?:fought|fight(?:s|ing)?|clash\w*|battl\w+|exchang\w+|traded|skirmish\w*|duel\w*|shot it out|crossed|met|engaged|came)\b"
)
# What both do themselves: not "jets bombed a town where rebels fought".
TRADED = wording(r"(?: [\w-]+){0,2} (?:exchang(?:ed|ing)|trad(?:ed|ing)|fought|fighting|clashed)\b")
ONE_ANOTHER = wording(r"\b(?:each other|one another)(?:['’]s)?\b")
REACH = 120


def at_each_other(article: Article, doers: list[Actor]) -> bool:
    """ "X and Y traded mortar fire", "X and Y jets fought": each hit the other, and nobody else was meant."""
    if len(doers) != 2:
        return False
    in_one = doers[0].start == doers[1].start  # "Kyrgyz and Tajik guards"
    if not in_one and not JOINED.fullmatch(article.text, doers[0].end, doers[1].start):
        return False
    if TRADED.match(article.text, doers[1].end):
        return True
    behind = re.split("[.,;]", article.text[doers[1].end : doers[1].end + REACH], maxsplit=1)[0]
    return ONE_ANOTHER.search(behind) is not None


THEY_DID = wording(
    r" (?:(?:have|had|also|later|on \w+) )*(?:killed|wounded|attacked|raided|bombed|struck|hit|shot|captured|destroyed)\b"
)


# "The army and the police clashed with rebels": both of them.
FOUGHT_WITH = re.compile(
    r" (?:(?:had|have|also|later) )?(?:clashed|fought|battled|skirmished|(?:exchanged|traded) (?:gun)?fire|fought battles) "
    r"(?:with|against) (?:(?!(?:each|one)\b)[\w-]+ ){0,3}"
)


def _side_by_side(article: Article, kind: str, doers: list[Actor], third: list[Actor]) -> bool:
    """Whether two that an "and" joins do it together: they take ground, or attack somebody named behind them."""
    together = in_one_phrase(article.text, doers)
    first, second = (doers[0], together[-1]) if len(together) > 2 else doers[:2]
    in_one = first.start == second.start or len(together) > 2  # "Kyrgyz and Tajik guards"
    if not in_one and not JOINED.fullmatch(article.text, first.end, second.start):
        return False
    behind = article.text[second.end : second.end + REACH].split(". ")[0]
    between = article.text.endswith(("between ", "between the "), 0, first.start)
    armies = all(states_men(a) or a.type == "external-forces" for a in (first, second))
    if armies and (third or in_one) and THEY_DID.match(behind) and not between:
        return True  # "coalition and Afghan troops killed 43 militants in heavy fighting"
    if kind in GROUND:
        return EACH_OTHER.search(behind) is None
    if third and FOUGHT_WITH.fullmatch(article.text, second.end, third[0].start):
        return True
    return bool(third) and 0 <= third[0].start - second.end < len(behind) and not EACH_OTHER.search(behind)


def one_each(article: Article, kind: str, doers: list[Actor], targets: list[Actor]) -> tuple[list[Actor], list[Actor]]:
    """The two sides of a fight, if all that is named stands on one of them."""
    if len(doers) > 1 and kind in GROUND and states_men(doers[0]) == (kind == "territory-overtaken"):
        # "Gunmen entered the post, but it was retaken by the army": what is told in the end is what who regains it did.
        doers = sorted(doers, key=lambda d: states_men(d) == (kind == "territory-overtaken"))
    if len(doers) > 1:
        against = [evolve(doers[1], role="target")]
        third = [t for t in targets if t.group in FIGHTERS and t.name not in {d.name for d in doers} and t.rule != "ACTOR-VICTIM"]
        if third and ALLIED.search(article.text, doers[0].end, doers[1].start):
            return doers, third  # "soldiers and allied militiamen fought with the X"
        if _side_by_side(article, kind, doers, third):
            return doers, third  # "soldiers and clan militiamen retook X from the Y"
        if states_men(doers[0]) != states_men(doers[1]):
            return doers[:1], against  # "guerrillas and police fought": whoever of them is counted dead
        return doers[:1], targets or ([] if kind in GROUND else against)
    if not doers and len(targets) > 1:  # "three marines were killed in fighting with insurgents"; "with gunmen": by them
        ours = next((t for t in targets[:2] if t.group in STATE_GROUPS), targets[0])
        # "A border guard of X was killed in a clash with those of Y": by these; but not "X lost 12 men in a clash with Y".
        foes = all(states_men(t) and t.group != "state" and t.rule == "ACTOR-PHRASE" for t in targets[:2])
        ours = targets[1] if targets[1].group == "armed" or foes else ours
        return [evolve(ours, role="initiator")], [t for t in targets if t is not ours]
    return doers, targets


# The dead of a force that is named in other words beside them.
ITS_MEN = wording(r"(?:soldiers?|troops?|servicem[ae]n|servicewom[ae]n)")
OFFICERS = wording(r"(?:officers?|guards?)")
FORCES = frozenset({"military", "police", "peacekeepers"})


def without_their_men(targets: list[Actor], tolls: tuple[Toll, ...]) -> list[Actor]:
    """ "Attacked a Serbian police patrol and killed two officers": of the patrol, and no second force."""
    counted = [t for t in targets if any(toll.start <= t.start < toll.end for toll in tolls)]
    hit = {t.group for t in targets if t not in counted} & FORCES
    men = [
        t
        for t in counted
        if t.country is None and ((hit and OFFICERS.fullmatch(t.text)) or (hit - {"police"} and ITS_MEN.fullmatch(t.text)))
    ]
    return [t for t in targets if t not in men]


def without_fellows(doers: list[Actor], targets: list[Actor]) -> list[Actor]:
    """ "Security forces killed two rebels, who fired at the police": a state's police are no foe of its army, if there is one."""
    if not doers or not states_men(doers[0]):
        return targets
    foes = [t for t in targets if not states_men(t) or t.country != doers[0].country or turned(doers[0], t)]
    return foes or targets


def fallen_of_two(tolls: tuple[Toll, ...]) -> list[Actor]:
    """ "One X soldier was killed and two Y conscripts were wounded in skirmishes": the armies of X and of Y; else nobody."""
    hit = [t for t in tolls if t.group in ("military", "police") and t.number.high != 0 and t.start < t.end]
    sides: dict[str, Toll] = {}
    for toll in hit:
        told = set(nations_of(toll.victims))
        if len(told) != 1:
            return []
        sides.setdefault(told.pop(), toll)
    if len(sides) != 2:
        return []
    found = [victim_of((toll,), country) for country, toll in sides.items()]
    return [evolve(actor, rule="ACTOR-VICTIM") for actor in found if actor is not None]


def who_took_them(mentions: tuple[Mention, ...], kind: str) -> tuple[Mention, ...]:
    """ "Gunmen seized nine nurses. Police and the gunmen traded fire": of an abduction the tellings that name who took them."""
    took = tuple(m for m in mentions if m.head.type == kind == "abduction" and m.initiators)
    return took or mentions
