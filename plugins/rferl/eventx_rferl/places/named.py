"""Finds the places a sentence names and says which of them an event can have happened at.

Knows class words ("district", "villages of"), lists of towns, and which capitalised words are no places; regions, borders, roads
and roles come from the modules beside it. Villages that the gazetteer lacks keep their name and have no point. Doesn't know
events.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from eventx_rferl.gazetteer import Candidate
from eventx_rferl.gazetteer.precisions import SETTLEMENTS
from eventx_rferl.language.country_letters import whose
from eventx_rferl.language.lexicons import country_name, country_words, settings, territories
from eventx_rferl.language.titles import title
from eventx_rferl.language.towns import ARTICLE, names_town
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Place, Sentence
from eventx_rferl.places import geo
from eventx_rferl.places.areas import border_places, capital_places, place_from, region_pattern, region_places
from eventx_rferl.places.elsewhere import NOT_HERE
from eventx_rferl.places.handed import handed_on
from eventx_rferl.places.known_names import is_other_name_abroad
from eventx_rferl.places.located import HIT, HOME, LOCATED, OFFICE, RETAKEN, VICTIM_OF_DEED
from eventx_rferl.places.named_lands import groups_named
from eventx_rferl.places.namesakes import in_their_place
from eventx_rferl.places.national import nation_before
from eventx_rferl.places.nested import nested
from eventx_rferl.places.patients import LISTED as LISTED_PATIENT
from eventx_rferl.places.patients import PATIENT
from eventx_rferl.places.pieces import pieces
from eventx_rferl.places.resolving import hit_abroad, resolved
from eventx_rferl.places.roads import road_places
from eventx_rferl.places.roles import Named, nearness, of_a_people, role_of
from eventx_rferl.places.shared_names import Meaning, meaning
from eventx_rferl.places.sites import SITE_OF, STREET, among_these, modifies, old_town
from eventx_rferl.places.unlisted import OF_TOWNS, PEOPLES_PLACES, is_unknown_town, is_village
from eventx_rferl.places.within import in_their_units, unit_around
from eventx_rferl.values import evolve

CAP = rf"(?:[A-Z][\w’'-]*|\b{ARTICLE}[A-Z][\w’'-]*)"
CAPITALISED = re.compile(r"[A-Z][\w’']+")
# Units with an "and" in their names, as the gazetteer has them.
JOINED = "|".join(settings("places.toml")["joined"]["names"])
# Nothing is tried where neither a capital stands nor a letter with which an article begins.
NAME = wording(
    rf"(?=[A-Zae])(?:{JOINED}|{CAP}(?: (?:(?:of|and the|e|da|de|del|des|do|dos|du|la|le|les|el|al|ad|ar|az|ash|bin|ul) )?{CAP})"
    r"{0,3})"
)
SEVERAL = wording(
    r"^(?:, and |, | and | as well as |, as well as | or )(?:in |at |near |on |the (?:\w+ )?(?:city|town|village|province|"
    r"district|cities|provinces) of |in the (?:\w+ )?(?:city|town|province|provinces|district) of )*(?:the |both )?"
    r"(?:neighbou?ring |nearby |adjacent )?"
)
PERSONAL = wording(rf"(?:{title('address', 'ranks', 'clergy', 'rulers', small=False)})\.? (?:\w+ )?$")
# "Members of the X community": people, not where they live.
MEMBERS = wording(
    r"\b(?:members|leaders|representatives|elders|people|men|youths|women|families|homes|shops|houses) (?:of|from) (?:the )?"
    r"(?:[a-z]+ )?$"
)


# The word for what a name is, around it: "X district", "the village of X", "the town X", "A, B, and C crossings".
WORD_BEHIND = re.compile(r"(?:'s|’s)? (\w+)")
TRIBAL = re.compile(r" (?:tribal|border|autonomous|coastal|mountainous|breakaway) (region|district|province|area)\b")
CLASS_OF = wording(r"(?P<name>\b[A-Z][\w’'-]+ )?\b(\w+) of (?:both )?$")
CLASS_BEFORE = wording(r"\b(city|town|village|port),? $")
LIST_BEHIND = re.compile(rf"(?:(?:, and |, | and ){CAP}(?: {CAP})?){{1,6}} (\w+)")
ORGANISATION = re.compile(r" (?:Times|Post|News|Agency|Airlines|University|Institute|Ministry|Party|Movement|Front|Army|Group)\b")


def _spans_of_groups(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [span for span in groups_named(text) if start <= span[0] and span[1] <= end and not names_town(text, span[0], start)]


def _class_around(text: str, start: int, end: int, sentence: Sentence) -> tuple[str | None, str, int]:
    """The class word of a name ("district" after it, "village of" before it), its precision, and the name's new end."""
    classes = settings("places.toml")["classes"]
    country = text[start:end] in country_words()  # "the Gulf state of Qatar", "the UAE state Sharjah"
    after = WORD_BEHIND.match(text[end : min(sentence.end, end + 24)])
    tribal = TRIBAL.match(text, end)
    if tribal and geo.lookup(text[start:end]):
        return tribal[1], classes.get(tribal[1], "admin1"), end
    if after and after[1].lower() in classes and text[end : end + 2] not in ("'s", "’s"):
        word = after[1].lower()
        own = word not in BARE_CLASSES or after[1][0].isupper() or is_village(text, start, end)
        if own and not (after[1] == "state" and country):
            return word, classes[word], end + after.end()
    elif is_village(text, start, end):
        return "camp", "settlement", end
    of = text.endswith((" of ", " of both "), 0, start)
    before = CLASS_OF.search(text[max(sentence.start, start - 40) : start]) if of else None
    part = before and before["name"] and before[2] in ("district", "quarter", "neighborhood", "suburb", "area")
    if part and before and before["name"][:-1] not in country_words():
        return None, "auto", end  # "the Hodan district of Mogadishu": the word is of the name before
    if before and before[2].lower() in classes and before[2].lower() != "capital" and not (before[2] == "state" and country):
        return before[2].lower(), classes[before[2].lower()], end
    apposed = CLASS_BEFORE.search(text[max(sentence.start, start - 20) : start])
    if apposed:
        return apposed[1], "settlement", end
    return None, "auto", end


