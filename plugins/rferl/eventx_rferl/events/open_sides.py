"""Fills the side of an event that isn't named, where the article leaves one answer.

Knows what each kind of event has when nobody is named: the other side of a fight, the army that sends planes, police who make
arrests, the government that a group makes a deal with. Every value says *inferred* and which rule added it. Doesn't read the text
around (:mod:`eventx_rferl.events.completion`).
"""

from __future__ import annotations

import re

from eventx_rferl.actors.fellows import turned
from eventx_rferl.actors.naming import GARRISONED, in_its_time
from eventx_rferl.events.authors import REBELS
from eventx_rferl.events.parties import GENERIC, Parties, home_country, labelled, named_elsewhere, told_apart
from eventx_rferl.events.sides import open_blame
from eventx_rferl.events.the_two import the_two
from eventx_rferl.events.their_things import whose_things
from eventx_rferl.language.actor_classes import IRREGULARS, STATE_GROUPS
from eventx_rferl.language.lexicons import country_name, country_words, with_article
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Article, Event
from eventx_rferl.places.named_lands import told_before
from eventx_rferl.values import evolve, frozen

STATES = STATE_GROUPS | {"state"}
TWO_SIDED = frozenset({"armed-clash", "territory-overtaken", "territory-regained", "nonviolent-transfer"})
GROUND = frozenset({"territory-overtaken", "territory-regained"})
AIR = frozenset({"air-strike", "aerial-strike"})
FLYING = frozenset({"drone-strike", "missile-attack", "bombardment"})
FIRED = FLYING | {"shelling"}
UNKNOWN_DOER = frozenset({"sexual-violence", "looting-destruction"})
SPEAKS = wording(
    r"^(?: \([A-Z][\w-]*\))?(?:, [^,]{0,20},|(?: [A-Z][\w.’'-]*){1,4})? "
    r"(?:said|says|told|reported|announced|claimed|confirmed|denied|spokes)"
)
ACCORDING = wording(r"\b[Aa]ccording to (?:the )?$")
SOME_WEAPON_HIT = wording(
    r"\b(?:[Aa]n?|[Aa]nother|[Tt]wo|[Tt]hree|[Ss]everal|[Uu]nidentified|[Uu]nknown) (?:[a-z-]+ ){0,2}"
    r"(?:missiles?|rockets?|drones?|shells?|projectiles?)(?: [a-z-]+){0,2} "
    r"(?:hit|struck|landed|fell|fallen|exploded|crashed|slammed|smashed|come down|came down)\b"
)
Actors = tuple[Actor, ...]
Sides = tuple[Actors, Actors]


@frozen
class _Case:
    """An event and what its article offers for the side that isn't named: its country, and the armed group meant around it."""

    article: Article
    event: Event
    parties: Parties
    home: str | None
    rebels: Actor | None

    def made(self, name: str, type_: str, group: str, role: str, rule: str, country: str | None = None) -> Actor:
        """An actor that no words name; it stands where the event's trigger does."""
        head = self.event.mentions[0].head
        return Actor(name, "", head.start, head.end, group, type_, country or self.home, role, rule, "inferred")

    def force(self, kind: str, role: str, rule: str = "ACTOR-DEFAULT") -> Actor:
        """The army ("military") or the police of the event's country."""
        country = GARRISONED.get(self.home or "", self.home) if kind == "military" else self.home
        label = country_name(country)
        name = {"military": "Military Forces", "police": "Police Forces"}[kind]
        return self.made(f"{name} of {with_article(label)}" if label else name, kind, kind, role, rule, country)

    def unknown(self) -> Actor:
        """An armed group that nobody names."""
        name = _with_country("Unidentified Armed Group", self.home)
        return self.made(name, "armed-group", "armed", "initiator", "ACTOR-UNKNOWN")

    def government(self, country: str) -> Actor:
        """A country's government as a party to a deal."""
        name = f"Government of {with_article(country_name(country) or '')}"
        return self.made(name, "government", "government", "participant", "ACTOR-OTHER-SIDE", country)

    def last_named(self, actor: Actor, role: str) -> Actor:
        """Whom the article named last, as a side of this event of which nobody is told."""
        return evolve(self.meant(actor, role), rule="ACTOR-LAST-NAMED")

    def meant(self, actor: Actor, role: str) -> Actor:
        """An actor that the article names elsewhere, as the side of this event."""
        head = self.event.mentions[0].head
        country = actor.country or (self.home if actor.group != "group" or actor.rule == "ACTOR-NAME" else None)
        plain = "(" in actor.name or actor.group == "group"
        return evolve(
            actor,
            name=actor.name if plain else _with_country(actor.name, country),
            country=country,
            role=role,
            text="",
            start=head.start,
            end=head.end,
            rule="ACTOR-OTHER-SIDE",
            basis="inferred",
        )

    def beside(self, known: Actors) -> Actor | None:
        """Another armed actor that the event's own sentences name."""
        for mention in self.event.mentions:
            for actor in self.parties.actors:
                if mention.start <= actor.start < mention.end and self._another(actor, known):
                    return evolve(actor, role="target", rule="ACTOR-BESIDE", basis="inferred")
        return None

    def _another(self, actor: Actor, known: Actors) -> bool:
        """Whether an actor is of another side than those known, and doesn't only speak."""
        if actor.group in ("adjective", "peacekeepers", "state", "armed", "communal"):
            return False
        if any(actor.start == a.start or actor.name == a.name for a in known):
            return False
        countries = {a.country for a in known if a.group not in ("group", *GENERIC) and a.country}
        if (actor.country in countries and actor.group != "group") or SPEAKS.search(
            self.article.text[actor.end : actor.end + 48]
        ):
            return False
        first = known[0]
        if actor.group in GENERIC and first.group == "group" and not told_apart(actor, first):
            return False  # "rebels" beside the group that they are of
        if actor.group in STATE_GROUPS and actor.country is None and countries:
            return False
        own = actor.group in STATE_GROUPS and actor.country in (None, self.home)
        # Police beside soldiers of the same country are one side.
        return not (own and first.group in STATES and first.country in (None, self.home))


