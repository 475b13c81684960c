"""Finds vague areas, borders and front lines, and capitals named by their country; and knows what contains what.

Knows phrases such as "southeastern Iran", "the country's north", "along the border". Doesn't know towns' names.
"""

from __future__ import annotations

import re
from functools import cache

from eventx_rferl.gazetteer import Candidate, folded
from eventx_rferl.language.calendar_names import WEEKDAY
from eventx_rferl.language.lexicons import country_name, country_words, settings, territories
from eventx_rferl.language.wording import Wording, one_of, wording
from eventx_rferl.model import Place, Sentence
from eventx_rferl.places import geo

BORDER = wording(
    r"\b(?:(?:along|on|across|near|at) )?(?:the |their |its )?(?P<pair>(?:[A-Z][a-z]+-[A-Z][a-z]+ |[A-Z][a-z]+ )?)"
    r"(?P<what>border positions?|border posts?|border clash(?:es)?|border(?= |,|\.)|frontier|front line|"
    r"[Ll]ine of [Cc]ontact|line "
    r"of control|contact line|demarcation line)\b",
)


@cache
def region_pattern() -> Wording:
    """The shapes of vague areas."""
    data = settings("places.toml")["regions"]
    adjectives, directions = "|".join(data["adjectives"]), "|".join(data["directions"])
    restless = "|".join(data["restless"])
    names = one_of(
        (
            *(name for name, (_, kind) in country_words().items() if kind == "name"),
            *(name for name, territory in territories().items() if name == territory.name),
        )
    )
    return wording(
        rf"\b(?!Northern Ireland\b)(?P<adj>{adjectives}) (?P<name>{names})\b(?!['’]s|-)"
        rf"|\b(?P<of>(?:the|its) (?:country|nation|republic|region|province)['’]s (?:(?:far|deep|mostly \w+|{restless}),? "
        rf")*(?P<dir>{directions}|"
        rf"{adjectives}(?= region)))\b"
        rf"|\b(?:[A-Z]\w+-(?:administered|controlled|occupied|held) (?P<held>[A-Z]\w+(?: [A-Z]\w+)?))\b"
        rf"|\b(?P<owner>{names})['’]s (?:(?:far|deep|mostly \w+|{restless}),? )*(?P<dir2>{directions})\b"
        rf"|\bthe (?:(?:far|deep|{restless}),? )*(?P<dir3>{directions}) of (?:the country|(?P<name3>{names}))\b(?!['’]s)"
        rf"|\bthe (?:{restless}),? (?:far |deep )?(?P<dir4>{directions})\b(?! of\b|[ -][A-Z]|['’]s)"
        rf"|\b(?:the )?(?P<dir5>{adjectives}) (?:region|part) of the country\b",
    )


def _held(match: re.Match[str]) -> Place:
    """ "Russian-occupied Crimea" is an area by that name, "Russian-occupied Nova Kakhovka" a town."""
    start, name = match.start("held"), match["held"]
    hit = geo.lookup(name)
    if hit is not None and hit.kind == "city":
        return place_from(name, start, start + len(name), "settlement", hit, None, "PLACE-NAME")
    return place_from(match[0], match.start(), match.end(), "region", hit, None, "PLACE-REGION")


def region_places(text: str, vague: tuple[re.Match[str], ...], home: str | None, named: list[Place]) -> list[Place]:
    """Vague areas: "northwestern Pakistan", "the country's north"."""
    found: list[Place] = []
    for match in vague:
        name = match["name"] or match["owner"] or match["name3"]
        words = match[0]
        if match["held"]:
            found.append(_held(match))
            continue
        before = [p for p in named if p.end <= match.start() and p.country and p.role in ("location", "context", "reference")]
        alpha3 = geo.country_of(name) if name else before[-1].country if before else home
        territory = territories().get(name or "")
        alpha3 = alpha3 or (territory.country if territory else None)
        hit = geo.lookup(words, (alpha3,) if alpha3 else ()) if name else None
        if hit is not None and alpha3 and hit.country not in ("", alpha3):  # "eastern Congo": of the larger one
            hit = geo.lookup(words.replace(name, country_name(alpha3) or name), (alpha3,))
        area = next((match[group] for group in ("dir", "dir2", "dir3", "dir4", "dir5") if match[group]), "")
        if hit is None and alpha3 and (area or not name):
            adjective = (
                area
                if area.endswith("ern")
                else area + "ern"
                if area in ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
                else "central"
            )
            country = country_name(alpha3)
            hit = geo.lookup(f"{adjective} {country}", (alpha3,)) if country else None
        inside = (
            bool(before) and before[-1].role == "location" and IN_WIDER.fullmatch(text, before[-1].end, match.start()) is not None
        )
        sent = SENT_FROM.search(text, max(0, match.start() - 40), match.start()) is not None
        role = "origin" if sent else "context" if inside else "location"
        found.append(place_from(words, match.start(), match.end(), "region", hit, alpha3, "PLACE-REGION", role))
    return found