# Words that in small letters mostly aren't the name's own: "the Kherson city council".
BARE_CLASSES = ("capital", "city", "port", "town", "village", "republic", "department")


def _list_class(text: str, end: int, sentence: Sentence) -> str | None:
    """The class word that ends a list, in the plural: "Torkham, Ghulam Khan, and Chaman crossings"."""
    match = LIST_BEHIND.match(text[end : min(sentence.end, end + 140)])
    classes = settings("places.toml")["classes"]
    return classes.get(match[1]) if match and match[1] in classes and match[1][-1] == "s" else None


@cache
def _not_places() -> frozenset[str]:
    return frozenset(settings("places.toml")["not_places"]["words"])


def named_places(text: str, sentence: Sentence, near: tuple[str, ...], taken: Iterable[tuple[int, int]]) -> list[Place]:
    """Places by name, each with its role."""
    blocked = [*taken, *_spans_of_groups(text, sentence.start, sentence.end)]
    stop = _not_places()
    found: list[Place] = []
    for match in NAME.finditer(text, sentence.start, sentence.end):
        for start, end in pieces(text, match.start(), match.end(), near, stop):
            if any(s < end and start < e for s, e in blocked) or any(p.start < end and start < p.end for p in found):
                continue
            place = _named(text, start, end, sentence, near, found)
            if place:
                found.append(place)
    return found


def _named(text: str, start: int, end: int, sentence: Sentence, near: tuple[str, ...], earlier: list[Place]) -> Place | None:
    """The place that a name stands for, with its role; None if it is none. A city before its district becomes the location."""
    if old_town(text, start, end):
        return None
    name = text[start:end]
    if country_words().get(name, ("", ""))[1] == "adjective" or PEOPLES_PLACES.match(text, end) or whose(text, start, end):
        return None
    at = _name_at(text, start, end, sentence, earlier)
    owner = at.previous if at.between in ("'s ", "’s ") else None
    if owner is not None and owner.precision == "country" and owner.country:
        near = (owner.country,)
    nation = nation_before(at.before, name) if owner is None else None
    near = near if nation is None else (nation,)
    alpha3 = geo.country_of(name)
    word, precision, stretched = _class_of(at)
    if word is None and at.before.endswith(" of ") and HOME.search(at.before):
        word = "home"
    if _is_other_thing(at) or (word is None and not _is_told_as_place(at, known=name in country_words() or alpha3 is not None)):
        return None
    shared = meaning(text, start, end, alpha3) if alpha3 else None
    if shared is not None:
        return _shared(at, word, shared)
    hit = resolved(name, precision, near, alpha3)
    if hit is None and word in (
        "town",
        "city",
        "port",
        "area",
    ):  # as without the word: "the town of Samarkand" in the news of Kyrgyzstan
        abroad = resolved(name, "auto", near, alpha3)
        hit = abroad if abroad is not None and abroad.kind == "city" else None
    if hit is not None and is_other_name_abroad(hit, at, near):
        hit = None
    if hit is None and near and precision == "auto" and not alpha3 and HIT.search(at.before):
        hit = hit_abroad(name, near)
    if hit is not None and hit.kind == "admin1" and SEAS.search(name) and not ITS_STATE.match(at.after):
        return evolve(
            place_from(name, start, end, "region", None, None, "PLACE-NAME"), role="location" if at.located else "context"
        )
    if hit is not None and not word and at.listed and at.previous is not None and at.previous.precision in SETTLEMENTS:
        hit = _behind_a_town(hit, name, at, near)
    elif hit is not None and not word and at.between in (" in ", ", in "):
        hit = unit_around(hit, name, at.previous)
    if hit is not None and not word and near and hit.country not in near and of_a_people(at):
        return None
    territory = territories().get(name)
    rule = "PLACE-CLASS" if word else "PLACE-NAME"
    if hit is None and not alpha3 and not territory and not word:
        if not is_unknown_town(at):
            return None
        precision, word = "settlement", "list"
    precision = "country" if alpha3 else "region" if territory and hit is None else precision
    if word == "district" and _is_part_of_city(at):
        earlier[-1] = evolve(earlier[-1], role="location")
        return None  # the city is the place
    label, stop = (text[start:stretched], stretched) if word in ("district", "county", "municipality") else (name, end)
    held = owner.country if owner is not None else nation
    place = place_from(label, start, stop, precision, hit, alpha3 or (territory.country if territory else None) or held, rule)
    return evolve(place, role=role_of(at, place, classed=bool(word)), precision=nearness(place, at.before))


