"""The article importer: news articles of RFE/RL, VOA and the like as conflict events, with evidence for every value.

Knows the importer's face: :class:`Importer` and :func:`text`. Importing it loads none of the working parts; those are loaded when
an article is read. Doesn't fetch anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from eventx.errors import InputError, RefusedInput
from eventx.plugins import Sniff
from eventx_rferl.evidence_rules import EVIDENCE
from eventx_rferl.reasons import CODES

if TYPE_CHECKING:
    from eventx.report import End, Outcome
    from eventx_rferl.model import Article

__all__ = ["Importer", "RferlImporter", "text"]

MAX_BYTES = 20_000_000


class Importer:
    """Reads articles (the seed form, dateline text, pages, feeds) and yields what became of each telling of an event."""

    name = "rferl"
    codes: ClassVar[Mapping[str, str]] = {**CODES, **EVIDENCE}

    def sniff(self, head: bytes, filename: str) -> Sniff | None:
        """How sure it is that this is an article."""
        from eventx_rferl.reader.sniff import sniff

        return sniff(head, filename)

    def read(
        self,
        stream: BinaryIO,
        *,
        name: str,
        published: str | None = None,
        gazetteer: str | None = None,
        entities: str | None = None,
        encoding: str | None = None,
    ) -> Iterator[Outcome | End]:
        """One outcome for each telling of an event.

        ``published`` (YYYY-MM-DD) dates an article that doesn't say its day. ``gazetteer`` is a file of GeoNames or a table of
        places that gives villages a point which the shipped gazetteer lacks. ``entities=spacy`` lets an installed spaCy model add
        names and settle who acts on whom where the rules leave it open (extra ``spacy``); records say so. ``encoding`` is that of
        a text which is neither UTF-8 nor a page that declares its own: windows-1252, koi8-r.
        """
        from eventx_rferl.importing import outcomes

        try:
            data = stream.read(MAX_BYTES + 1)
        except InputError as error:  # packed, and cut off
            raise RefusedInput(str(error), "ART-CUT-OFF") from error
        if encoding is not None:
            from eventx.tabular.dialect import recoded

            data = recoded(data, encoding, name)
        return outcomes(data, name=name, published=published, gazetteer=gazetteer, entities=entities)

    def text(self, data: bytes, name: str) -> str:
        """The extracted text that offsets of evidence point into, for those who show it."""
        return text(data, name)

    def texts(self, data: bytes, name: str) -> tuple[str, ...]:
        """The extracted text of each article in a file that can be read."""
        from eventx_rferl.reader.files import parts

        return tuple(part.article.text for part in parts(data, name=name) if part.article is not None)


RferlImporter = Importer


def text(data: bytes, name: str) -> str:
    """The extracted text that the offsets of evidence point into; of several articles the first one's.

    Raises :class:`eventx.errors.InputError`.
    """
    return article(data, name).text


def article(data: bytes, name: str) -> Article:
    """The article in these bytes, read but not interpreted."""
    from eventx_rferl.importing import article_of

    return article_of(data, name=name)
