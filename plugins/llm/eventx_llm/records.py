"""Writes the records of what is proved: one event, or a campaign with one part for each place.

Knows the schema's members. The words of every value are the article's own, between offsets that our code found; the model is
named in ``provenance`` and ``llm:`` members. Doesn't decide anything.
"""

from __future__ import annotations

import hashlib
from typing import Any

from attrs import frozen

from eventx.vocabulary import crosswalk
from eventx_llm.answers import Answer
from eventx_llm.article import Facts
from eventx_llm.checking import Event
from eventx_llm.quotes import Span

SCHEMA = "1.0.0"
VERSION = "0.1.0"
UNPLACED = "the name isn't one that the article importer looked up in this article"
Record = dict[str, Any]


@frozen
class Writer:
    """Writes the events of one answer."""

    facts: Facts
    answer: Answer

    def records(self, event: Event, *, first: bool) -> tuple[Record, ...]:
        """The records of an event; the first of an answer carries the whole answer."""
        if len(event.places) < 2:
            return (self._record(event, "event", event.places[0] if event.places else None, "", first=first),)
        whole = self._record(event, "campaign", None, "", first=first)
        parts = [self._record(event, "event", place, whole["id"], first=False) for place in event.places]
        return (whole, *parts)

    def _words(self, span: Span) -> str:
        return self.facts.text[span.start : span.end]

    def _id(self, event: Event, kind: str, place: Span | None) -> str:
        where = self._words(place) if place else ""
        told = "\x1f".join((self._words(event.span), str(event.span.start), event.type, kind, where))
        name = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
        return f"llm:{self.facts.source['sha256'][:16]}:{name[:10]}"

    def _evidence(self, pointer: str, span: Span, basis: str = "explicit") -> Record:
        quote = {"exact": self._words(span), "start": span.start, "end": span.end}
        return {"pointer": pointer, "source": "article", "quote": quote, "rule": "LLM-QUOTE", "basis": basis}

    def _record(self, event: Event, kind: str, place: Span | None, whole: str, *, first: bool) -> Record:
        gaps: list[Record] = []
        record: Record = {"schema_version": SCHEMA, "kind": kind, "id": self._id(event, kind, place), "type": event.type}
        match = crosswalk("acled", "event-type", "from-eventx").get(event.type)
        if match is not None and match.code is not None:
            record["codes"] = [{"system": "acled", "code": match.code, "basis": "crosswalk"}]
        record["status"] = event.status
        evidence = [self._evidence("/type", event.type_span, "inferred")]
        if event.status_span is not None:
            evidence.append(self._evidence("/status", event.status_span, "inferred"))
        self._when(event, record, evidence, gaps)
        self._where(event, kind, place, record, evidence, gaps)
        self._who(event, record, evidence)
        self._tolls(event, whole, record, evidence, gaps)
        if whole:
            record["relations"] = [{"type": "part-of", "target": whole, "reasons": ["LLM-ONE-STATEMENT"]}]
            evidence.append(self._evidence("/relations/0", event.span))
        record["notes"] = self._words(event.span)
        record["language"] = self.facts.source.get("language", "en")
        record["sources"] = [dict(self.facts.source)]
        evidence.append(self._evidence("", event.span))
        record["evidence"] = evidence
        record["provenance"] = {
            "importer": {"name": "llm", "version": VERSION},
            "mapping": f"prompt {self.answer.prompt[:16]}",
            "method": "model",
        }
        if self.facts.rights:
            record["rights"] = dict(self.facts.rights)
        if gaps:
            record["gaps"] = gaps
        record["llm:model"] = self.answer.model
        record["llm:prompt_sha256"] = self.answer.prompt
        record["llm:answer_sha256"] = hashlib.sha256(self.answer.text.encode("utf-8", "replace")).hexdigest()
        if first:
            record["llm:answer"] = self.answer.text
        return record

    def _when(self, event: Event, record: Record, evidence: list[Record], gaps: list[Record]) -> None:
        if event.date is None or event.date_span is None:
            gaps.append({"pointer": "/date", "state": "unknown", "reason": "no time is quoted that can be computed"})
            return
        record["date"] = dict(event.date)
        evidence.append(self._evidence("/date", event.date_span, event.date["basis"]))

    def _where(
        self, event: Event, kind: str, place: Span | None, record: Record, evidence: list[Record], gaps: list[Record]
    ) -> None:
        if place is None:
            reason = f"told for {len(event.places)} places together; each is an event of its own that is part of this one"
            gap = {"pointer": "/place", "state": "not-applicable" if kind == "campaign" else "unknown"}
            gaps.append(gap | {"reason": reason if kind == "campaign" else "no place is quoted"})
            return
        name = self._words(place)
        known = self.facts.places.get(name.casefold())
        record["place"] = dict(known) | {"name": name} if known else {"name": name}
        evidence.append(self._evidence("/place", place))
        if known is None:
            gaps.append({"pointer": "/place/point", "state": "unknown", "reason": UNPLACED})

    def _who(self, event: Event, record: Record, evidence: list[Record]) -> None:
        if event.actors:
            record["actors"] = [
                {"name": self._words(actor.span), "role": actor.role} | ({"type": actor.type} if actor.type else {})
                for actor in event.actors
            ]
            evidence.extend(self._evidence(f"/actors/{number}", actor.span) for number, actor in enumerate(event.actors))

    def _tolls(self, event: Event, whole: str, record: Record, evidence: list[Record], gaps: list[Record]) -> None:
        if whole and event.tolls:
            reason = "told for all places together; the campaign record has it"
            gaps.append({"pointer": "/tolls", "state": "generalised", "reason": reason})
            return
        if not event.tolls:
            gaps.append({"pointer": "/tolls", "state": "unknown", "reason": "no number of victims is quoted"})
            return
        record["tolls"] = []
        for number, toll in enumerate(event.tolls):
            found: Record = {"measure": toll.measure, "who": toll.who, **toll.bounds, "text": self._words(toll.span)}
            evidence.append(self._evidence(f"/tolls/{number}", toll.span))
            if toll.claimant is not None:
                found["claimant"] = self._words(toll.claimant)
                evidence.append(self._evidence(f"/tolls/{number}/claimant", toll.claimant))
            record["tolls"].append(found | {"source": "article"})