def _behind_a_town(hit: Candidate, name: str, at: Named, near: tuple[str, ...]) -> Candidate:
    """What a name means behind a town's: one of several towns, or "Gaya, Bihar", the province in which the town lies."""
    if hit.kind == "admin2" and at.previous is not None and at.previous.precision == "settlement":
        return resolved(name, "settlement", near, None) or hit
    return unit_around(hit, name, at.previous) if at.between == ", " else hit


def _shared(at: Named, word: str | None, shared: Meaning) -> Place:
    """The place of a name that a country and another place bear."""
    name = at.text[at.start : at.end]
    own = geo.lookup(name, (shared.country,), (shared.kind,))
    hit = own if own is not None and own.country == shared.country else None
    hit = hit or geo.lookup(country_name(shared.country) or name, (shared.country,), (shared.kind,))
    place = place_from(name, at.start, at.end, geo.PRECISION[shared.kind], hit, shared.country, "PLACE-NAME")
    place = evolve(place, basis="explicit" if shared.told else "inferred")
    return evolve(place, role=role_of(at, place, classed=bool(word)), precision=nearness(place, at.before))


def _name_at(text: str, start: int, end: int, sentence: Sentence, earlier: list[Place]) -> Named:
    reach = max(sentence.start, start - 90)
    after = text[end : min(sentence.end, end + 60)]
    previous = earlier[-1] if earlier else None
    listed = previous is not None and list_between(text[previous.end : start])
    located = LOCATED.search(text, reach, start) is not None
    return Named(text, sentence, start, end, text[reach:start], after, located, previous, listed)


def _class_of(at: Named) -> tuple[str | None, str, int]:
    """The class word of a name, its own or that of the list it stands in; its precision, and the name's new end."""
    word, precision, stretched = _class_around(at.text, at.start, at.end, at.sentence)
    if word is not None:
        return word, precision, stretched
    listed = _list_class(at.text, at.end, at.sentence)
    if listed:
        return "list", listed, stretched
    previous = at.previous if at.listed and at.behind_a_location else None
    if previous and previous.rule == "PLACE-CLASS" and previous.precision in ("settlement", "admin1", "admin2"):
        return "list", previous.precision, stretched
    return None, precision, stretched


# "Off the Red Sea town", "X's Red Sea coast": the town named before or the country whose coast it is, not the sea.
SEAS = re.compile(r"\b(?:Sea|Gulf|Ocean)$")
ITS_STATE = re.compile(r" (?:[Ss]tate|[Pp]rovince|[Gg]overnorate|[Rr]egion)\b")
ON_THE_COAST = re.compile(r" (?:province|governorate|town|port|city|resort|village|coast|coastline|shore|shores)\b")


UNIT_NUMBER = re.compile(r" (?:No\.? ?)?\d")  # "the LIB 12 headquarters"
# "The Kurdish-majority city of X", "a Houthi-held district": what sort of place, not its name.
OF_A_SORT = re.compile(
    r"-(?:majority|minority|dominated|controlled|held|populated|run|led|backed|ruled|occupied|speaking|inhabited|administered)$"
)


