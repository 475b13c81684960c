"""Writes the records: one event each, or a campaign with one part for each place.

Knows the schema's members, the conventional precision words, and that a toll told for several places together stands once, on
the campaign. Every value has evidence whose quote is the text between its offsets. Doesn't find or decide anything.
"""

from __future__ import annotations

import hashlib
from typing import Any

from attrs import Factory, define

from eventx.vocabulary import crosswalk
from eventx_rferl.entities.assisting import MODEL_RULES
from eventx_rferl.gazetteer.precisions import FINEST_FIRST
from eventx_rferl.language.actor_classes import STATE_GROUPS
from eventx_rferl.language.lexicons import countries, country_name
from eventx_rferl.model import Actor, Article, Event, Place, Toll
from eventx_rferl.pipeline import Reading, as_written
from eventx_rferl.tolls.of_whom import told_apart

SCHEMA = "1.0.0"
VERSION = "0.1.0"
CONFIDENCE = {"explicit": 0.9, "relative": 0.8, "inferred": 0.5}
MEANING = (
    "a fixed figure for how a value was found (explicit 0.9: the words say it; relative 0.8: counted from another date; "
    "inferred 0.5: from the context);"
    " no measured probability"
)
EXTERNAL = frozenset({"military", "state-forces", "police", "external-forces"})
# How a publisher is named whose articles may not be passed on.
RFERL = ("Radio Free Europe", "RadioFreeEurope", "RFE/RL")
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
    name = names[event.number]
    if len(event.places) < 2:
        return (_record(_Writing(reading, event, next(iter(event.places), None)), name, names),)
    parts = [_Writing(reading, event, place, part_of=name) for place in event.places]
    return (
        _record(_Writing(reading, event, None), name, names),
        *(_record(part, _id(reading.article, event, part.place), names) for part in parts),
    )


@define
class _Writing:
    """A record while it is written: of an event, at one place or, for a campaign, at none.

    ``part_of`` is the id of the campaign that the record is a part of; ``evidence`` and ``gaps`` stand in the record's order.
    """

    reading: Reading
    event: Event
    place: Place | None
    part_of: str | None = None
    evidence: list[Record] = Factory(list)
    gaps: list[Record] = Factory(list)

    @property
    def article(self) -> Article:
        """The article that tells the event."""
        return self.reading.article

    @property
    def campaign(self) -> bool:
        """Whether it is told for several places together, each of which has a record of its own."""
        return self.place is None and len(self.event.places) > 1

    def prove(self, pointer: str, start: int, end: int, rule: str, basis: str) -> None:
        """Add the words that a value stands on; a value that no words name has none."""
        if end > start:
            self.evidence.append(
                {
                    "pointer": pointer,
                    "source": "article",
                    "quote": {"exact": self.article.text[start:end], "start": start, "end": end},
                    "rule": rule,
                    "basis": basis,
                    "confidence": CONFIDENCE[basis],
                }
            )

    def lack(self, pointer: str, state: str, reason: str) -> None:
        """Say why there is no value."""
        self.gaps.append({"pointer": pointer, "state": state, "reason": reason})


def _record(writing: _Writing, name: str, names: dict[int, str]) -> Record:
    event, article = writing.event, writing.article
    kind = "campaign" if writing.campaign else "event"
    record: Record = {"schema_version": SCHEMA, "kind": kind, "id": name, "type": event.type, "status": event.status}
    acled = crosswalk("acled", "event-type", "from-eventx").get(event.type)
    if acled is not None and acled.code is not None:
        record["codes"] = [{"system": "acled", "code": acled.code, "basis": "crosswalk"}]
    _told(writing)
    members = {"date": _date(writing), "place": _where(writing), "actors": _who(writing), "tolls": _counts(writing)}
    record |= {member: value for member, value in members.items() if value}
    record["civilian_targeting"] = event.civilian_targeting
    relations = _relations(writing, names)
    if relations:
        record["relations"] = relations
    sentences = sorted({(m.start, m.end) for m in event.mentions})
    for start, end in sentences:
        writing.prove("", start, end, "ART-MENTION", "explicit")
    record["notes"] = " ".join(_words(article, start, end) for start, end in sentences[:3])
    record["language"] = article.language or "en"
    record["sources"] = [source_of(article)]
    record["evidence"] = writing.evidence
    return record | _made(writing) | ({"gaps": writing.gaps} if writing.gaps else {})


def _told(writing: _Writing) -> None:
    """The words for the event's type and status."""
    first = writing.event.mentions[0]
    writing.prove("/type", first.head.start, first.head.end, "ART-TRIGGER", writing.event.type_basis)
    if writing.event.type_rule != "ART-TRIGGER":
        writing.prove("/type", first.start, first.end, writing.event.type_rule, writing.event.type_basis)
    for start, end in writing.event.status_spans or (((first.claim.start, first.claim.end),) if first.claim else ()):
        writing.prove("/status", start, end, "ART-STATUS", "explicit")


