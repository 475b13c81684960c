"""Finds roads told by where they lead: "the road between A and B", "the A-B highway", "a mine between A and B".

Knows the words for roads and for what leads between two towns. A road is a line: it keeps the words and the country, and has no
point, since the words say only between which ends it lies. What lies between two neighboring towns is near the
first. Doesn't know what happened there.
"""

from __future__ import annotations

import re

from attrs import evolve

from eventx.earth import kilometres
from eventx_rferl.language.lexicons import country_words, groups
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Place, Sentence
from eventx_rferl.places import geo
from eventx_rferl.places.areas import place_from

CAP = r"(?:(?:al|el|ash|ad)-)?[A-Z][\w’']*(?:-[a-z]+-[A-Z][\w’']*)?"


def _ends(before: str, between: str, number: int) -> str:
    """ "between A and B" as a pattern whose groups are the two names."""
    lead = (
        r"(?:the )?(?:(?:[A-Z][a-z]+ )?(?:towns?|villages?|cit(?:y|ies)|provinces?|districts?|ports?|exclaves?|enclaves?) of )?"
    )
    a, b = (rf"{lead}(?P<{side}{number}>{CAP}(?: {CAP}){{0,2}})" for side in "ab")
    return f"{before} {a} {between} {b}"


WAY = r"(?:roads?|highway|motorway|route|track|railway|rail line|railroad|path)"
ROAD = wording(
    rf"\b(?:(?:main|coastal|dirt|mountain|desert|busy|key|strategic|paved) )?{WAY}"
    rf"(?: {_ends('between', 'and', 1)}| {_ends('from', 'to', 2)}"
    rf"|,? {_ends('(?:linking|connecting|that (?:links|connects|linked)|which (?:links|connects))', '(?:and|with|to)', 3)}"
    rf"|,? {_ends('(?:that|which) (?:leads|runs|goes) from', 'to', 4)})"
)
PAIR = wording(rf"\b(?P<a>{CAP}(?: {CAP})?)[-–](?P<b>{CAP}(?: {CAP})?) (?:main )?{WAY}\b")
BETWEEN = wording(rf"\b{_ends('between', 'and', 1)}")
# What is between two towns in another sense: "a truce between Kabul and Islamabad".
PARTIES = wording(
    r"\b(?:clash\w*|fight\w*|battle\w*|gunbattles?|talks|wars?|tensions?|agree\w*|deals?|truces?|cease-?fires?|exchang\w*|swaps?|"
    r"conflict|relations|disputes?|hostilities|ties|negotiat\w*|contacts|border|frontier|boundary|distance|flights?|flown|flew|"
    r"travel\w*|choice|rivalry|violence|differences?|links?|cooperation|match|game|skirmish\w*|meetings?|raiding|feuds?|riots?|brawls?)\b",
    re.IGNORECASE,
)


# "X, a trading hub on the highway from Y to Z": where X lies.
LIES_ON = wording(r", an? (?:[\w-]+ ){1,4}(?:on|off|along|astride|beside) (?:the )?$")


def road_places(text: str, sentence: Sentence, near: tuple[str, ...]) -> list[Place]:
    """The roads of a sentence, told by their ends."""
    found: list[Place] = []
    for pattern in (ROAD, PAIR, BETWEEN):
        for match in pattern.finditer(text, sentence.start, sentence.end):
            if any(p.start < match.end() and match.start() < p.end for p in found):
                continue
            if pattern is BETWEEN and PARTIES.search(text, sentence.start, match.start()):
                continue
            names = [value for name, value in match.groupdict().items() if value and name[0] in "ab"]
            road = _between(text, match, near) if pattern is BETWEEN else _line(text, match, names, near)
            if road is None and pattern is not BETWEEN and LIES_ON.search(text, sentence.start, match.start()):
                words = text[match.start() : match.end()]  # one of its ends is a country
                road = Place(words, match.start(), match.end(), "line-or-area", "reference", rule="PLACE-ROAD")
            if road is not None:
                found.append(road)
    return found


def _line(text: str, match: re.Match[str], names: list[str], near: tuple[str, ...]) -> Place | None:
    peoples = country_words()
    if any(name in groups() or (name in peoples and peoples[name][1] in ("name", "adjective")) for name in names):
        return None
    ends = [geo.lookup(name, near) for name in names]
    known = [end for end in ends if end is not None and (not near or end.country in near)]
    if not known:
        return None
    countries = {end.country for end in known}
    admins = {end.admin1 for end in known}
    return Place(
        text[match.start() : match.end()],
        match.start(),
        match.end(),
        "line-or-area",
        country=known[0].country if len(countries) == 1 else None,
        admin1=(known[0].admin1 or None) if len(known) == 2 and len(admins) == 1 else None,
        rule="PLACE-ROAD",
    )


NEIGHBORS = 40.0  # kilometres


def _between(text: str, match: re.Match[str], near: tuple[str, ...]) -> Place | None:
    """ "A checkpoint between the towns of A and B": near A; a line where both are known and lie far apart."""
    ends: list[Place] = []
    for side in ("a1", "b1"):
        hit = geo.lookup(match[side], near, ("city", "admin2"))
        hit = hit if hit is not None and (not near or hit.country in near) else None
        ends.append(place_from(match[side], match.start(side), match.end(side), "settlement", hit, None, "PLACE-ROAD"))
    one, other = ends
    country = one.country or other.country
    if any(end.name in groups() or end.name in country_words() for end in ends):
        return None
    if _far_apart(one, other):
        return _line(text, match, [one.name, other.name], near)
    return evolve(one, precision="near-settlement", country=country, basis="explicit" if one.country else "inferred")


def _far_apart(one: Place, other: Place) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return kilometres(one.lat, one.lon, other.lat, other.lon) > NEIGHBORS
