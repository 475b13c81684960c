"""Completes who did it and to whom from the rest of an article, where one side of an event isn't named.

Knows the two sides of an article (a state's forces, the armed group against them), and what each kind of event has when
nobody is named: protesters, police who make arrests, a state's air force. Every value it adds says *inferred* and which rule
added it. Where more than one answer is open nothing is added.
"""

from __future__ import annotations

from attrs import evolve, frozen

from eventx_rferl.actors.naming import localised
from eventx_rferl.events.authors import REBELS, in_paragraph
from eventx_rferl.events.sides import open_blame
from eventx_rferl.language.actor_classes import ARMED, STATE_GROUPS
from eventx_rferl.language.lexicons import country_name, with_article
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Article, Event, Sentence
from eventx_rferl.places import geo

INSURGENT = REBELS - {"political-militia", "identity-militia"}
NEAR = 500
GENERIC = frozenset({"rebels", "militia"})
TWO_SIDED = frozenset({"armed-clash", "territory-overtaken", "territory-regained", "nonviolent-transfer"})
GROUND = frozenset({"territory-overtaken", "territory-regained"})
AIR = frozenset({"air-strike", "aerial-strike"})
FLYING = frozenset({"drone-strike", "missile-attack", "bombardment"})
FIRED = FLYING | {"shelling"}
ATTACKS = frozenset(
    """explosive-device suicide-bombing grenade attack-on-civilians abduction armed-clash shelling missile-attack bombardment
    drone-strike sexual-violence looting-destruction chemical-weapon""".split()
)
UNKNOWN_DOER = frozenset({"sexual-violence", "looting-destruction"})


@frozen
class Suspect:
    """Who claims something or is blamed for it in a sentence."""

    sentence: int
    paragraph: int
    actor: Actor


@frozen
class Parties:
    """The armed actors that the sentences of an article name, in order, and who claims or is blamed."""

    actors: tuple[Actor, ...]
    suspects: tuple[Suspect, ...] = ()

    def rebels(self, home: str | None, at: int) -> Actor | None:
        """The armed group meant around an offset: the one named last before it, else the article's only one."""
        named = [
            a
            for a in self.actors
            if a.group == "group" and a.type in REBELS and (a.country is None or home is None or a.country == home)
        ]
        loose = [a for a in self.actors if a.group in GENERIC]
        names = list(dict.fromkeys(a.name for a in named))
        if len(names) == 1:
            return named[0]
        before = [a for a in named if a.start <= at]
        if before:
            return before[-1]
        if named:
            return named[0]
        earlier = [a for a in loose if a.start <= at]
        return earlier[-1] if earlier else loose[0] if loose else None

    def states(self, article: Article, event: Event) -> tuple[str, ...]:
        """The countries that stand for their governments in the article's lead and in the paragraphs of an event."""
        lead = article.blocks[0].end if article.blocks else 0
        spans = [(m.start, m.end) for m in event.mentions]
        codes = (
            a.country
            for a in self.actors
            if a.group == "state" and a.country and (a.start < lead or any(s <= a.start < e for s, e in spans))
        )
        return tuple(dict.fromkeys(codes))

    def foreign(self, home: str | None, told: frozenset[str]) -> tuple[str, ...]:
        """The countries other than this whose forces the article names, of those told so far."""
        codes = (a.country for a in self.actors if a.group in ("military", "security") and a.country and a.country != home)
        return tuple(dict.fromkeys(code for code in codes if code in told))


def complete(article: Article, events: tuple[Event, ...], parties: Parties, sentences: tuple[Sentence, ...]) -> tuple[Event, ...]:
    """The events, each side that was open filled where the article leaves one answer."""
    told = {m.sentence: event.number for event in events for m in event.mentions}
    events = _both(events)
    return tuple(_completed(article, _suspected(article, event, parties, sentences, told), parties) for event in events)


