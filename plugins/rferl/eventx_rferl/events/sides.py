"""Says who did it and to whom, once all tellings of an event are together.

Knows the conventions of names ("Military Forces of X", "Civilians (X)") and which victim or object stands for the target.
Doesn't find new actors in sentences.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx_rferl.actors.named import meant
from eventx_rferl.actors.naming import home_of, localised
from eventx_rferl.language.actor_classes import CROWDS, FIGHTERS, STATE_GROUPS
from eventx_rferl.language.lexicons import country_name, group_names, groups
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Actor, Article, Mention, Place, Toll
from eventx_rferl.tolls.claims import mutual_blame
from eventx_rferl.tolls.victims import belonging_to, civilians_of, garrison, victim_of

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
    places: tuple[Place, ...],
    tolls: tuple[Toll, ...],
    near: tuple[str, ...],
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who did it and to whom."""
    remote = kind in REMOTE
    home = home_of(
        places,
        near,
        frozenset(a.country for m in mentions for a in m.initiators if a.group in STATE_GROUPS | {"state", "adjective"})
        if remote
        else frozenset(),
    )
    doers = _unique([a for m in mentions for a in m.initiators])
    targets = _unique([a for m in mentions for a in m.targets])
    claimed = [a for a in doers if a.rule in ("ACTOR-CLAIMS-IT", "ACTOR-BLAMED")]
    if claimed:
        doers = claimed[:1]
    doers = [d for d in doers if d.group != "group-anaphor"] or [
        _named_group(article, d) for d in doers if d.group == "group-anaphor"
    ]
    doers = [_the_militants(article, d) for d in doers]
    if kind == "base-established":
        targets = []
    targets = [_the_militants(article, d) for d in targets]
    if kind in ("abduction", "arrest", "sexual-violence"):
        doers = [d for d in doers if d.group not in CROWDS]
    named = [d for d in doers if d.group not in ("armed", "crowd-civilian")]
    if named and kind not in DEMO:
        doers = named
    if kind in DEMO:
        return _demonstrators(article, mentions, kind, home, doers, targets)
    if kind == "agreement" and sum(a.group != "adjective" for a in (*doers, *targets)) > 1:  # "in the Chinese city of Kunming"
        doers, targets = ([a for a in side if a.group != "adjective"] for side in (doers, targets))
    lands = {a.country for a in (*doers, *targets) if a.country}
    if kind == "agreement" and len(lands) == 1:  # "the junta and the X army": a deal is signed anywhere
        (home,) = lands
    two_sided = kind in ("armed-clash", "agreement", "territory-overtaken", "territory-regained")
    doers = [localised(d, home, kind) for d in doers]
    targets = [localised(t, home, kind) for t in targets if t.group not in ("crowd", "crowd-civilian")]
    if kind == "arrest":  # "police detained an activist of the X movement"
        targets = [t for t in targets if t.type not in ("protesters", "civilians")]
    over = next((o for m in mentions if (o := OVER_A_MINE.search(article.text, m.start, m.end))), None)
    if kind == "explosive-device" and doers and over and not over.end() <= doers[0].start <= over.end() + 40:
        doers, targets = [], [evolve(doers[0], role="target"), *targets]  # who drove over it, not who had laid it
    pair = _the_two(article, mentions) if two_sided else []
    if pair:
        doers, targets = pair[:1], pair[1:]
    names = {d.name for d in doers}
    targets = [t for t in targets if t.name not in names]
    if two_sided and len(doers) > 1 and not targets:
        doers, targets = doers[:1], [evolve(doers[1], role="target")]
    if two_sided and len(doers) > 1 and targets:
        doers = doers[:1]
    if (
        two_sided and not doers and len(targets) > 1 and targets[1].group != "armed"
    ):  # "three marines were killed in fighting with insurgents"
        ours = next((t for t in targets[:2] if t.group in STATE_GROUPS), targets[0])
        doers, targets = [evolve(ours, role="initiator")], [t for t in targets if t is not ours]
    victim = victim_of(tolls, home)
    belonging = belonging_to(article, tolls)
    if belonging is not None and belonging.name not in {d.name for d in doers}:
        targets = [belonging, *(t for t in targets if t.name != belonging.name and t.group not in ("rebels", "group"))]
    civil = next((m.objects for m in mentions if m.objects), ())
    if kind in TARGETED:
        hit = victim if victim and victim.group not in ("military", "police") else None
        targets = [hit or civilians_of(article, mentions, home)]
    elif kind in REMOTE:
        armed = [belonging] if belonging else [t for t in targets if t.group in FIGHTERS | {"state"}]
        if victim and victim.group != "civilians" and not armed:
            targets = [victim]
        elif armed:
            targets = armed[:1]
        elif victim:
            targets = [victim]
        elif civil:
            targets = [
                Actor(
                    f"Civilians ({country_name(home)})" if home else "Civilians",
                    article.text[civil[0][0] : civil[0][1]],
                    *civil[0],
                    "civilians",
                    "civilians",
                    home,
                    "target",
                    "ACTOR-OBJECT",
                    "inferred",
                )
            ]
        else:
            targets = garrison(article, mentions, home)
    elif kind == "armed-clash" and not targets and victim and victim.group != "civilians":
        targets = [victim]
    elif kind == "arrest" and not targets:
        targets = [civilians_of(article, mentions, home)]
    if (
        not doers
        and kind not in ("agreement",)
        and kind != "political-violence"
        and not open_blame(article, mentions)
        and kind in ("explosive-device", "suicide-bombing", "grenade", "attack-on-civilians", "abduction")
    ):
        label = country_name(home)
        head = mentions[0].head
        doers = [
            Actor(
                f"Unidentified Armed Group ({label})" if label else "Unidentified Armed Group",
                "",
                head.start,
                head.end,
                "armed",
                "armed-group",
                home,
                "initiator",
                "ACTOR-UNKNOWN",
                "inferred",
            )
        ]
    if open_blame(article, mentions):
        doers = [d for d in doers if d.basis == "explicit" and d.group not in ("state", "military", "adjective")]
    return tuple(evolve(d, role="participant" if kind == "agreement" else "initiator") for d in doers[:2]), tuple(
        evolve(t, role="participant" if kind == "agreement" else "target") for t in targets[:2]
    )


