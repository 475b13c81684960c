"""Writes the records: one event each, or a campaign with one part for each place.

Knows the schema's members, the conventional precision words, and that a toll told for several places together stands once, on
the campaign. Every value has evidence whose quote is the text between its offsets. Doesn't find or decide anything.
"""

from __future__ import annotations

import hashlib
from typing import Any

from attrs import evolve

from eventx.vocabulary import crosswalk
from eventx_rferl.entities.assisting import MODEL_RULES
from eventx_rferl.gazetteer.precisions import FINEST_FIRST
from eventx_rferl.language.actor_classes import STATE_GROUPS
from eventx_rferl.language.lexicons import countries, country_name
from eventx_rferl.model import Actor, Article, Event, Place, Toll, When
from eventx_rferl.pipeline import Reading

SCHEMA = "1.0.0"
VERSION = "0.1.0"
CONFIDENCE = {"explicit": 0.9, "relative": 0.8, "inferred": 0.5}
MEANING = (
    "a fixed figure for how a value was found (explicit 0.9: the words say it; relative 0.8: counted from another date; "
    "inferred 0.5: from the context);"
    " no measured probability"
)
EXTERNAL = frozenset({"military", "state-forces", "police", "external-forces"})
Record = dict[str, Any]


def records_of(reading: Reading) -> dict[int, tuple[Record, ...]]:
    """The records of each event, by the event's number; campaigns come before their parts."""
    names = {event.number: _id(reading.article, event, None) for event in reading.events}
    return {event.number: _records(reading, event, names) for event in reading.events}


def _id(article: Article, event: Event, place: Place | None) -> str:
    lead = event.mentions[0]
    quote = article.text[lead.start : lead.end] + "\x1f" + article.text[lead.head.start : lead.head.end] + str(lead.head.start)
    where = place.name if place else "+".join(p.name for p in event.places)
    digest = hashlib.sha256("\x1f".join((quote, where, str(place is not None))).encode()).hexdigest()
    return f"rferl:{article.key}:{digest[:10]}"


def _records(reading: Reading, event: Event, names: dict[int, str]) -> tuple[Record, ...]:
    article = reading.article
    if len(event.places) < 2:
        return (_record(reading, event, "event", names[event.number], event.places[0] if event.places else None, names, parts=0),)
    found = [_record(reading, event, "campaign", names[event.number], None, names, parts=len(event.places))]
    for place in event.places:
        found.append(
            _record(
                reading,
                event,
                "event",
                _id(article, event, place),
                place,
                names,
                parts=len(event.places),
                part_of=names[event.number],
            )
        )
    return tuple(found)


