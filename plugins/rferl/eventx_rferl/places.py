"""Finds the places a sentence names and says which of them an event can have happened at.

Knows prepositions, class words ("district", "villages of"), regions ("southeastern Iran", "the country's north"), borders and
front lines, and what is no location: a capital that stands for a government, a home town, a distance, a road's ends.
Villages that the gazetteer lacks keep their name and have no point. Doesn't know events.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from attrs import evolve

from eventx_rferl import geo
from eventx_rferl.areas import border_places, capital_places, place_from, region_pattern, region_places
from eventx_rferl.lexicons import country_words, groups, settings, territories
from eventx_rferl.model import Place, Sentence

CAP = r"(?:[A-Z][\w’'-]*|al-[A-Z][\w’'-]*)"
NAME = re.compile(rf"{CAP}(?: (?:(?:of|and the|e|de|del|la|el|al|bin|ul) )?{CAP}){{0,3}}")
SEVERAL = re.compile(
    r"^(?:, and |, | and | as well as |, as well as | or )(?:in |at |near |on |the (?:\w+ )?(?:city|town|village|province|"
    r"district|cities|provinces) of |in the (?:\w+ )?(?:city|town|province|provinces|district) of )*(?:the |both )?"
)
AGENT = re.compile(
    r"^(?:,? (?:has|had|have|also|now|still|later|earlier|again|says?|recently) )*\s?(?:said|says|say|den(?:y|ies|ied)|"
    r"accus(?:es|ed)|claim(?:s|ed)|demand(?:s|ed)?|confirm(?:s|ed)|"
    r"blam(?:es|ed|e)|reject(?:s|ed)|call(?:s|ed)|warn(?:s|ed)|threaten(?:s|ed)|launch(?:ed|es)|offer(?:s|ed)|recall(?:s|ed)|"
    r"want(?:s|ed)|insist(?:s|ed)|vow(?:s|ed)|"
    r"urg(?:es|ed)|support(?:s|ed)|respond(?:s|ed)|agreed|sign(?:s|ed)|announced|considers|sees|views|maintains|condemn(?:s|"
    r"ed)|expel(?:s|led)|suspended|summoned|planned|"
    r"carried|attacked|bombed|struck|fired|killed|targeted|would|will|must|and \w+ (?:blame|have|both|each|agreed|signed)|to )\b",
)
PERSONAL = re.compile(
    r"(?:President|Minister|Chancellor|Secretary|General|Governor|Ayatollah|Mullah|King|Prince|Sheikh|Mr\.|Mrs\.|Ms\.|Dr\.) "
    r"(?:\w+ )?$"
)
NOT_HERE = re.compile(
    r"(?:\b(?:from|home to|hometown of|between|bound for|based in|towards?|native of|delegation to|ambassador to|relations "
    r"with|with|including in|like|against|"
    r"(?:kilometers|kilometres|miles|meters|km)(?: \w+){0,2} (?:from|of|to)|(?:city|town|village|port|center) (?:north|south|"
    r"east|west|northeast|northwest|southeast|southwest) of|"
    r"for|than|as|due in|led by|borders|bordering|border with|boundary with|and) (?:the )?)$",
)
LOCATED = re.compile(
    r"(?:\b(?P<prep>(?:north|south|east|west|northeast|northwest|southeast|southwest) of|In|At|Near|Outside|in|at|near|"
    r"outside|around|across|over|inside|on|throughout|within|(?:coast|bombing|bombardment|shelling|capture|seizure|siege|storming|"
    r"fall|center|centre|outskirts|suburbs?|parts|streets|most|control|city|town|village|villages|towns|cities|provinces?|"
    r"districts?|regions?|port|east|west|north|south|capital|attack|attacks|assault) of|(?:attacks?|strikes?|assaults?|"
    r"raids?) (?:on|against)|hit|struck|from|via|close to|not far from|bombed|shelled|attacked|struck|stormed|overran|"
    r"captured|seized|"
    r"retook|rocked|targeted|pounded|raided|recaptured|liberated|reached|entered|took|besieged|exclave|enclave|township|neighborhood|settlement|community|stronghold|resort|hamlet|volatile|surrounded|shell|bomb|hitting|"
    r"bombing|shelling|targeting|striking|attacking|left|through|rocks|hits|strikes) "
    r"(?:(?:both|central|downtown|nearby|neighboring|neighbouring|the|its|own|other|most|parts|areas|of|center|centre|"
    r"outskirts|capital|city|cities|town|towns|village|villages|port|provinces?|districts?|regions?|suburbs?|state|"
    r"Black|Sea|crowded|eastern|western|northern|southern|northeastern|northwestern|southeastern|southwestern|nearby|coastal|"
    r"industrial|border|mountainous|remote|predominantly|restive|main|rural|"
    r"largest|second-largest|besieged|strategic|disputed|rebel-held|government-held|frontline|front-line|historic|ethnic|"
    r"mainly|tribal|(?:[A-Z][a-z]+(?:ian|ani|ish|ese|bek|stani|istan|gyz|jik|ch|an|i|’s|'s)))(?:,)? )*)$",
)


HOME = re.compile(r"\b(?:residents|villagers|people|inhabitants|locals) of (?:the (?:village|town|city) of )?$")
CONTAINED = re.compile(
    r",? in |, in (?:the )?(?:[\w’'-]+ ){0,4}|,? in [A-Z]\w+['’]s (?:[\w-]+ ){0,2}|(?: district)? of [A-Z]\w+['’]s (?:[\w-]+ "
    r"){0,2}|, (?:the )?(?:capital|center) of (?:the )?(?:[\w-]+ ){0,4}"
)


@cache
def _group_names() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(name) for name in sorted(groups(), key=len, reverse=True)) + r")\b")


def _spans_of_groups(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in _group_names().finditer(text, start, end)]


def _class_around(text: str, start: int, end: int, sentence: Sentence) -> tuple[str | None, str, int]:
    """The class word of a name ("district" after it, "village of" before it), its precision, and the name's new end."""
    classes = settings("places.toml")["classes"]
    after = re.match(r"(?:'s|’s)? (\w+)", text[end : min(sentence.end, end + 24)])
    if after and after[1].lower() in classes and text[end : end + 2] not in ("'s", "’s"):
        word = after[1].lower()
        if word not in ("capital", "city", "port", "town", "village", "state", "republic", "department") or after[1][0].isupper():
            return word, classes[word], end + after.end()
    before = re.search(r"\b(\w+) of (?:both )?$", text[max(sentence.start, start - 30) : start])
    if before and before[1].lower() in classes and before[1].lower() not in ("state", "capital"):
        return before[1].lower(), classes[before[1].lower()], end
    apposed = re.search(r"\b(city|town|village|port),? $", text[max(sentence.start, start - 20) : start])
    if apposed:
        return apposed[1], "settlement", end
    return None, "auto", end


