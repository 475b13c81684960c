"""Where an event happened that no place of its own clause tells: the town named elsewhere in its sentence, or "the town".

Knows the towns of a sentence and of the sentences before. Doesn't look at other events (:mod:`eventx_rferl.events.context`).
"""

from __future__ import annotations

from attrs import evolve

from eventx_rferl.gazetteer.precisions import AREAS, SETTLEMENTS, TOWNS
from eventx_rferl.language.lexicons import country_words
from eventx_rferl.language.wording import wording
from eventx_rferl.model import Article, Event, Mention, Place, Sentence
from eventx_rferl.places import geo
from eventx_rferl.places.areas import place_from
from eventx_rferl.places.named import places_in
from eventx_rferl.places.sites import SITE
from eventx_rferl.places.there import subjects
from eventx_rferl.tellings.spots import part_of_town

# Areas whose own officials speak of what happens there.
PROVINCES = frozenset({"admin1", "admin2", "region"})
# A place that stands in one of these roles is better than none, the first the best.
ROLES = ("location", "context", "home", "origin")
# "Wrested the town, in the Hiran region, from ...": the town named before.
THE_TOWN = wording(
    r"\b(?:the|this|that) (?:[\w-]+ ){0,2}?(?:town|village|hamlet|settlement|city)\b(?! (?:hall|council|center)|(?: \w+)? of\b)"
    rf"(?!['’]s\b(?! (?:[\w’'-]+ ){{0,3}}?(?:{SITE}|Hospital|Market|Square|University|Airport|Mosque|Church)s?\b))"
)
# "A spokesman in Islamabad said": from afar, as often as not.
SPEAKS_FROM = wording(r"\b(?:spokes(?:man|woman|person)|diplomats?|minister|ministry|analysts?|correspondents?) in (?:the )?$")
SPOKESMAN = wording(r" (?:[a-z]+ ){0,2}(?:spokes(?:man|woman|person)|officials?|authorities)\b")  # "a Kyiv military spokesman"
# "The dead were buried in X", "officials met in X": a sentence that only goes on about it, elsewhere.
ELSEWHERE = wording(
    r"\b(?:spoke|speaking|met|meeting|talks|buried|funerals?|arriv(?:ed|ing)|reporters?|journalists?) in (?:the )?$"
)
FEW = 2
# A sentence of fewer words, or one that quotes somebody, tells little: “The pharmacy. My cousin’s.”
SHORT = 7


def is_capital(place: Place) -> bool:
    """Whether a place is named as a country's capital is."""
    return country_words().get(place.name, ("", ""))[1] == "capital"


def beside(article: Article, mention: Mention, sentences: tuple[Sentence, ...], near: tuple[str, ...]) -> Place | None:
    """The town that the telling's own sentence names outside of its clause ("a woman from Adigrat has described how ...")."""
    sentence = sentences[mention.sentence]
    towns = [p for p in places_in(article.text, sentence, near) if p.precision in TOWNS and p.role in ROLES]
    towns = [p for p in towns if not SPEAKS_FROM.search(article.text, max(0, p.start - 40), p.start)]
    towns = [p for p in towns if not (is_capital(p) and SPOKESMAN.match(article.text, p.end))]
    if not towns:
        return None

    def rank(place: Place) -> tuple[int, int]:
        return ROLES.index(place.role), abs(place.start - mention.head.start)

    return evolve(min(towns, key=rank), role="location", basis="inferred", rule="PLACE-BESIDE")


# Areas so wide that a town in them says more; not a region such as "the country’s east", in which nobody knows what lies.
WIDE = frozenset({"country", "admin1"})