def _record(
    reading: Reading,
    event: Event,
    kind: str,
    name: str,
    place: Place | None,
    names: dict[int, str],
    *,
    parts: int,
    part_of: str | None = None,
) -> Record:
    article = reading.article
    evidence: list[Record] = []
    gaps: list[Record] = []
    acled = crosswalk("acled", "event-type", "from-eventx").get(event.type)
    record: Record = {"schema_version": SCHEMA, "kind": kind, "id": name, "type": event.type, "status": event.status}
    if acled is not None and acled.code is not None:
        record["codes"] = [{"system": "acled", "code": acled.code, "basis": "crosswalk"}]
    head = event.mentions[0].head
    evidence.append(_evidence(article, "/type", head.start, head.end, "ART-TRIGGER", event.type_basis))
    claim = event.mentions[0].claim
    for start, end in event.status_spans or (((claim.start, claim.end),) if claim else ()):
        evidence.append(_evidence(article, "/status", start, end, "ART-STATUS", "explicit"))
    if event.when:
        record["date"] = _date(article, event.when)
        if event.when.end > event.when.start:
            evidence.append(_evidence(article, "/date", event.when.start, event.when.end, event.when.rule, event.when.basis))
    else:
        gaps.append({"pointer": "/date", "state": "unknown", "reason": "the article gives no time that can be resolved"})
    if place:
        record["place"] = _place(place)
        evidence.append(_evidence(article, "/place", place.start, place.end, place.rule, place.basis))
        if place.lat is None:
            gaps.append(
                {
                    "pointer": "/place/point",
                    "state": "unknown",
                    "reason": "the gazetteer has no such place, or it is a line or an area",
                }
            )
    elif kind == "campaign":
        gaps.append(
            {
                "pointer": "/place",
                "state": "not-applicable",
                "reason": f"told for {parts} places together; each is an event of its own that is part of this one",
            }
        )
    else:
        gaps.append({"pointer": "/place", "state": "unknown", "reason": "the article names no place for it"})
    home = place.country if place else next((p.country for p in event.places if p.country), None)
    actors = [_actor(actor, home, event.type) for actor in (*event.initiators, *event.targets)]
    if actors:
        record["actors"] = actors
        for number, actor in enumerate((*event.initiators, *event.targets)):
            if actor.end > actor.start:
                evidence.append(_evidence(article, f"/actors/{number}", actor.start, actor.end, actor.rule, actor.basis))
    told = _at_places(event, place)
    if event.tolls and not told.tolls:
        gaps.append({"pointer": "/tolls", "state": "not-applicable", "reason": "told for each place; the parts have them"})
    else:
        _tolls(article, told, record, evidence, gaps, part=part_of is not None)
    record["civilian_targeting"] = event.civilian_targeting
    relations = [{"type": r.type, "target": names[r.target], "reasons": [r.rule]} for r in event.relations]
    spans = [(r.start, r.end, r.rule) for r in event.relations]
    if part_of:
        relations = [{"type": "part-of", "target": part_of, "reasons": ["REL-ONE-STATEMENT"]}]
        spans = [(event.mentions[0].start, event.mentions[0].end, "REL-ONE-STATEMENT")]
    if relations:
        record["relations"] = relations
        for number, (start, end, rule) in enumerate(spans):
            if end > start:
                evidence.append(_evidence(article, f"/relations/{number}", start, end, rule, "explicit"))
    sentences = sorted({(m.start, m.end) for m in event.mentions})
    for start, end in sentences:
        evidence.append(_evidence(article, "", start, end, "ART-MENTION", "explicit"))
    record["notes"] = " ".join(_words(article, start, end) for start, end in sentences[:3])
    record["language"] = article.language or "en"
    record["sources"] = [source_of(article)]
    record["evidence"] = evidence
    record["provenance"] = {"importer": {"name": "rferl", "version": VERSION}, "method": "rules", "confidence_meaning": MEANING}
    if reading.model:
        # What the model added makes it a coder of this record; a record it left alone is the rules' own.
        record["provenance"]["method"] = "model" if any(e["rule"] in MODEL_RULES for e in evidence) else "rules"
        record["rferl:model"] = reading.model
    if article.publisher and (
        "Radio Free Europe" in article.publisher or "RadioFreeEurope" in article.publisher or "RFE/RL" in article.publisher
    ):
        record["rights"] = {"redistribution": "restricted", "attribution": "Radio Free Europe/Radio Liberty (RFE/RL)"}
    if gaps:
        record["gaps"] = gaps
    return record


def source_of(article: Article) -> Record:
    """The article as a source, with the hash of the text that the offsets point into."""
    values = (
        ("id", "article"),
        ("name", article.publisher),
        ("title", article.title),
        ("url", article.url),
        ("published", article.published_text),
        ("language", article.language or "en"),
        ("note", article.published_note),
        ("sha256", article.sha256),
    )
    return {key: value for key, value in values if value}


def _words(article: Article, start: int, end: int) -> str:
    """Words of the article on one line."""
    return " ".join(article.text[start:end].split())


def _evidence(article: Article, pointer: str, start: int, end: int, rule: str, basis: str) -> Record:
    return {
        "pointer": pointer,
        "source": "article",
        "quote": {"exact": article.text[start:end], "start": start, "end": end},
        "rule": rule,
        "basis": basis,
        "confidence": CONFIDENCE[basis],
    }


def _date(article: Article, when: When) -> Record:
    found = {
        "start": when.start_day.isoformat(),
        "end": when.end_day.isoformat(),
        "precision": when.precision,
        "basis": when.basis,
    }
    if when.end > when.start:
        found["text"] = _words(article, when.start, when.end)
    return found