def _list_class(text: str, end: int, sentence: Sentence) -> str | None:
    """The class word that ends a list: "Torkham, Ghulam Khan, and Chaman crossings"."""
    match = re.match(rf"(?:(?:, and |, | and ){CAP}(?: {CAP})?){{1,6}} (\w+)", text[end : min(sentence.end, end + 140)])
    classes = settings("places.toml")["classes"]
    return classes.get(match[1]) if match and match[1] in classes else None


def named_places(text: str, sentence: Sentence, near: tuple[str, ...], taken: Iterable[tuple[int, int]]) -> list[Place]:
    """Places by name, each with its role."""
    blocked = [*taken, *_spans_of_groups(text, sentence.start, sentence.end)]
    stop = frozenset(settings("places.toml")["not_places"]["words"])
    found: list[Place] = []
    for match in NAME.finditer(text, sentence.start, sentence.end):
        for start, end in _pieces(text, match.start(), match.end(), near, stop):
            if any(s < end and start < e for s, e in blocked) or any(p.start < end and start < p.end for p in found):
                continue
            place = _named(text, start, end, sentence, near, found)
            if place:
                found.append(place)
    return found


def _pieces(text: str, start: int, end: int, near: tuple[str, ...], stop: frozenset[str]) -> list[tuple[int, int]]:
    """The longest parts of a capitalised run that a gazetteer or the country list knows, else the run itself."""
    raw = text[start:end]
    for tail in ("'s", "’s", "'", "’"):
        if raw.endswith(tail):
            raw, end = raw[: -len(tail)], end - len(tail)
    words = [(m.start() + start, m.end() + start, m[0]) for m in re.finditer(r"\S+", raw)]
    while words and (words[0][2] in stop):
        words.pop(0)
    while words and (words[-1][2] in stop or words[-1][2].lower() in settings("places.toml")["classes"]):
        if words[-1][2] == "City" and len(words) > 1 and geo.lookup(" ".join(w[2] for w in words), near):
            break
        words.pop()
    if not words:
        return []
    possessive = next((n for n, w in enumerate(words[:-1]) if w[2].endswith(("'s", "’s"))), None)
    if possessive is not None:
        first, second = words[: possessive + 1], words[possessive + 1 :]
        return [(first[0][0], first[-1][1] - 2), (second[0][0], second[-1][1])]
    return [(words[0][0], words[-1][1])]