# "On Jolo island in the southern Philippines", "off the Jaffna peninsula in the north".
IN_WIDER = re.compile(
    r"(?: (?:peninsula|islands?|archipelago|valley|lagoon|coast|mountains|hills|forests?|atoll|delta|basin))?,? in (?:the )?"
)

# "Rockets fired from southern Lebanon at Kiryat Shmona": it hit elsewhere.
SENT_FROM = wording(r"\b(?:fired|launched|shot|sent|flown|loosed) (?:[a-z]+ ){0,2}?from $")


# "Two kilometers from the border", "on both sides of the front line", "over the border": not on it.
ELSEWHERE = wording(r"\b(?:(?:meters|kilometers|kilometres|miles|far) (?:from|of)|sides of|over) (?:the )?$")


# "Across the border in Burkina Faso": what is told happened in that country.
ACROSS = re.compile(r"\b(?:[Aa]cross|[Bb]eyond) (?:the )?$")
BEYOND_IT = re.compile(r",? (?:in|into|from|inside) (?:[\w’'-]+ ){0,2}[A-Z]")
# "Bulo Hawo, a town on the Kenyan border": where the town lies.
A_TOWN_ON = wording(
    r"(?:[A-Z][\w’'-]+, (?:an?|the|another)|\b(?:[Tt]he|[Tt]hat|[Tt]his)) (?:[\w-]+ ){0,3}"
    r"(?:town|village|city|hamlet|settlement|outpost|post|base)s? "
    r"(?:on|at|near|along|by)\b[^.;,]{0,8}$"
)


# "Signed a protocol on the withdrawal of forces from the border": what it is about, not where.
WITHDRAWAL = wording(
    r"\bon (?:the |a )?(?:[a-z]+ )?(?:withdrawal|pull-?back|pull-?out|removal|departure|disengagement) of [^.;,]{3,60} from "
    r"(?:the |their )?$"
)
BARE = re.compile(r"(?:the )?(?:border|frontier|border posts?)", re.IGNORECASE)
IN_A_TOWN = re.compile(r" (?:in|at|near|outside) (?:the )?(?:(?:town|village|district) of )?[A-Z]")


def border_places(text: str, sentence: Sentence) -> list[Place]:
    """Borders and front lines: a line, without a point."""
    found: list[Place] = []
    for match in BORDER.finditer(text, sentence.start, sentence.end):
        before = text[max(sentence.start, match.start() - 30) : match.start()]
        after = text[match.end() : match.end() + 12]
        if re.match(
            r" (?:town|city|village|guard|crossing|service|patrol|troops|security|district|officials|official|authorities|"
            r"forces|agen|police|commission|soldiers|officers|officer|disputes?|clash|with\b)",
            after,
            re.IGNORECASE,
        ):
            continue
        lead = before + match[0][: match.start("pair") - match.start()]
        if ELSEWHERE.search(lead) or (BEYOND_IT.match(text, match.end()) and ACROSS.search(lead)):
            continue
        words = match[0]
        start = match.start()
        if match["what"].startswith("border p") and IN_A_TOWN.match(text, match.end()):
            continue  # "a border post in Torkham": the town is the place
        if not match["pair"] and re.match(r"across the (?:border|frontier)", words, re.IGNORECASE):
            continue  # a direction
        if words.startswith(("on ", "at ", "near ", "across ")):
            cut = words.index(" ") + 1
            words, start = words[cut:], start + cut
        if words.lower().startswith("the ") and (match["pair"] or match["what"].startswith(("line", "front", "contact"))):
            words, start = words[4:], start + 4
        if found and BARE.fullmatch(words):
            continue  # "in a shoot-out on their border, the deadliest on the frontier this year": the one named before
        aside = A_TOWN_ON.search(text, sentence.start, match.start() + 8) or WITHDRAWAL.search(text, sentence.start, start)
        role = "context" if aside else "location"
        found.append(Place(words, start, match.end(), "line-or-area", role, rule="PLACE-BORDER"))
    return found


def place_from(
    name: str,
    start: int,
    end: int,
    precision: str,
    hit: Candidate | None,
    alpha3: str | None,
    rule: str,
    role: str = "location",
) -> Place:
    """A place of a name and what the gazetteer says; without a hit it has no point."""
    if hit is None:
        precision = "settlement" if precision == "auto" else precision  # a name and nothing more: what records say of it too
        return Place(name, start, end, precision, role, alpha3, rule=rule, basis="inferred" if alpha3 else "explicit")
    if precision == "auto" or {precision, hit.kind} <= {"admin1", "admin2"}:
        precision = geo.PRECISION.get(hit.kind, "settlement")
    return Place(
        name,
        start,
        end,
        precision,
        role,
        hit.country or alpha3,
        hit.admin1 or None,
        hit.lat,
        hit.lon,
        hit.radius_m,
        hit.id or None,
        hit.source or None,
        rule,
    )


