"""Articles through a language model, in: any endpoint that speaks OpenAI's chat completions.

Knows the importer's face and its options. It is never chosen by content, only by name. The model finds, our code proves: what it
doesn't quote from the article is left out. The only importer that uses a network, and only if it is given an endpoint; with
recorded answers it is a pure function of its bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO, ClassVar

from eventx.plugins import Sniff
from eventx.report import End, Outcome
from eventx_llm.words import CODES


class LlmImporter:
    """Asks a language model for the events of an article, and keeps what the article's own words prove."""

    name = "llm"
    codes: ClassVar[Mapping[str, str]] = CODES

    def sniff(self, head: bytes, filename: str) -> Sniff | None:  # noqa: ARG002 (never by content: it costs money and time)
        """Claims nothing: a model is asked on purpose only."""
        return None

    def text(self, data: bytes, name: str) -> str:
        """The extracted text that offsets of evidence point into; of several articles the first one's."""
        return self.texts(data, name)[0]

    def texts(self, data: bytes, name: str) -> tuple[str, ...]:
        """The extracted text of each article in a file."""
        from eventx_llm.article import texts_of

        return texts_of(data, name)

    def read(
        self,
        stream: BinaryIO,
        *,
        name: str,
        endpoint: str | None = None,
        model: str | None = None,
        key_variable: str | None = None,
        answers: str | None = None,
        save: str | None = None,
        published: str | None = None,
        encoding: str | None = None,
        timeout: float = 120.0,
        retries: int = 3,
        max_requests: int = 20,
        max_tokens: int = 200_000,
    ) -> Iterator[Outcome | End]:
        """One outcome for each event of the answer, and one for each value that had to be left out.

        ``endpoint`` is the address that ends in ``/v1``, ``model`` the name of the model there; ``key_variable`` names the
        environment variable that holds the key. ``published`` (YYYY-MM-DD) dates an article that doesn't say its day.
        ``answers`` is a file of recorded answers, used instead of an endpoint; ``save`` is one that answers are added to.
        ``timeout`` is the longest time for one request, in seconds, ``retries`` how often it is tried again;
        ``max_requests`` and ``max_tokens`` bound the whole reading.
        ``encoding`` is that of a text which is neither UTF-8 nor a page that declares its own.
        """
        from eventx.tabular.dialect import recoded
        from eventx_llm.reading import Settings, outcomes

        settings = Settings(
            endpoint, model, key_variable, answers, save, published, timeout, retries, max_requests, max_tokens
        )  # fmt: skip
        return outcomes(recoded(stream.read(), encoding, name), name, settings)