def _named(text: str, start: int, end: int, sentence: Sentence, near: tuple[str, ...], earlier: list[Place]) -> Place | None:
    name = text[start:end]
    before = text[max(sentence.start, start - 90) : start]
    after = text[end : min(sentence.end, end + 60)]
    known = country_words().get(name)
    if known and known[1] == "adjective":
        return None
    owner = earlier[-1] if earlier and text[earlier[-1].end : start] in ("'s ", "’s ") else None
    if owner is not None and owner.precision == "country" and owner.country:
        near = (owner.country,)
    word, precision, stretched = _class_around(text, start, end, sentence)
    if word is None:
        listed = _list_class(text, end, sentence)
        precision = listed or precision
        word = "list" if listed else None
        previous = earlier[-1] if earlier else None
        if (
            word is None
            and previous
            and previous.role == "location"
            and previous.precision in ("settlement", "admin1", "admin2")
            and _listed(text[previous.end : start])
            and previous.rule == "PLACE-CLASS"
        ):
            precision, word = previous.precision, "list"
    possessive = after.startswith(("'s", "’s"))
    alpha3 = geo.country_of(name)
    territory = territories().get(name)
    located = LOCATED.search(before)
    previous = earlier[-1] if earlier else None
    in_list = previous is not None and _listed(text[previous.end : start])
    if HOME.search(before) and word is None:
        word = "home"
    if (
        PERSONAL.search(before)
        or re.match(
            r" (?:Times|Post|News|Agency|Airlines|University|Institute|Ministry|Party|Movement|Front|Army|Group)\b", after
        )
        or after.startswith("-")
    ):
        return None
    if (
        word is None
        and not located
        and not in_list
        and not possessive
        and not (known or alpha3)
        and not re.match(r"^(?:,|\.| --)", after)
    ) and not NOT_HERE.search(before):
        return None
    hit = _resolve(name, precision, near, alpha3)
    rule = "PLACE-CLASS" if word else "PLACE-NAME"
    if hit is None and not alpha3 and not territory and not word:
        known_list = (
            in_list
            and previous is not None
            and previous.role == "location"
            and previous.precision in ("settlement", "near-settlement")
        )
        joined = previous is not None and "and" in text[previous.end : start].split()
        bare = re.search(r"(?:^|\b)(?:[Ii]n|[Nn]ear|[Oo]utside) (?:nearby )?$", before) and re.match(
            r"(?:,|\.| on | late | early | overnight| last | when | killing | in | after | before )", after
        )
        if bare and not name.isupper() and len(name) > 3 and not AGENT.match(after):
            known_list, joined = True, True
        if not known_list or not (joined or re.match(r",(?: and)? [A-Z]| and [A-Z]", after)) or AGENT.match(after):
            return None
        precision, word = "settlement", "list"  # an unknown name in a list of towns, or right after "in"
    if alpha3:
        precision = "country"
    elif territory and hit is None:
        precision = "region"
    label, stop = (text[start:stretched], stretched) if word in ("district", "county", "municipality") else (name, end)
    held = owner.country if owner is not None else None
    place = place_from(label, start, stop, precision, hit, alpha3 or (territory.country if territory else None) or held, rule)
    if (
        word == "district"
        and earlier
        and earlier[-1].end + 3 >= start - 1
        and earlier[-1].precision == "settlement"
        and text[earlier[-1].end : earlier[-1].end + 2] in ("'s", "’s")
    ):
        earlier[-1] = evolve(earlier[-1], role="location")
        return None  # a district of a city: the city is the place
    return evolve(
        place,
        role=_role(text, place, start, before, after, sentence, located, in_list, previous, bool(word)),
        precision=_near(place, before),
    )


