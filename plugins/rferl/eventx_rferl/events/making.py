"""Makes events of merged tellings: time, places, who, tolls, status; their type is given (:mod:`eventx_rferl.events.kinds`).

Knows which of several tellings gives each value. What none of them says stays unknown here; days and places that only the
sentences around say, and sides that aren't named, are filled in later. Doesn't find anything new.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.actors.fellows import turned
from eventx_rferl.actors.missions import of_a_mission
from eventx_rferl.actors.naming import in_its_time
from eventx_rferl.events.belonging import BORROWED
from eventx_rferl.events.country import country_of_event, soil
from eventx_rferl.events.deals import where_signed
from eventx_rferl.events.kinds import Kind
from eventx_rferl.events.sides import REMOTE, TARGETED, sides
from eventx_rferl.gazetteer.names import folded
from eventx_rferl.gazetteer.precisions import FINEST_FIRST
from eventx_rferl.language.actor_classes import STATE_FORCES, STATE_GROUPS
from eventx_rferl.language.lexicons import groups
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Article, Event, Mention, Place, Sentence, Toll, When
from eventx_rferl.places.areas import contains
from eventx_rferl.tolls.claims import doubted
from eventx_rferl.tolls.counts import current


def when_of(mentions: tuple[Mention, ...]) -> When | None:
    """The most precise time told; among equals an explicit one, then the first."""
    dated = [m.when for m in mentions if m.when is not None]
    if not dated:
        return None

    def rank(when: When) -> tuple[int, int]:
        return when.days, ("explicit", "relative", "inferred").index(when.basis)

    return min(dated, key=rank)


def places_of(mentions: tuple[Mention, ...]) -> tuple[Place, ...]:
    """The most specific places told: those of the telling whose places are the most precise, the first of such."""
    told = [m.places for m in mentions if m.places]
    if not told:
        return ()
    best = min(told, key=_fineness)
    context = [p for m in mentions for p in (*m.context, *m.places)]
    return tuple(_filled(p, context) for p in best)


def _fineness(places: tuple[Place, ...]) -> tuple[int, int]:
    return min(FINEST_FIRST.index(p.precision) for p in places), -len(places)


def _filled(place: Place, context: list[Place]) -> Place:
    """Country and first-level area of a place the gazetteer doesn't hold, from what is named around it."""
    if place.gazetteer_id or (place.country and place.admin1):
        return place
    country, admin1 = place.country, place.admin1
    for around in context:
        if around is place or around.precision not in ("country", "admin1", "region", "admin2", "near-settlement"):
            continue
        country = country or (around.country if around.role != "agent" else None)
        if not admin1 and around.precision == "admin1" and (not country or around.country == country):
            admin1 = around.admin1 or around.name
    return evolve(place, country=country, admin1=admin1)


def counted_there(mentions: tuple[Mention, ...], places: tuple[Place, ...]) -> tuple[Mention, ...]:
    """The tellings, the tolls of each that is told for one of several places alone with that place: "20 died in Rafah"."""
    known = {p.key: p.name for p in places}
    if len(known) < 2:
        return mentions
    mentions = tuple(_in_what_is_told(m, places) for m in mentions)
    return tuple(_all_there(m, {known[p.key] for p in m.places if p.key in known and p.rule not in BORROWED}) for m in mentions)


def _in_what_is_told(mention: Mention, places: tuple[Place, ...]) -> Mention:
    """ "Five of them in the Barmal district of Paktika", behind the strikes on Khost and Paktika: those are Paktika's."""
    names = {p.name for p in places}
    around = {}
    for inner in (p for p in mention.places if p.name not in names):
        outer = [p.name for p in places if contains(p, inner) or (inner.admin1 and folded(inner.admin1) == folded(p.name))]
        if len(outer) == 1:
            around[inner.name] = outer[0]
    return (
        evolve(mention, tolls=tuple(evolve(t, where=around.get(t.where, t.where)) for t in mention.tolls)) if around else mention
    )


def _all_there(mention: Mention, named: set[str]) -> Mention:
    if len(named) != 1 or not mention.tolls:
        return mention
    (where,) = named
    return evolve(mention, tolls=tuple(evolve(t, where=t.where or where) for t in mention.tolls))


def targeting(kind: str, targets: tuple[Actor, ...]) -> bool:
    """Whether civilians were the target, by the coding rules; abducted soldiers are none."""
    if kind == "abduction" and targets:
        return targets[0].group not in STATE_FORCES
    return kind in TARGETED or (kind in REMOTE and bool(targets) and targets[0].group == "civilians")


