"""Says who did it and to whom, once all tellings of an event are together.

Knows the conventions of names ("Military Forces of X", "Civilians (X)") and which victim or object stands for the target.
Doesn't find new actors in sentences.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.actors.back_references import militants_named, named_for
from eventx_rferl.actors.fellows import turned
from eventx_rferl.actors.listed import meant
from eventx_rferl.actors.naming import localised
from eventx_rferl.events.across import strangers
from eventx_rferl.events.communities import two_peoples
from eventx_rferl.events.two_sides import (
    TWO_SIDED,
    at_each_other,
    fallen_of_two,
    one_each,
    states_men,
    two_of_them,
    who_took_them,
    without_fellows,
    without_their_men,
)
from eventx_rferl.language.actor_classes import CROWDS, FIGHTERS, STATE_FORCES, STATE_GROUPS
from eventx_rferl.language.allies import two_or_allied
from eventx_rferl.language.lexicons import country_name, country_words, groups, with_article
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Article, Mention, Toll
from eventx_rferl.tolls.claims import mutual_blame
from eventx_rferl.tolls.victims import belonging_to, civilians_of, garrison, of_the_vessel, victim_of
from eventx_rferl.triggers.families import family
from eventx_rferl.triggers.type_facts import ARMED_VICTIMS

TARGETED = frozenset({"attack-on-civilians", "sexual-violence", "abduction", "excessive-force", "mob-violence"})
REMOTE = frozenset(
    {
        "air-strike",
        "drone-strike",
        "aerial-strike",
        "shelling",
        "missile-attack",
        "bombardment",
        "explosive-device",
        "suicide-bombing",
        "grenade",
        "chemical-weapon",
    }
)


DEMO = frozenset({"peaceful-protest", "protest-intervention", "excessive-force", "violent-demonstration", "mob-violence"})


def sides(
    article: Article,
    mentions: tuple[Mention, ...],
    kind: str,
    tolls: tuple[Toll, ...],
    home: str | None,
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who did it and to whom; ``home`` is the country of the event."""
    mentions = _but_for_excuses(article, as_fallen(mentions, kind), kind)
    doers, targets = _named(article, mentions, kind)
    if kind in DEMO:
        return _demonstrators(article, mentions, kind, home, doers, targets)
    if kind == "agreement":
        doers, targets, home = _signatories(doers, targets, home)
    targets = without_their_men(targets, tolls) if kind == "armed-clash" else targets
    doers = strangers(article, mentions, doers, home, kind)
    targets = [localised(t, home, kind) for t in targets if t.group not in ("crowd", "crowd-civilian")]
    if kind == "arrest":  # "police detained an activist of the X movement"
        targets = [t for t in targets if t.type not in ("protesters", "civilians")]
    if kind == "armed-clash":
        pair = two_peoples(article, mentions, home, [*doers, *targets])
        if not pair and all(map(states_men, (*doers, *targets))):
            pair = fallen_of_two(tolls)
        doers, targets = (pair[:1], pair[1:]) if pair else (doers, targets)
    toppled = next((m.head for m in mentions if TOPPLED.match(m.head.text)), None) if kind == "strategic-development" else None
    if toppled and home and not any(t.group in STATE_GROUPS for t in targets):  # whoever was in power
        ruled = f"Government of {with_article(country_name(home) or '')}"
        span = (toppled.start, toppled.end)
        targets = [Actor(ruled, "", *span, "government", "government", home, "target", "ACTOR-OBJECT", "inferred")]
    names = {d.name for d in doers if not any(turned(d, t) for t in targets)}
    targets = [t for t in targets if t.name not in names]
    if kind in TWO_SIDED and (doers or mentions[0].head.type != "under-fire"):
        doers, targets = one_each(article, kind, doers, targets)
    if kind == "armed-clash" and len({d.name for d in doers}) == 1 and not targets and two_of_them(article, doers[0]):
        targets = [evolve(doers[0], role="target", rule="ACTOR-EACH-OTHER")]
    if kind in REMOTE and at_each_other(article, doers):
        doers, targets = doers[:1], doers[1:]
    else:
        targets = of_the_vessel(article, mentions, _hit(article, mentions, kind, home, tolls, doers, targets), doers)
    blamed = kind != "armed-clash" and open_blame(article, mentions)  # whoever began it, both fought
    if not doers and not blamed and kind in AUTHORED:
        doers = [_unidentified(mentions[0], home)]
    if blamed:
        doers = [d for d in doers if d.basis == "explicit" and d.group not in ("state", "military", "adjective")]
    if kind == "armed-clash":
        targets = without_fellows(doers, targets)
    one, other = ("participant", "participant") if kind == "agreement" else ("initiator", "target")
    doers, targets = (list({a.name: a for a in reversed(side)}.values())[::-1] for side in (doers, targets))
    doers, targets = (two_or_allied(article.text, side) for side in (doers, targets))
    return tuple(_as(one, d) for d in doers), tuple(_as(other, t) for t in targets)