OVER_A_MINE = wording(
    r"\b(?:drove|ran|rolled|rode|passed) (?:over|onto|on) an? (?:[\w-]+ ){0,2}(?:mine|bomb|device|IED)\b"
    r"|\b(?:hit|struck|triggered|trod on|stepped on|detonated|set off) an? (?:[\w-]+ ){0,2}(?:land ?mine|mine|roadside bomb|IED|"
    r"booby trap|explosive device|improvised \w+ device)\b"
)


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


def _named_group(article: Article, actor: Actor) -> Actor:
    """ "the group": the armed group named last before it."""
    names = [n for n in group_names().finditer(article.text, 0, actor.start) if groups()[article.text[slice(*n)]].type in OUTLAWS]
    if not names:
        return evolve(actor, name="Unidentified Armed Group", group="armed", type="armed-group")
    found = meant(article.text, article.text[slice(*names[-1])])
    return evolve(actor, name=found.name, group="group", type=found.type, country=found.country)


OUTLAWS = frozenset({"rebel-group", "political-militia", "identity-militia", "external-forces"})
# "the militants", "the rebel force", "its fighters", "the group's gunmen", "the paramilitary force": the group named before.
ITS_OWN = wording(r"\b(?:[Ii]ts|[Tt]heir|[Tt]he (?:group|movement|militia|gang|organization|rebels|faction)['’]s?) (?:own )?$")
THE_SAME = wording(r"\b[Tt]he (?:same )?$")
PLAIN = wording(
    r"(?:(?:rebel|militant|insurgent|guerrilla|separatist|extremist|jihadist|Islamist) (?:force|group|army|movement|fighters?|"
    r"forces|militia)|paramilitar(?:y|ies)(?: (?:force|group|unit|fighters|troops|forces|soldiers))?|[a-z-]+)\Z"
)


def _the_militants(article: Article, actor: Actor) -> Actor:
    """ "the militants": the armed group named before, if one is."""
    before = article.text[max(0, actor.start - 24) : actor.start]
    paramilitary = actor.group == "security" and actor.text.lower().startswith("paramilitar") and actor.country is None
    if actor.group not in ("rebels", "militia") and not paramilitary:
        return actor
    if not (ITS_OWN.search(before) or (THE_SAME.search(before) and PLAIN.match(actor.text))):
        return actor
    found = _named_group(article, actor)
    return evolve(found, basis="inferred") if found.group == "group" else actor