def _both(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """ "The two sides signed a cease-fire": the state and the group that fight each other in the rest of the article."""
    told = [e for e in events if e.type != "agreement"]
    fights = [(e.initiators[0], e.targets[0]) for e in told if e.initiators and e.targets]
    pairs = {
        (one, other) if one.group == "group" else (other, one)
        for one, other in ((evolve(a, start=0, end=0, text=""), evolve(b, start=0, end=0, text="")) for a, b in fights)
        if {one.group, other.group} in ({"group", "military"}, {"group", "state"})
    }
    if not pairs:  # two states that fight each other
        lands = {frozenset((a.country, b.country)): (a, b) for a, b in fights if _two_states(a, b)}
        pairs = {(evolve(a, start=0, end=0, text=""), evolve(b, start=0, end=0, text="")) for a, b in lands.values()}
    names = {(group.name, state.name) for group, state in pairs}
    if len(names) != 1 or len({p.country for e in told for p in e.places if p.country}) > (1 if "group" in _kinds(pairs) else 2):
        return events
    group, state = next(iter(pairs))
    parties = tuple(
        evolve(
            localised(evolve(a, group="state") if a.group in STATE_GROUPS else a, a.country, "agreement"),
            role="participant",
            rule="ACTOR-OTHER-SIDE",
            basis="inferred",
        )
        for a in (state, group)
    )
    made: list[Event] = []
    for event in events:
        named = {a.name for a in (*event.initiators, *event.targets)}
        both = event.type == "agreement" and len(named) < 2 and any("both-sides" in m.flags for m in event.mentions)
        at = event.mentions[0].head
        sides = tuple(evolve(p, start=at.start, end=at.end) for p in parties)
        made.append(evolve(event, initiators=sides[:1], targets=sides[1:]) if both else event)
    return tuple(made)


def _two_states(one: Actor, other: Actor) -> bool:
    state = STATE_GROUPS | {"state"}
    return (
        one.group in state and other.group in state and None not in (one.country, other.country) and one.country != other.country
    )


def _kinds(pairs: set[tuple[Actor, Actor]]) -> set[str]:
    return {actor.group for pair in pairs for actor in pair}


def _suspected(article: Article, event: Event, parties: Parties, sentences: tuple[Sentence, ...], told: dict[int, int]) -> Event:
    """An attack whose author isn't named: who claims it or is blamed in the sentences around, unless they deny it."""
    unnamed = all(a.group == "armed" or a.rule == "ACTOR-UNKNOWN" for a in event.initiators)
    if event.type not in ATTACKS or not unnamed or open_blame(article, event.mentions):
        return event
    own = {m.sentence for m in event.mentions}
    last = max(own)
    for suspect in parties.suspects:
        follows = last < suspect.sentence <= last + 2 and told.get(suspect.sentence, event.number) == event.number
        same = sentences[last].paragraph == suspect.paragraph or suspect.sentence == last + 1
        if suspect.sentence not in own and not (follows and same):
            continue
        actor = suspect.actor
        if actor.group == "group-anaphor":
            named = [a for a in parties.actors if a.group == "group" and a.type in REBELS and a.start < actor.start]
            if not named:
                continue
            actor = evolve(named[-1], text=actor.text, start=actor.start, end=actor.end, role="initiator", rule=actor.rule)
        if actor.rule == "ACTOR-ACCUSED" and _denies(article, sentences, suspect):
            continue
        doer = evolve(_labelled(actor, _home(event)), role="initiator")
        return evolve(event, initiators=(doer,), targets=tuple(t for t in event.targets if t.name != doer.name))
    if event.initiators and event.initiators[0].rule == "ACTOR-UNKNOWN":
        return in_paragraph(article, event, parties.actors, _home(event), sentences)
    return event


SPEAKS = wording(r"^(?:, [^,]{0,20},)? (?:said|says|told|reported|announced|claimed|confirmed|denied|spokes)")
DENIES = wording(r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)|dismiss(?:es|ed)|disavow(?:s|ed)|condemned)\b")


def _denies(article: Article, sentences: tuple[Sentence, ...], suspect: Suspect) -> bool:
    """Whether the sentence of a blame or one of the two after it says that somebody denies it."""
    around = [s for s in sentences[suspect.sentence : suspect.sentence + 3] if s.paragraph == suspect.paragraph]
    return any(DENIES.search(article.text, s.start, s.end) for s in around)


