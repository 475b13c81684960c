"""Recorded answers, and the JSON in an answer.

Knows the file of answers (one JSON object a line), and that models put prose, fences and raw control characters around and into
their JSON. Doesn't judge what the JSON says (:mod:`eventx_llm.checking`).
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from attrs import frozen

from eventx.errors import InputError, OutputError

TRIES = 40
LONGEST = 2_000_000


@frozen
class Answer:
    """What a model said: to which prompt, in which try, asked for in which form."""

    prompt: str
    model: str
    attempt: int
    form: str
    text: str
    finished: str = ""
    tokens: int = 0

    def to_dict(self) -> dict[str, Any]:
        """As a line of a file of answers."""
        return {
            "prompt_sha256": self.prompt, "model": self.model, "attempt": self.attempt, "form": self.form,
            "finish_reason": self.finished, "total_tokens": self.tokens, "answer": self.text,
        }  # fmt: skip


def _text(value: object) -> str:
    """A text without halves of characters, which no file could hold."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else ""


def load(path: str) -> tuple[Answer, ...]:
    """The answers of a file. Raises InputError saying which line is none."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        words = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise InputError(f"can't read the recorded answers {path}: {words}") from None
    found: list[Answer] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            attempt, tokens = int(row.get("attempt", 1)), int(row.get("total_tokens", 0))
            prompt, answer = row["prompt_sha256"], row["answer"]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise InputError(f"{path} line {number} is no recorded answer; record them with -O save={path}") from None
        found.append(
            Answer(
                _text(prompt), _text(row.get("model")), attempt, _text(row.get("form")), _text(answer),
                _text(row.get("finish_reason")), tokens,
            )
        )  # fmt: skip
    return tuple(found)


def add(path: str, answer: Answer) -> None:
    """Add an answer to a file. Raises OutputError."""
    try:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps(answer.to_dict(), ensure_ascii=False) + "\n")
    except OSError as error:
        raise OutputError(f"can't write the answers to {path}: {error.strerror}") from None


def json_in(text: str) -> dict[str, Any] | None:
    """The JSON object with a list of events in an answer, whatever stands around it; None if there is none."""
    if len(text) > LONGEST:
        return None
    fenced = re.search(r"```(?:json)?\s*(.*?)```", text, re.DOTALL | re.IGNORECASE)
    for candidate in (text, fenced[1] if fenced else ""):
        if (found := _shaped(candidate)) is not None:
            return found
    decoder = json.JSONDecoder(strict=False)
    at = text.find("{")
    for _ in range(TRIES):
        if at < 0:
            return None
        try:
            value, _end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            value = None
        if _has_events(value):
            return dict(value)
        at = text.find("{", at + 1)
    return None


def _shaped(text: str) -> dict[str, Any] | None:
    try:
        # Raw control characters inside strings are what servers were seen to send.
        value = json.loads(text.strip().removeprefix("\ufeff"), strict=False)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, list) and all(isinstance(one, dict) for one in value):
        return {"events": value}
    return value if _has_events(value) else None


def _has_events(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("events"), list)
