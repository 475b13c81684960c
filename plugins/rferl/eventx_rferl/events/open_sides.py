"""Fills the side of an event that isn't named, where the article leaves one answer.

Knows what each kind of event has when nobody is named: the other side of a fight, the army that sends planes, police who make
arrests, the government that a group makes a deal with. Every value says *inferred* and which rule added it. Doesn't read the text
around (:mod:`eventx_rferl.events.completion`).
"""

from __future__ import annotations

from eventx_rferl.actors.fellows import turned
from eventx_rferl.actors.naming import in_its_time
from eventx_rferl.events.authors import REBELS
from eventx_rferl.events.open_case import STATES, Actors, Case, with_country
from eventx_rferl.events.parties import GENERIC, Parties, home_country, labelled, named_elsewhere
from eventx_rferl.events.senders import AIR, FIRED, senders
from eventx_rferl.events.sides import open_blame
from eventx_rferl.events.the_two import the_two
from eventx_rferl.events.their_things import whose_things
from eventx_rferl.language.actor_classes import STATE_GROUPS
from eventx_rferl.language.lexicons import country_name, with_article
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Article, Event
from eventx_rferl.values import evolve

TWO_SIDED = frozenset({"armed-clash", "territory-overtaken", "territory-regained", "nonviolent-transfer"})
GROUND = frozenset({"territory-overtaken", "territory-regained"})
UNKNOWN_DOER = frozenset({"sexual-violence", "looting-destruction"})
Sides = tuple[Actors, Actors]


def filled(article: Article, event: Event, parties: Parties) -> Event:
    """The event with the side that was open, if the article leaves one answer."""
    home = home_country(event)
    case = Case(article, event, parties, home, parties.rebels(home, event.mentions[0].head.start))
    targets = _named(case, event.targets, against=event.initiators)
    doers = _named(case, event.initiators, against=targets)
    if event.type in {"armed-clash"} | GROUND | AIR | FIRED and not targets:
        targets = whose_things(article, evolve(event, initiators=doers), parties.actors, home)
    one_side = doers and targets and doers[0].name == targets[0].name and not turned(doers[0], targets[0])
    if event.type == "armed-clash" and one_side and doers[0].group == "group":
        targets = targets[1:]  # "the rebels" are the group that is named beside them: one side
    if event.type in GROUND and doers and targets and _own_forces(doers[0], targets[0], home):
        targets = ()  # police beside soldiers: not those who lost the town
    blamed = open_blame(article, event.mentions)
    fought = event.type == "armed-clash"
    if event.type in TWO_SIDED | AIR | FIRED and (fought or not blamed) and len({a.name for a in (*doers, *targets)}) < 2:
        doers, targets = the_two(article, event, parties.actors, home) or (doers, targets)
    if event.type in TWO_SIDED and not blamed:
        doers, targets = _fight(case, doers, targets)
    elif event.type in AIR | FIRED and not doers and not blamed:
        doers = senders(case)
    elif event.type in ("arrest", "weapons-use-disrupted"):
        doers, targets = _found_or_held(case, doers, targets)
    elif event.type in UNKNOWN_DOER and not doers:
        doers = (case.unknown(),)
    elif event.type == "group-change" and not doers and case.rebels:
        doers = (case.last_named(case.rebels, "initiator"),)
    elif event.type == "agreement":
        doers, targets = _deal(case, doers, targets)
    doers, targets = (tuple({a.name: a for a in reversed(side)}.values())[::-1] for side in (doers, targets))
    doers, targets = _not_against_itself(case, doers, targets)
    if event.type in UNKNOWN_DOER and not targets:
        targets = (case.made(with_country("Civilians", home), "civilians", "civilians", "target", "ACTOR-DEFAULT"),)
    if event.type in ("protest-intervention", "excessive-force") and not any(a.group in STATE_GROUPS for a in (*doers, *targets)):
        crowd = doers or targets
        doers, targets = (case.force("police", "initiator"),), tuple(evolve(a, role="target") for a in crowd[:1])
    day = event.when.start_day if event.when else article.published  # forces nobody named, too, are called by who ruled then
    doers, targets = (tuple(in_its_time(actor, day) for actor in side) for side in (doers, targets))
    return evolve(event, initiators=doers, targets=targets)