def _as(role: str, actor: Actor) -> Actor:
    return actor if actor.role == role else evolve(actor, role=role)


def as_fallen(mentions: tuple[Mention, ...], kind: str) -> tuple[Mention, ...]:
    """The tellings of an event as who did it to whom is read off them."""
    return tuple(_as_fallen(m) for m in mentions) if kind in REMOTE else mentions


def _as_fallen(mention: Mention) -> Mention:
    """ "Shot down 40 drones of the X. Two women died when one fell on a bus": those who sent them did it, whoever shot."""
    unmanned = mention.weapons & {"drone", "missile", "rocket"} and "air" not in mention.weapons
    if mention.head.type != "shoot-down" or not unmanned:
        return mention
    # "The rebels' drones fired at X were shot down": whose they were stands before, and X, too.
    owned = (
        mention.initiators and mention.targets and all(a.end <= mention.head.start for a in mention.initiators + mention.targets)
    )
    senders = mention.initiators if owned else tuple(evolve(a, role="initiator") for a in mention.targets)
    return evolve(mention, initiators=senders, targets=())


# "It said its aircraft had destroyed a depot of the X", "the army said that it had hit rebels".
SAYS_IT_DID = wording(
    r"\b(?:said|says|claimed|claims|insisted|insists|maintained|stated|announced|asserted) (?:that )?"
    r"(?:it|they|(?:its|their) [\w-]+) (?:had|have|has)? ?(?:only |instead |in fact )?$"
)


def _but_for_excuses(article: Article, mentions: tuple[Mention, ...], kind: str) -> tuple[Mention, ...]:
    """The tellings without whom those who struck say they meant, if others saw a home, school or market hit and unarmed dead."""
    first = mentions[0]
    seen = first.objects and first.claim is not None and not first.targets
    if kind not in REMOTE or not seen or not first.tolls or any(t.group in ARMED_VICTIMS for t in first.tolls):
        return mentions
    excuses = [m for m in mentions[1:] if m.targets and SAYS_IT_DID.search(article.text, m.start, m.head.start)]
    return tuple(evolve(m, targets=()) if m in excuses else m for m in mentions)


# What somebody did, even if nobody says who.
AUTHORED = frozenset({"explosive-device", "suicide-bombing", "grenade", "attack-on-civilians", "abduction"})


BY = re.compile(r"\bby (?:[a-z-]+ ){0,3}$")