def _listed(between: str) -> bool:
    """Whether only a comma or an "and" of a list stands between two names."""
    match = SEVERAL.match(between)
    return match is not None and match.end() == len(between)


def _resolve(name: str, precision: str, near: tuple[str, ...], alpha3: str | None) -> object | None:
    if alpha3:
        return geo.lookup(name, (alpha3,), ("country",))
    kinds = geo.KINDS.get(precision, ())
    hit = geo.lookup(name, near, kinds)
    if hit is not None and precision == "auto" and hit.kind in ("admin1", "admin2"):
        town = geo.lookup(name, (hit.country,), ("city",))
        if (
            town is not None
            and town.country == hit.country
            and (town.population or 0) >= 40_000
            and town.name == hit.name.split(" ")[0]
        ):
            hit = town
    if hit is None and kinds and precision != "settlement":
        hit = geo.lookup(name, near, ())
        if hit is not None and precision == "admin2" and hit.kind in ("country",):
            return None
    if hit is not None and near and hit.country not in near and (precision != "auto" or (hit.population or 0) < 100_000):
        return None
    return hit


def _near(place: Place, before: str) -> str:
    if place.precision == "settlement" and re.search(
        r"\b(?:near|outside|outskirts of|close to|not far from|north of|south of|east of|west of|around) (?:the "
        r")?(?:(?:village|town|city|port)s? of )?(?:the )?$",
        before,
    ):
        return "near-settlement"
    return place.precision


def _role(
    text: str,
    place: Place,
    start: int,
    before: str,
    after: str,
    sentence: Sentence,
    located: re.Match[str] | None,
    in_list: bool,
    previous: Place | None,
    classed: bool,
) -> str:
    if after.startswith(("'s", "’s", "-based")):
        return "context"
    if NOT_HERE.search(before) and not (in_list and previous is not None and previous.role == "location"):
        return "reference" if not re.search(r"\bfrom (?:the )?$", before) else "origin"
    if re.search(r"(?:capital of|part of|rest of|center of power in) (?:the )?(?:\w+ )*$", before[-50:]):
        return "context"
    if HOME.search(before):
        return "home"
    if (
        previous is not None
        and previous.role == "location"
        and place.precision in ("admin1", "admin2", "region", "country")
        and CONTAINED.fullmatch(text[previous.end : start])
    ):
        return "context"
    if (not located and not in_list) and AGENT.match(after):
        return "agent"
    if in_list and previous is not None:
        return previous.role
    if located:
        return "location"
    if classed:
        return "location"
    return "context" if start != sentence.start else "agent"


def places_in(text: str, sentence: Sentence, near: tuple[str, ...]) -> tuple[Place, ...]:
    """All places of a sentence in order of appearance, with roles: location, context, reference, origin, agent."""
    home = near[0] if near else None
    for match in re.finditer(r"[A-Z][\w’']+", text[sentence.start : sentence.end]):
        word = re.sub(r"['’]s$", "", match[0])
        if word in country_words():
            home = country_words()[word][0]
            break
    borders = border_places(text, sentence)
    taken = [(m.start(), m.end()) for m in region_pattern().finditer(text, sentence.start, sentence.end)]
    named = named_places(text, sentence, near, [*taken, *((p.start, p.end) for p in borders)])
    regions = [*region_places(text, sentence, home, named), *capital_places(text, sentence, named)]
    return tuple(sorted((*regions, *borders, *named), key=_start))


def _start(place: Place) -> int:
    return place.start
