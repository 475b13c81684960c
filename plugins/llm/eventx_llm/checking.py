"""Holds an answer against the article: what its own words prove stays, everything else is dropped with a reason.

Knows that a model gives wrong shapes, words that aren't in the article, types that don't exist and dates of the year 2642. Dates
and numbers are computed from the quoted words; what the model computes isn't looked at.
"""

from __future__ import annotations

import re
from typing import Any

from attrs import field, frozen

from eventx_llm.amounts import amount
from eventx_llm.article import Facts
from eventx_llm.prompt import GROUPS, MEASURES, ROLES, STATUSES, actor_types, types
from eventx_llm.quotes import Span, find, sentence
from eventx_llm.times import is_dated, time

NOWHERE = Span(0, 0)
REACH = 1500  # characters; words so far from the event's sentence say nothing of it
MOST = 40  # places, actors or tolls of one event
SAYS = {
    "killed": r"kill|dead|death|\bdie[ds]?\b|dying|slain|slay|fatal|murder|lives|bod(?:y|ies)|execut|assassinat|martyr|drown",
    "injured": r"wound|injur|hurt|maim|hospital|burn|treated",
    "casualties": r"casualt|victim|kill|wound|injur|dead|hurt|losses",
    "abducted": r"abduct|kidnap|hostage|taken|took|seiz|captur|snatch",
    "arrested": r"arrest|detain|detention|custod|held|jail|round|captur|prison|appreh",
    "displaced": r"displac|fled|flee|evacuat|refugee|homeless|left|forced|moved",
    "missing": r"missing|disappear|unaccounted|vanish|trace",
    "surrendered": r"surrender|laid down|gave (?:themselves|himself|herself) up|handed",
}


@frozen
class Dropped:
    """A value of the answer that isn't proved: why, and where the event stands that it was given for."""

    reason: str
    message: str
    span: Span = NOWHERE


@frozen
class Actor:
    """Somebody with a proved name."""

    span: Span
    role: str
    type: str = ""


@frozen
class Toll:
    """A number with its proved words."""

    span: Span
    measure: str
    who: str
    bounds: dict[str, int]
    claimant: Span | None = None


@frozen
class Event:
    """What is proved of one event."""

    span: Span
    type: str
    type_span: Span
    status: str = "reported"
    status_span: Span | None = None
    date: dict[str, str] | None = None
    date_span: Span | None = None
    places: tuple[Span, ...] = ()
    actors: tuple[Actor, ...] = ()
    tolls: tuple[Toll, ...] = ()