def _is_other_thing(at: Named) -> bool:
    """Whether a name is a street's, a person's, an organisation's or a community's: "X Street", "President X", "X Airlines"."""
    return (
        (STREET.match(at.after) is not None and not at.possessive)
        or (at.after.startswith(" communit") and MEMBERS.search(at.before) is not None)
        or PERSONAL.search(at.before) is not None
        or (SEAS.search(at.text, at.start, at.end) is not None and ON_THE_COAST.match(at.after) is not None)
        or ORGANISATION.match(at.after) is not None
        or at.after.startswith("-")
        or OF_A_SORT.search(at.text, at.start, at.end) is not None
        or (at.text[at.start : at.end].isupper() and UNIT_NUMBER.match(at.after) is not None)
    )


def _is_told_as_place(at: Named, *, known: bool) -> bool:
    """Whether the words around a name without a class word leave it open that it is a place's."""
    return bool(
        at.located
        or at.listed
        or OF_TOWNS.search(at.before)
        or among_these(at.before)
        or at.possessive
        or known
        or at.after.startswith((",", ".", " --"))
        or PATIENT.match(at.after)
        or LISTED_PATIENT.match(at.text[at.end : at.sentence.end])
        or modifies(at.before, at.after)
        or SITE_OF.search(at.before)
        or RETAKEN.search(at.before)
        or handed_on(at.before, at.after)
        or NOT_HERE.search(at.before)
        or (OFFICE.search(at.before) and VICTIM_OF_DEED.match(at.after))
    )


def _is_part_of_city(at: Named) -> bool:
    """ "X's Y district", behind the city X."""
    city = at.previous
    return (
        city is not None
        and city.precision == "settlement"
        and city.end + 3 >= at.start - 1
        and at.text[city.end : city.end + 2] in ("'s", "’s")
    )


def list_between(between: str) -> bool:
    """Whether only a comma or an "and" of a list stands between two names."""
    match = SEVERAL.match(between)
    return match is not None and match.end() == len(between)


@lru_cache(maxsize=64)  # asked for a sentence's tellings, and for what others leave open
def places_in(text: str, sentence: Sentence, near: tuple[str, ...]) -> tuple[Place, ...]:
    """All places of a sentence in order of appearance, with roles: location, context, reference, origin, agent."""
    home = _spoken_of(text, sentence, near)
    borders = [*border_places(text, sentence), *road_places(text, sentence, near)]
    vague = tuple(region_pattern().finditer(text, sentence.start, sentence.end))
    taken = [match.span() for match in vague]
    named = named_places(text, sentence, near, [*taken, *((p.start, p.end) for p in borders)])
    regions = [*region_places(text, vague, home, named), *capital_places(text, sentence, named, near[0] if near else None)]
    found = in_their_units(text, tuple(sorted((*regions, *borders, *_one_side(text, named)), key=_start)))
    return nested(text, in_their_place(text, found))


SIDE_OF = wording(r"\b(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Nn]ortheast|[Nn]orthwest|[Ss]outheast|[Ss]outhwest) of $")


def _one_side(text: str, named: list[Place]) -> list[Place]:
    """ "South of X, a grave was found in Y": X only says where Y lies."""
    towns = [p for p in named if p.role == "location" and p.precision in SETTLEMENTS]
    if len(towns) < 2:
        return named
    beside = {p.start for p in towns[:-1] if SIDE_OF.search(text[max(0, p.start - 14) : p.start])}
    return [evolve(p, role="reference") if p.start in beside else p for p in named]


# "In Burkina Faso, gunmen burst into ...": what the paragraph goes on to call "the country".
STANDS_IN = wording(r"(?:^|\n|[.!?][”\"]? )(?:\w+, )?In (?:neighboring |nearby )?(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}),")


def _spoken_of(text: str, sentence: Sentence, near: tuple[str, ...]) -> str | None:
    """The country that "the country's north" means: one the sentence or its paragraph names, else the one the article is about.

    Whose men act says little of where: "French commandos stormed a camp in the country's north".
    """
    listed = country_words()
    words = CAPITALISED.findall(text, sentence.start, sentence.end)
    told = [listed[word] for word in (each.removesuffix("'s").removesuffix("’s") for each in words) if word in listed]
    first = next((country for country, kind in told if kind != "adjective" or country in near[:1]), None)
    if first is not None:
        return first
    paragraph = text.rfind("\n", 0, sentence.start) + 1
    named = STANDS_IN.finditer(text, paragraph, sentence.start) if text.find("In ", paragraph, sentence.start) >= 0 else ()
    stands = [listed[m["name"]][0] for m in named if m["name"] in listed]
    return stands[-1] if stands else next(iter(near), told[0][0] if told else None)


def _start(place: Place) -> int:
    return place.start
