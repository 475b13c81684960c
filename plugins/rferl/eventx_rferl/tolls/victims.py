"""Whom an attack hit, by its victims or by what was hit: soldiers, police, rebels, the fighters of a group, civilians.

Knows the tolls and the objects of an event's tellings. Doesn't know who attacked.
"""

from __future__ import annotations

import re
from functools import cache

from eventx_rferl.language.actor_classes import IRREGULAR_TYPES
from eventx_rferl.language.lexicons import (
    country_name,
    country_words,
    forces,
    group_names,
    groups,
    minorities,
    persons,
    with_article,
)
from eventx_rferl.language.voice import former
from eventx_rferl.language.wording import Wording, either, wording
from eventx_rferl.model import Actor, Article, Mention, Toll
from eventx_rferl.tolls.leaders import ATTACKERS
from eventx_rferl.values import evolve


def victim_of(tolls: tuple[Toll, ...], home: str | None) -> Actor | None:
    """Who was hit, from the victims: soldiers, police, rebels; civilians otherwise."""
    people = [t for t in tolls if t.number.high != 0 and t.start < t.end]
    if not people:
        return None
    toll = sorted(people, key=_armed_first)[0]
    nations = nations_of(toll.victims, None if toll.group in ("military", "police") else home)  # a minority has no army
    mixed = len(set(nations)) > 1 and home not in nations  # "four Thais and an Israeli" in Israel are told by the country
    abroad = mixed or (OF_THE_UN.search(toll.victims) and home not in nations)  # "a Tajik employee of the Red Cross" at home
    home = home if home in nations else nations[0] if nations else home
    if toll.group not in ("military", "police", "rebel", "protester") and abroad:
        words = toll.victims
        return Actor("Civilians (International)", words, toll.start, toll.end, "civilians", "civilians", None, "target",
                     "ACTOR-VICTIM", "inferred")  # fmt: skip
    if toll.group == "any-armed":
        return None  # whose fighters they were, the other side's name says
    if BLUE_HELMETS.search(toll.victims):
        return Actor(
            "UN peacekeepers", toll.victims, toll.start, toll.end, "peacekeepers", "peacekeepers", None, "target", "ACTOR-VICTIM"
        )
    label = country_name(home)
    land = with_article(label) if label else ""
    if "border guard" in toll.victims and label:
        return Actor(
            f"Border Guards of {land}",
            toll.victims,
            toll.start,
            toll.end,
            "border",
            "state-forces",
            home,
            "target",
            "ACTOR-VICTIM",
        )
    irregulars = "Unidentified Armed Group" if toll.people == ATTACKERS else _irregulars(toll.victims)
    armed = irregulars.startswith("Unidentified")
    names = {
        "military": (f"Military Forces of {land}" if label else "Military Forces", "military"),
        "police": (f"Police Forces of {land}" if label else "Police Forces", "police"),
        "rebel": (f"{irregulars} ({label})" if label else irregulars, "political-militia" if armed else "rebel-group"),
        "protester": (f"Protesters ({label})" if label else "Protesters", "protesters"),
    }
    name, type_ = names.get(toll.group, (f"Civilians ({label})" if label else "Civilians", "civilians"))
    group = {"military": "military", "police": "police", "rebel": "rebels", "protester": "protesters"}.get(
        toll.group, "civilians"
    )
    return Actor(
        name,
        toll.victims,
        toll.start,
        toll.end,
        group,
        type_,
        home,
        "target",
        "ACTOR-VICTIM",
        "inferred" if group == "civilians" else "explicit",
    )


def _irregulars(words: str) -> str:
    """What fighters are called by the word that counts them: "nine militants" are Militants."""
    told = (forces().get(word.strip(",.").lower(), ("", "")) for word in reversed(words.split()))
    return next((name.partition(" (")[0] for group, name in told if group in ("rebels", "armed")), "Rebels")


BLUE_HELMETS = wording(r"\b(?:(?:UN|U\.N\.|United Nations) (?:peacekeepers?|soldiers?|troops)|blue helmets?)\b")
OF_THE_UN = wording(
    r"\b(?:UN|U\.N\.|United Nations|Red Cross|OSCE|ICRC|UNICEF|UNHCR|World Food Program(?:me)?|European Union|EU|"
    r"international|foreign) "
    r"(?:[a-z-]+ ){0,3}(?:observers?|monitors?|workers?|staff(?:ers?)?|employees?|officials?|volunteers?|delegates?|doctors?|"
    r"nurses?|drivers?|contractors?|experts?|inspectors?|envoys?|tourists?|journalists?|reporters?|mountaineers?|climbers?)\b"
)