def town_inside(
    article: Article, event: Event, sentences: tuple[Sentence, ...], behind: list[Sentence], near: tuple[str, ...]
) -> Place | None:
    """A town of the one wide area told: "Shells fell on the Kherson region. In Beryslav ..."; ``behind`` tells no event."""
    if len(event.places) != 1 or event.places[0].precision not in WIDE:
        return None
    (area,) = event.places
    own = beside(article, event.mentions[0], sentences, near)
    if own is not None and _lies_in(own, area):
        return own
    for sentence in behind if area.precision == "admin1" else ():
        for place in places_in(article.text, sentence, near):
            before = max(sentence.start, place.start - 40), place.start
            afar = SPEAKS_FROM.search(article.text, *before) or ELSEWHERE.search(article.text, *before)
            if place.role == "location" and not afar and _lies_in(place, area):
                return evolve(place, basis="inferred", rule="PLACE-CONTINUED")
    return None


def _lies_in(place: Place, area: Place) -> bool:
    """Whether a town of the gazetteer lies in an area, as far as units' names say."""
    unit = area.precision != "admin1" or place.admin1 == area.admin1
    return place.precision in SETTLEMENTS and bool(place.gazetteer_id) and place.country == area.country and unit


SPEAK_THERE = wording(
    r"\b(?:[Pp]olice|[Oo]fficials|[Aa]uthorities|[Pp]rosecutors|[Ii]nvestigators|[Dd]octors|[Mm]edics|[Rr]escuers|[Rr]esidents|"
    r"[Ii]nterior [Mm]inistry|(?:[Ll]aw[- ]enforcement|[Ss]ecurity|[Mm]ilitary|[Mm]edical|[Hh]ospital|[Hh]ealth) officials|"
    r"[Ss]ecurity [Ff]orces|[Tt]roops|(?:[Pp]olice )?[Ss]pokes(?:man|woman)) in (?:the )?(?:[\w’'-]+ ){0,4}"
    r"(?:(?:province|region|republic|state|district|territory|area) of (?:the )?)?$"
)


ITS_POLICE = wording(r" (?:city |traffic |riot |municipal |metropolitan )?(?:police|prosecutors?)\b")


def speakers_ground(article: Article, mention: Mention, sentences: tuple[Sentence, ...], near: tuple[str, ...]) -> Place | None:
    """Whose police or officials tell it, where nothing else says where: "Police in the region of X say", "X city police"."""
    sentence = sentences[mention.sentence]
    for place in places_in(article.text, sentence, near):
        provincial = place.precision in PROVINCES and place.lat is not None
        if place.precision == "settlement" and place.gazetteer_id and ITS_POLICE.match(article.text, place.end):
            return evolve(place, role="location", basis="inferred", rule="PLACE-BESIDE")
        if provincial and SPEAK_THERE.search(article.text, sentence.start, place.start):
            return evolve(place, role="location", basis="inferred", rule="PLACE-BESIDE")
    return None


# "Was overwhelmed in Lilac Park": somewhere in a town that another sentence names.
A_STREET = wording(r"\w (?:Square|Street|Avenue|Boulevard|Park|Stadium|Mall|Hotel|Roundabout|Plaza|Lane|Hospital|University)$")


def names_no_town(place: Place) -> bool:
    """Whether a place is an area, or a street or park that the gazetteer doesn't hold."""
    return place.precision in AREAS or (not place.gazetteer_id and A_STREET.search(place.name) is not None)


def town_meant(article: Article, mention: Mention, sentences: tuple[Sentence, ...], near: tuple[str, ...]) -> Place | None:
    """The town that "the town" means: the one named last in the few sentences before, if the telling's own names none."""
    sentence = sentences[mention.sentence]
    if not THE_TOWN.search(article.text, sentence.start, sentence.end):
        return _topic(article, mention, sentences, near)
    if any(p.precision in SETTLEMENTS for p in places_in(article.text, sentence, near) if p.role in ROLES):
        return None
    telling = 0
    for number in range(mention.sentence - 1, -1, -1):
        if THE_TOWN.search(article.text, sentences[number].start, sentences[number].end):
            continue  # "a road from the town to X": X is another
        telling += len(sentences[number].tokens) > SHORT and not sentences[number].quotes
        named = [p for p in places_in(article.text, sentences[number], near) if p.precision in SETTLEMENTS and p.role in ROLES]
        if telling > FEW:
            return None
        if named:
            return evolve(named[0], role="location", basis="inferred", rule="PLACE-ANAPHOR")
    return None