def _labelled(actor: Actor, home: str | None) -> Actor:
    """A generic actor with the country of the event: "Separatists (X)", "Military Forces of X"."""
    label = country_name(actor.country or home)
    if actor.group == "group" or actor.country or not label or "(" in actor.name:
        return actor
    state = actor.group in STATE_GROUPS
    return evolve(actor, name=f"{actor.name} of {with_article(label)}" if state else f"{actor.name} ({label})", country=home)


def _completed(article: Article, event: Event, parties: Parties) -> Event:
    home = _home(event)
    head = event.mentions[0].head
    doers, targets = event.initiators, event.targets

    def made(name: str, type_: str, group: str, role: str, rule: str, country: str | None = home) -> Actor:
        return Actor(name, "", head.start, head.end, group, type_, country, role, rule, "inferred")

    def force(kind: str, role: str) -> Actor:
        label = country_name(home)
        name = {"military": "Military Forces", "police": "Police Forces"}[kind]
        return made(f"{name} of {with_article(label)}" if label else name, kind, kind, role, "ACTOR-DEFAULT")

    def meant(actor: Actor, role: str) -> Actor:
        country = actor.country or (home if actor.group != "group" or actor.rule == "ACTOR-NAME" else None)
        label = country_name(country)
        name = actor.name if "(" in actor.name or actor.group == "group" or not label else f"{actor.name} ({label})"
        return evolve(
            actor,
            name=name,
            country=country,
            role=role,
            text="",
            start=head.start,
            end=head.end,
            rule="ACTOR-OTHER-SIDE",
            basis="inferred",
        )

    def beside(known: tuple[Actor, ...]) -> Actor | None:
        """Another armed actor that the event's own sentences name."""
        known_at = {a.start for a in known}
        names, codes = {a.name for a in known}, {a.country for a in known if a.group not in ("group", *GENERIC) and a.country}
        for mention in event.mentions:
            for actor in parties.actors:
                if not mention.start <= actor.start < mention.end or actor.group in ("adjective", "peacekeepers", "state"):
                    continue
                after = article.text[actor.end : actor.end + 24]
                if (
                    actor.start in known_at
                    or actor.name in names
                    or (actor.country in codes and actor.group != "group")
                    or SPEAKS.search(after)
                ):
                    continue
                if actor.group in GENERIC and known[0].group == "group" and not _told_apart(actor, known[0]):
                    continue  # "rebels" beside the group that they are of
                own = actor.group in STATE_GROUPS and actor.country in (None, home)
                if own and known[0].group in STATE_GROUPS | {"state"} and known[0].country in (None, home):
                    continue  # police beside soldiers of the same country
                if actor.group in ("armed", "communal") or (actor.group in STATE_GROUPS and actor.country is None and codes):
                    continue
                return evolve(actor, role="target", rule="ACTOR-BESIDE", basis="inferred")
        return None

    blamed = open_blame(article, event.mentions)
    rebels = parties.rebels(home, head.start)
    doers = tuple(_known(d, parties, home, article) for d in doers)
    targets = tuple(_known(t, parties, home, article) for t in targets)
    if event.type in GROUND and doers and targets and _own_forces(doers[0], targets[0], home):
        targets = ()  # police beside soldiers: not those who lost the town
    if event.type in TWO_SIDED and not blamed:
        if not doers and not targets:
            if event.type == "territory-regained" and rebels:
                doers, targets = (force("military", "initiator"),), (meant(rebels, "target"),)
            elif rebels and event.type == "territory-overtaken":
                doers, targets = (meant(rebels, "initiator"),), (force("military", "target"),)
            elif rebels and event.type == "armed-clash" and rebels.group == "group":
                doers, targets = (force("military", "initiator"),), (meant(rebels, "target"),)
        elif doers and not targets:
            other = _other_side(doers[0], home, rebels)
            companion = beside(doers)
            lost = event.type == "territory-overtaken" and home and doers[0].country not in (None, home)
            if companion is not None:
                targets = (_labelled(companion, home),)
            elif other == "state" or (lost and not other):  # what another country's army takes
                targets = (force("military", "target"),)
            elif other == "rebels" and rebels:
                targets = (meant(rebels, "target"),)
        elif targets and not doers:
            other = _other_side(targets[0], home, rebels)
            freed = event.type == "territory-regained" and home and targets[0].country not in (None, home)
            if (other == "state" and event.type != "territory-overtaken") or (freed and not other):
                doers = (force("military", "initiator"),)
            elif other == "rebels" and event.type == "territory-overtaken" and rebels:
                doers = (meant(rebels, "initiator"),)
            elif other == "rebels":
                doers = (made(*_unknown(home), "initiator", "ACTOR-UNKNOWN"),)
    elif event.type in AIR | FIRED and not doers and not blamed and not (event.type in FLYING and _shot_down(event)):
        strangers = parties.foreign(home, geo.told_before(article.text, _paragraph_end(article, event)))
        if event.type in FIRED and (len(strangers) != 1 or rebels):
            strangers = ("", "")
        if len(strangers) == 1:
            name = f"Military Forces of {with_article(country_name(strangers[0]) or '')}"
            doers = (made(name, "military", "military", "initiator", "ACTOR-ONLY-AIR-FORCE", strangers[0]),)
        elif not strangers and home:
            doers = (evolve(force("military", "initiator"), rule="ACTOR-ONLY-AIR-FORCE"),)
    elif event.type in ("arrest", "weapons-use-disrupted") and not doers and not _shot_down(event):
        doers = (force("police", "initiator"),)
        targets = targets or _hidden(event, home, beside(doers))
    elif event.type == "weapons-use-disrupted" and not targets and not _shot_down(event):
        targets = _hidden(event, home, beside(doers))
    elif event.type in UNKNOWN_DOER and not doers:
        doers = (made(*_unknown(home), "initiator", "ACTOR-UNKNOWN"),)
    elif event.type == "agreement" and len((*doers, *targets)) == 1:
        (party,) = (*doers, *targets)
        if party.group == "group" and party.type in REBELS:
            country = party.country or home
            label = country_name(country)
            if label:
                name = f"Government of {with_article(label)}"
                state = made(name, "government", "government", "participant", "ACTOR-OTHER-SIDE", country)
                doers, targets = (state,), (evolve(party, role="participant"),)
        elif rebels and party.country == home and rebels.group == "group":
            doers, targets = (party,), (meant(rebels, "participant"),)
    elif event.type == "agreement" and not doers and not targets and rebels and rebels.group == "group" and home:
        name = f"Government of {with_article(country_name(home) or '')}"
        doers = (made(name, "government", "government", "participant", "ACTOR-OTHER-SIDE"),)
        targets = (meant(rebels, "participant"),)
    elif event.type == "agreement" and not doers and not targets:
        states = parties.states(article, event)
        if len(states) == 2:
            doers, targets = (
                (made(f"Government of {with_article(country_name(code) or '')}", "government", "government", "participant",
                      "ACTOR-OTHER-SIDE", code),)
                for code in states
            )  # fmt: skip
    doers = tuple({d.name: d for d in reversed(doers)}.values())[::-1]
    if doers and targets and doers[0].name == targets[0].name and event.type != "armed-clash":
        targets = targets[1:]
    elif doers and targets and doers[0].name == targets[0].name and doers[0].group in STATE_GROUPS:
        doers = (meant(rebels, "initiator"),) if rebels else doers[1:]
    if event.type in ("looting-destruction", "sexual-violence") and not targets:
        label = country_name(home)
        targets = (made(f"Civilians ({label})" if label else "Civilians", "civilians", "civilians", "target", "ACTOR-DEFAULT"),)
    if event.type in ("protest-intervention", "excessive-force") and not any(a.group in STATE_GROUPS for a in (*doers, *targets)):
        crowd = doers or targets
        doers, targets = (force("police", "initiator"),), tuple(evolve(a, role="target") for a in crowd[:1])
    return evolve(event, initiators=doers, targets=targets)