def _named(article: Article, mentions: tuple[Mention, ...], kind: str) -> tuple[list[Actor], list[Actor]]:
    """Who acts and who is acted upon by the words of the tellings; a claim goes before all else, a name before "gunmen"."""
    doers = _unique([a for m in who_took_them(mentions, kind) for a in m.initiators])
    targets = _unique([a for m in mentions for a in m.targets])
    claimed = [a for a in doers if a.rule in ("ACTOR-CLAIMS-IT", "ACTOR-BLAMED")]
    # Whoever else claims what a named group or country was told before to have done.
    named = [d for d in doers if d.rule == "ACTOR-PHRASE" and (d.group == "group" or d.country) and d.group != "adjective"]
    doers = doers if claimed and named and named[0].start < claimed[0].start else claimed[:1] or doers
    doers = [d for d in doers if d.group != "group-anaphor"] or [named_for(article.text, d) for d in doers]
    doers = [militants_named(article.text, d) for d in doers]
    if kind == "base-established" and not doers:
        doers = targets[:1]  # "troops flown in since May 8 have turned the airport into their base"
    targets = [] if kind == "base-established" else [militants_named(article.text, d) for d in targets]
    if kind in ("abduction", "arrest", "sexual-violence"):
        doers = [d for d in doers if d.group not in CROWDS]
    named = [d for d in doers if d.group not in ("armed", "crowd-civilian")]
    others = [d for d in doers if d.group == "armed" and BY.search(article.text, max(0, d.start - 24), d.start)]
    if kind == "armed-clash" and not targets and named and others and all(map(states_men, named)):
        return named, others  # "the army repelled an attack by gunmen": they are the other side
    return (named if named and kind not in DEMO else doers), targets


def _signatories(doers: list[Actor], targets: list[Actor], home: str | None) -> tuple[list[Actor], list[Actor], str | None]:
    """The parties of a deal and the country it is about: it is signed anywhere."""
    if sum(a.group != "adjective" for a in (*doers, *targets)) > 1:  # "in the Chinese city of Kunming"
        doers, targets = ([a for a in side if a.group != "adjective"] for side in (doers, targets))
    lands = {a.country for a in (*doers, *targets) if a.country}
    return doers, targets, next(iter(lands)) if len(lands) == 1 else home


# "Twelve of the attackers and six officers died": the dead of those who came don't say whom they came for.
ATTACKERS = wording(
    r"\b(?:attackers?|assailants?|raiders?|intruders?|hijackers?|besiegers?|bombers?|ambushers?)\b", re.IGNORECASE
)


# "Two French soldiers died when a bomb hit their patrol": whose patrol it was says who died.
THEIRS = wording(r"\b(?:their|its|his) (?:[\w-]+ )?$")


def _not_their_own(tolls: tuple[Toll, ...]) -> tuple[Toll, ...]:
    """The tolls of those who were attacked, if both sides' are told."""
    others = tuple(t for t in tolls if not ATTACKERS.search(t.victims))
    return others if any(t.start < t.end and t.number.high != 0 for t in others) else tolls


def _hit(
    article: Article,
    mentions: tuple[Mention, ...],
    kind: str,
    home: str | None,
    tolls: tuple[Toll, ...],
    doers: list[Actor],
    targets: list[Actor],
) -> list[Actor]:
    """Whom it hit, with what the victims and the things that were hit say of it."""
    tolls = _not_their_own(tolls)
    victim = victim_of(tolls, home)
    belonging = as_meant(article, belonging_to(article, tolls))
    if belonging is not None and belonging.name not in {d.name for d in doers}:
        targets = [belonging, *(t for t in targets if t.name != belonging.name and t.group not in ("rebels", "group"))]
    if kind in TARGETED:
        named = [t for t in targets if t.group in STATE_FORCES and t.rule == "ACTOR-PHRASE" and not SAILORS.search(t.text)]
        if kind == "abduction" and named and all(t.start <= named[0].start < t.end for t in tolls):
            return named[:1]
        uniformed = victim is not None and victim.group in ("military", "police")
        if victim is None or not uniformed or (kind == "abduction" and all(map(_in_uniform, tolls))):
            return [victim or civilians_of(article, mentions, home)]
        # "Pirates kidnapped three X sailors": of X.
        return [civilians_of(article, mentions, victim.country)]
    if kind in REMOTE:
        armed = [belonging] if belonging else [t for t in targets if t.group in FIGHTERS | {"state"}]
        by_nation = armed and armed[0].group == "military" and armed[0].text in country_words()
        if by_nation and victim and victim.group in STATE_GROUPS and victim.country == armed[0].country:
            return [victim]  # "shelled the Kyrgyz, wounding three border guards"
        if armed and not (victim and THEIRS.search(article.text, max(0, armed[0].start - 20), armed[0].start)):
            return armed[:1]
        return [victim] if victim else _in_what_was_hit(article, mentions, home) or garrison(article, mentions, home)
    if kind == "armed-clash" and victim and victim.group != "civilians":
        ours = {d.country for d in doers if states_men(d)}
        # "Soldiers killed four who had stormed a police post": those are the other side, and not the police.
        if not targets or (victim.group == "rebels" and all(states_men(t) and t.country in ours for t in targets)):
            return [victim]
    if kind != "arrest" or targets or any(t.measure == "arrested" and t.group in ARMED_VICTIMS for t in tolls):
        return targets  # "a commander was detained": of whom isn't said
    return [civilians_of(article, mentions, home)]


