"""Says which of a sentence's places only say where another one lies: "Orva village of Kesh district", "Orva, Kesh".

Knows the words between a place and the larger one around it, and lists without an "and", which are no lists. Doesn't look
anything up (:mod:`eventx_rferl.places.within`), nor know events.
"""

from __future__ import annotations

from attrs import evolve

from eventx.earth import kilometres
from eventx_rferl.gazetteer.precisions import SETTLEMENTS
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Place
from eventx_rferl.places import geo
from eventx_rferl.places.areas import place_from
from eventx_rferl.places.within import DISTRICT_OF

SORT = (
    r"(?:(?:refugee |displacement )?(?:village|town|city|hamlet|settlement|area|locality|camp|neighbou?rhood|suburb|township|"
    r"local government area|local council|council area|area council|LGA|district|sub-?district|ward|commune|port|base|market)s?|"
    r"community|communities|municipality)"
)
WHERE = (
    r"(?:[a-z]*(?:north|south|east|west)[a-z-]*|central|upper|lower|restive|troubled|volatile|remote|rural|coastal|mountainous|"
    r"[a-z]+-(?:hit|torn|held|prone|rich|majority)|(?:[A-Z]\w+|the country)['’]s)"
)
UNIT = (
    r"(?:(?:states?|provinces?|regions?|districts?|departments?|municipality|county|governorate|prefecture|commune|territory|"
    r"area|town|city|division|upazila|tehsil|woreda|township) of )?"
)
# Between a place and the one it lies in: " village in the northern ", " area of ", ", in the southwestern department of ".
UNKNOWN = r"(?:, [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}){0,2}"  # a name that is no listed place's, between them
LIES_IN = wording(
    rf"(?: {SORT})?{UNKNOWN},?(?: an? (?:[\w-]+ ){{0,2}}{SORT})? in (?:the )?(?:{WHERE} )*{UNIT}"
    rf"| {SORT} of (?:the )?(?:{WHERE} )*{UNIT}"
)
# Between a town and its quarter: "the Afghan capital's mostly Hazara district of ".
PART_OF_IT = wording(
    r"['’]s (?:[\w’'-]+ ){0,3}?(?:district|neighbou?rhood|suburb|quarter|area|ward|municipality|arrondissement) of (?:the )?"
)
# Between a place and one that only says how far off it lies: " refugee camp near ", ", some 30 kilometers south of ".
APART = wording(
    r"(?: (?:(?:refugee|displacement|army|military|training|naval|air|border|police) )?(?:camp|base|village|town|area|district|"
    r"checkpoint|crossing|junction|neighbou?rhood|suburb|settlement|market|post))?"
    r"(?:, (?:an?|another) (?:[\w-]+ ){0,3}(?:town|village|city|hamlet|suburb|settlement|community|port|place|area|district))?"
    r"(?:,|^)? ?"
    r"(?:just |some |about |around |roughly |nearly )*(?:[\d.]+ ?(?:kilomet(?:er|re)s?|kms?|miles?|met(?:er|re)s?)"
    r"(?: \([\d.]+ ?[a-z]+\))?,? (?:to the )?)?(?:near|outside|close to|not far from|"
    r"(?:at|on) the (?:foot|slopes|edge|banks?|shores?) of|(?:north|south)?-?"
    r"(?:east|west|north|south) of) (?:the )?(?:(?:\w+ )?(?:capital|city|town),? )?(?:\w+ of )?"
)
# "Herat province's mountainous Chesht district".
OWNER = wording(
    r"(?: (?:province|state|region|district|department|county))?"
    rf"['’]s (?:{WHERE} |[a-z]+ous |mainly |mostly )*(?:(?:city|town|village|district) of )?"
)
COMMA = wording(rf"(?: {SORT})?, ")
# What a list of equals has behind it, or before.
LIST_GOES_ON = wording(
    r"(?: [a-z]+)?(?:, [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?(?: [a-z]+)?){0,4},? (?:and|or|&|as well as) (?:[a-z]+ ){0,3}[A-Z]"
)
SEVERAL_BEFORE = wording(
    r"\b(?:villages|towns|cities|districts|areas|places|provinces|regions|states|localities|communities|settlements|camps|"
    r"neighbou?rhoods|suburbs|townships|counties|ports|including|namely|like|such as|between|from)(?: of| in| as)?(?: the)?,? $"
)
NEIGHBOURS = 60.0


