"""The article importer: news articles of RFE/RL, VOA and the like as conflict events, with evidence for every value.

Knows the importer's face: :class:`Importer` and :func:`text`. Importing it loads none of the working parts; those are loaded when
an article is read. Doesn't fetch anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from eventx.plugins import Sniff
from eventx_rferl.reasons import CODES

if TYPE_CHECKING:
    from eventx.report import End, Outcome
    from eventx_rferl.model import Article

__all__ = ["Importer", "RferlImporter", "text"]

MAX_BYTES = 20_000_000


class Importer:
    """Reads one article (the seed form, dateline text, or a page) and yields what became of each telling of an event."""

    name = "rferl"
    codes: ClassVar[Mapping[str, str]] = CODES

    def sniff(self, head: bytes, filename: str) -> Sniff | None:
        """How sure it is that this is an article."""
        if b"\x00" in head[:4096] and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return None
        start = head.decode("utf-8", "replace").removeprefix("\ufeff")
        if re.match(r"\s?date \d{4}-\d\d-\d\d\b", start):
            return Sniff(0.95, "its first line is ' date YYYY-MM-DD ...'")
        lowered = start[:4000].lower()
        if "<html" in lowered or "<!doctype html" in lowered:
            if re.search(r'class="[^"]*\b(?:wsw|pg-article)\b', start):
                return Sniff(0.95, "a page of RFE/RL's or VOA's content system")
            return Sniff(0.3, "a web page") if re.search(r"rferl|voanews|RFE/RL", start) else None
        if (
            not start.strip()
            or lowered.lstrip()[:1] in "{[<"
            or filename.lower().endswith((".csv", ".tsv", ".json", ".ndjson", ".geojson", ".xml", ".tab"))
        ):
            return None
        if re.search(r"^[A-Z][^\n]{2,80} -- \S", start, re.MULTILINE):
            return Sniff(0.7, "it has a dateline")
        sentences = len(re.findall(r"[a-z]{2}[.!?][\"”’]?\s+[A-Z“\"]", start))
        return Sniff(0.15, "it looks like prose") if sentences >= 3 and filename.lower().endswith((".txt", "")) else None

    def read(self, stream: BinaryIO, *, name: str, published: str | None = None) -> Iterator[Outcome | End]:
        """One outcome for each telling of an event; ``published`` (YYYY-MM-DD) dates an article that doesn't say its day."""
        from eventx_rferl.importing import outcomes

        return outcomes(stream.read(MAX_BYTES + 1), name=name, published=published)

    def text(self, data: bytes, name: str) -> str:
        """The extracted text that offsets of evidence point into, for those who show it."""
        return text(data, name)


RferlImporter = Importer


def text(data: bytes, name: str) -> str:
    """The extracted text that the offsets of evidence point into. Raises :class:`eventx.errors.InputError`."""
    return article(data, name).text


def article(data: bytes, name: str) -> Article:
    """The article in these bytes, read but not interpreted."""
    from eventx_rferl.importing import article_of

    return article_of(data, name=name)