SAILORS = wording(r"\b(?:(?<!navy )(?<!naval )sailors?|seam[ae]n|(?<!tank )crews?(?:m[ae]n)?)\b", re.IGNORECASE)


def _in_uniform(toll: Toll) -> bool:
    """Whether those counted are soldiers or police, and no ship's crew."""
    return toll.group in ("military", "police") and SAILORS.search(toll.victims) is None


def as_meant(article: Article, victim: Actor | None) -> Actor | None:
    """The group that killed fighters belonged to, by what its name means in the countries the article is about."""
    if victim is None or victim.text not in groups():
        return victim
    one = meant(article.text, victim.text)
    return evolve(victim, name=one.name, type=one.type, country=one.country)


def _in_what_was_hit(article: Article, mentions: tuple[Mention, ...], home: str | None) -> list[Actor]:
    """A home, school or market was hit: civilians."""
    span = next((m.objects[0] for m in mentions if m.objects), None)
    if span is None:
        return []
    name = f"Civilians ({country_name(home)})" if home else "Civilians"
    words = article.text[slice(*span)]
    return [Actor(name, words, *span, "civilians", "civilians", home, "target", "ACTOR-OBJECT", "inferred")]


def _unidentified(mention: Mention, home: str | None) -> Actor:
    label, head = country_name(home), mention.head
    name = f"Unidentified Armed Group ({label})" if label else "Unidentified Armed Group"
    return Actor(name, "", head.start, head.end, "armed", "armed-group", home, "initiator", "ACTOR-UNKNOWN", "inferred")


TOPPLED = re.compile(r"overthr|toppl|oust|depos|unseat|coup|(?:seiz\w+|took|grab\w+) power", re.IGNORECASE)


def _unique(actors: list[Actor]) -> list[Actor]:
    found: list[Actor] = []
    for actor in actors:
        twin = next(
            (
                n
                for n, a in enumerate(found)
                if a.name == actor.name
                or (
                    a.country
                    and a.country == actor.country
                    and {a.group, actor.group} & {"adjective", "state"}
                    and (a.group == "group") == (actor.group == "group")
                )
            ),
            None,
        )
        if twin is None:
            found.append(actor)
        elif found[twin].group in ("adjective", "state") and actor.group not in ("adjective", "state"):
            found[twin] = actor
    return found


# Kinds of triggers for what hits from afar or goes off, which nobody saw being sent.
UNSEEN = frozenset({"air", "shell", "blast", "strike", "bombed", "open"})


def _each_others(mentions: tuple[Mention, ...]) -> bool:
    """ "The governor said a Ukrainian drone blew up"; "Kyiv said a Russian missile had caused it": each says the other."""
    if family(mentions[0].head.type) not in UNSEEN:
        return False
    said = [
        {a.country for a in m.initiators if a.country and a.group in STATE_GROUPS | {"state"}}
        for m in mentions
        if m.claim is not None
    ]
    alone = [countries for countries in said if len(countries) == 1]
    return len({country for countries in alone for country in countries}) > 1