# "Militiamen took it over", "It fell on March 2".
IT_CHANGED_HANDS = wording(
    r"\b(?:took|taken|retook|retaken|seized|captured|recaptured|entered|overran|stormed|abandoned|lost|left|held|won) it\b|"
    r"^\W*It (?:had |also |finally )*(?:fell|fallen|changed hands|passed|surrendered)\b|"
    r"^\W*It (?:had been|was|has been) (?:taken|retaken|seized|captured|recaptured|overrun|lost|abandoned|liberated)\b"
)


def _topic(article: Article, mention: Mention, sentences: tuple[Sentence, ...], near: tuple[str, ...]) -> Place | None:
    """The town that the sentence before is about, where "it" was taken: "Kherson was the only capital lost. It fell in March"."""
    sentence = sentences[mention.sentence]
    if not mention.sentence or not IT_CHANGED_HANDS.search(article.text[sentence.start : sentence.end]):
        return None
    before = sentences[mention.sentence - 1]
    named = [p for p in subjects(article.text, before, near) if p.start - before.start < len("The “")]
    return evolve(named[0], role="location", basis="inferred", rule="PLACE-ANAPHOR") if named else None


# How many sentences up a quarter's town is named.
QUARTER_REACH = 3


def town_around(
    article: Article, places: tuple[Place, ...], number: int, sentences: tuple[Sentence, ...], near: tuple[str, ...]
) -> Place | None:
    """The town in which quarters lie that the gazetteer doesn't hold: the one told just before ("a blast in the capital").

    ``number``: the sentence that names them.
    """
    if not places or any(p.gazetteer_id or not part_of_town(article.text, p) for p in places):
        return None
    land = places[0].country
    if any(p.precision in AREAS for p in places_in(article.text, sentences[number], near)):
        return None  # "in the X district of Baghlan Province": no quarter
    for above in range(number - 1, max(number - 1 - QUARTER_REACH, -1), -1):
        towns = [
            p
            for p in places_in(article.text, sentences[above], near)
            if p.role == "location" and p.precision == "settlement" and p.gazetteer_id and land in (None, p.country)
        ]
        if towns:
            return evolve(towns[-1], basis="inferred", rule="PLACE-QUARTER-OF")
    return None


def headed(article: Article, mention: Mention, near: tuple[str, ...]) -> Place | None:
    """The place that its paragraph, or one before, is headed with where several are: "QUETTA: Police arrested ..."."""
    above = [span for span in article.heads if span[0] < mention.start]
    if not above:
        return None
    start, end = above[-1]
    name = article.text[start:end]
    hit = geo.lookup(name.title() if name.isupper() else name, near)
    if hit is None or (near and hit.country not in near and hit.population < geo.LARGE):
        return None
    place = place_from(name, start, end, geo.PRECISION[hit.kind], hit, None, "PLACE-HEAD")
    return evolve(place, role="location", basis="inferred")


def capital_headed(article: Article, event: Event, near: tuple[str, ...]) -> Place | None:
    """The town that the paragraph is headed with, where the event is told for its province's capital."""
    first = event.mentions[0]
    if not article.heads or not event.places:
        return None
    town = headed(article, first, near)
    return town if town is not None and any(town.admin1 == place.admin1 for place in event.places) else None


def better_town(
    article: Article, event: Event, sentences: tuple[Sentence, ...], behind: list[Sentence], near: tuple[str, ...]
) -> Place | None:
    """The town in the place of an area, a street or a quarter, if other sentences name it; ``behind`` tells no event."""
    first = event.mentions[0]
    if not all(map(names_no_town, event.places)):
        return town_around(article, event.places, first.sentence, sentences, near)
    return (
        town_meant(article, first, sentences, near)
        or capital_headed(article, event, near)
        or town_inside(article, event, sentences, behind, near)
    )