def filled(article: Article, event: Event, parties: Parties) -> Event:
    """The event with the side that was open, if the article leaves one answer."""
    home = home_country(event)
    case = _Case(article, event, parties, home, parties.rebels(home, event.mentions[0].head.start))
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
        doers = _senders(case)
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
        targets = (case.made(_with_country("Civilians", home), "civilians", "civilians", "target", "ACTOR-DEFAULT"),)
    if event.type in ("protest-intervention", "excessive-force") and not any(a.group in STATE_GROUPS for a in (*doers, *targets)):
        crowd = doers or targets
        doers, targets = (case.force("police", "initiator"),), tuple(evolve(a, role="target") for a in crowd[:1])
    day = event.when.start_day if event.when else article.published  # forces nobody named, too, are called by who ruled then
    doers, targets = (tuple(in_its_time(actor, day) for actor in side) for side in (doers, targets))
    return evolve(event, initiators=doers, targets=targets)


def _named(case: _Case, actors: Actors, *, against: Actors) -> Actors:
    """The actors of a side by the names that the article gives them elsewhere; gunmen don't bear the other side's name."""
    others = {actor.name for actor in against}
    pairs = [(actor, named_elsewhere(actor, case.parties, case.home, case.article)) for actor in actors]
    return tuple(actor if actor.group == "armed" and named.name in others else named for actor, named in pairs)


def _fight(case: _Case, doers: Actors, targets: Actors) -> Sides:
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


OWN_ARMY = wording(
    r"\b(?:[Aa]rmy|[Mm]ilitary|[Aa]ir [Ff]orce|[Aa]rmed [Ff]orces|[Dd]efen[sc]e [Mm]inist(?:ry|er)|[Gg]eneral [Ss]taff)\b"
)


# "A military official said": of others' missiles, as often as not. "The rebels' military wing": no state's.
NOT_ITSELF = wording(r"\b(?:officials?|officers?|sources?|wing)\b")
NAMES = re.compile(r"\b(?!The\b)[A-Z][\w.-]+")


def _told_by_the_army(case: _Case) -> bool:
    """ "A drone hit a rebel post, killing three fighters, the army said": what it tells of its enemy's losses was its own."""
    claim = next((m.claim.text for m in case.event.mentions if m.claim is not None), "")
    if not case.event.targets or any(target.group not in IRREGULARS for target in case.event.targets):
        return False
    said = OWN_ARMY.search(claim)
    if said is None or NOT_ITSELF.search(claim) is not None:
        return False
    lands = country_words()
    return all(name in lands and lands[name][0] == case.home for name in NAMES.findall(claim, 0, said.start()))