def _named(case: Case, actors: Actors, *, against: Actors) -> Actors:
    """The actors of a side by the names that the article gives them elsewhere; gunmen don't bear the other side's name."""
    others = {actor.name for actor in against}
    pairs = [(actor, named_elsewhere(actor, case.parties, case.home, case.article)) for actor in actors]
    return tuple(actor if actor.group == "armed" and named.name in others else named for actor, named in pairs)


def _fight(case: Case, doers: Actors, targets: Actors) -> Sides:
    """Both sides of a fight or of ground that changed hands."""
    kind, home, rebels = case.event.type, case.home, case.rebels
    if doers and targets:
        return doers, targets
    if not doers and not targets:
        if rebels and kind == "territory-overtaken":
            return (case.meant(rebels, "initiator"),), (case.force("military", "target"),)
        if rebels and (kind == "territory-regained" or (kind == "armed-clash" and rebels.group == "group")):
            return (case.force("military", "initiator"),), (case.meant(rebels, "target"),)
        return doers, targets
    abroad = home is not None and (*doers, *targets)[0].country not in (None, home)
    if not targets and doers[0].group == "armed" and _each_other(case):
        return doers, ()
    other = _other_side((*doers, *targets)[0], home, rebels)
    if doers:
        companion = case.beside(doers)
        if companion is not None:
            return doers, (labelled(companion, home),)
        if other == "state" or (kind == "territory-overtaken" and abroad and not other):  # what another country's army takes
            return doers, (case.force("military", "target"),)
        return doers, (case.meant(rebels, "target"),) if other == "rebels" and rebels else ()
    freed = kind == "territory-regained" and abroad and not other
    if freed or (other == "state" and kind != "territory-overtaken"):
        return (case.force("military", "initiator"),), targets
    if other == "rebels" and kind == "territory-overtaken" and rebels:
        return (case.meant(rebels, "initiator"),), targets
    fallen = case.parties.only_group() if any(t.group == "rebel" and t.number.high != 0 for t in case.event.tolls) else None
    if other == "rebels" and fallen:  # "86 militants and five soldiers died in fighting": the only group there is
        return (case.meant(fallen, "initiator"),), targets
    return (case.unknown(),) if other == "rebels" else (), targets


def _found_or_held(case: Case, doers: Actors, targets: Actors) -> Sides:
    """Police make arrests and find arms, the army shoots down; whose the arms were says the armed group named beside."""
    shot_down = any(t.type == "shoot-down" for m in case.event.mentions for t in m.triggers)
    if not doers:
        doers = (case.force("military" if shot_down else "police", "initiator"),)
    owner = case.beside(doers) if case.event.type == "weapons-use-disrupted" and not targets else None
    if owner is not None and owner.group in GENERIC | {"group"}:
        targets = (labelled(owner, case.home),)
    return doers, targets


def _deal(case: Case, doers: Actors, targets: Actors) -> Sides:
    """The parties to a deal: a government and an armed group, or two governments; where nobody is named, those named last."""
    rebels, named = case.rebels, (*doers, *targets)
    home = _whose_deal(case)
    if len(named) == 1:
        (party,) = named
        if _freed_alone(case):
            return doers, targets
        country = party.country or home
        if party.group == "group" and party.type in REBELS:
            with_whom = (case.government(country),) if country else ()
            return (with_whom, (evolve(party, role="participant"),)) if with_whom else (doers, targets)
        if party.group not in STATES and country and _with_its_government(case):
            return (case.government(country),), (evolve(party, role="participant"),)
        if rebels and party.group in STATES and party.country == home and rebels.group == "group":
            return (party,), (case.meant(rebels, "participant"),)
    if len(named) > 1:
        return doers, targets
    if not named and rebels and rebels.group == "group" and home:
        return (case.government(home),), (case.meant(rebels, "participant"),)
    states = case.parties.states(case.article, case.event)
    if not named and len(states) == 2:
        one, other = map(case.government, states)
        return (one,), (other,)
    return _named_last(case, named)