def open_blame(article: Article, mentions: tuple[Mention, ...]) -> bool:
    """Whether the text around says that the sides blame each other."""
    if _each_others(mentions):
        return True
    number = mentions[0].paragraph
    if any(m.paragraph != number for m in mentions):
        return False
    block = [b for b in article.blocks if b.kind == "paragraph"][number]
    return mutual_blame(article.text[block.start : block.end])


EACH_OTHER = re.compile(
    r"\b(?:each other|one another|brawl\w*|came to blows|rival \w+|(?:clash\w*|fight\w*|fought|scuffle\w*) (?:\w+ "
    r"){0,2}(?:between|with)|between \w+ and)\b"
)


COUNTED = wording(
    r"(?:(?:about|around|some|several|more than|up to|nearly|at least) )?(?:\d{1,3}(?:,\d{3})+|\d+|thousands of|hundreds of|"
    r"dozens of|several thousand|smaller|masked|angry) (?:[A-Za-z-]+ ){0,2}(?:people|residents|crowds|youths|supporters|students|"
    r"protesters|demonstrators|activists|women)"
)


def _set_upon(article: Article, mentions: tuple[Mention, ...], home: str | None, targets: list[Actor]) -> Actor:
    """ "A crowd fell on two Tajik traders": civilians, of the nation that the words name."""
    civilians = civilians_of(article, mentions, home)
    hurt = any(t.group in ("police", "military") for m in mentions for t in m.tolls)
    force = next((t for t in targets if t.group in STATE_GROUPS), None)
    if hurt and force is not None:
        return localised(force, home, "mob-violence")  # "a policeman was waylaid by a mob and burned"
    foreign = next((t for t in targets if t.group == "crowd-civilian" and t.country not in (None, home)), None)
    if foreign is None:
        return civilians
    return evolve(civilians, name=f"Civilians ({country_name(foreign.country)})", country=foreign.country)


# Whose settlers attack the people of a territory.
SETTLED = {"PSE": "ISR"}


def _demonstrators(
    article: Article, mentions: tuple[Mention, ...], kind: str, home: str | None, doers: list[Actor], targets: list[Actor]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    label = country_name(SETTLED.get(home or "", home) if any("settler" in d.text.lower() for d in doers) else home)
    crowd = next((a for a in (*doers, *targets) if a.group in CROWDS), None)
    force = next(
        (a for a in (*doers, *targets) if a.group in STATE_GROUPS and a.group != "government"),
        None,
    )
    rioting = kind in ("violent-demonstration", "mob-violence")
    name = ("Rioters" if rioting else "Protesters") + (f" ({label})" if label else "")
    head = mentions[0].head
    base = crowd or Actor(name, "", head.start, head.end, "protesters", None, home, rule="ACTOR-CROWD", basis="inferred")
    if not crowd:
        match = COUNTED.search(article.text, mentions[0].start, mentions[0].end)
        if match:
            base = evolve(base, text=match[0], start=match.start(), end=match.end())
    demonstrators = evolve(
        base,
        name=name,
        type="rioters" if rioting else "protesters",
        group="rioters" if rioting else "protesters",
        country=base.country if base.country == home else home,
        role="initiator",
    )
    if kind == "peaceful-protest":
        return (demonstrators,), ()
    if kind == "mob-violence":
        both = any(EACH_OTHER.search(article.text, m.start, m.end) for m in mentions)
        return (demonstrators,), (evolve(demonstrators, role="target") if both else _set_upon(article, mentions, home, targets),)
    if force is None and kind == "violent-demonstration":
        force = victim_of(tuple(t for m in mentions for t in m.tolls if t.group in ("police", "military")), home)
    if force is None:
        return (demonstrators,), ()
    force = localised(force, home, kind)
    if kind in ("protest-intervention", "excessive-force"):
        return (evolve(force, role="initiator"),), (evolve(demonstrators, role="target"),)
    return (demonstrators,), (evolve(force, role="target"),)
