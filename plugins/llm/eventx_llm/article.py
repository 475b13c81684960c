"""What is known of an article before a model is asked: its text, where it comes from, and the places that are known in it.

Knows how to ask the article importer, by its name in the registry and by what every importer gives: text and records. A place
gets a point only if that importer looked the same name up in this very article; else it keeps its name, and says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

from attrs import frozen

from eventx import plugins
from eventx.errors import InputError, UsageError
from eventx.report import End, Kind, Outcome

READER = "rferl"


@frozen
class Facts:
    """An article: its text, its source as a record has it, its day, its rights, and the places looked up in it, by name.

    ``row`` is its number in a file of several, else None.
    """

    text: str
    source: Mapping[str, Any]
    published: date | None
    rights: Mapping[str, Any] | None
    places: Mapping[str, Mapping[str, Any]]
    row: int | None = None


@frozen
class File:
    """The articles of a file, those in it that the article importer refused, and how it is cut off, if it is."""

    articles: tuple[Facts, ...]
    refused: tuple[Outcome, ...] = ()
    cut_off: str = ""


def texts_of(data: bytes, name: str) -> tuple[str, ...]:
    """The extracted text of each article in a file. Raises :class:`InputError`."""
    reader = plugins.importer(READER)
    several, one = getattr(reader, "texts", None), getattr(reader, "text", None)
    if several is None and one is None:
        raise UsageError(f"importer {READER!r} extracts no text; update eventx-{READER}")
    found: tuple[str, ...] = tuple(several(data, name)) if several is not None else (one(data, name),) if one else ()
    if not any(text.strip() for text in found):
        raise InputError(f"{name} has no text; an article is expected")
    return found


def file_of(data: bytes, name: str, published: str | None) -> File:
    """All that is known of a file's articles. Raises :class:`InputError` and :class:`UsageError`."""
    day = _given(published)
    texts = texts_of(data, name)
    reader = plugins.importer(READER)
    options = plugins.typed_options(reader, {} if published is None else {"published": published})
    records: list[dict[str, Any]] = []
    refused: list[Outcome] = []
    cut_off = "the article importer didn't read to the end"
    for item in reader.read(BytesIO(data), name=name, **options):
        if isinstance(item, End):
            cut_off = "" if item.complete else item.message or cut_off
        elif item.kind is Kind.REJECTED:
            refused.append(item)
        else:
            records.extend(item.records)
    numbered = len(texts) > 1
    facts = tuple(_facts(text, records, day, number if numbered else None) for number, text in enumerate(texts, 1))
    return File(facts, tuple(refused), cut_off)


def _facts(text: str, records: list[dict[str, Any]], given: date | None, row: int | None) -> Facts:
    sha = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    source: dict[str, Any] = {"id": "article", "language": "en", "sha256": sha}
    rights: Mapping[str, Any] | None = None
    places: dict[str, Mapping[str, Any]] = {}
    for record in records:
        own = next((one for one in record.get("sources", ()) if one.get("sha256") == sha), None)
        if own is None:
            continue
        source, rights = dict(own), record.get("rights", rights)
        place = record.get("place", {})
        if "point" in place and "name" in place:
            places.setdefault(place["name"].casefold(), place)
    if given is not None:
        source["published"] = given.isoformat()
        source.setdefault("note", "the date was given with the option 'published'")  # the article importer's also says the page's
    return Facts(text, source, given or _day(source.get("published")), rights, places, row)


def _given(published: str | None) -> date | None:
    if published is None:
        return None
    try:
        return date.fromisoformat(published)
    except ValueError:
        raise UsageError(f"option published={published}: must be a date like 2024-05-31") from None


def _day(stamp: object) -> date | None:
    try:
        return date.fromisoformat(str(stamp)[:10])
    except ValueError:
        return None
