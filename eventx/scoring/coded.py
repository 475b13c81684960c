"""Reads both sides of a comparison: a coder's set of articles, files of records, and the articles themselves.

Knows the form of a coded set (``docs/scoring.md`` describes it) and says where one is wrong. In a set, offsets are Unicode code
points into the article's extracted text. Doesn't compare anything.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from attrs import frozen

from eventx.api import read
from eventx.errors import InputError, UsageError
from eventx.report import Finding, Record
from eventx.scoring.events import NO_TYPE, Actor, Article, CodedEvent, Place, Span, Toll, events_of
from eventx.vocabulary import code_list, crosswalk, vocabulary

Records = Callable[[Path, Mapping[str, str]], list[Record]]
"""Reads the records of a file, with these options beside those that the user gave."""
_KM = {"town": 10.0, "district": 30.0, "province": 120.0}
_VAGUE_KM = 250.0
_LONG = 12  # letters of words that two articles don't share by chance
_PRECISIONS = (*_KM, "region", "border", "country")


@frozen
class CodedSet:
    """The articles of a coded set, the file of each, and the day of publication where the file doesn't say it."""

    articles: tuple[Article, ...]
    files: Mapping[str, Path]
    published: Mapping[str, str]


def coded_set(path: Path) -> CodedSet | None:
    """The coded set in a file; None if the file holds something else. Raises :class:`InputError` naming what is wrong where."""
    raw = _json(path)
    if not isinstance(raw, dict) or not isinstance(raw.get("articles"), list):
        return None
    articles: list[Article] = []
    files: dict[str, Path] = {}
    published: dict[str, str] = {}
    for number, one in enumerate(raw["articles"]):
        try:
            with _at(f"articles[{number}]{_named(one)}"):
                article = _article(one, path.parent)
                if article.key in files:
                    raise ValueError(f"the id {article.key!r} stands twice")
                articles.append(article)
                files[article.key] = path.parent / one["file"]
                if not one.get("published_in_file", True):
                    published[article.key] = one["published"]
        except ValueError as error:
            raise InputError(f"{path}: {error}") from None
    return CodedSet(tuple(articles), files, published)


@contextmanager
def _at(where: str) -> Iterator[None]:
    """Say of what is wrong within that it is here."""
    try:
        yield
    except KeyError as error:
        raise ValueError(f"{where} lacks {error}; docs/scoring.md lists what there is to a coded event") from None
    except (TypeError, AttributeError) as error:
        raise ValueError(f"{where} has another form than docs/scoring.md says: {error}") from None
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from None


def _named(one: object) -> str:
    return f" ({one['id']})" if isinstance(one, Mapping) and "id" in one else ""


def _json(path: Path) -> Any:
    if path.suffix.lower() != ".json":
        return None
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}") from None
    try:
        return json.loads(raw)
    except RecursionError:
        raise InputError(f"{path} is no JSON that can be read: it is nested too deep") from None
    except ValueError as error:
        with suppress(ValueError):
            json.loads(raw.partition(b"\n")[0])
            return None  # a record a line, which an importer reads
        raise InputError(f"{path} is no JSON: {error}") from None


def records_by(
    source_format: str | None, options: Mapping[str, Any], on_finding: Callable[[Finding], None] | None = None
) -> Records:
    """What reads files as the user says."""

    def records(path: Path, more: Mapping[str, str]) -> list[Record]:
        return list(read(path, format=source_format, options={**options, **more}, on_finding=on_finding).records())

    return records


def articles_read(coded: CodedSet, records: Records) -> Iterator[Article]:
    """What an importer makes of each article of the set, from the files that lie beside it."""
    texts = {article.key: article.text or "" for article in coded.articles}
    for key, path in coded.files.items():
        own = {"published": coded.published[key]} if key in coded.published else {}
        told = records(path, own)
        if _is_of_another(told, texts[key]):
            words = f"nothing that is read from {path} stands in the body_file of article {key!r}; is it the text of another one?"
            raise InputError(words)
        yield Article(key, events_of(told))


