"""Reads both sides of a comparison: a coder's set of articles, files of records, and the articles themselves.

Knows the form of a coded set (``docs/scoring.md`` describes it) and says where one is wrong. In a set, offsets are Unicode code
points into the article's extracted text. Doesn't compare anything.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
        where = f"{path}: articles[{number}]"
        try:
            body = path.parent / one["body_file"]
            text = body.read_bytes().decode("utf-8") if body.is_file() else None
            key = str(one["id"])
            events = tuple(_coded(event) for event in one["events"])
            nots = tuple((_span(span), str(span.get("why", ""))) for span in one.get("not_events", ()))
            files[key] = path.parent / one["file"]
            if not one.get("published_in_file", True):
                published[key] = one["published"]
        except KeyError as error:
            raise InputError(f"{where} lacks {error}; a coded event has what docs/scoring.md lists") from None
        except (TypeError, ValueError, AttributeError) as error:
            raise InputError(f"{where} is no coded article: {error}") from None
        if key in {article.key for article in articles}:
            raise InputError(f"{where}: the id {key!r} stands twice")
        articles.append(Article(key, events, text, nots))
    return CodedSet(tuple(articles), files, published)


def _json(path: Path) -> Any:
    if path.suffix.lower() != ".json":
        return None
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        return None  # the importers say what is wrong with it


def records_by(
    source_format: str | None, options: Mapping[str, Any], on_finding: Callable[[Finding], None] | None = None
) -> Records:
    """What reads files as the user says."""

    def records(path: Path, more: Mapping[str, str]) -> list[Record]:
        return list(read(path, format=source_format, options={**options, **more}, on_finding=on_finding).records())

    return records


def articles_read(coded: CodedSet, records: Records) -> Iterator[Article]:
    """What an importer makes of each article of the set, from the files that lie beside it."""
    for key, path in coded.files.items():
        own = {"published": coded.published[key]} if key in coded.published else {}
        yield Article(key, events_of(records(path, own)))


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


def _coded(event: Mapping[str, Any]) -> CodedEvent:
    sides = [None if event[name] is None else _actor(event[name]) for name in ("actor1", "actor2")]
    tolls = [_toll(measure, one) for name, measure in (("deaths", "killed"), ("injured", "injured")) for one in event[name]]
    also = event.get("sub_event_type_alt") or ()
    kinds = [one for one in (event["sub_event_type"], *((also,) if isinstance(also, str) else also)) if one is not None]
    for kind in kinds:
        _one_of({*code_list("acled-sub-event-types"), *vocabulary("event-types").terms}, kind, "sub event type")
    _one_of(vocabulary("statuses").terms, event["status"], "status")
    for one in event["relations"]:
        _one_of(vocabulary("relation-types").terms, one["type"], "type of a relation")
    return CodedEvent(
        id=event["id"],
        label="",
        kind=event["sub_event_type"] or NO_TYPE,
        kinds=frozenset(kinds),
        start=date.fromisoformat(event["date_start"]) if event["date_start"] else None,
        end=date.fromisoformat(event["date_end"]) if event["date_end"] else None,
        places=tuple(_place(place) for place in event["places"]),
        actors=tuple(side for side in sides if side is not None),
        first=sides[0],
        second=sides[1],
        tolls=tuple(tolls),
        status=event["status"],
        relations=frozenset((one["type"], one["event"]) for one in event["relations"]),
        spans=tuple(_span(span) for span in event["evidence"]),
    )


def _one_of(known: Collection[str], word: object, called: str) -> None:
    """Raise :class:`ValueError` for what is no word of a closed list, and would only ever count as wrong."""
    if not isinstance(word, str) or word not in known:
        near = get_close_matches(str(word), known, n=1)
        raise ValueError(f"{word!r} is no {called}" + (f"; did you mean {near[0]!r}?" if near else ""))


def _span(span: Mapping[str, Any]) -> Span:
    return int(span["start"]), int(span["end"])


def _place(place: Mapping[str, Any]) -> Place:
    precision = place["precision"]
    _one_of(_PRECISIONS, precision, "precision of a place")
    return Place(place["name"], place["lat"], place["lon"], _KM.get(precision, _VAGUE_KM), line=precision == "border")


def _actor(actor: Mapping[str, Any]) -> Actor:
    if actor["type"] is not None:
        _one_of(crosswalk("acled-inter", "actor-type"), actor["type"], "type of an actor")
    return Actor(actor["name"], frozenset({actor["country"]} if actor["country"] else ()), actor["type"])


def _toll(measure: str, toll: Mapping[str, Any]) -> Toll:
    return Toll(measure, toll["low"], toll["best"], toll["high"], toll["claimed_by"] or "", toll["words"])


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