def _hidden(event: Event, home: str | None, named: Actor | None) -> tuple[Actor, ...]:
    """Whose the bombs or arms were that somebody found: the armed group named beside."""
    found = named is not None and event.type == "weapons-use-disrupted" and named.group in GENERIC | {"group"}
    return (_labelled(named, home),) if found and named is not None else ()


def _own_forces(one: Actor, other: Actor, home: str | None) -> bool:
    """Whether both are forces of one state."""
    state = STATE_GROUPS | {"state"}
    if one.group not in state or other.group not in state or (one.country or home) != (other.country or home):
        return False
    # An army with a name of its own, or that of a breakaway region, is another side.
    label = with_article(country_name(one.country or home) or "")
    return all(a.country is None or a.name.endswith(f" of {label}") for a in (one, other))


def _paragraph_end(article: Article, event: Event) -> int:
    """Where the last paragraph that tells an event ends: what is told later is background."""
    return next((b.end for b in article.blocks if b.start <= event.mentions[-1].start < b.end), len(article.text))


def _shot_down(event: Event) -> bool:
    return any(t.type == "shoot-down" for m in event.mentions for t in m.triggers)


def _unknown(home: str | None) -> tuple[str, str, str]:
    label = country_name(home)
    return (f"Unidentified Armed Group ({label})" if label else "Unidentified Armed Group"), "armed-group", "armed"