# "A Greek Catholic priest", "Russian Orthodox nuns": what they believe, and not where they come from.
CHURCH = re.compile(r"\b[A-Z][a-z]+ (?:Catholic|Orthodox)\b")
NATION = re.compile(r"U\.S\.|[A-Z][a-z]+(?:\.[A-Z]\.)?(?: [A-Z][a-z]+)?")
# Who comes from abroad, and is no minority at home: "four Russian journalists" in Tajikistan.
TRAVELERS = wording(
    r"\b(?:journalists?|reporters?|cameram[ae]n|crews?|sailors?|seam[ae]n|captains?|tourists?|travel+ers?|diplomats?|engineers?|"
    r"contractors?|climbers?|truckers?|truck drivers?|aid workers?|missionar(?:y|ies)|soldiers?|officers?|pilots?)\b"
)


def nations_of(words: str, home: str | None = None) -> list[str]:
    """The countries whose people a phrase for victims names; a people of the country itself says nothing of another one."""
    known = country_words()
    told = (part for name in NATION.findall(CHURCH.sub("", words)) for part in ([name] if name in known else name.split()))
    named = [w for w in told if known.get(w, ("", ""))[1] == "adjective"]
    abroad = TRAVELERS.search(words) is not None
    foreign = [w for w in named if abroad or home not in minorities().get(w, frozenset())]
    return list(dict.fromkeys(known[w][0] for w in foreign)) if "ethnic" not in words.lower() else []


# A people's herders or villagers bear no arms where they are victims: "20 Fulani herders".
UNARMED = wording(
    r"\b(?:herders?|herdsm[ae]n|pastoralists?|farmers?|nomads?|shepherds?|villagers?|traders?|fishermen|hunters?|worshipp?ers?|settlers?|women|"
    r"children|girls?|boys?|families|refugees?|civilians?)$"
)
OWNED = re.compile(r" (?:of|from|belonging to) (?:the )?")


def belonging_to(article: Article, tolls: tuple[Toll, ...]) -> Actor | None:
    """The group that killed fighters belonged to: "34 fighters of the X extremist group"."""
    for toll in tolls:
        if former(toll.victims):
            continue
        match = OWNED.match(article.text, toll.end)
        within = _group_in(toll.victims)
        if within is not None and toll.start < toll.end:
            at = toll.start + toll.victims.index(within)
            found = groups()[within]
            if found.type in IRREGULAR_TYPES and not UNARMED.search(toll.victims):
                return Actor(
                    found.name, within, at, at + len(within), "group", found.type, found.country, "target", "ACTOR-VICTIM"
                )
        mine = _of_its_own(article, toll)
        if mine is not None:
            return mine
        if match is None or not (toll.group == "rebel" or re.search(r"\b(?:members|leaders?|commanders?)$", toll.victims)):
            continue
        owner = next(group_names().finditer(article.text, match.end()), None)
        if owner is not None and owner[0] == match.end():
            name = article.text[slice(*owner)]
            found = groups()[name]
            return Actor(found.name, name, *owner, "group", found.type, found.country, "target", "ACTOR-VICTIM")
    return None


ITS_MEN = wording(
    r"\b(?:its|their) (?:own |slain |local |senior |top )*(?:members|fighters|commanders?|militants|leaders?|men|gunmen|"
    r"guerrillas|insurgents|mujahideen)\b"
)
STATELY = wording(r"\b(?:army|police|military|ministry|[Mm]inistry|government|officials?|president|spokesman for the)\b")


def _of_its_own(article: Article, toll: Toll) -> Actor | None:
    """ "Revenge for a strike that killed five of its members": the armed group named last, if nobody else is named since."""
    if ITS_MEN.search(toll.victims) is None:
        return None
    paragraph = next((b for b in article.blocks if b.start <= toll.start < b.end), None)
    floor = paragraph.start if paragraph else 0
    last = max(group_names().finditer(article.text, floor, toll.start), default=None)
    if last is None or STATELY.search(article.text, last[1], toll.start):
        return None
    found = groups()[article.text[slice(*last)]]
    if found.type not in IRREGULAR_TYPES:
        return None
    return Actor(
        found.name, toll.victims, toll.start, toll.end, "group", found.type, found.country, "target", "ACTOR-VICTIM", "inferred"
    )


