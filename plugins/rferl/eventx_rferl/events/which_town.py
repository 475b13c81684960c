"""Decides which of several places of one name in a country an event happened at, or says that the article doesn't tell.

Knows that a city is meant by its name alone, and of small namesakes the one that lies in the province or near the town that the
article names with it: in the event's own sentences, else in its paragraph, else anywhere or in the dateline. Where nothing or too
much speaks, the place has no point, and the record says how many there are. Doesn't look for names.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from attrs import evolve

from eventx.earth import kilometres
from eventx_rferl import gazetteer
from eventx_rferl.events.whereabouts import is_capital
from eventx_rferl.gazetteer import Candidate, folded
from eventx_rferl.gazetteer.precisions import SETTLEMENTS, SUBNATIONAL, TOWNS
from eventx_rferl.language.lexicons import country_name, with_article
from eventx_rferl.model import Article, Event, Place, Sentence
from eventx_rferl.places.dateline import written_in
from eventx_rferl.places.geo import standing_at, without_point
from eventx_rferl.places.named import places_in
from eventx_rferl.tellings.assemble import Draft

# A town is meant by its name alone that has so many people, or fewer and so many times those of the next one.
CITY, TOWN, TIMES = 50_000, 10_000, 4
# How far, in kilometres, places of one name may lie apart and count as one: a village and its station, a town and its district.
ONE_PLACE = 15.0
# How far a village may lie from a town that is named with it, and from one that is named elsewhere.
BESIDE, FAR = 60.0, 30.0


@lru_cache(maxsize=1024)
def _namesakes(name: str, country: str, meant: str) -> tuple[Candidate, ...]:
    """The place of a country that is ``meant`` by its id, and the others of its kind that bear its name."""
    own = next((one for one in gazetteer.lookup(name, countries=(country,), kinds=("city", "admin2")) if one.id == meant), None)
    if own is None:
        return ()
    found = gazetteer.lookup(own.name, countries=(country,), kinds=(own.kind,))
    others = [one for one in found if one.country == country and one.lat is not None and folded(one.name) == folded(own.name)]
    return (own, *(one for one in others if one.id != meant))


def _possible(place: Place) -> tuple[Candidate, ...]:
    """The places that a name with a point can mean; none if there is only one or if one is far better known than the others."""
    if place.precision not in TOWNS or not place.gazetteer_id or place.lat is None or place.country is None:
        return ()
    found = _namesakes(gazetteer.parse(place.name).name, place.country, place.gazetteer_id)
    apart = [one.population for one in found[1:] if not _one_place((found[0], one))]
    if not apart:
        return ()
    people = found[0].population
    known = people >= CITY or (place.precision in SETTLEMENTS and people >= TOWN and people >= TIMES * max(apart))
    return () if known else found


def _one_place(found: tuple[Candidate, ...]) -> bool:
    first = found[0]
    return all(_away(first, one.lat, one.lon) <= ONE_PLACE for one in found[1:])


def _away(one: Candidate, lat: float | None, lon: float | None) -> float:
    if one.lat is None or one.lon is None or lat is None or lon is None:
        return float("inf")
    return kilometres(one.lat, one.lon, lat, lon)


def _named_with(found: tuple[Candidate, ...], others: list[Place], reach: float) -> tuple[Candidate, ...]:
    """Those that lie in a province that is named; else within so many kilometres of a town, else in the province of a town."""
    units = {folded(p.admin1 or p.name) for p in others if p.precision == "admin1"}
    around = {folded(p.admin1) for p in others if p.admin1}
    return (
        tuple(one for one in found if folded(one.admin1) in units)
        or tuple(one for one in found if any(_away(one, p.lat, p.lon) <= reach for p in others))
        or tuple(one for one in found if folded(one.admin1) in around)
    )


def told_apart(
    article: Article, drafts: tuple[Draft, ...], sentences: tuple[Sentence, ...], near: tuple[str, ...]
) -> list[Draft]:
    """The tellings, their places as the ones that are meant where that is told, since what is of one place may be one event."""
    found: list[Draft] = []
    for draft in drafts:
        told = draft.mention
        places, context = (
            tuple(_meant(article, place, {told.sentence}, sentences, near)[0] for place in named)
            for named in (told.places, told.context)
        )
        same = places == told.places and context == told.context
        found.append(draft if same else evolve(draft, mention=evolve(told, places=places, context=context)))
    return found


def which_towns(
    article: Article, events: tuple[Event, ...], sentences: tuple[Sentence, ...], near: tuple[str, ...]
) -> tuple[Event, ...]:
    """The events, their places that others of the country share a name with as the one that is meant, or without a point."""
    found: list[Event] = []
    for event in events:
        own = {m.sentence for m in event.mentions}
        told = [_meant(article, place, own, sentences, near) for place in event.places]
        new = tuple(_pointless(one, left) if left else one for one, left in told)
        found.append(evolve(event, places=new) if new != event.places else event)
    return tuple(found)


def _meant(
    article: Article, place: Place, own: set[int], sentences: tuple[Sentence, ...], near: tuple[str, ...]
) -> tuple[Place, tuple[Candidate, ...]]:
    """The place that is meant, and those that it may be, if that isn't told; ``own``: the sentences that tell the event."""
    found = _possible(place)
    for reach, around in _around(article, place, own, sentences, near) if found else ():
        others = [p for p in around if _says_where(p, place) and not _possible(p)]
        there = _named_with(found, others, reach)
        if there and _one_place(there):
            same = any(one.id == place.gazetteer_id for one in there)
            return place if same else evolve(standing_at(place, there[0]), basis="inferred", rule="PLACE-NAMESAKE"), ()
        if others:
            return place, there or found
    return place, found


def _pointless(place: Place, found: tuple[Candidate, ...]) -> Place:
    """The place with no point, and why."""
    units = {one.admin1 for one in found}
    unit = units.pop() if len(units) == 1 else None
    land = with_article(country_name(place.country) or place.country or "")
    area = f"{unit}, {land}" if unit else land
    reason = f"the gazetteer has {len(found)} places of that name in {area}, and the article doesn't say which"
    return evolve(without_point(place, place.country, unit), basis=place.basis, pointless=reason)


def _says_where(other: Place, place: Place) -> bool:
    """Whether a place can say which one of a name is meant: a town or province of the country, not one that only acts."""
    if other.country != place.country or other.name == place.name or other.lat is None or other.precision not in SUBNATIONAL:
        return False
    return other.role not in ("agent", "direction", "origin")


def _around(
    article: Article, place: Place, own: set[int], sentences: tuple[Sentence, ...], near: tuple[str, ...]
) -> Iterator[tuple[float, list[Place]]]:
    """What else is named, and how near it has to be: in the event's sentences, in their paragraphs, in the article."""
    own = own | {n for n, s in enumerate(sentences) if s.start <= place.start < s.end}
    paragraphs = {sentences[number].paragraph for number in own}
    yield BESIDE, [p for n in sorted(own) for p in places_in(article.text, sentences[n], near)]
    yield BESIDE, [p for s in sentences if s.paragraph in paragraphs for p in places_in(article.text, s, near)]
    dateline = written_in(article, near)
    local = dateline is not None and not is_capital(dateline)  # in a capital, what happened anywhere is written up
    yield FAR, [*((dateline,) if dateline and local else ()), *(p for s in sentences for p in places_in(article.text, s, near))]