# What is in a capital, hits it, or goes through it.
AT = (
    r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Oo]n|[Aa]t|hit|struck|over|through|across|around|throughout|into|seized|captured|took|retook|"
    r"entered|overran|stormed|shelled|bombed|attacked|reached|retaken|recaptured|shook|rocked|"
    r"(?:streets|center|centre|heart|parts?) of) "
)
ROUND_IT = r"(?:\b(?:outskirts|suburbs?|edges?|districts?) of )"
CAPITAL = wording(rf"(?:{AT}|{ROUND_IT})(the (?:(?:country|nation)['’]s )?capital)\b(?! of\b|'s|’s)")
NAME = rf"(?!{WEEKDAY})[A-Z]"  # "in the Somali capital Monday"
NAMED_NEXT = re.compile(rf",? (?={NAME})")
CAPITAL_OF = wording(rf"{AT}(the ([A-Z]\w+) capital)\b(?!(?:,| of)? {NAME})")
# "Seized the capital of Mali"; but not "the capital of Congo's North Kivu Province".
CAPITAL_NAMED = wording(rf"{AT}(the capital of (?:the )?([A-Z][\w-]+(?: [A-Z][\w-]+)?))(?!['’]s| [A-Z])")
# "In France's capital"; but not "in France's capital, Paris".
CAPITAL_OWNED = wording(
    rf"{AT}((?:the )?([A-Z][\w-]+(?: [A-Z][\w-]+){{0,3}})['’]s capital)\b(?!(?:,| of)? {NAME}|['’]s| (?:region|area|district)\b)"
)


def _capital_of_home(text: str, sentence: Sentence, named: list[Place], home: str | None) -> list[Place]:
    """ "In the capital": of the country that is spoken of, unless another word says of what it is the capital."""
    match = CAPITAL.search(text, sentence.start, sentence.end)
    home = (geo.capital_told(text, sentence.start) or geo.capital_next(text, sentence.end) or home) if match else home
    city = geo.capital_of(home) if match and home else None
    if match is None or home is None or city is None or any(p.name == city and p.role == "location" for p in named):
        return []
    following = NAMED_NEXT.match(text, match.end())
    if following and any(p.start == following.end() for p in named):
        return []  # "in the capital, Kabul"
    start = match.start(1)
    hit = geo.lookup(city, (home,), ("city",))
    return [place_from(match[1], start, start + len(match[1]), "settlement", hit, home, "PLACE-CAPITAL")]


def capital_places(text: str, sentence: Sentence, named: list[Place], home: str | None) -> list[Place]:
    """ "in the Iraqi capital", not followed by the name itself."""
    found = _capital_of_home(text, sentence, named, home)
    told = (
        m for pattern in (CAPITAL_OF, CAPITAL_NAMED, CAPITAL_OWNED) for m in pattern.finditer(text, sentence.start, sentence.end)
    )
    for match in told:
        alpha3 = country_words().get(match[2], (None, ""))[0]
        city = geo.capital_of(alpha3) if alpha3 else None
        if alpha3 and city and not any(p.name == city and p.role == "location" for p in named):
            start = match.start(1)
            found.append(
                place_from(
                    match[1],
                    start,
                    start + len(match[1]),
                    "settlement",
                    geo.lookup(city, (alpha3,), ("city",)),
                    alpha3,
                    "PLACE-CAPITAL",
                )
            )
    return found


def contains(outer: Place, inner: Place) -> bool:
    """Whether the first place is a larger area around the second, as far as their names and countries tell."""
    order = ("exact", "settlement", "near-settlement", "admin2", "admin1", "region", "line-or-area", "country", "international")
    if outer.key == inner.key or order.index(outer.precision) <= order.index(inner.precision):
        return False
    if outer.precision == "country":
        return inner.country is None or outer.country == inner.country
    if outer.country and inner.country and outer.country != inner.country:
        return False
    if outer.precision in ("admin1", "admin2") and inner.admin1:
        return _same_area(outer, inner.admin1)
    return outer.precision in ("region", "admin1", "admin2", "line-or-area") or inner.country is None


def _same_area(outer: Place, admin1: str) -> bool:
    """Whether a unit's name is an area's, written otherwise: "Kherson" and "Khersons'ka Oblast'", not North and South Kivu."""
    inner = folded(admin1).split()
    names = (folded(name).split() for name in (outer.admin1 or outer.name, outer.name))
    return any(name and inner and all(a[:5] == b[:5] for a, b in zip(name, inner, strict=False)) for name in names)