def status_of(
    article: Article, mentions: tuple[Mention, ...], sentences: tuple[Sentence, ...], denials: tuple[int, ...]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """reported, claimed (one armed party says so and doubt is marked) or denied (the act itself is denied), with where."""
    if denials:
        return "denied", tuple((sentences[n].start, sentences[n].end) for n in denials)
    for mention in mentions:
        claim = mention.claim
        behind = sentences[mention.sentence + 1 : mention.sentence + 3]
        following = next((s for s in behind if s.paragraph == mention.paragraph and doubted(article.text[s.start : s.end])), None)
        doubt = doubted(article.text[following.start : following.end]) if following else None
        if claim is None or not _party(claim.text):
            continue
        if doubt and following:
            return "claimed", ((claim.start, claim.end), (following.start, following.end))
        own = (
            re.search(r"\b(?:it|its)\b", article.text[claim.content_start : mention.head.end])
            if claim.content_start < mention.head.end
            else None
        )
        if (
            own
            and any(a.rule == "ACTOR-SPEAKER" for a in mention.initiators)
            and len(mentions) <= 2
            and not any(t.number.high != 0 for t in mention.tolls)
            and mention.head.type not in ("arrest",)
        ):
            return "claimed", ((claim.start, claim.end),)
    return "reported", ()


PARTY = wording(
    r"Defense Ministry|Ministry of Defense|military|[Aa]rmy|forces|General Staff|rebels|[Ff]ighters|guerrillas|"
    r"insurgents|militants|group|air force|government|"
    r"separatist|authorities in|-(?:run|controlled|affiliated|linked) (?:[\w-]+ )?(?:television|TV|radio|media|agency)"
)


def _party(speaker: str) -> bool:
    """Whether who says it is an armed party: a ministry of defence, an army, an armed group, a government at war."""
    return PARTY.search(speaker) is not None or speaker in groups()


def _own_side(target: Actor, doer: Actor) -> bool:
    """Whether a target is the doer's own side: an army that tells its own losses, the Taliban and their army."""
    if turned(doer, target):
        return False
    same = target.name == doer.name and doer.group in STATE_GROUPS | {"state", "adjective"}
    return same or doer.name.endswith(f" ({target.name})")


# Of whom an event takes, "seized" and "captured" say whether they are arrested or abducted only together with who did it.
MEASURED = {"abduction": ("arrested", "abducted"), "arrest": ("abducted", "arrested")}


def _taken(kind: str, places: tuple[Place, ...], tolls: tuple[Toll, ...]) -> tuple[Toll, ...]:
    """The tolls, those taken counted as what the event is; a town with a man's name ("captured Wad Madani") is nobody."""
    told, meant = MEASURED.get(kind, ("", ""))
    towns = {(place.start, place.end) for place in places}
    tolls = tuple(toll for toll in tolls if toll.measure not in ("arrested", "abducted") or (toll.start, toll.end) not in towns)
    return tuple(evolve(toll, measure=meant) if toll.measure == told else toll for toll in tolls)


def build(
    article: Article,
    number: int,
    mentions: tuple[Mention, ...],
    sentences: tuple[Sentence, ...],
    denials: tuple[int, ...],
    near: tuple[str, ...],
    ruled: Kind,
) -> Event:
    """One event of its mentions, whose kind is known."""
    kind = ruled.code
    places = where_signed(article.text, places_of(mentions)) if kind == "agreement" else places_of(mentions)
    tolls = _taken(kind, places, current(counted_there(mentions, places)))
    doers, targets = sides(article, mentions, kind, tolls, country_of_event(article.text, mentions, kind, places, near))
    when = when_of(mentions)
    day = when.start_day if when else article.published
    doers = tuple(in_its_time(actor, day) for actor in doers)
    targets = tuple(in_its_time(actor, day) for actor in targets)
    home = next((p.country for p in places if p.country), near[0] if near else None)
    doers, targets = (tuple(of_a_mission(article.text, actor, home, day) for actor in side) for side in (doers, targets))
    targets = tuple(t for t in targets if t.rule == "ACTOR-EACH-OTHER" or not any(_own_side(t, d) for d in doers))
    status, spans = status_of(article, mentions, sentences, denials)
    claim = mentions[0].claim
    return Event(
        number,
        mentions,
        kind,
        ruled.basis,
        when,
        places,
        doers,
        targets,
        tolls,
        status,
        spans,
        claim.text if claim else None,
        targeting(kind, targets),
        type_rule=ruled.rule,
        country=soil(mentions, kind, places, near),
    )
