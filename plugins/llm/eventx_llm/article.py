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
from eventx.report import End

READER = "rferl"


@frozen
class Facts:
    """An article: its text, its source as a record has it, its day, its rights, and the places looked up in it, by name."""

    text: str
    source: Mapping[str, Any]
    published: date | None
    rights: Mapping[str, Any] | None
    places: Mapping[str, Mapping[str, Any]]


def text_of(data: bytes, name: str) -> str:
    """The extracted text of an article. Raises :class:`InputError`."""
    extract = getattr(plugins.importer(READER), "text", None)
    if extract is None:
        raise UsageError(f"importer {READER!r} extracts no text; update eventx-{READER}")
    found: str = extract(data, name)
    return found


def facts_of(data: bytes, name: str, published: str | None) -> Facts:
    """All that is known of an article. Raises :class:`InputError` and :class:`UsageError`."""
    day = _given(published)
    text = text_of(data, name)
    if not text.strip():
        raise InputError(f"{name} has no text; an article is expected")
    sha = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    source: dict[str, Any] = {"id": "article", "language": "en", "sha256": sha}
    rights: Mapping[str, Any] | None = None
    places: dict[str, Mapping[str, Any]] = {}
    options = plugins.typed_options(plugins.importer(READER), {} if published is None else {"published": published})
    for item in plugins.importer(READER).read(BytesIO(data), name=name, **options):
        for record in () if isinstance(item, End) else item.records:
            own = next((one for one in record.get("sources", ()) if one.get("sha256") == sha), None)
            if own is None:
                continue
            source, rights = dict(own), record.get("rights", rights)
            place = record.get("place", {})
            if "point" in place and "name" in place:
                places.setdefault(place["name"].casefold(), place)
    if day is not None:
        source |= {"published": day.isoformat(), "note": "the date was given with the option 'published'"}
    return Facts(text, source, day or _day(source.get("published")), rights, places)


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