TWO = wording(
    r"\b[Tt]he two (?:rival |armed |rebel |warring |militant |Islamist |jihadist |criminal )*(?:groups|militias|factions|"
    r"gangs|cartels|movements|organizations|forces|brigades)\b|"
    r"\bthe (?:rival|warring) (?:groups|militias|gangs|cartels|factions)\b"
)


def _the_two(article: Article, mentions: tuple[Mention, ...]) -> list[Actor]:
    """ "Fighting between the two groups": the two groups named last before it."""
    match = next((m for o in mentions if (m := TWO.search(article.text, o.start, o.end))), None)
    if match is None:
        return []
    names = [article.text[slice(*n)] for n in group_names().finditer(article.text, 0, match.start())]
    found = {g.name: g for g in (meant(article.text, name) for name in reversed(names)) if g.type in OUTLAWS}
    one = Actor("", match[0], match.start(), match.end(), "group", "rebel-group", None, "initiator", "ACTOR-ANAPHOR", "inferred")
    pair = [evolve(one, name=g.name, type=g.type, country=g.country) for g in tuple(found.values())[:2]]
    return pair[::-1] if len(pair) == 2 else []


def open_blame(article: Article, mentions: tuple[Mention, ...]) -> bool:
    """Whether the text around says that the sides blame each other."""
    number = mentions[0].paragraph
    if any(m.paragraph != number for m in mentions):
        return False
    block = [b for b in article.blocks if b.kind == "paragraph"][number]
    return mutual_blame(article.text[block.start : block.end])


EACH_OTHER = re.compile(
    r"\b(?:each other|one another|brawl\w*|came to blows|rival \w+|(?:clash\w*|fight\w*|fought|scuffle\w*) (?:\w+ "
    r"){0,2}(?:between|with)|between \w+ and)\b"
)


def rioters(actor: Actor, role: str) -> Actor:
    """A crowd of a country that fights another one."""
    label = country_name(actor.country)
    return evolve(actor, name=f"Rioters ({label})" if label else "Rioters", type="rioters", group="rioters", role=role)


DEMAND = wording(
    r"\b(?:demand(?:s|ed|ing)?|call(?:s|ed|ing) (?:for|on)|urg(?:ed|ing)|against|to protest|in protest (?:at|against|over)|"
    r"in support of|to denounce|denouncing)\b(?P<what>[^,.;]*)$"
)
CLOSED = re.compile(
    r"\b(?:clash\w*|fought|threw|throwing|met|dispers\w*|attack\w*|storm\w*|hurl\w*|when|where|and|but|while|by|with|as)\b"
)


def _demanded(text: str, actor: Actor, mentions: tuple[Mention, ...]) -> bool:
    """ "Rallied to demand an end to military operations": whom a crowd speaks of, not who met it."""
    start = next((m.start for m in mentions if m.start <= actor.start < m.end), actor.start)
    found = DEMAND.search(text, start, actor.start)
    return found is not None and CLOSED.search(found["what"]) is None


COUNTED = wording(
    r"(?:(?:about|around|some|several|more than|up to|nearly|at least) )?(?:\d{1,3}(?:,\d{3})+|\d+|thousands of|hundreds of|"
    r"dozens of|several thousand|smaller|masked|angry) (?:[A-Za-z-]+ ){0,2}(?:people|residents|crowds|youths|supporters|students|"
    r"protesters|demonstrators|activists|women)"
)


def _demonstrators(
    article: Article, mentions: tuple[Mention, ...], kind: str, home: str | None, doers: list[Actor], targets: list[Actor]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    label = country_name(home)
    crowd = next((a for a in (*doers, *targets) if a.group in CROWDS), None)
    force = next(
        (
            a
            for a in (*doers, *targets)
            if a.group in STATE_GROUPS and a.group != "government" and not _demanded(article.text, a, mentions)
        ),
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
        nations = {a.country: a for a in (*doers, *targets) if a.group in CROWDS and a.country}
        if len(nations) > 1:
            one, other = list(nations.values())[:2]
            return tuple(rioters(a, "initiator") for a in (one,)), (rioters(other, "target"),)
        return (demonstrators,), (evolve(demonstrators, role="target") if both else civilians_of(article, mentions, home),)
    if force is None:
        return (demonstrators,), ()
    force = localised(force, home, kind)
    if kind in ("protest-intervention", "excessive-force"):
        return (evolve(force, role="initiator"),), (evolve(demonstrators, role="target"),)
    return (demonstrators,), (evolve(force, role="target"),)