def _country(alpha3: str) -> Record:
    found: Record = {"codes": [{"system": "iso3166-1-alpha3", "code": alpha3}]}
    name = country_name(alpha3)
    if name:
        found = {
            "name": name,
            "codes": [
                {"system": "iso3166-1-alpha3", "code": alpha3},
                {"system": "iso3166-1-alpha2", "code": countries()[alpha3].alpha2},
            ],
        }
    return found


def _place(place: Place) -> Record:
    found: Record = {"name": place.name}
    if place.country:
        found["country"] = _country(place.country)
    if place.admin1:
        found["admin1"] = place.admin1
    if place.lat is not None and place.lon is not None:
        found["point"] = {"lat": place.lat, "lon": place.lon}
    found["precision"] = place.precision if place.precision in FINEST_FIRST else "settlement"
    if place.radius_m and place.lat is not None:
        found["radius_m"] = place.radius_m
    if place.gazetteer_id:
        found["gazetteer"] = {"name": place.gazetteer_source or "gazetteer", "id": place.gazetteer_id}
    return found


def _actor(actor: Actor, home: str | None, kind: str) -> Record:
    type_ = actor.type
    # Forces of a state outside it are external forces; the parties to an agreement are not.
    if (
        type_ in EXTERNAL
        and actor.group in STATE_GROUPS | {"state", "adjective"}
        and actor.country
        and home
        and actor.country != home
        and kind != "agreement"
    ):
        type_ = "external-forces"
    found: Record = {"name": actor.name}
    if actor.text:
        found["text"] = actor.text
    found["role"] = actor.role
    if type_:
        found["type"] = type_
    if actor.country:
        found["country"] = _country(actor.country)
    return found


def _at_places(event: Event, place: Place | None) -> Event:
    """An event with the tolls of one place, or of none for the campaign, where the words give each place its own."""
    names = {p.name for p in event.places}
    if len(names) < 2 or {t.where for t in event.tolls} != names:
        return event
    return evolve(event, tolls=tuple(t for t in event.tolls if place is not None and t.where == place.name))


def _tolls(article: Article, event: Event, record: Record, evidence: list[Record], gaps: list[Record], *, part: bool) -> None:
    if part and not any(toll.where for toll in event.tolls):
        if event.tolls:
            gaps.append(
                {
                    "pointer": "/tolls",
                    "state": "generalised",
                    "reason": "told for all places together; the campaign record has it",
                }
            )
        return
    if event.tolls:
        record["tolls"] = [_toll(article, toll) for toll in event.tolls]
        for number, toll in enumerate(event.tolls):
            evidence.append(_evidence(article, f"/tolls/{number}", toll.start, toll.end, "TOLL-NUMBER", toll.basis))
            if toll.claimant and toll.claimant_end > toll.claimant_start:
                evidence.append(
                    _evidence(
                        article,
                        f"/tolls/{number}/claimant",
                        toll.claimant_start,
                        toll.claimant_end,
                        "TOLL-CLAIMANT",
                        toll.claimant_basis,
                    )
                )
    else:
        gaps.append({"pointer": "/tolls", "state": "unknown", "reason": "the article gives no number of victims for it"})


def _toll(article: Article, toll: Toll) -> Record:
    who = {
        "civilian": "civilians",
        "military": "combatants",
        "police": "combatants",
        "rebel": "combatants",
        "any-armed": "combatants",
    }.get(toll.group, "all")
    found: Record = {"measure": toll.measure, "who": who}
    if who == "combatants" or toll.group == "protester" or (who == "all" and toll.people):
        found["who"] = "group"
        found["group"] = toll.people or toll.victims
    for key, value in (("low", toll.number.low), ("best", toll.number.best), ("high", toll.number.high)):
        if value is not None:
            found[key] = value
    found["text"] = _words(article, toll.start, toll.end)
    if toll.claimant:
        found["claimant"] = toll.claimant
    found["source"] = "article"
    if toll.superseded:
        found["superseded"] = True
    return found
