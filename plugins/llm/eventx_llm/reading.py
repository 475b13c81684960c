"""From an article to outcomes: ask for each piece of it, check, write; every event and every dropped value has its line.

Knows the order of the steps and where answers come from: a server, or a file of recorded ones. A budget that is used up ends the
reading as cut off, with what was read so far.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, Protocol

from attrs import frozen

from eventx.errors import InputError, UsageError
from eventx.report import End, Finding, Kind, Outcome, Position, Severity
from eventx_llm import answers as recorded
from eventx_llm.answers import Answer, json_in
from eventx_llm.article import Facts, file_of
from eventx_llm.checking import Check, Dropped, Event, shown
from eventx_llm.client import BudgetError, Client, Server
from eventx_llm.prompt import chunks, digest, messages
from eventx_llm.quotes import Span
from eventx_llm.records import Writer

ATTEMPTS = 3  # an answer without JSON is asked for again in the next way, so often


@frozen
class Settings:
    """The options of a reading."""

    endpoint: str | None = None
    model: str | None = None
    key_variable: str | None = None
    answers: str | None = None
    save: str | None = None
    published: str | None = None
    timeout: float = 120.0
    retries: int = 3
    max_requests: int = 20
    max_tokens: int = 200_000


class Asked(Protocol):
    """Where answers come from."""

    def ask(self, messages: list[dict[str, str]], attempt: int) -> Answer | None:
        """The answer to a prompt; None if there is no further one."""
        ...


@frozen
class Recorded:
    """Answers of a file; the same file gives the same records."""

    path: str
    rows: tuple[Answer, ...]
    model: str | None

    def ask(self, messages: list[dict[str, str]], attempt: int) -> Answer | None:
        """The recorded answer. Raises InputError if nothing is recorded for the prompt."""
        prompt = digest(messages)
        mine = [row for row in self.rows if row.prompt == prompt and self.model in (None, row.model)]
        if not mine:
            whose = f" by {self.model}" if self.model else ""
            raise InputError(
                f"{self.path} holds no answer{whose} to this article's prompt {prompt[:16]}; ask for one with -O endpoint="
            )
        return next((row for row in mine if row.model == mine[0].model and row.attempt == attempt), None)


@frozen
class Saving:
    """A server whose answers are added to a file."""

    client: Client
    path: str | None

    def ask(self, messages: list[dict[str, str]], attempt: int) -> Answer | None:
        """The server's answer."""
        answer = self.client.ask(messages, attempt)
        if self.path is not None:
            recorded.add(self.path, answer)
        return answer


def source_of(settings: Settings) -> Asked:
    """Where the answers come from. Raises UsageError for options that don't go together."""
    if settings.answers is not None:
        if settings.endpoint is not None or settings.save is not None:
            raise UsageError(
                "options answers and endpoint or save exclude each other: recorded answers are used, or new ones asked for"
            )
        return Recorded(settings.answers, recorded.load(settings.answers), settings.model)
    if settings.endpoint is None or settings.model is None:
        raise UsageError("llm needs -O endpoint=ADDRESS and -O model=NAME, or -O answers=FILE with recorded answers")
    key = ""
    if settings.key_variable is not None:
        key = os.environ.get(settings.key_variable, "")
        if not key:
            raise UsageError(f"option key_variable={settings.key_variable}: no such environment variable is set")
    server = Server(
        settings.endpoint, settings.model, key, settings.timeout, settings.retries, settings.max_requests, settings.max_tokens
    )  # fmt: skip
    return Saving(Client(server), settings.save)


def outcomes(data: bytes, name: str, settings: Settings) -> Iterator[Outcome | End]:
    """What became of each event of the answers, and of each value that was dropped."""
    source = source_of(settings)
    file = file_of(data, name, settings.published)
    yield from file.refused
    read = len(file.refused)
    for facts in file.articles:
        seen: set[tuple[Any, ...]] = set()
        for piece in chunks(facts.text):
            try:
                answer, found = _answered(source, messages(piece))
            except BudgetError as error:
                yield End(read, "statement", complete=False, message=str(error))
                return
            if found is None:
                read += 1
                yield _no_answer(answer, piece, facts, name)
                continue
            writer = Writer(facts, answer)
            first = True
            for raw in found["events"]:
                check = Check(facts)
                event = check.event(raw)
                read += len(check.dropped) + (event is not None)
                yield from _dropped(check.dropped, name, facts.row)
                if event is not None:
                    yield _told(event, seen, writer, name, facts, first=first)
                    first = False
    yield End(read, "statement", complete=not file.cut_off, message=file.cut_off)


def _answered(source: Asked, asked: list[dict[str, str]]) -> tuple[Answer, dict[str, Any] | None]:
    """The answer, and its JSON; None for that if no attempt brought any."""
    last = Answer(digest(asked), "", 0, "", "")
    for attempt in range(1, ATTEMPTS + 1):
        answer = source.ask(asked, attempt)
        if answer is None:
            break
        last = answer
        if (found := json_in(answer.text)) is not None:
            return answer, found
    return last, None


def _no_answer(answer: Answer, piece: str, facts: Facts, name: str) -> Outcome:
    start = max(facts.text.find(piece), 0)
    cut = answer.finished == "length"
    why = "its answer was cut off at the longest that was asked for" if cut else "its answer holds no JSON object with 'events'"
    return Outcome.rejected(
        Finding(
            "LLM-ANSWER",
            Severity.ERROR,
            f"the model gave nothing that can be read: {why}",
            Position(name, row=facts.row, start=start, end=start + len(piece)),
            value=shown(answer.text),
            advice="try again, or another model",
        )
    )


def _dropped(dropped: list[Dropped], name: str, row: int | None) -> Iterator[Outcome]:
    for one in dropped:
        position = Position(name, row=row, start=one.span.start, end=one.span.end)
        yield Outcome(Kind.WITHHELD, position, (), (), one.reason, one.message)


def _told(event: Event, seen: set[tuple[Any, ...]], writer: Writer, name: str, facts: Facts, *, first: bool) -> Outcome:
    position = Position(name, row=facts.row, start=event.span.start, end=event.span.end)
    told = (event.span, event.type, _named(event.places, facts))
    if told in seen:
        return Outcome(Kind.MERGED, position, (), (), "LLM-TOLD-AGAIN", "the model gave the same event once more")
    seen.add(told)
    return Outcome.kept(position, *writer.records(event, first=first))


def _named(places: tuple[Span, ...], facts: Facts) -> frozenset[str]:
    return frozenset(facts.text[place.start : place.end].casefold() for place in places)