def _is_of_another(told: Sequence[Record], text: str) -> bool:
    """Whether the records quote words, and none of them stand where they should in this text, nor long ones anywhere."""
    quotes = [one["quote"] for record in told for one in record.get("evidence", ()) if "start" in one.get("quote", ())]
    stands = (text[one["start"] : one["end"]] == one["exact"] for one in quotes)
    return bool(quotes) and not any(stands) and not any(len(one["exact"]) >= _LONG and one["exact"] in text for one in quotes)


def predicted(path: Path, coded: CodedSet, records: Records) -> Iterator[Article]:
    """The predicted events: of a folder with a file for each article id, or of one file of records.

    Records of one file belong to the article whose text has the SHA-256 of their first source.
    """
    if path.is_dir():
        named = {file.name.partition(".")[0] for file in path.iterdir()}
        if not any(article.key in named for article in coded.articles):
            raise UsageError(f"{path} has no file named after an article of the set, such as {coded.articles[0].key}.ndjson")
        for article in coded.articles:
            found = sorted(file for file in path.glob(f"{article.key}.*") if file.is_file())
            if len(found) > 1:
                raise UsageError(f"{path} has several files for {article.key}: {', '.join(file.name for file in found)}")
            there = bool(found) and found[0].stat().st_size > 0
            yield Article(article.key, events_of(records(found[0], {}) if there else ()))
        return
    told = records(path, {})
    if len(coded.articles) == 1:
        yield Article(coded.articles[0].key, events_of(told))
        return
    keys = {_sha256(article.text): article.key for article in coded.articles if article.text is not None}
    for article in by_text(told):
        yield Article(keys.get(article.key, article.key), article.events)