def _home(event: Event) -> str | None:
    told = next((p.country for p in event.places if p.country), None)
    around = (p.country for m in event.mentions for p in m.context if p.country and p.role != "agent")
    return told or next(around, None) or next((a.country for a in (*event.targets, *event.initiators) if a.country), None)


def _other_side(actor: Actor, home: str | None, rebels: Actor | None) -> str:
    """Which side an actor fights: "rebels" if it is a state's, "state" if it is an armed group's, "" if that's open."""
    if actor.group in STATE_GROUPS - {"peacekeepers"} or actor.group in ("state", "military"):
        return "rebels" if actor.country in (None, home) or rebels is not None else ""
    if (actor.group == "group" and actor.type in REBELS) or actor.group in GENERIC:
        return "state" if actor.country in (None, home) else ""
    return ""


def _known(actor: Actor, parties: Parties, home: str | None, article: Article) -> Actor:
    """ "Militants", "rebels", "the militia": the armed group that the article names, if it names one that can be meant."""
    if actor.group not in GENERIC or not actor.text:
        return actor
    named = [
        a
        for a in parties.actors
        if a.group == "group" and a.type in REBELS and (a.country is None or a.country == (actor.country or home))
    ]
    names = {a.name for a in named}
    definite = article.text[max(0, actor.start - 4) : actor.start].lower() == "the "
    before = [a for a in named if a.start < actor.start and (actor.group == "militia" or a.type in INSURGENT)]
    near = {a.name: a for a in named if abs(a.start - actor.start) <= NEAR}
    chosen = before[-1] if definite and before else named[0] if len(names) == 1 else None
    if chosen is None and len(near) == 1:
        (chosen,) = near.values()
    if chosen is None or _told_apart(actor, chosen) or (actor.group == "rebels" and chosen.type not in INSURGENT):
        return actor
    return evolve(
        actor,
        name=chosen.name,
        group="group",
        type=chosen.type,
        country=chosen.country or home,
        rule="ACTOR-NAMED-ELSEWHERE",
        basis="inferred",
    )


def _told_apart(actor: Actor, named: Actor) -> bool:
    """Whether the words speak of others: "rival militants", "a local militia"."""
    words = actor.text.lower()
    return any(
        word in words for word in ("rival", "pro-government", "local", "self-defense", "vigilante", "allied", "clan", "tribal")
    ) or (actor.group == "militia" and named.type == "rebel-group" and "militia" not in named.name.lower() and "the" not in words)


def parties_of(found: tuple[Actor, ...], suspects: tuple[Suspect, ...] = ()) -> Parties:
    """The armed actors of an article's sentences; what only a speaker or an adjective names counts as named, too."""
    return Parties(tuple(a for a in found if a.group in ARMED or a.group == "adjective"), suspects)


__all__ = ["Parties", "complete", "parties_of"]