def _senders(case: _Case) -> Actors:
    """The only army that can have sent planes or missiles."""
    kind, home = case.event.type, case.home
    if home and _told_by_the_army(case):
        return (case.force("military", "initiator", "ACTOR-SPEAKER"),)
    told = told_before(case.article.text, _paragraph_end(case.article, case.event)) - _those_hit(case.event)
    strangers = evolve(case.parties, actors=tuple(a for a in case.parties.actors if not _only_reports(case, a))).foreign(
        home, told
    )
    if kind in FIRED and (len(strangers) != 1 or case.rebels):
        return ()
    if len(strangers) == 1:
        name = f"Military Forces of {with_article(country_name(strangers[0]) or '')}"
        return (case.made(name, "military", "military", "initiator", "ACTOR-ONLY-AIR-FORCE", strangers[0]),)
    return (case.force("military", "initiator", "ACTOR-ONLY-AIR-FORCE"),) if not strangers and home else ()


def _only_reports(case: _Case, actor: Actor) -> bool:
    """ "A missile struck a tanker, the X navy said": nobody speaks so of a missile of their own."""
    mention = next((m for m in case.event.mentions if m.start <= actor.start < m.end), None)
    if mention is None or not SOME_WEAPON_HIT.search(case.article.text, mention.start, mention.end):
        return False
    behind, before = case.article.text[actor.end : actor.end + 24], case.article.text[max(0, actor.start - 24) : actor.start]
    return SPEAKS.search(behind) is not None or ACCORDING.search(before) is not None


def _those_hit(event: Event) -> frozenset[str]:
    """The countries of whom an event hit, by its targets and its victims: "eight Austrian soldiers" didn't fire the rocket."""
    words = (word for toll in event.tolls for word in toll.victims.split())
    victims = (country_words()[word][0] for word in words if word in country_words())
    return frozenset(code for code in (*victims, *(target.country for target in event.targets)) if code)


def _found_or_held(case: _Case, doers: Actors, targets: Actors) -> Sides:
    """Police make arrests and find arms, the army shoots down; whose the arms were says the armed group named beside."""
    shot_down = any(t.type == "shoot-down" for m in case.event.mentions for t in m.triggers)
    if not doers:
        doers = (case.force("military" if shot_down else "police", "initiator"),)
    owner = case.beside(doers) if case.event.type == "weapons-use-disrupted" and not targets else None
    if owner is not None and owner.group in GENERIC | {"group"}:
        targets = (labelled(owner, case.home),)
    return doers, targets


def _deal(case: _Case, doers: Actors, targets: Actors) -> Sides:
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


def _with_its_government(case: _Case) -> bool:
    return any(ITS_GOVERNMENT.search(case.article.text, m.start, m.end) for m in case.event.mentions)


def _whose_deal(case: _Case) -> str | None:
    """The country a deal is about: where it is signed, unless only other countries' forces or governments are named."""
    lands = case.parties.lands(None, case.event.mentions[0].head.start) or case.parties.lands(None, len(case.article.text))
    return lands[0] if lands and case.home not in lands else case.home


# "Freed two hostages": nothing was agreed on unless more is told.
FREED = wording(r"\b(?:free\w*|releas\w+|let|set)\b")
IN_A_DEAL = wording(
    r"\b(?:swap\w*|exchang\w*|return for|deals?|agree\w*|accords?|pacts?|truces?|cease-?fires?|treat(?:y|ies)|arrangements?|"
    r"negotiat\w+|talks|both|each|mutual\w*|the two|terms|mediat\w+|broker\w+)\b"
)


def _freed_alone(case: _Case) -> bool:
    """Whether captives are let go by those who held them, and no word is of a deal: nobody need have signed."""
    told = case.event.mentions
    return all(FREED.search(m.head.text) for m in told) and not any(
        IN_A_DEAL.search(case.article.text, m.start, m.end) for m in told
    )


def _named_last(case: _Case, named: Actors) -> Sides:
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


def _not_against_itself(case: _Case, doers: Actors, targets: Actors) -> Sides:
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


def _paragraph_end(article: Article, event: Event) -> int:
    """Where the last paragraph that tells an event ends: what is told later is background."""
    return next((b.end for b in article.blocks if b.start <= event.mentions[-1].start < b.end), len(article.text))


def _with_country(name: str, country: str | None) -> str:
    label = country_name(country)
    return f"{name} ({label})" if label else name


# "Rival gunmen clashed", "a shoot-out between armed men": no army is the other side.
EACH_OTHER = wording(
    r"\b(?:each other|one another|[Rr]ivals?|among themselves|"
    r"between (?:the )?(?:[a-z]+ )?(?:gunmen|armed men|gangs|militiamen))\b(?! and\b)"
)


def _each_other(case: _Case) -> bool:
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