def _made(writing: _Writing) -> Record:
    """How the record was made, and what may be done with it."""
    record: Record = {
        "provenance": {"importer": {"name": "rferl", "version": VERSION}, "method": "rules", "confidence_meaning": MEANING}
    }
    if writing.reading.model:
        # What the model added makes it a coder of this record; a record it left alone is the rules' own.
        record["provenance"]["method"] = "model" if any(e["rule"] in MODEL_RULES for e in writing.evidence) else "rules"
        record["rferl:model"] = writing.reading.model
    if any(name in (writing.article.publisher or "") for name in RFERL):
        record["rights"] = {"redistribution": "restricted", "attribution": "Radio Free Europe/Radio Liberty (RFE/RL)"}
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


def _date(writing: _Writing) -> Record | None:
    when = writing.event.when
    if when is None:
        writing.lack("/date", "unknown", "the article gives no time that can be resolved")
        return None
    writing.prove("/date", when.start, when.end, when.rule, when.basis)
    found = {
        "start": when.start_day.isoformat(),
        "end": when.end_day.isoformat(),
        "precision": when.precision,
        "basis": when.basis,
    }
    if when.end > when.start:
        found["text"] = _words(writing.article, when.start, when.end)
    return found


def _where(writing: _Writing) -> Record | None:
    place, parts = writing.place, len(writing.event.places)
    if place is not None:
        writing.prove("/place", place.start, place.end, place.rule, place.basis)
        if place.land:
            writing.prove("/place/country", *place.land, "PLACE-COUNTRY", "inferred")
        if place.lat is None:
            reason = place.pointless or "the gazetteer has no such place, or it is a line or an area"
            writing.lack("/place/point", "unknown", reason)
        return _place(place)
    if writing.campaign:
        reason = f"told for {parts} places together; each is an event of its own that is part of this one"
        writing.lack("/place", "not-applicable", reason)
    else:
        writing.lack("/place", "unknown", writing.event.placeless or "the article names no place for it")
    return None


def _who(writing: _Writing) -> list[Record]:
    event, place = writing.event, writing.place
    home = (place.country if place else next((p.country for p in event.places if p.country), None)) or event.country
    actors = (*event.initiators, *event.targets)
    for number, actor in enumerate(actors):
        writing.prove(f"/actors/{number}", actor.start, actor.end, actor.rule, actor.basis)
    return [_actor(actor, home, event.type) for actor in actors]


def _relations(writing: _Writing, names: dict[int, str]) -> list[Record]:
    if writing.part_of:
        first = writing.event.mentions[0]
        writing.prove("/relations/0", first.start, first.end, "REL-ONE-STATEMENT", "explicit")
        return [{"type": "part-of", "target": writing.part_of, "reasons": ["REL-ONE-STATEMENT"]}]
    for number, relation in enumerate(writing.event.relations):
        writing.prove(f"/relations/{number}", relation.start, relation.end, relation.rule, "explicit")
    return [{"type": r.type, "target": names[r.target], "reasons": [r.rule]} for r in writing.event.relations]


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
        found["text"] = as_written(actor.text)
    found["role"] = actor.role
    if type_:
        found["type"] = type_
    if actor.country:
        found["country"] = _country(actor.country)
    return found


def _at_place(event: Event, place: Place | None) -> tuple[Toll, ...]:
    """The tolls of one place, or for the campaign those told for none of its places alone: each stands in one record."""
    names = {p.name for p in event.places}
    if len(names) < 2:
        return event.tolls
    own = place.name if place else None
    return tuple(t for t in event.tolls if (t.where if t.where in names else None) == own)


def _counts(writing: _Writing) -> list[Record]:
    tolls = _at_place(writing.event, writing.place)
    if not writing.event.tolls:
        if not writing.part_of:
            writing.lack("/tolls", "unknown", "the article gives no number of victims for it")
        return []
    if not tolls and writing.campaign:
        writing.lack("/tolls", "not-applicable", "told for each place; the parts have them")
        return []
    if not tolls:
        writing.lack("/tolls", "generalised", "told for all places together, or for another of them; those records have it")
        return []
    for number, toll in enumerate(tolls):
        writing.prove(f"/tolls/{number}", toll.start, toll.end, "TOLL-NUMBER", toll.basis)
        if toll.claimant:
            at = f"/tolls/{number}/claimant"
            writing.prove(at, toll.claimant_start, toll.claimant_end, "TOLL-CLAIMANT", toll.claimant_basis)
    return told_apart([_toll(writing.article, toll) for toll in tolls])


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
        found["group"] = as_written(toll.people or toll.victims)
    for key, value in (("low", toll.number.low), ("best", toll.number.best), ("high", toll.number.high)):
        if value is not None:
            found[key] = value
    found["text"] = _words(article, toll.start, toll.end)
    if toll.claimant:
        found["claimant"] = as_written(toll.claimant)
    found["source"] = "article"
    if toll.superseded:
        found["superseded"] = True
    return found