def by_text(records: Sequence[Record]) -> Iterator[Article]:
    """The records by the text they were made from; those whose source has no SHA-256 are one article."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(next((one["sha256"] for one in record.get("sources", ()) if "sha256" in one), ""), []).append(record)
    for key, group in groups.items():
        yield Article(key, events_of(group))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _article(one: Mapping[str, Any], folder: Path) -> Article:
    body = folder / one["body_file"]
    if not body.is_file():
        raise ValueError(f"body_file {one['body_file']!r}: there is no such file beside the set")
    text = body.read_bytes().decode("utf-8")
    events: dict[str, CodedEvent] = {}
    if not isinstance(one["events"], list):
        raise ValueError(f"events: a list of coded events stands here, in square brackets, not {json.dumps(one['events'])[:40]}")
    for number, event in enumerate(one["events"]):
        with _at(f"events[{number}]{_named(event)}"):
            coded = _coded(event, len(text))
            if coded.id in events:
                raise ValueError(f"the id {coded.id!r} stands twice")
            events[coded.id] = coded
    for number, coded in enumerate(events.values()):
        for kind, target in sorted(coded.relations):
            if target not in events:
                raise ValueError(f"events[{number}] ({coded.id}): relations: {kind} {target!r}, which is no event of the article")
    nots = []
    for number, span in enumerate(one.get("not_events", ())):
        with _at(f"not_events[{number}]"):
            nots.append((_span(span, len(text)), str(span.get("why", ""))))
    return Article(str(one["id"]), tuple(events.values()), text, tuple(nots))


def _coded(event: Mapping[str, Any], length: int) -> CodedEvent:
    sides = [None if event[name] is None else _actor(event[name], name) for name in ("actor1", "actor2")]
    tolls = [
        _toll(measure, one, f"{name}[{number}]")
        for name, measure in (("deaths", "killed"), ("injured", "injured"))
        for number, one in enumerate(event[name])
    ]
    also = event.get("sub_event_type_alt") or ()
    kinds = [one for one in (event["sub_event_type"], *((also,) if isinstance(also, str) else also)) if one is not None]
    for kind in kinds:
        _one_of((*code_list("acled-sub-event-types"), *vocabulary("event-types").terms), kind, "sub event type")
    _one_of(vocabulary("statuses").terms, event["status"], "status")
    for one in event["relations"]:
        _one_of(vocabulary("relation-types").terms, one["type"], "type of a relation")
    start, end = _day(event, "date_start"), _day(event, "date_end")
    if start is not None and end is not None and start > end:
        raise ValueError(f"date_start {start} is after date_end {end}")
    spans = []
    for number, span in enumerate(event["evidence"]):
        with _at(f"evidence[{number}]"):
            spans.append(_span(span, length))
    return CodedEvent(
        id=event["id"],
        label="",
        kind=event["sub_event_type"] or NO_TYPE,
        kinds=frozenset(kinds),
        start=start,
        end=end,
        places=tuple(_place(place, f"places[{number}]") for number, place in enumerate(event["places"])),
        actors=tuple(side for side in sides if side is not None),
        first=sides[0],
        second=sides[1],
        tolls=tuple(tolls),
        status=event["status"],
        relations=frozenset((one["type"], one["event"]) for one in event["relations"]),
        spans=tuple(spans),
    )


def _one_of(known: Collection[str], word: object, called: str) -> None:
    """Raise :class:`ValueError` for what is no word of a closed list, and would only ever count as wrong."""
    if not isinstance(word, str) or word not in known:
        near = get_close_matches(str(word), known, n=1)
        advice = f"did you mean {near[0]!r}?" if near else f"it is one of {', '.join(known)}"
        raise ValueError(f"{word!r} is no {called}; {advice}")


def _text(one: Mapping[str, Any], name: str) -> str:
    if not isinstance(one[name], str):
        raise ValueError(f"{name} {one[name]!r} is no text")
    return str(one[name])


def _day(event: Mapping[str, Any], name: str) -> date | None:
    try:
        return date.fromisoformat(event[name]) if event[name] else None
    except (TypeError, ValueError):
        raise ValueError(f"{name} {event[name]!r} is no day; write it as 2026-03-03, or null") from None


def _span(span: Mapping[str, Any], length: int) -> Span:
    start, end = span["start"], span["end"]
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= length:
        raise ValueError(f"{start!r} to {end!r} is no passage of the article's {length:,} characters")
    return start, end


def _place(place: Mapping[str, Any], where: str) -> Place:
    with _at(where):
        precision = place["precision"]
        _one_of(_PRECISIONS, precision, "precision of a place")
        for name, most in (("lat", 90), ("lon", 180)):
            if place[name] is not None and not (isinstance(place[name], int | float) and abs(place[name]) <= most):
                raise ValueError(f"{name} {place[name]!r} is no number from -{most} to {most}")
        return Place(_text(place, "name"), place["lat"], place["lon"], _KM.get(precision, _VAGUE_KM), line=precision == "border")


def _actor(actor: Mapping[str, Any], where: str) -> Actor:
    with _at(where):
        if actor["type"] is not None:
            _one_of(crosswalk("acled-inter", "actor-type"), actor["type"], "type of an actor")
        return Actor(_text(actor, "name"), frozenset({actor["country"]} if actor["country"] else ()), actor["type"])


def _toll(measure: str, toll: Mapping[str, Any], where: str) -> Toll:
    with _at(where):
        bounds = [(name, toll[name]) for name in ("low", "best", "high") if toll[name] is not None]
        for name, figure in bounds:
            if not isinstance(figure, int) or isinstance(figure, bool) or figure < 0:
                raise ValueError(f"{name} {figure!r} is no whole number from 0, or null")
        if (figures := [figure for _, figure in bounds]) != sorted(figures):
            raise ValueError(f"{', '.join(f'{name} {figure}' for name, figure in bounds)} don't rise from low to high")
        claimant = "" if toll["claimed_by"] is None else _text(toll, "claimed_by")
        return Toll(measure, toll["low"], toll["best"], toll["high"], claimant, toll["words"])


def two_tables(gold: Sequence[Record], other: Sequence[Record]) -> tuple[tuple[Article, ...], tuple[Article, ...]]:
    """A coder's own eventx records, or any table that an importer reads, and the predicted ones.

    All of both are one article unless both name the texts that they were made from.
    """
    left, right = tuple(by_text(gold)), tuple(by_text(other))
    if any(one.key for one in left) and any(one.key for one in right):
        return left, right
    return _as_one(left), _as_one(right)


def _as_one(articles: Iterable[Article]) -> tuple[Article]:
    return (Article("", tuple(event for one in articles for event in one.events)),)