# "The government and a militia signed": that of the country, which has no name there.
ITS_GOVERNMENT = wording(
    r"\b(?:[Tt]he )?(?:(?:federal|central|transitional|interim|military) )?[Gg]overnment(?: [a-z]+s)? and\b|"
    r"\b(?:and|with|between) (?:the )?(?:(?:federal|central|transitional|interim|military) )?government\b(?! (?:of|said|says)\b)"
)


def _with_its_government(case: Case) -> bool:
    return any(ITS_GOVERNMENT.search(case.article.text, m.start, m.end) for m in case.event.mentions)


def _whose_deal(case: Case) -> str | None:
    """The country a deal is about: where it is signed, unless only other countries' forces or governments are named."""
    lands = case.parties.lands(None, case.event.mentions[0].head.start) or case.parties.lands(None, len(case.article.text))
    return lands[0] if lands and case.home not in lands else case.home


# "Freed two hostages": nothing was agreed on unless more is told.
FREED = wording(r"\b(?:free\w*|releas\w+|let|set)\b")
IN_A_DEAL = wording(
    r"\b(?:swap\w*|exchang\w*|return for|deals?|agree\w*|accords?|pacts?|truces?|cease-?fires?|treat(?:y|ies)|arrangements?|"
    r"negotiat\w+|talks|both|each|mutual\w*|the two|terms|mediat\w+|broker\w+)\b"
)


def _freed_alone(case: Case) -> bool:
    """Whether captives are let go by those who held them, and no word is of a deal: nobody need have signed."""
    told = case.event.mentions
    return all(FREED.search(m.head.text) for m in told) and not any(
        IN_A_DEAL.search(case.article.text, m.start, m.end) for m in told
    )


def _named_last(case: Case, named: Actors) -> Sides:
    """Who is known to sign, and whom the article named last before it: an armed group beside a state, else another state."""
    at = case.event.mentions[0].head.start
    home = _whose_deal(case)
    known = {actor.country or home for actor in named}
    lands = [land for land in case.parties.lands(home, at) if land not in known]
    governments = tuple(evolve(case.government(land), rule="ACTOR-LAST-NAMED") for land in lands)
    one = named or governments[:1]
    if not one or one[0].group not in STATES:
        return governments[:1], named
    group = case.parties.group_before(at)
    other = (case.last_named(group, "participant"),) if group else governments[len(one) - len(named) :][:1]
    return one, other


def _not_against_itself(case: Case, doers: Actors, targets: Actors) -> Sides:
    """Who acts on themselves is only one side; of a state's forces in a fight the other one is the armed group."""
    if not doers or not targets or doers[0].name != targets[0].name or turned(doers[0], targets[0]):
        return doers, targets
    if case.event.type == "mob-violence":
        return doers, targets  # two crowds of one country
    if case.event.type != "armed-clash":
        return doers, targets[1:]
    return doers, targets


def _own_forces(one: Actor, other: Actor, home: str | None) -> bool:
    """Whether both are forces of one state."""
    if not {one.group, other.group} <= STATES or (one.country or home) != (other.country or home):
        return False
    # An army with a name of its own, or that of a breakaway region, is another side.
    label = with_article(country_name(one.country or home) or "")
    return all(a.country is None or a.name.endswith(f" of {label}") for a in (one, other))


# "Rival gunmen clashed", "a shoot-out between armed men": no army is the other side.
EACH_OTHER = wording(
    r"\b(?:each other|one another|[Rr]ivals?|among themselves|"
    r"between (?:the )?(?:[a-z]+ )?(?:gunmen|armed men|gangs|militiamen))\b(?! and\b)"
)


def _each_other(case: Case) -> bool:
    """Whether those who fight are told to fight each other."""
    return any(EACH_OTHER.search(case.article.text, m.start, m.end) for m in case.event.mentions)


def _other_side(actor: Actor, home: str | None, rebels: Actor | None) -> str:
    """Which side an actor fights: "rebels" if it is a state's, "state" if it is an armed group's, "" if that's open."""
    if actor.group in STATES - {"peacekeepers"}:
        return "rebels" if actor.country in (None, home) or rebels is not None else ""
    gunmen = actor.group == "armed" and "Gang" not in actor.name  # gangs fight each other
    if (actor.group == "group" and actor.type in REBELS) or actor.group in GENERIC or gunmen:
        return "state" if actor.country in (None, home) else ""
    return ""
