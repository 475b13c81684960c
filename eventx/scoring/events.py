"""An event as it is compared: one telling with its places, however many records it takes.

Knows how records become such events: a campaign and the events that one statement told for its places are one event with several
places, as a coder counts. Types and actor types are compared in ACLED's terms, which both a coder and every importer can say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from attrs import frozen

from eventx.report import Record
from eventx.vocabulary import code_list, crosswalk

ONE_STATEMENT = "REL-ONE-STATEMENT"
NO_TYPE = "(no type)"
_KM = {"exact": 10.0, "settlement": 10.0, "near-settlement": 30.0, "admin2": 30.0, "admin1": 120.0}
_VAGUE_KM = 250.0
_MUTUAL = ("participant", "not-stated")


@frozen
class Place:
    """A name, a point in degrees if there is one, how many kilometres off is still right, and whether it is a line or area."""

    name: str
    lat: float | None
    lon: float | None
    km: float
    line: bool = False


@frozen
class Actor:
    """A name, the alpha-3 codes of its country, its type in ACLED's words, and its role (empty: the coder's scheme has none)."""

    name: str
    countries: frozenset[str]
    kind: str | None
    role: str = ""


@frozen
class Toll:
    """One figure: its measure, its bounds, whose claim it is, and its words."""

    measure: str
    low: int | None
    best: int | None
    high: int | None
    claimant: str
    words: str

    @property
    def bounds(self) -> tuple[int | None, int | None, int | None]:
        """Low, best, high."""
        return self.low, self.best, self.high


Span = tuple[int, int]


@frozen
class CodedEvent:
    """What is compared. ``kind`` is the sub event type for tables, ``kinds`` are those that are right; ``spans`` where the text
    tells it; ``head`` the word it was seen by (a prediction's). ``first`` and ``second`` are what the sides are compared by;
    ``actors`` are all of them."""

    id: str
    label: str
    kind: str
    kinds: frozenset[str]
    start: date | None
    end: date | None
    places: tuple[Place, ...]
    actors: tuple[Actor, ...]
    first: Actor | None
    second: Actor | None
    tolls: tuple[Toll, ...]
    status: str
    relations: frozenset[tuple[str, str]]
    spans: tuple[Span, ...]
    head: int | None = None
    quotes: tuple[tuple[Span, str], ...] = ()


@frozen
class Article:
    """The events of one article (or table), its text if known, and spans that must not become events, each with the reason."""

    key: str
    events: tuple[CodedEvent, ...]
    text: str | None = None
    not_events: tuple[tuple[Span, str], ...] = ()


def events_of(records: Sequence[Record]) -> tuple[CodedEvent, ...]:
    """The events that these records tell, in their order."""
    campaigns = {record["id"] for record in records if record["kind"] == "campaign"}
    parts: dict[str, list[Record]] = {}
    heads: list[Record] = []
    for record in records:
        whole = _told_with(record, campaigns)
        if whole is None:
            heads.append(record)
        else:
            parts.setdefault(whole, []).append(record)
    return tuple(_event(record, parts.get(record["id"], ())) for record in heads)


def _told_with(record: Record, campaigns: set[str]) -> str | None:
    for relation in record.get("relations", ()):
        if relation["type"] == "part-of" and relation["target"] in campaigns and ONE_STATEMENT in relation.get("reasons", ()):
            return str(relation["target"])
    return None


def _event(record: Record, parts: Sequence[Record]) -> CodedEvent:
    when = record.get("date", {})
    actors = tuple(_actor(actor) for actor in record.get("actors", ()))
    quotes = [(item["pointer"], item["quote"]) for item in record.get("evidence", ()) if "start" in item.get("quote", {})]
    heads = [quote["start"] for pointer, quote in quotes if pointer == "/type"]
    first, second = _sides(actors)
    kind = _kind(record)
    return CodedEvent(
        id=record["id"],
        label=str(record.get("notes", ""))[:90],
        kind=kind or NO_TYPE,
        kinds=frozenset((kind,) if kind else ()),
        start=_day(when.get("start")),
        end=_day(when.get("end", when.get("start"))),
        places=tuple(_place(one["place"]) for one in (record, *parts) if "place" in one),
        actors=actors,
        first=first,
        second=second,
        tolls=tuple(_toll(toll) for one in (record, *parts) for toll in one.get("tolls", ()) if not toll.get("superseded")),
        status=record["status"],
        relations=frozenset((one["type"], one["target"]) for one in record.get("relations", ())),
        spans=tuple((quote["start"], quote["end"]) for pointer, quote in quotes if pointer == ""),
        head=heads[0] if heads else None,
        quotes=tuple(((quote["start"], quote["end"]), quote["exact"]) for _, quote in quotes),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _kind(record: Record) -> str | None:
    """The sub event type: the source's own, else that of the type; a type that ACLED has none for is compared as it is."""
    own = (code["code"] for code in record.get("codes", ()) if code["system"] == "acled" and code["basis"] == "source")
    finest = next((code for code in own if code in code_list("acled-sub-event-types")), None)
    match = crosswalk("acled", "event-type", "from-eventx").get(record.get("type", ""))
    return finest or (match and match.code) or record.get("type")


def _place(place: Record) -> Place:
    point, precision = place.get("point", {}), place.get("precision", "")
    km = max(_KM.get(precision, _VAGUE_KM), float(place.get("radius_m", 0)) / 1000)
    name = place.get("name") or place.get("admin3") or place.get("admin2") or place.get("admin1") or ""
    return Place(name, point.get("lat"), point.get("lon"), km, line=precision == "line-or-area")


def _actor(actor: Record) -> Actor:
    codes = actor.get("country", {}).get("codes", ())
    match = crosswalk("acled-inter", "actor-type", "from-eventx").get(actor.get("type", ""))
    return Actor(
        actor.get("name", ""),
        frozenset(code["code"] for code in codes if code["system"] == "iso3166-1-alpha3"),
        match.code if match is not None else None,
        actor["role"],
    )


def _sides(actors: Iterable[Actor]) -> tuple[Actor | None, Actor | None]:
    """Who acted and who was acted upon; without a direction the first two."""
    listed = list(actors)
    mutual = [actor for actor in listed if actor.role in _MUTUAL]
    first = next((actor for actor in listed if actor.role == "initiator"), None) or (mutual.pop(0) if mutual else None)
    second = next((actor for actor in listed if actor.role == "target"), None) or (mutual.pop(0) if mutual else None)
    return first, second


def _toll(toll: dict[str, Any]) -> Toll:
    words, claimant = str(toll.get("text", "")), str(toll.get("claimant", ""))
    if toll.get("state") == "none":
        return Toll(toll["measure"], 0, 0, 0, claimant, words)
    return Toll(toll["measure"], toll.get("low"), toll.get("best"), toll.get("high"), claimant, words)