def _group_in(words: str) -> str | None:
    """The listed group that a phrase for victims names: "a Hamas leader"."""
    tokens = words.split()
    for size in (4, 3, 2, 1):
        for at in range(len(tokens) - size + 1):
            name = " ".join(tokens[at : at + size]).strip(",.")
            if name in groups() and name[:1].isupper():
                return name
    return None


def _armed_first(toll: Toll) -> int:
    return 0 if toll.group in ("military", "police", "rebel", "protester") else 1


@cache
def _counted() -> Wording:
    """A number or an article with a word for people who bear no arms."""
    words = either(word for word, kind in persons().items() if kind in ("civilian", "any"))
    return wording(
        r"\b(?:\d+|an?|two|three|four|five|six|seven|eight|nine|ten|several|dozens of|the) (?:[\w-]+ ){0,3}?"
        rf"(?:{words})\b",
        re.IGNORECASE,
    )


def civilians_of(article: Article, mentions: tuple[Mention, ...], home: str | None) -> Actor:
    """The civilians of a country; of another one if the words for the victims say which."""
    label = country_name(home)
    name = f"Civilians ({label})" if label else "Civilians"
    head = mentions[0].head
    match = _counted().search(article.text, max(mentions[0].start, head.start - 90), min(mentions[0].end, head.end + 90))
    if match:
        words = article.text[max(mentions[0].start, match.start() - 20) : match.end()]
        nations = set(nations_of(words, home))
        if OF_THE_UN.search(words):
            home, name = None, "Civilians (International)"
        elif len(nations) == 1 and home not in nations:
            (home,) = nations
            name = f"Civilians ({country_name(home)})"
        return Actor(
            name, match[0], match.start(), match.end(), "civilians", "civilians", home, "target", "ACTOR-VICTIM", "inferred"
        )
    return Actor(name, "", head.start, head.end, "civilians", "civilians", home, "target", "ACTOR-VICTIM", "inferred")


# "Fired on an Indian fishing boat, injuring two fishermen": whose they are.
VESSEL = wording(
    r"\b(?:an?|the|two|three|four|five|six|several|\d+) (?P<nation>(?:U\.S\.|[A-Z][\w’'-]+?)(?: [A-Z][\w’'-]+)?)"
    r"(?:-flagged|-owned|-registered)? (?:[a-z-]+ ){0,2}?"
    r"(?:boats?|ships?|trawlers?|vessels?|tankers?|freighters?|ferry|ferries|yachts?|airliners?)\b"
)


def of_the_vessel(article: Article, mentions: tuple[Mention, ...], targets: list[Actor], doers: list[Actor]) -> list[Actor]:
    """Those hit, with civilians aboard a ship of another country than theirs who fire on it as that country's."""
    acting = {doer.country for doer in doers}
    ships = (ship for m in mentions for ship in VESSEL.finditer(article.text, m.head.end, m.end))
    nations = (country_words().get(ship["nation"], (None, "")) for ship in ships)
    land = next((code for code, kind in nations if code and kind == "adjective" and code not in acting), None)
    if land is None:
        return targets
    theirs = f"Civilians ({country_name(land)})"
    return [evolve(t, name=theirs, country=land) if t.group == "civilians" else t for t in targets]


MILITARY_GROUND = wording(
    r"\b(?:military|army|naval|air|ammunition|arms|weapons) (?:[\w-]+ ){0,2}(?:depots?|bases?|airfields?|facilit(?:y|ies)|"
    r"targets?|positions?|headquarters|installations?|dumps?|warehouses?|camps?|barracks|academy)\b|\b(?:airbases?|airfields?|barracks|warships?|"
    r"garrison|trenches|radar stations?|air[- ]defense systems?)\b"
)


def garrison(article: Article, mentions: tuple[Mention, ...], home: str | None) -> list[Actor]:
    """Nobody is counted, and a base or an arms depot was hit: the army of the country."""
    label = country_name(home)
    for mention in mentions:
        behind = MILITARY_GROUND.search(article.text, mention.head.start, min(mention.end, mention.head.end + 120))
        if behind and label:
            name = f"Military Forces of {with_article(label)}"
            span = (behind.start(), behind.end())
            return [Actor(name, behind[0], *span, "military", "military", home, "target", "ACTOR-OBJECT", "inferred")]
    return []