def nested(text: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places in order; what only says where the place before it lies has the role ``context``."""
    found = list(places)
    inside = _chained(text, places)
    for at in range(1, len(found)):
        inner, outer = found[at - 1], found[at]
        if outer.role != "location" or outer.start < inner.end:
            continue
        if PART_OF_IT.fullmatch(text, inner.end, outer.start) and inner.precision in SETTLEMENTS:
            found[at - 1], found[at] = evolve(inner, role="location"), evolve(outer, role="context")
            continue
        if inner.precision in ("admin1", "admin2") and inner.role == "location" and OWNER.fullmatch(text, inner.end, outer.start):
            found[at - 1] = evolve(inner, role="context")
            continue
        if inner.role == "context" and places[at - 1].role == "location" and _two_units(text, inner, outer):
            found[at] = evolve(outer, role="context")
            continue
        here = places[at - 1].role in ("location", "context") and inner.precision not in ("country", "region")
        between = text[inner.end : outer.start]
        if (
            here
            and inner.rule == "PLACE-BORDER"
            and outer.precision in (*SETTLEMENTS, "admin1", "admin2")
            and LIES_IN.fullmatch(between)
        ):
            found[at - 1] = evolve(
                inner, role="context"
            )  # "on the border in Kesh district": a line has no point, the district does
            continue
        if here and (area := _of_an_area(text, found, at)) is not None:
            found[at - 1 : at + 1] = area
            continue
        if here and (at in inside or LIES_IN.fullmatch(between)) and not _smaller(outer, inner):
            found[at] = evolve(outer, role="context")
    return tuple(found)


def _of_an_area(text: str, found: list[Place], at: int) -> tuple[Place, Place] | None:
    """ "The Barmal district of Paktika and the Sepera district of Khost": the district with its province around it.

    None for a quarter of a town, "the Hodan district of Mogadishu". What is the town's and the province's name is the
    province's if the district before it is of one.
    """
    inner, outer = found[at - 1], found[at]
    if inner.precision != "admin2" or inner.rule != "PLACE-CLASS" or DISTRICT_OF.fullmatch(text, inner.end, outer.start) is None:
        return None
    if outer.precision in SETTLEMENTS:
        unit = geo.lookup(outer.name, (outer.country,) if outer.country else (), ("admin1",))
        before = at > 2 and found[at - 2].role == "context" and found[at - 2].precision == "admin1"
        before = before and DISTRICT_OF.fullmatch(text, found[at - 3].end, found[at - 2].start) is not None
        if unit is None or not (_far(inner, outer) or (before and found[at - 2].country == outer.country)):
            return None
        outer = place_from(outer.name, outer.start, outer.end, "admin1", unit, outer.country, outer.rule)
    if outer.precision != "admin1":
        return None
    inner = evolve(inner, country=inner.country or outer.country, admin1=inner.admin1 or outer.admin1 or outer.name)
    return inner, evolve(outer, role="context")


def _two_units(text: str, one: Place, other: Place) -> bool:
    """ "A and B villages of X and Y districts": X is around them, and so is Y."""
    return one.rule != "PLACE-REGION" and text[one.end : other.start] in (" and ", " & ")


def _smaller(outer: Place, inner: Place) -> bool:
    """Whether the second place is the larger one: "in Kenya, in Garissa"."""
    return inner.precision in ("admin1", "admin2") and outer.precision in SETTLEMENTS


def _chained(text: str, places: tuple[Place, ...]) -> set[int]:
    """The places of runs that only commas part: each lies in the one behind it. With an "and" they are a list."""
    inside: set[int] = set()
    run = 0
    for at in range(1, len(places) + 1):
        if (
            at < len(places)
            and COMMA.fullmatch(text[places[at - 1].end : places[at].start])
            and not _far(places[at - 1], places[at])
        ):
            continue
        start = places[run].start
        if at - run > 1 and not (
            LIST_GOES_ON.match(text, places[at - 1].end) or SEVERAL_BEFORE.search(text[max(0, start - 40) : start])
        ):
            inside.update(range(run + 1, at))
        run = at
    return inside


def _far(one: Place, other: Place) -> bool:
    """Whether two towns lie too far apart for one to be in the other."""
    if other.precision not in SETTLEMENTS or one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return kilometres(one.lat, one.lon, other.lat, other.lon) > NEIGHBOURS