@frozen
class Check:
    """One event of an answer held against the article, and what had to be dropped of it."""

    facts: Facts
    dropped: list[Dropped] = field(factory=list)

    def drop(self, reason: str, message: str, span: Span = NOWHERE) -> None:
        """Count a value that isn't proved."""
        self.dropped.append(Dropped(reason, message, span))

    def event(self, raw: object) -> Event | None:
        """What is proved of an event; None if not even its sentence or its type is."""
        if not isinstance(raw, dict):
            self.drop("LLM-ANSWER", f"an event must be an object, not {shown(raw)}")
            return None
        span = find(self.facts.text, raw.get("quote"))
        if span is None:
            self.drop("LLM-QUOTE", f"the event {shown(raw.get('quote'))} isn't told in these words")
            return None
        kind = raw.get("type")
        if kind not in types():
            self.drop("LLM-TYPE", f"{shown(kind)} is no type of event", span)
            return None
        given = raw.get("type_quote")
        type_span = self._near(given, span) if given else span
        if type_span is None:
            self.drop("LLM-QUOTE", f"the words for the type, {shown(given)}, don't stand near the event", span)
            type_span = span
        status, status_span = self._status(raw, span)
        date, date_span = self._date(raw.get("date_quote"), span)
        return Event(
            span, str(kind), type_span, status, status_span, date, date_span,
            self._places(raw, span), self._actors(raw, span), self._tolls(raw, span),
        )  # fmt: skip

    def _near(self, quote: object, span: Span) -> Span | None:
        found = find(self.facts.text, quote, span)
        return found if found and found.end > span.start - REACH and found.start < span.end + REACH else None

    def _status(self, raw: dict[str, Any], span: Span) -> tuple[str, Span | None]:
        given = raw.get("status") or "reported"
        if given == "reported":
            return "reported", None
        found = self._near(raw.get("status_quote"), span) if given in STATUSES else None
        if found is None:
            self.drop("LLM-STATUS", f"nothing near the event is quoted that makes it {shown(given)}", span)
            return "reported", None
        return str(given), found

    def _date(self, quote: object, span: Span) -> tuple[dict[str, str] | None, Span | None]:
        if not quote:
            return None, None
        found = self._near(quote, span)
        if found is None:
            self.drop("LLM-QUOTE", f"the date's words, {shown(quote)}, don't stand near the event", span)
            return None, None
        date = time(self.facts.text[found.start : found.end], self.facts.published)
        if date is None:
            self.drop("LLM-DATE", f"{shown(quote)} names no time that can be computed", span)
            return None, None
        return date, found

    def _listed(self, raw: dict[str, Any], name: str, span: Span) -> list[dict[str, Any]]:
        """The objects of a list; what is none is dropped."""
        given = raw.get(name)
        if not given:
            return []
        if not isinstance(given, list) or len(given) > MOST:
            self.drop("LLM-ANSWER", f"{name} must be a list of at most {MOST}, not {shown(given)}", span)
            return []
        found: list[dict[str, Any]] = []
        for one in given:
            if isinstance(one, str):
                found.append({"quote": one})
            elif isinstance(one, dict):
                found.append(one)
            else:
                self.drop("LLM-ANSWER", f"one of {name} must be an object, not {shown(one)}", span)
        return found

    def _places(self, raw: dict[str, Any], span: Span) -> tuple[Span, ...]:
        found: list[Span] = []
        for one in self._listed(raw, "places", span):
            place = self._near(one.get("quote"), span)
            if place is None:
                self.drop("LLM-QUOTE", f"the place {shown(one.get('quote'))} doesn't stand near the event", span)
            elif self.facts.text[place.start : place.end] not in {self.facts.text[p.start : p.end] for p in found}:
                found.append(place)
        return tuple(found)

    def _actors(self, raw: dict[str, Any], span: Span) -> tuple[Actor, ...]:
        found: list[Actor] = []
        for one in self._listed(raw, "actors", span):
            actor = self._near(one.get("quote"), span)
            if actor is None:
                self.drop("LLM-QUOTE", f"the actor {shown(one.get('quote'))} doesn't stand near the event", span)
                continue
            role, kind = one.get("role"), one.get("type") or ""
            if role not in ROLES:
                self.drop("LLM-ROLE", f"{shown(role)} is no part that an actor can have", span)
                continue
            if kind and kind not in actor_types():
                self.drop("LLM-TYPE", f"{shown(kind)} is no type of actor", span)
                kind = ""
            found.append(Actor(actor, str(role), str(kind)))
        return tuple(dict.fromkeys(found))

    def _tolls(self, raw: dict[str, Any], span: Span) -> tuple[Toll, ...]:
        found: list[Toll] = []
        for one in self._listed(raw, "tolls", span):
            toll = self._toll(one, span)
            if toll is not None and not any(
                (other.span, other.measure, other.who) == (toll.span, toll.measure, toll.who) for other in found
            ):
                found.append(toll)
        return tuple(found)

    def _toll(self, one: dict[str, Any], span: Span) -> Toll | None:
        quote = one.get("quote")
        words = self._near(quote, span)
        if words is None:
            self.drop("LLM-QUOTE", f"the number {shown(quote)} doesn't stand near the event", span)
            return None
        bounds = amount(self.facts.text[words.start : words.end])
        if not bounds:
            self.drop("LLM-NUMBER", f"{shown(quote)} holds no single number that can be computed", span)
            return None
        measure, who = one.get("measure"), one.get("who") or "all"
        around = sentence(self.facts.text, words)
        if measure not in MEASURES or not re.search(
            SAYS[str(measure)], self.facts.text[around.start : around.end], re.IGNORECASE
        ):
            self.drop("LLM-MEASURE", f"the sentence around {shown(quote)} says nothing of people {shown(measure)}", span)
            return None
        if is_dated(self.facts.text, words.start, words.end):
            self.drop("LLM-MEASURE", f"{shown(quote)} is part of a date, no number of people", span)
            return None
        if who not in GROUPS:
            self.drop("LLM-ANSWER", f"{shown(who)} is no group of people that a toll can be of", span)
            return None
        claimant = None
        if one.get("claimant_quote"):
            claimant = self._near(one["claimant_quote"], words)
            if claimant is None:
                self.drop("LLM-CLAIMANT", f"{shown(one['claimant_quote'])}, who should claim {shown(quote)}, isn't near it", span)
        return Toll(words, str(measure), str(who), bounds, claimant)


def shown(value: object) -> str:
    """A value of an answer for a message: short, and on one line."""
    words = " ".join(str(value).encode("utf-8", "replace").decode("utf-8").split())
    words = "".join(letter if letter.isprintable() else "\ufffd" for letter in words)
    return f"“{words[:80]}…”" if len(words) > 80 else f"“{words}”"
